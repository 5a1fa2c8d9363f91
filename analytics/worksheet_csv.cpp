#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

#include "analytics/worksheet_files.hpp"

namespace ensaio::analytics {
namespace {

std::string with_comma(double number) {
    std::array<char, 64> digits{};
    const auto [end, code] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    std::string text(digits.data(), end);
    std::ranges::replace(text, '.', ',');
    return text;
}

/// Quoted, and behind an apostrophe where a spreadsheet would run it.
std::string quoted(std::string_view text) {
    std::string cell = "\"";
    if (!text.empty() && std::string_view("=+-@\t\r").contains(text.front())) cell += '\'';
    for (const char c : text) {
        if (c == '"') cell += '"';
        cell += c;
    }
    return cell + '"';
}

std::string written(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell))
        return text->empty() ? std::string() : quoted(*text);
    if (const auto* number = std::get_if<double>(&cell)) return with_comma(*number);
    if (const auto* time = std::get_if<DateTime>(&cell)) return in_words(*time);
    return {};  // a formula's words and separators differ from one spreadsheet to the next
}

/// Prepared for people and not written in: it holds formulas at most.
bool is_prepared(const std::vector<Cell>& row) {
    return std::ranges::all_of(row, [](const Cell& cell) {
        return std::holds_alternative<std::monostate>(cell) || std::holds_alternative<Formula>(cell);
    });
}

}  // namespace

std::string write_csv(const Sheet& sheet) {
    std::string csv = "\xEF\xBB\xBF";
    for (std::size_t i = 0; i < sheet.columns.size(); ++i)
        csv += (i == 0 ? "" : ";") + quoted(sheet.columns[i].header);
    csv += "\r\n";
    for (const std::vector<Cell>& row : sheet.rows) {
        if (is_prepared(row)) continue;
        for (std::size_t i = 0; i < row.size(); ++i) csv += (i == 0 ? "" : ";") + written(row[i]);
        csv += "\r\n";
    }
    return csv;
}

}  // namespace ensaio::analytics
