#include "analytics/compare_sessions.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "analytics/findings.hpp"
#include "analytics/json_out.hpp"
#include "analytics/times.hpp"

namespace ensaio::analytics {
namespace {

template <class T>
using Several = std::multimap<std::string, T>;  // by person: one code may have several
using ByPerson = Several<double>;

/// Who has several in one set has no pair: which of them would it be?
template <class T>
const T* only(const Several<T>& all, const std::string& person) {
    return all.count(person) == 1 ? &all.find(person)->second : nullptr;
}

struct Try {
    bool reached = false;
    double seconds = 0;
    std::optional<int> ease;
    unsigned errors = 0;
};

struct Side {
    std::vector<std::string> tasks;             // ids, in the order of the study
    std::map<std::string, Several<Try>> tries;  // by task
    std::map<std::string, ByPerson> scores;     // by questionnaire
    Several<std::string> ratings;
};

void take_in(Side& side, const session::Opened& opened, const SessionMeasures& measures) {
    const std::string& person = participant_of(opened);
    for (const TaskMeasures& attempt : measures.tasks) {
        if (attempt.outcome == Outcome::interrupted) continue;
        side.tries[opened.study.tasks[attempt.task].id].emplace(person,
                                                                Try{.reached = is_success(attempt.outcome),
                                                                    .seconds = attempt.active_s,
                                                                    .ease = attempt.ease,
                                                                    .errors = attempt.validation_errors});
    }
    if (measures.sus) {
        side.scores["sus"].emplace(person, measures.sus->score);
        side.scores["sus_usability"].emplace(person, measures.sus->usability);
        side.scores["sus_learnability"].emplace(person, measures.sus->learnability);
    }
    if (measures.umux) side.scores["umux"].emplace(person, *measures.umux);
    if (measures.umux_lite) side.scores["umux_lite"].emplace(person, measures.umux_lite->score);
    if (!measures.rating.empty()) side.ratings.emplace(person, measures.rating);
}

Side side_of(std::span<const session::Opened* const> sessions) {
    Side side;
    Guides guides;
    std::set<std::string_view> met;
    std::vector<const session::Opened*> different;
    for (const session::Opened* opened : sessions) {
        if (!met.insert(opened->session.header.id).second) continue;
        different.push_back(opened);
        for (const study::Task& task : opened->study.tasks) {
            if (std::ranges::find(side.tasks, task.id) == side.tasks.end()) side.tasks.push_back(task.id);
        }
    }
    std::ranges::sort(different, {}, [](const session::Opened* opened) {
        return std::pair(opened->session.header.started, std::string_view(opened->session.header.id));
    });
    for (const session::Opened* opened : different)
        take_in(side, *opened, measure(*opened, guides.of(*opened)));
    return side;
}

template <class T>
std::optional<T> if_any(core::Result<T> result) {
    return result ? std::optional<T>(std::move(*result)) : std::nullopt;
}

Compared compared(const ByPerson& a, const ByPerson& b) {
    Compared all;
    for (const auto& [person, value] : a) {
        all.a.push_back(value);
        const double* other = only(b, person);
        if (other == nullptr || only(a, person) == nullptr) continue;
        all.same_a.push_back(value);
        all.same_b.push_back(*other);
    }
    for (const auto& [person, value] : b) all.b.push_back(value);
    all.difference = if_any(compare_means(all.a, all.b));
    all.same_people = if_any(compare_paired_means(all.same_a, all.same_b));
    return all;
}

TaskComparison compared(const std::string& id, const Several<Try>& a, const Several<Try>& b) {
    TaskComparison task{.task = id,
                        .a = {},
                        .b = {},
                        .completion = {},
                        .seconds_a = {},
                        .seconds_b = {},
                        .time = {},
                        .ease = {},
                        .errors = {},
                        .pairs = {},
                        .paired_completion = {},
                        .paired_time = {}};
    ByPerson ease[2], errors[2];
    const auto sum_up = [&](const Several<Try>& tries, Count& count, std::vector<double>& seconds,
                            std::size_t side) {
        for (const auto& [person, one] : tries) {
            ++count.n;
            count.x += one.reached;
            if (one.reached && one.seconds > 0) seconds.push_back(one.seconds);
            if (one.ease) ease[side].emplace(person, *one.ease);
            errors[side].emplace(person, one.errors);
        }
    };
    sum_up(a, task.a, task.seconds_a, 0);
    sum_up(b, task.b, task.seconds_b, 1);
    task.completion = if_any(compare_rates(task.a, task.b));
    task.time = if_any(compare_times(task.seconds_a, task.seconds_b));
    task.ease = compared(ease[0], ease[1]);
    task.errors = compared(errors[0], errors[1]);
    std::vector<double> before, after;
    for (const auto& [person, one] : a) {
        const Try* other = only(b, person);
        if (other == nullptr || only(a, person) == nullptr) continue;
        const Try& two = *other;
        ++(one.reached ? (two.reached ? task.pairs.both : task.pairs.only_a)
                       : (two.reached ? task.pairs.only_b : task.pairs.neither));
        if (!one.reached || !two.reached || one.seconds <= 0 || two.seconds <= 0) continue;
        before.push_back(one.seconds);
        after.push_back(two.seconds);
    }
    task.paired_completion = if_any(compare_paired_rates(task.pairs));
    task.paired_time = if_any(compare_paired_times(before, after));
    return task;
}

std::vector<ComparedShares> compared(const Several<std::string>& a, const Several<std::string>& b) {
    std::map<std::string, std::pair<unsigned, unsigned>> chosen;
    for (const auto& [person, option] : a) ++chosen[option].first;
    for (const auto& [person, option] : b) ++chosen[option].second;
    std::vector<ComparedShares> all;
    for (const auto& [option, times] : chosen) {
        const Count one{times.first, static_cast<unsigned>(a.size())},
            two{times.second, static_cast<unsigned>(b.size())};
        all.push_back(
            {.name = "rating_" + option, .a = one, .b = two, .difference = if_any(compare_rates(one, two))});
    }
    return all;
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

void put_numbers(JsonOut& out, const Compared& of, Interval within) {
    put_means(out, "a", of.a, within);
    put_means(out, "b", of.b, within);
    put_difference(out, "compared", of.difference);
    out.object("same_people").count("n", of.same_a.size());
    put_difference(out, "compared", of.same_people);
    out.end();
}

void put_shares(JsonOut& out, Count a, Count b, const std::optional<RateDifference>& difference) {
    put_count(out, "a", a);
    put_count(out, "b", b);
    if (!difference) return;
    out.number("difference", difference->difference).interval("interval", difference->interval);
    out.number("p_value", difference->p_value).yes("exact", difference->exact);
}

void put_task(JsonOut& out, const TaskComparison& task) {
    out.object().text("task", task.task);
    out.object("completion");
    put_shares(out, task.a, task.b, task.completion);
    out.end().object("time");
    put_times(out, "a", task.seconds_a);
    put_times(out, "b", task.seconds_b);
    put_ratio(out, "compared", task.time);
    out.end().object("ease");
    put_numbers(out, task.ease, {1, 7});
    out.end().object("validation_errors");
    put_numbers(out, task.errors, kAtLeastNone);
    out.end().object("same_people");
    out.count("both", task.pairs.both).count("only_a", task.pairs.only_a);
    out.count("only_b", task.pairs.only_b).count("neither", task.pairs.neither);
    if (task.paired_completion) {
        out.number("difference", task.paired_completion->difference);
        out.interval("interval", task.paired_completion->interval);
        out.number("p_exact", task.paired_completion->p_exact).number("p_mid", task.paired_completion->p_mid);
    }
    put_ratio(out, "time", task.paired_time);
    out.end().end();
}

}  // namespace

SessionsComparison compare_sessions(std::span<const session::Opened* const> a,
                                    std::span<const session::Opened* const> b) {
    const Side one = side_of(a), two = side_of(b);
    SessionsComparison comparison;
    for (const std::string& id : one.tasks) {
        const auto left = one.tries.find(id), right = two.tries.find(id);
        if (left != one.tries.end() && right != two.tries.end())
            comparison.tasks.push_back(compared(id, left->second, right->second));
    }
    for (const auto& [name, scores] : one.scores) {
        if (const auto other = two.scores.find(name); other != two.scores.end())
            comparison.scores.push_back({.name = name, .scores = compared(scores, other->second)});
    }
    if (!one.ratings.empty() && !two.ratings.empty()) comparison.ratings = compared(one.ratings, two.ratings);
    return comparison;
}

std::string comparison_json(const SessionsComparison& comparison) {
    JsonOut out;
    out.object().text("format", "ensaio-compare-1").list("tasks");
    for (const TaskComparison& task : comparison.tasks) put_task(out, task);
    out.end().list("questionnaires");
    for (const ScoreComparison& score : comparison.scores) {
        out.object().text("name", score.name);
        put_numbers(out, score.scores, {0, 100});
        out.end();
    }
    out.end().list("ratings");
    for (const ComparedShares& share : comparison.ratings) {
        out.object().text("name", share.name);
        put_shares(out, share.a, share.b, share.difference);
        out.end();
    }
    return out.end().end().str();
}

}  // namespace ensaio::analytics
