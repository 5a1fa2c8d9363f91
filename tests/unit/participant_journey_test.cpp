// What stands around the prototype: starting again, copying, notes, what was recorded, erasing it.

#include "citizen.hpp"

#include "session/replay.hpp"
#include "session/track_bytes.hpp"

#include "random_walk.hpp"

namespace {

using namespace ensaio;
using trials::Citizen;
using view::Input;

constexpr const char* kPrototype = R"({"format": 1, "id": "pedido", "title": "Pedido", "screens": [
  {"id": "nome", "kind": "question", "title": "Qual o seu nome?", "next": "cor",
   "fields": [{"id": "nome", "kind": "text", "label": "Nome"}]},
  {"id": "cor", "kind": "question", "title": "Qual a cor?", "next": "fim",
   "fields": [{"id": "cor", "kind": "radios", "label": "Cor", "options": [{"id": "azul", "label": "Azul"}, {"id": "verde", "label": "Verde"}]}]},
  {"id": "fim", "kind": "confirmation", "title": "Pedido enviado"}]})";

constexpr const char* kStudy =
    R"({"format": 1, "id": "pedido", "title": "Teste do pedido", "prototype": "pedido",
  "consent": {"version": "1", "who": "a", "why": "b", "recorded": "c", "use": "d", "duration": "e", "rights": "f", "contact": "g"},
  "tasks": [{"id": "t", "title": "Peça uma cor", "scenario": "Peça.", "success": "Pediu.", "goal_screen": "fim"}]})";

constexpr const char* kDropBox =
    R"({"drop_box": {"address": "https://nuvem.example.org/a/", "place": "a pasta da equipe",
  "key": "age1y463wzvww47decyyg70yf2fjxnyeqchk33sgxcppm4g8wcdlh3ksm5p9qw"}, )";

participant::Setup setup(bool facilitator = false) {
    return {.study = kStudy,
            .prototype = kPrototype,
            .language = trials::read_text("assets/languages/pt-BR.json"),
            .session = "00112233445566778899aabbccddeeff",
            .participant = "P07",
            .device = "celular",
            .seed = 7,
            .utc_offset = -180,
            .facilitator = facilitator,
            .resume = {}};
}

template <class Command>
std::vector<Command> asked_for(const Citizen& citizen) {
    std::vector<Command> found;
    for (const view::Command& command : citizen.commands) {
        if (const auto* one = std::get_if<Command>(&command)) found.push_back(*one);
    }
    return found;
}

std::string words_of(const view::Page& page) {
    std::string words;
    for (const view::Node& node : page.nodes) words += node.text + "\n";
    return words;
}

session::Session recorded_by(Citizen& citizen) {
    auto stored = session::read_file(citizen.stored());
    EXPECT_TRUE(stored && stored->sessions.size() == 1);
    return std::move(stored->sessions.front());
}

study::Journey last_journey(Citizen& citizen) {
    const auto opened = session::open(recorded_by(citizen));
    return session::replay(*opened, [](const session::Moment& moment) { EXPECT_TRUE(moment.exact); });
}

void answer(Citizen& citizen, const Input& input) { citizen.send(input); }

Citizen at_the_end() {
    Citizen citizen(setup());
    citizen.press("do:agree");
    citizen.press("do:start");
    citizen.write("field:nome", "Zulmira");
    citizen.press("do:continue");
    citizen.press("field:cor=verde");
    citizen.press("do:continue");
    return citizen;
}

TEST(ParticipantJourney, starting_again_is_asked_back_and_empties_the_prototype) {
    Citizen citizen = at_the_end();
    citizen.press("do:restart");
    EXPECT_EQ(citizen.title(), "Pedido enviado") << "nothing has happened yet";
    EXPECT_EQ(citizen.page().focus, "asking");
    citizen.press("do:restart:no");
    EXPECT_EQ(citizen.node("asking"), nullptr);
    citizen.press("do:restart");
    const std::string before = citizen.page().key;
    citizen.press("do:restart:yes");
    EXPECT_EQ(citizen.node("field:nome")->value, "");
    EXPECT_EQ(citizen.node("asking"), nullptr);
    EXPECT_NE(citizen.page().key, before);
    EXPECT_EQ(citizen.page().announce, "A tarefa começou de novo.");
    EXPECT_NE(citizen.node("do:done"), nullptr) << "the task goes on";
}

TEST(ParticipantJourney, starting_again_on_the_first_screen_is_a_page_of_its_own) {
    Citizen citizen(setup());
    citizen.press("do:agree");
    citizen.press("do:start");
    citizen.write("field:nome", "Ana");
    const std::string before = citizen.page().key;
    citizen.press("do:restart");
    citizen.press("do:restart:yes");
    EXPECT_NE(citizen.page().key, before) << "else the focus would stay on a button that is gone";
}

