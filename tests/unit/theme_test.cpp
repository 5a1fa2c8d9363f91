#include "view/theme.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace ensaio::view {
namespace {

std::string file_text(const std::filesystem::path& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string govbr_json() { return file_text(ENSAIO_SOURCE_DIR "/assets/themes/govbr.json"); }

std::string with(std::string json, std::string_view old_text, std::string_view new_text) {
    const std::size_t at = json.find(old_text);
    EXPECT_NE(at, std::string::npos) << old_text;
    return json.replace(at, old_text.size(), new_text);
}

core::Errors errors_of(const std::string& json) {
    const auto theme = Theme::read(json);
    return theme ? core::Errors{} : theme.error();
}

bool has(const core::Errors& errors, std::string_view code, std::string_view where) {
    return std::ranges::any_of(
        errors, [&](const core::Error& error) { return error.code == code && error.where == where; });
}

TEST(Theme, contrast_is_that_of_wcag) {
    EXPECT_NEAR(contrast({0, 0, 0}, {255, 255, 255}), 21, 1e-9);
    EXPECT_NEAR(contrast({255, 255, 255}, {255, 255, 255}), 1, 1e-9);
    EXPECT_NEAR(contrast({0x33, 0x33, 0x33}, {255, 255, 255}), 12.63, 0.005);
    EXPECT_NEAR(contrast({0xc2, 0x85, 0x0c}, {255, 255, 255}), 3.16, 0.005);
    EXPECT_NEAR(contrast({0xcc, 0xcc, 0xcc}, {255, 255, 255}), contrast({255, 255, 255}, {0xcc, 0xcc, 0xcc}),
                1e-12);
}

/// `above` over `below`, as the painter's overlays of hovered and pressed controls are mixed.
Color mixed(Color above, Color below, double part) {
    const auto channel = [part](std::uint8_t a, std::uint8_t b) {
        return static_cast<std::uint8_t>(std::lround(a * part + b * (1 - part)));
    };
    return {channel(above.r, below.r), channel(above.g, below.g), channel(above.b, below.b)};
}

constexpr double kHovered = 41 / 255.0, kPressed = 64 / 255.0;  // kHover and kPressed of painter.cpp
constexpr double kWords = 4.5, kShape = 3, kHigh = 7;           // WCAG 2.2: 1.4.3, 1.4.11, 1.4.6

/// One thing painted on another, as the painter and the layout put them together.
struct Painted {
    std::string what;
    Color above, below;
    double least;
};

std::vector<Painted> all_that_is_painted(const Theme& t) {
    std::vector<Painted> pairs;
    const std::pair<const char*, Color> grounds[] = {
        {"the page", t.background},          {"the task bar", t.background_alternative},
        {"information", t.info_background},  {"success", t.success_background},
        {"a warning", t.warning_background}, {"an error", t.danger_background},
    };
    for (const auto& [name, ground] : grounds) {
        const std::string on = std::string(" on ") + name;
        pairs.push_back({"text" + on, t.text, ground, kWords});
        pairs.push_back({"link" + on, t.interactive, ground, kWords});
        pairs.push_back({"hovered link" + on, t.interactive_pressed, ground, kWords});
        pairs.push_back(
            {"hovered text button" + on, t.interactive, mixed(t.interactive, ground, kHovered), kWords});
        pairs.push_back({"pressed text button" + on, t.interactive_pressed,
                         mixed(t.interactive, ground, kPressed), kWords});
        pairs.push_back({"focus ring" + on, t.focus, ground, kShape});
    }
    // The gap between a control and its ring has the ground's colour: that is the ring's other side.
    pairs.push_back({"focus ring, inner side", t.focus, t.background, kShape});
    for (const auto& [name, ground] : {grounds[0], grounds[1], grounds[3]})
        pairs.push_back({std::string("small text on ") + name, t.text_secondary, ground, kWords});
    const std::pair<const char*, Color> fills[] = {
        {"main button", t.interactive},
        {"main button hovered", t.interactive_hover},
        {"main button pressed", t.interactive_pressed},
        {"destroying button", t.danger},
        {"destroying button hovered", mixed(t.text, t.danger, kHovered)},
        {"destroying button pressed", mixed(t.text, t.danger, kPressed)},
    };
    for (const auto& [name, fill] : fills) {
        pairs.push_back({std::string("words of the ") + name, t.text_on_interactive, fill, kWords});
        pairs.push_back({std::string("shape of the ") + name, fill, t.background, kShape});
    }
    pairs.push_back(
        {"hovered point of a scale", t.text, mixed(t.interactive, t.background, kHovered), kWords});
    pairs.push_back(
        {"pressed point of a scale", t.text, mixed(t.interactive, t.background, kPressed), kWords});
    pairs.push_back({"error message", t.danger, t.background, kWords});
    pairs.push_back({"waiting step", t.text_secondary, t.background, kWords});
    const std::tuple<const char*, Color, Color> signs[] = {
        {"information", t.info, t.info_background},
        {"success", t.success, t.success_background},
        {"warning", t.warning, t.warning_background},
        {"error", t.danger, t.danger_background},
    };
    for (const auto& [name, sign, ground] : signs) {
        pairs.push_back({std::string("sign of ") + name, sign, ground, kShape});
        pairs.push_back({std::string("mark in the sign of ") + name, t.text_on_interactive, sign, kShape});
    }
    pairs.push_back({"sign of chosen files", t.success, t.background, kShape});
    pairs.push_back({"chosen radio", t.selected, t.background, kShape});
    pairs.push_back({"check in its square", t.text_on_interactive, t.selected, kShape});
    pairs.push_back({"check in a square in error", t.text_on_interactive, t.danger, kShape});
    pairs.push_back({"border of a field", t.border_strong, t.background, kShape});
    pairs.push_back({"border of a field in the task bar", t.border_strong, t.background_alternative, kShape});
    pairs.push_back({"border of a field in error", t.danger, t.background, kShape});
    pairs.push_back({"notice strip", t.notice_text, t.notice_background, kWords});
    pairs.push_back({"city's bar", t.text_on_header, t.header_background, kWords});
    pairs.push_back({"link in the city's bar", t.link_on_header, t.header_background, kWords});
    const bool dark = contrast(t.focus, t.header_background) < contrast(t.focus_on_dark, t.header_background);
    pairs.push_back(
        {"focus ring in the city's bar", dark ? t.focus_on_dark : t.focus, t.header_background, kShape});
    pairs.push_back({"footer", t.text_on_dark, t.background_dark, kWords});
    pairs.push_back({"link in the footer", t.link_on_dark, t.background_dark, kWords});
    pairs.push_back({"focus ring in the footer", t.focus_on_dark, t.background_dark, kShape});
    return pairs;
}

TEST(Theme, all_that_is_painted_can_be_seen_in_every_theme) {
    int themes = 0;
    for (const auto& entry : std::filesystem::directory_iterator(ENSAIO_SOURCE_DIR "/assets/themes")) {
        SCOPED_TRACE(entry.path().filename());
        const auto theme = Theme::read(file_text(entry.path()));
        ASSERT_TRUE(theme.has_value()) << theme.error().front().code << " " << theme.error().front().where;
        ++themes;
        const bool high = entry.path().stem().string().starts_with("contraste");
        for (const Painted& pair : all_that_is_painted(*theme))
            EXPECT_GE(contrast(pair.above, pair.below), high ? kHigh : pair.least) << pair.what;
        if (!high) continue;
        EXPECT_GE(contrast(theme->border, theme->background), kHigh) << "lines";
        EXPECT_GE(theme->border_width, 2);
        EXPECT_GE(theme->edge_width, 2) << "grounds alone do not set messages apart";
    }
    EXPECT_GE(themes, 5);
}

TEST(Theme, leaves_the_citys_bar_as_the_page_where_a_file_says_nothing_of_it) {
    const auto theme = Theme::read(govbr_json());
    ASSERT_TRUE(theme.has_value());
    EXPECT_EQ(theme->header_background, theme->background);
    EXPECT_EQ(theme->text_on_header, theme->text);
    EXPECT_EQ(theme->link_on_header, theme->interactive);
    const auto own = Theme::read(with(govbr_json(), R"("info":)",
                                      R"("header_background": "#071d41", "text_on_header": "#ffffff",
                                         "link_on_header": "#c5d4eb", "info":)"));
    ASSERT_TRUE(own.has_value());
    EXPECT_EQ(own->header_background, own->background_dark);
    EXPECT_TRUE(has(errors_of(with(govbr_json(), R"("info":)", R"("header_background": "#071d41", "info":)")),
                    "theme.low_contrast", "colors.text_on_header"));
}

TEST(Theme, larger_text_takes_along_what_it_stands_in) {
    const Theme usual = Theme::read(govbr_json()).value(), twice = usual.with_text_scale(2);
    EXPECT_EQ(twice.size_base, 34);
    EXPECT_EQ(twice.size_h1, 60);
    EXPECT_GE(twice.control_height,
              34 * usual.line_height + usual.control_height - 17 * usual.line_height - 1);
    EXPECT_GT(twice.control_box, usual.control_box);
    EXPECT_EQ(twice.space, usual.space);
    EXPECT_EQ(usual.with_text_scale(1).size_base, usual.size_base);
}

TEST(Theme, text_scales_within_bounds_and_nothing_that_is_pressed_shrinks) {
    const Theme usual = Theme::read(govbr_json()).value();
    EXPECT_EQ(usual.with_text_scale(0.1F).size_base, usual.with_text_scale(0.75F).size_base);
    EXPECT_EQ(usual.with_text_scale(50).size_base, usual.with_text_scale(3).size_base);
    EXPECT_EQ(usual.with_text_scale(0.75F).size_base, 13);
    EXPECT_EQ(usual.with_text_scale(0.75F).control_height, usual.control_height);
    EXPECT_EQ(usual.with_text_scale(0.75F).control_box, usual.control_box);
}

TEST(Theme, the_govbr_theme_reads_and_keeps_its_blue) {
    const auto theme = Theme::read(govbr_json());
    ASSERT_TRUE(theme.has_value());
    EXPECT_EQ(theme->interactive, (Color{0x13, 0x51, 0xb4}));
    EXPECT_EQ(theme->control_height, 48);
}

TEST(Theme, a_border_of_controls_that_cannot_be_seen_is_an_error) {
    const auto errors =
        errors_of(with(govbr_json(), R"("border_strong": "#888888")", R"("border_strong": "#cccccc")"));
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_TRUE(has(errors, "theme.low_contrast", "colors.border_strong"));
    EXPECT_EQ(errors[0].args, (std::vector<std::string>{"background", "1.60", "3.0"}));
}

TEST(Theme, govbrs_own_gold_is_too_light_for_the_focus_on_grey) {
    EXPECT_TRUE(
        has(errors_of(with(govbr_json(), "#a8720a", "#c2850c")), "theme.low_contrast", "colors.focus"));
}

TEST(Theme, tells_all_that_is_wrong_at_once) {
    std::string json = with(govbr_json(), "#1351b4", "azul");
    json = with(json, R"("size_base": 17)", R"("size_base": 12)");
    json = with(json, R"("space": 8)", R"("space": 7.5)");
    json = with(json, R"("text": "#333333")", R"("texto": "#333333")");
    const auto errors = errors_of(json);
    EXPECT_TRUE(has(errors, "theme.bad_color", "colors.interactive"));
    EXPECT_TRUE(has(errors, "json.out_of_range", "lengths.size_base"));
    EXPECT_TRUE(has(errors, "theme.not_whole", "lengths.space"));
    EXPECT_TRUE(has(errors, "json.missing", "colors.text"));
    EXPECT_TRUE(has(errors, "json.unknown_member", "colors.texto"));
}

TEST(Theme, a_colour_is_a_number_sign_and_six_digits_and_nothing_else) {
    for (const std::string_view text :
         {"", "1351b4", "#1351b", "#1351b44", "#1351bg", "#-351b4", "# 351b4", "rgb(1,2,3)"}) {
        const auto errors = errors_of(with(govbr_json(), "#1351b4", text));
        EXPECT_TRUE(has(errors, "theme.bad_color", "colors.interactive")) << text;
    }
}

TEST(Theme, another_format_is_not_read_as_this_one) {
    EXPECT_TRUE(
        has(errors_of(with(govbr_json(), R"("format": 1)", R"("format": 2)")), "theme.format", "format"));
}

}  // namespace
}  // namespace ensaio::view
