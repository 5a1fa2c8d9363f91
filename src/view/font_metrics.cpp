#include <algorithm>
#include <array>
#include <ranges>

#include "core/text.hpp"
#include "font_metrics_data.hpp"
#include "view/boxes.hpp"

namespace ensaio::view {

namespace {

constexpr std::uint16_t look_up(const FontMetricsData& font, char32_t code_point) {
    const auto found = std::ranges::lower_bound(font.advances, code_point, {}, &FontAdvance::code_point);
    return found != font.advances.end() && found->code_point == code_point ? found->advance : 0;
}

/// Advances of Latin-1, where nearly all text is, without a search.
constexpr std::array<std::uint16_t, 256> latin_1(const FontMetricsData& font) {
    std::array<std::uint16_t, 256> advances{};
    for (char32_t c = 0; c < advances.size(); ++c) {
        const std::uint16_t found = look_up(font, c);
        advances[c] = found != 0 ? found : font.missing;
    }
    return advances;
}

struct Face {
    const FontMetricsData& font;
    std::array<std::uint16_t, 256> latin;
};
constexpr Face kRegular{kRegularMetrics, latin_1(kRegularMetrics)};
constexpr Face kSemiBold{kSemiBoldMetrics, latin_1(kSemiBoldMetrics)};

const Face& face(Weight weight) { return weight == Weight::regular ? kRegular : kSemiBold; }

std::uint16_t units(const Face& of, char32_t code_point) {
    if (code_point < of.latin.size()) return of.latin[code_point];
    const std::uint16_t found = look_up(of.font, code_point);
    return found != 0 ? found : of.font.missing;
}

float scaled(const Face& of, float units, float size) {
    return units * size / static_cast<float>(of.font.units_per_em);
}

}  // namespace

float FontMetrics::advance(Weight weight, char32_t code_point, float size) {
    const Face& of = face(weight);
    return scaled(of, units(of, code_point), size);
}

float FontMetrics::width(Weight weight, std::string_view text, float size) {
    const Face& of = face(weight);
    float sum = 0;
    for (std::size_t at = 0; at < text.size();) sum += units(of, core::next_code_point(text, at));
    return scaled(of, sum, size);
}

float FontMetrics::ascent(Weight weight, float size) {
    return scaled(face(weight), face(weight).font.ascender, size);
}

float FontMetrics::descent(Weight weight, float size) {
    return -scaled(face(weight), face(weight).font.descender, size);
}

}  // namespace ensaio::view
