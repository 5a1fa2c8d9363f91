#include "analytics/pressed_box.hpp"
#include "analytics/timeline.hpp"
#include "analytics/worksheet_plan.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::size_t kPreparedRows = 20;    // empty rows below the candidates, for what people add
constexpr std::size_t kMostReferences = 40;  // in one cell; the rest is counted

std::string id_of(char letter, std::size_t index) {
    const std::string digits = std::to_string(index + 1);
    return letter + ("-" + std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0')) + digits;
}

struct FindingRow {
    const Book& book;
    std::size_t number = 0;
    const Finding* finding = nullptr;  // null in a prepared row, of which only the formulas are made

    const session::Opened& first() const { return *book.sessions[finding->evidence.front().session]; }
};

std::string errors_in_words(const FindingRow& row) {
    std::string text;
    for (const FieldErrors& error : row.finding->errors) {
        if (!text.empty()) text += ", ";
        text += words(row.book, "rule." + std::string(prototype::rule_name(error.rule)));
        text += " (" + std::to_string(error.times) + "×)";
    }
    return text;
}

Cell told(const FindingRow& row) {
    const Finding& finding = *row.finding;
    const prototype::Prototype& prototype = row.first().prototype;
    const core::Language& language = row.book.language;
    const std::string screen = finding.screen < prototype.screens.size()
                                   ? name_of(prototype.screens[finding.screen])
                                   : std::string();
    switch (finding.kind) {
        case FindingKind::task_not_done:
            return language.text("worksheet.finding.task_not_done",
                                 {row.first().study.tasks[finding.task].title,
                                  std::to_string(finding.gave_up), std::to_string(finding.wrong_end)});
        case FindingKind::lost:
            return language.text("worksheet.finding.lost", {row.first().study.tasks[finding.task].title});
        case FindingKind::field_errors:
            return language.text("worksheet.finding.field_errors",
                                 {name_of(prototype.fields[finding.field]), errors_in_words(row)});
        case FindingKind::left_at_field:
        case FindingKind::slow_field:
        case FindingKind::field_corrected:
            return language.text("worksheet.finding." + std::string(rule_of(finding.kind).name),
                                 {name_of(prototype.fields[finding.field])});
        case FindingKind::loop:
        case FindingKind::long_pause:
        case FindingKind::looked_again:
        case FindingKind::noted:
        case FindingKind::went_back:
            return language.text("worksheet.finding." + std::string(rule_of(finding.kind).name), {screen});
        case FindingKind::dead_clicks:
            return language.text("worksheet.finding.dead_clicks",
                                 {box_in_words(&prototype, language, finding.box), screen,
                                  std::to_string(finding.evidence.size())});
    }
    return {};
}

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

Cell score(const FindingRow&) {
    return Formula{
        "=IF(COUNT({definir.impact},{definir.confidence},{definir.effort})=3,"
        "{definir.impact}*{definir.confidence}/{definir.effort},\"\")"};
}

std::string quoted(const Book& book, std::string_view key) {
    std::string text = "\"";
    for (const char c : words(book, key)) text += c == '"' ? "\"\"" : std::string(1, c);
    return text + "\"";
}

/// Impact from 3 and effort up to 3 speak for doing it.
Cell quadrant(const FindingRow& row) {
    const Book& book = row.book;
    return Formula{
        "=IF(COUNT({definir.impact},{definir.effort})=2,IF({definir.impact}>=3,IF({definir.effort}<=3," +
        quoted(book, "quadrant.do_now") + "," + quoted(book, "quadrant.plan") + "),IF({definir.effort}<=3," +
        quoted(book, "quadrant.if_time") + "," + quoted(book, "quadrant.not_now") + ")),\"\")"};
}

constexpr Plan<FindingRow> kDefinir[] = {
    {"definir.id", CellType::text, 8, [](const FindingRow& row) -> Cell { return id_of('P', row.number); }},
    {"definir.problem", CellType::text, 44, told},
    {"definir.evidence", CellType::text, 24, evidence},
    {"definir.n", CellType::text, 12, affected},
    {"definir.persona", CellType::text, 18},
    {"definir.stage", CellType::choice, 18, nullptr,
     "discover understand enter fill attach review send follow receive rate"},
    {"definir.view", CellType::choice, 12, nullptr, "citizen city"},
    {"definir.pain", CellType::text, 28},
    {"definir.quote", CellType::text, 28},
    {"definir.cause", CellType::text, 28},
    {"definir.barrier", CellType::choice, 18, nullptr,
     "information language document digital_access accessibility identification deadline cost rule system "
     "capacity"},
    {"definir.idea", CellType::text, 32},
    {"definir.action", CellType::text, 32},
    {"definir.screen", CellType::text, 20, place},
    {"definir.owner", CellType::text, 20},
    {"definir.due", CellType::date, 12},
    {"definir.impact", CellType::integer, 10, nullptr, "", 1, 5},
    {"definir.effort", CellType::integer, 10, nullptr, "", 1, 5},
    {"definir.confidence", CellType::integer, 12, nullptr, "", 1, 3},
    {"definir.score", CellType::formula, 12, score},
    {"definir.quadrant", CellType::formula, 14, quadrant},
    {"definir.status", CellType::choice, 14, nullptr, "open in_prototype tested solved dropped"},
};

constexpr Plan<FindingRow> kAchados[] = {
    {"achados.id", CellType::text, 8, [](const FindingRow& row) -> Cell { return id_of('A', row.number); }},
    {"achados.finding", CellType::text, 44, told},
    {"achados.place", CellType::text, 20, place},
    {"achados.evidence", CellType::text, 24, evidence},
    {"achados.affected", CellType::text, 14, affected},
    {"achados.severity", CellType::integer, 11, nullptr, "", 0, 4},
    {"achados.frequency", CellType::choice, 12, nullptr, "rare common"},
    {"achados.persistence", CellType::choice, 16, nullptr, "once always"},
    {"achados.heuristic", CellType::text, 20},
    {"achados.problem", CellType::text, 12,
     [](const FindingRow& row) -> Cell { return id_of('P', row.number); }},
    {"achados.recommendation", CellType::text, 36},
    {"achados.kind", CellType::choice, 12, nullptr, "text flow field rule visual norm"},
    {"achados.effort", CellType::integer, 10, nullptr, "", 1, 5},
    {"achados.owner", CellType::text, 20},
    {"achados.due", CellType::date, 12},
    {"achados.decision", CellType::text, 20},
    {"achados.changed_in", CellType::text, 14},
    {"achados.retest", CellType::choice, 12, nullptr, "yes no"},
};

Sheet findings_sheet(const Book& book, std::string_view key, std::span<const Plan<FindingRow>> plans) {
    Sheet sheet{.key = std::string(key),
                .name = words(book, "sheet." + std::string(key)),
                .columns = columns_of(book, plans),
                .rows = {}};
    for (std::size_t i = 0; i < book.findings.size(); ++i)
        sheet.rows.push_back(filled(plans, FindingRow{book, i, &book.findings[i]}));
    for (std::size_t i = 0; i < kPreparedRows; ++i)
        sheet.rows.push_back(prepared(plans, FindingRow{book, 0, nullptr}));
    return sheet;
}

}  // namespace

Sheet definir_sheet(const Book& book) { return findings_sheet(book, "definir", kDefinir); }

Sheet achados_sheet(const Book& book) { return findings_sheet(book, "achados", kAchados); }

}  // namespace ensaio::analytics
