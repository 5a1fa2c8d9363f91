// What became of the tasks: who got to the end, in what time, and where people stopped.

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "analytics/report_parts.hpp"
#include "analytics/timeline.hpp"
#include "analytics/times.hpp"

namespace ensaio::analytics {
namespace {

struct Ends {
    std::size_t direct = 0, indirect = 0, helped = 0, wrong = 0, gave_up = 0, interrupted = 0;
    std::size_t reached() const { return direct + indirect + helped; }
    std::size_t ended() const { return reached() + wrong + gave_up; }
};

Ends ends_of(const Chapter& chapter, std::size_t task) {
    Ends ends;
    for (const TaskMeasures* attempt : chapter.all_attempts_at(task)) {
        const bool helped = attempt->helps > 0;
        switch (attempt->outcome) {
            case Outcome::direct_success: ++(helped ? ends.helped : ends.direct); break;
            case Outcome::indirect_success: ++(helped ? ends.helped : ends.indirect); break;
            case Outcome::wrong_end: ++ends.wrong; break;
            case Outcome::gave_up: ++ends.gave_up; break;
            case Outcome::interrupted: ++ends.interrupted; break;
        }
    }
    return ends;
}

Rate rate_of(const Ends& ends) {
    return *rate({static_cast<unsigned>(ends.reached()), static_cast<unsigned>(ends.ended())});
}

std::vector<double> seconds_of_successes(const Chapter& chapter, std::size_t task) {
    std::vector<double> seconds;
    for (const TaskMeasures* attempt : chapter.attempts_at(task)) {
        if (is_success(attempt->outcome) && attempt->active_s > 0) seconds.push_back(attempt->active_s);
    }
    return seconds;
}

std::string completion_in_words(const Ends& ends, const Words& words) {
    if (ends.ended() == 0) return words.of("report.completion.none");
    const Rate rate = rate_of(ends);
    return words.of("report.completion.sentence",
                    {words.x_of_n(ends.reached(), ends.ended()), words.likely(rate.interval)});
}

std::string time_in_words(std::span<const double> seconds, const Words& words) {
    if (seconds.empty()) return words.of("report.time.none");
    const auto time = time_on_task(seconds);
    const std::string usual = Words::duration(time->middle.value);
    if (!time->middle.interval) return words.of("report.time.one", {usual});
    return words.of("report.time.sentence", {usual, Words::duration(time->middle.interval->low),
                                             Words::duration(time->middle.interval->high)});
}

void write_row(Html& html, const std::string& name, const std::string& value, const std::string& chart) {
    html.open("div", "row").element("div", "name", name).open("div", "figure").raw(chart).close("div");
    html.element("div", "value", value).close("div");
}

void write_scale(Html& html, const std::string& scale) {
    html.open("div", "row").raw("<div class=\"name\"></div>").open("div", "figure").raw(scale).close("div");
    html.raw("<div class=\"value\"></div>").close("div");
}

/// In the order in which people come to them.
std::vector<prototype::ScreenIndex> screens_met(std::span<const TaskMeasures* const> attempts,
                                                const prototype::Prototype& prototype) {
    std::vector<std::vector<double>> places(prototype.screens.size());
    for (const TaskMeasures* attempt : attempts) {
        std::vector<bool> seen(prototype.screens.size());
        double place = 0;
        for (const Visit& visit : attempt->visits) {
            if (seen[visit.screen]) continue;
            seen[visit.screen] = true;
            places[visit.screen].push_back(place++);
        }
    }
    std::vector<prototype::ScreenIndex> screens;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (!places[i].empty()) screens.push_back(static_cast<prototype::ScreenIndex>(i));
    }
    std::ranges::sort(screens, {}, [&](prototype::ScreenIndex screen) {
        return std::pair(*percentile(places[screen], 0.5), screen);
    });
    return screens;
}

}  // namespace

void write_summary(Html& html, const Chapter& chapter, const Words& words) {
    const session::Opened& first = chapter.first();
    html.element("h1", {}, first.study.title);
    std::size_t phones = 0;
    for (const session::Opened* opened : chapter.sessions)
        phones += opened->session.header.device == "celular";
    html.open("p", "lead")
        .text(words.of("report.lead", {std::to_string(chapter.participants.size()), first.prototype.title}));
    html.close("p");
    html.open("ul", "keys");
    for (std::size_t task = 0; task < first.study.tasks.size(); ++task) {
        const Ends ends = ends_of(chapter, task);
        html.open("li").element("span", "of", first.study.tasks[task].title);
        if (ends.ended() == 0) {
            html.element("span", {}, words.of("report.completion.none")).close("li");
            continue;
        }
        html.open("span").element("strong", {}, words.x_of_n(ends.reached(), ends.ended()));
        html.text(" " + words.of("report.summary.managed")).close("span");
        html.element("span", {}, words.of("report.summary.likely", {words.likely(rate_of(ends).interval)}));
        if (const auto time = time_on_task(seconds_of_successes(chapter, task)))
            html.element("span", {}, words.of("report.summary.time", {Words::duration(time->middle.value)}));
        html.close("li");
    }
    html.close("ul");
    const auto findings = std::ranges::count_if(
        chapter.told, [](const Told& told) { return !told.judged.dropped && !told.judged.people.empty(); });
    if (findings > 0) {
        html.open("p", "lead").text(words.of("report.summary.findings", {std::to_string(findings)}));
        html.close("p");
    }
    html.open("p", "note")
        .text(words.of("report.summary.devices",
                       {std::to_string(phones), std::to_string(chapter.sessions.size() - phones)}));
    html.close("p");
}

