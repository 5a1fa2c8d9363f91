#include "session/redact.hpp"

#include <vector>

namespace ensaio::session {

namespace {

void forget(const study::Study& study, const prototype::Prototype& walked, prototype::State& state) {
    for (std::size_t i = 0; i < state.answers.size(); ++i) {
        const prototype::Field& field = walked.fields[i];
        if (may_store(study, field) || state.answers[i].facts.length_class == 0) continue;
        prototype::clear_answer(walked, state, static_cast<prototype::FieldIndex>(i));
        state.passed[field.screen] = false;
        std::erase_if(state.errors, [&](const prototype::FieldError& error) { return error.field == i; });
    }
}

}  // namespace

bool may_store(const study::Study& study, const prototype::Field& field) {
    return study.made_up_data || field.privacy == prototype::Privacy::open;
}

study::Move redact(const study::Study& study, const prototype::Prototype& prototype,
                   const study::Journey& journey, const study::Move& move) {
    // Built up from nothing: what is not named here is not recorded.
    study::Move kept{.kind = move.kind, .target = move.target, .action = {}};
    if (move.kind != study::MoveKind::walk) return kept;
    kept.action.kind = move.action.kind;
    kept.action.target = move.action.target;
    if (move.action.kind != prototype::ActionKind::set) return kept;

    const prototype::Prototype* walked = study::walked(study, prototype, journey.phase);
    const study::Progress progress = study::advance(study, prototype, journey, move);
    if (walked == nullptr || progress.effect == prototype::Effect::nothing) {
        // Whether a text is the one already there cannot be seen later, when neither is kept.
        kept.action.target = prototype::kNone;
        return kept;
    }
    const prototype::FieldIndex field = move.action.target;
    if (may_store(study, walked->fields[field])) kept.action.value = move.action.value;
    // With a value too: the rules of a later program may find another, and what happened stays as it was.
    kept.action.facts = study::walked_state(progress.journey).answers[field].facts;
    return kept;
}

study::Journey forget_private(const study::Study& study, const prototype::Prototype& prototype,
                              study::Journey journey) {
    const prototype::Prototype* walked = study::walked(study, prototype, journey.phase);
    if (walked != nullptr)
        forget(study, *walked, journey.phase == study::Phase::walking ? journey.walk : journey.questions);
    return journey;
}

}  // namespace ensaio::session
