// Session files. No fuzzer guesses a checksum, so an input that does not begin like a session file becomes
// one part of an otherwise whole session, framed with the right checksum. Its first byte says which.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/hash.hpp"
#include "prototype/read.hpp"
#include "session/chunk.hpp"
#include "session/journal.hpp"
#include "session/replay.hpp"
#include "study/read.hpp"

#include "sample_session.hpp"

namespace {

using namespace ensaio;
using fuzz::kId;
using fuzz::whole_session;
using session::Bytes;
using Input = std::span<const std::uint8_t>;

Bytes chunk_of(std::uint8_t part, Input payload) {
    using session::ChunkKind;
    const session::SessionId id = *session::id_from_hex(kId);
    switch (part % 4) {
        case 0: return session::make_chunk(id, 3, ChunkKind::records, payload);
        case 1: return session::make_chunk(id, 0, ChunkKind::header, payload);
        case 2: return session::make_chunk(id, 3, static_cast<ChunkKind>(part / 4), payload);
        default: break;
    }
    Bytes deflated = session::make_chunk(id, 3, ChunkKind::records, payload);
    deflated[25] = static_cast<std::uint8_t>(session::Codec::deflate);
    deflated.resize(deflated.size() - 4);
    session::put_u32(deflated, core::crc32c(deflated));
    return deflated;
}

void must(bool holds) {
    if (!holds) std::abort();
}

void read_twice_and_replay(Input bytes) {
    auto file = session::read_file(bytes);
    if (!file) return;
    for (session::Session& session : file->sessions) {
        // What is handed on of a session is that session.
        std::vector<Bytes> chunks;
        for (session::StoredChunk& chunk : session::split_file(bytes)) {
            if (chunk.session == session.header.id) chunks.push_back(std::move(chunk.bytes));
        }
        const auto again = session::read_file(session::make_file(chunks));
        must(again && again->sessions.size() == 1 && again->sessions[0].header == session.header &&
             again->sessions[0].records == session.records);
        must(std::ranges::is_sorted(session.records, {}, &session::Record::at));

        if (const auto opened = session::open(std::move(session))) {
            session::replay(*opened, [](const session::Moment& moment) {
                const bool forgets = std::holds_alternative<session::Resumed>(moment.record.event);
                must(forgets || moment.effect != prototype::Effect::nothing || moment.before == moment.after);
            });
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const Input input(data, size);
    if (input.empty() || input[0] == static_cast<std::uint8_t>(session::kFileMagic[0])) {
        read_twice_and_replay(input);
        return 0;
    }
    static const Bytes whole = whole_session();
    Bytes file =
        input[0] % 4 == 1 ? session::make_file({}) : whole;  // a second header would not be looked at
    const Bytes chunk = chunk_of(input[0], input.subspan(1));
    file.insert(file.end(), chunk.begin(), chunk.end());
    read_twice_and_replay(file);
    return 0;
}
