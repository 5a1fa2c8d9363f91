// A worksheet of two people or three, edited and brought back: as cells, or in the file itself.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analytics/worksheet_edits.hpp"
#include "analytics/worksheet_files.hpp"
#include "analytics/worksheet_stamp.hpp"

#include "scripted_session.hpp"
#include "worksheet_cells.hpp"

namespace ensaio::trials {

/// Ana meets errors at the colour and goes back; Bia gives up there.
inline std::vector<session::Opened> two_people() {
    Script ana = at_the_task("P01", 1), bia = at_the_task("P02", 2);
    ana.fill_until("como_e").go_on().set("modelo", {"Gol"}).go_on().fill_until("que_placa").back().go_on();
    ana.fill_until("protocolo").done().set("seq", {"4"}).go_on();
    bia.fill_until("como_e").go_on().dead_click("title").dead_click("title").give_up();
    bia.set("seq", {"1"}).go_on();
    return {ana.open(), bia.open()};
}

/// And Caio, who walks straight and presses a title; his findings are new.
inline std::vector<session::Opened> two_people_and_caio() {
    std::vector<session::Opened> sessions = two_people();
    Script caio = at_the_task("P03", 3);
    caio.dead_click("title").dead_click("title").dead_click("title");
    caio.fill_until("que_placa")
        .back()
        .back()
        .back()
        .fill_until("protocolo")
        .done()
        .set("seq", {"7"})
        .go_on();
    sessions.push_back(caio.open());
    return sessions;
}

inline const analytics::Worksheet& of_two() {
    static const analytics::Worksheet worksheet = analytics::make_worksheet(two_people(), words());
    return worksheet;
}

inline const analytics::Worksheet& of_three() {
    static const analytics::Worksheet worksheet = analytics::make_worksheet(two_people_and_caio(), words());
    return worksheet;
}

/// The .xlsx of it.
inline std::vector<std::uint8_t> written(const analytics::Worksheet& worksheet) {
    const auto bytes = analytics::write_xlsx(worksheet, words());
    EXPECT_TRUE(bytes.has_value());
    return bytes.value_or(std::vector<std::uint8_t>());
}

/// What comes back when a person has left `edited` behind as a file.
inline analytics::BroughtBack back(const analytics::Worksheet& fresh, const analytics::Worksheet& edited,
                                   const std::set<std::string, std::less<>>& erased = {}) {
    const auto workbook = workbook::read(written(edited));
    if (!workbook) {
        ADD_FAILURE() << words().describe(workbook.error().front());
        return {};
    }
    auto back = analytics::bring_back(fresh, *workbook, words(), erased);
    if (!back) {
        ADD_FAILURE() << words().describe(back.error().front());
        return {};
    }
    for (const std::string& line : analytics::in_words(*back, words()))
        EXPECT_EQ(line.find("[worksheet"), std::string::npos) << line;
    return std::move(*back);
}

/// As the program would leave it before a person opens it: the stamps tell of today.
inline analytics::Worksheet stamped(analytics::Worksheet worksheet) {
    for (analytics::Sheet& sheet : worksheet.sheets) {
        for (analytics::Table& table : sheet.tables) {
            if (table.row_keys.empty() || !table.row_stamps.empty()) continue;
            for (std::size_t i = 0; i < table.rows.size(); ++i)
                table.row_stamps.push_back(stamp_of(table, i));
        }
    }
    return worksheet;
}

/// `column`: its key, which begins with that of its table.
inline analytics::Cell& cell(analytics::Worksheet& worksheet, std::string_view column, std::size_t row) {
    analytics::Table* table = worksheet.table(column.substr(0, column.find('.')));
    const auto at = std::ranges::find(table->columns, column, &analytics::Column::key);
    EXPECT_NE(at, table->columns.end()) << column;
    return table->rows.at(row)[static_cast<std::size_t>(at - table->columns.begin())];
}

inline std::string text(const analytics::Worksheet& worksheet, std::string_view column, std::size_t row) {
    const analytics::Cell& one = cell(const_cast<analytics::Worksheet&>(worksheet), column, row);
    if (const auto* formula = std::get_if<analytics::Formula>(&one)) {
        const auto* told = std::get_if<std::string>(&formula->value);
        return told == nullptr ? "" : *told;
    }
    const auto* told = std::get_if<std::string>(&one);
    return told == nullptr ? "(no text)" : *told;
}

inline std::size_t row_of(const analytics::Worksheet& worksheet, std::string_view table,
                          std::string_view key) {
    const auto& keys = worksheet.table(table)->row_keys;
    const auto found = std::ranges::find(keys, key);
    EXPECT_NE(found, keys.end()) << key;
    return static_cast<std::size_t>(found - keys.begin());
}

using Codes = std::vector<std::string>;
inline Codes codes(const analytics::BroughtBack& back) {
    Codes codes;
    for (const analytics::Remark& remark : back.remarks) codes.push_back(remark.code);
    return codes;
}

/// `key`: of the words that are its name.
inline workbook::Sheet& sheet_named(workbook::Workbook& workbook, std::string_view key) {
    return *std::ranges::find(workbook.sheets, words().text("worksheet.sheet." + std::string(key)),
                              &workbook::Sheet::name);
}

/// The first cell of this text.
inline workbook::Cell& cell_saying(workbook::Sheet& sheet, std::string_view text) {
    const auto found = std::ranges::find(sheet.cells, text, &workbook::Cell::text);
    EXPECT_NE(found, sheet.cells.end()) << text;
    return *found;
}

/// Into an empty cell, or instead of what stands there.
inline void write_into(workbook::Sheet& sheet, std::uint32_t row, std::uint16_t column,
                       std::string_view text) {
    const auto at = std::ranges::lower_bound(sheet.cells, std::pair(row, column), {}, [](const auto& cell) {
        return std::pair(cell.row, cell.column);
    });
    const workbook::Cell cell{.row = row, .column = column, .kind = workbook::CellKind::text, .text = text};
    if (at != sheet.cells.end() && at->row == row && at->column == column)
        *at = cell;
    else
        sheet.cells.insert(at, cell);
}

}  // namespace ensaio::trials
