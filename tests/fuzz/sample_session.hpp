// A small whole session, for the fuzzers that put hostile parts into it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/hash.hpp"
#include "session/journal.hpp"

namespace ensaio::fuzz {

inline constexpr std::string_view kStudy =
    R"({"format": 1, "id": "estudo", "title": "Estudo", "prototype": "servico", "language": "pt-BR", "body": "Cidade", "round": 1, "mode": "remoto",
"made_up_data": true, "consent": {"version": "1", "who": "a", "why": "b", "recorded": "c", "use": "d", "duration": "e", "rights": "f", "contact": "g",
"options": [{"id": "citar", "text": "Podem citar."}]},
"tasks": [{"id": "tarefa", "title": "Tarefa", "scenario": "Peça.", "success": "Chega ao fim.", "goal_screen": "fim"}],
"after_task": [{"id": "facil", "kind": "question", "title": "Foi fácil?", "button": "Continuar", "fields": [
{"id": "seq", "kind": "scale", "label": "Foi fácil?", "optional": true, "min": 1, "max": 7}]}]})";

inline constexpr std::string_view kPrototype =
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

inline constexpr std::string_view kId = "000102030405060708090a0b0c0d0e0f";

/// Of a study "estudo" and a prototype "servico".
inline session::Header header_of(std::string_view study, std::string_view prototype, bool made_up_data) {
    return {.id = std::string(kId),
            .participant = "P01",
            .study = "estudo",
            .prototype = "servico",
            .study_hash = core::hex(core::sha256(study)),
            .prototype_hash = core::hex(core::sha256(prototype)),
            .program = "1.0",
            .device = "celular",
            .made_up_data = made_up_data};
}

inline session::Bytes whole_session() {
    const session::Header header = header_of(kStudy, kPrototype, true);
    session::Recorder recorder(header, kStudy, kPrototype);
    std::vector<session::Bytes> chunks;
    for (session::Chunk& chunk : recorder.take()) chunks.push_back(std::move(chunk.bytes));
    return session::make_file(chunks);
}

}  // namespace ensaio::fuzz
