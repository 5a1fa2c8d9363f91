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

/// Numbers of two sets of people, and of the people who are in both.
struct Compared {
    std::vector<double> a, b;
    std::optional<MeanDifference> difference;  // nothing: a set has fewer than two, or none differ
    std::vector<double> same_a, same_b;        // of one person each, in the same order
    std::optional<MeanDifference> same_people;
};

/// Shares of two sets of people. `difference`: nothing where a set has nobody.
struct ComparedShares {
    std::string name;
    Count a, b;
    std::optional<RateDifference> difference;
};

/// One task (by its id) in both sets. Attempts that were interrupted are left out, as everywhere. In what is
/// said of the same people, only codes count that each set has once.
struct TaskComparison {
    std::string task;
    Count a, b;                                // who reached the goal, of the attempts
    std::optional<RateDifference> completion;  // nothing: a set has no attempt
    std::vector<double> seconds_a, seconds_b;  // active time of the successes
    std::optional<TimeRatio> time;             // nothing: fewer than two times, or none differ
    Compared ease;                             // SEQ
    Compared errors;                           // validation errors of an attempt
    // Of the people (participant codes) who tried the task in both.
    Pairs pairs;
    std::optional<PairedRates> paired_completion;  // nothing: nobody is in both
    std::optional<TimeRatio> paired_time;          // of those who reached the goal in both
};

/// A questionnaire at the end, where both sets answered it.
struct ScoreComparison {
    std::string name;  // as in `ensaio metrics`: "sus", "umux_lite" …
    Compared scores;   // 0 to 100
};

struct SessionsComparison {
    std::vector<TaskComparison> tasks;  // that are in both sets, in the order of the first
    std::vector<ScoreComparison> scores;
    std::vector<ComparedShares> ratings;  // "rating_boa" …: of those who answered; all options that either
                                          // set chose
};

/// A session that is given twice counts once.
SessionsComparison compare_sessions(std::span<const session::Opened* const> a,
                                    std::span<const session::Opened* const> b);

/// {"format":"ensaio-compare-1","tasks":[…],"questionnaires":[…],"ratings":[…]}
std::string comparison_json(const SessionsComparison& comparison);

}  // namespace ensaio::analytics
