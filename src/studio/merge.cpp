#include "studio/merge.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "core/hash.hpp"
#include "core/limits.hpp"
#include "session/chunk.hpp"

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

/// The studies and prototypes among the chunks of a file that are those of their session's header.
class Sources {
public:
    explicit Sources(std::span<const session::Session> sessions) {
        for (const session::Session& session : sessions) headers_[session.header.id] = &session.header;
    }

    /// False: it is another one than was recorded. Any other chunk is right.
    bool right(const session::StoredChunk& chunk) {
        const session::Found found = session::find_chunks(chunk.bytes, 0);
        const auto header = headers_.find(chunk.session);
        if (found.chunks.empty() || header == headers_.end()) return true;
        const auto kind = static_cast<session::ChunkKind>(found.chunks.front().kind);
        if (kind == session::ChunkKind::study)
            return hash_of(found.chunks.front()) == header->second->study_hash;
        if (kind != session::ChunkKind::prototype) return true;
        return hash_of(found.chunks.front()) == header->second->prototype_hash;
    }

private:
    /// Many sessions have the same ones.
    const std::string& hash_of(const session::FoundChunk& chunk) {
        const auto deflated = static_cast<std::uint8_t>(session::Codec::deflate);
        std::vector<std::uint8_t> source(chunk.payload.begin(), chunk.payload.end());
        if (chunk.codec == deflated)
            source = session::inflate(chunk.payload, core::kMaxPrototypeBytes).value_or(session::Bytes{});
        const auto [known, fresh] = hashes_.try_emplace(std::move(source));
        if (fresh)
            known->second = core::hex(core::sha256(
                std::string_view(reinterpret_cast<const char*>(known->first.data()), known->first.size())));
        return known->second;
    }

    std::map<std::string_view, const session::Header*> headers_;
    std::map<std::vector<std::uint8_t>, std::string> hashes_;
};

bool is_one_too_many(const session::StoredChunk& chunk) { return chunk.sequence >= kMostChunks; }

/// Of each session the first chunk of `file` that is one too many.
std::map<std::string, session::Damage> too_many_of(std::span<const std::uint8_t> file) {
    session::Found found = session::find_chunks(file, session::kFileMagic.size());
    session::Room room(file.size());
    const session::Unfolded unfolded = session::unfold(found, room);
    std::map<std::string, session::Damage> damages;
    for (const session::FoundChunk& chunk : found.chunks) {
        if (chunk.sequence < kMostChunks) continue;
        damages.try_emplace(
            core::hex(chunk.id),
            session::Damage{.code = "too_much", .offset = chunk.offset, .sequence = chunk.sequence});
    }
    return damages;
}

}  // namespace

core::Result<Merge> merge(std::span<const std::uint8_t> file, std::span<const session::Bytes> stored,
                          std::span<const std::string> erased) {
    auto read = session::read_file(file);
    if (!read) return std::unexpected(std::move(read.error()));
    std::vector<session::StoredChunk> chunks = session::split_file(file), here;
    Merge merged;
    std::map<std::string, session::Damage> too_many;
    if (std::ranges::any_of(chunks, is_one_too_many)) {
        too_many = too_many_of(file);
        std::erase_if(chunks, is_one_too_many);
    }
    Sources sources(read->sessions);
    std::erase_if(chunks, [&](const session::StoredChunk& chunk) {
        if (sources.right(chunk)) return false;
        if (merged.mismatched.empty() || merged.mismatched.back() != chunk.session)
            merged.mismatched.push_back(chunk.session);
        return true;
    });
    for (const session::Bytes& one : stored)
        std::ranges::move(session::split_file(one), std::back_inserter(here));
    const auto there = by_session(chunks), mine = by_session(here);
    const std::set<std::string_view> gone(erased.begin(), erased.end());

    for (const session::Damage& damage : read->damage) merged.damage.push_back({{}, damage});
    std::set<std::string_view> wanted;
    for (const session::Session& session : read->sessions) {
        const std::string& id = session.header.id;
        for (const session::Damage& damage : session.damage)
            merged.damage.push_back({session.header.participant, damage});
        if (const auto damage = too_many.find(id); damage != too_many.end())
            merged.damage.push_back({session.header.participant, damage->second});
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
