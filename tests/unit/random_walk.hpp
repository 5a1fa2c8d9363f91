// Sessions of people who press and type at random, on the sample studies: for tests that must hold for any
// session.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/hash.hpp"
#include "prototype/field_kinds.hpp"
#include "prototype/read.hpp"
#include "session/journal.hpp"
#include "session/redact.hpp"
#include "study/read.hpp"

namespace ensaio::trials {

inline constexpr const char* kSamples[] = {
    "veiculo-abandonado", "calcada", "entulho", "poluicao-sonora", "arvore", "creche", "idoso", "desenho"};

inline std::string read_text(const std::string& path) {
    std::ifstream file(std::string(ENSAIO_SOURCE_DIR "/") + path, std::ios::binary);
    EXPECT_TRUE(file.is_open()) << path;
    return {std::istreambuf_iterator<char>(file), {}};
}

struct Trial {
    study::Study study;
    prototype::Prototype prototype;
};

inline Trial make_trial(const std::string& study_source, const std::string& prototype_source) {
    auto study = study::read(study_source);
    auto prototype = prototype::read(prototype_source);
    if (!study || !prototype) {
        for (const auto& error : study ? prototype.error() : study.error())
            ADD_FAILURE() << error.code << " at " << error.where;
        return {};
    }
    return {std::move(*study), std::move(*prototype)};
}

/// A study of prototypes/, with or without made-up data.
inline Trial sample_trial(const std::string& name, bool made_up_data,
                          const std::string& folder = "prototypes/") {
    std::string study = read_text(folder + "studies/" + name + ".json");
    const std::string declared = "\"made_up_data\": true";
    if (const auto at = study.find(declared); !made_up_data && at != std::string::npos) {
        study.replace(at, declared.size(), "\"made_up_data\": false");
        // An answer to a personal field is then not stored, and no task may want it.
        study = std::regex_replace(study, std::regex(R"(,\s*"goal_answers": \[(\s*\{[^}]*\},?)*\s*\])"), "");
    }
    Trial trial = make_trial(study, read_text(folder + name + ".json"));
    EXPECT_EQ(trial.study.made_up_data, made_up_data) << name;
    return trial;
}

/// Samples as they once were, which stay so: for tests that know their fields by name.
inline constexpr const char* kKept = "tests/data/samples/";
inline Trial kept_trial(const std::string& name, bool made_up_data) {
    return sample_trial(name, made_up_data, kKept);
}

inline session::Header header_of(const Trial& trial, std::uint64_t seed) {
    session::Header header{.id = "00112233445566778899aabbccddeeff",
                           .participant = "P01",
                           .study = trial.study.id,
                           .prototype = trial.prototype.id,
                           .study_hash = core::hex(trial.study.hash),
                           .prototype_hash = core::hex(trial.prototype.hash),
                           .program = "1.0",
                           .device = "celular",
                           .started = 1'760'000'000'000 + seed,
                           .utc_offset = -180,
                           .seed = seed,
                           .made_up_data = trial.study.made_up_data};
    constexpr std::string_view digits = "0123456789abcdef";
    std::uint64_t state = seed;
    for (char& c : header.id) c = digits[core::split_mix(state) % 16];
    return header;
}

/// A session as it was lived: every move with its text, and the journey after it.
struct Lived {
    session::Header header;
    std::vector<session::Chunk> chunks;
    std::vector<session::Record> records;    // as recorded
    std::vector<study::Journey> journeys;    // after each Moved record
    std::vector<prototype::Effect> effects;  // of each Moved record
    std::vector<std::string> typed;          // every text that was put into a private field of text or files
};

class RandomPerson {
public:
    RandomPerson(const Trial& trial, std::uint64_t seed) : trial_(trial), state_(seed * 7919 + 1) {}

    std::uint64_t below(std::uint64_t bound) { return core::split_mix(state_) % bound; }
    template <class Items>
    const auto& one_of(const Items& items) {
        return items[below(std::size(items))];
    }

    study::Move next_move(const study::Journey& journey) {
        using study::MoveKind;
        using study::Phase;
        if (below(20) == 0)
            return {.kind = static_cast<MoveKind>(below(static_cast<std::uint64_t>(study::kLastMove) + 1)),
                    .target = static_cast<std::uint16_t>(below(3)),
                    .action = some_action(journey)};
        switch (journey.phase) {
            case Phase::consent:
                return {.kind = below(20) == 0 ? MoveKind::refuse : MoveKind::agree, .action = {}};
            case Phase::task_card: return {.kind = MoveKind::start_task, .action = {}};
            case Phase::walking:
                if (below(80) == 0) return {.kind = MoveKind::task_gave_up, .action = {}};
                if (at_the_end(journey)) return {.kind = MoveKind::task_done, .action = {}};
                if (below(15) == 0) return {.kind = MoveKind::show_card, .action = {}};
                break;
            case Phase::refused:
            case Phase::after_task:
            case Phase::after_test:
            case Phase::thanks: break;
        }
        return {.kind = MoveKind::walk, .action = some_action(journey)};
    }

