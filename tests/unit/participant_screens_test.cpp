#include "participant/screens.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "participant/field_input.hpp"
#include "participant/fields.hpp"
#include "prototype/read.hpp"
#include "study/read.hpp"

#include "random_walk.hpp"

namespace {

using ensaio::core::Language;
using ensaio::participant::ViewState;
using ensaio::prototype::Action;
using ensaio::prototype::ActionKind;
using ensaio::prototype::Effect;
using ensaio::prototype::Prototype;
using ensaio::prototype::State;
using ensaio::prototype::Value;
using ensaio::view::Input;
using ensaio::view::Look;
using ensaio::view::Node;
using ensaio::view::Page;
using ensaio::view::PageBuilder;
using ensaio::view::Role;

using Texts = std::vector<std::string>;

constexpr std::int32_t kToday = 20'000;  // 04/10/2024
constexpr std::string_view kPicture = R"({"id": "mapa", "alt": "Mapa do bairro", "width": 400, "height": 200,
                                          "source": "data:image/png;base64,iVBORw0KGgo="})";

/// A walk through a prototype, seen as its pages.
class Walk {
public:
    explicit Walk(const std::string& json)
        : language_(*Language::read(ensaio::trials::read_text("assets/languages/pt-BR.json"))) {
        auto made = ensaio::prototype::read(json);
        if (!made) {
            for (const auto& error : made.error()) ADD_FAILURE() << language_.describe(error);
            return;
        }
        prototype = *std::move(made);
        state = ensaio::prototype::start(prototype, 7, kToday);
    }

    const Page& page() {
        PageBuilder builder("key", "title", "pt-BR");
        ensaio::participant::add_screen(builder, ensaio::view::kNoParent, prototype, state, language_, view);
        page_ = std::move(builder).take();
        std::set<std::string> ids;
        for (const Node& node : page_.nodes) {
            EXPECT_TRUE(ids.insert(node.id).second) << node.id << " stands twice";
            EXPECT_EQ(node.text.find('['), std::string::npos) << node.text;
            EXPECT_FALSE(node.hidden_text.starts_with('[')) << node.hidden_text;
        }
        for (const Node& node : page_.nodes) {
            std::string_view rest = node.described_by;
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find(' '), rest.size());
                EXPECT_TRUE(ids.contains(std::string(rest.substr(0, end)))) << node.id << ": " << rest;
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
            const bool leads = node.role == Role::label || node.id.starts_with("goto:");
            EXPECT_TRUE(!leads || ids.contains(node.target)) << node.id << ": " << node.target;
        }
        return page_;
    }

    bool has(std::string_view id) {
        const std::vector<Node>& nodes = page().nodes;
        return std::ranges::find(nodes, id, &Node::id) != nodes.end();
    }

    Node node(std::string_view id) {
        const auto found = std::ranges::find(page().nodes, id, &Node::id);
        if (found != page_.nodes.end()) return *found;
        ADD_FAILURE() << id << " is not on the page";
        return {};
    }

    Node parent_of(const Node& child) { return page().nodes.at(child.parent); }

    /// Texts of all nodes of a role, in their order.
    Texts texts(Role role) {
        Texts found;
        for (const Node& node : page().nodes) {
            if (node.role == role) found.push_back(node.text);
        }
        return found;
    }

    /// Ids of all nodes that begin so, in their order.
    Texts ids(std::string_view prefix) {
        Texts found;
        for (const Node& node : page().nodes) {
            if (node.id.starts_with(prefix)) found.push_back(node.id);
        }
        return found;
    }

    Effect send(Input input) {
        if (ensaio::participant::search_words(prototype, input, view)) return Effect::nothing;
        const auto action = ensaio::participant::action_of_field(prototype, state, input);
        if (!action) {
            ADD_FAILURE() << input.id << " gives no answer";
            return Effect::nothing;
        }
        const Effect effect = act(*action);
        said = ensaio::participant::announcement(prototype, state, input, language_);
        return effect;
    }
    Effect write(const std::string& id, const Texts& values) {
        EXPECT_TRUE(has(id)) << id;
        return send({.kind = Input::Kind::set, .id = id, .values = values});
    }
    Effect write(const std::string& id, const std::string& text) { return write(id, Texts{text}); }
    Effect press(const std::string& id, bool on = true, float x = 0, float y = 0) {
        EXPECT_TRUE(has(id)) << id;
        return send(
            {.kind = Input::Kind::activate, .id = id, .values = {on ? "true" : "false"}, .x = x, .y = y});
    }

    Effect act(const Action& action) {
        auto step = ensaio::prototype::apply(prototype, state, action);
        state = std::move(step.state);
        return step.effect;
    }
    Effect go_on() { return act({.kind = ActionKind::go_on, .target = 0, .value = {}, .facts = {}}); }

    Value answer(std::string_view field) { return state.answers.at(prototype.field_named(field)).value; }

    Prototype prototype;
    State state;
    ViewState view;
    std::string said;

