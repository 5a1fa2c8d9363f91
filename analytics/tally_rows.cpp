#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include "analytics/quantiles.hpp"
#include "analytics/questionnaires.hpp"
#include "analytics/tally.hpp"

namespace ensaio::analytics {

/// Rows that have their place in common.
class Tally::Rows {
public:
    Rows(const VersionTally& version, const std::function<void(std::span<const MetricRow>)>& each)
        : each_(each) {
        place_ = {.study = version.study,
                  .study_version = version.study_hash.substr(0, 8),
                  .prototype = version.prototype,
                  .prototype_version = version.prototype_hash.substr(0, 8),
                  .round = version.round};
    }

    void at(const std::string& segment, std::string_view scope, const std::string& task,
            const std::string& id) {
        flush();
        place_.segment = segment;
        place_.scope = scope;
        place_.task = task;
        place_.id = id;
    }

    MetricRow& put(std::string metric, std::string_view unit, std::size_t n, double value) {
        MetricRow& row = rows_.emplace_back(place_);
        row.metric = std::move(metric);
        row.unit = unit;
        row.n = n;
        row.value = value;
        return row;
    }

    void count(std::string metric, std::size_t number) {
        put(std::move(metric), "count", number, static_cast<double>(number));
    }

    /// x of n, of people or attempts who have nothing to do with each other.
    void share(std::string metric, std::size_t x, std::size_t n) {
        if (const auto of = rate({static_cast<unsigned>(x), static_cast<unsigned>(n)})) {
            MetricRow& row = put(std::move(metric), "share", n, of->share);
            row.x = x;
            row.interval = of->interval;
        }
    }

    /// x of n things done, of which one person does many: an interval would promise too much.
    void plain_share(std::string metric, std::size_t x, std::size_t n) {
        if (n == 0) return;
        put(std::move(metric), "share", n, static_cast<double>(x) / static_cast<double>(n)).x = x;
    }

    /// Mean with its t interval, kept within what there can be.
    void mean(std::string metric, std::string_view unit, const Running& of, double least = 0,
              double most = std::numeric_limits<double>::infinity()) {
        if (of.n() == 0) return;
        MetricRow& row = put(std::move(metric), unit, of.n(), of.mean());
        if (of.n() < 2) return;
        const auto n = static_cast<double>(of.n());
        const double half = student_quantile(0.975, n - 1) * std::sqrt(of.squares() / (n - 1) / n);
        row.interval = Interval{std::max(least, of.mean() - half), std::min(most, of.mean() + half)};
    }

    /// Mean of things of which one person does many: without an interval, as plain_share.
    void plain_mean(std::string metric, std::string_view unit, const Running& of) {
        if (of.n() > 0) put(std::move(metric), unit, of.n(), of.mean());
    }

    /// The intervals that there are for the same share, each in a row of its own.
    void completion(std::size_t x, std::size_t n) {
        const Count count{static_cast<unsigned>(x), static_cast<unsigned>(n)};
        const auto likely = likely_rate(count);
        if (!likely) return;
        share("completion", x, n);
        MetricRow& estimate = put("completion_likely", "share", n, *likely);
        estimate.x = x;
        estimate.interval = *adjusted_wald(count);
        const double of = static_cast<double>(x) / static_cast<double>(n);
        MetricRow& score = put("completion_wilson", "share", n, of);
        score.x = x;
        score.interval = *wilson(count);
        MetricRow& exact = put("completion_exact", "share", n, of);
        exact.x = x;
        exact.interval = *clopper_pearson(count);
    }

    void study(const SegmentTally& of, std::size_t participants, std::size_t codes_again) {
        count("sessions", of.sessions);
        count("participants", participants);
        count("codes_again", codes_again);
        count("inexact_sessions", of.inexact);
        plain_share("consented", of.consented, of.sessions);
        plain_share("finished", of.finished, of.sessions);
        mean("session_total_s", "s", of.total);
        options("letter_useful_", of.letter);
        options("rating_", of.ratings);
        points("sus", of.sus);
        points("sus_usability", of.usability);
        points("sus_learnability", of.learnability);
        plain_share("sus_straight_lined", of.straight_lined, of.sus.n());
        points("umux", of.umux);
        points("umux_lite", of.umux_lite);
        mean("umux_lite_as_sus", "points_0_100", of.umux_lite_as_sus, kLeastAsSus, kMostAsSus);
    }

