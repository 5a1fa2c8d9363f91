#include "view/flow.hpp"

#include <algorithm>
#include <cmath>

#include "view/text_lines.hpp"

namespace ensaio::view {

namespace {

constexpr float kCramped = 240;  // css px at the usual text size

bool is_choice(const Node& node) { return node.role == Role::radio || node.role == Role::checkbox; }
bool is_label(const Node& node) { return node.role == Role::label || node.role == Role::legend; }
bool is_field_part(const Node& node) {
    return is_label(node) || node.role == Role::hint || node.role == Role::error;
}
bool is_block(const Node& node) { return node.role == Role::form_group || node.look == Look::field_block; }
bool is_boxed(const Node& node) {
    return has_own_sign(node) || node.look == Look::card || node.look == Look::task_bar ||
           node.look == Look::success_panel || is_message(node) || node.role == Role::image;
}
bool is_heading(const Node& node) { return node.role == Role::heading; }
bool is_list(const Node& node) { return node.role == Role::list || node.role == Role::ordered_list; }

/// A big heading needs more room around it than a small one.
int heading_rank(const Node& node) {
    if (node.look == Look::title || node.level == 1) return 1;
    return node.look == Look::section || node.level == 2 ? 2 : 3;
}

/// The vertical rhythm: room between two that follow each other, in units of Theme::space.
float gap_units(const Flow& flow, const Node& before, const Node& after) {
    if (is_field_part(before)) {
        // A question that is the page's title needs the room of a title.
        if (is_label(before) && heading_rank(before) < 3)
            return after.role == Role::hint || is_choice(after) ? 1.5F : 2;
        if (after.look == Look::scale_row) return 1.5F;
        return after.role == Role::hint || is_choice(after) ? 0.5F : 1;
    }
    if (is_choice(before) && is_choice(after)) return 0;
    if (after.role == Role::ordered_list) return 2.5F;
    if (before.look == Look::key_value && after.look == Look::key_value) return 0;
    if (before.look == Look::scale_row) return 1;
    if (before.look == Look::back_link) return is_boxed(after) ? 1.5F : 1;
    if (is_heading(before)) {
        const int rank = heading_rank(before);
        if (is_heading(after)) return rank == 1 ? 3 : 2;
        if (rank == 1) return is_block(after) || is_boxed(after) ? 3.5F : 2;
        if (is_block(after) || is_boxed(after)) return 2;
        return rank == 2 ? 1.25F : 0.75F;
    }
    if (is_heading(after)) {
        const int rank = heading_rank(after);
        if (before.look == Look::tag) return 1.5F;
        if (is_boxed(before)) return 4;
        return rank == 1 ? 3 : rank == 2 ? (flow.phone ? 4 : 5) : 3;
    }
    if (is_block(after) || is_label(after)) return is_block(before) ? 4 : 3.5F;
    if (looks_like_button(after)) return looks_like_button(before) ? 1.5F : 4;
    if (is_boxed(after)) return is_boxed(before) ? 2 : 3;
    if (is_boxed(before) || looks_like_button(before) || is_block(before)) return 3;
    if (after.look == Look::inline_row || after.look == Look::spread_row) return 3;
    if (before.look == Look::inline_row || before.role == Role::table || after.role == Role::table) return 3;
    if (before.role == Role::separator || after.role == Role::separator) return 3;
    if (before.role == Role::list_item && after.role == Role::list_item)
        return before.text.empty() || is_step(before) ? 0 : 1;
    if (after.look == Look::big_number) return 0.5F;
    if (after.role == Role::link) return before.role == Role::link ? 0 : 0.5F;
    if (is_list(after)) return 1;
    if (is_list(before)) return 2;
    if (before.look == Look::strong && after.role == Role::paragraph) return 0.5F;
    if (before.role == Role::paragraph && after.role == Role::paragraph)
        return after.look == Look::small ? 1 : 1.5F;
    return 2;
}

struct Padding {
    float top = 0, left = 0, right = 0, bottom = 0;
};

Padding padding_of(const Flow& flow, const Node& node) {
    const float s = flow.theme.space;
    const float side = flow.phone ? 2 * s : 3 * s;
    // The sign stands beside the words, or over them where large letters need the room.
    if (has_own_sign(node)) {
        return flow.width < kCramped * flow.theme.text_scale
                   ? Padding{3 * s + flow.sign, 2 * s, 2 * s, 2 * s}
                   : Padding{2 * s, 2 * s + flow.sign + 1.5F * s, 2 * s, 2 * s};
    }
    switch (node.look) {
        case Look::card: return {side, side, side, side};
        case Look::success_panel: return {3 * s + flow.large_sign + 2 * s, side, side, 3 * s};
        case Look::task_bar: return {2 * s, 2 * s, 2 * s, 2 * s};
        default: return {};
    }
}

bool has_invalid(const Flow& flow, NodeIndex index) {
    if (flow.node(index).invalid) return true;
    return std::ranges::any_of(flow.children[index],
                               [&](NodeIndex child) { return has_invalid(flow, child); });
}

/// A container reaches around all that stands in it.
void enclose_children(Flow& flow, NodeIndex index) {
    Rect& rect = flow.box(index).rect;
    for (const NodeIndex child : flow.children[index]) {
        const Rect& inner = flow.box(child).rect;
        if (inner.w <= 0 || inner.h <= 0) continue;
        const float right = std::max(rect.right(), inner.right()),
                    bottom = std::max(rect.bottom(), inner.bottom());
        rect.x = std::min(rect.x, inner.x);
        rect.y = std::min(rect.y, inner.y);
        rect.w = right - rect.x;
        rect.h = bottom - rect.y;
    }
    flow.box(index).control = rect;
}

void place_tag(Flow& flow, NodeIndex index, const Area& area) {
    Box& box = flow.box(index);
    const TextStyle style = style_of(flow, index, area.ink);
    const float padding = 1.5F * flow.theme.space;
    const float width = std::min(area.width, natural_text_width(flow, index) + 2 * padding);
    const float top = flow.theme.space / 4;
    const float text = place_text(box, flow.texts[index], style, area.x + padding, area.y + top,
                                  std::max(1.0F, width - 2 * padding));
    set_rect(box, {area.x, area.y, width, text + 2 * top});
}

void place_error(Flow& flow, NodeIndex index, const Area& area) {
    Box& box = flow.box(index);
    const TextStyle style = style_of(flow, index, area.ink);
    const float indent = flow.small_sign + flow.theme.space;
    const float height = place_text(box, flow.texts[index], style, area.x + indent, area.y,
                                    std::max(1.0F, area.width - indent));
    set_rect(box, {area.x, area.y, area.width, height});
    if (height > 0)
        box.sign = {area.x, area.y + std::floor((style.line - flow.small_sign) / 2), flow.small_sign,
                    flow.small_sign};
}

/// Everything else: padding, the node's own text, its children under each other or in a row.
void place_container(Flow& flow, NodeIndex index, const Area& area) {
    const Node& node = flow.node(index);
    const Padding padding = padding_of(flow, node);
    Area inner = area;
    inner.x += padding.left;
    inner.y += padding.top;
    inner.width = std::max(1.0F, area.width - padding.left - padding.right);
    if (is_boxed(node)) inner.ink = {flow.theme.text, flow.theme.text_secondary, flow.theme.interactive};
    if (has_own_sign(node)) inner.ink.secondary = flow.theme.text;
    float height = 0;
    switch (node.look) {
        case Look::inline_row: height = place_inline_row(flow, index, inner); break;
        case Look::spread_row: height = place_spread_row(flow, index, inner); break;
        case Look::scale_row: height = place_scale_row(flow, index, inner); break;
        case Look::input_row: height = place_input_row(flow, index, inner); break;
        case Look::key_value: height = place_key_value(flow, index, inner); break;
        case Look::top_bar:
        case Look::task_bar: height = place_spread_row(flow, index, inner); break;
        default:
            height = node.role == Role::table ? place_table(flow, index, inner)
                                              : place_content(flow, index, inner);
    }
    Box& box = flow.box(index);
    const bool empty = height <= 0;
    set_rect(box, {area.x, area.y, area.width, empty ? 0 : padding.top + height + padding.bottom});
    if (empty) return;
    if (has_own_sign(node))
        box.sign = {area.x + 2 * flow.theme.space, area.y + 2 * flow.theme.space, flow.sign, flow.sign};
    if (node.look == Look::success_panel)
        box.sign = {inner.x, area.y + 3 * flow.theme.space, flow.large_sign, flow.large_sign};
    enclose_children(flow, index);
    // Among the boxes of an input row there is no room for the bar: it stands at the whole of them.
    const bool in_row = node.parent != kNoParent && flow.node(node.parent).look == Look::input_row;
    if (node.look == Look::field_block && !in_row && has_invalid(flow, index)) {
        const float out = std::min(box.rect.x, 1.5F * flow.theme.space);
        set_rect(box, {box.rect.x - out, box.rect.y, box.rect.w + out, box.rect.h});
        box.sign = {box.rect.x, box.rect.y, flow.theme.space / 2, box.rect.h};
    }
}

}  // namespace

bool has_own_sign(const Node& node) {
    return node.look == Look::info_panel || node.look == Look::warning_panel ||
           node.look == Look::error_panel;
}

bool is_message(const Node& node) { return node.look == Look::email || node.look == Look::sms; }

bool is_step(const Node& node) { return node.look >= Look::step_none && node.look <= Look::step_waiting; }

void set_rect(Box& box, Rect rect) { box.rect = box.control = rect; }

void place(Flow& flow, NodeIndex index, const Area& area) {
    const Node& node = flow.node(index);
    Area snapped = area;
    snapped.width = std::max(1.0F, std::floor(area.width));
    if (looks_like_button(node)) return place_button(flow, index, snapped);
    switch (node.role) {
        case Role::link: return place_link(flow, index, snapped);
        case Role::line_input: return place_line_input(flow, index, snapped);
        case Role::lines_input: return place_lines_input(flow, index, snapped);
        case Role::drop_down: return place_drop_down(flow, index, snapped);
        case Role::file_input: return place_file_input(flow, index, snapped);
        case Role::radio:
        case Role::checkbox: return place_choice(flow, index, snapped);
        case Role::separator:
            return set_rect(flow.box(index), {area.x, area.y, snapped.width, flow.theme.border_width});
        case Role::list_item: return place_list_item(flow, index, snapped);
        case Role::error: return place_error(flow, index, snapped);
        case Role::image: return place_image(flow, index, snapped);
        default: break;
    }
    if (is_message(node)) return place_message(flow, index, snapped);
    if (node.look == Look::tag && shows_text(node) && flow.children[index].empty())
        return place_tag(flow, index, snapped);
    place_container(flow, index, snapped);
}

float place_each(Flow& flow, std::span<const NodeIndex> nodes, const Area& area) {
    Area at = area;
    const Node* before = nullptr;
    float bottom = area.y;
    for (const NodeIndex child : nodes) {
        const Node& node = flow.node(child);
        at.y = before == nullptr ? area.y
                                 : bottom + std::round(gap_units(flow, *before, node) * flow.theme.space);
        at.stretch = flow.phone;
        place(flow, child, at);
        if (flow.box(child).rect.h <= 0) continue;  // an empty place for a message takes no room
        bottom = flow.box(child).rect.bottom();
        before = &node;
    }
    return bottom - area.y;
}

float place_children(Flow& flow, NodeIndex index, const Area& area) {
    return place_each(flow, flow.children[index], area);
}

float place_content(Flow& flow, NodeIndex index, const Area& area) {
    float height = 0;
    if (shows_text(flow.node(index))) {
        height = place_text(flow.box(index), flow.texts[index], style_of(flow, index, area.ink), area.x,
                            area.y, area.width);
    }
    if (flow.children[index].empty()) return height;
    Area below = area;
    below.y += height > 0 ? height + flow.theme.space : 0;
    const float more = place_children(flow, index, below);
    return more > 0 ? below.y + more - area.y : height;
}

void move(Flow& flow, NodeIndex index, float dx, float dy) {
    Box& box = flow.box(index);
    for (Rect* rect : {&box.rect, &box.control, &box.sign}) {
        rect->x += dx;
        rect->y += dy;
    }
    for (TextLine& line : box.lines) {
        line.x += dx;
        line.baseline += dy;
    }
    for (const NodeIndex child : flow.children[index]) move(flow, child, dx, dy);
}

float natural_text_width(const Flow& flow, NodeIndex index) {
    const TextStyle style = style_of(flow, index, {});
    return natural_text_width(flow.texts[index], style.weight, style.size);
}

float natural_width(const Flow& flow, NodeIndex index) {
    constexpr float kInputWidth = 280;
    const Node& node = flow.node(index);
    const float own = shows_text(node) ? natural_text_width(flow, index) : 0;
    if (looks_like_button(node))
        return std::max(own + control_extra_width(flow, node), 2 * flow.theme.control_height);
    switch (node.role) {
        case Role::link: return own + control_extra_width(flow, node);
        case Role::radio:
        case Role::checkbox: return own + flow.theme.control_box + 1.5F * flow.theme.space;
        case Role::line_input: return node.size > 0 ? line_input_width(flow, node, flow.width) : kInputWidth;
        case Role::lines_input:
        case Role::drop_down:
        case Role::file_input: return kInputWidth;
        case Role::image: return node.width;
        case Role::error: return own + flow.small_sign + flow.theme.space;
        default: break;
    }
    if (node.look == Look::tag) return own + 3 * flow.theme.space;
    float widest = own, sum = 0;
    for (const NodeIndex child : flow.children[index]) {
        const float width = natural_width(flow, child);
        widest = std::max(widest, width);
        sum += width + (sum > 0 ? 2 * flow.theme.space : 0);
    }
    if (node.role == Role::row)
        sum += 4 * flow.theme.space;  // padding of the first and the last cell, or of the card
    if (node.role == Role::list_item) widest += list_indent(flow, node);
    const bool row = node.look == Look::inline_row || node.look == Look::input_row ||
                     node.look == Look::spread_row || node.look == Look::scale_row ||
                     node.look == Look::key_value || node.role == Role::row;
    const Padding padding = padding_of(flow, node);
    return (row ? std::max(own, sum) : widest) + padding.left + padding.right;
}

}  // namespace ensaio::view
