// Fields of one control, and what all fields have in common.

#include "participant/field_input.hpp"

#include "screen_walk.hpp"

namespace {

using namespace ensaio;
using prototype::ActionKind;
using prototype::Effect;
using prototype::Value;
using trials::asking;
using trials::kToday;
using trials::Texts;
using trials::Walk;
using view::Look;
using view::Node;
using view::Role;

TEST(Fields, a_line_is_labelled_described_and_as_wide_as_what_it_takes) {
    Walk walk = asking(R"({"id": "cpf", "kind": "cpf", "label": "CPF", "hint": "Só números"})");
    const Node box = walk.node("field:cpf");
    EXPECT_EQ(box.role, Role::line_input);
    EXPECT_EQ(box.input_mode, "numeric");
    EXPECT_EQ(box.size, 14);
    EXPECT_EQ(box.described_by, "hint:cpf");
    EXPECT_TRUE(box.required);
    EXPECT_FALSE(box.invalid);
    EXPECT_EQ(walk.node("label:cpf").target, "field:cpf");
    EXPECT_EQ(walk.node("hint:cpf").text, "Só números");

    walk.write("field:cpf", "529");
    EXPECT_EQ(walk.answer("cpf"), Value{"529"});
    EXPECT_EQ(walk.go_on(), Effect::rejected);
    EXPECT_EQ(walk.node("field:cpf").described_by, "hint:cpf error:cpf");
    EXPECT_TRUE(walk.node("field:cpf").invalid);
    EXPECT_EQ(walk.node("error:cpf").text, "Confira o CPF. São 11 números.");
    EXPECT_EQ(walk.node("goto:cpf").target, "field:cpf");
    EXPECT_EQ(walk.node("goto:cpf").text, walk.node("error:cpf").text);

    walk.write("field:cpf", "");
    EXPECT_EQ(walk.answer("cpf"), Value{});
}

TEST(Fields, each_kind_has_the_keyboard_of_what_is_typed_into_it) {
    for (const auto& [kind, keyboard] :
         std::vector<std::pair<std::string, std::string>>{{"text", "text"},
                                                          {"number", "decimal"},
                                                          {"money", "decimal"},
                                                          {"cpf", "numeric"},
                                                          {"cnpj", "text"},
                                                          {"cep", "numeric"},
                                                          {"phone", "tel"},
                                                          {"email", "email"},
                                                          {"plate", "text"},
                                                          {"rg", "text"}}) {
        Walk walk = asking(R"({"id": "a", "kind": ")" + kind + R"(", "label": "A"})");
        EXPECT_EQ(walk.node("field:a").input_mode, keyboard) << kind;
    }
    Walk walk = asking(R"({"id": "a", "kind": "date", "label": "A"})");
    for (const std::string& part : walk.ids("field:a."))
        EXPECT_EQ(walk.node(part).input_mode, "numeric") << part;
}

TEST(Fields, a_line_that_is_too_long_is_told_and_kept) {
    Walk walk = asking(R"({"id": "a", "kind": "text", "label": "Rua"})");
    const std::string pasted(201, 'a');
    walk.write("field:a", pasted);
    EXPECT_EQ(walk.go_on(), Effect::rejected);
    EXPECT_EQ(walk.node("error:a").text, "Rua: escreva no máximo 200 letras.");
    EXPECT_EQ(walk.answer("a"), Value{pasted});
}

TEST(Fields, an_optional_field_says_so_and_is_not_required) {
    Walk walk = asking(R"({"id": "apelido", "kind": "text", "label": "Apelido", "optional": true})");
    EXPECT_EQ(walk.node("label:apelido").text, "Apelido (opcional)");
    EXPECT_FALSE(walk.node("field:apelido").required);
}

TEST(Fields, a_code_that_does_not_fit_is_told_by_an_example) {
    for (const auto& [pattern, example] :
         std::vector<std::pair<std::string, std::string>>{{"AAA-0000", "ABC-1234"},
                                                          {"000.000.000-00", "123.456.789-01"},
                                                          {"sei A**/00", "sei A12/34"},
                                                          {"**", "12"}}) {
        Walk walk =
            asking(R"({"id": "a", "kind": "text", "label": "Inscrição", "pattern": ")" + pattern + R"("})");
        walk.write("field:a", "?");
        walk.go_on();
        EXPECT_EQ(walk.node("error:a").text, "Inscrição: escreva como " + example + ".");
        walk.write("field:a", example);
        EXPECT_EQ(walk.go_on(), Effect::moved) << example;
    }
    Walk walk = asking(R"({"id": "rg", "kind": "rg", "label": "RG"})");
    walk.write("field:rg", "1");
    walk.go_on();
    EXPECT_EQ(walk.node("error:rg").text, "Escreva o RG como está no documento, por exemplo 12.345.678-9.");
}

TEST(Fields, what_is_wrong_with_a_file_is_told_with_its_name) {
    Walk walk =
        asking(R"({"id": "f", "kind": "file", "label": "Fotos", "accept": ["image/"], "max_megabytes": 1,
                           "messages": {"file_too_large": "Escolha fotos com até 1 MB"}})");
    const auto told = [&](const Value& files) {
        walk.state = prototype::start(walk.prototype, 7, kToday);
        walk.state = prototype::apply(walk.prototype, walk.state,
                                      {.kind = ActionKind::set, .target = 0, .value = files, .facts = {}})
                         .state;
        walk.go_on();
        return walk.node("error:f").text;
    };
    EXPECT_EQ(told({"rua.jpg\n10\nimage/jpeg", "nota.doc\n10\napplication/msword"}),
              "nota.doc: Este tipo de arquivo não serve aqui. Pode ser: foto.");
    EXPECT_EQ(told({"a.jpg\n2000000\nimage/jpeg", "b.jpg\n10\nimage/jpeg", "c.jpg\n2000000\nimage/jpeg"}),
              "a.jpg, c.jpg: Escolha fotos com até 1 MB");
}

