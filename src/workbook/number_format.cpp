#include "workbook/number_format.hpp"

#include <algorithm>

namespace ensaio::workbook {

bool is_date_format(int id) {
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
           (id >= 50 && id <= 58);
}

bool is_date_format(std::string_view code) {
    const auto letter = [](char c, std::string_view letters) {
        return letters.find(c) != std::string_view::npos;
    };
    for (std::size_t at = 0; at < code.size(); ++at) {
        const char c = code[at];
        if (c == ';') return false;  // the other sections tell of negative numbers and texts
        if (c == '"') {
            at = code.find('"', at + 1);
        } else if (letter(c, "\\_*")) {
            ++at;  // the character after it stands for itself
        } else if (c == '[') {
            // A colour, a language or a condition; but [h], [mm] and [s] count hours and the like.
            const std::size_t end = code.find(']', at);
            if (end == std::string_view::npos) return false;
            const std::string_view inner = code.substr(at + 1, end - at - 1);
            if (!inner.empty() && std::ranges::all_of(inner, [&](char one) { return letter(one, "hHmMsS"); }))
                return true;
            at = end;
        } else if (letter(c, "dDmMyYhHsS")) {
            return true;
        } else if (code.substr(at, 7) == "General") {
            at += 6;
        }
        if (at == std::string_view::npos) return false;
    }
    return false;
}

}  // namespace ensaio::workbook
