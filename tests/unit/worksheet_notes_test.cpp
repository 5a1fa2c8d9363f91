// What people write where the program writes, and where nobody does.

#include <algorithm>

#include "edited_worksheet.hpp"

namespace {

using namespace ensaio;
using analytics::BroughtBack;
using analytics::Cell;
using analytics::Table;
using analytics::Worksheet;
using trials::back;
using trials::cell_saying;
using trials::codes;
using trials::Codes;
using trials::of_three;
using trials::of_two;
using trials::sheet_named;
using trials::words;
using trials::write_into;
using trials::written;

std::vector<std::string> notes_of(const Worksheet& worksheet) {
    const Table* notes = worksheet.table("own:notes");
    std::vector<std::string> texts;
    if (notes != nullptr) {
        for (const std::vector<Cell>& row : notes->rows) texts.push_back(std::get<std::string>(row.back()));
    }
    return texts;
}

TEST(WorksheetNotes, what_people_write_where_the_program_writes_is_kept_among_the_notes) {
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

TEST(WorksheetNotes, what_stands_above_the_title_in_whatever_column_is_kept) {
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

TEST(WorksheetNotes, a_workbook_of_before_the_stamps_fills_no_notes) {
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

TEST(WorksheetNotes, words_in_a_row_where_only_formulas_stand_are_a_note_and_no_row) {
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

TEST(WorksheetNotes, a_number_that_another_row_has_is_told_and_a_formula_without_its_value_too) {
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

}  // namespace
