#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "core/json.hpp"
#include "core/limits.hpp"

namespace {

using namespace ensaio::core;

struct Lamp {
    std::string name;
    std::int32_t level = -1;
    std::uint64_t serial = 0;
    double weight = 0;
    bool on = false;

    template <class Archive>
    void serialize(Archive& archive) {
        archive(cereal::make_nvp("name", name), cereal::make_nvp("level", level),
                cereal::make_nvp("serial", serial), cereal::make_nvp("weight", weight),
                cereal::make_nvp("on", on));
    }
};

struct Room {
    std::vector<Lamp> lamps;
    std::optional<std::string> note;
    std::map<std::string, std::string> labels;

    void load(JsonReader& json) {
        json(list_nvp("lamps", lamps, 3, "room.too_many"), optional_nvp("note", note),
             optional_nvp("labels", labels));
    }
};

constexpr std::string_view kLamp = R"({"name": "a", "level": 1, "serial": 2, "weight": 0.5, "on": true})";

std::string room_of(std::string_view lamps) { return R"({"lamps": [)" + std::string(lamps) + "]}"; }

std::vector<std::string> mistakes_in(std::string_view json) {
    JsonReader reader(json, 100'000);
    Room room;
    reader(room);
    std::vector<std::string> lines;
    for (const Error& error : reader.in_file_order()) lines.push_back(error.code + "|" + error.where);
    return lines;
}

using Lines = std::vector<std::string>;

TEST(Json, values_are_read_exactly) {
    JsonReader reader(
        R"({"name":"Rua \"São\"\n2","level":-40,"serial":18446744073709551615,"weight":0.1,"on":true})",
        1000);
    Lamp lamp;
    reader(lamp);
    EXPECT_TRUE(reader.in_file_order().empty());
    EXPECT_EQ(lamp.name, "Rua \"São\"\n2");
    EXPECT_EQ(lamp.level, -40);
    EXPECT_EQ(lamp.serial, 18446744073709551615ULL);
    EXPECT_EQ(lamp.weight, 0.1);
    EXPECT_TRUE(lamp.on);
}

TEST(Json, numbers_are_read_to_the_last_bit_and_wild_ones_not_at_all) {
    std::mt19937_64 random(1);
    const auto below = [&](std::uint64_t end) { return random() % end; };
    const auto digits = [&](std::size_t count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) text += static_cast<char>('0' + below(10));
        return text;
    };
    std::size_t read = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::size_t longest = below(4) == 0 ? 900 : 20;
        std::string number = below(2) == 0 ? "-" : "";
        number += below(4) == 0 ? "0" : std::to_string(1 + below(9)) + digits(below(longest));
        if (below(4) != 0)
            number += '.' + std::string(below(2) * below(longest), '0') + digits(1 + below(longest));
        const std::uint64_t exponent = below(4) == 0 ? below(1200) : below(201);
        const bool has_exponent = below(4) != 0;
        if (has_exponent) number += (below(2) == 0 ? "e" : "E-") + std::to_string(exponent);
        JsonReader reader(R"({"name":"a","level":1,"serial":1,"on":true,"weight":)" + number + "}", 10'000);
        Lamp lamp;
        reader(lamp);
        const bool is_zero =
            number.substr(0, number.find_first_of("eE")).find_first_of("123456789") == std::string::npos;
        if (number.size() > (is_zero ? 20 : 40) || (has_exponent && exponent > (is_zero ? 2 : 200))) {
            ASSERT_EQ(reader.in_file_order().size(), 1U) << number;
            ASSERT_EQ(reader.in_file_order().front().code, "json.wild_number");
            continue;
        }
        ++read;
        ASSERT_TRUE(reader.in_file_order().empty()) << number;
        ASSERT_EQ(lamp.weight, std::strtod(number.c_str(), nullptr)) << number;
    }
    EXPECT_GT(read, 5000U);
    EXPECT_EQ(mistakes_in(room_of("1e201")), Lines{"json.wild_number|"});
    EXPECT_EQ(mistakes_in(room_of(R"({"name": "1e999", "level": 1, "serial": 1, "weight": 1, "on": true})")),
              Lines{});
}

TEST(Json, a_good_file_is_read_whole) {
    JsonReader reader(
        R"({"labels": {"x": "y"}, "lamps": [)" + std::string(kLamp) + R"(], "note": "é \u00e9"})", 1000);
    Room room;
    reader(room);
    EXPECT_TRUE(reader.in_file_order().empty());
    ASSERT_EQ(room.lamps.size(), 1u);
    EXPECT_EQ(room.lamps[0].weight, 0.5);
    EXPECT_EQ(room.note, "é é");
    EXPECT_EQ(room.labels.at("x"), "y");
}

TEST(Json, all_mistakes_are_told_in_the_order_of_the_file) {
    EXPECT_EQ(
        mistakes_in(
            R"({"note": 1, "other": 2, "lamps": [{"on": "yes", "name": null, "level": 9, "weight": "1", "serial": -1}, 7, {}],
                             "labels": {"a": [], "b": "", "b": ""}, "note": "x"})"),
        (Lines{"json.wrong_type|note", "json.unknown_member|other", "json.wrong_type|lamps[0].on",
               "json.wrong_type|lamps[0].name", "json.wrong_type|lamps[0].weight",
               "json.too_small|lamps[0].serial", "json.wrong_type|lamps[1]", "json.missing|lamps[2].name",
               "json.missing|lamps[2].level", "json.missing|lamps[2].serial", "json.missing|lamps[2].weight",
               "json.missing|lamps[2].on", "json.wrong_type|labels.a", "json.duplicate_member|labels.b"}));
}

