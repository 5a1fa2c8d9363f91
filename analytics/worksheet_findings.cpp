#include "analytics/finding_words.hpp"
#include "analytics/worksheet_plan.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::size_t kPreparedRows = 20;    // empty rows below the candidates, for what people add
constexpr std::size_t kMostReferences = 12;  // in one cell; the rest is counted

struct FindingRow {
    const Book& book;
    std::size_t number = 0;
    const Finding* finding = nullptr;  // null in a prepared row, of which only the formulas are made

    const session::Opened& first() const { return *book.sessions[finding->evidence.front().session]; }
};

Cell told(const FindingRow& row) { return in_words(*row.finding, row.first(), row.book.language); }

/// "veiculo/cor": ids, as a designer finds them in the prototype.
Cell place(const FindingRow& row) {
    const Finding& finding = *row.finding;
    const prototype::Prototype& prototype = row.first().prototype;
    std::string text;
    if (row.book.several_prototypes)
        text = prototype.id + " " + core::hex(prototype.hash).substr(0, 8) + ": ";
    if (finding.screen < prototype.screens.size()) text += prototype.screens[finding.screen].id;
    if (finding.field < prototype.fields.size()) text += "/" + prototype.fields[finding.field].id;
    return text;
}

Cell evidence(const FindingRow& row) {
    std::string text;
    const std::vector<Evidence>& all = row.finding->evidence;
    const std::size_t shown = std::min(all.size(), kMostReferences);
    for (std::size_t i = 0; i < shown; ++i)
        text += (i == 0 ? "" : ", ") + reference(row.book, all[i].session, all[i].record);
    if (all.size() > shown)
        text += " " + row.book.language.text("worksheet.and_more", {std::to_string(all.size() - shown)});
    return text;
}

Cell affected(const FindingRow& row) {
    return row.book.language.text(
        "worksheet.of", {std::to_string(row.finding->affected), std::to_string(row.finding->tested)});
}

/// Rows of people get their number with their first words.
Cell id(const FindingRow& row, char letter, std::string_view words_in) {
    if (row.finding != nullptr) return id_of(letter, row.number);
    return Formula{"=IF({" + std::string(words_in) + "}=\"\",\"\",\"" + id_of(letter, row.number) + "\")"};
}

// ---------------------------------------------------------------- definir

Cell score(const FindingRow&) {
    return Formula{"=IF(AND(" + all_within("{definir.impact},{definir.effort}", 2, 1, 5) + "," +
                   all_within("{definir.confidence}", 1, 1, 3) +
                   "),{definir.impact}*{definir.confidence}/{definir.effort},\"\")"};
}

/// Impact from 3 and effort up to 3 speak for doing it.
Cell quadrant(const FindingRow& row) {
    const auto name = [&](std::string_view key) { return formula_string(words(row.book, key)); };
    return Formula{"=IF(AND(" + all_within("{definir.impact},{definir.effort}", 2, 1, 5) +
                   "),IF({definir.impact}>=3,IF({definir.effort}<=3," + name("definir.quadrant.do_now") +
                   "," + name("definir.quadrant.plan") + "),IF({definir.effort}<=3," +
                   name("definir.quadrant.if_time") + "," + name("definir.quadrant.not_now") + ")),\"\")"};
}

Cell gut(const FindingRow&) {
    return Formula{"=IF(AND(" +
                   all_within("{definir.gravity},{definir.urgency},{definir.tendency}", 3, 1, 5) +
                   "),{definir.gravity}*{definir.urgency}*{definir.tendency},\"\")"};
}

/// By impact and effort, then by GUT, then as they stand: a place for each, that the matrix can ask for.
Cell weight(const FindingRow&) {
    return Formula{
        "=IF(COUNT({definir.score},{definir.gut})=0,\"\",IF({definir.score}=\"\",0,{definir.score})*1000000+"
        "IF({definir.gut}=\"\",0,{definir.gut}))"};
}
Cell order(const FindingRow&) {
    return Formula{
        "=IF({definir.weight}=\"\",\"\",RANK({definir.weight},{definir.weight:})+"
        "SUMPRODUCT(({definir.weight:}={definir.weight})*({definir.number:}<{definir.number})))"};
}