private:
    Language language_;
    Page page_;
};

/// A question with these fields, then a check screen, then the end. `more`: members of the prototype.
Walk asking(const std::string& fields, const std::string& more = {}, const std::string& checks = "[]") {
    return Walk(R"({"format": 1, "id": "p", "title": "P", )" + more + R"("screens": [
        {"id": "q", "kind": "question", "title": "Pergunta", "next": "c", "fields": [)" +
                fields + R"(], "checks": )" + checks + R"(},
        {"id": "c", "kind": "check", "title": "Confira", "next": "f"},
        {"id": "f", "kind": "end", "title": "Fim"}]})");
}

/// A prototype whose first screen has these members besides its id; another one follows it.
Walk showing(const std::string& screen, const std::string& more = {}) {
    return Walk(R"({"format": 1, "id": "p", "title": "P", )" + more + R"("screens": [
        {"id": "s", )" +
                screen + R"(}, {"id": "f", "kind": "end", "title": "Fim"}]})");
}

std::string with_pictures() { return R"("images": [)" + std::string(kPicture) + "], "; }

// ---------------------------------------------------------------- fields of one control

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
        walk.state = ensaio::prototype::start(walk.prototype, 7, kToday);
        walk.state =
            ensaio::prototype::apply(walk.prototype, walk.state,
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
    EXPECT_EQ(ensaio::participant::focus_after({.id = "field:foto.remove:0", .values = {}, .bytes = {}}),
              "field:foto");
    EXPECT_EQ(ensaio::participant::focus_after({.id = "field:foto", .values = {}, .bytes = {}}), "");

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

// ---------------------------------------------------------------- choices

TEST(Fields, an_exclusive_option_and_the_others_untick_each_other) {
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

TEST(Fields, yes_and_no_stand_beside_each_other_in_a_fieldset) {
    Walk walk = asking(R"({"id": "luz", "kind": "yes_no", "label": "Tem luz?"})");
    EXPECT_EQ(walk.node("set:luz").role, Role::form_group);
    EXPECT_EQ(walk.node("label:luz").role, Role::legend);
    EXPECT_EQ(walk.parent_of(walk.node("field:luz=sim")).look, Look::inline_row);
    walk.press("field:luz=nao");
    EXPECT_EQ(walk.answer("luz"), Value{"nao"});
    EXPECT_TRUE(walk.node("field:luz=nao").checked);
    EXPECT_FALSE(walk.node("field:luz=sim").checked);
}

TEST(Fields, stars_and_scales_say_their_ends) {
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

TEST(Fields, a_short_list_is_a_drop_down) {
    Walk walk = asking(select_of(Texts(12, "Centro")));
    EXPECT_EQ(walk.node("field:bairro").role, Role::drop_down);
    EXPECT_EQ(walk.node("field:bairro").choices.size(), 13U);
    walk.write("field:bairro", "o3");
    EXPECT_EQ(walk.answer("bairro"), Value{"o3"});
    EXPECT_EQ(walk.node("field:bairro").value, "o3");
}

TEST(Fields, a_long_list_is_searched_without_case_and_accents) {
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

TEST(Fields, an_error_of_a_searched_list_leads_to_its_search_box) {
    Walk walk = asking(select_of(Texts(13, "Centro")));
    walk.go_on();
    EXPECT_EQ(walk.node("goto:bairro").target, "field:bairro.search");
    EXPECT_TRUE(walk.node("field:bairro.search").invalid);
    EXPECT_EQ(walk.node("set:bairro").described_by, "error:bairro");
}

TEST(Fields, no_sample_says_the_same_words_twice_below_each_other) {
    const auto look_at = [](const Prototype& prototype, const std::string& where) {
        for (const auto& screen : prototype.screens) {
            for (std::size_t i = 0; i < screen.field_count; ++i) {
                const auto& field = prototype.fields[screen.first_field + i];
                EXPECT_TRUE(field.label != screen.title ||
                            ensaio::participant::label_is_title(prototype, screen))
                    << where << ": " << screen.id << ": " << field.label;
            }
        }
    };
    std::size_t samples = 0;
    for (const auto& entry : std::filesystem::directory_iterator(ENSAIO_SOURCE_DIR "/prototypes")) {
        if (entry.path().extension() != ".json") continue;
        const std::string name = entry.path().filename().string();
        look_at(*ensaio::prototype::read(ensaio::trials::read_text("prototypes/" + name)), name);
        const auto study = *ensaio::study::read(ensaio::trials::read_text("prototypes/studies/" + name));
        look_at(study.after_task, name);
        look_at(study.after_test, name);
        ++samples;
    }
    EXPECT_GE(samples, 8U);
}

// ---------------------------------------------------------------- fields of several controls

TEST(Fields, an_incomplete_date_names_what_is_missing) {
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

TEST(Fields, a_year_that_no_answer_can_mean_is_told_and_marked_alone) {
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

TEST(Fields, a_date_has_three_boxes_and_marks_the_missing_ones) {
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

TEST(Fields, an_address_asks_part_by_part_and_says_which_may_stay_blank) {
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

TEST(Fields, a_known_cep_fills_in_street_and_district) {
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

TEST(Fields, a_cep_never_overwrites_what_a_person_wrote) {
    Walk walk = asking_address();
    walk.write("field:onde.street", "Beco do Seu Zé");
    walk.write("field:onde.cep", "01001000");
    EXPECT_EQ(walk.answer("onde"), (Value{"01001000", "Beco do Seu Zé", "", "", "Sé", ""}));
}

TEST(Fields, an_unknown_cep_is_no_hindrance) {
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

TEST(Fields, an_address_may_have_no_number) {
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

TEST(Fields, an_error_of_an_address_stands_at_its_box) {
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

TEST(Fields, a_place_is_marked_by_a_press_by_arrows_or_in_words) {
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

TEST(Fields, the_first_arrow_sets_the_mark_down_in_the_middle) {
    Walk walk =
        asking(R"({"id": "lugar", "kind": "map_point", "label": "Onde?", "image": "mapa"})", with_pictures());
    EXPECT_EQ(walk.go_on(), Effect::rejected);
    EXPECT_EQ(walk.node("goto:lugar").target, "field:lugar.point");
    walk.press("field:lugar.left");
    EXPECT_EQ(walk.answer("lugar"), (Value{"200,100", ""}));
    EXPECT_EQ(walk.go_on(), Effect::moved);
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

TEST(Fields, what_is_no_control_of_a_field_gives_no_answer) {
    Walk walk = asking_address();
    const auto answer_to = [&](const std::string& id) {
        return ensaio::participant::action_of_field(
            walk.prototype, walk.state,
            {.kind = Input::Kind::activate, .id = id, .values = {"true"}, .bytes = {}});
    };
    for (const char* id :
         {"", "field:", "onde", "field:nada", "field:onde.nada", "do:continue", "hint:onde.cep"})
        EXPECT_FALSE(answer_to(id)) << id;
    EXPECT_TRUE(answer_to("field:onde.no_number"));
    EXPECT_EQ(ensaio::participant::field_of_control(walk.prototype, "field:onde.cep"), 0);
    EXPECT_EQ(ensaio::participant::field_of_control(walk.prototype, "label:onde.cep"),
              ensaio::prototype::kNone);
}

// ---------------------------------------------------------------- kinds of screens

TEST(Screens, the_letter_has_its_button_at_both_ends_and_its_question_last) {
    Walk walk =
        showing(R"("kind": "letter", "title": "Tapar buraco", "text": "Peça aqui.", "next": "f", "fields": [
        {"id": "letter_useful", "kind": "yes_no", "label": "Foi útil?", "optional": true}])",
                R"("letter": {"o_que_e": "Um pedido.", "prazo_maximo": "Até {{deadline}}."},
                           "deadline": {"amount": 10, "unit": "days"}, )");
    EXPECT_EQ(walk.texts(Role::heading), (Texts{"Tapar buraco", "O que é", "Prazo máximo"}));
    EXPECT_EQ(walk.texts(Role::paragraph), (Texts{"Peça aqui.", "Um pedido.", "Até 14/10/2024."}));
    EXPECT_EQ(walk.texts(Role::button), (Texts{"Solicitar", "Solicitar"}));
    const Texts order = walk.ids("");
    const auto place = [&](const char* id) { return std::ranges::find(order, id) - order.begin(); };
    EXPECT_LT(place("title"), place("do:continue"));
    EXPECT_LT(place("do:continue") + 4, place("do:continue:end"));
    EXPECT_LT(place("do:continue:end"), place("block:letter_useful"));
}

TEST(Screens, signing_in_asks_for_nothing_and_may_be_skipped) {
    Walk walk = showing(R"("kind": "sign_in", "title": "Entre", "next": "f", "skip": "f")");
    EXPECT_EQ(walk.texts(Role::button),
              (Texts{"Entrar com gov.br (simulação)", "Continuar sem me identificar"}));
    EXPECT_EQ(walk.node("do:skip").look, Look::secondary);
    EXPECT_EQ(walk.parent_of(walk.node("do:skip")).look, Look::inline_row);
    EXPECT_EQ(walk.node("simulated").look, Look::info_panel);
    EXPECT_TRUE(walk.texts(Role::line_input).empty());

    Walk own = showing(R"("kind": "sign_in", "title": "Entre", "next": "f", "button": "Entrar")");
    EXPECT_EQ(own.texts(Role::button), Texts{"Entrar"});
}

TEST(Screens, the_button_that_sends_says_so) {
    Walk last = asking(R"({"id": "a", "kind": "text", "label": "A", "optional": true})");
    EXPECT_EQ(last.node("do:continue").text, "Continuar");
    last.go_on();
    EXPECT_EQ(last.node("do:continue").text, "Enviar o pedido");

    Walk before(R"({"format": 1, "id": "p", "title": "P", "screens": [
        {"id": "c", "kind": "check", "title": "Confira", "next": "d"},
        {"id": "d", "kind": "declaration", "title": "Declaro", "next": "f"},
        {"id": "f", "kind": "end", "title": "Fim"}]})");
    EXPECT_EQ(before.node("do:continue").text, "Continuar");
    before.go_on();
    EXPECT_EQ(before.node("do:continue").text, "Enviar o pedido");
    before.go_on();
    EXPECT_FALSE(before.has("do:continue"));
    EXPECT_TRUE(before.has("do:back"));
}

TEST(Screens, the_check_lists_answers_with_a_way_to_change_each) {
    Walk walk = asking(R"({"id": "dia", "kind": "date", "label": "Dia"},
                          {"id": "obs", "kind": "text", "label": "Recado", "optional": true})");
    for (const auto& [part, text] :
         {std::pair("day", "1"), std::pair("month", "fev"), std::pair("year", "1960")})
        walk.write(std::string("field:dia.") + part, text);
    walk.go_on();
    EXPECT_EQ(walk.texts(Role::paragraph), (Texts{"Dia", "01/02/1960", "Recado", "Não informado"}));
    EXPECT_EQ(walk.node("check:dia").look, Look::key_value);
    EXPECT_EQ(walk.node("change:obs").text, "Alterar");
    EXPECT_EQ(walk.node("change:obs").hidden_text, "Recado");
}

TEST(Screens, what_one_thinks_of_the_letter_is_not_checked) {
    Walk walk(R"({"format": 1, "id": "p", "title": "P", "screens": [
        {"id": "l", "kind": "letter", "title": "Carta", "next": "c", "fields": [
            {"id": "letter_useful", "kind": "yes_no", "label": "Foi útil?", "optional": true}]},
        {"id": "c", "kind": "check", "title": "Confira", "next": "f"}, {"id": "f", "kind": "end", "title": "Fim"}]})");
    walk.press("field:letter_useful=sim");
    walk.go_on();
    EXPECT_EQ(walk.node("title").text, "Confira");
    EXPECT_EQ(walk.ids("check:"), Texts{});
}

TEST(Screens, the_confirmation_shows_the_number_a_way_to_copy_it_and_what_comes_next) {
    Walk walk(
        R"({"format": 1, "id": "p", "title": "P", "deadline": {"amount": 10, "unit": "days"}, "screens": [
        {"id": "q", "kind": "question", "title": "Nome", "next": "s", "fields": [
            {"id": "nome", "kind": "text", "label": "Nome", "privacy": "open"}]},
        {"id": "s", "kind": "confirmation", "title": "Recebemos, {{answer.nome}}", "text": "Número {{protocol}}.",
         "steps": [{"title": "Pedido feito", "state": "done"}, {"title": "Vistoria", "text": "Até {{deadline}}.", "state": "current"},
                   {"title": "Obra", "state": "waiting"}, {"title": "Aviso"}]}]})");
    EXPECT_EQ(walk.node("label:nome").level, 1) << "the title is not said twice";
    walk.write("field:nome", "Ana");
    walk.go_on();
    EXPECT_EQ(walk.node("title").text, "Recebemos, Ana");
    EXPECT_EQ(walk.node("protocol").text, walk.state.protocol);
    EXPECT_EQ(walk.node("do:copy").role, Role::button);
    EXPECT_EQ(walk.node("do:copy").parent, walk.node("protocol").parent);
    EXPECT_FALSE(walk.has("do:back"));
    EXPECT_EQ(walk.node("steps").role, Role::ordered_list);
    EXPECT_EQ(walk.node("step:0").look, Look::step_done);
    EXPECT_EQ(walk.node("step:1").look, Look::step_current);
    EXPECT_EQ(walk.node("step:2").look, Look::step_waiting);
    EXPECT_EQ(walk.node("step:3").look, Look::step_none);
    Texts said;
    for (const Node& node : walk.page().nodes) {
        if (node.look == Look::strong) said.push_back(node.text + " " + node.hidden_text);
    }
    EXPECT_EQ(said, (Texts{"Pedido feito (feito)", "Vistoria (agora)", "Obra (ainda não)", "Aviso "}));
    const Texts words = walk.texts(Role::paragraph);
    EXPECT_NE(std::ranges::find(words, "Número " + walk.state.protocol + "."), words.end());
    EXPECT_NE(std::ranges::find(words, "Até 14/10/2024."), words.end());

    walk.view.copy = ViewState::Copy::done;
    EXPECT_EQ(walk.node("copied").text, "Número copiado");
}

TEST(Screens, an_email_has_sender_subject_and_text_an_sms_is_a_bubble) {
    Walk email =
        showing(R"("kind": "message", "title": "Pedido atendido", "text": "Tapamos.", "channel": "email",
                            "sender": "SP156", "next": "f")");
    EXPECT_EQ(email.node("message").look, Look::email);
    EXPECT_EQ(email.node("message").text, "E-mail");
    EXPECT_EQ(email.node("title").level, 1);
    EXPECT_EQ(email.parent_of(email.node("title")).id, "message");
    EXPECT_EQ(email.texts(Role::paragraph), (Texts{"De: SP156", "Tapamos."}));
    EXPECT_TRUE(email.has("do:continue"));

    Walk sms =
        showing(R"("kind": "message", "title": "Aviso", "text": "Tapamos.", "channel": "sms", "next": "f")");
    EXPECT_EQ(sms.node("message").look, Look::sms);
    EXPECT_EQ(sms.node("title").parent, ensaio::view::kNoParent);
    EXPECT_EQ(sms.texts(Role::paragraph), Texts{"Tapamos."});
}

TEST(Screens, a_picture_has_its_hotspots_as_buttons_and_links) {
    Walk walk = showing(R"("kind": "picture", "title": "Tela inicial", "image": "mapa", "hotspots": [
        {"id": "a", "name": "Pedir", "role": "button", "box": [10, 20, 30, 40], "to": "f"},
        {"id": "b", "name": "Ajuda", "role": "link", "box": [100, 20, 30, 40], "to": "f"}])",
                        with_pictures());
    const Node picture = walk.node("picture");
    EXPECT_EQ(picture.role, Role::image);
    EXPECT_EQ(picture.text, "Mapa do bairro");
    EXPECT_FALSE(picture.presses);
    EXPECT_EQ(walk.node("title").level, 1);
    EXPECT_EQ(walk.node("title").hidden_text, "Tela inicial");
    EXPECT_EQ(walk.node("title").text, "") << "the picture is the whole screen";
    const Node spot = walk.node("hotspot:0");
    EXPECT_EQ(spot.role, Role::button);
    EXPECT_EQ(spot.text, "Pedir");
    EXPECT_EQ(spot.place_x, 10);
    EXPECT_EQ(spot.place_h, 40);
    EXPECT_EQ(walk.parent_of(spot).id, "picture");
    EXPECT_EQ(walk.node("hotspot:1").role, Role::link);
    EXPECT_FALSE(walk.has("do:continue"));
    EXPECT_EQ(walk.act({.kind = ActionKind::press, .target = 1, .value = {}, .facts = {}}), Effect::moved);
}

}  // namespace
