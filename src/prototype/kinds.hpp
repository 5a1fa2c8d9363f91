// What the kinds of field with rules of their own do: the functions that the rows of field_kinds.cpp name,
// one file kind_<name>.cpp for each kind, and the readers that several of them share (kind_shared.cpp).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/date.hpp"
#include "prototype/model.hpp"

namespace ensaio::prototype {

// The rows' functions; `today` is given to all, since a row has one type of check.

Rule check_number(const Field& field, const Value& value, std::int32_t today);
std::string shown_number(const Field& field, const Value& value);

Rule check_money(const Field& field, const Value& value, std::int32_t today);
std::string shown_money(const Field& field, const Value& value);

Rule check_cpf(const Field& field, const Value& value, std::int32_t today);
std::string shown_cpf(const Field& field, const Value& value);

Rule check_cnpj(const Field& field, const Value& value, std::int32_t today);
std::string shown_cnpj(const Field& field, const Value& value);

Rule check_cep(const Field& field, const Value& value, std::int32_t today);
std::string shown_cep(const Field& field, const Value& value);

Rule check_address(const Field& field, const Value& value, std::int32_t today);
std::string shown_address(const Field& field, const Value& value);

Rule check_map_point(const Field& field, const Value& value, std::int32_t today);
std::string shown_map_point(const Field& field, const Value& value);

Rule check_phone(const Field& field, const Value& value, std::int32_t today);
std::string shown_phone(const Field& field, const Value& value);

Rule check_email(const Field& field, const Value& value, std::int32_t today);
std::string shown_email(const Field& field, const Value& value);

Rule check_date(const Field& field, const Value& value, std::int32_t today);
std::string shown_date(const Field& field, const Value& value);

Rule check_plate(const Field& field, const Value& value, std::int32_t today);
std::string shown_plate(const Field& field, const Value& value);

Rule check_file(const Field& field, const Value& value, std::int32_t today);
std::string shown_file(const Field& field, const Value& value);
std::string_view file_name_of(std::string_view part);  // of one file's part of the value

Rule check_terms(const Field& field, const Value& value, std::int32_t today);
std::string shown_terms(const Field& field, const Value& value);

Rule check_rg(const Field& field, const Value& value, std::int32_t today);
std::string shown_rg(const Field& field, const Value& value);

// Readers of what is typed.

/// `typed` without outer white space and what nobody sees: no-width spaces, marks of direction, a byte order
/// mark. Spaces of every width become plain ones, full-width characters of Asian keyboards ASCII.
std::string plain_text(std::string_view typed);

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }  // of a code, which is upper case
bool all_digits(std::string_view text);

/// The number of 1 to 15 digits, or nothing.
std::optional<std::int64_t> whole_number(std::string_view text);

/// Letters and digits of a code, upper-cased, without the punctuation people put between them; empty when any
/// other character is there.
std::string code_of(std::string_view typed);

/// `code` laid into `mask`, where # stands for the next character of the code.
std::string into_mask(std::string_view code, std::string_view mask);

/// Whether the last two characters of a CPF (`heaviest` 11) or CNPJ (9) are its check digits. Requires at
/// least two.
bool check_digits_match(std::string_view code, int heaviest);

bool is_cep(std::string_view typed);

/// Whether of an answer only letters and digits matter, and never what people put between them.
bool is_code(const Field& field);

/// A number as it was typed: its digits left and right of the comma.
struct Decimal {
    bool negative = false;
    std::string whole, fraction;  // not both empty
};
/// As it is written in Brazil (1.234,5) or on a calculator (1234.5). Dots before groups of three digits only
/// divide thousands.
std::optional<Decimal> decimal_of(std::string_view typed);
double value_of(const Decimal& decimal);
std::string with_thousands(std::string_view whole);  // "1234" with a dot: "1.234"
/// too_small, too_large or none: `number` within the field's range.
Rule check_range(const Field& field, double number);

std::optional<Decimal> amount_of(const Value& value);   // of a money field, in reais
std::optional<core::Date> date_in(const Value& value);  // of a date field

}  // namespace ensaio::prototype
