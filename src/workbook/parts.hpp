// The parts of a workbook, each read for what the cells need. Nobody but read.cpp includes this.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "workbook/archive.hpp"
#include "workbook/read.hpp"

namespace ensaio::workbook {

/// What may yet be kept. It grows with the file: a small one has no business to become a large workbook.
struct Budget {
    std::size_t cells = 0, text_bytes = 0;
    static Budget of(std::size_t packed);
};

/// How a part names another.
struct Relation {
    std::string id;
    std::string kind;    // last word of its type: "worksheet"
    std::string target;  // name of a part
    bool outside = false;
};
/// "xl/_rels/workbook.xml.rels"; of "": "_rels/.rels".
std::string relations_of(std::string_view part);
core::Result<std::vector<Relation>> read_relations(Archive& archive, std::string_view of_part);

struct OutlinedSheet {
    std::string name, relation;
};
struct Outline {
    std::vector<OutlinedSheet> sheets;
    bool from_1904 = false;  // days are counted from 1904, as old Macs did
};
core::Result<Outline> read_outline(Archive& archive, std::string_view part);

/// Appends them to `texts`.
core::Result<void> read_shared_strings(Archive& archive, std::string_view part,
                                       std::deque<std::string>& texts, Budget& budget);

/// Of each style of cells whether its numbers are dates.
core::Result<std::vector<bool>> read_date_styles(Archive& archive, std::string_view part);

core::Result<std::map<std::string, std::string, std::less<>>> read_properties(Archive& archive,
                                                                              std::string_view part,
                                                                              Budget& budget);

/// What the cells of all sheets refer to.
struct Shared {
    std::vector<std::string_view> strings;
    std::vector<bool> date_styles;
    bool from_1904 = false;
};
/// Where the cells of a sheet and their texts go.
struct CellsInto {
    std::deque<Cell>& cells;
    std::deque<std::string>& texts;
    Budget& budget;
};
core::Result<void> read_cells(Archive& archive, std::string_view part, const Shared& shared,
                              const CellsInto& into);

/// A text as it was meant: "_x000D_" stands for a character that XML cannot hold, and lines end in one "\n".
std::string meant(std::string_view text);

}  // namespace ensaio::workbook
