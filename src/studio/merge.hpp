// What of an opened file of sessions is new beside what is stored.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "session/journal.hpp"

namespace ensaio::studio {

struct Merge {
    std::vector<std::string> came;    // sessions that were not here
    std::vector<std::string> longer;  // that were, and of which there is more in the file
    std::vector<std::string> known;   // that were, whole
    std::vector<std::string> erased;  // that whoever had done them wanted to be gone: left out
    std::vector<std::string>
        mismatched;  // whose study or prototype in the file is not the one of their header: that is left out
    std::vector<session::StoredChunk> chunks;  // to be stored: of all that came or are longer
    struct Hurt {
        std::string participant;  // empty: of no session
        session::Damage damage;
    };
    std::vector<Hurt> damage;
};

/// Chunks of one session that are stored, by their numbers from 0 on: each is an entry in the browser's
/// store. A session of two hours has about so many. What is more is left out and told as damage "too_much".
inline constexpr std::uint32_t kMostChunks = 20'000;

/// `stored`: session files. In time proportional to the bytes of both. Errors: those of session::read_file.
core::Result<Merge> merge(std::span<const std::uint8_t> file, std::span<const session::Bytes> stored,
                          std::span<const std::string> erased);

}  // namespace ensaio::studio
