// The ways through a prototype that a task needs, found by searching the Walkthrough itself.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "prototype/walkthrough_answers.hpp"

namespace ensaio::prototype {

/// As much as 30 000 steps through a prototype of a hundred screens, fields and tests.
inline constexpr std::size_t kMostSearched = 3'000'000;

/// The ways with the fewest steps (*continue*, *skip*, hotspots) from the start to a goal.
struct ShortestWays {
    std::optional<unsigned> steps;  // nothing: no way leads there, or `unknown`
    bool unknown = false;           // there are more ways than the search goes through, or larger ones
    std::size_t work = 0;           // of the search: screens, fields and tests of the states gone through
    std::vector<std::vector<ScreenIndex>>
        screens;  // after 0, 1 … `steps` steps: the screens where a shortest way may be, sorted

    /// Whether a shortest way may be on `screen` after so many steps.
    bool lead_over(unsigned steps_done, ScreenIndex screen) const;
};

/// Breadth-first over screen and answers, every step taken by `apply_to`, so that an answer given earlier
/// decides later branches, checks and fields as it does for people; of answers that nothing tells apart one
/// stands for all (TellingAnswers). The goal is reached when its screen was come to and all `wanted` answers
/// were given; other answers to a wanted field are not tried. The search ends, with `unknown`, after
/// `most_work`, or when it would hold more than 16 MB at once.
ShortestWays shortest_ways(const Prototype& prototype, ScreenIndex goal, std::span<const Wanted> wanted = {},
                           std::size_t most_work = kMostSearched);

}  // namespace ensaio::prototype
