// Chunks: the framing of the journal (docs/formats/session.md), knowing nothing of what is inside.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "session/bytes.hpp"
#include "session/record.hpp"

namespace ensaio::session {

/// The numbers of the format: only ever add at the end.
enum class ChunkKind : std::uint8_t {
    header = 1,
    study = 2,
    prototype = 3,
    records = 4,
    pack = 5,
    end = 6,
    trace = 7,  // of earlier programs; only read
    track = 8
};
enum class Codec : std::uint8_t { stored = 0, deflate = 1 };

using SessionId = std::array<std::uint8_t, 16>;

/// 32 hexadecimal digits.
std::optional<SessionId> id_from_hex(std::string_view hex);

Bytes make_chunk(const SessionId& id, std::uint32_t sequence, ChunkKind kind,
                 std::span<const std::uint8_t> payload, Codec codec = Codec::stored);

/// What a whole chunk carries.
std::span<const std::uint8_t> payload_of(std::span<const std::uint8_t> chunk);

/// A whole chunk in the bytes of a file.
struct FoundChunk {
    SessionId id{};
    std::uint32_t sequence = 0;
    std::uint8_t kind = 0, codec = 0;       // may be numbers that this program does not know
    std::span<const std::uint8_t> payload;  // as stored
    std::span<const std::uint8_t> bytes;    // all of it
    std::size_t offset = 0;
};

struct FoundDamage {
    std::optional<SessionId> id;  // as it stands in the damaged chunk; nothing: cut before it
    Damage damage;
};

struct Found {
    std::vector<FoundChunk> chunks;  // in the order of the file
    std::vector<FoundDamage> damage;
};

/// Finds the whole chunks from byte `begin` of a file; after damage goes on at the next mark. Reports at most
/// kMaxReportedErrors damages; the work is bounded by a multiple of the size.
Found find_chunks(std::span<const std::uint8_t> file, std::size_t begin);

/// What packs unfold to: whole chunks, byte by byte as they were before they were packed.
struct Unfolded {
    std::deque<Bytes> chunks;  // what FoundChunk::bytes of a chunk out of a pack stands in
};

/// What the sessions of a file together may still unfold to: neither memory nor time may be out of proportion
/// to its size.
struct Room {
    explicit Room(std::size_t file_bytes);
    std::size_t inflated;  // bytes
    std::size_t chunks;    // out of packs
    std::size_t records;
};

/// Puts the chunks of each pack in its place.
Unfolded unfold(Found& found, Room& room);

/// What `inflate` does, for who has much to inflate: its memory is asked for once.
class Inflater {
public:
    Inflater();
    ~Inflater();
    std::optional<Bytes> inflate(std::span<const std::uint8_t> bytes, std::size_t longest);

private:
    struct Stream;
    std::unique_ptr<Stream> stream_;
};

/// Raw deflate undone; nothing when the bytes are damaged or the result is longer than `longest`.
std::optional<Bytes> inflate(std::span<const std::uint8_t> bytes, std::size_t longest);

}  // namespace ensaio::session
