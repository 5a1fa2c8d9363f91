// What must hold for any walk, tried by one who presses and types at random.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/hash.hpp"
#include "prototype/field_kinds.hpp"
#include "prototype/read.hpp"
#include "prototype/walkthrough.hpp"

namespace {

using namespace ensaio::prototype;

constexpr std::int32_t kToday = 20'780;  // in November 2026
constexpr int kActions = 20'000;         // of each prototype: more than 100 000 together

// Twists that the samples do not have: ways that turn back, two checks, fields that hide fields, a field on
// the check itself.
constexpr std::string_view kMaze = R"({
  "format": 1, "id": "labirinto", "title": "Labirinto", "body": "Exemplo", "version": "1", "language": "pt-BR",
  "images": [{"id": "tela", "alt": "Uma tela", "width": 100, "height": 100, "source": "data:image/png;base64,AA=="}],
  "theme": "govbr", "notice": "Protótipo", "letter": {}, "start": "a",
  "screens": [
    {"id": "a", "kind": "question", "title": "A",
     "fields": [
       {"id": "voltas", "kind": "checkboxes", "label": "Voltas", "max_choices": 2, "optional": true,
        "options": [{"id": "x", "label": "X"}, {"id": "y", "label": "Y"}, {"id": "z", "label": "Z"}]},
       {"id": "nome", "kind": "text", "label": "Nome", "optional": true, "show_if": {"all": [{"field": "voltas", "op": "has", "value": "x"}]}},
       {"id": "cpf", "kind": "cpf", "label": "CPF", "show_if": {"any": [
          {"field": "nome", "op": "is", "value": "Ana"}, {"field": "voltas", "op": "has", "value": "z"}]}}],
     "branches": [{"when": {"all": [{"field": "nome", "op": "is", "value": "Ana"}]}, "to": "c"}], "next": "b"},
    {"id": "b", "kind": "question", "title": "B",
     "fields": [{"id": "nota", "kind": "stars", "label": "Nota"},
                {"id": "saude", "kind": "yes_no", "label": "Saúde", "privacy": "sensitive"}],
     "branches": [{"when": {"all": [{"field": "voltas", "op": "has_not", "value": "y"}, {"field": "saude", "op": "is", "value": "sim"}]}, "to": "a"}],
     "next": "confere1"},
    {"id": "c", "kind": "message", "title": "C", "next": "entrar"},
    {"id": "entrar", "kind": "sign_in", "title": "Entrar", "skip": "desenho", "next": "datas"},
    {"id": "desenho", "kind": "picture", "title": "Desenho", "image": "tela",
     "hotspots": [{"id": "ir", "name": "Ir", "box": [0, 0, 50, 50], "to": "datas"},
                  {"id": "volta", "name": "Voltar", "role": "link", "box": [50, 50, 50, 50], "to": "a"}], "next": "datas"},
    {"id": "datas", "kind": "question", "title": "Datas",
     "fields": [{"id": "nasce", "kind": "date", "label": "Nasceu", "period": "past"},
                {"id": "chega", "kind": "date", "label": "Chegou", "privacy": "open"},
                {"id": "email", "kind": "email", "label": "E-mail", "privacy": "open"},
                {"id": "email_2", "kind": "email", "label": "De novo"},
                {"id": "renda", "kind": "money", "label": "Renda", "optional": true},
                {"id": "lugar", "kind": "address", "label": "Lugar", "optional": true},
                {"id": "mapa", "kind": "map_point", "label": "Mapa", "image": "tela", "optional": true,
                 "show_if": {"all": [{"field": "nasce", "op": "at_least", "value": "18"}]}},
                {"id": "aceito", "kind": "terms", "label": "Aceito", "text": "Tudo", "optional": true,
                 "show_if": {"all": [{"field": "chega", "op": "less_than", "other": "nasce"}]}}],
     "checks": [{"when": {"all": [{"field": "email_2", "op": "is_not", "other": "email"}]}, "field": "email_2", "message": "Diferentes"}],
     "branches": [{"when": {"all": [{"field": "nasce", "op": "less_than", "value": "18"}, {"field": "renda", "op": "at_least", "value": "9"}]}, "to": "a"}],
     "next": "confere1"},
    {"id": "confere1", "kind": "check", "title": "Confira", "next": "d"},
    {"id": "d", "kind": "question", "title": "D",
     "fields": [{"id": "altura", "kind": "number", "label": "Altura", "min": 1, "max": 9, "show_if": {"all": [{"field": "saude", "op": "is_not", "value": "sim"}]}}],
     "branches": [{"when": {"all": [{"field": "altura", "op": "blank"}, {"field": "voltas", "op": "filled"}]}, "to": "b"}], "next": "confere2"},
    {"id": "confere2", "kind": "check", "title": "Confira de novo",
     "fields": [{"id": "verdade", "kind": "yes_no", "label": "É verdade?"}],
     "branches": [{"when": {"all": [{"field": "verdade", "op": "is", "value": "nao"}]}, "to": "a"}], "next": "fim"},
    {"id": "fim", "kind": "confirmation", "title": "Fim"}
  ]})";

