// What a cell of an .xlsx holds and where it stands: the places of tables, columns, rows and charts, and
// references to them as a spreadsheet writes them. Nobody but worksheet_xlsx*.cpp includes this.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analytics/worksheet.hpp"
#include "analytics/worksheet_formula.hpp"

namespace ensaio::analytics::xlsx {

/// `text` as a cell may hold it: no character that XML forbids, no longer than a spreadsheet reads.
std::string cell_text(std::string_view text);

/// "A", "Z", "AA" …
std::string column_letters(std::size_t column);

/// Column A holds the keys, hidden; a title and a line about the sheet come first. Rows are counted from 0.
inline constexpr std::size_t kFirstColumn = 1;
inline constexpr double kUsualHeight = 15;  // of a row, in points
inline constexpr double kPointsOfPixel = 0.75;
inline constexpr std::size_t kTitleRow = 0, kAboutRow = 1, kFirstTableRow = 2;

/// Where a table stands.
struct TablePlace {
    const Sheet* sheet = nullptr;
    const Table* table = nullptr;
    std::size_t title = 0;  // 0: it has none; likewise the note
    std::size_t note = 0;
    std::size_t keys = 0, header = 0, first = 0;
    std::size_t end() const { return first + table->rows.size(); }
    std::size_t last() const { return table->rows.empty() ? first : end() - 1; }
};

/// Where a chart stands, and how tall it is: more rows make bars no thinner, as far as a page goes.
struct ChartPlace {
    std::size_t row = 0;
    double height = 0;  // px
};

/// Where everything of a worksheet stands. The worksheet outlives it.
class Places {
public:
    explicit Places(const Worksheet& worksheet);

    /// Nothing: no table has such a column.
    std::optional<std::pair<const TablePlace*, std::size_t>> column(std::string_view key) const;
    /// The table must be one of the worksheet's, likewise the chart.
    const TablePlace& of(const Table& table) const;
    const ChartPlace& of(const Chart& chart) const { return charts_.at(&chart); }

    /// "'Testar – tarefas'!$K$6:$K$30"; without the sheet's name when `from` is that sheet.
    std::string range(const TablePlace& place, std::size_t column, std::size_t first, std::size_t count,
                      const Sheet* from) const;
    /// Of all rows of the table.
    std::string range(const TablePlace& place, std::size_t column, const Sheet* from) const;

    /// The formula with its references as a spreadsheet writes them; "#REF!" where there is no such cell.
    std::string resolved(const Formula& formula, const TablePlace& here, std::size_t row) const;

private:
    std::string refer(const Reference& reference, const TablePlace& here, std::size_t row) const;

    std::vector<TablePlace> tables_;
    std::map<std::string, std::pair<std::size_t, std::size_t>, std::less<>> columns_;
    std::map<const Chart*, ChartPlace> charts_;
};

}  // namespace ensaio::analytics::xlsx
