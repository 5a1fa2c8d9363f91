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

namespace {

using namespace ensaio;
using session::Bytes;
using Input = std::span<const std::uint8_t>;

constexpr std::string_view kStudy =
    R"({"format": 1, "id": "estudo", "title": "Estudo", "prototype": "servico", "language": "pt-BR", "body": "Cidade", "round": 1, "mode": "remoto",
"made_up_data": true, "consent": {"version": "1", "who": "a", "why": "b", "recorded": "c", "use": "d", "duration": "e", "rights": "f", "contact": "g",
"options": [{"id": "citar", "text": "Podem citar."}]},
"tasks": [{"id": "tarefa", "title": "Tarefa", "scenario": "Peça.", "success": "Chega ao fim.", "goal_screen": "fim"}],
"after_task": [{"id": "facil", "kind": "question", "title": "Foi fácil?", "button": "Continuar", "fields": [
{"id": "seq", "kind": "scale", "label": "Foi fácil?", "optional": true, "min": 1, "max": 7}]}]})";

constexpr std::string_view kPrototype =
    R"({"format": 1, "id": "servico", "title": "Serviço", "deadline": {"amount": 5, "unit": "business_days"},
"addresses": [{"cep": "01001-000", "street": "Praça da Sé", "district": "Sé"}],
"images": [{"id": "tela", "alt": "Tela", "width": 100, "height": 100, "source": "data:image/png;base64,AA=="}], "screens": [
{"id": "rua", "kind": "question", "title": "Rua", "button": "Continuar", "next": "fotos", "branches": [
{"when": {"all": [{"field": "urgente", "op": "is", "value": "sim"}]}, "to": "fim"}],
"fields": [{"id": "nome", "kind": "text", "label": "Nome da rua"}, {"id": "urgente", "kind": "yes_no", "label": "Tem risco?"}]},
{"id": "fotos", "kind": "question", "title": "Fotos", "button": "Continuar", "next": "entrar",
"fields": [{"id": "fotos", "kind": "file", "label": "Fotos", "optional": true, "max_choices": 3, "accept": ["image/"], "max_megabytes": 5}]},
{"id": "entrar", "kind": "sign_in", "title": "Entrar", "skip": "desenho", "next": "dados"},
{"id": "desenho", "kind": "picture", "title": "Desenho", "image": "tela", "next": "dados", "hotspots": [
{"id": "ir", "name": "Ir", "box": [0, 0, 50, 50], "to": "dados"}, {"id": "volta", "name": "Voltar", "role": "link", "box": [50, 50, 50, 50], "to": "rua"}]},
{"id": "dados", "kind": "question", "title": "Dados", "next": "conferir",
"fields": [{"id": "nasceu", "kind": "date", "label": "Nasceu", "period": "past"},
{"id": "email", "kind": "email", "label": "E-mail", "privacy": "open", "optional": true}, {"id": "email_2", "kind": "email", "label": "De novo", "optional": true},
{"id": "lugar", "kind": "address", "label": "Lugar", "optional": true}, {"id": "renda", "kind": "money", "label": "Renda", "optional": true,
"show_if": {"all": [{"field": "nasceu", "op": "at_least", "value": "18"}]}},
{"id": "mapa", "kind": "map_point", "label": "Mapa", "image": "tela", "optional": true}, {"id": "rg", "kind": "rg", "label": "RG", "optional": true},
{"id": "aceito", "kind": "terms", "label": "Aceito", "text": "Tudo", "optional": true}],
"checks": [{"when": {"all": [{"field": "email_2", "op": "is_not", "other": "email"}]}, "field": "email_2", "message": "Diferentes"}]},
{"id": "conferir", "kind": "check", "title": "Confira", "button": "Enviar", "next": "fim"},
{"id": "fim", "kind": "confirmation", "title": "Fim", "text": "Pronto, {{answer.email}}, {{protocol}}, até {{deadline}}.",
"steps": [{"title": "Hoje", "text": "{{today}}", "state": "current"}]}]})";

constexpr std::string_view kId = "000102030405060708090a0b0c0d0e0f";

Bytes whole_session() {
    const session::Header header{.id = std::string(kId),
                                 .participant = "P01",
                                 .study = "estudo",
                                 .prototype = "servico",
                                 .study_hash = core::hex(core::sha256(kStudy)),
                                 .prototype_hash = core::hex(core::sha256(kPrototype)),
                                 .program = "1.0",
                                 .device = "celular",
                                 .made_up_data = true};
    session::Recorder recorder(header, kStudy, kPrototype);
    std::vector<Bytes> chunks;
    for (session::Chunk& chunk : recorder.take()) chunks.push_back(std::move(chunk.bytes));
    return session::make_file(chunks);
}

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
