#include "analytics/worksheet_edits.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "analytics/judged.hpp"
#include "analytics/worksheet_files.hpp"
#include "analytics/worksheet_stamp.hpp"
#include "scripted_session.hpp"
#include "workbook_bytes.hpp"
#include "worksheet_cells.hpp"

namespace {

using namespace ensaio;
using analytics::BroughtBack;
using analytics::Cell;
using analytics::CellType;
using analytics::Column;
using analytics::DateTime;
using analytics::Formula;
using analytics::Sheet;
using analytics::Table;
using analytics::Worksheet;
using trials::at_the_task;
using trials::Script;

const core::Language& words() {
    static const core::Language language =
        core::Language::read(trials::read_text("assets/languages/pt-BR.json")).value();
    return language;
}

/// Ana meets errors at the colour and goes back; Bia gives up there.
std::vector<session::Opened> two_people() {
    Script ana = at_the_task("P01", 1), bia = at_the_task("P02", 2);
    ana.fill_until("como_e").go_on().set("modelo", {"Gol"}).go_on().fill_until("que_placa").back().go_on();
    ana.fill_until("protocolo").done().set("seq", {"4"}).go_on();
    bia.fill_until("como_e").go_on().dead_click("title").dead_click("title").give_up();
    bia.set("seq", {"1"}).go_on();
    return {ana.open(), bia.open()};
}
/// And Caio, who walks straight and presses a title; his findings are new.
std::vector<session::Opened> three_people() {
    std::vector<session::Opened> sessions = two_people();
    Script caio = at_the_task("P03", 3);
    caio.dead_click("title").dead_click("title").dead_click("title");
    caio.fill_until("que_placa")
        .back()
        .back()
        .back()
        .fill_until("protocolo")
        .done()
        .set("seq", {"7"})
        .go_on();
    sessions.push_back(caio.open());
    return sessions;
}

const Worksheet& of_two() {
    static const Worksheet worksheet = analytics::make_worksheet(two_people(), words());
    return worksheet;
}
const Worksheet& of_three() {
    static const Worksheet worksheet = analytics::make_worksheet(three_people(), words());
    return worksheet;
}

std::vector<std::uint8_t> written(const Worksheet& worksheet) {
    const auto bytes = analytics::write_xlsx(worksheet, words());
    EXPECT_TRUE(bytes.has_value());
    return bytes.value_or(std::vector<std::uint8_t>());
}

/// What comes back when a person has left `edited` behind as a file.
BroughtBack back(const Worksheet& fresh, const Worksheet& edited,
                 const std::set<std::string, std::less<>>& erased = {}) {
    const auto workbook = workbook::read(written(edited));
    if (!workbook) {
        ADD_FAILURE() << words().describe(workbook.error().front());
        return {};
    }
    auto back = analytics::bring_back(fresh, *workbook, words(), erased);
    if (!back) {
        ADD_FAILURE() << words().describe(back.error().front());
        return {};
    }
    for (const std::string& line : analytics::in_words(*back, words()))
        EXPECT_EQ(line.find("[worksheet"), std::string::npos) << line;
    return std::move(*back);
}

/// As the program would leave it before a person opens it: the stamps tell of today.
Worksheet stamped(Worksheet worksheet) {
    for (Sheet& sheet : worksheet.sheets) {
        for (Table& table : sheet.tables) {
            if (table.row_keys.empty() || !table.row_stamps.empty()) continue;
            for (std::size_t i = 0; i < table.rows.size(); ++i)
                table.row_stamps.push_back(stamp_of(table, i));
        }
    }
    return worksheet;
}

Cell& cell(Worksheet& worksheet, std::string_view column, std::size_t row) {
    Table* table = worksheet.table(column.substr(0, column.find('.')));
    const auto at = std::ranges::find(table->columns, column, &Column::key);
    EXPECT_NE(at, table->columns.end()) << column;
    return table->rows.at(row)[static_cast<std::size_t>(at - table->columns.begin())];
}
std::string text(const Worksheet& worksheet, std::string_view column, std::size_t row) {
    const Cell& one = cell(const_cast<Worksheet&>(worksheet), column, row);
    if (const auto* formula = std::get_if<Formula>(&one)) {
        const auto* told = std::get_if<std::string>(&formula->value);
        return told == nullptr ? "" : *told;
    }
    const auto* told = std::get_if<std::string>(&one);
    return told == nullptr ? "(no text)" : *told;
}

std::size_t row_of(const Worksheet& worksheet, std::string_view table, std::string_view key) {
    const auto& keys = worksheet.table(table)->row_keys;
    const auto found = std::ranges::find(keys, key);
    EXPECT_NE(found, keys.end()) << key;
    return static_cast<std::size_t>(found - keys.begin());
}

std::vector<std::string> codes(const BroughtBack& back) {
    std::vector<std::string> codes;
    for (const analytics::Remark& remark : back.remarks) codes.push_back(remark.code);
    return codes;
}
using Codes = std::vector<std::string>;

TEST(WorksheetEdits, an_untouched_workbook_changes_nothing) {
    const BroughtBack once = back(of_two(), of_two());
    EXPECT_EQ(written(once.worksheet), written(of_two()));
    EXPECT_EQ(once.cells + once.corrections + once.own_rows + once.lost_rows + once.appeared_rows, 0u);
    EXPECT_EQ(codes(once), Codes{});
}

TEST(WorksheetEdits, people_s_cells_come_back_by_key_and_a_second_export_is_the_same_file) {
    Worksheet edited = stamped(of_two());
    cell(edited, "definir.pain", 0) = "Não sabe a cor — “prata”\ncinza?";
    cell(edited, "definir.impact", 0) = 5.0;
    cell(edited, "definir.effort", 0) = 2.0;
    cell(edited, "definir.confidence", 0) = 3.0;
    cell(edited, "definir.due", 0) = DateTime{1'767'139'200'000};
    cell(edited, "definir.status", 0) = "testado";
    cell(edited, "tarefas.note", 1) = "=desistiu _x0041_ no ônibus ";
    const BroughtBack once = back(of_two(), edited);
    EXPECT_EQ(once.cells, 7u);
    EXPECT_EQ(codes(once), Codes{});
    for (const char* column : {"definir.pain", "definir.impact", "definir.due", "definir.status"})
        EXPECT_EQ(cell(const_cast<Worksheet&>(once.worksheet), column, 0), cell(edited, column, 0)) << column;
    EXPECT_EQ(text(once.worksheet, "tarefas.note", 1), "=desistiu _x0041_ no ônibus ");
    EXPECT_EQ(text(once.worksheet, "definir.quadrant", 0), "Fazer já") << "computed anew";
    EXPECT_EQ(written(back(of_two(), once.worksheet).worksheet), written(once.worksheet));
}

TEST(WorksheetEdits, new_sessions_keep_all_edits_and_the_numbers_of_problems) {
    Worksheet edited = stamped(of_two());
    const auto& keys = edited.table("definir")->row_keys;
    const auto last = static_cast<std::size_t>(std::ranges::find(keys, "") - keys.begin()) - 1;
    const std::string key = keys.at(last);
    const std::string id = text(edited, "definir.id", last);
    cell(edited, "definir.idea", last) = "Mostrar as cores";
    const BroughtBack more = back(of_three(), edited);
    ASSERT_GT(more.appeared_rows, 0u);
    const std::size_t row = row_of(more.worksheet, "definir", key);
    EXPECT_EQ(text(more.worksheet, "definir.idea", row), "Mostrar as cores");
    EXPECT_EQ(text(more.worksheet, "definir.id", row), id);
    EXPECT_EQ(text(more.worksheet, "achados.problem", row_of(more.worksheet, "achados", key)), id);
    EXPECT_NE(text(more.worksheet, "definir.n", row), text(edited, "definir.n", last)) << "counted anew";
    EXPECT_EQ(codes(more), Codes{}) << "what only the sessions changed is nobody's edit";
    std::set<std::string> ids;
    for (std::size_t i = 0; i < more.worksheet.table("definir")->rows.size(); ++i) {
        const std::string one = text(more.worksheet, "definir.id", i);
        EXPECT_TRUE(one.empty() || ids.insert(one).second) << one;
    }
}

TEST(WorksheetEdits, a_corrected_outcome_stays_and_a_computed_cell_does_not) {
    Worksheet edited = stamped(of_two());
    cell(edited, "tarefas.outcome", 0) = "Sucesso com ajuda";
    cell(edited, "tarefas.screens", 0) = 99.0;
    cell(edited, "definir.score", 0) = 7.5;
    const BroughtBack once = back(of_two(), edited);
    EXPECT_EQ(text(once.worksheet, "tarefas.outcome", 0), "sucesso com ajuda");
    EXPECT_EQ(once.corrections, 1u);
    EXPECT_EQ(cell(const_cast<Worksheet&>(once.worksheet), "tarefas.screens", 0),
              cell(const_cast<Worksheet&>(of_two()), "tarefas.screens", 0));
    EXPECT_EQ(codes(once), (Codes{"computed", "computed"}));
    const BroughtBack again = back(of_three(), once.worksheet);
    EXPECT_EQ(text(again.worksheet, "tarefas.outcome", 0), "sucesso com ajuda");
    EXPECT_EQ(again.corrections, 1u);
}

TEST(WorksheetEdits, a_correction_of_what_the_sessions_changed_too_stays_and_is_told) {
    Worksheet edited = stamped(of_two());
    const std::string key = edited.table("definir")->row_keys.at(0);
    cell(edited, "definir.n", 0) = "todo mundo";
    const BroughtBack more = back(of_three(), edited);
    EXPECT_EQ(text(more.worksheet, "definir.n", row_of(more.worksheet, "definir", key)), "todo mundo");
    EXPECT_EQ(codes(more), Codes{"both_changed"});
}

TEST(WorksheetEdits, values_that_do_not_fit_are_kept_and_told) {
    Worksheet edited = stamped(of_two());
    cell(edited, "definir.impact", 0) = 9.0;
    cell(edited, "definir.effort", 0) = "muito";
    cell(edited, "definir.confidence", 0) = "2";
    cell(edited, "definir.status", 0) = "quase";
    cell(edited, "definir.due", 0) = "depois da Páscoa";
    cell(edited, "definir.due", 1) = "31/12/2026";
    const BroughtBack once = back(of_two(), edited);
    EXPECT_EQ(codes(once), (Codes{"not_a_date", "out_of_range", "not_a_number", "unknown_choice"}));
    Worksheet result = once.worksheet;
    EXPECT_EQ(cell(result, "definir.impact", 0), Cell(9.0));
    EXPECT_EQ(cell(result, "definir.effort", 0), Cell("muito"));
    EXPECT_EQ(cell(result, "definir.confidence", 0), Cell(2.0));
    EXPECT_EQ(cell(result, "definir.status", 0), Cell("quase"));
    EXPECT_EQ(cell(result, "definir.due", 0), Cell("depois da Páscoa"));
    EXPECT_EQ(cell(result, "definir.due", 1), Cell(DateTime{1'798'675'200'000}));
    EXPECT_EQ(once.remarks.front().sheet, "Definir");
}

TEST(WorksheetEdits, a_new_row_becomes_a_problem_with_a_key_and_a_number_that_stay) {
    Worksheet edited = stamped(of_two());
    Table& table = *edited.table("definir");
    const auto prepared =
        static_cast<std::size_t>(std::ranges::find(table.row_keys, "") - table.row_keys.begin());
    cell(edited, "definir.problem", prepared + 1) = "O balcão fecha cedo";
    cell(edited, "definir.impact", prepared + 1) = 4.0;
    cell(edited, "definir.effort", prepared + 1) = 1.0;
    analytics::evaluate(edited);
    const BroughtBack once = back(of_three(), edited);
    EXPECT_EQ(once.own_rows, 1u);
    const std::size_t row = row_of(once.worksheet, "definir", "own/1");
    EXPECT_EQ(text(once.worksheet, "definir.problem", row), "O balcão fecha cedo");
    EXPECT_EQ(text(once.worksheet, "definir.quadrant", row), "Fazer já");
    const std::string id = text(once.worksheet, "definir.id", row);
    EXPECT_TRUE(id.starts_with("P-")) << id;
    const BroughtBack again = back(of_two(), once.worksheet);
    EXPECT_EQ(text(again.worksheet, "definir.id", row_of(again.worksheet, "definir", "own/1")), id);
    EXPECT_EQ(again.own_rows, 1u);
}

TEST(WorksheetEdits, what_people_judged_for_rice_and_ice_stays_with_its_problem) {
    Worksheet edited = stamped(of_two());
    const auto& keys = edited.table("prioridades")->row_keys;
    ASSERT_EQ(std::vector(keys.begin(), std::ranges::find(keys, "")),
              std::vector(edited.table("definir")->row_keys.begin(),
                          std::ranges::find(edited.table("definir")->row_keys, "")));
    const auto prepared = static_cast<std::size_t>(std::ranges::find(keys, "") - keys.begin());
    const std::size_t last = prepared - 1;
    const std::string key = keys.at(last), id = text(edited, "definir.id", last);
    cell(edited, "prioridades.reach", last) = 120.0;
    cell(edited, "prioridades.impact", last) = "Médio (1)";
    cell(edited, "prioridades.confidence", last) = "média (80 %)";
    cell(edited, "prioridades.effort", last) = 0.5;
    cell(edited, "prioridades.ice_impact", last) = 11.0;
    cell(edited, "prioridades.ice_ease", last) = "fácil";
    const std::size_t of_people = static_cast<std::size_t>(
        std::ranges::find(edited.table("definir")->row_keys, "") - edited.table("definir")->row_keys.begin());
    cell(edited, "definir.problem", of_people) = "O balcão fecha cedo";
    analytics::evaluate(edited);
    cell(edited, "prioridades.problem", prepared) = text(edited, "definir.id", of_people);
    cell(edited, "prioridades.ice_ease", prepared) = 7.0;

    const BroughtBack more = back(of_three(), edited);
    const std::size_t row = row_of(more.worksheet, "prioridades", key);
    Worksheet result = more.worksheet;
    EXPECT_EQ(text(result, "prioridades.problem", row), id) << "the number that stays";
    EXPECT_EQ(text(result, "definir.id", row_of(result, "definir", key)), id);
    EXPECT_EQ(text(result, "prioridades.what", row),
              text(result, "definir.problem", row_of(result, "definir", key)));
    EXPECT_EQ(cell(result, "prioridades.reach", row), Cell(120.0)) << "in place of the people of the test";
    EXPECT_EQ(text(result, "prioridades.impact", row), "médio (1)");
    EXPECT_EQ(std::get<double>(std::get<Formula>(cell(result, "prioridades.rice", row)).value), 192);
    EXPECT_EQ(codes(more), (Codes{"out_of_range", "not_a_number"}));
    const std::size_t own = row_of(result, "prioridades", "own/1");
    EXPECT_EQ(text(result, "prioridades.what", own), "O balcão fecha cedo");
    EXPECT_EQ(cell(result, "prioridades.ice_ease", own), Cell(7.0));
    EXPECT_EQ(written(back(of_three(), result).worksheet), written(result));
}

TEST(WorksheetEdits, a_finding_that_is_gone_keeps_its_row_and_is_marked_once) {
    Worksheet edited = stamped(of_three());
    std::set<std::string> before(of_two().table("definir")->row_keys.begin(),
                                 of_two().table("definir")->row_keys.end());
    const auto& keys = edited.table("definir")->row_keys;
    const auto gone =
        std::ranges::find_if(keys, [&](const std::string& key) { return !before.contains(key); });
    ASSERT_NE(gone, keys.end());
    const std::string key = *gone;
    cell(edited, "definir.idea", static_cast<std::size_t>(gone - keys.begin())) = "Pôr um aviso";
    const BroughtBack once = back(of_two(), edited);
    EXPECT_GT(once.lost_rows, 0u);
    const std::size_t row = row_of(once.worksheet, "definir", key);
    EXPECT_EQ(text(once.worksheet, "definir.idea", row), "Pôr um aviso");
    EXPECT_EQ(text(once.worksheet, "definir.n", row), "não aparece mais");
    EXPECT_EQ(written(back(of_two(), once.worksheet).worksheet), written(once.worksheet));
    const BroughtBack found = back(of_three(), once.worksheet);
    EXPECT_EQ(found.lost_rows, 0u) << "it is there again";
    EXPECT_EQ(text(found.worksheet, "definir.idea", row_of(found.worksheet, "definir", key)), "Pôr um aviso");
}

TEST(WorksheetEdits, the_row_of_an_erased_session_is_left_out) {
    const std::string id = three_people()[2].session.header.id;
    const BroughtBack once = back(of_two(), stamped(of_three()), {id});
    for (const std::string& key : once.worksheet.table("tarefas")->row_keys)
        EXPECT_FALSE(key.starts_with(id)) << key;
    EXPECT_EQ(std::ranges::count(codes(once), "erased_row"), 2) << "of the tasks and of the consents";
}

TEST(WorksheetEdits, the_report_is_told_what_people_judged_the_most_urgent_first) {
    Worksheet edited = stamped(of_two());
    EXPECT_TRUE(analytics::judged_in(edited).empty());
    const auto judge = [&](std::size_t row, Cell impact, Cell effort, Cell action) {
        cell(edited, "definir.impact", row) = std::move(impact);
        cell(edited, "definir.effort", row) = std::move(effort);
        cell(edited, "definir.confidence", row) = 3.0;
        cell(edited, "definir.action", row) = std::move(action);
    };
    judge(0, 2.0, 4.0, {});
    judge(1, 5.0, 2.0, "Dizer as cores que valem");
    judge(2, 5.0, "muito", {});
    const auto judged = analytics::judged_in(back(of_three(), edited).worksheet);
    ASSERT_EQ(judged.size(), 2U) << "an effort in words is no place on a chart";
    EXPECT_EQ(judged[0].id, "P-002");
    EXPECT_EQ(judged[0].problem, text(edited, "definir.problem", 1));
    EXPECT_EQ(judged[0].action, "Dizer as cores que valem");
    EXPECT_EQ(judged[1].id, "P-001");
    EXPECT_EQ(judged[1].impact, 2);
    EXPECT_EQ(judged[1].effort, 4);
    EXPECT_TRUE(judged[1].action.empty());
}

TEST(WorksheetEdits, rows_may_be_sorted_deleted_and_doubled) {
    Worksheet edited = stamped(of_three());
    Table& table = *edited.table("tarefas");
    cell(edited, "tarefas.note", 0) = "um";
    cell(edited, "tarefas.note", 2) = "três";
    const std::string key = table.row_keys[2];
    std::ranges::reverse(table.rows);
    std::ranges::reverse(table.row_keys);
    std::ranges::reverse(table.row_stamps);
    table.rows.insert(table.rows.begin() + 1, table.rows[0]);
    table.row_keys.insert(table.row_keys.begin() + 1, table.row_keys[0]);
    table.row_stamps.insert(table.row_stamps.begin() + 1, table.row_stamps[0]);
    table.rows.erase(table.rows.begin() + 2);
    table.row_keys.erase(table.row_keys.begin() + 2);
    table.row_stamps.erase(table.row_stamps.begin() + 2);
    const BroughtBack once = back(of_three(), edited);
    EXPECT_EQ(text(once.worksheet, "tarefas.note", 0), "um");
    EXPECT_EQ(text(once.worksheet, "tarefas.note", row_of(once.worksheet, "tarefas", key)), "três");
    EXPECT_EQ(once.own_rows, 1u);
    EXPECT_EQ(once.appeared_rows, 1u);
    EXPECT_EQ(codes(once), Codes{"duplicate_row"});
}

TEST(WorksheetEdits, columns_may_be_moved_renamed_added_and_deleted) {
    Worksheet edited = stamped(of_two());
    Table& table = *edited.table("definir");
    cell(edited, "definir.pain", 0) = "dói";
    const auto take_out = [&](std::string_view key) {
        const auto at = std::ranges::find(table.columns, key, &Column::key) - table.columns.begin();
        table.columns.erase(table.columns.begin() + at);
        for (auto& row : table.rows) row.erase(row.begin() + at);
    };
    const auto pain = std::ranges::find(table.columns, "definir.pain", &Column::key) - table.columns.begin();
    std::rotate(table.columns.begin(), table.columns.begin() + pain, table.columns.begin() + pain + 1);
    for (auto& row : table.rows) std::rotate(row.begin(), row.begin() + pain, row.begin() + pain + 1);
    table.columns[0].header = "Sofrimento";
    take_out("definir.idea");
    table.columns.push_back({.key = "", .header = "Secretaria", .by_people = true});
    for (auto& row : table.rows) row.emplace_back();
    table.rows[1].back() = "Obras";
    const BroughtBack once = back(of_two(), edited);
    EXPECT_EQ(text(once.worksheet, "definir.pain", 0), "dói");
    EXPECT_EQ(text(once.worksheet, "definir.own:1", 1), "Obras");
    EXPECT_EQ(once.worksheet.table("definir")->columns.back().header, "Secretaria");
    EXPECT_EQ(codes(once), (Codes{"renamed_header", "own_column", "missing_column"}));
    const BroughtBack again = back(of_three(), once.worksheet);
    EXPECT_EQ(codes(again), Codes{});
    EXPECT_EQ(text(again.worksheet, "definir.own:1", row_of(again.worksheet, "definir", table.row_keys[1])),
              "Obras");
}

TEST(WorksheetEdits, sheets_of_their_own_are_kept_with_their_values) {
    Worksheet edited = stamped(of_two());
    Table own{.key = "x",
              .title = {},
              .note = {},
              .columns = {{.key = "x.a"}, {.key = "x.b", .type = CellType::date}},
              .rows = {{"Reunião", DateTime{1'767'139'200'000}}, {"Ata", {}}},
              .headed = false};
    edited.sheets.push_back({.key = "own:7", .name = "Agenda", .about = {}, .tables = {own}});
    std::swap(edited.sheets[0], edited.sheets[4]);
    const BroughtBack once = back(of_two(), edited);
    ASSERT_EQ(once.worksheet.sheets.size(), of_two().sheets.size() + 1);
    const Sheet& sheet = once.worksheet.sheets.back();
    EXPECT_EQ(sheet.name, "Agenda");
    ASSERT_EQ(sheet.tables[0].rows.size(), 2u);
    EXPECT_EQ(sheet.tables[0].rows[0][0], Cell("Reunião"));
    EXPECT_EQ(sheet.tables[0].rows[0][1], Cell(DateTime{1'767'139'200'000}));
    EXPECT_EQ(written(back(of_two(), once.worksheet).worksheet), written(once.worksheet));
}

TEST(WorksheetEdits, a_sheet_that_has_lost_its_keys_is_found_by_its_headers) {
    const std::string row = "<row r=\"3\">";
    std::string header, values;
    for (const char* key : {"definir.problem", "definir.pain", "definir.idea", "definir.impact"})
        header +=
            "<c t=\"inlineStr\"><is><t>" + words().text("worksheet." + std::string(key)) + "</t></is></c>";
    // Fewer than half of the columns are not enough.
    trials::Parts parts = trials::parts_with(row + header + "</row>");
    std::string& workbook = trials::part(parts, "xl/workbook.xml");
    workbook.replace(workbook.find("Aba"), 3, "Definir");
    const auto few = workbook::read(trials::bytes_of(trials::zip_of(parts)));
    ASSERT_TRUE(few.has_value());
    const auto none = analytics::bring_back(of_two(), *few, words());
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error().front().code, "worksheet.not_ours");