struct Dice {
    std::uint64_t state;
    std::size_t below(std::size_t n) { return static_cast<std::size_t>(ensaio::core::split_mix(state) % n); }
    bool one_in(std::size_t n) { return below(n) == 0; }
};

std::string a_text(const Field& field, Dice& dice) {
    switch (field.kind) {
        case FieldKind::cpf: return "529.982.247-25";
        case FieldKind::cnpj: return "12ABC34501DE35";
        case FieldKind::cep: return "01310-100";
        case FieldKind::phone: return "(11) 91234-5678";
        case FieldKind::email: return "ana@exemplo.com";
        case FieldKind::plate: return "ABC1D23";
        case FieldKind::rg: return "12.345.678-X";
        case FieldKind::number:
        case FieldKind::money: return std::to_string(dice.below(12));
        case FieldKind::terms: return "sim";
        case FieldKind::scale:
        case FieldKind::stars: return std::to_string(1 + dice.below(5));
        default: return dice.one_in(2) ? "Ana" : "Rua das Flores, 123, perto da padaria";
    }
}

Value a_value(const Field& field, Dice& dice) {
    switch (dice.below(12)) {
        case 0: return {};
        case 1: return {" "};
        case 2: return {"\xff\xfe", "x", ""};
        case 3: return {std::string(dice.below(50'000), 'a')};
        default: break;
    }
    if (field.kind == FieldKind::date) {
        // Children as often as others.
        const std::size_t year = dice.one_in(2) ? 1930 + dice.below(90) : 2018 + dice.below(10);
        return {std::to_string(1 + dice.below(28)), std::to_string(1 + dice.below(12)), std::to_string(year)};
    }
    if (field.kind == FieldKind::map_point) return {"12,34", ""};
    if (field.kind == FieldKind::address) return {"01310-100", "Avenida Paulista", "1578", "", "", ""};
    if (field.options.empty()) return {a_text(field, dice)};
    Value value;
    const bool many = row_of(field.kind).family == Family::many_of;
    if (!many) return {field.options[dice.below(field.options.size())].id};
    for (const Option& option : field.options) {
        if (dice.one_in(2)) value.push_back(option.id);
    }
    return value;
}

Action an_action(const Prototype& prototype, const State& state, Dice& dice) {
    Action action;
    const std::size_t choice = dice.below(20);
    action.kind = choice < 11   ? ActionKind::set
                  : choice < 17 ? ActionKind::go_on
                  : choice < 18 ? ActionKind::back
                                : ActionKind::change;
    if (dice.one_in(300)) action.kind = static_cast<ActionKind>(dice.below(256));
    const Screen& screen = prototype.screens[state.screen];
    if (screen.skip != kNone && dice.one_in(3)) action.kind = ActionKind::skip;
    if (!screen.hotspots.empty() && dice.one_in(2)) {
        action.kind = ActionKind::press;
        action.target = static_cast<std::uint16_t>(dice.below(screen.hotspots.size() + 1));
        return action;
    }
    if (prototype.fields.empty()) {
        if (action.kind == ActionKind::set) action.kind = ActionKind::go_on;
        return action;
    }
    action.target = static_cast<std::uint16_t>(dice.below(prototype.fields.size()));
    if (action.kind == ActionKind::set && screen.field_count > 0 && !dice.one_in(10)) {
        action.target = static_cast<std::uint16_t>(screen.first_field + dice.below(screen.field_count));
    }
    if (action.kind == ActionKind::set) action.value = a_value(prototype.fields[action.target], dice);
    if (dice.one_in(100)) action.target = static_cast<std::uint16_t>(dice.below(0x10000));
    return action;
}

/// What a recording keeps of an action: of a private answer its facts, of one that was void nothing.
Action redacted(const Prototype& prototype, const State& before, Action action, Effect effect) {
    if (action.kind != ActionKind::set) return action;
    if (effect == Effect::nothing)
        return {.kind = ActionKind::set, .target = kNone, .value = {}, .facts = {}};
    const bool is_open = prototype.fields[action.target].privacy == Privacy::open;
    if (is_open && !is_compared(prototype, action.target)) return action;
    action.facts = facts_of(prototype, before, action.target, action.value);
    if (!is_open) action.value.clear();
    return action;
}

struct Named {
    std::string name;
    Prototype prototype;
};

std::vector<Named> all_prototypes() {
    std::vector<Named> all;
    const auto add = [&](std::string name, std::string_view json) {
        auto prototype = read(json);
        if (prototype) all.push_back({std::move(name), std::move(*prototype)});
    };
    add("maze", kMaze);
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(ENSAIO_SOURCE_DIR "/prototypes")) {
        if (entry.path().extension() == ".json") files.insert(entry.path());
    }
    for (const auto& path : files) {
        std::ifstream file(path, std::ios::binary);
        add(path.stem().string(), std::string(std::istreambuf_iterator<char>(file), {}));
    }
    return all;
}

const std::vector<Named>& prototypes() {
    static const std::vector<Named> all = all_prototypes();
    return all;
}

void expect_sound(const Prototype& prototype, const State& state) {
    ASSERT_LT(state.screen, prototype.screens.size());
    ASSERT_EQ(state.answers.size(), prototype.fields.size());
    ASSERT_EQ(state.passed.size(), prototype.screens.size());
    ASSERT_TRUE(state.changing_from == kNone || state.changing_from < prototype.screens.size());
    std::set<ScreenIndex> gone(state.trail.begin(), state.trail.end());
    ASSERT_EQ(gone.size(), state.trail.size()) << "a screen stands twice in the trail";
    ASSERT_FALSE(gone.contains(state.screen));
    for (const ScreenIndex screen : gone) ASSERT_LT(screen, prototype.screens.size());
    for (const FieldError& error : state.errors) {
        ASSERT_LT(error.field, prototype.fields.size());
        ASSERT_NE(error.rule, Rule::none);
    }
    const bool can_go_on = next_screen(prototype, state, state.screen) != kNone ||
                           !prototype.screens[state.screen].hotspots.empty();
    ASSERT_TRUE(can_go_on || !state.trail.empty()) << "no way on and no way back";
}

TEST(WalkProperty, the_maze_and_the_samples_are_walked) {
    std::set<std::string> names;
    for (const Named& named : prototypes()) names.insert(named.name);
    for (const char* expected : {"maze", "veiculo-abandonado", "calcada", "entulho", "poluicao-sonora",
                                 "arvore", "creche", "idoso", "desenho"})
        EXPECT_TRUE(names.contains(expected)) << expected;
}

TEST(WalkProperty, no_action_breaks_a_walk) {
    for (const Named& named : prototypes()) {
        SCOPED_TRACE(named.name);
        const Prototype& prototype = named.prototype;
        Dice dice{11};
        State state = start(prototype, 11, kToday);
        std::set<ScreenIndex> visited;
        for (int i = 0; i < kActions; ++i) {
            const Step step = apply(prototype, state, an_action(prototype, state, dice));
            if (step.effect == Effect::nothing) {
                ASSERT_EQ(step.state, state);
            }
            if (step.effect == Effect::rejected) {
                ASSERT_FALSE(step.state.errors.empty());
            }
            if (step.effect == Effect::moved) {
                ASSERT_TRUE(step.state.errors.empty());
            }
            state = step.state;
            visited.insert(state.screen);
            ASSERT_NO_FATAL_FAILURE(expect_sound(prototype, state)) << "after action " << i;
            // Whoever is at the end starts again, so that the whole prototype is tried.
            if (dice.one_in(400)) state = start(prototype, dice.state, kToday);
        }
        EXPECT_EQ(visited.size(), prototype.screens.size()) << "the walker is too timid to prove anything";
    }
}

TEST(WalkProperty, the_same_seed_leads_to_the_same_end) {
    for (const Named& named : prototypes()) {
        const auto walk = [&](std::uint64_t seed) {
            Dice dice{seed};
            State state = start(named.prototype, seed, kToday);
            for (int i = 0; i < kActions / 10; ++i)
                state = apply(named.prototype, state, an_action(named.prototype, state, dice)).state;
            return state;
        };
        EXPECT_EQ(walk(5), walk(5)) << named.name;
    }
}

TEST(WalkProperty, a_walk_without_private_texts_takes_the_same_way) {
    for (const Named& named : prototypes()) {
        SCOPED_TRACE(named.name);
        const Prototype& prototype = named.prototype;
        Dice dice{23};
        State live = start(prototype, 23, kToday), kept = live;
        for (int i = 0; i < kActions; ++i) {
            if (dice.one_in(400)) live = kept = start(prototype, dice.state, kToday);
            const Action action = an_action(prototype, live, dice);
            Step live_step = apply(prototype, live, action);
            Step kept_step = apply(prototype, kept, redacted(prototype, live, action, live_step.effect));
            live = std::move(live_step.state);
            kept = std::move(kept_step.state);
            ASSERT_EQ(checksum(prototype, live, false), checksum(prototype, kept, false))
                << "after action " << i;
            ASSERT_EQ(live.screen, kept.screen);
            ASSERT_EQ(live.trail, kept.trail);
            ASSERT_EQ(live.errors, kept.errors);
            ASSERT_EQ(live_step.effect, kept_step.effect);
            for (std::size_t field = 0; field < prototype.fields.size(); ++field) {
                ASSERT_TRUE(prototype.fields[field].privacy == Privacy::open ||
                            kept.answers[field].value.empty());
            }
        }
    }
}

}  // namespace
