#include "analytics/priorities.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "analytics/refusals.hpp"
#include "analytics/ten_digits.hpp"

namespace ensaio::analytics {

core::Result<double> gut(double gravity, double urgency, double tendency) {
    Refusal wrong;
    wrong.between("gravity", gravity, 1, 5).whole("gravity", gravity);
    wrong.between("urgency", urgency, 1, 5).whole("urgency", urgency);
    wrong.between("tendency", tendency, 1, 5).whole("tendency", tendency);
    if (wrong) return wrong.told();
    return gravity * urgency * tendency;
}

std::string_view quadrant_name(Quadrant quadrant) {
    switch (quadrant) {
        case Quadrant::do_now: return "do_now";
        case Quadrant::plan: return "plan";
        case Quadrant::if_time_is_left: return "if_time_is_left";
        case Quadrant::not_now: return "not_now";
    }
    return "";
}

core::Result<ImpactEffort> impact_effort(double impact, double effort, double confidence) {
    Refusal wrong;
    wrong.between("impact", impact, 1, 5).whole("impact", impact);
    wrong.between("effort", effort, 1, 5).whole("effort", effort);
    wrong.between("confidence", confidence, 1, 3).whole("confidence", confidence);
    if (wrong) return wrong.told();
    const bool much = impact >= 3, hard = effort >= 4;
    const Quadrant of_much = hard ? Quadrant::plan : Quadrant::do_now;
    const Quadrant of_little = hard ? Quadrant::not_now : Quadrant::if_time_is_left;
    return ImpactEffort{.score = impact * confidence / effort, .quadrant = much ? of_much : of_little};
}

core::Result<double> rice(double reach, double impact, double confidence, double effort) {
    Refusal wrong;
    wrong.at_least("reach", reach, 0).between("impact", impact, 0, 3);
    if (wrong.between("confidence", confidence, 0, 1).positive("effort", effort)) return wrong.told();
    return reach * impact * confidence / effort;
}

core::Result<double> ice(double impact, double confidence, double ease) {
    Refusal wrong;
    wrong.between("impact", impact, 1, 10).between("confidence", confidence, 1, 10);
    if (wrong.between("ease", ease, 1, 10)) return wrong.told();
    return impact * confidence * ease;
}

core::Result<double> caf(double impact, double capacity, double satisfaction) {
    const auto is_level = [](double value) { return value == 5 || value == 3 || value == 1; };
    Refusal wrong;
    wrong.that(is_level(impact), "statistics.not_a_level", "impact");
    wrong.that(is_level(capacity), "statistics.not_a_level", "capacity");
    wrong.that(is_level(satisfaction), "statistics.not_a_level", "satisfaction");
    if (wrong) return wrong.told();
    return impact * capacity * satisfaction;
}

core::Result<double> moscow(std::string_view category) {
    constexpr std::array<std::string_view, 4> kCategories = {"wont", "could", "should", "must"};
    const auto* const place = std::ranges::find(kCategories, category);
    if (place == kCategories.end())
        return core::fail("statistics.unknown_word", "category",
                          {std::string(category), "must, should, could, wont"});
    return static_cast<double>(place - kCategories.begin() + 1);
}

std::vector<unsigned> places_of(std::span<const double> given) {
    std::vector<double> scores(given.begin(), given.end());
    for (double& score : scores) score = in_ten_digits(score);
    std::vector<unsigned> places(scores.size());
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (std::isnan(scores[i])) continue;
        places[i] = 1 + static_cast<unsigned>(
                            std::ranges::count_if(scores, [&](double other) { return other > scores[i]; }));
    }
    return places;
}

core::Result<Severity> severity(std::span<const double> ratings) {
    Refusal wrong;
    wrong.several("ratings", ratings.size(), 1);
    for (std::size_t i = 0; i < ratings.size() && !wrong; ++i)
        wrong.between(item_of("ratings", i), ratings[i], 0, 4).whole(item_of("ratings", i), ratings[i]);
    if (wrong) return wrong.told();
    return Severity{
        .raters = ratings.size(),
        .mean = std::accumulate(ratings.begin(), ratings.end(), 0.0) / static_cast<double>(ratings.size()),
        .lowest = std::ranges::min(ratings),
        .highest = std::ranges::max(ratings)};
}

}  // namespace ensaio::analytics
