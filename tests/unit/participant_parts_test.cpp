// Fields of several controls: dates, addresses, points on a map.

#include "participant/field_input.hpp"

#include "screen_walk.hpp"

namespace {

using namespace ensaio;
using prototype::Effect;
using prototype::Value;
using trials::asking;
using trials::Texts;
using trials::Walk;
using trials::with_pictures;
using view::Input;
using view::Look;
using view::Node;
using view::Role;

TEST(Parts, an_incomplete_date_names_what_is_missing) {
    const auto told = [](const char* day, const char* month, const char* year) {
        Walk walk = asking(R"({"id": "d", "kind": "date", "label": "Quando"})");
        walk.write("field:d.day", day);
        walk.write("field:d.month", month);
        walk.write("field:d.year", year);
        walk.go_on();
        return walk.node("error:d").text;
    };
    EXPECT_EQ(told("27", "", "1960"), "Falta o mês da data.");
    EXPECT_EQ(told("", "março", "1960"), "Falta o dia da data.");
    EXPECT_EQ(told("27", "", ""), "Faltam o mês e o ano da data.");
    EXPECT_EQ(told("27", "3", "60"), "Escreva o ano com 4 números.");
    EXPECT_EQ(told("27", "3", "0026"), "O ano não começa com zero. Escreva os 4 números, como 1960 ou 2026.");
    EXPECT_EQ(told("27/3", "", ""), "Falta uma parte da data. Escreva o dia, o mês e o ano com 4 números.")
        << "two parts in one box: what the other boxes lack is not what is missing";
}

TEST(Parts, a_year_that_no_answer_can_mean_is_told_and_marked_alone) {
    Walk walk = asking(R"({"id": "d", "kind": "date", "label": "Nascimento", "period": "past"})");
    walk.write("field:d.day", "27");
    walk.write("field:d.month", "3");
    walk.write("field:d.year", "1085");
    walk.go_on();
    EXPECT_EQ(walk.node("error:d").text, "Confira o ano da data. Ele fica entre 1900 e 2199.");
    EXPECT_FALSE(walk.node("field:d.day").invalid);
    EXPECT_TRUE(walk.node("field:d.year").invalid);
    EXPECT_EQ(walk.node("goto:d").target, "field:d.year");
    walk.write("field:d.day", "31");
    walk.write("field:d.month", "2");
    walk.go_on();
    EXPECT_EQ(walk.node("error:d").text, "Confira a data. Escreva um dia que existe, como 27/3/1985.");
    EXPECT_TRUE(walk.node("field:d.day").invalid);
    walk.write("field:d.day", "28");
    walk.write("field:d.month", "0027");
    walk.write("field:d.year", "0026");
    walk.go_on();
    EXPECT_TRUE(walk.node("field:d.year").invalid);
}

TEST(Parts, a_date_has_three_boxes_and_marks_the_missing_ones) {
    Walk walk = asking(R"({"id": "nasc", "kind": "date", "label": "Nascimento", "period": "past"})");
    EXPECT_EQ(walk.node("set:nasc").described_by, "hint:nasc");
    EXPECT_EQ(walk.node("hint:nasc").text, "Por exemplo, 27 3 1960");
    EXPECT_EQ(walk.ids("field:nasc"), (Texts{"field:nasc.day", "field:nasc.month", "field:nasc.year"}));
    EXPECT_EQ(walk.node("label:nasc.month").text, "Mês");
    EXPECT_EQ(walk.node("label:nasc.month").target, "field:nasc.month");
    EXPECT_EQ(walk.node("field:nasc.year").size, 4);
    EXPECT_EQ(walk.parent_of(walk.parent_of(walk.node("field:nasc.day"))).look, Look::input_row);

    walk.write("field:nasc.day", "27");
    walk.write("field:nasc.year", "60");
    EXPECT_EQ(walk.answer("nasc"), (Value{"27", "", "60"}));
    walk.go_on();
    EXPECT_FALSE(walk.node("field:nasc.day").invalid);
    EXPECT_TRUE(walk.node("field:nasc.month").invalid);
    EXPECT_TRUE(walk.node("field:nasc.year").invalid) << "of four numbers";
    EXPECT_EQ(walk.node("goto:nasc").target, "field:nasc.month");
    EXPECT_EQ(walk.node("set:nasc").described_by, "hint:nasc error:nasc");
    EXPECT_EQ(walk.node("error:nasc").text, "Falta o mês da data.");

    walk.write("field:nasc.month", "3");
    EXPECT_EQ(walk.node("error:nasc").text, "Escreva o ano com 4 números.");
    EXPECT_FALSE(walk.node("field:nasc.month").invalid);
    walk.write("field:nasc.year", "2060");
    walk.go_on();
    EXPECT_EQ(walk.node("error:nasc").text, "A data não pode ser depois de hoje.");
    EXPECT_TRUE(walk.node("field:nasc.day").invalid);
    EXPECT_EQ(walk.node("goto:nasc").target, "field:nasc.day");

    for (const char* part : {"day", "month", "year"}) walk.write(std::string("field:nasc.") + part, "");
    EXPECT_EQ(walk.answer("nasc"), Value{}) << "as if it had never been touched";
}

constexpr const char* kAddresses = R"("addresses": [
    {"cep": "01001-000", "street": "Praça da Sé", "district": "Sé"},
    {"cep": "05508-010", "street": "Rua do Lago", "district": "Butantã"}], )";

