// The sheets and tables of a worksheet in a workbook that people have edited, found by their keys. Nobody
// but worksheet_edits.cpp and worksheet_own.cpp includes this.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/worksheet.hpp"
#include "core/error.hpp"
#include "workbook/read.hpp"

namespace ensaio::analytics {

struct FoundColumn {
    std::uint16_t at = 0;
    std::string key;     // empty: people added it
    std::string header;  // as it reads in the workbook
};

struct FoundRow {
    std::string key;  // empty: people added it
    std::string_view stamp;
    std::uint32_t at = 0;
    std::size_t first = 0, end = 0;  // of its cells in the sheet
};

struct FoundTable {
    std::string key;
    std::vector<FoundColumn> columns;
    std::vector<FoundRow> rows;
};

struct FoundSheet {
    const workbook::Sheet* sheet = nullptr;
    std::string key;            // empty: a sheet of people's own
    std::uint16_t keys_at = 0;  // the column of the keys
    std::vector<FoundTable> tables;
    std::vector<const workbook::Cell*> stray;      // cells in none of the tables
    std::vector<const workbook::Cell*> rewritten;  // in place of the program's titles and notes
    bool keys_lost = false;                        // found by its headers, and the rows have no keys
    bool too_wide = false;                         // a table has more columns than anybody can mean

    /// nullptr: the cell is empty.
    const workbook::Cell* cell(const FoundRow& row, std::uint16_t column) const;
};

/// In the order of the workbook. `fresh` tells names and headers, for sheets that have lost their keys.
/// Errors: worksheet.not_ours, worksheet.other_format, worksheet.too_many_own.
core::Result<std::vector<FoundSheet>> find_sheets(const workbook::Workbook& workbook, const Worksheet& fresh);

}  // namespace ensaio::analytics
