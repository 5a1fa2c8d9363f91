#include "study/journey.hpp"

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "prototype/read.hpp"

namespace {

using namespace ensaio::study;
using ensaio::prototype::Action;
using ensaio::prototype::ActionKind;
using ensaio::prototype::Effect;
using ensaio::prototype::kNone;
using ensaio::prototype::Prototype;
using ensaio::prototype::Rule;

constexpr std::string_view kService = R"({
  "format": 1, "id": "servico", "title": "Serviço", "body": "Exemplo", "version": "1", "language": "pt-BR",
  "theme": "govbr", "notice": "Protótipo", "letter": {}, "start": "nome",
  "screens": [
    {"id": "nome", "kind": "question", "title": "Seu nome",
     "fields": [{"id": "nome", "kind": "text", "label": "Seu nome"}], "next": "feito"},
    {"id": "feito", "kind": "confirmation", "title": "Feito"}
  ]})";

constexpr std::string_view kEase = R"({
  "format": 1, "id": "facilidade", "title": "Facilidade", "body": "Exemplo", "version": "1", "language": "pt-BR",
  "theme": "govbr", "notice": "Protótipo", "letter": {}, "start": "facilidade",
  "screens": [
    {"id": "facilidade", "kind": "rating", "title": "Foi fácil?",
     "fields": [{"id": "seq", "kind": "scale", "label": "Foi fácil?", "min": 1, "max": 7}], "next": "porque"},
    {"id": "porque", "kind": "rating", "title": "Por quê?",
     "fields": [{"id": "porque", "kind": "long_text", "label": "Por quê?", "optional": true}]}
  ]})";

Prototype read_ok(std::string_view json) {
    auto prototype = ensaio::prototype::read(json);
    if (prototype) return std::move(*prototype);
    for (const auto& error : prototype.error()) ADD_FAILURE() << error.code << " at " << error.where;
    return {};
}

Study make_study() {
    Study study;
    study.id = "teste";
    study.consent.options = {{"citar", "Podem citar o que eu disser"}, {"gravar", "Podem gravar a voz"}};
    study.tasks.resize(2);
    study.tasks[0].id = "pedir";
    study.tasks[1].id = "mudar";
    study.after_task = read_ok(kEase);
    study.after_test = read_ok(kEase);
    return study;
}

/// A participant: moves by name.
struct Participant {
    const Study& study;
    const Prototype& prototype;
    Journey journey;

    Participant(const Study& taken, const Prototype& walked)
        : study(taken), prototype(walked), journey(begin(taken, walked, 100, 0)) {}

    Effect move(const Move& move) {
        Progress progress = advance(study, prototype, journey, move);
        journey = std::move(progress.journey);
        return progress.effect;
    }
    Effect move(MoveKind kind, std::uint16_t target = kNone) {
        return move(Move{.kind = kind, .target = target, .action = {}});
    }
    Effect walk(ActionKind kind, std::uint16_t target = kNone, std::string value = {}) {
        return move(Move{.kind = MoveKind::walk,
                         .target = kNone,
                         .action = {.kind = kind, .target = target, .value = {value}, .facts = {}}});
    }
    Effect go_on() { return walk(ActionKind::go_on); }

    void start_first_task() {
        move(MoveKind::agree);
        move(MoveKind::start_task);
        ASSERT_EQ(journey.phase, Phase::walking);
    }
    void answer_questions() {
        walk(ActionKind::set, 0, "6");
        EXPECT_EQ(go_on(), Effect::moved);
        EXPECT_EQ(go_on(), Effect::moved);
    }
};

class JourneyTest : public testing::Test {
protected:
    const Prototype service_ = read_ok(kService);
    Study study_ = make_study();
};

TEST_F(JourneyTest, begins_with_consent_and_nothing_taken) {
    const Participant person(study_, service_);
    EXPECT_EQ(person.journey.phase, Phase::consent);
    EXPECT_EQ(person.journey.options, (std::vector<bool>{false, false}));
    EXPECT_EQ(person.journey.ends, (std::vector<TaskEnd>{TaskEnd::open, TaskEnd::open}));
}