    std::vector<std::string> typed;  // into private fields

private:
    bool at_the_end(const study::Journey& journey) const {
        return prototype::next_screen(trial_.prototype, journey.walk, journey.walk.screen) ==
               prototype::kNone;
    }

    prototype::Action some_action(const study::Journey& journey) {
        using prototype::ActionKind;
        const prototype::Prototype* walked = study::walked(trial_.study, trial_.prototype, journey.phase);
        if (walked == nullptr || walked->screens.empty())
            return {.kind = ActionKind::go_on, .value = {}, .facts = {}};
        const prototype::State& state = study::walked_state(journey);
        const prototype::Screen& screen = walked->screens[state.screen];
        if (screen.kind == prototype::ScreenKind::picture && below(4) > 0) {
            return {.kind = ActionKind::press,
                    .target = static_cast<std::uint16_t>(below(screen.hotspots.size() + 1)),
                    .value = {},
                    .facts = {}};
        }
        if (screen.skip != prototype::kNone && below(2) == 0)
            return {.kind = ActionKind::skip, .value = {}, .facts = {}};
        if (walked->fields.empty()) return {.kind = ActionKind::go_on, .value = {}, .facts = {}};
        if (below(2) == 0) return sensible_action(*walked, state);
        const std::uint64_t dice = below(20);
        if (dice == 0) return {.kind = ActionKind::back, .value = {}, .facts = {}};
        if (dice == 1 || (dice < 6 && screen.kind == prototype::ScreenKind::check)) {
            return {.kind = ActionKind::change,
                    .target = static_cast<std::uint16_t>(below(walked->fields.size())),
                    .value = {},
                    .facts = {}};
        }
        if (dice < 8 || screen.field_count == 0) return {.kind = ActionKind::go_on, .value = {}, .facts = {}};
        const bool elsewhere = dice == 8;
        const auto field =
            elsewhere ? below(walked->fields.size()) : screen.first_field + below(screen.field_count);
        return {.kind = ActionKind::set,
                .target = static_cast<std::uint16_t>(field),
                .value = some_value(walked->fields[field]),
                .facts = {}};
    }

    // Mends the first answer that would be refused, or goes on.
    prototype::Action sensible_action(const prototype::Prototype& walked, const prototype::State& state) {
        const prototype::Screen& screen = walked.screens[state.screen];
        for (std::uint16_t i = 0; i < screen.field_count; ++i) {
            const auto field = static_cast<prototype::FieldIndex>(screen.first_field + i);
            if (state.answers[field].facts.failed == prototype::Rule::none ||
                !prototype::is_shown(walked, state, field))
                continue;
            return {.kind = prototype::ActionKind::set,
                    .target = field,
                    .value = some_value(walked.fields[field]),
                    .facts = {}};
        }
        return {.kind = prototype::ActionKind::go_on, .value = {}, .facts = {}};
    }

    prototype::Value some_value(const prototype::Field& field) {
        using prototype::Family;
        if (below(10) == 0) return {};
        switch (prototype::row_of(field.kind).family) {
            case Family::line:
            case Family::lines: return {noted(field, some_text(field))};
            case Family::files: {
                prototype::Value names;
                for (std::uint64_t i = below(5); i > 0; --i)
                    names.push_back(noted(field, "laudo-zulmira-" + std::to_string(below(1000)) + ".pdf"));
                return names;
            }
            case Family::one_of:
            case Family::drop_down:
                if (below(20) == 0) return {"nenhuma das opções"};
                if (field.options.empty()) return {std::to_string(below(9))};
                return {one_of(field.options).id};
            case Family::many_of: {
                prototype::Value chosen;
                for (const prototype::Option& option : field.options) {
                    if (below(3) == 0) chosen.push_back(option.id);
                }
                return chosen;
            }
            case Family::accept: return {"sim"};
            case Family::parts: return some_parts(field);
        }
        return {};
    }