    header.clear();
    for (const Column& column : of_two().table("definir")->columns) {
        header += "<c t=\"inlineStr\"><is><t>" + column.header + "</t></is></c>";
        values += column.key == "definir.pain" ? "<c t=\"inlineStr\"><is><t>dói</t></is></c>" : "<c/>";
    }
    trials::part(parts, "xl/worksheets/sheet1.xml") =
        "<worksheet><sheetData>" + row + header + "</row><row>" + values + "</row></sheetData></worksheet>";
    const auto all = workbook::read(trials::bytes_of(trials::zip_of(parts)));
    ASSERT_TRUE(all.has_value());
    const auto found = analytics::bring_back(of_two(), *all, words());
    ASSERT_TRUE(found.has_value());
    EXPECT_GT(std::ranges::count(codes(*found), "missing_sheet"), 0);
    EXPECT_EQ(std::ranges::count(codes(*found), "no_keys"), 1);
    EXPECT_EQ(std::ranges::count(codes(*found), "own_column"), 0) << "hidden ones are not theirs";
    EXPECT_EQ(found->own_rows, 1u) << "whose row it is nobody knows any more: it is kept as a row of theirs";
    EXPECT_EQ(text(found->worksheet, "definir.pain", row_of(found->worksheet, "definir", "own/1")), "dói");
}

