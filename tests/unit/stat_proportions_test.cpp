#include <cmath>

#include <gtest/gtest.h>

#include "analytics/proportions.hpp"
#include "analytics/quantiles.hpp"

namespace {

using namespace ensaio;
using namespace ensaio::analytics;

void expect_interval(const core::Result<Interval>& interval, double low, double high, double within) {
    ASSERT_TRUE(interval.has_value());
    EXPECT_NEAR(interval->low, low, within);
    EXPECT_NEAR(interval->high, high, within);
}

TEST(Proportions, four_of_five_is_36_to_98_percent) {
    // Tullis, "Calculating a confidence interval for task completion", measuringux.com/adjustedwald.htm, 2008
    expect_interval(adjusted_wald({4, 5}), 0.3596, 0.9796, 1e-4);
}

TEST(Proportions, wilson_and_clopper_pearson_match_newcombes_table) {
    // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, methods 3 and 5
    expect_interval(wilson({81, 263}), 0.2553, 0.3662, 5e-5);
    expect_interval(wilson({15, 148}), 0.0624, 0.1605, 5e-5);
    expect_interval(wilson({0, 20}), 0, 0.1611, 5e-5);
    expect_interval(wilson({1, 29}), 0.0061, 0.1718, 5e-5);
    expect_interval(clopper_pearson({81, 263}), 0.2527, 0.3676, 5e-5);
    expect_interval(clopper_pearson({15, 148}), 0.0578, 0.1617, 5e-5);
    expect_interval(clopper_pearson({0, 20}), 0, 0.1684, 5e-5);
    expect_interval(clopper_pearson({1, 29}), 0.0009, 0.1776, 5e-5);
}

/// Mean share over all p of the samples whose interval holds p, exact: summed over x, averaged over a fine
/// grid.
double mean_coverage(core::Result<Interval> (*interval)(Count, double), unsigned n, double level) {
    constexpr int kGrid = 2000;
    double sum = 0;
    for (unsigned x = 0; x <= n; ++x) {
        const Interval of = *interval({x, n}, level);
        for (int i = 0; i < kGrid; ++i) {
            const double p = (i + 0.5) / kGrid;
            if (p >= of.low && p <= of.high) sum += binomial_cdf(x, n, p) - binomial_cdf(int(x) - 1, n, p);
        }
    }
    return sum / kGrid;
}

TEST(Proportions, an_adjusted_wald_interval_of_95_percent_covers_at_least_that_on_average) {
    for (const unsigned n : {3u, 5u, 8u, 12u, 20u, 50u}) {
        EXPECT_GE(mean_coverage(adjusted_wald, n, 0.95), 0.95) << n;
        EXPECT_LE(mean_coverage(adjusted_wald, n, 0.95), 0.99) << n;
        EXPECT_NEAR(mean_coverage(wilson, n, 0.95), 0.95, 0.012) << n;
    }
}

TEST(Proportions, a_clopper_pearson_interval_never_covers_less_than_it_says) {
    for (const unsigned n : {1u, 5u, 13u}) {
        for (int i = 1; i < 500; ++i) {
            const double p = i / 500.0;
            double covered = 0;
            for (unsigned x = 0; x <= n; ++x) {
                const Interval of = *clopper_pearson({x, n});
                if (p >= of.low && p <= of.high)
                    covered += binomial_cdf(x, n, p) - binomial_cdf(int(x) - 1, n, p);
            }
            EXPECT_GE(covered, 0.95 - 1e-9) << n << " " << p;
        }
    }
}

TEST(Proportions, intervals_stay_within_0_and_1_and_hold_the_share) {
    for (unsigned n = 1; n <= 30; ++n) {
        for (unsigned x = 0; x <= n; ++x) {
            for (auto* interval : {adjusted_wald, wilson, clopper_pearson}) {
                for (const double level : {0.5, 0.8, 0.95, 0.99}) {
                    const Interval of = *interval({x, n}, level);
                    EXPECT_GE(of.low, 0);
                    EXPECT_LE(of.high, 1);
                    EXPECT_LT(of.low, of.high);
                    EXPECT_LE(of.low, double(x) / n + 1e-12) << x << " of " << n;
                    EXPECT_GE(of.high, double(x) / n - 1e-12) << x << " of " << n;
                }
            }
        }
    }
}

TEST(Proportions, the_likely_rate_takes_wilson_the_share_or_laplace) {
    // Lewis and Sauro 2006, "When 100% really isn't 100%"
    EXPECT_NEAR(*likely_rate({5, 5}), 6.0 / 7, 1e-12);
    EXPECT_NEAR(*likely_rate({9, 10}), 10.0 / 12, 1e-12);
    EXPECT_NEAR(*likely_rate({8, 10}), 0.8, 1e-12);
    EXPECT_NEAR(*likely_rate({0, 5}), 1.9207 / 8.8415, 1e-4);
    EXPECT_NEAR(*likely_rate({5, 10}), 0.5, 1e-12);
}

TEST(Proportions, the_chance_above_a_benchmark_is_the_exact_binomial) {
    // 8 of 9 against 70 %: P(X >= 8) = 9·0.7^8·0.3 + 0.7^9
    EXPECT_NEAR(*chance_above({8, 9}, 0.7), 1 - (9 * std::pow(0.7, 8) * 0.3 + std::pow(0.7, 9)), 1e-12);
    EXPECT_EQ(*chance_above({0, 4}, 0.5), 0);
}

TEST(Proportions, the_fewest_people_for_a_margin_are_the_fewest) {
    for (const double margin : {0.05, 0.1, 0.2, 0.3}) {
        for (const double expected : {0.0, 0.2, 0.5, 0.8}) {
            const double z = normal_quantile(0.975);
            const auto half = [&](double n) {
                const double p = (n * expected + z * z / 2) / (n + z * z);
                return z * std::sqrt(p * (1 - p) / (n + z * z));
            };
            const unsigned people = *people_for_margin(margin, expected);
            EXPECT_LE(half(people), margin);
            if (people > 1) {
                EXPECT_GT(half(people - 1), margin);
            }
        }
    }
    EXPECT_EQ(*people_for_margin(0.05), 381u);  // 384.1 of the plain Wald, less z²
}

TEST(Proportions, what_cannot_be_is_refused_by_name) {
    EXPECT_EQ(adjusted_wald({0, 0}).error().front().where, "n");
    EXPECT_EQ(wilson({6, 5}).error().front().where, "x");
    EXPECT_EQ(clopper_pearson({1, 5}, 1).error().front().where, "level");
    EXPECT_EQ(chance_above({1, 5}, 0).error().front().where, "benchmark");
    EXPECT_EQ(people_for_margin(0).error().front().where, "margin");
    EXPECT_EQ(people_for_margin(0.1, 1.2).error().front().where, "expected");
    EXPECT_EQ(likely_rate({2, 1}).error().front().code, "statistics.out_of_range");
}

TEST(Quantiles, tables_of_the_distributions_are_met) {
    // Critical values as in the tables of the NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7
    EXPECT_NEAR(normal_quantile(0.975), 1.959964, 5e-7);
    EXPECT_NEAR(student_quantile(0.975, 1), 12.706, 5e-4);
    EXPECT_NEAR(student_quantile(0.975, 10), 2.228, 5e-4);
    EXPECT_NEAR(student_quantile(0.05, 4), -2.132, 5e-4);
    EXPECT_NEAR(f_quantile(0.95, 3, 10), 3.708, 5e-4);
    EXPECT_NEAR(f_quantile(0.05, 10, 3), 1 / 3.708, 5e-4);
}

TEST(Quantiles, quantile_and_cdf_undo_each_other) {
    for (const double p : {0.001, 0.2, 0.5, 0.77, 0.999}) {
        EXPECT_NEAR(normal_cdf(normal_quantile(p)), p, 1e-12);
        EXPECT_NEAR(student_cdf(student_quantile(p, 3.7), 3.7), p, 1e-10);
        EXPECT_NEAR(beta_cdf(beta_quantile(p, 2.5, 7), 2.5, 7), p, 1e-10);
    }
}

TEST(Quantiles, the_binomial_and_the_hypergeometric_add_up) {
    EXPECT_NEAR(binomial_cdf(2, 4, 0.5), 11.0 / 16, 1e-12);
    double sum = 0;
    for (int k = -1; k <= 12; ++k) sum += hypergeometric(k, 7, 10, 22);
    EXPECT_NEAR(sum, 1, 1e-12);
    EXPECT_NEAR(hypergeometric(3, 4, 4, 8), 16.0 / 70, 1e-12);
}

}  // namespace
