#include "analytics/judged.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "analytics/worksheet_tables.hpp"

namespace ensaio::analytics {
namespace {

constexpr double kLast = 1e9;  // what people gave no place stands behind all that has one

/// A whole number from `least` to `most`. People may have written anything.
std::optional<int> mark(const TableRow& row, std::string_view column, int least, int most) {
    const auto number = row.number(column);
    for (int i = least; i <= most; ++i) {
        if (number == i) return i;
    }
    return std::nullopt;
}

/// The rows of a table by what stands in a column; the first of equal ones.
std::map<std::string, TableRow> by_text(const Table& table, std::string_view column) {
    std::map<std::string, TableRow> rows;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const TableRow row(table, i);
        if (std::string text = row.text(column); !text.empty()) rows.emplace(std::move(text), row);
    }
    return rows;
}

std::optional<JudgedSeverity> severity_of(const TableRow& finding, const TableRow* ratings) {
    const auto value = finding.number("achados.severity");
    if (!value) return std::nullopt;
    JudgedSeverity severity{.value = *value};
    if (ratings == nullptr) return severity;
    severity.raters = static_cast<std::size_t>(ratings->number("gravidade.n").value_or(0));
    severity.lowest = ratings->number("gravidade.lowest").value_or(*value);
    severity.highest = ratings->number("gravidade.highest").value_or(*value);
    return severity;
}

}  // namespace

std::vector<Judged> judged_in(const Worksheet& worksheet) {
    const Table* table = worksheet.table("definir");
    if (table == nullptr) return {};
    std::multimap<double, Judged> found;  // by their place
    for (std::size_t i = 0; i < table->rows.size(); ++i) {
        const TableRow row(*table, i);
        const auto impact = mark(row, "definir.impact", 1, 5), effort = mark(row, "definir.effort", 1, 5);
        if (!impact || !effort || row.chosen("definir.status") == kDroppedStatus) continue;
        found.emplace(row.number("definir.order").value_or(kLast),
                      Judged{row.text("definir.id"), row.text("definir.problem"), *impact, *effort,
                             row.text("definir.action")});
    }
    std::vector<Judged> judged;
    for (auto& [order, one] : found) judged.push_back(std::move(one));
    return judged;
}

std::vector<JudgedFinding> findings_in(const Worksheet& worksheet) {
    const Table* met = worksheet.table("participantes");
    const Table* findings = worksheet.table("achados");
    const Table* ratings = worksheet.table("gravidade");
    if (met == nullptr || findings == nullptr || ratings == nullptr) return {};
    const auto told = by_text(*findings, "achados.id"), rated = by_text(*ratings, "gravidade.id");
    std::vector<JudgedFinding> judged;
    for (std::size_t i = 0; i < met->rows.size(); ++i) {
        const TableRow row(*met, i);
        JudgedFinding one;
        one.id = row.text("participantes.id");
        if (one.id.empty()) continue;
        one.key = i < met->row_keys.size() ? met->row_keys[i] : std::string();
        one.is_candidate = std::holds_alternative<double>(row.cell("participantes.of"));
        one.problem = row.text("participantes.problem");
        one.dropped = row.number("participantes.kept") != 1;
        one.finding = row.text("participantes.finding");
        one.place = row.text("participantes.place");
        for (const Column& column : met->columns) {
            if (column.key.starts_with(kPersonColumn) && row.text(column.key) == kMet)
                one.people.insert(column.key.substr(kPersonColumn.size()));
        }
        if (const auto finding = told.find(one.id); finding != told.end()) {
            one.evidence = finding->second.text("achados.evidence");
            one.recommendation = finding->second.text("achados.recommendation");
            one.decision = finding->second.text("achados.decision");
            one.owner = finding->second.text("achados.owner");
            const auto by = rated.find(one.id);
            one.severity = severity_of(finding->second, by == rated.end() ? nullptr : &by->second);
        }
        judged.push_back(std::move(one));
    }
    return judged;
}

std::optional<Krippendorff> severity_agreement_in(const Worksheet& worksheet) {
    const Table* table = worksheet.table("gravidade");
    if (table == nullptr) return std::nullopt;
    std::vector<std::vector<std::optional<double>>> ratings;
    for (const Column& column : table->columns) {
        if (!column.key.starts_with(kRaterColumn)) continue;
        std::vector<std::optional<double>>& of = ratings.emplace_back();
        for (std::size_t i = 0; i < table->rows.size(); ++i) {
            const auto given = mark(TableRow(*table, i), column.key, 0, 4);
            of.push_back(given ? std::optional<double>(*given) : std::nullopt);
        }
    }
    const auto agreement = krippendorff(ratings, Scale::ordinal);
    return agreement ? std::optional(*agreement) : std::nullopt;
}

std::vector<JudgedAttempt> attempts_in(const Worksheet& worksheet) {
    const Table* table = worksheet.table("tarefas");
    if (table == nullptr) return {};
    std::vector<JudgedAttempt> attempts;
    for (std::size_t i = 0; i < table->rows.size(); ++i) {
        const TableRow row(*table, i);
        JudgedAttempt attempt;
        attempt.key = i < table->row_keys.size() ? table->row_keys[i] : std::string();
        attempt.group = row.text("tarefas.group");
        attempt.participant = row.text("tarefas.participant");
        if (const auto choice = row.chosen("tarefas.outcome")) attempt.ending = static_cast<Ending>(*choice);
        attempt.active_s = row.number("tarefas.active");
        attempt.ease = mark(row, "tarefas.ease", 1, 7);
        attempts.push_back(std::move(attempt));
    }
    return attempts;
}

}  // namespace ensaio::analytics
