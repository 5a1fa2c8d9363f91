#include "analytics/times.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analytics/quantiles.hpp"
#include "analytics/refusals.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::size_t kMedianFrom = 25;

Refusal check_times(std::span<const double> times, double level) {
    Refusal wrong;
    wrong.several("times", times.size(), 1).share("level", level);
    for (std::size_t i = 0; i < times.size() && !wrong; ++i) {
        if (!(times[i] > 0) || !std::isfinite(times[i])) wrong.positive(item_of("times", i), times[i]);
    }
    return wrong;
}

std::vector<double> sorted(std::span<const double> values) {
    std::vector<double> copy(values.begin(), values.end());
    std::ranges::sort(copy);
    return copy;
}

/// `values` sorted and not empty.
double percentile_of(const std::vector<double>& values, double share) {
    const double place = share * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
}

}  // namespace

core::Result<Moments> moments(std::span<const double> values) {
    if (const Refusal wrong = Refusal().several("values", values.size(), 1)) return wrong.told();
    Moments result{.n = values.size()};
    double squares = 0;  // Welford's: no large sums that cancel
    std::size_t n = 0;
    for (const double value : values) {
        const double off = value - result.mean;
        result.mean += off / static_cast<double>(++n);
        squares += off * (value - result.mean);
    }
    if (n > 1) result.sd = std::sqrt(squares / static_cast<double>(n - 1));
    return result;
}

core::Result<Mean> mean_with_interval(std::span<const double> values, double level, Interval within) {
    Refusal wrong;
    if (wrong.several("values", values.size(), 1).share("level", level)) return wrong.told();
    const Moments of = *moments(values);
    Mean result{.n = of.n, .mean = of.mean, .sd = of.sd, .interval = std::nullopt};
    if (of.n > 1) {
        const auto n = static_cast<double>(of.n);
        const double half = student_quantile((1 + level) / 2, n - 1) * of.sd / std::sqrt(n);
        result.interval =
            Interval{std::max(within.low, of.mean - half), std::min(within.high, of.mean + half)};
    }
    return result;
}

core::Result<double> percentile(std::span<const double> values, double share) {
    Refusal wrong;
    if (wrong.several("values", values.size(), 1).between("share", share, 0, 1)) return wrong.told();
    return percentile_of(sorted(values), share);
}

core::Result<Middle> geometric_mean(std::span<const double> times, double level) {
    if (const Refusal wrong = check_times(times, level)) return wrong.told();
    std::vector<double> logs;
    logs.reserve(times.size());
    for (const double time : times) logs.push_back(std::log(time));
    const Mean mean = *mean_with_interval(logs, level);
    Middle middle{.value = std::exp(mean.mean), .interval = std::nullopt};
    if (mean.interval)
        middle.interval = Interval{std::exp(mean.interval->low), std::exp(mean.interval->high)};
    return middle;
}

core::Result<Middle> median(std::span<const double> times, double level) {
    if (const Refusal wrong = check_times(times, level)) return wrong.told();
    const std::vector<double> order = sorted(times);
    Middle middle{.value = percentile_of(order, 0.5), .interval = std::nullopt};
    if (order.size() < 2) return middle;
    const auto n = static_cast<double>(order.size());
    const double half = normal_quantile((1 + level) / 2) * std::sqrt(n / 4);
    const auto rank = [&](double place) {
        return static_cast<std::size_t>(std::clamp(std::ceil(place), 1.0, n)) - 1;
    };
    middle.interval = Interval{order[rank(n / 2 - half)], order[rank(n / 2 + half)]};
    return middle;
}

core::Result<TimeOnTask> time_on_task(std::span<const double> times, double level) {
    const bool is_median = times.size() >= kMedianFrom;
    auto middle = is_median ? median(times, level) : geometric_mean(times, level);
    if (!middle) return std::unexpected(std::move(middle.error()));
    return TimeOnTask{.n = times.size(),
                      .is_median = is_median,
                      .middle = *middle,
                      .mean = moments(times)->mean,
                      .shortest = std::ranges::min(times),
                      .longest = std::ranges::max(times)};
}

}  // namespace ensaio::analytics