TEST(ParticipantJourney, giving_up_is_always_asked_back) {
    Citizen citizen = at_the_end();
    citizen.press("do:gave_up");
    EXPECT_EQ(citizen.title(), "Pedido enviado") << "nothing has happened yet";
    EXPECT_EQ(citizen.page().focus, "asking");
    EXPECT_EQ(citizen.node("do:done"), nullptr) << "one question at a time";
    citizen.press("do:gave_up:no");
    EXPECT_EQ(citizen.page().focus, "do:gave_up");
    EXPECT_EQ(citizen.node("asking"), nullptr);
    EXPECT_FALSE(citizen.ended());
    citizen.press("do:gave_up");
    citizen.press("do:gave_up:yes");
    EXPECT_EQ(citizen.title(), "Muito obrigado!");
    EXPECT_EQ(last_journey(citizen).ends, std::vector{study::TaskEnd::gave_up});
}

TEST(ParticipantJourney, done_is_always_asked_back_so_that_nobody_learns_from_it_where_the_goal_is) {
    Citizen citizen(setup());
    citizen.press("do:agree");
    citizen.press("do:start");
    citizen.write("field:nome", "Zulmira");
    citizen.press("do:done");
    EXPECT_NE(citizen.node("field:nome"), nullptr);
    const std::string asked = citizen.node("asking")->text;
    citizen.press("do:done:no");
    EXPECT_EQ(citizen.page().focus, "do:done");
    citizen.press("do:continue");
    citizen.press("field:cor=verde");
    citizen.press("do:continue");
    citizen.press("do:done");
    EXPECT_FALSE(citizen.ended()) << "at the goal";
    EXPECT_EQ(citizen.node("asking")->text, asked);
    citizen.press("do:done:yes");
    EXPECT_TRUE(citizen.ended());
    EXPECT_EQ(last_journey(citizen).ends, std::vector{study::TaskEnd::done});
}

TEST(ParticipantJourney, the_questions_asked_back_are_recorded_and_the_time_of_the_end_is_that_of_the_yes) {
    Citizen citizen(setup());
    citizen.press("do:agree");
    citizen.press("do:start");
    for (const char* button : {"do:gave_up", "do:gave_up:no", "do:done", "do:done:no", "do:restart",
                               "do:restart:no", "do:done", "do:done:yes"})
        citizen.press(button);
    std::vector<std::uint32_t> asked;
    std::uint64_t last_asked = 0, ended = 0;
    for (const session::Record& record : recorded_by(citizen).records) {
        const auto* shown = std::get_if<session::Shown>(&record.event);
        if (shown != nullptr && shown->what == session::Shown::What::asked_back) {
            asked.push_back(shown->number);
            if (shown->number > 0) last_asked = record.at;
        }
        const auto* moved = std::get_if<session::Moved>(&record.event);
        if (moved != nullptr && moved->move.kind == study::MoveKind::task_done) ended = record.at;
    }
    EXPECT_EQ(asked, (std::vector<std::uint32_t>{3, 0, 2, 0, 1, 0, 2, 0}));
    EXPECT_EQ(ended - last_asked, 1500U) << "a press of the Citizen each 1.5 s";
}

TEST(ParticipantJourney, the_browsers_forward_goes_where_back_came_from) {
    Citizen citizen = at_the_end();
    citizen.send({.kind = Input::Kind::back});
    citizen.send({.kind = Input::Kind::back});
    EXPECT_NE(citizen.node("field:nome"), nullptr);
    citizen.send({.kind = Input::Kind::forward});
    EXPECT_NE(citizen.node("field:cor=verde"), nullptr);
    EXPECT_TRUE(citizen.node("field:cor=verde")->checked);
}

