#include <gtest/gtest.h>

#include <cmath>
#include <optional>
#include <random>
#include <vector>

#include "analytics/agreement.hpp"

namespace {

using namespace ensaio;
using namespace ensaio::analytics;
using Numbers = std::vector<double>;
using Missing = std::vector<std::optional<double>>;
constexpr std::nullopt_t kNo = std::nullopt;

Numbers repeated(std::initializer_list<std::pair<int, double>> runs) {
    Numbers all;
    for (const auto& [times, value] : runs) all.insert(all.end(), static_cast<std::size_t>(times), value);
    return all;
}

TEST(Agreement, two_readers_of_fifty_grant_proposals_have_kappa_04) {
    // The usual example: 20 both yes, 5 only a, 10 only b, 15 both no; agreement .7, by chance .5
    const Numbers a = repeated({{20, 1}, {5, 1}, {10, 0}, {15, 0}});
    const Numbers b = repeated({{20, 1}, {5, 0}, {10, 1}, {15, 0}});
    for (const Weights weights : {Weights::plain, Weights::linear, Weights::quadratic}) {
        const Kappa of = *cohen_kappa(a, b, 0, 1, weights);
        EXPECT_NEAR(of.agreement, 0.7, 1e-12);
        EXPECT_NEAR(of.by_chance, 0.5, 1e-12);
        EXPECT_NEAR(of.kappa, 0.4, 1e-12);
    }
}

TEST(Agreement, quadratic_weights_give_the_intraclass_correlation_of_equal_raters) {
    // Fleiss and Cohen 1973: 1 − Σd²/n over var a + var b + (mean a − mean b)², variances over n
    const Numbers a = {0, 1, 2, 3, 4, 2, 1, 3, 0, 4}, b = {1, 1, 2, 4, 4, 1, 1, 2, 0, 3};
    double squares = 0, sum_a = 0, sum_b = 0, of_a = 0, of_b = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        squares += (a[i] - b[i]) * (a[i] - b[i]) / 10;
        sum_a += a[i] / 10;
        sum_b += b[i] / 10;
        of_a += a[i] * a[i] / 10;
        of_b += b[i] * b[i] / 10;
    }
    const double by_chance = of_a - sum_a * sum_a + of_b - sum_b * sum_b + (sum_a - sum_b) * (sum_a - sum_b);
    EXPECT_NEAR(cohen_kappa(a, b, 0, 4, Weights::quadratic)->kappa, 1 - squares / by_chance, 1e-12);
}

TEST(Agreement, of_several_categories_every_weight_is_that_of_comparing_all_pairs) {
    // 1 − disagreement of the pairs that were judged over that of every rating of a with every one of b.
    std::mt19937 generator(8);
    for (const int most : {2, 3, 6}) {
        Numbers a, b;
        for (int i = 0; i < 40; ++i) {
            a.push_back(static_cast<double>(generator() % (static_cast<unsigned>(most) + 1)));
            b.push_back(generator() % 3 == 0
                            ? static_cast<double>(generator() % (static_cast<unsigned>(most) + 1))
                            : a.back());
        }
        const auto kappa = [&](auto&& disagree) {
            double seen = 0, by_chance = 0;
            for (std::size_t i = 0; i < a.size(); ++i) {
                seen += disagree(std::abs(a[i] - b[i])) / 40;
                for (const double other : b) by_chance += disagree(std::abs(a[i] - other)) / 1600;
            }
            return 1 - seen / by_chance;
        };
        EXPECT_NEAR(cohen_kappa(a, b, 0, most, Weights::plain)->kappa,
                    kappa([](double apart) { return apart > 0 ? 1.0 : 0.0; }), 1e-12);
        EXPECT_NEAR(cohen_kappa(a, b, 0, most, Weights::linear)->kappa,
                    kappa([](double apart) { return apart; }), 1e-12);
        EXPECT_NEAR(cohen_kappa(a, b, 0, most, Weights::quadratic)->kappa,
                    kappa([](double apart) { return apart * apart; }), 1e-12);
    }
}

