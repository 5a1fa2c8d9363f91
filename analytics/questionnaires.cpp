#include "analytics/questionnaires.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "analytics/quantiles.hpp"
#include "analytics/refusals.hpp"

namespace ensaio::analytics {
namespace {

/// Whole answers from `least` to `most`.
Refusal check_answers(std::string_view list, std::span<const double> answers, std::int64_t least,
                      std::int64_t most) {
    Refusal wrong;
    for (std::size_t i = 0; i < answers.size() && !wrong; ++i) {
        if (answers[i] >= static_cast<double>(least) && answers[i] <= static_cast<double>(most) &&
            answers[i] == std::floor(answers[i]))
            continue;
        wrong.between(item_of(list, i), answers[i], least, most).whole(item_of(list, i), answers[i]);
    }
    return wrong;
}

Refusal check_items(std::span<const double> items, std::size_t number, std::int64_t most) {
    Refusal wrong;
    if (wrong.as_many("items", items.size(), number)) return wrong;
    return check_answers("items", items, 1, most);
}

Refusal check_ratings(std::span<const double> ratings, std::int64_t least, std::int64_t most, double level) {
    Refusal wrong;
    if (wrong.several("ratings", ratings.size(), 1).share("level", level)) return wrong;
    return check_answers("ratings", ratings, least, most);
}

struct Grade {
    double from;
    std::string_view name;
};
constexpr std::array kGrades = {Grade{84.1, "A+"}, Grade{80.8, "A"},  Grade{78.9, "A-"}, Grade{77.2, "B+"},
                                Grade{74.1, "B"},  Grade{72.6, "B-"}, Grade{71.1, "C+"}, Grade{65.0, "C"},
                                Grade{62.7, "C-"}, Grade{51.7, "D"},  Grade{0, "F"}};

struct Adjective {
    double mean;
    std::string_view name;
};
constexpr std::array kAdjectives = {Adjective{12.5, "worst_imaginable"},
                                    Adjective{20.3, "awful"},
                                    Adjective{35.7, "poor"},
                                    Adjective{50.9, "ok"},
                                    Adjective{71.4, "good"},
                                    Adjective{85.5, "excellent"},
                                    Adjective{90.9, "best_imaginable"}};

double variance(std::span<const double> values) {
    const double sd = moments(values)->sd;
    return sd * sd;
}

}  // namespace

core::Result<Sus> sus(std::span<const double> items) {
    if (const Refusal wrong = check_items(items, kSusItems, 5)) return wrong.told();
    Sus result;
    double usability = 0, learnability = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const double points = i % 2 == 0 ? items[i] - 1 : 5 - items[i];
        (i == 3 || i == 9 ? learnability : usability) += points;
    }
    result.score = 2.5 * (usability + learnability);
    result.usability = 3.125 * usability;
    result.learnability = 12.5 * learnability;
    result.straight_lined = std::ranges::all_of(items, [&](double item) { return item == items.front(); });
    return result;
}

core::Result<std::string_view> sus_grade(double score) {
    if (const Refusal wrong = Refusal().between("score", score, 0, 100)) return wrong.told();
    return std::ranges::find_if(kGrades, [&](const Grade& grade) { return score >= grade.from; })->name;
}

core::Result<std::string_view> sus_adjective(double score) {
    if (const Refusal wrong = Refusal().between("score", score, 0, 100)) return wrong.told();
    return std::ranges::min_element(
               kAdjectives, {}, [&](const Adjective& adjective) { return std::abs(adjective.mean - score); })
        ->name;
}

core::Result<double> umux(std::span<const double> items) {
    if (const Refusal wrong = check_items(items, kUmuxItems, 7)) return wrong.told();
    return (items[0] - 1 + 7 - items[1] + items[2] - 1 + 7 - items[3]) / 24 * 100;
}

core::Result<UmuxLite> umux_lite(std::span<const double> items) {
    if (const Refusal wrong = check_items(items, kUmuxLiteItems, 7)) return wrong.told();
    const double score = (items[0] + items[1] - 2) / 12 * 100;
    return UmuxLite{.score = score, .as_sus = 0.65 * score + 22.9};
}

