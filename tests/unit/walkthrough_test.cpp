#include "prototype/walkthrough.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "prototype/read.hpp"
#include "prototype/walkthrough_ways.hpp"

namespace {

using namespace ensaio::prototype;

// A request about a tree: a branch that ends early, a field that appears, a screen that only some see, a
// check, a second branch that reads a field of the screen that only some see.
constexpr std::string_view kTree = R"({
  "format": 1, "id": "arvore", "title": "Cuidar de uma árvore", "body": "Exemplo", "version": "1", "language": "pt-BR",
  "theme": "govbr", "notice": "Protótipo", "letter": {}, "start": "carta",
  "screens": [
    {"id": "carta", "kind": "letter", "title": "Cuidar de uma árvore", "next": "tipo"},
    {"id": "tipo", "kind": "question", "title": "O que a árvore precisa?",
     "fields": [{"id": "tipo", "kind": "radios", "label": "O que a árvore precisa?",
       "options": [{"id": "queda", "label": "Ela vai cair"}, {"id": "poda", "label": "Poda"}]}],
     "branches": [{"when": {"all": [{"field": "tipo", "op": "is", "value": "queda"}]}, "to": "emergencia"}], "next": "local"},
    {"id": "emergencia", "kind": "end", "title": "Ligue 199"},
    {"id": "local", "kind": "question", "title": "Onde ela está?",
     "fields": [
       {"id": "rua", "kind": "text", "label": "Rua", "min_length": 3},
       {"id": "fios", "kind": "yes_no", "label": "Toca em fios?"},
       {"id": "quais", "kind": "text", "label": "Quais fios?", "show_if": {"all": [{"field": "fios", "op": "is", "value": "sim"}]}}],
     "branches": [{"when": {"all": [{"field": "fios", "op": "is", "value": "sim"}]}, "to": "altura"}], "next": "conferir"},
    {"id": "altura", "kind": "question", "title": "Qual a altura?",
     "fields": [{"id": "altura", "kind": "number", "label": "Altura em metros", "min": 1, "max": 60}], "next": "conferir"},
    {"id": "conferir", "kind": "check", "title": "Confira",
     "branches": [{"when": {"all": [{"field": "altura", "op": "filled"}]}, "to": "equipe"}], "next": "protocolo"},
    {"id": "equipe", "kind": "message", "title": "Uma equipe especial vai", "next": "protocolo"},
    {"id": "protocolo", "kind": "confirmation", "title": "Pedido feito"}
  ]})";

// A question whose wrong answer leads back to the start, then a check.
constexpr std::string_view kLoop = R"({
  "format": 1, "id": "triagem", "title": "Triagem", "body": "Exemplo", "version": "1", "language": "pt-BR",
  "theme": "govbr", "notice": "Protótipo", "letter": {}, "start": "inicio",
  "screens": [
    {"id": "inicio", "kind": "content", "title": "Início", "next": "fonte"},
    {"id": "fonte", "kind": "question", "title": "De onde vem o barulho?",
     "fields": [{"id": "fonte", "kind": "radios", "label": "De onde vem o barulho?",
       "options": [{"id": "bar", "label": "De um bar"}, {"id": "casa", "label": "De uma casa"}]}],
     "branches": [{"when": {"all": [{"field": "fonte", "op": "is", "value": "casa"}]}, "to": "outro"}], "next": "conferir"},
    {"id": "outro", "kind": "message", "title": "Não é aqui", "next": "inicio"},
    {"id": "conferir", "kind": "check", "title": "Confira", "next": "fim"},
    {"id": "fim", "kind": "confirmation", "title": "Feito"}
  ]})";

Prototype read_ok(std::string_view json) {
    auto prototype = read(json);
    if (prototype) return std::move(*prototype);
    for (const auto& error : prototype.error()) ADD_FAILURE() << error.code << " at " << error.where;
    return {};
}

/// A person: acts by names.
struct Person {
    const Prototype& prototype;
    State state;

    explicit Person(const Prototype& walked, std::uint64_t seed = 7)
        : prototype(walked), state(start(walked, seed, 0)) {}

