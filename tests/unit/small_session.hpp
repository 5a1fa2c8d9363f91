// A small session chunk by chunk, for tests of how a file of sessions is read.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "random_walk.hpp"
#include "session/chunk.hpp"

namespace ensaio::trials {

inline const std::string kId = "000102030405060708090a0b0c0d0e0f";
inline const std::string kOtherId = "ff0102030405060708090a0b0c0d0e0f";

inline session::Header header(const std::string& id = kId) {
    return {.id = id,
            .participant = "P01",
            .study = "s",
            .prototype = "p",
            .study_hash = {},
            .prototype_hash = {},
            .program = "1.0",
            .device = "celular",
            .started = 1'760'000'000'000};
}

inline session::Bytes chunk(std::uint32_t sequence, session::ChunkKind kind, const session::Bytes& payload,
                            const std::string& id = kId) {
    return session::make_chunk(*session::id_from_hex(id), sequence, kind, payload);
}

/// Header, study, prototype and four chunks of two records each.
inline std::vector<session::Bytes> small_session(const std::string& id = kId) {
    session::Recorder recorder(header(id), "estudo", "protótipo");
    std::vector<session::Bytes> chunks;
    const auto store = [&] {
        for (session::Chunk& made : recorder.take()) chunks.push_back(std::move(made.bytes));
    };
    for (std::uint16_t i = 0; i < 4; ++i) {
        recorder.add(1000U * i, session::Focused{i});
        recorder.add(1000U * i + 70, session::DeadClick{.x = -3, .y = 400, .box = "botao"});
        store();
    }
    return chunks;
}

inline std::vector<std::string> codes_of(const std::vector<session::Damage>& damage) {
    std::vector<std::string> codes;
    for (const session::Damage& one : damage) codes.push_back(one.code);
    return codes;
}

/// A file of a small session with one more chunk that is made by hand.
inline session::Session read_with(const session::Bytes& added) {
    auto chunks = small_session();
    chunks.push_back(added);
    return only_session(session::make_file(chunks));
}

}  // namespace ensaio::trials
