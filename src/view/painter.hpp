// Paints boxes into a Dear ImGui draw list. Nothing is measured here: every position comes from the boxes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "view/boxes.hpp"
#include "view/page.hpp"
#include "view/theme.hpp"

struct ImDrawList;
struct ImFont;
struct ImFontAtlas;

namespace ensaio::view {

struct Fonts {
    ImFont* regular = nullptr;
    ImFont* semibold = nullptr;
};

/// Adds the two faces (TrueType files, copied) to the atlas, so that their sizes are em sizes as FontMetrics
/// measures them.
Fonts load_fonts(ImFontAtlas& atlas, std::span<const std::byte> regular, std::span<const std::byte> semibold);

/// A picture that has arrived.
struct Picture {
    std::string id;             // what Node::value of an image names
    std::uint64_t texture = 0;  // of Dear ImGui's renderer; 0: it cannot be shown, its words stand for it
};

/// What the host knows and the page does not: where the pointer and the focus are, and the pictures.
struct Attention {
    std::string_view focused;    // id of the node with the DOM focus; empty: none
    bool focus_visible = false;  // the ring is wanted (keyboard), as :focus-visible says
    bool editing = false;        // the focused text field shows its own text: draw its frame only
    std::string_view hovered;
    std::string_view pressed;
    std::span<const Picture> pictures;
};

/// How far a ring or a shadow reaches beyond its box, css px.
inline constexpr float kReach = 12;

/// Draws what of the page lies in `part`, and what reaches out of it; the draw list's origin is (0, top) of
/// the page. `density`: device px per css px.
void paint(const Page& page, const Boxes& boxes, const Theme& theme, const Fonts& fonts,
           const Attention& attention, const Rect& part, float top, float density, ImDrawList& list);

}  // namespace ensaio::view