TEST_F(JourneyTest, leads_through_every_task_and_question_to_the_thanks) {
    Participant person(study_, service_);
    EXPECT_EQ(person.move(MoveKind::agree), Effect::moved);
    for (std::uint16_t task = 0; task < 2; ++task) {
        EXPECT_EQ(person.journey.phase, Phase::task_card);
        EXPECT_EQ(person.journey.task, task);
        EXPECT_EQ(person.move(MoveKind::start_task), Effect::moved);
        EXPECT_EQ(person.journey.phase, Phase::walking);
        EXPECT_EQ(person.move(task == 0 ? MoveKind::task_done : MoveKind::task_gave_up), Effect::moved);
        EXPECT_EQ(person.journey.phase, Phase::after_task);
        person.answer_questions();
    }
    EXPECT_EQ(person.journey.phase, Phase::after_test);
    person.answer_questions();
    EXPECT_EQ(person.journey.phase, Phase::thanks);
    EXPECT_EQ(person.journey.ends, (std::vector<TaskEnd>{TaskEnd::done, TaskEnd::gave_up}));
}

TEST_F(JourneyTest, questions_without_screens_are_left_out) {
    study_.after_task = {};
    study_.after_test = {};
    Participant person(study_, service_);
    person.start_first_task();
    person.move(MoveKind::task_done);
    EXPECT_EQ(person.journey.phase, Phase::task_card);
    EXPECT_EQ(person.journey.task, 1);
    person.move(MoveKind::start_task);
    person.move(MoveKind::task_done);
    EXPECT_EQ(person.journey.phase, Phase::thanks);
}

TEST_F(JourneyTest, a_refusal_is_final) {
    Participant person(study_, service_);
    EXPECT_EQ(person.move(MoveKind::refuse), Effect::moved);
    const Journey refused = person.journey;
    EXPECT_EQ(refused.phase, Phase::refused);
    for (int kind = 0; kind <= static_cast<int>(MoveKind::show_card); ++kind) {
        EXPECT_EQ(person.move(static_cast<MoveKind>(kind), 0), Effect::nothing) << kind;
        EXPECT_EQ(person.journey, refused) << kind;
    }
}

TEST_F(JourneyTest, options_are_taken_and_given_back_only_in_the_consent) {
    Participant person(study_, service_);
    EXPECT_EQ(person.move(MoveKind::toggle_option, 1), Effect::changed);
    EXPECT_EQ(person.journey.options, (std::vector<bool>{false, true}));
    EXPECT_EQ(person.move(MoveKind::toggle_option, 1), Effect::changed);
    EXPECT_EQ(person.journey.options, (std::vector<bool>{false, false}));
    EXPECT_EQ(person.move(MoveKind::toggle_option, 2), Effect::nothing);
    person.move(MoveKind::agree);
    EXPECT_EQ(person.move(MoveKind::toggle_option, 0), Effect::nothing);
    EXPECT_EQ(person.journey.options, (std::vector<bool>{false, false}));
}

TEST_F(JourneyTest, a_move_that_is_not_possible_now_changes_nothing) {
    Participant person(study_, service_);
    const auto impossible = [&](std::initializer_list<MoveKind> kinds) {
        const Journey before = person.journey;
        for (const MoveKind kind : kinds) {
            EXPECT_EQ(person.move(kind, 0), Effect::nothing) << static_cast<int>(kind);
            EXPECT_EQ(person.journey, before) << static_cast<int>(kind);
        }
    };
    using enum MoveKind;
    impossible({start_task, walk, task_done, task_gave_up, show_card});
    person.move(agree);
    impossible({toggle_option, agree, refuse, walk, task_done, task_gave_up, show_card});
    person.move(start_task);
    impossible({toggle_option, agree, refuse, start_task});
    person.move(task_done);
    impossible({toggle_option, agree, refuse, start_task, task_done, task_gave_up, show_card});
}

TEST_F(JourneyTest, the_card_opens_and_closes_while_walking_and_closes_with_the_task) {
    Participant person(study_, service_);
    person.start_first_task();
    EXPECT_EQ(person.move(MoveKind::show_card), Effect::changed);
    EXPECT_TRUE(person.journey.card_open);
    EXPECT_EQ(person.move(MoveKind::show_card), Effect::changed);
    EXPECT_FALSE(person.journey.card_open);
    person.move(MoveKind::show_card);
    person.move(MoveKind::task_done);
    EXPECT_FALSE(person.journey.card_open);
}

TEST_F(JourneyTest, the_prototype_is_walked_in_a_task_and_kept_when_it_ends) {
    Participant person(study_, service_);
    person.start_first_task();
    EXPECT_EQ(person.go_on(), Effect::rejected);
    EXPECT_EQ(person.walk(ActionKind::set, 0, "Ana"), Effect::changed);
    EXPECT_EQ(person.go_on(), Effect::moved);
    EXPECT_EQ(person.go_on(), Effect::nothing)
        << "the end of a service does not end the task: the participant says so";
    EXPECT_EQ(person.journey.phase, Phase::walking);
    const auto walk = person.journey.walk;
    person.move(MoveKind::task_done);
    person.answer_questions();
    EXPECT_EQ(person.journey.walk, walk);
}

