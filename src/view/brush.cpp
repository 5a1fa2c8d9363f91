#include "view/brush.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ensaio::view {

namespace {

/// Where two arcs meet without a straight piece between them the path has a point twice, which spoils its
/// smooth edge.
void drop_doubles(ImVector<ImVec2>& path) {
    const auto same = [](ImVec2 a, ImVec2 b) { return std::abs(a.x - b.x) + std::abs(a.y - b.y) < 0.01F; };
    path.resize(static_cast<int>(std::unique(path.begin(), path.end(), same) - path.begin()));
    if (path.Size > 1 && same(path.front(), path.back())) path.pop_back();
}

Rect grown(const Rect& rect, float by) {
    return {rect.x - by, rect.y - by, rect.w + 2 * by, rect.h + 2 * by};
}

}  // namespace

Brush::Brush(ImDrawList& list, float top, float density)
    : list_(list), top_(top), density_(density), fringe_(list._FringeScale), flags_(list.Flags) {
    list_._FringeScale = 1 / std::max(density, 1.0F);
    list_.Flags |= ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AntiAliasedLines;
    list_.Flags &= ~ImDrawListFlags_AntiAliasedLinesUseTex;  // those are made for a density of 1
}

Brush::~Brush() {
    list_._FringeScale = fringe_;
    list_.Flags = flags_;
}

ImU32 Brush::packed(Color color) const {
    return IM_COL32(color.r, color.g, color.b,
                    static_cast<int>(std::lround(static_cast<float>(color.a) * opacity)));
}

void Brush::rounded_path(const Rect& rect, float radius) {
    const float r = std::min({radius, rect.w / 2, rect.h / 2});
    if (r < 0.5F) {
        list_.PathLineTo(at(rect.x, rect.y));
        list_.PathLineTo(at(rect.right(), rect.y));
        list_.PathLineTo(at(rect.right(), rect.bottom()));
        list_.PathLineTo(at(rect.x, rect.bottom()));
        return;
    }
    constexpr float quarter = std::numbers::pi_v<float> / 2;
    const int segments = std::clamp(static_cast<int>(std::ceil(std::sqrt(r) * 3)), 4, 24);
    list_.PathArcTo(at(rect.x + r, rect.y + r), r, 2 * quarter, 3 * quarter, segments);
    list_.PathArcTo(at(rect.right() - r, rect.y + r), r, 3 * quarter, 4 * quarter, segments);
    list_.PathArcTo(at(rect.right() - r, rect.bottom() - r), r, 0, quarter, segments);
    list_.PathArcTo(at(rect.x + r, rect.bottom() - r), r, quarter, 2 * quarter, segments);
    drop_doubles(list_._Path);
}

void Brush::fill(const Rect& rect, float radius, Color color) {
    if (rect.w <= 0 || rect.h <= 0) return;
    rounded_path(rect, radius);
    list_.PathFillConvex(packed(color));
}

void Brush::frame(const Rect& rect, float radius, float width, Color border, Color inside) {
    // Without a border its colour must not show through the soft edge of the inside.
    if (width <= 0) return fill(rect, radius, inside);
    fill(rect, radius, border);
    fill(grown(rect, -width), std::max(0.0F, radius - width), inside);
}

void Brush::ring(const Rect& rect, float radius, float offset, float width, Color color) {
    const float middle = offset + width / 2;
    rounded_path(grown(rect, middle), radius > 0 ? radius + middle : 0);
    list_.PathStroke(packed(color), ImDrawFlags_Closed, width);
}

void Brush::dashed_frame(const Rect& rect, Color color) {
    constexpr float dash = 6, gap = 4;
    const auto along = [&](float length, auto&& dash_at) {
        const int count = std::max(1, static_cast<int>(std::lround((length + gap) / (dash + gap))));
        const float step = (length + gap) / static_cast<float>(count);
        for (int i = 0; i < count; ++i) {
            const float start = static_cast<float>(i) * step;
            dash_at(std::round(start), std::round(start + step - gap));
        }
    };
    along(rect.w, [&](float from, float to) {
        fill({rect.x + from, rect.y, to - from, 1}, 0, color);
        fill({rect.x + from, rect.bottom() - 1, to - from, 1}, 0, color);
    });
    along(rect.h, [&](float from, float to) {
        fill({rect.x, rect.y + from, 1, to - from}, 0, color);
        fill({rect.right() - 1, rect.y + from, 1, to - from}, 0, color);
    });
}

void Brush::disc(float x, float y, float radius, Color color) {
    fill({x - radius, y - radius, 2 * radius, 2 * radius}, radius, color);
}

void Brush::line(std::span<const ImVec2> points, float width, Color color, bool closed) {
    for (const ImVec2 point : points) list_.PathLineTo(at(point.x, point.y));
    list_.PathStroke(packed(color), closed ? ImDrawFlags_Closed : ImDrawFlags_None, width);
}

void Brush::polygon(std::span<const ImVec2> convex, Color color) {
    for (const ImVec2 point : convex) list_.PathLineTo(at(point.x, point.y));
    list_.PathFillConvex(packed(color));
}

void Brush::drop(float x, float y, float radius, Color color) {
    // The tip is as far below the middle as makes its two sides touch the disc at 30 degrees.
    constexpr float sixth = std::numbers::pi_v<float> / 6;
    list_.PathArcTo(at(x, y), radius, 5 * sixth, 13 * sixth, 24);
    list_.PathLineTo(at(x, y + 2 * radius));
    list_.PathFillConvex(packed(color));
}

void Brush::picture(const Rect& rect, std::uint64_t texture) {
    list_.AddImage(ImTextureRef(texture), at(rect.x, rect.y), at(rect.right(), rect.bottom()));
}

void Brush::fade_down(const Rect& rect, Color from) {
    Color none = from;
    none.a = 0;
    const ImU32 dark = packed(from), clear = packed(none);
    list_.AddRectFilledMultiColor(at(rect.x, rect.y), at(rect.right(), rect.bottom()), dark, dark, clear,
                                  clear);
}

void Brush::text(ImFont* font, const TextLine& line, Color color) {
    if (line.text.empty()) return;
    const ImFontBaked* baked = font->GetFontBaked(line.size);
    // Dear ImGui puts the baseline this far below the position it is given, and moves the position to a whole
    // number.
    const float y = line.baseline - std::round(baked->Ascent) - top_;
    const float whole = std::floor(y);
    const int first = list_.VtxBuffer.Size;
    list_.AddText(font, line.size, {line.x, whole}, packed(color), line.text.data(),
                  line.text.data() + line.text.size());
    // Moved to rows of device px and to thirds of them each pixel shows one texel of a letter's picture
    // (load_fonts), the same one wherever on the page, in the canvas and among other pictures it lies.
    const auto moved_to = [](float position, float step) {
        constexpr float middle = 0.51F;  // what lies in the middle but for the last digits goes one way
        return std::floor(position / step + middle) * step;
    };
    const float row = 1 / density_, third = row / kTexelsAcross;
    for (int glyph = first; glyph + 3 < list_.VtxBuffer.Size; glyph += 4) {
        const ImVec2 corner = list_.VtxBuffer[glyph].pos;
        const float x = moved_to(corner.x, third), down = y - whole + top_;
        const float dx = x - corner.x, dy = moved_to(corner.y + down, row) - top_ - corner.y;
        for (int i = glyph; i < glyph + 4; ++i) {
            list_.VtxBuffer[i].pos.x += dx;
            list_.VtxBuffer[i].pos.y += dy;
        }
    }
}

}  // namespace ensaio::view
