// The working state of one lay_out, and the pieces it is made of. Private to the layout's files.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "view/boxes.hpp"

namespace ensaio::view {

using NodeIndex = std::uint16_t;

/// Colours of text on the ground it stands on.
struct Ink {
    Color text, secondary, link;
};

struct Flow {
    const Page& page;
    const Theme& theme;
    float width = 0;  // of the viewport
    float height = 0;
    bool phone = false;   // narrower than 576 px: buttons fill the width, headings are smaller
    bool narrow = false;  // narrower than 640 px: tables become cards
    // Sides of drawn signs and of the circle of a step; they grow with the words beside them.
    float sign = 24, small_sign = 20, large_sign = 48, step = 32;
    std::vector<std::vector<NodeIndex>> children;
    std::vector<std::string> texts;  // of the nodes, printable
    Boxes out;

    const Node& node(NodeIndex index) const { return page.nodes[index]; }
    Box& box(NodeIndex index) { return out.boxes[index]; }
    const Box& box(NodeIndex index) const { return out.boxes[index]; }
};

/// Where something is to be placed.
struct Area {
    float x = 0, y = 0, width = 0;
    Ink ink;
    bool stretch = false;  // a button is to be as wide as the area
};

enum class Align : std::uint8_t { left, centre, right };

enum class Breaking : std::uint8_t {
    as_typed,
    without_widow,
    evenly
};  // as_typed: as the browser's own text field does

struct TextStyle {
    float size = 16;
    float line = 24;  // height of a line
    Weight weight = Weight::regular;
    Color color;
    bool underline = false;
    Breaking breaking = Breaking::without_widow;
};

// text_style.cpp
TextStyle style_of(const Flow& flow, NodeIndex index, const Ink& ink);
TextStyle base_style(const Flow& flow, const Ink& ink);
TextStyle small_style(const Flow& flow, const Ink& ink);
/// Whether the node's text is words on the page; of the others it is a name for screen readers.
bool shows_text(const Node& node);
std::vector<std::string_view> lines_of(std::string_view text, const TextStyle& style, float width);
float distance_to_baseline(const TextStyle& style);  // from the top of a line
/// Adds the lines of `text` to `box` and returns their height.
float place_text(Box& box, std::string_view text, const TextStyle& style, float x, float y, float width,
                 Align align = Align::left);

// flow.cpp
/// Sets the boxes of a node and of all in it. The node's rectangle starts at the area's corner and is at most
/// as wide.
void place(Flow& flow, NodeIndex index, const Area& area);
/// Places nodes under each other; returns the height they take.
float place_each(Flow& flow, std::span<const NodeIndex> nodes, const Area& area);
float place_children(Flow& flow, NodeIndex index, const Area& area);
/// The node's own text, then its children under it; returns the height they take.
float place_content(Flow& flow, NodeIndex index, const Area& area);
void move(Flow& flow, NodeIndex index, float dx, float dy);
/// Width the node would take if there were room without end.
float natural_width(const Flow& flow, NodeIndex index);
/// The same of the node's text, without its children.
float natural_text_width(const Flow& flow, NodeIndex index);
bool has_own_sign(const Node& node);  // a panel with a sign in front of its content
bool is_message(const Node& node);    // an e-mail or an SMS
bool is_step(const Node& node);
void set_rect(Box& box, Rect rect);  // the control's as well

// controls.cpp
void place_button(Flow& flow, NodeIndex index, const Area& area);
void place_link(Flow& flow, NodeIndex index, const Area& area);
void place_choice(Flow& flow, NodeIndex index, const Area& area);
void place_line_input(Flow& flow, NodeIndex index, const Area& area);
void place_lines_input(Flow& flow, NodeIndex index, const Area& area);
/// Puts another text into a text field that was placed before.
void retype_field(Box& box, const Node& node, const Theme& theme);
void place_drop_down(Flow& flow, NodeIndex index, const Area& area);
void place_file_input(Flow& flow, NodeIndex index, const Area& area);
/// Side padding of a button or link plus its sign: what is to be added to its text's width.
float control_extra_width(const Flow& flow, const Node& node);
float line_input_width(const Flow& flow, const Node& node, float room);

// rows.cpp
/// Each places the children of a row in the area and returns the height they take.
float place_inline_row(Flow& flow, NodeIndex index, const Area& area);
float place_spread_row(Flow& flow, NodeIndex index, const Area& area);
float place_scale_row(Flow& flow, NodeIndex index, const Area& area);
float place_key_value(Flow& flow, NodeIndex index, const Area& area);
float place_input_row(Flow& flow, NodeIndex index, const Area& area);

// tables.cpp
float place_table(Flow& flow, NodeIndex index, const Area& area);

// images.cpp
void place_image(Flow& flow, NodeIndex index, const Area& area);

// lists.cpp
void place_list_item(Flow& flow, NodeIndex index, const Area& area);
float list_indent(const Flow& flow, const Node& item);

// messages.cpp
void place_message(Flow& flow, NodeIndex index, const Area& area);

inline constexpr float kLinkTarget = 44;  // least height of what is pressed on its own (WCAG 2.5.5)

}  // namespace ensaio::view
