// The words of what is wrong with an answer.
#pragma once

#include <cstdint>
#include <string>

#include "core/language.hpp"
#include "prototype/walkthrough.hpp"

namespace ensaio::participant {

/// The message of the screen's check, else the field's own for the rule, else the language's.
std::string error_text(const prototype::Prototype& prototype, const prototype::State& state,
                       const prototype::FieldError& error, const core::Language& language);

/// Whether a date is wrong by nothing but its year, which no answer can mean.
bool has_odd_year(const prototype::Field& field, const prototype::Value& value, std::int32_t today);

/// "foto, PDF": what Field::accept lets pass.
std::string accepted_files(const prototype::Field& field, const core::Language& language);

}  // namespace ensaio::participant
