#include "studio/merge.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

namespace ensaio::studio {

namespace {

/// Of a session: its chunks by number.
using Chunks = std::map<std::uint32_t, std::span<const std::uint8_t>>;

std::map<std::string_view, Chunks> by_session(std::span<const session::StoredChunk> chunks) {
    std::map<std::string_view, Chunks> sessions;
    for (const session::StoredChunk& chunk : chunks)
        sessions[chunk.session].emplace(chunk.sequence, chunk.bytes);
    return sessions;
}

/// Whether there is more in `chunks` than is stored, and nothing in them contradicts it: then both are parts
/// of one session.
bool adds_to(const Chunks& stored, const Chunks& chunks) {
    bool more = false;
    for (const auto& [number, bytes] : chunks) {
        const auto known = stored.find(number);
        more = more || known == stored.end();
        if (known != stored.end() && !std::ranges::equal(known->second, bytes)) return false;
    }
    return more;
}

}  // namespace

core::Result<Merge> merge(std::span<const std::uint8_t> file, std::span<const session::Bytes> stored,
                          std::span<const std::string> erased) {
    auto read = session::read_file(file);
    if (!read) return std::unexpected(std::move(read.error()));
    std::vector<session::StoredChunk> chunks = session::split_file(file), here;
    for (const session::Bytes& one : stored)
        std::ranges::move(session::split_file(one), std::back_inserter(here));
    const auto there = by_session(chunks), mine = by_session(here);
    const std::set<std::string_view> gone(erased.begin(), erased.end());

    Merge merged;
    for (const session::Damage& damage : read->damage) merged.damage.push_back({{}, damage});
    std::set<std::string_view> wanted;
    for (const session::Session& session : read->sessions) {
        const std::string& id = session.header.id;
        for (const session::Damage& damage : session.damage)
            merged.damage.push_back({session.header.participant, damage});
        const auto found = there.find(id), known = mine.find(id);
        if (gone.contains(id)) {
            merged.erased.push_back(id);
        } else if (known == mine.end()) {
            merged.came.push_back(id);
            wanted.insert(id);
        } else if (found != there.end() && adds_to(known->second, found->second)) {
            merged.longer.push_back(id);
            wanted.insert(id);
        } else {
            merged.known.push_back(id);
        }
    }
    for (session::StoredChunk& chunk : chunks) {
        if (wanted.contains(chunk.session)) merged.chunks.push_back(std::move(chunk));
    }
    return merged;
}

}  // namespace ensaio::studio
