#include <cereal/cereal.hpp>

#include "view/theme.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "core/json.hpp"

namespace ensaio::view {

namespace {

constexpr std::size_t kMaxThemeBytes = 20'000;

struct ColorToken {
    const char* name;
    Color Theme::* value;
    Color Theme::* otherwise = nullptr;  // what a file means that leaves it out: an earlier one
};
constexpr ColorToken kColors[] = {
    {"background", &Theme::background},
    {"background_alternative", &Theme::background_alternative},
    {"background_dark", &Theme::background_dark},
    {"border", &Theme::border},
    {"border_strong", &Theme::border_strong},
    {"danger", &Theme::danger},
    {"danger_background", &Theme::danger_background},
    {"focus", &Theme::focus},
    {"focus_on_dark", &Theme::focus_on_dark},
    {"header_background", &Theme::header_background, &Theme::background},
    {"info", &Theme::info},
    {"info_background", &Theme::info_background},
    {"interactive", &Theme::interactive},
    {"interactive_hover", &Theme::interactive_hover},
    {"interactive_pressed", &Theme::interactive_pressed},
    {"link_on_dark", &Theme::link_on_dark},
    {"link_on_header", &Theme::link_on_header, &Theme::interactive},
    {"notice_background", &Theme::notice_background},
    {"notice_text", &Theme::notice_text},
    {"selected", &Theme::selected},
    {"success", &Theme::success},
    {"success_background", &Theme::success_background},
    {"text", &Theme::text},
    {"text_on_dark", &Theme::text_on_dark},
    {"text_on_header", &Theme::text_on_header, &Theme::text},
    {"text_on_interactive", &Theme::text_on_interactive},
    {"text_secondary", &Theme::text_secondary},
    {"warning", &Theme::warning},
    {"warning_background", &Theme::warning_background},
};

struct LengthToken {
    const char* name;
    float Theme::* value;
    double least, most;
    bool whole;
};
constexpr LengthToken kLengths[] = {
    {"border_width", &Theme::border_width, 1, 4, true},
    {"column_width", &Theme::column_width, 320, 900, true},
    {"control_box", &Theme::control_box, 20, 40, true},
    {"control_height", &Theme::control_height, 44, 72, true},
    {"edge_width", &Theme::edge_width, 0, 4, true},
    {"focus_offset", &Theme::focus_offset, 0, 4, true},
    {"focus_width", &Theme::focus_width, 2, 6, true},
    {"gutter_phone", &Theme::gutter_phone, 12, 32, true},
    {"gutter_wide", &Theme::gutter_wide, 12, 64, true},
    {"line_height", &Theme::line_height, 1.3, 2, false},
    {"line_height_tight", &Theme::line_height_tight, 1.1, 2, false},
    {"phone_scale", &Theme::phone_scale, 0.7, 1, false},
    {"radius_button", &Theme::radius_button, 0, 100, true},
    {"radius_large", &Theme::radius_large, 0, 24, true},
    {"radius_small", &Theme::radius_small, 0, 16, true},
    {"size_base", &Theme::size_base, 16, 22, true},  // under 16 px iOS zooms into a field that gets the focus
    {"size_big_number", &Theme::size_big_number, 20, 60, true},
    {"size_h1", &Theme::size_h1, 20, 60, true},
    {"size_h2", &Theme::size_h2, 16, 48, true},
    {"size_h3", &Theme::size_h3, 16, 36, true},
    {"size_lead", &Theme::size_lead, 16, 28, true},
    {"size_small", &Theme::size_small, 14, 20, true},
    {"space", &Theme::space, 4, 12, true},
    {"wide_column_width", &Theme::wide_column_width, 640, 2000, true},
};

constexpr double kText = 4.5, kShape = 3;  // WCAG 2, success criteria 1.4.3 and 1.4.11

/// What stands on what.
struct Pair {
    const char* above;
    const char* below;
    double least;
};
constexpr Pair kPairs[] = {
    {"text", "background", kText},
    {"text", "background_alternative", kText},
    {"text", "info_background", kText},
    {"text", "success_background", kText},
    {"text", "warning_background", kText},
    {"text", "danger_background", kText},
    {"interactive", "background", kText},
    {"interactive", "background_alternative", kText},
    {"interactive", "info_background", kText},
    {"interactive", "success_background", kText},
    {"interactive", "warning_background", kText},
    {"interactive", "danger_background", kText},
    {"interactive_pressed", "background", kText},
    {"interactive_pressed", "background_alternative", kText},
    {"interactive_pressed", "info_background", kText},
    {"interactive_pressed", "success_background", kText},
    {"interactive_pressed", "warning_background", kText},
    {"interactive_pressed", "danger_background", kText},
    {"text_secondary", "background", kText},
    {"text_secondary", "background_alternative", kText},
    {"text_secondary", "success_background", kText},
    {"text_on_interactive", "interactive", kText},
    {"text_on_interactive", "interactive_hover", kText},
    {"text_on_interactive", "interactive_pressed", kText},
    {"text_on_interactive", "danger", kText},
    {"text_on_interactive", "info", kShape},
    {"text_on_interactive", "success", kShape},
    {"text_on_interactive", "warning", kShape},
    {"text_on_interactive", "selected", kShape},
    {"danger", "background", kText},
    {"danger", "danger_background", kShape},
    {"info", "info_background", kShape},
    {"success", "success_background", kShape},
    {"warning", "warning_background", kShape},
    {"success", "background", kShape},
    {"selected", "background", kShape},
    {"border_strong", "background", kShape},
    {"border_strong", "background_alternative", kShape},
    {"focus", "background", kShape},
    {"focus", "background_alternative", kShape},
    {"focus", "info_background", kShape},
    {"focus", "success_background", kShape},
    {"focus", "warning_background", kShape},
    {"focus", "danger_background", kShape},
    {"notice_text", "notice_background", kText},
    {"text_on_header", "header_background", kText},
    {"link_on_header", "header_background", kText},
    {"text_on_dark", "background_dark", kText},
    {"link_on_dark", "background_dark", kText},
    {"focus_on_dark", "background_dark", kShape},
};

/// Not std::to_chars(double): the tables behind it weigh 35 kB on the way to the browser.
std::string number(double value, int decimals) {
    const long scale = decimals == 0 ? 1 : decimals == 1 ? 10 : 100;
    const long scaled = std::lround(value * static_cast<double>(scale));
    std::string digits = std::to_string(scaled / scale);
    if (decimals > 0) {
        const std::string rest = std::to_string(scale + scaled % scale);
        digits += "." + rest.substr(1);
    }
    return digits;
}

/// "#rrggbb"
bool parse(std::string_view text, Color& color) {
    std::uint32_t rgb = 0;
    if (text.size() != 7 || text.front() != '#') return false;
    const auto [end, error] = std::from_chars(text.data() + 1, text.data() + 7, rgb, 16);
    if (error != std::errc() || end != text.data() + 7) return false;
    color = {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8 & 0xff),
             static_cast<std::uint8_t>(rgb & 0xff)};
    return true;
}

struct Colors {
    Theme& theme;
};

void load(core::JsonReader& json, Colors& colors) {
    for (const ColorToken& token : kColors) {
        std::string text;
        const std::string where = std::string("colors.") + token.name;
        if (token.otherwise != nullptr) {
            json(core::optional_nvp(token.name, text));
            colors.theme.*token.value = colors.theme.*token.otherwise;
            if (text.empty()) continue;
        } else {
            text = "#000000";
            json(cereal::make_nvp(token.name, text));
        }
        if (!parse(text, colors.theme.*token.value)) json.mistakes().add("theme.bad_color", where, {text});
    }
}

struct Lengths {
    Theme& theme;
};

void load(core::JsonReader& json, Lengths& lengths) {
    for (const LengthToken& token : kLengths) {
        double value = static_cast<double>(lengths.theme.*token.value);
        json(core::optional_nvp(token.name, value));
        const std::string where = std::string("lengths.") + token.name;
        if (!(value >= token.least && value <= token.most)) {
            json.mistakes().add(
                "json.out_of_range", where,
                {number(token.least, token.whole ? 0 : 1), number(token.most, token.whole ? 0 : 1)});
        } else if (token.whole && value != std::floor(value)) {
            json.mistakes().add("theme.not_whole", where);
        } else {
            lengths.theme.*token.value = static_cast<float>(value);
        }
    }
}

struct File {
    Theme theme;
    std::uint32_t format = 0;
};

void load(core::JsonReader& json, File& file) {
    Colors colors{file.theme};
    Lengths lengths{file.theme};
    json(cereal::make_nvp("format", file.format), cereal::make_nvp("colors", colors),
         core::optional_nvp("lengths", lengths));
    if (file.format != 1) json.mistakes().add("theme.format", "format", {std::to_string(file.format)});
}

Color color_named(const Theme& theme, std::string_view name) {
    for (const ColorToken& token : kColors) {
        if (token.name == name) return theme.*token.value;
    }
    return {};
}

/// Of one channel, linear (WCAG 2, relative luminance).
double linear(std::uint8_t channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow(static_cast<float>((c + 0.055) / 1.055), 2.4F);
}

double luminance(Color color) {
    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

}  // namespace

core::Result<Theme> Theme::read(std::string_view json) {
    core::JsonReader reader(json, kMaxThemeBytes);
    File file;
    reader(file);
    if (reader.mistakes().empty()) {
        for (const Pair& pair : kPairs) {
            const double found =
                contrast(color_named(file.theme, pair.above), color_named(file.theme, pair.below));
            if (found >= pair.least) continue;
            // Rounded down: 4.499 is not 4.50.
            const std::string shown = number(std::floor(found * 100) / 100, 2);
            reader.mistakes().add("theme.low_contrast", std::string("colors.") + pair.above,
                                  {pair.below, shown, number(pair.least, 1)});
        }
    }
    if (!reader.mistakes().empty()) return std::unexpected(reader.in_file_order());
    return file.theme;
}

Theme Theme::with_text_scale(float scale) const {
    Theme theme = *this;
    theme.text_scale = std::clamp(scale, 0.75F, 3.0F);
    for (const LengthToken& token : kLengths) {
        if (!std::string_view(token.name).starts_with("size_")) continue;
        theme.*token.value = std::round(theme.*token.value * theme.text_scale);
    }
    const float more = std::max(0.0F, theme.text_scale - 1);
    theme.control_height += std::round(more * size_base * line_height);
    theme.control_box = std::round(control_box * std::min(1 + more, 1.75F));
    theme.column_width = std::round(column_width * (1 + more));
    theme.wide_column_width = std::round(wide_column_width * (1 + more));
    return theme;
}

double contrast(Color a, Color b) {
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

}  // namespace ensaio::view
