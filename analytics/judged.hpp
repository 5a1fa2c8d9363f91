// What people judged, as it stands in the worksheet: what the report and discovery take from it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analytics/agreement.hpp"
#include "analytics/problems.hpp"
#include "analytics/worksheet.hpp"

namespace ensaio::analytics {

struct Judged {
    std::string id, problem;     // "P-003", in words
    int impact = 0, effort = 0;  // 1 to 5
    std::string action;          // what is to be done about it; may be empty
};

/// The problems of *Definir* to which people gave an impact and an effort, the first to be solved first; not
/// those that they threw away.
std::vector<Judged> judged_in(const Worksheet& worksheet);

/// How grave a finding is, 0 to 4 (Nielsen 1994).
struct JudgedSeverity {
    double value = 0;                // the mean of the raters, or what people wrote in its place
    std::size_t raters = 0;          // 0: nobody rated it on the sheet of raters
    double lowest = 0, highest = 0;  // of the raters
};

/// A finding as people left it. Texts may be empty.
struct JudgedFinding : Counted {
    std::string key;  // of its row: key_of(Finding) of a candidate, "own/3" of one that people added
    bool is_candidate = false;  // of the sessions of today
    std::string id;             // "A-003"
    std::string finding, place, evidence, recommendation, decision, owner;
    std::optional<JudgedSeverity> severity;
};

/// The findings in their order, also those that were thrown away. Of a problem that people wrote down without
/// a finding the number is its own. Empty: the worksheet has no such sheets.
std::vector<JudgedFinding> findings_in(const Worksheet& worksheet);

/// How far the raters of the severities agree; nothing: too few ratings, or all the same.
std::optional<Krippendorff> severity_agreement_in(const Worksheet& worksheet);

/// How an attempt at a task ended, as people left it: in the order of the choices of `tarefas.outcome`.
enum class Ending : std::uint8_t { alone, with_help, gave_up, wrong_end, interrupted };

struct JudgedAttempt {
    std::string key;    // "<session id>/<task id>", or "own/3" of one that people added
    std::string group;  // of all attempts at the same task
    std::string participant;
    std::optional<Ending> ending;  // nothing: people wrote something else
    std::optional<double> active_s;
    std::optional<int> ease;  // 1 to 7
};
/// The attempts at the tasks, also those of which there is no recording.
std::vector<JudgedAttempt> attempts_in(const Worksheet& worksheet);

}  // namespace ensaio::analytics
