#include "analytics/worksheet_edits.hpp"

#include <algorithm>
#include <random>
#include <set>

#include "analytics/judged.hpp"

#include "edited_worksheet.hpp"

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
using trials::back;
using trials::cell;
using trials::codes;
using trials::Codes;
using trials::of_three;
using trials::of_two;
using trials::row_of;
using trials::stamped;
using trials::text;
using trials::two_people_and_caio;
using trials::words;
using trials::written;

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
    const std::string id = two_people_and_caio()[2].session.header.id;
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

/// The codes of analytics/worksheet_*.cpp.
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
