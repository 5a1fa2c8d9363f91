#include <algorithm>
#include <cmath>

#include "view/flow.hpp"
#include "view/text_lines.hpp"

namespace ensaio::view {

namespace {

constexpr float kSignGap = 12;  // between a sign or a choice's square and its words
constexpr float kFieldPadding = 16;
constexpr float kDropDownWidth = 400;
constexpr int kLinesShown = 5;  // of a lines_input

float half(float room) { return std::max(0.0F, std::floor(room / 2)); }

/// What stands in a field before the person's own words.
float prefix_width(const Flow& flow, const Node& node) {
    if (node.prefix.empty()) return 0;
    const float width = natural_text_width(printable(node.prefix), Weight::regular, flow.theme.size_base);
    return width + flow.theme.space;
}

float line_input_width_without_size(const Flow& flow, const Node& node, float room) {
    if (flow.phone || node.max_length == 0 || node.max_length > 20)
        return std::min(room, flow.theme.column_width);
    const float characters = static_cast<float>(std::max<std::uint32_t>(node.max_length, 6));
    return std::min(room, std::ceil(characters * flow.theme.size_base * 0.62F / 8) * 8 + 2 * kFieldPadding);
}

std::string_view chosen_text(const Node& node) {
    const auto found = std::ranges::find(node.choices, node.value, &Choice::value);
    if (found != node.choices.end()) return found->text;
    return node.choices.empty() ? std::string_view() : std::string_view(node.choices.front().text);
}

/// What destroys shows it, and what opens something shows which way.
bool button_has_sign(const Node& node) { return node.toggles || node.look == Look::danger; }

/// More than the lines that are shown can hold is not looked at.
std::string beginning(std::string_view text) {
    constexpr std::size_t kShown = 4000;
    return printable(text.substr(0, kShown));
}

std::string single_line(std::string_view text, Weight weight, float size, float room) {
    std::string shown = beginning(text);
    std::ranges::replace(shown, '\n', ' ');
    shown = shortened(shown, weight, size, room);
    return FontMetrics::width(weight, shown, size) <= room + 0.5F ? shown : std::string();
}

void place_single_line(Box& box, std::string_view text, const TextStyle& style, float room,
                       float indent = kFieldPadding) {
    box.lines.push_back({.text = single_line(text, style.weight, style.size, room),
                         .x = box.rect.x + indent,
                         .baseline = box.rect.y + half(box.rect.h - style.line) + distance_to_baseline(style),
                         .size = style.size,
                         .weight = style.weight,
                         .color = style.color});
}

float lines_padding(const Theme& theme) { return 1.5F * theme.space; }

void place_lines(Box& box, std::string_view value, const TextStyle& style, const Theme& theme) {
    const std::string text = beginning(value);
    place_text(box, text.empty() ? " " : std::string_view(text), style, box.rect.x + kFieldPadding,
               box.rect.y + lines_padding(theme), box.rect.w - 2 * kFieldPadding);
    if (box.lines.size() > kLinesShown) box.lines.resize(kLinesShown);
}

}  // namespace

/// A field that takes few characters is as wide as they are: the width tells what is asked for. On phones
/// every field fills the width, but for those that say how many digits they take.
float line_input_width(const Flow& flow, const Node& node, float room) {
    if (node.size == 0) return line_input_width_without_size(flow, node, room);
    constexpr float kCaret = 4;
    const float digits = FontMetrics::advance(Weight::regular, U'0', flow.theme.size_base) * node.size;
    const float width = std::ceil(digits + prefix_width(flow, node) + 2 * kFieldPadding + kCaret);
    return std::min(room, std::max(width, flow.theme.control_height));
}

float control_extra_width(const Flow& flow, const Node& node) {
    if (!looks_like_button(node)) return node.look == Look::back_link ? flow.small_sign : 0;
    const float padding = node.look == Look::tertiary ? 2 * flow.theme.space : 3 * flow.theme.space;
    return 2 * padding + (button_has_sign(node) ? flow.small_sign + flow.theme.space : 0);
}

void place_button(Flow& flow, NodeIndex index, const Area& area) {
    const Node& node = flow.node(index);
    Box& box = flow.box(index);
    const TextStyle style = style_of(flow, index, area.ink);
    const float extra = control_extra_width(flow, node);
    const float natural = std::max(natural_text_width(flow, index) + extra, 2 * flow.theme.control_height);
    const float width = area.stretch ? area.width : std::min(natural, area.width);
    const float room = std::max(1.0F, width - extra);
    const float words = std::min(room, natural_text_width(flow, index));
    const auto lines = static_cast<float>(lines_of(flow.texts[index], style, room).size());
    const float height = std::max(flow.theme.control_height, lines * style.line + 2 * flow.theme.space);
    set_rect(box, {area.x, area.y, width, height});
    const float sign_room = button_has_sign(node) ? flow.small_sign + flow.theme.space : 0;
    const float left = area.x + half(width - words - sign_room);
    const bool sign_first = !node.toggles;
    place_text(box, flow.texts[index], style, sign_first ? left + sign_room : left,
               area.y + half(height - lines * style.line), words, Align::centre);
    if (sign_room > 0) {
        box.sign = {sign_first ? left : left + words + flow.theme.space,
                    area.y + half(height - flow.small_sign), flow.small_sign, flow.small_sign};
    }
}

void place_link(Flow& flow, NodeIndex index, const Area& area) {
    const Node& node = flow.node(index);
    Box& box = flow.box(index);
    const TextStyle style = style_of(flow, index, area.ink);
    const float indent = control_extra_width(flow, node);
    const float width = std::min(natural_text_width(flow, index) + indent, area.width);
    const float room = std::max(1.0F, width - indent);
    const auto lines = static_cast<float>(lines_of(flow.texts[index], style, room).size());
    const float height = std::max(kLinkTarget, lines * style.line + flow.theme.space);
    set_rect(box, {area.x, area.y, width, height});
    place_text(box, flow.texts[index], style, area.x + indent, area.y + half(height - lines * style.line),
               room);
    if (indent > 0) {
        const float middle = half(height - lines * style.line) + half(style.line - flow.small_sign);
        box.sign = {area.x, area.y + middle, flow.small_sign, flow.small_sign};
    }
}

void place_choice(Flow& flow, NodeIndex index, const Area& area) {
    Box& box = flow.box(index);
    const TextStyle style = base_style(flow, area.ink);
    const float least = flow.theme.control_height, side = flow.theme.control_box;
    const float indent = side + kSignGap;
    const float padding = half(least - style.line);
    const float room = std::max(1.0F, area.width - indent);
    // After the first line feed stands what explains the choice.
    const std::string_view text = flow.texts[index];
    const std::size_t end = std::min(text.find('\n'), text.size());
    float y = area.y + padding;
    y += place_text(box, text.substr(0, end), style, area.x + indent, y, room);
    if (end < text.size())
        y += place_text(box, text.substr(end + 1), small_style(flow, area.ink), area.x + indent, y, room);
    set_rect(box, {area.x, area.y, area.width, std::max(least, y + padding - area.y)});
    box.control = {area.x, area.y + half(least - side), side, side};
}

void place_line_input(Flow& flow, NodeIndex index, const Area& area) {
    const Node& node = flow.node(index);
    Box& box = flow.box(index);
    set_rect(box, {area.x, area.y, line_input_width(flow, node, area.width), flow.theme.control_height});
    const TextStyle style = base_style(flow, area.ink);
    // However narrow the field is, a part of it is left to what is typed.
    const float prefix = std::min(prefix_width(flow, node), half(box.rect.w - 2 * kFieldPadding));
    place_single_line(box, node.value, style, box.rect.w - 2 * kFieldPadding - prefix,
                      kFieldPadding + prefix);
    if (prefix <= 0) return;
    TextStyle quiet = style;
    quiet.color = area.ink.secondary;
    place_single_line(box, node.prefix, quiet, prefix);
}

void place_lines_input(Flow& flow, NodeIndex index, const Area& area) {
    Box& box = flow.box(index);
    TextStyle style = base_style(flow, area.ink);
    style.breaking = Breaking::as_typed;
    const float width = std::min(area.width, flow.theme.column_width);
    set_rect(box, {area.x, area.y, width, kLinesShown * style.line + 2 * lines_padding(flow.theme)});
    place_lines(box, flow.node(index).value, style, flow.theme);
}

void retype_field(Box& box, const Node& node, const Theme& theme) {
    const TextLine first = box.lines.front();
    if (node.role == Role::line_input) {
        box.lines.front().text =
            single_line(node.value, first.weight, first.size, box.rect.right() - kFieldPadding - first.x);
        return;
    }
    box.lines.clear();
    place_lines(box, node.value,
                {.size = first.size,
                 .line = std::round(first.size * theme.line_height),
                 .weight = first.weight,
                 .color = first.color,
                 .breaking = Breaking::as_typed},
                theme);
}

void place_drop_down(Flow& flow, NodeIndex index, const Area& area) {
    const Node& node = flow.node(index);
    Box& box = flow.box(index);
    const float scale = std::max(1.0F, flow.theme.text_scale);
    const float width = flow.phone ? area.width : std::min(area.width, kDropDownWidth * scale);
    TextStyle style = base_style(flow, area.ink);
    if (node.value.empty()) style.color = area.ink.secondary;
    const std::string text = printable(chosen_text(node));
    const float room = std::max(1.0F, width - 2 * kFieldPadding - flow.small_sign - flow.theme.space);
    // What was chosen is read as a whole: it takes as many lines as it needs.
    const auto lines = static_cast<float>(lines_of(text, style, room).size());
    const float height = std::max(flow.theme.control_height, lines * style.line + 2 * flow.theme.space);
    set_rect(box, {area.x, area.y, width, height});
    place_text(box, text.empty() ? " " : std::string_view(text), style, area.x + kFieldPadding,
               area.y + half(height - lines * style.line), room);
    box.sign = {area.x + width - kFieldPadding - flow.small_sign, area.y + half(height - flow.small_sign),
                flow.small_sign, flow.small_sign};
}

void place_file_input(Flow& flow, NodeIndex index, const Area& area) {
    const Node& node = flow.node(index);
    Box& box = flow.box(index);
    const float width = std::min(area.width, flow.theme.column_width);
    const float padding = 2 * flow.theme.space;
    const float indent = padding + flow.sign + kSignGap;
    const float room = std::max(1.0F, width - indent - padding);
    TextStyle style = base_style(flow, area.ink);
    float y = area.y + 2.5F * flow.theme.space;
    if (!node.value.empty()) y += place_text(box, printable(node.value), style, area.x + indent, y, room);
    style.weight = Weight::semibold;
    style.color = area.ink.link;
    y += place_text(box, flow.texts[index], style, area.x + indent, y, room);
    set_rect(box, {area.x, area.y, width, std::max(64.0F, y + 2.5F * flow.theme.space - area.y)});
    box.sign = {area.x + padding, area.y + half(box.rect.h - flow.sign), flow.sign, flow.sign};
}

}  // namespace ensaio::view
