// Measures of one session, by running it again. Definitions: docs/metrics.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/field_measures.hpp"
#include "analytics/guide.hpp"
#include "analytics/questionnaires.hpp"
#include "session/replay.hpp"

namespace ensaio::analytics {

/// Direct: along an expected way, without going back. The numbers are in the order of goodness. A success
/// with TaskMeasures::helps is one with help.
enum class Outcome : std::uint8_t { direct_success, indirect_success, wrong_end, gave_up, interrupted };

/// A stay on one screen. Reading ends with the first thing done: a heuristic of this program, for nobody's
/// eyes are followed.
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

/// One participant's attempt at one task. Success in levels, errors and steps beyond the fewest: Tullis and
/// Albert 2013, chapter 4. The thresholds of pauses, dead clicks and rage are this program's own, after the
/// 10 s that keep attention on a task (Nielsen 1993, chapter 5) and FullStory's rage clicks.
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
    // The first click was not a dead one, and the first step led to a screen of an expected way: who begins
    // rightly mostly ends rightly (Bailey, Wolfson, Nall and Koyani 2009). Nothing: no step was made, or no
    // way is known.
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
