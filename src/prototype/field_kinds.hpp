// The kinds of field, one row each. How to add one: docs/how-to/add-a-field-kind.md.
#pragma once

#include <cstdint>
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
    files,      // simulated upload: names only
    none,       // not built yet: reading a prototype that uses it is an error
};

struct KindRow {
    FieldKind kind;
    std::string_view name;  // in the JSON: "cpf"
    Family family;
    std::string_view input_mode;    // HTML inputmode: "numeric", "tel", "email", "text"
    std::string_view autocomplete;  // HTML autocomplete: "off", so that no real data is offered in a test
    std::uint32_t max_length;       // code points, where the field names none
    Privacy privacy;                // where the field names none
    Rule (*check)(const Field&, std::string_view typed);  // of a filled text; nullptr: any text
    // How it is shown when valid ("123.456.789-09"); nullptr: as typed.
    std::string (*tidy)(const Field&, std::string_view typed);
};

std::span<const KindRow> field_kinds();
const KindRow& row_of(FieldKind kind);

/// Whether nothing was entered: no part, or only white space.
bool is_blank(const Value& value);

/// The first rule that `value` breaks, or Rule::none. A blank value breaks `required` unless the field is
/// optional. Forgiving: outer spaces, case and punctuation that the kind ignores never break a rule.
Rule check_value(const Field& field, const Value& value);

/// `value` as it is shown on the check-answers screen: tidy text, labels of options joined by ", ".
std::string shown_value(const Field& field, const Value& value);

}  // namespace ensaio::prototype
