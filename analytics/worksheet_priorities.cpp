// Six ways to say what comes first, side by side.
#include <array>
#include <utility>

#include "analytics/worksheet_plan.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::size_t kPreparedRows = 8;                   // for problems that people added to *Definir*
constexpr double kMostReach = 20'000'000;                  // more than live in any city of the country
constexpr double kLeastEffort = 0.1, kMostEffort = 1'000;  // person-months

struct Row {
    const Book& book;
    std::size_t number = 0;
    const Finding* finding = nullptr;  // null in a prepared row, of which only the formulas are made
};

/// What a choice counts: `levels` are its ids and their numbers. "" where nothing of the list is chosen.
template <std::size_t n>
Formula level(const Book& book, const std::string& column,
              const std::array<std::pair<const char*, const char*>, n>& levels) {
    std::string formula = "\"\"";
    for (const auto& [id, counts] : levels) {
        std::string cell = "{" + column + "}=" + formula_string(words(book, column + "." + id));
        formula = "IF(" + std::move(cell) + "," + counts + "," + std::move(formula) + ")";
    }
    return {"=" + formula};
}

/// McBride's levels, as the chosen words say them.
constexpr std::array<std::pair<const char*, const char*>, 5> kImpacts = {
    {{"massive", "3"}, {"high", "2"}, {"medium", "1"}, {"low", "0.5"}, {"minimal", "0.25"}}};
constexpr std::array<std::pair<const char*, const char*>, 3> kConfidences = {
    {{"high", "1"}, {"medium", "0.8"}, {"low", "0.5"}}};

/// The three questions of CAF have the same answers.
constexpr std::array<std::pair<const char*, const char*>, 3> kCafLevels = {
    {{"high", "5"}, {"medium", "3"}, {"low", "1"}}};
/// An order and no quantity: for places and ties only.
constexpr std::array<std::pair<const char*, const char*>, 4> kCategories = {
    {{"must", "4"}, {"should", "3"}, {"could", "2"}, {"wont", "1"}}};

Formula of_problem(const char* column) { return looked_up(column, "prioridades.row"); }

Cell caf_score(const Row&) {
    const std::string all =
        "{prioridades.caf_impact_level},{prioridades.caf_capacity_level},"
        "{prioridades.caf_satisfaction_level}";
    return Formula{"=IF(COUNT(" + all +
                   ")<3,\"\",{prioridades.caf_impact_level}*{prioridades.caf_capacity_level}*"
                   "{prioridades.caf_satisfaction_level})"};
}

/// Rounded, for products of decimals that are equal on paper differ in their last digits, and ties are told.
Cell rice_score(const Row&) {
    return Formula{
        "=IF(COUNT({prioridades.reach},{prioridades.impact_level},{prioridades.confidence_level},"
        "{prioridades.effort})<4,\"\",IF({prioridades.effort}<=0,\"\","
        "ROUND({prioridades.reach}*{prioridades.impact_level}*{prioridades.confidence_level}/"
        "{prioridades.effort},9)))"};
}

Cell ice_score(const Row&) {
    const std::string all = "{prioridades.ice_impact},{prioridades.ice_confidence},{prioridades.ice_ease}";
    return Formula{"=IF(AND(" + all_within(all, 3, 1, 10) +
                   "),{prioridades.ice_impact}*{prioridades.ice_confidence}*{prioridades.ice_ease},\"\")"};
}

constexpr Traits kPlace = {.live = true, .strong = "1", .medium = "2 3"};

