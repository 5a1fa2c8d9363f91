// The cells of one sheet.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>

#include "core/date.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"
#include "workbook/parts.hpp"
#include "workbook/xml.hpp"

namespace ensaio::workbook {
namespace {

constexpr double kDaysTo1904 = 1'462;  // from 1899-12-30

struct Place {
    std::size_t row = 0, column = 0;  // from 1
};

/// "AB12". Nothing: it is no such name. One that no spreadsheet has is found so by its numbers.
std::optional<Place> place_in(std::string_view name) {
    Place place;
    std::size_t at = 0;
    for (; at < name.size() && name[at] >= 'A' && name[at] <= 'Z'; ++at) {
        if (place.column <= core::kMaxWorkbookColumns)
            place.column = place.column * 26 + static_cast<std::size_t>(name[at] - 'A' + 1);
    }
    if (at == 0 || at == name.size()) return std::nullopt;
    for (; at < name.size(); ++at) {
        if (name[at] < '0' || name[at] > '9') return std::nullopt;
        if (place.row <= core::kMaxWorkbookRows)
            place.row = place.row * 10 + static_cast<std::size_t>(name[at] - '0');
    }
    return place;
}

bool is_too_far(const Place& place) {
    return place.row > core::kMaxWorkbookRows || place.column > core::kMaxWorkbookColumns;
}

std::optional<double> number_in(std::string_view text) {
    if (text.empty() || text.size() > 64 ||
        text.find_first_not_of("0123456789+-.eE") != std::string_view::npos)
        return std::nullopt;
    const std::string digits(text);
    char* end = nullptr;
    const double number = std::strtod(digits.c_str(), &end);
    if (end != digits.c_str() + digits.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

/// A date of the strict edition, "2025-12-31T10:30:00", as days since 1899-12-30.
std::optional<double> iso_days(std::string_view text) {
    const auto part = [&](std::size_t at, std::size_t length) {
        return text.size() >= at + length ? core::integer_in(text.substr(at, length)) : std::nullopt;
    };
    const auto year = part(0, 4), month = part(5, 2), day = part(8, 2);
    if (!year || !month || !day || text[4] != '-' || text[7] != '-') return std::nullopt;
    const core::Date date{*year, static_cast<unsigned>(std::max(0, *month)),
                          static_cast<unsigned>(std::max(0, *day))};
    if (!core::is_valid(date)) return std::nullopt;
    constexpr double kDaysTo1970 = 25'569;
    const double seconds =
        part(11, 2).value_or(0) * 3600.0 + part(14, 2).value_or(0) * 60.0 + part(17, 2).value_or(0);
    return core::day_of(date) + kDaysTo1970 + seconds / 86'400;
}

class CellReader {
public:
    CellReader(const Shared& shared, const CellsInto& into) : shared_(shared), into_(into) {}

    Verdict start(std::string_view name, const Attributes& attributes) {
        catching_ = nullptr;
        if (name == "dimension") {
            // Only a claim: nothing is made from it. But one beyond every spreadsheet is no mistake.
            const std::string_view area = attributes["ref"];
            const auto last = place_in(area.substr(area.find(':') + 1));
            return last && is_too_far(*last) ? "workbook.too_large" : nullptr;
        }
        if (name == "sheetData") in_data_ = true;
        if (!in_data_) return nullptr;
        if (name == "row") return start_row(attributes["r"]);
        if (name == "c") return start_cell(attributes);
        if (name == "f") formula_ = true;
        if (name == "rPh") ++phonetic_;
        if (name == "v") catching_ = &value_;
        if (name == "t" && phonetic_ == 0) catching_ = &inline_;
        return nullptr;
    }

    Verdict end(std::string_view name) {
        catching_ = nullptr;
        if (name == "sheetData") in_data_ = false;
        if (name == "rPh") --phonetic_;
        return in_data_ && name == "c" ? end_cell() : nullptr;
    }

    Verdict text(std::string_view piece) {
        if (catching_ == nullptr) return nullptr;
        *catching_ += piece;
        return catching_->size() > core::kMaxCellText ? "workbook.too_much_text" : nullptr;
    }

private:
    Verdict start_row(std::string_view number) {
        // Rows and cells may leave out where they are: then they follow the one before.
        here_.row = number.empty() ? here_.row + 1
                                   : place_in("A" + std::string(number.substr(0, 20))).value_or(Place()).row;
        here_.column = 0;
        if (here_.row == 0) return "workbook.damaged";
        return is_too_far(here_) ? "workbook.too_large" : nullptr;
    }

    Verdict start_cell(const Attributes& attributes) {
        const std::string_view name = attributes["r"];
        if (name.empty()) {
            ++here_.column;
        } else {
            const auto place = place_in(name.substr(0, 40));
            if (!place || place->row == 0) return "workbook.damaged";
            if (is_too_far(*place)) return "workbook.too_large";
            if (place->row != here_.row) return "workbook.damaged";
            here_.column = place->column;
        }
        if (here_.row == 0) return "workbook.damaged";
        type_ = attributes["t"];
        style_ = static_cast<std::size_t>(std::max(0, core::integer_in(attributes["s"]).value_or(0)));
        formula_ = false;
        value_.clear();
        inline_.clear();
        return is_too_far(here_) ? "workbook.too_large" : nullptr;
    }

    Verdict end_cell() {
        Cell cell{.row = static_cast<std::uint32_t>(here_.row - 1),
                  .column = static_cast<std::uint16_t>(here_.column - 1),
                  .formula = formula_};
        if (type_ == "inlineStr") return put_text(cell, inline_);
        // A formula without its value says that there is one; an empty text is the value of many.
        if (value_.empty()) return formula_ && type_ != "str" ? put_blank(cell) : nullptr;
        if (type_ == "s") {
            const auto index = core::integer_in(value_);
            if (!index || *index < 0 || static_cast<std::size_t>(*index) >= shared_.strings.size())
                return "workbook.damaged";
            cell.kind = CellKind::text;
            cell.text = shared_.strings[static_cast<std::size_t>(*index)];
            return cell.text.empty() ? nullptr : put(cell);
        }
        if (type_ == "str") return put_text(cell, value_);
        if (type_ == "e") return put_text(cell, value_, CellKind::error);
        if (type_ == "b") {
            cell.kind = CellKind::boolean;
            cell.number = value_ == "1" || value_ == "true" ? 1 : 0;
            return put(cell);
        }
        const auto number = type_ == "d" ? iso_days(value_) : number_in(value_);
        if (!number) return put_text(cell, value_);  // whatever it is, it is kept
        cell.number = *number;
        if (type_ == "d") {
            cell.kind = CellKind::date;
        } else if (style_ < shared_.date_styles.size() && shared_.date_styles[style_]) {
            cell.kind = CellKind::date;
            if (shared_.from_1904) cell.number += kDaysTo1904;
        }
        return put(cell);
    }

    Verdict put_text(Cell cell, std::string_view raw, CellKind kind = CellKind::text) {
        std::string text = meant(raw);
        if (text.empty()) return nullptr;
        const std::size_t cost = text.size() + sizeof(std::string);
        if (cost > into_.budget.text_bytes) return "workbook.too_much_text";
        into_.budget.text_bytes -= cost;
        into_.texts.push_back(std::move(text));
        cell.kind = kind;
        cell.text = into_.texts.back();
        return put(cell);
    }

    Verdict put_blank(Cell cell) {
        cell.kind = CellKind::text;
        return put(cell);
    }

    Verdict put(const Cell& cell) {
        if (into_.budget.cells == 0) return "workbook.too_large";
        --into_.budget.cells;
        into_.cells.push_back(cell);
        return nullptr;
    }

    const Shared& shared_;
    CellsInto into_;
    bool in_data_ = false;
    int phonetic_ = 0;
    Place here_;
    std::string type_, value_, inline_;
    std::size_t style_ = 0;
    bool formula_ = false;
    std::string* catching_ = nullptr;  // what texts are added to
};

}  // namespace

core::Result<void> read_cells(Archive& archive, std::string_view part, const Shared& shared,
                              const CellsInto& into) {
    CellReader reader(shared, into);
    const XmlHandlers handlers{
        .start = [&](std::string_view name,
                     const Attributes& attributes) { return reader.start(name, attributes); },
        .end = [&](std::string_view name) { return reader.end(name); },
        .text = [&](std::string_view piece) { return reader.text(piece); }};
    return read_xml(archive, part, handlers);
}

}  // namespace ensaio::workbook
