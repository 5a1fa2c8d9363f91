// How far several people who judge the same things agree, beyond chance.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analytics/proportions.hpp"

namespace ensaio::analytics {

enum class Weights { plain, linear, quadratic };

/// Two raters. 1: full agreement, 0: as by chance. Cohen 1960; weights Cohen 1968: a disagreement by d
/// categories counts d/(k − 1) or its square.
struct Kappa {
    std::size_t items = 0;
    double agreement = 0;  // share of items, weighted
    double by_chance = 0;
    double kappa = 0;
    Interval interval;  // kappa ± z se, clipped to −1 to 1; se of Fleiss, Cohen and Everitt 1969
};
/// `a[i]` and `b[i]`: the categories given to item i, whole numbers from `least` to `most`. Errors: no item
/// ("a"), lists of different lengths ("b"), a category out of range ("a[i]", "b[i]"), `most` <= `least`
/// ("most"), all ratings in one category (agreement by chance is then full: "a"), `level`.
core::Result<Kappa> cohen_kappa(std::span<const double> a, std::span<const double> b, int least, int most,
                                Weights weights = Weights::plain, double level = kLevel);

/// Any number of raters, the same for each item, not always the same people. Fleiss 1971. `counts[i][j]`: how
/// many put item i into category j. Errors: no item ("counts"), fewer than two categories or another number
/// of them, a count that is negative or not whole, fewer than two raters or another number of them
/// ("counts[i]"), all ratings in one category ("counts").
struct FleissKappa {
    std::size_t items = 0, raters = 0;
    double agreement = 0, by_chance = 0, kappa = 0;
};
core::Result<FleissKappa> fleiss_kappa(std::span<const std::vector<double>> counts);

enum class Scale { nominal, ordinal, interval };

/// Any number of raters, any ratings missing. 1: full agreement, 0: as by chance. Krippendorff 2011.
/// `ratings[r][i]`: what rater r gave to item i. Items with fewer than two ratings do not count. Errors:
/// fewer than two raters
/// ("ratings"), rows of different lengths ("ratings[r]"), no item with two ratings, ratings that do not vary
/// ("ratings").
struct Krippendorff {
    std::size_t items = 0;    // with at least two ratings
    std::size_t ratings = 0;  // of these
    double alpha = 0;
};
core::Result<Krippendorff> krippendorff(std::span<const std::vector<std::optional<double>>> ratings,
                                        Scale scale);

/// What alpha allows to conclude: "reliable" from 0.8 on, "tentative" from 0.667 on, "unreliable" below:
/// people should talk before they take a mean. Krippendorff 2004, chapter 11.
std::string_view agreement_name(double alpha);

}  // namespace ensaio::analytics
