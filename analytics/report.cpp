#include "analytics/report.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "analytics/report_parts.hpp"
#include "core/hash.hpp"
#include "core/text.hpp"

namespace ensaio::analytics {
namespace {

std::string base64(std::span<const std::uint8_t> bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
        std::uint32_t three = 0;
        for (std::size_t i = 0; i < 3; ++i) three = three << 8 | (i < count ? bytes[at + i] : 0U);
        for (std::size_t i = 0; i < 4; ++i) text += i <= count ? digits[three >> (18 - 6 * i) & 0x3f] : '=';
    }
    return text;
}

/// The page may use its own style, and nothing else from anywhere.
std::string policy() {
    return "default-src 'none'; style-src 'sha256-" + base64(core::sha256(report_style())) +
           "'; base-uri 'none'; form-action 'none'";
}

void write_head(Html& html, const std::string& title, const ReportWishes& wishes) {
    html.raw("<!DOCTYPE html>\n<html lang=\"")
        .text(wishes.tag)
        .raw("\">\n<head>\n<meta charset=\"utf-8\">\n");
    html.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"").text(policy()).raw("\">\n");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
    html.element("title", {}, title).raw("<style>").raw(report_style()).raw("</style>\n</head>\n<body>\n");
    html.raw(chart_patterns());
}

std::string title_of(std::span<const Chapter> chapters, const Words& words) {
    if (chapters.empty()) return words.of("report.title");
    return words.of("report.title_of", {chapters.front().first().study.title});
}

void write_chapter(Html& html, const Chapter& chapter, const Words& words) {
    html.open("article");
    write_summary(html, chapter, words);
    if (!chapter.participants.empty()) {
        write_completion(html, chapter, words);
        write_times(html, chapter, words);
        write_funnel(html, chapter, words);
        write_findings(html, chapter, words);
        write_fields(html, chapter, words);
        write_opinions(html, chapter, words);
    }
    write_method(html, chapter, words);
    html.close("article");
}

}  // namespace

std::vector<const TaskMeasures*> Chapter::attempts_at(std::size_t task) const {
    std::vector<const TaskMeasures*> attempts;
    for (const SessionMeasures& session : measures) {
        for (const TaskMeasures& attempt : session.tasks) {
            if (attempt.task == task && attempt.outcome != Outcome::interrupted) attempts.push_back(&attempt);
        }
    }
    return attempts;
}

std::vector<Chapter> chapters_of(std::span<const session::Opened* const> sessions) {
    std::vector<const session::Opened*> sorted(sessions.begin(), sessions.end());
    std::ranges::sort(sorted, {}, [](const session::Opened* one) {
        const session::Header& header = one->session.header;
        return std::tie(header.started, header.id);
    });
    std::set<std::string_view> met;
    std::vector<Chapter> chapters;
    std::map<std::string, std::size_t> places;  // by the hashes of study and prototype
    Guides guides;
    for (const session::Opened* opened : sorted) {
        const session::Header& header = opened->session.header;
        if (!met.insert(header.id).second) continue;
        const auto [place, fresh] =
            places.emplace(header.study_hash + header.prototype_hash, chapters.size());
        if (fresh) chapters.emplace_back();
        Chapter& chapter = chapters[place->second];
        chapter.sessions.push_back(opened);
        chapter.measures.push_back(measure(*opened, guides.of(*opened)));
        if (!chapter.measures.back().tasks.empty()) chapter.participants.insert(participant_of(*opened));
    }
    for (Chapter& chapter : chapters) chapter.findings = find_candidates(chapter.sessions);
    return chapters;
}

std::string report_html(std::span<const session::Opened* const> sessions, const core::Language& language,
                        const ReportWishes& wishes) {
    const Words words(language);
    const std::vector<Chapter> chapters = chapters_of(sessions);
    Html html;
    write_head(html, title_of(chapters, words), wishes);
    html.open("main");
    html.element("p", "kicker", words.of("report.kicker"));
    if (chapters.empty())
        html.element("h1", {}, words.of("report.title")).element("p", {}, words.of("report.no_sessions"));
    for (const Chapter& chapter : chapters) write_chapter(html, chapter, words);
    if (!wishes.judged.empty()) write_matrix(html, wishes.judged, words);
    html.open("footer").text(words.of("report.made_with"));
    if (!wishes.made_on.empty()) html.text(" " + words.of("report.made_on", {wishes.made_on}));
    html.close("footer").close("main").raw("</body>\n</html>\n");
    return html.str();
}

}  // namespace ensaio::analytics
