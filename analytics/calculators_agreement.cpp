#include <cereal/cereal.hpp>

#include <array>
#include <string>
#include <vector>

#include "analytics/agreement.hpp"
#include "analytics/calculator_input.hpp"
#include "analytics/calculator_tables.hpp"

namespace ensaio::analytics {
namespace {

template <class Choice, std::size_t N>
using Words = std::array<std::pair<std::string_view, Choice>, N>;

/// What a word of the input stands for; an error where it stands for nothing.
template <class Choice, std::size_t N>
core::Result<Choice> choice(const Words<Choice, N>& words, const std::string& word, std::string_view where) {
    std::vector<std::string_view> known;
    for (const auto& [name, value] : words) {
        if (name == word) return value;
        known.push_back(name);
    }
    return core::fail("statistics.unknown_word", std::string(where), {word, core::joined(known)});
}

constexpr Words<Weights, 3> kWeights = {
    {{"plain", Weights::plain}, {"linear", Weights::linear}, {"quadratic", Weights::quadratic}}};
constexpr Words<Scale, 3> kScales = {
    {{"nominal", Scale::nominal}, {"ordinal", Scale::ordinal}, {"interval", Scale::interval}}};

struct KappaInput {
    std::vector<double> a, b;
    int least = 0, most = 4;
    std::string weights = "plain";
    double level = kLevel;
    template <class Archive>
    void serialize(Archive& json) {
        json(many("a", a), many("b", b), optional_nvp("least", least), optional_nvp("most", most),
             optional_nvp("weights", weights), optional_nvp("level", level));
    }
};

core::Errors cohen(const KappaInput& in, JsonOut& out) {
    const auto weights = choice(kWeights, in.weights, "weights");
    if (!weights) return weights.error();
    const auto of = cohen_kappa(in.a, in.b, in.least, in.most, *weights, in.level);
    if (!of) return of.error();
    out.count("items", of->items).number("agreement", of->agreement).number("by_chance", of->by_chance);
    out.number("kappa", of->kappa).number("level", in.level).interval("interval", of->interval);
    return {};
}

struct CountsInput {
    std::vector<Row> counts;
    template <class Archive>
    void serialize(Archive& json) {
        json(many("counts", counts));
    }
};

core::Errors fleiss(const CountsInput& in, JsonOut& out) {
    std::vector<std::vector<double>> counts;
    for (const Row& row : in.counts) counts.push_back(row.numbers());  // a category nobody chose may be null
    const auto of = fleiss_kappa(counts);
    if (!of) return of.error();
    out.count("items", of->items).count("raters", of->raters).number("agreement", of->agreement);
    out.number("by_chance", of->by_chance).number("kappa", of->kappa);
    return {};
}

struct RatersInput {
    std::vector<Row> ratings;
    std::string scale = "ordinal";
    template <class Archive>
    void serialize(Archive& json) {
        json(many("ratings", ratings), optional_nvp("scale", scale));
    }
};

core::Errors all_raters(const RatersInput& in, JsonOut& out) {
    const auto scale = choice(kScales, in.scale, "scale");
    if (!scale) return scale.error();
    std::vector<std::vector<std::optional<double>>> ratings;
    for (const Row& row : in.ratings) ratings.push_back(row.answers);
    const auto of = krippendorff(ratings, *scale);
    if (!of) return of.error();
    out.count("items", of->items).count("ratings", of->ratings).number("alpha", of->alpha);
    return {};
}

constexpr std::array kRows = {
    Calculator{"kappa", R"({"a": [0, 2, 3, 4, 1], "b": [0, 2, 4, 4, 2], "weights": "quadratic"})",
               [](core::JsonReader& json, JsonOut& out) { return calculated<KappaInput>(json, out, cohen); }},
    Calculator{
        "fleiss", R"({"counts": [[3, 0, 0], [1, 2, 0], [0, 0, 3]]})",
        [](core::JsonReader& json, JsonOut& out) { return calculated<CountsInput>(json, out, fleiss); }},
    Calculator{
        "krippendorff",
        R"({"ratings": [[1, 2, 3, null], [1, 2, 4, 2], [null, 2, 3, 2]], "scale": "ordinal"})",
        [](core::JsonReader& json, JsonOut& out) { return calculated<RatersInput>(json, out, all_raters); }},
};

}  // namespace

std::span<const Calculator> agreement_calculators() { return kRows; }

}  // namespace ensaio::analytics
