#include "prototype/kinds.hpp"

namespace ensaio::prototype {

Rule check_number(const Field& field, const Value& value, std::int32_t) {
    const auto number = decimal_of(value.front());
    return number ? check_range(field, value_of(*number)) : Rule::not_a_number;
}

}  // namespace ensaio::prototype
