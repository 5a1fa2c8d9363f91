#include <algorithm>
#include <cmath>
#include <numeric>

#include "view/flow.hpp"
#include "view/text_lines.hpp"

namespace ensaio::view {

namespace {

constexpr float kWidestWord = 200;  // a longer word does not hold its column open
constexpr float kWidestColumn = 480;

struct Columns {
    std::vector<float> widths;
    std::vector<bool> numbers;  // the column holds nothing but numbers: set to the right
    bool fit = true;            // no word needs to be broken
};

bool is_number(std::string_view text) {
    if (text.find_first_of("0123456789") == std::string_view::npos) return false;
    return text.find_first_not_of("0123456789.,%+- ") == std::string_view::npos;
}

bool is_empty(const Flow& flow, NodeIndex cell) {
    return flow.texts[cell].empty() && flow.children[cell].empty();
}

float cell_padding(const Flow& flow) { return 1.5F * flow.theme.space; }

float least_width(const Flow& flow, NodeIndex cell) {
    const TextStyle style = style_of(flow, cell, {});
    float width = longest_word_width(flow.texts[cell], style.weight, style.size);
    for (const NodeIndex child : flow.children[cell]) {
        const Node& node = flow.node(child);
        width = std::max(width, is_control(node) || node.look == Look::tag ? natural_width(flow, child)
                                                                           : least_width(flow, child));
    }
    return std::min(width, kWidestWord * flow.theme.text_scale);
}

Columns measure(const Flow& flow, NodeIndex table, float room) {
    std::vector<float> least, natural;
    std::vector<int> numbers, others;
    for (const NodeIndex row : flow.children[table]) {
        const auto& cells = flow.children[row];
        if (cells.size() > least.size()) {
            for (auto* list : {&least, &natural}) list->resize(cells.size());
            for (auto* list : {&numbers, &others}) list->resize(cells.size());
        }
        for (std::size_t c = 0; c < cells.size(); ++c) {
            const float padding = 2 * cell_padding(flow);
            least[c] = std::max(least[c], least_width(flow, cells[c]) + padding);
            natural[c] = std::max(
                natural[c],
                std::min(natural_width(flow, cells[c]), kWidestColumn * flow.theme.text_scale) + padding);
            if (flow.node(cells[c]).role == Role::column_header) continue;
            if (!is_empty(flow, cells[c]))
                ++(is_number(flow.texts[cells[c]]) && flow.children[cells[c]].empty() ? numbers : others)[c];
        }
    }
    Columns columns;
    const float all_least = std::accumulate(least.begin(), least.end(), 0.0F),
                all = std::accumulate(natural.begin(), natural.end(), 0.0F);
    columns.fit = all_least <= room;
    for (std::size_t c = 0; c < least.size(); ++c) {
        const float width = all <= room ? natural[c] * room / std::max(1.0F, all)
                                        : least[c] + (room - all_least) * (natural[c] - least[c]) /
                                                         std::max(1.0F, all - all_least);
        columns.widths.push_back(std::floor(width));
        columns.numbers.push_back(numbers[c] > 0 && others[c] == 0);
    }
    // The last cells end where their rows do: what was rounded off is theirs.
    if (!columns.widths.empty() && columns.fit)
        columns.widths.back() += room - std::accumulate(columns.widths.begin(), columns.widths.end(), 0.0F);
    return columns;
}

/// What is pressed is taller than a line: it reaches into the padding.
float top_padding(const Flow& flow, NodeIndex cell, float padding) {
    const bool pressed = flow.texts[cell].empty() && !flow.children[cell].empty() &&
                         is_control(flow.node(flow.children[cell].front()));
    return pressed ? flow.theme.space / 4 : padding;
}

void place_cell(Flow& flow, NodeIndex cell, const Area& area, float padding, Align align) {
    const float top = top_padding(flow, cell, padding);
    float y = area.y + top;
    Area inner = area;
    inner.stretch = false;
    if (!flow.texts[cell].empty()) {
        y += place_text(flow.box(cell), flow.texts[cell], style_of(flow, cell, area.ink), area.x, y,
                        area.width, align);
    }
    for (const NodeIndex child : flow.children[cell]) {
        inner.y = y;
        place(flow, child, inner);
        if (flow.box(child).rect.h > 0) y = flow.box(child).rect.bottom() + flow.theme.space / 4;
    }
    const float side = cell_padding(flow);
    set_rect(flow.box(cell), {area.x - side, area.y, area.width + 2 * side, y + top - area.y});
}

float place_wide(Flow& flow, NodeIndex table, const Columns& columns, const Area& area) {
    const float side = cell_padding(flow);
    float y = area.y;
    for (const NodeIndex row : flow.children[table]) {
        const auto& cells = flow.children[row];
        float height = 0, x = area.x;
        for (std::size_t c = 0; c < cells.size(); ++c) {
            const float width = std::max(1.0F, columns.widths[c] - 2 * side);
            place_cell(flow, cells[c], {x + side, y, width, area.ink}, side,
                       columns.numbers[c] ? Align::right : Align::left);
            height = std::max(height, flow.box(cells[c]).rect.h);
            x += columns.widths[c];
        }
        for (std::size_t c = 0; c < cells.size(); ++c) {
            Box& box = flow.box(cells[c]);
            set_rect(box, {box.rect.x, y, columns.widths[c], height});
        }
        set_rect(flow.box(row), {area.x, y, area.width, height});
        y += height;
    }
    return y - area.y;
}

bool is_header_row(const Flow& flow, NodeIndex row) {
    return std::ranges::all_of(flow.children[row],
                               [&](NodeIndex cell) { return flow.node(cell).role == Role::column_header; });
}

/// Whether the cell only holds what is pressed: its own words say enough without the column's.
bool is_pressed_only(const Flow& flow, NodeIndex cell) {
    return flow.texts[cell].empty() && std::ranges::all_of(flow.children[cell], [&](NodeIndex child) {
               return is_control(flow.node(child));
           });
}

/// A cell of a card: the words of its column's header, what is in it beside them, or where there is no room,
/// under them.
float place_card_cell(Flow& flow, NodeIndex cell, std::string_view header, const Area& area) {
    constexpr float kLeastWidth = 200;
    Box& box = flow.box(cell);
    Area value = area;
    float height = 0;
    if (!header.empty()) {
        const TextStyle style = small_style(flow, area.ink);
        const bool beside = area.width >= kLeastWidth * flow.theme.text_scale;
        const float column = beside ? std::floor(area.width * 0.4F) : area.width;
        const float shift = distance_to_baseline(base_style(flow, area.ink)) - distance_to_baseline(style);
        height = shift + place_text(box, header, style, area.x, area.y + shift, column);
        if (beside) {
            value.x += column + flow.theme.space;
            value.width -= column + flow.theme.space;
        } else {
            value.y += height;
        }
    }
    height = std::max(height, value.y + place_content(flow, cell, value) - area.y);
    set_rect(box, {area.x, area.y, area.width, height});
    return height;
}

/// Each row becomes a card.
float place_cards(Flow& flow, NodeIndex table, const Area& area) {
    std::vector<NodeIndex> headers;
    const float padding = 2 * flow.theme.space, gap = 1.5F * flow.theme.space;
    float y = area.y;
    for (const NodeIndex row : flow.children[table]) {
        const auto& cells = flow.children[row];
        if (is_header_row(flow, row)) {
            headers = cells;
            for (const NodeIndex cell : headers) set_rect(flow.box(cell), {area.x, y, area.width, 0});
            set_rect(flow.box(row), {area.x, y, area.width, 0});
            continue;
        }
        Area inner = area;
        inner.x += padding;
        inner.width = std::max(1.0F, inner.width - 2 * padding);
        inner.y = y + padding;
        float bottom = inner.y;
        for (std::size_t c = 0; c < cells.size(); ++c) {
            const NodeIndex cell = cells[c];
            if (is_empty(flow, cell)) {
                set_rect(flow.box(cell), {inner.x, bottom, inner.width, 0});
                continue;
            }
            const bool titled = c < headers.size() && flow.node(cell).role != Role::row_header &&
                                !is_pressed_only(flow, cell);
            bottom = inner.y +
                     place_card_cell(flow, cell,
                                     titled ? std::string_view(flow.texts[headers[c]]) : std::string_view(),
                                     inner);
            inner.y = bottom + flow.theme.space;
        }
        bottom += padding;
        set_rect(flow.box(row), {area.x, y, area.width, bottom - y});
        y = bottom + gap;
    }
    return std::max(0.0F, y - gap - area.y);
}

}  // namespace

float place_table(Flow& flow, NodeIndex index, const Area& area) {
    const Columns columns = measure(flow, index, area.width);
    return flow.narrow || !columns.fit ? place_cards(flow, index, area)
                                       : place_wide(flow, index, columns, area);
}

}  // namespace ensaio::view
