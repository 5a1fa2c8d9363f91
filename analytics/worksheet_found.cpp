#include "analytics/worksheet_found.hpp"

#include <algorithm>
#include <utility>

#include "analytics/worksheet_stamp.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

namespace ensaio::analytics {
namespace {

using workbook::CellKind;

constexpr std::string_view kFamily = "ensaio-worksheet-";
constexpr std::string_view kTable = "table:";
constexpr std::string_view kHeader = "header";
constexpr std::string_view kEnd = "end:";
// People may have put rows and columns before ours.
constexpr std::uint32_t kLooseRows = 50;
constexpr std::uint16_t kLooseColumns = 20;
constexpr std::size_t kMostColumns = 400;  // of one table, with those that people added

/// Where a sheet says whose it is, or, with its first rows deleted, where its first table does.
const workbook::Cell* marker_of(const workbook::Sheet& sheet, std::string_view start) {
    for (const workbook::Cell& cell : sheet.cells) {
        if (cell.row >= kLooseRows) break;
        if (cell.column < kLooseColumns && cell.kind == CellKind::text && cell.text.starts_with(start))
            return &cell;
    }
    return nullptr;
}

/// The cells of one row: [first, end).
struct Row {
    std::uint32_t at = 0;
    std::size_t first = 0, end = 0;
};

Row next_row(const workbook::Sheet& sheet, std::size_t first) {
    Row row{.at = sheet.cells[first].row, .first = first, .end = first};
    while (row.end < sheet.cells.size() && sheet.cells[row.end].row == row.at) ++row.end;
    return row;
}

class Finder {
public:
    explicit Finder(FoundSheet& found) : found_(found), sheet_(*found.sheet) {}

    /// The rows from the marker on, told by what stands in the column of keys.
    void by_keys(const workbook::Cell& marker) {
        found_.keys_at = marker.column;
        for (std::size_t at = 0; at < sheet_.cells.size();) {
            const Row row = next_row(sheet_, at);
            at = row.end;
            take(row, key_in(row), marker);
        }
    }

    /// A sheet without its keys or the rows above its header, by this: as many as possible of the table's own
    /// names, in one row.
    void by_headers(const Table& table) {
        found_.keys_at = static_cast<std::uint16_t>(core::kMaxWorkbookColumns);  // there is none
        bool inside = false;
        for (std::size_t at = 0; at < sheet_.cells.size();) {
            const Row row = next_row(sheet_, at);
            at = row.end;
            if (inside) {
                add_keyed(row, key_in(row));
            } else if (is_header(row, table)) {
                inside = true;
                for (std::size_t i = row.first; i < row.end; ++i) {
                    if (sheet_.cells[i].text == kHeader) found_.keys_at = sheet_.cells[i].column;
                }
                found_.keys_lost = found_.keys_at == core::kMaxWorkbookColumns;
                begin_table(table.key);
                take_headers(row);
                for (FoundColumn& column : found_.tables.back().columns)
                    column.key = key_of(table, column.header);
            }
        }
    }

private:
    std::string_view key_in(const Row& row) const {
        std::string_view key;
        for (std::size_t i = row.first; i < row.end; ++i) {
            if (sheet_.cells[i].column == found_.keys_at && sheet_.cells[i].kind == CellKind::text)
                key = sheet_.cells[i].text;
        }
        return key;
    }

    void take(const Row& row, std::string_view key, const workbook::Cell& marker) {
        if (key.starts_with(kTable)) {
            begin_table(std::string(key.substr(kTable.size())));
            for (std::size_t i = row.first; i < row.end; ++i) {
                const workbook::Cell& cell = sheet_.cells[i];
                if (cell.column != found_.keys_at && cell.kind == CellKind::text)
                    add_column({.at = cell.column, .key = std::string(cell.text), .header = {}});
            }
        } else if (key == kHeader) {
            if (!found_.tables.empty()) take_headers(row);
        } else if (const Keyed told = read_keyed(key); row.at == marker.row || told.key == "title" ||
                                                       told.key == "note" || found_.tables.empty()) {
            // The sheet's name and a line about it, and the same of a table. Before there were stamps, the
            // line had no key.
            const bool is_ours = row.at == marker.row || told.key == "about" || told.key == "title" ||
                                 told.key == "note" ||
                                 (row.at == marker.row + 1 && read_keyed(marker.text).stamp.empty());
            for (std::size_t i = row.first; i < row.end; ++i) {
                const workbook::Cell& cell = sheet_.cells[i];
                if (cell.column == found_.keys_at) continue;
                if (!is_ours || cell.column != found_.keys_at + 1) {
                    found_.stray.push_back(&cell);
                } else if (!told.stamp.empty() && stamp_of(cell.text) != told.stamp) {
                    found_.rewritten.push_back(&cell);
                }
            }
        } else {
            add_keyed(row, key);
        }
    }

    void add_keyed(const Row& row, std::string_view key) {
        add_row(row, key.starts_with(kEnd) ? std::string_view() : key);
    }

