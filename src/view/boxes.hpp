// Layout: (Page, Viewport, Theme, FontMetrics) -> Boxes. The one place where anything is measured: the
// painter, the hit test, the accessible DOM, the pointer recorder, the heat map and the replay all read these
// rectangles.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "view/page.hpp"
#include "view/theme.hpp"

namespace ensaio::view {

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;  // css px from the page's top left corner
    bool operator==(const Rect&) const = default;
    float right() const { return x + w; }
    float bottom() const { return y + h; }
    bool contains(float px, float py) const { return px >= x && py >= y && px < x + w && py < y + h; }
};

enum class Weight : std::uint8_t { regular, semibold };

/// One line of text as it is painted: no wrapping is left to do.
struct TextLine {
    std::string text;
    float x = 0, baseline = 0;  // css px
    float size = 16;            // em size, css px
    Weight weight = Weight::regular;
    Color color;
    bool underline = false;
    bool operator==(const TextLine&) const = default;
};

struct Box {
    std::uint16_t node = 0;  // index into Page::nodes; boxes are in the same order, one per node
    Rect rect;               // the whole of it: what is pressed, what the DOM element covers
    Rect control;  // the square of a radio or checkbox, the frame of a text field, a hotspot's place on its
                   // picture, the head of an e-mail, the bubble of an SMS; else equal to rect
    Rect sign;     // where a drawn sign stands (of a panel, an error, a step, a back link, a chevron); empty:
                   // none
    std::vector<TextLine>
        lines;  // of a text field at least one, if empty: where and how large its own text stands; a prefix
                // after it. Of an image its words, for when there is no picture
    bool operator==(const Box&) const = default;
};

struct Boxes {
    float width = 0, height = 0;  // of the page, css px
    std::vector<Box> boxes;
};

/// Advances of the two fonts, made at build from the very files that are drawn with.
class FontMetrics {
public:
    static float advance(Weight weight, char32_t code_point, float size);
    static float width(Weight weight, std::string_view text, float size);
    static float ascent(Weight weight, float size);
    static float descent(Weight weight, float size);  // positive
};

/// Lays a page out for a viewport of `width` × `height` css px (320 to 4096 wide; clamped). The page may be
/// taller than the viewport.
Boxes lay_out(const Page& page, float width, float height, const Theme& theme);

/// Brings the boxes of the page before up to date where nothing but texts in fields and ticks of choices
/// differs, which is so at nearly every key and press of a person. Returns the places of the nodes that
/// differ; nothing: something else differs, and nothing was done.
std::optional<std::vector<std::size_t>> amend(const Page& page, const Page& before, const Theme& theme,
                                              Boxes& boxes);

/// Whether a node is drawn as a button: a link is where it is what one most likely came for.
bool looks_like_button(const Node& node);

/// Whether a node of two pages differs in nothing but the text typed into it.
bool is_retyped(const Node& node, const Node& before);

/// Index of the innermost box at a point, controls before containers; -1: none.
int hit(const Page& page, const Boxes& boxes, float x, float y);

/// Index of what stands in a record for the node: itself, or what a group around it is recorded as.
std::size_t recorded_as(const Page& page, std::size_t node);

/// A control a person can operate (button, link, inputs …).
bool is_control(const Node& node);

}  // namespace ensaio::view
