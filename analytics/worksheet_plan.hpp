// How the sheets of worksheet.cpp are made: what they tell of, and a table of columns for each. Nobody else
// includes this.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/findings.hpp"
#include "analytics/worksheet.hpp"

namespace ensaio::analytics {

/// What a session says beside its measures.
struct Said {
    bool agreed = false, refused = false;
    std::uint64_t decided = 0;                        // ms since the start, of agreeing or refusing
    std::vector<bool> options;                        // of the consent
    bool asked = false;                               // came to the questions at the end
    prototype::State questions;                       // at the end; means something where `asked`
    prototype::Answer letter_useful, letter_missing;  // as given last; blank: not
    bool saw_letter = false;
};

/// Sessions of the same study and the same prototype, byte by byte.
struct Version {
    const session::Opened* first = nullptr;
    std::vector<std::size_t> sessions;  // indexes into Book::sessions
    std::vector<std::string> people;    // distinct, sorted
    std::string key;                    // "teste@1a2b3c4d/calcada@5e6f7a8b"
};

/// All that is told in the worksheet, in the order of its rows.
struct Book {
    const core::Language& language;
    std::vector<const session::Opened*> sessions;  // by participant and start
    std::vector<SessionMeasures> measures;         // of each of the sessions
    std::vector<std::string> codes;       // of each of the sessions: "P01", as the references name it
    std::vector<Said> said;               // of each of the sessions
    std::vector<std::size_t> version_of;  // of each of the sessions: index into `versions`
    std::vector<Version> versions;        // as they come
    std::vector<Finding> findings;
    bool several_prototypes = false;
};

inline std::string words(const Book& book, std::string_view key) {
    return book.language.text("worksheet." + std::string(key));
}

inline std::string reference(const Book& book, std::size_t session, std::size_t record) {
    return book.codes[session] + "#" + std::to_string(record);
}

/// Who writes into a column.
enum class By : std::uint8_t {
    program,    // sessions or a formula
    people,     // nobody else
    corrected,  // the program, and people may put something else
};

/// A column and how its cells come about. `fill` null: people fill it. How it looks and what it takes is told
/// in the last part, by name.
struct Traits {
    By by = By::program;
    std::string_view choices = {};  // ids; their words are the language file's "worksheet.<key>.<id>"
    double min = 0, max = 0;
    bool live = false;  // a formula: stands in prepared rows too
    bool hidden = false;
    bool bar = false;
    bool cut = false;
    std::string_view strong = {}, medium = {}, weak = {};  // ids of choices, or numbers, that stand out
};
template <class Row>
struct Plan {
    std::string_view key;
    CellType type = CellType::text;
    double width = 12;
    Cell (*fill)(const Row&) = nullptr;
    Traits traits = {};
};

/// The ids of "a b c".
inline std::vector<std::string> ids_in(std::string_view list) {
    std::vector<std::string> ids;
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        ids.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return ids;
}

/// `text` as a string of a formula.
inline std::string formula_string(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

Column column_of(const Book& book, std::string_view key, CellType type, double width, const Traits& traits);

template <class Row>
std::vector<Column> columns_of(const Book& book, std::span<const Plan<Row>> plans) {
    std::vector<Column> columns;
    for (const Plan<Row>& plan : plans) {
        columns.push_back(column_of(book, plan.key, plan.type, plan.width, plan.traits));
        if (plan.fill == nullptr) columns.back().by_people = true;
    }
    return columns;
}

template <class Row>
std::vector<Cell> filled(std::span<const Plan<Row>> plans, const Row& row) {
    std::vector<Cell> cells;
    for (const Plan<Row>& plan : plans) cells.push_back(plan.fill == nullptr ? Cell() : plan.fill(row));
    return cells;
}

/// A row for people to write in: only its formulas stand.
template <class Row>
std::vector<Cell> prepared(std::span<const Plan<Row>> plans, const Row& blank) {
    std::vector<Cell> cells;
    for (const Plan<Row>& plan : plans) cells.push_back(plan.traits.live ? plan.fill(blank) : Cell());
    return cells;
}

/// A column whose cells are put in row by row.
struct Listed {
    std::string_view key;
    CellType type = CellType::text;
    double width = 12;
    Traits traits = {};
};

/// A sheet without tables yet, its words from the language file.
Sheet sheet_of(const Book& book, std::string_view key);
/// A table without columns and rows yet; title and note where the language file has them ("table.<key>",
/// "table.<key>.note").
Table bare_table(const Book& book, std::string_view key);
void add_column(Table& table, const Book& book, const Listed& column);
Table table_of(const Book& book, std::string_view key, std::span<const Listed> columns);
template <class Row>
Table table_of(const Book& book, std::string_view key, std::span<const Plan<Row>> plans) {
    Table table = bare_table(book, key);
    table.columns = columns_of(book, plans);
    return table;
}
/// Whether all of these cells are numbers from `least` to `most`: what was pasted may be anything.
inline std::string all_within(const std::string& cells, std::size_t n, int least, int most) {
    return "COUNT(" + cells + ")=" + std::to_string(n) + ",MIN(" + cells + ")>=" + std::to_string(least) +
           ",MAX(" + cells + ")<=" + std::to_string(most);
}

inline void add_row(Table& table, std::string key, std::vector<Cell> cells) {
    table.row_keys.push_back(std::move(key));
    table.rows.push_back(std::move(cells));
}

inline Cell count_of(std::size_t number) { return static_cast<double>(number); }
/// "Pedir vistoria 1 (1a2b3c4d)"
std::string name_and_version(const prototype::Prototype& prototype);
/// "teste@1a2b3c4d/calcada@5e6f7a8b/vistoria": what the rows of one task have in common.
std::string key_of(const Version& version, const study::Task& task);
/// The title of a task; with several versions which one.
std::string name_of(const Book& book, const Version& version, const study::Task& task);

/// Formulas of a share of people, {x} of {n} cells given as they stand in formulas: x/n, and the ends of the
/// adjusted-Wald interval (proportions.hpp).
struct ShareFormulas {
    Formula share, low, high;
};
ShareFormulas share_of(const std::string& x, const std::string& n);
/// Of the mean of numbers whose n, sum and sum of squares are told by formulas, with its t interval, kept
/// between `least` and `most`.
struct MeanFormulas {
    Formula mean, low, high;
};
MeanFormulas mean_of(const std::string& n, const std::string& sum, const std::string& squares, double least,
                     double most);

/// Of a row that tells of the finding: version of the prototype, rule and place, never a running number.
std::string key_of(const Book& book, const Finding& finding);

/// "P-001" of the first.
std::string id_of(char letter, std::size_t index);

/// What stands in `column` of a table, in the row of it whose number, from 1, the cell `row` of this table
/// holds; "" where that or the other is empty.
Formula looked_up(const std::string& column, const std::string& row);
/// The place of a cell of this row among the numbers of a column, the highest first. Equal ones have the same
/// place, and the next ones are left out: 1, 2, 2, 4. priorities.hpp, places_of.
Formula place_among(const std::string& cell, const std::string& column);
/// How many others of the column are equal to the cell of this row.
Formula tied_with(const std::string& cell, const std::string& column);

// The sheets, in their order.
Sheet leia_me_sheet(const Book& book);
Sheet resumo_sheet(const Book& book);
/// Candidate problems, and below them rows for people to write in.
Sheet definir_sheet(const Book& book);
Sheet matriz_sheet(const Book& book);
/// Impact × effort, GUT, RICE and ICE of each problem; what the latter two ask for.
Sheet prioridades_sheet(const Book& book);
/// One row for each task that a participant started.
Sheet tarefas_sheet(const Book& book);
Sheet achados_sheet(const Book& book);
/// What several raters think of each finding, and how far they agree.
Sheet gravidade_sheet(const Book& book);
/// The rolling log, and how many of the problems have probably been found.
Sheet participantes_sheet(const Book& book);
Sheet telas_sheet(const Book& book);
Sheet campos_sheet(const Book& book);
/// One row for each record.
Sheet linha_do_tempo_sheet(const Book& book);
Sheet questionarios_sheet(const Book& book);
Sheet indicadores_sheet(const Book& book);
/// The city's requests, for the TMA of *Indicadores*: as many as people paste.
Sheet pedidos_sheet(const Book& book);
Sheet consentimentos_sheet(const Book& book);
Sheet carta_sheet(const Book& book);

}  // namespace ensaio::analytics
