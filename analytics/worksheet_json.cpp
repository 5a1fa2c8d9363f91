#include <array>
#include <chrono>

#include "analytics/json_out.hpp"
#include "analytics/worksheet_files.hpp"
#include "core/version.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::array kTypes = {"text",      "integer", "number", "seconds",    "percent",    "money",
                               "date_time", "date",    "choice", "hundredths", "thousandths"};

std::string_view who(const Column& column) {
    if (column.by_people) return "people";
    return column.correctable ? "corrected" : "program";
}

/// "2025-10-09T05:53:25": local time, as a spreadsheet has it.
std::string iso(DateTime time) {
    const std::string words = in_words(time);  // dd/mm/yyyy hh:mm:ss
    return words.substr(6, 4) + "-" + words.substr(3, 2) + "-" + words.substr(0, 2) + "T" + words.substr(11);
}

void write(JsonOut& out, const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        out.text("", *text);
    } else if (const auto* number = std::get_if<double>(&cell)) {
        out.number("", *number);
    } else if (const auto* time = std::get_if<DateTime>(&cell)) {
        out.object().text("time", iso(*time)).end();
    } else if (const auto* formula = std::get_if<Formula>(&cell)) {
        out.object().text("formula", formula->text);
        if (const auto* value = std::get_if<double>(&formula->value)) {
            out.number("value", *value);
        } else {
            const auto* told = std::get_if<std::string>(&formula->value);
            out.text("value", told == nullptr ? "" : *told);
        }
        out.end();
    } else {
        out.null("");
    }
}

void write(JsonOut& out, const Column& column) {
    out.object().text("key", column.key).text("header", column.header);
    out.text("type", kTypes[static_cast<std::size_t>(column.type)]).text("by", who(column));
    out.yes("hidden", column.hidden).list("choices");
    for (const std::string& choice : column.choices) out.text("", choice);
    out.end().end();
}

}  // namespace

std::string write_worksheet_json(const Worksheet& worksheet) {
    JsonOut out;
    out.object().text("format", kWorksheetFormat).text("language", worksheet.language);
    out.text("program", core::kVersion).list("sheets");
    for (const Sheet& sheet : worksheet.sheets) {
        out.object()
            .text("key", sheet.key)
            .text("name", sheet.name)
            .text("about", sheet.about)
            .list("tables");
        for (const Table& table : sheet.tables) {
            out.object().text("key", table.key).text("title", table.title).text("note", table.note);
            out.list("columns");
            for (const Column& column : table.columns) write(out, column);
            out.end().list("rows");
            for (std::size_t row = 0; row < table.rows.size(); ++row) {
                out.object()
                    .text("key", row < table.row_keys.size() ? table.row_keys[row] : "")
                    .list("cells");
                for (const Cell& cell : table.rows[row]) write(out, cell);
                out.end().end();
            }
            out.end().end();
        }
        out.end().end();
    }
    return out.end().end().str();
}

}  // namespace ensaio::analytics