TEST(WorksheetEdits, workbooks_of_others_and_of_other_versions_are_refused) {
    const auto code = [](std::string_view first) {
        const auto workbook = workbook::read(trials::bytes_of(trials::zip_of(trials::parts_with(
            "<row r=\"1\"><c t=\"inlineStr\"><is><t>" + std::string(first) + "</t></is></c></row>"))));
        const auto back = analytics::bring_back(of_two(), *workbook, words());
        EXPECT_FALSE(back.has_value());
        EXPECT_EQ(words().describe(back.error().front()).find('['), std::string::npos);
        return back.error().front().code;
    };
    EXPECT_EQ(code("Orçamento"), "worksheet.not_ours");
    EXPECT_EQ(code("ensaio-worksheet-3 definir"), "worksheet.other_format");
}

TEST(WorksheetEdits, too_many_added_rows_are_refused_and_a_long_text_is_not_multiplied) {
    std::string rows =
        "<row><c t=\"inlineStr\"><is><t>ensaio-worksheet-2 definir</t></is></c></row>"
        "<row><c t=\"inlineStr\"><is><t>table:definir</t></is></c>"
        "<c t=\"inlineStr\"><is><t>definir.problem</t></is></c></row>";
    const auto code = [&](int count, const std::string& strings) {
        std::string all = rows;
        for (int i = 0; i < count; ++i) all += "<row><c/><c t=\"s\"><v>0</v></c></row>";
        const auto workbook = workbook::read(
            trials::bytes_of(trials::zip_of(trials::parts_with(all, "<si><t>" + strings + "</t></si>"))));
        if (!workbook) return workbook.error().front().code;
        const auto back = analytics::bring_back(of_two(), *workbook, words());
        return back ? std::to_string(back->own_rows) : back.error().front().code;
    };
    EXPECT_EQ(code(50, "x"), "50");
    EXPECT_EQ(code(10'001, "x"), "worksheet.too_many_own");
    EXPECT_EQ(code(1'000, std::string(100'000, 'x')), "workbook.too_much_text");
}

/// Property: whatever people write into their cells comes back, and nothing else changes.
TEST(WorksheetEdits, any_edits_of_people_s_cells_come_back_exactly) {
    std::mt19937 random(20251125);
    const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random() % limit); };
    static constexpr std::string_view kPieces[] = {"a",  "ção", " ", "\n", "=1+1", "<&>\"'", "_x000A_", "😀",
                                                   "\t", "–",   "'", "0",  "1,5",  "@x",     "]]>"};
    for (int turn = 0; turn < 4; ++turn) {
        Worksheet edited = stamped(of_two());
        std::size_t count = 0;
        for (Sheet& sheet : edited.sheets) {
            for (Table& table : sheet.tables) {
                for (std::size_t row = 0; row < table.rows.size(); ++row) {
                    if (row >= table.row_keys.size() || table.row_keys[row].empty()) continue;
                    for (std::size_t i = 0; i < table.columns.size(); ++i) {
                        const Column& column = table.columns[i];
                        if (!column.by_people || column.hidden || below(3) == 0 ||
                            std::holds_alternative<Formula>(table.rows[row][i]))
                            continue;
                        ++count;
                        Cell& one = table.rows[row][i];
                        if (!column.choices.empty()) {
                            one = column.choices[below(column.choices.size())];
                        } else if (column.type == CellType::date) {
                            one = DateTime{static_cast<std::int64_t>(20'000 + below(20'000)) * 86'400'000};
                        } else if (column.type != CellType::text) {
                            one = column.min + static_cast<double>(below(
                                                   static_cast<std::size_t>(column.max - column.min) + 1));
                        } else {
                            std::string some;
                            for (std::size_t k = below(8) + 1; k > 0; --k)
                                some += kPieces[below(std::size(kPieces))];
                            one = some;
                        }
                    }
                }
            }
        }
        const BroughtBack once = back(of_two(), edited);
        EXPECT_EQ(once.cells, count);
        EXPECT_EQ(codes(once), Codes{});
        for (std::size_t s = 0; s < edited.sheets.size(); ++s) {
            for (std::size_t t = 0; t < edited.sheets[s].tables.size(); ++t) {
                const Table& theirs = edited.sheets[s].tables[t];
                const Table& ours = once.worksheet.sheets[s].tables[t];
                if (ours.key == "descoberta") continue;  // counts what people judged
                for (std::size_t row = 0; row < theirs.rows.size(); ++row) {
                    for (std::size_t i = 0; i < theirs.columns.size(); ++i) {
                        if (std::holds_alternative<Formula>(theirs.rows[row][i])) continue;
                        EXPECT_EQ(ours.rows[row][i], theirs.rows[row][i])
                            << theirs.columns[i].key << " " << row;
                    }
                }
            }
        }
        if (turn == 0) {
            EXPECT_EQ(written(back(of_two(), once.worksheet).worksheet), written(once.worksheet));
        }
    }
}

