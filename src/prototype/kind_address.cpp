#include "prototype/field_kinds.hpp"
#include "prototype/kinds.hpp"

namespace ensaio::prototype {

using At = AddressPart;

Rule check_address(const Field& field, const Value& value, std::int32_t) {
    if (!value[At::cep].empty() && !is_cep(value[At::cep])) return Rule::not_a_cep;
    if (field.optional) return Rule::none;
    if (value[At::street].empty()) return Rule::no_street;
    // Any text is a number: "85", "s/n", "123 fundos", "km 12".
    return value[At::number].empty() ? Rule::no_number : Rule::none;
}

std::string shown_address(const Field& field, const Value& value) {
    std::string text;
    for (const auto part : {At::street, At::number, At::complement, At::district, At::cep}) {
        if (value[part].empty()) continue;
        if (!text.empty()) text += ", ";
        text += part == At::cep && is_cep(value[At::cep]) ? shown_cep(field, value) : value[part];
    }
    if (value[At::reference].empty()) return text;
    return text.empty() ? value[At::reference] : text + " (" + value[At::reference] + ")";
}

}  // namespace ensaio::prototype
