// Rules over several answers, rules that read the calendar, and ways beside *continue*.

#include <gtest/gtest.h>

#include "core/date.hpp"
#include "prototype/read.hpp"
#include "prototype/walkthrough.hpp"
#include "prototype/walkthrough_ways.hpp"

namespace {

using namespace ensaio::prototype;
using ensaio::core::day_of;

constexpr std::string_view kCard = R"({
  "format": 1, "id": "cartao", "title": "Cartão",
  "images": [{"id": "tela", "alt": "Uma tela", "width": 100, "height": 100, "source": "data:image/png;base64,AA=="}],
  "screens": [
    {"id": "entrar", "kind": "sign_in", "title": "Entrar", "skip": "desenho", "next": "dados"},
    {"id": "desenho", "kind": "picture", "title": "Desenho", "image": "tela",
     "hotspots": [{"id": "seguir", "name": "Seguir", "box": [0, 0, 50, 50], "to": "dados"},
                  {"id": "voltar", "name": "Voltar", "box": [50, 50, 50, 50], "to": "entrar"}]},
    {"id": "dados", "kind": "question", "title": "Dados",
     "fields": [{"id": "nasceu", "kind": "date", "label": "Nasceu", "period": "past"},
                {"id": "email", "kind": "email", "label": "E-mail", "privacy": "open"},
                {"id": "email_2", "kind": "email", "label": "E-mail de novo"},
                {"id": "saiu", "kind": "date", "label": "Saiu", "optional": true},
                {"id": "responsavel", "kind": "text", "label": "Responsável",
                 "show_if": {"all": [{"field": "nasceu", "op": "less_than", "value": "18"}]}}],
     "checks": [{"when": {"all": [{"field": "email_2", "op": "is_not", "other": "email"}]}, "field": "email_2", "message": "Diferentes"},
                {"when": {"all": [{"field": "saiu", "op": "less_than", "other": "nasceu"}]}, "field": "saiu", "message": "Antes de nascer"}],
     "branches": [{"when": {"all": [{"field": "nasceu", "op": "at_least", "value": "60"}]}, "to": "idoso"}],
     "next": "conferir"},
    {"id": "idoso", "kind": "content", "title": "60 anos ou mais", "next": "conferir"},
    {"id": "conferir", "kind": "check", "title": "Confira", "next": "fim"},
    {"id": "fim", "kind": "confirmation", "title": "Fim"}]})";

class WalkthroughRules : public testing::Test {
protected:
    Prototype card_ = *read(kCard);
    State state_ = start(card_, 1, day_of({2026, 11, 23}));

    Effect act(ActionKind kind, std::uint16_t target = kNone, Value value = {}) {
        Step step =
            apply(card_, state_, {.kind = kind, .target = target, .value = std::move(value), .facts = {}});
        state_ = std::move(step.state);
        return step.effect;
    }
    Effect set(std::string_view field, Value value) {
        return act(ActionKind::set, card_.field_named(field), std::move(value));
    }
    std::string screen() const { return card_.screens[state_.screen].id; }
    FieldError error(std::size_t index) const {
        return index < state_.errors.size() ? state_.errors[index] : FieldError{};
    }
    void fill_in() {
        act(ActionKind::go_on);
        set("nasceu", {"23", "11", "1966"});
        set("email", {"ana@exemplo.com"});
        set("email_2", {"ana@exemplo.com"});
    }
};

TEST_F(WalkthroughRules, one_may_go_on_without_signing_in) {
    EXPECT_EQ(act(ActionKind::skip), Effect::moved);
    EXPECT_EQ(screen(), "desenho");
    EXPECT_EQ(act(ActionKind::skip), Effect::nothing) << "only a sign-in screen can be skipped";
    EXPECT_EQ(act(ActionKind::back), Effect::moved);
    EXPECT_EQ(act(ActionKind::go_on), Effect::moved);
    EXPECT_EQ(screen(), "dados");
}

