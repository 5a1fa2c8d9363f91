#include "prototype/walkthrough.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/hash.hpp"
#include "core/limits.hpp"

namespace ensaio::prototype {
namespace {

/// Eight digits, no leading zero.
std::string protocol_of(std::uint64_t seed) {
    return std::to_string(10'000'000 + core::split_mix(seed) % 90'000'000);
}

void arrive(const Prototype& prototype, State& state, ScreenIndex screen) {
    state.screen = screen;
    state.errors.clear();
    const ScreenKind kind = prototype.screens[screen].kind;
    if (kind == ScreenKind::confirmation) state.protocol = protocol_of(state.seed);
    if (kind == ScreenKind::confirmation || kind == ScreenKind::check) state.changing_from = kNone;
}

void move_to(const Prototype& prototype, State& state, ScreenIndex screen) {
    state.trail.push_back(state.screen);
    if (const auto seen = std::ranges::find(state.trail, screen); seen != state.trail.end()) {
        state.trail.erase(seen, state.trail.end());
        state.changing_from = kNone;  // the way starts again from there
    }
    arrive(prototype, state, screen);
}

/// What is wrong with one answer: a rule of its own, else the first check of its screen that holds.
std::optional<FieldError> error_of(const Prototype& prototype, const State& state,
                                   const std::vector<bool>& shown, FieldIndex field) {
    const Rule rule = state.answers[field].facts.failed;
    if (rule != Rule::none) return FieldError{field, rule, kNone};
    const std::vector<Check>& checks = prototype.screens[prototype.fields[field].screen].checks;
    for (std::size_t i = 0; i < checks.size(); ++i) {
        if (checks[i].field == field && holds(prototype, state, checks[i].when, shown))
            return FieldError{field, Rule::conflict, static_cast<std::uint16_t>(i)};
    }
    return std::nullopt;
}

std::vector<FieldError> find_errors(const Prototype& prototype, const State& state) {
    std::vector<FieldIndex> fields = fields_asked(prototype, state);
    if (prototype.screens[state.screen].kind == ScreenKind::check) {
        const std::vector<FieldIndex> before = fields_to_check(prototype, state);
        fields.insert(fields.begin(), before.begin(), before.end());
    }
    // Once for all checks: it looks at all fields of the way.
    const std::vector<bool> shown = shown_fields(prototype, state);
    std::vector<FieldError> errors;
    for (const FieldIndex field : fields) {
        if (const auto error = error_of(prototype, state, shown, field)) errors.push_back(*error);
    }
    return errors;
}

/// While an answer is being changed: on over the screens that were passed before. Ends, since each step
/// lengthens the trail or ends the change.
void pass_over(const Prototype& prototype, State& state, bool invalid_too) {
    while (state.changing_from != kNone && state.passed[state.screen]) {
        const ScreenIndex next = state.skipped[state.screen] ? prototype.screens[state.screen].skip
                                                             : next_screen(prototype, state, state.screen);
        if (next == kNone || (!invalid_too && !find_errors(prototype, state).empty())) return;
        move_to(prototype, state, next);
    }
}

/// On to another screen, by the way that its questions lead to or past them.
Effect leave(const Prototype& prototype, State& state, ScreenIndex to, bool skipped) {
    if (to == kNone) return Effect::nothing;
    state.passed[state.screen] = true;
    state.skipped[state.screen] = skipped;
    move_to(prototype, state, to);
    pass_over(prototype, state, false);
    return Effect::moved;
}

/// Whether fields_asked has it.
bool is_asked(const Prototype& prototype, const State& state, FieldIndex field) {
    if (field >= prototype.fields.size() || prototype.fields[field].screen != state.screen) return false;
    return prototype.fields[field].show_if.tests.empty() || is_shown(prototype, state, field);
}

bool same_value(const Answer& answer, const Action& action) {
    const bool only_facts = action.facts.has_value() && action.value.empty();
    return !only_facts && answer.value == action.value;
}

/// A test of two fields has one outcome, kept with both: the answer that was given last decides.
void share_outcomes(const Prototype& prototype, State& state, FieldIndex field) {
    for (const TestIndex index : prototype.fields[field].read_by) {
        const Test& test = prototype.tests[index];
        if (test.other == kNone) continue;
        const bool is_first = test.field == field;
        const auto bit = is_first ? test.bit : test.other_bit, its_bit = is_first ? test.other_bit : test.bit;
        std::uint64_t& others = state.answers[is_first ? test.other : test.field].facts.outcomes;
        const std::uint64_t passes = state.answers[field].facts.outcomes >> bit & 1;
        others = (others & ~(std::uint64_t{1} << its_bit)) | passes << its_bit;
    }
}

Effect set(const Prototype& prototype, State& state, const Action& action) {
    std::size_t bytes = 0;
    for (const std::string& part : action.value) bytes += part.size();
    if (bytes > core::kMaxAnswerBytes || !is_asked(prototype, state, action.target)) return Effect::nothing;

    Answer& answer = state.answers[action.target];
    if (same_value(answer, action)) return Effect::nothing;
    answer = {.facts = action.facts ? *action.facts : facts_of(prototype, state, action.target, action.value),
              .value = action.value,
              .touched = true};
    share_outcomes(prototype, state, action.target);
    return Effect::changed;
}

Effect go_on(const Prototype& prototype, State& state) {
    if (std::vector<FieldError> errors = find_errors(prototype, state); !errors.empty()) {
        state.errors = std::move(errors);
        return Effect::rejected;
    }
    return leave(prototype, state, next_screen(prototype, state, state.screen), false);
}

Effect back(const Prototype& prototype, State& state) {
    if (state.changing_from != kNone) {
        State returned = state;
        pass_over(prototype, returned, true);
        if (returned.screen == state.changing_from) {
            state = std::move(returned);
            return Effect::moved;
        }
    }
    if (state.trail.empty()) return Effect::nothing;
    const ScreenIndex before = state.trail.back();
    state.trail.pop_back();
    arrive(prototype, state, before);
    return Effect::moved;
}

Effect change(const Prototype& prototype, State& state, FieldIndex field) {
    if (prototype.screens[state.screen].kind != ScreenKind::check) return Effect::nothing;
    const std::vector<FieldIndex> listed = fields_to_check(prototype, state);
    if (std::ranges::find(listed, field) == listed.end()) return Effect::nothing;
    const ScreenIndex screen = prototype.fields[field].screen;
    state.changing_from = state.screen;
    state.trail.erase(std::ranges::find(state.trail, screen), state.trail.end());
    arrive(prototype, state, screen);
    return Effect::moved;
}

/// On without signing in.
Effect skip(const Prototype& prototype, State& state) {
    return leave(prototype, state, prototype.screens[state.screen].skip, true);
}

Effect press(const Prototype& prototype, State& state, std::uint16_t hotspot) {
    const std::vector<Hotspot>& hotspots = prototype.screens[state.screen].hotspots;
    if (hotspot >= hotspots.size()) return Effect::nothing;
    state.passed[state.screen] = true;
    move_to(prototype, state, hotspots[hotspot].to);
    return Effect::moved;
}

/// FNV-1a over numbers of eight bytes, the lowest first, and over texts with their length before them.
struct Sum {
    std::uint64_t hash = core::fnv1a({});

