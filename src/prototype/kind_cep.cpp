#include "prototype/kinds.hpp"

namespace ensaio::prototype {

bool is_cep(std::string_view typed) {
    const std::string code = code_of(typed);
    return code.size() == 8 && all_digits(code) && code >= "01000000";
}

Rule check_cep(const Field&, const Value& value, std::int32_t) {
    return is_cep(value.front()) ? Rule::none : Rule::not_a_cep;
}

std::string shown_cep(const Field&, const Value& value) {
    return into_mask(code_of(value.front()), "#####-###");
}

}  // namespace ensaio::prototype
