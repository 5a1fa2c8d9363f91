#include <algorithm>
#include <cmath>

#include "view/flow.hpp"
#include "view/text_lines.hpp"

namespace ensaio::view {

namespace {

float scaled(const Flow& flow, float size) {
    return flow.phone ? std::max(flow.theme.size_base, std::round(size * flow.theme.phone_scale)) : size;
}

TextStyle with_size(const Flow& flow, float size, Weight weight, Color color) {
    return {
        .size = size, .line = std::round(size * flow.theme.line_height), .weight = weight, .color = color};
}

TextStyle heading_style(const Flow& flow, float size, Color color) {
    const float shown = scaled(flow, size);
    return {.size = shown,
            .line = std::round(shown * flow.theme.line_height_tight),
            .weight = Weight::semibold,
            .color = color,
            .breaking = Breaking::evenly};
}

/// A word is never broken where smaller letters would keep it whole.
TextStyle fitted(const Flow& flow, NodeIndex index, const TextStyle& style) {
    if (!flow.phone) return style;
    const Node& node = flow.node(index);
    const bool boxed = node.parent != kNoParent && flow.node(node.parent).look == Look::success_panel;
    const float room = flow.width - 2 * flow.theme.gutter_phone - (boxed ? 4 * flow.theme.space : 0);
    const float widest = longest_word_width(flow.texts[index], style.weight, style.size);
    if (widest <= room) return style;
    TextStyle smaller = style;
    smaller.size = std::max(flow.theme.size_base, std::floor(style.size * room / widest));
    smaller.line = std::round(smaller.size * flow.theme.line_height_tight);
    return smaller;
}

float heading_size(const Theme& theme, const Node& node) {
    switch (node.look) {
        case Look::title: return theme.size_h1;
        case Look::section: return theme.size_h2;
        case Look::subsection: return theme.size_h3;
        default: return node.level == 1 ? theme.size_h1 : node.level == 2 ? theme.size_h2 : theme.size_h3;
    }
}

bool is_heading(const Node& node) {
    return node.role == Role::heading || node.level > 0 || node.look == Look::title ||
           node.look == Look::section || node.look == Look::subsection;
}

bool stands_in(const Flow& flow, const Node& node, Look look) {
    return node.parent != kNoParent && flow.node(node.parent).look == look;
}

}  // namespace

TextStyle base_style(const Flow& flow, const Ink& ink) {
    return with_size(flow, flow.theme.size_base, Weight::regular, ink.text);
}

TextStyle small_style(const Flow& flow, const Ink& ink) {
    return with_size(flow, flow.theme.size_small, Weight::regular, ink.secondary);
}

TextStyle style_of(const Flow& flow, NodeIndex index, const Ink& ink) {
    const Node& node = flow.node(index);
    const Theme& theme = flow.theme;
    if (is_heading(node) && shows_text(node)) {
        // In a message the heading is the message's first line, not a landmark of the page.
        const Node* const parent = node.parent == kNoParent ? nullptr : &flow.node(node.parent);
        const bool first_line =
            parent != nullptr && (is_message(*parent) || (node.look != Look::title && has_own_sign(*parent)));
        const float size = first_line ? theme.size_h3 : heading_size(theme, node);
        return fitted(flow, index, heading_style(flow, size, ink.text));
    }
    TextStyle style = base_style(flow, ink);
    switch (node.look) {
        case Look::lead:
            style = with_size(flow, scaled(flow, theme.size_lead), Weight::regular, ink.text);
            break;
        case Look::small: style = small_style(flow, ink); break;
        case Look::strong: style.weight = Weight::semibold; break;
        case Look::notice:
            style = with_size(flow, theme.size_small, Weight::semibold, theme.notice_text);
            break;
        case Look::big_number:
            style = fitted(flow, index, heading_style(flow, theme.size_big_number, ink.text));
            break;
        case Look::tag: style = with_size(flow, theme.size_small, Weight::semibold, theme.text); break;
        case Look::step_none:
        case Look::step_done:
        case Look::step_current:
        case Look::step_waiting: style.weight = Weight::semibold; break;
        default: break;
    }
    if (looks_like_button(node)) {
        style.weight = Weight::semibold;
        style.breaking = Breaking::evenly;
        style.color = node.look == Look::primary || node.look == Look::danger ? theme.text_on_interactive
                                                                              : theme.interactive;
        return style;
    }
    switch (node.role) {
        case Role::label:
        case Role::legend: style.weight = Weight::semibold; break;
        case Role::hint: style = with_size(flow, theme.size_small, Weight::regular, ink.secondary); break;
        case Role::error:
            style.weight = Weight::semibold;
            style.color = theme.danger;
            break;
        case Role::link:
            style.color = ink.link;
            style.underline = node.look != Look::back_link;
            break;
        case Role::column_header:
            style = with_size(flow, theme.size_small, Weight::semibold, ink.text);
            break;
        case Role::row_header: style.weight = Weight::semibold; break;
        default: break;
    }
    if (stands_in(flow, node, Look::top_bar) && node.look == Look::strong)
        style.size = scaled(flow, theme.size_lead);
    return style;
}

bool shows_text(const Node& node) {
    switch (node.role) {
        case Role::heading:
        case Role::paragraph:
        case Role::legend:
        case Role::list_item:
        case Role::label:
        case Role::hint:
        case Role::error:
        case Role::alert:
        case Role::status:
        case Role::button:
        case Role::link:
        case Role::radio:
        case Role::checkbox:
        case Role::file_input:
        case Role::column_header:
        case Role::row_header:
        case Role::cell: return true;
        default: return false;
    }
}

std::vector<std::string_view> lines_of(std::string_view text, const TextStyle& style, float width) {
    switch (style.breaking) {
        case Breaking::evenly: return break_evenly(text, style.weight, style.size, width);
        case Breaking::without_widow: return break_without_widow(text, style.weight, style.size, width);
        case Breaking::as_typed: break;
    }
    return break_lines(text, style.weight, style.size, width);
}

float distance_to_baseline(const TextStyle& style) {
    const float ascent = FontMetrics::ascent(style.weight, style.size),
                descent = FontMetrics::descent(style.weight, style.size);
    return std::round((style.line - ascent - descent) / 2 + ascent);
}

float place_text(Box& box, std::string_view text, const TextStyle& style, float x, float y, float width,
                 Align align) {
    if (text.empty()) return 0;
    float top = y;
    for (const std::string_view line : lines_of(text, style, width)) {
        float left = x;
        if (align != Align::left) {
            const float rest = width - FontMetrics::width(style.weight, line, style.size);
            left = std::floor(x + std::max(0.0F, align == Align::centre ? rest / 2 : rest));
        }
        box.lines.push_back({.text = std::string(line),
                             .x = left,
                             .baseline = top + distance_to_baseline(style),
                             .size = style.size,
                             .weight = style.weight,
                             .color = style.color,
                             .underline = style.underline});
        top += style.line;
    }
    return top - y;
}

}  // namespace ensaio::view
