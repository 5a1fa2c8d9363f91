#include "participant/participant.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "session/replay.hpp"
#include "session/track_bytes.hpp"

#include "citizen.hpp"
#include "random_walk.hpp"

namespace {

using ensaio::participant::Participant;
using ensaio::participant::Setup;
using ensaio::trials::Citizen;
using ensaio::trials::kKept;
using ensaio::trials::read_text;
using ensaio::view::FlushAfter;
using ensaio::view::Input;
using ensaio::view::Node;
using ensaio::view::Page;
using ensaio::view::Role;

Setup setup_for(const std::string& sample) {
    return {.study = read_text(kKept + std::string("studies/") + sample + ".json"),
            .prototype = read_text(kKept + sample + ".json"),
            .language = read_text("assets/languages/pt-BR.json"),
            .session = "00112233445566778899aabbccddeeff",
            .participant = "P01",
            .device = "celular",
            .seed = 7,
            .utc_offset = -180,
            .resume = {}};
}

void walk_to_address(Citizen& citizen) {
    citizen.press("option:0");
    citizen.press("do:agree");
    citizen.press("do:start");
    citizen.press("do:continue");
    citizen.press("field:tempo=mais_de_1_mes");
    citizen.press("do:continue");
    citizen.write("field:rua", "Rua do Faz de Conta");
    citizen.write("field:numero", "120");
    citizen.press("do:continue");
}

ensaio::session::Opened open(const ensaio::session::Bytes& bytes) {
    auto stored = ensaio::session::read_file(bytes);
    EXPECT_TRUE(stored.has_value());
    EXPECT_EQ(stored->sessions.size(), 1U);
    EXPECT_TRUE(stored->sessions.front().damage.empty());
    auto opened = ensaio::session::open(std::move(stored->sessions.front()));
    EXPECT_TRUE(opened.has_value());
    return std::move(*opened);
}

TEST(Participant, nothing_is_stored_before_the_participant_has_agreed) {
    Citizen citizen(setup_for("veiculo-abandonado"));
    citizen.press("option:0");
    citizen.press("option:0");
    citizen.send({.kind = Input::Kind::dead_click, .id = "main", .values = {}, .x = 3, .y = 4});
    citizen.send({.kind = Input::Kind::flush});
    EXPECT_EQ(citizen.chunk_count(), 0U);
    citizen.press("do:refuse");
    citizen.send({.kind = Input::Kind::flush});
    EXPECT_EQ(citizen.chunk_count(), 0U);
    EXPECT_EQ(citizen.title(), "Tudo bem, você não vai participar");
}

TEST(Participant, a_whole_session_is_recorded_and_replays_exactly) {
    Citizen citizen(setup_for("veiculo-abandonado"));
    walk_to_address(citizen);
    citizen.press("field:tipo=carro");
    citizen.press("do:continue");
    citizen.press("do:continue");
    EXPECT_NE(citizen.node("errors"), nullptr);
    EXPECT_NE(citizen.node("error:cor"), nullptr);
    EXPECT_TRUE(citizen.page().title.starts_with("Erro: "));
    citizen.write("field:cor", "Prata");
    citizen.write("field:modelo", "Gol");
    citizen.press("do:continue");
    citizen.press("do:continue");
    citizen.press("do:continue");
    EXPECT_EQ(citizen.title(), "Confira o seu pedido");
    citizen.press("change:cor");
    citizen.write("field:cor", "Cinza");
    citizen.press("do:continue");
    EXPECT_EQ(citizen.title(), "Confira o seu pedido");
    citizen.press("do:continue");
    EXPECT_EQ(citizen.title(), "Pedido enviado");
    EXPECT_EQ(citizen.node("protocol")->text.size(), 8U);
    citizen.press("do:done");
    citizen.press("do:done:yes");
    citizen.press("field:seq=6");
    citizen.press("do:continue");
    citizen.press("field:rating=boa");
    citizen.press("do:continue");
    EXPECT_EQ(citizen.title(), "Muito obrigado!");
    EXPECT_TRUE(citizen.ended());

    const auto opened = open(citizen.stored());
    EXPECT_EQ(opened.session.header.participant, "P01");
    std::size_t moves = 0;
    const auto end = ensaio::session::replay(opened, [&](const ensaio::session::Moment& moment) {
        moves += std::holds_alternative<ensaio::session::Moved>(moment.record.event);
        EXPECT_TRUE(moment.exact) << "record " << moment.index;
    });
    EXPECT_GT(moves, 20U);
    EXPECT_EQ(end.phase, ensaio::study::Phase::thanks);
    EXPECT_TRUE(end.options.at(0));
}

TEST(Participant, a_session_goes_on_after_a_reload_where_it_was) {
    Citizen first(setup_for("veiculo-abandonado"));
    walk_to_address(first);
    first.send({.kind = Input::Kind::hidden});
    auto setup = setup_for("veiculo-abandonado");
    setup.resume = first.stored();
    setup.session = "ffffffffffffffffffffffffffffffff";
    Citizen again(setup);
    EXPECT_EQ(again.title(), "Que tipo de veículo é?");
    again.press("do:back");
    EXPECT_EQ(again.node("field:rua")->value, "Rua do Faz de Conta");
    again.press("do:gave_up");
    again.press("do:gave_up:yes");
    again.press("do:continue");
    again.press("field:rating=ruim");
    again.press("do:continue");

    ensaio::session::Bytes both = first.stored();
    const ensaio::session::Bytes more = again.stored();
    both.insert(both.end(), more.begin() + static_cast<std::ptrdiff_t>(ensaio::session::kFileMagic.size()),
                more.end());
    const auto opened = open(both);
    EXPECT_EQ(opened.session.header.id, "00112233445566778899aabbccddeeff");
    EXPECT_TRUE(std::ranges::any_of(opened.session.records, [](const auto& r) {
        return std::holds_alternative<ensaio::session::Resumed>(r.event);
    }));
    EXPECT_TRUE(std::ranges::is_sorted(opened.session.records, {}, &ensaio::session::Record::at));
    const auto end = ensaio::session::replay(opened, [](const auto& moment) { EXPECT_TRUE(moment.exact); });
    EXPECT_EQ(end.phase, ensaio::study::Phase::thanks);
}

TEST(Participant, a_session_goes_on_after_the_last_that_is_known_of_its_pointer) {
    Citizen first(setup_for("veiculo-abandonado"));
    walk_to_address(first);
    const ensaio::session::Trace reading{.boxes = {}, .samples = {{.at = 0, .x = 1}, {.at = 20'000, .x = 2}}};
    ensaio::session::Bytes track = ensaio::session::track_payload(reading);
    track.erase(track.begin());  // when it begins is told beside it
    first.send({.kind = Input::Kind::trace, .bytes = track});
    first.send({.kind = Input::Kind::flush});
    auto setup = setup_for("veiculo-abandonado");
    setup.resume = first.stored();
    Citizen again(setup);
    again.press("do:back");
    again.send({.kind = Input::Kind::flush});
    ensaio::session::Bytes both = first.stored();
    const ensaio::session::Bytes more = again.stored();
    both.insert(both.end(), more.begin() + static_cast<std::ptrdiff_t>(ensaio::session::kFileMagic.size()),
                more.end());
    const auto opened = open(both);
    const auto resumed = std::ranges::find_if(opened.session.records, [](const auto& r) {
        return std::holds_alternative<ensaio::session::Resumed>(r.event);
    });
    ASSERT_NE(resumed, opened.session.records.end());
    EXPECT_EQ(resumed->at, opened.session.trace.samples.back().at);
    EXPECT_GE(resumed->at, 20'000U);
}

TEST(Participant, typed_text_of_a_study_with_real_data_is_forgotten_by_a_reload_and_replays_exactly) {
    auto setup = setup_for("veiculo-abandonado");
    const std::string made_up = "\"made_up_data\": true";
    setup.study.replace(setup.study.find(made_up), made_up.size(), "\"made_up_data\": false");
    Citizen first(setup);
    walk_to_address(first);
    first.send({.kind = Input::Kind::hidden});
    const auto stored = first.stored();
    const std::string bytes(stored.begin(), stored.end());
    EXPECT_EQ(bytes.find("Rua do Faz de Conta 120"), std::string::npos);
    setup.resume = stored;
    Citizen again(setup);
    EXPECT_NE(again.node("forgotten"), nullptr) << "why the fields are blank is told";
    again.press("do:back");
    EXPECT_EQ(again.node("forgotten"), nullptr) << "once";
    EXPECT_EQ(again.node("field:rua")->value, "");
    again.press("do:continue");
    EXPECT_NE(again.node("error:rua"), nullptr) << "a text that is gone has to be written again";
    again.send({.kind = Input::Kind::flush});
    ensaio::session::Bytes both = stored;
    const ensaio::session::Bytes more = again.stored();
    both.insert(both.end(), more.begin() + static_cast<std::ptrdiff_t>(ensaio::session::kFileMagic.size()),
                more.end());
    ensaio::session::replay(open(both), [](const auto& moment) { EXPECT_TRUE(moment.exact); });
}

TEST(Participant, the_title_of_the_tab_which_browsers_keep_holds_no_private_answer) {
    const std::string made_up = "\"made_up_data\": true", title = "Que tipo de veículo é?";
    for (const bool real : {false, true}) {
        auto setup = setup_for("veiculo-abandonado");
        if (real) setup.study.replace(setup.study.find(made_up), made_up.size(), "\"made_up_data\": false");
        setup.prototype.replace(setup.prototype.find(title), title.size(), "O que está em {{answer.rua}}?");
        Citizen citizen(setup);
        walk_to_address(citizen);
        EXPECT_EQ(citizen.node("title")->text, "O que está em Rua do Faz de Conta?");
        const std::string& tab = citizen.page().title;
        EXPECT_EQ(tab.find("Rua do Faz de Conta") == std::string::npos, real) << tab;
        EXPECT_EQ(tab.find("O que está em •••?") != std::string::npos, real) << tab;
    }
}

TEST(Participant, a_finished_session_is_thanked_for_again_and_nothing_more_is_recorded) {
    Citizen first(setup_for("calcada"));
    first.press("do:agree");
    first.press("do:start");
    first.press("do:gave_up");
    first.press("do:gave_up:yes");
    first.press("do:continue");
    first.press("field:rating=ruim");
    first.press("do:continue");
    ASSERT_TRUE(first.ended());
    auto setup = setup_for("calcada");
    setup.session = "ffeeddccbbaa99887766554433221100";
    setup.resume = first.stored();
    Citizen again(setup);
    auto thanks = first.page();
    thanks.focus_turn = 0;  // counted from when the page was opened
    EXPECT_EQ(again.page(), thanks);
    again.press("do:recorded");
    EXPECT_EQ(again.title(), "O que foi gravado");
    again.press("do:thanks");
    again.press("do:erase");
    again.press("do:erase:yes");
    again.send({.kind = Input::Kind::flush});
    EXPECT_FALSE(again.ended()) << "it was before";
    EXPECT_EQ(again.chunk_count(), 0u);
    ASSERT_EQ(again.commands.size(), 1u);
    EXPECT_EQ(std::get<ensaio::view::DeleteSession>(again.commands[0]).session, setup_for("calcada").session);
}

TEST(Participant, a_damaged_stored_session_is_left_alone_and_a_new_one_begins) {
    Citizen first(setup_for("calcada"));
    first.press("do:agree");
    first.press("do:start");
    auto setup = setup_for("calcada");
    setup.resume = first.stored();
    setup.resume[setup.resume.size() / 2] ^= 0x20;
    Citizen again(setup);
    EXPECT_TRUE(again.at_consent());
}

TEST(Participant, a_conditional_field_appears_in_place_and_its_answer_counts_only_while_shown) {
    Citizen citizen(setup_for("calcada"));
    citizen.press("do:agree");
    citizen.press("do:start");
    citizen.press("do:continue");
    EXPECT_EQ(citizen.node("field:problema"), nullptr);
    citizen.write("field:obstaculo", "sim");
    EXPECT_NE(citizen.node("field:problema"), nullptr);
    EXPECT_EQ(citizen.node("set:motivos"), nullptr);
    citizen.write("field:obstaculo", "nao");
    EXPECT_EQ(citizen.node("field:problema"), nullptr);
    EXPECT_NE(citizen.node("set:motivos"), nullptr);
    citizen.press("field:motivos=buracos");
    citizen.press("field:motivos=pisos_quebrados");
    EXPECT_TRUE(citizen.node("field:motivos=buracos")->checked);
    citizen.send({.kind = Input::Kind::activate, .id = "field:motivos=buracos", .values = {"false"}});
    EXPECT_FALSE(citizen.node("field:motivos=buracos")->checked);
    EXPECT_TRUE(citizen.node("field:motivos=pisos_quebrados")->checked);
}

TEST(Participant, absurd_input_has_no_effect) {
    Citizen citizen(setup_for("calcada"));
    const Page before = citizen.page();
    for (const char* id : {"", "do:", "do:continue", "field:", "field:x=", "option:99", "option:-1",
                           "option:x", "change:", "open:"}) {
        for (const auto kind : {Input::Kind::activate, Input::Kind::set, Input::Kind::focus,
                                Input::Kind::back, Input::Kind::failed, Input::Kind::bytes}) {
            citizen.send({.kind = kind, .id = id, .values = {"x", "y"}});
        }
    }
    EXPECT_EQ(citizen.page().nodes.size(), before.nodes.size());
    EXPECT_EQ(citizen.chunk_count(), 0U);
}

TEST(Participant, when_the_browser_stores_nothing_the_record_is_offered_as_a_file) {
    Citizen citizen(setup_for("calcada"));
    citizen.press("do:agree");
    citizen.send({.kind = Input::Kind::failed, .id = "store", .values = {"failed"}});
    citizen.press("do:start");
    citizen.press("do:gave_up");
    citizen.press("do:gave_up:yes");
    citizen.press("do:continue");
    citizen.press("field:rating=ruim");
    citizen.press("do:continue");
    EXPECT_NE(citizen.node("do:download"), nullptr);
    EXPECT_EQ(open(citizen.stored()).session.header.study, "calcada");
}

TEST(Participant, what_is_wrong_is_refused_with_the_name_of_the_file_and_the_place) {
    auto good = setup_for("calcada");
    good.study_file = "prototypes/studies/calcada.json";
    good.prototype_file = "prototypes/calcada.json";
    const auto first_error = [](const ensaio::participant::Setup& setup) {
        const auto made = Participant::make(setup);
        EXPECT_FALSE(made.has_value());
        return made ? ensaio::core::Error{} : made.error().front();
    };
    auto setup = good;
    setup.study = "{}";
    EXPECT_TRUE(first_error(setup).where.starts_with("prototypes/studies/calcada.json"))
        << first_error(setup).where;
    setup = good;
    setup.prototype = "{";
    EXPECT_EQ(first_error(setup).where, "prototypes/calcada.json");
    setup.prototype = "";
    EXPECT_EQ(first_error(setup).where, "prototypes/calcada.json") << "a file with nothing in it";
    setup.prototype_file = "";
    EXPECT_EQ(first_error(setup),
              (ensaio::core::Error{
                  "study.no_prototype", "prototypes/studies/calcada.json: prototype", {"calcada"}}));
    setup = good;
    setup.study.replace(setup.study.find("\"goal_screen\": \""), 16, "\"goal_screen\": \"x");
    EXPECT_TRUE(
        first_error(setup).where.starts_with("prototypes/studies/calcada.json: tasks[0].goal_screen"));
    setup = good;
    setup.study.replace(setup.study.find("\"made_up_data\": true"), 20, "\"made_up_data\": false");
    setup.prototype.replace(setup.prototype.find("\"privacy\": \"sensitive\""), 22, "\"privacy\": \"open\"");
    EXPECT_EQ(first_error(setup).code, "study.typed_is_kept");
    EXPECT_TRUE(first_error(setup).where.starts_with("prototypes/calcada.json: screens["))
        << first_error(setup).where;
}

}  // namespace
