#include "session/redact.hpp"

#include <algorithm>

#include "core/limits.hpp"
#include "random_walk.hpp"
#include "session/replay.hpp"

namespace {

using namespace ensaio;
using trials::Trial;

// One field of every kind that is built, on one screen.
std::string prototype_of_all_kinds(const std::string& privacy) {
    using prototype::FieldKind;
    std::string fields;
    for (const prototype::KindRow& row : prototype::field_kinds()) {
        const std::string name(row.name);
        fields += fields.empty() ? "" : ", ";
        fields += R"({"id": "campo_)" + name + R"(", "kind": ")" + name +
                  R"(", "label": "Campo", "optional": true, "privacy": ")" + privacy + '"';
        if (row.kind == FieldKind::radios || row.kind == FieldKind::checkboxes ||
            row.kind == FieldKind::select) {
            fields += R"(, "options": [{"id": "um", "label": "Um"}, {"id": "dois", "label": "Dois"}])";
        }
        if (row.kind == FieldKind::scale) fields += R"(, "min": 1, "max": 7)";
        if (row.kind == FieldKind::terms) fields += R"(, "text": "Tudo.")";
        if (row.kind == FieldKind::map_point) fields += R"(, "image": "mapa")";
        fields += '}';
    }
    return R"({"format": 1, "id": "tudo", "title": "Tudo",
        "images": [{"id": "mapa", "alt": "Mapa", "width": 100, "height": 100, "source": "data:image/png;base64,AA=="}], "screens": [)"
           R"({"id": "tela", "kind": "question", "title": "Tela", "button": "Continuar", "fields": [)" +
           fields +
           R"(], "next": "fim"},)"
           R"({"id": "fim", "kind": "confirmation", "title": "Fim", "text": "Pronto."}]})";
}

std::string study_of_all_kinds(bool made_up_data) {
    return std::string(
               R"({"format": 1, "id": "estudo", "title": "Estudo", "prototype": "tudo", "language": "pt-BR", "body": "Cidade", "round": 1,
        "mode": "remoto", "made_up_data": )") +
           (made_up_data ? "true" : "false") + R"(,
        "consent": {"version": "1", "who": "a", "why": "b", "recorded": "c", "use": "d", "duration": "e", "rights": "f", "contact": "g", "options": []},
        "tasks": [{"id": "tarefa", "title": "Tarefa", "scenario": "Faça.", "success": "Chega.", "goal_screen": "fim"}]})";
}

Trial trial_of_all_kinds(const std::string& privacy, bool made_up_data) {
    return trials::make_trial(study_of_all_kinds(made_up_data), prototype_of_all_kinds(privacy));
}

// What is typed into each field: texts that stand in no source, valid and not.
prototype::Value secret_for(const prototype::Field& field) {
    using prototype::Family;
    switch (prototype::row_of(field.kind).family) {
        case Family::one_of:
        case Family::drop_down: return {field.options.empty() ? "segredo-7" : field.options.front().id};
        case Family::many_of: return {"um", "dois"};
        case Family::files: return {"segredo-laudo.pdf", "segredo-foto.jpg"};
        case Family::accept: return {"sim"};
        case Family::parts: {
            prototype::Value parts;
            for (const auto& part : prototype::row_of(field.kind).parts)
                parts.push_back("segredo " + std::string(part.name));
            return parts;
        }
        case Family::line:
        case Family::lines: break;
    }
    return {"segredo de " + field.id};
}

study::Move set_move(prototype::FieldIndex field, prototype::Value value) {
    return {.kind = study::MoveKind::walk,
            .action = {
                .kind = prototype::ActionKind::set, .target = field, .value = std::move(value), .facts = {}}};
}

// Agrees, starts the task, and puts something into every field.
session::Bytes file_with_all_fields_set(const Trial& trial) {
    session::Recorder recorder(trials::header_of(trial, 1), trial.study.source, trial.prototype.source);
    study::Journey journey = study::begin(trial.study, trial.prototype, 1, 0);
    std::vector<study::Move> moves = {{.kind = study::MoveKind::agree, .action = {}},
                                      {.kind = study::MoveKind::start_task, .action = {}}};
    for (std::size_t i = 0; i < trial.prototype.fields.size(); ++i) {
        moves.push_back(
            set_move(static_cast<prototype::FieldIndex>(i), secret_for(trial.prototype.fields[i])));
    }
    // Texts where no text belongs.
    moves.push_back(
        {.kind = study::MoveKind::show_card,
         .action = {
             .kind = prototype::ActionKind::set, .target = 0, .value = {"segredo solto"}, .facts = {}}});
    moves.push_back(
        {.kind = study::MoveKind::walk,
         .action = {.kind = prototype::ActionKind::go_on, .value = {"segredo solto"}, .facts = {}}});
    moves.push_back(set_move(0xfff0, {"segredo sem campo"}));
    moves.push_back({.kind = study::MoveKind::task_done, .action = {}});
    moves.push_back(set_move(0, {"segredo tarde demais"}));
    for (const study::Move& move : moves) {
        const study::Move kept = session::redact(trial.study, trial.prototype, journey, move);
        journey = study::advance(trial.study, trial.prototype, journey, move).journey;
        recorder.add(0, session::Moved{kept, static_cast<std::uint32_t>(
                                                 study::checksum(trial.study, trial.prototype, journey))});
    }
    return trials::file_of(recorder.take());
}

