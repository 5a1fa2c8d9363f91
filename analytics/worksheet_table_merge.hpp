// One table while it is brought back: what worksheet_merge*.cpp share. Nobody else includes this.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analytics/worksheet_merge.hpp"
#include "analytics/worksheet_taken.hpp"

namespace ensaio::analytics {

inline bool is_empty(const Cell& cell) { return std::holds_alternative<std::monostate>(cell); }
/// "own/12" -> 12; 0: no such key.
int own_number(std::string_view key, std::string_view before);

class TableMerge {
public:
    TableMerge(Table& table, const FoundSheet& sheet, const FoundTable& found, Merging& merging)
        : table_(table), sheet_(sheet), found_(found), merging_(merging) {}

    void run();

private:
    struct Column {
        std::uint16_t at = 0;   // in the workbook
        std::size_t index = 0;  // in the table
    };
    enum class Kind : std::uint8_t { lost, own };

    // worksheet_merge_columns.cpp
    void match_columns();
    void add_own_column(const FoundColumn& column, int& most);
    /// What all cells of a column of people's own are, and whether there are any.
    CellType type_of_cells(std::uint16_t at);

    // worksheet_merge_rows.cpp
    void split();
    void match_rows();
    /// Of a sheet that has lost its keys the keys of the rows that read as just one of ours does, in all that
    /// only the program writes; where people may correct all of that, in all of that.
    std::map<const FoundRow*, std::string_view> recognised() const;
    /// Of a row without a key of ours: whether a session that was erased stands in it.
    bool tells_of_erased(const FoundRow& row) const;
    /// Whether people wrote anything in it: neither formulas, nor what nobody sees, nor what stands in a
    /// prepared row anyway.
    bool has_content(const FoundRow& row) const;
    /// A row of people's own belongs to the task whose name stands in it, as the others of that name do.
    void join_group(std::vector<Cell>& cells, const FoundRow& row);
    const std::vector<Cell>* pattern() const;
    bool is_formula_column(std::size_t index) const;
    /// A formula stands there that people may replace.
    bool is_default(std::size_t index) const {
        return is_formula_column(index) && table_.columns[index].correctable;
    }
    void add_row(const FoundRow& row, std::string key, Kind kind);
    /// Says in the row that what it tells of is not there any more: where it told how many it touched.
    void mark_lost(std::vector<Cell>& cells) const;
    void put_together();
    void stamp();

    // worksheet_merge_numbers.cpp
    void number();
    /// Problems and findings have the numbers that they have in *Definir* and in *Testar – achados*.
    void follow_numbers();
    /// The column in which the rows of the table are numbered; empty: they are not.
    std::string id_key() const;

    // worksheet_merge_cells.cpp
    void merge_row(std::size_t row, const FoundRow& found);
    /// A cell that the program has filled in: people's hand is told by the stamp.
    void merge_filled(Cell& mine, const workbook::Cell* cell, const Column& column, const FoundRow& found);
    Cell taken(const workbook::Cell& cell, const Column& column, const FoundRow& row);
    std::string name_at(const FoundRow& row, const Column& column) const;
    /// Of a row's first cell that people see.
    std::string name_of(const FoundRow& row) const;
    Remark remark_at(std::string code, const FoundRow& row, const Column& column,
                     std::vector<std::string> args) const;

    // worksheet_merge_notes.cpp
    /// Nothing is asked for in these cells: what people wrote there goes to the notes.
    void keep_stray(const FoundRow& row);
    /// Of a table whose rows nobody asks for again only columns that people added come back, by what the
    /// first cell of a row says.
    void merge_unkeyed();
    /// What people wrote over the program's rows, or below them, goes to the notes. In a workbook without
    /// stamps, of an older program, it cannot be told from what the program had written.
    void keep_rewritten();

    Table& table_;
    const FoundSheet& sheet_;
    const FoundTable& found_;
    Merging& merging_;
    bool asked_again_ = false;  // rows have keys, or people write in them
    bool any_cells_ = false;
    std::vector<Column> columns_, hidden_,
        own_columns_;  // those that people see, and do not; own: of the first
    std::vector<std::vector<Cell>> keyed_, prepared_, added_;
    std::vector<std::string> keys_, added_keys_, added_stamps_;
    std::vector<const FoundRow*> added_from_;
    std::vector<std::pair<std::size_t, const FoundRow*>> matched_;
};

}  // namespace ensaio::analytics
