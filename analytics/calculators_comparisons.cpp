#include <cereal/cereal.hpp>

#include <array>
#include <vector>

#include "analytics/calculator_input.hpp"
#include "analytics/calculator_tables.hpp"
#include "analytics/comparisons.hpp"

namespace ensaio::analytics {
namespace {

struct CountInput {
    unsigned x = 0, n = 0;
    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("x", x), make_nvp("n", n));
    }
};
struct RatesInput {
    CountInput a, b;
    double level = kLevel;
    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("a", a), make_nvp("b", b), optional_nvp("level", level));
    }
};

core::Errors rates(const RatesInput& in, JsonOut& out) {
    const Count a{in.a.x, in.a.n}, b{in.b.x, in.b.n};
    const auto of = compare_rates(a, b, in.level);
    if (!of) return of.error();
    out.number("difference", of->difference).number("level", in.level).interval("interval", of->interval);
    out.text("test", of->exact ? "fisher_exact" : "n_minus_1")
        .number("z", of->z)
        .number("p_value", of->p_value);
    out.number("p_fisher_exact", *fisher_exact(a, b));
    return {};
}

struct PairsInput {
    unsigned both = 0, only_a = 0, only_b = 0, neither = 0;
    double level = kLevel;
    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("both", both), make_nvp("only_a", only_a), make_nvp("only_b", only_b),
             make_nvp("neither", neither), optional_nvp("level", level));
    }
};

core::Errors pairs(const PairsInput& in, JsonOut& out) {
    const auto of = compare_paired_rates({in.both, in.only_a, in.only_b, in.neither}, in.level);
    if (!of) return of.error();
    out.number("difference", of->difference).number("level", in.level).interval("interval", of->interval);
    out.number("p_exact", of->p_exact).number("p_mid", of->p_mid);
    return {};
}

struct ListsInput {
    std::vector<double> a, b;
    bool paired = false;
    double level = kLevel;
    template <class Archive>
    void serialize(Archive& json) {
        json(many("a", a), many("b", b), optional_nvp("paired", paired), optional_nvp("level", level));
    }
};

core::Errors times(const ListsInput& in, JsonOut& out) {
    const auto of =
        in.paired ? compare_paired_times(in.a, in.b, in.level) : compare_times(in.a, in.b, in.level);
    if (!of) return of.error();
    out.number("ratio", of->ratio).number("level", in.level).interval("interval", of->interval);
    out.text("test", in.paired ? "paired_t" : "welch_t").number("t", of->t).number("df", of->df);
    out.number("p_value", of->p_value);
    return {};
}

core::Errors means(const ListsInput& in, JsonOut& out) {
    const auto of =
        in.paired ? compare_paired_means(in.a, in.b, in.level) : compare_means(in.a, in.b, in.level);
    if (!of) return of.error();
    out.number("difference", of->difference).number("level", in.level).interval("interval", of->interval);
    out.text("test", in.paired ? "paired_t" : "welch_t").number("t", of->t).number("df", of->df);
    out.number("p_value", of->p_value);
    return {};
}

constexpr std::array kRows = {
    Calculator{"compare-rates", R"({"a": {"x": 11, "n": 12}, "b": {"x": 5, "n": 10}})",
               [](core::JsonReader& json, JsonOut& out) { return calculated<RatesInput>(json, out, rates); }},
    Calculator{"mcnemar", R"({"both": 1, "only_a": 1, "only_b": 7, "neither": 12})",
               [](core::JsonReader& json, JsonOut& out) { return calculated<PairsInput>(json, out, pairs); }},
    Calculator{"compare-times", R"({"a": [40, 55, 61, 38], "b": [70, 64, 90, 82], "paired": false})",
               [](core::JsonReader& json, JsonOut& out) { return calculated<ListsInput>(json, out, times); }},
    Calculator{"compare-means", R"({"a": [5, 6, 7, 6], "b": [4, 5, 5, 3], "paired": true})",
               [](core::JsonReader& json, JsonOut& out) { return calculated<ListsInput>(json, out, means); }},
};

}  // namespace

std::span<const Calculator> comparison_calculators() { return kRows; }

}  // namespace ensaio::analytics
