#include "analytics/worksheet_taken.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "core/date.hpp"
#include "core/text.hpp"

namespace ensaio::analytics {
namespace {

using workbook::CellKind;

constexpr double kDaysTo1970 = 25'569;  // from 1899-12-30
constexpr double kLastDay = 2'958'465;  // 9999-12-31
constexpr double kMsPerDay = 86'400'000;

std::string in_digits(double number) {
    std::array<char, 40> digits{};
    const int length = std::snprintf(digits.data(), digits.size(), "%.15g", number);
    return {digits.data(), static_cast<std::size_t>(length)};
}

/// "3", "3,5", " 3.5 "; nothing: all of it is no number.
std::optional<double> number_in(std::string_view text) {
    std::string digits(core::trim(text));
    if (digits.empty() || digits.size() > 40 ||
        digits.find_first_not_of("0123456789+-.,") != std::string::npos)
        return std::nullopt;
    std::ranges::replace(digits, ',', '.');
    char* end = nullptr;
    const double number = std::strtod(digits.c_str(), &end);
    return end == digits.c_str() + digits.size() ? std::optional(number) : std::nullopt;
}

/// "31/12/2025" or "2025-12-31".
std::optional<DateTime> date_in(std::string_view text) {
    text = core::trim(text);
    std::array<int, 3> parts{};
    const char between = text.find('/') != std::string_view::npos ? '/' : '-';
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::size_t end = i + 1 < parts.size() ? text.find(between) : text.size();
        if (end == std::string_view::npos) return std::nullopt;
        const auto number = core::integer_in(text.substr(0, end));
        if (!number || *number < 1) return std::nullopt;
        parts[i] = *number;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (between == '/') std::swap(parts[0], parts[2]);
    const core::Date date{parts[0], static_cast<unsigned>(parts[1]), static_cast<unsigned>(parts[2])};
    if (date.year < 1900 || !core::is_valid(date)) return std::nullopt;
    return DateTime{std::int64_t{core::day_of(date)} * 86'400'000};
}

std::optional<DateTime> date_of_days(double days) {
    if (!(days >= 1 && days < kLastDay + 1)) return std::nullopt;
    return DateTime{std::llround((days - kDaysTo1970) * kMsPerDay)};
}

bool is_numeric(CellType type) {
    return type == CellType::integer || type == CellType::number || type == CellType::percent ||
           type == CellType::money || type == CellType::seconds || type == CellType::hundredths ||
           type == CellType::thousandths;
}

std::string range_end(double number) { return in_digits(number); }

Taken numeric(double number, const Column& column) {
    const bool ranged = column.max > column.min;
    if (ranged && (number < column.min || number > column.max ||
                   (column.type == CellType::integer && number != std::floor(number))))
        return {number, "out_of_range", {in_digits(number), range_end(column.min), range_end(column.max)}};
    return {number, {}, {}};
}

/// The choice that is meant, whatever its capitals and accents.
Taken choice(std::string text, const Column& column) {
    if (std::ranges::find(column.choices, text) != column.choices.end()) return {std::move(text), {}, {}};
    const std::string folded = core::fold(core::trim(text));
    for (const std::string& one : column.choices) {
        if (core::fold(one) == folded) return {one, {}, {}};
    }
    std::string told = text;
    return {std::move(text), "unknown_choice", {std::move(told)}};
}

Taken of_text(std::string text, const Column& column) {
    if (is_numeric(column.type)) {
        if (const auto number = number_in(text)) return numeric(*number, column);
        std::string told = text;
        return {std::move(text), "not_a_number", {std::move(told)}};
    }
    if (column.type == CellType::date || column.type == CellType::date_time) {
        if (const auto date = date_in(text)) return {*date, {}, {}};
        std::string told = text;
        return {std::move(text), "not_a_date", {std::move(told)}};
    }
    return column.choices.empty() ? Taken{std::move(text), {}, {}} : choice(std::move(text), column);
}

}  // namespace

Taken take_cell(const workbook::Cell& cell, const Column& column, const core::Language& language) {
    switch (cell.kind) {
        case CellKind::text: return of_text(std::string(cell.text), column);
        case CellKind::error: return {std::string(cell.text), "error_value", {std::string(cell.text)}};
        case CellKind::boolean:
            if (is_numeric(column.type)) return numeric(cell.number, column);
            return of_text(language.text(cell.number != 0 ? "worksheet.true" : "worksheet.false"), column);
        case CellKind::number:
        case CellKind::date: break;
    }
    const auto date = date_of_days(cell.number);
    const bool dated = column.type == CellType::date || column.type == CellType::date_time;
    if (date && (dated || (cell.kind == CellKind::date && !is_numeric(column.type)))) {
        if (dated) return {*date, {}, {}};
        const std::string words = in_words(*date);
        constexpr std::string_view kMidnight = " 00:00:00";
        return of_text(words.ends_with(kMidnight) ? words.substr(0, words.size() - kMidnight.size()) : words,
                       column);
    }
    if (is_numeric(column.type)) return numeric(cell.number, column);
    return of_text(in_digits(cell.number), column);
}

std::string shown(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) return *text;
    if (const auto* number = std::get_if<double>(&cell)) return in_digits(*number);
    if (const auto* time = std::get_if<DateTime>(&cell)) return in_words(*time);
    if (const auto* formula = std::get_if<Formula>(&cell)) {
        if (const auto* number = std::get_if<double>(&formula->value)) return in_digits(*number);
        if (const auto* text = std::get_if<std::string>(&formula->value)) return *text;
    }
    return {};
}

}  // namespace ensaio::analytics
