// The city's own figures, as people filled them in: what a test does not measure.
#include <algorithm>
#include <string>
#include <utility>
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

/// "662.400,00": money has groups of three digits, by the sign that is not the decimal one.
std::string in_groups(double number, const Words& words) {
    std::string text = words.number(number, 2);
    const std::string between = text[text.size() - 3] == ',' ? "." : ",";
    const std::size_t first = text.starts_with('-') ? 1 : 0;
    for (std::size_t at = text.size() - 3; at > first + 3;) text.insert(at -= 3, between);
    return text;
}

/// The sheet counts the city's five indicators: "3. Nota depois da conclusão".
std::string without_number(const std::string& title) {
    const std::size_t at = title.find(". ");
    const bool counted = at != std::string::npos && title.find_first_not_of("0123456789") == at;
    return counted ? title.substr(at + 2) : title;
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
        case CellType::money: return in_groups(*number, words);
        default: return words.number(*number, 1);
    }
}

void write_table(Html& html, const Table& table, const std::vector<std::size_t>& rows, const Words& words) {
    const std::string title = without_number(table.title);
    if (!title.empty()) html.element("h3", {}, title);
    html.raw("<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"")
        .text(title.empty() ? table.columns[0].header : title)
        .raw("\">");
    html.open("table");
    std::vector<const Column*> columns;
    for (const Column& column : table.columns) {
        const auto says = [&](std::size_t row) { return !shown(table, row, column, words).empty(); };
        if (!column.hidden && std::ranges::any_of(rows, says)) columns.push_back(&column);
    }
    if (table.headed) {
        html.open("thead").open("tr");
        for (const Column* column : columns)
            html.element("th", is_word(column->type) ? "" : "number", column->header);
        html.close("tr").close("thead");
    }
    html.open("tbody");
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
