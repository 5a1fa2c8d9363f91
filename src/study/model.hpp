// What a test is: a prototype, tasks, questions, consent, settings; read from study format 1
// (docs/formats/study.md).
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "prototype/model.hpp"
#include "study/drop_box.hpp"

namespace ensaio::study {

/// A line of the card of made-up data that a participant may use in a task ("Rua: Rua das Flores").
struct Sample {
    std::string label, value;
};

/// An answer without which a task is not done, though its goal was reached: the wrong service was asked for.
struct GoalAnswer {
    std::string field;             // id of a field of the prototype with choices
    std::vector<std::string> any;  // ids of options, of which the answer must have one
};

struct Task {
    std::string id;
    std::string title;
    std::string scenario;  // paragraphs
    std::vector<Sample> data;
    std::string success;                   // the criterion, in the words of the worksheet
    std::string goal_screen;               // reached: success, if the answers are those that were asked for
    std::vector<GoalAnswer> goal_answers;  // all of them; empty: any answers will do
};

/// A choice of the consent beside taking part itself, e.g. "quotes without my name".
struct ConsentOption {
    std::string id, text;
};

struct Consent {
    std::string version;
    std::string who, why, recorded, use, duration, rights,
        contact;  // paragraphs, one heading each, in this order
    std::vector<ConsentOption> options;
};

struct Study {
    std::string id, title, prototype, language, body;
    unsigned round = 1;
    bool made_up_data = false;  // what is typed may be stored
    std::string mode;           // "moderado", "remoto", "guiche"
    unsigned keep_days = 0;     // after which a session is deleted where it is stored; 0: for ever
    Consent consent;
    std::optional<DropBox> drop_box;
    std::vector<Task> tasks;
    // Questions are screens like a prototype's and are walked by the same function. Some ids of fields are
    // understood by the metrics and the worksheet: docs/formats/study.md. No screens: no questions.
    prototype::Prototype after_task;  // the questions after each task
    prototype::Prototype after_test;  // the questions at the end
    core::Sha256 hash{};
    std::string source;

    /// Choices of the consent: the options, and behind them, where there is a drop box, whether the session
    /// may be put there.
    std::size_t choices() const { return consent.options.size() + (drop_box ? 1 : 0); }
};

}  // namespace ensaio::study
