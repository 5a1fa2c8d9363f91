// Candidate findings: what the sessions show and people should look at, found by a few plain rules. No cause,
// no severity: these are people's. The rules are told to their readers in docs/metrics.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "analytics/measures.hpp"

namespace ensaio::analytics {

/// The numbers are the order among findings that met as many participants.
enum class FindingKind : std::uint8_t {
    task_not_done,  // a participant gave up, or said done without having reached the goal
    field_errors,   // validation errors were shown at a field
    went_back,      // participants went back from a screen
    dead_clicks,    // two or more presses on the same box of a screen did nothing
};

/// A record of a session.
struct Evidence {
    std::size_t session = 0;  // index into the sessions given to `find_candidates`
    std::size_t record = 0;   // index into its records
    bool operator==(const Evidence&) const = default;
};

struct Finding {
    FindingKind kind = FindingKind::task_not_done;
    prototype::ScreenIndex screen = prototype::kNone;  // task_not_done: the task's goal
    prototype::FieldIndex field = prototype::kNone;    // of field_errors
    std::string box;                                   // of dead_clicks: as steady_box gives it
    std::size_t task = 0;                 // of task_not_done: index into the study of the first evidence
    unsigned gave_up = 0, wrong_end = 0;  // of task_not_done
    std::vector<FieldErrors> errors;      // of field_errors: by rule
    std::vector<Evidence> evidence;       // never empty; in the order of the sessions
    std::size_t affected = 0;             // distinct participants of the evidence
    std::size_t tested = 0;  // distinct participants who started a task on this very version of the prototype
};

/// Each version of a prototype (its hash) has its own findings. Most participants first.
std::vector<Finding> find_candidates(std::span<const session::Opened* const> sessions);

/// Who a session counts for: the participant's code, or the session itself where there is none.
const std::string& participant_of(const session::Opened& opened);

}  // namespace ensaio::analytics
