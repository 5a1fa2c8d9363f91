#include "analytics/report.hpp"

#include "analytics/report_parts.hpp"
#include "core/hash.hpp"
#include "core/text.hpp"

namespace ensaio::analytics {
namespace {

/// The page may use its own style, and nothing else from anywhere.
std::string policy() {
    return "default-src 'none'; style-src 'sha256-" + core::base64(core::sha256(report_style())) +
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

std::string report_html(std::span<const session::Opened* const> sessions, const core::Language& language,
                        const ReportWishes& wishes) {
    const Words words(language);
    std::vector<Chapter> chapters = chapters_of(sessions, wishes.edited);
    Html html;
    write_head(html, title_of(chapters, words), wishes);
    html.open("main");
    html.element("p", "kicker", words.of("report.kicker"));
    if (chapters.empty())
        html.element("h1", {}, words.of("report.title")).element("p", {}, words.of("report.no_sessions"));
    for (Chapter& chapter : chapters) {
        tell_findings(chapter, wishes.edited, language);
        write_chapter(html, chapter, words);
    }
    if (wishes.edited != nullptr) {
        if (const auto judged = judged_in(*wishes.edited); !judged.empty()) write_matrix(html, judged, words);
        write_agreement(html, *wishes.edited, words);
        write_city(html, *wishes.edited, words);
    }
    html.open("footer").text(words.of("report.made_with"));
    if (!wishes.made_on.empty()) html.text(" " + words.of("report.made_on", {wishes.made_on}));
    html.close("footer").close("main").raw("</body>\n</html>\n");
    return html.str();
}

}  // namespace ensaio::analytics
