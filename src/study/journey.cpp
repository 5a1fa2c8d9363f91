#include "study/journey.hpp"

#include <array>
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
    prototype::Step step = prototype::apply(questions, journey.questions, action);
    journey.questions = std::move(step.state);
    // *Continue* has no effect only where the walk ends and every answer is valid.
    if (action.kind != prototype::ActionKind::go_on || step.effect != Effect::nothing) return step.effect;
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
    prototype::Step step = prototype::apply(prototype, journey.walk, action);
    journey.walk = std::move(step.state);
    return step.effect;
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
    journey.options.resize(study.consent.options.size());
    journey.ends.resize(study.tasks.size());
    journey.seed = seed;
    journey.today = today;
    journey.walk = prototype::start(prototype, seed, today);
    journey.questions = prototype::start(study.after_task, seed, today);
    return journey;
}

Progress advance(const Study& study, const Prototype& prototype, const Journey& journey, const Move& move) {
    Progress progress{journey, Effect::nothing};
    Journey& now = progress.journey;
    if (now.phase == Phase::consent) {
        progress.effect = consent(study, now, move);
    } else if (move.kind == MoveKind::walk) {
        progress.effect = walk(study, prototype, now, move.action);
    } else if (now.phase == Phase::task_card && move.kind == MoveKind::start_task) {
        now.phase = Phase::walking;
        now.walk = first_screen(prototype, now);
        progress.effect = Effect::moved;
    } else if (now.phase == Phase::walking && move.kind == MoveKind::restart_task) {
        now.card_open = false;
        now.walk = first_screen(prototype, now);
        progress.effect = Effect::moved;
    } else if (now.phase == Phase::walking && move.kind == MoveKind::show_card) {
        now.card_open = !now.card_open;
        progress.effect = Effect::changed;
    } else if (now.phase == Phase::walking && move.kind == MoveKind::task_done) {
        progress.effect = end_task(study, now, TaskEnd::done);
    } else if (now.phase == Phase::walking && move.kind == MoveKind::task_gave_up) {
        progress.effect = end_task(study, now, TaskEnd::gave_up);
    }
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

std::uint64_t checksum(const Study& study, const Prototype& prototype, const Journey& journey) {
    std::uint64_t hash = core::fnv1a({});
    const auto number = [&](std::uint64_t value) {
        std::array<char, 8> bytes;
        for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(value >> (8 * i) & 0xff);
        hash = core::fnv1a({bytes.data(), bytes.size()}, hash);
    };
    number(static_cast<std::uint64_t>(journey.phase));
    number(journey.task);
    number(journey.card_open);
    for (const bool taken : journey.options) number(taken);
    for (const TaskEnd end : journey.ends) number(static_cast<std::uint64_t>(end));
    number(prototype::checksum(prototype, journey.walk, study.made_up_data));
    if (const Prototype* questions = walked(study, prototype, journey.phase);
        questions != nullptr && journey.phase != Phase::walking) {
        number(prototype::checksum(*questions, journey.questions, study.made_up_data));
    }
    return hash;
}

}  // namespace ensaio::study
