#include "session/replay.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <string>
#include <utility>

#include "core/hash.hpp"
#include "core/limits.hpp"
#include "prototype/read.hpp"
#include "session/own.hpp"
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

core::Errors too_much() { return {{.code = "session.too_much", .where = {}, .args = {}}}; }

bool is_long(const Session& session) {
    return session.records.size() > core::kMaxReplayRecords ||
           session.trace.samples.size() > core::kMaxReplaySamples;
}

}  // namespace

core::Result<Opened> open_own(Session session) {
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

core::Result<Opened> open(Session session) {
    // Before the prototype is there: many records and a large one would be too much together.
    if (is_long(session)) return std::unexpected(too_much());
    auto opened = open_own(std::move(session));
    if (!opened) return opened;
    auto amount = check_amount(opened->session, opened->study, opened->prototype);
    if (!amount) return std::unexpected(std::move(amount.error()));
    return opened;
}

namespace {

/// What the records do.
struct Amount {
    std::size_t steps = 0, ways = 0;  // ways: steps that may go the whole way again
    std::size_t bytes = 0;            // of all answers
    std::size_t held = 0;             // of the longest answer to each field, and how many parts these have
    // Answers of which no facts were recorded, and the most bytes and parts that one answer has.
    std::size_t judged = 0, most_bytes = 0, most_parts = 0;
};

Amount amount_of(const Session& session) {
    Amount amount;
    std::vector<std::size_t> longest;
    bool changing = false;
    for (const Record& record : session.records) {
        const auto* moved = std::get_if<Moved>(&record.event);
        if (moved == nullptr && !std::holds_alternative<Resumed>(record.event)) continue;
        ++amount.steps;
        if (moved == nullptr || moved->move.kind != study::MoveKind::walk) continue;
        const prototype::Action& action = moved->move.action;
        std::size_t bytes = 0;
        for (const std::string& part : action.value) bytes += part.size();
        amount.bytes += bytes;
        amount.most_bytes = std::max(amount.most_bytes, bytes);
        amount.most_parts = std::max(amount.most_parts, action.value.size());
        if (action.kind == prototype::ActionKind::set && !action.facts) ++amount.judged;
        if (!action.value.empty()) {
            longest.resize(std::max(longest.size(), action.target + std::size_t{1}));
            longest[action.target] = std::max(longest[action.target], action.value.size() + bytes / 4);
        }
        // While an answer is changed the way may be gone again, screen by screen.
        changing = changing || action.kind == prototype::ActionKind::change;
        if (changing &&
            (action.kind == prototype::ActionKind::change || action.kind == prototype::ActionKind::back))
            ++amount.ways;
    }
    amount.held = std::accumulate(longest.begin(), longest.end(), std::size_t{0});
    return amount;
}

std::uint64_t work_of(const Amount& amount, const study::Study& study,
                      const prototype::Prototype& prototype) {
    std::uint64_t size = 0;  // of fields, screens and tests
    std::uint64_t tests = 0, words = 0,
                  options = 0;  // of one field; words: bytes that its tests compare with
    for (const prototype::Prototype* one : {&prototype, &study.after_task, &study.after_test}) {
        size = std::max<std::uint64_t>(size, one->fields.size() + one->screens.size() + one->tests.size());
        for (const prototype::Field& field : one->fields) {
            std::uint64_t compared = 0;
            for (const prototype::TestIndex test : field.read_by) compared += one->tests[test].value.size();
            tests = std::max<std::uint64_t>(tests, field.read_by.size());
            words = std::max(words, compared);
            options = std::max<std::uint64_t>(options, field.options.size());
        }
    }
    const std::uint64_t way = size * prototype.screens.size();
    // One that is judged anew is compared with what its tests name, or with another answer, and looked for
    // among the options.
    const std::uint64_t judging = words + tests * amount.most_bytes + options * amount.most_parts;
    // What is held is summed with every step; an answer is read once by each test that asks for it.
    return (size + amount.held) * amount.steps + way * amount.ways + (1 + tests) * amount.bytes +
           judging * amount.judged;
}

}  // namespace

core::Result<std::uint64_t> check_amount(const Session& session, const study::Study& study,
                                         const prototype::Prototype& prototype) {
    const Amount amount = amount_of(session);
    const std::uint64_t work = work_of(amount, study, prototype);
    if (is_long(session) || amount.bytes > core::kMaxReplayAnswers || work > core::kMaxReplayWork)
        return std::unexpected(too_much());
    return work;
}

namespace {

// Of all journeys that a seeker keeps.
inline constexpr std::size_t kMaxKept = 4'000'000;

std::size_t bytes_of(const study::Journey& journey) {
    return sizeof(study::Journey) + prototype::bytes_of(journey.walk) +
           prototype::bytes_of(journey.questions);
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

Seeker::Seeker(const Opened& opened, const std::function<void(const Moment&)>& each) : opened_(opened) {
    keyframes_.push_back(as_it_began(opened));
    kept_bytes_ = bytes_of(keyframes_.front());
    replay(opened, [&](const Moment& moment) {
        if ((moment.index + 1) % between_ == 0) keep(moment.after);
        if (each) each(moment);
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
