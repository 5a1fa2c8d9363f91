#include "analytics/worksheet_files.hpp"

#include <unistd.h>
#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <string_view>
#include <tuple>
#include <utility>

#include <xlsxwriter.h>

#include "analytics/worksheet_formula.hpp"
#include "analytics/worksheet_stamp.hpp"
#include "core/text.hpp"
#include "core/version.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::size_t kMostRows = LXW_ROW_MAX - 1;  // without the header
constexpr std::size_t kMostCharacters = 32'767;     // of one cell, in UTF-16 units
constexpr time_t kCreated = 946'684'800;            // 2000-01-01: the same worksheet gives the same bytes
constexpr double kDaysTo1970 = 25'569;              // from 1899-12-30, day 0 of spreadsheets
constexpr double kMsPerDay = 86'400'000;

/// As many digits as two mathematical libraries agree in: the browser's worksheet and that of the command
/// line are the same bytes.
double kept(double computed) {
    std::array<char, 40> digits{};
    static_cast<void>(std::snprintf(digits.data(), digits.size(), "%.10g", computed));
    return std::strtod(digits.data(), nullptr);
}

/// Spreadsheets read "_x0041_" as the character of that number.
bool reads_as_escape(std::string_view text, std::size_t at) {
    return text.substr(at, 2) == "_x" && text.size() >= at + 7 && text[at + 6] == '_' &&
           std::ranges::all_of(text.substr(at + 2, 4), [](unsigned char c) { return std::isxdigit(c) != 0; });
}

/// `text` as a cell may hold it: no character that XML forbids, no longer than a spreadsheet reads.
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

/// "A", "Z", "AA" …
std::string column_letters(std::size_t column) {
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return letters;
}

/// libxlsxwriter takes its words as char*, though it does not change them.
char* word(const std::string& text) { return const_cast<char*>(text.c_str()); }

struct Workbook {
    explicit Workbook(const char* path) : book(workbook_new(path)) {}
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;
    ~Workbook() {
        if (book != nullptr) workbook_close(book);
    }

    lxw_error close() {
        lxw_workbook* closing = std::exchange(book, nullptr);
        return workbook_close(closing);
    }

    lxw_workbook* book;
};

/// Where everything stands: column A holds the keys, hidden; a title and a line about the sheet come first.
struct TablePlace {
    const Sheet* sheet = nullptr;
    const Table* table = nullptr;
    std::size_t title = 0;  // 0: it has none; likewise the note
    std::size_t note = 0;
    std::size_t keys = 0, header = 0, first = 0;  // rows, from 0
    std::size_t end() const { return first + table->rows.size(); }
    std::size_t last() const { return table->rows.empty() ? first : end() - 1; }
};
constexpr std::size_t kFirstColumn = 1;
constexpr std::size_t kChartRows = 19;
constexpr std::size_t kTitleRow = 0, kAboutRow = 1, kFirstTableRow = 2;

class Places {
public:
    explicit Places(const Worksheet& worksheet) {
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
                    charts_.emplace(&chart, row + 1);
                    row += kChartRows + 1;
                }
                for (std::size_t i = 0; i < table.columns.size(); ++i)
                    columns_.emplace(table.columns[i].key, std::pair(tables_.size() - 1, i));
            }
        }
    }

    /// Nothing: no table has such a column.
    std::optional<std::pair<const TablePlace*, std::size_t>> column(std::string_view key) const {
        const auto found = columns_.find(key);
        if (found == columns_.end()) return std::nullopt;
        return std::pair(&tables_[found->second.first], found->second.second);
    }
    const TablePlace& of(const Table& table) const {
        return *std::ranges::find(tables_, &table, &TablePlace::table);
    }
    std::size_t row_of(const Chart& chart) const { return charts_.at(&chart); }

    /// "'Testar – tarefas'!$K$6:$K$30"
    std::string range(const TablePlace& place, std::size_t column, std::size_t first, std::size_t count,
                      const Sheet* from) const {
        const std::string letters = "$" + column_letters(kFirstColumn + column) + "$";
        std::string text = sheet_name(*place.sheet, from) + letters + std::to_string(first + 1);
        if (count > 1) text += ":" + letters + std::to_string(first + count);
        return text;
    }
    std::string range(const TablePlace& place, std::size_t column, const Sheet* from) const {
        return range(place, column, place.first, std::max<std::size_t>(1, place.table->rows.size()), from);
    }

    /// The formula with its references as a spreadsheet writes them.
    std::string resolved(const Formula& formula, const TablePlace& here, std::size_t row) const {
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
            text +=
                refer(read_reference(std::string_view(formula.text).substr(at + 1, end - at - 1)), here, row);
            at = end;
        }
        return text;
    }

private:
    static std::string sheet_name(const Sheet& sheet, const Sheet* from) {
        if (&sheet == from) return {};
        std::string text = "'";
        for (const char c : sheet.name) text += c == '\'' ? "''" : std::string(1, c);
        return text + "'!";
    }

    std::string refer(const Reference& reference, const TablePlace& here, std::size_t row) const {
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

    std::vector<TablePlace> tables_;
    std::map<std::string, std::pair<std::size_t, std::size_t>, std::less<>> columns_;
    std::map<const Chart*, std::size_t> charts_;
};

