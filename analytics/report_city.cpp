// The city's own figures, as people filled them in: what a test does not measure.
#include <algorithm>
#include <string>
#include <vector>

#include "analytics/report_parts.hpp"
#include "analytics/worksheet_tables.hpp"

namespace ensaio::analytics {
namespace {

/// In the order of *Indicadores*. Of each the column whose numbers tell that people filled in the row.
constexpr std::pair<std::string_view, std::string_view> kTables[] = {{"concluido", "concluido.x"},
                                                                     {"tma", "tma.concluded"},
                                                                     {"tma_geral", "tma_geral.days"},
                                                                     {"tma_orgao", "tma_orgao.concluded"},
                                                                     {"economia", "economia.total"}};

bool is_word(CellType type) {
    return type == CellType::text || type == CellType::choice || type == CellType::date ||
           type == CellType::date_time;
}

/// As a person reads it; a cell without anything is empty.
std::string shown(const Table& table, std::size_t row, const Column& column, const Words& words) {
    const TableRow cells(table, row);
    if (const auto* time = std::get_if<DateTime>(&cells.cell(column.key)))
        return in_words(*time).substr(0, 10);
    const auto number = cells.number(column.key);
    if (!number) return cells.text(column.key);
    switch (column.type) {
        case CellType::percent: return words.percent(*number);
        case CellType::integer: return words.number(*number, 0);
        case CellType::money:
        case CellType::hundredths: return words.number(*number, 2);
        default: return words.number(*number, 1);
    }
}

void write_table(Html& html, const Table& table, const std::vector<std::size_t>& rows, const Words& words) {
    if (!table.title.empty()) html.element("h3", {}, table.title);
    html.raw("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"")
        .text(table.title.empty() ? table.columns[0].header : table.title)
        .raw("\">");
    html.open("table", "city").open("thead").open("tr");
    std::vector<const Column*> columns;
    for (const Column& column : table.columns) {
        const auto says = [&](std::size_t row) { return !shown(table, row, column, words).empty(); };
        if (!column.hidden && std::ranges::any_of(rows, says)) columns.push_back(&column);
    }
    for (const Column* column : columns)
        html.element("th", is_word(column->type) ? "" : "number", column->header);
    html.close("tr").close("thead").open("tbody");
    for (const std::size_t row : rows) {
        html.open("tr");
        for (const Column* column : columns)
            html.element(column == columns.front() ? "th" : "td", is_word(column->type) ? "" : "number",
                         shown(table, row, *column, words));
        html.close("tr");
    }
    html.close("tbody").close("table").close("div");
}

}  // namespace

void write_city(Html& html, const Worksheet& edited, const Words& words) {
    Html told;
    for (const auto& [key, filled] : kTables) {
        const Table* table = edited.table(key);
        if (table == nullptr) continue;
        std::vector<std::size_t> rows;
        for (std::size_t row = 0; row < table->rows.size(); ++row) {
            if (TableRow(*table, row).number(filled)) rows.push_back(row);
        }
        if (!rows.empty()) write_table(told, *table, rows, words);
    }
    if (told.str().empty()) return;
    html.open("section").element("h2", {}, words.of("report.city.title"));
    html.element("p", {}, words.of("report.city.how_to_read")).raw(told.str()).close("section");
}

}  // namespace ensaio::analytics
