// What is asked, and where the way goes on: the part of the Walkthrough that reads facts.

#include <algorithm>
#include <bit>
#include <span>

#include "core/text.hpp"
#include "prototype/field_kinds.hpp"
#include "prototype/kinds.hpp"
#include "prototype/same_answer.hpp"
#include "prototype/walkthrough.hpp"

namespace ensaio::prototype {
namespace {

/// What a date or number is compared with: a date's age with a number, its day with another day.
std::optional<double> measure(const Prototype& prototype, const Test& test, const Value& value,
                              std::int32_t today) {
    const Field& field = prototype.fields[test.field];
    if (field.kind != FieldKind::date || test.other != kNone) return number_of(field, value);
    return age_of(field, value, today);
}

/// A test of two fields. While one of them is blank only is_not holds.
bool outcome_of_two(const Prototype& prototype, const Test& test, const Value& value, const Value& other) {
    const bool negative = test.op == Operator::is_not;
    if (is_blank(value) || is_blank(other)) return negative;
    const Field &field = prototype.fields[test.field], &with = prototype.fields[test.other];
    if (test.op == Operator::at_least || test.op == Operator::less_than) {
        const auto one = number_of(field, value), two = number_of(with, other);
        return one && two && (*one < *two) == (test.op == Operator::less_than);
    }
    return is_same(field, value, with, other) != negative;
}

/// A test of one field.
bool outcome(const Prototype& prototype, const Test& test, const Value& value, std::int32_t today) {
    const auto matches = [&](const std::string& part) {
        return is_same(prototype.fields[test.field], part, test.value);
    };
    const bool is = value.size() == 1 && matches(value.front());
    switch (test.op) {
        case Operator::is: return is;
        case Operator::is_not: return !is;
        case Operator::has: return std::ranges::any_of(value, matches);
        case Operator::has_not: return std::ranges::none_of(value, matches);
        case Operator::filled: return !is_blank(value);
        case Operator::blank: return is_blank(value);
        case Operator::at_least:
        case Operator::less_than: {
            const auto number = measure(prototype, test, value, today);
            return number && (*number < test.number) == (test.op == Operator::less_than);
        }
    }
    return false;
}

using Shown = std::vector<bool>;  // per field of the prototype

/// Walks the fields in the order in which they are asked, so that each show_if finds decided what it may
/// read.
Shown shown_on(const Prototype& prototype, const State& state, std::span<const ScreenIndex> way) {
    Shown shown(prototype.fields.size(), false);
    for (const ScreenIndex index : way) {
        const Screen& screen = prototype.screens[index];
        for (std::size_t i = screen.first_field; i < std::size_t{screen.first_field} + screen.field_count;
             ++i) {
            shown[i] = holds(prototype, state, prototype.fields[i].show_if, shown);
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

Facts facts_of(const Prototype& prototype, const State& state, FieldIndex field, const Value& value) {
    const Field& asked = prototype.fields[field];
    Facts facts;
    facts.failed = check_value(asked, value, state.today);
    if (!is_blank(value)) {
        const Family family = row_of(asked.kind).family;
        const bool typed = family == Family::line || family == Family::lines || family == Family::parts;
        std::size_t length = 0;
        for (const std::string& part : value) length += typed ? core::code_points(core::trim(part)) : 1;
        facts.length_class = static_cast<std::uint8_t>(std::bit_width(length));
    }
    for (const TestIndex index : asked.read_by) {
        const Test& test = prototype.tests[index];
        const bool is_first = test.field == field;
        const bool passes = test.other == kNone ? outcome(prototype, test, value, state.today)
                            : is_first
                                ? outcome_of_two(prototype, test, value, state.answers[test.other].value)
                                : outcome_of_two(prototype, test, state.answers[test.field].value, value);
        if (passes) facts.outcomes |= std::uint64_t{1} << (is_first ? test.bit : test.other_bit);
    }
    return facts;
}

bool is_compared(const Prototype& prototype, FieldIndex field) {
    return std::ranges::any_of(prototype.fields[field].read_by,
                               [&](TestIndex index) { return prototype.tests[index].other != kNone; });
}

bool is_shown(const Prototype& prototype, const State& state, FieldIndex field) {
    return field < prototype.fields.size() && shown_on(prototype, state, way_to(prototype, state))[field];
}

std::vector<bool> shown_fields(const Prototype& prototype, const State& state) {
    return shown_on(prototype, state, way_to(prototype, state));
}

bool holds(const Prototype& prototype, const State& state, const Condition& condition) {
    return holds(prototype, state, condition, shown_fields(prototype, state));
}

bool holds(const Prototype& prototype, const State& state, const Condition& condition, const Shown& shown) {
    const auto passes = [&](TestIndex index) {
        const Test& test = prototype.tests[index];
        if (test.other != kNone) {
            if (!shown[test.field] || !shown[test.other]) return outcome_of_two(prototype, test, {}, {});
        } else if (!shown[test.field]) {
            return outcome(prototype, test, {}, state.today);
        }
        return (state.answers[test.field].facts.outcomes >> test.bit & 1) != 0;
    };
    if (condition.tests.empty()) return true;
    return condition.any ? std::ranges::any_of(condition.tests, passes)
                         : std::ranges::all_of(condition.tests, passes);
}

ScreenIndex next_screen(const Prototype& prototype, const State& state, ScreenIndex screen) {
    if (screen >= prototype.screens.size()) return kNone;
    std::vector<ScreenIndex> way = way_to(prototype, state);
    if (std::ranges::find(way, screen) == way.end()) way.push_back(screen);
    const Shown shown = shown_on(prototype, state, way);
    for (const Branch& branch : prototype.screens[screen].branches) {
        if (holds(prototype, state, branch.when, shown)) return branch.to;
    }
    return prototype.screens[screen].next;
}

std::vector<FieldIndex> fields_asked(const Prototype& prototype, const State& state) {
    if (state.screen >= prototype.screens.size()) return {};
    return fields_of(prototype, std::span(&state.screen, 1),
                     shown_on(prototype, state, way_to(prototype, state)));
}

std::vector<FieldIndex> fields_to_check(const Prototype& prototype, const State& state) {
    std::vector<FieldIndex> fields =
        fields_of(prototype, state.trail, shown_on(prototype, state, state.trail));
    std::erase_if(fields, [&](FieldIndex field) {
        return prototype.screens[prototype.fields[field].screen].kind == ScreenKind::letter;
    });
    return fields;
}

}  // namespace ensaio::prototype
