#include "analytics/worksheet_counted.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "analytics/judged.hpp"
#include "analytics/worksheet_stamp.hpp"
#include "analytics/worksheet_tables.hpp"
#include "core/text.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::string_view kOwnRow = "own/";

bool is_own(const Table& table, std::size_t row) {
    return row < table.row_keys.size() && table.row_keys[row].starts_with(kOwnRow);
}

std::size_t index_of(const Table& table, std::string_view column) {
    return static_cast<std::size_t>(std::ranges::find(table.columns, column, &Column::key) -
                                    table.columns.begin());
}

/// The numbers of the rows that people added to a table.
std::vector<std::string> added_to(const Table& table) {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (!is_own(table, i)) continue;
        if (std::string id = TableRow(table, i).text(table.key + ".id"); !id.empty())
            ids.push_back(std::move(id));
    }
    return ids;
}

/// Behind the last row that has a key, with the formulas of a prepared one.
void add_listed(Table& table, const std::string& id) {
    const auto prepared = std::ranges::find(table.row_keys, std::string());
    const auto at = prepared - table.row_keys.begin();
    if (prepared == table.row_keys.end()) return;
    int most = 0;
    for (const std::string& key : table.row_keys) {
        if (key.starts_with(kOwnRow))
            most = std::max(most, core::integer_in(key.substr(kOwnRow.size())).value_or(0));
    }
    std::vector<Cell> cells = table.rows[static_cast<std::size_t>(at)];
    cells[index_of(table, table.key + ".id")] = id;
    table.rows.insert(table.rows.begin() + at, std::move(cells));
    table.row_keys.insert(table.row_keys.begin() + at, std::string(kOwnRow) + std::to_string(most + 1));
    if (!table.row_stamps.empty()) table.row_stamps.insert(table.row_stamps.begin() + at, std::string());
}

void write_counts(Table& table, const std::string& version, const std::vector<Problem>& problems) {
    const auto write = [&](std::string_view what, std::size_t count) {
        const auto row = std::ranges::find(table.row_keys, version + "/" + std::string(what));
        if (row == table.row_keys.end()) return;
        table.rows[static_cast<std::size_t>(row - table.row_keys.begin())]
                  [index_of(table, "descoberta.count")] = static_cast<double>(count);
    };
    std::size_t once = 0, meetings = 0;
    for (const Problem& problem : problems) {
        once += problem.people.size() == 1;
        meetings += problem.people.size();
    }
    write("problems", problems.size());
    write("once", once);
    write("meetings", meetings);
}

}  // namespace

void list_added(Worksheet& worksheet) {
    const Table* findings = worksheet.table("achados");
    const Table* problems = worksheet.table("definir");
    if (findings == nullptr || problems == nullptr) return;
    std::set<std::string> named;
    for (std::size_t i = 0; i < findings->rows.size(); ++i)
        named.insert(TableRow(*findings, i).text("achados.problem"));
    for (const char* key : {"gravidade", "participantes"}) {
        Table* table = worksheet.table(key);
        if (table == nullptr) continue;
        std::set<std::string> listed;
        for (std::size_t i = 0; i < table->rows.size(); ++i)
            listed.insert(TableRow(*table, i).text(table->key + ".id"));
        for (const std::string& id : added_to(*findings)) {
            if (listed.insert(id).second) add_listed(*table, id);
        }
        if (table->key == "gravidade") continue;  // severity is of findings
        for (const std::string& id : added_to(*problems)) {
            if (!named.contains(id) && listed.insert(id).second) add_listed(*table, id);
        }
    }
}

void count_problems(Worksheet& worksheet) {
    constexpr std::string_view kPeople = "/people";
    Table* table = worksheet.table("descoberta");
    const Table* log = worksheet.table("participantes");
    if (table == nullptr || log == nullptr) return;
    evaluate(worksheet, "participantes");
    const std::vector<JudgedFinding> findings = findings_in(worksheet);
    for (std::size_t i = 0; i < table->rows.size(); ++i) {
        if (!table->row_keys[i].ends_with(kPeople)) continue;
        const std::string version = table->row_keys[i].substr(0, table->row_keys[i].size() - kPeople.size());
        const std::string tested = TableRow(*table, i).text("descoberta.tested");
        std::set<std::string> people;
        std::size_t person = 0;
        for (const Column& column : log->columns) {
            if (!column.key.starts_with(kPersonColumn) || person == tested.size()) continue;
            if (tested[person++] == '1') people.insert(column.key.substr(kPersonColumn.size()));
        }
        std::vector<Counted> counted;
        for (const JudgedFinding& finding : findings) {
            const bool of_version = finding.is_candidate && finding.key.starts_with(version + "/");
            if (of_version || finding.key.starts_with(kOwnRow)) counted.push_back(finding);
        }
        write_counts(*table, version, problems_of(counted, people));
    }
    double weight = 0;
    for (std::size_t i = 0; i < log->rows.size(); ++i)
        weight += TableRow(*log, i).number("participantes.weight").value_or(0);
    const auto state = std::ranges::find(table->row_keys, "state");
    if (state != table->row_keys.end())
        table->rows[static_cast<std::size_t>(state - table->row_keys.begin())]
                   [index_of(*table, "descoberta.counted")] = weight;
    for (std::size_t i = 0; i < table->row_stamps.size(); ++i) table->row_stamps[i] = stamp_of(*table, i);
}

}  // namespace ensaio::analytics
