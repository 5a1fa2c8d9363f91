// The charts of an .xlsx: the spreadsheet's own, from the cells of its tables. Nobody but worksheet_xlsx*.cpp
// includes this.
#pragma once

#include <xlsxwriter.h>

#include "analytics/worksheet_xlsx_cells.hpp"

namespace ensaio::analytics::xlsx {

/// Not yet put anywhere; the workbook owns it. nullptr: there is nothing to draw.
lxw_chart* make_chart(lxw_workbook* book, const Chart& chart, const Places& places);

}  // namespace ensaio::analytics::xlsx