/// The codes of analytics/worksheet_*.cpp.
// ---------------------------------------------------------------- edits in the file itself

workbook::Sheet& sheet_named(workbook::Workbook& workbook, std::string_view key) {
    return *std::ranges::find(workbook.sheets, words().text("worksheet.sheet." + std::string(key)),
                              &workbook::Sheet::name);
}
/// The first cell of this text.
workbook::Cell& cell_saying(workbook::Sheet& sheet, std::string_view text) {
    const auto found = std::ranges::find(sheet.cells, text, &workbook::Cell::text);
    EXPECT_NE(found, sheet.cells.end()) << text;
    return *found;
}
/// Into an empty cell, or instead of what stands there.
void write_into(workbook::Sheet& sheet, std::uint32_t row, std::uint16_t column, std::string_view text) {
    const auto at = std::ranges::lower_bound(sheet.cells, std::pair(row, column), {}, [](const auto& cell) {
        return std::pair(cell.row, cell.column);
    });
    const workbook::Cell cell{.row = row, .column = column, .kind = workbook::CellKind::text, .text = text};
    if (at != sheet.cells.end() && at->row == row && at->column == column)
        *at = cell;
    else
        sheet.cells.insert(at, cell);
}
std::vector<std::string> notes_of(const Worksheet& worksheet) {
    const Table* notes = worksheet.table("own:notes");
    std::vector<std::string> texts;
    if (notes != nullptr) {
        for (const std::vector<Cell>& row : notes->rows) texts.push_back(std::get<std::string>(row.back()));
    }
    return texts;
}

