// The summary worksheet of the define and test steps as values: sheets, columns, typed cells. Written as
// files by worksheet_files.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "analytics/measures.hpp"
#include "core/language.hpp"

namespace ensaio::analytics {

enum class CellType : std::uint8_t { text, integer, number, date_time, date, choice, formula };

/// A column of a sheet. One row of a table in worksheet.cpp; how to add one:
/// docs/how-to/add-a-worksheet-column.md.
struct Column {
    std::string key;  // stable: "definir.problem"; the header is the language file's "worksheet.<key>"
    std::string header;
    CellType type = CellType::text;
    double width = 12;                 // characters
    bool by_people = false;            // people fill it: empty, marked, validated
    std::vector<std::string> choices;  // of a choice
    double min = 0, max = 0;           // of an integer; equal: no range
};

struct Formula {
    std::string text;  // A1 references of its own row written as {column key}:
                       // "={definir.impact}*{definir.confidence}/{definir.effort}"
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

struct Sheet {
    std::string key, name;
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;  // each as long as columns
};

struct Worksheet {
    std::vector<Sheet> sheets;  // definir, tarefas, achados, linha_do_tempo
};

/// Fills what the sessions can fill; candidates for problems and findings are rows with their evidence, the
/// rest is left to people.
Worksheet make_worksheet(std::span<const session::Opened> sessions, const core::Language& language);

}  // namespace ensaio::analytics
