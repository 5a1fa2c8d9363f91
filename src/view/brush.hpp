// Shapes in css px of the page, drawn into a part of it.
#pragma once

#include <imgui.h>

#include <span>

#include "view/boxes.hpp"

namespace ensaio::view {

/// Texels of a letter's picture to a device px, side by side: letters stand where they belong to a third of
/// it.
inline constexpr int kTexelsAcross = 3;

class Brush {
public:
    /// The draw list's origin is (0, top) of the page. `density`: device px per css px, so that edges are as
    /// sharp as the screen.
    Brush(ImDrawList& list, float top, float density);
    ~Brush();
    Brush(const Brush&) = delete;
    Brush& operator=(const Brush&) = delete;

    float opacity = 1;  // of everything drawn from now on

    void fill(const Rect& rect, float radius, Color color);
    /// A border of `width` inside the rectangle's edge around a filled inside.
    void frame(const Rect& rect, float radius, float width, Color border, Color inside);
    /// A line around the rectangle, its inner edge `offset` outside of it.
    void ring(const Rect& rect, float radius, float offset, float width, Color color);
    void dashed_frame(const Rect& rect, Color color);
    void disc(float x, float y, float radius, Color color);
    void line(std::span<const ImVec2> points, float width, Color color, bool closed = false);
    void polygon(std::span<const ImVec2> convex, Color color);
    /// A disc with a tip below it: `radius` under the disc's edge.
    void drop(float x, float y, float radius, Color color);
    void picture(const Rect& rect, std::uint64_t texture);
    /// Darkness that fades downwards over `height`.
    void fade_down(const Rect& rect, Color from);
    void text(ImFont* font, const TextLine& line, Color color);

private:
    ImVec2 at(float x, float y) const { return {x, y - top_}; }
    void rounded_path(const Rect& rect, float radius);
    ImU32 packed(Color color) const;

    ImDrawList& list_;
    float top_;
    float density_;
    float fringe_;
    ImDrawListFlags flags_;
};

}  // namespace ensaio::view
