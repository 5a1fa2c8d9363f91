// Fields that are chosen from: boxes, stars and scales, lists.

#include <algorithm>

#include "screen_walk.hpp"

namespace {

using namespace ensaio;
using prototype::Value;
using trials::asking;
using trials::Texts;
using trials::Walk;
using view::Look;
using view::Node;
using view::Role;

TEST(Choices, an_exclusive_option_and_the_others_untick_each_other) {
    Walk walk = asking(R"({"id": "tem", "kind": "checkboxes", "label": "O que tem?", "options": [
        {"id": "lixo", "label": "Lixo"}, {"id": "mato", "label": "Mato", "hint": "Alto"},
        {"id": "nada", "label": "Nada disso", "exclusive": true}]})");
    EXPECT_EQ(walk.node("field:tem=lixo").role, Role::checkbox);
    EXPECT_EQ(walk.node("field:tem=mato").text, "Mato\nAlto");
    EXPECT_EQ(walk.node("or:tem").text, "ou");
    const Texts order = walk.ids("");
    EXPECT_EQ(*(std::ranges::find(order, "or:tem") + 1), "field:tem=nada");

    walk.press("field:tem=mato");
    walk.press("field:tem=lixo");
    EXPECT_EQ(walk.answer("tem"), (Value{"lixo", "mato"}));
    walk.press("field:tem=nada");
    EXPECT_EQ(walk.answer("tem"), Value{"nada"});
    walk.press("field:tem=lixo");
    EXPECT_EQ(walk.answer("tem"), Value{"lixo"});
    EXPECT_TRUE(walk.node("field:tem=lixo").checked);
    EXPECT_FALSE(walk.node("field:tem=nada").checked);
    walk.press("field:tem=lixo", false);
    EXPECT_EQ(walk.answer("tem"), Value{});
}

TEST(Choices, yes_and_no_stand_beside_each_other_in_a_fieldset) {
    Walk walk = asking(R"({"id": "luz", "kind": "yes_no", "label": "Tem luz?"})");
    EXPECT_EQ(walk.node("set:luz").role, Role::form_group);
    EXPECT_EQ(walk.node("label:luz").role, Role::legend);
    EXPECT_EQ(walk.parent_of(walk.node("field:luz=sim")).look, Look::inline_row);
    walk.press("field:luz=nao");
    EXPECT_EQ(walk.answer("luz"), Value{"nao"});
    EXPECT_TRUE(walk.node("field:luz=nao").checked);
    EXPECT_FALSE(walk.node("field:luz=sim").checked);
}

TEST(Choices, stars_and_scales_say_their_ends) {
    Walk walk = asking(
        R"({"id": "nota", "kind": "stars", "label": "Nota", "low_label": "Péssimo", "high_label": "Ótimo"},
                          {"id": "grau", "kind": "scale", "label": "Grau", "min": 0, "max": 2, "low_label": "Pouco"})");
    const auto name = [&](const char* id) {
        const Node node = walk.node(id);
        return node.text + (node.hidden_text.empty() ? "" : " ") + node.hidden_text;
    };
    EXPECT_EQ(name("field:nota=1"), "1 de 5: Péssimo");
    EXPECT_EQ(name("field:nota=3"), "3 de 5");
    EXPECT_EQ(name("field:nota=5"), "5 de 5: Ótimo");
    EXPECT_EQ(name("field:grau=0"), "0 Pouco");
    EXPECT_EQ(name("field:grau=2"), "2");
    EXPECT_EQ(walk.texts(Role::paragraph), (Texts{"1 = Péssimo", "5 = Ótimo", "0 = Pouco"}));
    walk.press("field:nota=4");
    EXPECT_EQ(walk.answer("nota"), Value{"4"});
    EXPECT_EQ(walk.node("field:nota=1").look, Look::star_filled);
    EXPECT_EQ(walk.node("field:nota=4").look, Look::star_filled);
    EXPECT_EQ(walk.node("field:nota=5").look, Look::star_empty);
    EXPECT_EQ(walk.node("field:grau=0").look, Look::plain);
    walk.go_on();
    EXPECT_EQ(walk.node("goto:grau").target, "field:grau=0");
}

