// Questions of a study whose answers are scored: docs/formats/study.md, "Questions".
#pragma once

#include <optional>
#include <string_view>

#include "core/error.hpp"
#include "prototype/walkthrough.hpp"
#include "study/model.hpp"

namespace ensaio::study {

/// Both ends of a scale count.
struct Scale {
    int min = 0, max = 0;
};
/// Of `seq` (ease of the task), `sus_1` … `sus_10` and `umux_1` … `umux_4`; nothing: this field is not
/// scored.
std::optional<Scale> scale_of(std::string_view field);

/// The field of this id, where it is the scale that scale_of wants; else kNone: on another scale the same
/// answers say something else, and a score of them would be wrong.
prototype::FieldIndex scored_field(const prototype::Prototype& questions, std::string_view field);

/// What was answered there, within the scale; nothing: not answered.
std::optional<int> scored_answer(const prototype::Prototype& questions, const prototype::State& state,
                                 prototype::FieldIndex field);

/// study.scale ("after_test[0].fields[2]"): a field of such a name that is another kind of question or
/// another scale.
core::Errors check_scales(const Study& study);

}  // namespace ensaio::study
