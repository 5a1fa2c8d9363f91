// Candidate findings: what the sessions show and people should look at, found by a few plain rules. No cause,
// no severity: these are people's. The rules are told to their readers in docs/metrics.md.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/measures.hpp"

namespace ensaio::analytics {

/// The numbers are the order among findings that met as many participants.
enum class FindingKind : std::uint8_t {
    task_not_done,    // a participant gave up, or said done without having reached the goal
    left_at_field,    // the field that was touched last before giving up
    field_errors,     // validation errors were shown at a field
    went_back,        // participants went back from a screen
    dead_clicks,      // presses on the same box of a screen did nothing
    dead_spot,        // presses at the same place of a screen, where there is no box, did nothing
    loop,             // one attempt came to the same screen again and again
    lost,             // a task was gone through with a lostness over 0.5
    long_pause,       // nothing was done on a screen for long, with the page in sight
    slow_field,       // a field took much longer than the others
    field_corrected,  // chosen answers were changed for others
    text_corrected,   // typed text was shortened again and again
    looked_again,     // the service letter or the task card was looked at again, away from this screen
    noted,            // the facilitator noted a hesitation, a question, help or a misreading on a screen
};

/// When observations become a candidate. Why, and where that comes from: for who asks; docs/metrics.md shows
/// it.
struct FindingRule {
    FindingKind kind = FindingKind::task_not_done;
    std::string_view name;  // "task_not_done"; key of the words after "worksheet.finding."
    std::size_t fewest_people = 1, fewest_times = 1;  // distinct participants; records of evidence
    double threshold = 0;                             // of one observation, in `unit`; 0: none
    std::string_view unit, reason, source;
    // What must be reached as well, in these units; empty units: nothing else.
    struct Bound {
        double least = 0;
        std::string_view unit;
    };
    std::array<Bound, 2> also = {};
};
std::span<const FindingRule> finding_rules();
const FindingRule& rule_of(FindingKind kind);

/// A record of a session.
struct Evidence {
    std::size_t session = 0;  // index into the sessions given to `find_candidates`
    std::size_t record = 0;   // index into its records
    bool operator==(const Evidence&) const = default;
};

struct Finding {
    FindingKind kind = FindingKind::task_not_done;
    prototype::ScreenIndex screen = prototype::kNone;  // task_not_done: the task's goal
    prototype::FieldIndex field = prototype::kNone;    // of field_errors
    // Of dead_clicks: as steady_box gives it. Of dead_spot the place: "place:celular:-12,340", the device,
    // and css px from the middle of the page and from its top, of the first press there.
    std::string box;
    std::int32_t x = 0, y = 0;  // of dead_spot: of that press, css px from the screen's top left corner
    std::uint32_t width = 0;    // and how wide the page was then; 0: not recorded
    std::size_t task = 0;       // of task_not_done, lost: index into the study of the first evidence
    unsigned gave_up = 0, wrong_end = 0;  // of task_not_done
    std::vector<FieldErrors> errors;      // of field_errors: by rule
    std::vector<Evidence> evidence;       // never empty; in the order of the sessions
    std::vector<std::string> people;      // distinct participants of the evidence, sorted
    std::size_t affected = 0;             // how many these are
    std::size_t tested = 0;  // distinct participants who started a task on this very version of the prototype
};

/// "calcada@1a2b3c4d/field_errors/como_e/cor": version of the prototype, rule and place, never a running
/// number. `first`: the session of the finding's first evidence.
std::string key_of(const Finding& finding, const session::Opened& first);
/// "calcada@1a2b3c4d": what the keys of a version's findings begin with.
std::string version_key(const prototype::Prototype& prototype);
/// "teste@5e6f7a8b/calcada@1a2b3c4d": the same for all sessions of one version of study and prototype.
std::string versions_key(const session::Opened& opened);

/// Each version of a prototype (its hash) has its own findings. Most participants first.
std::vector<Finding> find_candidates(std::span<const session::Opened* const> sessions);

/// Who a session counts for: the participant's code, or the session itself where there is none.
const std::string& participant_of(const session::Opened& opened);

}  // namespace ensaio::analytics
