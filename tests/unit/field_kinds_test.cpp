#include "prototype/field_kinds.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

namespace {

using namespace ensaio::prototype;

Field field_of(FieldKind kind) {
    Field field;
    field.kind = kind;
    return field;
}

Rule check(FieldKind kind, const std::string& typed) { return check_value(field_of(kind), {typed}); }
std::string shown(FieldKind kind, const std::string& typed) { return shown_value(field_of(kind), {typed}); }

void expect_all(FieldKind kind, Rule rule, std::initializer_list<const char*> texts) {
    for (const char* text : texts)
        EXPECT_EQ(check(kind, text), rule) << row_of(kind).name << " \"" << text << '"';
}

Field choices_of(FieldKind kind) {
    Field field = field_of(kind);
    field.options = {{"buraco", "Buraco", ""}, {"desnivel", "Desnível", ""}, {"raiz", "Raiz de árvore", ""}};
    return field;
}

TEST(FieldKinds, every_kind_has_one_row_and_one_name) {
    ASSERT_EQ(field_kinds().size(), static_cast<std::size_t>(FieldKind::scale) + 1);
    for (const KindRow& row : field_kinds()) {
        EXPECT_EQ(&row_of(row.kind), &row);
        for (const KindRow& other : field_kinds())
            EXPECT_TRUE(&row == &other || row.name != other.name) << row.name;
    }
}

TEST(FieldKinds, what_a_person_types_is_private_unless_the_designer_opens_it) {
    for (const KindRow& row : field_kinds()) {
        const bool typed =
            row.family == Family::line || row.family == Family::lines || row.family == Family::files;
        EXPECT_TRUE(!typed || row.privacy == Privacy::personal) << row.name;
    }
}

TEST(FieldKinds, a_blank_answer_is_wrong_only_where_an_answer_is_required) {
    for (const KindRow& row : field_kinds()) {
        if (row.family == Family::none) continue;
        Field field = field_of(row.kind);
        EXPECT_EQ(check_value(field, {}), Rule::required) << row.name;
        EXPECT_EQ(check_value(field, {" \t\u00a0"}), Rule::required) << row.name;
        field.optional = true;
        EXPECT_EQ(check_value(field, {}), Rule::none) << row.name;
        EXPECT_EQ(check_value(field, {"  "}), Rule::none) << row.name;
    }
}

TEST(FieldKinds, a_cpf_is_known_by_its_check_digits) {
    expect_all(FieldKind::cpf, Rule::none,
               {"52998224725", "11144477735", "39053344705", "98765432100", "00000000191", "12345678909"});
    expect_all(FieldKind::cpf, Rule::not_a_cpf,
               {"11111111111", "00000000000", "52998224724", "52998224735", "5299822472", "529982247250",
                "5299822472A", "abc"});
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
}

TEST(FieldKinds, an_email_has_a_name_and_a_dotted_domain) {
    expect_all(FieldKind::email, Rule::none,
               {"a@b.co", "maria.da-silva+sp@mail.exemplo.com.br", "joão@exemplo.com"});
    expect_all(FieldKind::email, Rule::not_an_email,
               {"ana", "ana@", "@b.co", "ana@exemplo", "ana@.com", "ana@b..co", "a@b@c.co", "ana@b.c"});
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
    EXPECT_EQ(shown_value(field_of(FieldKind::file), {"frente.jpg", "lado.jpg"}), "frente.jpg, lado.jpg");
    EXPECT_EQ(shown_value(field_of(FieldKind::scale), {"4"}), "4");
    EXPECT_EQ(shown_value(choices_of(FieldKind::radios), {}), "");
}

TEST(FieldKinds, broken_bytes_are_only_wrong_answers) {
    const std::string bytes = "\xff\xc3\x28\xf0\x9f";
    for (const KindRow& row : field_kinds()) {
        if (row.family == Family::none) continue;
        check_value(field_of(row.kind), {bytes, bytes});
        shown_value(field_of(row.kind), {bytes, bytes});
    }
    EXPECT_EQ(check(FieldKind::cpf, bytes), Rule::not_a_cpf);
}

}  // namespace
