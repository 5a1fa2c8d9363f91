#include "view/shapes.hpp"

#include <algorithm>

#include "view/signs.hpp"

namespace ensaio::view {

void draw_step(Brush& brush, const Theme& theme, Look look, const Box& box, bool last) {
    const Rect& circle = box.sign;
    const float radius = circle.w / 2;
    if (!last) {
        const float gap = theme.space / 2, top = circle.bottom() + gap;
        brush.fill({circle.x + radius - 1, top, 2, box.rect.bottom() - gap - top}, 0,
                   look == Look::step_done ? theme.success : theme.border_strong);
    }
    switch (look) {
        case Look::step_done:
            brush.fill(circle, radius, theme.success);
            draw_sign(brush, Sign::check, circle, theme.success, theme.text_on_interactive);
            break;
        case Look::step_current: brush.fill(circle, radius, theme.interactive); break;
        case Look::step_waiting:
            brush.frame(circle, radius, theme.border_width, theme.border_strong,
                        theme.background_alternative);
            break;
        default: brush.frame(circle, radius, 2, theme.interactive, theme.background);
    }
}

void draw_email(Brush& brush, const Theme& theme, const Box& box) {
    const Rect& head = box.control;
    const float border = theme.border_width;
    brush.frame(box.rect, theme.radius_large, border, theme.border, theme.background);
    const bool alone = head.h >= box.rect.h;
    const Rect grey{head.x + border, head.y + border, head.w - 2 * border, head.h - (alone ? 2 : 1) * border};
    brush.fill(grey, std::max(0.0F, theme.radius_large - border), theme.background_alternative);
    if (!alone) {
        const float square = std::min(theme.radius_large, grey.h);
        brush.fill({grey.x, head.bottom() - square, grey.w, square}, 0, theme.background_alternative);
        brush.fill({grey.x, head.bottom(), grey.w, border}, 0, theme.border);
    }
    draw_sign(brush, Sign::envelope, box.sign, theme.interactive, theme.text_on_interactive);
}

void draw_sms(Brush& brush, const Theme& theme, const Box& box) {
    constexpr float corner = 28, bezel = 6, bubble_corner = 16;
    const Rect& all = box.rect;
    const Rect screen{all.x + bezel, all.y + bezel, all.w - 2 * bezel, all.h - 2 * bezel};
    brush.fill(all, corner, theme.background_dark);
    brush.fill(screen, corner - bezel, theme.background_alternative);
    const float head = box.control.y - 2 * theme.space;
    brush.fill({screen.x, head, screen.w, screen.bottom() - head}, corner - bezel, theme.background);
    brush.fill({screen.x, head, screen.w, corner}, 0, theme.background);
    brush.fill({screen.x, head, screen.w, theme.border_width}, 0, theme.border);
    draw_sign(brush, Sign::person, box.sign, theme.text_secondary, theme.background_alternative);
    const Rect& bubble = box.control;
    brush.fill(bubble, bubble_corner, theme.info_background);
    const float foot = bubble.bottom();
    const ImVec2 tail[] = {
        {bubble.x, foot - bubble_corner}, {bubble.x + bubble_corner, foot}, {bubble.x - 7, foot}};
    brush.polygon(tail, theme.info_background);
}

void draw_pin(Brush& brush, const Theme& theme, float x, float y) {
    constexpr float radius = 13;
    const float middle = y - 2 * radius;
    brush.drop(x, middle, radius + 2, theme.text);
    brush.drop(x, middle, radius + 1, theme.background);
    brush.drop(x, middle, radius - 2, theme.danger);
    brush.disc(x, middle, 4, theme.background);
}

}  // namespace ensaio::view
