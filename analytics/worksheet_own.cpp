// Sheets of a workbook that are people's own: their values are kept, their looks are not.
#include <algorithm>
#include <cmath>

#include "analytics/worksheet_merge.hpp"
#include "analytics/worksheet_taken.hpp"
#include "core/text.hpp"

namespace ensaio::analytics {
namespace {

constexpr double kWidth = 20;

/// Rows of cells, none of them empty.
using Grid = std::vector<std::vector<const workbook::Cell*>>;

Grid grid_of(const FoundSheet& found) {
    const std::deque<workbook::Cell>& cells = found.sheet->cells;
    Grid grid;
    const auto add_row = [&](std::size_t first, std::size_t end) {
        std::vector<const workbook::Cell*> row;
        for (std::size_t i = first; i < end; ++i) {
            if (cells[i].column != found.keys_at || found.key.empty()) row.push_back(&cells[i]);
        }
        if (!row.empty()) grid.push_back(std::move(row));
    };
    if (!found.key.empty()) {
        for (const FoundTable& table : found.tables) {
            for (const FoundRow& row : table.rows) add_row(row.first, row.end);
        }
        return grid;
    }
    for (std::size_t first = 0, end = 0; first < cells.size(); first = end) {
        while (end < cells.size() && cells[end].row == cells[first].row) ++end;
        add_row(first, end);
    }
    return grid;
}

/// What all cells of a column are.
struct Kinds {
    bool texts = false, dates = false, numbers = false, whole = true;

    void add(const workbook::Cell& cell) {
        const bool date = cell.kind == workbook::CellKind::date;
        const bool number = cell.kind == workbook::CellKind::number;
        dates = dates || date;
        numbers = numbers || number;
        texts = texts || (!date && !number);
        whole = whole && cell.number == std::floor(cell.number);
    }
    CellType type() const {
        if (texts || dates == numbers) return CellType::text;
        if (dates) return whole ? CellType::date : CellType::date_time;
        return whole ? CellType::integer : CellType::number;
    }
};

/// As a spreadsheet takes the name of a sheet, and none of the others has.
std::string sheet_name(std::string_view name, const Worksheet& worksheet, const core::Language& language) {
    constexpr std::size_t kLongest = 31;  // UTF-16 units
    std::string clean;
    std::size_t units = 0;
    for (std::size_t at = 0; at < name.size();) {
        const char32_t c = core::next_code_point(name, at);
        if (c < 0x20 ||
            (c < 0x80 && std::string_view("[]:*?/\\").find(static_cast<char>(c)) != std::string_view::npos))
            continue;
        if (c == '\'' && clean.empty()) continue;
        units += c > 0xffff ? 2 : 1;
        if (units > kLongest - 4) break;  // room for " (2)"
        core::append_utf8(clean, c);
    }
    while (clean.ends_with('\'')) clean.pop_back();
    if (clean.empty()) clean = language.text("worksheet.own_sheet");
    const auto taken = [&](const std::string& one) {
        return std::ranges::any_of(
            worksheet.sheets, [&](const Sheet& sheet) { return core::fold(sheet.name) == core::fold(one); });
    };
    std::string unique = clean;
    for (int i = 2; taken(unique) && i < 10; ++i) unique = clean + " (" + std::to_string(i) + ")";
    return unique;
}

Sheet blank_sheet(std::string key, std::string name) {
    Sheet sheet{.key = key, .name = std::move(name), .about = {}, .tables = {}};
    sheet.tables.push_back(
        {.key = std::move(key), .title = {}, .note = {}, .columns = {}, .rows = {}, .headed = false});
    return sheet;
}

Column blank_column(const std::string& sheet, std::size_t index, CellType type) {
    return {.key = sheet + "." + std::to_string(index + 1),
            .header = {},
            .type = type,
            .width = kWidth,
            .by_people = true};
}

}  // namespace

std::optional<Sheet> own_sheet(const FoundSheet& found, const std::string& key, Merging& merging) {
    const Grid grid = grid_of(found);
    if (grid.empty()) return std::nullopt;
    std::map<std::uint16_t, Kinds> used;  // the columns that hold something
    for (const auto& row : grid) {
        for (const workbook::Cell* cell : row) used[cell->column].add(*cell);
    }
    if (!merging.adds(used.size() * grid.size(), found)) return std::nullopt;
    Sheet sheet = blank_sheet(key, sheet_name(found.sheet->name, merging.back.worksheet, merging.language));
    Table& table = sheet.tables.front();
    std::map<std::uint16_t, std::size_t> places;
    for (const auto& [column, kinds] : used) {
        places.emplace(column, places.size());
        table.columns.push_back(blank_column(key, table.columns.size(), kinds.type()));
    }
    for (const auto& cells : grid) {
        std::vector<Cell> row(used.size());
        for (const workbook::Cell* cell : cells) {
            const std::size_t index = places[cell->column];
            if (!merging.copies(cell->text.size())) return std::nullopt;
            row[index] = take_cell(*cell, table.columns[index], merging.language).cell;
        }
        table.rows.push_back(std::move(row));
    }
    return sheet;
}

std::optional<Sheet> notes_sheet(const std::vector<FoundSheet>& found, Merging& merging) {
    constexpr std::size_t kColumns = 3;  // sheet, cell, what stands there
    Sheet sheet = blank_sheet(std::string(kNotesKey), {});
    Table& table = sheet.tables.front();
    for (std::size_t i = 0; i < kColumns; ++i)
        table.columns.push_back(blank_column(sheet.key, i, CellType::text));
    const auto add = [&](const FoundSheet& one, const workbook::Cell& cell, const char* code) {
        if (merging.trouble || !merging.copies(cell.text.size())) return;
        if (table.rows.size() == kMostOwnRows) {
            merging.trouble =
                core::Error{"worksheet.too_many_own", one.sheet->name, {std::to_string(kMostOwnRows)}};
            return;
        }
        const std::string place = workbook::cell_name(cell.row, cell.column);
        const Cell text = take_cell(cell, table.columns.back(), merging.language).cell;
        merging.remark(code, one, place, {shown(text)});
        table.rows.push_back({one.sheet->name, place, text});
    };
    for (const FoundSheet& one : found) {
        for (const workbook::Cell* cell : one.stray) add(one, *cell, "stray");
        for (const workbook::Cell* cell : one.rewritten) add(one, *cell, "rewritten");
    }
    for (const Merging::Loose& one : merging.loose) add(*one.sheet, *one.cell, "rewritten");
    if (table.rows.empty() || merging.trouble) return std::nullopt;
    sheet.name =
        sheet_name(merging.language.text("worksheet.notes"), merging.back.worksheet, merging.language);
    return sheet;
}

}  // namespace ensaio::analytics
