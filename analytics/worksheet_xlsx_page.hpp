// How a sheet of an .xlsx is printed. Nobody but worksheet_xlsx*.cpp includes this.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include <xlsxwriter.h>

#include "analytics/worksheet_xlsx_cells.hpp"
#include "core/language.hpp"

namespace ensaio::analytics::xlsx {

inline constexpr double kChartWidth = 900;  // px

/// How much room a sheet's cells and charts take.
struct Extent {
    std::vector<double> widths;  // of the columns, in characters; 0: hidden
    std::vector<ChartPlace> charts;
    std::map<std::size_t, double> heights;  // of rows, in points; others are as usual
};

/// Whether the header of the sheet's first table stays in sight.
inline bool leads(const Sheet& sheet) {
    return (sheet.tables.size() == 1 || sheet.first_leads) && sheet.tables[0].headed;
}

/// How many pages stand side by side, that the text stays readable.
std::uint16_t pages_across(const Sheet& sheet, const Extent& extent);

/// As many pages side by side as keep the text readable, and fitted to them: how wide a column is depends on
/// the fonts of the machine. The fixed columns are on each. `out` is `sheet` with all its cells written.
void set_up_page(lxw_worksheet* out, const Sheet& sheet, const Places& places, const Extent& extent,
                 const core::Language& language);

}  // namespace ensaio::analytics::xlsx
