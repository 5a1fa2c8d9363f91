// How directly people found their way, and how much they got done in what time.
#pragma once

#include <span>
#include <string_view>

#include "core/error.hpp"

namespace ensaio::analytics {

/// √((N/S − 1)² + (R/N − 1)²) from 0: N different screens, S screens in all (N <= S), R fewest needed. Under
/// 0.4 not lost, over 0.5 lost. Smith 1996. Errors: `different` < 1, `seen` < `different`, `fewest` < 1.
core::Result<double> lostness(unsigned different, unsigned seen, unsigned fewest);
/// "not_lost", "unsure", "lost".
std::string_view lostness_name(double lostness);

/// Dead clicks / clicks, 0 to 1. Errors: `clicks` = 0, `dead` > `clicks`.
core::Result<double> misclick_rate(unsigned dead, unsigned clicks);

/// One person's attempt at one task.
struct Attempt {
    bool reached = false;
    double seconds = 0;  // over 0, whether reached or not
};

/// ISO/IEC 25062 (common industry format); formulas after Mifsud 2015. Errors: no attempt ("attempts"), a
/// time not over 0 ("attempts[i].seconds").
struct Efficiency {
    double time_based = 0;        // goals a second: mean of n_ij/t_ij over all people and tasks
    double overall_relative = 0;  // 0 to 1: Σ(n·t)/Σt, the share of the time that led to the goal
    double core = 0;              // completion in % / mean minutes of an attempt
};
core::Result<Efficiency> efficiency(std::span<const Attempt> attempts);

/// Maze-style screen score, 0 to 100: max(0, 100 − exit % − 0.5·misclick % − T), T = min(10, max(0, (mean s −
/// 5)/2)). Long forms lose points by design. After Maze's help pages. Errors: percentages outside 0 to 100,
/// seconds < 0.
core::Result<double> screen_score(double exit_percent, double misclick_percent, double mean_seconds);

}  // namespace ensaio::analytics
