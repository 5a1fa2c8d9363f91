#include "prototype/kinds.hpp"

namespace ensaio::prototype {

Rule check_terms(const Field&, const Value& value, std::int32_t) {
    return value.front() == "sim" ? Rule::none : Rule::not_accepted;
}

std::string shown_terms(const Field& field, const Value&) { return field.label; }

}  // namespace ensaio::prototype