/// Who writes into a cell: what its colour says.
enum class Ground : std::uint8_t { sessions, people, live };

Ground ground_of(const Column& column, const Cell* cell) {
    if (cell != nullptr && std::holds_alternative<Formula>(*cell)) return Ground::live;
    return column.by_people ? Ground::people : Ground::sessions;
}

/// Formats, each made once.
class Formats {
public:
    explicit Formats(lxw_workbook* book) : book_(book) {
        title = text(16, kInk, true);
        about = text(10, 0x4A5560, false);
        format_set_text_wrap(about);
        format_set_align(about, LXW_ALIGN_VERTICAL_TOP);
        table_title = text(12, kBlue, true);
        note = text(9.5, 0x4A5560, false);
        format_set_text_wrap(note);
        format_set_align(note, LXW_ALIGN_VERTICAL_TOP);
        strong = workbook_add_format(book);
        format_set_bold(strong);
        format_set_font_color(strong, 0xFFFFFF);
        format_set_bg_color(strong, 0x1F3A5F);
        medium = workbook_add_format(book);
        format_set_bold(medium);
        format_set_bg_color(medium, 0xC5D4EB);
        ghost = workbook_add_format(book);
        format_set_num_format(ghost, ";;;");
        weak = workbook_add_format(book);
        format_set_italic(weak);
        format_set_font_color(weak, 0x5F6B76);
    }

    lxw_format* cell(CellType type, Ground ground) {
        lxw_format*& format = cells_[static_cast<std::size_t>(ground)][static_cast<std::size_t>(type)];
        if (format != nullptr) return format;
        format = text(10, kInk, false);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        format_set_text_wrap(format);
        if (const char* code = number_format(type)) format_set_num_format(format, code);
        if (type == CellType::text || type == CellType::choice) format_set_align(format, LXW_ALIGN_LEFT);
        if (type == CellType::integer) format_set_align(format, LXW_ALIGN_CENTER);
        format_set_bottom(format, LXW_BORDER_HAIR);
        format_set_bottom_color(format, 0x9AA7B4);
        if (ground == Ground::people) {
            format_set_bg_color(format, 0xFFF8E1);
            format_set_border(format, LXW_BORDER_HAIR);
            format_set_border_color(format, 0xBFB48F);
        }
        if (ground == Ground::live) format_set_bg_color(format, 0xEEF2F7);
        return format;
    }

    /// Of a text that may run over the empty cells beside it.
    lxw_format* running(Ground ground) {
        lxw_format*& format = running_[static_cast<std::size_t>(ground)];
        if (format != nullptr) return format;
        format = text(10, kInk, false);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        format_set_align(format, LXW_ALIGN_LEFT);
        return format;
    }

    lxw_format* header(Ground ground) {
        lxw_format*& format = headers_[static_cast<std::size_t>(ground)];
        if (format != nullptr) return format;
        format = text(9.5, 0xFFFFFF, true);
        static constexpr std::array<lxw_color_t, 3> kGrounds = {kBlue, 0x7A5C00, 0x3D4B5A};
        format_set_bg_color(format, kGrounds[static_cast<std::size_t>(ground)]);
        format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
        format_set_text_wrap(format);
        format_set_right(format, LXW_BORDER_THIN);
        format_set_right_color(format, 0xFFFFFF);
        return format;
    }

    lxw_format* of(Look look) const {
        switch (look) {
            case Look::strong: return strong;
            case Look::medium: return medium;
            case Look::weak: return weak;
            case Look::plain: break;
        }
        return nullptr;
    }

    lxw_format *title, *about, *table_title, *note, *strong, *medium, *weak;
    lxw_format* ghost;  // of what is only for formulas, where another table shows that column
    static constexpr lxw_color_t kInk = 0x1B2733, kBlue = 0x1351B4;

private:
    lxw_format* text(double size, lxw_color_t color, bool bold) {
        lxw_format* format = workbook_add_format(book_);
        format_set_font_size(format, size);
        format_set_font_color(format, color);
        if (bold) format_set_bold(format);
        return format;
    }

    // Spreadsheets show these the Brazilian way where they are set to Portuguese.
    static const char* number_format(CellType type) {
        switch (type) {
            case CellType::integer: return "0";
            case CellType::number: return "#,##0.0";
            case CellType::seconds: return "#,##0.0;-#,##0.0;";
            case CellType::percent: return "0%";
            case CellType::money: return "#,##0.00";
            case CellType::date_time: return "dd/mm/yyyy hh:mm";
            case CellType::date: return "dd/mm/yyyy";
            case CellType::text: return "@";
            case CellType::choice: return nullptr;
        }
        return nullptr;
    }

    lxw_workbook* book_;
    std::array<std::array<lxw_format*, 9>, 3> cells_{};
    std::array<lxw_format*, 3> headers_{}, running_{};
};

class SheetWriter {
public:
    struct Into {
        lxw_workbook* book;
        lxw_worksheet* out;
    };
    SheetWriter(const Into& into, const Sheet& sheet, const Places& places, Formats& formats,
                const core::Language& language)
        : book_(into.book),
          out_(into.out),
          sheet_(sheet),
          places_(places),
          formats_(formats),
          language_(language) {}