TEST(WorksheetEdits, what_people_write_where_the_program_writes_is_kept_among_the_notes) {
    auto workbook = workbook::read(written(of_two()));
    ASSERT_TRUE(workbook.has_value());
    workbook::Sheet& about = sheet_named(*workbook, "leia_me");
    const std::string method = words().text("worksheet.leia_me.method.told");
    workbook::Cell& told = cell_saying(about, method);
    const std::uint32_t below = about.cells.back().row + 2;
    told.text = "Nosso método";
    write_into(about, below, 1, "Uma ressalva");
    workbook::Sheet& time = sheet_named(*workbook, "linha_do_tempo");
    workbook::Cell& field = *std::ranges::find_if(
        time.cells, [](const workbook::Cell& one) { return one.row > 6 && one.column == 6 && !one.formula; });
    field.text = "isto nos surpreendeu";
    field.kind = workbook::CellKind::text;
    workbook::Sheet& define = sheet_named(*workbook, "definir");
    write_into(define, 1, 1, "Nossa linha");

    const auto found = analytics::bring_back(of_two(), *workbook, words());
    ASSERT_TRUE(found.has_value());
    const std::vector<std::string> kept = notes_of(found->worksheet);
    for (const char* text : {"Nosso método", "Uma ressalva", "isto nos surpreendeu", "Nossa linha"})
        EXPECT_EQ(std::ranges::count(kept, text), 1) << text;
    EXPECT_EQ(kept.size(), 4u) << "and nothing else";
    EXPECT_EQ(codes(*found), Codes(4, "rewritten"));
    EXPECT_EQ(found->worksheet.table("leia_me")->rows, of_two().table("leia_me")->rows);

    const BroughtBack again = back(of_three(), found->worksheet);
    EXPECT_EQ(notes_of(again.worksheet), kept);
    EXPECT_EQ(codes(again), Codes{});
}

