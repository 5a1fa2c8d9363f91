#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "analytics/worksheet_files.hpp"
#include "cli/commands.hpp"
#include "cli/edited.hpp"
#include "cli/embedded_language.hpp"
#include "cli/files.hpp"

namespace ensaio::cli {
namespace {

struct Wishes {
    std::vector<std::string> files;
    std::string xlsx, csv_folder;  // one of them at least, or `json`
    std::string edits;             // a workbook whose edits come back; may be empty
    std::string tag = "pt-BR";     // the language of the worksheet
    bool json = false;             // to standard output
    std::string separator = ";";   // of CSV
};

bool write_all(const Wishes& wishes, const analytics::Worksheet& sheets, const core::Language& language) {
    bool good = true;
    const auto put = [&](const std::string& path, std::span<const std::uint8_t> bytes) {
        if (write_file(path, bytes)) return;
        complain(path + ": " + language.text("cli.cannot_write"));
        good = false;
    };
    if (!wishes.xlsx.empty()) {
        const auto bytes = analytics::write_xlsx(sheets, language);
        if (bytes) {
            put(wishes.xlsx, *bytes);
        } else {
            complain(wishes.xlsx, bytes.error(), language);
            good = false;
        }
    }
    if (!wishes.csv_folder.empty()) {
        std::error_code ignored;  // what cannot be made shows when the first file is written
        std::filesystem::create_directories(wishes.csv_folder, ignored);
        for (const analytics::Sheet& sheet : sheets.sheets) {
            for (const analytics::Table& table : sheet.tables) {
                const std::string csv = analytics::write_csv(
                    table, wishes.separator == "," ? analytics::kCommaCsv : analytics::CsvStyle{});
                put((std::filesystem::path(wishes.csv_folder) / (table.key + ".csv")).string(),
                    {reinterpret_cast<const std::uint8_t*>(csv.data()), csv.size()});
            }
        }
    }
    if (wishes.json) say(analytics::write_worksheet_json(sheets));
    return good;
}

}  // namespace

int worksheet(Arguments arguments, const core::Language& language) {
    Wishes wishes;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "-o" || argument == "--csv" || argument == "--edits" || argument == "--language" ||
            argument == "--csv-separator") {
            if (++i == arguments.size())
                return bad_usage(language, "worksheet", language.text("cli.missing_value", {argument}));
            (argument == "-o"           ? wishes.xlsx
             : argument == "--csv"      ? wishes.csv_folder
             : argument == "--edits"    ? wishes.edits
             : argument == "--language" ? wishes.tag
                                        : wishes.separator) = arguments[i];
        } else if (argument == "--json") {
            wishes.json = true;
        } else if (argument.starts_with('-')) {
            return bad_usage(language, "worksheet", language.text("cli.unknown_option", {argument}));
        } else {
            wishes.files.emplace_back(argument);
        }
    }
    if (wishes.files.empty()) return bad_usage(language, "worksheet", language.text("cli.missing_file"));
    if (wishes.xlsx.empty() && wishes.csv_folder.empty() && !wishes.json)
        return bad_usage(language, "worksheet", language.text("cli.missing_output"));
    if (wishes.separator != ";" && wishes.separator != ",")
        return bad_usage(language, "worksheet", language.text("cli.unknown_separator", {wishes.separator}));
    const auto words = core::Language::read(embedded_language(wishes.tag));
    if (!words) return bad_usage(language, "worksheet", language.text("cli.unknown_language", {wishes.tag}));

    std::vector<session::Opened> sessions;
    bool good = true;
    for (const std::string& path : wishes.files) {
        OpenedFile file = open_sessions(path, language);
        good = good && file.good;
        std::ranges::move(file.sessions, std::back_inserter(sessions));
    }
    if (sessions.empty()) {
        complain(language.text("cli.worksheet.no_sessions"));
        return kBadInput;
    }
    std::optional<analytics::Worksheet> sheets = analytics::make_worksheet(sessions, *words);
    if (!wishes.edits.empty()) sheets = with_edits(std::move(*sheets), wishes.edits, wishes.json, *words);
    if (!sheets) return kBadInput;  // nobody's edits are lost in a worksheet without them
    return write_all(wishes, *sheets, *words) && good ? kGood : kBadInput;
}

}  // namespace ensaio::cli