TEST(ParticipantJourney, the_browsers_forward_leads_nowhere_that_the_person_has_not_been) {
    Citizen citizen = at_the_end();
    citizen.send({.kind = Input::Kind::back});
    citizen.press("field:cor=azul");
    citizen.press("do:continue");
    citizen.send({.kind = Input::Kind::back});
    citizen.send({.kind = Input::Kind::back});
    citizen.send({.kind = Input::Kind::back});  // there is nothing before
    citizen.send({.kind = Input::Kind::forward});
    EXPECT_NE(citizen.node("field:cor=verde"), nullptr) << "back that led nowhere is not made good";
    citizen.send({.kind = Input::Kind::back});
    citizen.press("do:done");
    citizen.press("do:done:yes");
    const std::string thanks = citizen.page().key;
    citizen.send({.kind = Input::Kind::forward});
    EXPECT_EQ(citizen.page().key, thanks);

    Citizen first(setup());
    first.press("do:agree");
    first.press("do:start");
    const auto before = recorded_by(first).records.size();
    first.send({.kind = Input::Kind::back});
    first.send({.kind = Input::Kind::forward});
    EXPECT_NE(first.node("field:nome"), nullptr);
    EXPECT_EQ(first.node("errors"), nullptr) << "nothing was pressed";
    first.send({.kind = Input::Kind::flush});
    EXPECT_EQ(recorded_by(first).records.size(), before);
}

TEST(ParticipantJourney, the_browsers_forward_is_no_way_to_send_questions) {
    std::string study = kStudy;
    const std::string ease = R"("after_task": [{"id": "facil", "kind": "question", "title": "Foi fácil?",
      "fields": [{"id": "facil", "kind": "scale", "label": "Foi fácil?", "optional": true, "min": 1, "max": 7}]}], "tasks")";
    study.replace(study.find("\"tasks\""), 7, ease);
    participant::Setup with_ease = setup();
    with_ease.study = study;
    Citizen citizen(with_ease);
    citizen.press("do:agree");
    citizen.press("do:start");
    citizen.press("do:gave_up");
    citizen.press("do:gave_up:yes");
    const std::string question = citizen.page().key;
    citizen.send({.kind = Input::Kind::back});
    citizen.send({.kind = Input::Kind::forward});
    EXPECT_EQ(citizen.page().key, question);
}

TEST(ParticipantJourney, the_browsers_back_answers_a_question_asked_back_with_no) {
    Citizen citizen = at_the_end();
    const std::string screen = citizen.page().key;
    citizen.press("do:restart");
    citizen.send({.kind = Input::Kind::back});
    EXPECT_EQ(citizen.node("asking"), nullptr);
    EXPECT_EQ(citizen.page().key, screen);
    EXPECT_EQ(citizen.page().focus, "do:restart");
    citizen.press("do:done");
    citizen.press("do:done:yes");
    citizen.press("do:erase");
    citizen.send({.kind = Input::Kind::back});
    EXPECT_EQ(citizen.node("asking"), nullptr);
    EXPECT_EQ(citizen.page().focus, "do:erase");
    EXPECT_TRUE(asked_for<view::DeleteSession>(citizen).empty());
}

TEST(ParticipantJourney, the_protocol_number_is_copied_and_said) {
    Citizen citizen = at_the_end();
    citizen.press("do:copy");
    ASSERT_EQ(asked_for<view::CopyText>(citizen).size(), 1u);
    EXPECT_EQ(asked_for<view::CopyText>(citizen)[0].text, citizen.node("protocol")->text);
    answer(citizen, {.kind = Input::Kind::stored, .id = "copy"});
    EXPECT_EQ(citizen.page().announce, "Número copiado");
    answer(citizen, {.kind = Input::Kind::stored, .id = "copy"});
    EXPECT_EQ(citizen.page().announce, "Número copiado\u00a0") << "new words: else nothing is said";
    answer(citizen, {.kind = Input::Kind::failed, .id = "copy"});
    EXPECT_EQ(citizen.page().announce, "Não deu para copiar. Anote o número.");
    citizen.press("do:done");
    citizen.press("do:done:yes");
    EXPECT_EQ(citizen.page().announce, "") << "said once, not on the next page again";
}

TEST(ParticipantJourney, notes_are_recorded_after_the_consent_only) {
    Citizen citizen(setup(true));
    citizen.send({.kind = Input::Kind::note, .id = "helped"});
    citizen.press("do:agree");
    citizen.press("do:start");
    citizen.send({.kind = Input::Kind::note, .id = "helped"});
    citizen.send({.kind = Input::Kind::note, .id = "unknown"});
    citizen.press("do:gave_up");
    citizen.press("do:gave_up:yes");
    std::vector<session::Note> notes;
    for (const session::Record& record : recorded_by(citizen).records) {
        if (const auto* note = std::get_if<session::Note>(&record.event)) notes.push_back(*note);
    }
    EXPECT_EQ(notes, std::vector<session::Note>{{session::Note::Code::helped}});
}