TEST_F(WalkthroughRules, who_did_not_sign_in_is_not_led_through_it_by_changing_an_answer) {
    constexpr std::string_view anonymous = R"({"format": 1, "id": "t", "title": "T", "screens": [
        {"id": "dia", "kind": "question", "title": "Dia", "next": "entrar", "fields": [{"id": "dia", "kind": "text", "label": "Dia"}]},
        {"id": "entrar", "kind": "sign_in", "title": "Entrar", "skip": "conferir", "next": "contato"},
        {"id": "contato", "kind": "question", "title": "Contato", "next": "conferir", "fields": [{"id": "email", "kind": "email", "label": "E-mail"}]},
        {"id": "conferir", "kind": "check", "title": "Confira", "next": "fim"},
        {"id": "fim", "kind": "confirmation", "title": "Fim"}]})";
    card_ = *read(anonymous);
    state_ = start(card_, 1, 0);
    set("dia", {"hoje"});
    act(ActionKind::go_on);
    act(ActionKind::skip);
    ASSERT_EQ(screen(), "conferir");
    act(ActionKind::change, card_.field_named("dia"));
    set("dia", {"ontem"});
    act(ActionKind::go_on);
    EXPECT_EQ(screen(), "conferir");
    act(ActionKind::back);
    act(ActionKind::go_on);
    EXPECT_EQ(screen(), "contato") << "who then signs in is asked";
}

TEST_F(WalkthroughRules, what_is_asked_about_the_letter_is_no_part_of_the_request) {
    card_ = *read(R"({"format": 1, "id": "t", "title": "T", "screens": [
        {"id": "carta", "kind": "letter", "title": "Carta", "next": "conferir",
         "fields": [{"id": "letter_useful", "kind": "yes_no", "label": "Ajudou?", "optional": true}]},
        {"id": "conferir", "kind": "check", "title": "Confira", "next": "fim"},
        {"id": "fim", "kind": "confirmation", "title": "Fim"}]})");
    state_ = start(card_, 1, 0);
    set("letter_useful", {"sim"});
    act(ActionKind::go_on);
    EXPECT_EQ(fields_to_check(card_, state_), std::vector<FieldIndex>{});
}

TEST_F(WalkthroughRules, a_hotspot_leads_on_and_a_way_back_shortens_the_trail) {
    act(ActionKind::skip);
    EXPECT_EQ(act(ActionKind::press, 2), Effect::nothing) << "there are two hotspots";
    EXPECT_EQ(act(ActionKind::go_on), Effect::nothing) << "a picture has no main button";
    EXPECT_EQ(act(ActionKind::press, 1), Effect::moved);
    EXPECT_EQ(screen(), "entrar");
    EXPECT_TRUE(state_.trail.empty());
    act(ActionKind::skip);
    EXPECT_EQ(act(ActionKind::press, 0), Effect::moved);
    EXPECT_EQ(screen(), "dados");
    EXPECT_EQ(act(ActionKind::press, 0), Effect::nothing);
}

TEST_F(WalkthroughRules, two_answers_that_contradict_each_other_are_rejected) {
    fill_in();
    set("email_2", {"ana@exemplo.org"});
    EXPECT_EQ(act(ActionKind::go_on), Effect::rejected);
    ASSERT_EQ(state_.errors.size(), 1u);
    EXPECT_EQ(error(0), (FieldError{card_.field_named("email_2"), Rule::conflict, 0}));
    set("email", {" ANA@exemplo.org "});
    EXPECT_EQ(act(ActionKind::go_on), Effect::moved) << "whichever is mended; case and spaces do not count";
}

TEST_F(WalkthroughRules, the_same_answer_written_in_another_way_contradicts_nothing) {
    struct Case {
        const char *field, *one, *same, *other;
    };
    for (const Case& c :
         {Case{R"("kind": "rg")", "12.345.678-X", "12345678x", "12.345.679-X"},
          Case{R"("kind": "text")", "Ana  da Silva", " ana da\tsilva ", "Ana daSilva"},
          Case{R"("kind": "text", "pattern": "AA-000")", "ab 123", "AB-123", "AB-124"},
          Case{R"("kind": "long_text")", "duas\nlinhas", "duas  linhas", "duaslinhas"},
          Case{R"("kind": "phone")", "(11) 98765-4321", "+55 11 98765 4321", "(11) 98765-4322"},
          Case{R"("kind": "number")", "1.000", "1000,0", "1000,1"}}) {
        const auto field = [&](const char* id) {
            return R"({"id": ")" + std::string(id) + R"(", "label": "L", )" + c.field + "}";
        };
        card_ = *read(R"({"format": 1, "id": "t", "title": "T", "screens": [
            {"id": "a", "kind": "question", "title": "A", "next": "f", "fields": [)" +
                      field("um") + "," + field("dois") + R"(],
             "checks": [{"when": {"all": [{"field": "dois", "op": "is_not", "other": "um"}]}, "field": "dois", "message": "Diferentes"}]},
            {"id": "f", "kind": "end", "title": "Fim"}]})");
        state_ = start(card_, 1, 0);
        set("um", {c.one});
        set("dois", {c.other});
        EXPECT_EQ(act(ActionKind::go_on), Effect::rejected) << c.other;
        EXPECT_EQ(error(0).rule, Rule::conflict) << c.other;
        set("dois", {c.same});
        EXPECT_EQ(act(ActionKind::go_on), Effect::moved) << c.same;
    }
}

