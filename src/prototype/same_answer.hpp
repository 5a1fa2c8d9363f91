// When two answers are the same, however they were typed: a code with its dots and without, a number with
// zeros, words in capitals.
#pragma once

#include <string>

#include "prototype/model.hpp"

namespace ensaio::prototype {

/// Whether a part of an answer, as it was typed or as the id of a choice, is what the prototype's author
/// wrote as the value.
bool is_same(const Field& field, const std::string& part, const std::string& value);

/// Whether the answers to two fields are the same; neither is blank.
bool is_same(const Field& field, const Value& value, const Field& other, const Value& other_value);

/// Whether a task that asks for `text` can have its answer from `field`: the id of a choice, or what a person
/// types in a line or a date (“14/3/2024”) and is let through with. What falls into other parts, and files,
/// no single text can say.
bool is_answer(const Field& field, const std::string& text);

/// Whether `value` is, or has among its choices, the answer `text` that a task asks for.
bool is_given(const Field& field, const Value& value, const std::string& text);

}  // namespace ensaio::prototype
