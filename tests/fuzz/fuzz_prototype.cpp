// Any bytes: prototype::read either tells what is wrong or gives a prototype whose every index is valid and
// that can be walked by anybody, on any day, with the texts and without them.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/hash.hpp"
#include "core/limits.hpp"
#include "prototype/field_kinds.hpp"
#include "prototype/fill.hpp"
#include "prototype/read.hpp"
#include "prototype/walkthrough.hpp"

namespace {

using namespace ensaio;
using namespace ensaio::prototype;

constexpr int kActions = 60;
constexpr float kRounding = 0.01F;  // the file's numbers are doubles
const core::Language kNoWords;
constexpr std::uint64_t kLastDay = 104'249'992;  // 2^53 ms, the last time of a session, in days

void require(bool holds) {
    if (!holds) std::abort();
}

void check_condition(const Prototype& prototype, const Condition& condition) {
    for (const TestIndex index : condition.tests) {
        require(index < prototype.tests.size());
        const Test& test = prototype.tests[index];
        require(test.field < prototype.fields.size() && test.bit < core::kMaxTestsPerField);
        if (test.other == kNone) continue;
        require(test.other < prototype.fields.size() && test.other_bit < core::kMaxTestsPerField);
    }
}

void check_screen(const Prototype& prototype, const Screen& screen) {
    const auto is_screen = [&](ScreenIndex index) { return index < prototype.screens.size(); };
    require(screen.next == kNone || is_screen(screen.next));
    require(screen.skip == kNone || is_screen(screen.skip));
    require((screen.kind == ScreenKind::picture) == (screen.image != kNone));
    require(screen.image == kNone || screen.image < prototype.images.size());
    require(std::size_t{screen.first_field} + screen.field_count <= prototype.fields.size());
    for (const Branch& branch : screen.branches) {
        require(is_screen(branch.to));
        check_condition(prototype, branch.when);
    }
    for (const Check& check : screen.checks) {
        require(check.field >= screen.first_field && check.field - screen.first_field < screen.field_count);
        require(!check.when.tests.empty());
        check_condition(prototype, check.when);
    }
    for (const Hotspot& hotspot : screen.hotspots) {
        const Image& image = prototype.images[screen.image];
        require(is_screen(hotspot.to) && hotspot.x >= 0 && hotspot.y >= 0);
        require(hotspot.x + hotspot.w <= static_cast<float>(image.width) + kRounding &&
                hotspot.y + hotspot.h <= static_cast<float>(image.height) + kRounding);
    }
}

void check_indexes(const Prototype& prototype) {
    require(prototype.start < prototype.screens.size());
    for (const Screen& screen : prototype.screens) check_screen(prototype, screen);
    for (const Field& field : prototype.fields) {
        require(field.screen < prototype.screens.size());
        require((field.kind == FieldKind::map_point) == (field.image != kNone));
        require(field.image == kNone || field.image < prototype.images.size());
        require(field.read_by.size() <= core::kMaxTestsPerField);
        for (const TestIndex test : field.read_by) require(test < prototype.tests.size());
        check_condition(prototype, field.show_if);
    }
}

struct Dice {
    std::uint64_t state;
    std::uint64_t below(std::uint64_t bound) { return core::split_mix(state) % bound; }
};

/// What people of many kinds enter, right and wrong.
std::string a_part(Dice& dice) {
    constexpr std::array<std::string_view, 20> entered = {"",
                                                          " ",
                                                          "7",
                                                          "29",
                                                          "02",
                                                          "2024",
                                                          "1.234,56",
                                                          "-1e9",
                                                          "12,34",
                                                          "01310-100",
                                                          "ana@exemplo.com",
                                                          "ABC1D23",
                                                          "12ABC34501DE35",
                                                          "529.982.247-25",
                                                          "12.345.678-X",
                                                          "(11) 91234-5678",
                                                          "foto.jpg\n99999999\nimage/jpeg",
                                                          "sim",
                                                          "Praça da Sé\t",
                                                          "\xc3\x28\xff"};
    const std::uint64_t which = dice.below(entered.size() + 1);
    return which == entered.size() ? std::string(dice.below(12'000), 'a') : std::string(entered[which]);
}

Value a_value(const Field& field, Dice& dice) {
    Value value;
    if (!field.options.empty() && dice.below(8) != 0) {
        for (std::uint64_t i = 1 + dice.below(3); i > 0; --i)
            value.push_back(field.options[dice.below(field.options.size())].id);
        return value;
    }
    const KindRow& row = row_of(field.kind);
    const std::uint64_t usual = row.family == Family::parts ? row.parts.size() : 1;
    const std::uint64_t parts = dice.below(8) == 0 ? dice.below(9) : usual;
    for (std::uint64_t i = 0; i < parts; ++i) value.push_back(a_part(dice));
    return value;
}

Action an_action(const Prototype& prototype, const State& state, Dice& dice) {
    const Screen& screen = prototype.screens[state.screen];
    Action action{.kind = static_cast<ActionKind>(dice.below(static_cast<std::uint64_t>(kLastAction) + 2)),
                  .target = static_cast<std::uint16_t>(dice.below(0x10000)),
                  .value = {},
                  .facts = {}};
    if (dice.below(3) == 0) action.kind = ActionKind::go_on;
    if (dice.below(10) == 0) return action;
    if (action.kind == ActionKind::press) action.target %= static_cast<std::uint16_t>(core::kMaxHotspots);
    if (action.kind == ActionKind::change && !prototype.fields.empty())
        action.target = static_cast<std::uint16_t>(dice.below(prototype.fields.size()));
    if (action.kind == ActionKind::set && screen.field_count > 0) {
        action.target = static_cast<std::uint16_t>(screen.first_field + dice.below(screen.field_count));
        action.value = a_value(prototype.fields[action.target], dice);
    }
    return action;
}

/// What a recording keeps of an action: of a private answer its facts, of one that was void nothing.
Action kept_of(const Prototype& prototype, const State& before, Action action, Effect effect) {
    if (action.kind != ActionKind::set) return action;
    if (effect == Effect::nothing)
        return {.kind = ActionKind::set, .target = kNone, .value = {}, .facts = {}};
    action.facts = facts_of(prototype, before, action.target, action.value);
    if (prototype.fields[action.target].privacy != Privacy::open) action.value.clear();
    return action;
}

void check_state(const Prototype& prototype, const State& state) {
    require(state.screen < prototype.screens.size());
    require(state.trail.size() < prototype.screens.size());
    for (const ScreenIndex screen : state.trail)
        require(screen < prototype.screens.size() && screen != state.screen);
    for (const FieldError& error : state.errors) {
        require(error.field < prototype.fields.size() && error.rule != Rule::none);
        const Screen& screen = prototype.screens[prototype.fields[error.field].screen];
        require((error.rule == Rule::conflict) == (error.check != kNone));
        require(error.check == kNone || error.check < screen.checks.size());
    }
    for (const FieldIndex field : fields_to_check(prototype, state)) require(field < prototype.fields.size());
}

/// What the page would show of it.
void read_screen(const Prototype& prototype, const State& state) {
    const Screen& screen = prototype.screens[state.screen];
    for (const std::string& text : {screen.title, screen.text}) filled(prototype, state, text, kNoWords);
    for (const RequestStep& step : screen.steps) filled(prototype, state, step.text, kNoWords);
    for (const FieldIndex field : fields_asked(prototype, state)) {
        require(field >= screen.first_field && field - screen.first_field < screen.field_count);
        answer_words(prototype.fields[field], state.answers[field].value, kNoWords);
    }
}

void walk(const Prototype& prototype, std::uint64_t seed) {
    Dice dice{seed};
    const auto today = static_cast<std::int32_t>(dice.below(kLastDay)) - 1;
    State state = start(prototype, seed, today);
    State kept = state;
    for (int i = 0; i < kActions; ++i) {
        const Action action = an_action(prototype, state, dice);
        Step step = apply(prototype, state, action);
        kept = apply(prototype, kept, kept_of(prototype, state, action, step.effect)).state;
        require(step.effect != Effect::nothing || step.state == state);
        require((step.effect == Effect::rejected) <= !step.state.errors.empty());
        state = std::move(step.state);
        check_state(prototype, state);
        require(checksum(prototype, state, false) == checksum(prototype, kept, false));
        read_screen(prototype, state);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view json(reinterpret_cast<const char*>(data), size);
    const core::Result<Prototype> prototype = read(json);
    if (!prototype) {
        require(!prototype.error().empty() && prototype.error().size() <= core::kMaxReportedErrors);
        return 0;
    }
    check_indexes(*prototype);
    require(prototype->source == json);
    walk(*prototype, core::fnv1a(json));
    return 0;
}