constexpr Plan<FindingRow> kDefinir[] = {
    {"definir.id",
     CellType::text,
     8,
     [](const FindingRow& row) { return id(row, 'P', "definir.problem"); },
     {.live = true}},
    {"definir.problem", CellType::text, 44, told, {.by = By::corrected}},
    {"definir.evidence", CellType::text, 24, evidence, {.by = By::corrected}},
    {"definir.n", CellType::text, 12, affected, {.by = By::corrected}},
    {"definir.persona", CellType::text, 18},
    {"definir.stage",
     CellType::choice,
     16,
     nullptr,
     {.choices = "discover understand enter fill attach review send follow receive rate"}},
    {"definir.view", CellType::choice, 12, nullptr, {.choices = "citizen city"}},
    {"definir.pain", CellType::text, 28},
    {"definir.quote", CellType::text, 28},
    {"definir.cause", CellType::text, 28},
    {"definir.barrier",
     CellType::choice,
     18,
     nullptr,
     {.choices = "information language document digital_access accessibility identification deadline cost "
                 "rule system capacity"}},
    {"definir.idea", CellType::text, 32},
    {"definir.action", CellType::text, 32},
    {"definir.screen", CellType::text, 22, place, {.by = By::corrected}},
    {"definir.owner", CellType::text, 20},
    {"definir.due", CellType::date, 12},
    {"definir.impact", CellType::integer, 10, nullptr, {.min = 1, .max = 5}},
    {"definir.effort", CellType::integer, 10, nullptr, {.min = 1, .max = 5}},
    {"definir.confidence", CellType::integer, 12, nullptr, {.min = 1, .max = 3}},
    {"definir.score", CellType::number, 11, score, {.live = true, .bar = true}},
    {"definir.quadrant",
     CellType::text,
     14,
     quadrant,
     {.live = true, .strong = "do_now", .medium = "plan", .weak = "not_now"}},
    {"definir.gravity", CellType::integer, 11, nullptr, {.min = 1, .max = 5}},
    {"definir.urgency", CellType::integer, 10, nullptr, {.min = 1, .max = 5}},
    {"definir.tendency", CellType::integer, 11, nullptr, {.min = 1, .max = 5}},
    {"definir.gut", CellType::integer, 11, gut, {.live = true, .bar = true}},
    {"definir.status",
     CellType::choice,
     13,
     nullptr,
     {.choices = "open in_prototype tested solved dropped", .strong = "open", .weak = "solved dropped"}},
    {"definir.number",
     CellType::integer,
     6,
     [](const FindingRow& row) -> Cell { return static_cast<double>(row.number + 1); },
     {.live = true, .hidden = true}},
    {"definir.weight", CellType::number, 8, weight, {.live = true, .hidden = true}},
    {"definir.order", CellType::integer, 6, order, {.live = true, .hidden = true}},
};

// ---------------------------------------------------------------- achados

constexpr Plan<FindingRow> kAchados[] = {
    {"achados.id",
     CellType::text,
     8,
     [](const FindingRow& row) { return id(row, 'A', "achados.finding"); },
     {.live = true}},
    {"achados.finding", CellType::text, 44, told, {.by = By::corrected}},
    {"achados.place", CellType::text, 22, place, {.by = By::corrected}},
    {"achados.evidence", CellType::text, 24, evidence, {.by = By::corrected}},
    {"achados.affected", CellType::text, 14, affected, {.by = By::corrected}},
    {"achados.severity",
     CellType::number,
     11,
     [](const FindingRow&) -> Cell { return looked_up("gravidade.mean", "achados.rated"); },
     {.by = By::corrected, .max = 4, .live = true, .strong = "4", .medium = "3", .weak = "0"}},
    {"achados.frequency", CellType::choice, 12, nullptr, {.choices = "rare common"}},
    {"achados.persistence", CellType::choice, 16, nullptr, {.choices = "once always"}},
    {"achados.heuristic", CellType::text, 20},
    {"achados.problem",
     CellType::text,
     12,
     [](const FindingRow& row) -> Cell { return id_of('P', row.number); },
     {.by = By::corrected}},
    {"achados.recommendation", CellType::text, 36},
    {"achados.kind", CellType::choice, 12, nullptr, {.choices = "text flow field rule visual norm"}},
    {"achados.effort", CellType::integer, 10, nullptr, {.min = 1, .max = 5}},
    {"achados.owner", CellType::text, 20},
    {"achados.due", CellType::date, 12},
    {"achados.decision", CellType::text, 20},
    {"achados.changed_in", CellType::text, 14},
    {"achados.retest", CellType::choice, 12, nullptr, {.choices = "yes no", .strong = "no"}},
    {"achados.rated",
     CellType::integer,
     6,
     [](const FindingRow&) -> Cell {
         return Formula{"=IF({achados.id}=\"\",\"\",IFERROR(MATCH({achados.id},{gravidade.id:},0),\"\"))"};
     },
     {.live = true, .hidden = true}},
};

Sheet findings_sheet(const Book& book, std::string_view key, std::span<const Plan<FindingRow>> plans) {
    Table table = table_of(book, key, plans);
    for (std::size_t i = 0; i < book.findings.size(); ++i) {
        table.rows.push_back(filled(plans, FindingRow{book, i, &book.findings[i]}));
        table.row_keys.push_back(key_of(book, book.findings[i]));
    }
    for (std::size_t i = 0; i < kPreparedRows; ++i) {
        table.rows.push_back(prepared(plans, FindingRow{book, book.findings.size() + i, nullptr}));
        table.row_keys.emplace_back();
    }
    Sheet sheet = sheet_of(book, key);
    sheet.fixed = 2;
    sheet.tables.push_back(std::move(table));
    return sheet;
}

}  // namespace

std::string id_of(char letter, std::size_t index) {
    const std::string digits = std::to_string(index + 1);
    return letter + ("-" + std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0')) + digits;
}

std::string key_of(const Book& book, const Finding& finding) {
    return key_of(finding, *book.sessions[finding.evidence.front().session]);
}

Sheet definir_sheet(const Book& book) { return findings_sheet(book, "definir", kDefinir); }

Sheet achados_sheet(const Book& book) { return findings_sheet(book, "achados", kAchados); }

}  // namespace ensaio::analytics
