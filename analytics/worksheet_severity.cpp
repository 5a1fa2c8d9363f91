// How grave each finding is, by several raters, and how far they agree.
#include <algorithm>

#include "analytics/worksheet_plan.hpp"
#include "analytics/worksheet_tables.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::size_t kPreparedRows = 8;  // for findings that people added to *Testar – achados*
constexpr std::size_t kRaters = 6;
constexpr int kMostSevere = 4;

std::string rater(std::size_t number) { return std::string(kRaterColumn) + std::to_string(number); }
/// How many gave it 0, 1 … 4: columns that only formulas read.
constexpr Listed kGiven[] = {{"gravidade.none", CellType::integer, 6, {.hidden = true}},
                             {"gravidade.cosmetic", CellType::integer, 6, {.hidden = true}},
                             {"gravidade.minor", CellType::integer, 6, {.hidden = true}},
                             {"gravidade.major", CellType::integer, 6, {.hidden = true}},
                             {"gravidade.catastrophe", CellType::integer, 6, {.hidden = true}}};
std::string given(int severity) { return std::string(kGiven[severity].key); }

Table ratings(const Book& book) {
    Table table = bare_table(book, "gravidade");
    add_column(table, book, {"gravidade.id", CellType::text, 10, {.by = By::corrected}});
    add_column(table, book, {"gravidade.finding", CellType::text, 48});
    for (std::size_t i = 1; i <= kRaters; ++i) {
        table.columns.push_back(
            {.key = rater(i),
             .header = book.language.text("worksheet.gravidade.rater", {std::to_string(i)}),
             .type = CellType::integer,
             .width = 12,
             .by_people = true,
             .min = 0,
             .max = kMostSevere,
             .hint = words(book, "hint.gravidade.rater")});
    }
    add_column(table, book, {"gravidade.n", CellType::integer, 11});
    add_column(table, book,
               {"gravidade.mean", CellType::number, 11, {.strong = "4", .medium = "3", .weak = "0"}});
    add_column(table, book, {"gravidade.lowest", CellType::integer, 9});
    add_column(table, book, {"gravidade.highest", CellType::integer, 9});
    add_column(table, book, {"gravidade.apart", CellType::text, 14, {.choices = "talk", .strong = "talk"}});
    add_column(table, book, {"gravidade.row", CellType::integer, 6, {.hidden = true}});
    for (const Listed& column : kGiven) add_column(table, book, column);
    add_column(table, book, {"gravidade.weight", CellType::number, 6, {.hidden = true}});

    const std::string all = "{" + rater(1) + ".." + rater(kRaters) + "}";
    std::string number, sum;
    for (int severity = 0; severity <= kMostSevere; ++severity) {
        number += (severity == 0 ? "{" : "+{") + given(severity) + "}";
        if (severity > 0)
            sum += (severity == 1 ? "" : "+") + std::to_string(severity) + "*{" + given(severity) + "}";
    }
    const auto if_any = [](const std::string& formula) {
        return Formula{"=IF({gravidade.n}=\"\",\"\"," + formula + ")"};
    };
    const auto row_of = [&](Cell id) {
        std::vector<Cell> cells = {std::move(id), looked_up("achados.finding", "gravidade.row")};
        cells.resize(2 + kRaters);
        cells.emplace_back(Formula{"=IF(" + number + "=0,\"\"," + number + ")"});
        cells.emplace_back(if_any("(" + sum + ")/{gravidade.n}"));
        cells.emplace_back(if_any("MIN(" + all + ")"));
        cells.emplace_back(if_any("MAX(" + all + ")"));
        // Two steps of five are more than a slip of the hand: people saw different things.
        cells.emplace_back(if_any("IF({gravidade.highest}-{gravidade.lowest}>=2," +
                                  formula_string(words(book, "gravidade.apart.talk")) + ",\"\")"));
        cells.emplace_back(
            Formula{"=IF({gravidade.id}=\"\",\"\",IFERROR(MATCH({gravidade.id},{achados.id:},0),\"\"))"});
        for (int severity = 0; severity <= kMostSevere; ++severity)
            cells.emplace_back(Formula{std::string("=SUMPRODUCT(ISNUMBER(")
                                           .append(all)
                                           .append(")*(")
                                           .append(all)
                                           .append("=")
                                           .append(std::to_string(severity))
                                           .append("))")});
        cells.emplace_back(
            Formula{"=IF(COUNT({gravidade.n})=0,0,IF({gravidade.n}<2,0,1/({gravidade.n}-1)))"});
        return cells;
    };
    for (std::size_t i = 0; i < book.findings.size(); ++i)
        add_row(table, key_of(book, book.findings[i]), row_of(id_of('A', i)));
    for (std::size_t i = 0; i < kPreparedRows; ++i) add_row(table, "", row_of({}));
    return table;
}

