// A text in a CSV of our own.
#pragma once

#include <string>
#include <string_view>

namespace ensaio::analytics {

/// As OWASP lists them ("CSV Injection"): some spreadsheets take the wide forms for the usual ones.
inline bool begins_like_a_formula(std::string_view text) {
    if (text.empty()) return false;
    if (std::string_view("=+-@\t\r\n").contains(text.front())) return true;
    return text.starts_with("＝") || text.starts_with("＋") || text.starts_with("－") ||
           text.starts_with("＠");
}

/// Quoted. Ids come from prototypes, which anybody writes: no spreadsheet may take one for a formula.
inline void append_csv_text(std::string& csv, std::string_view text) {
    const bool formula = begins_like_a_formula(text);
    csv += '"';
    if (formula) csv += '\'';
    for (const char c : text) {
        if (c == '"') csv += '"';
        csv += c;
    }
    csv += '"';
}

}  // namespace ensaio::analytics
