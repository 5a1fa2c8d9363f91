#include "analytics/worksheet_merge.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "analytics/worksheet_stamp.hpp"
#include "analytics/worksheet_taken.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::string_view kOwnRow = "own/";

bool is_empty(const Cell& cell) { return std::holds_alternative<std::monostate>(cell); }

/// "own/12" -> 12; 0: no such key.
int own_number(std::string_view key, std::string_view before) {
    const std::size_t at = key.rfind(before);
    return at == std::string_view::npos ? 0 : core::integer_in(key.substr(at + before.size())).value_or(0);
}

class TableMerge {
public:
    TableMerge(Table& table, const FoundSheet& sheet, const FoundTable& found, Merging& merging)
        : table_(table), sheet_(sheet), found_(found), merging_(merging) {}

    void run() {
        split();
        match_columns();
        if (merging_.trouble) return;
        if (!asked_again_) {
            if (!own_columns_.empty()) merge_unkeyed();
            keep_rewritten();
            return;
        }
        match_rows();
        if (merging_.trouble) return;
        put_together();
        number();
        stamp();
        for (const auto& [row, found] : matched_) merge_row(row, *found);
        if (const std::size_t known = matched_.size(); keyed_.size() > known)
            merging_.back.appeared_rows += keyed_.size() - known;
    }

private:
    struct Column {
        std::uint16_t at = 0;   // in the workbook
        std::size_t index = 0;  // in the table
    };
    enum class Kind : std::uint8_t { lost, own };

    // ------------------------------------------------------------ columns

