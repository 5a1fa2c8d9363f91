// The rows of a workbook in the table they came from: known by their keys, people's own, and lost ones.
#include <algorithm>
#include <map>

#include "analytics/worksheet_stamp.hpp"
#include "analytics/worksheet_table_merge.hpp"
#include "core/text.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::string_view kOwnRow = "own/";
constexpr std::size_t kShownOfSession = 8;  // letters of its id, as the rows tell it

}  // namespace

void TableMerge::split() {
    asked_again_ = rows_come_back(table_);
    if (!asked_again_) return;
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
        (table_.row_keys[i].empty() ? prepared_ : keyed_).push_back(std::move(table_.rows[i]));
        if (!table_.row_keys[i].empty()) keys_.push_back(table_.row_keys[i]);
    }
    table_.rows.clear();
}

void TableMerge::match_rows() {
    std::map<std::string_view, std::size_t> by_key;
    for (std::size_t i = 0; i < keys_.size(); ++i) by_key.emplace(keys_[i], i);
    int most = 0;
    for (const FoundRow& row : found_.rows) {
        if (row.key.starts_with(kOwnRow)) most = std::max(most, own_number(row.key, kOwnRow));
    }
    const auto again_known = recognised();
    std::set<std::string_view> met;
    for (const FoundRow& row : found_.rows) {
        const auto told = again_known.find(&row);
        const std::string_view row_key = told == again_known.end() ? row.key : told->second;
        const auto known = by_key.find(row_key);
        const bool again = !row_key.empty() && !met.insert(row_key).second;
        const bool own = row_key.empty() || row_key.starts_with(kOwnRow) || again;
        if (own && !has_content(row)) {
            keep_stray(row);
            continue;
        }
        if (!own && known != by_key.end()) {
            matched_.emplace_back(known->second, &row);
        } else if (own ? tells_of_erased(row)
                       : merging_.erased.contains(row_key.substr(0, row_key.find('/')))) {
            ++merging_.back.erased_rows;
            merging_.remark("erased_row", sheet_, name_of(row), {});
        } else if (own) {
            if (again) merging_.remark("duplicate_row", sheet_, name_of(row), {});
            std::string key(row_key);
            if (key.empty() || again) key = std::string(kOwnRow) + std::to_string(++most);
            add_row(row, std::move(key), Kind::own);
        } else {
            add_row(row, row.key, Kind::lost);
        }
        if (merging_.trouble) return;
    }
    if (sheet_.keys_lost)
        merging_.remark("no_keys", sheet_, {},
                        {std::to_string(matched_.size()), std::to_string(added_.size())});
}

std::map<const FoundRow*, std::string_view> TableMerge::recognised() const {
    if (!sheet_.keys_lost || keyed_.empty()) return {};
    std::vector<Column> written;
    bool corrected_only = true;
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
        const analytics::Column& column = table_.columns[i];
        if (!is_stamped(column, keyed_.front()[i]) || column.key == id_key()) continue;
        const auto there = std::ranges::find(columns_, i, &Column::index);
        if (there == columns_.end()) return {};
        if (corrected_only && !column.correctable) written.clear();
        corrected_only = corrected_only && column.correctable;
        if (corrected_only || !column.correctable) written.push_back(*there);
    }
    if (written.empty()) return {};
    struct Same {
        std::vector<std::size_t> ours;
        std::vector<const FoundRow*> theirs;
    };
    std::map<std::string, Same> by_words;
    for (std::size_t i = 0; i < keyed_.size(); ++i) {
        std::string words;
        for (const Column& column : written) words.append(shown(keyed_[i][column.index])).append(1, '\0');
        by_words[words].ours.push_back(i);
    }
    for (const FoundRow& row : found_.rows) {
        std::string words;
        for (const Column& column : written) {
            const workbook::Cell* cell = sheet_.cell(row, column.at);
            if (cell != nullptr)
                words += shown(take_cell(*cell, table_.columns[column.index], merging_.language).cell);
            words += '\0';
        }
        by_words[words].theirs.push_back(&row);
    }
    std::map<const FoundRow*, std::string_view> keys;
    for (const auto& [words, same] : by_words) {
        if (same.ours.size() == 1 && same.theirs.size() == 1) keys[same.theirs[0]] = keys_[same.ours[0]];
    }
    return keys;
}

bool TableMerge::tells_of_erased(const FoundRow& row) const {
    for (const Column& column : columns_) {
        if (table_.columns[column.index].key != table_.key + ".session") continue;
        const workbook::Cell* cell = sheet_.cell(row, column.at);
        return cell != nullptr && std::ranges::any_of(merging_.erased, [&](const std::string& session) {
                   return cell->text.starts_with(session.substr(0, kShownOfSession));
               });
    }
    return false;
}

bool TableMerge::has_content(const FoundRow& row) const {
    return std::ranges::any_of(columns_, [&](const Column& column) {
        const workbook::Cell* cell = sheet_.cell(row, column.at);
        if (cell == nullptr) return false;
        if (is_formula_column(column.index)) return is_default(column.index) && !cell->formula;
        const analytics::Column& as = table_.columns[column.index];
        if (as.key == id_key()) return false;
        return prepared_.empty() || stamp_of(as, prepared_.front()[column.index]) !=
                                        stamp_of(as, take_cell(*cell, as, merging_.language).cell);
    });
}

void TableMerge::join_group(std::vector<Cell>& cells, const FoundRow& row) {
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

const std::vector<Cell>* TableMerge::pattern() const {
    if (!prepared_.empty()) return &prepared_.front();
    return keyed_.empty() ? nullptr : &keyed_.front();
}

bool TableMerge::is_formula_column(std::size_t index) const {
    const std::vector<Cell>* row = pattern();
    return row != nullptr && std::holds_alternative<Formula>((*row)[index]);
}

void TableMerge::add_row(const FoundRow& row, std::string key, Kind kind) {
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
        const workbook::Cell* cell = sheet_.cell(row, column.at);
        const bool replaced = cell != nullptr && !cell->formula && is_default(column.index);
        if (std::holds_alternative<Formula>(cells[column.index]) && !replaced) continue;
        if (cell != nullptr) cells[column.index] = taken(*cell, column, row);
    }
    if (kind == Kind::lost) {
        ++merging_.back.lost_rows;
        merging_.remark("lost_row", sheet_, name_of(row), {});
        mark_lost(cells);
    } else {
        // A row that only lists what people wrote on another sheet is not one more of theirs.
        merging_.back.own_rows += table_.key == "gravidade" || table_.key == "participantes" ? 0 : 1;
        keep_stray(row);
        join_group(cells, row);
    }
    added_from_.push_back(&row);
    added_.push_back(std::move(cells));
    added_keys_.push_back(std::move(key));
    added_stamps_.emplace_back(kind == Kind::lost ? row.stamp : std::string_view());
}

void TableMerge::mark_lost(std::vector<Cell>& cells) const {
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

void TableMerge::put_together() {
    table_.rows = keyed_;
    table_.row_keys = keys_;
    table_.rows.insert(table_.rows.end(), added_.begin(), added_.end());
    table_.row_keys.insert(table_.row_keys.end(), added_keys_.begin(), added_keys_.end());
    table_.rows.insert(table_.rows.end(), prepared_.begin(), prepared_.end());
    table_.row_keys.resize(table_.rows.size());
}

void TableMerge::stamp() {
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

}  // namespace ensaio::analytics
