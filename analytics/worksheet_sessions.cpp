#include <map>

#include "analytics/timeline.hpp"
#include "analytics/worksheet_plan.hpp"

namespace ensaio::analytics {
namespace {

// ---------------------------------------------------------------- tarefas

struct TaskRow {
    const Book& book;
    std::size_t session = 0;
    const TaskMeasures& measures;

    const session::Opened& opened() const { return *book.sessions[session]; }
    const study::Task& task() const { return opened().study.tasks[measures.task]; }
};

Cell device(const TaskRow& row) {
    std::string text = row.opened().session.header.device;
    for (const session::Record& record : row.opened().session.records) {
        const auto* viewport = std::get_if<session::Viewport>(&record.event);
        if (viewport == nullptr) continue;
        if (!text.empty()) text += ", ";
        return text + std::to_string(viewport->width) + " × " + std::to_string(viewport->height) + " px";
    }
    return text;
}

/// A recording with damage measures less than what happened: its reader must know.
Cell session_of(const TaskRow& row) {
    const std::string id = row.opened().session.header.id.substr(0, 8);
    const bool whole = row.opened().session.damage.empty() && row.book.measures[row.session].inexact == 0;
    return whole ? id : row.book.language.text("worksheet.damaged", {id});
}

Cell mode(const TaskRow& row) {
    const std::string key = "worksheet.mode." + row.opened().study.mode;
    return row.book.language.has(key) ? row.book.language.text(key) : row.opened().study.mode;
}

Cell outcome(const TaskRow& row) {
    switch (row.measures.outcome) {
        case Outcome::direct_success:
        case Outcome::indirect_success:
            return words(row.book,
                         row.measures.helps > 0 ? "tarefas.outcome.with_help" : "tarefas.outcome.alone");
        case Outcome::wrong_end: return words(row.book, "tarefas.outcome.wrong_end");
        case Outcome::gave_up: return words(row.book, "tarefas.outcome.gave_up");
        case Outcome::interrupted: return words(row.book, "tarefas.outcome.interrupted");
    }
    return {};
}

Cell fields_with_errors(const TaskRow& row) {
    std::string text;
    for (const FieldErrors& error : row.measures.errors) {
        if (!text.empty()) text += "; ";
        text +=
            error_in_words(row.opened().prototype, row.book.language, error.field, error.rule, error.times);
    }
    return text;
}

/// 1 or 0, as people leave the outcome; "" of an interrupted attempt.
Cell reached(const TaskRow& row) {
    const auto is = [&](std::string_view outcome) {
        return "{tarefas.outcome}=" +
               formula_string(words(row.book, "tarefas.outcome." + std::string(outcome)));
    };
    return Formula{"=IF(OR(" + is("alone") + "," + is("with_help") + "),1,IF(OR(" + is("gave_up") + "," +
                   is("wrong_end") + "),0,\"\"))"};
}

Cell log_of_time(const TaskRow&) {
    return Formula{"=IF({tarefas.reached}=1,IF({tarefas.active}>0,LN({tarefas.active}),\"\"),\"\")"};
}

constexpr Plan<TaskRow> kTarefas[] = {
    {"tarefas.round", CellType::integer, 7,
     [](const TaskRow& row) { return count_of(row.opened().study.round); }},
    {"tarefas.prototype", CellType::text, 24,
     [](const TaskRow& row) -> Cell { return name_and_version(row.opened().prototype); }},
    {"tarefas.session", CellType::text, 11, session_of},
    {"tarefas.participant", CellType::text, 12,
     [](const TaskRow& row) -> Cell { return row.opened().session.header.participant; }},
    {"tarefas.persona", CellType::text, 16},
    {"tarefas.device", CellType::text, 22, device},
    {"tarefas.mode", CellType::text, 12, mode},
    {"tarefas.task", CellType::text, 24, [](const TaskRow& row) -> Cell { return row.task().title; }},
    {"tarefas.scenario",
     CellType::text,
     36,
     [](const TaskRow& row) -> Cell { return row.task().scenario; },
     {.cut = true}},
    {"tarefas.success", CellType::text, 28, [](const TaskRow& row) -> Cell { return row.task().success; }},
    {"tarefas.outcome",
     CellType::choice,
     20,
     outcome,
     {.by = By::corrected,
      .choices = "alone with_help gave_up wrong_end interrupted",
      .strong = "gave_up wrong_end",
      .medium = "with_help",
      .weak = "interrupted"}},
    {"tarefas.helps",
     CellType::integer,
     10,
     [](const TaskRow& row) { return count_of(row.measures.helps); },
     {.by = By::corrected, .min = 0, .max = 99}},
    {"tarefas.started", CellType::date_time, 17,
     [](const TaskRow& row) {
         const auto time = local_time_of(row.opened().session.header, row.measures.started);
         return time ? Cell(*time) : Cell();
     }},
    {"tarefas.active", CellType::number, 12,
     [](const TaskRow& row) -> Cell { return row.measures.active_s; }},
    {"tarefas.total", CellType::number, 12, [](const TaskRow& row) -> Cell { return row.measures.total_s; }},
    {"tarefas.pauses", CellType::number, 10,
     [](const TaskRow& row) -> Cell { return row.measures.pauses_s; }},
    {"tarefas.screens", CellType::integer, 10,
     [](const TaskRow& row) { return count_of(row.measures.screens); }},
    {"tarefas.backtracks", CellType::integer, 10,
     [](const TaskRow& row) { return count_of(row.measures.backtracks); }},
    {"tarefas.detour", CellType::integer, 12,
     [](const TaskRow& row) { return row.measures.detour ? count_of(*row.measures.detour) : Cell(); }},
    {"tarefas.errors", CellType::integer, 12,
     [](const TaskRow& row) { return count_of(row.measures.validation_errors); }},
    {"tarefas.error_fields", CellType::text, 32, fields_with_errors},
    {"tarefas.dead_clicks", CellType::integer, 12,
     [](const TaskRow& row) { return count_of(row.measures.dead_clicks); }},
    {"tarefas.ease",
     CellType::integer,
     12,
     [](const TaskRow& row) {
         return row.measures.ease ? Cell(static_cast<double>(*row.measures.ease)) : Cell();
     },
     {.by = By::corrected, .min = 1, .max = 7}},
    {"tarefas.confidence", CellType::integer, 12, nullptr, {.min = 1, .max = 7}},
    {"tarefas.quote", CellType::text, 32},
    {"tarefas.note", CellType::text, 36},
    {"tarefas.group",
     CellType::text,
     8,
     [](const TaskRow& row) -> Cell {
         return key_of(row.book.versions[row.book.version_of[row.session]], row.task());
     },
     {.hidden = true}},
    {"tarefas.reached", CellType::integer, 6, reached, {.hidden = true}},
    {"tarefas.log", CellType::number, 6, log_of_time, {.hidden = true}},
};

// ---------------------------------------------------------------- linha do tempo

struct HappeningRow {
    const Book& book;
    std::size_t session = 0;
    const Happening& happening;
};

constexpr Plan<HappeningRow> kLinhaDoTempo[] = {
    {"tempo.ref", CellType::text, 12,
     [](const HappeningRow& row) -> Cell { return reference(row.book, row.session, row.happening.record); }},
    {"tempo.participant", CellType::text, 13,
     [](const HappeningRow& row) -> Cell {
         return row.book.sessions[row.session]->session.header.participant;
     }},
    {"tempo.session", CellType::text, 11,
     [](const HappeningRow& row) -> Cell {
         return row.book.sessions[row.session]->session.header.id.substr(0, 8);
     }},
    {"tempo.seconds", CellType::number, 12,
     [](const HappeningRow& row) -> Cell { return row.happening.seconds; }},
    {"tempo.task", CellType::text, 24, [](const HappeningRow& row) -> Cell { return row.happening.task; }},
    {"tempo.screen", CellType::text, 28,
     [](const HappeningRow& row) -> Cell { return row.happening.screen; }},
    {"tempo.action", CellType::text, 26,
     [](const HappeningRow& row) -> Cell { return row.happening.action; }},
    {"tempo.field", CellType::text, 28, [](const HappeningRow& row) -> Cell { return row.happening.field; }},
    {"tempo.answer", CellType::text, 24,
     [](const HappeningRow& row) -> Cell { return row.happening.answer; }},
    {"tempo.errors", CellType::text, 36,
     [](const HappeningRow& row) -> Cell { return row.happening.errors; }},
};

}  // namespace

Sheet tarefas_sheet(const Book& book) {
    const std::span<const Plan<TaskRow>> plans = kTarefas;
    Table table = table_of(book, "tarefas", plans);
    for (std::size_t i = 0; i < book.sessions.size(); ++i) {
        std::map<std::size_t, unsigned> attempts;
        for (const TaskMeasures& task : book.measures[i].tasks) {
            const TaskRow row{book, i, task};
            std::string key = row.opened().session.header.id + "/" + row.task().id;
            if (const unsigned attempt = ++attempts[task.task]; attempt > 1)
                key += "/" + std::to_string(attempt);
            table.rows.push_back(filled(plans, row));
            table.row_keys.push_back(std::move(key));
        }
    }
    Sheet sheet = sheet_of(book, "tarefas");
    sheet.fixed = 4;
    sheet.tables.push_back(std::move(table));
    return sheet;
}

Sheet linha_do_tempo_sheet(const Book& book) {
    const std::span<const Plan<HappeningRow>> plans = kLinhaDoTempo;
    Table table = table_of(book, "linha_do_tempo", plans);
    for (std::size_t i = 0; i < book.sessions.size(); ++i) {
        for (const Happening& happening : timeline(*book.sessions[i], book.language))
            table.rows.push_back(filled(plans, HappeningRow{book, i, happening}));
    }
    Sheet sheet = sheet_of(book, "linha_do_tempo");
    sheet.fixed = 1;
    sheet.tables.push_back(std::move(table));
    return sheet;
}

}  // namespace ensaio::analytics
