#include "analytics/worksheet_stamp.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <span>

#include "core/hash.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::size_t kDigits = 6;
constexpr std::size_t kMostLooked = 8'000;  // bytes of a text
constexpr std::string_view kBetween = " ~";

/// What is left of a cell through every spreadsheet: no control character, no more digits than they keep.
std::string essence(const Cell& cell) {
    if (const auto* text = std::get_if<std::string>(&cell)) {
        std::string clean;
        for (const char c : *text) {
            if (static_cast<unsigned char>(c) >= 0x20) clean += c;
            if (clean.size() == kMostLooked) break;
        }
        return clean;
    }
    if (const auto* number = std::get_if<double>(&cell)) {
        std::array<char, 40> digits{};
        const int length = std::snprintf(digits.data(), digits.size(), "%.10g", *number);
        return {digits.data(), static_cast<std::size_t>(length)};
    }
    if (const auto* time = std::get_if<DateTime>(&cell)) return std::to_string(time->ms);
    return {};
}

}  // namespace

bool is_stamped(const Column& column, const Cell& cell) {
    return !column.by_people && !column.hidden && !std::holds_alternative<Formula>(cell);
}

std::string stamp_of(const Column& column, const Cell& cell) {
    const std::string text = column.key + '\0' + essence(cell);
    const std::uint32_t sum = core::crc32c({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
    std::string digits;
    for (std::size_t i = 0; i < kDigits; ++i) digits += "0123456789abcdef"[sum >> (4 * i) & 15U];
    return digits;
}

std::string stamp_of(const Table& table, std::size_t row) {
    std::string stamp;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (is_stamped(table.columns[i], table.rows[row][i]))
            stamp += stamp_of(table.columns[i], table.rows[row][i]);
    }
    return stamp;
}

std::string stamp_of(std::string_view text) { return stamp_of(Column{}, std::string(text)); }

bool rows_come_back(const Table& table) {
    const auto is_peoples = [](const Column& column) {
        return (column.by_people || column.correctable) && column.key.find(kOwnColumn) == std::string::npos;
    };
    return !table.row_keys.empty() &&
           (std::ranges::any_of(table.row_keys, [](const std::string& key) { return !key.empty(); }) ||
            std::ranges::any_of(table.columns, is_peoples));
}

RowStamps::RowStamps(const Table& table) : table_(table), looked_at_(table.columns.size()) {
    for (std::size_t i = 0; i < looked_at_.size(); ++i) {
        const Column& column = table.columns[i];
        looked_at_[i] = !column.by_people && !column.hidden &&
                        std::ranges::none_of(table.rows, [&](const std::vector<Cell>& row) {
                            return std::holds_alternative<Formula>(row[i]);
                        });
    }
}

std::string RowStamps::of(const std::vector<Cell>& row) const {
    std::string all;
    for (std::size_t i = 0; i < looked_at_.size(); ++i) {
        if (looked_at_[i]) all += stamp_of(table_.columns[i], row[i]);
    }
    return stamp_of(all);
}

bool is_untouched(std::string_view stamp, const Column& column, const Cell& cell) {
    const std::string digits = stamp_of(column, cell);
    for (; stamp.size() >= kDigits; stamp.remove_prefix(kDigits)) {
        if (stamp.starts_with(digits)) return true;
    }
    return false;
}

std::string keyed(std::string_view key, std::string_view stamp) {
    std::string text(key);
    if (!stamp.empty()) text += std::string(kBetween) + std::string(stamp);
    return text;
}

Keyed read_keyed(std::string_view text) {
    const std::size_t at = text.rfind(kBetween);
    if (at == std::string_view::npos) return {text, {}};
    return {text.substr(0, at), text.substr(at + kBetween.size())};
}

}  // namespace ensaio::analytics
