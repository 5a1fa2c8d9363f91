#include <gtest/gtest.h>

#include "core/text.hpp"

namespace {

using namespace ensaio::core;

TEST(Text, code_points_are_counted_and_not_bytes) {
    EXPECT_EQ(code_points(""), 0u);
    EXPECT_EQ(code_points("São João"), 8u);
    EXPECT_EQ(code_points("😀"), 1u);
    EXPECT_EQ(code_points("a\xff\xfe"), 3u);
}

TEST(Text, only_well_formed_utf8_is_valid) {
    EXPECT_TRUE(is_valid_utf8("ação, € e 😀"));
    EXPECT_TRUE(is_valid_utf8("\xef\xbf\xbd"));                    // U+FFFD itself is a character
    EXPECT_FALSE(is_valid_utf8("\xe7\xe3o"));                      // Latin-1
    EXPECT_FALSE(is_valid_utf8("\xc0\xaf"));                       // longer than needed
    EXPECT_FALSE(is_valid_utf8("\xed\xa0\x80"));                   // a surrogate
    EXPECT_FALSE(is_valid_utf8("\xf4\x90\x80\x80"));               // beyond U+10FFFF
    EXPECT_FALSE(is_valid_utf8(std::string_view("\xe2\x82", 2)));  // cut off
}

TEST(Text, every_code_point_survives_encoding_and_decoding) {
    for (const char32_t c : {U'a', U'\x7f', U'\x80', U'\x7ff', U'\x800', U'\xd7ff', U'\xe000', U'\xffff',
                             U'\x10000', U'\x10ffff'}) {
        std::string text;
        append_utf8(text, c);
        std::size_t at = 0;
        EXPECT_EQ(next_code_point(text, at), c);
        EXPECT_EQ(at, text.size());
    }
}

TEST(Text, an_invalid_byte_advances_by_one) {
    const std::string_view text = "\xe2(\xa1";
    std::size_t at = 0;
    EXPECT_EQ(next_code_point(text, at), U'\xfffd');
    EXPECT_EQ(at, 1u);
    EXPECT_EQ(next_code_point(text, at), U'(');
}

TEST(Text, trimming_takes_ascii_and_no_break_spaces_off_both_ends) {
    EXPECT_EQ(trim(" \t\r\n\xc2\xa0 Rua  das Flores \xc2\xa0"), "Rua  das Flores");
    EXPECT_EQ(trim(" \xc2\xa0 "), "");
    EXPECT_EQ(trim("à"), "à");  // ends in the byte of a no-break space
}

TEST(Text, punctuation_is_dropped_from_codes) {
    EXPECT_EQ(digits_only("529.982.247-25"), "52998224725");
    EXPECT_EQ(alphanumerics_upper(" 12.abc.345/01De-35 "), "12ABC34501DE35");
    EXPECT_EQ(digits_only("número ٣"), "");
}

TEST(Text, folding_ignores_case_and_accents) {
    EXPECT_EQ(fold("São João"), "sao joao");
    EXPECT_EQ(fold("ÀÇÉÑÕÜ"), "acenou");
    EXPECT_EQ(fold("Sa\xcc\x83o"), "sao");  // a and a combining tilde
    EXPECT_EQ(fold("Straße × 2 ÷ 3"), "strasse × 2 ÷ 3");
}

TEST(Text, a_json_string_is_escaped_where_json_asks_for_it_and_nowhere_else) {
    std::string json = "[";
    append_json_string(json, "a \"b\" c\\d\n\x01 ção");
    EXPECT_EQ(json, "[\"a \\\"b\\\" c\\\\d\\u000a\\u0001 ção\"");
}

}  // namespace
