// Walkthrough: (Prototype, State, Action) -> State. Pure and deterministic: the participant's page, the
// recorder, the replay, the metrics, the checks, the tests and the fuzzer all run this one function.
//
// Every decision reads an answer's Facts, never its text. So a session that keeps the facts and not the text
// takes the same branches and meets the same errors when it is run again: exactness and privacy do not
// exclude each other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "prototype/model.hpp"

namespace ensaio::prototype {

/// All that later decisions may ask about an answer.
struct Facts {
    std::uint8_t length_class = 0;  // 0 blank, else bit width of the length in code points: 1, 2-3, 4-7, 8-15
                                    // …; of choices: of their number
    Rule failed = Rule::none;       // the first rule it breaks, `required` included
    std::uint64_t outcomes = 0;     // bit Test::bit: outcome of that test on this answer

    bool operator==(const Facts&) const = default;
};

struct State;

/// What `value` would be in this field now: rules about dates read State::today, tests of two fields the
/// other's answer.
Facts facts_of(const Prototype& prototype, const State& state, FieldIndex field, const Value& value);

struct Answer {
    Facts facts;
    Value value;           // empty when private and replayed
    bool touched = false;  // was ever set

    bool operator==(const Answer&) const = default;
};

struct FieldError {
    FieldIndex field = kNone;
    Rule rule = Rule::none;
    std::uint16_t check = kNone;  // Rule::conflict: index into Screen::checks of the field's screen

    bool operator==(const FieldError&) const = default;
};

struct State {
    ScreenIndex screen = 0;
    // Screens gone through to get here, oldest first, without `screen`; where *back* leads. Each stands there
    // once: *continue* to a screen that was already gone through cuts the trail before it.
    std::vector<ScreenIndex> trail;
    std::vector<Answer> answers;  // one per field of the prototype
    // Found by the last *continue* on this screen, in the order of the fields.
    std::vector<FieldError> errors;
    std::vector<bool> passed;           // per screen: left by *continue* with valid answers
    std::vector<bool> skipped;          // per screen: left by *skip* when it was last left
    ScreenIndex changing_from = kNone;  // the check screen to return to after *change*
    std::string protocol;               // made when a confirmation is first reached
    std::uint64_t seed = 0;
    std::int32_t today = 0;  // days since 1970-01-01 on the participant's calendar

    bool operator==(const State&) const = default;
};

/// Whether the screen is the one that is open, or was gone through to get here.
bool came_by(const State& state, ScreenIndex screen);

/// The numbers are part of the journal's format: only ever add at the end.
enum class ActionKind : std::uint8_t {
    set = 0,    // target: field; value (or facts, when the text is private and replayed)
    go_on = 1,  // the main button: validate, then branch
    back = 2,
    change = 3,  // target: field to change, from a check screen
    skip = 4,    // of a sign-in screen: on without signing in
    press = 5,   // target: index into Screen::hotspots of a picture
};
inline constexpr ActionKind kLastAction = ActionKind::press;

/// What a person meant.
struct Action {
    ActionKind kind = ActionKind::go_on;
    std::uint16_t target = kNone;
    Value value;
    std::optional<Facts> facts;  // present: used in place of those of `value`

    bool operator==(const Action&) const = default;
};

/// The first state. `seed` decides the protocol number; `today`: days since 1970-01-01.
State start(const Prototype& prototype, std::uint64_t seed, std::int32_t today);

/// About how many bytes a state takes.
std::size_t bytes_of(const State& state);

/// Puts back an answer that the field had before.
void put_back(const Prototype& prototype, State& state, FieldIndex field, Answer answer);

/// Makes an answer blank again, as it was at the start; tests that compare it with another field see that.
void clear_answer(const Prototype& prototype, State& state, FieldIndex field);

/// Whether a test compares this field with another: then its facts follow from both texts.
bool is_compared(const Prototype& prototype, FieldIndex field);

enum class Effect : std::uint8_t {
    nothing,   // the state is unchanged: the action was not possible here, or was void
    changed,   // an answer changed
    moved,     // another screen
    rejected,  // *continue* found errors: they are in State::errors
};

struct Step {
    State state;
    Effect effect = Effect::nothing;
};

/// Never fails: an action that is not possible in `state` (unknown target, a field of another screen, back at
/// the start, *continue* where the walk ends) has no effect. A *set* with facts and without value always
/// counts as a change: only changes are recorded.
///
/// After *change*, *continue* passes over the screens that were already left with answers that are still
/// valid, up to a check screen or the first screen that has something to ask; *back* returns to the check
/// screen if the answers still lead there.
Step apply(const Prototype& prototype, const State& state, const Action& action);

/// The same, for who has no more use for the state before: it becomes the state after.
Effect apply_to(const Prototype& prototype, State& state, const Action& action);

/// Whether the field is asked on the way to and on State::screen. A condition reads as blank what is not
/// asked on this way: fields of screens that are not on it, hidden fields, and, in Field::show_if, the field
/// itself and those after it.
bool is_shown(const Prototype& prototype, const State& state, FieldIndex field);

/// Of every field whether is_shown.
std::vector<bool> shown_fields(const Prototype& prototype, const State& state);

/// Whether the condition holds, given the answers so far. `shown`: shown_fields, for who has many to ask.
bool holds(const Prototype& prototype, const State& state, const Condition& condition);
bool holds(const Prototype& prototype, const State& state, const Condition& condition,
           const std::vector<bool>& shown);

/// Where *continue* would lead from `screen` with these answers; kNone: the walk ends there.
ScreenIndex next_screen(const Prototype& prototype, const State& state, ScreenIndex screen);

/// The shown fields of State::screen, in order.
std::vector<FieldIndex> fields_asked(const Prototype& prototype, const State& state);

/// The fields a check screen lists: shown fields of the screens of the trail, in order, but for those that
/// ask about the letter and not for the request.
std::vector<FieldIndex> fields_to_check(const Prototype& prototype, const State& state);

/// Over everything that may be stored (facts of every field, the values of open ones, screen, trail, errors),
/// so that it is the same for a walk with texts and for its replay without them. `made_up`: the values of all
/// fields count.
std::uint64_t checksum(const Prototype& prototype, const State& state, bool made_up);

/// The checksums of a walk that is followed action by action: after an answer only what comes from there on
/// is summed again.
class WalkSum {
public:
    /// All of it.
    std::uint64_t of(const Prototype& prototype, const State& state, bool made_up);
    /// Nothing but this answer, and the outcomes that others share with it, changed since the last call.
    std::uint64_t after_answer(const Prototype& prototype, const State& state, bool made_up,
                               FieldIndex field);

private:
    std::uint64_t from(const Prototype& prototype, const State& state, bool made_up, std::size_t first,
                       std::uint64_t hash);

    std::vector<std::uint64_t> before_;  // the sum of all that stands before each answer
};

}  // namespace ensaio::prototype