bool contains(const session::Bytes& bytes, std::string_view text) {
    return !std::ranges::search(bytes, text, {}, [](std::uint8_t byte) {
                return static_cast<char>(byte);
            }).empty();
}

std::size_t values_in(const session::Session& session) {
    std::size_t values = 0;
    for (const session::Record& record : session.records) {
        const auto* moved = std::get_if<session::Moved>(&record.event);
        if (moved != nullptr && !moved->move.action.value.empty()) ++values;
    }
    return values;
}

TEST(Redact, no_private_text_of_any_kind_is_in_the_bytes) {
    for (const char* privacy : {"personal", "sensitive"}) {
        const Trial trial = trial_of_all_kinds(privacy, false);
        ASSERT_GE(trial.prototype.fields.size(), 14U);
        const session::Bytes file = file_with_all_fields_set(trial);
        EXPECT_FALSE(contains(file, "segredo"));
        EXPECT_EQ(values_in(trials::only_session(file)), 0U);
    }
}

TEST(Redact, made_up_data_is_kept_in_every_kind) {
    const Trial trial = trial_of_all_kinds("sensitive", true);
    const session::Bytes file = file_with_all_fields_set(trial);
    EXPECT_TRUE(contains(file, "segredo de campo_text"));
    EXPECT_TRUE(contains(file, "segredo-laudo.pdf"));
    EXPECT_EQ(values_in(trials::only_session(file)), trial.prototype.fields.size());
    EXPECT_FALSE(contains(file, "segredo solto"));
    EXPECT_FALSE(contains(file, "segredo sem campo"));
}

TEST(Redact, open_fields_are_kept) {
    const Trial trial = trial_of_all_kinds("open", false);
    EXPECT_EQ(values_in(trials::only_session(file_with_all_fields_set(trial))),
              trial.prototype.fields.size());
}

TEST(Redact, the_redacted_walk_has_the_checksums_of_the_walk) {
    for (const char* privacy : {"open", "personal"}) {
        for (const bool made_up_data : {false, true}) {
            const auto opened = session::open(
                trials::only_session(file_with_all_fields_set(trial_of_all_kinds(privacy, made_up_data))));
            ASSERT_TRUE(opened.has_value()) << opened.error().front().code;
            session::replay(*opened,
                            [](const session::Moment& moment) { EXPECT_TRUE(moment.exact) << moment.index; });
        }
    }
}

TEST(Redact, nothing_a_random_person_typed_is_in_the_bytes) {
    for (const char* name : {"veiculo-abandonado", "calcada"}) {
        const Trial trial = trials::sample_trial(name, false);
        std::size_t typed = 0;
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            const trials::Lived lived = trials::live(trial, seed, 150);
            session::Bytes records;
            for (const session::Chunk& chunk : lived.chunks) {
                if (chunk.sequence > 2) records.insert(records.end(), chunk.bytes.begin(), chunk.bytes.end());
            }
            for (const std::string& text : lived.typed) {
                if (text.size() < 6) continue;
                ++typed;
                EXPECT_FALSE(contains(records, text)) << text;
            }
        }
        EXPECT_GT(typed, 200U);
    }
}

TEST(Redact, a_text_that_no_walk_takes_leaves_no_facts) {
    const Trial trial = trial_of_all_kinds("personal", false);
    study::Journey journey = study::begin(trial.study, trial.prototype, 1, 0);
    for (const study::MoveKind kind : {study::MoveKind::agree, study::MoveKind::start_task}) {
        journey = study::advance(trial.study, trial.prototype, journey, {.kind = kind, .action = {}}).journey;
    }
    const study::Move move = set_move(0, {std::string(core::kMaxAnswerBytes + 1, 'x')});
    const study::Move kept = session::redact(trial.study, trial.prototype, journey, move);
    EXPECT_TRUE(kept.action.value.empty());
    EXPECT_TRUE(study::advance(trial.study, trial.prototype, journey, kept).journey ==
                study::advance(trial.study, trial.prototype, journey, move).journey);
}

