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

    auto study = study::read(session.study_source);
    if (!study) return std::unexpected(std::move(study.error()));
    auto prototype = prototype::read(session.prototype_source);
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

/// The journey after an event, and what a move had for an effect.
study::Progress after(const Opened& opened, const study::Journey& journey, const Event& event) {
    if (const auto* moved = std::get_if<Moved>(&event))
        return study::advance(opened.study, opened.prototype, journey, moved->move);
    return {.journey = std::holds_alternative<Resumed>(event)
                           ? forget_private(opened.study, opened.prototype, journey)
                           : journey,
            .effect = prototype::Effect::nothing};
}

}  // namespace

study::Journey replay(const Opened& opened, const std::function<void(const Moment&)>& each) {
    const std::vector<Record>& records = opened.session.records;
    study::Journey journey = as_it_began(opened);
    for (std::size_t i = 0; i < records.size(); ++i) {
        study::Progress progress = after(opened, journey, records[i].event);
        const auto* moved = std::get_if<Moved>(&records[i].event);
        const bool exact =
            moved == nullptr || static_cast<std::uint32_t>(study::checksum(
                                    opened.study, opened.prototype, progress.journey)) == moved->checksum;
        each({.record = records[i],
              .index = i,
              .before = journey,
              .after = progress.journey,
              .effect = progress.effect,
              .exact = exact});
        journey = std::move(progress.journey);
    }
    return journey;
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
            journey = after(opened_, journey, records[i].event).journey;
    }
    return journey;
}

study::Journey Seeker::at_time(std::uint64_t ms) const {
    const auto later = std::ranges::upper_bound(opened_.session.records, ms, {}, &Record::at);
    return at_record(static_cast<std::size_t>(later - opened_.session.records.begin()));
}

}  // namespace ensaio::session
