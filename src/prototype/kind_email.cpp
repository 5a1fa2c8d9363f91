#include "core/text.hpp"
#include "prototype/kinds.hpp"

namespace ensaio::prototype {

namespace {

// Never in an address as it is given on: what stands there is of another address, or of a sentence around it.
constexpr std::string_view kForeign = ",;:<>()[]\\\"";

}  // namespace

std::string shown_email(const Field&, const Value& value) {
    std::string text = value.front();
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t'; });
    std::string_view address = text;
    const auto cut_end = [&address] {
        address.remove_suffix(address.size() - (address.find_last_not_of(".,;") + 1));
    };
    cut_end();
    // Copied from an e-mail program or a link: "Maria <maria@example.org>", "mailto:maria@example.org".
    if (const std::size_t open = address.find('<'); open != std::string_view::npos && address.ends_with('>'))
        address = address.substr(open + 1, address.size() - open - 2);
    for (const char quote : {'"', '\''}) {
        if (address.size() > 2 && address.starts_with(quote) && address.ends_with(quote))
            address = address.substr(1, address.size() - 2);
    }
    if (core::fold(address.substr(0, 7)) == "mailto:") address.remove_prefix(7);
    cut_end();
    return std::string(address);
}

Rule check_email(const Field& field, const Value& value, std::int32_t) {
    const std::string text = shown_email(field, value);
    const std::size_t at = text.find('@');
    if (text.find_first_of(kForeign) != std::string::npos) return Rule::not_an_email;
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
