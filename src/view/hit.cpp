#include "view/boxes.hpp"

#include <algorithm>

namespace ensaio::view {

bool is_control(const Node& node) {
    switch (node.role) {
        case Role::button:
        case Role::link:
        case Role::line_input:
        case Role::lines_input:
        case Role::drop_down:
        case Role::radio:
        case Role::checkbox:
        case Role::file_input: return true;
        case Role::image: return node.presses;
        default: return false;
    }
}

bool looks_like_button(const Node& node) {
    return node.role == Role::button || (node.role == Role::link && node.look == Look::primary);
}

int hit(const Page& page, const Boxes& boxes, float x, float y) {
    int innermost = -1;
    for (std::size_t i = boxes.boxes.size(); i-- > 0;) {
        if (!boxes.boxes[i].rect.contains(x, y)) continue;
        if (is_control(page.nodes[i])) return static_cast<int>(i);
        if (innermost < 0) innermost = static_cast<int>(i);
    }
    return innermost;
}

std::size_t recorded_as(const Page& page, std::size_t node) {
    for (std::size_t i = node; i < page.nodes.size(); i = page.nodes[i].parent) {
        if (page.nodes[i].recorded_as.empty()) continue;
        const auto found = std::ranges::find(page.nodes, page.nodes[i].recorded_as, &Node::id);
        return found == page.nodes.end() ? i : static_cast<std::size_t>(found - page.nodes.begin());
    }
    return node;
}

}  // namespace ensaio::view
