#include "prototype/kinds.hpp"

namespace ensaio::prototype {

Rule check_number(const Field& field, const Value& value, std::int32_t) {
    const auto number = decimal_of(value.front());
    return number ? check_range(field, value_of(*number)) : Rule::not_a_number;
}

// The thousands are divided only where the person did so: it may be a year, or the number of a register.
std::string shown_number(const Field&, const Value& value) {
    const Decimal number = decimal_of(value.front()).value_or(Decimal{});
    std::size_t digits = 0;
    bool divided = false;
    for (const char c : value.front()) {
        if (is_digit(c)) ++digits;
        divided = divided || (!is_digit(c) && digits > 0 && digits < number.whole.size());
    }
    std::string text = number.negative ? "-" : "";
    text += number.whole.empty() ? "0" : divided ? with_thousands(number.whole) : number.whole;
    return number.fraction.empty() ? text : text + ',' + number.fraction;
}

}  // namespace ensaio::prototype