void write_completion(Html& html, const Chapter& chapter, const Words& words) {
    html.open("section").element("h2", {}, words.of("report.completion.title"));
    html.element("p", {}, words.of("report.completion.how_to_read"));
    const auto& tasks = chapter.first().study.tasks;
    html.open("div", "rows");
    for (std::size_t task = 0; task < tasks.size(); ++task) {
        const Ends ends = ends_of(chapter, task);
        if (ends.ended() == 0) continue;
        const Rate rate = rate_of(ends);
        const std::string x_of_n = words.x_of_n(ends.reached(), ends.ended());
        write_row(html, tasks[task].title, x_of_n,
                  share_chart(rate.share, rate.interval,
                              tasks[task].title + ": " + completion_in_words(ends, words)));
    }
    write_scale(html, share_scale(words));
    html.close("div");
    html.element("h3", {}, words.of("report.ends.title")).open("div", "rows");
    std::array<std::size_t, 6> met{};
    constexpr std::array<std::string_view, 6> kinds = {"direct", "indirect", "helped",
                                                       "wrong",  "gave_up",  "interrupted"};
    for (std::size_t task = 0; task < tasks.size(); ++task) {
        const Ends ends = ends_of(chapter, task);
        const std::array counts = {ends.direct, ends.indirect, ends.helped,
                                   ends.wrong,  ends.gave_up,  ends.interrupted};
        std::array<Piece, kinds.size()> pieces;
        std::string title = tasks[task].title + ": ";
        std::size_t all = 0;
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            pieces[i] = {.kind = kinds[i], .count = counts[i]};
            met[i] += counts[i];
            all += counts[i];
            if (counts[i] > 0)
                title +=
                    words.of("report.ends." + std::string(kinds[i])) + " " + std::to_string(counts[i]) + "; ";
        }
        if (all == 0) continue;
        title.resize(title.size() - 2);
        write_row(html, tasks[task].title, words.of("report.ends.n", {std::to_string(all)}),
                  pieces_chart(pieces, title));
    }
    html.close("div").open("ul", "legend");
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (met[i] == 0) continue;
        html.open("li").raw(
            "<svg class=\"swatch\" width=\"18\" height=\"14\" aria-hidden=\"true\"><rect class=\"piece ");
        html.raw(kinds[i]).raw("\" x=\"1\" y=\"1\" width=\"16\" height=\"12\"/></svg>");
        html.text(words.of("report.ends." + std::string(kinds[i]))).close("li");
    }
    html.close("ul").close("section");
}

void write_times(Html& html, const Chapter& chapter, const Words& words) {
    const auto& tasks = chapter.first().study.tasks;
    double longest = 0;
    for (std::size_t task = 0; task < tasks.size(); ++task) {
        for (const double one : seconds_of_successes(chapter, task)) longest = std::max(longest, one);
    }
    html.open("section").element("h2", {}, words.of("report.time.title"));
    if (longest == 0) {
        html.element("p", {}, words.of("report.time.none")).close("section");
        return;
    }
    html.element("p", {}, words.of("report.time.how_to_read"));
    const double most = time_scale_end(longest);
    html.open("div", "rows");
    for (std::size_t task = 0; task < tasks.size(); ++task) {
        const std::vector<double> seconds = seconds_of_successes(chapter, task);
        if (seconds.empty()) continue;
        const auto time = time_on_task(seconds);
        write_row(html, tasks[task].title, Words::duration(time->middle.value),
                  time_chart(seconds, time->middle.value, time->middle.interval, most,
                             tasks[task].title + ": " + time_in_words(seconds, words)));
    }
    write_scale(html, time_scale(most));
    html.close("div");
    for (std::size_t task = 0; task < tasks.size(); ++task) {
        const std::vector<double> seconds = seconds_of_successes(chapter, task);
        html.open("p", "note").text(tasks[task].title + ": " + time_in_words(seconds, words)).close("p");
    }
    html.element("p", "note", words.of("report.time.not_tma")).close("section");
}

void write_funnel(Html& html, const Chapter& chapter, const Words& words) {
    html.open("section").element("h2", {}, words.of("report.funnel.title"));
    html.element("p", {}, words.of("report.funnel.how_to_read"));
    const session::Opened& first = chapter.first();
    for (std::size_t task = 0; task < first.study.tasks.size(); ++task) {
        std::vector<const TaskMeasures*> attempts = chapter.attempts_at(task);
        // Of what was not recorded nobody knows the screens.
        std::erase_if(attempts, [](const TaskMeasures* attempt) { return attempt->visits.empty(); });
        if (attempts.empty()) continue;
        if (first.study.tasks.size() > 1) html.element("h3", {}, first.study.tasks[task].title);
        html.open("div", "rows tight");
        for (const prototype::ScreenIndex screen : screens_met(attempts, first.prototype)) {
            std::size_t came = 0, stopped = 0;
            for (const TaskMeasures* attempt : attempts) {
                came += std::ranges::find(attempt->visits, screen, &Visit::screen) != attempt->visits.end();
                stopped += attempt->outcome == Outcome::gave_up && attempt->visits.back().screen == screen;
            }
            const auto n = static_cast<double>(attempts.size());
            std::string value = words.x_of_n(came, attempts.size());
            if (stopped > 0) value += "; " + words.of("report.funnel.stopped", {std::to_string(stopped)});
            write_row(html, name_of(first.prototype.screens[screen]), value,
                      bar_chart(static_cast<double>(came) / n, static_cast<double>(stopped) / n,
                                name_of(first.prototype.screens[screen]) + ": " + value));
        }
        html.close("div");
    }
    html.close("section");
}

}  // namespace ensaio::analytics