TEST(Redact, after_the_page_was_closed_private_answers_are_blank_and_open_ones_kept) {
    const Trial trial = trials::kept_trial("veiculo-abandonado", false);
    study::Journey journey = study::begin(trial.study, trial.prototype, 1, 0);
    const auto make = [&](const study::Move& move) {
        journey = study::advance(trial.study, trial.prototype, journey, move).journey;
    };
    const auto go_on =
        study::Move{.kind = study::MoveKind::walk,
                    .action = {.kind = prototype::ActionKind::go_on, .value = {}, .facts = {}}};
    const auto field = [&](const char* id) { return trial.prototype.field_named(id); };
    make({.kind = study::MoveKind::agree, .action = {}});
    make({.kind = study::MoveKind::start_task, .action = {}});
    make(go_on);
    make(set_move(field("tempo"), {"nao_sei"}));
    make(go_on);
    make(set_move(field("rua"), {"Rua do Faz de Conta"}));
    make(set_move(field("numero"), {"12"}));
    make(set_move(field("cep"), {"errado"}));
    make(go_on);
    ASSERT_FALSE(journey.walk.errors.empty());
    const prototype::State before = journey.walk;
    const prototype::State after = session::forget_private(trial.study, trial.prototype, journey).walk;
    EXPECT_EQ(after.answers[field("tempo")], before.answers[field("tempo")]);
    EXPECT_EQ(after.answers[field("rua")].facts,
              prototype::facts_of(trial.prototype, after, field("rua"), {}));
    EXPECT_TRUE(after.answers[field("rua")].value.empty());
    EXPECT_TRUE(after.errors.empty());
    EXPECT_EQ(after.screen, before.screen);

    make(set_move(field("cep"), {}));
    make(go_on);
    const prototype::ScreenIndex where = trial.prototype.screen_named("onde_esta"),
                                 when = trial.prototype.screen_named("quanto_tempo");
    ASSERT_TRUE(journey.walk.passed[where]);
    const study::Journey forgotten = session::forget_private(trial.study, trial.prototype, journey);
    EXPECT_FALSE(forgotten.walk.passed[where]);
    EXPECT_TRUE(forgotten.walk.passed[when]);
    EXPECT_TRUE(session::forget_private(trial.study, trial.prototype, forgotten) == forgotten);
    EXPECT_TRUE(session::forget_private(trials::kept_trial("veiculo-abandonado", true).study, trial.prototype,
                                        journey) == journey);
}

TEST(Redact, the_facts_of_a_private_answer_are_kept) {
    const Trial trial = trial_of_all_kinds("personal", false);
    study::Journey journey = study::begin(trial.study, trial.prototype, 1, 0);
    for (const study::MoveKind kind : {study::MoveKind::agree, study::MoveKind::start_task}) {
        journey = study::advance(trial.study, trial.prototype, journey, {.kind = kind, .action = {}}).journey;
    }
    const prototype::FieldIndex cpf = trial.prototype.field_named("campo_cpf");
    const study::Move kept = session::redact(trial.study, trial.prototype, journey, set_move(cpf, {"123"}));
    ASSERT_TRUE(kept.action.facts.has_value());
    EXPECT_EQ(kept.action.facts->failed, prototype::Rule::not_a_cpf);
    EXPECT_EQ(kept.action.facts->length_class, 2);
}

TEST(Redact, a_replay_follows_the_facts_that_were_recorded_and_not_the_rules_of_today) {
    const Trial trial = trial_of_all_kinds("sensitive", true);
    session::Session session = trials::only_session(file_with_all_fields_set(trial));
    std::size_t falsified = 0;
    for (session::Record& record : session.records) {
        auto* moved = std::get_if<session::Moved>(&record.event);
        if (moved == nullptr || moved->move.action.value.empty()) continue;
        ASSERT_TRUE(moved->move.action.facts.has_value());
        moved->move.action.facts->failed = prototype::Rule::too_long;
        ++falsified;
    }
    EXPECT_EQ(falsified, trial.prototype.fields.size());
    const auto opened = session::open(session);
    ASSERT_TRUE(opened.has_value());
    const study::Journey end = session::replay(*opened, [](const session::Moment&) {});
    for (const prototype::Answer& answer : end.walk.answers) {
        EXPECT_FALSE(answer.value.empty());
        EXPECT_EQ(answer.facts.failed, prototype::Rule::too_long);
    }
}

}  // namespace
