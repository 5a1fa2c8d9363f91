// Breaking text into lines that fit.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "view/boxes.hpp"

namespace ensaio::view {

/// `text` as the fonts can show it: tabs as spaces, without control and zero-width characters, valid UTF-8.
/// Line feeds stay.
std::string printable(std::string_view text);

/// Breaks printable text at line feeds, and where a line would be wider than `width` at spaces, after hyphens
/// and slashes, and inside a word only when the word alone is wider than `width`. Spaces at a break are
/// dropped. Never empty: no text is one empty line.
std::vector<std::string_view> break_lines(std::string_view text, Weight weight, float size, float width);

/// As many lines as break_lines gives, but the last of a paragraph is not a lonely short word where that can
/// be helped.
std::vector<std::string_view> break_without_widow(std::string_view text, Weight weight, float size,
                                                  float width);

/// As many lines as break_lines gives, of about the same length each: for headings.
std::vector<std::string_view> break_evenly(std::string_view text, Weight weight, float size, float width);

/// The text, or as much of it as fits with an ellipsis after it.
std::string shortened(std::string_view text, Weight weight, float size, float width);

/// Width of the longest line of the text when nothing but its line feeds breaks it.
float natural_text_width(std::string_view text, Weight weight, float size);

/// Width of the widest piece between two places where the text may be broken.
float longest_word_width(std::string_view text, Weight weight, float size);

}  // namespace ensaio::view
