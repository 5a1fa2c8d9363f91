// Answers to questionnaires, turned into scores. A questionnaire with a missing answer is no questionnaire:
// who asks leaves it out, and says so.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "analytics/proportions.hpp"
#include "analytics/times.hpp"

namespace ensaio::analytics {

inline constexpr std::size_t kSusItems = 10, kUmuxItems = 4, kUmuxLiteItems = 2;

/// One person's System Usability Scale. Brooke 1996; sub-scales Lewis and Sauro 2009.
struct Sus {
    double score = 0;         // 0 to 100: 2.5·(Σ odd (x − 1) + Σ even (5 − x))
    double usability = 0;     // 0 to 100: the eight items other than 4 and 10, ×3.125
    double learnability = 0;  // 0 to 100: items 4 and 10, ×12.5
    bool straight_lined =
        false;  // all ten answers are the same: half of the items say the opposite of the others
};
/// `items`: the ten answers, 1 to 5, in the order of the questionnaire. Errors: another number of answers
/// ("items"), one that is not a whole number from 1 to 5 ("items[i]").
core::Result<Sus> sus(std::span<const double> items);

/// Grade of a SUS score by the lower bounds of the Sauro-Lewis curve (2016), on the unrounded score:
/// "A+" 84.1, "A" 80.8, "A-" 78.9, "B+" 77.2, "B" 74.1, "B-" 72.6, "C+" 71.1, "C" 65.0, "C-" 62.7, "D" 51.7,
/// "F" below. Errors: `score` outside 0 to 100.
core::Result<std::string_view> sus_grade(double score);

/// The nearest adjective of Bangor, Kortum and Miller 2009 (means 12.5, 20.3, 35.7, 50.9, 71.4, 85.5, 90.9; a
/// tie is the worse one): "worst_imaginable", "awful", "poor", "ok", "good", "excellent", "best_imaginable".
/// Errors: `score` outside 0 to 100.
core::Result<std::string_view> sus_adjective(double score);

/// 0 to 100 from four answers 1 to 7: (Σ odd (x − 1) + Σ even (7 − x))/24·100. Finstad 2010. Errors as of
/// sus.
core::Result<double> umux(std::span<const double> items);

/// Two positive answers 1 to 7. Lewis, Utesch and Maher 2013. Errors as of sus.
struct UmuxLite {
    double score = 0;   // 0 to 100: (a + b − 2)/12·100
    double as_sus = 0;  // 0.65·score + 22.9: what SUS would probably say
};
inline constexpr double kLeastAsSus = 22.9, kMostAsSus = 87.9;
core::Result<UmuxLite> umux_lite(std::span<const double> items);

/// A single item 1 to 7 (SEQ, 7 very easy, typical mean about 5.5: Sauro and Dumas 2009; confidence): the
/// mean with its t interval, cut to 1 to 7. Errors: no answer ("ratings"), one that is not whole from 1 to 7
/// ("ratings[i]").
core::Result<Mean> seven_points(std::span<const double> ratings, double level = kLevel);

/// Net promoter score: % of 9 and 10 − % of 0 to 6, −100 to 100 (Reichheld 2003), with the adjusted-Wald
/// interval of Rocks 2016: three people more, ¾ of a promoter and ¾ of a detractor among them; clipped.
/// Errors: no answer ("ratings"), one that is not whole from 0 to 10 ("ratings[i]").
struct Nps {
    std::size_t promoters = 0, passives = 0, detractors = 0;
    double score = 0;
    Interval interval;
};
core::Result<Nps> nps(std::span<const double> ratings, double level = kLevel);

/// Share of the two best of `points` answers, as a rate. Errors: no answer ("ratings"), `points` < 3, an
/// answer that is not whole from 1 to `points` ("ratings[i]").
core::Result<Rate> top_two(std::span<const double> ratings, unsigned points, double level = kLevel);

/// NASA task load, 0 to 100: the six scales' raw mean (Hart 2006). With weights the sum of rating·weight /
/// 15, where each weight is how often its scale won one of the 15 pairs (Hart and Staveland 1988). Errors:
/// not six ("ratings", "weights"), a rating outside 0 to 100, a weight not whole from 0 to 5, weights that do
/// not add up to 15.
core::Result<double> tlx(std::span<const double> ratings);
core::Result<double> tlx(std::span<const double> ratings, std::span<const double> weights);

/// Cronbach's alpha, up to 1: k/(k − 1)·(1 − Σ item variances / variance of the sums), with the interval of
/// Feldt 1965. Cronbach 1951. `answers[i]`: those of one person, all in the same direction, one for each of k
/// >= 2 items. Errors: fewer than two people or items, rows of different lengths ("answers[i]"), sums that do
/// not vary
/// ("answers").
struct Alpha {
    std::size_t people = 0, items = 0;
    double alpha = 0;
    Interval interval;
};
core::Result<Alpha> cronbach(std::span<const std::vector<double>> answers, double level = kLevel);

}  // namespace ensaio::analytics
