// What happened in a session, record by record, in words.
#pragma once

#include <string>
#include <vector>

#include "core/language.hpp"
#include "session/replay.hpp"

namespace ensaio::analytics {

/// Its longest texts are cut, the shorter the more records there are.
struct Happening {
    std::size_t record = 0;  // index into the session's records
    double seconds = 0;      // since the start of the session
    std::string task;        // title; empty: outside of a task and its questions
    std::string screen;      // title
    std::string action;      // "respondeu", "continuou" …
    std::string field;       // label
    std::string answer;      // chosen options; typed text only where the study declares made-up data, else
                             // "preenchido" or "em branco"
    std::string errors;      // "Cor do veículo: sem resposta; Bairro: texto longo demais"
};

/// An answer as it may be told: Happening::answer.
std::string told_answer(const study::Study& study, const core::Language& language,
                        const prototype::Field& field, const prototype::Value& value, bool blank);

std::vector<Happening> timeline(const session::Opened& opened, const core::Language& language);
/// One of them, for who runs the session anyway.
Happening tell(const session::Opened& opened, const core::Language& language, const session::Moment& moment);

/// "Cor do veículo: sem resposta (2×)"; once: without the number.
std::string error_in_words(const prototype::Prototype& prototype, const core::Language& language,
                           prototype::FieldIndex field, prototype::Rule rule, unsigned times);
/// The label of a field, or its id where it has none.
const std::string& name_of(const prototype::Field& field);
/// The title of a screen, or its id where it has none.
const std::string& name_of(const prototype::Screen& screen);

}  // namespace ensaio::analytics
