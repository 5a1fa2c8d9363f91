#include <algorithm>
#include <cmath>

#include "view/flow.hpp"
#include "view/text_lines.hpp"

namespace ensaio::view {

namespace {

constexpr float kPhone = 576,
                kNarrow =
                    640;  // gov.br's first breakpoint; where a table of a few columns stops being readable
constexpr float kLeastWidth = 320, kMostWidth = 4096;

bool is_column(const Node& node) {
    return node.look == Look::column || node.look == Look::wide_column || node.role == Role::main;
}

bool is_strip(const Node& node) {
    return node.look == Look::notice || node.look == Look::top_bar || node.look == Look::task_bar ||
           node.role == Role::header || node.role == Role::footer;
}

/// The strips' words stand over the column's, so that one left edge runs through the page.
Area column_area(const Flow& flow) {
    const Theme& theme = flow.theme;
    const bool wide =
        std::ranges::any_of(flow.page.nodes, [](const Node& node) { return node.look == Look::wide_column; });
    const float gutter = flow.phone ? theme.gutter_phone : theme.gutter_wide;
    const float width =
        std::floor(std::min(wide ? theme.wide_column_width : theme.column_width, flow.width - 2 * gutter));
    return {std::floor((flow.width - width) / 2),
            0,
            width,
            {theme.text, theme.text_secondary, theme.interactive},
            flow.phone};
}

float strip_padding(const Flow& flow, const Node& node) {
    const float s = flow.theme.space;
    if (node.look == Look::notice) return s;
    if (node.role == Role::footer) return 4 * s;
    return node.look == Look::task_bar ? 2 * s : 1.5F * s;
}

void place_strip(Flow& flow, NodeIndex index, float y) {
    const Node& node = flow.node(index);
    const float padding = strip_padding(flow, node);
    Area inner = column_area(flow);
    inner.y = y + padding;
    if (node.look == Look::notice)
        inner.ink = {flow.theme.notice_text, flow.theme.notice_text, flow.theme.notice_text};
    if (node.look == Look::top_bar)
        inner.ink = {flow.theme.text_on_header, flow.theme.text_on_header, flow.theme.link_on_header};
    if (node.role == Role::footer)
        inner.ink = {flow.theme.text_on_dark, flow.theme.text_on_dark, flow.theme.link_on_dark};
    const bool bar =
        node.look == Look::top_bar || (node.look == Look::task_bar && flow.children[index].size() > 1);
    const float height = bar ? place_spread_row(flow, index, inner) : place_content(flow, index, inner);
    const float least = node.look == Look::top_bar ? (flow.phone ? 7 : 8) * flow.theme.space : 0;
    const float full = height > 0 ? std::max(least, height + 2 * padding) : 0;
    for (const NodeIndex child : flow.children[index]) {
        if (bar) move(flow, child, 0, std::floor((full - height) / 2) - padding);
    }
    set_rect(flow.box(index), {0, y, flow.width, full});
}

void place_column(Flow& flow, NodeIndex index, float y) {
    const float s = flow.theme.space;
    Area inner = column_area(flow);
    const auto& children = flow.children[index];
    const bool starts_with_link = !children.empty() && flow.node(children.front()).look == Look::back_link;
    inner.y = y + (starts_with_link ? s : flow.phone ? 3 * s : 5 * s);
    const float height = place_content(flow, index, inner);
    const float gutter = std::min(inner.x, flow.theme.gutter_wide);
    set_rect(flow.box(index), {inner.x - gutter, y, inner.width + 2 * gutter,
                               inner.y + height + (flow.phone ? 5 : 8) * s - y});
}

void place_root(Flow& flow, NodeIndex index, float y) {
    const Node& node = flow.node(index);
    if (is_strip(node)) return place_strip(flow, index, y);
    if (is_column(node)) return place_column(flow, index, y);
    // A group without a look of its own only holds strips and columns together.
    const bool holds_roots = std::ranges::any_of(flow.children[index], [&](NodeIndex child) {
        return is_strip(flow.node(child)) || is_column(flow.node(child));
    });
    if (holds_roots) {
        float bottom = y;
        for (const NodeIndex child : flow.children[index]) {
            place_root(flow, child, bottom);
            bottom = flow.box(child).rect.bottom();
        }
        return set_rect(flow.box(index), {0, y, flow.width, bottom - y});
    }
    Area inner = column_area(flow);
    inner.y = y;
    place(flow, index, inner);
}

void place_roots(Flow& flow, const std::vector<NodeIndex>& roots) {
    float y = 0;
    for (const NodeIndex root : roots) {
        place_root(flow, root, y);
        y = std::max(y, flow.box(root).rect.bottom());
    }
    // On a short page the strips after the content stand at the bottom of the viewport.
    const float room = std::floor(flow.height) - y;
    for (auto root = roots.rbegin(); room > 0 && root != roots.rend(); ++root) {
        if (flow.node(*root).role != Role::footer && flow.node(*root).look != Look::task_bar) break;
        move(flow, *root, 0, room);
    }
    y += std::max(0.0F, room);
    flow.out.height = y;
}

}  // namespace

Boxes lay_out(const Page& page, float width, float height, const Theme& theme) {
    Flow flow{.page = page,
              .theme = theme,
              .width = std::clamp(std::floor(width), kLeastWidth, kMostWidth),
              .height = std::max(0.0F, height)};
    // Larger letters need the room of a smaller screen.
    const float room = flow.width / std::max(1.0F, theme.text_scale);
    flow.phone = room < kPhone;
    flow.narrow = room < kNarrow;
    for (float* side : {&flow.sign, &flow.small_sign, &flow.large_sign, &flow.step})
        *side = std::round(*side * std::clamp(theme.text_scale, 1.0F, 1.75F));
    flow.children.resize(page.nodes.size());
    flow.out.width = flow.width;
    std::vector<NodeIndex> roots;
    for (std::size_t i = 0; i < page.nodes.size(); ++i) {
        const auto index = static_cast<NodeIndex>(i);
        const Node& node = page.nodes[i];
        (node.parent < i ? flow.children[node.parent] : roots).push_back(index);
        flow.texts.push_back(printable(node.text));
        flow.out.boxes.push_back({.node = index});
    }
    place_roots(flow, roots);
    return std::move(flow.out);
}

bool is_retyped(const Node& node, const Node& before) {
    if (node.role != Role::line_input && node.role != Role::lines_input) return false;
    Node with_the_text_before = node;
    with_the_text_before.value = before.value;
    return with_the_text_before == before;
}

namespace {

/// Whether two nodes differ in nothing but a tick that moves nothing: the words of a scale's cell are set
/// otherwise when it is chosen.
bool is_reticked(const Page& page, const Node& node, const Node& before) {
    if (node.role != Role::radio && node.role != Role::checkbox) return false;
    if (node.parent != kNoParent && page.nodes[node.parent].look == Look::scale_row) return false;
    Node with_the_tick_before = node;
    with_the_tick_before.checked = before.checked;
    return with_the_tick_before == before;
}

}  // namespace

std::optional<std::vector<std::size_t>> amend(const Page& page, const Page& before, const Theme& theme,
                                              Boxes& boxes) {
    if (page.nodes.size() != before.nodes.size()) return std::nullopt;
    std::vector<std::size_t> differing, retyped;
    for (std::size_t i = 0; i < page.nodes.size(); ++i) {
        const Node &node = page.nodes[i], &then = before.nodes[i];
        if (node == then) continue;
        if (is_retyped(node, then)) {
            retyped.push_back(i);
        } else if (!is_reticked(page, node, then)) {
            return std::nullopt;
        }
        differing.push_back(i);
    }
    for (const std::size_t i : retyped) retype_field(boxes.boxes[i], page.nodes[i], theme);
    return differing;
}

}  // namespace ensaio::view
