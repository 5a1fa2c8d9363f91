#include "analytics/compare_sessions.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "analytics/findings.hpp"
#include "analytics/json_out.hpp"
#include "analytics/times.hpp"

namespace ensaio::analytics {
namespace {

struct Try {
    bool reached = false;
    double seconds = 0;
};

/// The attempts at one task in one set.
struct Side {
    Count count;
    std::vector<double> seconds, ease, errors;
    std::map<std::string, std::vector<Try>> by_person;
};

struct Sides {
    std::vector<std::string> tasks;  // ids, in the order of the study
    std::map<std::string, Side> sides;
};

Sides sides_of(std::span<const session::Opened* const> sessions) {
    Sides all;
    std::set<std::string_view> met;
    for (const session::Opened* opened : sessions) {
        if (!met.insert(opened->session.header.id).second) continue;
        for (const study::Task& task : opened->study.tasks) {
            if (std::ranges::find(all.tasks, task.id) == all.tasks.end()) all.tasks.push_back(task.id);
        }
        for (const TaskMeasures& attempt : measure(*opened).tasks) {
            if (attempt.outcome == Outcome::interrupted) continue;
            Side& side = all.sides[opened->study.tasks[attempt.task].id];
            const bool reached = is_success(attempt.outcome);
            ++side.count.n;
            side.count.x += reached;
            if (reached && attempt.active_s > 0) side.seconds.push_back(attempt.active_s);
            if (attempt.ease) side.ease.push_back(*attempt.ease);
            side.errors.push_back(attempt.validation_errors);
            side.by_person[participant_of(*opened)].push_back({reached, attempt.active_s});
        }
    }
    return all;
}

template <class T>
std::optional<T> if_any(core::Result<T> result) {
    return result ? std::optional<T>(std::move(*result)) : std::nullopt;
}

void pair_up(TaskComparison& task, const Side& a, const Side& b) {
    std::vector<double> before, after;
    for (const auto& [person, tries] : a.by_person) {
        const auto other = b.by_person.find(person);
        // Who tried it several times in one set has no pair: which of the tries would it be?
        if (other == b.by_person.end() || tries.size() != 1 || other->second.size() != 1) continue;
        const Try& one = tries.front();
        const Try& two = other->second.front();
        ++(one.reached ? (two.reached ? task.pairs.both : task.pairs.only_a)
                       : (two.reached ? task.pairs.only_b : task.pairs.neither));
        if (!one.reached || !two.reached || one.seconds <= 0 || two.seconds <= 0) continue;
        before.push_back(one.seconds);
        after.push_back(two.seconds);
    }
    task.paired_completion = if_any(compare_paired_rates(task.pairs));
    task.paired_time = if_any(compare_paired_times(before, after));
}

void put_count(JsonOut& out, std::string_view name, Count count) {
    out.object(name).count("x", count.x).count("n", count.n);
    if (const auto interval = adjusted_wald(count)) {
        out.number("share", static_cast<double>(count.x) / count.n).interval("interval", *interval);
    }
    out.end();
}

void put_times(JsonOut& out, std::string_view name, std::span<const double> seconds) {
    const auto middle = geometric_mean(seconds);
    out.object(name).count("n", seconds.size());
    if (middle) out.number("geometric_mean", middle->value).interval("interval", middle->interval);
    out.end();
}

constexpr Interval kAtLeastNone{0, kAnywhere.high};

void put_means(JsonOut& out, std::string_view name, std::span<const double> values, Interval within) {
    const auto mean = mean_with_interval(values, kLevel, within);
    out.object(name).count("n", values.size());
    if (mean) out.number("mean", mean->mean).interval("interval", mean->interval);
    out.end();
}

/// A t test: `size` is the member that says how large the difference is, written as `is`.
template <class Compared>
void put_compared(JsonOut& out, std::string_view name, const std::optional<Compared>& of, std::string_view is,
                  double Compared::* size) {
    if (!of) {
        out.null(name);
        return;
    }
    out.object(name).number(is, (*of).*size).interval("interval", of->interval);
    out.number("t", of->t).number("df", of->df).number("p_value", of->p_value).end();
}
void put_ratio(JsonOut& out, std::string_view name, const std::optional<TimeRatio>& of) {
    put_compared(out, name, of, "ratio", &TimeRatio::ratio);
}
void put_difference(JsonOut& out, std::string_view name, const std::optional<MeanDifference>& of) {
    put_compared(out, name, of, "difference", &MeanDifference::difference);
}

}  // namespace

std::vector<TaskComparison> compare_sessions(std::span<const session::Opened* const> a,
                                             std::span<const session::Opened* const> b) {
    const Sides one = sides_of(a), two = sides_of(b);
    std::vector<TaskComparison> tasks;
    for (const std::string& id : one.tasks) {
        const auto left = one.sides.find(id), right = two.sides.find(id);
        if (left == one.sides.end() || right == two.sides.end()) continue;
        const Side& first = left->second;
        const Side& second = right->second;
        TaskComparison task{.task = id,
                            .a = first.count,
                            .b = second.count,
                            .completion = if_any(compare_rates(first.count, second.count)),
                            .seconds_a = first.seconds,
                            .seconds_b = second.seconds,
                            .time = if_any(compare_times(first.seconds, second.seconds)),
                            .ease_a = first.ease,
                            .ease_b = second.ease,
                            .ease = if_any(compare_means(first.ease, second.ease)),
                            .errors_a = first.errors,
                            .errors_b = second.errors,
                            .errors = if_any(compare_means(first.errors, second.errors)),
                            .pairs = {},
                            .paired_completion = {},
                            .paired_time = {}};
        pair_up(task, first, second);
        tasks.push_back(std::move(task));
    }
    return tasks;
}

std::string comparison_json(std::span<const TaskComparison> tasks) {
    JsonOut out;
    out.object().text("format", "ensaio-compare-1").list("tasks");
    for (const TaskComparison& task : tasks) {
        out.object().text("task", task.task);
        out.object("completion");
        put_count(out, "a", task.a);
        put_count(out, "b", task.b);
        if (task.completion) {
            out.number("difference", task.completion->difference)
                .interval("interval", task.completion->interval);
            out.number("p_value", task.completion->p_value).yes("exact", task.completion->exact);
        }
        out.end().object("time");
        put_times(out, "a", task.seconds_a);
        put_times(out, "b", task.seconds_b);
        put_ratio(out, "compared", task.time);
        out.end().object("ease");
        put_means(out, "a", task.ease_a, {1, 7});
        put_means(out, "b", task.ease_b, {1, 7});
        put_difference(out, "compared", task.ease);
        out.end().object("validation_errors");
        put_means(out, "a", task.errors_a, kAtLeastNone);
        put_means(out, "b", task.errors_b, kAtLeastNone);
        put_difference(out, "compared", task.errors);
        out.end().object("same_people");
        out.count("both", task.pairs.both).count("only_a", task.pairs.only_a);
        out.count("only_b", task.pairs.only_b).count("neither", task.pairs.neither);
        if (task.paired_completion) {
            out.number("difference", task.paired_completion->difference);
            out.interval("interval", task.paired_completion->interval);
            out.number("p_exact", task.paired_completion->p_exact)
                .number("p_mid", task.paired_completion->p_mid);
        }
        put_ratio(out, "time", task.paired_time);
        out.end().end();
    }
    return out.end().end().str();
}

}  // namespace ensaio::analytics
