#include "analytics/worksheet_xlsx_formats.hpp"

#include <variant>

namespace ensaio::analytics::xlsx {
namespace {

// Spreadsheets show these the Brazilian way where they are set to Portuguese.
const char* number_format(CellType type) {
    switch (type) {
        case CellType::integer: return "0";
        case CellType::number: return "#,##0.0";
        case CellType::seconds: return "#,##0.0;-#,##0.0;";
        case CellType::percent: return "0%";
        case CellType::money:
        case CellType::hundredths: return "#,##0.00";
        case CellType::thousandths: return "0.000";
        case CellType::date_time: return "dd/mm/yyyy hh:mm";
        case CellType::date: return "dd/mm/yyyy";
        case CellType::text: return "@";
        case CellType::choice: return nullptr;
    }
    return nullptr;
}

/// Words and dates to the left, counts in the middle, other numbers with their digits below each other; never
/// at the very edge, where they would touch the neighbour's.
void align(lxw_format* format, CellType type) {
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    format_set_text_wrap(format);
    switch (type) {
        case CellType::integer: format_set_align(format, LXW_ALIGN_CENTER); return;
        case CellType::text:
        case CellType::choice:
        case CellType::date_time:
        case CellType::date: format_set_align(format, LXW_ALIGN_LEFT); break;
        case CellType::number:
        case CellType::seconds:
        case CellType::percent:
        case CellType::money:
        case CellType::hundredths:
        case CellType::thousandths: format_set_align(format, LXW_ALIGN_RIGHT); break;
    }
    format_set_indent(format, 1);
}

}  // namespace

Ground ground_of(const Column& column, const Cell* cell) {
    if (cell != nullptr && std::holds_alternative<Formula>(*cell)) return Ground::live;
    return column.by_people ? Ground::people : Ground::sessions;
}

Formats::Formats(lxw_workbook* book) : book_(book) {
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

lxw_format* Formats::cell(CellType type, Ground ground, Fit fit) {
    lxw_format*& format = cells_[static_cast<std::size_t>(fit)][static_cast<std::size_t>(ground)]
                                [static_cast<std::size_t>(type)];
    if (format != nullptr) return format;
    format = text(10, kInk, false);
    align(format, type);
    if (fit == Fit::beginning) format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (fit == Fit::one_line) format->text_wrap = LXW_FALSE;
    if (const char* code = number_format(type)) format_set_num_format(format, code);
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

lxw_format* Formats::running(Ground ground) {
    lxw_format*& format = running_[static_cast<std::size_t>(ground)];
    if (format != nullptr) return format;
    format = text(10, kInk, false);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    format_set_align(format, LXW_ALIGN_LEFT);
    format_set_indent(format, 1);
    return format;
}

lxw_format* Formats::header(CellType type, Ground ground) {
    lxw_format*& format = headers_[static_cast<std::size_t>(ground)][static_cast<std::size_t>(type)];
    if (format != nullptr) return format;
    format = text(9.5, 0xFFFFFF, true);
    static constexpr std::array<lxw_color_t, 3> kGrounds = {kBlue, 0x7A5C00, 0x3D4B5A};
    format_set_bg_color(format, kGrounds[static_cast<std::size_t>(ground)]);
    align(format, type);
    format_set_right(format, LXW_BORDER_THIN);
    format_set_right_color(format, 0xFFFFFF);
    return format;
}

lxw_format* Formats::of(Look look) const {
    switch (look) {
        case Look::strong: return strong;
        case Look::medium: return medium;
        case Look::weak: return weak;
        case Look::plain: break;
    }
    return nullptr;
}

lxw_format* Formats::text(double size, lxw_color_t color, bool bold) {
    lxw_format* format = workbook_add_format(book_);
    format_set_font_size(format, size);
    format_set_font_color(format, color);
    if (bold) format_set_bold(format);
    return format;
}

}  // namespace ensaio::analytics::xlsx
