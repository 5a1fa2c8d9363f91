#include "analytics/worksheet_merge.hpp"

#include <algorithm>
#include <array>

#include "analytics/worksheet_table_merge.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"

namespace ensaio::analytics {

int own_number(std::string_view key, std::string_view before) {
    const std::size_t at = key.rfind(before);
    return at == std::string_view::npos ? 0 : core::integer_in(key.substr(at + before.size())).value_or(0);
}

void TableMerge::run() {
    split();
    match_columns();
    if (merging_.trouble) return;
    if (!asked_again_) {
        if (!own_columns_.empty()) merge_unkeyed();
        keep_rewritten();
        if (sheet_.keys_lost) merging_.remark("no_stamps", sheet_, {}, {});
        return;
    }
    follow_numbers();
    match_rows();
    if (merging_.trouble) return;
    put_together();
    number();
    stamp();
    for (const auto& [row, found] : matched_) merge_row(row, *found);
    if (const std::size_t known = matched_.size(); keyed_.size() > known && merging_.knew(table_.key))
        merging_.back.appeared_rows += keyed_.size() - known;
}

bool Merging::knew(std::string_view key) const {
    // What the second revision brought: new, of more rows, or with another name.
    constexpr std::array<std::string_view, 10> kSince2 = {"gravidade",
                                                          "tma",
                                                          "pedidos",
                                                          "prioridades.caf_impact",
                                                          "prioridades.caf_capacity",
                                                          "prioridades.caf_satisfaction",
                                                          "prioridades.moscow",
                                                          "pedidos.body",
                                                          "tma.service",
                                                          "telas.filling"};
    return !is_older || std::ranges::find(kSince2, key) == kSince2.end();
}

void Merging::remark(std::string code, const FoundSheet& sheet, std::string cell,
                     std::vector<std::string> args) {
    ++back.remarks_in_all;
    if (back.remarks.size() < kMostRemarks)
        back.remarks.push_back({std::move(code), sheet.sheet->name, std::move(cell), std::move(args)});
}

bool Merging::adds(std::size_t cells, const FoundSheet& sheet) {
    if (cells > cells_left) {
        trouble = core::Error{"worksheet.too_many_own", sheet.sheet->name, {std::to_string(kMostOwnCells)}};
        return false;
    }
    cells_left -= cells;
    return true;
}

bool Merging::copies(std::size_t bytes) {
    if (bytes > text_left) {
        if (!trouble) trouble = core::Error{"workbook.too_much_text", {}, {}};
        return false;
    }
    text_left -= bytes;
    return true;
}

bool Merging::copies(const Cell& cell) {
    const auto* text = std::get_if<std::string>(&cell);
    return copies(text == nullptr ? 0 : text->size());
}

void merge_table(Table& table, const FoundSheet& sheet, const FoundTable& found, Merging& merging) {
    TableMerge(table, sheet, found, merging).run();
}

}  // namespace ensaio::analytics
