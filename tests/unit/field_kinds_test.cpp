#include "prototype/field_kinds.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/date.hpp"

namespace {

using namespace ensaio::prototype;
namespace core = ensaio::core;

const std::int32_t kToday = core::day_of({2026, 11, 3});

Field field_of(FieldKind kind) {
    Field field;
    field.kind = kind;
    return field;
}

Rule check_value(const Field& field, const Value& value) { return check_value(field, value, kToday); }
Rule check(FieldKind kind, const std::string& typed) { return check_value(field_of(kind), {typed}); }
std::string shown(FieldKind kind, const std::string& typed) { return shown_value(field_of(kind), {typed}); }

void expect_all(FieldKind kind, Rule rule, std::initializer_list<const char*> texts) {
    for (const char* text : texts)
        EXPECT_EQ(check(kind, text), rule) << row_of(kind).name << " \"" << text << '"';
}

Field choices_of(FieldKind kind) {
    Field field = field_of(kind);
    const auto add = [&](const char* id, const char* label) {
        field.options.push_back({.id = id, .label = label, .hint = "", .exclusive = false});
    };
    add("buraco", "Buraco"), add("desnivel", "Desnível"), add("raiz", "Raiz de árvore");
    return field;
}

TEST(FieldKinds, every_kind_has_one_row_and_one_name) {
    ASSERT_EQ(field_kinds().size(), static_cast<std::size_t>(FieldKind::rg) + 1);
    for (const KindRow& row : field_kinds()) {
        EXPECT_EQ(&row_of(row.kind), &row);
        for (const KindRow& other : field_kinds())
            EXPECT_TRUE(&row == &other || row.name != other.name) << row.name;
    }
}

TEST(FieldKinds, what_a_person_types_is_private) {
    for (const KindRow& row : field_kinds()) {
        const bool typed = row.family == Family::line || row.family == Family::lines ||
                           row.family == Family::parts || row.family == Family::files;
        EXPECT_TRUE(!typed || row.privacy == Privacy::personal) << row.name;
    }
}

TEST(FieldKinds, a_blank_answer_is_wrong_only_where_an_answer_is_required) {
    for (const KindRow& row : field_kinds()) {
        Field field = field_of(row.kind);
        const Rule rule = row.kind == FieldKind::terms ? Rule::not_accepted : Rule::required;
        const std::vector<Value> blanks = {
            {}, {"  "}, {" \t\u00a0"}, {"\u200b\ufeff"}, Value(row.parts.size(), " ")};
        for (const Value& blank : blanks) {
            field.optional = false;
            EXPECT_EQ(check_value(field, blank), rule) << row.name;
            field.optional = true;
            EXPECT_EQ(check_value(field, blank), Rule::none) << row.name;
            EXPECT_EQ(shown_value(field, blank), "") << row.name;
            EXPECT_EQ(number_of(field, blank), std::nullopt) << row.name;
            EXPECT_EQ(age_of(field, blank, kToday), std::nullopt) << row.name;
        }
    }
}

TEST(FieldKinds, only_kinds_of_several_parts_have_parts) {
    for (const KindRow& row : field_kinds()) {
        EXPECT_EQ(row.parts.size() > 1, row.family == Family::parts) << row.name;
        EXPECT_EQ(row.autocomplete, "off") << row.name;
    }
}

TEST(FieldKinds, a_cpf_is_known_by_its_check_digits) {
    expect_all(FieldKind::cpf, Rule::none,
               {"52998224725", "11144477735", "39053344705", "98765432100", "00000000191", "12345678909"});
    expect_all(FieldKind::cpf, Rule::not_a_cpf,
               {"11111111111", "00000000000", "52998224724", "52998224735", "5299822472", "529982247250",
                "5299822472A", "abc"});
}

/// The two check digits of a CPF or CNPJ, from the weights as the rule gives them: 2, 3 … from the right.
std::string with_check_digits(std::string code, int heaviest) {
    for (int digit = 0; digit < 2; ++digit) {
        int sum = 0;
        for (std::size_t i = 0; i < code.size(); ++i) {
            const int from_right = static_cast<int>(code.size() - 1 - i);
            sum += (code[i] - '0') * (2 + from_right % (heaviest - 1));
        }
        code += static_cast<char>('0' + (sum % 11 < 2 ? 0 : 11 - sum % 11));
    }
    return code;
}

/// Pseudo-random, the same in every run.
struct Dice {
    std::uint32_t state = 20261103;
    std::size_t below(std::size_t count) {
        state = state * 1664525u + 1013904223u;
        return (state >> 8) % count;
    }
};

void expect_one_digit_matters(FieldKind kind, Rule rule, const std::string& code) {
    EXPECT_EQ(check(kind, code), Rule::none) << code;
    // A check digit of 0 stands for two rests: only there another digit before it may give the same one.
    const bool exact = code[code.size() - 2] != '0' && code.back() != '0';
    for (std::size_t at = exact ? 0 : code.size() - 2; at < code.size(); ++at) {
        if (code[at] < '0' || code[at] > '9') continue;
        std::string wrong = code;
        wrong[at] = static_cast<char>('0' + (code[at] - '0' + 1) % 10);
        EXPECT_EQ(check(kind, wrong), rule) << wrong;
    }
}

TEST(FieldKinds, every_cpf_with_its_check_digits_is_right_and_no_other) {
    Dice dice;
    for (int i = 0; i < 2000; ++i) {
        std::string code;
        while (code.size() < 9) code += static_cast<char>('0' + dice.below(10));
        expect_one_digit_matters(FieldKind::cpf, Rule::not_a_cpf, with_check_digits(code, 11));
    }
}

TEST(FieldKinds, every_cnpj_with_its_check_digits_is_right_and_no_other) {
    constexpr std::string_view signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    Dice dice;
    for (int i = 0; i < 2000; ++i) {
        std::string code;
        while (code.size() < 12) code += signs[dice.below(i % 2 == 0 ? 10 : signs.size())];
        expect_one_digit_matters(FieldKind::cnpj, Rule::not_a_cnpj, with_check_digits(code, 9));
    }
}

TEST(FieldKinds, a_cnpj_may_hold_letters) {
    expect_all(
        FieldKind::cnpj, Rule::none,
        {"12ABC34501DE35", "12.abc.345/01de-35", "11222333000181", "00000000000191", "46.395.000/0001-39"});
    expect_all(FieldKind::cnpj, Rule::not_a_cnpj,
               {"12ABC34501DE36", "11111111111111", "11222333000182", "1122233300018", "112223330001811",
                "12ABC34501DE3A"});
}

TEST(FieldKinds, punctuation_spaces_and_case_are_never_an_error) {
    expect_all(FieldKind::cpf, Rule::none,
               {"529.982.247-25", " 529 982 247 25 ", "529.982.247\u201325", "529-982-247.25"});
    expect_all(FieldKind::cep, Rule::none, {"01310-100", "01310100", " 01.310-100", "01310 100"});
    expect_all(FieldKind::plate, Rule::none, {"abc-1234", "ABC 1D23", "abc1d23", " ABC1234 "});
    expect_all(FieldKind::phone, Rule::none, {"11 91234 5678", "(11)91234-5678", "11.3123.4567"});
    expect_all(FieldKind::email, Rule::none, {" Ana@Exemplo.COM.BR ", "ana @ exemplo.com"});
}

TEST(FieldKinds, dots_of_every_height_and_quotes_are_never_an_error) {
    expect_all(FieldKind::cpf, Rule::none,
               {"529·982·247-25", "529•982•247•25", "529∙982⋅247‧25", "529.982.247-25;", "\"529.982.247-25\"",
                "'52998224725'", "“529.982.247-25”", "«52998224725»"});
    expect_all(FieldKind::cpf, Rule::not_a_cpf, {"529*982*247-25", "529.982.247-25; 111.444.777-35", "\""});
    expect_all(FieldKind::plate, Rule::none, {"ABC•1234", "abc·1d23", "‘ABC-1234’"});
    expect_all(FieldKind::cep, Rule::none, {"01310·100", "01310-100;"});
    EXPECT_EQ(shown(FieldKind::cpf, "529·982·247·25;"), "529.982.247-25");
    EXPECT_EQ(shown(FieldKind::plate, "ABC•1234"), "ABC-1234");
}

TEST(FieldKinds, what_is_pasted_along_unseen_is_never_an_error) {
    const std::vector<std::pair<FieldKind, Value>> answers = {
        {FieldKind::text, {"Ana"}},
        {FieldKind::number, {"1.234,5"}},
        {FieldKind::money, {"R$ 10,50"}},
        {FieldKind::cpf, {"529.982.247-25"}},
        {FieldKind::cnpj, {"12.ABC.345/01DE-35"}},
        {FieldKind::cep, {"01310-100"}},
        {FieldKind::address, {"01310-100", "Rua X", "85", "", "", ""}},
        {FieldKind::map_point, {"", "Rua X"}},
        {FieldKind::phone, {"+55 (11) 91234-5678"}},
        {FieldKind::email, {"ana@exemplo.com"}},
        {FieldKind::date, {"1", "fev", "1960"}},
        {FieldKind::plate, {"ABC1D23"}},
        {FieldKind::rg, {"12.345.678-X"}},
    };
    const std::initializer_list<const char*> unseen = {"\u200b", "\u00a0", "\ufeff", "\u202a", "\u2060",
                                                       "\u00ad", "\u200d", "\u2009", "\u202f"};
    for (const auto& [kind, value] : answers) {
        const std::string right = shown_value(field_of(kind), value);
        for (const char* mark : unseen) {
            Value pasted = value;
            for (std::string& part : pasted) {
                if (!part.empty()) part = mark + part + mark;
            }
            EXPECT_EQ(check_value(field_of(kind), pasted), Rule::none) << row_of(kind).name << mark;
            EXPECT_EQ(shown_value(field_of(kind), pasted), right) << row_of(kind).name << mark;
        }
    }
    EXPECT_EQ(check(FieldKind::cpf, "５２９．９８２．２４７－２５"), Rule::none) << "full-width digits";
    EXPECT_EQ(shown(FieldKind::text, "A família 👨\u200d👩\u200d👧"), "A família 👨\u200d👩\u200d👧");
}

TEST(FieldKinds, other_characters_in_a_code_are_an_error) {
    expect_all(FieldKind::cpf, Rule::not_a_cpf, {"529.982.247-25 ou 26", "5299822472\u00e9"});
    expect_all(FieldKind::cep, Rule::not_a_cep,
               {"0131010", "013101000", "01310-10A", "00000-000", "não sei"});
    expect_all(FieldKind::plate, Rule::not_a_plate, {"AB1234", "ABCD123", "1BC1234", "ABC12D3", "ABC12345"});
}

TEST(FieldKinds, a_phone_may_start_with_the_country_or_with_a_zero) {
    expect_all(
        FieldKind::phone, Rule::none,
        {"+55 11 91234-5678", "+55 (11) 3123-4567", "5511912345678", "011 91234-5678", "(11) 2123-4567"});
    expect_all(FieldKind::phone, Rule::not_a_phone,
               {"912345678", "(11) 81234-5678", "(11) 9123-4567", "(10) 91234-5678", "(11) 6123-4567",
                "11 91234-567a", "+44 11 91234-5678"});
    EXPECT_EQ(check(FieldKind::phone, "(55) 91234-5678"), Rule::none)
        << "55 is also the area code of Santa Maria";
    for (const char* typed : {"0055 11 98765-4321", "00 55 (11) 98765-4321", "+55 (0xx11) 98765-4321",
                              "(0xx11) 98765-4321", "(0XX11) 98765-4321", "0xx 11 98765 4321"}) {
        EXPECT_EQ(check(FieldKind::phone, typed), Rule::none) << typed;
        EXPECT_EQ(shown(FieldKind::phone, typed), "(11) 98765-4321") << typed;
    }
    EXPECT_EQ(shown(FieldKind::phone, "0055 11 3123-4567"), "(11) 3123-4567");
    expect_all(FieldKind::phone, Rule::not_a_phone,
               {"(xx) 98765-4321", "(0xx) 98765-4321", "0044 11 98765-4321", "00 11 98765-4321"});
}

TEST(FieldKinds, an_email_has_a_name_and_a_dotted_domain) {
    expect_all(FieldKind::email, Rule::none,
               {"a@b.co", "maria.da-silva+sp@mail.exemplo.com.br", "joão@exemplo.com"});
    expect_all(FieldKind::email, Rule::not_an_email,
               {"ana", "ana@", "@b.co", "ana@exemplo", "ana@.com", "ana@b..co", "a@b@c.co", "ana@b.c"});
}

TEST(FieldKinds, what_is_copied_around_an_email_is_cut_and_what_belongs_to_no_address_refused) {
    for (const char* typed : {"maria@example.org.", "maria@example.org;", "maria@example.org,",
                              "<maria@example.org>", "mailto:maria@example.org", "MAILTO:maria@example.org",
                              "Maria Silva <maria@example.org>;", "\"maria@example.org\"",
                              "'maria@example.org'", "<mailto:maria@example.org>", "<maria@example.org.>"}) {
        EXPECT_EQ(check(FieldKind::email, typed), Rule::none) << typed;
        EXPECT_EQ(shown(FieldKind::email, typed), "maria@example.org") << typed;
    }
    expect_all(FieldKind::email, Rule::not_an_email,
               {"a,b@c.co", "a;b@c.co", "ana@b.co,bia@b.co", "ana:1@b.co", "ana(1)@b.co", "<ana@b.co",
                "ana@b.co>", "ana[at]b.co", "mailto:", "<>", ".", "\"", ";;;"});
}

TEST(FieldKinds, a_number_is_read_as_brazilians_write_it) {
    expect_all(FieldKind::number, Rule::none,
               {"0", "10", " 10,5 ", "10.5", "1.234", "1.234.567,89", "-3", "1 000", "0012"});
    expect_all(FieldKind::number, Rule::not_a_number,
               {"dez", "1,2,3", "1.23.456", "1..2", ",", ".", "-", "10 m", "1e9", "1.2345,6"});

    Field field = field_of(FieldKind::number);
    field.min = 1, field.max = 1500.5;
    EXPECT_EQ(check_value(field, {"0,99"}), Rule::too_small);
    EXPECT_EQ(check_value(field, {"1.500,5"}), Rule::none);
    EXPECT_EQ(check_value(field, {"1.501"}), Rule::too_large)
        << "a dot before three digits divides thousands";
}

TEST(FieldKinds, a_number_has_its_value) {
    const auto value = [](FieldKind kind, const char* typed) { return number_of(field_of(kind), {typed}); };
    EXPECT_EQ(value(FieldKind::number, "1.234,5"), 1234.5);
    EXPECT_EQ(value(FieldKind::number, "1.15"), 1.15);
    EXPECT_EQ(value(FieldKind::number, "0.125"), 0.125) << "no thousands begin with a zero";
    EXPECT_EQ(value(FieldKind::number, "1234.567"), 1234.567) << "nor with four digits";
    EXPECT_EQ(value(FieldKind::number, "-0,1"), -0.1);
    EXPECT_EQ(value(FieldKind::number, "−5"), -5) << "the sign of typesetters";
    EXPECT_EQ(value(FieldKind::number, "– 5"), -5);
    EXPECT_EQ(value(FieldKind::number, "5−"), std::nullopt);
    EXPECT_EQ(value(FieldKind::number, "dez"), std::nullopt);
    EXPECT_EQ(value(FieldKind::money, "R$ 1.234,56"), 1234.56);
    EXPECT_EQ(value(FieldKind::money, "1.234,567"), std::nullopt);
    EXPECT_EQ(value(FieldKind::scale, "-3"), -3);
    EXPECT_EQ(value(FieldKind::stars, "4"), 4);
    EXPECT_EQ(value(FieldKind::text, "4"), std::nullopt);
}

TEST(FieldKinds, a_number_is_shown_tidy) {
    const std::vector<std::pair<const char*, const char*>> numbers = {
        {" 1 234 ", "1.234"},   {"1.234.567,89", "1.234.567,89"},
        {"1 234,5", "1.234,5"}, {"1234,5", "1234,5"},
        {"1998", "1998"},       {"- 5", "-5"},
        {"−5", "-5"},           {"+3", "3"},
        {"10.5", "10,5"},       {",5", "0,5"},
        {"10,", "10"},          {"0012", "0012"},
        {"1 0", "10"},          {"dez", "dez"}};
    for (const auto& [typed, tidy] : numbers) EXPECT_EQ(shown(FieldKind::number, typed), tidy) << typed;
}

TEST(FieldKinds, money_is_read_with_and_without_its_mark) {
    for (const char* typed : {"R$ 1.234,56", "r$1234,56", "1234.56", " 1 234,56 ", "1.234,56 reais",
                              "+1.234,56", "$ 1234,56", "R$\u00a01.234,56", "1.234,56 R$", "1234,56r$"}) {
        EXPECT_EQ(check(FieldKind::money, typed), Rule::none) << typed;
        EXPECT_EQ(shown(FieldKind::money, typed), "R$ 1.234,56") << typed;
    }
    EXPECT_EQ(shown(FieldKind::money, "1234,5"), "R$ 1.234,50");
    EXPECT_EQ(shown(FieldKind::money, "1.234"), "R$ 1.234,00");
    EXPECT_EQ(shown(FieldKind::money, "1.5"), "R$ 1,50");
    EXPECT_EQ(shown(FieldKind::money, "1 real"), "R$ 1,00");
    EXPECT_EQ(shown(FieldKind::money, "007"), "R$ 7,00");
    EXPECT_EQ(shown(FieldKind::money, "0"), "R$ 0,00");
    EXPECT_EQ(shown(FieldKind::money, ",5"), "R$ 0,50");
    EXPECT_EQ(shown(FieldKind::money, "123456789"), "R$ 123.456.789,00");
    expect_all(
        FieldKind::money, Rule::not_money,
        {"dez reais", "R$", "1,234", "0.125", "10,5,0", "US$ 10", "1,234.56", "-5", "−5", "reais", "R$ R$"});

    Field field = field_of(FieldKind::money);
    field.min = 10, field.max = 99.9;
    EXPECT_EQ(check_value(field, {"9,99"}), Rule::too_small);
    EXPECT_EQ(check_value(field, {"-20"}), Rule::too_small);
    EXPECT_EQ(check_value(field, {"R$ 10"}), Rule::none);
    EXPECT_EQ(check_value(field, {"99,90"}), Rule::none);
    EXPECT_EQ(check_value(field, {"99,91"}), Rule::too_large);
}

TEST(FieldKinds, every_day_is_read_as_people_write_it_and_comes_back) {
    const Field field = field_of(FieldKind::date);
    for (std::int32_t day = core::day_of({1900, 1, 1}); day <= core::day_of({2100, 12, 31}); ++day) {
        const core::Date date = core::date_of(day);
        const std::string written = core::brazilian(date);
        const Value boxes = {std::to_string(date.day), std::to_string(date.month), std::to_string(date.year)};
        ASSERT_EQ(check_value(field, boxes), Rule::none) << written;
        ASSERT_EQ(number_of(field, boxes), day) << written;
        ASSERT_EQ(shown_value(field, boxes), written);
        ASSERT_EQ(number_of(field, {written, "", ""}), day) << written;
        const std::string digits = written.substr(0, 2) + written.substr(3, 2) + written.substr(6);
        ASSERT_EQ(number_of(field, {digits, "", ""}), day) << written;
    }
}

TEST(FieldKinds, a_date_may_be_written_in_many_ways) {
    const Field field = field_of(FieldKind::date);
    const std::vector<Value> first_of_march = {
        {"1", "3", "1960"},          {"01", "03", "1960"},    {" 1 ", "mar", "1960"},
        {"1º", "Março", "1960"},     {"1", "marco", "1960"},  {"01/03/1960", "", ""},
        {"1.3.1960", "", ""},        {"01031960", "", ""},    {"", "", "1-3-1960"},
        {"01/03", "", "1960"},       {"1960-03-01", "", ""},  {"1º de março de 1960", "", ""},
        {"1 de", "MAR.", "de 1960"}, {"1o", "março", "1960"}, {"01/03/1960"}};
    for (const Value& value : first_of_march) {
        EXPECT_EQ(check_value(field, value), Rule::none) << value.front();
        EXPECT_EQ(shown_value(field, value), "01/03/1960") << value.front();
    }
    constexpr const char* months[] = {"jan", "fev", "mar", "abr", "mai", "jun",
                                      "jul", "ago", "set", "out", "nov", "dez"};
    for (unsigned month = 1; month <= 12; ++month)
        EXPECT_EQ(number_of(field, {"2", months[month - 1], "1960"}), core::day_of({1960, month, 2}));
}

TEST(FieldKinds, a_date_says_whether_a_part_is_missing_or_there_is_no_such_day) {
    const Field field = field_of(FieldKind::date);
    for (const Value& value : std::vector<Value>{{"1", "", "1960"},
                                                 {"", "3", "1960"},
                                                 {"1", "3", ""},
                                                 {"01/03", "", ""},
                                                 {"1", "3", "60"},
                                                 {"1", "3", "0060"},
                                                 {"010360", "", ""}})
        EXPECT_EQ(check_value(field, value), Rule::date_incomplete) << value.front();
    for (const Value& value : std::vector<Value>{{"29", "2", "2026"},
                                                 {"29", "2", "1900"},
                                                 {"31", "4", "2026"},
                                                 {"0", "1", "2026"},
                                                 {"1", "13", "2026"},
                                                 {"1", "0", "2026"},
                                                 {"32", "1", "2026"},
                                                 {"1", "ma", "2026"},
                                                 {"1", "março1", "2026"},
                                                 {"1", "mars", "2026"},
                                                 {"um", "março", "2026"},
                                                 {"1", "3", "19600"},
                                                 {"01031960", "3", "1960"},
                                                 {"99999999999999999999", "1", "2026"}}) {
        EXPECT_EQ(check_value(field, value), Rule::not_a_date) << value.front();
        EXPECT_EQ(number_of(field, value), std::nullopt) << value.front();
        EXPECT_EQ(age_of(field, value, kToday), std::nullopt) << value.front();
    }
    EXPECT_EQ(check_value(field, {"29", "2", "2024"}), Rule::none);
    EXPECT_EQ(shown_value(field, {"31", "2", "2026"}), "31/2/2026") << "as typed";
    EXPECT_EQ(shown_value(field, {"31", "", "2026"}), "31/2026");
}

TEST(FieldKinds, a_date_may_have_to_lie_before_or_after_today) {
    Field field = field_of(FieldKind::date);
    field.period = Period::past;
    EXPECT_EQ(check_value(field, {"3", "11", "2026"}), Rule::none) << "today";
    EXPECT_EQ(check_value(field, {"4", "11", "2026"}), Rule::not_past);
    field.period = Period::future;
    EXPECT_EQ(check_value(field, {"3", "11", "2026"}), Rule::none);
    EXPECT_EQ(check_value(field, {"2", "11", "2026"}), Rule::not_future);
}

TEST(FieldKinds, a_year_that_no_answer_can_mean_is_wrong) {
    Field field = field_of(FieldKind::date);
    EXPECT_EQ(check_value(field, {"1", "1", "1850"}), Rule::none) << "of a building";
    EXPECT_EQ(check_value(field, {"31", "12", "2199"}), Rule::none);
    EXPECT_EQ(check_value(field, {"1", "1", "2200"}), Rule::not_a_date);
    EXPECT_EQ(check_value(field, {"1", "1", "0026"}), Rule::date_incomplete);
    field.period = Period::past;
    EXPECT_EQ(check_value(field, {"31", "12", "1899"}), Rule::not_a_date);
    EXPECT_EQ(check_value(field, {"1", "1", "1900"}), Rule::none);
    EXPECT_EQ(check_value(field, {"1", "1", "2060"}), Rule::not_past);
    field.period = Period::any;
    field.min_age = 60;
    EXPECT_EQ(check_value(field, {"1", "1", "1066"}), Rule::not_a_date) << "a date of birth";
    field.min_age = 0, field.max_age = 90;
    EXPECT_EQ(check_value(field, {"1", "1", "1899"}), Rule::not_a_date);
    EXPECT_EQ(check_value(field, {"1", "1", "1900"}), Rule::too_old);
}

TEST(FieldKinds, an_age_is_reached_on_the_birthday) {
    Field field = field_of(FieldKind::date);
    field.min_age = 18, field.max_age = 60;
    EXPECT_EQ(check_value(field, {"4", "11", "2008"}), Rule::too_young);
    EXPECT_EQ(check_value(field, {"3", "11", "2008"}), Rule::none);
    EXPECT_EQ(check_value(field, {"4", "11", "1965"}), Rule::none) << "61 only tomorrow";
    EXPECT_EQ(check_value(field, {"3", "11", "1965"}), Rule::too_old);
    EXPECT_EQ(check_value(field, {"4", "11", "2026"}), Rule::not_past) << "not yet born";
    EXPECT_EQ(age_of(field, {"4", "11", "2008"}, kToday), 17);
    EXPECT_EQ(age_of(field, {"3", "11", "2008"}, kToday), 18);
    EXPECT_EQ(age_of(field_of(FieldKind::text), {"03/11/2008"}, kToday), std::nullopt);
}

TEST(FieldKinds, an_address_needs_a_street_and_a_number) {
    Field field = field_of(FieldKind::address);
    EXPECT_EQ(check_value(field, {"01001-000", "Rua X", "85", "", "", ""}), Rule::none);
    EXPECT_EQ(check_value(field, {"", "Rua X", "85"}), Rule::none) << "many don't know their CEP";
    EXPECT_EQ(check_value(field, {"0100", "Rua X", "85", "", "", ""}), Rule::not_a_cep);
    EXPECT_EQ(check_value(field, {"01001000", " ", "85", "", "", ""}), Rule::no_street);
    EXPECT_EQ(check_value(field, {"01001000", "Rua X", "\u200b", "", "", ""}), Rule::no_number);
    for (const char* number : {"s/n", "123 fundos", "km 12", "85-B"})
        EXPECT_EQ(check_value(field, {"", "Rua X", number, "", "", ""}), Rule::none) << number;
    EXPECT_EQ(check_value(field, {"", std::string(201, 'a'), "1", "", "", ""}), Rule::too_long);
    EXPECT_EQ(check_value(field, {"", std::string(200, 'a'), std::string(200, '1'), "", "", ""}), Rule::none)
        << "each part has the length for itself";
    field.optional = true;
    EXPECT_EQ(check_value(field, {"", "", "", "", "", "em frente à padaria"}), Rule::none);
    EXPECT_EQ(check_value(field, {"0100", "", "", "", "", ""}), Rule::not_a_cep);
}

TEST(FieldKinds, an_address_is_shown_without_its_blanks) {
    const Field field = field_of(FieldKind::address);
    EXPECT_EQ(shown_value(field, {"01001000", "Rua X", "85", "ap. 3", "Sé", "em frente à padaria"}),
              "Rua X, 85, ap. 3, Sé, 01001-000 (em frente à padaria)");
    EXPECT_EQ(shown_value(field, {"", " Rua X ", "s/n", "", "", ""}), "Rua X, s/n");
    EXPECT_EQ(shown_value(field, {"", "", "", "", "", "na praça"}), "na praça");
    EXPECT_EQ(shown_value(field, {"0100", "Rua X", "", "", "", ""}), "Rua X, 0100");
}

TEST(FieldKinds, a_place_is_marked_on_the_map_or_said_in_words) {
    const Field field = field_of(FieldKind::map_point);
    EXPECT_EQ(check_value(field, {"120,88", ""}), Rule::none);
    EXPECT_EQ(check_value(field, {"", "Na esquina da feira"}), Rule::none);
    EXPECT_EQ(shown_value(field, {"120,88", "Na esquina da feira"}), "Na esquina da feira");
    EXPECT_EQ(shown_value(field, {"120,88", ""}), "120,88");
    for (const char* point : {"120", "120,", ",88", "12.5,88", "-1,88", "a,b", "1,2,3", "1;2"})
        EXPECT_EQ(check_value(field, {point, ""}), Rule::unknown_option) << point;
}

TEST(FieldKinds, terms_are_accepted_or_not) {
    Field field = field_of(FieldKind::terms);
    field.label = "Declaro que é verdade";
    EXPECT_EQ(check_value(field, {"sim"}), Rule::none);
    EXPECT_EQ(check_value(field, {}), Rule::not_accepted);
    EXPECT_EQ(check_value(field, {"nao"}), Rule::not_accepted);
    EXPECT_EQ(shown_value(field, {"sim"}), "Declaro que é verdade");
}

TEST(FieldKinds, an_identity_card_may_have_letters) {
    expect_all(FieldKind::rg, Rule::none,
               {"12.345.678-X", "12345678x", "MG-12.345.678", "12345", "12345678901234", "V123456-7"});
    expect_all(FieldKind::rg, Rule::pattern, {"1234", "123456789012345", "12.345.678*9", "não tenho"});
    EXPECT_EQ(shown(FieldKind::rg, " mg-12.345.678-x "), "MG-12.345.678-X");
}

TEST(FieldKinds, lengths_count_letters_of_the_trimmed_text) {
    Field field = field_of(FieldKind::text);
    field.min_length = 3, field.max_length = 5;
    EXPECT_EQ(check_value(field, {"  \u00e9\u00e9  "}), Rule::too_short);
    EXPECT_EQ(check_value(field, {" \u00e9\u00e9\u00e9\u00e9\u00e9 "}), Rule::none);
    EXPECT_EQ(check_value(field, {"seis 6"}), Rule::too_long);
    EXPECT_EQ(check(FieldKind::text, std::string(row_of(FieldKind::text).max_length, 'a')), Rule::none);
    EXPECT_EQ(check(FieldKind::text, std::string(row_of(FieldKind::text).max_length + 1, 'a')),
              Rule::too_long);
}

TEST(FieldKinds, lengths_of_a_code_do_not_count_what_stands_between_its_letters_and_digits) {
    const auto longest = [](FieldKind kind, std::uint32_t letters, const char* typed) {
        Field field = field_of(kind);
        field.min_length = letters, field.max_length = letters;
        return check_value(field, {typed});
    };
    EXPECT_EQ(longest(FieldKind::cpf, 11, "529.982.247-25"), Rule::none);
    EXPECT_EQ(longest(FieldKind::cnpj, 14, "12.ABC.345/01DE-35"), Rule::none);
    EXPECT_EQ(longest(FieldKind::cep, 8, " 01234-567 "), Rule::none);
    EXPECT_EQ(longest(FieldKind::phone, 11, "(11) 98765-4321"), Rule::none);
    EXPECT_EQ(longest(FieldKind::plate, 7, "abc-1d23"), Rule::none);
    EXPECT_EQ(longest(FieldKind::rg, 9, "12.345.678-9"), Rule::none);
    EXPECT_EQ(longest(FieldKind::rg, 8, "12.345.678-9"), Rule::too_long);
    EXPECT_EQ(longest(FieldKind::rg, 10, "12.345.678-9"), Rule::too_short);
    EXPECT_EQ(longest(FieldKind::number, 5, "1.234,5"), Rule::too_long) << "of a number they are read";

    Field patterned = field_of(FieldKind::text);
    patterned.pattern = "AAA-0000", patterned.max_length = 7;
    EXPECT_EQ(check_value(patterned, {"abc 1234"}), Rule::none);
}

TEST(FieldKinds, a_pattern_looks_at_letters_and_digits_only) {
    Field field = field_of(FieldKind::text);
    field.pattern = "SP-AA.000/*";
    for (const char* good : {"SP-XY.123/4", "sp xy 123 b", "SPXY1237"})
        EXPECT_EQ(check_value(field, {good}), Rule::none) << good;
    for (const char* bad : {"RJ-XY.123/4", "SP-X1.123/4", "SP-XY.12A/4", "SP-XY.123", "SP-XY.123/45"}) {
        EXPECT_EQ(check_value(field, {bad}), Rule::pattern) << bad;
    }
}

TEST(FieldKinds, only_offered_options_can_be_chosen) {
    for (const FieldKind kind : {FieldKind::radios, FieldKind::select, FieldKind::yes_no}) {
        EXPECT_EQ(check_value(choices_of(kind), {"raiz"}), Rule::none);
        EXPECT_EQ(check_value(choices_of(kind), {"Raiz de árvore"}), Rule::unknown_option);
        EXPECT_EQ(check_value(choices_of(kind), {"raiz", "buraco"}), Rule::too_many);
    }
    Field boxes = choices_of(FieldKind::checkboxes);
    EXPECT_EQ(check_value(boxes, {"buraco", "desnivel", "raiz"}), Rule::none);
    EXPECT_EQ(check_value(boxes, {"buraco", "outro"}), Rule::unknown_option);
    boxes.max_choices = 2;
    EXPECT_EQ(check_value(boxes, {"buraco", "desnivel", "raiz"}), Rule::too_many);
}

TEST(FieldKinds, none_of_these_goes_with_no_other) {
    Field boxes = choices_of(FieldKind::checkboxes);
    boxes.options.push_back({.id = "nenhum", .label = "Nenhum destes", .hint = "", .exclusive = true});
    EXPECT_EQ(check_value(boxes, {"nenhum"}), Rule::none);
    EXPECT_EQ(check_value(boxes, {"buraco", "nenhum"}), Rule::too_many);
    EXPECT_EQ(check_value(boxes, {"buraco", "raiz"}), Rule::none);
}

TEST(FieldKinds, a_scale_takes_its_whole_numbers) {
    for (const FieldKind kind : {FieldKind::scale, FieldKind::stars}) {
        Field field = field_of(kind);
        field.min = 1, field.max = 5;
        for (const char* point : {"1", "3", "5"}) EXPECT_EQ(check_value(field, {point}), Rule::none) << point;
        for (const char* other : {"0", "6", "2,5", "-1", "3 estrelas", "99999999999"})
            EXPECT_EQ(check_value(field, {other}), Rule::unknown_option) << other;
    }
}

TEST(FieldKinds, so_many_files_and_no_more) {
    Field field = field_of(FieldKind::file);
    EXPECT_EQ(check_value(field, {"a.jpg", "b.jpg", "c.jpg"}), Rule::none);
    field.max_choices = 2;
    EXPECT_EQ(check_value(field, {"a.jpg", "b.jpg"}), Rule::none);
    EXPECT_EQ(check_value(field, {"a.jpg", "b.jpg", "c.jpg"}), Rule::too_many);
}

TEST(FieldKinds, a_file_has_one_of_the_types_that_are_accepted) {
    Field field = field_of(FieldKind::file);
    field.accept = {"image/", "application/pdf"};
    EXPECT_EQ(check_value(field, {"a.jpg\n10\nimage/jpeg", "b.pdf\n10\napplication/pdf"}), Rule::none);
    EXPECT_EQ(check_value(field, {"a.jpg\n10\nimage/jpeg", "b.doc\n10\napplication/msword"}),
              Rule::wrong_file_type);
    EXPECT_EQ(check_value(field, {"a.heic", "b.heic\n10\n"}), Rule::none) << "the browser knows no type";
}

TEST(FieldKinds, a_file_is_as_large_as_it_may_be) {
    Field field = field_of(FieldKind::file);
    field.max_megabytes = 10;
    EXPECT_EQ(check_value(field, {"a.jpg\n10485760\nimage/jpeg"}), Rule::none);
    EXPECT_EQ(check_value(field, {"a.jpg\n10485761\nimage/jpeg"}), Rule::file_too_large);
    EXPECT_EQ(check_value(field, {"a.jpg"}), Rule::none);
}

TEST(FieldKinds, a_file_is_shown_with_its_size) {
    const auto shown_file = [](const char* part) { return shown_value(field_of(FieldKind::file), {part}); };
    EXPECT_EQ(shown_file("foto.jpg\n1234567\nimage/jpeg"), "foto.jpg, 1,2 MB");
    EXPECT_EQ(shown_file("foto.jpg\n10485760\nimage/jpeg"), "foto.jpg, 10 MB");
    EXPECT_EQ(shown_file("foto.jpg\n10485761\nimage/jpeg"), "foto.jpg, 10,1 MB") << "10 MB would be allowed";
    EXPECT_EQ(shown_file("foto.jpg\n307200\n"), "foto.jpg, 300 KB");
    EXPECT_EQ(shown_file("nota.txt\n1\ntext/plain"), "nota.txt, 1 KB");
    EXPECT_EQ(shown_file("vazio.txt\n0\ntext/plain"), "vazio.txt, 0 KB");
    EXPECT_EQ(shown_file("duas\nlinhas.txt\n1\ntext/plain"), "duas\nlinhas.txt, 1 KB");
    EXPECT_EQ(shown_file("foto.jpg\n99999999999999999\nimage/jpeg"), "foto.jpg");
    EXPECT_EQ(shown_value(field_of(FieldKind::file), {"a.jpg\n2048\nimage/jpeg", "b.jpg"}),
              "a.jpg, 2 KB; b.jpg");
}

TEST(FieldKinds, a_valid_answer_is_shown_in_the_form_people_know) {
    EXPECT_EQ(shown(FieldKind::cpf, "52998224725"), "529.982.247-25");
    EXPECT_EQ(shown(FieldKind::cnpj, "12abc34501de35"), "12.ABC.345/01DE-35");
    EXPECT_EQ(shown(FieldKind::cep, " 01310100 "), "01310-100");
    EXPECT_EQ(shown(FieldKind::phone, "+5511912345678"), "(11) 91234-5678");
    EXPECT_EQ(shown(FieldKind::phone, "01131234567"), "(11) 3123-4567");
    EXPECT_EQ(shown(FieldKind::plate, "abc1234"), "ABC-1234");
    EXPECT_EQ(shown(FieldKind::plate, "abc-1d23"), "ABC1D23");
    EXPECT_EQ(shown(FieldKind::email, " ana @exemplo.com"), "ana@exemplo.com");
    EXPECT_EQ(shown(FieldKind::text, "  Rua das Flores "), "Rua das Flores");
}

TEST(FieldKinds, a_wrong_answer_is_shown_as_it_was_typed) {
    EXPECT_EQ(shown(FieldKind::cpf, " 529982247 "), "529982247");
    EXPECT_EQ(shown(FieldKind::cep, "não sei"), "não sei");
}

TEST(FieldKinds, choices_are_shown_by_their_labels) {
    EXPECT_EQ(shown_value(choices_of(FieldKind::checkboxes), {"buraco", "raiz"}), "Buraco, Raiz de árvore");
    EXPECT_EQ(shown_value(choices_of(FieldKind::radios), {"desnivel"}), "Desnível");
    EXPECT_EQ(shown_value(field_of(FieldKind::file), {"frente.jpg", "lado.jpg"}), "frente.jpg; lado.jpg");
    EXPECT_EQ(shown_value(field_of(FieldKind::scale), {"4"}), "4");
    EXPECT_EQ(shown_value(choices_of(FieldKind::radios), {}), "");
}

TEST(FieldKinds, broken_bytes_are_only_wrong_answers) {
    const std::string bytes = "\xff\xc3\x28\xf0\x9f";
    for (const KindRow& row : field_kinds()) {
        for (const Value& value : {Value{bytes}, Value{bytes, bytes}, Value(9, bytes), Value{"", bytes}}) {
            check_value(field_of(row.kind), value);
            shown_value(field_of(row.kind), value);
            number_of(field_of(row.kind), value);
            age_of(field_of(row.kind), value, kToday);
        }
    }
    EXPECT_EQ(check(FieldKind::cpf, bytes), Rule::not_a_cpf);
}

}  // namespace
