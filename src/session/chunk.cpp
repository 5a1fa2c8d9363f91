#include "session/chunk.hpp"

#include <algorithm>

#include "core/hash.hpp"
#include "core/limits.hpp"

namespace ensaio::session {

namespace {

inline constexpr std::string_view kMark = "EnCh";
inline constexpr std::size_t kIdAt = 4, kSequenceAt = 20, kKindAt = 24, kCodecAt = 25, kLengthAt = 26,
                             kPayloadAt = 30;
inline constexpr std::size_t kCrcBytes = 4;

using Span = std::span<const std::uint8_t>;

std::uint32_t u32_at(Span bytes, std::size_t at) { return ByteReader(bytes.subspan(at, 4)).u32(); }

std::size_t next_mark(Span file, std::size_t from) {
    const auto rest = file.subspan(std::min(from, file.size()));
    return static_cast<std::size_t>(std::search(rest.begin(), rest.end(), kMark.begin(), kMark.end()) -
                                    file.begin());
}

SessionId id_of(Span chunk) {
    SessionId id;
    std::ranges::copy(chunk.subspan(kIdAt, id.size()), id.begin());
    return id;
}

void report(Found& found, std::string_view code, Span file, std::size_t offset) {
    if (found.damage.size() >= core::kMaxReportedErrors) return;
    FoundDamage& damage = found.damage.emplace_back();
    damage.damage = {.code = std::string(code), .offset = offset, .sequence = 0};
    const Span chunk = file.subspan(offset);
    if (chunk.size() < kKindAt || next_mark(chunk.first(kMark.size()), 0) != 0) return;
    damage.id = id_of(chunk);
    damage.damage.sequence = u32_at(chunk, kSequenceAt);
}

}  // namespace

std::optional<SessionId> id_from_hex(std::string_view hex) {
    SessionId id{};
    if (hex.size() != 2 * id.size()) return {};
    for (std::size_t i = 0; i < hex.size(); ++i) {
        const char c = hex[i];
        const bool digit = c >= '0' && c <= '9';
        if (!digit && !(c >= 'a' && c <= 'f')) return {};
        id[i / 2] = static_cast<std::uint8_t>(id[i / 2] * 16 + (digit ? c - '0' : c - 'a' + 10));
    }
    return id;
}

Bytes make_chunk(const SessionId& id, std::uint32_t sequence, ChunkKind kind, Span payload, Codec codec) {
    Bytes chunk(kMark.begin(), kMark.end());
    chunk.reserve(kPayloadAt + payload.size() + kCrcBytes);
    chunk.insert(chunk.end(), id.begin(), id.end());
    put_u32(chunk, sequence);
    chunk.push_back(static_cast<std::uint8_t>(kind));
    chunk.push_back(static_cast<std::uint8_t>(codec));
    put_u32(chunk, static_cast<std::uint32_t>(payload.size()));
    chunk.insert(chunk.end(), payload.begin(), payload.end());
    put_u32(chunk, core::crc32c(chunk));
    return chunk;
}

Span payload_of(Span chunk) { return chunk.subspan(kPayloadAt, chunk.size() - kPayloadAt - kCrcBytes); }

Found find_chunks(Span file, std::size_t begin) {
    Found found;
    // A hostile file can promise a long chunk at every few bytes: what is checked in vain is limited.
    std::size_t patience = 2 * file.size() + 64 * core::kMaxChunkBytes;
    bool in_damage = false;
    for (std::size_t at = begin; at < file.size();) {
        const std::size_t mark = next_mark(file, at);
        if (mark != at && !in_damage) report(found, "stray_bytes", file, at);
        if (mark == file.size()) break;
        at = mark;

        const Span rest = file.subspan(at);
        const std::size_t length = rest.size() < kPayloadAt ? 0 : u32_at(rest, kLengthAt);
        const std::size_t whole = kPayloadAt + length + kCrcBytes;
        std::string_view code;
        if (length > core::kMaxChunkBytes) {
            code = "chunk_crc";
        } else if (rest.size() < whole) {
            code = "chunk_cut";
        } else if (core::crc32c(rest.first(whole - kCrcBytes)) != u32_at(rest, whole - kCrcBytes)) {
            code = "chunk_crc";
            patience -= std::min(patience, whole);
        }
        in_damage = !code.empty();
        if (in_damage) {
            report(found, patience > 0 ? code : "too_much", file, at);
            if (patience == 0) break;
            at += kMark.size();
            continue;
        }
        found.chunks.push_back({.id = id_of(rest),
                                .sequence = u32_at(rest, kSequenceAt),
                                .kind = rest[kKindAt],
                                .codec = rest[kCodecAt],
                                .payload = rest.subspan(kPayloadAt, length),
                                .bytes = rest.first(whole),
                                .offset = at});
        at += whole;
    }
    return found;
}

}  // namespace ensaio::session