TEST(Json, a_member_given_twice_is_refused) {
    EXPECT_EQ(mistakes_in(R"({"lamps": [], "lamps": []})"), Lines{"json.duplicate_member|lamps"});
}

TEST(Json, a_list_that_is_too_long_is_not_read) {
    const std::string lamp(kLamp);
    EXPECT_EQ(mistakes_in(room_of(lamp + "," + lamp + "," + lamp)), Lines{});
    EXPECT_EQ(mistakes_in(room_of("1, 2, 3, 4")), Lines{"room.too_many|lamps"});
}

TEST(Json, numbers_must_fit_their_type) {
    const auto with_level = [](const std::string& level) {
        return mistakes_in(
            room_of(R"({"name": "a", "serial": 2, "weight": 1e200, "on": true, "level": )" + level + "}"));
    };
    EXPECT_EQ(with_level("-2147483648"), Lines{});
    EXPECT_EQ(with_level("2147483648"), Lines{"json.out_of_range|lamps[0].level"});
    EXPECT_EQ(with_level("18446744073709551615"), Lines{"json.out_of_range|lamps[0].level"});
    EXPECT_EQ(with_level("1.0"), Lines{"json.not_whole|lamps[0].level"});
    EXPECT_EQ(with_level("1.5"), Lines{"json.not_whole|lamps[0].level"});
    EXPECT_EQ(with_level("1e30"), Lines{"json.out_of_range|lamps[0].level"});
    EXPECT_EQ(with_level("\"1\""), Lines{"json.wrong_type|lamps[0].level"});
    EXPECT_EQ(with_level("1e999"), Lines{"json.wild_number|"});
    EXPECT_EQ(with_level("NaN"), Lines{"json.syntax|"});
    EXPECT_EQ(with_level("-Infinity"), Lines{"json.syntax|"});
}

TEST(Json, a_syntax_mistake_names_line_and_column_in_characters) {
    JsonReader reader("{\n  \"lamps\": [],\n  \"nótulas\" 1\n}", 1000);
    ASSERT_EQ(reader.mistakes().list().size(), 1u);
    EXPECT_EQ(reader.mistakes().list()[0], (Error{"json.syntax", "", {"3", "13"}}));
}

TEST(Json, brackets_nest_to_the_limit_and_no_deeper) {
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_TRUE(JsonReader(nested(kMaxJsonDepth), 100'000).mistakes().empty());
    EXPECT_EQ(mistakes_in(nested(kMaxJsonDepth + 1)), Lines{"json.too_deep|"});
    EXPECT_EQ(mistakes_in(std::string(20'000, '[')), Lines{"json.too_deep|"});
    EXPECT_EQ(mistakes_in(R"({"lamps": [], "note": "\"[[[[[[[[[[[[[[[[[[[[[["})"), Lines{});
}

TEST(Json, what_is_too_large_or_not_text_is_refused_before_parsing) {
    EXPECT_EQ(mistakes_in(std::string(100'001, ' ')), Lines{"json.too_large|"});
    EXPECT_EQ(mistakes_in("{\"lamps\": [], \"note\": \"\xe9\"}"), Lines{"json.not_utf8|"});
    EXPECT_EQ(mistakes_in(std::string_view("{\"lamps\": []}\0", 14)), Lines{"json.syntax|"});
    EXPECT_EQ(mistakes_in(""), Lines{"json.empty|"});
    EXPECT_EQ(mistakes_in(" \n"), Lines{"json.empty|"});
    EXPECT_EQ(mistakes_in("{\"lamps\": []} x"), Lines{"json.syntax|"});
    EXPECT_EQ(mistakes_in("\xef\xbb\xbf{\"lamps\": []}"), Lines{});  // editors on Windows begin a file so
}

TEST(Json, texts_hold_only_what_can_be_shown) {
    EXPECT_EQ(mistakes_in(R"({"lamps": [], "note": "a\u0000"})"), Lines{"json.bad_character|note"});
    EXPECT_EQ(mistakes_in(R"({"lamps": [], "note": "\udc00"})"), Lines{"json.bad_character|note"});
    EXPECT_EQ(mistakes_in(R"({"lamps": [], "note": "\ud800"})"), Lines{"json.syntax|"});
    EXPECT_EQ(mistakes_in(R"({"lamps": [], "note": "a\n\tb"})"), Lines{});
    EXPECT_EQ(mistakes_in(R"({"lamps": [], "note": ")" + std::string(kMaxTextBytes + 1, 'a') + "\"}"),
              Lines{"json.too_long|note"});
}

TEST(Json, the_list_of_mistakes_ends_somewhere) {
    std::string json = R"({"lamps": [])";
    for (int i = 0; i < 5000; ++i) json += ", \"x" + std::to_string(i) + "\": 1";
    EXPECT_EQ(mistakes_in(json + "}").size(), kMaxReportedErrors);
}

TEST(Json, a_strange_name_is_cut_in_its_path) {
    const Lines lines = mistakes_in(R"({"lamps": [], ")" + std::string(500, 'x') + R"(": 1})");
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_EQ(lines[0], "json.unknown_member|" + std::string(kMaxIdBytes, 'x'));
}

}  // namespace
