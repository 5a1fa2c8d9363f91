// Design tokens, read from assets/themes/<name>.json (docs/formats/theme.md).
#pragma once

#include <cstdint>
#include <string_view>

#include "core/error.hpp"

namespace ensaio::view {

struct Color {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;
    bool operator==(const Color&) const = default;
};

/// Lengths in css px, text sizes in css px. Names follow the gov.br design system's roles.
struct Theme {
    Color background, background_alternative, text, text_secondary, text_on_interactive;
    Color interactive, interactive_hover, interactive_pressed, selected, focus, border, border_strong;
    Color info, info_background, success, success_background, warning, warning_background, danger,
        danger_background;
    Color notice_background, notice_text;
    Color background_dark, text_on_dark, link_on_dark, focus_on_dark;  // of the footer
    Color header_background, text_on_header, link_on_header;           // of the city's bar
    // Whole numbers: the painter's glyphs are made for whole sizes, others are scaled and look soft.
    float size_base = 17, size_small = 15, size_h1 = 30, size_h2 = 24, size_h3 = 20, size_lead = 20,
          size_big_number = 36;
    float phone_scale = 0.9F;  // of the sizes above the base where the viewport is narrower than 576 px
    float line_height = 1.45F, line_height_tight = 1.2F;
    float space = 8;  // every gap is a multiple of it, or its half
    float column_width = 640, wide_column_width = 1200, gutter_phone = 16, gutter_wide = 24;
    float control_height = 48, control_box = 24;  // text fields and buttons; the square of a checkbox
    float radius_small = 4, radius_large = 8, border_width = 1, focus_width = 3, focus_offset = 2;
    float radius_button = 100;  // more than half of its height: round ends
    float edge_width = 0;  // of the lines around messages and along the strips; 0: their grounds are enough
    float text_scale = 1;  // see with_text_scale; not in the file

    /// For a person whose own text size is `scale` times the usual one (bounded to 0.75 – 3): text and all
    /// that must grow with it. What is pressed never shrinks.
    Theme with_text_scale(float scale) const;

    /// Reads a theme file. Errors: json.*, theme.format, theme.bad_color, theme.low_contrast (text on its
    /// background under 4.5:1; border of a control, sign or focus ring under 3:1).
    static core::Result<Theme> read(std::string_view json);
};

/// WCAG 2 contrast ratio of two opaque colours, 1 to 21.
double contrast(Color a, Color b);

}  // namespace ensaio::view
