// Two versions, two groups, before and after. The interval of the difference comes first, the p-value after
// it.
#pragma once

#include <span>

#include "analytics/proportions.hpp"

namespace ensaio::analytics {

/// Two independent groups. Errors: n = 0 ("a.n", "b.n"), x > n ("a.x", "b.x"), `level`.
struct RateDifference {
    double difference = 0;  // share of a − share of b, −1 to 1
    Interval interval;      // adjusted-Wald, (x + z²/4)/(n + z²/2) of each: Agresti and Caffo 2000
    bool exact = false;     // an expected cell is under 1: Fisher's exact test, else the N − 1 test
    double z = 0;           // of the N − 1 two-proportion test; 0 where all or none were successful
    double p_value = 1;     // two-sided
};
/// N − 1 two-proportion test z = (p1 − p2) √((N − 1)/N) / √(PQ(1/n1 + 1/n2)); Campbell 2007, Sauro and Lewis
/// 2016, chapter 5.
core::Result<RateDifference> compare_rates(Count a, Count b, double level = kLevel);

/// Fisher's exact test, two-sided: the chance of all tables with these margins that are no more likely than
/// this one. Fisher 1922.
core::Result<double> fisher_exact(Count a, Count b);

/// The same people twice, with yes or no.
struct Pairs {
    unsigned both = 0, only_a = 0, only_b = 0, neither = 0;
};
struct PairedRates {
    double difference = 0;  // share of a − share of b = (only_a − only_b)/n
    Interval interval;      // adjusted Wald, z²/8 more in each of the four cells: Agresti and Min 2005
    double p_exact = 1;     // McNemar exact, two-sided
    // Mid-p: of this table itself only half counts, twice the one-sided P(X < x) + P(X = x)/2 of the fewer x
    // of the n pairs that differ, X binomial (n, 1/2); 1 - P(X = x)/2 where only_a = only_b, and 1 where no
    // pair differs. Fagerland, Lydersen and Laake 2013, BMC Medical Research Methodology 13:91, supplement.
    double p_mid = 1;
};
/// McNemar 1947. Errors: nobody ("n"), `level`.
core::Result<PairedRates> compare_paired_rates(Pairs pairs, double level = kLevel);

/// Times of two groups or of the same people twice, as the ratio of geometric means a/b.
struct TimeRatio {
    double ratio = 1;
    Interval interval;
    double t = 0, df = 0;  // Welch's df is not whole
    double p_value = 1;    // two-sided
};
/// Welch's t on ln t. Welch 1947. Errors: fewer than 2 times, one not over 0 ("a", "a[i]", "b" …), no
/// variation in either group ("a"), `level`.
core::Result<TimeRatio> compare_times(std::span<const double> a, std::span<const double> b,
                                      double level = kLevel);
/// Paired t on ln a − ln b; a[i] and b[i] are the same person's. Errors as above; lists of different lengths
/// ("b").
core::Result<TimeRatio> compare_paired_times(std::span<const double> a, std::span<const double> b,
                                             double level = kLevel);

/// Ratings or scores of two groups, or of the same people twice: difference of means a − b by Welch's or the
/// paired t. Errors as of the times, but any number is a rating.
struct MeanDifference {
    double difference = 0;
    Interval interval;
    double t = 0, df = 0;
    double p_value = 1;
};
core::Result<MeanDifference> compare_means(std::span<const double> a, std::span<const double> b,
                                           double level = kLevel);
core::Result<MeanDifference> compare_paired_means(std::span<const double> a, std::span<const double> b,
                                                  double level = kLevel);

}  // namespace ensaio::analytics
