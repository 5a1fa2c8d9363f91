#include "analytics/worksheet_xlsx_sheet.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "analytics/json_out.hpp"
#include "analytics/ten_digits.hpp"
#include "analytics/worksheet_stamp.hpp"
#include "analytics/worksheet_xlsx_charts.hpp"
#include "analytics/worksheet_xlsx_page.hpp"
#include "core/text.hpp"

namespace ensaio::analytics::xlsx {
namespace {

constexpr double kDaysTo1970 = 25'569;  // from 1899-12-30, day 0 of spreadsheets
constexpr double kMsPerDay = 86'400'000;
constexpr double kMostLines = 12;  // of a row

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
        set_up_page(out_, sheet_, places_, extent_, language_);
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
        extent_.heights[row] = 0;
    }
    void set_height(std::size_t row, double points) {
        worksheet_set_row(out_, at(row), points, nullptr);
        extent_.heights[row] = points;
    }

    void set_columns() {
        lxw_row_col_options hidden{.hidden = 1, .level = 0, .collapsed = 0};
        worksheet_set_column_opt(out_, 0, 0, 8, nullptr, &hidden);
        for (const Table& table : sheet_.tables) {
            if (extent_.widths.size() < table.columns.size()) extent_.widths.resize(table.columns.size());
            for (std::size_t i = 0; i < table.columns.size(); ++i) {
                const Column& column = table.columns[i];
                if (!column.hidden)
                    extent_.widths[i] =
                        std::max({extent_.widths[i], column.width, width_of_words(column.header)});
            }
        }
        for (std::size_t i = 0; i < extent_.widths.size(); ++i) {
            if (extent_.widths[i] > 0) {
                worksheet_set_column(out_, col(i), col(i), extent_.widths[i], nullptr);
            } else {
                worksheet_set_column_opt(out_, col(i), col(i), 8, nullptr, &hidden);
            }
        }
    }

    /// No word of a header is cut in two: the longest one, bold, with what is left free beside it.
    static double width_of_words(std::string_view header) {
        std::size_t longest = 0;
        for (std::size_t from = 0; from <= header.size();) {
            const std::size_t to = std::min(header.find(' ', from), header.size());
            longest = std::max(longest, core::code_points(header.substr(from, to - from)));
            from = to + 1;
        }
        return 1.1 * static_cast<double>(longest) + 3;
    }

    void write_head() {
        key(kTitleRow, keyed(std::string(kWorksheetFormat) + " " + sheet_.key, stamp_of(sheet_.name)));
        set_height(kTitleRow, 26);
        expect(worksheet_write_string(out_, kTitleRow, col(0), sheet_.name.c_str(), formats_.title));
        key(kAboutRow, keyed("about", stamp_of(sheet_.about)));
        paragraph(kAboutRow, sheet_.about, formats_.about);
        if (leads(sheet_)) {
            worksheet_freeze_panes(out_, at(places_.of(sheet_.tables[0]).first), col(sheet_.fixed));
        } else {
            worksheet_freeze_panes(out_, kFirstTableRow, 0);
        }
    }

