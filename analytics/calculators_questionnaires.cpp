#include <cereal/cereal.hpp>

#include <array>
#include <vector>

#include "analytics/calculator_input.hpp"
#include "analytics/calculator_tables.hpp"
#include "analytics/questionnaires.hpp"
#include "analytics/refusals.hpp"

namespace ensaio::analytics {
namespace {

/// A row for each person; who left an answer out (null) is counted and not scored.
struct AnswersInput {
    std::vector<Row> answers;
    double level = kLevel;
    template <class Archive>
    void serialize(Archive& json) {
        json(many("answers", answers), optional_nvp("level", level));
    }
};

struct Scores {
    std::vector<double> of_people;
    std::size_t incomplete = 0;
};

/// Writes the score of each person with `one` and gives all of them, or what is wrong.
core::Result<Scores> score_each(const AnswersInput& in, JsonOut& out,
                                core::Result<double> (*one)(const std::vector<double>&, JsonOut&)) {
    Scores scores;
    out.list("people");
    for (std::size_t i = 0; i < in.answers.size(); ++i) {
        out.object();
        if (in.answers[i].complete()) {
            auto score = one(in.answers[i].numbers(), out);
            if (!score)
                return std::unexpected(within(item_of("answers", i), "items", std::move(score.error())));
            scores.of_people.push_back(*score);
        } else {
            ++scores.incomplete;
            out.null("score");
        }
        out.end();
    }
    out.end();
    if (scores.of_people.empty()) return Refusal().several("answers", 0, 1).told();
    return scores;
}

core::Errors write_mean(std::span<const double> values, double level, JsonOut& out, Interval within) {
    const auto mean = mean_with_interval(values, level, within);
    if (!mean) return mean.error();
    out.count("n", mean->n).number("mean", mean->mean).number("sd", mean->sd);
    out.number("level", level).interval("interval", mean->interval);
    return {};
}

core::Errors write_scores(const core::Result<Scores>& scores, double level, JsonOut& out) {
    if (!scores) return scores.error();
    out.count("incomplete", scores->incomplete);
    return write_mean(scores->of_people, level, out, {0, 100});
}

core::Errors of_sus(const AnswersInput& in, JsonOut& out) {
    const auto scores =
        score_each(in, out, [](const std::vector<double>& items, JsonOut& to) -> core::Result<double> {
            const auto of = sus(items);
            if (!of) return std::unexpected(of.error());
            to.number("score", of->score)
                .number("usability", of->usability)
                .number("learnability", of->learnability);
            to.yes("straight_lined", of->straight_lined);
            return of->score;
        });
    if (core::Errors errors = write_scores(scores, in.level, out); !errors.empty()) return errors;
    const double mean = moments(scores->of_people)->mean;
    out.text("grade", *sus_grade(mean)).text("adjective", *sus_adjective(mean));
    return {};
}

core::Errors of_umux(const AnswersInput& in, JsonOut& out) {
    const auto scores = score_each(in, out, [](const std::vector<double>& items, JsonOut& to) {
        auto of = umux(items);
        if (of) to.number("score", *of);
        return of;
    });
    return write_scores(scores, in.level, out);
}

core::Errors of_umux_lite(const AnswersInput& in, JsonOut& out) {
    const auto scores =
        score_each(in, out, [](const std::vector<double>& items, JsonOut& to) -> core::Result<double> {
            const auto of = umux_lite(items);
            if (!of) return std::unexpected(of.error());
            to.number("score", of->score).number("as_sus", of->as_sus);
            return of->score;
        });
    if (core::Errors errors = write_scores(scores, in.level, out); !errors.empty()) return errors;
    out.number("as_sus", 0.65 * moments(scores->of_people)->mean + 22.9);
    return {};
}

/// One answer of each person; null: none.
struct RatingsInput {
    Row ratings;
    double level = kLevel;
    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("ratings", ratings), optional_nvp("level", level));
    }
};

/// Those who answered; errors name the place in the whole list.
struct Given {
    std::vector<double> ratings;
    std::vector<std::size_t> places;
    std::size_t missing = 0;
    explicit Given(const Row& row) {
        for (std::size_t i = 0; i < row.answers.size(); ++i) {
            if (!row.answers[i]) {
                ++missing;
                continue;
            }
            ratings.push_back(*row.answers[i]);
            places.push_back(i);
        }
    }
    core::Errors placed(core::Errors errors) const {
        for (core::Error& error : errors) {
            for (std::size_t i = 0; i < places.size(); ++i) {
                if (error.where != item_of("ratings", i)) continue;
                error.where = item_of("ratings", places[i]);
                break;
            }
        }
        return errors;
    }
};

