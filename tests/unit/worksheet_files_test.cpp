#include "analytics/worksheet_files.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "scripted_session.hpp"

namespace {

using namespace ensaio;
using analytics::CellType;
using analytics::DateTime;
using analytics::Formula;
using analytics::Sheet;
using analytics::Table;
using analytics::Worksheet;

const core::Language& words() {
    static const core::Language language =
        core::Language::read(trials::read_text("assets/languages/pt-BR.json")).value();
    return language;
}

Worksheet small_worksheet() {
    Table table{
        .key = "definir",
        .title = {},
        .note = {},
        .columns = {{.key = "definir.problem", .header = "Problema", .width = 30, .choices = {}},
                    {.key = "definir.impact",
                     .header = "Impacto",
                     .type = CellType::integer,
                     .by_people = true,
                     .choices = {},
                     .min = 1,
                     .max = 5},
                    {.key = "definir.status",
                     .header = "Situação",
                     .type = CellType::choice,
                     .by_people = true,
                     .choices = {"aberto", "resolvido"}},
                    {.key = "definir.when", .header = "Início", .type = CellType::date_time, .choices = {}},
                    {.key = "definir.score", .header = "Nota", .type = CellType::number, .choices = {}}},
        .rows = {}};
    const Formula twice{"=IF({definir.impact}=\"\",\"\",{definir.impact}*2)"};
    table.rows = {{"Não achou “Cor”", 3.5, {}, DateTime{1'746'628'202'000}, twice}, {{}, {}, {}, {}, twice}};
    table.row_keys = {"calcada@00000000/loop/carta", ""};
    Worksheet worksheet{
        .language = "pt-BR",
        .sheets = {{.key = "definir", .name = "Definir", .about = "O que é", .tables = {table}}}};
    analytics::evaluate(worksheet);
    return worksheet;
}

unsigned number_at(const std::string& bytes, std::size_t at, unsigned size) {
    unsigned number = 0;
    for (unsigned i = size; i > 0; --i) number = number << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
    return number;
}

/// The parts of a workbook by name: its zip entries, inflated.
std::map<std::string, std::string> parts_of(const std::vector<std::uint8_t>& xlsx) {
    const std::string bytes(xlsx.begin(), xlsx.end());
    std::map<std::string, std::string> parts;
    for (std::size_t at = bytes.find("PK\1\2"); at != std::string::npos; at = bytes.find("PK\1\2", at + 46)) {
        const std::size_t packed = number_at(bytes, at + 20, 4), size = number_at(bytes, at + 24, 4),
                          local = number_at(bytes, at + 42, 4);
        const std::string name = bytes.substr(at + 46, number_at(bytes, at + 28, 2));
        const std::size_t data =
            local + 30 + number_at(bytes, local + 26, 2) + number_at(bytes, local + 28, 2);
        std::string part(size, '\0');
        z_stream stream{};
        EXPECT_EQ(inflateInit2(&stream, -15), Z_OK);
        std::string in = bytes.substr(data, packed);
        stream.next_in = reinterpret_cast<Bytef*>(in.data());
        stream.avail_in = static_cast<uInt>(packed);
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = static_cast<uInt>(size);
        EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END) << name;
        inflateEnd(&stream);
        parts[name] = std::move(part);
    }
    return parts;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(WorksheetXlsx, the_same_worksheet_gives_the_same_bytes) {
    const auto once = analytics::write_xlsx(small_worksheet(), words()),
               again = analytics::write_xlsx(small_worksheet(), words());
    ASSERT_TRUE(once.has_value());
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(*once, *again);
    EXPECT_TRUE(has(parts_of(*once)["docProps/core.xml"], "2000-01-01T00:00:00Z"));
}

TEST(WorksheetXlsx, cells_have_their_types_and_formulas_refer_to_their_own_row) {
    const auto xlsx = analytics::write_xlsx(small_worksheet(), words());
    ASSERT_TRUE(xlsx.has_value());
    auto parts = parts_of(*xlsx);
    const std::string& sheet = parts["xl/worksheets/sheet1.xml"];
    EXPECT_TRUE(has(sheet, "<v>3.5</v>")) << sheet;
    EXPECT_TRUE(has(sheet, "<v>45784.60418981")) << "2025-05-07 14:30:02";
    EXPECT_TRUE(has(sheet, "<f>IF(C5=\"\",\"\",C5*2)</f><v>7</v>"));
    EXPECT_TRUE(has(sheet, "<f>IF(C6=\"\",\"\",C6*2)</f><v></v>"));
    EXPECT_TRUE(has(sheet, "\"aberto,resolvido\""));
    EXPECT_TRUE(has(sheet, "sqref=\"D5:D6\""));
    EXPECT_TRUE(has(sheet, "<formula1>1</formula1><formula2>5</formula2>"));
    EXPECT_TRUE(has(sheet, "state=\"frozen\""));
    EXPECT_TRUE(has(sheet, "orientation=\"landscape\""));
    EXPECT_TRUE(has(parts["xl/sharedStrings.xml"], "Não achou “Cor”"));
}

/// A chart of intervals, whose cells are formulas.
Worksheet worksheet_with_intervals() {
    const auto column = [](const char* key, CellType type) {
        return analytics::Column{.key = key, .header = key, .type = type};
    };
    Table table{.key = "t",
                .title = {},
                .note = {},
                .columns = {column("t.task", CellType::text), column("t.before", CellType::percent),
                            column("t.below", CellType::percent), column("t.mark", CellType::percent),
                            column("t.above", CellType::percent)},
                .rows = {{"Pedir", Formula{"=1/4"}, Formula{"=1/8"}, 0.01, Formula{"=1/2"}},
                         {"Acompanhar", 0.5, 0.0625, 0.01, 0.25}}};
    Worksheet worksheet{
        .language = "pt-BR",
        .sheets = {{.key = "s", .name = "Resumo", .about = "O que é", .tables = {std::move(table)}}}};
    worksheet.sheets[0].charts.push_back({.kind = analytics::Chart::Kind::intervals,
                                          .title = "Conclusão",
                                          .label = "t.task",
                                          .value = "t.before",
                                          .x = {},
                                          .low = "t.below",
                                          .mark = "t.mark",
                                          .high = "t.above",
                                          .interval_name = "intervalo",
                                          .mark_name = "estimativa",
                                          .label_axis = {},
                                          .value_axis = "Quem",
                                          .marks_label = {},
                                          .marks_x = {},
                                          .marks_y = {},
                                          .most = 1});
    analytics::evaluate(worksheet);
    return worksheet;
}

/// The parts of `xml` from each `<tag>` to its `</tag>`.
std::vector<std::string> elements(const std::string& xml, const std::string& tag) {
    std::vector<std::string> found;
    const std::string end = "</" + tag + ">";
    for (std::size_t at = xml.find("<" + tag + ">"); at != std::string::npos;
         at = xml.find("<" + tag + ">", at + 1))
        found.push_back(xml.substr(at, xml.find(end, at) - at));
    return found;
}

TEST(WorksheetXlsx, a_chart_of_intervals_is_drawn_from_the_cells_and_tells_its_parts) {
    const auto xlsx = analytics::write_xlsx(worksheet_with_intervals(), words());
    ASSERT_TRUE(xlsx.has_value());
    const std::string chart = parts_of(*xlsx)["xl/charts/chart1.xml"];
    EXPECT_TRUE(has(chart, "<c:grouping val=\"stacked\"/>")) << chart;
    const auto series = elements(chart, "c:ser");
    ASSERT_EQ(series.size(), 4u);
    constexpr struct {
        const char *values, *first, *second, *name;
    } kSeries[] = {{"'Resumo'!$C$5:$C$6", "0.25", "0.5", ""},
                   {"'Resumo'!$D$5:$D$6", "0.125", "0.0625", "<c:v>intervalo</c:v>"},
                   {"'Resumo'!$E$5:$E$6", "0.01", "0.01", "<c:v>estimativa</c:v>"},
                   {"'Resumo'!$F$5:$F$6", "0.5", "0.25", "<c:v>intervalo</c:v>"}};
    for (std::size_t i = 0; i < series.size(); ++i) {
        const std::string& one = series[i];
        EXPECT_TRUE(has(one, "<c:f>'Resumo'!$B$5:$B$6</c:f>")) << "the tasks' names: " << one;
        EXPECT_TRUE(has(one, "<c:f>" + std::string(kSeries[i].values) + "</c:f>")) << one;
        EXPECT_TRUE(has(one, "<c:pt idx=\"0\"><c:v>" + std::string(kSeries[i].first) + "</c:v>")) << one;
        EXPECT_TRUE(has(one, "<c:pt idx=\"1\"><c:v>" + std::string(kSeries[i].second) + "</c:v>")) << one;
        EXPECT_TRUE(has(one, kSeries[i].name)) << one;
        EXPECT_EQ(has(one, "<a:noFill/>"), i == 0) << "what is before the interval is not painted";
    }
    const auto left_out = elements(chart, "c:legendEntry");
    ASSERT_EQ(left_out.size(), 2u);
    EXPECT_TRUE(has(left_out[0], "<c:idx val=\"0\"/>"));
    EXPECT_TRUE(has(left_out[1], "<c:idx val=\"3\"/>")) << "the interval is told once";
}

TEST(WorksheetXlsx, people_choose_levels_from_lists_and_write_numbers_within_their_limits) {
    const auto xlsx = analytics::write_xlsx(analytics::make_worksheet({}, words()), words());
    ASSERT_TRUE(xlsx.has_value());
    auto parts = parts_of(*xlsx);
    const std::string& sheet = parts["xl/worksheets/sheet5.xml"];
    const auto rule_of = [&](const std::string& formula) {
        const std::size_t at = sheet.find("<formula1>" + formula);
        if (at == std::string::npos) return "(no rule of " + formula + ")";
        const std::size_t from = sheet.rfind("<dataValidation ", at);
        return sheet.substr(from, sheet.find("</dataValidation>", at) - from);
    };
    EXPECT_TRUE(has(rule_of("\"enorme (3),alto (2),médio (1),baixo (½),mínimo (¼)\""), "type=\"list\""));
    EXPECT_TRUE(has(rule_of("\"alta (100 %),média (80 %),baixa (50 %)\""), "type=\"list\""));
    const std::string effort = rule_of("0.1</formula1><formula2>1000<");
    EXPECT_TRUE(has(effort, "type=\"decimal\"")) << effort;
    EXPECT_TRUE(has(effort, "de 0,1 a 1000")) << effort;
    EXPECT_TRUE(has(rule_of("1</formula1><formula2>10<"), "type=\"whole\""));
    EXPECT_TRUE(has(rule_of("0</formula1><formula2>20000000<"), "type=\"whole\""));
}

/// The number that follows `before`, the first time from `at` on; 0: there is none.
std::size_t number_after(const std::string& text, std::string_view before, std::size_t at = 0) {
    const std::size_t found = text.find(before, at);
    return found == std::string::npos ? 0 : std::strtoul(text.c_str() + found + before.size(), nullptr, 10);
}

/// Rows after which a page is ended by hand, of a sheet's XML.
std::vector<std::size_t> page_ends(const std::string& sheet) {
    std::vector<std::size_t> ends;
    const std::size_t from = std::min(sheet.find("<rowBreaks"), sheet.size());
    const std::size_t to = std::min(sheet.find("</rowBreaks>", from), sheet.size());
    for (std::size_t at = sheet.find("<brk id=\"", from); at < to; at = sheet.find("<brk id=\"", at + 1))
        ends.push_back(number_after(sheet, "<brk id=\"", at));
    return ends;
}

Table table_after() {
    return {.key = "u",
            .title = "O que veio depois",
            .note = {},
            .columns = {{.key = "u.what", .header = "O quê", .width = 60, .choices = {}}},
            .rows = std::vector<std::vector<analytics::Cell>>(9, {"Nada"})};
}

/// The row of the XML, counted from 0, that has the height of a table's title, from `after` on.
std::size_t title_row(const std::string& sheet, std::size_t after) {
    for (std::size_t at = sheet.find("ht=\"22\""); at != std::string::npos;
         at = sheet.find("ht=\"22\"", at + 1)) {
        const std::size_t row = number_after(sheet, "<row r=\"", sheet.rfind("<row ", at)) - 1;
        if (row >= after) return row;
    }
    return 0;
}

/// Points from one row up to another, counted from 0, of a sheet's XML.
double height_of(const std::string& sheet, std::size_t from, std::size_t to) {
    double height = 0;
    for (std::size_t row = from; row < to; ++row) {
        const std::size_t start = sheet.find("<row r=\"" + std::to_string(row + 1) + "\"");
        const std::string tag =
            start == std::string::npos ? "" : sheet.substr(start, sheet.find('>', start) - start);
        if (has(tag, "hidden=")) continue;
        height += has(tag, "ht=") ? std::strtod(tag.c_str() + tag.find("ht=") + 4, nullptr) : 15;
    }
    return height;
}

/// Whether the rows of every page, up to `last`, and all of `kept` fit on a page of A4 as it stands.
void expect_pages(const std::string& sheet, std::size_t last,
                  std::initializer_list<std::pair<std::size_t, std::size_t>> kept) {
    constexpr double kPage = 512;
    std::vector<std::size_t> ends = page_ends(sheet);
    ends.push_back(last);
    std::size_t begin = 0;
    for (const std::size_t end : ends) {
        EXPECT_LE(height_of(sheet, begin, end), kPage) << "from row " << begin << " to " << end;
        for (const auto& [first, after] : kept)
            EXPECT_TRUE(end <= first || end >= after) << "a page ends after row " << end;
        begin = end;
    }
}

TEST(WorksheetXlsx, no_page_ends_within_a_chart_or_between_a_title_and_its_rows_whatever_stands_before) {
    for (std::size_t rows = 1; rows <= 60; ++rows) {
        SCOPED_TRACE(rows);
        Worksheet worksheet = worksheet_with_intervals();
        std::vector<Table>& tables = worksheet.sheets[0].tables;
        tables[0].rows.resize(rows, tables[0].rows[1]);
        tables.push_back(table_after());
        analytics::evaluate(worksheet);
        const auto xlsx = analytics::write_xlsx(worksheet, words());
        ASSERT_TRUE(xlsx.has_value());
        auto parts = parts_of(*xlsx);
        const std::string& drawing = parts["xl/drawings/drawing1.xml"];
        const std::size_t chart = number_after(drawing, "<xdr:row>"),
                          chart_end = number_after(drawing, "<xdr:row>", drawing.find("<xdr:to>"));
        ASSERT_GT(chart_end, chart);
        const std::string& sheet = parts["xl/worksheets/sheet1.xml"];
        const std::size_t title = title_row(sheet, chart_end);
        ASSERT_GE(title, chart_end);
        expect_pages(sheet, title, {{chart - 1, chart_end}, {title, title + 5}});
    }
}

TEST(WorksheetXlsx, a_chart_grows_with_its_rows_as_far_as_a_page_goes) {
    const auto points = [](std::size_t rows) {
        Worksheet worksheet = worksheet_with_intervals();
        std::vector<Table>& tables = worksheet.sheets[0].tables;
        tables[0].rows.resize(rows, tables[0].rows[1]);
        tables.push_back(table_after());
        analytics::evaluate(worksheet);
        auto parts = parts_of(*analytics::write_xlsx(worksheet, words()));
        const std::string& drawing = parts["xl/drawings/drawing1.xml"];
        const std::size_t chart = number_after(drawing, "<xdr:row>"),
                          end = number_after(drawing, "<xdr:row>", drawing.find("<xdr:to>"));
        EXPECT_GT(title_row(parts["xl/worksheets/sheet1.xml"], chart), end) << "what follows stands below it";
        EXPECT_TRUE(has(parts["xl/charts/chart1.xml"], "<c:tickLblSkip val=\"1\"/>"))
            << "no label is left out";
        return 15.0 * static_cast<double>(end - chart);
    };
    EXPECT_EQ(points(2), points(8));
    EXPECT_GE(points(20), 20 * 18 + 70) << "a label in 10 points, and air";
    EXPECT_LE(points(60), 500);
}

TEST(WorksheetXlsx, a_sheet_is_fitted_to_the_width_of_its_pages_whatever_the_font) {
    Worksheet worksheet = small_worksheet();
    const auto sheet = [&] {
        return parts_of(*analytics::write_xlsx(worksheet, words()))["xl/worksheets/sheet1.xml"];
    };
    EXPECT_TRUE(has(sheet(), "<pageSetUpPr fitToPage=\"1\"/>"));
    EXPECT_TRUE(has(sheet(), "<pageSetup paperSize=\"9\" fitToHeight=\"0\"")) << "one page wide";
    for (analytics::Column& column : worksheet.sheets[0].tables[0].columns) column.width = 70;
    EXPECT_TRUE(has(sheet(), "fitToWidth=\"2\" fitToHeight=\"0\"")) << sheet();
    EXPECT_FALSE(has(sheet(), "<colBreaks")) << "where the columns end is up to the font";
}

TEST(WorksheetXlsx, the_list_of_the_matrix_begins_a_page_below_its_chart) {
    const auto xlsx = analytics::write_xlsx(analytics::make_worksheet({}, words()), words());
    ASSERT_TRUE(xlsx.has_value());
    auto parts = parts_of(*xlsx);
    const std::string& sheet = parts["xl/worksheets/sheet4.xml"];
    const std::string& drawing =
        parts["xl/drawings/drawing" +
              std::to_string(
                  number_after(parts["xl/worksheets/_rels/sheet4.xml.rels"], "../drawings/drawing")) +
              ".xml"];
    const std::size_t chart_end = number_after(drawing, "<xdr:row>", drawing.find("<xdr:to>"));
    ASSERT_GT(chart_end, 0u);
    const auto ends = page_ends(sheet);
    ASSERT_FALSE(ends.empty()) << "the matrix and its list need two pages";
    EXPECT_GE(ends[0], chart_end);
    EXPECT_LE(ends[0], title_row(sheet, chart_end));
}

TEST(WorksheetXlsx, of_two_tables_the_second_begins_a_page_where_its_title_would_stand_alone) {
    std::size_t begun = 0;
    for (std::size_t rows = 1; rows <= 60; ++rows) {
        SCOPED_TRACE(rows);
        Worksheet worksheet = worksheet_with_intervals();
        worksheet.sheets[0].charts.clear();
        worksheet.sheets[0].tables[0].rows.resize(rows, worksheet.sheets[0].tables[0].rows[1]);
        worksheet.sheets[0].tables.push_back(table_after());
        analytics::evaluate(worksheet);
        const auto xlsx = analytics::write_xlsx(worksheet, words());
        ASSERT_TRUE(xlsx.has_value());
        const std::string sheet = parts_of(*xlsx)["xl/worksheets/sheet1.xml"];
        const std::size_t title = title_row(sheet, rows + 3);
        expect_pages(sheet, title, {{title, title + 5}});
        begun += static_cast<std::size_t>(std::ranges::count(page_ends(sheet), title));
    }
    EXPECT_GE(begun, 4U) << "the title and its first rows do not fit below so many first tables";
    EXPECT_LE(begun, 30U);
}

TEST(WorksheetXlsx, text_that_looks_like_a_formula_stays_text) {
    Worksheet worksheet = small_worksheet();
    for (const char* text : {"=cmd|' /C calc'!A0", "+1", "-1", "@x", "\tx", "{=1}", "http://exemplo.com"}) {
        worksheet.sheets[0].tables[0].rows.push_back({text, {}, {}, {}, {}});
    }
    const auto xlsx = analytics::write_xlsx(worksheet, words());
    ASSERT_TRUE(xlsx.has_value());
    auto parts = parts_of(*xlsx);
    const std::string& sheet = parts["xl/worksheets/sheet1.xml"];
    EXPECT_FALSE(has(sheet, "cmd"));
    EXPECT_FALSE(has(sheet, "hyperlink"));
    EXPECT_TRUE(has(parts["xl/sharedStrings.xml"], "=cmd|"));
    for (int row = 7; row <= 13; ++row)
        EXPECT_TRUE(has(sheet, "r=\"B" + std::to_string(row) + "\" s=")) << row;
}

TEST(WorksheetXlsx, what_xml_forbids_is_left_out_and_what_is_too_long_is_cut) {
    Worksheet worksheet = small_worksheet();
    worksheet.sheets[0].tables[0].rows = {{std::string("a\0b\x01"
                                                       "c\xEF\xBF\xBF"
                                                       "d",
                                                       9),
                                           {},
                                           {},
                                           {},
                                           {}},
                                          {std::string(70'000, 'x'), {}, {}, {}, {}}};
    const auto xlsx = analytics::write_xlsx(worksheet, words());
    ASSERT_TRUE(xlsx.has_value());
    const std::string strings = parts_of(*xlsx)["xl/sharedStrings.xml"];
    EXPECT_TRUE(has(strings, "<t>abcd</t>"));
    EXPECT_TRUE(has(strings, "<t>" + std::string(32'767, 'x') + "</t>"));
}

TEST(WorksheetXlsx, the_keys_stand_in_a_hidden_column_and_a_hidden_row) {
    const auto xlsx = analytics::write_xlsx(small_worksheet(), words());
    ASSERT_TRUE(xlsx.has_value());
    auto parts = parts_of(*xlsx);
    const std::string &sheet = parts["xl/worksheets/sheet1.xml"], &strings = parts["xl/sharedStrings.xml"];
    EXPECT_TRUE(has(sheet, "<col min=\"1\" max=\"1\" width=\"8.7109375\" hidden=\"1\""))
        << sheet.substr(0, 900);
    EXPECT_TRUE(has(sheet, "<row r=\"3\" spans=\"1:6\" hidden=\"1\""));
    for (const char* key : {"table:definir", "definir.impact", "header", "end:definir"})
        EXPECT_TRUE(has(strings, "<t>" + std::string(key) + "</t>")) << key;
    EXPECT_TRUE(has(strings, "<t>ensaio-worksheet-2 definir ~"));
    EXPECT_TRUE(has(strings, "<t>calcada@00000000/loop/carta"));  // a stamp follows
    EXPECT_TRUE(has(parts["docProps/custom.xml"], "ensaio-worksheet-2"));
}

TEST(WorksheetXlsx, more_rows_than_a_spreadsheet_has_are_refused) {
    Worksheet worksheet = small_worksheet();
    worksheet.sheets[0].tables[0].rows.resize(1'048'576);
    const auto xlsx = analytics::write_xlsx(worksheet, words());
    ASSERT_FALSE(xlsx.has_value());
    EXPECT_EQ(xlsx.error().front().code, "worksheet.too_many_rows");
    EXPECT_FALSE(words().describe(xlsx.error().front()).starts_with('['));
}

TEST(WorksheetXlsx, a_whole_worksheet_of_any_sessions_can_be_written) {
    std::vector<session::Opened> sessions;
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
        auto opened = session::open(trials::only_session(
            trials::file_of(trials::live(trials::sample_trial("calcada", true), seed, 100).chunks)));
        ASSERT_TRUE(opened.has_value());
        sessions.push_back(std::move(*opened));
    }
    const Worksheet worksheet = analytics::make_worksheet(sessions, words());
    const auto xlsx = analytics::write_xlsx(worksheet, words());
    ASSERT_TRUE(xlsx.has_value());
    auto parts = parts_of(*xlsx);
    EXPECT_TRUE(has(parts["xl/workbook.xml"], "name=\"Testar – achados\""));
    EXPECT_TRUE(has(parts["xl/worksheets/sheet3.xml"], "*T5/S5,\"\")</f>"));
    EXPECT_FALSE(has(parts["xl/worksheets/sheet3.xml"], "{definir"));
    EXPECT_TRUE(parts.contains("xl/worksheets/sheet14.xml"));
}

TEST(WorksheetCsv, is_written_as_brazilian_spreadsheets_expect_it) {
    Worksheet worksheet = small_worksheet();
    worksheet.sheets[0].tables[0].rows[0][0] = "diz \"não\"; e\nvolta";
    EXPECT_EQ(analytics::write_csv(worksheet.sheets[0].tables[0]),
              "\xEF\xBB\xBF"
              "\"Problema\";\"Impacto\";\"Situação\";\"Início\";\"Nota\"\r\n"
              "\"diz \"\"não\"\"; e\nvolta\";3,5;;07/05/2025 14:30:02;7\r\n");
}

TEST(WorksheetCsv, with_commas_between_cells_numbers_have_points) {
    const std::string csv = analytics::write_csv(small_worksheet().sheets[0].tables[0], analytics::kCommaCsv);
    EXPECT_TRUE(csv.starts_with("\xEF\xBB\xBF\"Problema\",\"Impacto\"")) << csv;
    EXPECT_TRUE(has(csv, ",3.5,,07/05/2025 14:30:02,7\r\n")) << csv;
}

TEST(WorksheetJson, tells_keys_types_formulas_and_what_they_come_to) {
    const std::string json = analytics::write_worksheet_json(small_worksheet());
    for (
        const char* part :
        {R"("format":"ensaio-worksheet-2","language":"pt-BR")",
         R"("key":"definir.impact","header":"Impacto","type":"integer","by":"people")",
         R"("key":"calcada@00000000/loop/carta","cells":["Não achou “Cor”",3.5,null,{"time":"2025-05-07T14:30:02"},)",
         R"("value":7})"})
        EXPECT_TRUE(has(json, part)) << part << "\n" << json;
}

TEST(WorksheetCsv, text_that_a_spreadsheet_would_run_is_disarmed) {
    Worksheet worksheet = small_worksheet();
    worksheet.sheets[0].tables[0].rows.clear();
    for (const char* text : {"=1+1", "+1", "-1", "@x", "\tx", "\rx", "a=1"})
        worksheet.sheets[0].tables[0].rows.push_back({text, {}, {}, {}, {}});
    const std::string csv = analytics::write_csv(worksheet.sheets[0].tables[0]);
    for (const char* disarmed :
         {"\"'=1+1\"", "\"'+1\"", "\"'-1\"", "\"'@x\"", "\"'\tx\"", "\"'\rx\"", "\"a=1\""})
        EXPECT_TRUE(has(csv, disarmed)) << disarmed;
}

}  // namespace
