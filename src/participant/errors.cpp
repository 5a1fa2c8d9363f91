#include "participant/errors.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "prototype/field_kinds.hpp"
#include "prototype/fill.hpp"
#include "prototype/kinds.hpp"

namespace ensaio::participant {

using prototype::Field;
using prototype::FieldKind;
using prototype::Rule;

namespace {

/// As it is written in Brazil, to the hundredth.
std::string number_text(const Field& field, double number) {
    const long long hundredths = std::llround(std::abs(number) * 100);
    std::string text = std::to_string(hundredths / 100);
    if (const long long rest = hundredths % 100; rest > 0)
        text += (rest < 10 ? ",0" : ",") + std::to_string(rest);
    if (number < 0) text.insert(text.begin(), '-');
    return field.kind == FieldKind::money ? prototype::shown_value(field, {text}) : text;
}

/// An answer that fits Field::pattern: "AAA-0000" gives "ABC-1234".
std::string example_of(std::string_view pattern) {
    std::string example;
    int letters = 0, digits = 0;
    for (const char place : pattern) {
        const bool letter = place == 'A', digit = place == '0' || place == '*';
        example += letter  ? static_cast<char>('A' + letters++ % 26)
                   : digit ? static_cast<char>('0' + ++digits % 10)
                           : place;
    }
    return example;
}

/// The names of the files that break the rule; empty where they were not kept.
std::string wrong_files(const Field& field, const prototype::Value& value, Rule rule) {
    std::string names;
    for (const std::string& file : value) {
        if (prototype::check_value(field, {file}, 0) != rule) continue;
        if (!names.empty()) names += ", ";
        names += prototype::file_name_of(file);
    }
    return names;
}

/// What the rule measures the answer by.
std::string measure_of(const Field& field, Rule rule, const core::Language& language) {
    switch (rule) {
        case Rule::pattern: return example_of(field.pattern);
        case Rule::too_short: return std::to_string(field.min_length);
        case Rule::too_long: return std::to_string(field.max_length);
        case Rule::too_small: return number_text(field, field.min);
        case Rule::too_large: return number_text(field, field.max);
        case Rule::too_many: return std::to_string(field.max_choices);
        case Rule::too_young: return std::to_string(field.min_age);
        case Rule::too_old: return std::to_string(field.max_age);
        case Rule::wrong_file_type: return accepted_files(field, language);
        case Rule::file_too_large: return std::to_string(field.max_megabytes);
        default: return {};
    }
}

/// ".day", ".month_year": which boxes of a date are empty; ".short_year": its year is too short;
/// ".zero_year": four digits, but no year of now. Empty where that cannot be told: the date may stand in one
/// box, or what was typed was not kept.
std::string missing_of_date(const Field& field, const prototype::Value& value) {
    const auto& parts = prototype::row_of(field.kind).parts;
    if (value.size() != parts.size()) return {};
    std::string missing;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string_view typed = core::trim(value[i]);
        if (typed.empty()) (missing += missing.empty() ? '.' : '_') += parts[i].name;
        const auto letter_or_digit = [](char c) { return core::alphanumerics_upper({&c, 1}).size() == 1; };
        if (!std::ranges::all_of(core::fold(typed), letter_or_digit)) return {};
        if (i == 0 && typed.size() > 2) return {};
    }
    if (!missing.empty()) return missing;
    return core::trim(value.back()).size() >= 4 && core::trim(value.back()).starts_with('0') ? ".zero_year"
                                                                                             : ".short_year";
}

}  // namespace

bool has_odd_year(const Field& field, const prototype::Value& value, std::int32_t today) {
    return prototype::number_of(field, value).has_value() &&
           prototype::check_value(field, value, today) == Rule::not_a_date;
}

std::string error_text(const prototype::Prototype& prototype, const prototype::State& state,
                       const prototype::FieldError& error, const core::Language& language) {
    const Field& field = prototype.fields[error.field];
    if (error.rule == Rule::conflict)
        return prototype::filled(prototype, state,
                                 prototype.screens[field.screen].checks[error.check].message, language);
    const prototype::Value& value = state.answers[error.field].value;
    const bool of_file = error.rule == Rule::wrong_file_type || error.rule == Rule::file_too_large;
    const std::string files = of_file ? wrong_files(field, value, error.rule) : std::string();
    const auto told = [&](const std::string& words) {
        return files.empty() ? words : language.text("errors.of_file", {files, words});
    };
    const std::string name(prototype::rule_name(error.rule));
    if (const auto own = field.messages.find(name); own != field.messages.end()) return told(own->second);
    std::string key = "rule." + name;
    if (error.rule == Rule::pattern && field.kind == FieldKind::rg) key += ".rg";
    if (error.rule == Rule::date_incomplete) key += missing_of_date(field, value);
    if (error.rule == Rule::not_a_date && has_odd_year(field, value, state.today)) key += ".year";
    return told(language.text(key, {field.label, measure_of(field, error.rule, language)}));
}

std::string accepted_files(const Field& field, const core::Language& language) {
    std::string text;
    for (const std::string& beginning : field.accept) {
        const std::string key = "file.type." + beginning;
        if (!text.empty()) text += ", ";
        text += language.has(key) ? language.text(key) : beginning;
    }
    return text;
}

}  // namespace ensaio::participant
