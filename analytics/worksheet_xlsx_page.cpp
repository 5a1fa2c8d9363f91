#include "analytics/worksheet_xlsx_page.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace ensaio::analytics::xlsx {
namespace {

constexpr double kUsualHeight = 15;

lxw_col_t col(std::size_t column) { return static_cast<lxw_col_t>(kFirstColumn + column); }
lxw_row_t at(std::size_t row) { return static_cast<lxw_row_t>(row); }

class Page {
public:
    Page(lxw_worksheet* out, const Sheet& sheet, const Places& places, const Extent& extent,
         const core::Language& language)
        : out_(out), sheet_(sheet), places_(places), extent_(extent), language_(language) {}

    void set_up() {
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
        for (std::size_t i = sheet_.fixed; i < extent_.widths.size(); ++i) {
            const double width = visible_width(i, i + 1);
            if (page > 0 && page + width > room) {
                breaks.push_back(col(i));
                page = 0;
            }
            page += width;
            widest = std::max(widest, page);
        }
        if (!extent_.charts_at.empty()) widest = std::max(widest, kChartWidth * 0.75 - fixed);
        // Programs differ by some percent in how wide a character is.
        const double scale = std::clamp(0.88 * kPageWidth / (fixed + widest), 0.4, 0.9);
        // Programs that fit a sheet to a page's width heed no page break.
        const bool one_table = sheet_.tables.size() == 1 && extent_.charts_at.empty();
        if (breaks.empty() && one_table) {
            worksheet_fit_to_pages(out_, 1, 0);
        } else {
            worksheet_set_print_scale(out_, static_cast<std::uint16_t>(scale * 100));
            keep_whole(scale);
        }
        if (!breaks.empty()) {
            if (sheet_.fixed > 0) worksheet_repeat_columns(out_, col(0), col(sheet_.fixed - 1));
            breaks.push_back(0);
            worksheet_set_v_pagebreaks(out_, breaks.data());
        }
        if (one_table && sheet_.tables[0].headed) {
            const std::size_t header = places_.of(sheet_.tables[0]).header;
            worksheet_repeat_rows(out_, at(header), at(header));
        }
    }

private:
    double visible_width(std::size_t from, std::size_t to) const {
        double pt = 0;
        for (std::size_t i = from; i < to; ++i)
            pt += extent_.widths[i] > 0 ? (extent_.widths[i] * 7 + 5) * 0.75 : 0;
        return pt;
    }

    double height_of(std::size_t row) const {
        const auto height = extent_.heights.find(row);
        return height == extent_.heights.end() ? kUsualHeight : height->second;
    }

    /// A page begins with a chart, or with the head of a table and its first rows, where these would not be
    /// on one page together.
    void keep_whole(double scale) {
        constexpr double kPageHeight = 595 - 1.15 * 72;
        const double room = 0.9 * kPageHeight / scale;
        std::map<std::size_t, double> blocks;  // by their first row
        for (const lxw_row_t chart : extent_.charts_at) blocks[chart] = kChartHeight * 0.75;
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
        std::size_t row = 0, chart_end = 0;  // the row after the chart that was met last
        for (const auto& [first, height] : blocks) {
            bool overflowed = false;
            for (; row < first; ++row) {
                used += height_of(row);
                if (used <= room) continue;
                used = height_of(row);
                overflowed = true;
            }
            // The page ends somewhere in the empty rows below a chart, or only after the head of this table.
            const bool at_the_edge = overflowed && used <= kPageHeight / scale - room && chart_end > 0;
            if (at_the_edge || (used + height > room && used > 0)) {
                breaks.push_back(at(at_the_edge ? chart_end : first));
                used = 0;
                for (std::size_t empty = breaks.back(); empty < first; ++empty) used += height_of(empty);
            }
            const bool is_chart = std::ranges::find(extent_.charts_at, at(first)) != extent_.charts_at.end();
            chart_end = is_chart ? first + static_cast<std::size_t>(std::ceil(height / kUsualHeight)) : 0;
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

void set_up_page(lxw_worksheet* out, const Sheet& sheet, const Places& places, const Extent& extent,
                 const core::Language& language) {
    Page(out, sheet, places, extent, language).set_up();
}

}  // namespace ensaio::analytics::xlsx
