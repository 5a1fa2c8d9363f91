#include "prototype/kinds.hpp"

namespace ensaio::prototype {

namespace {

enum Part : std::size_t { kPoint, kText };

bool is_point(std::string_view text) {
    const std::size_t comma = text.find(',');
    return comma != std::string_view::npos && whole_number(text.substr(0, comma)) &&
           whole_number(text.substr(comma + 1));
}

}  // namespace

Rule check_map_point(const Field&, const Value& value, std::int32_t) {
    // Nobody types the point: another shape comes from a damaged session, as an option that is not offered.
    return value[kPoint].empty() || is_point(value[kPoint]) ? Rule::none : Rule::unknown_option;
}

std::string shown_map_point(const Field&, const Value& value) {
    return value[kText].empty() ? value[kPoint] : value[kText];
}

}  // namespace ensaio::prototype