constexpr Plan<Row> kPrioridades[] = {
    {"prioridades.problem",
     CellType::text,
     9,
     [](const Row& row) -> Cell { return id_of('P', row.number); },
     {.by = By::corrected}},
    {"prioridades.what",
     CellType::text,
     46,
     [](const Row&) -> Cell { return of_problem("definir.problem"); },
     {.live = true}},
    {"prioridades.place", CellType::integer, 9,
     [](const Row&) -> Cell { return place_among("prioridades.score", "definir.score"); }, kPlace},
    {"prioridades.gut_place", CellType::integer, 9,
     [](const Row&) -> Cell { return place_among("prioridades.gut", "definir.gut"); }, kPlace},
    {"prioridades.rice_place", CellType::integer, 9,
     [](const Row&) -> Cell { return place_among("prioridades.rice", "prioridades.rice"); }, kPlace},
    {"prioridades.ice_place", CellType::integer, 9,
     [](const Row&) -> Cell { return place_among("prioridades.ice", "prioridades.ice"); }, kPlace},
    {"prioridades.caf_place", CellType::integer, 9,
     [](const Row&) -> Cell { return place_among("prioridades.caf", "prioridades.caf"); }, kPlace},
    {"prioridades.moscow_place", CellType::integer, 9,
     [](const Row&) -> Cell { return place_among("prioridades.category", "prioridades.category"); }, kPlace},
    {"prioridades.score",
     CellType::number,
     9,
     [](const Row&) -> Cell { return of_problem("definir.score"); },
     {.live = true, .bar = true}},
    {"prioridades.tied",
     CellType::integer,
     9,
     [](const Row&) -> Cell { return tied_with("prioridades.score", "definir.score"); },
     {.live = true}},
    {"prioridades.quadrant",
     CellType::text,
     13,
     [](const Row&) -> Cell { return of_problem("definir.quadrant"); },
     {.live = true}},
    {"prioridades.gut",
     CellType::integer,
     9,
     [](const Row&) -> Cell { return of_problem("definir.gut"); },
     {.live = true, .bar = true}},
    {"prioridades.gut_tied",
     CellType::integer,
     9,
     [](const Row&) -> Cell { return tied_with("prioridades.gut", "definir.gut"); },
     {.live = true}},
    {"prioridades.reach",
     CellType::integer,
     10,
     [](const Row& row) { return count_of(row.finding->affected); },
     {.by = By::corrected, .min = 0, .max = kMostReach}},
    {"prioridades.impact", CellType::choice, 13, nullptr, {.choices = "massive high medium low minimal"}},
    {"prioridades.confidence", CellType::choice, 14, nullptr, {.choices = "high medium low"}},
    {"prioridades.effort", CellType::number, 11, nullptr, {.min = kLeastEffort, .max = kMostEffort}},
    {"prioridades.rice", CellType::hundredths, 11, rice_score, {.live = true, .bar = true}},
    {"prioridades.rice_tied",
     CellType::integer,
     9,
     [](const Row&) -> Cell { return tied_with("prioridades.rice", "prioridades.rice"); },
     {.live = true}},
    {"prioridades.ice_impact", CellType::integer, 10, nullptr, {.min = 1, .max = 10}},
    {"prioridades.ice_confidence", CellType::integer, 10, nullptr, {.min = 1, .max = 10}},
    {"prioridades.ice_ease", CellType::integer, 10, nullptr, {.min = 1, .max = 10}},
    {"prioridades.ice", CellType::integer, 9, ice_score, {.live = true, .bar = true}},
    {"prioridades.ice_tied",
     CellType::integer,
     9,
     [](const Row&) -> Cell { return tied_with("prioridades.ice", "prioridades.ice"); },
     {.live = true}},
    {"prioridades.caf_impact", CellType::choice, 12, nullptr, {.choices = "high medium low"}},
    {"prioridades.caf_capacity", CellType::choice, 12, nullptr, {.choices = "high medium low"}},
    {"prioridades.caf_satisfaction", CellType::choice, 12, nullptr, {.choices = "high medium low"}},
    {"prioridades.caf", CellType::integer, 9, caf_score, {.live = true, .bar = true}},
    {"prioridades.caf_tied",
     CellType::integer,
     9,
     [](const Row&) -> Cell { return tied_with("prioridades.caf", "prioridades.caf"); },
     {.live = true}},
    {"prioridades.moscow",
     CellType::choice,
     16,
     nullptr,
     {.choices = "must should could wont", .strong = "must", .medium = "should", .weak = "wont"}},
    {"prioridades.moscow_tied",
     CellType::integer,
     9,
     [](const Row&) -> Cell { return tied_with("prioridades.category", "prioridades.category"); },
     {.live = true}},
    {"prioridades.row",
     CellType::integer,
     6,
     [](const Row&) -> Cell {
         return Formula{
             "=IF({prioridades.problem}=\"\",\"\",IFERROR(MATCH({prioridades.problem},{definir.id:},0),\"\")"
             ")"};
     },
     {.live = true, .hidden = true}},
    {"prioridades.impact_level",
     CellType::number,
     6,
     [](const Row& row) -> Cell { return level(row.book, "prioridades.impact", kImpacts); },
     {.live = true, .hidden = true}},
    {"prioridades.confidence_level",
     CellType::number,
     6,
     [](const Row& row) -> Cell { return level(row.book, "prioridades.confidence", kConfidences); },
     {.live = true, .hidden = true}},
    {"prioridades.caf_impact_level",
     CellType::number,
     6,
     [](const Row& row) -> Cell { return level(row.book, "prioridades.caf_impact", kCafLevels); },
     {.live = true, .hidden = true}},
    {"prioridades.caf_capacity_level",
     CellType::number,
     6,
     [](const Row& row) -> Cell { return level(row.book, "prioridades.caf_capacity", kCafLevels); },
     {.live = true, .hidden = true}},
    {"prioridades.caf_satisfaction_level",
     CellType::number,
     6,
     [](const Row& row) -> Cell { return level(row.book, "prioridades.caf_satisfaction", kCafLevels); },
     {.live = true, .hidden = true}},
    {"prioridades.category",
     CellType::number,
     6,
     [](const Row& row) -> Cell { return level(row.book, "prioridades.moscow", kCategories); },
     {.live = true, .hidden = true}},
};

}  // namespace

Formula looked_up(const std::string& column, const std::string& row) {
    const std::string cell = "INDEX({" + column + ":},{" + row + "})";
    return {"=IF({" + row + "}=\"\",\"\",IF(" + cell + "=\"\",\"\"," + cell + "))"};
}

Formula place_among(const std::string& cell, const std::string& column) {
    return {"=IF({" + cell + "}=\"\",\"\",RANK({" + cell + "},{" + column + ":}))"};
}

Formula tied_with(const std::string& cell, const std::string& column) {
    return {"=IF({" + cell + "}=\"\",\"\",SUMPRODUCT(({" + column + ":}={" + cell + "})*1)-1)"};
}

Sheet prioridades_sheet(const Book& book) {
    const std::span<const Plan<Row>> plans = kPrioridades;
    Table table = table_of(book, "prioridades", plans);
    for (std::size_t i = 0; i < book.findings.size(); ++i)
        add_row(table, key_of(book, book.findings[i]), filled(plans, Row{book, i, &book.findings[i]}));
    for (std::size_t i = 0; i < kPreparedRows; ++i)
        add_row(table, "", prepared(plans, Row{book, book.findings.size() + i, nullptr}));
    Sheet sheet = sheet_of(book, "prioridades");
    sheet.fixed = 2;
    sheet.tables.push_back(std::move(table));
    return sheet;
}

}  // namespace ensaio::analytics
