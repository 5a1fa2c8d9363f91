// A text in a CSV of our own.
#pragma once

#include <string>
#include <string_view>

namespace ensaio::analytics {

/// Quoted. Ids come from prototypes, which anybody writes: no spreadsheet may take one for a formula.
inline void append_csv_text(std::string& csv, std::string_view text) {
    const bool formula = !text.empty() && std::string_view("=+-@\t\r").contains(text.front());
    csv += '"';
    if (formula) csv += '\'';
    for (const char c : text) {
        if (c == '"') csv += '"';
        csv += c;
    }
    csv += '"';
}

}  // namespace ensaio::analytics