    Effect act(const Action& action) {
        Step step = apply(prototype, state, action);
        state = std::move(step.state);
        return step.effect;
    }
    FieldIndex field(std::string_view id) const { return prototype.field_named(id); }
    Effect set(std::string_view id, Value value) {
        return act({.kind = ActionKind::set, .target = field(id), .value = std::move(value), .facts = {}});
    }
    Effect change(std::string_view id) {
        return act({.kind = ActionKind::change, .target = field(id), .value = {}, .facts = {}});
    }
    Effect go_on() { return act({.kind = ActionKind::go_on, .target = kNone, .value = {}, .facts = {}}); }
    Effect back() { return act({.kind = ActionKind::back, .target = kNone, .value = {}, .facts = {}}); }

    const std::string& screen() const { return prototype.screens[state.screen].id; }
    std::vector<std::string> trail() const {
        std::vector<std::string> ids;
        for (const ScreenIndex index : state.trail) ids.push_back(prototype.screens[index].id);
        return ids;
    }
    std::vector<std::string> to_check() const {
        std::vector<std::string> ids;
        for (const FieldIndex index : fields_to_check(prototype, state))
            ids.push_back(prototype.fields[index].id);
        return ids;
    }
};

using Ids = std::vector<std::string>;

class Walkthrough : public testing::Test {
protected:
    const Prototype tree_ = read_ok(kTree);
    const Prototype loop_ = read_ok(kLoop);
    const State fresh_ = start(tree_, 1, 0);

    Person at_the_check(const std::string& fios) const {
        Person person(tree_);
        person.go_on();
        person.set("tipo", {"poda"});
        person.go_on();
        person.set("rua", {"Rua das Flores"});
        person.set("fios", {fios});
        person.set("quais", {"de luz"});
        person.go_on();
        person.set("altura", {"12"});
        if (fios == "sim") person.go_on();
        EXPECT_EQ(person.screen(), "conferir");
        return person;
    }
};

TEST_F(Walkthrough, starts_at_the_start_with_blank_answers) {
    const Person person(loop_);
    EXPECT_EQ(person.screen(), "inicio");
    EXPECT_TRUE(person.state.trail.empty());
    ASSERT_EQ(person.state.answers.size(), loop_.fields.size());
    EXPECT_FALSE(person.state.answers[0].touched);
    EXPECT_EQ(person.state.answers[0].facts.failed, Rule::required);
}

TEST_F(Walkthrough, a_dead_click_changes_no_state) {
    Person person(tree_);
    const State before = person.state;
    EXPECT_EQ(person.back(), Effect::nothing);
    EXPECT_EQ(person.set("rua", {"Rua das Flores"}), Effect::nothing) << "a field of another screen";
    EXPECT_EQ(person.change("tipo"), Effect::nothing) << "not a check screen";
    EXPECT_EQ(person.act({.kind = ActionKind::set, .target = 999, .value = {"x"}, .facts = {}}),
              Effect::nothing);
    EXPECT_EQ(person.state, before);
}

TEST_F(Walkthrough, the_same_answer_again_changes_nothing) {
    Person person(tree_);
    person.go_on();
    EXPECT_EQ(person.set("tipo", {"poda"}), Effect::changed);
    const State before = person.state;
    EXPECT_EQ(person.set("tipo", {"poda"}), Effect::nothing);
    EXPECT_EQ(person.state, before);
}

TEST_F(Walkthrough, continue_with_a_blank_required_answer_is_rejected_and_names_the_field) {
    Person person(tree_);
    person.go_on();
    EXPECT_EQ(person.go_on(), Effect::rejected);
    EXPECT_EQ(person.screen(), "tipo");
    EXPECT_EQ(person.state.errors, (std::vector<FieldError>{{person.field("tipo"), Rule::required}}));
}

TEST_F(Walkthrough, errors_stay_until_the_next_continue) {
    Person person(tree_);
    person.go_on();
    person.go_on();
    person.set("tipo", {"poda"});
    EXPECT_EQ(person.state.errors.size(), 1u);
    EXPECT_EQ(person.go_on(), Effect::moved);
    EXPECT_TRUE(person.state.errors.empty());
}

TEST_F(Walkthrough, errors_come_in_the_order_of_the_shown_fields) {
    Person person(tree_);
    person.go_on();
    person.set("tipo", {"poda"});
    person.go_on();
    person.set("rua", {"R"});
    person.set("fios", {"sim"});
    EXPECT_EQ(person.go_on(), Effect::rejected);
    EXPECT_EQ(person.state.errors, (std::vector<FieldError>{{person.field("rua"), Rule::too_short},
                                                            {person.field("quais"), Rule::required}}));
}

