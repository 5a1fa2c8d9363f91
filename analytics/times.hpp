// Times of people: skewed, so their middle is a geometric mean or a median. Seconds, or any unit that is
// kept.
#pragma once

#include <limits>
#include <optional>
#include <span>

#include "analytics/proportions.hpp"

namespace ensaio::analytics {

/// Mean and spread of numbers.
struct Moments {
    std::size_t n = 0;
    double mean = 0;
    double sd = 0;  // of the sample (n − 1); 0 where n = 1
};
/// Errors: no value ("values").
core::Result<Moments> moments(std::span<const double> values);

/// The mean with its interval mean ± t(n − 1) sd/√n, cut to what there can be (`within`); without one where
/// n = 1. For ratings and scores. Errors: no value ("values"); `level` ("level").
struct Mean {
    std::size_t n = 0;
    double mean = 0, sd = 0;
    std::optional<Interval> interval;
};
inline constexpr Interval kAnywhere{-std::numeric_limits<double>::infinity(),
                                    std::numeric_limits<double>::infinity()};
core::Result<Mean> mean_with_interval(std::span<const double> values, double level = kLevel,
                                      Interval within = kAnywhere);

/// The value below which the share `share` lies: linear between the order statistics (Hyndman and Fan 1996,
/// type 7); share ½ is the median, of an even n the mean of the two middle values. Errors: no value
/// ("values"), `share` outside 0 to 1.
core::Result<double> percentile(std::span<const double> values, double share);

// All below: errors where there is no time or one is not over 0 ("times", "times[i]"), or `level` ("level").

/// exp(mean ln t), with interval exp(mean ln t ± t(n − 1) sd(ln t)/√n); without one where n = 1. Sauro and
/// Lewis 2010.
struct Middle {
    double value = 0;
    std::optional<Interval> interval;
};
core::Result<Middle> geometric_mean(std::span<const double> times, double level = kLevel);

/// The median with the interval between the order statistics of ranks ⌈n/2 − z √(n/4)⌉ and ⌈n/2 + z √(n/4)⌉,
/// counted from 1 and kept within 1 to n; without one where n < 2. Sauro and Lewis 2016, chapter 3.
core::Result<Middle> median(std::span<const double> times, double level = kLevel);

/// Time on task of completed attempts: geometric mean where n < 25, else median. Sauro and Lewis 2010.
struct TimeOnTask {
    std::size_t n = 0;
    bool is_median = false;
    Middle middle;
    double mean = 0, shortest = 0, longest = 0;
};
core::Result<TimeOnTask> time_on_task(std::span<const double> times, double level = kLevel);

}  // namespace ensaio::analytics
