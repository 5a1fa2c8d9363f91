// Workbooks. No fuzzer guesses a checksum, so an input that does not begin like an archive becomes one part
// of an otherwise whole workbook. Its first byte says which.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "analytics/worksheet_edits.hpp"
#include "tests/unit/workbook_bytes.hpp"
#include "workbook/read.hpp"

namespace {

using namespace ensaio;
using analytics::CellType;
using analytics::Formula;

/// A small worksheet with a column of every kind and a row of each.
analytics::Worksheet fresh() {
    analytics::Table table{
        .key = "definir",
        .title = {},
        .note = {},
        .columns = {{.key = "definir.id", .header = "ID"},
                    {.key = "definir.problem", .header = "Problema", .correctable = true},
                    {.key = "definir.impact",
                     .header = "Impacto",
                     .type = CellType::integer,
                     .by_people = true,
                     .max = 5},
                    {.key = "definir.due", .header = "Prazo", .type = CellType::date, .by_people = true},
                    {.key = "definir.status",
                     .header = "Situação",
                     .type = CellType::choice,
                     .by_people = true,
                     .choices = {"aberto", "resolvido"}},
                    {.key = "definir.score", .header = "Nota", .type = CellType::number}},
        .rows = {}};
    const Formula score{"={definir.impact}*2"}, id{"=IF({definir.problem}=\"\",\"\",\"P-002\")"};
    table.rows = {{"P-001", "Não achou", {}, {}, {}, score}, {id, {}, {}, {}, {}, score}};
    table.row_keys = {"calcada@00000000/loop/carta", ""};
    return {.language = "pt-BR",
            .sheets = {{.key = "definir", .name = "Aba", .about = {}, .tables = {table}}}};
}

constexpr std::string_view kRows =
    R"(<row><c t="inlineStr"><is><t>ensaio-worksheet-2 definir</t></is></c></row>)"
    R"(<row><c t="inlineStr"><is><t>table:definir</t></is></c><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>)"
    R"(<row><c t="inlineStr"><is><t>header</t></is></c></row>)"
    R"(<row><c t="inlineStr"><is><t>calcada@00000000/loop/carta ~000000</t></is></c><c t="s"><v>2</v></c><c s="1"><v>45000</v></c></row>)";
constexpr std::string_view kStrings =
    "<si><t>definir.problem</t></si><si><t>definir.due</t></si><si><t>Caiu</t></si>";
constexpr std::string_view kStyles = R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>)";
constexpr std::array<std::string_view, 6> kNames = {
    "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml",       "xl/styles.xml",
    "xl/workbook.xml",          "xl/_rels/workbook.xml.rels", "_rels/.rels"};

void must(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const core::Language language = core::Language::read("{}").value();
    std::string bytes(reinterpret_cast<const char*>(data), size);
    if (!bytes.starts_with("PK")) {
        trials::Parts parts = trials::parts_with(kRows, kStrings, kStyles);
        if (!bytes.empty())
            trials::part(parts, kNames[static_cast<std::uint8_t>(bytes[0]) % kNames.size()]) =
                bytes.substr(1);
        bytes = trials::zip_of(parts, {.packed = false});
    }
    const auto workbook = workbook::read(trials::bytes_of(bytes));
    if (!workbook) {
        must(!workbook.error().empty() && workbook.error().front().code.starts_with("workbook."));
        return 0;
    }
    std::size_t cells = 0;
    for (const workbook::Sheet& sheet : workbook->sheets) {
        cells += sheet.cells.size();
        for (std::size_t i = 1; i < sheet.cells.size(); ++i)
            must(std::pair(sheet.cells[i - 1].row, sheet.cells[i - 1].column) <
                 std::pair(sheet.cells[i].row, sheet.cells[i].column));
    }
    must(cells <= 100'000 + bytes.size() / 2);
    const auto back = analytics::bring_back(fresh(), *workbook, language);
    if (!back) return 0;
    for (const analytics::Sheet& sheet : back->worksheet.sheets) {
        for (const analytics::Table& table : sheet.tables) {
            for (const auto& row : table.rows) must(row.size() == table.columns.size());
            must(table.row_keys.empty() || table.row_keys.size() == table.rows.size());
        }
    }
    analytics::in_words(*back, language);
    return 0;
}
