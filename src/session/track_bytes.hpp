// The track as bytes: the payload of a chunk of track (docs/formats/session.md).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "session/bytes.hpp"
#include "session/record.hpp"

namespace ensaio::session {

/// The boxes that the chunks before have named, so that each is named once.
struct NamedBoxes {
    std::uint64_t before = 0;           // so many were named in chunks that are not there
    std::vector<std::uint32_t> places;  // of those after them: index in Trace::boxes
};

/// The payload of a chunk that names all of its boxes itself. The samples must not go back in time, stand
/// whole tens of ms apart and have the y of their kind; web/trace.js writes the same.
Bytes track_payload(const Trace& trace);

/// Appends what a payload holds to `trace`. `room` is what may still be taken: each sample takes 1 of it,
/// each box 1 and one more per 32 bytes of its name. Returns the damage code of a payload of which nothing is
/// taken: "bad_record", "too_much"; empty: it was read.
std::string_view take_track(std::span<const std::uint8_t> payload, NamedBoxes& named, Trace& trace,
                            std::size_t& room);

}  // namespace ensaio::session
