#include "prototype/same_answer.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "core/text.hpp"
#include "prototype/field_kinds.hpp"
#include "prototype/kinds.hpp"

namespace ensaio::prototype {
namespace {

bool same_words(std::string_view one, std::string_view other) {
    return core::fold(core::trim(one)) == core::fold(core::trim(other));
}

std::string squeezed(std::string_view text) {
    std::string words;
    for (const char c : core::trim(text)) {
        const bool space = c == ' ' || c == '\t' || c == '\n';
        if (!space) words += c;
        if (space && !words.ends_with(' ')) words += ' ';
    }
    return words;
}

/// What an answer is compared by: of a code its letters and digits, for one person puts dots where another
/// puts none, and of a text its words.
std::string canonical(const Field& field, const Value& value) {
    const std::string shown = shown_value(field, value);
    std::string code;
    if (is_code(field)) code = core::alphanumerics_upper(core::fold(shown));
    return code.empty() ? squeezed(shown) : code;
}

bool is_typed(Family family) { return family == Family::line || family == Family::lines; }

}  // namespace

bool is_same(const Field& field, const std::string& part, const std::string& value) {
    if (!is_typed(row_of(field.kind).family)) return same_words(part, value);
    const auto one = number_of(field, {part}), two = number_of(field, {value});
    if (one && two) return *one == *two;
    return same_words(canonical(field, {part}), canonical(field, {value}));
}

bool is_same(const Field& field, const Value& value, const Field& other, const Value& other_value) {
    const auto one = number_of(field, value), two = number_of(other, other_value);
    if (one && two) return *one == *two;
    return same_words(canonical(field, value), canonical(other, other_value));
}

bool is_answer(const Field& field, const std::string& text) {
    if (field.kind == FieldKind::date) return number_of(field, {text}).has_value();
    switch (row_of(field.kind).family) {
        case Family::line:
        case Family::lines: return !is_blank({text}) && check_value(field, {text}, 0) == Rule::none;
        case Family::one_of:
        case Family::drop_down:
        case Family::many_of:
            return std::ranges::find(field.options, text, &Option::id) != field.options.end();
        case Family::files:
        case Family::parts:
        case Family::accept: return false;
    }
    return false;
}

bool is_given(const Field& field, const Value& value, const std::string& text) {
    if (is_blank(value)) return false;
    if (field.kind == FieldKind::date) {
        const auto day = number_of(field, value);
        return day && day == number_of(field, {text});
    }
    if (is_typed(row_of(field.kind).family)) return is_same(field, value.front(), text);
    return std::ranges::find(value, text) != value.end();
}

}  // namespace ensaio::prototype