Walk asking_address(const std::string& more = kAddresses) {
    return asking(R"({"id": "onde", "kind": "address", "label": "Onde fica?"})", more);
}

TEST(Parts, an_address_asks_part_by_part_and_says_which_may_stay_blank) {
    Walk walk = asking_address();
    EXPECT_EQ(walk.ids("field:onde"),
              (Texts{"field:onde.cep", "field:onde.street", "field:onde.number", "field:onde.no_number",
                     "field:onde.complement", "field:onde.district", "field:onde.reference"}));
    EXPECT_EQ(walk.node("label:onde.street").text, "Rua, avenida ou praça");
    EXPECT_EQ(walk.node("label:onde.complement").text, "Complemento (opcional)");
    EXPECT_EQ(walk.node("field:onde.cep").input_mode, "numeric");
    EXPECT_EQ(walk.node("field:onde.cep").described_by, "hint:onde.cep");
    EXPECT_FALSE(walk.node("field:onde.cep").required);
    EXPECT_TRUE(walk.node("field:onde.street").required);
    EXPECT_TRUE(walk.node("field:onde.number").required);
    EXPECT_FALSE(walk.node("field:onde.reference").required);
}

TEST(Parts, a_known_cep_fills_in_street_and_district) {
    Walk walk = asking_address();
    walk.write("field:onde.cep", "0100100");
    EXPECT_EQ(walk.answer("onde"), (Value{"0100100", "", "", "", "", ""}));
    EXPECT_EQ(walk.said, "");
    walk.write("field:onde.cep", "01001-000");
    EXPECT_EQ(walk.answer("onde"), (Value{"01001-000", "Praça da Sé", "", "", "Sé", ""}));
    EXPECT_EQ(walk.said, "Endereço encontrado: Praça da Sé, Sé. Escreva o número.");
    EXPECT_EQ(walk.node("found:onde").text, "Endereço encontrado: Praça da Sé, Sé.");

    walk.write("field:onde.number", "85");
    EXPECT_EQ(walk.said, "");
    walk.write("field:onde.cep", "05508010");
    EXPECT_EQ(walk.answer("onde"), (Value{"05508010", "Rua do Lago", "85", "", "Butantã", ""}));
    EXPECT_EQ(walk.said, "Endereço encontrado: Rua do Lago, Butantã.");
}

TEST(Parts, a_cep_never_overwrites_what_a_person_wrote) {
    Walk walk = asking_address();
    walk.write("field:onde.street", "Beco do Seu Zé");
    walk.write("field:onde.cep", "01001000");
    EXPECT_EQ(walk.answer("onde"), (Value{"01001000", "Beco do Seu Zé", "", "", "Sé", ""}));
}

TEST(Parts, an_unknown_cep_is_no_hindrance) {
    Walk walk = asking_address();
    walk.write("field:onde.cep", "99999-999");
    EXPECT_EQ(walk.said, "Não achamos esse CEP. Você pode escrever o endereço.");
    EXPECT_EQ(walk.node("found:onde").text, walk.said);
    EXPECT_EQ(walk.answer("onde")[1], "");

    Walk without_table = asking_address("");
    without_table.write("field:onde.cep", "99999-999");
    EXPECT_EQ(without_table.said, "");
    EXPECT_FALSE(without_table.has("found:onde"));
}

TEST(Parts, an_address_may_have_no_number) {
    Walk walk = asking_address();
    walk.press("field:onde.no_number");
    EXPECT_EQ(walk.answer("onde"), (Value{"", "", "s/n", "", "", ""}));
    EXPECT_TRUE(walk.node("field:onde.no_number").checked);
    EXPECT_EQ(walk.node("field:onde.number").value, "s/n");
    walk.write("field:onde.number", "12");
    EXPECT_FALSE(walk.node("field:onde.no_number").checked);
    walk.press("field:onde.no_number");
    walk.press("field:onde.no_number", false);
    EXPECT_EQ(walk.answer("onde"), Value{});
}