    /// Text over as many columns as a line of reading is wide. Where several pages stand side by side, over
    /// those that are on each of them: on the others it would be cut.
    void paragraph(std::size_t row, const std::string& text, lxw_format* format) {
        constexpr double kLine = 120, kNarrow = 40;  // characters
        double width = 0;
        std::size_t last = 0, end = extent_.widths.size();
        double fixed = 0;
        for (std::size_t i = 0; i < std::min(sheet_.fixed, end); ++i) fixed += extent_.widths[i];
        if (fixed >= kNarrow && pages_across(sheet_, extent_) > 1) end = sheet_.fixed;
        for (std::size_t i = 0; i < end && width < kLine; ++i) {
            width += extent_.widths[i];
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
            key(place.title, keyed("title", stamp_of(table.title)));
            expect(worksheet_write_string(out_, at(place.title), col(0), cell_text(table.title).c_str(),
                                          formats_.table_title));
        }
        if (place.note > 0) {
            key(place.note, keyed("note", stamp_of(table.note)));
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
                column.hidden ? formats_.ghost : formats_.header(column.type, ground_of(column, first))));
        }
        const RowStamps stamps(table);
        const bool come_back = rows_come_back(table);
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            if (!come_back)
                key(place.first + row, keyed({}, stamps.of(table.rows[row])));
            else if (row < table.row_keys.size() && !table.row_keys[row].empty())
                key(place.first + row,
                    keyed(table.row_keys[row],
                          row < table.row_stamps.size() ? table.row_stamps[row] : stamp_of(table, row)));
            set_height(place.first + row, row_height(table, row));
            for (std::size_t i = 0; i < table.columns.size(); ++i) write_cell(place, row, i);
        }
        key(place.end(), "end:" + table.key);
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            validate(place, i);
            emphasize(place, i);
        }
        if (leads(sheet_) && &table == sheet_.tables.data())
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
            lines += std::max(1.0, std::ceil(letters / std::max(1.0, width * 1.12 - 3)));
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

    static const std::string* text_of(const Cell& cell) {
        const auto* formula = std::get_if<Formula>(&cell);
        return formula != nullptr ? std::get_if<std::string>(&formula->value)
                                  : std::get_if<std::string>(&cell);
    }

    /// Room for the longest text, as far as one still sees where the next row begins. What spreadsheets would
    /// do by themselves, not all of them do when they open a file.
    double row_height(const Table& table, std::size_t row) const {
        constexpr double kLine = 13.5;
        double lines = 1;
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const Cell& cell = table.rows[row][i];
            const auto* text = text_of(cell);
            if (is_looked_up(table.columns[i], cell)) lines = std::max(lines, 2.0);
            if (text != nullptr && !table.columns[i].hidden && !table.columns[i].cut)
                lines = std::max(lines, lines_of(*text, extent_.widths[i]));
        }
        return kLine * std::min(lines, kMostLines) + 3;
    }

    static double header_height(const Table& table) {
        double lines = 1;
        for (const Column& column : table.columns) {
            if (!column.hidden)
                lines = std::max(lines, std::ceil(static_cast<double>(core::code_points(column.header)) *
                                                  1.3 / (column.width - 2)));
        }
        return 13.5 * std::min(lines, 5.0) + 6;
    }

    lxw_format* format_of(const TablePlace& place, std::size_t row, std::size_t index, Ground ground) {
        const std::vector<Column>& columns = place.table->columns;
        if (columns[index].hidden) return formats_.ghost;
        if (columns[index].cut && index + 1 == columns.size()) return formats_.running(ground);
        const std::string* text = text_of(place.table->rows[row][index]);
        const bool long_text = text != nullptr && lines_of(*text, extent_.widths[index]) > kMostLines;
        const Fit fit = columns[index].cut ? Fit::one_line : long_text ? Fit::beginning : Fit::whole;
        // A formula in the text format would show itself, not what it comes to.
        const bool told = ground == Ground::live && columns[index].type == CellType::text;
        return formats_.cell(told ? CellType::choice : columns[index].type, ground, fit);
    }

    void write_cell(const TablePlace& place, std::size_t row, std::size_t index) {
        const Column& column = place.table->columns[index];
        const Cell& cell = place.table->rows[row][index];
        const lxw_row_t r = at(place.first + row);
        const lxw_col_t c = col(index);
        lxw_format* format = format_of(place, row, index, ground_of(column, &cell));
        if (const auto* text = std::get_if<std::string>(&cell)) {
            expect(worksheet_write_string(out_, r, c, cell_text(*text).c_str(), format));
        } else if (const auto* number = std::get_if<double>(&cell)) {
            expect(worksheet_write_number(out_, r, c, *number, format));
        } else if (const auto* time = std::get_if<DateTime>(&cell)) {
            expect(worksheet_write_number(out_, r, c, static_cast<double>(time->ms) / kMsPerDay + kDaysTo1970,
                                          format));
        } else if (const auto* formula = std::get_if<Formula>(&cell)) {
            write_formula(*formula, place, row, index, format);
        } else {
            expect(worksheet_write_blank(out_, r, c, format));
        }
    }

    /// The value kept beside it is what a reader shows that does not calculate.
    void write_formula(const Formula& formula, const TablePlace& place, std::size_t row, std::size_t index,
                       lxw_format* format) {
        const lxw_col_t c = col(index);
        const lxw_row_t r = at(place.first + row);
        const std::string text = places_.resolved(formula, place, row);
        const auto* number = std::get_if<double>(&formula.value);
        if (formula.array) {
            expect(worksheet_write_array_formula_num(out_, r, c, r, c, ("{" + text + "}").c_str(), format,
                                                     number == nullptr ? 0 : in_ten_digits(*number)));
        } else if (number != nullptr) {
            expect(worksheet_write_formula_num(out_, r, c, text.c_str(), format, in_ten_digits(*number)));
        } else {
            const auto* told = std::get_if<std::string>(&formula.value);
            expect(worksheet_write_formula_str(out_, r, c, text.c_str(), format,
                                               told == nullptr ? "" : cell_text(*told).c_str()));
        }
    }

    /// As the language writes a number.
    std::string told(double number) const {
        std::string text;
        append_number(text, number);
        if (const std::size_t point = text.find('.'); point != std::string::npos)
            text.replace(point, 1, language_.text("report.decimal"));
        return text;
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
        } else if (column.type == CellType::number && column.max > column.min) {
            rule.validate = LXW_VALIDATION_TYPE_DECIMAL;
            rule.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
            rule.minimum_number = column.min;
            rule.maximum_number = column.max;
            message = language_.text("worksheet.invalid.number", {told(column.min), told(column.max)});
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
            if (column.type == CellType::integer || column.type == CellType::number) {
                // An empty cell is equal to 0; of a mean counts what it rounds to.
                const std::string cell = cell_name(place, index);
                value = std::string("AND(ISNUMBER(")
                            .append(cell)
                            .append("),ROUND(N(")
                            .append(cell)
                            .append("),0)=")
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
            lxw_chart* made = make_chart(book_, chart, places_);
            if (made == nullptr) continue;
            lxw_chart_options options{};
            options.x_scale = kChartWidth / 480;
            const ChartPlace& place = places_.of(chart);
            options.y_scale = place.height / 288;
            options.object_position = LXW_OBJECT_MOVE_DONT_SIZE;
            expect(worksheet_insert_chart_opt(out_, at(place.row), col(0), made, &options));
            extent_.charts.push_back(place);
        }
    }

    lxw_workbook* book_;
    lxw_worksheet* out_;
    const Sheet& sheet_;
    const Places& places_;
    Formats& formats_;
    const core::Language& language_;
    Extent extent_;
    bool good_ = true;
};

}  // namespace

bool write_sheet(lxw_workbook* book, const Sheet& sheet, const Places& places, Formats& formats,
                 const core::Language& language) {
    lxw_worksheet* out = workbook_add_worksheet(book, sheet.name.c_str());
    return out != nullptr &&
           SheetWriter({.book = book, .out = out}, sheet, places, formats, language).write();
}

}  // namespace ensaio::analytics::xlsx
