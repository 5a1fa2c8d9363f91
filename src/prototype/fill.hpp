// Computed texts: what stands between double braces in a text of a prototype is filled in while it is walked.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/language.hpp"
#include "prototype/walkthrough.hpp"

namespace ensaio::prototype {

/// shown_value as it is read by people: what was marked and not written has words of their language.
std::string answer_words(const Field& field, const Value& value, const core::Language& language);

/// `text` with its placeholders filled in: {{protocol}}, {{today}}, {{deadline}} (dates as dd/mm/yyyy; of a
/// deadline in hours, "dd/mm/yyyy" of the day it ends) and {{answer.FIELD}} (as on a check screen; "•••" for
/// an answer whose text was not kept or, with `tells`, is not to be told; nothing for a blank one).
std::string filled(const Prototype& prototype, const State& state, std::string_view text,
                   const core::Language& language, const std::function<bool(const Field&)>& tells = {});

/// What a text needs before it can be read.
struct Needs {
    std::vector<FieldIndex> answers;
    bool protocol = false;
};
Needs needs_of(const Prototype& prototype, std::string_view text);

/// The first placeholder of `text` that `filled` would not know, {{deadline}} of a prototype without one
/// included; nothing: all are known. A brace pair that is not closed is one as well.
std::optional<std::string> unknown_placeholder(const Prototype& prototype, std::string_view text);

}  // namespace ensaio::prototype
