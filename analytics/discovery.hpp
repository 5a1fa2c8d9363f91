// How many problems a test of few people finds, and how many more people are worth asking.
#pragma once

#include <span>
#include <vector>

#include "core/error.hpp"

namespace ensaio::analytics {

/// Chance that a problem which meets a share `p` of people is seen at least once among n: 1 − (1 − p)^n.
/// Errors: `p` not strictly between 0 and 1, `people` = 0.
core::Result<double> chance_to_see(double p, unsigned people);

/// Fewest people with chance_to_see >= `goal`: ⌈ln(1 − goal)/ln(1 − p)⌉. Errors: `p`, `goal` not strictly
/// between 0 and 1.
core::Result<unsigned> people_to_see(double p, double goal);

/// What a test has probably found so far. Lewis 2001: half deflation, half Good and Turing's correction.
struct Discovery {
    unsigned people = 0, problems = 0;
    unsigned seen_once = 0;  // N1, problems that met one person
    double p = 0;            // mean share of people that a problem met
    double p_adjusted = 0;   // ½[(p − 1/n)(1 − 1/n)] + ½[p/(1 + N1/N)]
    double share_found = 0;  // 1 − (1 − p_adjusted)^n
    double total = 0;        // problems there probably are: N / share_found
};
/// `seen_by[i]`: how many of `people` met problem i, 1 to `people`. Errors: `people` < 2 (one person says
/// nothing about how often), no problem, a number out of range ("seen_by[i]").
core::Result<Discovery> discovery(std::span<const unsigned> seen_by, unsigned people);

}  // namespace ensaio::analytics