    void match_columns() {
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
                    merging_.same_language)
                    merging_.remark("renamed_header", sheet_, {}, {column.header, known->header});
            } else {
                add_own_column(column, most);
            }
        }
        for (std::size_t i = 0; i < ours; ++i) {
            if (table_.columns[i].by_people && !table_.columns[i].hidden && !met.contains(i))
                merging_.remark("missing_column", sheet_, {}, {table_.columns[i].header});
        }
    }

    void add_own_column(const FoundColumn& column, int& most) {
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

    /// What all cells of a column of people's own are, and whether there are any.
    CellType type_of_cells(std::uint16_t at) {
        bool texts = false, dates = false, numbers = false, whole = true;
        any_cells_ = false;
        for (const FoundRow& row : found_.rows) {
            const workbook::Cell* cell = sheet_.cell(row, at);
            if (cell == nullptr) continue;
            any_cells_ = true;
            dates = dates || cell->kind == workbook::CellKind::date;
            numbers = numbers || cell->kind == workbook::CellKind::number;
            texts =
                texts || (cell->kind != workbook::CellKind::date && cell->kind != workbook::CellKind::number);
            whole = whole && cell->number == std::floor(cell->number);
        }
        if (texts || dates == numbers) return CellType::text;
        if (dates) return whole ? CellType::date : CellType::date_time;
        return whole ? CellType::integer : CellType::number;
    }

    // ------------------------------------------------------------ rows

    void split() {
        asked_again_ = rows_come_back(table_);
        if (!asked_again_) return;
        for (std::size_t i = 0; i < table_.rows.size(); ++i) {
            (table_.row_keys[i].empty() ? prepared_ : keyed_).push_back(std::move(table_.rows[i]));
            if (!table_.row_keys[i].empty()) keys_.push_back(table_.row_keys[i]);
        }
        table_.rows.clear();
    }

    void match_rows() {
        std::map<std::string_view, std::size_t> by_key;
        for (std::size_t i = 0; i < keys_.size(); ++i) by_key.emplace(keys_[i], i);
        int most = 0;
        for (const FoundRow& row : found_.rows) {
            if (row.key.starts_with(kOwnRow)) most = std::max(most, own_number(row.key, kOwnRow));
        }
        std::set<std::string_view> met;
        for (const FoundRow& row : found_.rows) {
            const auto known = by_key.find(row.key);
            const bool again = !row.key.empty() && !met.insert(row.key).second;
            const bool own = row.key.empty() || row.key.starts_with(kOwnRow) || again;
            if (own && !has_content(row)) {
                keep_stray(row);
                continue;
            }
            if (again) merging_.remark("duplicate_row", sheet_, name_of(row), {});
            if (!own && known != by_key.end()) {
                matched_.emplace_back(known->second, &row);
            } else if (own) {
                std::string key = row.key;
                if (key.empty() || again) key = std::string(kOwnRow) + std::to_string(++most);
                add_row(row, std::move(key), Kind::own);
            } else if (merging_.erased.contains(row.key.substr(0, row.key.find('/')))) {
                ++merging_.back.erased_rows;
                merging_.remark("erased_row", sheet_, name_of(row), {});
            } else {
                add_row(row, row.key, Kind::lost);
            }
            if (merging_.trouble) return;
        }
    }

    /// Whether people wrote anything in it: neither formulas, nor what nobody sees, nor what stands in a
    /// prepared row anyway.
    bool has_content(const FoundRow& row) const {
        return std::ranges::any_of(columns_, [&](const Column& column) {
            const workbook::Cell* cell = sheet_.cell(row, column.at);
            if (cell == nullptr || is_formula_column(column.index)) return false;
            const analytics::Column& as = table_.columns[column.index];
            if (as.key == id_key()) return false;
            return prepared_.empty() || stamp_of(as, prepared_.front()[column.index]) !=
                                            stamp_of(as, take_cell(*cell, as, merging_.language).cell);
        });
    }

    /// Nothing is asked for in these cells: what people wrote there goes to the notes.
    void keep_stray(const FoundRow& row) {
        for (const Column& column : columns_) {
            const workbook::Cell* cell = sheet_.cell(row, column.at);
            if (cell != nullptr && !cell->formula && is_formula_column(column.index) &&
                table_.columns[column.index].key != id_key())
                merging_.loose.push_back({&sheet_, cell});
        }
    }

    /// A row of people's own belongs to the task whose name stands in it, as the others of that name do.
    void join_group(std::vector<Cell>& cells, const FoundRow& row) {
        const auto index_of = [&](const char* column) {
            return static_cast<std::size_t>(
                std::ranges::find(table_.columns, table_.key + column, &analytics::Column::key) -
                table_.columns.begin());
        };
        const std::size_t group = index_of(".group"), task = index_of(".task"),
                          prototype = index_of(".prototype");
        if (table_.key != "tarefas") return;
        for (const std::vector<Cell>& other : keyed_) {
            if (core::fold(shown(other[task])) != core::fold(core::trim(shown(cells[task])))) continue;
            if (!is_empty(cells[prototype]) && shown(other[prototype]) != shown(cells[prototype])) continue;
            cells[group] = other[group];
            return;
        }
        merging_.remark("not_counted", sheet_, name_of(row), {});
    }

    const std::vector<Cell>* pattern() const {
        if (!prepared_.empty()) return &prepared_.front();
        return keyed_.empty() ? nullptr : &keyed_.front();
    }
    bool is_formula_column(std::size_t index) const {
        const std::vector<Cell>* row = pattern();
        return row != nullptr && std::holds_alternative<Formula>((*row)[index]);
    }

    void add_row(const FoundRow& row, std::string key, Kind kind) {
        if (added_.size() == kMostOwnRows) {
            merging_.trouble =
                core::Error{"worksheet.too_many_own", sheet_.sheet->name, {std::to_string(kMostOwnRows)}};
            return;
        }
        if (!merging_.adds(table_.columns.size(), sheet_)) return;
        std::vector<Cell> cells(table_.columns.size());
        if (const std::vector<Cell>* formulas = pattern()) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                if (std::holds_alternative<Formula>((*formulas)[i]) && table_.columns[i].key != id_key())
                    cells[i] = (*formulas)[i];
            }
        }
        std::vector<Column> filled = columns_;
        if (kind == Kind::lost) filled.insert(filled.end(), hidden_.begin(), hidden_.end());
        for (const Column& column : filled) {
            if (std::holds_alternative<Formula>(cells[column.index])) continue;
            const workbook::Cell* cell = sheet_.cell(row, column.at);
            if (cell != nullptr) cells[column.index] = taken(*cell, column, row);
        }
        if (kind == Kind::lost) {
            ++merging_.back.lost_rows;
            merging_.remark("lost_row", sheet_, name_of(row), {});
            mark_lost(cells);
        } else {
            ++merging_.back.own_rows;
            keep_stray(row);
            join_group(cells, row);
        }
        added_from_.push_back(&row);
        added_.push_back(std::move(cells));
        added_keys_.push_back(std::move(key));
        added_stamps_.emplace_back(kind == Kind::lost ? row.stamp : std::string_view());
    }

    /// Says in the row that what it tells of is not there any more: where it told how many it touched.
    void mark_lost(std::vector<Cell>& cells) const {
        static constexpr std::pair<std::string_view, std::string_view> kPlaces[] = {
            {"definir", "definir.n"}, {"achados", "achados.affected"}, {"tarefas", "tarefas.session"}};
        for (const auto& [table, column] : kPlaces) {
            const auto at = std::ranges::find(table_.columns, column, &analytics::Column::key);
            if (table != table_.key || at == table_.columns.end()) continue;
            Cell& cell = cells[static_cast<std::size_t>(at - table_.columns.begin())];
            const std::string mark = merging_.language.text("worksheet.lost");
            const std::string before = shown(cell);
            if (table != "tarefas") {
                cell = mark;
            } else if (!before.ends_with(mark)) {
                cell = std::string(before).append(" – ").append(mark);
            }
        }
    }

    void put_together() {
        table_.rows = keyed_;
        table_.row_keys = keys_;
        table_.rows.insert(table_.rows.end(), added_.begin(), added_.end());
        table_.row_keys.insert(table_.row_keys.end(), added_keys_.begin(), added_keys_.end());
        table_.rows.insert(table_.rows.end(), prepared_.begin(), prepared_.end());
        table_.row_keys.resize(table_.rows.size());
    }

    std::string id_key() const { return table_.key + ".id"; }

    void number() {
        const auto at = std::ranges::find(table_.columns, id_key(), &analytics::Column::key);
        if (at != table_.columns.end()) {
            const auto index = static_cast<std::size_t>(at - table_.columns.begin());
            std::vector<std::string> before, known(table_.rows.size());
            for (std::size_t i = 0; i < keyed_.size(); ++i) before.push_back(shown(table_.rows[i][index]));
            const auto column = std::ranges::find(columns_, index, &Column::index);
            for (const auto& [row, found] : matched_) {
                if (column == columns_.end()) continue;
                const workbook::Cell* cell = sheet_.cell(*found, column->at);
                if (cell != nullptr && cell->kind == workbook::CellKind::text) known[row] = cell->text;
            }
            for (std::size_t i = 0; i < added_.size(); ++i)
                known[keyed_.size() + i] = shown(table_.rows[keyed_.size() + i][index]);
            number_rows(table_, known);
            std::vector<const FoundRow*> from(table_.rows.size());
            for (const auto& [row, found] : matched_) from[row] = found;
            std::ranges::copy(added_from_, from.begin() + static_cast<std::ptrdiff_t>(keyed_.size()));
            for (std::size_t i = 0; i < from.size(); ++i) {
                const std::string now = shown(table_.rows[i][index]);
                if (from[i] != nullptr && !known[i].empty() && known[i] != now)
                    merging_.remark("renumbered", sheet_, name_of(*from[i]), {known[i], now});
            }
            if (table_.key == "definir") {
                for (std::size_t i = 0; i < before.size(); ++i)
                    merging_.problem_ids[before[i]] = shown(table_.rows[i][index]);
            }
        }
        for (const char* key : {"achados.problem", "prioridades.problem"}) {
            const auto problem = std::ranges::find(table_.columns, key, &analytics::Column::key);
            if (problem == table_.columns.end()) continue;
            for (std::size_t i = 0; i < keyed_.size(); ++i) {
                Cell& cell = table_.rows[i][static_cast<std::size_t>(problem - table_.columns.begin())];
                const auto stays = merging_.problem_ids.find(shown(cell));
                if (stays != merging_.problem_ids.end()) cell = stays->second;
            }
        }
    }

    void stamp() {
        table_.row_stamps.clear();
        for (std::size_t i = 0; i < table_.rows.size(); ++i) {
            if (i < keyed_.size()) {
                table_.row_stamps.push_back(stamp_of(table_, i));
            } else {
                const std::size_t added = i - keyed_.size();
                table_.row_stamps.push_back(added < added_stamps_.size() ? added_stamps_[added] : "");
            }
        }
    }

    // ------------------------------------------------------------ cells

    void merge_row(std::size_t row, const FoundRow& found) {
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

    /// A cell that the program has filled in: people's hand is told by the stamp.
    void merge_filled(Cell& mine, const workbook::Cell* cell, const Column& column, const FoundRow& found) {
        const analytics::Column& as = table_.columns[column.index];
        Taken theirs;
        if (cell != nullptr) theirs = take_cell(*cell, as, merging_.language);
        if (is_untouched(found.stamp, as, theirs.cell) || stamp_of(as, theirs.cell) == stamp_of(as, mine))
            return;
        if (!as.correctable) {
            if (found.stamp.empty()) return;
            if (cell != nullptr && cell->kind == workbook::CellKind::text)
                merging_.loose.push_back({&sheet_, cell});
            else
                merging_.remark("computed", sheet_, name_at(found, column),
                                {shown(theirs.cell), shown(mine)});
            return;
        }
        if (!merging_.copies(theirs.cell)) return;
        if (!found.stamp.empty() && !is_untouched(found.stamp, as, mine))
            merging_.remark("both_changed", sheet_, name_at(found, column),
                            {shown(theirs.cell), shown(mine)});
        if (!theirs.trouble.empty())
            merging_.remark(theirs.trouble, sheet_, name_at(found, column), theirs.args);
        mine = std::move(theirs.cell);
        ++merging_.back.corrections;
    }

    Cell taken(const workbook::Cell& cell, const Column& column, const FoundRow& row) {
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

    std::string name_at(const FoundRow& row, const Column& column) const {
        return workbook::cell_name(row.at, column.at);
    }
    /// Of a row's first cell that people see.
    std::string name_of(const FoundRow& row) const {
        return columns_.empty() ? std::string() : name_at(row, columns_.front());
    }
    Remark remark_at(std::string code, const FoundRow& row, const Column& column,
                     std::vector<std::string> args) const {
        return {std::move(code), sheet_.sheet->name, name_at(row, column), std::move(args)};
    }

    // ------------------------------------------------------------ tables whose rows nobody asks for again

    /// Only columns that people added come back, by what the first cell of a row says.
    void merge_unkeyed() {
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

    /// What people wrote over the program's rows, or below them, goes to the notes. In a workbook without
    /// stamps, of an older program, it cannot be told from what the program had written.
    void keep_rewritten() {
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
                    theirs[column.index] =
                        take_cell(*cell, table_.columns[column.index], merging_.language).cell;
            }
            if (known.contains(stamps.of(theirs))) continue;
            const auto before = mine.find(std::string(row.stamp));
            for (const Column& column : columns_) {
                const workbook::Cell* cell = sheet_.cell(row, column.at);
                if (cell == nullptr || !stamps.looks_at(column.index)) continue;
                const analytics::Column& as = table_.columns[column.index];
                if (before == mine.end() || stamp_of(as, theirs[column.index]) !=
                                                stamp_of(as, table_.rows[before->second][column.index]))
                    merging_.loose.push_back({&sheet_, cell});
            }
        }
    }

    Table& table_;
    const FoundSheet& sheet_;
    const FoundTable& found_;
    Merging& merging_;
    bool asked_again_ = false;  // rows have keys, or people write in them
    bool any_cells_ = false;
    std::vector<Column> columns_, hidden_,
        own_columns_;  // those that people see, and do not; own: of the first
    std::vector<std::vector<Cell>> keyed_, prepared_, added_;
    std::vector<std::string> keys_, added_keys_, added_stamps_;
    std::vector<const FoundRow*> added_from_;
    std::vector<std::pair<std::size_t, const FoundRow*>> matched_;
};