    /// False: a cell was refused.
    bool write() {
        set_columns();
        write_head();
        for (const Table& table : sheet_.tables) write(places_.of(table));
        write_charts();
        set_up_page();
        return good_;
    }

private:
    static lxw_col_t col(std::size_t column) { return static_cast<lxw_col_t>(kFirstColumn + column); }
    static lxw_row_t at(std::size_t row) { return static_cast<lxw_row_t>(row); }

    void expect(lxw_error error) { good_ = good_ && error == LXW_NO_ERROR; }
    void key(std::size_t row, const std::string& text) {
        expect(worksheet_write_string(out_, at(row), 0, cell_text(text).c_str(), nullptr));
    }
    void hide_row(std::size_t row) {
        lxw_row_col_options hidden{.hidden = 1, .level = 0, .collapsed = 0};
        worksheet_set_row_opt(out_, at(row), LXW_DEF_ROW_HEIGHT, nullptr, &hidden);
        heights_[row] = 0;
    }
    void set_height(std::size_t row, double points) {
        worksheet_set_row(out_, at(row), points, nullptr);
        heights_[row] = points;
    }

    void set_columns() {
        lxw_row_col_options hidden{.hidden = 1, .level = 0, .collapsed = 0};
        worksheet_set_column_opt(out_, 0, 0, 8, nullptr, &hidden);
        for (const Table& table : sheet_.tables) {
            if (widths_.size() < table.columns.size()) widths_.resize(table.columns.size());
            for (std::size_t i = 0; i < table.columns.size(); ++i)
                widths_[i] = std::max(widths_[i], table.columns[i].hidden ? 0 : table.columns[i].width);
        }
        for (std::size_t i = 0; i < widths_.size(); ++i) {
            if (widths_[i] > 0) {
                worksheet_set_column(out_, col(i), col(i), widths_[i], nullptr);
            } else {
                worksheet_set_column_opt(out_, col(i), col(i), 8, nullptr, &hidden);
            }
        }
    }

    void write_head() {
        key(kTitleRow, std::string(kWorksheetFormat) + " " + sheet_.key);
        set_height(kTitleRow, 26);
        expect(worksheet_write_string(out_, kTitleRow, col(0), sheet_.name.c_str(), formats_.title));
        paragraph(kAboutRow, sheet_.about, formats_.about);
        if (sheet_.tables.size() == 1 && sheet_.tables[0].headed) {
            worksheet_freeze_panes(out_, at(places_.of(sheet_.tables[0]).first), col(sheet_.fixed));
        } else {
            worksheet_freeze_panes(out_, kFirstTableRow, 0);
        }
    }

    /// Text over as many columns as a line of reading is wide.
    void paragraph(std::size_t row, const std::string& text, lxw_format* format) {
        constexpr double kLine = 120;  // characters
        double width = 0;
        std::size_t last = 0;
        for (std::size_t i = 0; i < widths_.size() && width < kLine; ++i) {
            width += widths_[i];
            last = i;
        }
        set_height(row, 13.5 * lines_of(text, width) + 4);
        const std::string words = cell_text(text);
        if (last > 0) {
            expect(worksheet_merge_range(out_, at(row), col(0), at(row), col(last), words.c_str(), format));
        } else {
            expect(worksheet_write_string(out_, at(row), col(0), words.c_str(), format));
        }
    }

