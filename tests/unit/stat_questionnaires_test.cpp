#include <gtest/gtest.h>

#include <random>

#include "analytics/questionnaires.hpp"

namespace {

using namespace ensaio;
using namespace ensaio::analytics;
using Numbers = std::vector<double>;

TEST(Questionnaires, brookes_example_scores_55) {
    // Brooke 1996, "SUS: a quick and dirty usability scale": points 4 1 1 4 1 2 1 1 4 3, sum 22, SUS 55
    const Sus of = *sus(Numbers{5, 4, 2, 1, 2, 3, 2, 4, 5, 2});
    EXPECT_DOUBLE_EQ(of.score, 55);
    EXPECT_DOUBLE_EQ(of.learnability, 12.5 * (4 + 3));
    EXPECT_DOUBLE_EQ(of.usability, 3.125 * 15);
    EXPECT_FALSE(of.straight_lined);
}

TEST(Questionnaires, sus_goes_from_0_to_100_and_straight_lines_are_told) {
    EXPECT_DOUBLE_EQ(sus(Numbers{5, 1, 5, 1, 5, 1, 5, 1, 5, 1})->score, 100);
    EXPECT_DOUBLE_EQ(sus(Numbers{1, 5, 1, 5, 1, 5, 1, 5, 1, 5})->score, 0);
    const Sus same = *sus(Numbers(10, 4));
    EXPECT_DOUBLE_EQ(same.score, 50);
    EXPECT_TRUE(same.straight_lined);
}

TEST(Questionnaires, sub_scales_of_sus_weigh_together_to_the_score) {
    std::mt19937 generator(7);
    for (int i = 0; i < 200; ++i) {
        Numbers items(10);
        for (double& item : items) item = 1 + static_cast<double>(generator() % 5);
        const Sus of = *sus(items);
        EXPECT_NEAR(of.score, 0.8 * of.usability + 0.2 * of.learnability, 1e-9);
    }
}

TEST(Questionnaires, grades_begin_at_their_lower_bounds_on_the_unrounded_score) {
    EXPECT_EQ(*sus_grade(84.1), "A+");
    EXPECT_EQ(*sus_grade(84.0999), "A");
    EXPECT_EQ(*sus_grade(80.8), "A");
    EXPECT_EQ(*sus_grade(78.9), "A-");
    EXPECT_EQ(*sus_grade(77.2), "B+");
    EXPECT_EQ(*sus_grade(74.1), "B");
    EXPECT_EQ(*sus_grade(72.6), "B-");
    EXPECT_EQ(*sus_grade(71.1), "C+");
    EXPECT_EQ(*sus_grade(68), "C") << "the mean of all studies";
    EXPECT_EQ(*sus_grade(62.7), "C-");
    EXPECT_EQ(*sus_grade(51.7), "D");
    EXPECT_EQ(*sus_grade(51.69), "F");
    EXPECT_EQ(*sus_grade(0), "F");
}

TEST(Questionnaires, adjectives_are_the_nearest_of_bangors_means) {
    // Bangor, Kortum and Miller 2009, table 3
    EXPECT_EQ(*sus_adjective(12.5), "worst_imaginable");
    EXPECT_EQ(*sus_adjective(20.3), "awful");
    EXPECT_EQ(*sus_adjective(35.7), "poor");
    EXPECT_EQ(*sus_adjective(50.9), "ok");
    EXPECT_EQ(*sus_adjective(71.4), "good");
    EXPECT_EQ(*sus_adjective(85.5), "excellent");
    EXPECT_EQ(*sus_adjective(100), "best_imaginable");
    EXPECT_EQ(*sus_adjective(61.2), "good");
    EXPECT_EQ(*sus_adjective(61.1), "ok");
}

TEST(Questionnaires, umux_and_umux_lite_go_from_0_to_100) {
    EXPECT_DOUBLE_EQ(*umux(Numbers{7, 1, 7, 1}), 100);
    EXPECT_DOUBLE_EQ(*umux(Numbers{1, 7, 1, 7}), 0);
    EXPECT_DOUBLE_EQ(*umux(Numbers{5, 3, 6, 2}), (4 + 4 + 5 + 5) / 24.0 * 100);
    EXPECT_DOUBLE_EQ(umux_lite(Numbers{7, 7})->as_sus,
                     87.9);  // Lewis, Utesch and Maher 2013: the range of the
    EXPECT_DOUBLE_EQ(umux_lite(Numbers{1, 1})->as_sus, 22.9);  // regression is 22.9 to 87.9
    EXPECT_DOUBLE_EQ(umux_lite(Numbers{6, 5})->score, 75);
}

TEST(Questionnaires, seven_points_have_a_t_interval_within_the_scale) {
    const Mean of = *seven_points(Numbers{5, 6, 7, 6, 6});
    EXPECT_DOUBLE_EQ(of.mean, 6);
    EXPECT_NEAR(of.interval->low, 6 - 2.776445 * std::sqrt(0.5) / std::sqrt(5.0), 1e-6);
    EXPECT_NEAR(of.interval->high, 6 + 2.776445 * std::sqrt(0.5) / std::sqrt(5.0), 1e-6);
    EXPECT_DOUBLE_EQ(seven_points(Numbers{7, 6, 7})->interval->high, 7);
    EXPECT_FALSE(seven_points(Numbers{4})->interval.has_value());
}

TEST(Questionnaires, nps_is_promoters_less_detractors) {
    const Nps of = *nps(Numbers{10, 9, 9, 8, 7, 6, 0, 10, 10, 5});
    EXPECT_EQ(of.promoters, 5u);
    EXPECT_EQ(of.passives, 2u);
    EXPECT_EQ(of.detractors, 3u);
    EXPECT_DOUBLE_EQ(of.score, 20);
    EXPECT_LT(of.interval.low, 20);
    EXPECT_GT(of.interval.high, 20);
    EXPECT_DOUBLE_EQ(nps(Numbers{10})->score, 100);
}

TEST(Questionnaires, the_interval_of_nps_covers_what_it_says) {
    std::mt19937 generator(11);
    for (const auto& [promoters, detractors] :
         {std::pair{0.5, 0.2}, std::pair{0.2, 0.6}, std::pair{0.4, 0.4}}) {
        for (const int n : {10, 30}) {
            constexpr int kSamples = 20'000;
            int covered = 0;
            std::uniform_real_distribution<double> dice;
            for (int sample = 0; sample < kSamples; ++sample) {
                Numbers ratings;
                for (int i = 0; i < n; ++i) {
                    const double fell = dice(generator);
                    ratings.push_back(fell < promoters ? 9 : fell < promoters + detractors ? 3 : 7);
                }
                const Interval of = nps(ratings)->interval;
                const double truth = 100 * (promoters - detractors);
                if (of.low <= truth && truth <= of.high) ++covered;
            }
            EXPECT_GE(covered / double(kSamples), 0.93) << promoters << " " << n;
            EXPECT_LE(covered / double(kSamples), 0.985) << promoters << " " << n;
        }
    }
}

TEST(Questionnaires, the_top_two_are_a_rate) {
    const Rate of = *top_two(Numbers{5, 4, 4, 3, 1}, 5);
    EXPECT_EQ(of.count, (Count{3, 5}));
    EXPECT_EQ(of.interval, *adjusted_wald({3, 5}));
    EXPECT_EQ(top_two(Numbers{6}, 5).error().front().where, "ratings[0]");
}

TEST(Questionnaires, task_load_is_a_mean_or_weighed_by_pairs) {
    const Numbers ratings = {60, 20, 80, 40, 50, 30};
    EXPECT_DOUBLE_EQ(*tlx(ratings), 280.0 / 6);
    EXPECT_DOUBLE_EQ(*tlx(ratings, Numbers{5, 0, 4, 1, 3, 2}), (300 + 320 + 40 + 150 + 60) / 15.0);
    EXPECT_EQ(tlx(ratings, Numbers{5, 0, 4, 1, 3, 3}).error().front().where, "weights");
    EXPECT_EQ(tlx(Numbers{1, 2, 3}).error().front().where, "ratings");
}

TEST(Questionnaires, alpha_is_1_for_items_that_agree_and_0_for_strangers) {
    EXPECT_NEAR(cronbach(std::vector<Numbers>{{1, 1, 1}, {3, 3, 3}, {5, 5, 5}})->alpha, 1, 1e-12);
    std::mt19937 generator(3);
    std::vector<Numbers> strangers(4000, Numbers(4));
    std::normal_distribution<double> any;
    for (Numbers& person : strangers)
        for (double& answer : person) answer = any(generator);
    EXPECT_NEAR(cronbach(strangers)->alpha, 0, 0.06);
}

TEST(Questionnaires, two_items_give_alpha_by_flanagan_and_rulons_formula) {
    // For two halves alpha is 4·cov/var of the sum (Cronbach 1951, equation 2)
    const std::vector<Numbers> people = {{1, 2}, {4, 3}, {5, 5}, {2, 2}, {3, 5}};
    // means 3 and 3.4; cov = (−2·−1.4 + 1·−.4 + 2·1.6 + −1·−1.4 + 0)/4 = 1.75; var of sums 3 7 10 4 8 = 8.3
    const Alpha of = *cronbach(people);
    EXPECT_NEAR(of.alpha, 4 * 1.75 / 8.3, 1e-12);
    EXPECT_LT(of.interval.low, of.alpha);
    EXPECT_GT(of.interval.high, of.alpha);
}

TEST(Questionnaires, feldts_interval_of_alpha_covers_what_it_says) {
    // Items = person + noise of the same size: true alpha of k = 5 items is 5·1/(5·1 + 1) = 5/6
    std::mt19937 generator(5);
    std::normal_distribution<double> any;
    int covered = 0;
    constexpr int kSamples = 4000;
    for (int sample = 0; sample < kSamples; ++sample) {
        std::vector<Numbers> people(15, Numbers(5));
        for (Numbers& person : people) {
            const double self = any(generator);
            for (double& answer : person) answer = self + any(generator);
        }
        const Interval of = cronbach(people)->interval;
        if (of.low <= 5.0 / 6 && 5.0 / 6 <= of.high) ++covered;
    }
    EXPECT_NEAR(covered / double(kSamples), 0.95, 0.012);
}

TEST(Questionnaires, answers_that_are_missing_or_off_the_scale_are_named) {
    EXPECT_EQ(sus(Numbers{1, 2, 3}).error().front().where, "items");
    EXPECT_EQ(sus(Numbers{1, 2, 3, 4, 5, 6, 1, 2, 3, 4}).error().front().where, "items[5]");
    EXPECT_EQ(sus(Numbers{1, 2, 3, 4, 5, 1, 1, 2, 3, 2.5}).error().front().code, "statistics.not_whole");
    EXPECT_EQ(umux_lite(Numbers{0, 7}).error().front().where, "items[0]");
    EXPECT_EQ(seven_points(Numbers{}).error().front().where, "ratings");
    EXPECT_EQ(nps(Numbers{11}).error().front().where, "ratings[0]");
    EXPECT_EQ(sus_grade(100.5).error().front().where, "score");
    EXPECT_EQ(cronbach(std::vector<Numbers>{{1, 2}, {1}}).error().front().where, "answers[1]");
    EXPECT_EQ(cronbach(std::vector<Numbers>{{1, 2}, {1, 2}}).error().front().code, "statistics.no_variation");
}

}  // namespace