/// "P-012" -> 12 for 'P'.
int number_of(std::string_view id, char letter) {
    if (id.size() < 3 || id[0] != letter || id[1] != '-') return 0;
    return core::integer_in(id.substr(2)).value_or(0);
}

std::string id_of(char letter, int number) {
    const std::string digits = std::to_string(number);
    return letter + ("-" + std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0')) + digits;
}

/// The letter of a table's numbers, as its rows show it or its formulas would.
char letter_of(const Table& table, std::size_t column) {
    for (const std::vector<Cell>& row : table.rows) {
        const auto* text = std::get_if<std::string>(&row[column]);
        const auto* formula = std::get_if<Formula>(&row[column]);
        const std::string_view all = text != nullptr      ? std::string_view(*text)
                                     : formula != nullptr ? std::string_view(formula->text)
                                                          : std::string_view();
        const std::size_t at = formula != nullptr ? all.rfind("-0") : all.find('-');
        if (at != std::string_view::npos && at > 0 && all[at - 1] >= 'A' && all[at - 1] <= 'Z')
            return all[at - 1];
    }
    return '\0';
}

}  // namespace

void Merging::remark(std::string code, const FoundSheet& sheet, std::string cell,
                     std::vector<std::string> args) {
    ++back.remarks_in_all;
    if (back.remarks.size() < kMostRemarks)
        back.remarks.push_back({std::move(code), sheet.sheet->name, std::move(cell), std::move(args)});
}

