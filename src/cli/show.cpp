#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <cereal/cereal.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/vector.hpp>

#include "analytics/measures.hpp"
#include "analytics/timeline.hpp"
#include "analytics/worksheet.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "core/json_write.hpp"
#include "prototype/field_kinds.hpp"

namespace ensaio::cli {
namespace {

using cereal::make_nvp;

// What is shown of a session: what `--json` gives, member by member, and what the words are made of.

struct ShownTask {
    std::string task, outcome;
    double active_s = 0, total_s = 0, pauses_s = 0;
    unsigned screens = 0, backtracks = 0, errors = 0, dead_clicks = 0;
    int ease = 0;  // 0: not answered

    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("task", task), make_nvp("outcome", outcome), make_nvp("active_s", active_s),
             make_nvp("total_s", total_s), make_nvp("pauses_s", pauses_s), make_nvp("screens", screens),
             make_nvp("backtracks", backtracks), make_nvp("validation_errors", errors),
             make_nvp("dead_clicks", dead_clicks), make_nvp("ease", ease));
    }
};

struct ShownRecord {
    std::size_t record = 0;
    double seconds = 0;
    std::string task, screen, action, field, answer, errors;

    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("record", record), make_nvp("seconds", seconds), make_nvp("task", task),
             make_nvp("screen", screen), make_nvp("action", action), make_nvp("field", field),
             make_nvp("answer", answer), make_nvp("errors", errors));
    }
};

struct ShownDamage {
    std::string what;
    std::uint64_t offset = 0, sequence = 0;

    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("what", what), make_nvp("offset", offset), make_nvp("sequence", sequence));
    }
};

struct ShownSession {
    session::Header header;
    bool consented = false, finished = false;
    std::string rating, rating_label;
    double total_s = 0;
    std::size_t inexact = 0;
    std::vector<ShownTask> tasks;
    std::vector<ShownRecord> records;
    std::vector<ShownDamage> damage;

    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("id", header.id), make_nvp("participant", header.participant),
             make_nvp("study", header.study), make_nvp("study_hash", header.study_hash),
             make_nvp("prototype", header.prototype), make_nvp("prototype_hash", header.prototype_hash),
             make_nvp("program", header.program), make_nvp("device", header.device),
             make_nvp("started", header.started), make_nvp("utc_offset", header.utc_offset),
             make_nvp("made_up_data", header.made_up_data), make_nvp("consented", consented),
             make_nvp("finished", finished), make_nvp("rating", rating), make_nvp("total_s", total_s),
             make_nvp("inexact", inexact), make_nvp("tasks", tasks), make_nvp("records", records),
             make_nvp("damage", damage));
    }
};

struct ShownFile {
    std::vector<ShownSession> sessions;
    std::vector<ShownDamage> damage;  // of no session

    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("sessions", sessions), make_nvp("damage", damage));
    }
};

std::string label_of(const prototype::Prototype& questions, std::string_view field,
                     const std::string& option) {
    const prototype::FieldIndex index = questions.field_named(field);
    return index == prototype::kNone ? option : prototype::shown_value(questions.fields[index], {option});
}

std::vector<ShownDamage> shown(const std::vector<session::Damage>& damages) {
    std::vector<ShownDamage> all;
    all.reserve(damages.size());
    for (const session::Damage& damage : damages)
        all.push_back({damage.code, damage.offset, damage.sequence});
    return all;
}

ShownSession shown(const session::Opened& opened, const core::Language& language) {
    const analytics::SessionMeasures measures = analytics::measure(opened);
    ShownSession session{.header = opened.session.header,
                         .consented = measures.consented,
                         .finished = measures.finished,
                         .rating = measures.rating,
                         .rating_label = label_of(opened.study.after_test, "rating", measures.rating),
                         .total_s = measures.total_s,
                         .inexact = measures.inexact,
                         .tasks = {},
                         .records = {},
                         .damage = shown(opened.session.damage)};
    for (const analytics::TaskMeasures& task : measures.tasks) {
        session.tasks.push_back({.task = opened.study.tasks[task.task].title,
                                 .outcome = std::string(analytics::outcome_name(task.outcome)),
                                 .active_s = task.active_s,
                                 .total_s = task.total_s,
                                 .pauses_s = task.pauses_s,
                                 .screens = task.screens,
                                 .backtracks = task.backtracks,
                                 .errors = task.validation_errors,
                                 .dead_clicks = task.dead_clicks,
                                 .ease = task.ease.value_or(0)});
    }
    for (analytics::Happening& happening : analytics::timeline(opened, language)) {
        session.records.push_back({happening.record, happening.seconds, std::move(happening.task),
                                   std::move(happening.screen), std::move(happening.action),
                                   std::move(happening.field), std::move(happening.answer),
                                   std::move(happening.errors)});
    }
    return session;
}

