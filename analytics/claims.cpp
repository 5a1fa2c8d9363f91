#include "analytics/tally.hpp"
#include "core/hash.hpp"

namespace ensaio::analytics {
namespace {

/// Tells recordings of one session apart: the times of the records, and the checksums after the moves.
std::uint64_t sum_of(const std::vector<session::Record>& records) {
    std::uint64_t sum = 0;
    for (const session::Record& record : records) {
        const auto* moved = std::get_if<session::Moved>(&record.event);
        sum ^= record.at + (std::uint64_t{record.event.index()} << 56) +
               (std::uint64_t{moved != nullptr ? moved->checksum : 0} << 24);
        sum = core::split_mix(sum);
    }
    return sum;
}

}  // namespace

Claims::Answer Claims::claim(const session::Session& session) {
    const Recording recording{.records = session.records.size(), .sum = sum_of(session.records)};
    const auto [place, fresh] = known_.try_emplace(session.header.id, Known{recording, false});
    Known& known = place->second;
    if (settled_ && known.open && known.recording == recording) {
        known.open = false;
        return Answer::counts;
    }
    if (fresh && !settled_) return Answer::counts;
    if (settled_ || known.recording == recording) return Answer::repeated;
    disputed_ = true;
    known.recording = std::max(known.recording, recording);
    return Answer::disputed;
}

void Claims::again() {
    settled_ = true;
    disputed_ = false;
    for (auto& [id, known] : known_) known.open = true;
}

}  // namespace ensaio::analytics