TEST(Fields, codes_are_typed_in_capitals_and_money_has_its_sign) {
    Walk walk =
        asking(R"({"id": "a", "kind": "plate", "label": "A"}, {"id": "b", "kind": "email", "label": "B"},
                          {"id": "c", "kind": "text", "label": "C"}, {"id": "d", "kind": "money", "label": "D", "max": 10.5})");
    EXPECT_EQ(walk.node("field:a").capitals, "characters");
    EXPECT_EQ(walk.node("field:b").capitals, "none");
    EXPECT_EQ(walk.node("field:c").capitals, "");
    EXPECT_EQ(walk.node("field:c").prefix, "");
    EXPECT_EQ(walk.node("field:d").prefix, "R$");
    walk.write("field:d", "11");
    walk.go_on();
    EXPECT_EQ(walk.node("error:d").text, "D: o maior valor é R$ 10,50.");
}

TEST(Fields, a_long_text_counts_for_the_eyes_and_tells_its_limit_to_the_ears) {
    Walk walk = asking(R"({"id": "t", "kind": "long_text", "label": "Conte", "max_length": 6})");
    EXPECT_EQ(walk.node("field:t").role, Role::lines_input);
    EXPECT_EQ(walk.node("field:t").max_length, 0U) << "what is pasted must not be cut unseen";
    EXPECT_EQ(walk.node("field:t").described_by, "limit:t");
    EXPECT_EQ(walk.node("limit:t").text, "");
    EXPECT_EQ(walk.node("limit:t").hidden_text, "Você pode escrever até 6 letras.");
    EXPECT_TRUE(walk.node("counter:t").silent);
    EXPECT_EQ(walk.node("counter:t").text, "Ainda cabem 6 letras");
    walk.write("field:t", "São J");
    EXPECT_EQ(walk.node("counter:t").text, "Ainda cabe 1 letra");
    EXPECT_EQ(walk.said, "");
    walk.write("field:t", "São José");
    EXPECT_EQ(walk.node("counter:t").text, "2 letras a mais. Escreva menos.");
    EXPECT_EQ(walk.said, "Passou do limite de letras. Escreva menos.");
    walk.write("field:t", "São José!");
    EXPECT_EQ(walk.said, "Passou do limite de letras. Escreva menos.") << "which was said already";
    EXPECT_EQ(walk.node("limit:t").hidden_text, "Você pode escrever até 6 letras.");
    EXPECT_EQ(walk.go_on(), Effect::rejected);
    EXPECT_EQ(walk.node("field:t").described_by, "limit:t error:t");
}

TEST(Fields, where_only_photos_fit_photos_are_asked_for) {
    Walk walk =
        asking(R"({"id": "uma", "kind": "file", "label": "Foto", "accept": ["image/"], "max_choices": 1},
                  {"id": "varias", "kind": "file", "label": "Fotos", "accept": ["image/"]},
                  {"id": "algo", "kind": "file", "label": "Algo", "max_choices": 1})");
    EXPECT_EQ(walk.node("field:uma").text, "Escolher uma foto");
    EXPECT_EQ(walk.node("field:varias").text, "Escolher fotos");
    EXPECT_EQ(walk.node("field:algo").text, "Escolher um arquivo");
}

