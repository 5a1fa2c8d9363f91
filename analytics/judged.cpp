#include "analytics/judged.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace ensaio::analytics {
namespace {

using Row = std::vector<Cell>;

constexpr double kLast = 1e9;  // what people gave no place stands behind all that has one

/// What a cell holds or comes to; nothing of another type.
template <class T>
std::optional<T> held(const Cell& cell) {
    if (const auto* value = std::get_if<T>(&cell)) return *value;
    const auto* formula = std::get_if<Formula>(&cell);
    const auto* value = formula == nullptr ? nullptr : std::get_if<T>(&formula->value);
    return value == nullptr ? std::nullopt : std::optional(*value);
}

/// A whole number from 1 to 5. People may have written anything.
std::optional<int> mark(const Cell& cell) {
    const auto number = held<double>(cell);
    for (int i = 1; i <= 5; ++i) {
        if (number == i) return i;
    }
    return std::nullopt;
}

}  // namespace

std::vector<Judged> judged_in(const Worksheet& worksheet) {
    const Table* table = worksheet.table("definir");
    if (table == nullptr) return {};
    const auto cell_of = [&](const Row& row, std::string_view key) -> const Cell& {
        const auto column = std::ranges::find(table->columns, key, &Column::key);
        return row[static_cast<std::size_t>(column - table->columns.begin())];
    };
    const auto text = [&](const Row& row, std::string_view key) {
        return held<std::string>(cell_of(row, key)).value_or(std::string());
    };
    std::multimap<double, Judged> found;  // by their place
    for (const Row& row : table->rows) {
        const auto impact = mark(cell_of(row, "definir.impact")),
                   effort = mark(cell_of(row, "definir.effort"));
        if (!impact || !effort) continue;
        const double order = held<double>(cell_of(row, "definir.order")).value_or(kLast);
        found.emplace(order, Judged{text(row, "definir.id"), text(row, "definir.problem"), *impact, *effort,
                                    text(row, "definir.action")});
    }
    std::vector<Judged> judged;
    for (auto& [order, one] : found) judged.push_back(std::move(one));
    return judged;
}

}  // namespace ensaio::analytics
