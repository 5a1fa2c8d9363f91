// What people wrote where nothing is asked for.
#include <algorithm>
#include <map>
#include <set>

#include "analytics/worksheet_stamp.hpp"
#include "analytics/worksheet_table_merge.hpp"

namespace ensaio::analytics {
void TableMerge::keep_stray(const FoundRow& row) {
    for (const Column& column : columns_) {
        const workbook::Cell* cell = sheet_.cell(row, column.at);
        if (cell != nullptr && !cell->formula && is_formula_column(column.index) &&
            !is_default(column.index) && table_.columns[column.index].key != id_key())
            merging_.loose.push_back({&sheet_, cell});
    }
}

void TableMerge::merge_unkeyed() {
    std::map<std::string, std::size_t> by_name;
    for (std::size_t i = 0; i < table_.rows.size(); ++i) by_name.emplace(shown(table_.rows[i][0]), i);
    by_name.erase("");
    const auto first = std::ranges::find(columns_, std::size_t{0}, &Column::index);
    for (const FoundRow& row : found_.rows) {
        const workbook::Cell* name = first == columns_.end() ? nullptr : sheet_.cell(row, first->at);
        const auto known =
            name == nullptr
                ? by_name.end()
                : by_name.find(shown(take_cell(*name, table_.columns[0], merging_.language).cell));
        for (const Column& column : own_columns_) {
            const workbook::Cell* cell = sheet_.cell(row, column.at);
            if (cell == nullptr) continue;
            if (known == by_name.end()) {
                merging_.remark("no_row", sheet_, name_at(row, column), {std::string(cell->text)});
                continue;
            }
            table_.rows[known->second][column.index] = taken(*cell, column, row);
            ++merging_.back.cells;
        }
    }
}

void TableMerge::keep_rewritten() {
    const RowStamps stamps(table_);
    std::map<std::string, std::size_t> mine;
    for (std::size_t i = 0; i < table_.rows.size(); ++i) mine.emplace(stamps.of(table_.rows[i]), i);
    std::set<std::string_view> known;
    for (const FoundRow& row : found_.rows) known.insert(row.stamp);
    known.erase("");
    if (known.empty()) return;
    for (const FoundRow& row : found_.rows) {
        std::vector<Cell> theirs(table_.columns.size());
        for (const Column& column : columns_) {
            const workbook::Cell* cell = sheet_.cell(row, column.at);
            if (cell != nullptr)
                theirs[column.index] = take_cell(*cell, table_.columns[column.index], merging_.language).cell;
        }
        if (known.contains(stamps.of(theirs))) continue;
        const auto before = mine.find(std::string(row.stamp));
        for (const Column& column : columns_) {
            const workbook::Cell* cell = sheet_.cell(row, column.at);
            if (cell == nullptr || !stamps.looks_at(column.index)) continue;
            const analytics::Column& as = table_.columns[column.index];
            if (before == mine.end() ||
                stamp_of(as, theirs[column.index]) != stamp_of(as, table_.rows[before->second][column.index]))
                merging_.loose.push_back({&sheet_, cell});
        }
    }
}

}  // namespace ensaio::analytics