TEST(Fields, files_are_listed_added_and_taken_away) {
    Walk walk =
        asking(R"({"id": "foto", "kind": "file", "label": "Foto", "accept": ["image/", "application/pdf"],
                           "max_megabytes": 5, "max_choices": 3})");
    const Node picker = walk.node("field:foto");
    EXPECT_EQ(picker.role, Role::file_input);
    EXPECT_EQ(picker.accept, "image/*,application/pdf");
    EXPECT_TRUE(picker.multiple);
    EXPECT_EQ(picker.text, "Escolher fotos ou arquivos");
    EXPECT_EQ(picker.described_by, "limit:foto");
    EXPECT_EQ(walk.node("limit:foto").text, "Pode ser: foto, PDF. Cada arquivo pode ter até 5 MB.");

    walk.write("field:foto", Texts{"a.png\n2048\nimage/png"});
    walk.write("field:foto", Texts{"b.pdf\n1024\napplication/pdf", "a.png\n2048\nimage/png"});
    EXPECT_EQ(walk.answer("foto"), (Value{"a.png\n2048\nimage/png", "b.pdf\n1024\napplication/pdf"}));
    EXPECT_EQ(walk.node("field:foto").text, "Escolher mais fotos ou arquivos");
    EXPECT_EQ(walk.node("field:foto.remove:1").text, "Tirar");
    EXPECT_EQ(walk.node("field:foto.remove:1").hidden_text, "b.pdf, 1 KB");
    EXPECT_EQ(walk.parent_of(walk.node("field:foto.remove:1")).look, Look::key_value);

    walk.press("field:foto.remove:0");
    EXPECT_EQ(walk.answer("foto"), Value{"b.pdf\n1024\napplication/pdf"});
    EXPECT_EQ(walk.said, "Arquivo tirado");
    EXPECT_EQ(participant::focus_after({.id = "field:foto.remove:0", .values = {}, .bytes = {}}),
              "field:foto");
    EXPECT_EQ(participant::focus_after({.id = "field:foto", .values = {}, .bytes = {}}), "");

    walk.write("field:foto", Texts{"c.txt\n10\ntext/plain"});
    walk.go_on();
    EXPECT_EQ(walk.node("error:foto").text,
              "c.txt: Este tipo de arquivo não serve aqui. Pode ser: foto, PDF.");
    EXPECT_EQ(walk.node("goto:foto").target, "field:foto");
}

TEST(Fields, where_one_file_is_asked_for_another_takes_its_place) {
    Walk walk = asking(R"({"id": "rg", "kind": "file", "label": "RG", "max_choices": 1})");
    EXPECT_FALSE(walk.node("field:rg").multiple);
    EXPECT_FALSE(walk.has("limit:rg"));
    walk.write("field:rg", "a.png");
    walk.write("field:rg", "b.png");
    EXPECT_EQ(walk.answer("rg"), Value{"b.png"});
    EXPECT_EQ(walk.node("field:rg").text, "Trocar o arquivo");
}

TEST(Fields, terms_are_read_above_the_box_that_accepts_them) {
    Walk walk =
        asking(R"({"id": "termo", "kind": "terms", "label": "Li e concordo", "text": "Um.\n\nDois."})");
    const Node box = walk.node("field:termo");
    EXPECT_EQ(box.role, Role::checkbox);
    EXPECT_EQ(box.text, "Li e concordo");
    EXPECT_FALSE(box.checked);
    EXPECT_TRUE(box.required);
    EXPECT_EQ(walk.node("terms:termo").look, Look::card);
    EXPECT_EQ(walk.texts(Role::paragraph), (Texts{"Um.", "Dois."}));

    EXPECT_EQ(walk.go_on(), Effect::rejected);
    EXPECT_EQ(walk.node("field:termo").described_by, "error:termo");
    EXPECT_EQ(walk.node("error:termo").text, "Para continuar, marque: Li e concordo");
    walk.press("field:termo");
    EXPECT_TRUE(walk.node("field:termo").checked);
    walk.press("field:termo", false);
    EXPECT_EQ(walk.answer("termo"), Value{});
    walk.press("field:termo");
    EXPECT_EQ(walk.go_on(), Effect::moved);
    EXPECT_EQ(walk.texts(Role::paragraph), (Texts{"Li e concordo", "Sim"}));
}

TEST(Fields, a_check_of_the_screen_speaks_in_its_own_words) {
    Walk walk = asking(
        R"({"id": "a", "kind": "email", "label": "E-mail"}, {"id": "b", "kind": "email", "label": "De novo"})",
        {}, R"([{"when": {"all": [{"field": "b", "op": "is_not", "other": "a"}]}, "field": "b",
                                "message": "Não é igual a {{answer.a}}."}])");
    walk.write("field:a", "ana@exemplo.com");
    walk.write("field:b", "ana@exemplo.org");
    EXPECT_EQ(walk.go_on(), Effect::rejected);
    EXPECT_EQ(walk.node("error:b").text, "Não é igual a ana@exemplo.com.");
    EXPECT_EQ(walk.node("goto:b").text, walk.node("error:b").text);
}

}  // namespace
