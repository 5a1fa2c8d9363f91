#include "prototype/kinds.hpp"

namespace ensaio::prototype {

namespace {

enum Part : std::size_t { kCep, kStreet, kNumber, kComplement, kDistrict, kReference };

}  // namespace

Rule check_address(const Field& field, const Value& value, std::int32_t) {
    if (!value[kCep].empty() && !is_cep(value[kCep])) return Rule::not_a_cep;
    if (field.optional) return Rule::none;
    if (value[kStreet].empty()) return Rule::no_street;
    // Any text is a number: "85", "s/n", "123 fundos", "km 12".
    return value[kNumber].empty() ? Rule::no_number : Rule::none;
}

std::string shown_address(const Field& field, const Value& value) {
    std::string text;
    for (const Part part : {kStreet, kNumber, kComplement, kDistrict, kCep}) {
        if (value[part].empty()) continue;
        if (!text.empty()) text += ", ";
        text += part == kCep && is_cep(value[kCep]) ? shown_cep(field, value) : value[part];
    }
    if (value[kReference].empty()) return text;
    return text.empty() ? value[kReference] : text + " (" + value[kReference] + ")";
}

}  // namespace ensaio::prototype
