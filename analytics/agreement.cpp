#include "analytics/agreement.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "analytics/quantiles.hpp"
#include "analytics/refusals.hpp"

namespace ensaio::analytics {
namespace {

/// 1 for the same category, less the farther apart.
double weight_of(Weights weights, double apart, double categories) {
    const double far = apart / (categories - 1);
    switch (weights) {
        case Weights::plain: return apart == 0 ? 1 : 0;
        case Weights::linear: return 1 - far;
        case Weights::quadratic: return 1 - far * far;
    }
    return 0;
}

struct Table {
    std::size_t k = 0;
    std::vector<double> p;  // shares, row of a, column of b
    std::vector<double> of_a, of_b;
    double at(std::size_t i, std::size_t j) const { return p[i * k + j]; }
};

Table table_of(std::span<const double> a, std::span<const double> b, int least, std::size_t k) {
    Table table{.k = k,
                .p = std::vector<double>(k * k),
                .of_a = std::vector<double>(k),
                .of_b = std::vector<double>(k)};
    const double one = 1 / static_cast<double>(a.size());
    for (std::size_t n = 0; n < a.size(); ++n) {
        const auto i = static_cast<std::size_t>(a[n] - least), j = static_cast<std::size_t>(b[n] - least);
        table.p[i * k + j] += one;
        table.of_a[i] += one;
        table.of_b[j] += one;
    }
    return table;
}

void check_categories(Refusal& wrong, std::string_view name, std::span<const double> ratings, int least,
                      int most) {
    for (std::size_t i = 0; i < ratings.size() && !wrong; ++i)
        wrong.between(item_of(name, i), ratings[i], least, most).whole(item_of(name, i), ratings[i]);
}

/// How many ratings have each value, in its order.
using Values = std::map<double, double>;

/// Squared distance of two values on the scale; `all`: how often each value was given.
double distance(Scale scale, const Values& all, double c, double k) {
    if (c == k) return 0;
    if (scale == Scale::nominal) return 1;
    if (scale == Scale::interval) return (c - k) * (c - k);
    const auto from = all.find(std::min(c, k)), to = all.find(std::max(c, k));
    double between = -(from->second + to->second) / 2;
    for (auto value = from; value != std::next(to); ++value) between += value->second;
    return between * between;
}

}  // namespace

core::Result<Kappa> cohen_kappa(std::span<const double> a, std::span<const double> b, int least, int most,
                                Weights weights, double level) {
    Refusal wrong;
    wrong.several("a", a.size(), 1).as_many("b", b.size(), a.size()).share("level", level);
    wrong.between("most", most, std::int64_t{least} + 1, std::int64_t{least} + 100);
    check_categories(wrong, "a", a, least, most);
    check_categories(wrong, "b", b, least, most);
    if (wrong) return wrong.told();

    const int categories = most - least + 1;  // 101 at most, as was checked
    const auto k = static_cast<std::size_t>(categories);
    const Table table = table_of(a, b, least, k);
    const auto weight = [&](std::size_t i, std::size_t j) {
        return weight_of(weights, static_cast<double>(i > j ? i - j : j - i), static_cast<double>(k));
    };
    Kappa result{.items = a.size()};
    std::vector<double> row_weight(k), column_weight(k);  // mean weight of a row under b's shares, and so on
    for (std::size_t i = 0; i < k; ++i) {
        for (std::size_t j = 0; j < k; ++j) {
            result.agreement += weight(i, j) * table.at(i, j);
            result.by_chance += weight(i, j) * table.of_a[i] * table.of_b[j];
            row_weight[i] += weight(i, j) * table.of_b[j];
            column_weight[j] += weight(i, j) * table.of_a[i];
        }
    }
    const double by_chance = result.by_chance, rest = 1 - by_chance;
    if (wrong.that(rest > 1e-12, "statistics.no_variation", "a")) return wrong.told();
    result.kappa = (result.agreement - by_chance) / rest;

    double squares = 0;
    for (std::size_t i = 0; i < k; ++i) {
        for (std::size_t j = 0; j < k; ++j) {
            const double term = weight(i, j) - (row_weight[i] + column_weight[j]) * (1 - result.kappa);
            squares += table.at(i, j) * term * term;
        }
    }
    const double off = result.kappa - by_chance * (1 - result.kappa);
    const double variance =
        std::max(0.0, squares - off * off) / (rest * rest * static_cast<double>(a.size()));
    const double half = normal_quantile((1 + level) / 2) * std::sqrt(variance);
    result.interval = {std::max(-1.0, result.kappa - half), std::min(1.0, result.kappa + half)};
    return result;
}

core::Result<FleissKappa> fleiss_kappa(std::span<const std::vector<double>> counts) {
    Refusal wrong;
    if (wrong.several("counts", counts.size(), 1)) return wrong.told();
    const std::size_t categories = counts.front().size();
    wrong.several("counts[0]", categories, 2);
    const double raters = std::accumulate(counts.front().begin(), counts.front().end(), 0.0);
    std::vector<double> shares(categories);
    FleissKappa result{.items = counts.size(), .raters = 0};
    const auto items = static_cast<double>(counts.size());
    for (std::size_t i = 0; i < counts.size() && !wrong; ++i) {
        const std::string where = item_of("counts", i);
        if (wrong.as_many(where, counts[i].size(), categories)) break;
        double same = 0, sum = 0;
        for (std::size_t j = 0; j < categories; ++j) {
            const double count = counts[i][j];
            wrong.at_least(item_of(where, j), count, 0).whole(item_of(where, j), count);
            same += count * (count - 1);
            sum += count;
            shares[j] += count / (items * raters);
        }
        wrong.that(sum >= 2, "statistics.two_raters", where)
            .that(sum == raters, "statistics.other_number_of_raters", where);
        result.agreement += same / (raters * (raters - 1)) / items;
    }
    if (wrong) return wrong.told();
    result.raters = static_cast<std::size_t>(raters);
    for (const double share : shares) result.by_chance += share * share;
    if (wrong.that(result.by_chance < 1 - 1e-12, "statistics.no_variation", "counts")) return wrong.told();
    result.kappa = (result.agreement - result.by_chance) / (1 - result.by_chance);
    return result;
}

core::Result<Krippendorff> krippendorff(std::span<const std::vector<std::optional<double>>> ratings,
                                        Scale scale) {
    Refusal wrong;
    if (wrong.several("ratings", ratings.size(), 2)) return wrong.told();
    const std::size_t items = ratings.front().size();
    for (std::size_t r = 1; r < ratings.size(); ++r)
        wrong.as_many(item_of("ratings", r), ratings[r].size(), items);
    if (wrong) return wrong.told();

    Krippendorff result;
    std::vector<Values> of_items;
    Values all;
    for (std::size_t i = 0; i < items; ++i) {
        Values values;
        double given = 0;
        for (const auto& rater : ratings) {
            if (!rater[i]) continue;
            values[*rater[i]] += 1;
            given += 1;
        }
        if (given < 2) continue;
        ++result.items;
        result.ratings += static_cast<std::size_t>(given);
        for (const auto& [value, times] : values) all[value] += times;
        of_items.push_back(std::move(values));
    }
    wrong.that(result.items > 0, "statistics.no_pair", "ratings");
    if (wrong.that(all.size() > 1, "statistics.no_variation", "ratings")) return wrong.told();

    double observed = 0, expected = 0;
    for (const Values& values : of_items) {
        double given = 0, sum = 0;
        for (const auto& [c, times] : values) {
            given += times;
            for (const auto& [k, others] : values) sum += times * others * distance(scale, all, c, k);
        }
        observed += sum / (given - 1);
    }
    for (const auto& [c, times] : all) {
        for (const auto& [k, others] : all) expected += times * others * distance(scale, all, c, k);
    }
    result.alpha = 1 - (static_cast<double>(result.ratings) - 1) * observed / expected;
    return result;
}

std::string_view agreement_name(double alpha) {
    if (alpha >= 0.8) return "reliable";
    return alpha >= 0.667 ? "tentative" : "unreliable";
}

}  // namespace ensaio::analytics
