// One cell of a workbook as a cell of the worksheet. Nobody but the files of worksheet_edits.hpp includes
// this.
#pragma once

#include <string>

#include "analytics/worksheet.hpp"
#include "core/language.hpp"
#include "workbook/read.hpp"

namespace ensaio::analytics {

/// A cell as its column takes it, and what is not as the column wants it. It is kept all the same.
struct Taken {
    Cell cell;
    std::string trouble;            // code of a remark; empty: none
    std::vector<std::string> args;  // of the remark
};
Taken take_cell(const workbook::Cell& cell, const Column& column, const core::Language& language);

/// As a person reads it.
std::string shown(const Cell& cell);

}  // namespace ensaio::analytics
