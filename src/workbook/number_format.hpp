// Which numbers of a workbook are dates: it says so only in how they are shown.
#pragma once

#include <string_view>

namespace ensaio::workbook {

/// Of the formats that have a number and no code (ECMA-376, part 1, 18.8.30).
bool is_date_format(int id);
/// Of a format's code: "dd/mm/yyyy", "[h]:mm"; not "0.0", "[Red]0" or "\"dia\" 0".
bool is_date_format(std::string_view code);

}  // namespace ensaio::workbook
