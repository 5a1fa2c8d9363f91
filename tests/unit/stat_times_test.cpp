#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "analytics/times.hpp"
#include "analytics/wayfinding.hpp"

namespace {

using namespace ensaio;
using namespace ensaio::analytics;

TEST(Times, the_geometric_mean_and_its_interval_are_those_of_the_logarithms) {
    const std::vector<double> times = {std::exp(1.0), std::exp(2.0), std::exp(3.0)};
    const Middle middle = *geometric_mean(times);
    EXPECT_NEAR(middle.value, std::exp(2.0), 1e-12);
    // t(2) = 4.302653, sd = 1
    EXPECT_NEAR(std::log(middle.interval->low), 2 - 4.302653 / std::sqrt(3.0), 1e-6);
    EXPECT_NEAR(std::log(middle.interval->high), 2 + 4.302653 / std::sqrt(3.0), 1e-6);
}

TEST(Times, one_time_has_a_middle_and_no_interval) {
    for (auto* of : {geometric_mean, median}) {
        const Middle middle = *of(std::vector<double>{42.5}, kLevel);
        EXPECT_NEAR(middle.value, 42.5, 1e-12);
        EXPECT_FALSE(middle.interval.has_value());
    }
}

TEST(Times, equal_times_have_an_interval_without_width) {
    const Middle middle = *geometric_mean(std::vector<double>{7, 7, 7, 7});
    EXPECT_NEAR(middle.interval->low, 7, 1e-12);
    EXPECT_NEAR(middle.interval->high, 7, 1e-12);
}

TEST(Times, the_median_of_an_even_number_is_between_the_two_middle_values) {
    EXPECT_DOUBLE_EQ(median(std::vector<double>{9, 1, 4, 2})->value, 3);
    EXPECT_DOUBLE_EQ(median(std::vector<double>{9, 1, 4})->value, 4);
}

TEST(Times, the_interval_of_the_median_is_between_ranks) {
    std::vector<double> times;
    for (int i = 30; i >= 1; --i) times.push_back(i);
    const Middle middle = *median(times);
    // 15 ± 1.96·√7.5 = 9.63 and 20.37, up: the 10th and the 21st
    EXPECT_DOUBLE_EQ(middle.interval->low, 10);
    EXPECT_DOUBLE_EQ(middle.interval->high, 21);
}

/// Share of samples of lognormal times whose interval holds the true median.
double coverage(core::Result<Middle> (*of)(std::span<const double>, double), std::size_t n) {
    std::mt19937 generator(20'240'601);
    std::lognormal_distribution<double> time(4, 0.7);
    constexpr int kSamples = 20'000;
    int covered = 0;
    for (int sample = 0; sample < kSamples; ++sample) {
        std::vector<double> times(n);
        for (double& one : times) one = time(generator);
        const Middle middle = *of(times, 0.95);
        if (middle.interval->low <= std::exp(4.0) && std::exp(4.0) <= middle.interval->high) ++covered;
    }
    return covered / double(kSamples);
}

TEST(Times, intervals_of_skewed_times_cover_what_they_say) {
    EXPECT_NEAR(coverage(geometric_mean, 5), 0.95, 0.006);
    EXPECT_NEAR(coverage(geometric_mean, 20), 0.95, 0.006);
    // Ranks are whole: a little more than 95 %, and at 25 people up to 98 %.
    for (const std::size_t n : {25U, 40U, 60U, 101U}) {
        EXPECT_GE(coverage(median, n), 0.93) << n;
        EXPECT_LE(coverage(median, n), 0.985) << n;
    }
}

/// Share of samples whose t interval holds the true mean of what `draw` gives.
template <class Draw>
double coverage_of_mean(std::size_t n, double truth, const Draw& draw, Interval within = kAnywhere) {
    std::mt19937 generator(77);
    constexpr int kSamples = 20'000;
    int covered = 0;
    for (int sample = 0; sample < kSamples; ++sample) {
        std::vector<double> values(n);
        for (double& value : values) value = draw(generator);
        const Interval of = *mean_with_interval(values, 0.95, within)->interval;
        covered += of.low <= truth && truth <= of.high;
    }
    return covered / double(kSamples);
}

TEST(Times, the_t_interval_of_seq_sus_and_logarithms_of_time_covers_what_it_says) {
    const auto log_time = [](std::mt19937& generator) {
        return std::normal_distribution<double>(4, 0.7)(generator);
    };
    const auto score = [](std::mt19937& generator) {
        return std::round(std::binomial_distribution<int>(40, 0.7)(generator)) * 2.5;
    };
    // Seven points, most of them good: mean 5.4
    const auto seven = [](std::mt19937& generator) {
        return 1.0 + std::discrete_distribution<int>{2, 3, 5, 10, 25, 30, 25}(generator);
    };
    const double of_seven = (1 * 2 + 2 * 3 + 3 * 5 + 4 * 10 + 5 * 25 + 6 * 30 + 7 * 25) / 100.0;
    for (const std::size_t n : {5U, 10U, 30U}) {
        EXPECT_NEAR(coverage_of_mean(n, 4, log_time), 0.95, 0.006) << n;
        EXPECT_NEAR(coverage_of_mean(n, 70, score, {0, 100}), 0.95, 0.012) << n;
        EXPECT_NEAR(coverage_of_mean(n, of_seven, seven, {1, 7}), 0.95, 0.025) << n;
    }
}

TEST(Times, time_on_task_is_a_geometric_mean_under_25_people_and_then_a_median) {
    std::vector<double> times(24, 10.0);
    times.front() = 100;
    EXPECT_FALSE(time_on_task(times)->is_median);
    EXPECT_GT(time_on_task(times)->middle.value, 10.5);
    times.push_back(10);
    EXPECT_TRUE(time_on_task(times)->is_median);
    EXPECT_DOUBLE_EQ(time_on_task(times)->middle.value, 10);
    EXPECT_DOUBLE_EQ(time_on_task(times)->longest, 100);
}

TEST(Times, percentiles_are_linear_between_the_values) {
    const std::vector<double> values = {4, 1, 3, 2};  // Hyndman and Fan type 7, the default of R and numpy
    EXPECT_DOUBLE_EQ(*percentile(values, 0), 1);
    EXPECT_DOUBLE_EQ(*percentile(values, 0.25), 1.75);
    EXPECT_DOUBLE_EQ(*percentile(values, 0.9), 3.7);
    EXPECT_DOUBLE_EQ(*percentile(values, 1), 4);
}

TEST(Times, the_spread_of_large_close_numbers_is_not_lost) {
    const Moments of = *moments(std::vector<double>{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16});
    EXPECT_NEAR(of.sd * of.sd, 30, 1e-6);
    EXPECT_EQ(moments(std::vector<double>{3})->sd, 0);
}

TEST(Times, a_time_that_cannot_be_is_named) {
    EXPECT_EQ(geometric_mean(std::vector<double>{3, -1}).error().front().where, "times[1]");
    EXPECT_EQ(median(std::vector<double>{3, 2, 0}).error().front().where, "times[2]");
    EXPECT_EQ(time_on_task(std::vector<double>{}).error().front().where, "times");
    EXPECT_EQ(geometric_mean(std::vector<double>{std::nan("")}).error().front().where, "times[0]");
    EXPECT_EQ(percentile(std::vector<double>{1}, 1.5).error().front().where, "share");
}

TEST(Wayfinding, the_shortest_way_is_not_lost_and_twice_round_is) {
    EXPECT_DOUBLE_EQ(*lostness(5, 5, 5), 0);
    // N = 4, S = 9, R = 3: √((4/9 − 1)² + (3/4 − 1)²)
    EXPECT_NEAR(*lostness(4, 9, 3), std::sqrt(25.0 / 81 + 1.0 / 16), 1e-12);
    EXPECT_EQ(lostness_name(0.39), "not_lost");
    EXPECT_EQ(lostness_name(0.45), "unsure");
    EXPECT_EQ(lostness_name(0.51), "lost");
    EXPECT_EQ(lostness(6, 5, 1).error().front().where, "seen");
}

TEST(Wayfinding, efficiency_tells_time_that_led_to_the_goal_from_time_that_did_not) {
    const Efficiency of = *efficiency(std::vector<Attempt>{{true, 60}, {true, 30}, {false, 30}, {true, 120}});
    EXPECT_NEAR(of.time_based, (1.0 / 60 + 1.0 / 30 + 1.0 / 120) / 4, 1e-12);
    EXPECT_NEAR(of.overall_relative, 210.0 / 240, 1e-12);
    EXPECT_NEAR(of.core, 75 / 1.0, 1e-12);
    EXPECT_EQ(efficiency(std::vector<Attempt>{{true, 60}, {false, 0}}).error().front().where,
              "attempts[1].seconds");
}

TEST(Wayfinding, a_screen_loses_points_for_leaving_misclicks_and_slowness) {
    EXPECT_DOUBLE_EQ(*screen_score(0, 0, 5), 100);
    EXPECT_DOUBLE_EQ(*screen_score(10, 20, 15), 75);
    EXPECT_DOUBLE_EQ(*screen_score(0, 0, 500), 90) << "time takes ten points at most";
    EXPECT_DOUBLE_EQ(*screen_score(90, 100, 100), 0);
    EXPECT_EQ(screen_score(0, 101, 1).error().front().where, "misclick_percent");
}

TEST(Wayfinding, misclicks_are_a_share_of_the_clicks) {
    EXPECT_DOUBLE_EQ(*misclick_rate(1, 4), 0.25);
    EXPECT_EQ(misclick_rate(1, 0).error().front().where, "clicks");
    EXPECT_EQ(misclick_rate(5, 4).error().front().where, "dead");
}

}  // namespace
