#include <gtest/gtest.h>

#include "core/language.hpp"

namespace {

using namespace ensaio::core;

Language language_of(std::string_view json) {
    Result<Language> language = Language::read(json);
    EXPECT_TRUE(language.has_value());
    return language.value_or(Language{});
}

TEST(Language, arguments_take_their_places) {
    const Language language = language_of(R"({"a": "{1} de {0}: {2} {x} {", "b": "{0}{0}"})");
    EXPECT_EQ(language.text("a", {"cinco", "dois"}), "dois de cinco: {2} {x} {");
    EXPECT_EQ(language.text("b", std::vector<std::string>{"{0}"}),
              "{0}{0}");  // arguments are not filled again
}

TEST(Language, a_missing_key_shows_itself_in_brackets) {
    const Language language = language_of("{}");
    EXPECT_FALSE(language.has("nada"));
    EXPECT_EQ(language.text("nada"), "[nada]");
}

TEST(Language, an_error_is_described_with_place_sentence_and_remedy) {
    const Language language = language_of(
        R"({"error.x": "Falta {0}.", "error.x.remedy": "Use {1}.", "word.json_list": "uma lista"})");
    EXPECT_EQ(language.describe({"x", "screens[3].id", {"id", "word.json_list"}}),
              "screens[3].id: Falta id. Use uma lista.");
    EXPECT_EQ(language.describe({"x", "", {"id", "outro"}}), "Falta id. Use outro.");
}

TEST(Language, only_texts_are_read) {
    const Result<Language> language = Language::read(R"({"a": "b", "c": 1, "a": "d"})");
    ASSERT_FALSE(language.has_value());
    ASSERT_EQ(language.error().size(), 2u);
    EXPECT_EQ(language.error()[0].code, "json.duplicate_member");
    EXPECT_EQ(language.error()[1].code, "json.wrong_type");
    EXPECT_EQ(language.error()[1].where, "c");
    EXPECT_FALSE(Language::read("[]").has_value());
    EXPECT_FALSE(Language::read("").has_value());
}

}  // namespace
