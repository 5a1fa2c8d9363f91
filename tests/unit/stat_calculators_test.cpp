#include <gtest/gtest.h>

#include <set>
#include <string>

#include "analytics/calculators.hpp"
#include "analytics/json_out.hpp"
#include "core/language.hpp"
#include "random_walk.hpp"

namespace {

using namespace ensaio;
using analytics::calculate;
using analytics::calculators;

std::string good(std::string_view name, std::string_view json) {
    const auto result = calculate(name, json);
    if (result) return *result;
    ADD_FAILURE() << result.error().front().code << " at " << result.error().front().where;
    return {};
}

core::Error bad(std::string_view name, std::string_view json) {
    const auto result = calculate(name, json);
    if (!result) return result.error().front();
    ADD_FAILURE() << *result;
    return {};
}

TEST(Calculators, every_example_of_the_help_can_be_calculated) {
    for (const analytics::Calculator& calculator : calculators()) {
        const std::string result = good(calculator.name, calculator.example);
        EXPECT_GT(result.size(), 2u) << calculator.name;
        EXPECT_TRUE(result.starts_with('{') && result.ends_with('}')) << result;
        EXPECT_EQ(result, good(calculator.name, calculator.example)) << "the same again";
    }
}

TEST(Calculators, each_has_its_own_name_and_its_words_in_every_language) {
    for (const char* tag : {"pt-BR", "en", "es"}) {
        const auto language =
            core::Language::read(trials::read_text("assets/languages/" + std::string(tag) + ".json"));
        ASSERT_TRUE(language.has_value());
        std::set<std::string> names;
        for (const analytics::Calculator& calculator : calculators()) {
            EXPECT_TRUE(names.insert(std::string(calculator.name)).second) << calculator.name;
            EXPECT_TRUE(language->has("stats." + std::string(calculator.name))) << calculator.name;
        }
        EXPECT_EQ(names.size(), 34u);
    }
}

TEST(Calculators, the_page_of_the_format_tells_each_with_its_example) {
    const std::string page = trials::read_text("docs/formats/statistics.md");
    for (const analytics::Calculator& calculator : calculators()) {
        EXPECT_NE(page.find("## `" + std::string(calculator.name) + "`"), std::string::npos)
            << calculator.name;
        EXPECT_NE(page.find("    " + std::string(calculator.example) + "\n"), std::string::npos)
            << calculator.name;
        EXPECT_NE(page.find("    " + good(calculator.name, calculator.example) + "\n"), std::string::npos)
            << calculator.name;
    }
}

TEST(Calculators, four_of_five_come_with_their_intervals) {
    EXPECT_EQ(good("completion", R"({"x": 4, "n": 5})"),
              R"({"x":4,"n":5,"share":0.8,"likely":0.8,"level":0.95,)"
              R"("adjusted_wald":{"low":0.3596311524,"high":0.9796793687},)"
              R"("wilson":{"low":0.3755346298,"high":0.9637758914},)"
              R"("exact":{"low":0.2835820639,"high":0.9949492366}})");
}

TEST(Calculators, an_interval_ends_where_the_scale_does) {
    EXPECT_NE(
        good("umux-lite", R"({"answers": [[7, 7], [1, 1]]})").find(R"("interval":{"low":0,"high":100})"),
        std::string::npos);
    EXPECT_NE(good("seq", R"({"ratings": [1, 7]})").find(R"("interval":{"low":1,"high":7})"),
              std::string::npos);
}

TEST(Calculators, a_missing_answer_is_counted_and_not_scored) {
    const std::string result = good("umux-lite", R"({"answers": [[7, 7], [null, 3]]})");
    EXPECT_TRUE(
        result.starts_with(R"({"people":[{"score":100,"as_sus":87.9},{"score":null}],"incomplete":1,"n":1,)"))
        << result;
    EXPECT_TRUE(good("seq", R"({"ratings": [5, null, 7]})").starts_with(R"({"n":2,"missing":1,"mean":6,)"));
}

TEST(Calculators, ties_are_told) {
    EXPECT_EQ(
        good("gut", R"({"items": [{"name": "a", "gravity": 1, "urgency": 2, "tendency": 3},
                                         {"name": "b", "gravity": 3, "urgency": 2, "tendency": 1},
                                         {"name": "c", "gravity": 1, "urgency": 1, "tendency": 1}]})"),
        R"({"items":[{"name":"a","score":6,"place":1,"tied":true},{"name":"b","score":6,"place":1,"tied":true},)"
        R"({"name":"c","score":1,"place":3,"tied":false}]})");
}

