#include "participant/screens.hpp"

#include <algorithm>
#include <filesystem>

#include "participant/fields.hpp"
#include "study/read.hpp"

#include "screen_walk.hpp"

namespace {

using namespace ensaio;
using participant::ViewState;
using prototype::ActionKind;
using prototype::Effect;
using prototype::Prototype;
using trials::asking;
using trials::showing;
using trials::Texts;
using trials::Walk;
using trials::with_pictures;
using view::Look;
using view::Node;
using view::Role;

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
    EXPECT_EQ(sms.node("title").parent, view::kNoParent);
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

TEST(Screens, no_sample_says_the_same_words_twice_below_each_other) {
    const auto look_at = [](const Prototype& prototype, const std::string& where) {
        for (const auto& screen : prototype.screens) {
            for (std::size_t i = 0; i < screen.field_count; ++i) {
                const auto& field = prototype.fields[screen.first_field + i];
                EXPECT_TRUE(field.label != screen.title || participant::label_is_title(prototype, screen))
                    << where << ": " << screen.id << ": " << field.label;
            }
        }
    };
    std::size_t samples = 0;
    for (const auto& entry : std::filesystem::directory_iterator(ENSAIO_SOURCE_DIR "/prototypes")) {
        if (entry.path().extension() != ".json") continue;
        const std::string name = entry.path().filename().string();
        look_at(*prototype::read(trials::read_text("prototypes/" + name)), name);
        const auto study = *study::read(trials::read_text("prototypes/studies/" + name));
        look_at(study.after_task, name);
        look_at(study.after_test, name);
        ++samples;
    }
    EXPECT_GE(samples, 8U);
}

}  // namespace