    void number(std::uint64_t value) { hash = core::fnv1a_number(value, hash); }
    void text(std::string_view value) {
        number(value.size());
        hash = core::fnv1a(value, hash);
    }
};

}  // namespace

std::size_t bytes_of(const State& state) {
    std::size_t bytes = sizeof(State) + state.answers.size() * sizeof(Answer) +
                        state.errors.size() * sizeof(FieldError) + state.trail.size() * sizeof(ScreenIndex);
    for (const Answer& answer : state.answers) {
        bytes += answer.value.size() * sizeof(std::string);
        for (const std::string& part : answer.value) bytes += part.size();
    }
    return bytes;
}

void put_back(const Prototype& prototype, State& state, FieldIndex field, Answer answer) {
    state.answers[field] = std::move(answer);
    share_outcomes(prototype, state, field);
}

bool came_by(const State& state, ScreenIndex screen) {
    return state.screen == screen || std::ranges::find(state.trail, screen) != state.trail.end();
}

void clear_answer(const Prototype& prototype, State& state, FieldIndex field) {
    state.answers[field] = {};
    state.answers[field].facts = facts_of(prototype, state, field, {});
    share_outcomes(prototype, state, field);
}

State start(const Prototype& prototype, std::uint64_t seed, std::int32_t today) {
    State state;
    state.seed = seed;
    state.today = today;
    state.passed.resize(prototype.screens.size());
    state.skipped.resize(prototype.screens.size());
    state.answers.resize(prototype.fields.size());
    for (std::size_t i = 0; i < state.answers.size(); ++i)
        state.answers[i].facts = facts_of(prototype, state, static_cast<FieldIndex>(i), {});
    if (!prototype.screens.empty()) arrive(prototype, state, prototype.start);
    return state;
}

Effect apply_to(const Prototype& prototype, State& state, const Action& action) {
    if (prototype.screens.empty()) return Effect::nothing;
    switch (action.kind) {
        case ActionKind::set: return set(prototype, state, action);
        case ActionKind::go_on: return go_on(prototype, state);
        case ActionKind::back: return back(prototype, state);
        case ActionKind::change: return change(prototype, state, action.target);
        case ActionKind::skip: return skip(prototype, state);
        case ActionKind::press: return press(prototype, state, action.target);
    }
    return Effect::nothing;
}

Step apply(const Prototype& prototype, const State& state, const Action& action) {
    Step step{state, Effect::nothing};
    step.effect = apply_to(prototype, step.state, action);
    return step;
}

std::uint64_t checksum(const Prototype& prototype, const State& state, bool made_up) {
    return WalkSum().of(prototype, state, made_up);
}

std::uint64_t WalkSum::of(const Prototype& prototype, const State& state, bool made_up) {
    Sum sum;
    sum.number(state.screen);
    sum.number(state.changing_from);
    sum.text(state.protocol);
    sum.number(state.trail.size());
    for (const ScreenIndex screen : state.trail) sum.number(screen);
    sum.number(state.errors.size());
    for (const FieldError& error : state.errors) {
        sum.number(error.field);
        sum.number(static_cast<std::uint64_t>(error.rule));
        if (error.rule == Rule::conflict) sum.number(error.check);
    }
    // A screen that was skipped is passed in another way.
    for (std::size_t i = 0; i < state.passed.size(); ++i)
        sum.number(std::uint64_t{state.passed[i]} + std::uint64_t{state.skipped[i]} * 2);
    before_.resize(state.answers.size());
    return from(prototype, state, made_up, 0, sum.hash);
}

std::uint64_t WalkSum::after_answer(const Prototype& prototype, const State& state, bool made_up,
                                    FieldIndex field) {
    if (before_.size() != state.answers.size() || field >= before_.size())
        return of(prototype, state, made_up);
    std::size_t first = field;
    for (const TestIndex index : prototype.fields[field].read_by) {
        const Test& test = prototype.tests[index];
        if (test.other != kNone) first = std::min<std::size_t>({first, test.field, test.other});
    }
    return from(prototype, state, made_up, first, before_[first]);
}

std::uint64_t WalkSum::from(const Prototype& prototype, const State& state, bool made_up, std::size_t first,
                            std::uint64_t hash) {
    Sum sum{hash};
    for (std::size_t i = first; i < state.answers.size(); ++i) {
        before_[i] = sum.hash;
        const Answer& answer = state.answers[i];
        sum.number(answer.facts.length_class);
        sum.number(static_cast<std::uint64_t>(answer.facts.failed));
        sum.number(answer.facts.outcomes);
        if (!made_up && prototype.fields[i].privacy != Privacy::open) continue;
        sum.number(answer.value.size());
        for (const std::string& part : answer.value) sum.text(part);
    }
    return sum.hash;
}

}  // namespace ensaio::prototype
