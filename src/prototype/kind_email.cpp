#include "prototype/kinds.hpp"

namespace ensaio::prototype {

std::string shown_email(const Field&, const Value& value) {
    std::string text = value.front();
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t'; });
    return text;
}

Rule check_email(const Field& field, const Value& value, std::int32_t) {
    const std::string text = shown_email(field, value);
    const std::size_t at = text.find('@');
    if (at == 0 || at == std::string::npos || text.find('@', at + 1) != std::string::npos)
        return Rule::not_an_email;
    const std::string_view domain = std::string_view(text).substr(at + 1);
    const std::size_t dot = domain.rfind('.');
    const bool dotted = dot != std::string_view::npos && dot > 0 && domain.size() - dot > 2;
    return dotted && domain.front() != '.' && domain.find("..") == std::string_view::npos
               ? Rule::none
               : Rule::not_an_email;
}

}  // namespace ensaio::prototype
