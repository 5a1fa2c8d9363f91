#include "analytics/indicators.hpp"

#include <map>
#include <utility>

#include "analytics/refusals.hpp"

namespace ensaio::analytics {
namespace {

struct Sums {
    double days = 0, age = 0;
    std::size_t in_time = 0;
};

std::optional<double> mean_of(double sum, std::size_t n) {
    if (n == 0) return std::nullopt;
    return sum / static_cast<double>(n);
}

std::vector<Tma> by(std::string Request::* group, std::span<const Request> requests, double from, double to) {
    std::map<std::string, std::pair<Tma, Sums>> groups;
    for (const Request& request : requests) {
        auto& [row, sums] = groups[request.*group];
        if (request.opened >= to) continue;
        if (!request.closed || *request.closed >= to) {
            ++row.open;
            sums.age += to - request.opened;
        } else if (request.opened >= from) {
            const double took = *request.closed - request.opened;
            ++row.concluded;
            sums.days += took;
            if (!request.deadline) continue;
            ++row.with_deadline;
            if (took <= *request.deadline) ++sums.in_time;
        }
    }
    std::vector<Tma> rows;
    for (auto& [name, both] : groups) {
        auto& [row, sums] = both;
        row.name = name;
        row.days = mean_of(sums.days, row.concluded);
        row.age_of_open = mean_of(sums.age, row.open);
        row.within_deadline = mean_of(static_cast<double>(sums.in_time), row.with_deadline);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace

core::Result<TmaTable> tma(std::span<const Request> requests, double from, double to) {
    Refusal wrong;
    wrong.several("requests", requests.size(), 1).that(to > from, "statistics.window", "to");
    for (std::size_t i = 0; i < requests.size() && !wrong; ++i) {
        const Request& request = requests[i];
        const std::string where = item_of("requests", i);
        wrong.that(!request.closed || *request.closed >= request.opened, "statistics.closed_before_opened",
                   where + ".closed");
        if (request.deadline) wrong.positive(where + ".deadline", *request.deadline);
    }
    if (wrong) return wrong.told();

    TmaTable table{.services = by(&Request::service, requests, from, to),
                   .bodies = by(&Request::body, requests, from, to)};
    std::erase_if(table.bodies, [](const Tma& body) { return body.name.empty(); });
    double of_services = 0;
    std::size_t known = 0;
    for (const Tma& service : table.services) {
        of_services += service.days.value_or(0);
        known += service.days.has_value();
    }
    table.days = mean_of(of_services, known);
    return table;
}

core::Result<double> cost_of(const Cost& cost, std::string_view where) {
    const std::string path(where);
    Refusal wrong;
    double sum = cost.travel + cost.copies + cost.fees;
    for (std::size_t i = 0; i < cost.steps.size(); ++i) {
        const std::string step = item_of(path + ".steps", i);
        wrong.at_least(step + ".hours", cost.steps[i].hours, 0);
        wrong.at_least(step + ".hourly_value", cost.steps[i].hourly_value, 0);
        sum += cost.steps[i].hours * cost.steps[i].hourly_value;
    }
    wrong.at_least(path + ".travel", cost.travel, 0).at_least(path + ".copies", cost.copies, 0);
    if (wrong.at_least(path + ".fees", cost.fees, 0)) return wrong.told();
    return sum;
}

core::Result<Savings> savings(const Change& change) {
    Refusal wrong;
    if (wrong.at_least("volume", change.volume, 0).at_least("investment", change.investment, 0))
        return wrong.told();
    const auto citizen_before = cost_of(change.citizen_before, "citizen_before");
    const auto citizen_after = cost_of(change.citizen_after, "citizen_after");
    const auto city_before = cost_of(change.city_before, "city_before");
    const auto city_after = cost_of(change.city_after, "city_after");
    for (const auto* cost : {&citizen_before, &citizen_after, &city_before, &city_after}) {
        if (!*cost) return std::unexpected(cost->error());
    }
    Savings result{.citizen_each = *citizen_before - *citizen_after, .city_each = *city_before - *city_after};
    result.citizen = result.citizen_each * change.volume;
    result.city = result.city_each * change.volume;
    result.total = result.citizen + result.city;
    if (change.investment > 0) {
        result.back = result.total / change.investment;
        result.city_back = result.city / change.investment;
        if (result.city > 0) result.payback_months = 12 * change.investment / result.city;
    }
    return result;
}

}  // namespace ensaio::analytics
