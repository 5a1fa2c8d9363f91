// Sessions of people who mean it: they read, answer, slip now and then, and mostly come to the end. For
// worksheets that look like those of a real day of tests; for what must hold for any session there is
// random_walk.hpp.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>

#include "random_walk.hpp"
#include "session/replay.hpp"

namespace ensaio::trials {

class PlausiblePerson {
public:
    /// `number`: from 1; decides all that the person does.
    PlausiblePerson(const Trial& trial, unsigned number)
        : trial_(trial),
          state_(number * 7919 + 1),
          // In each study another session.
          header_(header_of(trial, number + 1000 * (1 + std::uint64_t{trial.study.hash[0]}))) {
        header_.participant = (number < 10 ? "P0" : "P") + std::to_string(number);
        header_.device = below(3) == 0 ? "computador" : "celular";
        header_.started += std::uint64_t{number} * 2'700'000;
        header_.consent_version = trial.study.consent.version;
        header_.consent_hash = header_.study_hash;
        header_.consent_given = below(5) == 0 ? "spoken" : "touch";
        slips_ = 4 + below(14);
        speed_ = 600 + below(900);
        journey_ = study::begin(trial.study, trial.prototype, header_.seed, session::first_day(header_));
    }

    session::Session live() {
        constexpr int kMostMoves = 500;
        const bool phone = header_.device == "celular";
        note(session::Viewport{.width = phone ? 360u : 1280u, .height = phone ? 640u : 800u});
        for (int i = 0; i < kMostMoves && journey_.phase != study::Phase::thanks; ++i) step();
        return {.header = header_,
                .study_source = trial_.study.source,
                .prototype_source = trial_.prototype.source,
                .records = records_,
                .damage = {}};
    }

private:
    std::uint64_t below(std::uint64_t bound) { return core::split_mix(state_) % bound; }
    bool chance(unsigned percent) { return below(100) < percent; }
    /// Seconds at this person's speed.
    void wait(double least, double most) {
        const double s = least + (most - least) * static_cast<double>(below(1000)) / 1000;
        at_ += static_cast<std::uint64_t>(s * static_cast<double>(speed_));
    }

    void step() {
        using study::MoveKind;
        using study::Phase;
        switch (journey_.phase) {
            case Phase::consent:
                wait(10, 40);
                if (!trial_.study.consent.options.empty() && chance(60))
                    move({.kind = MoveKind::toggle_option, .target = 0, .action = {}});
                return move({.kind = MoveKind::agree, .action = {}});
            case Phase::task_card: wait(8, 25); return move({.kind = MoveKind::start_task, .action = {}});
            case Phase::walking: return walk();
            case Phase::after_task:
            case Phase::after_test: return answer_questions();
            case Phase::refused:
            case Phase::thanks: return;
        }
    }

