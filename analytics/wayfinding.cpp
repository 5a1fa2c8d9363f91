#include "analytics/wayfinding.hpp"

#include <algorithm>
#include <cmath>

#include "analytics/refusals.hpp"

namespace ensaio::analytics {

core::Result<double> lostness(unsigned different, unsigned seen, unsigned fewest) {
    Refusal wrong;
    wrong.at_least("different", different, 1).at_least("seen", seen, different).at_least("fewest", fewest, 1);
    if (wrong) return wrong.told();
    const double again = static_cast<double>(different) / seen - 1;
    const double beyond = static_cast<double>(fewest) / different - 1;
    return std::hypot(again, beyond);
}

std::string_view lostness_name(double lostness) {
    if (lostness < 0.4) return "not_lost";
    return lostness > 0.5 ? "lost" : "unsure";
}

core::Result<double> misclick_rate(unsigned dead, unsigned clicks) {
    Refusal wrong;
    if (wrong.at_least("clicks", clicks, 1).between("dead", dead, 0, clicks)) return wrong.told();
    return static_cast<double>(dead) / clicks;
}

core::Result<Efficiency> efficiency(std::span<const Attempt> attempts) {
    Refusal wrong;
    wrong.several("attempts", attempts.size(), 1);
    double speeds = 0, good = 0, all = 0, reached = 0;
    for (std::size_t i = 0; i < attempts.size(); ++i) {
        const Attempt& attempt = attempts[i];
        if (!(attempt.seconds > 0) || !std::isfinite(attempt.seconds))
            wrong.positive(item_of("attempts", i) + ".seconds", attempt.seconds);
        all += attempt.seconds;
        if (!attempt.reached) continue;
        speeds += 1 / attempt.seconds;
        good += attempt.seconds;
        reached += 1;
    }
    if (wrong) return wrong.told();
    const auto n = static_cast<double>(attempts.size());
    return Efficiency{.time_based = speeds / n,
                      .overall_relative = good / all,
                      .core = (100 * reached / n) / (all / n / 60)};
}

core::Result<double> screen_score(double exit_percent, double misclick_percent, double mean_seconds) {
    Refusal wrong;
    wrong.between("exit_percent", exit_percent, 0, 100)
        .between("misclick_percent", misclick_percent, 0, 100)
        .at_least("mean_seconds", mean_seconds, 0);
    if (wrong) return wrong.told();
    const double slow = std::clamp((mean_seconds - 5) / 2, 0.0, 10.0);
    return std::max(0.0, 100 - exit_percent - misclick_percent / 2 - slow);
}

}  // namespace ensaio::analytics
