// Distributions, from Boost.Math: the only place that sees it. Computed in double precision everywhere, so
// that the program gives the same numbers in the browser and outside.
#pragma once

#include <cstdint>

namespace ensaio::analytics {

/// P(Z <= z), and the z of a given P in (0, 1): 1.959964 for 0.975.
double normal_cdf(double z);
double normal_quantile(double p);
/// Student's t; `df` > 0 need not be whole.
double student_cdf(double t, double df);
double student_quantile(double p, double df);
/// P(X <= x) of the beta distribution, 0 <= x <= 1; a, b > 0.
double beta_cdf(double x, double a, double b);
double beta_quantile(double p, double a, double b);
/// The F distribution; df1, df2 > 0.
double f_quantile(double p, double df1, double df2);
/// P(X <= k) of n tries with chance p each; exact. k < 0: 0.
double binomial_cdf(std::int64_t k, std::int64_t n, double p);
/// P(X = k): k of the `marked` when `drawn` of `total` are drawn without putting back; 0 where k is not
/// possible.
double hypergeometric(std::int64_t k, std::int64_t marked, std::int64_t drawn, std::int64_t total);

}  // namespace ensaio::analytics
