// One table of a workbook that people have edited, brought into the same table newly made. Nobody but
// worksheet_edits.cpp, worksheet_own.cpp and worksheet_table_merge.hpp includes this.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analytics/worksheet_edits.hpp"
#include "analytics/worksheet_found.hpp"

namespace ensaio::analytics {

// A workbook may be refused, but not make the program hold more than it can.
inline constexpr std::size_t kMostOwnRows = 10'000;     // of one table, with those whose finding is gone
inline constexpr std::size_t kMostOwnColumns = 60;      // of one table
inline constexpr std::size_t kMostOwnCells = 150'000;   // of all rows, columns and sheets that people added
inline constexpr std::size_t kMostOwnText = 8'000'000;  // bytes of all texts of theirs
inline constexpr std::string_view kNotesKey = "own:notes";

/// What the tables have in common while they are brought back.
struct Merging {
    const core::Language& language;
    const std::set<std::string, std::less<>>& erased;
    BroughtBack& back;
    bool same_language = true;                   // the workbook's headers and choices are in ours
    bool is_older = false;                       // made before kWorksheetRevision
    std::size_t text_left;                       // bytes that may yet be copied
    std::size_t cells_left;                      // that people may yet have added
    std::optional<core::Error> trouble;          // ends it
    std::map<std::string, std::string> numbers;  // of problems and findings: as newly made, as they stay
    // What stands where a formula was, to be compared with what the formula comes to in the end.
    struct Overwritten {
        std::string table;
        std::size_t row = 0, column = 0;
        const FoundSheet* sheet = nullptr;
        const workbook::Cell* cell = nullptr;
        std::string text;
        Remark remark;
    };
    std::vector<Overwritten> overwritten;
    // What people wrote where only the program writes, or where nothing is asked for: kept on a sheet of
    // notes.
    struct Loose {
        const FoundSheet* sheet = nullptr;
        const workbook::Cell* cell = nullptr;
    };
    std::vector<Loose> loose;

    /// Whether the program that made the workbook could know the sheet, table or column of this key.
    bool knew(std::string_view key) const;
    void remark(std::string code, const FoundSheet& sheet, std::string cell, std::vector<std::string> args);
    /// False: it is too much, and `trouble` says so.
    bool adds(std::size_t cells, const FoundSheet& sheet);
    bool copies(const Cell& cell);
    bool copies(std::size_t bytes);
};

/// Brings the rows, cells and columns of `found` into `table`.
void merge_table(Table& table, const FoundSheet& sheet, const FoundTable& found, Merging& merging);

/// A sheet of people's own, with the values of its cells.
std::optional<Sheet> own_sheet(const FoundSheet& found, const std::string& key, Merging& merging);
/// Cells that stood outside of all tables, as rows of a sheet.
std::optional<Sheet> notes_sheet(const std::vector<FoundSheet>& found, Merging& merging);

/// The numbers of problems and findings: who has one keeps it.
void number_rows(Table& table, const std::vector<std::string>& known);

}  // namespace ensaio::analytics
