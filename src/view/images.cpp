#include <algorithm>
#include <cmath>

#include "view/flow.hpp"
#include "view/text_lines.hpp"

namespace ensaio::view {

namespace {

constexpr float kTarget = 44;  // least side of what is pressed (WCAG 2.5.5)

struct Sides {
    float left = 0, right = 0, top = 0, bottom = 0;
};

/// How far a target may reach out of its hotspot without leaving the picture or coming over the half of the
/// way to another hotspot.
Sides room_around(const Rect& spot, const Rect& picture, const std::vector<Rect>& all) {
    Sides room{spot.x - picture.x, picture.right() - spot.right(), spot.y - picture.y,
               picture.bottom() - spot.bottom()};
    for (const Rect& other : all) {
        const float dx = std::max(other.x - spot.right(), spot.x - other.right());
        const float dy = std::max(other.y - spot.bottom(), spot.y - other.bottom());
        if (std::max(dx, dy) < 0) continue;  // itself, or one that lies over it: so was it drawn
        if (dx >= dy) {
            float& side = other.x >= spot.right() ? room.right : room.left;
            side = std::min(side, std::floor(dx / 2));
        } else {
            float& side = other.y >= spot.bottom() ? room.bottom : room.top;
            side = std::min(side, std::floor(dy / 2));
        }
    }
    return room;
}

/// What is to be added before and after `size` so that it becomes a target: the same at both ends, as far as
/// there is room.
std::pair<float, float> grow(float size, float before, float after) {
    const float missing = std::max(0.0F, kTarget - size);
    float first = std::min(std::floor(missing / 2), before);
    const float second = std::min(missing - first, after);
    first = std::min(missing - second, before);
    return {first, second};
}

/// The name of a hotspot, for a picture that cannot be shown.
void place_name(Flow& flow, NodeIndex index) {
    Box& box = flow.box(index);
    TextStyle style = style_of(flow, index, {{}, {}, flow.theme.interactive});
    style.size = flow.theme.size_small;
    style.line = std::round(style.size * flow.theme.line_height);
    style.underline = false;
    style.color = flow.theme.interactive;
    const Rect& spot = box.control;
    const float room = spot.w - flow.theme.space;
    if (room < style.size || spot.h < style.line) return;
    std::string words = flow.texts[index];
    std::ranges::replace(words, '\n', ' ');
    words = shortened(words, style.weight, style.size, room);
    if (FontMetrics::width(style.weight, words, style.size) > room) return;
    place_text(box, words, style, spot.x + std::floor(flow.theme.space / 2),
               spot.y + std::floor((spot.h - style.line) / 2), room, Align::centre);
}

void place_hotspots(Flow& flow, NodeIndex index, const Rect& picture) {
    const Node& image = flow.node(index);
    const float scale = picture.w / image.width;
    std::vector<Rect> spots;
    for (const NodeIndex child : flow.children[index]) {
        const Node& node = flow.node(child);
        const auto at = [&](float start, float along, float end) {
            return std::clamp(start + std::round(along * scale), start, end);
        };
        const float left = at(picture.x, node.place_x, picture.right() - 1),
                    top = at(picture.y, node.place_y, picture.bottom() - 1);
        const float right = at(picture.x, node.place_x + node.place_w, picture.right()),
                    bottom = at(picture.y, node.place_y + node.place_h, picture.bottom());
        spots.push_back({left, top, std::max(1.0F, right - left), std::max(1.0F, bottom - top)});
    }
    for (std::size_t i = 0; i < spots.size(); ++i) {
        const Rect& spot = spots[i];
        const Sides room = room_around(spot, picture, spots);
        const auto [left, right] = grow(spot.w, room.left, room.right);
        const auto [top, bottom] = grow(spot.h, room.top, room.bottom);
        Box& box = flow.box(flow.children[index][i]);
        box.rect = {spot.x - left, spot.y - top, spot.w + left + right, spot.h + top + bottom};
        box.control = spot;
        place_name(flow, flow.children[index][i]);
    }
}

}  // namespace

void place_image(Flow& flow, NodeIndex index, const Area& area) {
    const Node& node = flow.node(index);
    Box& box = flow.box(index);
    if (node.width == 0 || node.height == 0) return set_rect(box, {area.x, area.y, 0, 0});
    const float natural_width = node.width, natural_height = node.height;
    const float width = std::min(area.width, natural_width);
    const float height = std::max(1.0F, std::round(width * natural_height / natural_width));
    set_rect(box, {area.x, area.y, width, height});
    const float padding = flow.theme.space;
    const TextStyle style = small_style(flow, area.ink);
    // The words of a picture that cannot be shown, as many as its frame holds.
    if (width > 4 * padding) {
        place_text(box, flow.texts[index], style, area.x + padding, area.y + padding, width - 2 * padding);
        const auto lines = static_cast<std::size_t>(std::max(0.0F, (height - padding) / style.line));
        if (box.lines.size() > lines) box.lines.resize(lines);
    }
    place_hotspots(flow, index, box.rect);
}

}  // namespace ensaio::view
