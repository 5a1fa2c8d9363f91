#include "prototype/walkthrough_answers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "core/text.hpp"
#include "prototype/field_kinds.hpp"
#include "prototype/same_answer.hpp"

namespace ensaio::prototype {
namespace {

using Answers = std::vector<TellingAnswer>;

constexpr std::size_t kMostAnswers = 1'000;

bool is_wanted(const Field& field, const Wanted& wanted, const Value& value) {
    return std::ranges::any_of(wanted.any,
                               [&](const std::string& text) { return is_given(field, value, text); });
}

std::string folded(std::string_view text) { return core::fold(core::trim(text)); }

void put(Facts& facts, std::uint8_t bit, bool passes) {
    const std::uint64_t mask = std::uint64_t{1} << bit;
    facts.outcomes = passes ? facts.outcomes | mask : facts.outcomes & ~mask;
}

bool has_choices(Family family) {
    return family == Family::one_of || family == Family::drop_down || family == Family::many_of ||
           family == Family::accept;
}

/// The answers to one field alone, without tests of two fields.
class Alone {
public:
    Alone(const Prototype& prototype, FieldIndex index, std::span<const Wanted> wanted)
        : prototype_(prototype),
          blank_(start(prototype, 0, 0)),
          index_(index),
          field_(prototype.fields[index]),
          family_(row_of(field_.kind).family),
          wanted_(wanted) {}

    std::optional<Answers> all() const {
        Answers answers;
        const bool may_be_blank = check_value(field_, {}, blank_.today) == Rule::none;
        if (may_be_blank) answers.push_back({.value = {}, .facts = facts_of(prototype_, blank_, index_, {})});
        const bool asked_for = std::ranges::find(wanted_, index_, &Wanted::field) != wanted_.end();
        if (field_.read_by.empty() && !asked_for) {
            if (!may_be_blank) answers.push_back({.value = {}, .facts = {.length_class = 1}});
            return answers;
        }
        const auto filled = has_choices(family_) ? choices() : std::optional(asked_for ? named() : typed());
        if (!filled) return std::nullopt;
        answers.insert(answers.end(), filled->begin(), filled->end());
        std::erase_if(answers, [&](const TellingAnswer& answer) { return !wanted_by(answer.value); });
        return answers;
    }

private:
    const Test& test(TestIndex index) const { return prototype_.tests[index]; }

    /// By all who want something of this field.
    bool wanted_by(const Value& value) const {
        return std::ranges::all_of(wanted_, [&](const Wanted& wanted) {
            return wanted.field != index_ || is_wanted(field_, wanted, value);
        });
    }

    // Kinds with choices: the values themselves.

    std::optional<Answers> choices() const {
        std::vector<Value> values;
        if (family_ == Family::many_of) {
            if (!subsets(values)) return std::nullopt;
        } else if (family_ == Family::accept) {
            values.push_back({"sim"});
        } else if (field_.options.empty()) {
            const long long last = std::llround(field_.max);
            for (long long point = std::llround(field_.min); point <= last; ++point)
                values.push_back({std::to_string(point)});
        } else {
            for (const Option& option : field_.options) values.push_back({option.id});
        }
        Answers answers;
        for (Value& value : values) {
            const Facts facts = facts_of(prototype_, blank_, index_, value);
            if (facts.failed != Rule::none) continue;
            const bool told_apart = is_compared(prototype_, index_) ||
                                    std::ranges::none_of(answers, [&](const TellingAnswer& before) {
                                        return before.facts.outcomes == facts.outcomes &&
                                               wanted_by(before.value) == wanted_by(value);
                                    });
            if (told_apart) answers.push_back({std::move(value), facts});
        }
        return answers;
    }

