#include "analytics/measures.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "analytics/pressed_box.hpp"
#include "analytics/wayfinding.hpp"
#include "prototype/field_kinds.hpp"
#include "study/scales.hpp"

namespace ensaio::analytics {
namespace {

using prototype::ActionKind;
using prototype::Effect;
using session::Moment;
using study::MoveKind;
using study::Phase;

constexpr std::uint64_t kPauseMs = 10'000;
constexpr std::uint64_t kRageMs = 1'000;
constexpr std::int64_t kRagePx = 30;
constexpr unsigned kRageClicks = 3;

double seconds(std::uint64_t ms) { return static_cast<double>(ms) / 1000.0; }

/// The chosen option (or the text) of a field; empty: not asked or not answered.
std::string_view answer_to(prototype::FieldIndex field, const prototype::State& state) {
    if (field >= state.answers.size()) return {};
    const prototype::Value& value = state.answers[field].value;
    return value.empty() ? std::string_view() : std::string_view(value.front());
}

/// Nothing undoes having been here: the request was sent, or the walk is over.
bool is_final(const prototype::Screen& screen) {
    return screen.kind == prototype::ScreenKind::confirmation || prototype::exits_of(screen).empty();
}

/// Dead clicks in a row on one target.
struct Run {
    std::string box;
    prototype::ScreenIndex screen = prototype::kNone;
    std::int64_t x = 0, y = 0;
    std::uint64_t at = 0;
    unsigned clicks = 0;
};

bool is_typed(const prototype::Field& field) {
    const prototype::Family family = prototype::row_of(field.kind).family;
    return family == prototype::Family::line || family == prototype::Family::lines ||
           family == prototype::Family::parts;
}

/// A task under way: what is still counted in ms, and what only the outcome needs.
struct TaskUnderWay {
    TaskMeasures measures;
    FieldWatch fields;
    const Guide::Goal* goal = nullptr;
    std::uint64_t active = 0, total = 0, pauses = 0, visit_active = 0;
    bool read = false;  // something was done on this screen
    std::set<prototype::ScreenIndex> seen;
    unsigned continues = 0;
    std::optional<unsigned> continues_to_goal;  // when the goal was first reached
};

class Measuring {
public:
    Measuring(const session::Opened& opened, const Guide& guide) : opened_(opened), guide_(guide) {}

    void see(const Moment& moment) {
        pass_time(moment.record);
        if (!moment.exact) ++result_.inexact;
        if (const auto* click = std::get_if<session::DeadClick>(&moment.record.event); click && attempt_) {
            dead_click(moment.record.at, *click);
        } else if (const auto* focused = std::get_if<session::Focused>(&moment.record.event);
                   focused && attempt_ && moment.before.phase == Phase::walking) {
            act();
            attempt_->fields.focus(focused->field);
        } else if (const auto* moved = std::get_if<session::Moved>(&moment.record.event)) {
            move(moment, moved->move);
        } else if (const auto* note = std::get_if<session::Note>(&moment.record.event); note && attempt_) {
            if (note->code == session::Note::Code::helped) ++attempt_->measures.helps;
        }
        last_record_ = moment.index;
    }

    SessionMeasures finish() {
        if (attempt_) end(Outcome::interrupted, last_record_);
        result_.modality = modality_of(opened_.session);
        result_.total_s = seconds(total_);
        return std::move(result_);
    }

private:
    Visit& visit() { return attempt_->measures.visits.back(); }