    void write(const TablePlace& place) {
        const Table& table = *place.table;
        if (place.title > 0) {
            set_height(place.title, 22);
            key(place.title, "title");
            expect(worksheet_write_string(out_, at(place.title), col(0), cell_text(table.title).c_str(),
                                          formats_.table_title));
        }
        if (place.note > 0) {
            key(place.note, "note");
            paragraph(place.note, table.note, formats_.note);
        }
        key(place.keys, "table:" + table.key);
        hide_row(place.keys);
        key(place.header, "header");
        if (table.headed) {
            set_height(place.header, header_height(table));
        } else {
            hide_row(place.header);
        }
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const Column& column = table.columns[i];
            expect(
                worksheet_write_string(out_, at(place.keys), col(i), cell_text(column.key).c_str(), nullptr));
            const Cell* first = table.rows.empty() ? nullptr : &table.rows.back()[i];
            expect(worksheet_write_string(
                out_, at(place.header), col(i), cell_text(column.header).c_str(),
                column.hidden ? formats_.ghost : formats_.header(ground_of(column, first))));
        }
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            if (row < table.row_keys.size() && !table.row_keys[row].empty())
                key(place.first + row,
                    keyed(table.row_keys[row],
                          row < table.row_stamps.size() ? table.row_stamps[row] : stamp_of(table, row)));
            if (const double height = row_height(table, row); height > 0)
                set_height(place.first + row, height);
            for (std::size_t i = 0; i < table.columns.size(); ++i) write_cell(place, row, i);
        }
        key(place.end(), "end:" + table.key);
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            validate(place, i);
            emphasize(place, i);
        }
        if (sheet_.tables.size() == 1 && table.headed)
            expect(worksheet_autofilter(out_, at(place.header), 0, at(place.last()),
                                        col(table.columns.size() - 1)));
    }

    /// How many lines a text takes in a column of this width.
    static double lines_of(std::string_view text, double width) {
        double lines = 0;
        for (std::size_t from = 0; from <= text.size();) {
            const std::size_t to = std::min(text.find('\n', from), text.size());
            const auto letters = static_cast<double>(core::code_points(text.substr(from, to - from)));
            // Words are not cut: some of each line stays empty.
            lines += std::max(1.0, std::ceil(letters / std::max(1.0, width * 1.12 - 2)));
            from = to + 1;
        }
        return lines;
    }

    /// A text that comes when people fill in something elsewhere.
    static bool is_looked_up(const Column& column, const Cell& cell) {
        constexpr double kWide = 40;
        return column.type == CellType::text && column.width >= kWide &&
               std::holds_alternative<Formula>(cell);
    }

    /// Room for the longest text, as far as one still sees where the next row begins. 0: one line is enough.
    /// What spreadsheets would do by themselves, not all of them do when they open a file.
    double row_height(const Table& table, std::size_t row) const {
        constexpr double kLine = 13.5, kMostLines = 12;
        double lines = 1;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const Cell& cell = table.rows[row][i];
            const auto* text = std::get_if<std::string>(&cell);
            if (const auto* formula = std::get_if<Formula>(&cell))
                text = std::get_if<std::string>(&formula->value);
            if (is_looked_up(table.columns[i], cell)) lines = std::max(lines, 2.0);
            if (text != nullptr && !table.columns[i].hidden && !table.columns[i].cut)
                lines = std::max(lines, lines_of(*text, widths_[i]));
        }
        return lines > 1 ? kLine * std::min(lines, kMostLines) + 2 : 0;
    }

    static double header_height(const Table& table) {
        double lines = 1;
        for (const Column& column : table.columns) {
            if (!column.hidden)
                lines = std::max(lines, std::ceil(static_cast<double>(core::code_points(column.header)) *
                                                  1.3 / column.width));
        }
        return 13.5 * std::min(lines, 5.0) + 6;
    }

    lxw_format* format_of(const TablePlace& place, std::size_t index, Ground ground) {
        const std::vector<Column>& columns = place.table->columns;
        if (columns[index].hidden) return formats_.ghost;
        if (columns[index].cut && index + 1 == columns.size()) return formats_.running(ground);
        // A formula in the text format would show itself, not what it comes to.
        const bool told = ground == Ground::live && columns[index].type == CellType::text;
        return formats_.cell(told ? CellType::choice : columns[index].type, ground);
    }

    void write_cell(const TablePlace& place, std::size_t row, std::size_t index) {
        const Column& column = place.table->columns[index];
        const Cell& cell = place.table->rows[row][index];
        const lxw_row_t r = at(place.first + row);
        const lxw_col_t c = col(index);
        lxw_format* format = format_of(place, index, ground_of(column, &cell));
        if (const auto* text = std::get_if<std::string>(&cell)) {
            expect(worksheet_write_string(out_, r, c, cell_text(*text).c_str(), format));
        } else if (const auto* number = std::get_if<double>(&cell)) {
            expect(worksheet_write_number(out_, r, c, *number, format));
        } else if (const auto* time = std::get_if<DateTime>(&cell)) {
            expect(worksheet_write_number(out_, r, c, static_cast<double>(time->ms) / kMsPerDay + kDaysTo1970,
                                          format));
        } else if (const auto* formula = std::get_if<Formula>(&cell)) {
            write_formula(*formula, place, row, index);
        } else {
            expect(worksheet_write_blank(out_, r, c, format));
        }
    }

    /// The value kept beside it is what a reader shows that does not calculate.
    void write_formula(const Formula& formula, const TablePlace& place, std::size_t row, std::size_t index) {
        const lxw_col_t c = col(index);
        const lxw_row_t r = at(place.first + row);
        lxw_format* format = format_of(place, index, Ground::live);
        const std::string text = places_.resolved(formula, place, row);
        const auto* number = std::get_if<double>(&formula.value);
        if (formula.array) {
            expect(worksheet_write_array_formula_num(out_, r, c, r, c, ("{" + text + "}").c_str(), format,
                                                     number == nullptr ? 0 : kept(*number)));
        } else if (number != nullptr) {
            expect(worksheet_write_formula_num(out_, r, c, text.c_str(), format, kept(*number)));
        } else {
            const auto* told = std::get_if<std::string>(&formula.value);
            expect(worksheet_write_formula_str(out_, r, c, text.c_str(), format,
                                               told == nullptr ? "" : cell_text(*told).c_str()));
        }
    }

    void validate(const TablePlace& place, std::size_t index) {
        const Column& column = place.table->columns[index];
        if (place.table->rows.empty() || (!column.by_people && !column.correctable)) return;
        lxw_data_validation rule{};
        rule.ignore_blank = LXW_VALIDATION_ON;
        const std::string title = language_.text("worksheet.invalid.title");
        std::string message;
        std::vector<char*> choices;
        if (!column.choices.empty()) {
            for (const std::string& choice : column.choices) choices.push_back(word(choice));
            choices.push_back(nullptr);
            rule.validate = LXW_VALIDATION_TYPE_LIST;
            rule.value_list = choices.data();
            message = language_.text("worksheet.invalid.choice");
        } else if (column.type == CellType::integer && column.max > column.min) {
            rule.validate = LXW_VALIDATION_TYPE_INTEGER;
            rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
            rule.minimum_number = column.min;
            rule.maximum_number = column.max;
            message = language_.text(
                "worksheet.invalid.range",
                {std::to_string(static_cast<int>(column.min)), std::to_string(static_cast<int>(column.max))});
        } else if (column.type == CellType::date) {
            rule.validate = LXW_VALIDATION_TYPE_DATE;
            rule.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
            rule.value_datetime = {.year = 2000, .month = 1, .day = 1, .hour = 0, .min = 0, .sec = 0};
            message = language_.text("worksheet.invalid.date");
        } else if (!column.hint.empty()) {
            rule.validate = LXW_VALIDATION_TYPE_ANY;
        } else {
            return;
        }
        rule.error_title = word(title);
        rule.error_message = word(message);
        if (!column.hint.empty()) rule.input_message = word(column.hint);
        expect(worksheet_data_validation_range(out_, at(place.first), col(index), at(place.last()),
                                               col(index), &rule));
    }

    void emphasize(const TablePlace& place, std::size_t index) {
        const Column& column = place.table->columns[index];
        if (place.table->rows.empty()) return;
        for (const Signal& signal : column.signals) {
            lxw_conditional_format rule{};
            rule.type = LXW_CONDITIONAL_TYPE_CELL;
            rule.criteria = LXW_CONDITIONAL_CRITERIA_EQUAL_TO;
            rule.format = formats_.of(signal.look);
            std::string value = signal.value;
            if (column.type == CellType::integer) {
                rule.value = std::stod(value);
                // An empty cell is equal to 0.
                const std::string cell = cell_name(place, index);
                value = std::string("AND(ISNUMBER(")
                            .append(cell)
                            .append("),")
                            .append(cell)
                            .append("=")
                            .append(value)
                            .append(")");
                rule.type = LXW_CONDITIONAL_TYPE_FORMULA;
                rule.value_string = word(value);
            } else {
                value.insert(0, "\"").append("\"");
                rule.value_string = word(value);
            }
            expect(worksheet_conditional_format_range(out_, at(place.first), col(index), at(place.last()),
                                                      col(index), &rule));
        }
        if (column.bar) {
            lxw_conditional_format rule{};
            rule.type = LXW_CONDITIONAL_DATA_BAR;
            rule.bar_color = 0x9DB8E0;
            rule.bar_solid = LXW_TRUE;
            rule.data_bar_2010 = LXW_TRUE;
            rule.min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER;
            rule.max_rule_type = LXW_CONDITIONAL_RULE_TYPE_AUTO_MAX;
            if (column.type == CellType::percent) {
                rule.max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER;
                rule.max_value = 1;
            }
            expect(worksheet_conditional_format_range(out_, at(place.first), col(index), at(place.last()),
                                                      col(index), &rule));
        }
    }

    static std::string cell_name(const TablePlace& place, std::size_t index) {
        return column_letters(kFirstColumn + index) + std::to_string(place.first + 1);
    }

    void write_charts() {
        for (const Chart& chart : sheet_.charts) {
            lxw_chart* made = made_of(chart);
            if (made == nullptr) continue;
            chart_title_set_name(made, chart.title.c_str());
            lxw_chart_font title{};
            title.size = 12;
            title.bold = LXW_TRUE;
            title.color = Formats::kInk;
            chart_title_set_name_font(made, &title);
            chart_show_hidden_data(made);
            lxw_chart_options options{};
            options.x_scale = kChartWidth / 480;
            options.y_scale = kChartHeight / 288;
            options.object_position = LXW_OBJECT_MOVE_DONT_SIZE;
            const std::size_t row = places_.row_of(chart);
            expect(worksheet_insert_chart_opt(out_, at(row), col(0), made, &options));
            charts_at_.push_back(at(row));
        }
    }

    struct Data {
        const TablePlace* place;
        std::size_t column, first, rows;
    };
    std::optional<Data> data_of(const std::string& key, const Chart& chart, bool all = false) const {
        const auto found = places_.column(key);
        if (!found || found->first->table->rows.empty()) return std::nullopt;
        const std::size_t first = all ? 0 : chart.first_row;
        const std::size_t rows =
            all || chart.rows == 0 ? found->first->table->rows.size() - first : chart.rows;
        return Data{found->first, found->second, found->first->first + first, rows};
    }
    std::string range_of(const Data& data) const {
        return "=" + places_.range(*data.place, data.column, data.first, data.rows, nullptr);
    }
    /// What the cells hold now, for programs that draw before they calculate: libxlsxwriter looks it up in
    /// cells that are written, but not in those of formulas.
    static void remember(lxw_series_range* range, const Data& data) {
        range->ignore_cache = LXW_TRUE;
        for (std::size_t i = 0; i < data.rows; ++i) {
            const Cell& cell = data.place->table->rows[data.first - data.place->first + i][data.column];
            const auto* text = std::get_if<std::string>(&cell);
            const auto* number = std::get_if<double>(&cell);
            if (const auto* formula = std::get_if<Formula>(&cell)) {
                text = std::get_if<std::string>(&formula->value);
                number = std::get_if<double>(&formula->value);
            }
            // libxlsxwriter frees these with free().
            auto* point = static_cast<lxw_series_data_point*>(std::calloc(1, sizeof(lxw_series_data_point)));
            if (point == nullptr) return;
            point->no_data = text == nullptr && number == nullptr ? LXW_TRUE : LXW_FALSE;
            if (number != nullptr) point->number = *number;
            if (text != nullptr) {
                point->is_string = LXW_TRUE;
                point->string = strdup(cell_text(*text).c_str());
                range->has_string_cache = LXW_TRUE;
            }
            STAILQ_INSERT_TAIL(range->data_cache, point, list_pointers);
            ++range->num_data_points;
        }
    }

    lxw_chart_series* series_of(lxw_chart* chart, const std::optional<Data>& labels,
                                const std::optional<Data>& values) const {
        lxw_chart_series* series =
            chart_add_series(chart, labels ? range_of(*labels).c_str() : nullptr, range_of(*values).c_str());
        if (labels) remember(series->categories, *labels);
        remember(series->values, *values);
        return series;
    }

    /// A point with the words of a cell beside it: a series of its own, for only its name is shown
    /// everywhere.
    void point(lxw_chart* chart, Data words, Data x, Data y, std::size_t i, std::uint8_t position) {
        for (Data* data : {&words, &x, &y}) {
            data->first += i;
            data->rows = 1;
        }
        lxw_chart_series* series = series_of(chart, x, y);
        chart_series_set_name(series, range_of(words).c_str());
        remember(series->title.range, words);
        lxw_chart_font font{};
        if (position == LXW_CHART_LABEL_POSITION_CENTER) {
            mark(series, LXW_CHART_MARKER_NONE, 2, 0xFFFFFF);
            font.size = 11;
            font.italic = LXW_TRUE;
            font.color = 0x5F6B76;
        } else {
            mark(series, LXW_CHART_MARKER_CIRCLE, 9, Formats::kBlue);
            font.size = 10;
            font.bold = LXW_TRUE;
        }
        chart_series_set_labels(series);
        chart_series_set_labels_options(series, LXW_TRUE, LXW_FALSE, LXW_FALSE);
        chart_series_set_labels_position(series, position);
        chart_series_set_labels_font(series, &font);
    }

    static void mark(lxw_chart_series* series, std::uint8_t type, std::uint8_t size, lxw_color_t color) {
        chart_series_set_marker_type(series, type);
        if (type == LXW_CHART_MARKER_NONE) return;
        chart_series_set_marker_size(series, size);
        lxw_chart_fill fill{};
        fill.color = color;
        lxw_chart_line line{};
        line.color = color;
        chart_series_set_marker_fill(series, &fill);
        chart_series_set_marker_line(series, &line);
    }
    static void no_line(lxw_chart_series* series) {
        lxw_chart_line none{};
        none.none = LXW_TRUE;
        chart_series_set_line(series, &none);
    }
    static void grid(lxw_chart_axis* axis, bool shown) {
        chart_axis_major_gridlines_set_visible(axis, shown ? LXW_TRUE : LXW_FALSE);
        if (!shown) return;
        lxw_chart_line line{};
        line.color = 0xD9DFE5;
        chart_axis_major_gridlines_set_line(axis, &line);
    }

    lxw_chart* made_of(const Chart& chart) {
        const auto labels = data_of(chart.label, chart), values = data_of(chart.value, chart);
        if (!labels || !values) return nullptr;
        switch (chart.kind) {
            case Chart::Kind::matrix: return matrix(chart, *labels, *values);
            case Chart::Kind::intervals: return intervals(chart, *labels, *values);
            case Chart::Kind::funnel: return funnel(chart, *labels, *values);
        }
        return nullptr;
    }

    /// The axes cross where the quadrants meet.
    lxw_chart* matrix(const Chart& chart, const Data& labels, const Data& values) {
        const auto x = data_of(chart.x, chart);
        if (!x) return nullptr;
        lxw_chart* made = workbook_add_chart(book_, LXW_CHART_SCATTER);
        for (std::size_t i = 0; i < values.rows; ++i)
            point(made, labels, *x, values, i, LXW_CHART_LABEL_POSITION_RIGHT);
        const auto words = data_of(chart.marks_label, chart, true),
                   marks_x = data_of(chart.marks_x, chart, true),
                   marks_y = data_of(chart.marks_y, chart, true);
        for (std::size_t i = 0; words && marks_x && marks_y && i < words->rows; ++i)
            point(made, *words, *marks_x, *marks_y, i, LXW_CHART_LABEL_POSITION_CENTER);
        for (const auto& [axis, name, crossing] : {std::tuple{made->x_axis, &chart.label_axis, 3.5},
                                                   std::tuple{made->y_axis, &chart.value_axis, 2.5}}) {
            chart_axis_set_name(axis, name->c_str());
            chart_axis_set_min(axis, 0);
            chart_axis_set_max(axis, 6);
            chart_axis_set_major_unit(axis, 1);
            chart_axis_set_num_format(axis, "0");
            chart_axis_set_label_position(axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
            chart_axis_set_crossing(axis, crossing);
            grid(axis, false);
        }
        chart_legend_set_position(made, LXW_CHART_LEGEND_NONE);
        return made;
    }

    static void fill(lxw_chart_series* series, lxw_color_t color) {
        lxw_chart_fill ground{};
        ground.color = color;
        chart_series_set_fill(series, &ground);
    }

    /// Bars that begin at `values`: the first part is not painted.
    lxw_chart* intervals(const Chart& chart, const Data& labels, const Data& values) {
        const auto low = data_of(chart.low, chart), high = data_of(chart.high, chart);
        if (!low || !high) return nullptr;
        lxw_chart* made = workbook_add_chart(book_, LXW_CHART_BAR_STACKED);
        lxw_chart_series* before = series_of(made, labels, values);
        lxw_chart_fill none{};
        none.none = LXW_TRUE;
        chart_series_set_fill(before, &none);
        fill(series_of(made, labels, low), Formats::kBlue);
        fill(series_of(made, labels, high), 0x9DB8E0);
        chart_set_series_gap(made, 70);
        chart_set_series_overlap(made, 100);
        chart_axis_set_reverse(made->y_axis);
        chart_axis_set_crossing_max(made->y_axis);
        chart_axis_set_name(made->x_axis, chart.value_axis.c_str());
        chart_axis_set_min(made->x_axis, chart.least);
        if (chart.most > chart.least) chart_axis_set_max(made->x_axis, chart.most);
        if (values.place->table->columns[values.column].type == CellType::percent)
            chart_axis_set_num_format(made->x_axis, "0%");
        grid(made->x_axis, true);
        chart_legend_set_position(made, LXW_CHART_LEGEND_NONE);
        return made;
    }

    lxw_chart* funnel(const Chart& chart, const Data& labels, const Data& values) {
        lxw_chart* made = workbook_add_chart(book_, LXW_CHART_BAR);
        lxw_chart_series* series = series_of(made, labels, values);
        fill(series, Formats::kBlue);
        chart_series_set_labels(series);
        chart_set_series_gap(made, 30);
        chart_axis_set_reverse(made->y_axis);
        chart_axis_set_crossing_max(made->y_axis);
        chart_axis_set_min(made->x_axis, 0);
        chart_axis_set_name(made->x_axis, chart.value_axis.c_str());
        chart_axis_set_num_format(made->x_axis, "0");
        grid(made->x_axis, true);
        chart_legend_set_position(made, LXW_CHART_LEGEND_NONE);
        return made;
    }

    double visible_width(std::size_t from, std::size_t to) const {
        double pt = 0;
        for (std::size_t i = from; i < to; ++i) pt += widths_[i] > 0 ? (widths_[i] * 7 + 5) * 0.75 : 0;
        return pt;
    }

    /// As many pages side by side as keep the text readable; the fixed columns are on each.
    void set_up_page() {
        constexpr double kPageWidth = 842 - 2 * 0.4 * 72, kSmallest = 0.62;
        worksheet_set_landscape(out_);
        worksheet_set_paper(out_, 9);  // A4
        worksheet_set_margins(out_, 0.4, 0.4, 0.55, 0.6);
        std::string title;
        for (const char c : language_.text("worksheet.title")) title += c == '&' ? "&&" : std::string(1, c);
        worksheet_set_header(out_, ("&L&8" + title + "&R&8&A").c_str());
        worksheet_set_footer(out_, ("&R&8" + language_.text("worksheet.page", {"&P", "&N"})).c_str());
        const double fixed = visible_width(0, sheet_.fixed);
        const double room = 0.95 * kPageWidth / kSmallest - fixed;
        std::vector<lxw_col_t> breaks;
        double widest = 0, page = 0;
        for (std::size_t i = sheet_.fixed; i < widths_.size(); ++i) {
            const double width = visible_width(i, i + 1);
            if (page > 0 && page + width > room) {
                breaks.push_back(col(i));
                page = 0;
            }
            page += width;
            widest = std::max(widest, page);
        }
        if (!charts_at_.empty()) widest = std::max(widest, kChartWidth * 0.75 - fixed);
        // Programs differ by some percent in how wide a character is.
        const double scale = std::clamp(0.88 * kPageWidth / (fixed + widest), 0.4, 1.0);
        if (breaks.empty() && charts_at_.empty()) {
            worksheet_fit_to_pages(out_, 1, 0);
        } else {
            worksheet_set_print_scale(out_, static_cast<std::uint16_t>(scale * 100));
        }
        if (!breaks.empty()) {
            if (sheet_.fixed > 0) worksheet_repeat_columns(out_, col(0), col(sheet_.fixed - 1));
            breaks.push_back(0);
            worksheet_set_v_pagebreaks(out_, breaks.data());
        }
        if (!breaks.empty() || !charts_at_.empty()) keep_whole(scale);
        if (sheet_.tables.size() == 1 && sheet_.tables[0].headed && charts_at_.empty()) {
            const std::size_t header = places_.of(sheet_.tables[0]).header;
            worksheet_repeat_rows(out_, at(header), at(header));
        }
    }

    double height_of(std::size_t row) const {
        const auto height = heights_.find(row);
        return height == heights_.end() ? kUsualHeight : height->second;
    }

    /// A page begins with a chart, or with the head of a table and its first rows, where these would not be
    /// on one page together.
    void keep_whole(double scale) {
        constexpr double kPageHeight = 595 - 1.15 * 72;
        const double room = 0.9 * kPageHeight / scale;
        std::map<std::size_t, double> blocks;  // by their first row
        for (const lxw_row_t chart : charts_at_) blocks[chart] = kChartHeight * 0.75;
        for (const Table& table : sheet_.tables) {
            constexpr std::size_t kFirstRows = 5;
            const TablePlace& place = places_.of(table);
            if (place.title == 0) continue;
            double& height = blocks[place.title];
            for (std::size_t row = place.title; row < place.first + kFirstRows; ++row)
                height += height_of(row);
        }
        std::vector<lxw_row_t> breaks;
        double used = 0;
        std::size_t row = 0;
        for (const auto& [first, height] : blocks) {
            for (; row < first; ++row) {
                used += height_of(row);
                if (used > room) used = height_of(row);
            }
            if (used + height <= room || used == 0) continue;
            breaks.push_back(at(first));
            used = 0;
        }
        if (breaks.empty()) return;
        breaks.push_back(0);
        worksheet_set_h_pagebreaks(out_, breaks.data());
    }

    static constexpr double kUsualHeight = 15;
    static constexpr double kChartWidth = 900, kChartHeight = 360;  // px

    lxw_workbook* book_;
    lxw_worksheet* out_;
    const Sheet& sheet_;
    const Places& places_;
    Formats& formats_;
    const core::Language& language_;
    std::vector<double> widths_;             // of the columns; 0: hidden
    std::vector<lxw_row_t> charts_at_;       // their first rows
    std::map<std::size_t, double> heights_;  // of rows, in points; others are as usual
    bool good_ = true;
};