TEST(Calculators, wrong_input_is_named_by_its_field) {
    EXPECT_EQ(bad("completion", R"({"x": 6, "n": 5})").where, "x");
    EXPECT_EQ(bad("completion", R"({"x": 1})").where, "n");
    EXPECT_EQ(bad("completion", R"({"x": 1, "n": 5, "benchmark": 70})").where, "benchmark");
    EXPECT_EQ(bad("completion", R"({"x": -1, "n": 5})").where, "x");
    EXPECT_EQ(bad("completion", R"({"x": 1, "n": 5, "m": 3})").where, "m");
    EXPECT_EQ(bad("completion", R"({"x": "1", "n": 5})").where, "x");
    EXPECT_EQ(bad("time", R"({"times": [3, 0]})").where, "times[1]");
    EXPECT_EQ(bad("sus", R"({"answers": [[1,1,1,1,1,1,1,1,1,1], [1,1,1,1,1,1,1,1,1,6]]})").where,
              "answers[1][9]");
    EXPECT_EQ(bad("sus", R"({"answers": [[1,2,3]]})").where, "answers[0]");
    EXPECT_EQ(bad("seq", R"({"ratings": [5, null, 8]})").where, "ratings[2]");
    EXPECT_EQ(bad("gut", R"({"items": [{"gravity": 1, "urgency": 2, "tendency": 9}]})").where,
              "items[0].tendency");
    EXPECT_EQ(bad("compare-rates", R"({"a": {"x": 1, "n": 0}, "b": {"x": 1, "n": 2}})").where, "a.n");
    EXPECT_EQ(bad("alpha", R"({"answers": [[1, null], [1, 2], [1]]})").where, "answers[2]");
    EXPECT_EQ(bad("severities", R"({"raters": [[1, 2], [1]]})").where, "raters[1]");
    EXPECT_EQ(bad("severities", R"({"raters": [[1, 2], [1, 5]]})").where, "raters[1][1]");
    EXPECT_EQ(bad("severities", R"({"raters": [[1, null], [1, null]]})").where, "raters");
    EXPECT_EQ(bad("fleiss", R"({"counts": [[3, 0], [4, -1]]})").where, "counts[1][1]");
    EXPECT_EQ(bad("kappa", R"({"a": [1], "b": [1], "weights": "heavy"})").where, "weights");
    EXPECT_EQ(bad("discovery-chance", R"({"p": 0.3})").where, "people");
    EXPECT_EQ(bad("time", "[]").code, "json.wrong_type");
    EXPECT_EQ(bad("time", "{").code, "json.syntax");
    EXPECT_EQ(bad("time", "").code, "json.empty");
    EXPECT_EQ(bad("nothing", "{}").code, "statistics.unknown");
}

TEST(Calculators, wrong_input_is_told_for_what_it_is) {
    using core::Error;
    EXPECT_EQ(bad("completion", R"({"x": -1, "n": 5})"), (Error{"json.too_small", "x", {"0"}}));
    EXPECT_EQ(bad("completion", R"({"x": 1.5, "n": 5})"), (Error{"json.not_whole", "x", {}}));
    EXPECT_EQ(bad("discovery-chance", R"({"p": 0.3})"), (Error{"statistics.people_or_goal", "people", {}}));
    EXPECT_EQ(bad("kappa", R"({"a": [1], "b": [1], "most": 500})"),
              (Error{"statistics.out_of_range", "most", {"1", "100"}}));
    EXPECT_EQ(bad("fleiss", R"({"counts": [[1, 0], [0, 1]]})"),
              (Error{"statistics.two_raters", "counts[0]", {}}));
    EXPECT_EQ(bad("krippendorff", R"({"ratings": [[1, null], [null, 2]]})"),
              (Error{"statistics.no_pair", "ratings", {}}));
    EXPECT_EQ(bad("severities", R"({"raters": [[1, null], [1, null]]})"),
              (Error{"statistics.not_judged", "raters", {"2"}}));
    EXPECT_EQ(bad("compare-means", R"({"a": [1, 2, 3], "b": [2, 3, 4], "paired": true})"),
              (Error{"statistics.same_differences", "b", {}}));
}

TEST(Calculators, every_error_has_its_words) {
    const auto language = core::Language::read(trials::read_text("assets/languages/pt-BR.json"));
    for (const auto& error :
         {bad("completion", R"({"x": 6, "n": 5})"), bad("time", R"({"times": [0]})"),
          bad("kappa", R"({"a": [1], "b": [1], "weights": "heavy"})"),
          bad("severities", R"({"raters": [[1, null], [1, null]]})"),
          bad("compare-means", R"({"a": [1, 2], "b": [2, 3], "paired": true})"),
          bad("fleiss", R"({"counts": [[1, 0], [0, 1]]})"),
          bad("krippendorff", R"({"ratings": [[1, null], [null, 2]]})"),
          bad("discovery-chance", R"({"p": 0.3})"), bad("completion", R"({"x": 1.5, "n": 5})")}) {
        const std::string told = language->describe(error);
        EXPECT_TRUE(told.starts_with(error.where + ": ")) << told;
        EXPECT_EQ(told.find("statistics."), std::string::npos) << told;
    }
}

TEST(JsonOut, numbers_have_ten_digits_and_no_locale) {
    analytics::JsonOut out;
    out.object()
        .number("a", 1.0 / 3)
        .number("b", 1e-7)
        .number("c", -0.0)
        .number("d", 1e300 * 1e300)
        .list("e")
        .end();
    EXPECT_EQ(out.object("f").end().text("g", "\"").end().str(),
              R"({"a":0.3333333333,"b":1e-07,"c":0,"d":null,"e":[],"f":{},"g":"\""})");
}

}  // namespace