std::string select_of(const Texts& labels) {
    std::string json = R"({"id": "bairro", "kind": "select", "label": "Bairro", "options": [)";
    for (std::size_t i = 0; i < labels.size(); ++i)
        json += (i > 0 ? "," : "") +
                (R"({"id": "o)" + std::to_string(i) + R"(", "label": ")" + labels[i] + "\"}");
    return json + "]}";
}

TEST(Choices, a_short_list_is_a_drop_down) {
    Walk walk = asking(select_of(Texts(12, "Centro")));
    EXPECT_EQ(walk.node("field:bairro").role, Role::drop_down);
    EXPECT_EQ(walk.node("field:bairro").choices.size(), 13U);
    walk.write("field:bairro", "o3");
    EXPECT_EQ(walk.answer("bairro"), Value{"o3"});
    EXPECT_EQ(walk.node("field:bairro").value, "o3");
}

TEST(Choices, a_long_list_is_searched_without_case_and_accents) {
    Walk walk = asking(
        select_of({"Água Rasa", "Butantã", "Cangaíba", "Itaquera", "Jabaquara", "José Bonifácio", "Lapa",
                   "Moema", "Mooca", "Perus", "Sacomã", "Santo Amaro", "São Lucas", "Sé", "Vila Sônia"}));
    EXPECT_FALSE(walk.has("field:bairro"));
    EXPECT_EQ(walk.node("label:bairro").role, Role::legend);
    EXPECT_EQ(walk.node("label:bairro.search").target, "field:bairro.search");
    EXPECT_EQ(walk.ids("field:bairro=").size(), 8U);
    EXPECT_EQ(walk.node("count:bairro").role, Role::status);
    EXPECT_EQ(walk.node("count:bairro").text, "São 15 opções.");
    EXPECT_EQ(walk.node("more:bairro").text, "Há mais 7 opções. Escreva mais letras.");

    walk.write("field:bairro.search", " SE");
    EXPECT_EQ(walk.answer("bairro"), Value{}) << "words searched for are no answer";
    EXPECT_EQ(walk.node("field:bairro.search").value, " SE");
    EXPECT_EQ(walk.ids("field:bairro="), (Texts{"field:bairro=o13", "field:bairro=o5"}))
        << "what begins so comes first";
    EXPECT_EQ(walk.node("count:bairro").text, "Achamos 2 opções.");
    EXPECT_FALSE(walk.has("more:bairro"));

    walk.press("field:bairro=o5");
    EXPECT_EQ(walk.answer("bairro"), Value{"o5"});
    walk.write("field:bairro.search", "sonia vila");
    EXPECT_EQ(walk.ids("field:bairro="), (Texts{"field:bairro=o5", "field:bairro=o14"}))
        << "the chosen one stays";
    EXPECT_TRUE(walk.node("field:bairro=o5").checked);
    EXPECT_EQ(walk.node("count:bairro").text, "Achamos 1 opção.");
    walk.write("field:bairro.search", "xyz");
    EXPECT_EQ(walk.node("count:bairro").text,
              "Não achamos nada com essas letras. Confira o que você escreveu.");
    EXPECT_EQ(walk.ids("field:bairro="), Texts{"field:bairro=o5"});
}

TEST(Choices, an_error_of_a_searched_list_leads_to_its_search_box) {
    Walk walk = asking(select_of(Texts(13, "Centro")));
    walk.go_on();
    EXPECT_EQ(walk.node("goto:bairro").target, "field:bairro.search");
    EXPECT_TRUE(walk.node("field:bairro.search").invalid);
    EXPECT_EQ(walk.node("set:bairro").described_by, "error:bairro");
}

}  // namespace
