// How the cells of an .xlsx look. Nobody but worksheet_xlsx*.cpp includes this.
#pragma once

#include <array>
#include <cstdint>

#include <xlsxwriter.h>

#include "analytics/worksheet.hpp"

namespace ensaio::analytics::xlsx {

/// Who writes into a cell: what its colour says.
enum class Ground : std::uint8_t { sessions, people, live };
/// `cell` null: of the column as a whole.
Ground ground_of(const Column& column, const Cell* cell);

/// How much of a text is seen: all of it; what its row has room for, from the beginning; the beginning of its
/// first line.
enum class Fit : std::uint8_t { whole, beginning, one_line };

/// Formats, each made once. They live as long as the workbook.
class Formats {
public:
    explicit Formats(lxw_workbook* book);

    lxw_format* cell(CellType type, Ground ground, Fit fit = Fit::whole);
    /// Of a text that may run over the empty cells beside it.
    lxw_format* running(Ground ground);
    /// `type`: of the column below, whose cells stand where the words of the header do.
    lxw_format* header(CellType type, Ground ground);
    /// nullptr: as all others.
    lxw_format* of(Look look) const;

    lxw_format *title, *about, *table_title, *note, *strong, *medium, *weak;
    lxw_format* ghost;  // of what is only for formulas, where another table shows that column
    static constexpr lxw_color_t kInk = 0x1B2733, kBlue = 0x1351B4;

private:
    lxw_format* text(double size, lxw_color_t color, bool bold);

    lxw_workbook* book_;
    std::array<std::array<std::array<lxw_format*, kCellTypes>, 3>, 3> cells_{};
    std::array<std::array<lxw_format*, kCellTypes>, 3> headers_{};
    std::array<lxw_format*, 3> running_{};
};

}  // namespace ensaio::analytics::xlsx
