// What the worksheet's formulas come to, so that their values stand in the file beside them. A subset that
// Excel, LibreOffice and Google Sheets compute alike (tests/e2e/worksheet.test.mjs asks LibreOffice):
// + - * / ^ & = <> < > <= >= and the functions of `formula_functions`. Columns are one-dimensional arrays;
// operators and IF take them element by element, where the formula is an array formula or stands within
// SUMPRODUCT.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "analytics/worksheet.hpp"

namespace ensaio::analytics {

/// "#N/A", "#DIV/0!", "#VALUE!", "#NUM!", "#REF!": also what such a cell shows.
struct FormulaError {
    std::string code;
    bool operator==(const FormulaError&) const = default;
};
using Single = std::variant<std::monostate, double, std::string, bool, FormulaError>;
struct FormulaValue {
    std::vector<Single> items;  // one, of a single value
    bool is_array = false;
};

/// The names that `compute` knows, sorted.
std::vector<std::string_view> formula_functions();

/// `text` without its "=". `refer` is given what stands between braces. What is no formula is #VALUE!.
FormulaValue compute(std::string_view text, const std::function<FormulaValue(std::string_view)>& refer);

/// As what the program computed stands in a worksheet: the last digits of a double are the mathematical
/// library's, and the browser has another one than the command line. Whole numbers stay.
double to_twelve_digits(double number);

/// What stands between the braces of a reference.
struct Reference {
    enum class Kind : std::uint8_t { cell, column, keyed, span };
    Kind kind = Kind::cell;
    std::string_view column;  // key
    std::string_view other;   // keyed: the row's key; span: key of the last column
};
Reference read_reference(std::string_view text);

}  // namespace ensaio::analytics