/// A column of a sheet deleted, as a spreadsheet does it.
void delete_column(workbook::Sheet& sheet, std::uint16_t column) {
    std::erase_if(sheet.cells, [&](const workbook::Cell& cell) { return cell.column == column; });
    for (workbook::Cell& cell : sheet.cells) {
        if (cell.column > column) --cell.column;
    }
}

/// "The problem of this row …", in each row of *Definir*; likewise in other tables.
Worksheet with_a_word_on_each_row() {
    Worksheet edited = stamped(of_three());
    for (const auto& [table, by, into] : {std::tuple{"definir", "definir.problem", "definir.pain"},
                                          std::tuple{"achados", "achados.finding", "achados.recommendation"},
                                          std::tuple{"tarefas", "tarefas.session", "tarefas.note"}}) {
        const std::vector<std::string>& keys = edited.table(table)->row_keys;
        for (std::size_t row = 0; row < keys.size(); ++row) {
            if (!keys[row].empty()) cell(edited, into, row) = "de " + text(edited, by, row);
        }
    }
    cell(edited, "prioridades.ice_ease", 1) = 7.0;
    return edited;
}
/// How many of these words there are; each must stand where it belongs.
std::size_t words_in_place(const Worksheet& worksheet, std::string_view table, std::string_view by,
                           std::string_view into) {
    std::size_t count = 0;
    for (std::size_t row = 0; row < worksheet.table(table)->rows.size(); ++row) {
        const Cell& one = cell(const_cast<Worksheet&>(worksheet), into, row);
        if (!std::holds_alternative<std::string>(one)) continue;
        EXPECT_EQ(std::get<std::string>(one), "de " + text(worksheet, by, row));
        ++count;
    }
    return count;
}

TEST(WorksheetEdits, rows_without_their_hidden_column_are_known_by_what_stands_in_them) {
    auto workbook = workbook::read(written(with_a_word_on_each_row()));
    ASSERT_TRUE(workbook.has_value());
    for (const char* sheet : {"definir", "prioridades", "tarefas", "achados"})
        delete_column(sheet_named(*workbook, sheet), 0);

    const auto same = analytics::bring_back(of_three(), *workbook, words());
    ASSERT_TRUE(same.has_value());
    EXPECT_EQ(same->own_rows + same->lost_rows + same->appeared_rows + same->corrections, 0u);
    EXPECT_EQ(codes(*same), Codes(4, "no_keys"));
    EXPECT_EQ(same->worksheet.table("definir")->row_keys, of_three().table("definir")->row_keys);
    for (std::size_t row = 0; row < of_three().table("definir")->rows.size(); ++row)
        EXPECT_EQ(text(same->worksheet, "definir.id", row), text(of_three(), "definir.id", row));
    EXPECT_EQ(cell(const_cast<Worksheet&>(same->worksheet), "prioridades.ice_ease", 1), Cell(7.0));

    // A session is gone and findings have changed with it: what cannot be told any more is a row of theirs.
    const auto fewer = analytics::bring_back(of_two(), *workbook, words());
    ASSERT_TRUE(fewer.has_value());
    EXPECT_GT(fewer->own_rows, 0u);
    for (const BroughtBack* back : {&*same, &*fewer}) {
        for (const auto& [table, by, into] :
             {std::tuple{"definir", "definir.problem", "definir.pain"},
              std::tuple{"achados", "achados.finding", "achados.recommendation"},
              std::tuple{"tarefas", "tarefas.session", "tarefas.note"}}) {
            const std::vector<std::string>& before = of_three().table(table)->row_keys;
            EXPECT_EQ(words_in_place(back->worksheet, table, by, into),
                      before.size() - static_cast<std::size_t>(std::ranges::count(before, "")))
                << table;
        }
    }
    EXPECT_EQ(fewer->worksheet.table("tarefas")->rows.size(), of_three().table("tarefas")->rows.size())
        << "nobody is counted twice";
}

