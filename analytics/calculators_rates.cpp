#include <cereal/cereal.hpp>

#include <array>
#include <vector>

#include "analytics/calculator_input.hpp"
#include "analytics/calculator_tables.hpp"
#include "analytics/discovery.hpp"
#include "analytics/proportions.hpp"

namespace ensaio::analytics {
namespace {

struct CompletionInput {
    unsigned x = 0, n = 0;
    std::optional<double> benchmark;
    double level = kLevel;
    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("x", x), make_nvp("n", n), optional_nvp("benchmark", benchmark),
             optional_nvp("level", level));
    }
};

core::Errors completion(const CompletionInput& in, JsonOut& out) {
    const Count count{in.x, in.n};
    const auto of = rate(count, in.level);
    if (!of) return of.error();
    out.count("x", in.x).count("n", in.n).number("share", of->share).number("likely", of->likely);
    out.number("level", in.level).interval("adjusted_wald", of->interval);
    out.interval("wilson", *wilson(count, in.level)).interval("exact", *clopper_pearson(count, in.level));
    if (in.benchmark) {
        const auto chance = chance_above(count, *in.benchmark);
        if (!chance) return chance.error();
        out.number("benchmark", *in.benchmark).number("chance_above_benchmark", *chance);
    }
    return {};
}

struct MarginInput {
    double margin = 0, expected = 0.5, level = kLevel;
    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("margin", margin), optional_nvp("expected", expected), optional_nvp("level", level));
    }
};

core::Errors sample_size(const MarginInput& in, JsonOut& out) {
    const auto people = people_for_margin(in.margin, in.expected, in.level);
    if (!people) return people.error();
    out.count("people", *people);
    return {};
}

struct SeenInput {
    double p = 0;
    std::optional<unsigned> people;
    std::optional<double> goal;
    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("p", p), optional_nvp("people", people), optional_nvp("goal", goal));
    }
};

core::Errors chance(const SeenInput& in, JsonOut& out) {
    if (!in.people && !in.goal) return {{.code = "statistics.people_or_goal", .where = "people", .args = {}}};
    if (in.people) {
        const auto seen = chance_to_see(in.p, *in.people);
        if (!seen) return seen.error();
        out.number("chance_to_see", *seen);
    }
    if (in.goal) {
        const auto people = people_to_see(in.p, *in.goal);
        if (!people) return people.error();
        out.count("people_for_goal", *people);
    }
    return {};
}

struct DiscoveryInput {
    unsigned people = 0;
    std::vector<unsigned> seen_by;
    double goal = 0.85;
    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("people", people), many("seen_by", seen_by), optional_nvp("goal", goal));
    }
};

core::Errors found(const DiscoveryInput& in, JsonOut& out) {
    const auto of = discovery(in.seen_by, in.people);
    if (!of) return of.error();
    const auto people = people_to_see(of->p_adjusted, in.goal);
    if (!people) return people.error();
    out.count("people", of->people).count("problems", of->problems).count("seen_once", of->seen_once);
    out.number("p", of->p).number("p_adjusted", of->p_adjusted).number("share_found", of->share_found);
    out.number("total", of->total).number("goal", in.goal).count("people_for_goal", *people);
    out.count("more_people", *people > of->people ? *people - of->people : 0);
    return {};
}

constexpr std::array kRows = {
    Calculator{"completion", R"({"x": 4, "n": 5, "benchmark": 0.7})",
               [](core::JsonReader& json, JsonOut& out) {
                   return calculated<CompletionInput>(json, out, completion);
               }},
    Calculator{
        "sample-size", R"({"margin": 0.1, "expected": 0.8})",
        [](core::JsonReader& json, JsonOut& out) { return calculated<MarginInput>(json, out, sample_size); }},
    Calculator{"discovery-chance", R"({"p": 0.31, "people": 5, "goal": 0.85})",
               [](core::JsonReader& json, JsonOut& out) { return calculated<SeenInput>(json, out, chance); }},
    Calculator{
        "discovery", R"({"people": 5, "seen_by": [4, 1, 2, 1], "goal": 0.9})",
        [](core::JsonReader& json, JsonOut& out) { return calculated<DiscoveryInput>(json, out, found); }},
};

}  // namespace

std::span<const Calculator> rate_calculators() { return kRows; }

}  // namespace ensaio::analytics
