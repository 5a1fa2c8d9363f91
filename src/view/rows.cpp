#include <algorithm>
#include <cmath>

#include "view/flow.hpp"

namespace ensaio::view {

namespace {

constexpr float kLeastKeyWidth = 120;  // of a key beside its action

/// Moves what was placed at the row's top so that all stand on one middle line.
void centre_vertically(Flow& flow, const std::vector<NodeIndex>& row, float top, float height) {
    for (const NodeIndex child : row)
        move(flow, child, 0,
             top + std::floor((height - flow.box(child).rect.h) / 2) - flow.box(child).rect.y);
}

void stand_on_bottom(Flow& flow, const std::vector<NodeIndex>& row, float top, float height) {
    for (const NodeIndex child : row)
        move(flow, child, 0, top + height - flow.box(child).rect.h - flow.box(child).rect.y);
}

float tallest(const Flow& flow, const std::vector<NodeIndex>& row) {
    float height = 0;
    for (const NodeIndex child : row) height = std::max(height, flow.box(child).rect.h);
    return height;
}

bool is_button(const Flow& flow, NodeIndex index) { return looks_like_button(flow.node(index)); }

bool all_buttons(const Flow& flow, const std::vector<NodeIndex>& row) {
    return std::ranges::all_of(row, [&](NodeIndex child) { return is_button(flow, child); });
}

/// On a phone buttons fill the width: as many as their words allow share a row in equal parts.
float place_phone_buttons(Flow& flow, const std::vector<NodeIndex>& row, const Area& area) {
    const float gap = flow.theme.space;
    const auto cell_width = [&](std::size_t count) {
        return std::floor((area.width - gap * static_cast<float>(count - 1)) / static_cast<float>(count));
    };
    Area at = area;
    at.stretch = true;
    float bottom = area.y;
    for (std::size_t first = 0; first < row.size();) {
        std::size_t count = 1;
        float widest = natural_width(flow, row[first]);
        while (first + count < row.size()) {
            widest = std::max(widest, natural_width(flow, row[first + count]));
            if (widest > cell_width(count + 1)) break;
            ++count;
        }
        if (first > 0) at.y = bottom + 1.5F * gap;
        at.width = cell_width(count);
        for (std::size_t i = 0; i < count; ++i) {
            at.x = area.x + static_cast<float>(i) * (at.width + gap);
            place(flow, row[first + i], at);
            bottom = std::max(bottom, flow.box(row[first + i]).rect.bottom());
        }
        first += count;
    }
    return bottom - area.y;
}

}  // namespace

float place_inline_row(Flow& flow, NodeIndex index, const Area& area) {
    const std::vector<NodeIndex>& children = flow.children[index];
    if (children.empty()) return 0;
    const bool blocks =
        std::ranges::any_of(children, [&](NodeIndex child) { return !flow.children[child].empty(); });
    if (flow.phone && blocks) return place_children(flow, index, area);
    if (flow.phone && all_buttons(flow, children)) return place_phone_buttons(flow, children, area);
    const bool choices = std::ranges::all_of(children, [&](NodeIndex child) {
        return flow.node(child).role == Role::radio || flow.node(child).role == Role::checkbox;
    });
    // Buttons have room of their own around their words; the words of a choice must not seem to be the next
    // one's.
    const float gap = (all_buttons(flow, children) ? 1.5F : choices ? 3 : 2) * flow.theme.space;
    Area at = area;
    at.stretch = false;
    std::vector<NodeIndex> row;
    const auto end_row = [&] {
        const float height = tallest(flow, row);
        if (!blocks) {
            centre_vertically(flow, row, at.y, height);
        } else if (std::ranges::any_of(row, [&](NodeIndex child) { return is_control(flow.node(child)); })) {
            // A field with its label beside a button: the button stands beside the field, not beside the
            // label.
            stand_on_bottom(flow, row, at.y, height);
        }
        row.clear();
        return at.y + height;
    };
    for (const NodeIndex child : children) {
        const float width = std::min(natural_width(flow, child), area.width);
        if (!row.empty() && at.x + width > area.x + area.width) {
            at.y = end_row() + 1.5F * flow.theme.space;
            at.x = area.x;
        }
        at.width = width;
        place(flow, child, at);
        if (flow.box(child).rect.h <= 0) continue;
        at.x = flow.box(child).rect.right() + gap;
        row.push_back(child);
    }
    return end_row() - area.y;
}

float place_input_row(Flow& flow, NodeIndex index, const Area& area) {
    Area at = area;
    at.stretch = false;
    std::vector<NodeIndex> row;
    const auto end_row = [&] {
        const float height = tallest(flow, row);
        stand_on_bottom(flow, row, at.y, height);  // a label of two lines must not push its box out of line
        row.clear();
        return at.y + height;
    };
    for (const NodeIndex child : flow.children[index]) {
        at.width = std::min(natural_width(flow, child), area.width);
        if (!row.empty() && at.x + at.width > area.x + area.width) {
            at.y = end_row() + 1.5F * flow.theme.space;
            at.x = area.x;
        }
        place(flow, child, at);
        if (flow.box(child).rect.h <= 0) continue;
        at.x = flow.box(child).rect.right() + 2 * flow.theme.space;
        row.push_back(child);
    }
    return end_row() - area.y;
}

float place_spread_row(Flow& flow, NodeIndex index, const Area& area) {
    const std::vector<NodeIndex>& children = flow.children[index];
    if (children.empty()) return 0;
    const float gap = 2 * flow.theme.space;
    float rest = 0;
    for (std::size_t i = 1; i < children.size(); ++i) rest += natural_width(flow, children[i]) + gap;
    // Words at the left may wrap as long as they keep half of the room.
    const float room = area.width - rest;
    const bool wraps = !is_control(flow.node(children.front())) && !flow.phone && room >= area.width / 2;
    if (natural_width(flow, children.front()) > room && !wraps) return place_children(flow, index, area);
    Area at = area;
    at.stretch = false;
    at.width = std::min(room, natural_width(flow, children.front()));
    place(flow, children.front(), at);
    at.x = area.x + area.width - rest + gap;
    for (std::size_t i = 1; i < children.size(); ++i) {
        at.width = natural_width(flow, children[i]);
        place(flow, children[i], at);
        at.x += at.width + gap;
    }
    const float height = tallest(flow, children);
    centre_vertically(flow, children, area.y, height);
    return height;
}

bool is_star(const Node& node) { return node.look == Look::star_empty || node.look == Look::star_filled; }

float place_scale_row(Flow& flow, NodeIndex index, const Area& area) {
    const std::vector<NodeIndex>& children = flow.children[index];
    if (children.empty()) return 0;
    const TextStyle style = base_style(flow, area.ink);
    float widest = 0;
    for (const NodeIndex child : children) widest = std::max(widest, natural_text_width(flow, child));
    const float least = std::max(kLinkTarget, widest + 2 * flow.theme.space);
    const auto count = static_cast<float>(children.size());
    // On a phone the room between the cells of a scale of seven is worth more inside of them.
    const float rest = std::floor((area.width - count * kLinkTarget) / std::max(1.0F, count - 1));
    const float gap = rest >= 2 ? std::min(rest, flow.theme.space / 2) : flow.theme.space / 2;
    const float fitting = std::floor((area.width + gap) / (least + gap));
    const bool cells =
        fitting >= std::min(count, 3.0F) &&
        std::ranges::all_of(children, [&](NodeIndex child) { return flow.node(child).role == Role::radio; });
    if (!cells) return place_children(flow, index, area);
    const float rows = std::ceil(count / fitting);
    const float columns = std::ceil(count / rows);
    const float height = flow.theme.control_height;
    const auto left_of = [&](float column) { return std::round(column * (area.width + gap) / columns); };
    for (std::size_t i = 0; i < children.size(); ++i) {
        const float column = std::fmod(static_cast<float>(i), columns),
                    row = std::floor(static_cast<float>(i) / columns);
        const float x = area.x + left_of(column), y = area.y + row * (height + gap);
        const float width = left_of(column + 1) - gap - left_of(column);
        Box& box = flow.box(children[i]);
        set_rect(box, {x, y, width, height});
        if (is_star(flow.node(children[i]))) {
            const float side = std::min(width, height - flow.theme.space);
            box.sign = {x + std::floor((width - side) / 2), y + std::floor((height - side) / 2), side, side};
            continue;
        }
        TextStyle own = style;
        if (flow.node(children[i]).checked) {
            own.weight = Weight::semibold;
            own.color = flow.theme.text_on_interactive;
        }
        place_text(box, flow.texts[children[i]], own, x, y + std::floor((height - style.line) / 2), width,
                   Align::centre);
    }
    return rows * (height + gap) - gap;
}

float place_key_value(Flow& flow, NodeIndex index, const Area& area) {
    const std::vector<NodeIndex>& children = flow.children[index];
    const float gap = 2 * flow.theme.space;
    const TextStyle style = base_style(flow, area.ink);
    const float padding = std::max(0.0F, std::floor((kLinkTarget - style.line) / 2)) +
                          flow.theme.space / 2;  // so that the row is a little taller than its link
    const float least_key = kLeastKeyWidth * flow.theme.text_scale;
    std::vector<NodeIndex> words, actions;
    float right = area.x + area.width;
    for (const NodeIndex child : children) {
        const bool action = is_control(flow.node(child));
        (action ? actions : words).push_back(child);
        if (action) right -= natural_width(flow, child) + gap;
    }
    if (right - area.x < std::max(least_key, area.width / 2)) return place_children(flow, index, area);

    float bottom = area.y;
    float x = right + gap;
    for (const NodeIndex action : actions) {
        const float width = natural_width(flow, action);
        place(flow, action, {x, area.y, width, area.ink});
        if (const auto& lines = flow.box(action).lines; !lines.empty()) {
            // The action's words stand on the same line as the key's.
            move(flow, action, 0,
                 std::max(0.0F, area.y + padding + distance_to_baseline(style) - lines.front().baseline));
        }
        x += width + gap;
        bottom = std::max(bottom, flow.box(action).rect.bottom());
    }
    // The key beside the value where there is room for both, else above it.
    const bool beside =
        !flow.phone && words.size() > 1 && right - area.x >= std::max(3 * least_key, area.width * 0.6F);
    Area at = area;
    at.y += padding;
    at.width = beside ? std::floor(area.width * 0.36F) : right - area.x;
    for (const NodeIndex word : words) {
        place(flow, word, at);
        const float end = flow.box(word).rect.bottom();
        bottom = std::max(bottom, end + padding);
        if (beside && word == words.front()) {
            at.x += at.width + gap;
            at.width = right - at.x;
        } else {
            at.y = end + flow.theme.space / 2;
        }
    }
    return bottom - area.y;
}

}  // namespace ensaio::view
