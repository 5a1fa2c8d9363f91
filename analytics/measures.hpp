// Measures of one session, by running it again. Definitions: docs/metrics.md.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analytics/field_measures.hpp"
#include "analytics/questionnaires.hpp"
#include "prototype/walkthrough_ways.hpp"
#include "session/replay.hpp"

namespace ensaio::analytics {

/// The numbers are in the order of goodness. A success with TaskMeasures::helps is one with help.
enum class Outcome : std::uint8_t { direct_success, indirect_success, wrong_end, gave_up, interrupted };

/// A stay on one screen.
struct Visit {
    prototype::ScreenIndex screen = prototype::kNone;
    std::uint64_t entered = 0, left = 0;  // ms since the start of the session
    double active_s = 0;                  // without hidden time and interruptions
    double reading_s = 0;                 // of these, before the first thing done here
    bool back = false;                    // left by *back*
    unsigned actions = 0, errors = 0;
    unsigned clicks = 0, dead_clicks = 0;  // as TaskMeasures counts them: without typed text
};

struct FieldErrors {
    prototype::FieldIndex field = prototype::kNone;
    prototype::Rule rule = prototype::Rule::none;
    unsigned times = 0;
};

/// One participant's attempt at one task.
struct TaskMeasures {
    std::size_t task = 0;  // index into Study::tasks
    Outcome outcome = Outcome::interrupted;
    std::uint64_t started = 0, ended = 0;  // ms since the start of the session: start_task and task_done or
                                           // task_gave_up (else the last record)
    double total_s = 0;                    // without the gap before a Resumed
    double active_s = 0;                   // total without hidden page
    double pauses_s = 0;   // sum of stretches over 10 s without a record, within the active time
    unsigned screens = 0;  // screens seen in all, revisits counted
    unsigned unique_screens = 0;
    unsigned backtracks = 0;          // moves by back or change, and starts over
    std::optional<unsigned> fewest;   // screens needed to reach the goal with the answers that were asked
                                      // for; nothing: it cannot be reached, or there are too many ways to it
    std::optional<double> lostness;   // wayfinding.hpp; of attempts that were not interrupted
    std::optional<unsigned> detour;   // steps beyond the fewest needed; only when the goal was reached
    unsigned validation_errors = 0;   // field errors shown, each time counted
    std::vector<FieldErrors> errors;  // by field and rule, in the order first met
    unsigned dead_clicks = 0;
    unsigned clicks = 0;  // dead ones, and moves but for typed text
    unsigned rages =
        0;  // runs of 3 dead clicks or more on one target, each < 1 s and < 30 css px from the last
    // The first click was not a dead one, and the first step led to a screen of an expected way. Nothing: no
    // step was made, or no way is known.
    std::optional<bool> first_step_expected;
    std::optional<double> first_action_s;  // active time before the first thing done
    std::vector<FieldMeasures> fields;     // touched, asked or wrong; in the order of the prototype
    prototype::FieldIndex last_field = prototype::kNone;  // touched last; kNone: none
    unsigned helps = 0;                                   // noted by the facilitator
    std::optional<int> ease;                              // SEQ 1-7
    std::vector<Visit> visits;
    std::size_t first_record = 0, last_record = 0;
};

struct SessionMeasures {
    std::vector<TaskMeasures> tasks;  // started ones
    bool consented = false;
    bool finished = false;       // reached the thanks
    std::string rating;          // option id of the city's rating; empty: not answered
    std::string letter_useful;   // option id of what was said of the service letter; empty: not answered
    std::optional<Sus> sus;      // where all ten are answered
    std::optional<double> umux;  // of all four
    std::optional<UmuxLite> umux_lite;  // of both, where only two are asked
    std::string_view modality;  // what the person mostly worked with: modality_of; empty: not recorded
    double total_s = 0;         // from the first to the last record, without the gap before a Resumed
    std::size_t inexact = 0;    // moments whose checksum is not the recorded one
};

/// What follows from the study and the prototype alone, found by searching the Walkthrough once for many
/// sessions.
struct Guide {
    struct Goal {
        prototype::ScreenIndex screen = prototype::kNone;
        std::vector<prototype::Wanted> answers;  // without which the task is not done
        prototype::ShortestWays ways;            // the expected ones
    };
    std::vector<Goal> goals;  // of each task
    // kNone: not asked, or not on its scale.
    prototype::FieldIndex ease = prototype::kNone, rating = prototype::kNone,
                          letter_useful = prototype::kNone;
    std::vector<prototype::FieldIndex> sus, umux;  // all that are asked for a score; empty: there is none
};
Guide guide_to(const study::Study& study, const prototype::Prototype& prototype);

/// The guides of many sessions: each version of study and prototype is searched once.
class Guides {
public:
    /// Good as long as this is.
    const Guide& of(const session::Opened& opened);

private:
    std::map<std::pair<core::Sha256, core::Sha256>, Guide> known_;  // by the hashes of study and prototype
};

/// `guide`: that of the session's own study and prototype.
SessionMeasures measure(const session::Opened& opened, const Guide& guide);
SessionMeasures measure(const session::Opened& opened);

/// Done with the goal reached, with or without help.
inline bool is_success(Outcome outcome) {
    return outcome == Outcome::direct_success || outcome == Outcome::indirect_success;
}
/// "mouse", "touch", "pen", "keyboard" or "assistive": what the trace names most often; empty: it names none.
/// Typing is part of working with anything: the keyboard only counts where nothing else was used.
std::string_view modality_of(const session::Session& session);

/// "direct_success" …
std::string_view outcome_name(Outcome outcome);

}  // namespace ensaio::analytics
