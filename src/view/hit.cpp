#include "view/boxes.hpp"

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

int hit(const Page& page, const Boxes& boxes, float x, float y) {
    int innermost = -1;
    for (std::size_t i = boxes.boxes.size(); i-- > 0;) {
        if (!boxes.boxes[i].rect.contains(x, y)) continue;
        if (is_control(page.nodes[i])) return static_cast<int>(i);
        if (innermost < 0) innermost = static_cast<int>(i);
    }
    return innermost;
}

}  // namespace ensaio::view
