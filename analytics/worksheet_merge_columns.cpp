// The columns of a workbook in the table they came from; those that people added stand behind them.
#include <algorithm>
#include <cmath>

#include "analytics/worksheet_stamp.hpp"
#include "analytics/worksheet_table_merge.hpp"

namespace ensaio::analytics {
void TableMerge::match_columns() {
    columns_.clear();
    std::set<std::size_t> met;
    int most = 0;
    for (const FoundColumn& column : found_.columns)
        most = std::max(most, own_number(column.key, kOwnColumn));
    const std::size_t ours = table_.columns.size();
    for (const FoundColumn& column : found_.columns) {
        const auto known = std::ranges::find(table_.columns, column.key, &analytics::Column::key);
        const auto index = static_cast<std::size_t>(known - table_.columns.begin());
        if (!column.key.empty() && index < ours) {
            if (!met.insert(index).second) continue;
            (known->hidden ? hidden_ : columns_).push_back({column.at, index});
            if (table_.headed && !column.header.empty() && column.header != known->header &&
                merging_.same_language && merging_.knew(column.key))
                merging_.remark("renamed_header", sheet_, {}, {column.header, known->header});
        } else {
            add_own_column(column, most);
        }
    }
    for (std::size_t i = 0; i < ours; ++i) {
        const analytics::Column& column = table_.columns[i];
        if (met.contains(i) || column.hidden) continue;
        if (column.by_people && merging_.knew(column.key))
            merging_.remark("missing_column", sheet_, {}, {column.header});
        if (asked_again_ && column.key == id_key())
            merging_.remark("no_numbers", sheet_, {}, {column.header});
    }
}

void TableMerge::add_own_column(const FoundColumn& column, int& most) {
    const CellType type = type_of_cells(column.at);
    if (column.header.empty() && !any_cells_) return;
    if (own_columns_.size() == kMostOwnColumns) {
        merging_.trouble =
            core::Error{"worksheet.too_many_own", sheet_.sheet->name, {std::to_string(kMostOwnColumns)}};
        return;
    }
    if (!merging_.adds(table_.rows.size() + keyed_.size() + prepared_.size(), sheet_)) return;
    std::string key = column.key;
    if (key.empty()) key = table_.key + std::string(kOwnColumn) + std::to_string(++most);
    if (std::ranges::find(table_.columns, key, &analytics::Column::key) != table_.columns.end()) return;
    columns_.push_back({column.at, table_.columns.size()});
    own_columns_.push_back(columns_.back());
    if (column.key.empty()) merging_.remark("own_column", sheet_, {}, {column.header});
    table_.columns.push_back(
        {.key = std::move(key), .header = column.header, .type = type, .width = 20, .by_people = true});
    for (std::vector<Cell>& row : table_.rows) row.emplace_back();
    for (std::vector<Cell>& row : keyed_) row.emplace_back();
    for (std::vector<Cell>& row : prepared_) row.emplace_back();
}

CellType TableMerge::type_of_cells(std::uint16_t at) {
    bool texts = false, dates = false, numbers = false, whole = true;
    any_cells_ = false;
    for (const FoundRow& row : found_.rows) {
        const workbook::Cell* cell = sheet_.cell(row, at);
        if (cell == nullptr) continue;
        any_cells_ = true;
        dates = dates || cell->kind == workbook::CellKind::date;
        numbers = numbers || cell->kind == workbook::CellKind::number;
        texts = texts || (cell->kind != workbook::CellKind::date && cell->kind != workbook::CellKind::number);
        whole = whole && cell->number == std::floor(cell->number);
    }
    if (texts || dates == numbers) return CellType::text;
    if (dates) return whole ? CellType::date : CellType::date_time;
    return whole ? CellType::integer : CellType::number;
}

}  // namespace ensaio::analytics