// ---------------------------------------------------------------- agreement

constexpr Listed kConcordancia[] = {
    {"concordancia.given", CellType::integer, 10},
    {"concordancia.meaning", CellType::text, 48},
    {"concordancia.others_0", CellType::number, 12},
    {"concordancia.others_1", CellType::number, 12},
    {"concordancia.others_2", CellType::number, 12},
    {"concordancia.others_3", CellType::number, 12},
    {"concordancia.others_4", CellType::number, 12},
    {"concordancia.n", CellType::integer, 11},
    {"concordancia.observed", CellType::number, 6, {.hidden = true}},
    {"concordancia.expected", CellType::number, 6, {.hidden = true}},
};

std::string ratings_of(int severity) { return "{concordancia.n@" + std::to_string(severity) + "}"; }

/// How far apart two ratings are on an ordinal scale, squared: the ratings between them, half of both ends.
std::string distance(int a, int b) {
    std::string between;
    for (int severity = std::min(a, b); severity <= std::max(a, b); ++severity)
        between += (between.empty() ? "" : "+") + ratings_of(severity);
    return "(" + between + "-(" + ratings_of(a) + "+" + ratings_of(b) + ")/2)^2";
}

/// Krippendorff 2011 (agreement.hpp): who gave one, what did the others give to the same finding.
Table coincidences(const Book& book) {
    Table table = table_of(book, "concordancia", kConcordancia);
    for (int severity = 0; severity <= kMostSevere; ++severity) {
        const std::string key = std::to_string(severity);
        std::vector<Cell> cells = {static_cast<double>(severity), words(book, "concordancia.meaning." + key)};
        std::string observed, expected;
        for (int other = 0; other <= kMostSevere; ++other) {
            std::string pairs =
                "SUMPRODUCT({" + given(severity) + ":},{" + given(other) + ":},{gravidade.weight:})";
            if (other == severity) pairs += "-SUMPRODUCT({" + given(severity) + ":},{gravidade.weight:})";
            cells.emplace_back(Formula{"=" + pairs});
            if (other == severity) continue;
            observed += "+{concordancia.others_" + std::to_string(other) + "}*" + distance(severity, other);
            expected +=
                "+" + ratings_of(severity) + "*" + ratings_of(other) + "*" + distance(severity, other);
        }
        cells.emplace_back(Formula{"=SUM({concordancia.others_0..concordancia.others_4})"});
        cells.emplace_back(Formula{"=" + observed.substr(1)});
        cells.emplace_back(Formula{"=" + expected.substr(1)});
        add_row(table, key, std::move(cells));
    }
    return table;
}

constexpr Listed kAcordo[] = {
    {"acordo.sign", CellType::text, 10},
    {"acordo.what", CellType::text, 48},
    {"acordo.value", CellType::thousandths, 12},
    {"acordo.reading", CellType::text, 12, {.cut = true}},
};

Table agreement(const Book& book) {
    Table table = table_of(book, "acordo", kAcordo);
    const std::string all = "SUM({concordancia.n:})", expected = "SUM({concordancia.expected:})";
    const Formula alpha{"=IF(" + expected + "=0,\"\",1-(" + all + "-1)*SUM({concordancia.observed:})/" +
                        expected + ")"};
    const auto reading = [&](const char* key) {
        return formula_string(words(book, "acordo." + std::string(key)));
    };
    const std::string value = "{acordo.value}";
    add_row(table, "alpha",
            {"α", words(book, "acordo.alpha"), alpha,
             Formula{"=IF(" + value + "=\"\",IF(" + all + "=0," + reading("none") + "," + reading("same") +
                     "),IF(" + value + ">=0.8," + reading("reliable") + ",IF(" + value + ">=0.667," +
                     reading("tentative") + "," + reading("unreliable") + ")))"}});
    table.headed = false;
    return table;
}

}  // namespace

Sheet gravidade_sheet(const Book& book) {
    Sheet sheet = sheet_of(book, "gravidade");
    sheet.fixed = 2;
    sheet.first_leads = true;
    for (const auto make : {ratings, agreement, coincidences}) sheet.tables.push_back(make(book));
    return sheet;
}

}  // namespace ensaio::analytics
