#include "prototype/text_rules.hpp"

#include <algorithm>

#include "core/limits.hpp"
#include "core/text.hpp"

namespace ensaio::prototype {

using core::Mistakes;

void check_text(std::string_view text, std::string where, Mistakes& mistakes) {
    if (core::trim(text).empty()) mistakes.add("prototype.empty_text", std::move(where));
}

void check_as_written(std::string_view text, std::string where, Mistakes& mistakes) {
    const std::size_t open = text.find("{{");
    if (open == std::string_view::npos) return;
    const std::size_t close = text.find("}}", open);
    const std::size_t length = close == std::string_view::npos ? close : close + 2 - open;
    mistakes.add("prototype.placeholder_elsewhere", std::move(where),
                 {std::string(text.substr(open, length))});
}

void check_label(std::string_view text, const std::string& where, Mistakes& mistakes) {
    check_text(text, where, mistakes);
    check_as_written(text, where, mistakes);
}

void check_id(std::string_view id, std::string where, Mistakes& mistakes) {
    const bool good = !id.empty() && id.size() <= core::kMaxIdBytes && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
    if (!good)
        mistakes.add("prototype.bad_id", std::move(where),
                     {std::string(id.substr(0, core::kMaxIdBytes)), std::to_string(core::kMaxIdBytes)});
}

void check_language(std::string_view tag, std::string where, Mistakes& mistakes) {
    const bool good =
        tag.size() >= 2 && tag.size() <= 35 && std::ranges::all_of(tag, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        });
    if (!good) mistakes.add("prototype.bad_language", std::move(where));
}

}  // namespace ensaio::prototype
