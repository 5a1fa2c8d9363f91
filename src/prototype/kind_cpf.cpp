#include "prototype/kinds.hpp"

namespace ensaio::prototype {

Rule check_cpf(const Field&, const Value& value, std::int32_t) {
    const std::string code = code_of(value.front());
    // Eleven equal digits have right check digits, and are what people type who don't want to give theirs.
    const bool shape =
        code.size() == 11 && all_digits(code) && code.find_first_not_of(code.front()) != std::string::npos;
    return shape && check_digits_match(code, 11) ? Rule::none : Rule::not_a_cpf;
}

std::string shown_cpf(const Field&, const Value& value) {
    return into_mask(code_of(value.front()), "###.###.###-##");
}

}  // namespace ensaio::prototype
