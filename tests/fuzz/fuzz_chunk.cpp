// Stored chunks: any bytes as what the browser kept of a session, and any content of a pack, a trace and a
// track with its right checksum. Whatever is found in them stands within its bytes, and packing it and
// unfolding it again gives the same.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>

#include "core/limits.hpp"
#include "session/chunk.hpp"
#include "session/journal.hpp"
#include "session/trace_bytes.hpp"
#include "session/track_bytes.hpp"

namespace {

using namespace ensaio;
using session::Bytes;

void must(bool holds) {
    if (!holds) std::abort();
}

std::vector<Bytes> split(std::span<const std::uint8_t> file) {
    std::vector<Bytes> chunks;
    for (session::StoredChunk& chunk : session::split_file(file)) chunks.push_back(std::move(chunk.bytes));
    std::ranges::sort(chunks);
    return chunks;
}

void pack_and_unfold(const Bytes& chunk) {
    const Bytes file = session::make_file(std::array{chunk});
    const std::vector<Bytes> chunks = split(file);
    must(split(session::pack_file(file)) == chunks);
    for (const Bytes& one : chunks) {
        const session::Found found = session::find_chunks(one, 0);
        must(found.damage.empty() && found.chunks.size() == 1 && found.chunks[0].bytes.size() == one.size());
    }
}

void in_order(const session::Trace& trace) {
    must(std::ranges::is_sorted(trace.samples, {}, &session::TraceSample::at));
    for (const session::TraceSample& sample : trace.samples) must(sample.box <= trace.boxes.size());
}

void old_trace(std::span<const std::uint8_t> payload) {
    session::Trace trace;
    constexpr std::size_t most = 10'000;
    if (!session::take_trace(payload, trace, most).empty()) return must(trace.samples.empty());
    must(trace.samples.size() <= most);
    in_order(trace);
}

void track_and_back(std::span<const std::uint8_t> payload) {
    constexpr std::size_t most = 10'000;
    session::Trace trace;
    session::NamedBoxes named;
    std::size_t room = most;
    if (!session::take_track(payload, named, trace, room).empty())
        return must(trace.samples.empty() && trace.boxes.empty() && room == most);
    must(trace.samples.size() + trace.boxes.size() + room <= most);
    in_order(trace);
    if (trace.samples.empty()) return;
    session::Trace again;
    session::NamedBoxes anew;
    room = most;
    must(session::take_track(session::track_payload(trace), anew, again, room).empty());
    must(again.samples.size() == trace.samples.size());
    for (std::size_t i = 0; i < again.samples.size(); ++i) {
        const session::TraceSample &one = trace.samples[i], &other = again.samples[i];
        must(one.at == other.at && one.kind == other.kind && one.x == other.x && one.y == other.y);
        must((one.box == 0) == (other.box == 0));
        if (one.box > 0) must(trace.boxes[one.box - 1] == again.boxes[other.box - 1]);
    }
    // What was named goes on to the next chunk.
    room = most;
    (void)session::take_track(payload, anew, again, room);
    for (const session::TraceSample& sample : again.samples) must(sample.box <= again.boxes.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::span bytes(data, size);
    old_trace(bytes);
    track_and_back(bytes);
    pack_and_unfold(Bytes(bytes.begin(), bytes.end()));
    const session::SessionId id{1, 2, 3};
    for (const auto codec : {session::Codec::stored, session::Codec::deflate})
        pack_and_unfold(session::make_chunk(id, 7, session::ChunkKind::pack, bytes, codec));
    return 0;
}
