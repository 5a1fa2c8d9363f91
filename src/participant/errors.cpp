#include "participant/errors.hpp"

#include <cmath>

#include "prototype/field_kinds.hpp"
#include "prototype/fill.hpp"

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

/// What the rule measures the answer by.
std::string measure_of(const Field& field, Rule rule, const core::Language& language) {
    switch (rule) {
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

}  // namespace

std::string error_text(const prototype::Prototype& prototype, const prototype::State& state,
                       const prototype::FieldError& error, const core::Language& language) {
    const Field& field = prototype.fields[error.field];
    if (error.rule == Rule::conflict)
        return prototype::filled(prototype, state,
                                 prototype.screens[field.screen].checks[error.check].message);
    const std::string name(prototype::rule_name(error.rule));
    if (const auto own = field.messages.find(name); own != field.messages.end()) return own->second;
    return language.text("rule." + name, {field.label, measure_of(field, error.rule, language)});
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
