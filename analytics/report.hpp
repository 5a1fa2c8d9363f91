// The printable page: one HTML file that says what a test showed, to people who were not there. Charts are
// SVG in the page; no script, nothing from elsewhere. The figures are those of measures, findings and the
// statistics; here they get words.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "analytics/judged.hpp"
#include "analytics/measures.hpp"
#include "core/language.hpp"

namespace ensaio::analytics {

struct ReportWishes {
    std::string tag = "pt-BR";  // of the language, as HTML wants it
    std::string made_on{};      // a date in words; empty: none is told
    // Of the same sessions, with people's edits: what they corrected, rated, added, took for one problem and
    // discarded is on the page as they left it. nullptr: only what was recorded. Must outlive the call.
    const Worksheet* edited = nullptr;
};

/// The whole page. Each version of study and prototype has its own chapter. A session that is given twice
/// counts once. Sessions without a consent are told as a number, and not otherwise.
std::string report_html(std::span<const session::Opened* const> sessions, const core::Language& language,
                        const ReportWishes& wishes);

}  // namespace ensaio::analytics
