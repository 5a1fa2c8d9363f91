// The worksheet as files.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analytics/worksheet.hpp"

namespace ensaio::analytics {

/// An .xlsx workbook (libxlsxwriter): typed cells, drop-downs and ranges for people's columns, live formulas,
/// frozen headers, filters. Strings are written as strings: no cell ever runs. The same worksheet gives the
/// same bytes. Errors: worksheet.too_many_rows, worksheet.write_failed.
core::Result<std::vector<std::uint8_t>> write_xlsx(const Worksheet& worksheet,
                                                   const core::Language& language);

/// One sheet as CSV, RFC 4180, `;` between cells, decimal comma and BOM as Brazilian spreadsheets expect it.
/// Text that a spreadsheet would run
/// (= + - @ tab CR at its start) is preceded by an apostrophe.
std::string write_csv(const Sheet& sheet);

}  // namespace ensaio::analytics
