#include "analytics/comparisons.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analytics/quantiles.hpp"
#include "analytics/refusals.hpp"
#include "analytics/times.hpp"

namespace ensaio::analytics {
namespace {

double z_of(double level) { return normal_quantile((1 + level) / 2); }

Refusal check(Count a, Count b) {
    Refusal wrong;
    wrong.at_least("a.n", a.n, 1)
        .between("a.x", a.x, 0, a.n)
        .at_least("b.n", b.n, 1)
        .between("b.x", b.x, 0, b.n);
    return wrong;
}

double fisher(Count a, Count b) {
    const std::int64_t total = std::int64_t{a.n} + b.n, marked = std::int64_t{a.x} + b.x;
    const double here = hypergeometric(a.x, marked, a.n, total);
    double sum = 0;
    for (std::int64_t x = std::max<std::int64_t>(0, marked - b.n); x <= std::min<std::int64_t>(a.n, marked);
         ++x) {
        // Tables that are just as likely differ in the last bits.
        if (const double chance = hypergeometric(x, marked, a.n, total); chance <= here * (1 + 1e-7))
            sum += chance;
    }
    return std::min(1.0, sum);
}

MeanDifference from_t(double difference, double error, double df, double level) {
    const double half = student_quantile((1 + level) / 2, df) * error;
    const double t = difference / error;
    return {.difference = difference,
            .interval = {difference - half, difference + half},
            .t = t,
            .df = df,
            .p_value = 2 * student_cdf(-std::abs(t), df)};
}

void check_numbers(Refusal& wrong, std::string_view name, std::span<const double> values, bool times) {
    wrong.several(name, values.size(), 2);
    for (std::size_t i = 0; i < values.size() && !wrong; ++i) {
        if (times) {
            wrong.positive(item_of(name, i), values[i]);
        } else {
            wrong.that(std::isfinite(values[i]), "statistics.not_a_number", item_of(name, i));
        }
    }
}

core::Result<MeanDifference> welch(Refusal wrong, std::span<const double> a, std::span<const double> b,
                                   double level) {
    if (wrong.share("level", level)) return wrong.told();
    const Moments of_a = *moments(a), of_b = *moments(b);
    const auto n_a = static_cast<double>(of_a.n), n_b = static_cast<double>(of_b.n);
    const double v_a = of_a.sd * of_a.sd / n_a, v_b = of_b.sd * of_b.sd / n_b, v = v_a + v_b;
    if (wrong.that(v > 0, "statistics.no_variation", "a")) return wrong.told();
    const double df = v * v / (v_a * v_a / (n_a - 1) + v_b * v_b / (n_b - 1));
    return from_t(of_a.mean - of_b.mean, std::sqrt(v), df, level);
}

core::Result<MeanDifference> paired(Refusal wrong, std::span<const double> a, std::span<const double> b,
                                    double level) {
    if (wrong.as_many("b", b.size(), a.size()).share("level", level)) return wrong.told();
    std::vector<double> differences(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) differences[i] = a[i] - b[i];
    const Moments of = *moments(differences);
    if (wrong.that(of.sd > 0, "statistics.same_differences", "b")) return wrong.told();
    const auto n = static_cast<double>(of.n);
    return from_t(of.mean, of.sd / std::sqrt(n), n - 1, level);
}

Refusal check_both(std::span<const double> a, std::span<const double> b, bool times) {
    Refusal wrong;
    check_numbers(wrong, "a", a, times);
    check_numbers(wrong, "b", b, times);
    return wrong;
}

std::vector<double> logs(std::span<const double> times) {
    std::vector<double> result(times.begin(), times.end());
    for (double& time : result) time = std::log(time);
    return result;
}

core::Result<TimeRatio> as_ratio(const core::Result<MeanDifference>& of_logs) {
    if (!of_logs) return std::unexpected(of_logs.error());
    return TimeRatio{.ratio = std::exp(of_logs->difference),
                     .interval = {std::exp(of_logs->interval.low), std::exp(of_logs->interval.high)},
                     .t = of_logs->t,
                     .df = of_logs->df,
                     .p_value = of_logs->p_value};
}

}  // namespace

core::Result<double> fisher_exact(Count a, Count b) {
    if (const Refusal wrong = check(a, b)) return wrong.told();
    return fisher(a, b);
}

core::Result<RateDifference> compare_rates(Count a, Count b, double level) {
    Refusal wrong = check(a, b);
    if (wrong.share("level", level)) return wrong.told();
    const double n1 = a.n, n2 = b.n, n = n1 + n2, p1 = a.x / n1, p2 = b.x / n2, p = (a.x + b.x) / n;
    RateDifference result{.difference = p1 - p2};
    const double z = z_of(level), z2 = z * z;
    const double m1 = n1 + z2 / 2, m2 = n2 + z2 / 2, q1 = (a.x + z2 / 4) / m1, q2 = (b.x + z2 / 4) / m2;
    const double half = z * std::sqrt(q1 * (1 - q1) / m1 + q2 * (1 - q2) / m2);
    result.interval = {std::max(-1.0, q1 - q2 - half), std::min(1.0, q1 - q2 + half)};
    if (p > 0 && p < 1)
        result.z = (p1 - p2) * std::sqrt((n - 1) / n) / std::sqrt(p * (1 - p) * (1 / n1 + 1 / n2));
    result.exact = std::min(n1, n2) * std::min(p, 1 - p) < 1;
    result.p_value = result.exact ? fisher(a, b) : 2 * normal_cdf(-std::abs(result.z));
    return result;
}

core::Result<PairedRates> compare_paired_rates(Pairs pairs, double level) {
    const double n = double{1} * pairs.both + pairs.only_a + pairs.only_b + pairs.neither;
    Refusal wrong;
    if (wrong.at_least("n", n, 1).share("level", level)) return wrong.told();
    PairedRates result{.difference = (double{1} * pairs.only_a - pairs.only_b) / n};
    const double z = z_of(level), more = z * z / 8, m = n + 4 * more;
    const double p = (pairs.only_a + more) / m, q = (pairs.only_b + more) / m;
    const double half = z * std::sqrt((p + q - (p - q) * (p - q)) / m);
    result.interval = {std::max(-1.0, p - q - half), std::min(1.0, p - q + half)};
    const std::int64_t differ = std::int64_t{pairs.only_a} + pairs.only_b;
    const std::int64_t fewer = std::min(pairs.only_a, pairs.only_b);
    const double tail = binomial_cdf(fewer, differ, 0.5);
    result.p_exact = std::min(1.0, 2 * tail);
    const double here = tail - binomial_cdf(fewer - 1, differ, 0.5);
    if (differ > 0) result.p_mid = pairs.only_a == pairs.only_b ? 1 - here / 2 : 2 * tail - here;
    return result;
}

core::Result<TimeRatio> compare_times(std::span<const double> a, std::span<const double> b, double level) {
    const Refusal wrong = check_both(a, b, true);
    if (wrong) return wrong.told();
    return as_ratio(welch(wrong, logs(a), logs(b), level));
}

core::Result<TimeRatio> compare_paired_times(std::span<const double> a, std::span<const double> b,
                                             double level) {
    const Refusal wrong = check_both(a, b, true);
    if (wrong) return wrong.told();
    return as_ratio(paired(wrong, logs(a), logs(b), level));
}

core::Result<MeanDifference> compare_means(std::span<const double> a, std::span<const double> b,
                                           double level) {
    const Refusal wrong = check_both(a, b, false);
    if (wrong) return wrong.told();
    return welch(wrong, a, b, level);
}

core::Result<MeanDifference> compare_paired_means(std::span<const double> a, std::span<const double> b,
                                                  double level) {
    const Refusal wrong = check_both(a, b, false);
    if (wrong) return wrong.told();
    return paired(wrong, a, b, level);
}

}  // namespace ensaio::analytics
