#include "prototype/kinds.hpp"

namespace ensaio::prototype {

namespace {

/// Area code and number, without the country's 55, dialled behind 00 or not, and the 0 of a long-distance
/// call, behind which XX may stand for the company that carries it: "(0xx11)".
std::string national_number(std::string_view typed) {
    std::string code = code_of(typed);
    if (code.size() >= 14 && code.starts_with("0055")) code.erase(0, 2);
    if (code.size() >= 12 && code.starts_with("55")) code.erase(0, 2);
    if (code.size() >= 11 && code.starts_with('0')) code.erase(0, 1);
    if (code.size() >= 12 && code.starts_with("XX")) code.erase(0, 2);
    return code;
}

}  // namespace

Rule check_phone(const Field&, const Value& value, std::int32_t) {
    const std::string code = national_number(value.front());
    if (!all_digits(code) || code.size() < 10 || code.size() > 11 ||
        std::string_view(code).substr(0, 2) < "11")
        return Rule::not_a_phone;
    const bool mobile = code.size() == 11;
    const char first = code[2];
    return (mobile ? first == '9' : first >= '2' && first <= '5') ? Rule::none : Rule::not_a_phone;
}

std::string shown_phone(const Field&, const Value& value) {
    const std::string code = national_number(value.front());
    return into_mask(code, code.size() == 11 ? "(##) #####-####" : "(##) ####-####");
}

}  // namespace ensaio::prototype