TEST_F(Walkthrough, a_branch_is_taken_when_its_condition_holds) {
    Person person(tree_);
    person.go_on();
    person.set("tipo", {"queda"});
    person.go_on();
    EXPECT_EQ(person.screen(), "emergencia");
    EXPECT_EQ(person.go_on(), Effect::nothing) << "the walk ends here";
    person.back();
    person.set("tipo", {"poda"});
    person.go_on();
    EXPECT_EQ(person.screen(), "local");
    EXPECT_EQ(person.trail(), (Ids{"carta", "tipo"}));
}

TEST_F(Walkthrough, a_hidden_field_takes_no_answer_and_is_not_required) {
    Person person(tree_);
    person.go_on();
    person.set("tipo", {"poda"});
    person.go_on();
    EXPECT_FALSE(is_shown(tree_, person.state, person.field("quais")));
    EXPECT_EQ(person.set("quais", {"de luz"}), Effect::nothing);
    person.set("fios", {"sim"});
    EXPECT_TRUE(is_shown(tree_, person.state, person.field("quais")));
    person.set("fios", {"nao"});
    person.set("rua", {"Rua das Flores"});
    EXPECT_EQ(person.go_on(), Effect::moved);
    EXPECT_EQ(person.screen(), "conferir");
}

TEST_F(Walkthrough, back_keeps_the_answers_and_drops_the_errors) {
    Person person(tree_);
    person.go_on();
    person.set("tipo", {"poda"});
    person.go_on();
    person.set("rua", {"Rua das Flores"});
    EXPECT_EQ(person.go_on(), Effect::rejected);
    EXPECT_EQ(person.back(), Effect::moved);
    EXPECT_EQ(person.screen(), "tipo");
    EXPECT_TRUE(person.state.errors.empty());
    person.go_on();
    EXPECT_EQ(person.state.answers[person.field("rua")].value, Value{"Rua das Flores"});
}

TEST_F(Walkthrough, the_check_lists_what_was_asked_on_the_way) {
    EXPECT_EQ(at_the_check("sim").to_check(), (Ids{"tipo", "rua", "fios", "quais", "altura"}));
    EXPECT_EQ(at_the_check("nao").to_check(), (Ids{"tipo", "rua", "fios"}));
}

TEST_F(Walkthrough, after_a_change_continue_returns_to_the_check) {
    Person person = at_the_check("sim");
    EXPECT_EQ(person.change("tipo"), Effect::moved);
    EXPECT_EQ(person.screen(), "tipo");
    EXPECT_EQ(person.trail(), (Ids{"carta"}));
    EXPECT_EQ(person.go_on(), Effect::moved);
    EXPECT_EQ(person.screen(), "conferir");
    EXPECT_EQ(person.trail(), (Ids{"carta", "tipo", "local", "altura"}));
    EXPECT_EQ(person.state.changing_from, kNone);
}

TEST_F(Walkthrough, a_change_that_raises_a_new_question_stops_there_and_then_returns) {
    Person person = at_the_check("nao");
    person.change("fios");
    person.set("fios", {"sim"});
    EXPECT_EQ(person.go_on(), Effect::rejected) << "the field that appeared is blank";
    person.set("quais", {"de luz"});
    EXPECT_EQ(person.go_on(), Effect::moved);
    EXPECT_EQ(person.screen(), "altura");
    person.set("altura", {"80"});
    EXPECT_EQ(person.go_on(), Effect::rejected);
    person.set("altura", {"8"});
    EXPECT_EQ(person.go_on(), Effect::moved);
    EXPECT_EQ(person.screen(), "conferir");
    EXPECT_EQ(person.trail(), (Ids{"carta", "tipo", "local", "altura"}));
}

TEST_F(Walkthrough, a_change_stops_at_a_passed_screen_that_became_invalid) {
    Person person = at_the_check("sim");
    person.change("altura");
    person.set("altura", {""});
    person.back();
    EXPECT_EQ(person.screen(), "conferir");
    person.change("tipo");
    EXPECT_EQ(person.go_on(), Effect::moved);
    EXPECT_EQ(person.screen(), "altura");
}