    void take_headers(const Row& row) {
        std::vector<FoundColumn>& columns = found_.tables.back().columns;
        for (std::size_t i = row.first; i < row.end; ++i) {
            const workbook::Cell& cell = sheet_.cells[i];
            if (cell.column == found_.keys_at) continue;
            const auto known = std::ranges::find(columns, cell.column, &FoundColumn::at);
            if (known != columns.end()) {
                known->header = cell.text;
            } else {
                add_column({.at = cell.column, .key = {}, .header = std::string(cell.text)});
            }
        }
    }

    void add_row(const Row& row, std::string_view key) {
        const bool empty = row.end - row.first == 1 && sheet_.cells[row.first].column == found_.keys_at;
        const Keyed keyed = read_keyed(key);
        if (empty && keyed.key.empty()) return;
        FoundTable& table = found_.tables.back();
        table.rows.push_back({.key = std::string(keyed.key),
                              .stamp = keyed.stamp,
                              .at = row.at,
                              .first = row.first,
                              .end = row.end});
        for (std::size_t i = row.first; i < row.end; ++i) {
            const std::uint16_t column = sheet_.cells[i].column;
            if (column == found_.keys_at) continue;
            if (!known_[column]) add_column({.at = column, .key = {}, .header = {}});
        }
    }

    void begin_table(std::string key) {
        found_.tables.push_back({.key = std::move(key), .columns = {}, .rows = {}});
        known_.assign(core::kMaxWorkbookColumns, false);
    }

    void add_column(FoundColumn column) {
        std::vector<FoundColumn>& columns = found_.tables.back().columns;
        known_[column.at] = true;
        if (columns.size() < kMostColumns) {
            columns.push_back(std::move(column));
        } else {
            found_.too_wide = true;
        }
    }

    static std::string key_of(const Table& table, std::string_view header) {
        const std::string folded = core::fold(core::trim(header));
        for (const Column& column : table.columns) {
            if (core::fold(column.header) == folded) return column.key;
        }
        return {};
    }

    bool is_header(const Row& row, const Table& table) const {
        std::size_t known = 0, all = 0;
        for (const Column& column : table.columns) all += column.hidden ? 0 : 1;
        for (std::size_t i = row.first; i < row.end; ++i)
            known += sheet_.cells[i].kind == CellKind::text && !key_of(table, sheet_.cells[i].text).empty();
        return known >= 3 && 2 * known >= all;
    }

    FoundSheet& found_;
    const workbook::Sheet& sheet_;
    std::vector<bool> known_;  // the columns of the table, by where they stand
};

/// Empty: there is no such table.
std::string key_of_sheet(const Worksheet& fresh, std::string_view table) {
    for (const Sheet& sheet : fresh.sheets) {
        if (std::ranges::find(sheet.tables, table, &Table::key) != sheet.tables.end()) return sheet.key;
    }
    return {};
}

}  // namespace

const workbook::Cell* FoundSheet::cell(const FoundRow& row, std::uint16_t column) const {
    const auto first = sheet->cells.begin() + static_cast<std::ptrdiff_t>(row.first);
    const auto end = sheet->cells.begin() + static_cast<std::ptrdiff_t>(row.end);
    const auto found = std::ranges::lower_bound(first, end, column, {}, &workbook::Cell::column);
    return found == end || found->column != column ? nullptr : &*found;
}

core::Result<std::vector<FoundSheet>> find_sheets(const workbook::Workbook& workbook,
                                                  const Worksheet& fresh) {
    std::vector<FoundSheet> sheets;
    bool ours = false;
    for (const workbook::Sheet& sheet : workbook.sheets) {
        FoundSheet found{.sheet = &sheet, .key = {}, .tables = {}, .stray = {}};
        if (const workbook::Cell* marker = marker_of(sheet, kFamily)) {
            const std::size_t space = std::min(marker->text.find(' '), marker->text.size());
            if (marker->text.substr(0, space) != kWorksheetFormat)
                return core::fail(
                    "worksheet.other_format", sheet.name,
                    {std::string(marker->text.substr(0, space)), std::string(kWorksheetFormat)});
            found.key = core::trim(read_keyed(marker->text).key.substr(space));
            Finder(found).by_keys(*marker);
        } else if (const workbook::Cell* first = marker_of(sheet, kTable)) {
            found.key = key_of_sheet(fresh, first->text.substr(kTable.size()));
            if (!found.key.empty()) Finder(found).by_keys(*first);
        }
        const auto named = std::ranges::find(fresh.sheets, sheet.name, &analytics::Sheet::name);
        if (found.tables.empty() && named != fresh.sheets.end() && named->tables.size() == 1) {
            FoundSheet headed{.sheet = &sheet, .key = named->key, .tables = {}, .stray = {}};
            Finder(headed).by_headers(named->tables.front());
            if (!headed.tables.empty()) found = std::move(headed);
        }
        if (found.too_wide)
            return core::fail("worksheet.too_many_own", sheet.name, {std::to_string(kMostColumns)});
        ours = ours || !found.key.empty();
        sheets.push_back(std::move(found));
    }
    if (!ours) return core::fail("worksheet.not_ours");
    return sheets;
}

}  // namespace ensaio::analytics
