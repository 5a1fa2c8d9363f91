#include "analytics/worksheet_edits.hpp"

#include <algorithm>

#include "analytics/worksheet_counted.hpp"
#include "analytics/worksheet_found.hpp"
#include "analytics/worksheet_merge.hpp"
#include "analytics/worksheet_taken.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::string_view kOwn = "own:";

/// A table of a sheet in the workbook.
struct Place {
    const FoundSheet* sheet = nullptr;
    const FoundTable* table = nullptr;
};

/// The tables by key. Of two with one key, for people double a sheet, the one in the sheet of the name
/// counts.
std::map<std::string, Place, std::less<>> tables_of(const std::vector<FoundSheet>& found,
                                                    const Worksheet& fresh) {
    std::map<std::string, Place, std::less<>> tables;
    const auto named_so = [&](const FoundSheet& one) {
        return std::ranges::any_of(fresh.sheets, [&](const Sheet& sheet) {
            return sheet.key == one.key && sheet.name == one.sheet->name;
        });
    };
    for (const FoundSheet& sheet : found) {
        if (sheet.key.starts_with(kOwn)) continue;
        for (const FoundTable& table : sheet.tables) {
            const auto [known, first] = tables.emplace(table.key, Place{&sheet, &table});
            if (!first && !named_so(*known->second.sheet) && named_so(sheet))
                known->second = {&sheet, &table};
        }
    }
    return tables;
}

bool is_for_people(const Table& table) {
    return std::ranges::any_of(table.columns, [](const Column& column) { return column.by_people; });
}

bool is_named(const Worksheet& worksheet, const workbook::Sheet& one) {
    return std::ranges::find(worksheet.sheets, one.name, &Sheet::name) != worksheet.sheets.end();
}

/// Sheets that stand in none of the new ones: people's own, a sheet they doubled, one of another version.
void keep_own_sheets(const std::vector<FoundSheet>& found,
                     const std::map<std::string, Place, std::less<>>& tables, Merging& merging) {
    Worksheet& worksheet = merging.back.worksheet;
    int most = 0;
    for (const FoundSheet& one : found) {
        if (one.key.starts_with(kOwn))
            most = std::max(most, core::integer_in(one.key.substr(kOwn.size())).value_or(0));
    }
    std::set<std::string> keys;
    std::optional<Sheet> notes = notes_sheet(found, merging);
    for (const FoundSheet& one : found) {
        const bool before = one.key.starts_with(kOwn);
        const bool doubled = !one.key.empty() && !before;
        if (doubled && (one.tables.empty() || std::ranges::any_of(one.tables, [&](const FoundTable& table) {
                            return worksheet.table(table.key) != nullptr &&
                                   tables.at(table.key).sheet == &one;
                        })))
            continue;
        std::string key = one.key;
        if (!before || !keys.insert(key).second) key = std::string(kOwn) + std::to_string(++most);
        auto sheet = own_sheet(one, key, merging);
        if (merging.trouble) return;
        if (!sheet) continue;
        if (!before) {
            const char* code = doubled                           ? "doubled_sheet"
                               : is_named(worksheet, *one.sheet) ? "apart"
                                                                 : "own_sheet";
            merging.remark(code, one, {}, {});
        }
        if (key == kNotesKey && notes && sheet->tables[0].columns.size() == notes->tables[0].columns.size()) {
            std::ranges::move(notes->tables[0].rows, std::back_inserter(sheet->tables[0].rows));
            for (Column& column : sheet->tables[0].columns) column.type = CellType::text;
            notes.reset();
        }
        worksheet.sheets.push_back(std::move(*sheet));
    }
    if (notes) worksheet.sheets.push_back(std::move(*notes));
}

