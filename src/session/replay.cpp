#include "session/replay.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "core/hash.hpp"
#include "core/limits.hpp"
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
    if (errors.empty()) errors = check_amount(session, *study, *prototype);
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return Opened{
        .session = std::move(session), .study = std::move(*study), .prototype = std::move(*prototype)};
}

core::Errors check_amount(const Session& session, const study::Study& study,
                          const prototype::Prototype& prototype) {
    std::size_t answers = 0, bytes = 0, steps = 0, ways = 0;
    bool changing = false;
    for (const Record& record : session.records) {
        const auto* moved = std::get_if<Moved>(&record.event);
        if (moved == nullptr && !std::holds_alternative<Resumed>(record.event)) continue;
        ++steps;
        if (moved == nullptr || moved->move.kind != study::MoveKind::walk) continue;
        const prototype::Action& action = moved->move.action;
        answers += action.value.size();
        for (const std::string& part : action.value) bytes += part.size();
        // While an answer is changed the way may be gone again, screen by screen.
        changing = changing || action.kind == prototype::ActionKind::change;
        if (changing &&
            (action.kind == prototype::ActionKind::change || action.kind == prototype::ActionKind::back))
            ++ways;
    }
    const std::size_t fields =
        std::max({prototype.fields.size(), study.after_task.fields.size(), study.after_test.fields.size()});
    // A byte is summed in a quarter of the time of a field.
    const std::uint64_t step = std::uint64_t{fields} + prototype.screens.size() + answers + bytes / 4;
    const std::uint64_t way = std::uint64_t{fields} * prototype.screens.size();
    const bool much = session.records.size() > core::kMaxReplayRecords ||
                      session.trace.samples.size() > core::kMaxReplaySamples ||
                      bytes > core::kMaxReplayAnswers || step * steps + way * ways > core::kMaxReplayWork;
    if (!much) return {};
    return {{.code = "session.too_much", .where = {}, .args = {}}};
}

namespace {

// Of all journeys that a seeker keeps.
inline constexpr std::size_t kMaxKept = 8'000'000;

std::size_t bytes_of(const prototype::State& state) {
    std::size_t bytes = state.answers.size() * sizeof(prototype::Answer) +
                        state.errors.size() * sizeof(prototype::FieldError);
    for (const prototype::Answer& answer : state.answers) {
        bytes += answer.value.size() * sizeof(std::string);
        for (const std::string& part : answer.value) bytes += part.size();
    }
    return bytes;
}

std::size_t bytes_of(const study::Journey& journey) {
    return sizeof(study::Journey) + bytes_of(journey.walk) + bytes_of(journey.questions);
}

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
    kept_bytes_ = bytes_of(keyframes_.front());
    replay(opened, [&](const Moment& moment) {
        if ((moment.index + 1) % between_ == 0) keep(moment.after);
    });
}

void Seeker::keep(const study::Journey& journey) {
    keyframes_.push_back(journey);
    kept_bytes_ += bytes_of(journey);
    while (kept_bytes_ > kMaxKept && keyframes_.size() > 1) {
        // Every second one goes.
        std::size_t left = 0;
        for (std::size_t i = 0; i < keyframes_.size(); i += 2) {
            if (i != left) keyframes_[left] = std::move(keyframes_[i]);
            ++left;
        }
        keyframes_.resize(left);
        between_ *= 2;
        kept_bytes_ = 0;
        for (const study::Journey& kept : keyframes_) kept_bytes_ += bytes_of(kept);
    }
}

study::Journey Seeker::at_record(std::size_t index) const {
    const std::vector<Record>& records = opened_.session.records;
    index = std::min(index, records.size());
    study::Journey journey = keyframes_[std::min(index / between_, keyframes_.size() - 1)];
    for (std::size_t i = index - index % between_; i < index; ++i) {
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
