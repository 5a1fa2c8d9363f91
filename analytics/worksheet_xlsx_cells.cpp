#include "analytics/worksheet_xlsx_cells.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "core/text.hpp"

namespace ensaio::analytics::xlsx {
namespace {

constexpr std::size_t kMostCharacters = 32'767;  // of one cell, in UTF-16 units

/// Spreadsheets read "_x0041_" as the character of that number.
bool reads_as_escape(std::string_view text, std::size_t at) {
    return text.substr(at, 2) == "_x" && text.size() >= at + 7 && text[at + 6] == '_' &&
           std::ranges::all_of(text.substr(at + 2, 4), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

/// In px. A page that is printed as it stands takes `kMost`.
double height_of(const Chart& chart, const Worksheet& worksheet) {
    constexpr double kMatrix = 360, kLeast = 320, kMost = 620, kAround = 110, kBar = 25;
    const Table* table = worksheet.table(chart.value.substr(0, chart.value.find('.')));
    if (chart.kind == Chart::Kind::matrix || table == nullptr) return kMatrix;
    const std::size_t rows = chart.rows > 0 ? chart.rows : table->rows.size() - chart.first_row;
    return std::clamp(kAround + kBar * static_cast<double>(rows), kLeast, kMost);
}

std::string sheet_name(const Sheet& sheet, const Sheet* from) {
    if (&sheet == from) return {};
    std::string text = "'";
    for (const char c : sheet.name) text += c == '\'' ? "''" : std::string(1, c);
    return text + "'!";
}

}  // namespace

std::string cell_text(std::string_view text) {
    std::string clean;
    std::size_t units = 0;
    for (std::size_t at = 0; at < text.size();) {
        const bool escape = reads_as_escape(text, at);
        const char32_t c = core::next_code_point(text, at);
        if ((c < 0x20 && c != '\t' && c != '\n') || c == 0xfffe || c == 0xffff) continue;
        units += c > 0xffff ? 2 : 1;
        if (units > kMostCharacters) break;
        if (escape) {
            clean += "_x005F_";
        } else {
            core::append_utf8(clean, c);
        }
    }
    return clean;
}

std::string column_letters(std::size_t column) {
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return letters;
}

Places::Places(const Worksheet& worksheet) {
    for (const Sheet& sheet : worksheet.sheets) {
        std::size_t row = kFirstTableRow;
        for (const Table& table : sheet.tables) {
            TablePlace place{.sheet = &sheet, .table = &table};
            if (!table.title.empty()) place.title = ++row, ++row;
            if (!table.note.empty()) place.note = row++;
            place.keys = row++;
            place.header = row++;
            place.first = row;
            row = place.end() + 1;  // the row after it ends it
            tables_.push_back(place);
            for (const Chart& chart : sheet.charts) {
                if (chart.after != static_cast<std::size_t>(&table - sheet.tables.data())) continue;
                const double height = height_of(chart, worksheet);
                charts_.emplace(&chart, ChartPlace{.row = row + 1, .height = height});
                row += static_cast<std::size_t>(std::ceil(height * kPointsOfPixel / kUsualHeight)) + 2;
            }
            for (std::size_t i = 0; i < table.columns.size(); ++i)
                columns_.emplace(table.columns[i].key, std::pair(tables_.size() - 1, i));
        }
    }
}

std::optional<std::pair<const TablePlace*, std::size_t>> Places::column(std::string_view key) const {
    const auto found = columns_.find(key);
    if (found == columns_.end()) return std::nullopt;
    return std::pair(&tables_[found->second.first], found->second.second);
}

const TablePlace& Places::of(const Table& table) const {
    return *std::ranges::find(tables_, &table, &TablePlace::table);
}

std::string Places::range(const TablePlace& place, std::size_t column, std::size_t first, std::size_t count,
                          const Sheet* from) const {
    const std::string letters = "$" + column_letters(kFirstColumn + column) + "$";
    std::string text = sheet_name(*place.sheet, from) + letters + std::to_string(first + 1);
    if (count > 1) text += ":" + letters + std::to_string(first + count);
    return text;
}

std::string Places::range(const TablePlace& place, std::size_t column, const Sheet* from) const {
    return range(place, column, place.first, std::max<std::size_t>(1, place.table->rows.size()), from);
}

std::string Places::resolved(const Formula& formula, const TablePlace& here, std::size_t row) const {
    std::string text;
    bool in_string = false;
    for (std::size_t at = 0; at < formula.text.size(); ++at) {
        const char c = formula.text[at];
        if (c == '"') in_string = !in_string;
        if (c != '{' || in_string) {
            text += c;
            continue;
        }
        const std::size_t end = std::min(formula.text.find('}', at), formula.text.size());
        text += refer(read_reference(std::string_view(formula.text).substr(at + 1, end - at - 1)), here, row);
        at = end;
    }
    return text;
}

std::string Places::refer(const Reference& reference, const TablePlace& here, std::size_t row) const {
    const auto found = column(reference.column);
    if (!found) return "#REF!";
    const auto& [place, index] = *found;
    const auto cell = [&](std::size_t at) {
        return column_letters(kFirstColumn + at) + std::to_string(here.first + row + 1);
    };
    switch (reference.kind) {
        case Reference::Kind::cell: return cell(index);
        case Reference::Kind::column: return range(*place, index, here.sheet);
        case Reference::Kind::keyed: {
            const auto& keys = place->table->row_keys;
            const auto key = std::ranges::find(keys, reference.other);
            if (key == keys.end()) return "#REF!";
            return range(*place, index, place->first + static_cast<std::size_t>(key - keys.begin()), 1,
                         here.sheet);
        }
        case Reference::Kind::span: {
            const auto last = column(reference.other);
            return last ? cell(index) + ":" + cell(last->second) : "#REF!";
        }
    }
    return "#REF!";
}

}  // namespace ensaio::analytics::xlsx
