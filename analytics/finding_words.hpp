// A finding in one sentence.
#pragma once

#include <string>

#include "analytics/findings.hpp"
#include "core/language.hpp"

namespace ensaio::analytics {

/// "Pessoas voltaram a partir da tela “…”." `first`: the session of the finding's first evidence.
std::string in_words(const Finding& finding, const session::Opened& first, const core::Language& language);

/// The screen of a finding about a field, whose sentence does not name it; of any other empty.
std::string screen_in_words(const Finding& finding, const session::Opened& first);

}  // namespace ensaio::analytics
