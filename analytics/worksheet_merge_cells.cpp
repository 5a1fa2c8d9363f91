// The cells of a row that is known.
#include "analytics/worksheet_stamp.hpp"
#include "analytics/worksheet_table_merge.hpp"

namespace ensaio::analytics {
void TableMerge::merge_row(std::size_t row, const FoundRow& found) {
    for (const Column& column : columns_) {
        const workbook::Cell* cell = sheet_.cell(found, column.at);
        Cell& mine = table_.rows[row][column.index];
        if (table_.columns[column.index].by_people) {
            // Of a formula that comes to "" some programs write nothing.
            if (std::holds_alternative<Formula>(mine) && (cell == nullptr || cell->formula)) continue;
            mine = cell == nullptr ? Cell() : taken(*cell, column, found);
            merging_.back.cells += is_empty(mine) ? 0 : 1;
        } else if (std::holds_alternative<Formula>(mine)) {
            if (cell == nullptr || cell->formula) continue;
            // A program before this one had written what is a formula now.
            const analytics::Column& as = table_.columns[column.index];
            if (is_untouched(found.stamp, as, take_cell(*cell, as, merging_.language).cell)) continue;
            if (table_.columns[column.index].correctable) {
                mine = taken(*cell, column, found);
                ++merging_.back.corrections;
            } else {
                const std::string text =
                    shown(take_cell(*cell, table_.columns[column.index], merging_.language).cell);
                merging_.overwritten.push_back({table_.key, row, column.index, &sheet_, cell, text,
                                                remark_at("computed", found, column, {text})});
            }
        } else if (table_.columns[column.index].key != id_key()) {
            merge_filled(mine, cell, column, found);
        }
    }
}

void TableMerge::merge_filled(Cell& mine, const workbook::Cell* cell, const Column& column,
                              const FoundRow& found) {
    const analytics::Column& as = table_.columns[column.index];
    Taken theirs;
    if (cell != nullptr) theirs = take_cell(*cell, as, merging_.language);
    if (is_untouched(found.stamp, as, theirs.cell) || stamp_of(as, theirs.cell) == stamp_of(as, mine)) return;
    if (!as.correctable) {
        if (found.stamp.empty()) return;
        if (cell != nullptr && cell->kind == workbook::CellKind::text)
            merging_.loose.push_back({&sheet_, cell});
        else
            merging_.remark("computed", sheet_, name_at(found, column), {shown(theirs.cell), shown(mine)});
        return;
    }
    if (!merging_.copies(theirs.cell)) return;
    if (!found.stamp.empty() && !is_untouched(found.stamp, as, mine))
        merging_.remark("both_changed", sheet_, name_at(found, column), {shown(theirs.cell), shown(mine)});
    if (!theirs.trouble.empty()) merging_.remark(theirs.trouble, sheet_, name_at(found, column), theirs.args);
    mine = std::move(theirs.cell);
    ++merging_.back.corrections;
}

Cell TableMerge::taken(const workbook::Cell& cell, const Column& column, const FoundRow& row) {
    if (!merging_.copies(cell.text.size())) return {};
    Taken one = take_cell(cell, table_.columns[column.index], merging_.language);
    if (!one.trouble.empty()) merging_.remark(one.trouble, sheet_, name_at(row, column), one.args);
    if (cell.formula && !is_formula_column(column.index)) {
        const std::string value = shown(one.cell);
        if (value.empty())
            merging_.remark("no_value", sheet_, name_at(row, column), {});
        else
            merging_.remark("only_value", sheet_, name_at(row, column), {value});
    }
    return std::move(one.cell);
}

std::string TableMerge::name_at(const FoundRow& row, const Column& column) const {
    return workbook::cell_name(row.at, column.at);
}

std::string TableMerge::name_of(const FoundRow& row) const {
    return columns_.empty() ? std::string() : name_at(row, columns_.front());
}

Remark TableMerge::remark_at(std::string code, const FoundRow& row, const Column& column,
                             std::vector<std::string> args) const {
    return {std::move(code), sheet_.sheet->name, name_at(row, column), std::move(args)};
}

}  // namespace ensaio::analytics