TEST_F(JourneyTest, each_task_starts_the_prototype_afresh_with_its_own_protocol) {
    Participant person(study_, service_);
    std::string protocols[2];
    person.move(MoveKind::agree);
    for (std::string& protocol : protocols) {
        person.move(MoveKind::start_task);
        EXPECT_TRUE(person.journey.walk.answers[0].value.empty());
        person.walk(ActionKind::set, 0, "Ana");
        person.go_on();
        protocol = person.journey.walk.protocol;
        EXPECT_EQ(protocol.size(), 8u);
        person.move(MoveKind::task_done);
        person.answer_questions();
    }
    EXPECT_NE(protocols[0], protocols[1]);
}

TEST_F(JourneyTest, questions_are_checked_before_they_lead_on) {
    Participant person(study_, service_);
    person.start_first_task();
    person.move(MoveKind::task_done);
    EXPECT_EQ(person.walk(ActionKind::back), Effect::nothing) << "a task that ended is not taken up again";
    EXPECT_EQ(person.go_on(), Effect::rejected);
    ASSERT_EQ(person.journey.questions.errors.size(), 1u);
    EXPECT_EQ(person.journey.questions.errors[0].rule, Rule::required);
    person.walk(ActionKind::set, 0, "7");
    person.go_on();
    EXPECT_EQ(person.walk(ActionKind::set, 1, std::string(3000, 'a')), Effect::changed);
    EXPECT_EQ(person.go_on(), Effect::rejected) << "also on the last screen";
    EXPECT_EQ(person.journey.phase, Phase::after_task);
    person.walk(ActionKind::set, 1, "");
    EXPECT_EQ(person.go_on(), Effect::moved) << "an optional answer may stay blank";
    EXPECT_EQ(person.journey.phase, Phase::task_card);
    EXPECT_EQ(person.journey.questions.answers[0].value.front(), "7") << "the answers can still be read";
    EXPECT_TRUE(person.journey.questions.errors.empty());
}

TEST_F(JourneyTest, questions_start_blank_each_time) {
    Participant person(study_, service_);
    person.start_first_task();
    person.move(MoveKind::task_done);
    person.answer_questions();
    person.move(MoveKind::start_task);
    person.move(MoveKind::task_done);
    EXPECT_TRUE(person.journey.questions.answers[0].value.empty());
    EXPECT_EQ(person.journey.questions.screen, 0);
}

TEST_F(JourneyTest, knows_what_is_walked_in_each_phase) {
    EXPECT_EQ(walked(study_, service_, Phase::walking), &service_);
    EXPECT_EQ(walked(study_, service_, Phase::after_task), &study_.after_task);
    EXPECT_EQ(walked(study_, service_, Phase::after_test), &study_.after_test);
    for (const Phase phase : {Phase::consent, Phase::refused, Phase::task_card, Phase::thanks})
        EXPECT_EQ(walked(study_, service_, phase), nullptr);
}

TEST_F(JourneyTest, the_checksum_sees_every_move_and_no_private_text) {
    Participant person(study_, service_);
    std::uint64_t last = checksum(study_, service_, person.journey);
    const auto differs = [&] {
        const std::uint64_t now = checksum(study_, service_, person.journey);
        return std::exchange(last, now) != now;
    };
    person.move(MoveKind::toggle_option, 0);
    EXPECT_TRUE(differs());
    person.move(MoveKind::agree);
    EXPECT_TRUE(differs());
    person.move(MoveKind::start_task);
    EXPECT_TRUE(differs());
    person.move(MoveKind::show_card);
    EXPECT_TRUE(differs());
    person.walk(ActionKind::set, 0, "Ana");
    EXPECT_TRUE(differs());
    person.walk(ActionKind::set, 0, "Eva");
    EXPECT_FALSE(differs()) << "a name of the same length";
    study_.made_up_data = true;
    EXPECT_TRUE(differs());
    person.move(MoveKind::task_gave_up);
    EXPECT_TRUE(differs());
    person.walk(ActionKind::set, 0, "3");
    EXPECT_TRUE(differs()) << "an answer to a question";
}

}  // namespace
