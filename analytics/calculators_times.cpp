#include <cereal/cereal.hpp>

#include <array>
#include <vector>

#include "analytics/calculator_input.hpp"
#include "analytics/calculator_tables.hpp"
#include "analytics/times.hpp"
#include "analytics/wayfinding.hpp"

namespace ensaio::analytics {
namespace {

struct TimesInput {
    std::vector<double> times;
    double level = kLevel;
    template <class Archive>
    void serialize(Archive& json) {
        json(many("times", times), optional_nvp("level", level));
    }
};

core::Errors time(const TimesInput& in, JsonOut& out) {
    const auto of = time_on_task(in.times, in.level);
    if (!of) return of.error();
    const Middle middles[] = {*geometric_mean(in.times, in.level), *median(in.times, in.level)};
    out.count("n", of->n).text("measure", of->is_median ? "median" : "geometric_mean");
    out.number("value", of->middle.value).number("level", in.level).interval("interval", of->middle.interval);
    out.number("geometric_mean", middles[0].value).interval("geometric_mean_interval", middles[0].interval);
    out.number("median", middles[1].value).interval("median_interval", middles[1].interval);
    out.number("mean", of->mean).number("shortest", of->shortest).number("longest", of->longest);
    return {};
}

struct LostnessInput {
    unsigned different = 0, seen = 0, fewest = 0;
    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("different", different), make_nvp("seen", seen), make_nvp("fewest", fewest));
    }
};

core::Errors lost(const LostnessInput& in, JsonOut& out) {
    const auto of = lostness(in.different, in.seen, in.fewest);
    if (!of) return of.error();
    out.number("lostness", *of).text("reading", lostness_name(*of));
    return {};
}

struct ClicksInput {
    unsigned dead = 0, clicks = 0;
    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("dead", dead), make_nvp("clicks", clicks));
    }
};

core::Errors misclicks(const ClicksInput& in, JsonOut& out) {
    const auto of = misclick_rate(in.dead, in.clicks);
    if (!of) return of.error();
    out.number("misclick_rate", *of);
    return {};
}

struct AttemptInput {
    bool reached = false;
    double seconds = 0;
    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("reached", reached), make_nvp("seconds", seconds));
    }
};
struct EfficiencyInput {
    std::vector<AttemptInput> attempts;
    template <class Archive>
    void serialize(Archive& json) {
        json(many("attempts", attempts));
    }
};

core::Errors efficient(const EfficiencyInput& in, JsonOut& out) {
    std::vector<Attempt> attempts;
    for (const AttemptInput& attempt : in.attempts) attempts.push_back({attempt.reached, attempt.seconds});
    const auto of = efficiency(attempts);
    if (!of) return of.error();
    out.number("time_based_per_second", of->time_based).number("overall_relative", of->overall_relative);
    out.number("core_percent_per_minute", of->core);
    return {};
}

struct ScreenInput {
    double exit_percent = 0, misclick_percent = 0, mean_seconds = 0;
    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("exit_percent", exit_percent), make_nvp("misclick_percent", misclick_percent),
             make_nvp("mean_seconds", mean_seconds));
    }
};

core::Errors score(const ScreenInput& in, JsonOut& out) {
    const auto of = screen_score(in.exit_percent, in.misclick_percent, in.mean_seconds);
    if (!of) return of.error();
    out.number("score", *of);
    return {};
}

constexpr std::array kRows = {
    Calculator{"time", R"({"times": [94.2, 61.5, 130, 75.1, 88]})",
               [](core::JsonReader& json, JsonOut& out) { return calculated<TimesInput>(json, out, time); }},
    Calculator{
        "lostness", R"({"different": 7, "seen": 11, "fewest": 6})",
        [](core::JsonReader& json, JsonOut& out) { return calculated<LostnessInput>(json, out, lost); }},
    Calculator{
        "misclicks", R"({"dead": 3, "clicks": 40})",
        [](core::JsonReader& json, JsonOut& out) { return calculated<ClicksInput>(json, out, misclicks); }},
    Calculator{"efficiency",
               R"({"attempts": [{"reached": true, "seconds": 60}, {"reached": false, "seconds": 90}]})",
               [](core::JsonReader& json, JsonOut& out) {
                   return calculated<EfficiencyInput>(json, out, efficient);
               }},
    Calculator{
        "screen-score", R"({"exit_percent": 10, "misclick_percent": 8, "mean_seconds": 12})",
        [](core::JsonReader& json, JsonOut& out) { return calculated<ScreenInput>(json, out, score); }},
};

}  // namespace

std::span<const Calculator> time_calculators() { return kRows; }

}  // namespace ensaio::analytics
