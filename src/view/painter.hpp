// Paints boxes into a Dear ImGui draw list. Nothing is measured here: every position comes from the boxes.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "view/boxes.hpp"
#include "view/page.hpp"
#include "view/theme.hpp"

struct ImDrawList;
struct ImFont;

namespace ensaio::view {

struct Fonts {
    ImFont* regular = nullptr;
    ImFont* semibold = nullptr;
};

/// Adds the two faces to the current context's atlas, so that their sizes are em sizes as FontMetrics
/// measures them. The bytes of the TrueType files must outlive the context.
Fonts load_fonts(std::span<const std::byte> regular, std::span<const std::byte> semibold);

/// What the host knows and the page does not: where the pointer and the focus are.
struct Attention {
    std::string_view focused;    // id of the node with the DOM focus; empty: none
    bool focus_visible = false;  // the ring is wanted (keyboard), as :focus-visible says
    bool editing = false;        // the focused text field shows its own text: draw its frame only
    std::string_view hovered;
    std::string_view pressed;
};

/// Draws the part of the page between `top` and `top + height` css px; the draw list's origin is (0, top) of
/// the page.
void paint(const Page& page, const Boxes& boxes, const Theme& theme, const Fonts& fonts,
           const Attention& attention, float top, float height, ImDrawList& list);

}  // namespace ensaio::view