TEST(ParticipantJourney, the_participant_is_told_what_was_recorded_and_no_more) {
    Citizen citizen = at_the_end();
    citizen.send({.kind = Input::Kind::dead_click, .id = "main", .values = {}, .x = 3, .y = 4});
    citizen.press("do:done");
    citizen.press("do:done:yes");
    citizen.press("do:recorded");
    EXPECT_EQ(citizen.title(), "O que foi gravado");
    const std::string words = words_of(citizen.page());
    EXPECT_NE(words.find("Código P07, em 21/09/2026, em um celular."), std::string::npos) << words;
    EXPECT_NE(words.find("Telas: Qual o seu nome? → Qual a cor? → Pedido enviado."), std::string::npos)
        << words;
    EXPECT_NE(words.find("Toques que não mudaram nada: 1."), std::string::npos);
    EXPECT_NE(words.find("Nome\nTexto não guardado. Guardamos o tamanho (de 4 a 7 letras ou números) e a "
                         "hora de cada mudança."),
              std::string::npos)
        << words;
    EXPECT_NE(words.find("Cor\nVerde"), std::string::npos);
    EXPECT_EQ(words.find("Zulmira"), std::string::npos);
    citizen.press("do:thanks");
    EXPECT_EQ(citizen.title(), "Muito obrigado!");
}

TEST(ParticipantJourney, also_of_what_is_counted_beside_the_answers) {
    participant::Setup with = setup(true);
    constexpr std::string_view kOpen = R"("label": "Cor",)";
    with.prototype.insert(with.prototype.find(kOpen) + kOpen.size(), R"("privacy": "sensitive",)");
    Citizen citizen(with);
    citizen.press("do:agree");
    citizen.press("do:start");
    citizen.write("field:nome", "Zulmira");
    citizen.press("do:continue");
    EXPECT_EQ(citizen.node("block:cor")->recorded_as, "label:cor");
    citizen.press("field:cor=verde");
    for (const auto kind : {Input::Kind::hidden, Input::Kind::shown, Input::Kind::hidden, Input::Kind::shown})
        citizen.send({.kind = kind});
    citizen.send({.kind = Input::Kind::note, .id = "helped"});
    session::Trace trace{.boxes = {{.id = "label:cor", .left = 1, .top = 2, .width = 3, .height = 4}},
                         .samples = {}};
    using Kind = session::TraceSample::Kind;
    for (const auto kind : {Kind::moved, Kind::pressed, Kind::edited, Kind::program_error})
        trace.samples.push_back({.at = 10 * trace.samples.size(), .kind = kind, .x = 1, .y = 1, .box = 1});
    session::Bytes track = session::track_payload(trace);
    track.erase(track.begin());  // when it begins is told beside it
    citizen.send({.kind = Input::Kind::trace, .bytes = track});
    citizen.press("do:continue");
    citizen.press("do:done");
    citizen.press("do:done:yes");
    citizen.press("do:recorded");
    const std::string words = words_of(citizen.page());
    for (const char* line :
         {"Cor\nResposta não guardada. Só que houve uma.", "quanto a página rolou: 2 pontos.",
          "sem o texto: 1.", "saiu desta página: 2.", "acompanhou o teste: 1.", "Erros do programa: 1."})
        EXPECT_NE(words.find(line), std::string::npos) << line << words;
}

TEST(ParticipantJourney, the_browsers_back_leaves_what_was_recorded) {
    Citizen citizen = at_the_end();
    citizen.press("do:done");
    citizen.press("do:done:yes");
    citizen.press("do:recorded");
    citizen.send({.kind = Input::Kind::back});
    EXPECT_EQ(citizen.title(), "Muito obrigado!");
}

TEST(ParticipantJourney, erasing_is_asked_back_and_believed_when_the_store_says_so) {
    Citizen citizen = at_the_end();
    citizen.press("do:done");
    citizen.press("do:done:yes");
    citizen.press("do:erase");
    EXPECT_TRUE(asked_for<view::DeleteSession>(citizen).empty());
    citizen.press("do:erase:yes");
    ASSERT_EQ(asked_for<view::DeleteSession>(citizen).size(), 1u);
    EXPECT_EQ(asked_for<view::DeleteSession>(citizen)[0].session, "00112233445566778899aabbccddeeff");
    EXPECT_EQ(citizen.title(), "Muito obrigado!");
    answer(citizen, {.kind = Input::Kind::stored, .id = "delete"});
    EXPECT_EQ(citizen.title(), "Apagamos tudo deste teste");
    EXPECT_EQ(citizen.node("do:recorded"), nullptr);
}

