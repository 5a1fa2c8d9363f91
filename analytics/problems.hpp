// The problems that a test met: findings that people take for one count once, and those that they threw away
// do not count. What discovery.hpp is asked about.
#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "analytics/discovery.hpp"

namespace ensaio::analytics {

/// A finding as far as it counts.
struct Counted {
    std::string problem;           // its number: findings with the same one are one problem; empty: its own
    bool dropped = false;          // people threw it away
    std::set<std::string> people;  // whom it met
};

struct Problem {
    std::string id;                     // as Counted::problem
    std::vector<std::size_t> findings;  // indexes into the findings, rising
    std::set<std::string> people;       // whom one of them met; never empty
};

/// In the order of their first findings; only those that met one of `people`.
std::vector<Problem> problems_of(std::span<const Counted> findings, const std::set<std::string>& people);

/// Of problems that met some of `people` people. Errors: as `discovery`.
core::Result<Discovery> discovery_of(std::span<const Problem> problems, std::size_t people);

/// The share of the problems that a test is meant to find: what more people are asked for.
inline constexpr double kDiscoveryGoal = 0.85;

/// How many more people it takes until `kDiscoveryGoal` of the problems are probably found; 0: enough were
/// asked.
std::size_t people_still_worth_asking(const Discovery& found);

}  // namespace ensaio::analytics
