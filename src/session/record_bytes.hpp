// Records as bytes: the payload of a chunk of records (docs/formats/session.md).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "session/bytes.hpp"
#include "session/record.hpp"

namespace ensaio::session {

inline constexpr std::uint64_t kMaxTime =
    1ULL << 53;  // ms; also the largest whole number that JavaScript counts exactly
inline constexpr std::size_t kMaxBoxBytes = 200;  // id of a box

/// `event` without what the reader would refuse: a value or box id over its limits or not UTF-8.
Event within_limits(Event event);

/// Appends one record. `before` is the time of the record before in the chunk; 0 for its first, which so
/// carries its own.
void put_record(Bytes& bytes, const Record& record, std::uint64_t before);

/// Appends the records of a payload to `records` as long as there is `room`, which each takes 2 of and each
/// text of an answer beyond the first 1 more. Times earlier than the record before are taken as the same
/// time. Returns the damage code of the first record that cannot be read, after which the rest of the payload
/// is left out: "unknown_record", "bad_record", "too_much"; empty: all were read.
std::string_view take_records(std::span<const std::uint8_t> payload, std::vector<Record>& records,
                              std::size_t& room);

}  // namespace ensaio::session
