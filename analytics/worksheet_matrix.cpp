// What to do first.
#include <algorithm>

#include "analytics/worksheet_plan.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::size_t kSpare = 8;        // places for problems that people add
constexpr std::size_t kMostListed = 40;  // problems of the matrix: more are not read on one chart

// ---------------------------------------------------------------- matriz

constexpr Listed kMatriz[] = {
    {"matriz.id", CellType::text, 9},
    {"matriz.problem", CellType::text, 48},
    {"matriz.impact", CellType::integer, 9},
    {"matriz.effort", CellType::integer, 9},
    {"matriz.quadrant", CellType::text, 14, {.strong = "do_now", .medium = "plan", .weak = "not_now"}},
    {"matriz.score", CellType::number, 11, {.bar = true}},
    {"matriz.place", CellType::integer, 9},
    {"matriz.tied", CellType::integer, 11},
    {"matriz.gut", CellType::integer, 11, {.bar = true}},
    {"matriz.gut_place", CellType::integer, 9},
    {"matriz.gut_tied", CellType::integer, 11},
    {"matriz.row", CellType::integer, 6, {.hidden = true}},
    {"matriz.same", CellType::integer, 6, {.hidden = true}},
    {"matriz.x", CellType::number, 6, {.hidden = true}},
    {"matriz.y", CellType::number, 6, {.hidden = true}},
    {"matriz.number", CellType::integer, 6, {.hidden = true}},
};

constexpr Listed kQuadrantes[] = {
    {"quadrantes.name", CellType::text, 9},
    {"quadrantes.meaning", CellType::text, 48},
    {"quadrantes.problems", CellType::integer, 9},
    {"quadrantes.x", CellType::number, 6, {.hidden = true}},
    {"quadrantes.y", CellType::number, 6, {.hidden = true}},
};

Formula of_problem(const char* column) { return looked_up(column, "matriz.row"); }

/// Problems at the same point stand in rows of two, in the order of the list, so far apart that their names
/// can be read and so near that the first six stay in their quadrant.
Formula beside(const std::string& axis, const std::string& step) {
    return {"=IF({matriz.same}=\"\",NA(),{matriz." + axis + "}+" + step + ")"};
}
constexpr const char* kRow = "ROUND({matriz.same}/2-0.25,0)";

}  // namespace

Sheet matriz_sheet(const Book& book) {
    Sheet sheet = sheet_of(book, "matriz");
    Table corners = table_of(book, "quadrantes", kQuadrantes);
    constexpr struct {
        const char* id;
        double x, y;
    } kCorners[] = {
        {"do_now", 1.1, 5.35}, {"plan", 4.9, 5.35}, {"if_time", 1.1, 0.65}, {"not_now", 4.9, 0.65}};
    for (const auto& corner : kCorners) {
        const std::string name = words(book, "definir.quadrant." + std::string(corner.id));
        add_row(corners, corner.id,
                {name, words(book, "quadrantes." + std::string(corner.id)),
                 Formula{"=SUMPRODUCT(({definir.quadrant:}=" + formula_string(name) + ")*1)"}, corner.x,
                 corner.y});
    }
    Table list = table_of(book, "matriz", kMatriz);
    for (std::size_t i = 0; i < std::min(book.findings.size() + kSpare, kMostListed); ++i) {
        add_row(
            list, "",
            {of_problem("definir.id"), of_problem("definir.problem"), of_problem("definir.impact"),
             of_problem("definir.effort"), of_problem("definir.quadrant"), of_problem("definir.score"),
             place_among("matriz.score", "definir.score"), tied_with("matriz.score", "definir.score"),
             of_problem("definir.gut"), place_among("matriz.gut", "definir.gut"),
             tied_with("matriz.gut", "definir.gut"),
             Formula{"=IFERROR(MATCH({matriz.number},{definir.order:},0),\"\")"},
             Formula{"=IF(COUNT({matriz.impact},{matriz.effort})<2,\"\",SUMPRODUCT(({matriz.impact:}={matriz."
                     "impact})*"
                     "({matriz.effort:}={matriz.effort})*({matriz.number:}<{matriz.number})))"},
             beside("effort", "0.42*({matriz.same}-2*" + std::string(kRow) + ")"),
             beside("impact", std::string("-0.24*") + kRow), count_of(i + 1)});
    }
    list.row_keys.clear();
    sheet.tables.push_back(std::move(corners));
    sheet.tables.push_back(std::move(list));
    sheet.charts.push_back({.kind = Chart::Kind::matrix,
                            .title = words(book, "chart.matrix"),
                            .label = "matriz.id",
                            .value = "matriz.y",
                            .x = "matriz.x",
                            .low = {},
                            .mark = {},
                            .high = {},
                            .interval_name = {},
                            .mark_name = {},
                            .label_axis = words(book, "chart.matrix.effort"),
                            .value_axis = words(book, "chart.matrix.impact"),
                            .marks_label = "quadrantes.name",
                            .marks_x = "quadrantes.x",
                            .marks_y = "quadrantes.y",
                            .after = 0});
    return sheet;
}

}  // namespace ensaio::analytics
