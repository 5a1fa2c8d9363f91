#include "analytics/worksheet_xlsx_charts.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <tuple>

#include "analytics/worksheet_xlsx_formats.hpp"

namespace ensaio::analytics::xlsx {
namespace {

constexpr lxw_color_t kDark = 0x1F3A5F, kPale = 0xB9CBE8;  // told apart in grey

class ChartMaker {
public:
    ChartMaker(lxw_workbook* book, const Places& places) : book_(book), places_(places) {}

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

private:
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
    static void grid(lxw_chart_axis* axis, bool shown) {
        chart_axis_major_gridlines_set_visible(axis, shown ? LXW_TRUE : LXW_FALSE);
        if (!shown) return;
        lxw_chart_line line{};
        line.color = 0xD9DFE5;
        chart_axis_major_gridlines_set_line(axis, &line);
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

    /// The rows as in their table, each with its label.
    static void from_the_top(lxw_chart_axis* labels) {
        chart_axis_set_reverse(labels);
        chart_axis_set_crossing_max(labels);
        chart_axis_set_interval_unit(labels, 1);
    }

    static void fill(lxw_chart_series* series, lxw_color_t color) {
        lxw_chart_fill ground{};
        ground.color = color;
        chart_series_set_fill(series, &ground);
    }

    /// A box along the interval with a thick mark in it. The part before it is not painted, and of its two
    /// halves one is in the legend.
    lxw_chart* intervals(const Chart& chart, const Data& labels, const Data& values) {
        const auto low = data_of(chart.low, chart), mark = data_of(chart.mark, chart),
                   high = data_of(chart.high, chart);
        if (!low || !mark || !high) return nullptr;
        lxw_chart* made = workbook_add_chart(book_, LXW_CHART_BAR_STACKED);
        lxw_chart_series* before = series_of(made, labels, values);
        lxw_chart_fill none{};
        none.none = LXW_TRUE;
        chart_series_set_fill(before, &none);
        for (const auto& [data, color, name] :
             {std::tuple{&low, kPale, &chart.interval_name}, std::tuple{&mark, kDark, &chart.mark_name},
              std::tuple{&high, kPale, &chart.interval_name}}) {
            lxw_chart_series* part = series_of(made, labels, *data);
            chart_series_set_name(part, name->c_str());
            fill(part, color);
            lxw_chart_line edge{};
            edge.color = kDark;
            edge.width = 1;
            chart_series_set_line(part, &edge);
        }
        chart_set_series_gap(made, 90);
        chart_set_series_overlap(made, 100);
        from_the_top(made->y_axis);
        chart_axis_set_name(made->x_axis, chart.value_axis.c_str());
        chart_axis_set_min(made->x_axis, chart.least);
        if (chart.most > chart.least) chart_axis_set_max(made->x_axis, chart.most);
        if (values.place->table->columns[values.column].type == CellType::percent)
            chart_axis_set_num_format(made->x_axis, "0%");
        grid(made->x_axis, true);
        static std::array<std::int16_t, 3> unnamed = {0, 3, -1};
        chart_legend_set_position(made, LXW_CHART_LEGEND_BOTTOM);
        chart_legend_delete_series(made, unnamed.data());
        return made;
    }

    lxw_chart* funnel(const Chart& chart, const Data& labels, const Data& values) {
        lxw_chart* made = workbook_add_chart(book_, LXW_CHART_BAR);
        lxw_chart_series* series = series_of(made, labels, values);
        fill(series, Formats::kBlue);
        chart_series_set_labels(series);
        chart_set_series_gap(made, 30);
        from_the_top(made->y_axis);
        chart_axis_set_min(made->x_axis, 0);
        chart_axis_set_name(made->x_axis, chart.value_axis.c_str());
        chart_axis_set_num_format(made->x_axis, "0");
        grid(made->x_axis, true);
        chart_legend_set_position(made, LXW_CHART_LEGEND_NONE);
        return made;
    }

    lxw_workbook* book_;
    const Places& places_;
};

}  // namespace

lxw_chart* make_chart(lxw_workbook* book, const Chart& chart, const Places& places) {
    lxw_chart* made = ChartMaker(book, places).made_of(chart);
    if (made == nullptr) return nullptr;
    chart_title_set_name(made, chart.title.c_str());
    lxw_chart_font title{};
    title.size = 12;
    title.bold = LXW_TRUE;
    title.color = Formats::kInk;
    chart_title_set_name_font(made, &title);
    chart_show_hidden_data(made);
    return made;
}

}  // namespace ensaio::analytics::xlsx
