// The trace as earlier programs wrote it: the payload of a chunk of trace (docs/formats/session.md).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "session/bytes.hpp"
#include "session/record.hpp"

namespace ensaio::session {

/// A place in css px, written as the way from `from` to it.
std::int32_t take_near(ByteReader& in, std::int64_t from);

/// Appends what a payload holds to `trace`, at most up to `most` samples in all. Returns the damage code of a
/// payload of which nothing is taken: "bad_record", "too_much"; empty: it was read.
std::string_view take_trace(std::span<const std::uint8_t> payload, Trace& trace, std::size_t most);

}  // namespace ensaio::session
