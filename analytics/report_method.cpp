#include <algorithm>
#include <set>

#include "analytics/report_parts.hpp"
#include "analytics/worksheet.hpp"

namespace ensaio::analytics {
namespace {

/// "07/05/2025" of the participant's own day.
std::string day_of(const session::Opened& opened) {
    const auto time = local_time_of(opened.session.header, 0);
    return time ? in_words(*time).substr(0, 10) : std::string("?");
}

}  // namespace

void write_method(Html& html, const Chapter& chapter, const Words& words) {
    const session::Opened& first = chapter.first();
    const session::Header& header = first.session.header;
    std::size_t consented = 0, interrupted = 0, inexact = 0, damaged = 0;
    std::set<std::string> programs;
    for (std::size_t i = 0; i < chapter.sessions.size(); ++i) {
        const SessionMeasures& measures = chapter.measures[i];
        consented += measures.consented;
        inexact += measures.inexact > 0;
        damaged += !chapter.sessions[i]->session.damage.empty();
        for (const TaskMeasures& task : measures.tasks) interrupted += task.outcome == Outcome::interrupted;
        programs.insert(chapter.sessions[i]->session.header.program);
    }
    html.open("section", "method").element("h2", {}, words.of("report.method.title")).open("ul");
    const auto say = [&](std::string_view key, std::initializer_list<std::string_view> args = {}) {
        html.element("li", {}, words.of("report.method." + std::string(key), args));
    };
    const std::string last = day_of(*chapter.sessions.back());
    say("sessions", {std::to_string(chapter.sessions.size()), std::to_string(chapter.participants.size()),
                     day_of(first), last});
    say("consent", {words.x_of_n(consented, chapter.sessions.size())});
    if (chapter.corrected > 0) say("corrected", {std::to_string(chapter.corrected)});
    if (!chapter.unrecorded.empty()) say("unrecorded", {std::to_string(chapter.unrecorded.size())});
    if (interrupted > 0) say("interrupted", {std::to_string(interrupted)});
    if (inexact + damaged > 0) say("damaged", {std::to_string(std::max(inexact, damaged))});
    say(first.study.made_up_data ? "made_up" : "private");
    say("interval");
    if (chapter.participants.size() < 15) say("few");
    say("time");
    say("findings");
    std::string names;
    for (const std::string& program : programs) names += (names.empty() ? "" : ", ") + program;
    say("versions", {std::to_string(first.study.round), header.study, header.study_hash.substr(0, 8),
                     header.prototype, header.prototype_hash.substr(0, 8), names});
    html.close("ul").close("section");
}

}  // namespace ensaio::analytics
