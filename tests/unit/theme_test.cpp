#include "view/theme.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

namespace ensaio::view {
namespace {

std::string govbr_json() {
    std::ifstream file(ENSAIO_SOURCE_DIR "/assets/themes/govbr.json");
    return {std::istreambuf_iterator<char>(file), {}};
}

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
