#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "analytics/csv_text.hpp"
#include "analytics/worksheet_files.hpp"

namespace ensaio::analytics {
namespace {

std::string in_digits(double number, char point) {
    std::array<char, 64> digits{};
    const auto [end, code] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    std::string text(digits.data(), end);
    std::ranges::replace(text, '.', point);
    return text;
}

/// Quoted, and behind an apostrophe where a spreadsheet would run it.
std::string quoted(std::string_view text) {
    std::string cell;
    append_csv_text(cell, text);
    return cell;
}

std::string written(const Cell& cell, const CsvStyle& style) {
    const auto of_text = [](const std::string& text) { return text.empty() ? std::string() : quoted(text); };
    if (const auto* text = std::get_if<std::string>(&cell)) return of_text(*text);
    if (const auto* number = std::get_if<double>(&cell)) return in_digits(*number, style.point);
    if (const auto* time = std::get_if<DateTime>(&cell)) return in_words(*time);
    if (const auto* formula = std::get_if<Formula>(&cell)) {
        if (const auto* number = std::get_if<double>(&formula->value)) return in_digits(*number, style.point);
        if (const auto* text = std::get_if<std::string>(&formula->value)) return of_text(*text);
    }
    return {};
}

/// Prepared for people and not written in: it has no key, and formulas at most that come to nothing.
bool is_prepared(const Table& table, std::size_t row) {
    if (row >= table.row_keys.size() || !table.row_keys[row].empty()) return false;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].hidden) continue;
        const Cell& cell = table.rows[row][i];
        const auto* formula = std::get_if<Formula>(&cell);
        if (formula != nullptr ? !std::holds_alternative<std::monostate>(formula->value)
                               : !std::holds_alternative<std::monostate>(cell))
            return false;
    }
    return true;
}

}  // namespace

std::string write_csv(const Table& table, const CsvStyle& style) {
    std::string csv = style.byte_order_mark ? "\xEF\xBB\xBF" : "";
    const auto line = [&](auto&& cell_of) {
        bool first = true;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (table.columns[i].hidden) continue;
            if (!first) csv += style.separator;
            first = false;
            csv += cell_of(i);
        }
        csv += "\r\n";
    };
    line([&](std::size_t i) { return quoted(table.columns[i].header); });
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (!is_prepared(table, row)) line([&](std::size_t i) { return written(table.rows[row][i], style); });
    }
    return csv;
}

}  // namespace ensaio::analytics