    /// Of the options that are named somewhere all sets; of the others at most one of each sort, which stands
    /// for any number of them.
    bool subsets(std::vector<Value>& values) const {
        std::vector<std::string> members;
        bool some = false, exclusive = false;
        for (const Option& option : field_.options) {
            bool& there = option.exclusive ? exclusive : some;
            if (!is_named(option.id) && std::exchange(there, true)) continue;
            members.push_back(option.id);
        }
        if (members.size() >= std::numeric_limits<unsigned>::digits || 1U << members.size() > kMostAnswers)
            return false;
        for (unsigned set = 1; set < 1U << members.size(); ++set) {
            Value value;
            for (std::size_t i = 0; i < members.size(); ++i) {
                if ((set >> i & 1) != 0) value.push_back(members[i]);
            }
            values.push_back(std::move(value));
        }
        return true;
    }

    bool is_named(const std::string& option) const {
        return std::ranges::any_of(
                   field_.read_by,
                   [&](TestIndex index) { return folded(test(index).value) == folded(option); }) ||
               std::ranges::any_of(wanted_, [&](const Wanted& wanted) {
                   return wanted.field == index_ && std::ranges::find(wanted.any, option) != wanted.any.end();
               });
    }

    // Typed kinds that a Wanted names: its texts. How old somebody is who was born on a date depends on the
    // day of the session, and so stays open.

    Answers named() const {
        Answers answers;
        for (const Wanted& wanted : wanted_) {
            if (wanted.field != index_) continue;
            for (const std::string& text : wanted.any) {
                Answers told{{.value = {text}, .facts = facts_of(prototype_, blank_, index_, {text})}};
                if (field_.kind == FieldKind::date) told = typed();
                for (TellingAnswer& answer : told)
                    answers.push_back({.value = {text}, .facts = answer.facts});
            }
        }
        return answers;
    }

    // Other typed kinds: which text it is, and where its number lies among those it is compared with.

    struct Typed {
        std::string text;  // folded, of those that tests name; empty: another
        double number = 0;
    };

    Answers typed() const {
        std::vector<std::string> texts{""};
        std::vector<double> limits;
        for (const TestIndex index : field_.read_by) {
            if (test(index).other != kNone) continue;
            switch (test(index).op) {
                case Operator::is:
                case Operator::is_not:
                case Operator::has:
                case Operator::has_not: texts.push_back(folded(test(index).value)); break;
                case Operator::at_least:
                case Operator::less_than: limits.push_back(test(index).number); break;
                case Operator::filled:
                case Operator::blank: break;
            }
        }
        Answers answers;
        for (const std::string& text : texts) {
            for (const double number : numbers(limits)) {
                Facts facts{.length_class = 1};
                for (const TestIndex index : field_.read_by) {
                    if (test(index).other == kNone)
                        put(facts, test(index).bit, outcome(test(index), {text, number}));
                }
                if (std::ranges::find(answers, facts, &TellingAnswer::facts) == answers.end())
                    answers.push_back({.value = {}, .facts = facts});
            }
        }
        return answers;
    }

    bool outcome(const Test& test, const Typed& typed) const {
        const bool same = !typed.text.empty() && typed.text == folded(test.value);
        const bool one_part = family_ != Family::parts && family_ != Family::files;
        switch (test.op) {
            case Operator::is: return same && one_part;
            case Operator::is_not: return !(same && one_part);
            case Operator::has: return same;
            case Operator::has_not: return !same;
            case Operator::filled: return true;
            case Operator::blank: return false;
            case Operator::at_least: return typed.number >= test.number;
            case Operator::less_than: return typed.number < test.number;
        }
        return false;
    }

    /// A number from each stretch between the limits that the field's own range leaves open. A text without a
    /// number is neither at least nor less than anything.
    std::vector<double> numbers(std::vector<double> limits) const {
        constexpr double nothing = std::numeric_limits<double>::quiet_NaN(),
                         any = std::numeric_limits<double>::infinity();
        double least = -any, most = any;
        switch (field_.kind) {
            case FieldKind::number:
            case FieldKind::money:
                if (field_.min < field_.max) least = field_.min, most = field_.max;
                break;
            case FieldKind::date:
                if (field_.period == Period::past || field_.min_age > 0) least = field_.min_age;
                if (field_.max_age > 0) most = field_.max_age;
                break;
            default: return {nothing};
        }
        std::ranges::sort(limits);
        std::vector<double> numbers;
        if (limits.empty() || least < limits.front()) numbers.push_back(least);
        for (const double limit : limits) {
            if (limit > most) break;
            numbers.push_back(std::max(limit, least));
        }
        return numbers;
    }

