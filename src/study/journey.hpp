// The participant's way through a study, around the prototype: consent, task card, the prototype, questions,
// thanks. Pure like the Walkthrough, and run again by the replay.
#pragma once

#include <cstdint>
#include <vector>

#include "prototype/walkthrough.hpp"
#include "study/model.hpp"

namespace ensaio::study {

/// The numbers are part of the journal's format: only ever add at the end.
enum class Phase : std::uint8_t { consent = 0, refused, task_card, walking, after_task, after_test, thanks };

/// How the participant said that a task ended.
enum class TaskEnd : std::uint8_t { open = 0, done, gave_up };

/// The numbers are part of the journal's format: only ever add at the end.
enum class MoveKind : std::uint8_t {
    toggle_option = 0,  // target: which of Study::choices
    agree = 1,
    refuse = 2,
    start_task = 3,
    walk = 4,  // action: on the prototype (walking) or on the questions (after_task, after_test)
    task_done = 5,
    task_gave_up = 6,
    show_card = 7,     // opens or closes the task card while walking
    restart_task = 8,  // while walking: the prototype afresh, with nothing filled in
};
inline constexpr MoveKind kLastMove = MoveKind::restart_task;

struct Move {
    MoveKind kind = MoveKind::agree;
    std::uint16_t target = prototype::kNone;
    prototype::Action action;

    bool operator==(const Move&) const = default;
};

struct Journey {
    Phase phase = Phase::consent;
    std::uint16_t task = 0;  // index into Study::tasks
    bool card_open = false;
    std::vector<bool> options;   // choices of the consent taken
    std::vector<TaskEnd> ends;   // per task
    prototype::State walk;       // of the current task's prototype; kept when the task has ended
    prototype::State questions;  // of the current questions
    std::uint64_t seed = 0;
    std::int32_t today = 0;  // days since 1970-01-01 on the participant's calendar

    bool operator==(const Journey&) const = default;
};

/// `today`: days since 1970-01-01 on the participant's calendar.
Journey begin(const Study& study, const prototype::Prototype& prototype, std::uint64_t seed,
              std::int32_t today);

struct Progress {
    Journey journey;
    prototype::Effect effect = prototype::Effect::nothing;
};

/// Never fails: a move that is not possible now has no effect. The last *continue* of a set of questions
/// leads on; without questions the phase is left out. Each task starts the prototype afresh.
Progress advance(const Study& study, const prototype::Prototype& prototype, const Journey& journey,
                 const Move& move);

/// The same, for who has no more use for the journey before: it becomes the journey after.
prototype::Effect advance_to(const Study& study, const prototype::Prototype& prototype, Journey& journey,
                             const Move& move);

/// The prototype that is being walked in this phase (the study's questions or the prototype itself); nullptr:
/// none.
const prototype::Prototype* walked(const Study& study, const prototype::Prototype& prototype, Phase phase);

/// How far that walk has come. Means something only where `walked` names a prototype.
inline const prototype::State& walked_state(const Journey& journey) {
    return journey.phase == Phase::walking ? journey.walk : journey.questions;
}

/// Whether the task's goal screen is the one that is open, or was gone through to get here. The answers count
/// for nothing: who is told by what the page does that they are wrong is not tested any more.
bool is_past_goal(const Study& study, const prototype::Prototype& prototype, const Journey& journey);

/// Whether the participant has agreed that the session is put into the study's drop box.
bool may_be_sent(const Study& study, const Journey& journey);

std::uint64_t checksum(const Study& study, const prototype::Prototype& prototype, const Journey& journey);

/// The checksums of a journey that is followed move by move: what did not change is not summed again.
class JourneySum {
public:
    /// All of it.
    std::uint64_t of(const Study& study, const prototype::Prototype& prototype, const Journey& journey);
    /// Since the last call nothing happened but this move, in the phase `before`, with this effect.
    std::uint64_t after(const Study& study, const prototype::Prototype& prototype, const Journey& journey,
                        const Move& move, Phase before, prototype::Effect effect);

private:
    std::uint64_t around(const Study& study, const prototype::Prototype& prototype, const Journey& journey,
                         const Move* answer);

    prototype::WalkSum walk_, questions_;
    std::uint64_t walk_sum_ = 0, sum_ = 0;
};

}  // namespace ensaio::study