TEST(Parts, an_error_of_an_address_stands_at_its_box) {
    Walk walk = asking_address();
    walk.go_on();
    EXPECT_EQ(walk.node("error:onde").parent, walk.node("label:onde").parent)
        << "nothing at all: at the whole";
    EXPECT_EQ(walk.node("goto:onde").target, "field:onde.street");
    EXPECT_FALSE(walk.node("field:onde.cep").invalid);

    const auto expect_at = [&](const std::string& part, const std::string& words) {
        EXPECT_EQ(walk.go_on(), Effect::rejected);
        EXPECT_EQ(walk.node("error:onde").text, words);
        EXPECT_EQ(walk.node("error:onde").parent, walk.node("field:onde." + part).parent);
        EXPECT_TRUE(walk.node("field:onde." + part).described_by.ends_with("error:onde"));
        EXPECT_EQ(walk.node("goto:onde").target, "field:onde." + part);
        for (const char* other : {"cep", "street", "number", "complement", "district", "reference"})
            EXPECT_EQ(walk.node(std::string("field:onde.") + other).invalid, other == part) << other;
        EXPECT_EQ(walk.node("set:onde").described_by, "");
    };
    walk.write("field:onde.cep", "123");
    expect_at("cep", "Confira o CEP. São 8 números.");
    walk.write("field:onde.cep", "");
    walk.write("field:onde.number", "12");
    expect_at("street", "Escreva o nome da rua, avenida ou praça.");
    walk.write("field:onde.street", "Rua A");
    walk.write("field:onde.number", "");
    expect_at("number", "Escreva o número. Se não tem, marque “Sem número”.");
    walk.press("field:onde.no_number");
    EXPECT_EQ(walk.go_on(), Effect::moved);
    EXPECT_EQ(walk.texts(Role::paragraph), (Texts{"Onde fica?", "Rua A, s/n"}));
}

TEST(Parts, a_place_is_marked_by_a_press_by_arrows_or_in_words) {
    Walk walk =
        asking(R"({"id": "lugar", "kind": "map_point", "label": "Onde?", "image": "mapa"})", with_pictures());
    const Node map = walk.node("field:lugar.point");
    EXPECT_EQ(map.role, Role::image);
    EXPECT_EQ(map.value, "mapa");
    EXPECT_EQ(map.text, "Mapa do bairro");
    EXPECT_EQ(map.width, 400);
    EXPECT_TRUE(map.presses);
    EXPECT_LT(map.mark_x, 0);
    EXPECT_EQ(walk.node("marked:lugar").text, "Nenhum lugar está marcado no mapa.");
    EXPECT_EQ(walk.node("field:lugar.up").role, Role::button);
    EXPECT_EQ(walk.node("field:lugar.up").hidden_text, "Mover a marca para cima");
    EXPECT_EQ(walk.node("label:lugar.text").text, "Ou escreva onde fica");

    walk.press("field:lugar.point", true, 100.4F, 50.6F);
    EXPECT_EQ(walk.answer("lugar"), (Value{"100,51", ""}));
    EXPECT_EQ(walk.node("field:lugar.point").mark_x, 100);
    EXPECT_EQ(walk.node("field:lugar.point").mark_y, 51);
    EXPECT_EQ(walk.said, "A marca está a 25% da esquerda e a 25% do alto do mapa.");
    EXPECT_EQ(walk.node("marked:lugar").text, "O lugar está marcado no mapa.");
    walk.press("field:lugar.right");
    walk.press("field:lugar.up");
    EXPECT_EQ(walk.answer("lugar"), (Value{"120,31", ""}));
    walk.press("field:lugar.left");
    walk.press("field:lugar.down");
    EXPECT_EQ(walk.answer("lugar"), (Value{"100,51", ""}));
    walk.press("field:lugar.point", true, 9999, -3);
    EXPECT_EQ(walk.answer("lugar"), (Value{"399,0", ""})) << "never outside of the map";
    EXPECT_EQ(walk.press("field:lugar.up"), Effect::nothing);
    walk.write("field:lugar.text", "Na praça");
    EXPECT_EQ(walk.answer("lugar"), (Value{"399,0", "Na praça"}));
    EXPECT_EQ(walk.said, "");
}

TEST(Parts, the_first_arrow_sets_the_mark_down_in_the_middle) {
    Walk walk =
        asking(R"({"id": "lugar", "kind": "map_point", "label": "Onde?", "image": "mapa"})", with_pictures());
    EXPECT_EQ(walk.go_on(), Effect::rejected);
    EXPECT_EQ(walk.node("goto:lugar").target, "field:lugar.point");
    walk.press("field:lugar.left");
    EXPECT_EQ(walk.answer("lugar"), (Value{"200,100", ""}));
    EXPECT_EQ(walk.go_on(), Effect::moved);
}

TEST(Parts, what_is_no_control_of_a_field_gives_no_answer) {
    Walk walk = asking_address();
    const auto answer_to = [&](const std::string& id) {
        return participant::action_of_field(
            walk.prototype, walk.state,
            {.kind = Input::Kind::activate, .id = id, .values = {"true"}, .bytes = {}});
    };
    for (const char* id :
         {"", "field:", "onde", "field:nada", "field:onde.nada", "do:continue", "hint:onde.cep"})
        EXPECT_FALSE(answer_to(id)) << id;
    EXPECT_TRUE(answer_to("field:onde.no_number"));
    EXPECT_EQ(participant::field_of_control(walk.prototype, "field:onde.cep"), 0);
    EXPECT_EQ(participant::field_of_control(walk.prototype, "label:onde.cep"), prototype::kNone);
}

}  // namespace
