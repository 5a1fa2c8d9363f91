#include <algorithm>
#include <cmath>

#include "view/flow.hpp"

namespace ensaio::view {

namespace {

constexpr float kFace = 40;         // the disc with the sender's sign
constexpr float kPhoneWidth = 400;  // of the phone that an SMS is shown on
constexpr float kBezel = 6;

/// The first headings and small paragraphs: who writes, and what about.
std::span<const NodeIndex> head_of(const Flow& flow, NodeIndex index) {
    const auto& children = flow.children[index];
    const auto end = std::ranges::find_if(children, [&](NodeIndex child) {
        const Node& node = flow.node(child);
        return node.role != Role::heading && node.look != Look::small;
    });
    return {children.begin(), end};
}

/// Sets the head and returns its rectangle: the sender's sign, the words beside it.
Rect place_head(Flow& flow, NodeIndex index, const Area& area, float side) {
    const float s = flow.theme.space;
    const float indent = side + kFace + 1.5F * s;
    Area inner = area;
    inner.x += indent;
    inner.y += 2 * s;
    inner.width = std::max(1.0F, area.width - indent - side);
    const auto head = head_of(flow, index);
    const float words = place_each(flow, head, inner);
    const float height = std::max(kFace, words);
    for (const NodeIndex child : head) move(flow, child, 0, std::floor((height - words) / 2));
    flow.box(index).sign = {area.x + side, inner.y, kFace, kFace};
    return {area.x, area.y, area.width, height + 4 * s};
}

std::span<const NodeIndex> body_of(const Flow& flow, NodeIndex index) {
    return std::span<const NodeIndex>(flow.children[index]).subspan(head_of(flow, index).size());
}

void place_email(Flow& flow, NodeIndex index, const Area& area) {
    const float side = (flow.phone ? 2 : 3) * flow.theme.space;
    const Rect head = place_head(flow, index, area, side);
    Area inner = area;
    inner.x += side;
    inner.y = head.bottom() + side;
    inner.width = std::max(1.0F, area.width - 2 * side);
    const float body = place_each(flow, body_of(flow, index), inner);
    set_rect(flow.box(index), {area.x, area.y, area.width, head.h + (body > 0 ? body + 2 * side : 0)});
    flow.box(index).control = head;
}

void place_sms(Flow& flow, NodeIndex index, const Area& area) {
    const float s = flow.theme.space;
    const Rect phone{area.x, area.y, std::min(area.width, kPhoneWidth), 0};
    Area screen = area;
    screen.x += kBezel;
    screen.y += kBezel;
    screen.width = phone.w - 2 * kBezel;
    const Rect head = place_head(flow, index, screen, 2 * s);
    const auto body = body_of(flow, index);
    const float padding = 1.5F * s, edge = 2 * s;
    const float room = screen.width - 2 * edge;
    float widest = 0;
    for (const NodeIndex child : body) widest = std::max(widest, natural_width(flow, child));
    Area inner = screen;
    inner.x += edge + padding;
    inner.y = head.bottom() + edge + padding;
    inner.width = std::max(1.0F, std::min(widest, room - 2 * padding));
    const float words = place_each(flow, body, inner);
    const Rect bubble{inner.x - padding, inner.y - padding, inner.width + 2 * padding, words + 2 * padding};
    set_rect(flow.box(index), {phone.x, phone.y, phone.w, bubble.bottom() + 3 * s + kBezel - phone.y});
    flow.box(index).control = bubble;
}

}  // namespace

void place_message(Flow& flow, NodeIndex index, const Area& area) {
    Area own = area;
    own.ink = {flow.theme.text, flow.theme.text_secondary, flow.theme.interactive};
    if (flow.node(index).look == Look::email) return place_email(flow, index, own);
    own.ink.secondary = flow.theme.text_secondary;
    place_sms(flow, index, own);
}

}  // namespace ensaio::view
