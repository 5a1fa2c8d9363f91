// The door for workbooks (.xlsx, Office Open XML) that people have edited: bytes become sheets of typed
// cells. Formulas are not run; the value that the spreadsheet kept beside them is read. Nothing outside the
// file is looked at. docs/formats/worksheet.md
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace ensaio::workbook {

enum class CellKind : std::uint8_t { number, date, text, boolean, error };

/// A cell that holds something.
struct Cell {
    std::uint32_t row = 0;  // from 0
    std::uint16_t column = 0;
    CellKind kind = CellKind::number;
    bool formula = false;   // computed by the spreadsheet
    double number = 0;      // a boolean: 0 or 1; a date: days since 1899-12-30, whichever system the file has
    std::string_view text;  // of a text; of an error its name, "#N/A"; in the workbook's memory
};

struct Sheet {
    std::string name;
    std::deque<Cell> cells;  // by row, then column; no two in one place
    bool comments = false;   // it has some; they are not read
};

struct Workbook {
    std::vector<Sheet> sheets;
    std::map<std::string, std::string, std::less<>> properties;  // the custom ones that are texts
    std::deque<std::string> texts;                               // what the cells' texts refer to

    Workbook() = default;
    Workbook(Workbook&&) noexcept = default;
    Workbook& operator=(Workbook&&) noexcept = default;
    Workbook(const Workbook&) = delete;  // the cells would refer to the other's texts
    Workbook& operator=(const Workbook&) = delete;
};

/// Errors: those of Archive::open and read_xml; workbook.not_xlsx (an archive of something else),
/// workbook.damaged, workbook.too_many_sheets, workbook.too_large (rows, columns or cells),
/// workbook.too_much_text, workbook.outside (a sheet that is in another file).
core::Result<Workbook> read(std::span<const std::uint8_t> bytes);

/// "F12"
std::string cell_name(std::uint32_t row, std::uint16_t column);

}  // namespace ensaio::workbook
