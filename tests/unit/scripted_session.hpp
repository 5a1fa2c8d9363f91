// Sessions of a person who does exactly what a test says, when it says so.
#pragma once

#include <initializer_list>
#include <string_view>

#include "random_walk.hpp"
#include "session/replay.hpp"

namespace ensaio::trials {

class Script {
public:
    Script(Trial trial, std::string_view participant, std::uint64_t seed = 1)
        : trial_(std::move(trial)), header_(header_of(trial_, seed)) {
        header_.participant = participant;
        journey_ = study::begin(trial_.study, trial_.prototype, header_.seed, session::first_day(header_));
    }

    /// Lets time pass: what follows happens `seconds` later.
    Script& wait(double seconds) {
        at_ += static_cast<std::uint64_t>(seconds * 1000);
        return *this;
    }

    Script& agree() { return move({.kind = study::MoveKind::agree, .action = {}}); }
    Script& start() { return move({.kind = study::MoveKind::start_task, .action = {}}); }
    Script& done() { return move({.kind = study::MoveKind::task_done, .action = {}}); }
    Script& give_up() { return move({.kind = study::MoveKind::task_gave_up, .action = {}}); }
    Script& go_on() { return walk({.kind = prototype::ActionKind::go_on, .value = {}, .facts = {}}); }
    Script& back() { return walk({.kind = prototype::ActionKind::back, .value = {}, .facts = {}}); }
    Script& change(std::string_view field) {
        return walk(
            {.kind = prototype::ActionKind::change, .target = field_named(field), .value = {}, .facts = {}});
    }
    Script& set(std::string_view field, std::initializer_list<std::string> value) {
        return walk(
            {.kind = prototype::ActionKind::set, .target = field_named(field), .value = value, .facts = {}});
    }
    Script& dead_click(std::string_view box, std::int32_t x = 10, std::int32_t y = 20) {
        return note(session::DeadClick{.x = x, .y = y, .box = std::string(box)});
    }
    /// Where there is no box.
    Script& press_nothing(std::int32_t x, std::int32_t y) {
        return note(session::DeadClick{.x = x, .y = y, .box = {}});
    }
    Script& on(std::string_view device) {
        header_.device = device;
        return *this;
    }
    Script& hide() { return note(session::Visibility{true}); }
    Script& show() { return note(session::Visibility{false}); }
    Script& resume() {
        journey_ = session::forget_private(trial_.study, trial_.prototype, journey_);
        return note(session::Resumed{});
    }
    Script& facilitator_notes(session::Note::Code code) { return note(session::Note{code}); }
    Script& size(std::uint32_t width, std::uint32_t height) {
        return note(session::Viewport{.width = width, .height = height});
    }

    /// Answers and *continue*s in the sample of the abandoned vehicle until `screen` is reached, one second
    /// for each screen.
    Script& fill_until(std::string_view screen) {
        while (here() != screen) {
            const std::string from = here();
            if (from == "quanto_tempo") set("tempo", {"mais_de_1_mes"});
            if (from == "onde_esta") set("rua", {"Rua do Faz de Conta"}).set("numero", {"120"});
            if (from == "que_tipo") set("tipo", {"carro"});
            if (from == "como_e") set("cor", {"prata"}).set("modelo", {"Gol"});
            wait(1).go_on();
            if (here() == from) {
                ADD_FAILURE() << "stuck at " << from;
                break;
            }
        }
        return *this;
    }

    /// Index of the last record: what evidence refers to.
    std::size_t last() const { return records_.size() - 1; }
    const session::Header& header() const { return header_; }

    session::Opened open() const {
        auto opened = session::open({.header = header_,
                                     .study_source = trial_.study.source,
                                     .prototype_source = trial_.prototype.source,
                                     .records = records_,
                                     .damage = {}});
        if (!opened) {
            ADD_FAILURE() << opened.error().front().code;
            return {};
        }
        return std::move(*opened);
    }

private:
    const prototype::Prototype& walked() const {
        return *study::walked(trial_.study, trial_.prototype, journey_.phase);
    }
    std::string here() const { return trial_.prototype.screens[journey_.walk.screen].id; }

    prototype::FieldIndex field_named(std::string_view id) const {
        const prototype::FieldIndex field = walked().field_named(id);
        EXPECT_NE(field, prototype::kNone) << id;
        return field;
    }

    Script& walk(prototype::Action action) {
        return move({.kind = study::MoveKind::walk, .action = std::move(action)});
    }

    Script& move(const study::Move& move) {
        const study::Move kept = session::redact(trial_.study, trial_.prototype, journey_, move);
        journey_ = study::advance(trial_.study, trial_.prototype, journey_, move).journey;
        return note(session::Moved{
            kept, static_cast<std::uint32_t>(study::checksum(trial_.study, trial_.prototype, journey_))});
    }

    Script& note(session::Event event) {
        records_.push_back({.at = at_, .event = std::move(event)});
        return *this;
    }

    Trial trial_;
    session::Header header_;
    study::Journey journey_;
    std::vector<session::Record> records_;
    std::uint64_t at_ = 0;
};

/// A session on the sample of the abandoned vehicle, up to the start of its only task.
inline Script at_the_task(std::string_view participant = "P01", std::uint64_t seed = 1,
                          bool made_up_data = true) {
    Script script(kept_trial("veiculo-abandonado", made_up_data), participant, seed);
    script.size(360, 640).wait(2).agree().wait(3).start();
    return script;
}

}  // namespace ensaio::trials
