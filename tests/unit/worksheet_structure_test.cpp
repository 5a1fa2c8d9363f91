// Worksheets that come back with rows, columns or sheets moved, added or deleted, or that are none.

#include <algorithm>

#include "edited_worksheet.hpp"
#include "workbook_bytes.hpp"

namespace {

using namespace ensaio;
using analytics::BroughtBack;
using analytics::Cell;
using analytics::CellType;
using analytics::Column;
using analytics::DateTime;
using analytics::Sheet;
using analytics::Table;
using analytics::Worksheet;
using trials::back;
using trials::cell;
using trials::cell_saying;
using trials::codes;
using trials::Codes;
using trials::of_three;
using trials::of_two;
using trials::row_of;
using trials::sheet_named;
using trials::stamped;
using trials::text;
using trials::two_people_and_caio;
using trials::words;
using trials::write_into;
using trials::written;

TEST(WorksheetStructure, rows_may_be_sorted_deleted_and_doubled) {
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

TEST(WorksheetStructure, columns_may_be_moved_renamed_added_and_deleted) {
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

TEST(WorksheetStructure, sheets_of_their_own_are_kept_with_their_values) {
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

TEST(WorksheetStructure, a_sheet_that_has_lost_its_keys_is_found_by_its_headers) {
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

TEST(WorksheetStructure, workbooks_of_others_and_of_other_versions_are_refused) {
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

TEST(WorksheetStructure, too_many_added_rows_are_refused_and_a_long_text_is_not_multiplied) {
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

TEST(WorksheetStructure, rows_without_their_hidden_column_are_known_by_what_stands_in_them) {
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

TEST(WorksheetStructure, rows_keep_their_keys_where_those_above_their_table_were_deleted) {
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

TEST(WorksheetStructure, a_sheet_of_several_tables_without_its_hidden_column_is_kept_apart_and_told_once) {
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

TEST(WorksheetStructure, that_a_sheet_was_deleted_is_told_once) {
    auto workbook = workbook::read(written(of_two()));
    ASSERT_TRUE(workbook.has_value());
    const std::string name = sheet_named(*workbook, "indicadores").name;
    std::erase_if(workbook->sheets, [&](const workbook::Sheet& sheet) { return sheet.name == name; });
    const auto found = analytics::bring_back(of_two(), *workbook, words());
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(codes(*found), Codes{"missing_sheet"});
}

TEST(WorksheetStructure, rows_that_read_the_same_without_their_hidden_column_are_told_apart_by_nobody) {
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

TEST(WorksheetStructure, of_an_erased_session_no_copy_of_a_row_comes_back_either) {
    Worksheet edited = with_a_word_on_each_row();
    const std::string id = two_people_and_caio()[2].session.header.id;
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

TEST(WorksheetStructure, that_the_numbers_of_rows_were_deleted_is_told) {
    auto workbook = workbook::read(written(with_a_word_on_each_row()));
    ASSERT_TRUE(workbook.has_value());
    delete_column(sheet_named(*workbook, "definir"), 1);
    const auto found = analytics::bring_back(of_three(), *workbook, words());
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(codes(*found), Codes{"no_numbers"});
    EXPECT_EQ(text(found->worksheet, "definir.id", 0), "P-001");
}

}  // namespace
