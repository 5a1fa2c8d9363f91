#include "analytics/discovery.hpp"

#include <algorithm>
#include <cmath>

#include "analytics/refusals.hpp"

namespace ensaio::analytics {

core::Result<double> chance_to_see(double p, unsigned people) {
    Refusal wrong;
    if (wrong.share("p", p).at_least("people", people, 1)) return wrong.told();
    return -std::expm1(people * std::log1p(-p));
}

core::Result<unsigned> people_to_see(double p, double goal) {
    Refusal wrong;
    if (wrong.share("p", p).share("goal", goal)) return wrong.told();
    // A goal that is met exactly must not be rounded up by the last bit.
    const double people = std::ceil(std::log1p(-goal) / std::log1p(-p) - 1e-9);
    return static_cast<unsigned>(std::clamp(people, 1.0, 4e9));
}

core::Result<Discovery> discovery(std::span<const unsigned> seen_by, unsigned people) {
    Refusal wrong;
    wrong.at_least("people", people, 2).several("seen_by", seen_by.size(), 1);
    for (std::size_t i = 0; i < seen_by.size() && !wrong; ++i)
        wrong.between(item_of("seen_by", i), seen_by[i], 1, people);
    if (wrong) return wrong.told();
    const double n = people;
    Discovery result{.people = people, .problems = static_cast<unsigned>(seen_by.size())};
    result.seen_once = static_cast<unsigned>(std::ranges::count(seen_by, 1u));
    for (const unsigned met : seen_by) result.p += met / n;
    result.p /= result.problems;
    result.p_adjusted = (result.p - 1 / n) * (1 - 1 / n) / 2 +
                        result.p / (1 + static_cast<double>(result.seen_once) / result.problems) / 2;
    result.share_found = 1 - std::pow(1 - result.p_adjusted, n);
    result.total = result.problems / result.share_found;
    return result;
}

}  // namespace ensaio::analytics
