#include "workbook/read.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/language.hpp"
#include "scripted_session.hpp"
#include "workbook/number_format.hpp"
#include "workbook_bytes.hpp"

namespace {

using namespace ensaio;
using trials::bytes_of;
using trials::part;
using trials::Parts;
using trials::parts_with;
using trials::zip_of;
using workbook::Cell;
using workbook::CellKind;
using workbook::Workbook;

Workbook read(const Parts& parts) {
    auto workbook = workbook::read(bytes_of(zip_of(parts)));
    if (workbook) return std::move(*workbook);
    ADD_FAILURE() << workbook.error().front().code << " " << workbook.error().front().where;
    Workbook none;
    none.sheets.emplace_back();
    return none;
}

std::string code_of(std::string_view bytes) {
    const auto workbook = workbook::read(bytes_of(bytes));
    if (workbook) return "read";
    static const core::Language language =
        core::Language::read(trials::read_text("assets/languages/pt-BR.json")).value();
    const std::string words = language.describe(workbook.error().front());
    EXPECT_EQ(words.find('['), std::string::npos) << words;
    return workbook.error().front().code;
}
std::string code_of(const Parts& parts) { return code_of(zip_of(parts)); }

/// The only cell, in A1.
Cell only(const Workbook& workbook) {
    EXPECT_EQ(workbook.sheets.at(0).cells.size(), 1u);
    return workbook.sheets.at(0).cells.empty() ? Cell() : workbook.sheets[0].cells[0];
}

TEST(Workbook, cells_of_every_type_are_read) {
    const Workbook workbook = read(parts_with(
        R"(<row r="2"><c r="A2"><v>3.5</v></c><c r="C2" t="s"><v>0</v></c><c r="D2" t="b"><v>1</v></c>)"
        R"(<c r="E2" t="e"><v>#N/A</v></c><c r="F2" t="str"><f>A2&amp;""</f><v>3,5</v></c>)"
        R"(<c r="AA2" t="inlineStr"><is><t>dentro</t></is></c><c r="AB2" t="d"><v>2025-12-31T12:00:00</v></c></row>)",
        "<si><t>fora</t></si>"));
    const auto& cells = workbook.sheets.at(0).cells;
    ASSERT_EQ(cells.size(), 7u);
    EXPECT_EQ(workbook.sheets[0].name, "Aba");
    EXPECT_EQ(cells[0].number, 3.5);
    EXPECT_EQ(cells[0].row, 1u);
    EXPECT_EQ(cells[1].text, "fora");
    EXPECT_EQ(cells[1].column, 2u);
    EXPECT_EQ(cells[2].kind, CellKind::boolean);
    EXPECT_EQ(cells[3].kind, CellKind::error);
    EXPECT_EQ(cells[3].text, "#N/A");
    EXPECT_TRUE(cells[4].formula);
    EXPECT_EQ(cells[4].text, "3,5");
    EXPECT_EQ(cells[5].text, "dentro");
    EXPECT_EQ(workbook::cell_name(cells[5].row, cells[5].column), "AA2");
    EXPECT_EQ(cells[6].kind, CellKind::date);
    EXPECT_EQ(cells[6].number, 46'022.5);
}

TEST(Workbook, a_rich_text_is_its_runs_and_how_it_is_read_aloud_is_left_out) {
    const Workbook workbook = read(
        parts_with(R"(<row r="1"><c r="A1" t="s"><v>0</v></c></row>)",
                   "<si><r><rPr><b/></rPr><t>Não </t></r><r><t>achou</t></r><rPh><t>nao</t></rPh></si>"));
    EXPECT_EQ(only(workbook).text, "Não achou");
}

TEST(Workbook, an_escaped_character_is_what_it_stands_for) {
    const Workbook workbook = read(parts_with(
        R"(<row r="1"><c r="A1" t="inlineStr"><is><t>a_x000D_&#10;b_x005F_x0041__x0041_ _x00e7_ _xZZZZ_</t></is></c></row>)"));
    EXPECT_EQ(only(workbook).text, "a\nb_x0041_A ç _xZZZZ_");
}

TEST(Workbook, rows_and_cells_may_leave_out_where_they_are) {
    const Workbook workbook =
        read(parts_with("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row><row r=\"9\"><c "
                        "r=\"C9\"><v>4</v></c><c><v>5</v></c></row>"));
    const auto& cells = workbook.sheets.at(0).cells;
    ASSERT_EQ(cells.size(), 5u);
    EXPECT_EQ(workbook::cell_name(cells[1].row, cells[1].column), "B1");
    EXPECT_EQ(workbook::cell_name(cells[2].row, cells[2].column), "A2");
    EXPECT_EQ(workbook::cell_name(cells[4].row, cells[4].column), "D9");
}

TEST(Workbook, names_of_elements_may_have_any_prefix) {
    Parts parts = parts_with("");
    part(parts, "xl/worksheets/sheet1.xml") =
        R"(<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>)";
    EXPECT_EQ(only(read(parts)).number, 7);
}

TEST(Workbook, a_number_is_a_date_where_its_style_says_so) {
    const std::string styles =
        R"(<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>)"
        R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/></cellXfs>)";
    const std::string rows =
        R"(<row r="1"><c r="A1" s="0"><v>45784</v></c><c r="B1" s="1"><v>45784</v></c><c r="C1" s="2"><v>45784.5</v></c><c r="D1" s="99"><v>1</v></c></row>)";
    const Workbook modern = read(parts_with(rows, "", styles)),
                   old = read(parts_with(rows, "", styles, "<workbookPr date1904=\"1\"/>"));
    const auto kind = [&](std::size_t i) { return modern.sheets.at(0).cells.at(i).kind; };
    EXPECT_EQ(kind(0), CellKind::number);
    EXPECT_EQ(kind(1), CellKind::date);
    EXPECT_EQ(kind(2), CellKind::date);
    EXPECT_EQ(kind(3), CellKind::number);
    EXPECT_EQ(modern.sheets[0].cells[1].number, 45'784);
    EXPECT_EQ(old.sheets.at(0).cells.at(1).number, 45'784 + 1'462);
    EXPECT_EQ(old.sheets[0].cells[0].number, 45'784);
}

TEST(Workbook, formats_of_dates_are_told_from_others) {
    for (const char* code :
         {"dd/mm/yyyy", "[$-416]d\\ mmm", "[h]:mm", "General;dd/mm", "hh:mm;@", "\"dia\" d"})
        EXPECT_EQ(workbook::is_date_format(std::string_view(code)), std::string_view(code) != "General;dd/mm")
            << code;
    for (const char* code :
         {"General", "0.0", "[Red]0", "\"dia\" 0", "#,##0\\d", "@", "0.00E+00", "_-* 0", "\"", "\\"})
        EXPECT_FALSE(workbook::is_date_format(std::string_view(code))) << code;
    EXPECT_TRUE(workbook::is_date_format(14));
    EXPECT_FALSE(workbook::is_date_format(10));
}

TEST(Workbook, a_huge_dimension_is_only_a_claim_but_one_beyond_spreadsheets_is_refused) {
    const auto with = [](std::string_view reference) {
        Parts parts = parts_with("");
        part(parts, "xl/worksheets/sheet1.xml") =
            "<worksheet><dimension ref=\"" + std::string(reference) +
            "\"/><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>";
        return parts;
    };
    EXPECT_EQ(code_of(with("A1:XFD1048576")), "read");
    EXPECT_EQ(code_of(with("A1:XFE1048576")), "workbook.too_large");
    EXPECT_EQ(code_of(with("A1:A99999999999999999999")), "workbook.too_large");
}

TEST(Workbook, cells_beyond_a_spreadsheet_are_refused) {
    EXPECT_EQ(code_of(parts_with(R"(<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>)")), "read");
    EXPECT_EQ(code_of(parts_with(R"(<row r="1000000000"><c r="A1000000000"><v>1</v></c></row>)")),
              "workbook.too_large");
    EXPECT_EQ(code_of(parts_with(R"(<row r="1"><c r="XFE1"><v>1</v></c></row>)")), "workbook.too_large");
    EXPECT_EQ(code_of(parts_with(R"(<row r="1048576"/><row><c><v>1</v></c></row>)")), "workbook.too_large");
    std::string cells;
    for (int row = 1; row <= 130; ++row) {
        cells += "<row>";
        for (int i = 0; i < 1'000; ++i) cells += "<c><v>1</v></c>";
        cells += "</row>";
    }
    Parts parts = parts_with(cells);
    std::string& picture = part(parts, "xl/media/image1.png");  // lets the file inflate to more
    std::uint32_t state = 1;
    for (int i = 0; i < 30'000; ++i)
        picture += static_cast<char>((state = state * 1'664'525 + 1'013'904'223) >> 24);
    EXPECT_EQ(code_of(parts), "workbook.too_large") << "130 000 cells in a file of 40 kB";
}

TEST(Workbook, what_is_not_as_it_must_be_is_damaged) {
    EXPECT_EQ(code_of(parts_with(R"(<row r="1"><c r="A1" t="s"><v>0</v></c></row>)")), "workbook.damaged")
        << "no such string";
    EXPECT_EQ(code_of(parts_with(R"(<row r="1"><c r="A2"><v>1</v></c></row>)")), "workbook.damaged");
    EXPECT_EQ(code_of(parts_with(R"(<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>)")),
              "workbook.damaged");
    EXPECT_EQ(code_of(parts_with(R"(<row r="0"><c><v>1</v></c></row>)")), "workbook.damaged");
    EXPECT_EQ(code_of(parts_with(R"(<row r="1"><c r="1A"><v>1</v></c></row>)")), "workbook.damaged");
    EXPECT_EQ(code_of(parts_with("<row>")), "workbook.damaged");
    EXPECT_EQ(code_of(parts_with("&aberta;")), "workbook.damaged");
    Parts parts = parts_with("");
    part(parts, "xl/worksheets/sheet1.xml").clear();
    EXPECT_EQ(code_of(parts), "workbook.damaged");
    std::erase_if(parts, [](const auto& one) { return one.first == "xl/worksheets/sheet1.xml"; });
    EXPECT_EQ(code_of(parts), "workbook.damaged");
    const std::string whole = zip_of(parts_with(""));
    std::string flipped = whole;
    flipped[60] = static_cast<char>(flipped[60] ^ 0x10);
    EXPECT_EQ(code_of(flipped), "workbook.damaged");
}

TEST(Workbook, a_document_type_is_refused_before_its_entities_are_read) {
    for (const char* type :
         {"<!DOCTYPE sst [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c "
          "\"&b;&b;&b;&b;&b;&b;&b;&b;\">]>",
          "<!DOCTYPE sst SYSTEM \"http://exemplo.invalid/a.dtd\">",
          "<!DOCTYPE sst [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>", "<!DOCTYPE sst>"}) {
        Parts parts = parts_with(R"(<row r="1"><c r="A1" t="s"><v>0</v></c></row>)");
        part(parts, "xl/sharedStrings.xml") = std::string(type) + "<sst><si><t>&c;</t></si></sst>";
        EXPECT_EQ(code_of(parts), "workbook.doctype") << type;
    }
}

TEST(Workbook, what_grows_too_much_is_refused_whatever_its_list_says) {
    Parts parts = parts_with("");
    part(parts, "xl/sharedStrings.xml").insert(0, std::string(3'000'000, ' '));
    EXPECT_EQ(code_of(zip_of(parts)), "workbook.bomb");
    EXPECT_EQ(code_of(zip_of(parts, {.small = true})), "workbook.damaged") << "it ends where its list says";
    EXPECT_EQ(code_of(zip_of(parts, {.packed = false})), "read") << "as large a file may hold as much";
}

TEST(Workbook, depth_length_and_number_of_parts_have_their_limits) {
    std::string deep;
    for (int i = 0; i < 100; ++i) deep += "<a>";
    EXPECT_EQ(code_of(parts_with(deep)), "workbook.too_deep");
    EXPECT_EQ(code_of(zip_of(parts_with("<!--" + std::string(1'500'000, 'x') + "-->"), {.packed = false})),
              "workbook.too_long");
    EXPECT_EQ(code_of(parts_with("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>" +
                                 std::string(140'000, 'x') + "</t></is></c></row>")),
              "workbook.too_much_text");
    Parts many = parts_with("");
    for (int i = 0; i < 1'000; ++i) many.emplace_back("x" + std::to_string(i), "");
    EXPECT_EQ(code_of(many), "workbook.too_many_parts");
    Parts sheets = parts_with("");
    std::string list;
    for (int i = 0; i < 300; ++i) list += "<sheet name=\"a\" id=\"b\"/>";
    part(sheets, "xl/workbook.xml") = "<workbook><sheets>" + list + "</sheets></workbook>";
    EXPECT_EQ(code_of(sheets), "workbook.too_many_sheets");
}

TEST(Workbook, parts_that_name_each_other_in_a_ring_are_refused) {
    for (const char* target :
         {"../xl/workbook.xml", "/xl/_rels/workbook.xml.rels", "sharedStrings.xml", "../../_rels/.rels"}) {
        Parts parts = parts_with("");
        std::string& relations = part(parts, "xl/_rels/workbook.xml.rels");
        relations.replace(relations.find("worksheets/sheet1.xml"), 21, target);
        EXPECT_EQ(code_of(parts), "workbook.ring") << target;
    }
}

TEST(Workbook, a_sheet_outside_of_the_file_is_not_looked_for) {
    Parts parts = parts_with("");
    std::string& relations = part(parts, "xl/_rels/workbook.xml.rels");
    relations.replace(relations.find("worksheets/sheet1.xml\""), 22,
                      "http://exemplo.invalid/\" TargetMode=\"External\"");
    EXPECT_EQ(code_of(parts), "workbook.outside");
}

TEST(Workbook, files_of_other_kinds_are_told_apart) {
    EXPECT_EQ(code_of(""), "workbook.not_xlsx");
    EXPECT_EQ(code_of("ID;Problema\r\n"), "workbook.not_xlsx");
    EXPECT_EQ(code_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 the old .xls"), "workbook.old_or_locked");
    EXPECT_EQ(code_of(Parts{{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                            {"content.xml", "<a/>"}}),
              "workbook.ods");
    EXPECT_EQ(code_of(Parts{{"letter.txt", "oi"}}), "workbook.not_xlsx");
    Parts letter = parts_with("");
    part(letter, "xl/workbook.xml") = "<document/>";
    EXPECT_EQ(code_of(letter), "workbook.not_xlsx") << "a .docx";
    EXPECT_EQ(code_of(zip_of(parts_with(""), {.flags = 1})), "workbook.locked");
    EXPECT_EQ(code_of(std::string(33'000'000, 'P')), "workbook.too_big");
}

TEST(Workbook, a_file_that_was_cut_is_refused_wherever_it_was_cut) {
    const std::string whole = zip_of(parts_with(R"(<row r="1"><c r="A1"><v>1</v></c></row>)"));
    ASSERT_EQ(code_of(whole), "read");
    for (std::size_t size = 4; size < whole.size(); ++size)
        EXPECT_EQ(code_of(whole.substr(0, size)), "workbook.cut") << size;
}

}  // namespace
