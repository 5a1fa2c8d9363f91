#include <algorithm>

#include "prototype/kinds.hpp"

namespace ensaio::prototype {

Rule check_plate(const Field&, const Value& value, std::int32_t) {
    const std::string code = code_of(value.front());
    // ABC1234, or ABC1D23 of the Mercosul.
    const bool plate = code.size() == 7 &&
                       std::ranges::all_of(std::string_view(code).substr(0, 3), is_letter) &&
                       is_digit(code[3]) && all_digits(std::string_view(code).substr(5));
    return plate ? Rule::none : Rule::not_a_plate;
}

std::string shown_plate(const Field&, const Value& value) {
    const std::string code = code_of(value.front());
    return code.size() == 7 && is_digit(code[4]) ? into_mask(code, "###-####") : code;
}

}  // namespace ensaio::prototype
