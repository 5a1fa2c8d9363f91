// How a cell that people changed is told from one that only the sessions changed since: beside the key of a
// row stand a few digits of a checksum of each cell that the program had filled in.
#pragma once

#include <string>
#include <string_view>

#include "analytics/worksheet.hpp"

namespace ensaio::analytics {

/// Whether the program fills the cells of this column with values that people could change.
bool is_stamped(const Column& column, const Cell& cell);

/// Six digits for one cell of a column. The same for what a spreadsheet makes of the cell when it writes it.
std::string stamp_of(const Column& column, const Cell& cell);
/// All of a row, one after the other.
std::string stamp_of(const Table& table, std::size_t row);
/// Whether the cell is as the program had left it when it wrote `stamp`.
bool is_untouched(std::string_view stamp, const Column& column, const Cell& cell);

/// What stands in the hidden column: the key, and the stamp behind it.
std::string keyed(std::string_view key, std::string_view stamp);
struct Keyed {
    std::string_view key, stamp;
};
Keyed read_keyed(std::string_view text);

}  // namespace ensaio::analytics
