#include "workbook/read.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "core/limits.hpp"
#include "workbook/archive.hpp"
#include "workbook/parts.hpp"

namespace ensaio::workbook {
namespace {

/// Ends in the same word in both editions of the standard.
bool is_kind(const Relation& relation, std::string_view kind) { return relation.kind == kind; }

const Relation* relation_of_kind(const std::vector<Relation>& relations, std::string_view kind) {
    const auto found =
        std::ranges::find_if(relations, [&](const Relation& one) { return is_kind(one, kind); });
    return found == relations.end() ? nullptr : &*found;
}

/// Puts the cells in order; false: two in one place.
bool put_in_order(std::deque<Cell>& cells) {
    const auto place = [](const Cell& cell) { return std::tuple(cell.row, cell.column); };
    if (!std::ranges::is_sorted(cells, {}, place)) std::ranges::sort(cells, {}, place);
    return std::ranges::adjacent_find(cells, {}, place) == cells.end();
}

core::Result<Workbook> read_parts(Archive& archive, std::size_t packed) {
    const auto top = read_relations(archive, "");
    if (!top) return std::unexpected(top.error());
    const Relation* document = relation_of_kind(*top, "officeDocument");
    if (document == nullptr || document->outside) return core::fail("workbook.not_xlsx");
    const std::string& main = document->target;
    const auto outline = read_outline(archive, main);
    if (!outline) return std::unexpected(outline.error());
    const auto relations = read_relations(archive, main);
    if (!relations) return std::unexpected(relations.error());

    Workbook workbook;
    Budget budget = Budget::of(packed);
    Shared shared;
    shared.from_1904 = outline->from_1904;
    if (const Relation* strings = relation_of_kind(*relations, "sharedStrings");
        strings != nullptr && !strings->outside) {
        if (auto read = read_shared_strings(archive, strings->target, workbook.texts, budget); !read)
            return std::unexpected(read.error());
        for (const std::string& text : workbook.texts) shared.strings.push_back(text);
    }
    if (const Relation* styles = relation_of_kind(*relations, "styles");
        styles != nullptr && !styles->outside) {
        auto dates = read_date_styles(archive, styles->target);
        if (!dates) return std::unexpected(dates.error());
        shared.date_styles = std::move(*dates);
    }
    if (const Relation* custom = relation_of_kind(*top, "custom-properties");
        custom != nullptr && !custom->outside && archive.has(custom->target)) {
        auto properties = read_properties(archive, custom->target, budget);
        if (!properties) return std::unexpected(properties.error());
        workbook.properties = std::move(*properties);
    }
    for (const OutlinedSheet& outlined : outline->sheets) {
        const auto relation = std::ranges::find(*relations, outlined.relation, &Relation::id);
        if (relation == relations->end()) return core::fail("workbook.damaged", outlined.name);
        if (relation->outside) return core::fail("workbook.outside", outlined.name);
        if (!is_kind(*relation, "worksheet")) continue;  // a sheet that is all chart has no cells
        Sheet sheet{.name = outlined.name, .cells = {}};
        if (auto read = read_cells(archive, relation->target, shared, {sheet.cells, workbook.texts, budget});
            !read)
            return std::unexpected(read.error());
        if (!put_in_order(sheet.cells)) return core::fail("workbook.damaged", outlined.name);
        if (archive.has(relations_of(relation->target))) {
            const auto beside = read_relations(archive, relation->target);
            if (!beside) return std::unexpected(beside.error());
            sheet.comments = relation_of_kind(*beside, "comments") != nullptr;
        }
        workbook.sheets.push_back(std::move(sheet));
    }
    return workbook;
}

}  // namespace

core::Result<Workbook> read(std::span<const std::uint8_t> bytes) {
    auto archive = Archive::open(bytes);
    if (!archive) return std::unexpected(archive.error());
    if (!archive->has(relations_of(""))) return core::fail("workbook.not_xlsx");
    return read_parts(*archive, bytes.size());
}

std::string cell_name(std::uint32_t row, std::uint16_t column) {
    std::string letters;
    for (unsigned rest = column + 1U; rest > 0; rest = (rest - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters + std::to_string(row + 1);
}

}  // namespace ensaio::workbook
