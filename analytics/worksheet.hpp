// The worksheet of the define and test steps as values: sheets of tables of typed cells, with formulas that
// stay alive. Made here, written as files by worksheet_files.hpp. docs/formats/worksheet.md
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "analytics/measures.hpp"
#include "core/language.hpp"

namespace ensaio::analytics {

/// What the cells of a column hold, whether written down or computed.
/// seconds: of 0 nothing is shown. hundredths, thousandths: a number with two decimals, or three.
enum class CellType : std::uint8_t {
    text,
    integer,
    number,
    seconds,
    percent,
    money,
    date_time,
    date,
    choice,
    hundredths,
    thousandths
};

inline constexpr std::size_t kCellTypes = static_cast<std::size_t>(CellType::thousandths) + 1;

/// How a cell stands out: by weight and shade, so that it does in grey too.
enum class Look : std::uint8_t { plain, strong, medium, weak };

/// A cell with this value stands out. Of a column of choices the choice, of one of numbers the number.
struct Signal {
    std::string value;
    Look look = Look::plain;
};

/// A column of a table. How to add one: docs/how-to/add-a-worksheet-column.md.
struct Column {
    // Stable, and the only one of this key in the worksheet: "definir.problem". The header is the language
    // file's "worksheet.<key>" unless the column stands for a thing of the sessions ("matriz.person:P01").
    std::string key;
    std::string header;
    CellType type = CellType::text;
    double width = 12;         // characters
    bool by_people = false;    // people fill it: empty, marked, validated
    bool correctable = false;  // sessions fill it, and people may put something else
    bool hidden = false;       // read by formulas and charts only
    bool bar = false;          // numbers shown with a bar as long as they are large
    // Long texts for which no row grows: only the beginning of their lines is seen, or they run over what is
    // right of the table.
    bool cut = false;
    std::vector<std::string> choices = {};  // of a choice
    double min = 0, max = 0;                // of a number; equal: no range
    std::vector<Signal> signals = {};
    std::string hint = {};  // what to fill in: shown where a person stands on such a cell
};

/// A formula and what it comes to. References stand in braces, by the keys of columns and rows:
///   {definir.impact}           the cell of this row in a column of the same table
///   {definir.impact:}          all cells of a column of any table
///   {economia.value@volume}    the cell of a column in the row of that key, of any table
///   {matriz.first..matriz.last}  the cells of this row from one column to another
/// The rest is what spreadsheets have in common; worksheet_formula.hpp lists the functions.
struct Formula {
    std::string text;    // "={definir.impact}*{definir.confidence}/{definir.effort}"
    bool array = false;  // must be written as an array formula: an operator takes whole columns
    std::variant<std::monostate, double, std::string> value = {};  // by `evaluate`; monostate: ""
    bool operator==(const Formula&) const = default;
};

struct DateTime {
    std::int64_t ms = 0;  // local time of the participant, as ms since 1970-01-01
    bool operator==(const DateTime&) const = default;
};
/// `at` ms after the start of a session; nothing: outside of 1970 to 9999, where spreadsheets have no date.
std::optional<DateTime> local_time_of(const session::Header& header, std::uint64_t at);
/// "07/05/2025 14:30:02"
std::string in_words(DateTime time);

using Cell = std::variant<std::monostate, std::string, double, DateTime, Formula>;

struct Table {
    std::string key;    // "definir"; first part of the keys of its columns
    std::string title;  // empty: the sheet's name says it
    std::string note;   // a paragraph below the title; may be empty
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;  // each as long as columns
    // As long as rows, or empty: nobody asks for a row again. A row's key follows from what it tells of,
    // never from its place, and is the same in a later worksheet. Empty: prepared for people to write in.
    std::vector<std::string> row_keys = {};
    // As long as rows, or empty: the cells are as the program has filled them. See worksheet_stamp.hpp.
    std::vector<std::string> row_stamps = {};
    bool headed = true;  // false: the header is not shown; its cells speak for themselves
};

/// A picture of a table that the spreadsheet draws. It follows the cells.
struct Chart {
    enum class Kind : std::uint8_t {
        matrix,     // points at (x, value), the quadrants' lines, labels beside the points
        intervals,  // for each row a bar along the interval, with a mark at the estimate
        funnel,     // bars from the top down
    };
    Kind kind = Kind::funnel;
    std::string title;
    std::string label, value;  // keys of columns; of intervals the value is where the bar begins
    std::string x;             // of a matrix
    // Of intervals, one after the other: how long the bar is up to the mark, the mark, and on to the end;
    // and what they are called.
    std::string low, mark, high, interval_name, mark_name;
    std::string label_axis, value_axis;
    std::string marks_label, marks_x, marks_y;  // of a matrix: columns of a second table, words on the chart
    double least = 0, most = 0;                 // of the value axis; equal: as the spreadsheet likes
    std::size_t first_row = 0, rows = 0;        // of the table of `value`; 0: all
    std::size_t after = 0;                      // which table of its sheet it stands below
};

struct Sheet {
    std::string key, name;
    std::string about;          // what it is and how to use it: below its name
    std::vector<Table> tables;  // one below the other
    std::vector<Chart> charts = {};
    std::size_t fixed = 0;  // columns that stay in sight and are repeated on paper
    // The header of the first table stays in sight, with filters, as it does where there is no other.
    bool first_leads = false;
};

/// One that is nowhere else in the file's words: what the reader looks for.
inline constexpr std::string_view kWorksheetFormat = "ensaio-worksheet-2";
/// Counts what was added within a format: a reader then knows what an older workbook could not have.
inline constexpr std::string_view kWorksheetRevision = "2";

struct Worksheet {
    std::string language;  // tag: "pt-BR"
    std::vector<Sheet> sheets;

    /// nullptr: there is none of this key.
    Table* table(std::string_view key);
    const Table* table(std::string_view key) const;
};

/// Fills what the sessions can fill; candidates for problems and findings are rows with their evidence, the
/// rest is left to people. Evaluated; numbers have twelve digits, the same in the browser and on the command
/// line.
Worksheet make_worksheet(std::span<const session::Opened> sessions, const core::Language& language);

/// Computes every formula from the cells as they are now, to twelve digits: after people's cells were filled
/// in, which stay as they are.
void evaluate(Worksheet& worksheet);
/// Only the formulas of one table, and those that they ask for.
void evaluate(Worksheet& worksheet, std::string_view table);

}  // namespace ensaio::analytics
