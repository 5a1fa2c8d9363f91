// Cells of a worksheet by the keys of table and column, for its tests.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/worksheet.hpp"
#include "scripted_session.hpp"

namespace ensaio::trials {

inline const core::Language& words() {
    static const core::Language language =
        core::Language::read(read_text("assets/languages/pt-BR.json")).value();
    return language;
}

inline const analytics::Table& table_of(const analytics::Worksheet& worksheet, std::string_view key) {
    if (const analytics::Table* table = worksheet.table(key)) return *table;
    static const analytics::Table none;
    ADD_FAILURE() << "there is no table " << key;
    return none;
}

inline const analytics::Cell& cell_of(const analytics::Table& sheet, std::size_t row,
                                      std::string_view column) {
    const auto at = std::ranges::find(sheet.columns, column, &analytics::Column::key);
    if (at == sheet.columns.end() || row >= sheet.rows.size()) {
        static const analytics::Cell none;
        ADD_FAILURE() << column << " in row " << row;
        return none;
    }
    return sheet.rows[row][static_cast<std::size_t>(at - sheet.columns.begin())];
}

/// Of a formula what it comes to.
inline std::string text_of(const analytics::Table& table, std::size_t row, std::string_view column) {
    const analytics::Cell& cell = cell_of(table, row, column);
    const auto* text = std::get_if<std::string>(&cell);
    if (const auto* formula = std::get_if<analytics::Formula>(&cell)) {
        if (std::holds_alternative<std::monostate>(formula->value)) return {};
        text = std::get_if<std::string>(&formula->value);
    }
    return text == nullptr ? std::string("(no text)") : *text;
}

inline double number_of(const analytics::Table& table, std::size_t row, std::string_view column) {
    const analytics::Cell& cell = cell_of(table, row, column);
    const auto* number = std::get_if<double>(&cell);
    if (const auto* formula = std::get_if<analytics::Formula>(&cell))
        number = std::get_if<double>(&formula->value);
    return number == nullptr ? -1 : *number;
}

inline bool is_empty(const analytics::Cell& cell) { return std::holds_alternative<std::monostate>(cell); }

/// Puts something into a cell, as people do.
inline void put(analytics::Worksheet& worksheet, std::string_view column, std::size_t row,
                analytics::Cell value) {
    analytics::Table& table = *worksheet.table(column.substr(0, column.find('.')));
    const auto at = std::ranges::find(table.columns, column, &analytics::Column::key);
    if (at == table.columns.end() || row >= table.rows.size()) {
        ADD_FAILURE() << column << " in row " << row;
        return;
    }
    table.rows[row][static_cast<std::size_t>(at - table.columns.begin())] = std::move(value);
}

/// Ana meets two errors at the colour and goes back once; Bia gives up after the same error and presses the
/// title twice; Caio walks straight.
inline std::vector<session::Opened> three_people() {
    Script ana = at_the_task("P01", 1), bia = at_the_task("P02", 2), caio = at_the_task("P03", 3);
    ana.fill_until("como_e")
        .go_on()
        .set("modelo", {"Gol"})
        .go_on()
        .fill_until("que_placa")
        .back()
        .go_on()
        .fill_until("protocolo")
        .done()
        .set("seq", {"4"})
        .go_on();
    bia.fill_until("como_e")
        .go_on()
        .dead_click("title")
        .dead_click("title")
        .give_up()
        .set("seq", {"1"})
        .go_on();
    caio.fill_until("protocolo").done().set("seq", {"7"}).go_on().set("rating", {"boa"}).go_on();
    return {ana.open(), bia.open(), caio.open()};
}

}  // namespace ensaio::trials
