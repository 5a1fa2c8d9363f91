#include "platform/page_json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <initializer_list>
#include <string_view>

#include "core/text.hpp"

namespace ensaio::platform {

using view::Node;
using view::Role;

namespace {

// In the order of view::Role.
constexpr std::array<std::string_view, static_cast<std::size_t>(Role::image) + 1> kRoles = {
    "group",   "form_group", "legend",     "navigation",   "header",     "main",          "footer",
    "heading", "paragraph",  "list",       "ordered_list", "list_item",  "label",         "hint",
    "error",   "alert",      "button",     "link",         "line_input", "lines_input",   "drop_down",
    "radio",   "checkbox",   "file_input", "table",        "row",        "column_header", "row_header",
    "cell",    "separator",  "status",     "image"};
static_assert(kRoles.back() == "image");

void append(std::string& json, std::uint32_t number) {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    json.append(digits.data(), end);
}

/// To the hundredth. Not std::to_chars(float): the tables behind it weigh 40 kB on the way to the browser.
void append(std::string& json, float number) {
    const long hundredths = std::lround(number * 100);
    const auto size = static_cast<std::uint32_t>(std::abs(hundredths));
    if (hundredths < 0) json += '-';
    append(json, size / 100);
    if (size % 100 == 0) return;
    json += '.';
    json += static_cast<char>('0' + size % 100 / 10);
    json += static_cast<char>('0' + size % 10);
}

void member(std::string& json, std::string_view name) {
    if (json.back() != '{') json += ',';
    json += '"';
    json += name;
    json += "\":";
}

void add(std::string& json, std::string_view name, std::string_view text) {
    if (text.empty()) return;
    member(json, name);
    core::append_json_string(json, text);
}

void add(std::string& json, std::string_view name, std::uint32_t number) {
    if (number == 0) return;
    member(json, name);
    append(json, number);
}

void add_flag(std::string& json, std::string_view name, bool flag) {
    if (!flag) return;
    member(json, name);
    json += "true";
}

void add(std::string& json, std::string_view name, std::initializer_list<float> numbers) {
    member(json, name);
    json += '[';
    for (const float number : numbers) {
        append(json, number);
        json += ',';
    }
    json.back() = ']';
}

void add_frame(std::string& json, const view::Box& box, const view::Theme& theme) {
    if (box.lines.empty()) return;
    const view::TextLine& first = box.lines.front();
    const float line = std::round(first.size * theme.line_height);
    const float ascent = view::FontMetrics::ascent(first.weight, first.size),
                descent = view::FontMetrics::descent(first.weight, first.size);
    const float top = first.baseline - std::round((line - ascent - descent) / 2 + ascent);
    add(json, "frame", {first.x - box.rect.x, top - box.rect.y, first.size, line});
}

void add_node(std::string& json, const view::Page& page, const view::Boxes& boxes, const view::Theme& theme,
              std::size_t index) {
    const Node& node = page.nodes[index];
    const view::Box& box = boxes.boxes[index];
    json += '{';
    add(json, "id", std::string_view(node.id));
    add(json, "role", kRoles[static_cast<std::size_t>(node.role)]);
    if (node.parent != view::kNoParent) {
        member(json, "parent");
        append(json, std::uint32_t{node.parent});
    }
    add(json, "rect", {box.rect.x, box.rect.y, box.rect.w, box.rect.h});
    add(json, "level", std::uint32_t{node.level});
    add(json, "text", std::string_view(node.text));
    add(json, "hiddenText", std::string_view(node.hidden_text));
    add(json, "value", std::string_view(node.value));
    add(json, "target", std::string_view(node.target));
    add(json, "describedBy", std::string_view(node.described_by));
    add(json, "inputMode", std::string_view(node.input_mode));
    add(json, "autocomplete", std::string_view(node.autocomplete));
    add(json, "capitals", std::string_view(node.capitals));
    add(json, "prefix", std::string_view(node.prefix));
    add(json, "accept", std::string_view(node.accept));
    add(json, "recordedAs", std::string_view(node.recorded_as));
    add_flag(json, "checked", node.checked);
    add_flag(json, "invalid", node.invalid);
    add_flag(json, "required", node.required);
    add_flag(json, "disabled", node.disabled);
    add_flag(json, "expanded", node.expanded);
    add_flag(json, "toggles", node.toggles);
    add_flag(json, "silent", node.silent);
    add_flag(json, "multiple", node.multiple);
    add_flag(json, "presses", node.presses);
    add_flag(json, "primary", node.look == view::Look::primary);
    if (node.role == Role::line_input || node.role == Role::lines_input || node.role == Role::drop_down)
        add_frame(json, box, theme);
    if (node.role == Role::image) {
        add(json, "width", std::uint32_t{node.width});
        add(json, "height", std::uint32_t{node.height});
    }
    if (node.role == Role::drop_down) {
        member(json, "choices");
        json += '[';
        for (const view::Choice& choice : node.choices) {
            json += json.back() == '[' ? "[" : ",[";
            core::append_json_string(json, choice.value);
            json += ',';
            core::append_json_string(json, choice.text);
            json += ']';
        }
        json += ']';
    }
    json += '}';
}

bool same_place(const Node& a, const Node& b) {
    return a.id == b.id && a.role == b.role && a.parent == b.parent;
}

/// Whether add_node() would write the same, and the element has the same place in its parent's.
bool is_written_alike(const view::Page& page, const view::Boxes& boxes, const view::Page& before,
                      const view::Boxes& boxes_before, std::size_t index) {
    const Node& node = page.nodes[index];
    const view::Box &now = boxes.boxes[index], &then = boxes_before.boxes[index];
    if (now.rect != then.rect || node != before.nodes[index]) return false;
    if (!now.lines.empty() && !then.lines.empty() && now.lines.front().size != then.lines.front().size)
        return false;
    return node.parent == view::kNoParent ||
           boxes.boxes[node.parent].rect == boxes_before.boxes[node.parent].rect;
}

}  // namespace

std::string page_json(const view::Page& page, const view::Boxes& boxes, const view::Theme& theme,
                      const view::Page& before, const view::Boxes& boxes_before) {
    std::string json = "{";
    add(json, "key", std::string_view(page.key));
    add(json, "title", std::string_view(page.title));
    add(json, "language", std::string_view(page.language));
    add(json, "focus", std::string_view(page.focus));
    add(json, "focusTurn", page.focus_turn);
    add(json, "announce", std::string_view(page.announce));
    add(json, "size", {boxes.width, boxes.height});
    const bool same = page.key == before.key && std::ranges::equal(page.nodes, before.nodes, same_place);
    member(json, same ? "changed" : "nodes");
    json += '[';
    for (std::size_t i = 0; i < page.nodes.size(); ++i) {
        if (same && is_written_alike(page, boxes, before, boxes_before, i)) continue;
        if (json.back() != '[') json += ',';
        if (same) {
            json += '[';
            append(json, static_cast<std::uint32_t>(i));
            json += ',';
        }
        add_node(json, page, boxes, theme, i);
        if (same) json += ']';
    }
    json += "]}";
    return json;
}

}  // namespace ensaio::platform
