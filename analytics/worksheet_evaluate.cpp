#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "analytics/worksheet_formula.hpp"

namespace ensaio::analytics {
namespace {

constexpr double kDaysTo1970 = 25'569;  // from 1899-12-30, day 0 of spreadsheets
constexpr double kMsPerDay = 86'400'000;

class Evaluation {
public:
    /// `only`: the key of a table; empty: all.
    Evaluation(Worksheet& worksheet, std::string_view only) {
        for (Sheet& sheet : worksheet.sheets) {
            for (Table& table : sheet.tables) {
                for (std::size_t i = 0; i < table.columns.size(); ++i)
                    columns_.emplace(table.columns[i].key, Place{&table, i});
            }
        }
        for (Sheet& sheet : worksheet.sheets) {
            for (Table& table : sheet.tables) {
                if (!only.empty() && table.key != only) continue;
                for (std::size_t row = 0; row < table.rows.size(); ++row) {
                    for (std::size_t i = 0; i < table.columns.size(); ++i) value_of(table, row, i);
                }
            }
        }
    }

private:
    struct Place {
        Table* table = nullptr;
        std::size_t column = 0;
    };

    Single value_of(Table& table, std::size_t row, std::size_t column) {
        Cell& cell = table.rows[row][column];
        if (const auto* text = std::get_if<std::string>(&cell)) return *text;
        if (const auto* number = std::get_if<double>(&cell)) return *number;
        if (const auto* time = std::get_if<DateTime>(&cell))
            return static_cast<double>(time->ms) / kMsPerDay + kDaysTo1970;
        auto* formula = std::get_if<Formula>(&cell);
        if (formula == nullptr) return {};
        const auto [known, fresh] = values_.emplace(&cell, FormulaError{"#REF!"});  // what a circle would see
        if (!fresh) return known->second;
        const std::string_view text = std::string_view(formula->text).substr(1);
        const FormulaValue value =
            compute(text, [&](std::string_view name) { return refer(table, row, name); });
        Single single = value.items.empty() ? Single(FormulaError{"#VALUE!"}) : value.items.front();
        if (std::holds_alternative<std::monostate>(single))
            single = 0.0;  // as a spreadsheet shows a blank one
        formula->value = {};
        if (auto* number = std::get_if<double>(&single)) {
            *number = to_twelve_digits(*number);
            formula->value = *number;
        }
        if (const auto* truth = std::get_if<bool>(&single)) formula->value = *truth ? 1.0 : 0.0;
        if (const auto* told = std::get_if<std::string>(&single); told != nullptr && !told->empty())
            formula->value = *told;
        if (const auto* error = std::get_if<FormulaError>(&single)) formula->value = error->code;
        return values_[&cell] = std::move(single);
    }

    FormulaValue refer(Table& here, std::size_t row, std::string_view name) {
        const Reference reference = read_reference(name);
        const auto found = columns_.find(reference.column);
        if (found == columns_.end()) return {};
        Table& table = *found->second.table;
        const std::size_t column = found->second.column;
        switch (reference.kind) {
            case Reference::Kind::cell:
                if (&table != &here) return {};
                return {.items = {value_of(table, row, column)}, .is_array = false};
            case Reference::Kind::column: return whole(table, column);
            case Reference::Kind::keyed:
                for (std::size_t i = 0; i < table.row_keys.size(); ++i) {
                    if (table.row_keys[i] == reference.other)
                        return {.items = {value_of(table, i, column)}, .is_array = false};
                }
                return {};
            case Reference::Kind::span: {
                const auto last = columns_.find(reference.other);
                if (&table != &here || last == columns_.end() || last->second.table != &here) return {};
                FormulaValue value{.items = {}, .is_array = true};
                for (std::size_t i = column; i <= last->second.column; ++i)
                    value.items.push_back(value_of(table, row, i));
                return value;
            }
        }
        return {};
    }

    FormulaValue whole(Table& table, std::size_t column) {
        FormulaValue value{.items = {}, .is_array = true};
        value.items.reserve(table.rows.size());
        for (std::size_t i = 0; i < table.rows.size(); ++i) value.items.push_back(value_of(table, i, column));
        return value;
    }

    std::map<std::string, Place, std::less<>> columns_;
    std::map<const Cell*, Single> values_;  // of formulas
};

}  // namespace

double to_twelve_digits(double number) {
    if (!std::isfinite(number) || number == std::trunc(number)) return number;
    std::array<char, 32> digits{};
    std::snprintf(digits.data(), digits.size(), "%.12g", number);
    return std::strtod(digits.data(), nullptr);
}

void evaluate(Worksheet& worksheet) { const Evaluation evaluation(worksheet, {}); }

void evaluate(Worksheet& worksheet, std::string_view table) { const Evaluation evaluation(worksheet, table); }

}  // namespace ensaio::analytics