TEST_F(Walkthrough, a_change_whose_way_no_longer_reaches_the_check_ends_where_the_way_ends) {
    Person person = at_the_check("sim");
    person.change("tipo");
    person.set("tipo", {"queda"});
    EXPECT_EQ(person.go_on(), Effect::moved);
    EXPECT_EQ(person.screen(), "emergencia");
    person.back();
    person.set("tipo", {"poda"});
    EXPECT_EQ(person.go_on(), Effect::moved);
    EXPECT_EQ(person.screen(), "conferir") << "the change goes on";
}

TEST_F(Walkthrough, back_from_a_changed_screen_returns_to_the_check) {
    Person person = at_the_check("sim");
    const State before = person.state;
    person.change("rua");
    EXPECT_EQ(person.back(), Effect::moved);
    EXPECT_EQ(person.state, before);
}

TEST_F(Walkthrough, the_check_finds_an_answer_that_was_emptied_and_leads_to_it) {
    Person person = at_the_check("sim");
    person.change("rua");
    person.set("rua", {""});
    person.back();
    EXPECT_EQ(person.go_on(), Effect::rejected);
    EXPECT_EQ(person.state.errors, (std::vector<FieldError>{{person.field("rua"), Rule::required}}));
    EXPECT_EQ(person.change("rua"), Effect::moved);
    EXPECT_EQ(person.screen(), "local");
}

TEST_F(Walkthrough, only_listed_fields_can_be_changed) {
    Person person = at_the_check("nao");
    EXPECT_EQ(person.change("altura"), Effect::nothing);
    EXPECT_EQ(person.change("quais"), Effect::nothing);
    EXPECT_EQ(person.screen(), "conferir");
}

TEST_F(Walkthrough, an_answer_that_is_no_longer_on_the_way_reads_as_blank) {
    Person person = at_the_check("sim");
    EXPECT_EQ(tree_.screens[next_screen(tree_, person.state, person.state.screen)].id, "equipe");
    person.change("fios");
    person.set("fios", {"nao"});
    person.go_on();
    EXPECT_EQ(person.screen(), "conferir");
    EXPECT_EQ(person.state.answers[person.field("altura")].value, Value{"12"})
        << "it is kept, in case she changes her mind";
    person.go_on();
    EXPECT_EQ(person.screen(), "protocolo");
}

TEST_F(Walkthrough, the_protocol_comes_from_the_seed_once) {
    std::set<std::string> seen;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        Person person(tree_, seed);
        person.state = at_the_check("nao").state;
        person.state.seed = seed;
        EXPECT_TRUE(person.state.protocol.empty());
        person.go_on();
        const std::string protocol = person.state.protocol;
        EXPECT_EQ(protocol.size(), 8u);
        EXPECT_NE(protocol.front(), '0');
        EXPECT_EQ(protocol.find_first_not_of("0123456789"), std::string::npos);
        person.back();
        person.go_on();
        EXPECT_EQ(person.state.protocol, protocol);
        seen.insert(protocol);
    }
    EXPECT_EQ(seen.size(), 50u);
}

TEST_F(Walkthrough, a_way_that_turns_back_starts_again_from_there) {
    Person person(loop_);
    for (int round = 0; round < 3; ++round) {
        person.go_on();
        person.set("fonte", {"casa"});
        person.go_on();
        EXPECT_EQ(person.trail(), (Ids{"inicio", "fonte"}));
        person.go_on();
        EXPECT_EQ(person.screen(), "inicio");
        EXPECT_TRUE(person.trail().empty());
    }
}

TEST_F(Walkthrough, a_change_that_leads_back_to_the_start_ends_the_change) {
    Person person(loop_);
    person.go_on();
    person.set("fonte", {"casa"});
    person.go_on();
    person.go_on();
    person.go_on();
    person.set("fonte", {"bar"});
    person.go_on();
    ASSERT_EQ(person.screen(), "conferir");
    person.change("fonte");
    person.set("fonte", {"casa"});
    EXPECT_EQ(person.go_on(), Effect::moved);
    EXPECT_EQ(person.screen(), "inicio") << "both screens between were passed before";
    EXPECT_EQ(person.state.changing_from, kNone);
}

