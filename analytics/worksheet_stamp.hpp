// How a cell that people changed is told from one that only the sessions changed since: beside the key of a
// row stand a few digits of a checksum of each cell that the program had filled in.
#pragma once

#include <string>
#include <string_view>

#include "analytics/worksheet.hpp"

namespace ensaio::analytics {

inline constexpr std::string_view kOwnColumn = ".own:";  // in the key of a column that people added

/// Whether the program fills the cells of this column with values that people could change.
bool is_stamped(const Column& column, const Cell& cell);

/// Six digits for one cell of a column. The same for what a spreadsheet makes of the cell when it writes it.
std::string stamp_of(const Column& column, const Cell& cell);
/// All of a row, one after the other.
std::string stamp_of(const Table& table, std::size_t row);
/// Whether the cell is as the program had left it when it wrote `stamp`.
bool is_untouched(std::string_view stamp, const Column& column, const Cell& cell);

/// Of a text outside of the tables: the sheet's and the tables' titles and notes.
std::string stamp_of(std::string_view text);

/// Whether the rows are asked for again one by one when a workbook is read back: they have keys, or people
/// write in them. Of the others only what people wrote over them is looked for.
bool rows_come_back(const Table& table);
/// Of a row of another table, all of it in six digits. Formulas are left out, and people's own columns.
class RowStamps {
public:
    explicit RowStamps(const Table& table);
    std::string of(const std::vector<Cell>& row) const;
    bool looks_at(std::size_t column) const { return looked_at_[column]; }

private:
    const Table& table_;
    std::vector<bool> looked_at_;
};

/// What stands in the hidden column: the key, and the stamp behind it.
std::string keyed(std::string_view key, std::string_view stamp);
struct Keyed {
    std::string_view key, stamp;
};
Keyed read_keyed(std::string_view text);

}  // namespace ensaio::analytics
