#include "analytics/measures.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <string_view>
#include <utility>

namespace ensaio::analytics {
namespace {

using prototype::ActionKind;
using prototype::Effect;
using session::Moment;
using study::MoveKind;
using study::Phase;

constexpr std::uint64_t kPauseMs = 10'000;

double seconds(std::uint64_t ms) { return static_cast<double>(ms) / 1000.0; }

/// The chosen option (or the text) of one of the study's questions; empty: not asked or not answered.
std::string_view answer_to(const prototype::Prototype& questions, const prototype::State& state,
                           std::string_view field_id) {
    const prototype::FieldIndex field = questions.field_named(field_id);
    if (field == prototype::kNone || field >= state.answers.size()) return {};
    const prototype::Value& value = state.answers[field].value;
    return value.empty() ? std::string_view() : std::string_view(value.front());
}

std::optional<int> ease_of(std::string_view answer) {
    int value = 0;
    const auto [end, code] = std::from_chars(answer.data(), answer.data() + answer.size(), value);
    if (code != std::errc() || end != answer.data() + answer.size() || value < 1 || value > 7)
        return std::nullopt;
    return value;
}

/// Nothing undoes having been here: the request was sent, or the walk is over.
bool is_final(const prototype::Screen& screen) {
    return screen.kind == prototype::ScreenKind::confirmation || prototype::exits_of(screen).empty();
}

/// A task under way: what is still counted in ms, and what only the outcome needs.
struct Attempt {
    TaskMeasures measures;
    std::uint64_t active = 0, total = 0, pauses = 0, visit_active = 0;
    std::set<prototype::ScreenIndex> seen;
    prototype::ScreenIndex goal = prototype::kNone;
    unsigned continues = 0;
    std::optional<unsigned> continues_to_goal;  // when the goal was first reached
};

class Measuring {
public:
    explicit Measuring(const session::Opened& opened) : opened_(opened) {}

    void see(const Moment& moment) {
        pass_time(moment.record);
        if (!moment.exact) ++result_.inexact;
        if (std::holds_alternative<session::DeadClick>(moment.record.event) && attempt_) {
            ++attempt_->measures.dead_clicks;
            ++visit().dead_clicks;
        } else if (const auto* moved = std::get_if<session::Moved>(&moment.record.event)) {
            move(moment, moved->move);
        } else if (const auto* note = std::get_if<session::Note>(&moment.record.event); note && attempt_) {
            if (note->code == session::Note::Code::helped) ++attempt_->measures.helps;
        }
        read_questions(moment.before);
        read_questions(moment.after);
        last_record_ = moment.index;
    }

    SessionMeasures finish() {
        if (attempt_) end(Outcome::interrupted, last_record_);
        result_.total_s = seconds(total_);
        return std::move(result_);
    }

private:
    Visit& visit() { return attempt_->measures.visits.back(); }

    void pass_time(const session::Record& record) {
        const std::uint64_t passed = last_at_ && record.at > *last_at_ ? record.at - *last_at_ : 0;
        last_at_ = record.at;
        const bool resumed = std::holds_alternative<session::Resumed>(record.event);
        if (!resumed) {
            total_ += passed;
            if (attempt_) {
                attempt_->total += passed;
                if (!hidden_) {
                    attempt_->active += passed;
                    attempt_->visit_active += passed;
                    if (passed > kPauseMs) attempt_->pauses += passed;
                }
            }
        }
        if (resumed) hidden_ = false;
        if (const auto* visibility = std::get_if<session::Visibility>(&record.event))
            hidden_ = visibility->hidden;
    }

    void move(const Moment& moment, const study::Move& move) {
        const Phase before = moment.before.phase, after = moment.after.phase;
        if (before == Phase::consent && after != Phase::consent && after != Phase::refused)
            result_.consented = true;
        if (before == Phase::walking && move.kind == MoveKind::walk) walk(moment, move.action);
        if (before != Phase::walking && after == Phase::walking) begin(moment);
        if (move.kind == MoveKind::restart_task && moment.effect == Effect::moved && attempt_) {
            ++attempt_->measures.backtracks;
            leave(moment.record.at);
            enter(moment.after.walk.screen, moment.record.at);
        }
        if (before == Phase::walking && after != Phase::walking && attempt_) {
            end(move.kind == MoveKind::task_done ? outcome(moment.before.walk) : Outcome::gave_up,
                moment.index);
        }
        if (after == Phase::thanks) result_.finished = true;
    }