    void options(const std::string& before, const std::map<std::string, std::size_t>& chosen) {
        std::size_t all = 0;
        for (const auto& [option, times] : chosen) all += times;
        for (const auto& [option, times] : chosen) share(before + option, times, all);
    }

    void points(std::string metric, const Running& of) {
        mean(std::move(metric), "points_0_100", of, 0, 100);
    }

    void task(const TaskTally& of) {
        std::size_t started = 0;
        for (const std::size_t times : of.outcomes) started += times;
        const auto times = [&](Outcome outcome) { return of.outcomes[static_cast<std::size_t>(outcome)]; };
        const std::size_t ended = started - times(Outcome::interrupted);
        const std::size_t reached = times(Outcome::direct_success) + times(Outcome::indirect_success);
        count("attempts", started);
        for (const Outcome outcome : {Outcome::direct_success, Outcome::indirect_success, Outcome::wrong_end,
                                      Outcome::gave_up, Outcome::interrupted})
            plain_share("outcome_" + std::string(outcome_name(outcome)), times(outcome), started);
        completion(reached, ended);
        share("completion_without_help", reached - of.helped, ended);
        share("completion_with_help", of.helped, ended);
        // Sums of what has no exact sum are taken in one order, whatever the order of the sessions was.
        std::vector<Attempt> attempts = of.attempts;
        std::ranges::sort(attempts, {},
                          [](const Attempt& one) { return std::pair(one.seconds, one.reached); });
        std::vector<double> seconds;
        for (const Attempt& attempt : attempts) {
            if (attempt.reached) seconds.push_back(attempt.seconds);
        }
        if (const auto time = time_on_task(seconds)) {
            put("time_on_task", "s", time->n, time->middle.value).interval = time->middle.interval;
            put("time_on_task_mean", "s", time->n, time->mean);
            put("time_on_task_median", "s", time->n, *percentile(seconds, 0.5));
            put("time_on_task_shortest", "s", time->n, time->shortest);
            put("time_on_task_longest", "s", time->n, time->longest);
        }
        if (const auto of_attempts = efficiency(attempts)) {
            put("efficiency_time_based", "per_s", of.attempts.size(), of_attempts->time_based);
            put("efficiency_overall_relative", "share", of.attempts.size(), of_attempts->overall_relative);
            put("efficiency_core", "percent_per_min", of.attempts.size(), of_attempts->core);
        }
        mean("total_time", "s", of.total);
        mean("pauses", "s", of.pauses);
        mean("time_to_first_action", "s", of.first_action);
        share("first_step_expected", of.first_expected, of.first_steps);
        mean("screens", "per_attempt", of.screens);
        mean("backtracks", "per_attempt", of.backtracks);
        mean("detour", "steps", of.detour);
        mean("lostness", "score", of.lostness);
        share("lost", of.lost, of.lostness.n());
        mean("validation_errors", "per_attempt", of.errors);
        mean("dead_clicks", "per_attempt", of.dead_clicks);
        plain_share("misclicks", of.dead, of.clicks);
        share("rage", of.raged, started);
        mean("helps", "per_attempt", of.helps);
        mean("ease", "points_1_7", of.ease, 1, 7);
    }

    void screen(const ScreenTally& of) {
        count("visits", of.visits);
        plain_mean("active_time", "s", of.active);
        plain_mean("reading_time", "s", of.reading);
        plain_mean("filling_time", "s", of.filling);
        plain_mean("validation_errors", "per_visit", of.errors);
        plain_mean("dead_clicks", "per_visit", of.dead_clicks);
        plain_share("misclicks", of.dead, of.clicks);
        plain_share("backs", of.backs, of.visits);
        share("exits", of.exits, of.attempts_in);
        const double misclicks =
            of.clicks == 0 ? 0 : 100 * static_cast<double>(of.dead) / static_cast<double>(of.clicks);
        const double exits = 100 * static_cast<double>(of.exits) / static_cast<double>(of.attempts_in);
        if (const auto points = screen_score(exits, misclicks, of.active.mean()))
            put("screen_score", "points_0_100", of.visits, *points);
    }

