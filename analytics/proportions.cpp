#include "analytics/proportions.hpp"

#include <algorithm>
#include <cmath>

#include "analytics/quantiles.hpp"
#include "analytics/refusals.hpp"

namespace ensaio::analytics {
namespace {

Refusal check(Count count, double level) {
    Refusal wrong;
    wrong.at_least("n", count.n, 1).between("x", count.x, 0, count.n).share("level", level);
    return wrong;
}

double z_of(double level) { return normal_quantile((1 + level) / 2); }

}  // namespace

core::Result<Interval> adjusted_wald(Count count, double level) {
    if (const Refusal wrong = check(count, level)) return wrong.told();
    const double z = z_of(level), n = count.n + z * z, p = (count.x + z * z / 2) / n;
    const double half = z * std::sqrt(p * (1 - p) / n);
    return Interval{std::max(0.0, p - half), std::min(1.0, p + half)};
}

core::Result<Interval> wilson(Count count, double level) {
    if (const Refusal wrong = check(count, level)) return wrong.told();
    const double z = z_of(level), n = count.n, p = count.x / n, z2 = z * z;
    const double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
    const double half = z / (1 + z2 / n) * std::sqrt(p * (1 - p) / n + z2 / (4 * n * n));
    return Interval{count.x == 0 ? 0.0 : middle - half, count.x == count.n ? 1.0 : middle + half};
}

core::Result<Interval> clopper_pearson(Count count, double level) {
    if (const Refusal wrong = check(count, level)) return wrong.told();
    const double tail = (1 - level) / 2, x = count.x, n = count.n;
    return Interval{count.x == 0 ? 0.0 : beta_quantile(tail, x, n - x + 1),
                    count.x == count.n ? 1.0 : beta_quantile(1 - tail, x + 1, n - x)};
}

core::Result<double> likely_rate(Count count) {
    if (const Refusal wrong = check(count, kLevel)) return wrong.told();
    const double p = static_cast<double>(count.x) / count.n, z = z_of(kLevel);
    if (p <= 0.5) return (count.x + z * z / 2) / (count.n + z * z);
    if (p < 0.9) return p;
    return (count.x + 1.0) / (count.n + 2.0);
}

core::Result<double> chance_above(Count count, double benchmark) {
    Refusal wrong = check(count, kLevel);
    if (wrong.share("benchmark", benchmark)) return wrong.told();
    return binomial_cdf(static_cast<std::int64_t>(count.x) - 1, count.n, benchmark);
}

core::Result<Rate> rate(Count count, double level) {
    const auto interval = adjusted_wald(count, level);
    if (!interval) return std::unexpected(interval.error());
    return Rate{.count = count,
                .share = static_cast<double>(count.x) / count.n,
                .likely = *likely_rate(count),
                .interval = *interval};
}

core::Result<unsigned> people_for_margin(double margin, double expected, double level) {
    Refusal wrong;
    wrong.share("margin", margin).between("expected", expected, 0, 1).share("level", level);
    if (wrong.that(margin >= 0.001 && margin <= 0.5, "statistics.not_a_margin", "margin"))
        return wrong.told();
    const double z = z_of(level), z2 = z * z;
    double n = std::max(1.0, std::floor(z2 * expected * (1 - expected) / (margin * margin) - z2));
    const auto half = [&] {
        const double p = (n * expected + z2 / 2) / (n + z2);
        return z * std::sqrt(p * (1 - p) / (n + z2));
    };
    while (half() > margin) ++n;
    return static_cast<unsigned>(n);
}

}  // namespace ensaio::analytics