    void begin(const Moment& moment) {
        Attempt attempt;
        attempt.measures.task = moment.after.task;
        attempt.measures.started = moment.record.at;
        attempt.measures.first_record = moment.index;
        if (moment.after.task < opened_.study.tasks.size()) {
            attempt.goal = opened_.prototype.screen_named(opened_.study.tasks[moment.after.task].goal_screen);
        }
        attempt_ = std::move(attempt);
        enter(moment.after.walk.screen, moment.record.at);
    }

    void enter(prototype::ScreenIndex screen, std::uint64_t at) {
        attempt_->measures.visits.push_back({.screen = screen, .entered = at});
        attempt_->seen.insert(screen);
        attempt_->visit_active = 0;
        if (screen == attempt_->goal && !attempt_->continues_to_goal)
            attempt_->continues_to_goal = attempt_->continues;
    }

    void leave(std::uint64_t at) {
        visit().left = at;
        visit().active_s = seconds(attempt_->visit_active);
    }

    void walk(const Moment& moment, const prototype::Action& action) {
        if (!attempt_ || moment.effect == Effect::nothing) return;
        ++visit().actions;
        if (moment.effect == Effect::rejected) {
            for (const prototype::FieldError& error : moment.after.walk.errors) count(error);
        }
        if (moment.effect != Effect::moved) return;
        if (action.kind == ActionKind::back || action.kind == ActionKind::change) {
            ++attempt_->measures.backtracks;
        } else {
            ++attempt_->continues;
        }
        leave(moment.record.at);
        enter(moment.after.walk.screen, moment.record.at);
    }

    void count(const prototype::FieldError& error) {
        TaskMeasures& measures = attempt_->measures;
        ++visit().errors;
        ++measures.validation_errors;
        const auto known = std::ranges::find_if(measures.errors, [&](const FieldErrors& met) {
            return met.field == error.field && met.rule == error.rule;
        });
        if (known != measures.errors.end()) {
            ++known->times;
        } else {
            measures.errors.push_back({.field = error.field, .rule = error.rule, .times = 1});
        }
    }

    Outcome outcome(const prototype::State& walk) const {
        if (!attempt_->continues_to_goal) return Outcome::wrong_end;
        const prototype::ScreenIndex goal = attempt_->goal;
        const bool reached = walk.screen == goal || std::ranges::find(walk.trail, goal) != walk.trail.end() ||
                             is_final(opened_.prototype.screens[goal]);
        if (!reached) return Outcome::wrong_end;
        return attempt_->measures.backtracks == 0 ? Outcome::direct_success : Outcome::indirect_success;
    }

    void end(Outcome outcome, std::size_t record) {
        leave(*last_at_);
        TaskMeasures& measures = attempt_->measures;
        measures.outcome = outcome;
        measures.ended = *last_at_;
        measures.last_record = record;
        measures.active_s = seconds(attempt_->active);
        measures.total_s = seconds(attempt_->total);
        measures.pauses_s = seconds(attempt_->pauses);
        measures.screens = static_cast<unsigned>(measures.visits.size());
        measures.unique_screens = static_cast<unsigned>(attempt_->seen.size());
        if (outcome == Outcome::direct_success || outcome == Outcome::indirect_success) {
            const unsigned walked = *attempt_->continues_to_goal;
            const std::optional<unsigned> fewest = prototype::fewest_steps(opened_.prototype, attempt_->goal);
            if (fewest) measures.detour = walked > *fewest ? walked - *fewest : 0;
        }
        result_.tasks.push_back(std::move(measures));
        attempt_.reset();
    }

    void read_questions(const study::Journey& journey) {
        if (journey.phase == Phase::after_task && !result_.tasks.empty()) {
            result_.tasks.back().ease =
                ease_of(answer_to(opened_.study.after_task, journey.questions, "seq"));
        } else if (journey.phase == Phase::after_test) {
            result_.rating = answer_to(opened_.study.after_test, journey.questions, "rating");
        }
    }

    const session::Opened& opened_;
    SessionMeasures result_;
    std::optional<Attempt> attempt_;
    std::optional<std::uint64_t> last_at_;
    std::uint64_t total_ = 0;
    std::size_t last_record_ = 0;
    bool hidden_ = false;
};

}  // namespace

SessionMeasures measure(const session::Opened& opened) {
    Measuring measuring(opened);
    session::replay(opened, [&](const Moment& moment) { measuring.see(moment); });
    return measuring.finish();
}

}  // namespace ensaio::analytics