    void field(const FieldTally& of) {
        share("touched", of.first_touch.n(), of.met);
        mean("time_to_first_touch", "s", of.first_touch);
        mean("active_time", "s", of.active);
        mean("corrections", "per_attempt", of.corrections);
        share("corrected", of.corrected, of.met);
        mean("validation_errors", "per_attempt", of.errors);
        for (const auto& [rule, times] : of.by_rule) {
            put("validation_errors_" + std::string(prototype::rule_name(rule)), "count", of.met,
                static_cast<double>(times));
        }
        share("with_errors", of.wrong, of.met);
        mean("revisits", "per_attempt", of.revisits);
        mean("order", "place", of.order, 1);
        share("blank", of.blank, of.asked);
        share("abandoned", of.abandoned, of.met);
    }

    void person(const PersonTally& of) {
        constexpr double ms = 1e3, billionths = 1e9;
        const auto mean_of = [&](std::string metric, std::string_view unit, double sum, std::size_t n) {
            if (n > 0) put(std::move(metric), unit, n, sum / static_cast<double>(n));
        };
        count("sessions", of.sessions);
        count("attempts", of.attempts);
        plain_share("successes", of.successes, of.attempts);
        put("active_time", "s", of.attempts, static_cast<double>(of.active_ms) / ms);
        mean_of("time_on_task_mean", "s", static_cast<double>(of.success_ms) / ms, of.successes);
        mean_of("lostness", "score", static_cast<double>(of.lostness) / billionths, of.lostnesses);
        mean_of("ease", "points_1_7", of.ease, of.eases);
        count("validation_errors", of.errors);
        count("dead_clicks", of.dead_clicks);
    }

    /// `each` is never given nothing.
    void flush() {
        if (!rows_.empty()) each_(rows_);
        rows_.clear();
    }

private:
    const std::function<void(std::span<const MetricRow>)>& each_;
    std::vector<MetricRow> rows_;
    MetricRow place_;
};

void Tally::rows(const std::function<void(std::span<const MetricRow>)>& each) const {
    std::vector<const VersionTally*> versions;
    for (const auto& [key, version] : versions_) versions.push_back(&version);
    std::ranges::sort(versions, {}, [](const VersionTally* version) {
        return std::tie(version->study, version->round, version->study_hash, version->prototype_hash);
    });
    for (const VersionTally* version : versions) {
        Rows rows(*version, each);
        std::vector<std::size_t> participants(version->segments.size()), again = participants;
        for (const auto& [code, person] : version->people) {
            for (const std::uint16_t place : person.segments) {
                ++participants[place];
                again[place] += person.sessions > 1;
            }
        }
        for (const auto& [name, segment] : version->segments) {
            rows.at(name, "study", "", version->study);
            rows.study(segment, participants[segment.place], again[segment.place]);
            for (std::size_t i = 0; i < segment.tasks.size(); ++i) {
                const TaskTally& task = segment.tasks[i];
                const std::string& id = version->tasks[i];
                rows.at(name, "task", id, id);
                rows.task(task);
                for (std::size_t screen = 0; screen < task.screens_of.size(); ++screen) {
                    if (task.screens_of[screen].visits == 0) continue;
                    rows.at(name, "screen", id, version->screens[screen]);
                    rows.screen(task.screens_of[screen]);
                }
                for (std::size_t field = 0; field < task.fields_of.size(); ++field) {
                    if (task.fields_of[field].met == 0) continue;
                    rows.at(name, "field", id, version->fields[field]);
                    rows.field(task.fields_of[field]);
                }
            }
        }
        for (const auto& [code, person] : version->people) {
            rows.at("all", "participant", "", code);
            rows.person(person);
        }
        rows.flush();
    }
}

std::vector<MetricRow> Tally::rows() const {
    std::vector<MetricRow> all;
    rows([&](std::span<const MetricRow> some) { all.insert(all.end(), some.begin(), some.end()); });
    return all;
}

}  // namespace ensaio::analytics
