// A session of one prototype in which the same records come again and again: for tests and benches of the
// most that a reader takes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "session/chunk.hpp"
#include "session/journal.hpp"
#include "tests/fuzz/sample_session.hpp"

namespace ensaio::limits {

// Without made-up data.
inline constexpr std::string_view kPlainStudy =
    R"({"format": 1, "id": "estudo", "title": "Estudo", "prototype": "servico", "language": "pt-BR", "body": "Cidade", "round": 1, "mode": "remoto",
"consent": {"version": "1", "who": "a", "why": "b", "recorded": "c", "use": "d", "duration": "e", "rights": "f", "contact": "g"},
"tasks": [{"id": "tarefa", "title": "Tarefa", "scenario": "Peça.", "success": "Chega ao fim.", "goal_screen": "fim"}]})";

/// As many fields as a megabyte has room for, with long names.
inline std::string many_fields(std::size_t label) {
    std::string json = R"({"format": 1, "id": "servico", "title": "b", "screens": [)";
    for (int screen = 0; json.size() < 900'000; ++screen) {
        const std::string id = std::to_string(screen);
        json += (screen == 0 ? "" : ",") + std::string(R"({"id":"s)") + id +
                R"(","title":"t","kind":"question","next":"s)" + std::to_string(screen + 1) +
                R"(","fields":[)";
        for (int field = 0; field < 100 && json.size() < 950'000; ++field)
            json += (field == 0 ? "" : ",") + std::string(R"({"id":"f)") + id + "_" + std::to_string(field) +
                    R"(","kind":"text","label":")" + std::string(label, 'l') + "\"}";
        json += "]}";
    }
    // The screen that the last one leads to.
    const std::size_t last = json.rfind("\"next\":\"s") + 8;
    json.replace(last, json.find('"', last) - last, "fim");
    return json + R"(,{"id":"fim","kind":"confirmation","title":"t","text":"t"}]})";
}

/// A session file of a prototype with the id "servico" and a screen "fim": to the first screen, and then
/// `each` again and again; with as many samples of the pointer's way.
inline session::Bytes repeated_session(const std::string& prototype, const std::vector<session::Event>& each,
                                       std::size_t records, std::size_t samples = 0) {
    const session::Header header = fuzz::header_of(kPlainStudy, prototype, false);
    session::Recorder recorder(header, kPlainStudy, prototype);
    recorder.add(0, session::Moved{{.kind = study::MoveKind::agree}, 0});
    recorder.add(0, session::Moved{{.kind = study::MoveKind::start_task}, 0});
    std::vector<session::Bytes> chunks;
    for (std::size_t i = 2; i < records; ++i) {
        recorder.add(i, each[(i - 2) % each.size()]);
        if (i % 1'000 != 0) continue;
        for (session::Chunk& chunk : recorder.take()) chunks.push_back(std::move(chunk.bytes));
    }
    for (session::Chunk& chunk : recorder.take()) chunks.push_back(std::move(chunk.bytes));
    if (samples > 0) {
        session::Bytes trace{0, 0};
        session::put_varint(trace, samples);
        for (const std::uint64_t run : {0U, 0U}) {
            session::put_varint(trace, run);
            session::put_varint(trace, samples);
        }
        trace.resize(trace.size() + 3 * samples - 1);
        chunks.push_back(session::make_chunk(*session::id_from_hex(fuzz::kId),
                                             static_cast<std::uint32_t>(chunks.size()),
                                             session::ChunkKind::trace, trace));
    }
    return session::pack_file(session::make_file(chunks));
}

}  // namespace ensaio::limits