TEST_F(Walkthrough, facts_tell_length_rule_and_outcomes_and_not_the_text) {
    const FieldIndex rua = tree_.field_named("rua"), fios = tree_.field_named("fios"),
                     altura = tree_.field_named("altura");
    EXPECT_EQ(facts_of(tree_, fresh_, rua, {"Rua A"}), facts_of(tree_, fresh_, rua, {"Praça B"}));
    EXPECT_EQ(facts_of(tree_, fresh_, rua, {" \u00e9\u00e9\u00e9 "}).length_class, 2);
    EXPECT_EQ(facts_of(tree_, fresh_, rua, {"1234"}).length_class, 3);
    EXPECT_EQ(facts_of(tree_, fresh_, rua, {"  "}), facts_of(tree_, fresh_, rua, {}));
    EXPECT_EQ(facts_of(tree_, fresh_, altura, {"99"}).failed, Rule::too_large);
    EXPECT_EQ(facts_of(tree_, fresh_, fios, {"sim"}).outcomes, 3u) << "show_if and branch";
    EXPECT_EQ(facts_of(tree_, fresh_, fios, {"nao"}).outcomes, 0u);
}

TEST_F(Walkthrough, words_are_compared_without_case_accents_and_outer_space) {
    Prototype words;
    words.screens.resize(1);
    words.screens[0].field_count = 1;
    words.fields.resize(1);
    const std::vector<std::pair<Operator, std::string>> tests = {
        {Operator::is, "São João"},      {Operator::is_not, "São João"}, {Operator::has, "São João"},
        {Operator::has_not, "São João"}, {Operator::filled, ""},         {Operator::blank, ""}};
    for (const auto& [op, value] : tests) {
        words.fields[0].read_by.push_back(static_cast<TestIndex>(words.tests.size()));
        words.tests.push_back(
            {.field = 0, .op = op, .value = value, .bit = static_cast<std::uint8_t>(words.tests.size())});
    }
    const auto outcomes = [&](Value value) { return facts_of(words, start(words, 1, 0), 0, value).outcomes; };
    EXPECT_EQ(outcomes({" sao JOAO "}), 0b010101u);
    EXPECT_EQ(outcomes({"São Paulo"}), 0b011010u);
    EXPECT_EQ(outcomes({}), 0b101010u);
    EXPECT_EQ(outcomes({"  "}), 0b101010u);
    EXPECT_EQ(outcomes({"são joão", "são paulo"}), 0b010110u) << "it has it, but is not it";
}

TEST_F(Walkthrough, a_value_is_found_however_it_is_typed) {
    struct Case {
        FieldKind kind;
        const char *value, *same, *other, *pattern = "";
    };
    for (const Case& c :
         {Case{FieldKind::cep, "01234-567", "01234567", "01234568"},
          Case{FieldKind::cep, "01234", "012 34", "01235"},
          Case{FieldKind::cpf, "111.111.111-11", "11111111111", "11111111112"},
          Case{FieldKind::phone, "(11) 98765-4321", "+5511987654321", "11987654322"},
          Case{FieldKind::plate, "ABC-1D23", "abc1d23", "abc1d24"},
          Case{FieldKind::rg, "12.345.678-X", "12345678x", "123456789"},
          Case{FieldKind::text, "AB-123", "ab 123", "ab 124", "AA-000"},
          Case{FieldKind::number, "10", "10,0", "100"}, Case{FieldKind::number, "1000", "1.000", "1"},
          Case{FieldKind::money, "10", "R$ 10,00", "10,01"},
          Case{FieldKind::email, "ana@exemplo.com", "<ANA@exemplo.com>", "ana@exemplo.org"},
          Case{FieldKind::text, "10", " 10 ", "10,0"},
          Case{FieldKind::text, "duas palavras", "Duas  palavras", "duaspalavras"}}) {
        Prototype one;
        one.screens.resize(1);
        one.screens[0].field_count = 1;
        one.fields.push_back({.kind = c.kind, .pattern = c.pattern, .read_by = {0, 1}});
        one.tests = {{.field = 0, .op = Operator::is, .value = c.value, .bit = 0},
                     {.field = 0, .op = Operator::is_not, .value = c.value, .bit = 1}};
        const auto outcomes = [&](const char* typed) {
            return facts_of(one, start(one, 1, 0), 0, {typed}).outcomes;
        };
        EXPECT_EQ(outcomes(c.same), 0b01u) << c.same;
        EXPECT_EQ(outcomes(c.other), 0b10u) << c.other;
    }
}