    void pass_time(const session::Record& record) {
        const std::uint64_t passed = last_at_ && record.at > *last_at_ ? record.at - *last_at_ : 0;
        last_at_ = record.at;
        stretch_ = 0;
        const bool resumed = std::holds_alternative<session::Resumed>(record.event);
        if (!resumed) {
            total_ += passed;
            if (attempt_) {
                attempt_->total += passed;
                if (!hidden_) {
                    stretch_ = passed;
                    attempt_->fields.pass(passed);
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

    /// Something was done: reading ends with it.
    void act() {
        if (!attempt_->measures.first_action_s) attempt_->measures.first_action_s = seconds(attempt_->active);
        if (attempt_->read) return;
        attempt_->read = true;
        visit().reading_s = seconds(attempt_->visit_active);
    }

    void count_click() {
        ++attempt_->measures.clicks;
        ++visit().clicks;
    }

    void dead_click(std::uint64_t at, const session::DeadClick& click) {
        act();
        if (attempt_->measures.clicks == 0) judge_first_step(false);
        count_click();
        ++attempt_->measures.dead_clicks;
        ++visit().dead_clicks;
        const std::string box = steady_box(click.box);
        const std::int64_t dx = click.x - run_.x, dy = click.y - run_.y;
        const bool goes_on = run_.clicks > 0 && run_.box == box && run_.screen == visit().screen &&
                             at - run_.at < kRageMs && dx * dx + dy * dy < kRagePx * kRagePx;
        run_ = {.box = box,
                .screen = visit().screen,
                .x = click.x,
                .y = click.y,
                .at = at,
                .clicks = goes_on ? run_.clicks + 1 : 1};
        if (run_.clicks == kRageClicks) ++attempt_->measures.rages;
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
        read_questions(moment.after);
    }

    void begin(const Moment& moment) {
        TaskUnderWay attempt{.measures = {}, .fields = FieldWatch(opened_.prototype.fields.size())};
        attempt.measures.task = moment.after.task;
        attempt.measures.started = moment.record.at;
        attempt.measures.first_record = moment.index;
        if (moment.after.task < guide_.goals.size()) attempt.goal = &guide_.goals[moment.after.task];
        attempt_ = std::move(attempt);
        run_ = {};
        enter(moment.after.walk.screen, moment.record.at);
    }

    void enter(prototype::ScreenIndex screen, std::uint64_t at) {
        attempt_->measures.visits.push_back({.screen = screen, .entered = at});
        attempt_->seen.insert(screen);
        attempt_->visit_active = 0;
        attempt_->read = false;
        attempt_->fields.enter(opened_.prototype.screens[screen]);
        if (attempt_->goal != nullptr && screen == attempt_->goal->screen && !attempt_->continues_to_goal)
            attempt_->continues_to_goal = attempt_->continues;
    }

    void leave(std::uint64_t at) {
        visit().left = at;
        visit().active_s = seconds(attempt_->visit_active);
        if (!attempt_->read) visit().reading_s = visit().active_s;
    }

    void walk(const Moment& moment, const prototype::Action& action) {
        if (!attempt_ || moment.effect == Effect::nothing) return;
        act();
        ++visit().actions;
        if (action.kind == ActionKind::set) return answer(moment, action);
        count_click();
        if (moment.effect == Effect::rejected) {
            for (const prototype::FieldError& error : moment.after.walk.errors) count(error);
        }
        if (moment.effect != Effect::moved) return;
        if (action.kind == ActionKind::back || action.kind == ActionKind::change) {
            ++attempt_->measures.backtracks;
        } else {
            ++attempt_->continues;
        }
        visit().back = action.kind == ActionKind::back;
        if (action.kind == ActionKind::go_on) attempt_->fields.leave(opened_.prototype, moment.before.walk);
        judge_first_step(attempt_->goal != nullptr &&
                         attempt_->goal->ways.lead_over(1, moment.after.walk.screen));
        leave(moment.record.at);
        enter(moment.after.walk.screen, moment.record.at);
    }

    void judge_first_step(bool expected) {
        if (attempt_->goal == nullptr || attempt_->goal->ways.steps.value_or(0) == 0) return;
        if (!attempt_->measures.first_step_expected) attempt_->measures.first_step_expected = expected;
    }

    void answer(const Moment& moment, const prototype::Action& action) {
        const prototype::Field& field = opened_.prototype.fields[action.target];
        const bool typed = is_typed(field);
        if (!typed) count_click();
        if (action.target == guide_.letter_useful)
            result_.letter_useful = answer_to(action.target, moment.after.walk);
        const auto before = moment.before.walk.answers[action.target].facts.length_class;
        const auto after = moment.after.walk.answers[action.target].facts.length_class;
        // Of typed text each letter may be an answer: only what became shorter was taken back.
        const bool corrects = typed ? after < before : before != 0;
        attempt_->fields.answer(action.target, corrects, stretch_);
    }

    void count(const prototype::FieldError& error) {
        TaskMeasures& measures = attempt_->measures;
        ++visit().errors;
        attempt_->fields.error(error.field);
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

    bool answered_as_asked(const prototype::State& walk) const {
        return std::ranges::all_of(attempt_->goal->answers, [&](const prototype::Wanted& wanted) {
            return prototype::has_wanted(opened_.prototype, walk, wanted);
        });
    }

    Outcome outcome(const prototype::State& walk) const {
        if (!attempt_->continues_to_goal) return Outcome::wrong_end;
        const prototype::ScreenIndex goal = attempt_->goal->screen;
        const bool reached = prototype::came_by(walk, goal) || is_final(opened_.prototype.screens[goal]);
        if (!reached || !answered_as_asked(walk)) return Outcome::wrong_end;
        const std::optional<unsigned> fewest = attempt_->goal->ways.steps;
        const bool straight =
            attempt_->measures.backtracks == 0 && (!fewest || *attempt_->continues_to_goal <= *fewest);
        return straight ? Outcome::direct_success : Outcome::indirect_success;
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
        measures.fields = attempt_->fields.finish();
        measures.last_field = attempt_->fields.last();
        if (attempt_->goal != nullptr && attempt_->goal->ways.steps) {
            const unsigned fewest = *attempt_->goal->ways.steps;
            measures.fewest = fewest + 1;
            if (is_success(outcome)) {
                const unsigned walked = *attempt_->continues_to_goal;
                measures.detour = walked > fewest ? walked - fewest : 0;
            }
            if (outcome != Outcome::interrupted)
                measures.lostness = *lostness(measures.unique_screens, measures.screens, *measures.fewest);
        }
        result_.tasks.push_back(std::move(measures));
        attempt_.reset();
    }

    void read_questions(const study::Journey& journey) {
        if (journey.phase == Phase::after_task && !result_.tasks.empty()) {
            result_.tasks.back().ease =
                study::scored_answer(opened_.study.after_task, journey.questions, guide_.ease);
        } else if (journey.phase == Phase::after_test) {
            result_.rating = answer_to(guide_.rating, journey.questions);
            if (const auto items = answers_to(guide_.sus, journey.questions); !items.empty())
                result_.sus = *sus(items);
            const auto items = answers_to(guide_.umux, journey.questions);
            if (items.size() == kUmuxItems) result_.umux = *umux(items);
            if (items.size() == kUmuxLiteItems) result_.umux_lite = *umux_lite(items);
        }
    }

    /// All of them, or nothing: a questionnaire with a missing answer is no questionnaire.
    std::vector<double> answers_to(const std::vector<prototype::FieldIndex>& items,
                                   const prototype::State& state) const {
        std::vector<double> answers;
        for (const prototype::FieldIndex item : items) {
            const auto answer = study::scored_answer(opened_.study.after_test, state, item);
            if (!answer) return {};
            answers.push_back(*answer);
        }
        return answers;
    }

    const session::Opened& opened_;
    const Guide& guide_;
    Run run_;
    std::uint64_t stretch_ = 0;  // active, that ended with this record
    SessionMeasures result_;
    std::optional<TaskUnderWay> attempt_;
    std::optional<std::uint64_t> last_at_;
    std::uint64_t total_ = 0;
    std::size_t last_record_ = 0;
    bool hidden_ = false;
};

}  // namespace

SessionMeasures measure(const session::Opened& opened, const Guide& guide) {
    Measuring measuring(opened, guide);
    session::replay(opened, [&](const Moment& moment) { measuring.see(moment); });
    return measuring.finish();
}

SessionMeasures measure(const session::Opened& opened) {
    return measure(opened, guide_to(opened.study, opened.prototype));
}

std::string_view modality_of(const session::Session& session) {
    constexpr std::array<std::string_view, 5> names = {"mouse", "touch", "pen", "keyboard", "assistive"};
    constexpr std::size_t keyboard = 3;
    std::array<std::size_t, names.size()> times{};
    for (const session::TraceSample& sample : session.trace.samples) {
        if (sample.kind == session::TraceSample::Kind::modality && sample.x >= 0 &&
            static_cast<std::size_t>(sample.x) < names.size())
            ++times[static_cast<std::size_t>(sample.x)];
    }
    const std::size_t typed = std::exchange(times[keyboard], 0);
    const auto most = std::ranges::max_element(times);
    if (*most > 0) return names[static_cast<std::size_t>(most - times.begin())];
    return typed > 0 ? names[keyboard] : std::string_view();
}

std::string_view outcome_name(Outcome outcome) {
    switch (outcome) {
        case Outcome::direct_success: return "direct_success";
        case Outcome::indirect_success: return "indirect_success";
        case Outcome::wrong_end: return "wrong_end";
        case Outcome::gave_up: return "gave_up";
        case Outcome::interrupted: return "interrupted";
    }
    return "";
}

}  // namespace ensaio::analytics
