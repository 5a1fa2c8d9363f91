#include "study/journey.hpp"

#include <string_view>

#include "core/hash.hpp"

namespace ensaio::study {
namespace {

using prototype::Effect;
using prototype::Prototype;

void ask(Journey& journey, const Prototype& questions, Phase phase) {
    journey.phase = phase;
    journey.questions = prototype::start(questions, journey.seed, journey.today);
}

void leave_last_task(const Study& study, Journey& journey) {
    if (study.after_test.screens.empty()) {
        journey.phase = Phase::thanks;
    } else {
        ask(journey, study.after_test, Phase::after_test);
    }
}

void leave_task(const Study& study, Journey& journey) {
    if (journey.task + std::size_t{1} >= study.tasks.size()) {
        leave_last_task(study, journey);
    } else {
        ++journey.task;
        journey.phase = Phase::task_card;
    }
}

prototype::State first_screen(const Prototype& prototype, const Journey& journey) {
    return prototype::start(prototype, journey.seed + journey.task, journey.today);
}

Effect end_task(const Study& study, Journey& journey, TaskEnd end) {
    journey.ends[journey.task] = end;
    journey.card_open = false;
    if (study.after_task.screens.empty()) {
        leave_task(study, journey);
    } else {
        ask(journey, study.after_task, Phase::after_task);
    }
    return Effect::moved;
}

Effect answer(const Study& study, const Prototype& questions, Journey& journey,
              const prototype::Action& action) {
    const Effect effect = prototype::apply_to(questions, journey.questions, action);
    // *Continue* has no effect only where the walk ends and every answer is valid.
    if (action.kind != prototype::ActionKind::go_on || effect != Effect::nothing) return effect;
    journey.questions.errors.clear();
    if (journey.phase == Phase::after_task) {
        leave_task(study, journey);
    } else {
        journey.phase = Phase::thanks;
    }
    return Effect::moved;
}

Effect walk(const Study& study, const Prototype& prototype, Journey& journey,
            const prototype::Action& action) {
    const Prototype* questions = walked(study, prototype, journey.phase);
    if (questions == nullptr) return Effect::nothing;
    if (journey.phase != Phase::walking) return answer(study, *questions, journey, action);
    return prototype::apply_to(prototype, journey.walk, action);
}

Effect consent(const Study& study, Journey& journey, const Move& move) {
    if (move.kind == MoveKind::toggle_option && move.target < journey.options.size()) {
        journey.options[move.target].flip();
        return Effect::changed;
    }
    if (move.kind == MoveKind::refuse) {
        journey.phase = Phase::refused;
        return Effect::moved;
    }
    if (move.kind != MoveKind::agree) return Effect::nothing;
    if (study.tasks.empty()) {
        leave_last_task(study, journey);
    } else {
        journey.phase = Phase::task_card;
    }
    return Effect::moved;
}

}  // namespace

Journey begin(const Study& study, const Prototype& prototype, std::uint64_t seed, std::int32_t today) {
    Journey journey;
    journey.options.resize(study.choices());
    journey.ends.resize(study.tasks.size());
    journey.seed = seed;
    journey.today = today;
    journey.walk = prototype::start(prototype, seed, today);
    journey.questions = prototype::start(study.after_task, seed, today);
    return journey;
}

Effect advance_to(const Study& study, const Prototype& prototype, Journey& now, const Move& move) {
    if (now.phase == Phase::consent) return consent(study, now, move);
    if (move.kind == MoveKind::walk) return walk(study, prototype, now, move.action);
    if (now.phase == Phase::task_card && move.kind == MoveKind::start_task) {
        now.phase = Phase::walking;
        now.walk = first_screen(prototype, now);
        return Effect::moved;
    }
    if (now.phase != Phase::walking) return Effect::nothing;
    switch (move.kind) {
        case MoveKind::restart_task:
            now.card_open = false;
            now.walk = first_screen(prototype, now);
            return Effect::moved;
        case MoveKind::show_card: now.card_open = !now.card_open; return Effect::changed;
        case MoveKind::task_done: return end_task(study, now, TaskEnd::done);
        case MoveKind::task_gave_up: return end_task(study, now, TaskEnd::gave_up);
        case MoveKind::toggle_option:
        case MoveKind::agree:
        case MoveKind::refuse:
        case MoveKind::start_task:
        case MoveKind::walk: break;
    }
    return Effect::nothing;
}

Progress advance(const Study& study, const Prototype& prototype, const Journey& journey, const Move& move) {
    Progress progress{journey, Effect::nothing};
    progress.effect = advance_to(study, prototype, progress.journey, move);
    return progress;
}

const Prototype* walked(const Study& study, const Prototype& prototype, Phase phase) {
    switch (phase) {
        case Phase::walking: return &prototype;
        case Phase::after_task: return &study.after_task;
        case Phase::after_test: return &study.after_test;
        case Phase::consent:
        case Phase::refused:
        case Phase::task_card:
        case Phase::thanks: break;
    }
    return nullptr;
}

bool is_past_goal(const Study& study, const Prototype& prototype, const Journey& journey) {
    if (journey.phase != Phase::walking) return false;
    const prototype::ScreenIndex goal = prototype.screen_named(study.tasks[journey.task].goal_screen);
    return prototype::came_by(journey.walk, goal);
}

bool may_be_sent(const Study& study, const Journey& journey) {
    return study.drop_box && journey.phase != Phase::consent && journey.phase != Phase::refused &&
           journey.options.back();
}

std::uint64_t checksum(const Study& study, const Prototype& prototype, const Journey& journey) {
    return JourneySum().of(study, prototype, journey);
}

std::uint64_t JourneySum::of(const Study& study, const Prototype& prototype, const Journey& journey) {
    walk_sum_ = walk_.of(prototype, journey.walk, study.made_up_data);
    return around(study, prototype, journey, nullptr);
}

std::uint64_t JourneySum::after(const Study& study, const Prototype& prototype, const Journey& journey,
                                const Move& move, Phase before, Effect effect) {
    if (effect == Effect::nothing) return sum_;
    const bool answered = effect == Effect::changed && move.kind == MoveKind::walk;
    if (before == Phase::walking && answered) {
        walk_sum_ = walk_.after_answer(prototype, journey.walk, study.made_up_data, move.action.target);
    } else if (before == Phase::walking || journey.phase == Phase::walking) {
        const bool card_alone = move.kind == MoveKind::show_card;
        if (!card_alone) walk_sum_ = walk_.of(prototype, journey.walk, study.made_up_data);
    }
    return around(study, prototype, journey, answered && before == journey.phase ? &move : nullptr);
}

/// `answer`: nothing else of the questions changed.
std::uint64_t JourneySum::around(const Study& study, const Prototype& prototype, const Journey& journey,
                                 const Move* answer) {
    std::uint64_t hash = core::fnv1a({});
    const auto number = [&](std::uint64_t value) { hash = core::fnv1a_number(value, hash); };
    number(static_cast<std::uint64_t>(journey.phase));
    number(journey.task);
    number(journey.card_open);
    for (const bool taken : journey.options) number(taken);
    for (const TaskEnd end : journey.ends) number(static_cast<std::uint64_t>(end));
    number(walk_sum_);
    if (const Prototype* questions = walked(study, prototype, journey.phase);
        questions != nullptr && journey.phase != Phase::walking) {
        number(answer != nullptr ? questions_.after_answer(*questions, journey.questions, study.made_up_data,
                                                           answer->action.target)
                                 : questions_.of(*questions, journey.questions, study.made_up_data));
    }
    return sum_ = hash;
}

}  // namespace ensaio::study
