// Attempts at tasks as a table, a row each: for other programs that do their own sums.
// docs/formats/metrics.md
#pragma once

#include <string>
#include <string_view>

#include "analytics/measures.hpp"

namespace ensaio::analytics {

/// The names of the columns, as the first line of the CSV.
std::string_view attempts_header();

/// The attempts of one session as lines of RFC 4180.
void append_attempts(std::string& csv, const session::Opened& opened, const SessionMeasures& measures);

}  // namespace ensaio::analytics
