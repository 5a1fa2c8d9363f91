// What is asked, and where the way goes on: the part of the Walkthrough that reads facts.

#include <algorithm>
#include <bit>
#include <span>

#include "core/text.hpp"
#include "prototype/field_kinds.hpp"
#include "prototype/walkthrough.hpp"

namespace ensaio::prototype {
namespace {

bool same_words(std::string_view one, std::string_view other) {
    return core::fold(core::trim(one)) == core::fold(core::trim(other));
}

bool outcome(const Test& test, const Value& value) {
    const auto matches = [&](const std::string& part) { return same_words(part, test.value); };
    const bool is = value.size() == 1 && matches(value.front());
    switch (test.op) {
        case Operator::is: return is;
        case Operator::is_not: return !is;
        case Operator::has: return std::ranges::any_of(value, matches);
        case Operator::has_not: return std::ranges::none_of(value, matches);
        case Operator::filled: return !is_blank(value);
        case Operator::blank: return is_blank(value);
    }
    return false;
}

using Shown = std::vector<bool>;  // per field of the prototype

bool holds_with(const Prototype& prototype, const State& state, const Condition& condition,
                const Shown& shown) {
    const auto passes = [&](TestIndex index) {
        const Test& test = prototype.tests[index];
        if (!shown[test.field]) return outcome(test, {});
        return (state.answers[test.field].facts.outcomes >> test.bit & 1) != 0;
    };
    if (condition.tests.empty()) return true;
    return condition.any ? std::ranges::any_of(condition.tests, passes)
                         : std::ranges::all_of(condition.tests, passes);
}

/// Walks the fields in the order in which they are asked, so that each show_if finds decided what it may
/// read.
Shown shown_on(const Prototype& prototype, const State& state, std::span<const ScreenIndex> way) {
    Shown shown(prototype.fields.size(), false);
    for (const ScreenIndex index : way) {
        const Screen& screen = prototype.screens[index];
        for (std::size_t i = screen.first_field; i < std::size_t{screen.first_field} + screen.field_count;
             ++i) {
            shown[i] = holds_with(prototype, state, prototype.fields[i].show_if, shown);
        }
    }
    return shown;
}

std::vector<FieldIndex> fields_of(const Prototype& prototype, std::span<const ScreenIndex> screens,
                                  const Shown& shown) {
    std::vector<FieldIndex> fields;
    for (const ScreenIndex index : screens) {
        const Screen& screen = prototype.screens[index];
        for (std::size_t i = screen.first_field; i < std::size_t{screen.first_field} + screen.field_count;
             ++i) {
            if (shown[i]) fields.push_back(static_cast<FieldIndex>(i));
        }
    }
    return fields;
}

std::vector<ScreenIndex> way_to(const Prototype& prototype, const State& state) {
    std::vector<ScreenIndex> way = state.trail;
    if (state.screen < prototype.screens.size()) way.push_back(state.screen);
    return way;
}

}  // namespace

Facts facts_of(const Prototype& prototype, FieldIndex field, const Value& value) {
    const Field& asked = prototype.fields[field];
    Facts facts;
    facts.failed = check_value(asked, value);
    if (!is_blank(value)) {
        const Family family = row_of(asked.kind).family;
        const bool typed = family == Family::line || family == Family::lines;
        const std::size_t length = typed ? core::code_points(core::trim(value.front())) : value.size();
        facts.length_class = static_cast<std::uint8_t>(std::bit_width(length));
    }
    for (const TestIndex index : asked.read_by) {
        const Test& test = prototype.tests[index];
        if (outcome(test, value)) facts.outcomes |= std::uint64_t{1} << test.bit;
    }
    return facts;
}

bool is_shown(const Prototype& prototype, const State& state, FieldIndex field) {
    return field < prototype.fields.size() && shown_on(prototype, state, way_to(prototype, state))[field];
}

bool holds(const Prototype& prototype, const State& state, const Condition& condition) {
    return holds_with(prototype, state, condition, shown_on(prototype, state, way_to(prototype, state)));
}

ScreenIndex next_screen(const Prototype& prototype, const State& state, ScreenIndex screen) {
    if (screen >= prototype.screens.size()) return kNone;
    std::vector<ScreenIndex> way = way_to(prototype, state);
    if (std::ranges::find(way, screen) == way.end()) way.push_back(screen);
    const Shown shown = shown_on(prototype, state, way);
    for (const Branch& branch : prototype.screens[screen].branches) {
        if (holds_with(prototype, state, branch.when, shown)) return branch.to;
    }
    return prototype.screens[screen].next;
}

std::vector<FieldIndex> fields_asked(const Prototype& prototype, const State& state) {
    if (state.screen >= prototype.screens.size()) return {};
    return fields_of(prototype, std::span(&state.screen, 1),
                     shown_on(prototype, state, way_to(prototype, state)));
}

std::vector<FieldIndex> fields_to_check(const Prototype& prototype, const State& state) {
    return fields_of(prototype, state.trail, shown_on(prototype, state, state.trail));
}

}  // namespace ensaio::prototype
