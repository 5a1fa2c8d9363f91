#include "analytics/worksheet_files.hpp"

#include <unistd.h>
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>

#include <xlsxwriter.h>

#include "core/text.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::size_t kMostRows = LXW_ROW_MAX - 1;  // without the header
constexpr std::size_t kMostCharacters = 32'767;     // of one cell, in UTF-16 units
constexpr time_t kCreated = 946'684'800;            // 2000-01-01: the same worksheet gives the same bytes
constexpr double kDaysTo1970 = 25'569;              // from 1899-12-30, day 0 of spreadsheets
constexpr double kMsPerDay = 86'400'000;

/// `text` as a cell may hold it: no character that XML forbids, no longer than a spreadsheet reads.
std::string cell_text(std::string_view text) {
    std::string clean;
    std::size_t units = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = core::next_code_point(text, at);
        if ((c < 0x20 && c != '\t' && c != '\n') || c == 0xfffe || c == 0xffff) continue;
        units += c > 0xffff ? 2 : 1;
        if (units > kMostCharacters) break;
        core::append_utf8(clean, c);
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

/// The formula with its {column key}s as A1 references into row `row` (0 is the header).
std::string resolved(const Formula& formula, const std::vector<Column>& columns, std::size_t row) {
    std::string text = formula.text;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const std::string name = "{" + columns[i].key + "}";
        const std::string cell = column_letters(i) + std::to_string(row + 1);
        for (std::size_t at = text.find(name); at != std::string::npos;
             at = text.find(name, at + cell.size())) {
            text.replace(at, name.size(), cell);
        }
    }
    return text;
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

/// One format for each type of cell, twice: filled by sessions, filled by people.
class Formats {
public:
    explicit Formats(lxw_workbook* book) : book_(book) {
        for (const bool by_people : {false, true}) {
            for (std::size_t type = 0; type < kTypes; ++type) {
                lxw_format* format = workbook_add_format(book);
                format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
                format_set_text_wrap(format);
                if (const char* code = number_format(static_cast<CellType>(type)))
                    format_set_num_format(format, code);
                if (by_people) {
                    format_set_bg_color(format, 0xFFF8E1);
                    format_set_border(format, LXW_BORDER_HAIR);
                    format_set_border_color(format, 0xBFB48F);
                }
                cells_[by_people ? 1 : 0][type] = format;
            }
            headers_[by_people ? 1 : 0] = header(by_people);
        }
    }

    lxw_format* cell(const Column& column) const {
        return cells_[column.by_people ? 1 : 0][static_cast<std::size_t>(column.type)];
    }
    lxw_format* header_of(const Column& column) const { return headers_[column.by_people ? 1 : 0]; }

private:
    static constexpr std::size_t kTypes = 7;

    // Spreadsheets show these the Brazilian way where they are set to Portuguese.
    static const char* number_format(CellType type) {
        switch (type) {
            case CellType::integer: return "0";
            case CellType::number: return "#,##0.0";
            case CellType::date_time: return "dd/mm/yyyy hh:mm";
            case CellType::date: return "dd/mm/yyyy";
            case CellType::formula: return "0.0";
            case CellType::text: return "@";
            case CellType::choice: return nullptr;
        }
        return nullptr;
    }

    lxw_format* header(bool by_people) const {
        lxw_format* format = workbook_add_format(book_);
        format_set_bold(format);
        format_set_font_color(format, 0xFFFFFF);
        format_set_bg_color(format, by_people ? 0x7A5C00 : 0x1351B4);
        format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
        format_set_text_wrap(format);
        return format;
    }

    lxw_workbook* book_;
    std::array<std::array<lxw_format*, kTypes>, 2> cells_{};
    std::array<lxw_format*, 2> headers_{};
};

class SheetWriter {
public:
    SheetWriter(lxw_worksheet* out, const Sheet& sheet, const Formats& formats,
                const core::Language& language)
        : out_(out), sheet_(sheet), formats_(formats), language_(language) {}

    /// False: a cell was refused.
    bool write() {
        write_header();
        for (std::size_t row = 0; row < sheet_.rows.size(); ++row) {
            for (std::size_t column = 0; column < sheet_.columns.size(); ++column) write_cell(row, column);
        }
        for (std::size_t column = 0; column < sheet_.columns.size(); ++column) validate(column);
        set_up_page();
        return good_;
    }

private:
    static lxw_col_t col(std::size_t column) { return static_cast<lxw_col_t>(column); }
    static lxw_row_t below_header(std::size_t row) { return static_cast<lxw_row_t>(row + 1); }
    lxw_row_t last_row() const { return static_cast<lxw_row_t>(sheet_.rows.size()); }

    void expect(lxw_error error) { good_ = good_ && error == LXW_NO_ERROR; }

    void write_header() {
        worksheet_set_row(out_, 0, 36, nullptr);
        for (std::size_t i = 0; i < sheet_.columns.size(); ++i) {
            const Column& column = sheet_.columns[i];
            worksheet_set_column(out_, col(i), col(i), column.width, nullptr);
            expect(
                worksheet_write_string(out_, 0, col(i), column.header.c_str(), formats_.header_of(column)));
        }
        worksheet_freeze_panes(out_, 1, 0);
        expect(worksheet_autofilter(out_, 0, 0, std::max<lxw_row_t>(1, last_row()),
                                    col(sheet_.columns.size() - 1)));
    }

    void write_cell(std::size_t row, std::size_t column) {
        const Cell& cell = sheet_.rows[row][column];
        lxw_format* format = formats_.cell(sheet_.columns[column]);
        const lxw_row_t r = below_header(row);
        const lxw_col_t c = col(column);
        if (const auto* text = std::get_if<std::string>(&cell)) {
            expect(worksheet_write_string(out_, r, c, cell_text(*text).c_str(), format));
        } else if (const auto* number = std::get_if<double>(&cell)) {
            expect(worksheet_write_number(out_, r, c, *number, format));
        } else if (const auto* time = std::get_if<DateTime>(&cell)) {
            expect(worksheet_write_number(out_, r, c, static_cast<double>(time->ms) / kMsPerDay + kDaysTo1970,
                                          format));
        } else if (const auto* formula = std::get_if<Formula>(&cell)) {
            // The value kept beside it is what a reader shows that does not calculate: nothing yet.
            expect(worksheet_write_formula_str(out_, r, c, resolved(*formula, sheet_.columns, r).c_str(),
                                               format, ""));
        } else {
            expect(worksheet_write_blank(out_, r, c, format));
        }
    }

    void validate(std::size_t index) {
        const Column& column = sheet_.columns[index];
        if (sheet_.rows.empty()) return;
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
        } else if (column.type == CellType::date && column.by_people) {
            rule.validate = LXW_VALIDATION_TYPE_DATE;
            rule.criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
            rule.value_datetime = {.year = 2000, .month = 1, .day = 1, .hour = 0, .min = 0, .sec = 0};
            message = language_.text("worksheet.invalid.date");
        } else {
            return;
        }
        rule.error_title = word(title);
        rule.error_message = word(message);
        expect(worksheet_data_validation_range(out_, 1, col(index), last_row(), col(index), &rule));
    }

    void set_up_page() {
        worksheet_set_landscape(out_);
        worksheet_set_paper(out_, 9);  // A4
        worksheet_fit_to_pages(out_, 1, 0);
        worksheet_repeat_rows(out_, 0, 0);
        worksheet_set_margins(out_, 0.4, 0.4, 0.5, 0.6);
        worksheet_set_footer(out_, ("&L&A&R" + language_.text("worksheet.page", {"&P", "&N"})).c_str());
    }

    lxw_worksheet* out_;
    const Sheet& sheet_;
    const Formats& formats_;
    const core::Language& language_;
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
        if (sheet.rows.size() > kMostRows)
            return core::fail("worksheet.too_many_rows", sheet.name,
                              {std::to_string(sheet.rows.size()), std::to_string(kMostRows)});
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
    const Formats formats(workbook.book);
    for (const Sheet& sheet : worksheet.sheets) {
        lxw_worksheet* out = workbook_add_worksheet(workbook.book, sheet.name.c_str());
        good = good && out != nullptr && SheetWriter(out, sheet, formats, language).write();
    }
    good = workbook.close() == LXW_NO_ERROR && good;
    if (!good) return core::fail("worksheet.write_failed");
    std::vector<std::uint8_t> bytes = file.read();
    if (bytes.empty()) return core::fail("worksheet.write_failed");
    return bytes;
}

}  // namespace ensaio::analytics