TEST(Agreement, the_interval_of_kappa_covers_what_it_says) {
    // Two raters who take over the truth (1 of 3 evenly) with chance 0.8, else guess: kappa = 0.64
    std::mt19937 generator(2);
    constexpr int kSamples = 4000;
    int covered = 0;
    for (int sample = 0; sample < kSamples; ++sample) {
        Numbers a(100), b(100);
        for (std::size_t i = 0; i < a.size(); ++i) {
            const auto truth = static_cast<double>(generator() % 3);
            a[i] = generator() % 10 < 8 ? truth : static_cast<double>(generator() % 3);
            b[i] = generator() % 10 < 8 ? truth : static_cast<double>(generator() % 3);
        }
        const Interval of = cohen_kappa(a, b, 0, 2)->interval;
        if (of.low <= 0.64 && 0.64 <= of.high) ++covered;
    }
    EXPECT_NEAR(covered / double(kSamples), 0.95, 0.02);
}

TEST(Agreement, fourteen_psychiatrists_agree_with_kappa_021) {
    // The example that is told with Fleiss 1971: ten patients, five diagnoses
    const std::vector<Numbers> counts = {{0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0},
                                         {2, 2, 8, 1, 1},  {7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2},
                                         {6, 5, 2, 1, 0},  {0, 2, 2, 3, 7}};
    const FleissKappa of = *fleiss_kappa(counts);
    EXPECT_EQ(of.raters, 14u);
    EXPECT_NEAR(of.agreement, 0.378, 5e-4);
    EXPECT_NEAR(of.by_chance, 0.213, 5e-4);
    EXPECT_NEAR(of.kappa, 0.210, 5e-4);
}

TEST(Agreement, krippendorffs_own_example_comes_out_on_every_scale) {
    // Krippendorff 2011, "Computing Krippendorff's alpha-reliability", section D: four observers, twelve
    // units
    const std::vector<Missing> ratings = {{1, 2, 3, 3, 2, 1, 4, 1, 2, kNo, kNo, kNo},
                                          {1, 2, 3, 3, 2, 2, 4, 1, 2, 5, kNo, 3},
                                          {kNo, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, kNo},
                                          {1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, kNo}};
    EXPECT_NEAR(krippendorff(ratings, Scale::nominal)->alpha, 0.743, 5e-4);
    EXPECT_NEAR(krippendorff(ratings, Scale::ordinal)->alpha, 0.815, 5e-4);
    EXPECT_NEAR(krippendorff(ratings, Scale::interval)->alpha, 0.849, 5e-4);
    EXPECT_EQ(krippendorff(ratings, Scale::nominal)->items, 11u) << "one unit has a single rating";
    EXPECT_EQ(krippendorff(ratings, Scale::nominal)->ratings, 40u);
}

TEST(Agreement, who_agrees_in_all_has_1) {
    const Numbers same = {0, 1, 2, 2};
    EXPECT_NEAR(cohen_kappa(same, same, 0, 4)->kappa, 1, 1e-12);
    EXPECT_NEAR(fleiss_kappa(std::vector<Numbers>{{3, 0}, {0, 3}})->kappa, 1, 1e-12);
    EXPECT_NEAR(krippendorff(std::vector<Missing>{{1, 2, kNo}, {1, 2, 3}}, Scale::ordinal)->alpha, 1, 1e-12);
}

TEST(Agreement, ratings_that_do_not_vary_say_nothing_and_wrong_ones_are_named) {
    EXPECT_EQ(cohen_kappa(Numbers{1, 1}, Numbers{1, 1}, 0, 4).error().front().code,
              "statistics.no_variation");
    EXPECT_EQ(cohen_kappa(Numbers{1, 5}, Numbers{1, 1}, 0, 4).error().front().where, "a[1]");
    EXPECT_EQ(cohen_kappa(Numbers{1, 2}, Numbers{1}, 0, 4).error().front().where, "b");
    EXPECT_EQ(cohen_kappa(Numbers{1}, Numbers{1}, 4, 4).error().front().where, "most");
    EXPECT_EQ(cohen_kappa(Numbers{}, Numbers{}, 0, 4).error().front().where, "a");
    EXPECT_EQ(fleiss_kappa(std::vector<Numbers>{{2, 1}, {1, 1}}).error().front().where, "counts[1]");
    EXPECT_EQ(fleiss_kappa(std::vector<Numbers>{{2, 1}, {1, 1, 1}}).error().front().where, "counts[1]");
    EXPECT_EQ(krippendorff(std::vector<Missing>{{1, 2}}, Scale::nominal).error().front().where, "ratings");
    EXPECT_EQ(krippendorff(std::vector<Missing>{{1, kNo}, {kNo, 2}}, Scale::nominal).error().front().where,
              "ratings");
}

}  // namespace
