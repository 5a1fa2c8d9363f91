// Candidate findings for other programs: `ensaio findings`. docs/formats/findings.md
#pragma once

#include <span>
#include <string>

#include "analytics/findings.hpp"
#include "analytics/worksheet.hpp"

namespace ensaio::analytics {

/// One JSON object: the rules, and for each version of a prototype its findings with evidence, the matrix
/// finding × participant and the share of all problems that has probably been found. `edited`: a worksheet of
/// the same sessions with people's edits: what they judged counts; may be null.
std::string findings_json(std::span<const session::Opened* const> sessions,
                          const Worksheet* edited = nullptr);

}  // namespace ensaio::analytics
