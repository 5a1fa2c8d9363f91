#include <zlib.h>

#include <algorithm>

#include "core/limits.hpp"
#include "session/chunk.hpp"
#include "session/journal.hpp"

namespace ensaio::session {

namespace {

using Span = std::span<const std::uint8_t>;

// Of the content of a pack: well below what a reader takes.
inline constexpr std::size_t kLargestPack = 1'000'000;

Bytes deflate(Span bytes) {
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY);
    Bytes out(deflateBound(&stream, static_cast<uLong>(bytes.size())));
    // zlib never writes through next_in.
    stream.next_in = const_cast<Bytef*>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    ::deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

/// Packs of sources, which many sessions have in common, are compressed once.
class Packing {
public:
    /// `chunks` of one session with numbers that follow each other.
    Bytes pack(std::span<const FoundChunk> chunks);

private:
    static constexpr std::size_t kMost = 16;
    struct Known {
        Bytes content, compressed;
    };
    std::vector<Known> known_;
};

/// Sources stand in a pack of their own: it is the same for all sessions of a study, and whoever reads many
/// inflates it once.
bool is_source(const FoundChunk& chunk) {
    return chunk.kind == static_cast<std::uint8_t>(ChunkKind::study) ||
           chunk.kind == static_cast<std::uint8_t>(ChunkKind::prototype);
}

Bytes Packing::pack(std::span<const FoundChunk> chunks) {
    Bytes content;
    put_varint(content, chunks.size());
    for (const FoundChunk& chunk : chunks) content.push_back(chunk.kind);
    for (const FoundChunk& chunk : chunks) content.push_back(chunk.codec);
    for (const FoundChunk& chunk : chunks) put_varint(content, chunk.payload.size());
    for (const FoundChunk& chunk : chunks)
        content.insert(content.end(), chunk.payload.begin(), chunk.payload.end());
    const auto as_pack = [&](const Bytes& compressed) {
        return make_chunk(chunks[0].id, chunks[0].sequence, ChunkKind::pack, compressed, Codec::deflate);
    };
    if (!is_source(chunks[0])) return as_pack(deflate(content));
    const auto known = std::ranges::find(known_, content, &Known::content);
    if (known != known_.end()) return as_pack(known->compressed);
    Bytes compressed = deflate(content);
    if (known_.size() < kMost) known_.push_back({std::move(content), compressed});
    return as_pack(compressed);
}

/// A source may be as large as a whole pack, and a later program may pack in another way: both stay as they
/// are.
bool fits(const FoundChunk& chunk) {
    return chunk.bytes.size() <= kLargestPack && chunk.kind != static_cast<std::uint8_t>(ChunkKind::pack);
}

}  // namespace

Bytes pack_file(Span file) {
    const std::vector<StoredChunk> stored = split_file(file);
    std::vector<FoundChunk> chunks;
    for (const StoredChunk& chunk : stored) chunks.push_back(find_chunks(chunk.bytes, 0).chunks.front());
    std::ranges::sort(chunks, [](const FoundChunk& a, const FoundChunk& b) {
        return a.id != b.id ? a.id < b.id : a.sequence < b.sequence;
    });
    Bytes packed(kFileMagic.begin(), kFileMagic.end());
    Packing packing;
    for (std::size_t first = 0, end = 0; first < chunks.size(); first = end) {
        std::size_t bytes = 0;
        while (end < chunks.size() && fits(chunks[end]) && chunks[end].id == chunks[first].id &&
               chunks[end].sequence - chunks[first].sequence == end - first &&
               is_source(chunks[end]) == is_source(chunks[first]) &&
               bytes + chunks[end].bytes.size() <= kLargestPack)
            bytes += chunks[end++].bytes.size();
        const bool alone = end == first;
        if (alone) ++end;
        const Bytes kept = alone ? Bytes(chunks[first].bytes.begin(), chunks[first].bytes.end())
                                 : packing.pack(std::span(chunks).subspan(first, end - first));
        packed.insert(packed.end(), kept.begin(), kept.end());
    }
    return packed;
}

}  // namespace ensaio::session
