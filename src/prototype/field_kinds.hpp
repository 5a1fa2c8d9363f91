// The kinds of field, one row each. How to add one: docs/how-to/add-a-field-kind.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "prototype/model.hpp"

namespace ensaio::prototype {

/// How a kind is answered, and so how it is drawn and read aloud.
enum class Family : std::uint8_t {
    line,       // one line of text
    lines,      // several lines of text
    one_of,     // radios, yes_no, scale, stars: one option
    drop_down,  // select: one option of a list
    many_of,    // checkboxes
    files,      // simulated upload: name, size and type only
    parts,      // several controls under one legend: Value has one string for each of KindRow::parts
    accept,     // terms: one checkbox
};

/// One control of a kind of several parts.
struct Part {
    std::string_view name;        // "day"; the participant's program has words for it
    std::string_view input_mode;  // HTML inputmode; empty: not a line to type in
    std::uint8_t size;            // as KindRow::size
};

/// Places of the parts of FieldKind::address.
struct AddressPart {
    enum : std::size_t { cep, street, number, complement, district, reference };
};

struct KindRow {
    FieldKind kind;
    std::string_view name;  // in the JSON: "cpf"
    Family family;
    std::string_view input_mode;  // HTML inputmode: "numeric", "tel", "email", "text"
    std::uint8_t size;            // digits that the control has room for, which tells how much is expected;
                                  // 0: the full width
    std::uint32_t max_length;     // code points, where the field names none; of several parts, each
    Privacy privacy;              // where the field names none
    // The first rule that a value that is not blank breaks; `today`: days since 1970-01-01. nullptr: none.
    // Typed kinds are given the text without what is pasted along unseen (plain_text in kinds.hpp): one
    // string, or one for each part.
    Rule (*check)(const Field&, const Value&, std::int32_t today) = nullptr;
    // How a value is shown ("123.456.789-09"); nullptr: as typed, labels of options. Kinds of one line are
    // only asked for a right value, the others for a wrong one as well.
    std::string (*shown)(const Field&, const Value&) = nullptr;
    std::span<const Part> parts = {};  // Family::parts: in order
    // HTML autocomplete. Off for all: in a test nobody shall be offered her own data, and so leave it behind.
    std::string_view autocomplete = "off";
};

std::span<const KindRow> field_kinds();
const KindRow& row_of(FieldKind kind);

/// Whether nothing was entered: no part, or only white space and what is not seen.
bool is_blank(const Value& value);

/// The first rule that `value` breaks, or Rule::none. A blank value breaks `required` unless the field is
/// optional. Forgiving: outer spaces, case and punctuation that the kind ignores never break a rule.
Rule check_value(const Field& field, const Value& value, std::int32_t today);

/// `value` as it is shown on the check-answers screen: tidy text, labels of options joined by ", ", files by
/// "; ".
std::string shown_value(const Field& field, const Value& value);

/// The number of an answer of kind number, money, scale or stars; of a date the day since 1970-01-01; nothing
/// where there is none.
std::optional<double> number_of(const Field& field, const Value& value);

/// Whole years from the day that a date names to `today`; nothing where it names none.
std::optional<int> age_of(const Field& field, const Value& value, std::int32_t today);

}  // namespace ensaio::prototype
