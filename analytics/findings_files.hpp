// Candidate findings for other programs: `ensaio findings`. docs/formats/findings.md
#pragma once

#include <span>
#include <string>

#include "analytics/findings.hpp"

namespace ensaio::analytics {

/// One JSON object: the rules, and for each version of a prototype its findings with evidence, the matrix
/// finding × participant and the share of all problems that has probably been found.
std::string findings_json(std::span<const session::Opened* const> sessions);

}  // namespace ensaio::analytics
