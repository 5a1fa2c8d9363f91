// What people did to a worksheet in their spreadsheet comes back into a newly made one. Nothing of theirs is
// dropped: what has no place of its own gets one, and whatever is not as it was meant is told.
// docs/formats/worksheet.md, "Reading it back"
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "analytics/worksheet.hpp"
#include "core/language.hpp"
#include "workbook/read.hpp"

namespace ensaio::analytics {

/// One thing that a person should know of what came back.
struct Remark {
    std::string code;               // of the language files, under "worksheet.remark."
    std::string sheet, cell;        // where in the opened workbook: "Definir", "F12"; may be empty
    std::vector<std::string> args;  // fill {0}, {1} … of the sentence

    bool operator==(const Remark&) const = default;
};
/// "Definir, F12: …"
std::string in_words(const Remark& remark, const core::Language& language);

struct BroughtBack {
    Worksheet worksheet;            // the new one with everything in it; evaluated
    std::size_t cells = 0;          // of people, in rows that stand in the new one as well
    std::size_t corrections = 0;    // of what the program had filled in
    std::size_t own_rows = 0;       // that people wrote
    std::size_t lost_rows = 0;      // whose finding or session is not there any more: kept and marked
    std::size_t erased_rows = 0;    // left out
    std::size_t appeared_rows = 0;  // that the opened workbook does not have
    std::vector<Remark> remarks;    // at most kMostRemarks
    std::size_t remarks_in_all = 0;
};
inline constexpr std::size_t kMostRemarks = 500;

/// A sentence of what came back, and one for each remark.
std::vector<std::string> in_words(const BroughtBack& back, const core::Language& language);

/// Brings the edits of `edited` into `fresh`, made of the sessions of today. Rows of sessions in `erased` are
/// left out: nothing of them is to stay. Errors: worksheet.not_ours, worksheet.other_format,
/// worksheet.too_many_own (rows or columns that people added), workbook.too_much_text.
core::Result<BroughtBack> bring_back(Worksheet fresh, const workbook::Workbook& edited,
                                     const core::Language& language,
                                     const std::set<std::string, std::less<>>& erased = {});

}  // namespace ensaio::analytics