TEST_F(Walkthrough, conditions_join_tests_by_all_or_any) {
    Person person = at_the_check("sim");
    const TestIndex is_queda = tree_.fields[person.field("tipo")].read_by[0],
                    is_fios = tree_.fields[person.field("fios")].read_by[0];
    EXPECT_TRUE(holds(tree_, person.state, {.any = true, .tests = {is_queda, is_fios}}));
    EXPECT_FALSE(holds(tree_, person.state, {.any = false, .tests = {is_queda, is_fios}}));
    EXPECT_TRUE(holds(tree_, person.state, {.any = true, .tests = {}}));
    EXPECT_TRUE(holds(tree_, person.state, {.any = false, .tests = {}}));
}

TEST_F(Walkthrough, facts_without_text_lead_the_same_way) {
    Person person = at_the_check("sim");
    person.change("rua");
    const Facts wrong = facts_of(tree_, fresh_, person.field("rua"), {"R"});
    EXPECT_EQ(
        person.act({.kind = ActionKind::set, .target = person.field("rua"), .value = {}, .facts = wrong}),
        Effect::changed);
    EXPECT_TRUE(person.state.answers[person.field("rua")].value.empty());
    EXPECT_EQ(person.go_on(), Effect::rejected);
    EXPECT_EQ(person.state.errors, (std::vector<FieldError>{{person.field("rua"), Rule::too_short}}));
}

TEST_F(Walkthrough, more_text_than_a_field_can_hold_is_not_taken) {
    Person person = at_the_check("sim");
    person.change("rua");
    EXPECT_EQ(person.set("rua", {std::string(40'000, 'a')}), Effect::changed);
    EXPECT_EQ(person.set("rua", {std::string(40'001, 'a')}), Effect::nothing);
}

TEST_F(Walkthrough, the_checksum_knows_private_text_only_when_it_is_made_up) {
    Person one = at_the_check("sim"), other = at_the_check("sim");
    one.change("rua");
    other.change("rua");
    one.set("rua", {"Rua Amarela"});
    other.set("rua", {"Rua Laranja"});
    EXPECT_EQ(checksum(tree_, one.state, false), checksum(tree_, other.state, false));
    EXPECT_NE(checksum(tree_, one.state, true), checksum(tree_, other.state, true));
    other.set("rua", {"R"});
    EXPECT_NE(checksum(tree_, one.state, false), checksum(tree_, other.state, false));
}

TEST_F(Walkthrough, the_checksum_sees_every_step) {
    Person person(tree_);
    std::set<std::uint64_t> sums{checksum(tree_, person.state, false)};
    const auto fresh = [&] { return sums.insert(checksum(tree_, person.state, false)).second; };
    person.go_on();
    EXPECT_TRUE(fresh());
    person.go_on();
    EXPECT_TRUE(fresh()) << "errors";
    person.set("tipo", {"poda"});
    EXPECT_TRUE(fresh()) << "an open answer";
    person.go_on();
    EXPECT_TRUE(fresh());
    person.set("fios", {"sim"});
    EXPECT_TRUE(fresh());
    person.back();
    EXPECT_TRUE(fresh());
}

TEST_F(Walkthrough, the_checksum_is_the_same_on_every_machine) {
    EXPECT_EQ(checksum(loop_, start(loop_, 1, 0), false), 14'251'320'974'524'962'762ULL)
        << "recorded sessions carry it";
}

TEST_F(Walkthrough, the_shortest_ways_follow_every_branch) {
    EXPECT_EQ(shortest_ways(tree_, tree_.screen_named("carta")).steps, 0u);
    EXPECT_EQ(shortest_ways(tree_, tree_.screen_named("emergencia")).steps, 2u);
    EXPECT_EQ(shortest_ways(tree_, tree_.screen_named("conferir")).steps, 3u);
    EXPECT_EQ(shortest_ways(tree_, tree_.screen_named("protocolo")).steps, 4u);
    EXPECT_EQ(shortest_ways(loop_, loop_.screen_named("fim")).steps, 3u);
    EXPECT_EQ(shortest_ways(tree_, kNone).steps, std::nullopt);
    EXPECT_EQ(shortest_ways(Prototype{}, 0).steps, std::nullopt);
}

TEST_F(Walkthrough, nothing_can_be_walked_where_there_are_no_screens) {
    const Prototype empty;
    const State state = start(empty, 1, 0);
    EXPECT_EQ(apply(empty, state, {}).effect, Effect::nothing);
    EXPECT_EQ(next_screen(empty, state, 0), kNone);
    EXPECT_FALSE(is_shown(empty, state, 0));
}

}  // namespace