    const Prototype& prototype_;
    const State blank_;
    const FieldIndex index_;
    const Field& field_;
    const Family family_;
    std::span<const Wanted> wanted_;
};

std::vector<FieldIndex> compared_with(const Prototype& prototype, FieldIndex field) {
    std::vector<FieldIndex> others;
    for (const TestIndex index : prototype.fields[field].read_by) {
        const Test& test = prototype.tests[index];
        if (test.other == kNone) continue;
        const FieldIndex other = test.field == field ? test.other : test.field;
        if (std::ranges::find(others, other) == others.end()) others.push_back(other);
    }
    return others;
}

bool passes(Operator op, int size) {
    switch (op) {
        case Operator::at_least: return size >= 0;
        case Operator::less_than: return size < 0;
        case Operator::is_not: return size != 0;
        default: return size == 0;
    }
}

/// The answer as it is to one of the other field: smaller, the same, larger. With both values known, and with
/// a blank one, there is but one way it can be.
void compare(const Prototype& prototype, const State& state, FieldIndex field, const TellingAnswer& answer,
             FieldIndex other, Answers& told) {
    const Answer& there = state.answers[other];
    const bool one_blank =
        answer.facts.length_class == 0 || there.facts.length_class == 0 || !is_shown(prototype, state, other);
    const bool both_known = !answer.value.empty() && !there.value.empty();
    const Facts known = both_known ? facts_of(prototype, state, field, answer.value) : Facts{};
    const auto from = static_cast<std::ptrdiff_t>(told.size());
    for (const int size : {-1, 0, 1}) {
        TellingAnswer next = answer;
        for (const TestIndex index : prototype.fields[field].read_by) {
            const Test& test = prototype.tests[index];
            const bool is_first = test.field == field;
            if (test.other == kNone || (is_first ? test.other : test.field) != other) continue;
            const std::uint8_t bit = is_first ? test.bit : test.other_bit;
            if (one_blank) {
                put(next.facts, bit, test.op == Operator::is_not);
            } else if (both_known) {
                put(next.facts, bit, (known.outcomes >> bit & 1) != 0);
            } else {
                put(next.facts, bit, passes(test.op, is_first ? size : -size));
            }
        }
        const bool fresh = std::none_of(told.begin() + from, told.end(), [&](const TellingAnswer& before) {
            return before.facts == next.facts;
        });
        if (fresh) told.push_back(std::move(next));
    }
}

}  // namespace

bool has_wanted(const Prototype& prototype, const State& state, const Wanted& wanted) {
    return wanted.field < state.answers.size() &&
           is_wanted(prototype.fields[wanted.field], wanted, state.answers[wanted.field].value);
}

std::size_t bytes_of(const std::vector<TellingAnswer>& answers) {
    std::size_t bytes = answers.size() * sizeof(TellingAnswer);
    for (const TellingAnswer& answer : answers) {
        bytes += answer.value.size() * sizeof(std::string);
        for (const std::string& part : answer.value) bytes += part.size();
    }
    return bytes;
}

TellingAnswers::TellingAnswers(const Prototype& prototype, std::span<const Wanted> wanted)
    : prototype_(prototype),
      wanted_(wanted),
      alone_(prototype.fields.size()),
      held_(alone_.size() * sizeof(alone_.front())) {}

std::optional<std::vector<TellingAnswer>> TellingAnswers::of(const State& state, FieldIndex field) {
    if (!alone_[field]) {
        alone_[field] = Alone(prototype_, field, wanted_).all();
        if (alone_[field]) held_ += bytes_of(*alone_[field]);
    }
    std::optional<Answers> answers = alone_[field];
    for (const FieldIndex other : compared_with(prototype_, field)) {
        if (!answers || answers->size() > kMostAnswers) return std::nullopt;
        Answers told;
        for (const TellingAnswer& answer : *answers) compare(prototype_, state, field, answer, other, told);
        answers = std::move(told);
    }
    return answers;
}

}  // namespace ensaio::prototype
