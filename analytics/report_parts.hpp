// How the printable page is put together. Only the files of the report include this.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analytics/findings.hpp"
#include "analytics/html_out.hpp"
#include "analytics/judged.hpp"
#include "analytics/measures.hpp"
#include "analytics/proportions.hpp"
#include "analytics/report.hpp"
#include "core/language.hpp"

namespace ensaio::analytics {

/// A finding as the page tells it.
struct Told {
    JudgedFinding judged;  // its people are some of the chapter's participants
    std::size_t tested = 0;
    std::string screen{};    // of a field that was found by rule
    std::string evidence{};  // in words; may be empty
};

/// The sessions of one version of study and prototype. Never empty.
struct Chapter {
    std::vector<const session::Opened*> sessions;  // by start
    std::vector<SessionMeasures> measures;         // of each of the sessions, with people's corrections
    std::vector<TaskMeasures> unrecorded{};  // attempts that people wrote down; nothing but how they ended
    std::size_t corrected = 0;               // outcomes that people changed
    std::vector<Finding> findings;           // evidence refers to `sessions`
    std::vector<Told> told{};                // the findings, and those that people added
    std::set<std::string> participants;      // who started a task

    const session::Opened& first() const { return *sessions.front(); }
    /// The attempts at a task, in the order of the sessions.
    std::vector<const TaskMeasures*> all_attempts_at(std::size_t task) const;
    /// Those that were not interrupted.
    std::vector<const TaskMeasures*> attempts_at(std::size_t task) const;
};
/// `edited`: as ReportWishes has it; may be null.
std::vector<Chapter> chapters_of(std::span<const session::Opened* const> sessions, const Worksheet* edited);
/// Fills `told` from the findings and from what people made of them.
void tell_findings(Chapter& chapter, const Worksheet* edited, const core::Language& language);

/// The language of the page, and figures in it.
class Words {
public:
    explicit Words(const core::Language& language) : language_(language) {}

    std::string of(std::string_view key, std::initializer_list<std::string_view> args = {}) const {
        return language_.text(key, args);
    }
    std::string percent(double share) const;                 // "36 %"
    std::string number(double value, int digits) const;      // "5,4"
    std::string x_of_n(std::size_t x, std::size_t n) const;  // "4 de 5"
    std::string likely(const Interval& interval) const;      // "provavelmente entre 36 % e 98 %"
    static std::string duration(double seconds);             // "3 min 20 s"
    const core::Language& language() const { return language_; }

private:
    const core::Language& language_;
};

// Charts: widths in parts of what there is, heights in px, so that they fit a phone and a sheet of paper.

/// A line from 0 % to 100 % with a dot at the share and a bar over the interval.
std::string share_chart(double share, const Interval& interval, std::string_view title);
/// The scale below share_charts: 0, 25 … 100 %.
std::string share_scale(const Words& words);

/// Dots at the times, a bar over the interval and a mark at the middle; from 0 to `most`.
std::string time_chart(std::span<const double> seconds, double middle,
                       const std::optional<Interval>& interval, double most, std::string_view title);
/// A round time that is no less than the longest.
double time_scale_end(double longest);
std::string time_scale(double most);

struct Piece {
    std::string_view
        kind;  // name of its pattern: "direct", "indirect", "helped", "wrong", "gave_up", "interrupted"
    std::size_t count = 0;
};
/// One bar of pieces beside each other, each with its number.
std::string pieces_chart(std::span<const Piece> pieces, std::string_view title);

/// A bar of `part` of the width; the piece `stopped` at its end is marked.
std::string bar_chart(double part, double stopped, std::string_view title);

/// Impact upwards, effort to the right; what stands at one place has its numbers together.
std::string matrix_chart(std::span<const Judged> judged, const Words& words);

/// Patterns that the charts refer to; once a page.
std::string_view chart_patterns();
std::string_view report_style();

// Sections of a chapter; each begins with its heading.
void write_summary(Html& html, const Chapter& chapter, const Words& words);
void write_completion(Html& html, const Chapter& chapter, const Words& words);
void write_times(Html& html, const Chapter& chapter, const Words& words);
void write_funnel(Html& html, const Chapter& chapter, const Words& words);
void write_findings(Html& html, const Chapter& chapter, const Words& words);
void write_fields(Html& html, const Chapter& chapter, const Words& words);
void write_opinions(Html& html, const Chapter& chapter, const Words& words);
void write_method(Html& html, const Chapter& chapter, const Words& words);
void write_matrix(Html& html, std::span<const Judged> judged, const Words& words);
/// The rating after completion, TMA and savings, from the city's own figures; nothing where there are none.
void write_city(Html& html, const Worksheet& edited, const Words& words);
/// How far the raters of the severities agree; nothing where there are none.
void write_agreement(Html& html, const Worksheet& edited, const Words& words);

}  // namespace ensaio::analytics
