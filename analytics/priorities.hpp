// What to do first: what people think of a finding, in one number, and the order that follows. The numbers
// are people's; nothing here comes from a test.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace ensaio::analytics {

/// Gravidade × urgência × tendência, 1 to 125. Kepner and Tregoe 1981, as used in Brazilian public service.
/// Errors: one of them is not a whole number from 1 to 5 ("gravity", "urgency", "tendency").
core::Result<double> gut(double gravity, double urgency, double tendency);

/// Impact and effort from 1 to 5, high from 3 and from 4 (docs/metrics.md).
enum class Quadrant : std::uint8_t { do_now, plan, if_time_is_left, not_now };
std::string_view quadrant_name(Quadrant quadrant);
struct ImpactEffort {
    double score = 0;  // impact × confidence ÷ effort, 0.2 to 15
    Quadrant quadrant = Quadrant::not_now;
};
/// Errors: impact or effort not whole from 1 to 5, confidence not whole from 1 to 3.
core::Result<ImpactEffort> impact_effort(double impact, double effort, double confidence);

/// Reach × impact × confidence ÷ effort. `reach` people in a period, `impact` 0 to 3, `confidence` 0 to 1,
/// `effort` person-months, over 0. McBride 2018. Errors: outside of these.
core::Result<double> rice(double reach, double impact, double confidence, double effort);

/// Impact × confidence × ease, 1 to 10 each: 1 to 1000. Ellis 2017. Errors: outside of these.
core::Result<double> ice(double impact, double confidence, double ease);

/// Impact × capacity × satisfaction, 5, 3 or 1 each: 1 to 125. Common Assessment Framework, as Portugal's
/// DGAEP uses it to choose what to improve. Errors: one of them is not 5, 3 or 1
/// ("impact", "capacity", "satisfaction").
core::Result<double> caf(double impact, double capacity, double satisfaction);

/// MoSCoW (Clegg and Barker 1994): "must" 4, "should" 3, "could" 2, "wont" 1: an order and no quantity.
/// Errors: another word ("category").
core::Result<double> moscow(std::string_view category);

/// The place of each score, the highest first: 1, 2, 2, 4: ties have the same place and are shown as ties.
/// Scores that read the same in ten digits are ties: 3 × 0.8 ÷ 3 and 0.8 are not the same double.
/// A score that is not a number has no place: 0.
std::vector<unsigned> places_of(std::span<const double> scores);

/// Severity 0 to 4 of one problem by several raters (Nielsen 1994).
struct Severity {
    std::size_t raters = 0;
    double mean = 0, lowest = 0, highest = 0;
};
/// Errors: no rating ("ratings"), one that is not whole from 0 to 4 ("ratings[i]").
core::Result<Severity> severity(std::span<const double> ratings);

}  // namespace ensaio::analytics
