#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "analytics/report_parts.hpp"

namespace ensaio::analytics {
namespace {

std::string px(double value) { return std::to_string(std::lround(value)); }

std::string start(int height, std::string_view title) {
    return "<svg class=\"chart\" width=\"100%\" height=\"" + px(height) + "\" role=\"img\" aria-label=\"" +
           escaped(title) + "\"><title>" + escaped(title) + "</title>";
}

std::string rect(std::string_view name, double from, double width, int top, int height) {
    return "<rect class=\"" + std::string(name) + "\" x=\"" + Html::part(from) + "\" width=\"" +
           Html::part(std::max(0.0, width)) + "\" y=\"" + px(top) + "\" height=\"" + px(height) + "\"/>";
}

std::string line(std::string_view name, double x1, int y1, double x2, int y2) {
    return "<line class=\"" + std::string(name) + "\" x1=\"" + Html::part(x1) + "\" y1=\"" + px(y1) +
           "\" x2=\"" + Html::part(x2) + "\" y2=\"" + px(y2) + "\"/>";
}

std::string dot(std::string_view name, double x, int y, int radius) {
    return "<circle class=\"" + std::string(name) + "\" cx=\"" + Html::part(x) + "\" cy=\"" + px(y) +
           "\" r=\"" + px(radius) + "\"/>";
}

/// `side`: "start", "middle" or "end" of the text is at x.
std::string label(std::string_view name, double x, int y, std::string_view side, std::string_view words) {
    return "<text class=\"" + std::string(name) + "\" x=\"" + Html::part(x) + "\" y=\"" + px(y) +
           "\" text-anchor=\"" + std::string(side) + "\">" + escaped(words) + "</text>";
}

std::string_view side_at(double x) { return x <= 0 ? "start" : x >= 1 ? "end" : "middle"; }

}  // namespace

std::string share_chart(double share, const Interval& interval, std::string_view title) {
    std::string svg = start(28, title);
    for (int i = 0; i <= 4; ++i) svg += line("grid", i / 4.0, 0, i / 4.0, 28);
    svg += line("track", 0, 14, 1, 14);
    svg += rect("span", interval.low, interval.high - interval.low, 8, 12);
    svg += line("end", interval.low, 6, interval.low, 22) + line("end", interval.high, 6, interval.high, 22);
    return svg + dot("dot", share, 14, 6) + "</svg>";
}

std::string share_scale(const Words& words) {
    std::string svg = "<svg class=\"chart scale\" width=\"100%\" height=\"20\" aria-hidden=\"true\">";
    for (int i = 0; i <= 4; ++i) svg += label("tick", i / 4.0, 14, side_at(i / 4.0), words.percent(i / 4.0));
    return svg + "</svg>";
}

double time_scale_end(double longest) {
    for (const double end : {10, 20, 30, 60, 120, 180, 300, 600, 900, 1200, 1800, 3600, 7200, 14400}) {
        if (longest <= end) return end;
    }
    return 3600 * std::ceil(longest / 3600);
}

std::string time_chart(std::span<const double> seconds, double middle,
                       const std::optional<Interval>& interval, double most, std::string_view title) {
    std::string svg = start(34, title);
    for (int i = 0; i <= 2; ++i) svg += line("grid", i / 2.0, 0, i / 2.0, 34);
    svg += line("track", 0, 17, 1, 17);
    if (interval) {
        const double low = std::min(1.0, interval->low / most), high = std::min(1.0, interval->high / most);
        svg += rect("span", low, high - low, 11, 12) + line("end", low, 9, low, 25);
        // An interval that goes on beyond the scale has no end here.
        if (interval->high <= most) svg += line("end", high, 9, high, 25);
    }
    for (const double one : seconds) svg += dot("ring", std::min(1.0, one / most), 17, 5);
    return svg + line("middle", middle / most, 4, middle / most, 30) + "</svg>";
}

std::string time_scale(double most) {
    std::string svg = "<svg class=\"chart scale\" width=\"100%\" height=\"20\" aria-hidden=\"true\">";
    for (int i = 0; i <= 2; ++i)
        svg += label("tick", i / 2.0, 14, side_at(i / 2.0), Words::duration(most * i / 2));
    return svg + "</svg>";
}

std::string pieces_chart(std::span<const Piece> pieces, std::string_view title) {
    std::size_t all = 0;
    for (const Piece& piece : pieces) all += piece.count;
    std::string svg = start(28, title);
    std::size_t before = 0;
    for (const Piece& piece : pieces) {
        if (piece.count == 0) continue;
        const double from = static_cast<double>(before) / static_cast<double>(all);
        const double width = static_cast<double>(piece.count) / static_cast<double>(all);
        svg += rect("piece " + std::string(piece.kind), from, width, 1, 26);
        svg += label("count " + std::string(piece.kind), from + width / 2, 19, "middle",
                     std::to_string(piece.count));
        before += piece.count;
    }
    return svg + "</svg>";
}

std::string bar_chart(double part, double stopped, std::string_view title) {
    std::string svg = start(18, title);
    svg += rect("back", 0, 1, 3, 12) + rect("bar", 0, part - stopped, 3, 12);
    if (stopped > 0) svg += rect("piece gave_up", part - stopped, stopped, 3, 12);
    return svg + "</svg>";
}

std::string matrix_chart(std::span<const Judged> judged, const Words& words) {
    constexpr int kHeight = 360, kTop = 24, kBottom = 330;
    constexpr double kLeft = 0.03;
    const auto x_of = [](double effort) { return kLeft + (1 - kLeft) * (effort - 0.5) / 5; };
    const auto y_of = [](double impact) {
        return static_cast<int>(kBottom - (kBottom - kTop) * (impact - 0.5) / 5);
    };
    std::string svg = start(kHeight, words.of("report.matrix.title"));
    // High is an impact from 3 and an effort from 4.
    const double turn = x_of(3.5);
    const int level = y_of(2.5);
    svg += rect("quadrant first", kLeft, turn - kLeft, kTop, level - kTop);
    svg += rect("quadrant", turn, 1 - turn, kTop, level - kTop);
    svg += rect("quadrant", kLeft, turn - kLeft, level, kBottom - level);
    svg += rect("quadrant last", turn, 1 - turn, level, kBottom - level);
    const auto name = [&](std::string_view key, double x, int y) {
        svg += label("quadrant_name", x, y, "start",
                     words.language().text("worksheet.definir.quadrant." + std::string(key)));
    };
    name("do_now", kLeft + 0.01, kTop + 18);
    name("plan", turn + 0.01, kTop + 18);
    name("if_time", kLeft + 0.01, kBottom - 8);
    name("not_now", turn + 0.01, kBottom - 8);
    for (int i = 1; i <= 5; ++i) {
        svg += label("tick", x_of(i), kBottom + 16, "middle", std::to_string(i));
        svg += label("tick", 0, y_of(i) + 4, "start", std::to_string(i));
    }
    svg += label("tick", 1, kHeight - 1, "end", words.of("report.matrix.effort") + " →");
    svg += label("tick", 0, 14, "start", "↑ " + words.of("report.matrix.impact"));
    std::map<std::pair<int, int>, std::string> places;
    for (const Judged& one : judged) {
        if (one.impact < 1 || one.impact > 5 || one.effort < 1 || one.effort > 5) continue;
        std::string& ids = places[{one.effort, one.impact}];
        ids += (ids.empty() ? "" : ", ") + one.id;
    }
    for (const auto& [place, ids] : places) {
        const double x = x_of(place.first);
        svg += dot("dot", x, y_of(place.second), 6);
        svg += label("point", x, y_of(place.second) - 10, place.first == 5 ? "end" : "middle", ids);
    }
    return svg + "</svg>";
}

std::string_view chart_patterns() {
    return R"svg(<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>
<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="7" height="7" fill="#dbe8fb"/><rect width="3" height="7" fill="#5b8bd6"/></pattern>
<pattern id="points" width="7" height="7" patternUnits="userSpaceOnUse"><rect width="7" height="7" fill="#fff"/><circle cx="3.5" cy="3.5" r="1.3" fill="#555"/></pattern>
<pattern id="cross" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="#f2f2f2"/><path d="M0 0L8 8M8 0L0 8" stroke="#777" stroke-width="1"/></pattern>
</defs></svg>
)svg";
}

}  // namespace ensaio::analytics
