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

/// How a CSV file is to be read.
struct CsvStyle {
    char separator = ';', point = ',';  // as Brazilian spreadsheets expect them
    bool byte_order_mark = true;
};
/// ',' between cells and '.' in numbers, as RFC 4180 and most programs have it.
inline constexpr CsvStyle kCommaCsv = {.separator = ',', .point = '.', .byte_order_mark = true};

/// One table as CSV, RFC 4180, without its hidden columns; of a formula what it comes to. Text that a
/// spreadsheet would run (= + - @ tab CR at its start) is preceded by an apostrophe.
std::string write_csv(const Table& table, const CsvStyle& style = {});

/// The whole worksheet as one JSON object, formulas with their references by key and what they come to.
std::string write_worksheet_json(const Worksheet& worksheet);

}  // namespace ensaio::analytics
