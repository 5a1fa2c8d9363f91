#include "prototype/field_kinds.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "core/text.hpp"
#include "prototype/kinds.hpp"

namespace ensaio::prototype {

namespace {

constexpr std::array kDateParts = {Part{"day", "numeric", 2}, Part{"month", "numeric", 2},
                                   Part{"year", "numeric", 4}};
constexpr std::array kAddressParts = {Part{"cep", "numeric", 9},   Part{"street", "text", 0},
                                      Part{"number", "text", 8},   Part{"complement", "text", 0},
                                      Part{"district", "text", 0}, Part{"reference", "text", 0}};
constexpr std::array kMapPointParts = {Part{"point", "", 0}, Part{"text", "text", 0}};

// clang-format off
constexpr std::array kRows = {
    // kind, name, family, input_mode, size, max_length, privacy, check, shown, parts
    KindRow{FieldKind::text, "text", Family::line, "text", 0, 200, Privacy::personal},
    KindRow{FieldKind::long_text, "long_text", Family::lines, "text", 0, 2000, Privacy::personal},
    KindRow{FieldKind::number, "number", Family::line, "decimal", 10, 30, Privacy::personal, check_number, shown_number},
    KindRow{FieldKind::money, "money", Family::line, "decimal", 12, 30, Privacy::personal, check_money, shown_money},
    KindRow{FieldKind::cpf, "cpf", Family::line, "numeric", 14, 30, Privacy::personal, check_cpf, shown_cpf},
    KindRow{FieldKind::cnpj, "cnpj", Family::line, "text", 18, 40, Privacy::personal, check_cnpj, shown_cnpj},
    KindRow{FieldKind::cep, "cep", Family::line, "numeric", 9, 20, Privacy::personal, check_cep, shown_cep},
    KindRow{FieldKind::address, "address", Family::parts, "", 0, 200, Privacy::personal, check_address, shown_address, kAddressParts},
    KindRow{FieldKind::map_point, "map_point", Family::parts, "", 0, 300, Privacy::personal, check_map_point, shown_map_point, kMapPointParts},
    KindRow{FieldKind::phone, "phone", Family::line, "tel", 15, 30, Privacy::personal, check_phone, shown_phone},
    KindRow{FieldKind::email, "email", Family::line, "email", 0, 254, Privacy::personal, check_email, shown_email},
    KindRow{FieldKind::date, "date", Family::parts, "", 0, 40, Privacy::personal, check_date, shown_date, kDateParts},
    KindRow{FieldKind::plate, "plate", Family::line, "text", 8, 20, Privacy::personal, check_plate, shown_plate},
    KindRow{FieldKind::radios, "radios", Family::one_of, "", 0, 0, Privacy::open},
    KindRow{FieldKind::checkboxes, "checkboxes", Family::many_of, "", 0, 0, Privacy::open},
    KindRow{FieldKind::select, "select", Family::drop_down, "", 0, 0, Privacy::open},
    KindRow{FieldKind::yes_no, "yes_no", Family::one_of, "", 0, 0, Privacy::open},
    KindRow{FieldKind::file, "file", Family::files, "", 0, 0, Privacy::personal, check_file, shown_file},
    KindRow{FieldKind::terms, "terms", Family::accept, "", 0, 0, Privacy::open, check_terms, shown_terms},
    KindRow{FieldKind::stars, "stars", Family::one_of, "", 0, 0, Privacy::open},
    KindRow{FieldKind::scale, "scale", Family::one_of, "", 0, 0, Privacy::open},
    KindRow{FieldKind::rg, "rg", Family::line, "text", 14, 30, Privacy::personal, check_rg, shown_rg},
};
// clang-format on

constexpr bool rows_stand_in_the_order_of_the_kinds() {
    for (std::size_t i = 0; i < kRows.size(); ++i) {
        if (kRows[i].kind != static_cast<FieldKind>(i)) return false;
    }
    return kRows.back().kind == FieldKind::rg;
}
static_assert(rows_stand_in_the_order_of_the_kinds(), "row_of finds a row by its place");

/// Field::pattern against the letters and digits of `typed`; what stands between them never matters.
bool fits_pattern(std::string_view pattern, std::string_view typed) {
    const std::string code = core::alphanumerics_upper(core::fold(typed));
    std::size_t next = 0;
    for (const char place : pattern) {
        const bool upper = place >= 'a' && place <= 'z';
        const char sign = upper ? static_cast<char>(place - 'a' + 'A') : place;
        if (sign != '*' && !is_letter(sign) && !is_digit(sign)) continue;
        if (next == code.size()) return false;
        const char c = code[next++];
        const bool fits = place == 'A'   ? is_letter(c)
                          : place == '0' ? is_digit(c)
                                         : place == '*' || c == sign;
        if (!fits) return false;
    }
    return next == code.size();
}

/// What the row's functions are given.
Value plain_value(const KindRow& row, const Value& value) {
    const bool line = row.family == Family::line || row.family == Family::lines;
    if (!line && row.family != Family::parts) return value;
    Value plain(line ? 1 : row.parts.size());
    for (std::size_t i = 0; i < plain.size() && i < value.size(); ++i) plain[i] = plain_text(value[i]);
    return plain;
}

std::size_t length_of(const Field& field, std::string_view text) {
    return is_code(field) ? core::alphanumerics_upper(core::fold(text)).size() : core::code_points(text);
}

Rule check_typed(const Field& field, const KindRow& row, const Value& plain, std::int32_t today) {
    const std::uint32_t longest = field.max_length > 0 ? field.max_length : row.max_length;
    for (const std::string& text : plain) {
        const std::size_t length = length_of(field, text);
        if (length < field.min_length) return Rule::too_short;
        if (length > longest) return Rule::too_long;
    }
    if (!field.pattern.empty() && !fits_pattern(field.pattern, plain.front())) return Rule::pattern;
    return row.check == nullptr ? Rule::none : row.check(field, plain, today);
}

const Option* option_named(const Field& field, std::string_view id) {
    const auto found = std::ranges::find(field.options, id, &Option::id);
    return found == field.options.end() ? nullptr : &*found;
}

/// The point of a scale or of stars: without options they are answered by one of their whole numbers.
std::optional<double> point_of(std::string_view id) {
    const bool negative = id.starts_with('-');
    const auto number = whole_number(id.substr(negative ? 1 : 0));
    if (!number) return std::nullopt;
    return static_cast<double>(negative ? -*number : *number);
}

bool is_offered(const Field& field, std::string_view id) {
    if (!field.options.empty()) return option_named(field, id) != nullptr;
    const auto point = point_of(id);
    return point && *point >= field.min && *point <= field.max;
}

Rule check_choices(const Field& field, const Value& value, std::size_t most) {
    bool exclusive = false;
    for (const std::string& id : value) {
        if (!is_offered(field, id)) return Rule::unknown_option;
        const Option* option = option_named(field, id);
        exclusive = exclusive || (option != nullptr && option->exclusive);
    }
    // "None of these" and another: the page unticks one for the other, so that only a foreign session has
    // both. Rule::conflict is of the screens' checks, which have words of their own; here it is one too many.
    if (exclusive) most = 1;
    return most > 0 && value.size() > most ? Rule::too_many : Rule::none;
}

}  // namespace

std::span<const KindRow> field_kinds() { return kRows; }

bool is_code(const Field& field) {
    switch (field.kind) {
        case FieldKind::cpf:
        case FieldKind::cnpj:
        case FieldKind::cep:
        case FieldKind::phone:
        case FieldKind::plate:
        case FieldKind::rg: return true;
        default: return !field.pattern.empty();
    }
}

const KindRow& row_of(FieldKind kind) { return kRows[static_cast<std::size_t>(std::to_underlying(kind))]; }

bool is_blank(const Value& value) {
    return std::ranges::all_of(value, [](const std::string& part) { return plain_text(part).empty(); });
}

Rule check_value(const Field& field, const Value& value, std::int32_t today) {
    const KindRow& row = row_of(field.kind);
    if (is_blank(value)) {
        if (field.optional) return Rule::none;
        return row.family == Family::accept ? Rule::not_accepted : Rule::required;
    }
    switch (row.family) {
        case Family::line:
        case Family::lines:
        case Family::parts: return check_typed(field, row, plain_value(row, value), today);
        case Family::one_of:
        case Family::drop_down: return check_choices(field, value, 1);
        case Family::many_of: return check_choices(field, value, field.max_choices);
        case Family::files:
        case Family::accept: return row.check(field, value, today);
    }
    return Rule::none;
}

std::string shown_value(const Field& field, const Value& value) {
    if (is_blank(value)) return {};
    const KindRow& row = row_of(field.kind);
    const Value plain = plain_value(row, value);
    const bool line = row.family == Family::line || row.family == Family::lines;
    // No kind of one line looks at the day.
    if (row.shown != nullptr && !(line && check_value(field, value, 0) != Rule::none))
        return row.shown(field, plain);
    std::string text;
    for (const std::string& part : plain) {
        const Option* option = option_named(field, part);
        if (!text.empty()) text += ", ";
        text += option == nullptr ? part : option->label;
    }
    return text;
}

std::optional<double> number_of(const Field& field, const Value& value) {
    if (is_blank(value)) return std::nullopt;
    const Value plain = plain_value(row_of(field.kind), value);
    switch (field.kind) {
        case FieldKind::number: return decimal_of(plain.front()).transform(value_of);
        case FieldKind::money: return amount_of(plain).transform(value_of);
        case FieldKind::scale:
        case FieldKind::stars: return point_of(plain.front());
        case FieldKind::date: return date_in(plain).transform(core::day_of);
        default: return std::nullopt;
    }
}

std::optional<int> age_of(const Field& field, const Value& value, std::int32_t today) {
    if (field.kind != FieldKind::date) return std::nullopt;
    const auto birth = date_in(plain_value(row_of(field.kind), value));
    if (!birth) return std::nullopt;
    return core::age(*birth, core::date_of(today));
}

}  // namespace ensaio::prototype