/// Rows of a sheet deleted, as a spreadsheet does it.
void delete_rows(workbook::Sheet& sheet, std::uint32_t first, std::uint32_t count) {
    std::erase_if(sheet.cells,
                  [&](const workbook::Cell& cell) { return cell.row >= first && cell.row < first + count; });
    for (workbook::Cell& cell : sheet.cells) {
        if (cell.row >= first) cell.row -= count;
    }
}

TEST(WorksheetEdits, rows_keep_their_keys_where_those_above_their_table_were_deleted) {
    // The title; all that is above the header; what is between both, where the keys of the columns stand.
    for (const auto& [first, count] : {std::pair{0U, 1U}, std::pair{0U, 3U}, std::pair{2U, 1U}}) {
        SCOPED_TRACE(std::to_string(first) + ", " + std::to_string(count));
        auto workbook = workbook::read(written(with_a_word_on_each_row()));
        ASSERT_TRUE(workbook.has_value());
        for (const char* sheet : {"definir", "prioridades", "tarefas", "achados"})
            delete_rows(sheet_named(*workbook, sheet), first, count);
        delete_rows(sheet_named(*workbook, "indicadores"), 0, 1);
        const auto found = analytics::bring_back(of_three(), *workbook, words());
        ASSERT_TRUE(found.has_value());
        EXPECT_EQ(codes(*found), Codes{});
        EXPECT_EQ(written(found->worksheet), written(back(of_three(), with_a_word_on_each_row()).worksheet));
    }
}

TEST(WorksheetEdits, what_stands_above_the_title_in_whatever_column_is_kept) {
    auto workbook = workbook::read(written(of_two()));
    ASSERT_TRUE(workbook.has_value());
    workbook::Sheet& define = sheet_named(*workbook, "definir");
    for (workbook::Cell& cell : define.cells) cell.row += cell.row == 0 ? 2 : 3;  // and one below the title
    for (std::uint32_t row : {0U, 1U, 3U}) {
        write_into(define, row, 1, "sob a coluna do ID");
        write_into(define, row, 4, "noutra coluna");
    }
    const auto found = analytics::bring_back(of_two(), *workbook, words());
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(codes(*found), Codes(6, "stray"));
}

TEST(WorksheetEdits, a_sheet_of_several_tables_without_its_hidden_column_is_kept_apart_and_told_once) {
    auto workbook = workbook::read(written(of_two()));
    ASSERT_TRUE(workbook.has_value());
    workbook::Sheet& figures = sheet_named(*workbook, "indicadores");
    const std::string name = figures.name;
    write_into(figures, cell_saying(figures, "end:janela").row - 1, 3, "Ouvidoria");
    delete_column(figures, 0);
    const auto found = analytics::bring_back(of_two(), *workbook, words());
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(codes(*found), Codes{"apart"});
    const Sheet& apart = found->worksheet.sheets.back();
    EXPECT_EQ(apart.name, name + " (2)");
    EXPECT_TRUE(std::ranges::any_of(apart.tables[0].rows, [](const std::vector<Cell>& row) {
        return std::ranges::find(row, Cell("Ouvidoria")) != row.end();
    }));
}

TEST(WorksheetEdits, that_a_sheet_was_deleted_is_told_once) {
    auto workbook = workbook::read(written(of_two()));
    ASSERT_TRUE(workbook.has_value());
    const std::string name = sheet_named(*workbook, "indicadores").name;
    std::erase_if(workbook->sheets, [&](const workbook::Sheet& sheet) { return sheet.name == name; });
    const auto found = analytics::bring_back(of_two(), *workbook, words());
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(codes(*found), Codes{"missing_sheet"});
}

TEST(WorksheetEdits, rows_that_read_the_same_without_their_hidden_column_are_told_apart_by_nobody) {
    Worksheet edited = with_a_word_on_each_row();
    for (const char* column : {"definir.problem", "definir.evidence", "definir.n", "definir.screen"})
        cell(edited, column, 1) = cell(edited, column, 0);
    auto workbook = workbook::read(written(edited));
    ASSERT_TRUE(workbook.has_value());
    delete_column(sheet_named(*workbook, "definir"), 0);
    const auto found = analytics::bring_back(of_three(), *workbook, words());
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->own_rows, 2u);
}

TEST(WorksheetEdits, of_an_erased_session_no_copy_of_a_row_comes_back_either) {
    Worksheet edited = with_a_word_on_each_row();
    const std::string id = three_people()[2].session.header.id;
    Table& tasks = *edited.table("tarefas");
    tasks.rows.push_back(tasks.rows[row_of(edited, "tarefas", tasks.row_keys.back())]);
    tasks.row_keys.push_back(tasks.row_keys.back());
    tasks.row_stamps.push_back(tasks.row_stamps.back());
    ASSERT_TRUE(tasks.row_keys.back().starts_with(id));
    const auto rest = [&](const BroughtBack& back) {
        for (std::size_t row = 0; row < back.worksheet.table("tarefas")->rows.size(); ++row)
            EXPECT_FALSE(text(back.worksheet, "tarefas.session", row).starts_with(id.substr(0, 8)));
        EXPECT_EQ(back.own_rows, 0u);
        EXPECT_EQ(std::ranges::count(codes(back), "duplicate_row"), 0) << "it came in as no row of theirs";
    };
    rest(back(of_two(), edited, {id}));

    auto workbook = workbook::read(written(edited));
    delete_column(sheet_named(*workbook, "tarefas"), 0);
    const auto keyless = analytics::bring_back(of_two(), *workbook, words(), {id});
    ASSERT_TRUE(keyless.has_value());
    rest(*keyless);
}