/// An empty file of its own, removed in the end. libxlsxwriter can only write to a file by name.
class TemporaryFile {
public:
    TemporaryFile() {
        const char* folder = std::getenv("TMPDIR");
        path_ = std::string(folder != nullptr && *folder != '\0' ? folder : "/tmp") + "/ensaio-XXXXXX";
        const int file = mkstemp(path_.data());
        if (file < 0) {
            path_.clear();
        } else {
            close(file);
        }
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        if (!path_.empty()) unlink(path_.c_str());
    }

    const std::string& path() const { return path_; }  // empty: it could not be made

    std::vector<std::uint8_t> read() const {
        std::vector<std::uint8_t> bytes;
        const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path_.c_str(), "rb"),
                                                                   std::fclose);
        if (!file) return bytes;
        std::array<std::uint8_t, 4'096> part{};
        while (std::feof(file.get()) == 0 && std::ferror(file.get()) == 0) {
            const std::size_t read = std::fread(part.data(), 1, part.size(), file.get());
            bytes.insert(bytes.end(), part.begin(), part.begin() + static_cast<std::ptrdiff_t>(read));
        }
        return bytes;
    }

private:
    std::string path_;
};

}  // namespace

core::Result<std::vector<std::uint8_t>> write_xlsx(const Worksheet& worksheet,
                                                   const core::Language& language) {
    for (const Sheet& sheet : worksheet.sheets) {
        for (const Table& table : sheet.tables) {
            if (table.rows.size() > kMostRows)
                return core::fail("worksheet.too_many_rows", sheet.name,
                                  {std::to_string(table.rows.size()), std::to_string(kMostRows)});
        }
    }
    const TemporaryFile file;
    if (file.path().empty()) return core::fail("worksheet.write_failed");
    Workbook workbook(file.path().c_str());
    if (workbook.book == nullptr) return core::fail("worksheet.write_failed");

    const std::string title = language.text("worksheet.title");
    lxw_doc_properties properties{};
    properties.title = word(title);
    properties.created = kCreated;
    bool good = workbook_set_properties(workbook.book, &properties) == LXW_NO_ERROR;
    const std::string format(kWorksheetFormat), version(core::kVersion);
    for (const auto& [name, value] : {std::pair<const char*, const std::string&>{"ensaio.format", format},
                                      {"ensaio.language", worksheet.language},
                                      {"ensaio.program", version}}) {
        good =
            good && workbook_set_custom_property_string(workbook.book, name, value.c_str()) == LXW_NO_ERROR;
    }
    Formats formats(workbook.book);
    const Places places(worksheet);
    for (const Sheet& sheet : worksheet.sheets) {
        lxw_worksheet* out = workbook_add_worksheet(workbook.book, sheet.name.c_str());
        good = good && out != nullptr &&
               SheetWriter({.book = workbook.book, .out = out}, sheet, places, formats, language).write();
    }
    good = workbook.close() == LXW_NO_ERROR && good;
    if (!good) return core::fail("worksheet.write_failed");
    std::vector<std::uint8_t> bytes = file.read();
    if (bytes.empty()) return core::fail("worksheet.write_failed");
    return bytes;
}

}  // namespace ensaio::analytics
