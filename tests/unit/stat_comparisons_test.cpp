#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "analytics/comparisons.hpp"
#include "analytics/discovery.hpp"
#include "analytics/quantiles.hpp"

namespace {

using namespace ensaio;
using namespace ensaio::analytics;
using Numbers = std::vector<double>;

TEST(Comparisons, fishers_examples_come_out) {
    // Fisher 1935, the lady tasting tea: three of four cups right; and Fisher 1970, convictions of like-sex
    // twins. The p-values are those of R's fisher.test on the same tables.
    EXPECT_NEAR(*fisher_exact({3, 4}, {1, 4}), 0.4857, 5e-5);
    EXPECT_NEAR(*fisher_exact({2, 17}, {10, 13}), 0.0005367, 5e-8);
}

TEST(Comparisons, the_n_minus_1_test_is_pearsons_chi_square_times_n_minus_1_over_n) {
    const RateDifference of = *compare_rates({11, 12}, {5, 10});
    // Pearson's for 11 1 / 5 5: 22·(11·5 − 1·5)²/(12·10·16·6)
    const double pearson = 22 * 50.0 * 50 / (12 * 10 * 16 * 6);
    EXPECT_NEAR(of.z * of.z, pearson * 21 / 22, 1e-9);
    EXPECT_FALSE(of.exact);
    EXPECT_NEAR(of.p_value, 2 * (1 - normal_cdf(of.z)), 1e-12);
    EXPECT_NEAR(of.difference, 11.0 / 12 - 0.5, 1e-12);
    EXPECT_LT(of.interval.low, of.difference);
    EXPECT_GT(of.interval.high, of.difference);
}

TEST(Comparisons, a_cell_that_is_expected_under_one_asks_for_the_exact_test) {
    const RateDifference of = *compare_rates({1, 3}, {0, 3});
    EXPECT_TRUE(of.exact);
    EXPECT_NEAR(of.p_value, 1, 1e-12);
    const RateDifference none = *compare_rates({0, 8}, {0, 9});
    EXPECT_EQ(none.z, 0);
    EXPECT_EQ(none.p_value, 1);
    EXPECT_LT(none.interval.low, 0);
    EXPECT_GT(none.interval.high, 0);
}

TEST(Comparisons, the_interval_of_a_difference_covers_what_it_says_on_average) {
    // exact, over a grid of both true rates
    const unsigned n1 = 8, n2 = 12;
    double sum = 0;
    int points = 0;
    std::vector<std::vector<Interval>> intervals(n1 + 1);
    for (unsigned x = 0; x <= n1; ++x)
        for (unsigned y = 0; y <= n2; ++y) intervals[x].push_back(compare_rates({x, n1}, {y, n2})->interval);
    const auto chance = [](unsigned x, unsigned n, double p) {
        return binomial_cdf(x, n, p) - binomial_cdf(int(x) - 1, n, p);
    };
    for (double p = 0.025; p < 1; p += 0.05) {
        for (double q = 0.025; q < 1; q += 0.05, ++points) {
            for (unsigned x = 0; x <= n1; ++x)
                for (unsigned y = 0; y <= n2; ++y)
                    if (intervals[x][y].low <= p - q && p - q <= intervals[x][y].high)
                        sum += chance(x, n1, p) * chance(y, n2, q);
        }
    }
    EXPECT_GE(sum / points, 0.95);
}

TEST(Comparisons, mcnemars_exact_and_mid_p_match_fagerland) {
    // Fagerland, Lydersen and Laake 2013, "The McNemar test for binary matched-pairs data", first example
    // (Bentur et al. 2009): 1, 1, 7, 12; exact conditional p = 0.070, mid-p = 0.039
    const PairedRates of = *compare_paired_rates({.both = 1, .only_a = 1, .only_b = 7, .neither = 12});
    EXPECT_NEAR(of.p_exact, 0.0703, 5e-5);
    EXPECT_NEAR(of.p_mid, 0.0391, 5e-5);
    EXPECT_NEAR(of.difference, -6.0 / 21, 1e-12);
    EXPECT_LT(of.interval.high, 0.05);
}

TEST(Comparisons, of_as_many_in_each_direction_the_mid_p_counts_half_of_the_table_itself) {
    // Fagerland, Lydersen and Laake 2013, supplement: where n12 = n21, mid-p = 1 - P(X = n12)/2
    EXPECT_NEAR(compare_paired_rates({.only_a = 1, .only_b = 1})->p_mid, 0.75, 1e-12);
    EXPECT_NEAR(compare_paired_rates({.both = 2, .only_a = 3, .only_b = 3, .neither = 1})->p_mid, 0.84375,
                1e-12);  // 1 - 20/64/2
    // one pair more on one side: 2 P(X <= 3) - P(X = 3), n = 7
    EXPECT_NEAR(compare_paired_rates({.only_a = 3, .only_b = 4})->p_mid, 1 - 35.0 / 128, 1e-12);
}

TEST(Comparisons, people_who_never_differ_give_no_reason_to_see_a_difference) {
    const PairedRates of = *compare_paired_rates({.both = 5});
    EXPECT_EQ(of.p_exact, 1);
    EXPECT_EQ(of.p_mid, 1);
    EXPECT_NEAR(of.interval.low, -of.interval.high, 1e-12);
    const PairedRates even = *compare_paired_rates({.both = 2, .only_a = 3, .only_b = 3, .neither = 1});
    EXPECT_EQ(even.p_exact, 1);
    EXPECT_EQ(even.difference, 0);
    EXPECT_EQ(compare_paired_rates({}).error().front().where, "n");
}

TEST(Comparisons, the_interval_of_a_paired_difference_covers_what_it_says_on_average) {
    // exact: over all tables of ten people, and a grid of true chances of both, only a, only b, neither
    constexpr unsigned n = 10;
    const auto factorial = [](unsigned k) { return std::tgamma(k + 1.0); };
    double covered = 0;
    int points = 0;
    for (double both = 0.05; both < 1; both += 0.1) {
        for (double only_a = 0.05; both + only_a < 1; only_a += 0.1) {
            for (double only_b = 0.05; both + only_a + only_b < 1; only_b += 0.1, ++points) {
                for (unsigned i = 0; i <= n; ++i) {
                    for (unsigned j = 0; i + j <= n; ++j) {
                        for (unsigned k = 0; i + j + k <= n; ++k) {
                            const unsigned l = n - i - j - k;
                            const Interval of =
                                compare_paired_rates({.both = i, .only_a = j, .only_b = k, .neither = l})
                                    ->interval;
                            if (of.low > only_a - only_b || of.high < only_a - only_b) continue;
                            covered += factorial(n) /
                                       (factorial(i) * factorial(j) * factorial(k) * factorial(l)) *
                                       std::pow(both, i) * std::pow(only_a, j) * std::pow(only_b, k) *
                                       std::pow(1 - both - only_a - only_b, l);
                        }
                    }
                }
            }
        }
    }
    EXPECT_GE(covered / points, 0.95);
    EXPECT_LE(covered / points, 0.98);
}

const Numbers kFirstDrug = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
const Numbers kSecondDrug = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

TEST(Comparisons, students_sleep_data_come_out) {
    // Student 1908 (R's `sleep`); figures of R's t.test
    const MeanDifference groups = *compare_means(kFirstDrug, kSecondDrug);
    EXPECT_NEAR(groups.t, -1.8608, 5e-5);
    EXPECT_NEAR(groups.df, 17.776, 5e-4);
    EXPECT_NEAR(groups.p_value, 0.07939, 5e-6);
    EXPECT_NEAR(groups.interval.low, -3.3654832, 5e-7);
    EXPECT_NEAR(groups.interval.high, 0.2054832, 5e-7);
    const MeanDifference same = *compare_paired_means(kFirstDrug, kSecondDrug);
    EXPECT_NEAR(same.t, -4.0621, 5e-5);
    EXPECT_NEAR(same.p_value, 0.002833, 5e-7);
    EXPECT_NEAR(same.interval.low, -2.4598858, 5e-7);
    EXPECT_NEAR(same.interval.high, -0.7001142, 5e-7);
}

TEST(Comparisons, times_are_compared_as_ratios) {
    Numbers a = kFirstDrug, b = kSecondDrug;
    for (Numbers* times : {&a, &b})
        for (double& time : *times) time = std::exp(time);
    const TimeRatio groups = *compare_times(a, b);
    EXPECT_NEAR(groups.ratio, std::exp(-1.58), 1e-9);
    EXPECT_NEAR(groups.interval.low, std::exp(-3.3654832), 1e-7);
    EXPECT_NEAR(groups.interval.high, std::exp(0.2054832), 1e-6);
    EXPECT_NEAR(compare_paired_times(a, b)->p_value, 0.002833, 5e-7);
    for (double& time : a) time *= 60;
    for (double& time : b) time *= 60;
    EXPECT_NEAR(compare_times(a, b)->ratio, groups.ratio, 1e-9) << "seconds or minutes are the same";
}

TEST(Comparisons, the_ratio_of_times_covers_what_it_says) {
    std::mt19937 generator(9);
    std::lognormal_distribution<double> quick(3, 0.4), slow(3.5, 0.9);
    constexpr int kSamples = 10'000;
    int covered = 0;
    for (int sample = 0; sample < kSamples; ++sample) {
        Numbers a(6), b(9);
        for (double& time : a) time = quick(generator);
        for (double& time : b) time = slow(generator);
        const Interval of = compare_times(a, b)->interval;
        if (of.low <= std::exp(-0.5) && std::exp(-0.5) <= of.high) ++covered;
    }
    EXPECT_NEAR(covered / double(kSamples), 0.95, 0.01);
}

TEST(Comparisons, what_cannot_be_compared_is_named) {
    EXPECT_EQ(compare_rates({1, 0}, {1, 2}).error().front().where, "a.n");
    EXPECT_EQ(compare_rates({1, 2}, {3, 2}).error().front().where, "b.x");
    EXPECT_EQ(compare_times(Numbers{1}, Numbers{1, 2}).error().front().where, "a");
    EXPECT_EQ(compare_times(Numbers{1, 2}, Numbers{1, -2}).error().front().where, "b[1]");
    EXPECT_EQ(compare_times(Numbers{2, 2}, Numbers{3, 3}).error().front().code, "statistics.no_variation");
    EXPECT_EQ(compare_paired_times(Numbers{2, 3}, Numbers{3, 3, 4}).error().front().where, "b");
}

TEST(Discovery, five_people_see_85_percent_of_what_meets_31_percent) {
    // Nielsen and Landauer 1993; Nielsen 2000, "Why you only need to test with 5 users"
    EXPECT_NEAR(*chance_to_see(0.31, 5), 0.8436, 5e-5);
    EXPECT_EQ(*people_to_see(0.31, 0.84), 5u);
    EXPECT_EQ(*people_to_see(0.31, 0.85), 6u);
    EXPECT_EQ(*people_to_see(0.5, 0.75), 2u) << "met exactly";
    EXPECT_EQ(*people_to_see(0.99, 0.5), 1u);
    EXPECT_EQ(people_to_see(0, 0.5).error().front().where, "p");
    EXPECT_EQ(people_to_see(0.5, 1).error().front().where, "goal");
}

TEST(Discovery, the_fewest_people_are_the_fewest) {
    for (const double p : {0.05, 0.1, 0.25, 0.31, 0.7}) {
        for (const double goal : {0.5, 0.8, 0.9, 0.99}) {
            const unsigned people = *people_to_see(p, goal);
            EXPECT_GE(*chance_to_see(p, people), goal - 1e-9);
            if (people > 1) {
                EXPECT_LT(*chance_to_see(p, people - 1), goal);
            }
        }
    }
}

TEST(Discovery, the_adjustment_is_lewiss) {
    const std::vector<unsigned> seen_by = {4, 1, 2, 1};
    const Discovery of = *discovery(seen_by, 4);
    EXPECT_DOUBLE_EQ(of.p, 0.5);
    EXPECT_EQ(of.seen_once, 2u);
    EXPECT_NEAR(of.p_adjusted, 0.5 * (0.25 * 0.75) + 0.5 * (0.5 / 1.5), 1e-12);
    EXPECT_NEAR(of.share_found, 1 - std::pow(1 - of.p_adjusted, 4), 1e-12);
    EXPECT_NEAR(of.total, 4 / of.share_found, 1e-12);
}

TEST(Discovery, the_adjusted_share_is_nearer_to_the_truth_than_the_plain_one) {
    // 40 problems that meet 5 % to 45 % of people, five people: the plain estimate promises too much (Lewis
    // 2001)
    std::mt19937 generator(4);
    std::uniform_real_distribution<double> dice;
    double off_plain = 0, off_adjusted = 0;
    for (int sample = 0; sample < 500; ++sample) {
        std::vector<unsigned> seen_by;
        for (int problem = 0; problem < 40; ++problem) {
            unsigned met = 0;
            for (int person = 0; person < 5; ++person) met += dice(generator) < 0.05 + 0.01 * problem;
            if (met > 0) seen_by.push_back(met);
        }
        const Discovery of = *discovery(seen_by, 5);
        const double truth = static_cast<double>(seen_by.size()) / 40;
        off_plain += std::abs(*chance_to_see(of.p, 5) - truth);
        off_adjusted += std::abs(of.share_found - truth);
    }
    EXPECT_LT(off_adjusted, off_plain * 2 / 3);
}

TEST(Discovery, one_person_or_no_problem_says_nothing) {
    EXPECT_EQ(discovery(std::vector<unsigned>{1}, 1).error().front().where, "people");
    EXPECT_EQ(discovery(std::vector<unsigned>{}, 5).error().front().where, "seen_by");
    EXPECT_EQ(discovery(std::vector<unsigned>{1, 0}, 5).error().front().where, "seen_by[1]");
    const Discovery all_once = *discovery(std::vector<unsigned>{1, 1, 1}, 2);
    EXPECT_GT(all_once.share_found, 0);
    EXPECT_LT(all_once.share_found, 0.5) << "two people who saw nothing in common have seen little";
}

}  // namespace
