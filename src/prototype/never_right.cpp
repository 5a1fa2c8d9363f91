#include "prototype/never_right.hpp"

#include <algorithm>
#include <string_view>

namespace ensaio::prototype {

namespace {

constexpr std::string_view kOfRegularExpressions = "\\[]^$+?{}|";

bool is_small_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_name_of_a_type(std::string_view name) {
    return std::ranges::all_of(
        name, [](char c) { return is_small_or_digit(c) || c == '.' || c == '+' || c == '-' || c == '_'; });
}

/// Browsers give types in small letters, and check_file compares beginnings letter by letter.
bool is_beginning_of_a_type(std::string_view text) {
    const std::size_t slash = text.find('/');
    return slash != std::string_view::npos && slash > 0 && is_name_of_a_type(text.substr(0, slash)) &&
           is_name_of_a_type(text.substr(slash + 1));
}

}  // namespace

void check_accept(const file::Field& from, const std::string& path, core::Mistakes& mistakes) {
    for (std::size_t i = 0; i < from.accept.size(); ++i) {
        if (!is_beginning_of_a_type(from.accept[i]))
            mistakes.add("prototype.bad_accept", path + ".accept[" + std::to_string(i) + "]",
                         {from.accept[i]});
    }
}

void check_pattern(const file::Field& from, std::uint32_t longest, const std::string& path,
                   core::Mistakes& mistakes) {
    if (from.pattern.empty()) return;
    if (from.pattern.find_first_of(kOfRegularExpressions) != std::string::npos)
        return mistakes.add("prototype.bad_pattern", path + ".pattern", {from.pattern});
    const auto signs = static_cast<std::uint32_t>(std::ranges::count_if(
        from.pattern, [](char c) { return is_small_or_digit(c) || (c >= 'A' && c <= 'Z') || c == '*'; }));
    const std::uint32_t least = std::max<std::uint32_t>(from.min_length, 1);
    if (signs < least || signs > longest) {
        mistakes.add("prototype.pattern_length", path + ".pattern",
                     {from.pattern, std::to_string(signs), std::to_string(least), std::to_string(longest)});
    }
}

}  // namespace ensaio::prototype
