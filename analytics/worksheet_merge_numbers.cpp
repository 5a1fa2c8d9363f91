// The numbers of problems and findings: "P-012".
#include <algorithm>
#include <set>

#include "analytics/worksheet_table_merge.hpp"
#include "core/text.hpp"

namespace ensaio::analytics {
namespace {

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

void TableMerge::number() {
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
        for (std::size_t i = 0; i < before.size(); ++i)
            merging_.numbers[before[i]] = shown(table_.rows[i][index]);
    }
}

std::string TableMerge::id_key() const {
    return table_.key == "definir" || table_.key == "achados" ? table_.key + ".id" : std::string();
}

void TableMerge::follow_numbers() {
    for (const char* key : {"achados.problem", "prioridades.problem", "gravidade.id", "participantes.id"}) {
        const auto number = std::ranges::find(table_.columns, key, &analytics::Column::key);
        if (number == table_.columns.end()) continue;
        for (std::vector<Cell>& row : keyed_) {
            Cell& cell = row[static_cast<std::size_t>(number - table_.columns.begin())];
            const auto stays = merging_.numbers.find(shown(cell));
            if (stays != merging_.numbers.end()) cell = stays->second;
        }
    }
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
