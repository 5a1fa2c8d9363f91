#include "view/painter.hpp"

#include <imgui.h>

#include <algorithm>
#include <vector>

#include "view/brush.hpp"
#include "view/shapes.hpp"
#include "view/signs.hpp"

namespace ensaio::view {

namespace {

// Of 255. The first is gov.br's; under its second, 115, words would lose their contrast.
constexpr std::uint8_t kHover = 41, kPressed = 64;
constexpr float kDisabled = 0.45F;

struct Painting {
    const Page& page;
    const Boxes& boxes;
    const Theme& theme;
    const Fonts& fonts;
    const Attention& attention;
    Brush& brush;
    std::vector<bool> on_dark{}, in_header{};  // nodes of the footer, of the city's bar
    std::vector<bool> of_cards{};              // tables whose rows are cards: their header row takes no room

    bool is_hovered(const Node& node) const { return node.id == attention.hovered && !node.disabled; }
    bool is_pressed(const Node& node) const { return node.id == attention.pressed && !node.disabled; }
    bool is_focused(const Node& node) const { return node.id == attention.focused; }
};

Color with_alpha(Color color, std::uint8_t alpha) {
    color.a = alpha;
    return color;
}

Color black(std::uint8_t alpha) { return {0, 0, 0, alpha}; }

bool is_hotspot(const Painting& p, const Node& node) {
    return node.parent != kNoParent && p.page.nodes[node.parent].role == Role::image;
}

const Picture* picture_of(const Painting& p, const Node& image) {
    const auto found = std::ranges::find(p.attention.pictures, image.value, &Picture::id);
    return found == p.attention.pictures.end() ? nullptr : &*found;
}

/// A picture that has not come yet may still come.
bool is_refused(const Painting& p, const Node& image) {
    const Picture* const picture = picture_of(p, image);
    return picture != nullptr && picture->texture == 0;
}

/// What lies on a picture shows itself only when it is pointed at, pressed or has the focus; where the
/// picture cannot be shown, always.
void paint_hotspot(const Painting& p, const Node& node, const Box& box) {
    if (is_refused(p, p.page.nodes[node.parent]))
        p.brush.frame(box.control, p.theme.radius_small, p.theme.border_width, p.theme.interactive,
                      p.theme.background);
    const bool hovered = p.is_hovered(node), pressed = p.is_pressed(node);
    if (!hovered && !pressed) return;
    p.brush.fill(box.control, p.theme.radius_small,
                 with_alpha(p.theme.interactive, pressed ? kPressed : kHover));
    p.brush.ring(box.control, p.theme.radius_small, 0, 1, p.theme.background);
    p.brush.ring(box.control, p.theme.radius_small, 1, 1, p.theme.text);
}

void paint_image(const Painting& p, const Node& node, const Box& box) {
    const Picture* const picture = picture_of(p, node);
    if (picture == nullptr || picture->texture == 0) {
        p.brush.frame(box.rect, 0, p.theme.border_width, p.theme.border, p.theme.background_alternative);
    } else {
        p.brush.picture(box.rect, picture->texture);
    }
    if (node.mark_x < 0 || node.mark_y < 0 || node.width == 0) return;
    const float scale = box.rect.w / node.width;
    draw_pin(p.brush, p.theme, box.rect.x + node.mark_x * scale, box.rect.y + node.mark_y * scale);
}

/// The words of a picture and of what lies on it stand for it when it cannot be shown.
bool shows_words(const Painting& p, const Node& node) {
    if (node.role == Role::image) return is_refused(p, node);
    return !is_hotspot(p, node) || is_refused(p, p.page.nodes[node.parent]);
}

bool is_last_child(const Painting& p, std::size_t index) {
    const auto rest = std::span(p.page.nodes).subspan(index + 1);
    return std::ranges::find(rest, p.page.nodes[index].parent, &Node::parent) == rest.end();
}

bool is_text_field(Role role) { return role == Role::line_input || role == Role::lines_input; }

/// A choice laid out as a cell of a scale has no square of its own.
bool is_cell(const Box& box) { return box.control == box.rect; }

float radius_of(const Painting& p, const Node& node, const Box& box) {
    if (looks_like_button(node)) return p.theme.radius_button;
    switch (node.role) {
        case Role::radio: return is_cell(box) ? p.theme.radius_small : box.control.h / 2;
        default: return p.theme.radius_small;
    }
}

void paint_button(const Painting& p, const Node& node, const Box& box) {
    const float radius = p.theme.radius_button;
    const bool hovered = p.is_hovered(node), pressed = p.is_pressed(node);
    switch (node.look) {
        case Look::primary:
            p.brush.fill(box.rect, radius,
                         pressed   ? p.theme.interactive_pressed
                         : hovered ? p.theme.interactive_hover
                                   : p.theme.interactive);
            return;
        case Look::danger:
            p.brush.fill(box.rect, radius, p.theme.danger);
            // Away from the colour of the words.
            if (hovered || pressed)
                p.brush.fill(box.rect, radius, with_alpha(p.theme.text, pressed ? kPressed : kHover));
            return;
        case Look::tertiary: break;
        default:
            p.brush.frame(box.rect, radius, p.theme.border_width, p.theme.interactive, p.theme.background);
    }
    if (hovered || pressed)
        p.brush.fill(box.rect, radius, with_alpha(p.theme.interactive, pressed ? kPressed : kHover));
}

void paint_field(const Painting& p, const Node& node, const Box& box) {
    const Color border = node.invalid                               ? p.theme.danger
                         : p.is_hovered(node) || p.is_focused(node) ? p.theme.text
                                                                    : p.theme.border_strong;
    const float width = node.invalid || p.is_focused(node) ? 2 * p.theme.border_width : p.theme.border_width;
    p.brush.frame(box.control, p.theme.radius_small, width, border, p.theme.background);
}

void paint_star(const Painting& p, const Node& node, const Box& box) {
    if (p.is_hovered(node) || p.is_pressed(node)) {
        p.brush.disc(box.sign.x + box.sign.w / 2, box.sign.y + box.sign.h / 2, box.sign.w / 2 + 4,
                     with_alpha(p.theme.selected, p.is_pressed(node) ? kPressed : kHover));
    }
    const bool filled = node.look == Look::star_filled;
    const Color color = filled ? p.theme.interactive : node.invalid ? p.theme.danger : p.theme.text_secondary;
    draw_sign(p.brush, filled ? Sign::star_filled : Sign::star_empty, box.sign, color, p.theme.background);
}

void paint_cell_choice(const Painting& p, const Node& node, const Box& box) {
    if (box.sign.w > 0) return paint_star(p, node, box);
    if (node.checked) {
        p.brush.fill(box.rect, p.theme.radius_small, p.theme.interactive);
        return;
    }
    const Color border = node.invalid ? p.theme.danger : p.theme.border_strong;
    p.brush.frame(box.rect, p.theme.radius_small,
                  node.invalid ? 2 * p.theme.border_width : p.theme.border_width, border, p.theme.background);
    if (p.is_hovered(node) || p.is_pressed(node)) {
        p.brush.fill(box.rect, p.theme.radius_small,
                     with_alpha(p.theme.interactive, p.is_pressed(node) ? kPressed : kHover));
    }
}

void paint_choice(const Painting& p, const Node& node, const Box& box) {
    if (is_cell(box)) return paint_cell_choice(p, node, box);
    const Rect& square = box.control;
    const float x = square.x + square.w / 2, y = square.y + square.h / 2;
    const bool radio = node.role == Role::radio;
    if (p.is_hovered(node) || p.is_pressed(node)) {
        p.brush.disc(x, y, square.w / 2 + 6,
                     with_alpha(p.theme.selected, p.is_pressed(node) ? kPressed : kHover));
    }
    const bool thick = node.checked || node.invalid;
    const Color border = node.invalid   ? p.theme.danger
                         : node.checked ? p.theme.selected
                                        : p.theme.border_strong;
    const float radius = radio ? square.w / 2 : p.theme.radius_small;
    if (!radio && node.checked) {
        p.brush.fill(square, radius, border);
        const float unit = square.w / 24;
        const ImVec2 check[] = {{square.x + 5.5F * unit, square.y + 12.4F * unit},
                                {square.x + 10 * unit, square.y + 17 * unit},
                                {square.x + 18.5F * unit, square.y + 7.6F * unit}};
        p.brush.line(check, 3 * unit, p.theme.text_on_interactive);
        return;
    }
    p.brush.frame(square, radius, std::max(thick ? 2.0F : 0, 1.5F * p.theme.border_width), border,
                  p.theme.background);
    if (node.checked) p.brush.disc(x, y, square.w / 4, border);
}

void paint_file_input(const Painting& p, const Node& node, const Box& box) {
    const Color color = node.invalid ? p.theme.danger : p.theme.interactive;
    p.brush.fill(box.rect, p.theme.radius_small, p.theme.background);
    if (p.is_hovered(node) || p.is_pressed(node)) {
        p.brush.fill(box.rect, p.theme.radius_small,
                     with_alpha(p.theme.interactive, p.is_pressed(node) ? kPressed : kHover));
    }
    p.brush.dashed_frame(box.rect, color);
    const bool chosen = !node.value.empty();
    draw_sign(p.brush, chosen ? Sign::check : Sign::upload, box.sign, chosen ? p.theme.success : color,
              p.theme.background);
}

void paint_panel(const Painting& p, const Box& box, Sign sign, Color strong, Color background) {
    p.brush.frame(box.rect, p.theme.radius_small, p.theme.edge_width, strong, background);
    draw_sign(p.brush, sign, box.sign, strong, p.theme.text_on_interactive);
}

/// A strip across the page, its upper or its lower edge.
void paint_strip(const Painting& p, const Rect& rect, Color ground, bool edge_below) {
    const float edge = p.theme.edge_width;
    p.brush.fill(rect, 0, ground);
    p.brush.fill({rect.x, edge_below ? rect.bottom() - edge : rect.y, rect.w, edge}, 0, p.theme.border);
}

/// What a container puts behind its content.
void paint_ground(const Painting& p, const Node& node, const Box& box) {
    const Theme& t = p.theme;
    const Rect& rect = box.rect;
    switch (node.look) {
        case Look::notice: paint_strip(p, rect, t.notice_background, true); break;
        case Look::top_bar:
            paint_strip(p, rect, t.header_background, true);
            if (t.edge_width <= 0) p.brush.fade_down({rect.x, rect.bottom(), rect.w, 6}, black(kHover));
            break;
        case Look::card: p.brush.frame(rect, t.radius_large, t.border_width, t.border, t.background); break;
        case Look::info_panel: paint_panel(p, box, Sign::information, t.info, t.info_background); break;
        case Look::warning_panel: paint_panel(p, box, Sign::warning, t.warning, t.warning_background); break;
        case Look::error_panel: paint_panel(p, box, Sign::exclamation, t.danger, t.danger_background); break;
        case Look::success_panel: paint_panel(p, box, Sign::check, t.success, t.success_background); break;
        case Look::task_bar: {
            const bool strip = rect.w >= p.boxes.width;
            if (strip) {
                paint_strip(p, rect, t.background_alternative, false);
            } else {
                p.brush.frame(rect, t.radius_large, t.edge_width, t.border, t.background_alternative);
            }
            break;
        }
        case Look::tag:
            p.brush.frame(rect, t.radius_small, t.edge_width, t.border, t.background_alternative);
            break;
        case Look::email: draw_email(p.brush, t, box); break;
        case Look::sms: draw_sms(p.brush, t, box); break;
        default: break;
    }
}

bool follows_same_look(const Painting& p, std::size_t index) {
    const Node& node = p.page.nodes[index];
    for (std::size_t i = index; i-- > 0;) {
        if (p.page.nodes[i].parent == node.parent) return p.page.nodes[i].look == node.look;
    }
    return false;
}

void paint_lines_between(const Painting& p, std::size_t index, const Box& box) {
    const Node& node = p.page.nodes[index];
    const Rect& rect = box.rect;
    const Rect under{rect.x, rect.bottom() - p.theme.border_width, rect.w, p.theme.border_width};
    if (node.look == Look::key_value) {
        p.brush.fill(under, 0, p.theme.border);
        if (!follows_same_look(p, index))
            p.brush.fill({rect.x, rect.y, rect.w, p.theme.border_width}, 0, p.theme.border);
    }
    if (node.role == Role::separator) p.brush.fill(rect, 0, p.theme.border);
    if (node.role == Role::row && rect.h > 0) {
        if (node.parent != kNoParent && p.of_cards[node.parent]) {
            p.brush.frame(rect, p.theme.radius_large, p.theme.border_width, p.theme.border,
                          p.theme.background);
        } else {
            p.brush.fill(under, 0, p.theme.border);
        }
    }
    if (node.role == Role::column_header && rect.h > 0) {
        p.brush.fill(rect, 0, p.theme.background_alternative);
        p.brush.fill(under, 0, p.theme.border_strong);
    }
}

void paint_shape(const Painting& p, std::size_t index, const Box& box) {
    const Node& node = p.page.nodes[index];
    if (is_hotspot(p, node)) return paint_hotspot(p, node, box);
    const Color ink = box.lines.empty() ? p.theme.text : box.lines.front().color;
    if (node.role == Role::footer) p.brush.fill(box.rect, 0, p.theme.background_dark);
    paint_ground(p, node, box);
    paint_lines_between(p, index, box);
    if (looks_like_button(node)) {
        paint_button(p, node, box);
        if (box.sign.w > 0) {
            const Sign sign = node.look == Look::danger ? Sign::trash
                              : node.expanded           ? Sign::chevron_up
                                                        : Sign::chevron_down;
            draw_sign(p.brush, sign, box.sign, ink, p.theme.background);
        }
        return;
    }
    switch (node.role) {
        case Role::link:
            if (box.sign.w > 0) draw_sign(p.brush, Sign::back, box.sign, ink, p.theme.background);
            break;
        case Role::line_input:
        case Role::lines_input: paint_field(p, node, box); break;
        case Role::drop_down:
            paint_field(p, node, box);
            draw_sign(p.brush, Sign::chevron_down, box.sign, p.theme.interactive, p.theme.background);
            break;
        case Role::radio:
        case Role::checkbox: paint_choice(p, node, box); break;
        case Role::file_input: paint_file_input(p, node, box); break;
        case Role::image: paint_image(p, node, box); break;
        case Role::list_item:
            if (box.sign.w > 0) draw_step(p.brush, p.theme, node.look, box, is_last_child(p, index));
            break;
        case Role::error:
            if (box.sign.w > 0)
                draw_sign(p.brush, Sign::exclamation, box.sign, p.theme.danger, p.theme.background);
            break;
        default: break;
    }
    if (node.look == Look::field_block && box.sign.w > 0)
        p.brush.fill(box.sign, box.sign.w / 2, p.theme.danger);
}

void paint_text(const Painting& p, const Node& node, const Box& box) {
    if (!shows_words(p, node)) return;
    const bool editing = is_text_field(node.role) && p.attention.editing && p.is_focused(node);
    // The field shows its own text; what is left is the prefix of a line.
    const std::size_t own = !editing ? 0 : node.role == Role::line_input ? 1 : box.lines.size();
    const bool hovered_link =
        node.role == Role::link && !looks_like_button(node) && (p.is_hovered(node) || p.is_pressed(node));
    const bool stronger = hovered_link || p.is_pressed(node);
    for (const TextLine& line : std::span(box.lines).subspan(std::min(own, box.lines.size()))) {
        const Color color =
            stronger && line.color == p.theme.interactive ? p.theme.interactive_pressed : line.color;
        p.brush.text(line.weight == Weight::regular ? p.fonts.regular : p.fonts.semibold, line, color);
        if (!line.underline) continue;
        const float width = FontMetrics::width(line.weight, line.text, line.size);
        p.brush.fill({line.x, line.baseline + 2, width, hovered_link ? 2.0F : 1.0F}, 0, color);
    }
}

bool reaches(const Rect& box, const Rect& part) {
    return box.bottom() + kReach >= part.y && box.y - kReach < part.bottom() &&
           box.right() + kReach >= part.x && box.x - kReach < part.right();
}

void paint_focus(const Painting& p, std::size_t index) {
    const Node& node = p.page.nodes[index];
    const Box& box = p.boxes.boxes[index];
    const Theme& t = p.theme;
    const Color ground = p.on_dark[index]     ? t.background_dark
                         : p.in_header[index] ? t.header_background
                                              : t.background;
    const bool dark = contrast(t.focus, ground) < contrast(t.focus_on_dark, ground);
    if (is_hotspot(p, node) || node.role == Role::image) {
        // Nobody knows what the picture looks like there: one of a light and a dark ring is seen on anything.
        p.brush.ring(box.control, t.radius_small, 0, t.focus_width, Color{255, 255, 255});
        p.brush.ring(box.control, t.radius_small, t.focus_width, t.focus_width, Color{0, 0, 0});
        return;
    }
    const float radius = radius_of(p, node, box);
    if (t.focus_offset > 0) p.brush.ring(box.control, radius, 0, t.focus_offset, ground);
    p.brush.ring(box.control, radius, t.focus_offset, t.focus_width, dark ? t.focus_on_dark : t.focus);
}

}  // namespace

Fonts load_fonts(ImFontAtlas& atlas, std::span<const std::byte> regular,
                 std::span<const std::byte> semibold) {
    const auto add = [&](std::span<const std::byte> bytes) {
        ImFontConfig config;
        config.FontDataOwnedByAtlas = false;
        config.OversampleH = kTexelsAcross;
        config.SizePixels = -1;  // negative: a size is that of the em, not of ascender and descender together
        config.GlyphMaxAdvanceX =
            -1000;  // scaled by SizePixels: without a limit it would be one of minus infinity
        auto* data = const_cast<std::byte*>(bytes.data());
        return atlas.AddFontFromMemoryTTF(data, static_cast<int>(bytes.size()), 0, &config);
    };
    return {.regular = add(regular), .semibold = add(semibold)};
}

void paint(const Page& page, const Boxes& boxes, const Theme& theme, const Fonts& fonts,
           const Attention& attention, const Rect& part, float top, float density, ImDrawList& list) {
    Brush brush(list, top, density);
    Painting painting{page, boxes, theme, fonts, attention, brush};
    painting.of_cards.resize(page.nodes.size());
    // Dear ImGui leaves out a line of text whose top lies outside of the clip rectangle, even where its feet
    // reach into it.
    const float above = part.y - top - 2 * theme.control_height;
    list.PushClipRect({0, above}, {boxes.width, above + part.h + 4 * theme.control_height});
    std::size_t focused = page.nodes.size();
    for (std::size_t i = 0; i < page.nodes.size(); ++i) {
        const Node& node = page.nodes[i];
        painting.on_dark.push_back(node.role == Role::footer ||
                                   (node.parent < i && painting.on_dark[node.parent]));
        painting.in_header.push_back(node.look == Look::top_bar ||
                                     (node.parent < i && painting.in_header[node.parent]));
        const Box& box = boxes.boxes[i];
        if (node.role == Role::row && box.rect.h <= 0 && node.parent < i)
            painting.of_cards[node.parent] = true;
        if (!reaches(box.rect, part)) continue;
        brush.opacity = node.disabled ? kDisabled : 1;
        paint_shape(painting, i, box);
        paint_text(painting, node, box);
        if (painting.is_focused(node) && attention.focus_visible) focused = i;
    }
    brush.opacity = 1;
    if (focused < page.nodes.size()) paint_focus(painting, focused);
    list.PopClipRect();
}

}  // namespace ensaio::view
