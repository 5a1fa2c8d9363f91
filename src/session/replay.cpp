#include "session/replay.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "core/hash.hpp"
#include "prototype/read.hpp"
#include "session/redact.hpp"
#include "study/read.hpp"

namespace ensaio::session {

namespace {

core::Errors check_source(const std::string& source, const std::string& hash, const char* which) {
    if (source.empty()) return {{.code = "session.no_source", .where = which, .args = {}}};
    if (core::hex(core::sha256(source)) != hash)
        return {{.code = "session.hash_mismatch", .where = which, .args = {}}};
    return {};
}

}  // namespace

core::Result<Opened> open(Session session) {
    core::Errors errors = check_source(session.study_source, session.header.study_hash, "study");
    core::Errors others = check_source(session.prototype_source, session.header.prototype_hash, "prototype");
    std::ranges::move(others, std::back_inserter(errors));
    if (!errors.empty()) return std::unexpected(std::move(errors));

    auto study = study::read(session.study_source, core::Origin::recording);
    if (!study) return std::unexpected(std::move(study.error()));
    auto prototype = prototype::read(session.prototype_source, core::Origin::recording);
    if (!prototype) return std::unexpected(std::move(prototype.error()));
    errors = study::check_against(*study, *prototype);
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return Opened{
        .session = std::move(session), .study = std::move(*study), .prototype = std::move(*prototype)};
}

namespace {

// Running so many records again takes far less than a frame.
inline constexpr std::size_t kBetweenKeyframes = 64;

study::Journey as_it_began(const Opened& opened) {
    const Header& header = opened.session.header;
    return study::begin(opened.study, opened.prototype, header.seed, first_day(header));
}

/// Lets an event happen. Returns what a move had for an effect.
prototype::Effect happen(const Opened& opened, study::Journey& journey, const Event& event) {
    if (const auto* moved = std::get_if<Moved>(&event))
        return study::advance_to(opened.study, opened.prototype, journey, moved->move);
    if (std::holds_alternative<Resumed>(event))
        journey = forget_private(opened.study, opened.prototype, std::move(journey));
    return prototype::Effect::nothing;
}

/// An answer is most of what happens: only it and the outcomes that others share with it are copied.
void follow(prototype::State& before, const prototype::State& after, prototype::FieldIndex answered) {
    for (std::size_t i = 0; i < after.answers.size(); ++i) before.answers[i].facts = after.answers[i].facts;
    before.answers[answered] = after.answers[answered];
}

}  // namespace

study::Journey replay(const Opened& opened, const std::function<void(const Moment&)>& each) {
    const std::vector<Record>& records = opened.session.records;
    study::Journey before = as_it_began(opened), after = before;
    study::JourneySum sum;
    sum.of(opened.study, opened.prototype, after);
    for (std::size_t i = 0; i < records.size(); ++i) {
        const prototype::Effect effect = happen(opened, after, records[i].event);
        const auto* moved = std::get_if<Moved>(&records[i].event);
        bool exact = true;
        if (moved != nullptr) {
            exact = static_cast<std::uint32_t>(sum.after(opened.study, opened.prototype, after, moved->move,
                                                         before.phase, effect)) == moved->checksum;
        } else if (std::holds_alternative<Resumed>(records[i].event)) {
            sum.of(opened.study, opened.prototype, after);
        }
        each({.record = records[i],
              .index = i,
              .before = before,
              .after = after,
              .effect = effect,
              .exact = exact});
        const bool answered = effect == prototype::Effect::changed &&
                              moved->move.kind == study::MoveKind::walk && before.phase == after.phase;
        if (answered) {
            const bool walking = before.phase == study::Phase::walking;
            follow(walking ? before.walk : before.questions, walking ? after.walk : after.questions,
                   moved->move.action.target);
        } else if (effect != prototype::Effect::nothing ||
                   std::holds_alternative<Resumed>(records[i].event)) {
            before = after;
        }
    }
    return after;
}

Seeker::Seeker(const Opened& opened) : opened_(opened) {
    keyframes_.push_back(as_it_began(opened));
    replay(opened, [&](const Moment& moment) {
        if ((moment.index + 1) % kBetweenKeyframes == 0) keyframes_.push_back(moment.after);
    });
}

study::Journey Seeker::at_record(std::size_t index) const {
    const std::vector<Record>& records = opened_.session.records;
    index = std::min(index, records.size());
    study::Journey journey = keyframes_[index / kBetweenKeyframes];
    for (std::size_t i = index - index % kBetweenKeyframes; i < index; ++i) {
        // What changes nothing need not be run.
        if (std::holds_alternative<Moved>(records[i].event) ||
            std::holds_alternative<Resumed>(records[i].event))
            happen(opened_, journey, records[i].event);
    }
    return journey;
}

study::Journey Seeker::at_time(std::uint64_t ms) const {
    const auto later = std::ranges::upper_bound(opened_.session.records, ms, {}, &Record::at);
    return at_record(static_cast<std::size_t>(later - opened_.session.records.begin()));
}

}  // namespace ensaio::session
