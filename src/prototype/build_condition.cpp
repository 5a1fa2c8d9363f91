#include "prototype/build_condition.hpp"

#include <algorithm>
#include <array>

#include "core/limits.hpp"
#include "core/text.hpp"
#include "prototype/build_names.hpp"
#include "prototype/field_kinds.hpp"

namespace ensaio::prototype {

namespace {

// In the order of its enumeration.
constexpr std::array<std::string_view, 8> kOperators = {"is",     "is_not", "has",      "has_not",
                                                        "filled", "blank",  "at_least", "less_than"};

bool is_on_scale(const Field& field, std::string_view text) {
    const auto point = core::integer_in(text);
    return point && *point >= field.min && *point <= field.max;
}

/// The kinds whose answers are numbers, of which two may be compared.
bool is_number(const Field& field) {
    return field.kind == FieldKind::number || field.kind == FieldKind::money ||
           field.kind == FieldKind::scale || field.kind == FieldKind::stars;
}

/// The kinds whose answers are of several texts, of which none is all of the answer.
bool has_parts(const Field& field) {
    const Family family = row_of(field.kind).family;
    return family == Family::parts || family == Family::files;
}

}  // namespace

Condition ConditionBuilder::of(const file::Condition& from, const std::string& path) {
    if (!from.all.empty() && !from.any.empty()) mistakes_.add("prototype.all_and_any", path + ".any");
    Condition condition;
    condition.any = from.all.empty();
    const std::vector<file::Test>& tests = condition.any ? from.any : from.all;
    for (std::size_t i = 0; i < tests.size(); ++i)
        add_test(tests[i], condition, item(path + (condition.any ? ".any" : ".all"), i));
    if (tests.empty()) condition.any = false;
    return condition;
}

void ConditionBuilder::add_test(const file::Test& from, Condition& condition, const std::string& path) {
    const std::optional<Operator> op = named<Operator>(from.op, kOperators, path + ".op", mistakes_);
    const bool compares = op && op != Operator::filled && op != Operator::blank;
    const bool orders = op == Operator::at_least || op == Operator::less_than;
    const bool may_be_two = orders || op == Operator::is || op == Operator::is_not;
    Test test{.op = op.value_or(Operator::filled), .value = from.value};
    if (!from.other.empty() && (!may_be_two || !from.value.empty()))
        return mistakes_.add("prototype.value_and_other", path + ".other", {from.op});
    if (compares && from.other.empty()) check_text(from.value, path + ".value", mistakes_);

    const auto found = fields_.find(from.field);
    if (found == fields_.end())
        return mistakes_.add("prototype.unknown_field", path + ".field", {from.field});
    test.field = found->second;
    const Field& field = prototype_.fields[test.field];
    if (orders && !is_number(field) && field.kind != FieldKind::date)
        return mistakes_.add("prototype.not_ordered", path + ".field", {from.field, from.op});
    if (!from.other.empty()) {
        const auto other = fields_.find(from.other);
        if (other == fields_.end() || other->second == test.field)
            return mistakes_.add("prototype.unknown_field", path + ".other", {from.other});
        test.other = other->second;
        const Field& compared = prototype_.fields[test.other];
        if (is_number(field) ? !is_number(compared) : field.kind != compared.kind)
            return mistakes_.add("prototype.other_kind", path + ".other", {from.field, from.other});
    } else if (orders) {
        const auto number = core::integer_in(from.value);
        if (!number) return mistakes_.add("prototype.not_a_number", path + ".value", {from.value});
        test.number = *number;
    } else if (compares && has_parts(field)) {
        mistakes_.add("prototype.value_of_parts", path + ".field", {from.field, from.op});
    } else if (compares) {
        check_option(field, from.value, path + ".value");
    }
    if (!op) return;
    const auto index = static_cast<TestIndex>(prototype_.tests.size());
    if (prototype_.tests.size() + 1 >= kNone || !reads(test.field, index, test.bit) ||
        (test.other != kNone && !reads(test.other, index, test.other_bit))) {
        return mistakes_.add("prototype.too_many_tests", path + ".field",
                             {from.field, std::to_string(core::kMaxTestsPerField)});
    }
    prototype_.tests.push_back(std::move(test));
    condition.tests.push_back(index);
}

/// Gives the test the next bit of the field's outcomes, if there is one.
bool ConditionBuilder::reads(FieldIndex index, TestIndex test, std::uint8_t& bit) {
    std::vector<TestIndex>& read_by = prototype_.fields[index].read_by;
    if (read_by.size() >= core::kMaxTestsPerField) return false;
    bit = static_cast<std::uint8_t>(read_by.size());
    read_by.push_back(test);
    return true;
}

void ConditionBuilder::check_option(const Field& field, const std::string& value, std::string where) {
    const bool is_rated = field.kind == FieldKind::scale || field.kind == FieldKind::stars;
    if (field.options.empty() && !is_rated) return;
    if (is_rated ? is_on_scale(field, value)
                 : std::ranges::find(field.options, value, &Option::id) != field.options.end())
        return;
    // Options that could not be read are told where they stand.
    if (std::ranges::any_of(field.options, [](const Option& option) { return option.id.empty(); })) return;
    std::vector<std::string_view> names(field.options.size());
    std::ranges::transform(field.options, names.begin(), &Option::id);
    const std::string choices = is_rated ? std::to_string(static_cast<int>(field.min)) + "–" +
                                               std::to_string(static_cast<int>(field.max))
                                         : core::joined(names);
    mistakes_.add("prototype.unknown_option", std::move(where), {value, field.id, choices});
}

}  // namespace ensaio::prototype
