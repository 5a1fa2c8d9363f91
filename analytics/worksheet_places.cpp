// What happened on each screen and at each field.
#include <algorithm>

#include "analytics/tally.hpp"
#include "analytics/timeline.hpp"
#include "analytics/worksheet_plan.hpp"

namespace ensaio::analytics {
namespace {

Cell mean_or_nothing(const Running& running) { return running.n() == 0 ? Cell() : Cell(running.mean()); }

/// Calls `each` for every attempt at `task` in the sessions of `version`.
void for_each_attempt(const Book& book, const Version& version, std::size_t task, const auto& each) {
    for (const std::size_t session : version.sessions) {
        for (const TaskMeasures& attempt : book.measures[session].tasks) {
            if (attempt.task == task) each(attempt);
        }
    }
}

// ---------------------------------------------------------------- telas

constexpr Listed kTelas[] = {
    {"telas.task", CellType::text, 30},
    {"telas.screen", CellType::text, 40},
    {"telas.reached", CellType::integer, 11},
    {"telas.of", CellType::integer, 11},
    {"telas.share", CellType::percent, 11, {.bar = true}},
    {"telas.exits", CellType::integer, 11},
    {"telas.visits", CellType::integer, 9},
    {"telas.backs", CellType::integer, 9},
    {"telas.reading", CellType::seconds, 11},
    {"telas.filling", CellType::seconds, 11},
    {"telas.errors", CellType::integer, 10},
    {"telas.dead_clicks", CellType::integer, 10},
};

struct ScreenSums {
    std::size_t reached = 0, exits = 0, visits = 0, backs = 0, errors = 0, dead_clicks = 0;
    Running reading, filling;
};

void add(std::vector<ScreenSums>& screens, const TaskMeasures& attempt) {
    std::vector<bool> met(screens.size());
    for (const Visit& visit : attempt.visits) {
        ScreenSums& screen = screens[visit.screen];
        screen.reached += !met[visit.screen];
        met[visit.screen] = true;
        ++screen.visits;
        screen.backs += visit.back;
        screen.errors += visit.errors;
        screen.dead_clicks += visit.dead_clicks;
        screen.reading.add(visit.reading_s);
        screen.filling.add(visit.active_s - visit.reading_s);
    }
    const bool left = attempt.outcome == Outcome::gave_up || attempt.outcome == Outcome::interrupted;
    if (left && !attempt.visits.empty()) ++screens[attempt.visits.back().screen].exits;
}

// ---------------------------------------------------------------- campos

constexpr Listed kCampos[] = {
    {"campos.task", CellType::text, 26},
    {"campos.field", CellType::text, 34},
    {"campos.screen", CellType::text, 30},
    {"campos.met", CellType::integer, 9},
    {"campos.touched", CellType::integer, 9},
    {"campos.first_touch", CellType::seconds, 11},
    {"campos.active", CellType::seconds, 10},
    {"campos.corrections", CellType::number, 11},
    {"campos.revisits", CellType::number, 10},
    {"campos.order", CellType::number, 10},
    {"campos.asked", CellType::integer, 10},
    {"campos.blank", CellType::integer, 10},
    {"campos.errors", CellType::integer, 9},
    {"campos.wrong", CellType::integer, 10},
    {"campos.share", CellType::percent, 10, {.bar = true}},
    {"campos.low", CellType::percent, 9},
    {"campos.high", CellType::percent, 9},
    {"campos.abandoned", CellType::integer, 11},
    {"campos.rules", CellType::text, 34},
};

struct FieldSums {
    std::size_t met = 0, touched = 0, asked = 0, blank = 0, errors = 0, wrong = 0, abandoned = 0;
    Running first_touch, active, corrections, revisits, order;
    std::vector<FieldErrors> rules;
};

void add(std::vector<FieldSums>& fields, const TaskMeasures& attempt) {
    for (const FieldMeasures& of : attempt.fields) {
        FieldSums& field = fields[of.field];
        ++field.met;
        field.asked += of.asked;
        field.blank += of.asked && of.blank;
        field.errors += of.errors;
        field.wrong += of.errors > 0;
        field.abandoned += attempt.outcome == Outcome::gave_up && attempt.last_field == of.field;
        if (!of.first_touch_s) continue;
        ++field.touched;
        field.first_touch.add(*of.first_touch_s);
        field.active.add(of.active_s);
        field.corrections.add(of.corrections);
        field.revisits.add(of.revisits);
        field.order.add(of.order);
    }
    for (const FieldErrors& error : attempt.errors) {
        if (error.field >= fields.size()) continue;
        std::vector<FieldErrors>& rules = fields[error.field].rules;
        const auto known = std::ranges::find(rules, error.rule, &FieldErrors::rule);
        if (known == rules.end()) {
            rules.push_back(error);
        } else {
            known->times += error.times;
        }
    }
}

std::string rules_in_words(const Book& book, const FieldSums& field) {
    std::string text;
    for (const FieldErrors& error : field.rules) {
        text += (text.empty() ? "" : ", ") +
                words(book, "rule." + std::string(prototype::rule_name(error.rule))) + " (" +
                std::to_string(error.times) + "×)";
    }
    return text;
}

}  // namespace

Sheet telas_sheet(const Book& book) {
    Sheet sheet = sheet_of(book, "telas");
    Table table = table_of(book, "telas", kTelas);
    for (const Version& version : book.versions) {
        const study::Study& study = version.first->study;
        const prototype::Prototype& prototype = version.first->prototype;
        for (std::size_t i = 0; i < study.tasks.size(); ++i) {
            std::vector<ScreenSums> screens(prototype.screens.size());
            std::size_t attempts = 0;
            for_each_attempt(book, version, i, [&](const TaskMeasures& attempt) {
                ++attempts;
                add(screens, attempt);
            });
            const std::string task = name_of(book, version, study.tasks[i]);
            const std::size_t first = table.rows.size();
            for (std::size_t k = 0; k < screens.size(); ++k) {
                const ScreenSums& screen = screens[k];
                if (screen.visits == 0) continue;
                table.rows.push_back({task, name_of(prototype.screens[k]), count_of(screen.reached),
                                      count_of(attempts),
                                      static_cast<double>(screen.reached) / static_cast<double>(attempts),
                                      count_of(screen.exits), count_of(screen.visits), count_of(screen.backs),
                                      mean_or_nothing(screen.reading), mean_or_nothing(screen.filling),
                                      count_of(screen.errors), count_of(screen.dead_clicks)});
            }
            constexpr std::size_t kMostCharts = 4, kMostBars = 24;
            if (table.rows.size() > first && sheet.charts.size() < kMostCharts)
                sheet.charts.push_back({.kind = Chart::Kind::funnel,
                                        .title = book.language.text("worksheet.chart.funnel", {task}),
                                        .label = "telas.screen",
                                        .value = "telas.reached",
                                        .x = {},
                                        .low = {},
                                        .mark = {},
                                        .high = {},
                                        .interval_name = {},
                                        .mark_name = {},
                                        .label_axis = {},
                                        .value_axis = words(book, "chart.funnel.axis"),
                                        .marks_label = {},
                                        .marks_x = {},
                                        .marks_y = {},
                                        .first_row = first,
                                        .rows = std::min(table.rows.size() - first, kMostBars)});
        }
    }
    sheet.fixed = 2;
    sheet.tables.push_back(std::move(table));
    return sheet;
}

Sheet campos_sheet(const Book& book) {
    Sheet sheet = sheet_of(book, "campos");
    Table table = table_of(book, "campos", kCampos);
    const ShareFormulas share = share_of("{campos.wrong}", "{campos.met}");
    for (const Version& version : book.versions) {
        const study::Study& study = version.first->study;
        const prototype::Prototype& prototype = version.first->prototype;
        for (std::size_t i = 0; i < study.tasks.size(); ++i) {
            std::vector<FieldSums> fields(prototype.fields.size());
            for_each_attempt(book, version, i, [&](const TaskMeasures& attempt) { add(fields, attempt); });
            for (std::size_t k = 0; k < fields.size(); ++k) {
                const FieldSums& field = fields[k];
                if (field.met == 0) continue;
                const prototype::ScreenIndex screen = prototype.fields[k].screen;
                table.rows.push_back({name_of(book, version, study.tasks[i]), name_of(prototype.fields[k]),
                                      name_of(prototype.screens[screen]), count_of(field.met),
                                      count_of(field.touched), mean_or_nothing(field.first_touch),
                                      mean_or_nothing(field.active), mean_or_nothing(field.corrections),
                                      mean_or_nothing(field.revisits), mean_or_nothing(field.order),
                                      count_of(field.asked), count_of(field.blank), count_of(field.errors),
                                      count_of(field.wrong), share.share, share.low, share.high,
                                      count_of(field.abandoned), rules_in_words(book, field)});
            }
        }
    }
    sheet.fixed = 2;
    sheet.tables.push_back(std::move(table));
    return sheet;
}

}  // namespace ensaio::analytics
