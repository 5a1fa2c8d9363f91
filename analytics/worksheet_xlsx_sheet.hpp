// A sheet of an .xlsx: its cells with their formats, validation and emphasis, its charts. Nobody but
// worksheet_xlsx*.cpp includes this.
#pragma once

#include <xlsxwriter.h>

#include "analytics/worksheet_xlsx_cells.hpp"
#include "analytics/worksheet_xlsx_formats.hpp"
#include "core/language.hpp"

namespace ensaio::analytics::xlsx {

/// libxlsxwriter takes its words as char*, though it does not change them.
inline char* word(const std::string& text) { return const_cast<char*>(text.c_str()); }

/// Adds the sheet to the workbook. False: it or a cell was refused.
bool write_sheet(lxw_workbook* book, const Sheet& sheet, const Places& places, Formats& formats,
                 const core::Language& language);

}  // namespace ensaio::analytics::xlsx