core::Errors seq(const RatingsInput& in, JsonOut& out) {
    const Given given(in.ratings);
    const auto of = seven_points(given.ratings, in.level);
    if (!of) return given.placed(of.error());
    out.count("n", of->n).count("missing", given.missing).number("mean", of->mean).number("sd", of->sd);
    out.number("level", in.level).interval("interval", of->interval);
    return {};
}

core::Errors promoters(const RatingsInput& in, JsonOut& out) {
    const Given given(in.ratings);
    const auto of = nps(given.ratings, in.level);
    if (!of) return given.placed(of.error());
    out.count("n", given.ratings.size()).count("missing", given.missing).count("promoters", of->promoters);
    out.count("passives", of->passives).count("detractors", of->detractors).number("nps", of->score);
    out.number("level", in.level).interval("interval", of->interval);
    return {};
}

struct TopInput {
    Row ratings;
    unsigned points = 5;
    double level = kLevel;
    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("ratings", ratings), optional_nvp("points", points), optional_nvp("level", level));
    }
};

core::Errors csat(const TopInput& in, JsonOut& out) {
    const Given given(in.ratings);
    const auto of = top_two(given.ratings, in.points, in.level);
    if (!of) return given.placed(of.error());
    out.count("x", of->count.x)
        .count("n", of->count.n)
        .count("missing", given.missing)
        .number("share", of->share);
    out.number("level", in.level).interval("interval", of->interval);
    return {};
}

struct LoadInput {
    std::vector<double> ratings, weights;
    template <class Archive>
    void serialize(Archive& json) {
        json(many("ratings", ratings),
             core::optional_list_nvp("weights", weights, kMostNumbers, "statistics.too_many"));
    }
};

core::Errors load_of_task(const LoadInput& in, JsonOut& out) {
    const auto raw = tlx(in.ratings);
    if (!raw) return raw.error();
    out.number("raw", *raw);
    if (in.weights.empty()) return {};
    const auto weighted = tlx(in.ratings, in.weights);
    if (!weighted) return weighted.error();
    out.number("weighted", *weighted);
    return {};
}

core::Errors of_alpha(const AnswersInput& in, JsonOut& out) {
    std::vector<std::vector<double>> people;
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < in.answers.size(); ++i) {
        if (!in.answers[i].complete()) continue;
        people.push_back(in.answers[i].numbers());
        places.push_back(i);
    }
    const auto of = cronbach(people, in.level);
    if (!of) {
        core::Errors errors = of.error();
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (errors.front().where != item_of("answers", i)) continue;
            errors.front().where = item_of("answers", places[i]);
            break;
        }
        return errors;
    }
    out.count("people", of->people)
        .count("incomplete", in.answers.size() - people.size())
        .count("items", of->items);
    out.number("alpha", of->alpha).number("level", in.level).interval("interval", of->interval);
    return {};
}

constexpr std::array kRows = {
    Calculator{
        "sus", R"({"answers": [[5, 4, 2, 1, 2, 3, 2, 4, 5, 2], [4, 2, 4, 1, 5, 2, 4, 1, 4, 2]]})",
        [](core::JsonReader& json, JsonOut& out) { return calculated<AnswersInput>(json, out, of_sus); }},
    Calculator{
        "umux", R"({"answers": [[6, 2, 5, 3], [7, 1, 6, 2]]})",
        [](core::JsonReader& json, JsonOut& out) { return calculated<AnswersInput>(json, out, of_umux); }},
    Calculator{"umux-lite", R"({"answers": [[6, 5], [7, 6], [4, null]]})",
               [](core::JsonReader& json, JsonOut& out) {
                   return calculated<AnswersInput>(json, out, of_umux_lite);
               }},
    Calculator{"seq", R"({"ratings": [5, 6, 7, null, 4]})",
               [](core::JsonReader& json, JsonOut& out) { return calculated<RatingsInput>(json, out, seq); }},
    Calculator{
        "nps", R"({"ratings": [10, 9, 8, 3, 10]})",
        [](core::JsonReader& json, JsonOut& out) { return calculated<RatingsInput>(json, out, promoters); }},
    Calculator{"csat", R"({"ratings": [5, 4, 2, 5], "points": 5})",
               [](core::JsonReader& json, JsonOut& out) { return calculated<TopInput>(json, out, csat); }},
    Calculator{
        "tlx", R"({"ratings": [60, 20, 80, 40, 50, 30], "weights": [5, 0, 4, 1, 3, 2]})",
        [](core::JsonReader& json, JsonOut& out) { return calculated<LoadInput>(json, out, load_of_task); }},
    Calculator{
        "alpha", R"({"answers": [[1, 2], [4, 3], [5, 5], [2, 2], [3, 5]]})",
        [](core::JsonReader& json, JsonOut& out) { return calculated<AnswersInput>(json, out, of_alpha); }},
};

}  // namespace

std::span<const Calculator> questionnaire_calculators() { return kRows; }

}  // namespace ensaio::analytics
