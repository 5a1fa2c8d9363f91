// Shares of people: how many completed a task, agreed, met a problem. A share always has its n and an
// interval.
#pragma once

#include "core/error.hpp"

namespace ensaio::analytics {

/// From `low` to `high`, both included.
struct Interval {
    double low = 0, high = 0;
    bool operator==(const Interval&) const = default;
};

/// x of n people.
struct Count {
    unsigned x = 0, n = 0;
    bool operator==(const Count&) const = default;
};

/// How sure an interval is, unless told otherwise.
inline constexpr double kLevel = 0.95;

// All below: shares from 0 to 1; errors where n = 0 ("n"), x > n ("x"), or `level` is not strictly between 0
// and 1
// ("level").

/// p' = (x + z²/2)/(n + z²), p' ± z √(p'(1 − p')/(n + z²)), clipped to [0, 1]. Agresti and Coull 1998; for
/// completion rates Sauro and Lewis 2005.
core::Result<Interval> adjusted_wald(Count count, double level = kLevel);

/// The score interval. Wilson 1927.
core::Result<Interval> wilson(Count count, double level = kLevel);

/// "Exact": never covers less than `level`, mostly more. Clopper and Pearson 1934.
core::Result<Interval> clopper_pearson(Count count, double level = kLevel);

/// The best guess of the rate from few people: x/n <= .5 Wilson's (x + z²/2)/(n + z²) at 95 %, < .9 x/n, else
/// Laplace's (x + 1)/(n + 2). Lewis and Sauro 2006.
core::Result<double> likely_rate(Count count);

/// How sure the rate is above `benchmark`: P(X <= x − 1) of n tries at the benchmark, exact binomial. 1 minus
/// this is the one-sided p. Sauro and Lewis 2016, chapter 4. Errors: `benchmark` not strictly between 0
/// and 1.
core::Result<double> chance_above(Count count, double benchmark);

/// A rate as it is shown.
struct Rate {
    Count count;
    double share = 0;   // x/n
    double likely = 0;  // likely_rate
    Interval interval;  // adjusted_wald
};
core::Result<Rate> rate(Count count, double level = kLevel);

/// Fewest people for whom the adjusted-Wald interval of a share that comes out as `expected` is no wider than
/// ± `margin`: about z² p(1 − p)/d² − z². Sauro and Lewis 2016, chapter 6. Errors: `expected` outside 0 to 1,
/// `margin` under 0.001 or over 0.5, `level` not strictly between 0 and 1.
core::Result<unsigned> people_for_margin(double margin, double expected = 0.5, double level = kLevel);

}  // namespace ensaio::analytics