core::Result<Mean> seven_points(std::span<const double> ratings, double level) {
    if (const Refusal wrong = check_ratings(ratings, 1, 7, level)) return wrong.told();
    return mean_with_interval(ratings, level, {1, 7});
}

core::Result<Nps> nps(std::span<const double> ratings, double level) {
    if (const Refusal wrong = check_ratings(ratings, 0, 10, level)) return wrong.told();
    Nps result;
    for (const double rating : ratings)
        ++(rating >= 9 ? result.promoters : rating <= 6 ? result.detractors : result.passives);
    const auto n = static_cast<double>(ratings.size());
    const auto up = static_cast<double>(result.promoters), down = static_cast<double>(result.detractors);
    result.score = 100 * (up - down) / n;
    const double p = (up + 0.75) / (n + 3), q = (down + 0.75) / (n + 3), middle = p - q;
    const double half = normal_quantile((1 + level) / 2) * std::sqrt((p + q - middle * middle) / (n + 3));
    result.interval = {100 * std::max(-1.0, middle - half), 100 * std::min(1.0, middle + half)};
    return result;
}

core::Result<Rate> top_two(std::span<const double> ratings, unsigned points, double level) {
    Refusal wrong;
    if (wrong.at_least("points", points, 3)) return wrong.told();
    if (const Refusal bad = check_ratings(ratings, 1, points, level)) return bad.told();
    const auto top = std::ranges::count_if(ratings, [&](double rating) { return rating >= points - 1; });
    return rate({static_cast<unsigned>(top), static_cast<unsigned>(ratings.size())}, level);
}

core::Result<double> tlx(std::span<const double> ratings) {
    Refusal wrong;
    wrong.as_many("ratings", ratings.size(), 6);
    for (std::size_t i = 0; i < ratings.size(); ++i) wrong.between(item_of("ratings", i), ratings[i], 0, 100);
    if (wrong) return wrong.told();
    return std::accumulate(ratings.begin(), ratings.end(), 0.0) / 6;
}

core::Result<double> tlx(std::span<const double> ratings, std::span<const double> weights) {
    if (auto raw = tlx(ratings); !raw) return raw;
    Refusal wrong;
    if (wrong.as_many("weights", weights.size(), 6)) return wrong.told();
    if (const Refusal bad = check_answers("weights", weights, 0, 5)) return bad.told();
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (wrong.that(sum == 15, "statistics.weights_not_15", "weights")) return wrong.told();
    return std::inner_product(ratings.begin(), ratings.end(), weights.begin(), 0.0) / 15;
}

core::Result<Alpha> cronbach(std::span<const std::vector<double>> answers, double level) {
    Refusal wrong;
    if (wrong.several("answers", answers.size(), 2).share("level", level)) return wrong.told();
    const std::size_t items = answers.front().size();
    wrong.several("answers[0]", items, 2);
    for (std::size_t i = 1; i < answers.size(); ++i)
        wrong.as_many(item_of("answers", i), answers[i].size(), items);
    if (wrong) return wrong.told();
    std::vector<double> sums(answers.size()), column(answers.size());
    double of_items = 0;
    for (std::size_t item = 0; item < items; ++item) {
        for (std::size_t i = 0; i < answers.size(); ++i) {
            column[i] = answers[i][item];
            sums[i] += column[i];
        }
        of_items += variance(column);
    }
    const double of_sums = variance(sums);
    if (wrong.that(of_sums > 0, "statistics.no_variation", "answers")) return wrong.told();
    const auto k = static_cast<double>(items), n = static_cast<double>(answers.size());
    const double alpha = k / (k - 1) * (1 - of_items / of_sums);
    const double df1 = n - 1, df2 = (n - 1) * (k - 1), tail = (1 - level) / 2;
    return Alpha{.people = answers.size(),
                 .items = items,
                 .alpha = alpha,
                 .interval = {1 - (1 - alpha) * f_quantile(1 - tail, df1, df2),
                              1 - (1 - alpha) * f_quantile(tail, df1, df2)}};
}

}  // namespace ensaio::analytics
