// What went wrong, for whom, and how one knows; what the fields asked of people; what people said.

#include <algorithm>
#include <cmath>
#include <map>

#include "analytics/problems.hpp"
#include "analytics/questionnaires.hpp"
#include "analytics/report_parts.hpp"
#include "analytics/timeline.hpp"
#include "analytics/times.hpp"

namespace ensaio::analytics {
namespace {

/// What may be wider than a phone, and is then moved by the keyboard as well.
void open_wide(Html& html, std::string_view name) {
    html.raw("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"").text(name).raw("\">");
}

constexpr std::size_t kMostPeople = 24;  // columns that fit a sheet of paper

bool is_shown(const Told& told) { return !told.judged.dropped && !told.judged.people.empty(); }

/// "A-003" where the worksheet numbers it, else its place in the list.
std::string number_of(const Told& told, std::size_t place) {
    return told.judged.id.empty() ? std::to_string(place + 1) : told.judged.id;
}

void write_discovery(Html& html, const Chapter& chapter, const Words& words) {
    std::vector<Counted> counted;
    for (const Told& told : chapter.told) counted.push_back(told.judged);
    const std::vector<Problem> problems = problems_of(counted, chapter.participants);
    const auto found = discovery_of(problems, chapter.participants.size());
    if (!found) return;
    std::string sentence = words.of("report.discovery.share", {words.percent(found->share_found)});
    if (const std::size_t more = people_still_worth_asking(*found); more > 0) {
        sentence +=
            " " + words.of("report.discovery.more", {std::to_string(more), words.percent(kDiscoveryGoal)});
    } else {
        sentence += " " + words.of("report.discovery.enough");
    }
    sentence += " " + words.of("report.discovery.caveat", {std::to_string(problems.size())});
    html.element("p", "note", sentence);
}

void write_who_met_what(Html& html, const Chapter& chapter, const Words& words) {
    if (chapter.participants.size() < 2 || chapter.participants.size() > kMostPeople) return;
    html.element("h3", {}, words.of("report.findings.who"));
    open_wide(html, words.of("report.findings.who"));
    html.open("table", "who").open("thead").open("tr");
    html.element("th", {}, words.of("report.findings.finding"));
    for (const std::string& code : chapter.participants) html.element("th", "code", code);
    html.close("tr").close("thead").open("tbody");
    std::size_t place = 0;
    for (const Told& told : chapter.told) {
        if (!is_shown(told)) continue;
        html.open("tr").element("th", {}, number_of(told, place++));
        for (const std::string& code : chapter.participants) {
            const bool met = told.judged.people.contains(code);
            html.element("td", met ? "met" : "", met ? "●" : "");
        }
        html.close("tr");
    }
    html.close("tbody").close("table").close("div");
}

std::string severity_in_words(const JudgedSeverity& severity, const Words& words) {
    const bool whole = severity.value == std::floor(severity.value);
    const std::string value = words.number(severity.value, whole ? 0 : 1);
    if (severity.raters < 2) return words.of("report.severity.one", {value});
    return words.of("report.severity.several",
                    {value, std::to_string(severity.raters), words.number(severity.lowest, 0),
                     words.number(severity.highest, 0)});
}

/// What people wrote about it, each in a line of its own.
void write_judgement(Html& html, const JudgedFinding& judged, const Words& words) {
    if (judged.severity) html.element("p", "judgement", severity_in_words(*judged.severity, words));
    const auto say = [&](std::string_view key, const std::string& text) {
        if (!text.empty()) html.element("p", "judgement", words.of(key, {text}));
    };
    say("report.judged.recommendation", judged.recommendation);
    say("report.judged.decision", judged.decision);
    say("report.judged.owner", judged.owner);
}

/// Which of the findings are one problem, and which ones people discarded.
void write_sorting(Html& html, const Chapter& chapter, const Words& words) {
    std::map<std::string, std::string> same;
    std::map<std::string, std::size_t> times;
    std::string dropped;
    for (const Told& told : chapter.told) {
        if (!is_shown(told)) {
            dropped += (dropped.empty() ? "" : ", ") + told.judged.id;
            continue;
        }
        if (told.judged.problem.empty()) continue;
        std::string& ids = same[told.judged.problem];
        ids += (ids.empty() ? "" : ", ") + told.judged.id;
        ++times[told.judged.problem];
    }
    for (const auto& [problem, ids] : same) {
        if (times[problem] > 1) html.element("p", "note", words.of("report.judged.same", {ids, problem}));
    }
    if (!dropped.empty()) html.element("p", "note", words.of("report.judged.dropped", {dropped}));
}

struct FieldRow {
    std::size_t met = 0, asked = 0, blank = 0, wrong = 0, corrected = 0, left = 0;
    std::vector<double> seconds;
};

std::map<prototype::FieldIndex, FieldRow> fields_of(const Chapter& chapter) {
    std::map<prototype::FieldIndex, FieldRow> rows;
    for (const SessionMeasures& session : chapter.measures) {
        for (const TaskMeasures& attempt : session.tasks) {
            for (const FieldMeasures& field : attempt.fields) {
                FieldRow& row = rows[field.field];
                ++row.met;
                row.asked += field.asked;
                row.blank += field.asked && field.blank;
                row.wrong += field.errors > 0;
                row.corrected += field.corrections > 0;
                row.left += attempt.outcome == Outcome::gave_up && attempt.last_field == field.field;
                if (field.first_touch_s) row.seconds.push_back(field.active_s);
            }
        }
    }
    return rows;
}

}  // namespace

void write_findings(Html& html, const Chapter& chapter, const Words& words) {
    html.open("section").element("h2", {}, words.of("report.findings.title"));
    if (std::ranges::none_of(chapter.told, is_shown)) {
        html.element("p", {}, words.of("report.findings.none"));
        write_sorting(html, chapter, words);
        html.close("section");
        return;
    }
    const bool numbered = !chapter.told.front().judged.id.empty();
    html.element("p", {}, words.of("report.findings.how_to_read"))
        .open("ol", numbered ? "findings named" : "findings");
    for (const Told& told : chapter.told) {
        if (!is_shown(told)) continue;
        const JudgedFinding& judged = told.judged;
        html.open("li");
        if (numbered) html.element("p", "id", judged.id);
        html.element("p", "what", judged.finding);
        const std::size_t met = judged.people.size();
        html.open("p", "who").element("strong", {}, words.x_of_n(met, told.tested));
        const auto share = rate({static_cast<unsigned>(met), static_cast<unsigned>(told.tested)});
        html.text(" " + words.of("report.findings.people") +
                  (share ? "; " + words.likely(share->interval) : std::string()) + ".")
            .close("p");
        write_judgement(html, judged, words);
        std::string note;
        if (!told.screen.empty()) note = words.of("report.findings.place", {told.screen}) + " ";
        if (!told.evidence.empty()) note += words.of("report.findings.evidence", {told.evidence});
        if (!note.empty()) html.element("p", "note", note);
        html.close("li");
    }
    html.close("ol");
    write_sorting(html, chapter, words);
    write_discovery(html, chapter, words);
    write_who_met_what(html, chapter, words);
    html.close("section");
}

void write_fields(Html& html, const Chapter& chapter, const Words& words) {
    const auto rows = fields_of(chapter);
    if (rows.empty()) return;
    double longest = 1;
    for (const auto& [field, row] : rows) {
        if (!row.seconds.empty()) longest = std::max(longest, *percentile(row.seconds, 0.5));
    }
    html.open("section").element("h2", {}, words.of("report.fields.title"));
    html.element("p", {}, words.of("report.fields.how_to_read"));
    open_wide(html, words.of("report.fields.title"));
    html.open("table", "fields").open("thead").open("tr");
    html.element("th", {}, words.of("report.fields.field"));
    for (const std::string_view key : {"met", "time", "wrong", "corrected", "blank", "left"})
        html.element("th", "number", words.of("report.fields." + std::string(key)));
    html.close("tr").close("thead").open("tbody");
    const prototype::Prototype& prototype = chapter.first().prototype;
    for (const auto& [field, row] : rows) {
        html.open("tr").element("th", {}, name_of(prototype.fields[field]));
        html.element("td", "number", std::to_string(row.met)).open("td", "number time");
        if (!row.seconds.empty()) {
            const double middle = *percentile(row.seconds, 0.5);
            html.open("div", "beside").open("span").text(Words::duration(middle)).close("span");
            html.raw(bar_chart(middle / longest, 0, Words::duration(middle))).close("div");
        }
        html.close("td");
        const auto cell = [&](std::size_t x, std::size_t n) {
            html.element("td", x > 0 ? "number some" : "number", n == 0 ? "–" : words.x_of_n(x, n));
        };
        cell(row.wrong, row.met);
        cell(row.corrected, row.met);
        cell(row.blank, row.asked);
        cell(row.left, row.met);
        html.close("tr");
    }
    html.close("tbody").close("table").close("div").close("section");
}

/// The questionnaires that people answered whole.
void write_scales(Html& html, const Chapter& chapter, const Words& words) {
    Html said;
    const auto scale = [&](std::string_view name, auto score_of) {
        std::vector<double> scores;
        for (const SessionMeasures& session : chapter.measures) {
            if (const std::optional<double> score = score_of(session)) scores.push_back(*score);
        }
        const auto mean = mean_with_interval(scores, kLevel, {0, 100});
        if (!mean) return;
        const std::string value = words.number(mean->mean, 1);
        said.element("p", {},
                     mean->interval
                         ? words.of("report.opinions.scale",
                                    {name, value, words.number(mean->interval->low, 1),
                                     words.number(mean->interval->high, 1), std::to_string(scores.size())})
                         : words.of("report.opinions.scale_one", {name, value}));
    };
    const auto if_any = [](const auto& of, auto member) {
        return of ? std::optional((*of).*member) : std::nullopt;
    };
    scale("SUS", [&](const SessionMeasures& session) { return if_any(session.sus, &Sus::score); });
    scale("UMUX", [](const SessionMeasures& session) { return session.umux; });
    scale("UMUX-Lite",
          [&](const SessionMeasures& session) { return if_any(session.umux_lite, &UmuxLite::score); });
    if (!said.str().empty()) html.element("h3", {}, words.of("report.opinions.scales")).raw(said.str());
}

void write_opinions(Html& html, const Chapter& chapter, const Words& words) {
    const session::Opened& first = chapter.first();
    Html said;
    for (std::size_t task = 0; task < first.study.tasks.size(); ++task) {
        std::vector<double> ease;
        for (const TaskMeasures* attempt : chapter.attempts_at(task)) {
            if (attempt->ease) ease.push_back(*attempt->ease);
        }
        const auto mean = seven_points(ease);
        if (!mean) continue;
        const std::string value = words.number(mean->mean, 1), n = std::to_string(ease.size());
        const std::string sentence =
            mean->interval ? words.of("report.opinions.ease", {value, words.number(mean->interval->low, 1),
                                                               words.number(mean->interval->high, 1), n})
                           : words.of("report.opinions.ease_one", {value});
        said.element("p", {}, first.study.tasks[task].title + ": " + sentence);
    }
    write_scales(said, chapter, words);
    std::map<std::string, std::size_t> ratings;
    std::size_t rated = 0;
    for (const SessionMeasures& session : chapter.measures) {
        if (session.rating.empty()) continue;
        ++ratings[session.rating];
        ++rated;
    }
    if (rated > 0) {
        const prototype::Prototype& questions = first.study.after_test;
        const prototype::FieldIndex field = questions.field_named("rating");
        said.element("h3", {}, words.of("report.opinions.rating")).open("div", "rows tight");
        for (const prototype::Option& option : questions.fields[field].options) {
            const std::size_t times = ratings[option.id];
            const std::string value = words.x_of_n(times, rated);
            said.open("div", "row").element("div", "name", option.label).open("div", "figure");
            said.raw(bar_chart(static_cast<double>(times) / static_cast<double>(rated), 0,
                               option.label + ": " + value));
            said.close("div").element("div", "value", value).close("div");
        }
        said.close("div");
    }
    if (said.str().empty()) return;
    html.open("section")
        .element("h2", {}, words.of("report.opinions.title"))
        .raw(said.str())
        .close("section");
}

void write_agreement(Html& html, const Worksheet& edited, const Words& words) {
    const auto agreement = severity_agreement_in(edited);
    if (!agreement) return;
    html.open("section").element("h2", {}, words.of("report.severity.title"));
    html.element("p", {},
                 words.of("report.severity.agreement",
                          {std::to_string(agreement->items), words.number(agreement->alpha, 3),
                           words.language().text("worksheet.acordo." +
                                                 std::string(agreement_name(agreement->alpha)))}));
    html.close("section");
}

void write_judged(Html& html, const Judged& one, const Words& words) {
    html.open("li").element("strong", {}, one.id).text(" " + one.problem);
    if (!one.action.empty())
        html.open("span", "action").text(words.of("report.matrix.action", {one.action})).close("span");
    html.close("li");
}

void write_matrix(Html& html, std::span<const Judged> judged, const Words& words) {
    html.open("section", "matrix").element("h2", {}, words.of("report.matrix.title"));
    html.element("p", {}, words.of("report.matrix.how_to_read"))
        .raw(matrix_chart(judged, words))
        .open("ul", "judged");
    for (const Judged& one : judged) write_judged(html, one, words);
    html.close("ul").close("section");
}

}  // namespace ensaio::analytics
