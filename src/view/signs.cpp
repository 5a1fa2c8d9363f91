#include "view/signs.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace ensaio::view {

namespace {

/// Strokes with round ends on a grid of 24 by 24 put over a square.
struct Grid {
    Brush& brush;
    const Rect& square;

    ImVec2 point(ImVec2 on_grid) const {
        return {square.x + on_grid.x * square.w / 24, square.y + on_grid.y * square.h / 24};
    }
    float length(float on_grid) const { return on_grid * square.w / 24; }

    void dot(ImVec2 middle, float radius, Color color) const {
        const ImVec2 placed = point(middle);
        brush.disc(placed.x, placed.y, length(radius), color);
    }
    void stroke(std::initializer_list<ImVec2> points, float width, Color color) const {
        std::vector<ImVec2> placed;
        for (const ImVec2 p : points) placed.push_back(point(p));
        brush.line(placed, length(width), color);
        dot(*points.begin(), width / 2, color);
        dot(*(points.end() - 1), width / 2, color);
    }
    void polygon(std::initializer_list<ImVec2> points, Color color) const {
        std::vector<ImVec2> placed;
        for (const ImVec2 p : points) placed.push_back(point(p));
        brush.polygon(placed, color);
        for (std::size_t i = 0; i < placed.size(); ++i) {
            // Round corners.
            const ImVec2 pair[] = {placed[i], placed[(i + 1) % placed.size()]};
            brush.line(pair, length(2), color);
            brush.disc(placed[i].x, placed[i].y, length(1), color);
        }
    }
    void star(Color color, bool filled) const {
        constexpr int tips = 5;
        constexpr float outer = 10.5F, inner = 4.6F;
        const ImVec2 middle{12, 12.8F};
        std::array<ImVec2, 2 * tips> outline;
        for (int i = 0; i < 2 * tips; ++i) {
            const float angle = std::numbers::pi_v<float> * static_cast<float>(i) / tips;
            const float radius = i % 2 == 0 ? outer : inner;
            outline[static_cast<std::size_t>(i)] =
                point({middle.x + radius * std::sin(angle), middle.y - radius * std::cos(angle)});
        }
        if (filled) {
            // A star is not convex: tip by tip, and a line where two of them meet.
            for (std::size_t tip = 0; tip < outline.size(); tip += 2) {
                const ImVec2 right = outline[tip + 1],
                             left = outline[(tip + outline.size() - 1) % outline.size()];
                const ImVec2 kite[] = {outline[tip], right, point(middle), left};
                brush.polygon(kite, color);
                const ImVec2 seam[] = {point(middle), right};
                brush.line(seam, length(1), color);
            }
        }
        brush.line(outline, length(1.6F), color, true);
    }
};

}  // namespace

void draw_sign(Brush& brush, Sign sign, const Rect& square, Color color, Color ground) {
    const Grid grid{brush, square};
    switch (sign) {
        case Sign::information:
            grid.dot({12, 12}, 11, color);
            grid.dot({12, 7.2F}, 1.4F, ground);
            grid.stroke({{12, 11.2F}, {12, 17}}, 2.4F, ground);
            break;
        case Sign::exclamation:
            grid.dot({12, 12}, 11, color);
            grid.stroke({{12, 7}, {12, 12.8F}}, 2.4F, ground);
            grid.dot({12, 17}, 1.4F, ground);
            break;
        case Sign::check:
            grid.dot({12, 12}, 11, color);
            grid.stroke({{7, 12.4F}, {10.6F, 16}, {17, 8.8F}}, 2.2F, ground);
            break;
        case Sign::warning:
            grid.polygon({{12, 3}, {22, 20}, {2, 20}}, color);
            grid.stroke({{12, 9}, {12, 13.6F}}, 2.2F, ground);
            grid.dot({12, 17.2F}, 1.3F, ground);
            break;
        case Sign::back: grid.stroke({{9.5F, 5}, {2.5F, 12}, {9.5F, 19}}, 2.4F, color); break;
        case Sign::chevron_down: grid.stroke({{5, 9}, {12, 16}, {19, 9}}, 2.4F, color); break;
        case Sign::chevron_up: grid.stroke({{5, 15}, {12, 8}, {19, 15}}, 2.4F, color); break;
        case Sign::upload:
            grid.stroke({{12, 16}, {12, 4}}, 2, color);
            grid.stroke({{7, 9}, {12, 4}, {17, 9}}, 2, color);
            grid.stroke({{3, 15}, {3, 20}, {21, 20}, {21, 15}}, 2, color);
            break;
        case Sign::trash:
            grid.stroke({{4, 6.5F}, {20, 6.5F}}, 2, color);
            grid.stroke({{9, 6}, {9, 3.5F}, {15, 3.5F}, {15, 6}}, 2, color);
            grid.stroke({{6, 7}, {7, 21}, {17, 21}, {18, 7}}, 2, color);
            grid.stroke({{10.2F, 11}, {10.2F, 17}}, 1.6F, color);
            grid.stroke({{13.8F, 11}, {13.8F, 17}}, 1.6F, color);
            break;
        case Sign::envelope:
            grid.dot({12, 12}, 12, color);
            grid.stroke({{6, 8}, {18, 8}, {18, 16}, {6, 16}, {6, 8}}, 1.2F, ground);
            grid.stroke({{6.4F, 8.6F}, {12, 13}, {17.6F, 8.6F}}, 1.2F, ground);
            break;
        case Sign::person:
            grid.dot({12, 12}, 12, color);
            grid.dot({12, 9.4F}, 3.2F, ground);
            grid.polygon(
                {{7.2F, 18}, {8.4F, 15.4F}, {10.6F, 14.4F}, {13.4F, 14.4F}, {15.6F, 15.4F}, {16.8F, 18}},
                ground);
            break;
        case Sign::star_empty: grid.star(color, false); break;
        case Sign::star_filled: grid.star(color, true); break;
    }
}

}  // namespace ensaio::view
