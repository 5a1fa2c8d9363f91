#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "view/flow.hpp"

namespace ensaio::view {

namespace {

constexpr float kStepGap = 12;  // between a step's circle and its words

std::string digits_of(std::size_t number) {
    std::string digits;
    for (; number > 0; number /= 10) digits.insert(digits.begin(), static_cast<char>('0' + number % 10));
    return digits;
}

/// "1" for the first.
std::string number_in_list(const Flow& flow, NodeIndex index) {
    const auto parent = flow.node(index).parent;
    if (parent == kNoParent) return "1";
    const auto& items = flow.children[parent];
    return digits_of(static_cast<std::size_t>(std::ranges::find(items, index) - items.begin()) + 1);
}

bool is_numbered(const Flow& flow, const Node& item) {
    return item.parent != kNoParent && flow.node(item.parent).role == Role::ordered_list;
}

bool is_last(const Flow& flow, NodeIndex index) {
    const auto parent = flow.node(index).parent;
    return parent == kNoParent || flow.children[parent].back() == index;
}

/// The number in the circle; a step that is done has a check there instead.
void place_number(Flow& flow, NodeIndex index, const Rect& circle) {
    const Node& node = flow.node(index);
    if (node.look == Look::step_done) return;
    TextStyle style = style_of(flow, index, {});
    style.size = std::min(style.size, std::floor(flow.step * 0.56F));  // large letters grow, the circle less
    style.line = std::round(style.size * flow.theme.line_height);
    style.color = node.look == Look::step_current   ? flow.theme.text_on_interactive
                  : node.look == Look::step_waiting ? flow.theme.text_secondary
                                                    : flow.theme.interactive;
    place_text(flow.box(index), number_in_list(flow, index), style, circle.x,
               circle.y + std::floor((circle.h - style.line) / 2), circle.w, Align::centre);
}

void place_step(Flow& flow, NodeIndex index, const Area& area) {
    Box& box = flow.box(index);
    box.sign = {area.x, area.y, flow.step, flow.step};
    place_number(flow, index, box.sign);
    const float indent = list_indent(flow, flow.node(index));
    const float line = base_style(flow, area.ink).line;
    Area inner = area;
    inner.x += indent;
    inner.y += std::max(0.0F, std::floor((flow.step - line) / 2));
    inner.width = std::max(1.0F, area.width - indent);
    if (flow.node(index).look == Look::step_waiting) inner.ink.text = inner.ink.secondary;
    const float height = inner.y - area.y + place_content(flow, index, inner);
    // The line to the next step is this step's: it must not end where the step's words do.
    const float gap = is_last(flow, index) ? 0 : 3 * flow.theme.space;
    set_rect(box, {area.x, area.y, area.width, std::max(flow.step, height) + gap});
}

}  // namespace

float list_indent(const Flow& flow, const Node& item) {
    if (is_step(item)) return flow.step + kStepGap;
    const float least = std::max(2.5F * flow.theme.space, flow.small_sign);
    if (!is_numbered(flow, item)) return least;
    // All items stand at the same edge: that of the longest number.
    const std::string longest = digits_of(flow.children[item.parent].size()) + ". ";
    return std::max(least, std::ceil(FontMetrics::width(Weight::semibold, longest, flow.theme.size_base)));
}

void place_list_item(Flow& flow, NodeIndex index, const Area& area) {
    const Node& node = flow.node(index);
    if (is_step(node)) return place_step(flow, index, area);
    Box& box = flow.box(index);
    Area inner = area;
    if (!flow.texts[index].empty()) {
        const TextStyle style = style_of(flow, index, area.ink);
        const float indent = list_indent(flow, node);
        const bool ordered = is_numbered(flow, node);
        const std::string mark = ordered ? number_in_list(flow, index) + "." : "•";
        place_text(box, mark, style, ordered ? area.x : area.x + flow.theme.space / 2, area.y, indent);
        inner.x += indent;
        inner.width -= indent;
    }
    const float height = place_content(flow, index, inner);
    set_rect(box, {area.x, area.y, area.width, height});
}

}  // namespace ensaio::view