bool Merging::adds(std::size_t cells, const FoundSheet& sheet) {
    if (cells > cells_left) {
        trouble = core::Error{"worksheet.too_many_own", sheet.sheet->name, {std::to_string(kMostOwnCells)}};
        return false;
    }
    cells_left -= cells;
    return true;
}

bool Merging::copies(std::size_t bytes) {
    if (bytes > text_left) {
        if (!trouble) trouble = core::Error{"workbook.too_much_text", {}, {}};
        return false;
    }
    text_left -= bytes;
    return true;
}

bool Merging::copies(const Cell& cell) {
    const auto* text = std::get_if<std::string>(&cell);
    return copies(text == nullptr ? 0 : text->size());
}

void merge_table(Table& table, const FoundSheet& sheet, const FoundTable& found, Merging& merging) {
    TableMerge(table, sheet, found, merging).run();
}

void number_rows(Table& table, const std::vector<std::string>& known) {
    const auto at = std::ranges::find(table.columns, table.key + ".id", &Column::key);
    if (at == table.columns.end()) return;
    const auto column = static_cast<std::size_t>(at - table.columns.begin());
    const char letter = letter_of(table, column);
    if (letter == '\0') return;
    std::set<int> used;
    std::vector<bool> has(table.rows.size(), false);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const int number = number_of(known[i], letter);
        if (number > 0 && !used.insert(number).second) continue;
        has[i] = !known[i].empty();  // people may have numbered their own rows in their own way
        if (has[i]) table.rows[i][column] = known[i];
    }
    int next = used.empty() ? 1 : *used.rbegin() + 1;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        Cell& cell = table.rows[i][column];
        if (has[i]) continue;
        if (auto* formula = std::get_if<Formula>(&cell)) {
            // A prepared row shows its number once something is written in it.
            const std::string start = std::string("\"") + letter + "-";
            const std::size_t from = formula->text.rfind(start);
            const std::size_t to = from == std::string::npos ? from : formula->text.find('"', from + 1);
            if (to != std::string::npos)
                formula->text.replace(from, to - from + 1, "\"" + id_of(letter, next++) + "\"");
        } else {
            cell = id_of(letter, next++);
        }
    }
    const auto order = std::ranges::find(table.columns, table.key + ".number", &Column::key);
    if (order == table.columns.end()) return;
    for (std::size_t i = 0; i < table.rows.size(); ++i)
        table.rows[i][static_cast<std::size_t>(order - table.columns.begin())] = static_cast<double>(i + 1);
}

}  // namespace ensaio::analytics