TEST(WorksheetEdits, that_the_numbers_of_rows_were_deleted_is_told) {
    auto workbook = workbook::read(written(with_a_word_on_each_row()));
    ASSERT_TRUE(workbook.has_value());
    delete_column(sheet_named(*workbook, "definir"), 1);
    const auto found = analytics::bring_back(of_three(), *workbook, words());
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(codes(*found), Codes{"no_numbers"});
    EXPECT_EQ(text(found->worksheet, "definir.id", 0), "P-001");
}

TEST(WorksheetEdits, a_workbook_of_before_the_stamps_fills_no_notes) {
    auto workbook = workbook::read(written(of_two()));
    ASSERT_TRUE(workbook.has_value());
    for (workbook::Sheet& sheet : workbook->sheets) {
        for (workbook::Cell& cell : sheet.cells) {
            if (cell.column == 0 && cell.text.starts_with(" ~")) cell.text = "";
            if (cell.column == 0 && cell.text.contains(" ~"))
                cell.text = cell.text.substr(0, cell.text.find(" ~"));
        }
    }
    const auto found = analytics::bring_back(of_three(), *workbook, words());
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(notes_of(found->worksheet), std::vector<std::string>{});
}

TEST(WorksheetEdits, words_in_a_row_where_only_formulas_stand_are_a_note_and_no_row) {
    auto workbook = workbook::read(written(of_two()));
    ASSERT_TRUE(workbook.has_value());
    workbook::Sheet& summary = sheet_named(*workbook, "resumo");
    const auto end =
        std::ranges::find(summary.cells, std::string_view("end:conclusao"), &workbook::Cell::text);
    ASSERT_NE(end, summary.cells.end());
    write_into(summary, end->row, 3, "por que tão pouco?");
    const auto found = analytics::bring_back(of_two(), *workbook, words());
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->own_rows, 0u);
    EXPECT_EQ(notes_of(found->worksheet), std::vector<std::string>{"por que tão pouco?"});
}

TEST(WorksheetEdits, a_row_of_their_own_counts_with_the_task_whose_name_stands_in_it) {
    Worksheet edited = stamped(of_two());
    Table& table = *edited.table("tarefas");
    const auto add = [&](std::string_view task) {
        table.rows.emplace_back(table.columns.size());
        table.row_keys.emplace_back();
        table.row_stamps.emplace_back();
        const std::size_t row = table.rows.size() - 1;
        cell(edited, "tarefas.participant", row) = "P09";
        cell(edited, "tarefas.task", row) = std::string(task);
        cell(edited, "tarefas.outcome", row) = words().text("worksheet.tarefas.outcome.gave_up");
    };
    add(text(of_two(), "tarefas.task", 0));
    add("Outra tarefa");
    const BroughtBack came = back(of_two(), edited);
    const double before = trials::number_of(*of_two().table("conclusao"), 0, "conclusao.n");
    EXPECT_EQ(trials::number_of(*came.worksheet.table("conclusao"), 0, "conclusao.n"), before + 1);
    EXPECT_EQ(codes(came), Codes{"not_counted"});
    const BroughtBack again = back(of_two(), came.worksheet);
    EXPECT_EQ(trials::number_of(*again.worksheet.table("conclusao"), 0, "conclusao.n"), before + 1);
}

TEST(WorksheetEdits, a_number_that_another_row_has_is_told_and_a_formula_without_its_value_too) {
    auto workbook = workbook::read(written(of_two()));
    ASSERT_TRUE(workbook.has_value());
    workbook::Sheet& define = sheet_named(*workbook, "definir");
    cell_saying(define, "P-002").text = "P-001";
    const auto pain =
        std::ranges::find(define.cells, std::string_view("definir.pain"), &workbook::Cell::text);
    ASSERT_NE(pain, define.cells.end());
    const std::uint32_t row = cell_saying(define, "P-001").row;
    const std::uint16_t column = pain->column;
    write_into(define, row, column, "");
    std::ranges::find_if(define.cells, [&](const workbook::Cell& one) {
        return one.row == row && one.column == column;
    })->formula = true;
    const auto found = analytics::bring_back(of_two(), *workbook, words());
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(codes(*found), (Codes{"renumbered", "no_value"}));
    EXPECT_EQ(found->remarks.front().args.front(), "P-001");
}

TEST(WorksheetEdits, figures_beyond_their_range_are_ranked_nowhere) {
    Worksheet edited = stamped(of_two());
    cell(edited, "definir.impact", 0) = 50.0;
    cell(edited, "definir.effort", 0) = 1.0;
    cell(edited, "definir.confidence", 0) = 3.0;
    cell(edited, "definir.impact", 1) = 4.0;
    cell(edited, "definir.effort", 1) = 0.0;
    cell(edited, "definir.confidence", 1) = 3.0;
    const BroughtBack came = back(of_two(), edited);
    for (const std::size_t row : {0U, 1U}) {
        EXPECT_EQ(text(came.worksheet, "definir.score", row), "");
        EXPECT_EQ(text(came.worksheet, "definir.quadrant", row), "");
    }
    EXPECT_EQ(codes(came), (Codes{"out_of_range", "out_of_range"}));
}

TEST(WorksheetEdits, every_remark_has_its_words_and_no_words_are_left_over) {
    const std::set<std::string> all{
        "apart",       "both_changed", "comments",     "computed",      "doubled_sheet",  "duplicate_row",
        "erased_row",  "error_value",  "lost_row",     "missing_sheet", "missing_column", "no_keys",
        "no_numbers",  "no_row",       "no_stamps",    "no_value",      "not_a_date",     "not_a_number",
        "not_counted", "only_value",   "out_of_range", "own_column",    "own_sheet",      "renamed_header",
        "renumbered",  "rewritten",    "stray",        "unknown_choice"};
    std::set<std::string> told;
    constexpr std::string_view kBefore = "worksheet.remark.";
    for (const auto& [key, unused] : words().entries()) {
        if (key.starts_with(kBefore)) told.insert(key.substr(kBefore.size()));
    }
    EXPECT_EQ(told, all);
}

}  // namespace
