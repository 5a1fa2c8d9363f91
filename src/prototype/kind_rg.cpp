#include "prototype/kinds.hpp"

namespace ensaio::prototype {

// Each state numbers its identity cards in its own way, with and without check digits and letters: only a
// code that no state could have given is refused.
Rule check_rg(const Field&, const Value& value, std::int32_t) {
    const std::size_t length = code_of(value.front()).size();
    return length >= 5 && length <= 14 ? Rule::none : Rule::pattern;
}

std::string shown_rg(const Field&, const Value& value) {
    std::string text = value.front();
    for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

}  // namespace ensaio::prototype
