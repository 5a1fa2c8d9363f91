#include <algorithm>

#include "core/limits.hpp"
#include "session/chunk.hpp"

namespace ensaio::session {

namespace {

// A file may be of many short chunks, each of which costs more than its bytes.
inline constexpr std::size_t kUsualInflated = 8'000'000, kInflation = 12;
inline constexpr std::size_t kUsualChunks = 100'000, kBytesForAChunk = 32;
inline constexpr std::uint64_t kNumbers = std::uint64_t{1} << 32;  // of chunks of a session
inline constexpr std::size_t kUsualRecords = 150'000, kBytesForARecord = 4;

std::uint64_t sum_of(const std::vector<std::size_t>& lengths) {
    std::uint64_t sum = 0;
    for (const std::size_t length : lengths) sum += length;
    return sum;
}

/// The chunks of a pack's content appended to `chunks`; false: it is not as it must be, and nothing is.
bool take_pack(const FoundChunk& pack, std::span<const std::uint8_t> content, Room& room,
               std::vector<FoundChunk>& chunks, Unfolded& unfolded) {
    ByteReader in(content);
    const std::size_t count = in.count(std::min(room.chunks, content.size()));
    if (!in.ok() || pack.sequence + std::uint64_t{count} > kNumbers) return false;
    std::vector<std::uint8_t> kinds(count), codecs(count);
    for (std::uint8_t& kind : kinds) kind = in.byte();
    for (std::uint8_t& codec : codecs) codec = in.byte();
    std::vector<std::size_t> lengths(count);
    for (std::size_t& length : lengths) length = in.count(core::kMaxChunkBytes);
    const std::uint64_t payloads = sum_of(lengths);
    if (!in.ok() || payloads != in.left() ||
        std::ranges::count(kinds, static_cast<std::uint8_t>(ChunkKind::pack)) > 0)
        return false;

    room.chunks -= count;
    std::size_t at = content.size() - static_cast<std::size_t>(payloads);
    for (std::size_t i = 0; i < count; ++i) {
        const auto sequence = static_cast<std::uint32_t>(pack.sequence + i);
        const Bytes& bytes = unfolded.chunks.emplace_back(
            make_chunk(pack.id, sequence, static_cast<ChunkKind>(kinds[i]), content.subspan(at, lengths[i]),
                       static_cast<Codec>(codecs[i])));
        at += lengths[i];
        chunks.push_back({.id = pack.id,
                          .sequence = sequence,
                          .kind = kinds[i],
                          .codec = codecs[i],
                          .payload = payload_of(bytes),
                          .bytes = bytes,
                          .offset = pack.offset});
    }
    return true;
}

bool holds_sources(const Bytes& content) {
    ByteReader in(content);
    const std::size_t count = in.count(2);
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint8_t kind = in.byte();
        if (kind != static_cast<std::uint8_t>(ChunkKind::study) &&
            kind != static_cast<std::uint8_t>(ChunkKind::prototype))
            return false;
    }
    return in.ok() && count > 0;
}

/// Inflates packs, those of the same sources only once.
class Inflating {
public:
    /// Good until the next call; nullptr: damaged or longer than `longest`.
    const Bytes* content(std::span<const std::uint8_t> payload, std::size_t longest) {
        for (const Known& known : known_) {
            if (std::ranges::equal(known.payload, payload))
                return known.content.size() <= longest ? &known.content : nullptr;
        }
        auto content = inflater_.inflate(payload, longest);
        if (!content) return nullptr;
        last_ = std::move(*content);
        if (known_.size() >= kMost || !holds_sources(last_)) return &last_;
        known_.push_back({payload, std::move(last_)});
        return &known_.back().content;
    }

private:
    static constexpr std::size_t kMost = 16;
    struct Known {
        std::span<const std::uint8_t> payload;
        Bytes content;
    };
    Inflater inflater_;
    std::vector<Known> known_;
    Bytes last_;
};

}  // namespace

Room::Room(std::size_t file_bytes)
    : inflated(std::min(2 * core::kMaxSessionBytes, kUsualInflated + kInflation * file_bytes)),
      chunks(kUsualChunks + file_bytes / kBytesForAChunk),
      records(std::min(core::kMaxRecords, kUsualRecords + file_bytes / kBytesForARecord)) {}

Unfolded unfold(Found& found, Room& room) {
    Unfolded unfolded;
    if (std::ranges::count(found.chunks, static_cast<std::uint8_t>(ChunkKind::pack), &FoundChunk::kind) == 0)
        return unfolded;
    std::vector<FoundChunk> chunks;
    Inflating inflating;
    for (const FoundChunk& chunk : found.chunks) {
        const bool known = chunk.codec <= static_cast<std::uint8_t>(Codec::deflate);
        if (chunk.kind != static_cast<std::uint8_t>(ChunkKind::pack) || !known) {
            chunks.push_back(chunk);
            continue;
        }
        bool good = false;
        if (chunk.codec == static_cast<std::uint8_t>(Codec::stored)) {
            good = take_pack(chunk, chunk.payload, room, chunks, unfolded);
        } else {
            const std::size_t longest = std::min(core::kMaxChunkBytes, room.inflated);
            const Bytes* content = inflating.content(chunk.payload, longest);
            room.inflated -= content != nullptr ? content->size() : longest;
            good = content != nullptr && take_pack(chunk, *content, room, chunks, unfolded);
        }
        if (!good && found.damage.size() < core::kMaxReportedErrors) {
            found.damage.push_back(
                {.id = chunk.id,
                 .damage = {.code = "bad_chunk", .offset = chunk.offset, .sequence = chunk.sequence}});
        }
    }
    found.chunks = std::move(chunks);
    return unfolded;
}

}  // namespace ensaio::session