    void walk() {
        const study::Task& task = trial_.study.tasks[journey_.task];
        const prototype::State& state = journey_.walk;
        const prototype::Screen& screen = trial_.prototype.screens[state.screen];
        wait(2, 9);
        if (chance(5)) wait(12, 45);
        if (chance(8)) note(session::DeadClick{.x = 60, .y = 90, .box = chance(70) ? "title" : "notice"});
        if (screen.id == task.goal_screen) return move({.kind = study::MoveKind::task_done, .action = {}});
        if (chance(1) || at_ > 25 * 60'000)
            return move({.kind = study::MoveKind::task_gave_up, .action = {}});
        if (chance(4)) return move({.kind = study::MoveKind::show_card, .action = {}});
        if (prototype::next_screen(trial_.prototype, state, state.screen) == prototype::kNone) {
            if (chance(35)) return move({.kind = study::MoveKind::task_done, .action = {}});
            return act({.kind = prototype::ActionKind::back, .value = {}, .facts = {}});
        }
        if (chance(3)) return act({.kind = prototype::ActionKind::back, .value = {}, .facts = {}});
        if (!screen.hotspots.empty()) {
            return act({.kind = prototype::ActionKind::press,
                        .target = static_cast<std::uint16_t>(below(screen.hotspots.size())),
                        .value = {},
                        .facts = {}});
        }
        fill(trial_.prototype, screen);
        act({.kind = prototype::ActionKind::go_on, .value = {}, .facts = {}});
    }

    void answer_questions() {
        const prototype::Prototype& questions =
            *study::walked(trial_.study, trial_.prototype, journey_.phase);
        wait(2, 6);
        fill(questions, questions.screens[journey_.questions.screen]);
        act({.kind = prototype::ActionKind::go_on, .value = {}, .facts = {}});
    }

    void fill(const prototype::Prototype& walked, const prototype::Screen& screen) {
        for (std::uint16_t i = 0; i < screen.field_count; ++i) {
            const auto field = static_cast<prototype::FieldIndex>(screen.first_field + i);
            const prototype::State& state = study::walked_state(journey_);
            const prototype::Facts& facts = state.answers[field].facts;
            const bool wrong = facts.failed != prototype::Rule::none;
            const bool wanted = walked.fields[field].optional && facts.length_class == 0 && chance(60);
            const bool again = !wrong && facts.length_class != 0 && chance(6);
            if ((!wrong && !wanted && !again) || !prototype::is_shown(walked, state, field)) continue;
            if (wrong && journey_.phase == study::Phase::walking && chance(static_cast<unsigned>(slips_)))
                continue;
            note(session::Focused{field});
            wait(2, 11);
            act({.kind = prototype::ActionKind::set,
                 .target = field,
                 .value = right_value(walked, field),
                 .facts = {}});
        }
    }

    /// Mostly what the task asks for, where it does.
    prototype::Value right_value(const prototype::Prototype& walked, prototype::FieldIndex field) {
        constexpr int kTries = 60;
        prototype::Value value;
        if (journey_.phase == study::Phase::walking) {
            for (const study::GoalAnswer& asked : trial_.study.tasks[journey_.task].goal_answers) {
                if (asked.field != walked.fields[field].id || !chance(90)) continue;
                value = {asked.any.front()};
                value.resize(
                    std::max<std::size_t>(1, prototype::row_of(walked.fields[field].kind).parts.size()));
                return value;
            }
        }
        for (int i = 0; i < kTries; ++i) {
            value = some_value(walked.fields[field]);
            if (prototype::facts_of(walked, study::walked_state(journey_), field, value).failed ==
                prototype::Rule::none)
                break;
        }
        return value;
    }

    prototype::Value some_value(const prototype::Field& field) {
        using prototype::Family;
        using prototype::FieldKind;
        const auto one_of = [&](std::initializer_list<const char*> texts) -> std::string {
            return *(texts.begin() + below(texts.size()));
        };
        switch (prototype::row_of(field.kind).family) {
            case Family::one_of:
            case Family::drop_down: return {chosen(field)};
            case Family::many_of: {
                prototype::Value value;
                for (const prototype::Option& option : field.options) {
                    if (!option.exclusive && value.size() < 2 && chance(40)) value.push_back(option.id);
                }
                return value;
            }
            case Family::files: return {"foto.jpg\n240000\nimage/jpeg"};
            case Family::accept: return {"sim"};
            case Family::parts:
                if (field.kind == FieldKind::date)
                    return {std::to_string(1 + below(28)), std::to_string(1 + below(12)),
                            one_of({"1951", "1958", "1992", "2021", "2023", "2025", "2026"})};
                if (field.kind == FieldKind::map_point) return {"120,240", "Perto da praça"};
                return {"01310-927", "Rua do Faz de Conta", "120", "", "Bairro Inventado", "perto da escola"};
            case Family::line:
            case Family::lines: break;
        }
        switch (field.kind) {
            case FieldKind::cpf: return {"529.982.247-25"};
            case FieldKind::cnpj: return {"11.222.333/0001-81"};
            case FieldKind::cep: return {"01310-927"};
            case FieldKind::phone: return {"(11) 98765-4329"};
            case FieldKind::email: return {"pessoa@exemplo.com.br"};
            case FieldKind::plate: return {"QXZ7K31"};
            case FieldKind::money: return {"1.234,50"};
            case FieldKind::number: return {std::to_string(1 + below(400))};
            case FieldKind::long_text:
                return {one_of({"Podia ter menos telas.", "Gostei, foi simples.",
                                "Não entendi a parte das fotos.", "A letra podia ser maior."})};
            default: return {one_of({"Rua do Faz de Conta", "120", "Maria", "Gol prata", "Sol Nascente"})};
        }
    }

    std::string chosen(const prototype::Field& field) {
        const auto between = [&](std::uint64_t least, std::uint64_t most) {
            return std::to_string(least + below(most - least + 1));
        };
        if (field.id == "seq") return between(3, 7);
        if (field.id.starts_with("sus_"))
            return (field.id.back() - '0') % 2 == 1 ? between(3, 5) : between(1, 3);
        if (field.id.starts_with("umux_")) return between(4, 7);
        if (field.id == "letter_useful") return chance(80) ? "sim" : "nao";
        if (field.options.empty())
            return field.kind == prototype::FieldKind::yes_no ? std::string(chance(50) ? "sim" : "nao")
                                                              : between(1, 5);
        if (field.id == "rating")
            return field.options[std::min<std::size_t>(field.options.size() - 1, 1 + below(4))].id;
        return field.options[below(field.options.size())].id;
    }

    void act(prototype::Action action) { move({.kind = study::MoveKind::walk, .action = std::move(action)}); }

    void move(const study::Move& move) {
        const study::Move kept = session::redact(trial_.study, trial_.prototype, journey_, move);
        journey_ = study::advance(trial_.study, trial_.prototype, journey_, move).journey;
        note(session::Moved{
            kept, static_cast<std::uint32_t>(study::checksum(trial_.study, trial_.prototype, journey_))});
    }

    void note(session::Event event) { records_.push_back({.at = at_, .event = std::move(event)}); }

    const Trial& trial_;
    std::uint64_t state_;
    session::Header header_;
    study::Journey journey_;
    std::vector<session::Record> records_;
    std::uint64_t at_ = 0, slips_ = 0, speed_ = 1000;
};

/// A session as a file's chunks.
inline std::vector<session::Bytes> chunks_of(const session::Session& session) {
    session::Recorder recorder(session.header, session.study_source, session.prototype_source);
    std::vector<session::Bytes> chunks;
    for (const session::Record& record : session.records) recorder.add(record.at, record.event);
    for (session::Chunk& chunk : recorder.take()) chunks.push_back(std::move(chunk.bytes));
    return chunks;
}

}  // namespace ensaio::trials
