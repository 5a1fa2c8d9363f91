#include "analytics/worksheet_xlsx_page.hpp"

#include <algorithm>
#include <string>

namespace ensaio::analytics::xlsx {
namespace {

lxw_col_t col(std::size_t column) { return static_cast<lxw_col_t>(kFirstColumn + column); }
lxw_row_t at(std::size_t row) { return static_cast<lxw_row_t>(row); }

constexpr double kPageWidth = 842 - 2 * 0.4 * 72, kPageHeight = 595 - 1.15 * 72;  // points, of A4 on its side

/// In points.
double visible_width(const Extent& extent, std::size_t from, std::size_t to) {
    double pt = 0;
    for (std::size_t i = from; i < to; ++i)
        pt += extent.widths[i] > 0 ? (extent.widths[i] * 7 + 5) * kPointsOfPixel : 0;
    return pt;
}

class Page {
public:
    Page(lxw_worksheet* out, const Sheet& sheet, const Places& places, const Extent& extent,
         const core::Language& language)
        : out_(out), sheet_(sheet), places_(places), extent_(extent), language_(language) {}

    void set_up() {
        worksheet_set_landscape(out_);
        worksheet_set_paper(out_, 9);  // A4
        worksheet_set_margins(out_, 0.4, 0.4, 0.55, 0.6);
        std::string title;
        for (const char c : language_.text("worksheet.title")) title += c == '&' ? "&&" : std::string(1, c);
        worksheet_set_header(out_, ("&L&8" + title + "&R&8&A").c_str());
        worksheet_set_footer(out_, ("&R&8" + language_.text("worksheet.page", {"&P", "&N"})).c_str());
        const std::uint16_t pages = pages_across(sheet_, extent_);
        worksheet_fit_to_pages(out_, pages, 0);
        double widest = visible_width(extent_, 0, sheet_.fixed) +
                        visible_width(extent_, sheet_.fixed, extent_.widths.size()) / pages;
        if (!extent_.charts.empty()) widest = std::max(widest, kChartWidth * kPointsOfPixel);
        const double scale = std::min(1.0, kPageWidth / widest);
        keep_whole(scale);
        if (pages > 1 && sheet_.fixed > 0) worksheet_repeat_columns(out_, col(0), col(sheet_.fixed - 1));
        if (!leads(sheet_)) return;
        // What stands below a table or is drawn there has no use for its header.
        const TablePlace& table = places_.of(sheet_.tables[0]);
        const bool alone = sheet_.tables.size() == 1 && extent_.charts.empty();
        double height = 0;
        for (std::size_t row = 0; row < table.end(); ++row) height += height_of(row);
        if (alone || height > 0.95 * kPageHeight / scale)
            worksheet_repeat_rows(out_, at(table.header), at(table.header));
    }

private:
    double height_of(std::size_t row) const {
        const auto height = extent_.heights.find(row);
        return height == extent_.heights.end() ? kUsualHeight : height->second;
    }

    /// A page begins with a chart, or with the head of a table and its first rows, where these would not be
    /// on one page together. `scale`: with the narrowest font. With a wider one the scale is smaller and a
    /// page holds more, so that every page before the last of these ends by hand.
    void keep_whole(double scale) {
        const double room = 0.95 * kPageHeight / scale;
        std::map<std::size_t, double> blocks;  // by their first row
        // A chart's frame is drawn on the line of its first row: the row above it goes along.
        for (const ChartPlace& chart : extent_.charts)
            blocks[chart.row - 1] = kUsualHeight + chart.height * kPointsOfPixel;
        for (const Table& table : sheet_.tables) {
            constexpr std::size_t kFirstRows = 5;
            const TablePlace& place = places_.of(table);
            if (place.title == 0) continue;
            double& height = blocks[place.title];
            const std::size_t end = place.first + std::min(kFirstRows, table.rows.size());
            for (std::size_t row = place.title; row < end; ++row) height += height_of(row);
        }
        std::vector<lxw_row_t> breaks;
        double used = 0;
        const auto begin_page = [&](std::size_t row) {
            breaks.push_back(at(row));
            used = 0;
        };
        std::size_t row = 0;
        for (const auto& [first, height] : blocks) {
            for (; row < first; ++row) {
                if (used + height_of(row) > room) begin_page(row);
                used += height_of(row);
            }
            if (used > 0 && used + height > room) begin_page(first);
        }
        if (breaks.empty()) return;
        breaks.push_back(0);
        worksheet_set_h_pagebreaks(out_, breaks.data());
    }

    lxw_worksheet* out_;
    const Sheet& sheet_;
    const Places& places_;
    const Extent& extent_;
    const core::Language& language_;
};

}  // namespace

std::uint16_t pages_across(const Sheet& sheet, const Extent& extent) {
    constexpr double kSmallest = 0.62;
    const double room = 0.95 * kPageWidth / kSmallest - visible_width(extent, 0, sheet.fixed);
    std::uint16_t pages = 1;
    double page = 0;
    for (std::size_t i = sheet.fixed; i < extent.widths.size(); ++i) {
        const double width = visible_width(extent, i, i + 1);
        if (page > 0 && page + width > room) {
            ++pages;
            page = 0;
        }
        page += width;
    }
    return pages;
}

void set_up_page(lxw_worksheet* out, const Sheet& sheet, const Places& places, const Extent& extent,
                 const core::Language& language) {
    Page(out, sheet, places, extent, language).set_up();
}

}  // namespace ensaio::analytics::xlsx