    prototype::Value some_parts(const prototype::Field& field) {
        using prototype::FieldKind;
        prototype::Value parts;
        if (field.kind == FieldKind::date) {
            parts = {std::to_string(1 + below(31)), std::to_string(1 + below(13)),
                     std::to_string(1930 + below(110))};
        } else if (field.kind == FieldKind::map_point) {
            parts = {below(2) == 0 ? "120,240" : "", some_text(field)};
        } else {
            parts = {below(2) == 0 ? "01310-927" : "",
                     "Travessa Quixeramobim",
                     "lote " + std::to_string(below(100'000)),
                     "",
                     "",
                     "perto da casa da Zulmira"};
        }
        if (below(6) == 0) parts[below(parts.size())].clear();
        for (const std::string& part : parts) {
            // Short parts are found in any file by chance.
            if (part.size() >= 8) noted(field, part);
        }
        return parts;
    }

    std::string some_text(const prototype::Field& field) {
        using prototype::FieldKind;
        if (below(4) == 0) return "Zulmira Quixadá " + std::to_string(below(100'000));
        switch (field.kind) {
            case FieldKind::cpf: return "529.982.247-25";
            case FieldKind::cnpj: return "11.222.333/0001-81";
            case FieldKind::cep: return "01310-927";
            case FieldKind::phone: return "(11) 98765-4329";
            case FieldKind::email: return "zulmira.quixada@exemplo.com.br";
            case FieldKind::plate: return "QXZ7K31";
            case FieldKind::number: return std::to_string(4'712'000 + below(1000));
            default:
                if (field.max_length != 0 && field.max_length < 30)
                    return "lote " + std::to_string(below(100'000));
                // One dice after the other: which operand of + comes first is the compiler's choice.
                std::string text(below(6), 'q');
                text += " Travessa Quixeramobim, ";
                return text + std::to_string(below(100'000));
        }
    }

    std::string noted(const prototype::Field& field, std::string text) {
        if (field.privacy != prototype::Privacy::open) typed.push_back(text);
        return text;
    }

    const Trial& trial_;
    std::uint64_t state_;
};

inline Lived live(const Trial& trial, std::uint64_t seed, int moves) {
    RandomPerson person(trial, seed);
    Lived lived{.header = header_of(trial, seed),
                .chunks = {},
                .records = {},
                .journeys = {},
                .effects = {},
                .typed = {}};
    session::Recorder recorder(lived.header, trial.study.source, trial.prototype.source);
    const auto store = [&] {
        for (session::Chunk& chunk : recorder.take()) lived.chunks.push_back(std::move(chunk));
    };
    std::uint64_t at = 0;
    const auto note = [&](session::Event event) {
        recorder.add(at, event);
        lived.records.push_back({.at = at, .event = std::move(event)});
    };

    study::Journey journey =
        study::begin(trial.study, trial.prototype, seed, session::first_day(lived.header));
    for (int i = 0; i < moves; ++i) {
        const bool over = journey.phase == study::Phase::thanks || journey.phase == study::Phase::refused;
        if (over && person.below(4) == 0) break;
        at += person.below(5'000);
        if (i > 3 && person.below(60) == 0) {
            journey = session::forget_private(trial.study, trial.prototype, std::move(journey));
            note(session::Resumed{});
        }
        switch (person.below(12)) {
            case 0:
                note(session::DeadClick{.x = static_cast<std::int32_t>(person.below(800)) - 100,
                                        .y = static_cast<std::int32_t>(person.below(3000)),
                                        .box = "titulo"});
                break;
            case 1: note(session::Focused{static_cast<prototype::FieldIndex>(person.below(5))}); break;
            case 2: note(session::Visibility{person.below(2) == 0}); break;
            default: {
                const study::Move move = person.next_move(journey);
                const study::Move kept = session::redact(trial.study, trial.prototype, journey, move);
                study::Progress progress = study::advance(trial.study, trial.prototype, journey, move);
                journey = std::move(progress.journey);
                lived.effects.push_back(progress.effect);
                note(session::Moved{kept, static_cast<std::uint32_t>(
                                              study::checksum(trial.study, trial.prototype, journey))});
                lived.journeys.push_back(journey);
            }
        }
        if (recorder.urgent() || person.below(10) == 0) store();
    }
    store();
    lived.typed = std::move(person.typed);
    return lived;
}

/// Half an hour of somebody who never comes to an end, as a session file.
inline session::Bytes half_an_hour(const Trial& trial) {
    constexpr std::uint64_t kHalfAnHour = 30 * 60'000, kBetween = 1000;
    RandomPerson person(trial, 1);
    const session::Header header = header_of(trial, 1);
    session::Recorder recorder(header, trial.study.source, trial.prototype.source);
    study::Journey journey = study::begin(trial.study, trial.prototype, 1, session::first_day(header));
    recorder.add(0, session::Viewport{.width = 360, .height = 640, .density_percent = 200});
    for (std::uint64_t at = 0; at < kHalfAnHour; at += kBetween) {
        study::Move move = person.next_move(journey);
        if (move.kind == study::MoveKind::task_done || move.kind == study::MoveKind::task_gave_up ||
            move.kind == study::MoveKind::refuse)
            move = {.kind = study::MoveKind::show_card, .action = {}};
        const study::Move kept = session::redact(trial.study, trial.prototype, journey, move);
        journey = study::advance(trial.study, trial.prototype, journey, move).journey;
        recorder.add(at, session::Moved{kept, static_cast<std::uint32_t>(
                                                  study::checksum(trial.study, trial.prototype, journey))});
    }
    std::vector<session::Bytes> chunks;
    for (session::Chunk& chunk : recorder.take()) chunks.push_back(std::move(chunk.bytes));
    return session::make_file(chunks);
}

inline session::Bytes file_of(const std::vector<session::Chunk>& chunks) {
    std::vector<session::Bytes> bytes;
    for (const session::Chunk& chunk : chunks) bytes.push_back(chunk.bytes);
    return session::make_file(bytes);
}

/// The only session of a file that must be readable.
inline session::Session only_session(const session::Bytes& bytes) {
    auto file = session::read_file(bytes);
    if (!file || file->sessions.size() != 1) {
        ADD_FAILURE() << (file ? std::to_string(file->sessions.size()) + " sessions"
                               : file.error().front().code);
        return {};
    }
    return std::move(file->sessions.front());
}

}  // namespace ensaio::trials