TEST_F(WalkthroughRules, an_error_of_its_own_comes_before_a_contradiction) {
    fill_in();
    set("email_2", {"ana"});
    EXPECT_EQ(act(ActionKind::go_on), Effect::rejected);
    EXPECT_EQ(error(0), (FieldError{card_.field_named("email_2"), Rule::not_an_email, kNone}));
}

TEST_F(WalkthroughRules, dates_are_compared_by_day_and_a_blank_one_with_none) {
    fill_in();
    set("saiu", {"22", "11", "1966"});
    EXPECT_EQ(act(ActionKind::go_on), Effect::rejected);
    EXPECT_EQ(error(0), (FieldError{card_.field_named("saiu"), Rule::conflict, 1}));
    set("saiu", {});
    EXPECT_EQ(act(ActionKind::go_on), Effect::moved);
}

TEST_F(WalkthroughRules, a_branch_reads_the_age_on_the_participants_day) {
    fill_in();
    act(ActionKind::go_on);
    EXPECT_EQ(screen(), "idoso") << "60 today";
    act(ActionKind::back);
    set("nasceu", {"24", "11", "1966"});
    act(ActionKind::go_on);
    EXPECT_EQ(screen(), "conferir") << "60 tomorrow";
}

TEST_F(WalkthroughRules, a_field_is_shown_by_age_and_not_while_the_date_is_blank) {
    act(ActionKind::go_on);
    const FieldIndex guardian = card_.field_named("responsavel");
    EXPECT_FALSE(is_shown(card_, state_, guardian));
    set("nasceu", {"1", "1", "2010"});
    EXPECT_TRUE(is_shown(card_, state_, guardian));
}

TEST_F(WalkthroughRules, a_later_contradiction_is_found_on_the_check_screen) {
    fill_in();
    act(ActionKind::go_on);
    act(ActionKind::go_on);
    ASSERT_EQ(screen(), "conferir");
    Step step =
        apply(card_, state_,
              {.kind = ActionKind::change, .target = card_.field_named("email"), .value = {}, .facts = {}});
    state_ = std::move(step.state);
    set("email", {"outra@exemplo.com"});
    EXPECT_EQ(act(ActionKind::go_on), Effect::rejected);
    EXPECT_EQ(error(0).rule, Rule::conflict);
}

TEST_F(WalkthroughRules, without_the_private_text_the_same_contradiction_is_found) {
    fill_in();
    const FieldIndex again = card_.field_named("email_2"), email = card_.field_named("email");
    const Facts facts = facts_of(card_, state_, again, {"ana@exemplo.org"});
    state_ =
        apply(card_, state_, {.kind = ActionKind::set, .target = again, .value = {}, .facts = facts}).state;
    EXPECT_EQ(act(ActionKind::go_on), Effect::rejected);
    EXPECT_EQ(error(0).rule, Rule::conflict);
    EXPECT_TRUE(is_compared(card_, email));
    EXPECT_FALSE(is_compared(card_, card_.field_named("responsavel")));
}

TEST_F(WalkthroughRules, what_is_forgotten_contradicts_nothing_but_is_missed) {
    fill_in();
    clear_answer(card_, state_, card_.field_named("email_2"));
    EXPECT_EQ(act(ActionKind::go_on), Effect::rejected);
    ASSERT_EQ(state_.errors.size(), 1u);
    EXPECT_EQ(error(0).rule, Rule::required);
    EXPECT_EQ(facts_of(card_, state_, card_.field_named("email_2"), {}),
              state_.answers[card_.field_named("email_2")].facts);
}

TEST_F(WalkthroughRules, the_shortest_ways_count_skips_and_hotspots) {
    EXPECT_EQ(shortest_ways(card_, card_.screen_named("desenho")).steps, 1u);
    EXPECT_EQ(shortest_ways(card_, card_.screen_named("dados")).steps, 1u);
    EXPECT_EQ(shortest_ways(card_, card_.screen_named("fim")).steps, 3u);
}

}  // namespace