/// What stands where a formula was, and is not what the formula comes to.
void tell_overwritten(Merging& merging) {
    for (Merging::Overwritten& one : merging.overwritten) {
        const Table* table = merging.back.worksheet.table(one.table);
        if (table == nullptr) continue;
        const std::string now = shown(table->rows[one.row][one.column]);
        if (now == one.text) continue;
        if (one.cell->kind == workbook::CellKind::text) {
            merging.loose.push_back({one.sheet, one.cell});
            continue;
        }
        one.remark.args.push_back(now);
        ++merging.back.remarks_in_all;
        if (merging.back.remarks.size() < kMostRemarks) merging.back.remarks.push_back(std::move(one.remark));
    }
}

}  // namespace

core::Result<BroughtBack> bring_back(Worksheet fresh, const workbook::Workbook& edited,
                                     const core::Language& language,
                                     const std::set<std::string, std::less<>>& erased) {
    const auto found = find_sheets(edited, fresh);
    if (!found) return std::unexpected(found.error());
    BroughtBack back;
    back.worksheet = std::move(fresh);
    const auto told_language = edited.properties.find("ensaio.language");
    Merging merging{.language = language,
                    .erased = erased,
                    .back = back,
                    .same_language = told_language == edited.properties.end() ||
                                     told_language->second == back.worksheet.language,
                    .is_older = !edited.properties.contains("ensaio.revision"),
                    .text_left = kMostOwnText,
                    .cells_left = kMostOwnCells,
                    .trouble = {},
                    .numbers = {},
                    .overwritten = {},
                    .loose = {}};
    const auto tables = tables_of(*found, back.worksheet);
    for (Sheet& sheet : back.worksheet.sheets) {
        bool missing = false;
        for (Table& table : sheet.tables) {
            const auto place = tables.find(table.key);
            if (place != tables.end()) {
                merge_table(table, *place->second.sheet, *place->second.table, merging);
            } else {
                missing = missing || is_for_people(table);
            }
            if (merging.trouble) return std::unexpected(core::Errors{*merging.trouble});
        }
        const auto has_its_name = [&](const FoundSheet& one) { return one.sheet->name == sheet.name; };
        if (!missing || !merging.knew(sheet.key) || std::ranges::any_of(*found, has_its_name)) continue;
        back.remarks.push_back({"missing_sheet", sheet.name, {}, {}});
        ++back.remarks_in_all;
    }
    for (const FoundSheet& one : *found) {
        if (one.sheet->comments) merging.remark("comments", one, {}, {});
    }
    list_added(back.worksheet);
    count_problems(back.worksheet);
    evaluate(back.worksheet);
    tell_overwritten(merging);
    keep_own_sheets(*found, tables, merging);
    if (merging.trouble) return std::unexpected(core::Errors{*merging.trouble});
    return back;
}

std::string in_words(const Remark& remark, const core::Language& language) {
    std::string where = remark.sheet;
    if (!remark.cell.empty()) where += (where.empty() ? "" : ", ") + remark.cell;
    constexpr std::size_t kLongest = 120;  // bytes of a value that is quoted
    std::vector<std::string> args = remark.args;
    for (std::string& arg : args) {
        if (arg.size() <= kLongest) continue;
        std::size_t end = kLongest;
        while (end > 0 && (static_cast<unsigned char>(arg[end]) & 0xC0U) == 0x80U) --end;
        arg.resize(end);
        arg += "…";
    }
    return (where.empty() ? "" : where + ": ") + language.text("worksheet.remark." + remark.code, args);
}

std::vector<std::string> in_words(const BroughtBack& back, const core::Language& language) {
    const auto count = [](std::size_t number) { return std::to_string(number); };
    std::vector<std::string> lines{
        language.text("worksheet.back.cells", {count(back.cells), count(back.corrections)})};
    const auto line = [&](std::string_view key, std::size_t number) {
        if (number > 0) lines.push_back(language.text("worksheet.back." + std::string(key), {count(number)}));
    };
    line("own_rows", back.own_rows);
    line("lost_rows", back.lost_rows);
    line("appeared_rows", back.appeared_rows);
    for (const Remark& remark : back.remarks) lines.push_back(in_words(remark, language));
    line("more", back.remarks_in_all - back.remarks.size());
    return lines;
}

}  // namespace ensaio::analytics
