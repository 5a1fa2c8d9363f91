#include "view/text_lines.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"

namespace ensaio::view {

namespace {

constexpr float kTolerance =
    0.01F;  // a sum of advances taken in pieces differs a little from the sum taken at once

bool is_dropped(char32_t c) {
    return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F || c == 0xAD || (c >= 0x200B && c <= 0x200F) ||
           c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F);
}

bool breaks_after(char32_t c) { return c == '-' || c == '/' || c == 0x2013 || c == 0x2014; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// End of the piece that starts at `at`: up to and with its hyphen, or up to a space or the end.
std::size_t piece_end(std::string_view text, std::size_t at) {
    const std::size_t start = at;
    while (at < text.size() && text[at] != ' ') {
        const std::size_t before = at;
        if (!breaks_after(core::next_code_point(text, at)) || before == start || at == text.size()) continue;
        // Numbers stay whole: 01310-100, 20/05/2026.
        if (!is_digit(text[before - 1]) || !is_digit(text[at])) return at;
    }
    return at;
}

std::size_t skip_spaces(std::string_view text, std::size_t at) {
    while (at < text.size() && text[at] == ' ') ++at;
    return at;
}

/// As many code points from `start` as fit, at least one.
std::size_t fitting_end(std::string_view text, std::size_t start, Weight weight, float size, float width) {
    std::size_t at = start;
    float used = 0;
    while (at < text.size()) {
        std::size_t next = at;
        used += FontMetrics::advance(weight, core::next_code_point(text, next), size);
        if (used > width + kTolerance && at > start) break;
        at = next;
    }
    return at;
}

void break_paragraph(std::string_view text, Weight weight, float size, float width,
                     std::vector<std::string_view>& lines) {
    std::size_t start = skip_spaces(text, 0), end = start;  // of the line so far
    while (true) {
        const std::size_t next = skip_spaces(text, end);
        if (next >= text.size()) break;
        const std::size_t piece = piece_end(text, next);
        if (FontMetrics::width(weight, text.substr(start, piece - start), size) <= width + kTolerance) {
            end = piece;
        } else if (end > start) {
            lines.push_back(text.substr(start, end - start));
            start = end = next;
        } else {
            end = fitting_end(text, next, weight, size, width);
            if (end == piece) continue;
            lines.push_back(text.substr(next, end - next));
            start = end;
        }
    }
    lines.push_back(text.substr(std::min(start, text.size()), end - start));
}

template <class Use>
void for_each_paragraph(std::string_view text, Use use) {
    while (true) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        use(text.substr(0, end));
        if (end == text.size()) return;
        text.remove_prefix(end + 1);
    }
}

}  // namespace

std::string printable(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = core::next_code_point(text, at);
        if (!is_dropped(c)) core::append_utf8(result, c == '\t' ? U' ' : c);
    }
    return result;
}

std::vector<std::string_view> break_lines(std::string_view text, Weight weight, float size, float width) {
    std::vector<std::string_view> lines;
    for_each_paragraph(
        text, [&](std::string_view paragraph) { break_paragraph(paragraph, weight, size, width, lines); });
    return lines;
}

std::vector<std::string_view> break_without_widow(std::string_view text, Weight weight, float size,
                                                  float width) {
    std::vector<std::string_view> all;
    for_each_paragraph(text, [&](std::string_view paragraph) {
        std::vector<std::string_view> best;
        break_paragraph(paragraph, weight, size, width, best);
        const std::size_t count = best.size();
        // A little less width pushes a word or two down; more would make the paragraph narrower than its
        // neighbours.
        for (float part = 0.97F;
             count > 1 && part > 0.8F && FontMetrics::width(weight, best.back(), size) < width / 4;
             part -= 0.03F) {
            std::vector<std::string_view> lines;
            break_paragraph(paragraph, weight, size, width * part, lines);
            if (lines.size() > count || longest_word_width(paragraph, weight, size) > width * part) break;
            best = std::move(lines);
        }
        all.insert(all.end(), best.begin(), best.end());
    });
    return all;
}

std::vector<std::string_view> break_evenly(std::string_view text, Weight weight, float size, float width) {
    std::vector<std::string_view> best = break_lines(text, weight, size, width);
    float low = std::max(width / 2, longest_word_width(text, weight, size) - 1), high = width;
    while (high - low > 1) {
        const float middle = std::floor((low + high) / 2);
        std::vector<std::string_view> lines = break_lines(text, weight, size, middle);
        if (lines.size() > best.size()) {
            low = middle;
        } else {
            high = middle;
            best = std::move(lines);
        }
    }
    return best;
}

std::string shortened(std::string_view text, Weight weight, float size, float width) {
    if (FontMetrics::width(weight, text, size) <= width + kTolerance) return std::string(text);
    const float ellipsis = FontMetrics::advance(weight, U'…', size);
    const std::size_t end = fitting_end(text, 0, weight, size, width - ellipsis);
    return std::string(core::trim(text.substr(0, end))) + "…";
}

float natural_text_width(std::string_view text, Weight weight, float size) {
    float widest = 0;
    for_each_paragraph(text, [&](std::string_view line) {
        widest = std::max(widest, FontMetrics::width(weight, line, size));
    });
    return std::ceil(widest - kTolerance);
}

float longest_word_width(std::string_view text, Weight weight, float size) {
    float widest = 0;
    for_each_paragraph(text, [&](std::string_view line) {
        for (std::size_t at = skip_spaces(line, 0); at < line.size();) {
            const std::size_t end = piece_end(line, at);
            widest = std::max(widest, FontMetrics::width(weight, line.substr(at, end - at), size));
            at = skip_spaces(line, end);
        }
    });
    return std::ceil(widest - kTolerance);
}

}  // namespace ensaio::view