// ---------------------------------------------------------------- in words

/// "12,3"
std::string one_decimal(double number) {
    const auto tenths = static_cast<long long>(std::llround(number * 10));
    return std::to_string(tenths / 10) + "," + std::to_string(tenths % 10);
}

void say_header(const ShownSession& session, const core::Language& language) {
    const session::Header& header = session.header;
    const auto line = [&](std::string_view key, std::initializer_list<std::string_view> args) {
        say("  " + language.text("cli.show." + std::string(key), args));
    };
    const auto yes_no = [&](bool yes) { return language.text(yes ? "cli.show.yes" : "cli.show.no"); };
    say(language.text("cli.show.session", {header.id}));
    line("participant", {header.participant});
    if (const auto started = analytics::local_time_of(header, 0))
        line("started", {analytics::in_words(*started)});
    line("device", {header.device});
    line("study", {header.study, header.study_hash.substr(0, 8)});
    line("prototype", {header.prototype, header.prototype_hash.substr(0, 8)});
    line("program", {header.program});
    line("made_up", {yes_no(header.made_up_data)});
    line("consented", {yes_no(session.consented)});
    line("finished", {yes_no(session.finished)});
    line("total", {one_decimal(session.total_s)});
    if (!session.rating.empty()) line("rating", {session.rating_label});
    if (session.inexact > 0) line("inexact", {std::to_string(session.inexact)});
}

void say_tasks(const ShownSession& session, const core::Language& language) {
    if (session.tasks.empty()) return;
    say(language.text("cli.show.tasks"));
    for (const ShownTask& task : session.tasks) {
        std::string line =
            "  " +
            language.text("cli.show.task", {task.task, language.text("cli.outcome." + task.outcome),
                                            one_decimal(task.active_s), one_decimal(task.total_s),
                                            std::to_string(task.screens), std::to_string(task.backtracks),
                                            std::to_string(task.errors), std::to_string(task.dead_clicks)});
        if (task.ease > 0) line += "; " + language.text("cli.show.ease", {std::to_string(task.ease)});
        say(line);
    }
}

void say_records(const ShownSession& session, const core::Language& language) {
    say(language.text("cli.show.timeline"));
    for (const ShownRecord& record : session.records) {
        std::string line =
            "  #" + std::to_string(record.record) + "  " + one_decimal(record.seconds) + " s  ";
        if (!record.screen.empty()) line += "[" + record.screen + "] ";
        line += record.action;
        for (const std::string* part : {&record.field, &record.answer, &record.errors}) {
            if (!part->empty()) line += ": " + *part;
        }
        say(line);
    }
}

void say_damage(const std::vector<ShownDamage>& damages, const core::Language& language) {
    if (damages.empty()) return;
    say(language.text("cli.show.damage"));
    for (const ShownDamage& damage : damages) {
        say("  " + language.text("cli.show.damage_line",
                                 {language.text("damage." + damage.what), std::to_string(damage.offset),
                                  std::to_string(damage.sequence)}));
    }
}

}  // namespace

int show(Arguments arguments, const core::Language& language) {
    std::string file;
    bool as_json = false;
    for (const std::string_view argument : arguments) {
        if (argument == "--json") {
            as_json = true;
        } else if (argument.starts_with('-')) {
            return bad_usage(language, "show", language.text("cli.unknown_option", {argument}));
        } else if (!file.empty()) {
            return bad_usage(language, "show", language.text("cli.one_file"));
        } else {
            file = argument;
        }
    }
    if (file.empty()) return bad_usage(language, "show", language.text("cli.missing_file"));

    const OpenedFile opened_file = open_sessions(file, language);
    ShownFile all{.sessions = {}, .damage = shown(opened_file.damage)};
    for (const session::Opened& opened : opened_file.sessions)
        all.sessions.push_back(shown(opened, language));
    if (as_json) {
        say(core::to_json(all));
    } else {
        for (const ShownSession& session : all.sessions) {
            say_header(session, language);
            say_tasks(session, language);
            say_records(session, language);
            say_damage(session.damage, language);
        }
        say_damage(all.damage, language);
    }
    return opened_file.good ? kGood : kBadInput;
}

}  // namespace ensaio::cli