TEST(ParticipantJourney, what_the_browser_does_not_let_go_of_is_called_erased_only_when_it_is) {
    for (const auto& [how, said] : {std::pair("later", "na próxima vez que o Ensaio for aberto"),
                                    std::pair("here", "Deixe a página aberta até ela dizer")}) {
        Citizen citizen = at_the_end();
        answer(citizen, {.kind = Input::Kind::failed, .id = "store"});
        citizen.press("do:done");
        citizen.press("do:done:yes");
        EXPECT_NE(citizen.node("do:download"), nullptr);
        citizen.press("do:erase");
        citizen.press("do:erase:yes");
        answer(citizen, {.kind = Input::Kind::failed, .id = "delete", .values = {how}});
        EXPECT_EQ(citizen.title(), "Vamos apagar este teste");
        EXPECT_TRUE(std::ranges::any_of(citizen.page().nodes, [&](const view::Node& node) {
            return node.text.find(said) != std::string::npos;
        })) << said;
        EXPECT_EQ(citizen.node("do:download"), nullptr);
        answer(citizen, {.kind = Input::Kind::stored, .id = "delete"});
        EXPECT_EQ(citizen.title(), "Apagamos tudo deste teste");
        EXPECT_EQ(citizen.page().announce, "Apagamos tudo deste teste");
    }
}

/// A study with a drop box, walked to its end. `agreed`: the copy may be sent.
Citizen at_the_end_of_a_sent_one(bool agreed) {
    participant::Setup with_drop_box = setup();
    with_drop_box.study = kDropBox + with_drop_box.study.substr(1);
    Citizen citizen(with_drop_box);
    if (agreed) citizen.press("option:0");
    citizen.press("do:agree");
    citizen.press("do:start");
    citizen.press("do:gave_up");
    citizen.press("do:gave_up:yes");
    EXPECT_EQ(citizen.title(), "Muito obrigado!");
    return citizen;
}

TEST(ParticipantJourney, whoever_agreed_to_it_has_the_whole_session_sent) {
    Citizen citizen = at_the_end_of_a_sent_one(true);
    const auto ends = asked_for<view::EndSession>(citizen);
    ASSERT_EQ(ends.size(), 1u);
    EXPECT_EQ(ends[0].address, "https://nuvem.example.org/a/");
    EXPECT_EQ(ends[0].key, "age1y463wzvww47decyyg70yf2fjxnyeqchk33sgxcppm4g8wcdlh3ksm5p9qw");
    EXPECT_EQ(ends[0].file, citizen.stored());
    EXPECT_NE(words_of(citizen.page()).find("Estamos enviando a cópia trancada para a pasta da equipe"),
              std::string::npos);
    for (const auto& [kind, value, said] :
         {std::tuple{Input::Kind::failed, "later", "A cópia ainda não foi enviada para a pasta da equipe"},
          std::tuple{Input::Kind::failed, "refused", "não aceitou"},
          std::tuple{Input::Kind::stored, "sent", "A cópia trancada foi enviada"}}) {
        answer(citizen, {.kind = kind, .id = "send", .values = {value}});
        EXPECT_NE(words_of(citizen.page()).find(said), std::string::npos) << said;
        EXPECT_EQ(citizen.page().announce.find("["), std::string::npos);
        EXPECT_NE(citizen.node("do:download"), nullptr) << "the file can always be kept";
    }
}

TEST(ParticipantJourney, whoever_did_not_agree_to_it_has_nothing_sent) {
    Citizen citizen = at_the_end_of_a_sent_one(false);
    const auto ends = asked_for<view::EndSession>(citizen);
    ASSERT_EQ(ends.size(), 1u);
    EXPECT_EQ(ends[0].address, "");
    EXPECT_TRUE(ends[0].file.empty());
    EXPECT_NE(words_of(citizen.page()).find("só neste navegador"), std::string::npos);
    citizen.press("do:recorded");
    EXPECT_NE(words_of(citizen.page()).find("Nada foi enviado"), std::string::npos);
}

TEST(ParticipantJourney, the_consent_hash_covers_where_the_copy_goes) {
    Citizen with = at_the_end_of_a_sent_one(true), without = at_the_end();
    const auto hash = [](Citizen& citizen) { return recorded_by(citizen).header.consent_hash; };
    EXPECT_NE(hash(with), hash(without));
}

TEST(ParticipantJourney, beside_a_facilitator_the_next_person_follows) {
    for (const bool facilitator : {false, true}) {
        Citizen citizen(setup(facilitator));
        citizen.press("do:refuse");
        EXPECT_EQ(citizen.node("home") == nullptr, facilitator);
        ASSERT_EQ(citizen.node("next") != nullptr, facilitator);
        if (facilitator) {
            EXPECT_EQ(citizen.node("next")->value, "#/test/pedido/conduzir");
        }
    }
}

}  // namespace
