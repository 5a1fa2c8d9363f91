// Two sets of sessions side by side: two versions of a prototype, two groups, before and after. Intervals
// come first; a p-value never stands alone. docs/formats/metrics.md
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analytics/comparisons.hpp"
#include "analytics/measures.hpp"

namespace ensaio::analytics {

/// One task (by its id) in both sets. Attempts that were interrupted are left out, as everywhere.
struct TaskComparison {
    std::string task;
    Count a, b;                                // who reached the goal, of the attempts
    std::optional<RateDifference> completion;  // nothing: a set has no attempt
    std::vector<double> seconds_a, seconds_b;  // active time of the successes
    std::optional<TimeRatio> time;             // nothing: fewer than two times, or none differ
    std::vector<double> ease_a, ease_b;        // SEQ
    std::optional<MeanDifference> ease;
    std::vector<double> errors_a, errors_b;  // validation errors of an attempt
    std::optional<MeanDifference> errors;
    // Of the people (participant codes) who tried the task in both, each once in each set.
    Pairs pairs;
    std::optional<PairedRates> paired_completion;  // nothing: nobody is in both
    std::optional<TimeRatio> paired_time;          // of those who reached the goal in both
};

/// Tasks that are in both sets, in the order of the first; a session that is given twice counts once.
std::vector<TaskComparison> compare_sessions(std::span<const session::Opened* const> a,
                                             std::span<const session::Opened* const> b);

/// {"format":"ensaio-compare-1","tasks":[…]}
std::string comparison_json(std::span<const TaskComparison> tasks);

}  // namespace ensaio::analytics
