#include "prototype/kinds.hpp"

namespace ensaio::prototype {

Rule check_cnpj(const Field&, const Value& value, std::int32_t) {
    const std::string code = code_of(value.front());
    const bool shape = code.size() == 14 && code.find_first_not_of(code.front()) != std::string::npos;
    return shape && check_digits_match(code, 9) ? Rule::none : Rule::not_a_cnpj;
}

std::string shown_cnpj(const Field&, const Value& value) {
    return into_mask(code_of(value.front()), "##.###.###/####-##");
}

}  // namespace ensaio::prototype
