// What went wrong, for whom, and how one knows; what the fields asked of people; what people said.

#include <algorithm>
#include <map>

#include "analytics/discovery.hpp"
#include "analytics/finding_words.hpp"
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

constexpr std::size_t kMostReferences = 6;  // of one finding; the rest is counted
constexpr std::size_t kMostPeople = 24;     // columns that fit a sheet of paper

std::string clock(std::uint64_t ms) {
    const std::uint64_t seconds = ms / 1000;
    const std::string rest = std::to_string(seconds % 60);
    return std::to_string(seconds / 60) + ":" + (rest.size() < 2 ? "0" : "") + rest;
}

std::string evidence_in_words(const Chapter& chapter, const Finding& finding, const Words& words) {
    std::string text;
    const std::size_t shown = std::min(finding.evidence.size(), kMostReferences);
    for (std::size_t i = 0; i < shown; ++i) {
        const Evidence& evidence = finding.evidence[i];
        const session::Opened& opened = *chapter.sessions[evidence.session];
        if (i > 0) text += ", ";
        text += participant_of(opened) + "#" + std::to_string(evidence.record) + " (" +
                clock(opened.session.records[evidence.record].at) + ")";
    }
    if (finding.evidence.size() > shown) {
        text += " " + words.language().text("worksheet.and_more",
                                            {std::to_string(finding.evidence.size() - shown)});
    }
    return text;
}

void write_discovery(Html& html, const Chapter& chapter, const Words& words) {
    std::vector<unsigned> seen_by;
    for (const Finding& finding : chapter.findings)
        seen_by.push_back(static_cast<unsigned>(finding.affected));
    const auto people = static_cast<unsigned>(chapter.participants.size());
    const auto found = discovery(seen_by, people);
    if (!found) return;
    constexpr double goal = 0.85;
    std::string sentence = words.of("report.discovery.share", {words.percent(found->share_found)});
    const auto needed = people_to_see(found->p_adjusted, goal);
    if (found->share_found >= goal || (needed && *needed <= people)) {
        sentence += " " + words.of("report.discovery.enough");
    } else if (needed) {
        sentence +=
            " " + words.of("report.discovery.more", {std::to_string(*needed - people), words.percent(goal)});
    }
    html.element("p", "note", sentence + " " + words.of("report.discovery.caveat"));
}

void write_who_met_what(Html& html, const Chapter& chapter, const Words& words) {
    if (chapter.participants.size() < 2 || chapter.participants.size() > kMostPeople) return;
    html.element("h3", {}, words.of("report.findings.who"));
    open_wide(html, words.of("report.findings.who"));
    html.open("table", "who").open("thead").open("tr");
    html.element("th", {}, words.of("report.findings.finding"));
    for (const std::string& code : chapter.participants) html.element("th", "code", code);
    html.close("tr").close("thead").open("tbody");
    for (std::size_t i = 0; i < chapter.findings.size(); ++i) {
        const Finding& finding = chapter.findings[i];
        html.open("tr").element("th", {}, std::to_string(i + 1));
        for (const std::string& code : chapter.participants) {
            const bool met = std::ranges::binary_search(finding.people, code);
            html.element("td", met ? "met" : "", met ? "●" : "");
        }
        html.close("tr");
    }
    html.close("tbody").close("table").close("div");
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
    if (chapter.findings.empty()) {
        html.element("p", {}, words.of("report.findings.none")).close("section");
        return;
    }
    html.element("p", {}, words.of("report.findings.how_to_read")).open("ol", "findings");
    for (const Finding& finding : chapter.findings) {
        const session::Opened& first = *chapter.sessions[finding.evidence.front().session];
        const Rate share =
            *rate({static_cast<unsigned>(finding.affected), static_cast<unsigned>(finding.tested)});
        html.open("li").element("p", "what", in_words(finding, first, words.language()));
        html.open("p", "who").element("strong", {}, words.x_of_n(finding.affected, finding.tested));
        html.text(" " + words.of("report.findings.people") + "; " + words.likely(share.interval) + ".")
            .close("p");
        std::string where;
        if (const std::string screen = screen_in_words(finding, first); !screen.empty())
            where = words.of("report.findings.place", {screen}) + " ";
        html.element(
            "p", "note",
            where + words.of("report.findings.evidence", {evidence_in_words(chapter, finding, words)}));
        html.close("li");
    }
    html.close("ol");
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
