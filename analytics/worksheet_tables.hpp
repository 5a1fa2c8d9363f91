// Cells of a worksheet by the keys of their columns, for what reads it.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "analytics/worksheet.hpp"

namespace ensaio::analytics {

inline constexpr std::string_view kMet = "●";  // on *Achado × participante*: it happened to the person
inline constexpr std::string_view kPersonColumn = "participantes.person:";  // and the participant's code
inline constexpr std::string_view kRaterColumn = "gravidade.rater:";        // and a number from 1
inline constexpr std::size_t kDroppedStatus = 4;  // among the choices of definir.status

/// A row of a table, which must outlive it.
class TableRow {
public:
    TableRow(const Table& table, std::size_t row) : table_(&table), row_(row) {}

    /// An empty one: there is no such column.
    const Cell& cell(std::string_view column) const {
        static const Cell none;
        const auto at = std::ranges::find(table_->columns, column, &Column::key);
        return at == table_->columns.end()
                   ? none
                   : table_->rows[row_][static_cast<std::size_t>(at - table_->columns.begin())];
    }

    /// What the cell holds or its formula comes to; nothing of another type.
    std::optional<double> number(std::string_view column) const { return held<double>(cell(column)); }
    std::string text(std::string_view column) const {
        return held<std::string>(cell(column)).value_or(std::string());
    }
    /// Which of the column's choices stands there, from 0; nothing: none of them.
    std::optional<std::size_t> chosen(std::string_view column) const {
        const auto at = std::ranges::find(table_->columns, column, &Column::key);
        if (at == table_->columns.end()) return std::nullopt;
        const auto choice = std::ranges::find(at->choices, text(column));
        if (choice == at->choices.end()) return std::nullopt;
        return static_cast<std::size_t>(choice - at->choices.begin());
    }

private:
    template <class T>
    static std::optional<T> held(const Cell& cell) {
        if (const auto* value = std::get_if<T>(&cell)) return *value;
        const auto* formula = std::get_if<Formula>(&cell);
        const auto* value = formula == nullptr ? nullptr : std::get_if<T>(&formula->value);
        return value == nullptr ? std::nullopt : std::optional(*value);
    }

    const Table* table_;
    std::size_t row_;
};

}  // namespace ensaio::analytics
