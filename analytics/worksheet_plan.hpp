// How the sheets of worksheet.cpp are made: what they tell of, and a table of columns for each. Nobody else
// includes this.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/findings.hpp"
#include "analytics/worksheet.hpp"

namespace ensaio::analytics {

/// All that is told in the worksheet, in the order of its rows.
struct Book {
    const core::Language& language;
    std::vector<const session::Opened*> sessions;  // by participant and start
    std::vector<SessionMeasures> measures;         // of each of the sessions
    std::vector<std::string> codes;  // of each of the sessions: "P01", as the references name it
    std::vector<Finding> findings;
    bool several_prototypes = false;
};

inline std::string words(const Book& book, std::string_view key) {
    return book.language.text("worksheet." + std::string(key));
}

inline std::string reference(const Book& book, std::size_t session, std::size_t record) {
    return book.codes[session] + "#" + std::to_string(record);
}

/// A column and how its cells come about. `fill` null: people fill it.
template <class Row>
struct Plan {
    std::string_view key;
    CellType type = CellType::text;
    double width = 12;
    Cell (*fill)(const Row&) = nullptr;
    std::string_view choices = {};  // ids; their words are the language file's "worksheet.<key>.<id>"
    double min = 0, max = 0;
};

template <class Row>
std::vector<Column> columns_of(const Book& book, std::span<const Plan<Row>> plans) {
    std::vector<Column> columns;
    for (const Plan<Row>& plan : plans) {
        Column column{.key = std::string(plan.key),
                      .header = words(book, plan.key),
                      .type = plan.type,
                      .width = plan.width,
                      .by_people = plan.fill == nullptr,
                      .choices = {},
                      .min = plan.min,
                      .max = plan.max};
        for (std::string_view rest = plan.choices; !rest.empty();) {
            const std::size_t end = std::min(rest.find(' '), rest.size());
            column.choices.push_back(
                words(book, std::string(plan.key) + "." + std::string(rest.substr(0, end))));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

template <class Row>
std::vector<Cell> filled(std::span<const Plan<Row>> plans, const Row& row) {
    std::vector<Cell> cells;
    for (const Plan<Row>& plan : plans) cells.push_back(plan.fill == nullptr ? Cell() : plan.fill(row));
    return cells;
}

/// A row for people to write in: only its formulas stand.
template <class Row>
std::vector<Cell> prepared(std::span<const Plan<Row>> plans, const Row& blank) {
    std::vector<Cell> cells;
    for (const Plan<Row>& plan : plans)
        cells.push_back(plan.type == CellType::formula ? plan.fill(blank) : Cell());
    return cells;
}

/// Candidate problems, and the findings they come from; below them rows for people to write in.
Sheet definir_sheet(const Book& book);
Sheet achados_sheet(const Book& book);
/// One row for each task that a participant started.
Sheet tarefas_sheet(const Book& book);
/// One row for each record.
Sheet linha_do_tempo_sheet(const Book& book);

}  // namespace ensaio::analytics
