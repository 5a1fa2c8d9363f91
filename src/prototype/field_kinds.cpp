#include "prototype/field_kinds.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <system_error>
#include <utility>

#include "core/text.hpp"

namespace ensaio::prototype {
namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }

bool all_digits(std::string_view text) { return std::ranges::all_of(text, is_digit); }

bool all_equal(std::string_view text) {
    return text.find_first_not_of(text.front()) == std::string_view::npos;
}

/// Letters and digits of a code, upper-cased, without the punctuation people put between them; nothing when
/// any other character is there.
std::optional<std::string> code_of(std::string_view typed) {
    std::string code;
    for (std::size_t at = 0; at < typed.size();) {
        const char32_t point = core::next_code_point(typed, at);
        if (point >= U'0' && point <= U'9') {
            code += static_cast<char>(point);
        } else if ((point >= U'A' && point <= U'Z') || (point >= U'a' && point <= U'z')) {
            code += static_cast<char>(point & ~char32_t{0x20});
        } else if (const bool dash = point >= 0x2010 && point <= 0x2015;
                   !dash &&
                   std::u32string_view(U" \t\n\r\u00a0.,-_/()+").find(point) == std::u32string_view::npos) {
            return std::nullopt;
        }
    }
    return code;
}

/// The digits of a code of `count` digits, or nothing.
std::optional<std::string> digits_of(std::string_view typed, std::size_t count) {
    auto code = code_of(typed);
    if (!code || code->size() != count || !all_digits(*code)) return std::nullopt;
    return code;
}

/// Check digit modulo 11 over `code`, whose last character weighs 2, the one before 3 … up to `heaviest`,
/// then 2 again. A character's value is its ASCII code less 48, as the alphanumeric CNPJ has it (IN
/// RFB 2.229/2024).
char check_digit(std::string_view code, int heaviest) {
    int sum = 0, weight = 2;
    for (std::size_t i = code.size(); i-- > 0; weight = weight == heaviest ? 2 : weight + 1)
        sum += (code[i] - '0') * weight;
    const int rest = sum % 11;
    return static_cast<char>('0' + (rest < 2 ? 0 : 11 - rest));
}

bool check_digits_match(std::string_view code, int heaviest) {
    const std::size_t end = code.size();
    return code[end - 2] == check_digit(code.substr(0, end - 2), heaviest) &&
           code[end - 1] == check_digit(code.substr(0, end - 1), heaviest);
}

/// `code` laid into `mask`, where # stands for the next character of the code.
std::string into_mask(std::string_view code, std::string_view mask) {
    std::string text;
    std::size_t next = 0;
    for (const char c : mask) text += c == '#' && next < code.size() ? code[next++] : c;
    return text;
}

Rule check_cpf(const Field&, std::string_view typed) {
    const auto code = digits_of(typed, 11);
    return code && !all_equal(*code) && check_digits_match(*code, 11) ? Rule::none : Rule::not_a_cpf;
}
std::string tidy_cpf(const Field&, std::string_view typed) {
    return into_mask(code_of(typed).value_or(""), "###.###.###-##");
}

Rule check_cnpj(const Field&, std::string_view typed) {
    const auto code = code_of(typed);
    const bool shape =
        code && code->size() == 14 && all_digits(std::string_view(*code).substr(12)) && !all_equal(*code);
    return shape && check_digits_match(*code, 9) ? Rule::none : Rule::not_a_cnpj;
}
std::string tidy_cnpj(const Field&, std::string_view typed) {
    return into_mask(code_of(typed).value_or(""), "##.###.###/####-##");
}

Rule check_cep(const Field&, std::string_view typed) {
    const auto code = digits_of(typed, 8);
    return code && *code >= "01000000" ? Rule::none : Rule::not_a_cep;
}
std::string tidy_cep(const Field&, std::string_view typed) {
    return into_mask(code_of(typed).value_or(""), "#####-###");
}

/// Area code and number, without the country's 55 and the 0 of a long-distance call.
std::string national_number(std::string_view typed) {
    std::string code = code_of(typed).value_or("");
    if (code.size() >= 12 && code.starts_with("55")) code.erase(0, 2);
    if (code.size() >= 11 && code.starts_with('0')) code.erase(0, 1);
    return code;
}

Rule check_phone(const Field&, std::string_view typed) {
    const std::string code = national_number(typed);
    if (!all_digits(code) || code.size() < 10 || code.size() > 11 || code.substr(0, 2) < "11")
        return Rule::not_a_phone;
    const bool mobile = code.size() == 11;
    const char first = code[2];
    return (mobile ? first == '9' : first >= '2' && first <= '5') ? Rule::none : Rule::not_a_phone;
}
std::string tidy_phone(const Field&, std::string_view typed) {
    const std::string code = national_number(typed);
    return into_mask(code, code.size() == 11 ? "(##) #####-####" : "(##) ####-####");
}

std::string tidy_email(const Field&, std::string_view typed) {
    std::string text(typed);
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t'; });
    return text;
}
Rule check_email(const Field& field, std::string_view typed) {
    const std::string text = tidy_email(field, typed);
    const std::size_t at = text.find('@');
    if (at == 0 || at == std::string::npos || text.find('@', at + 1) != std::string::npos)
        return Rule::not_an_email;
    const std::string_view domain = std::string_view(text).substr(at + 1);
    const std::size_t dot = domain.rfind('.');
    const bool dotted = dot != std::string_view::npos && dot > 0 && domain.size() - dot > 2;
    return dotted && domain.front() != '.' && domain.find("..") == std::string_view::npos
               ? Rule::none
               : Rule::not_an_email;
}

Rule check_plate(const Field&, std::string_view typed) {
    const std::string code = code_of(typed).value_or("");
    const auto is_either = [](char c) { return is_letter(c) || is_digit(c); };
    const bool plate = code.size() == 7 && std::ranges::all_of(code.substr(0, 3), is_letter) &&
                       is_digit(code[3]) && is_either(code[4]) &&
                       all_digits(std::string_view(code).substr(5));
    return plate ? Rule::none : Rule::not_a_plate;
}
std::string tidy_plate(const Field&, std::string_view typed) {
    const std::string code = code_of(typed).value_or("");
    return code.size() == 7 && is_digit(code[4]) ? into_mask(code, "###-####") : code;
}

/// A number as it is written in Brazil (1.234,5) or on a calculator (1234.5). Dots before groups of three
/// digits only divide thousands.
std::optional<double> number_of(std::string_view typed) {
    std::string text;
    for (const char c : typed) {
        if (c != ' ') text += c;
    }
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.erase(0, 1);

    std::string whole = text, fraction;
    if (const std::size_t comma = text.find(','); comma != std::string::npos) {
        whole = text.substr(0, comma);
        fraction = text.substr(comma + 1);
    } else if (const std::size_t dot = text.find('.'); dot != std::string::npos &&
                                                       text.find('.', dot + 1) == std::string::npos &&
                                                       text.size() - dot != 4) {
        whole = text.substr(0, dot);
        fraction = text.substr(dot + 1);
    }
    for (std::size_t dot = whole.find('.'); dot != std::string::npos; dot = whole.find('.', dot)) {
        const std::size_t next = std::min(whole.find('.', dot + 1), whole.size());
        if (dot == 0 || next - dot != 4) return std::nullopt;
        whole.erase(dot, 1);
    }
    if ((whole.empty() && fraction.empty()) || !all_digits(whole) || !all_digits(fraction))
        return std::nullopt;

    double value = 0, unit = 1;
    for (const char c : whole) value = value * 10 + (c - '0');
    for (const char c : fraction) value += (c - '0') * (unit /= 10);
    return negative ? -value : value;
}

Rule check_number(const Field& field, std::string_view typed) {
    const auto value = number_of(typed);
    if (!value) return Rule::not_a_number;
    if (field.min < field.max && *value < field.min) return Rule::too_small;
    if (field.min < field.max && *value > field.max) return Rule::too_large;
    return Rule::none;
}

// clang-format off
constexpr std::array kRows = {
    // kind, name, family, input_mode, autocomplete, max_length, privacy, check, tidy
    KindRow{FieldKind::text, "text", Family::line, "text", "off", 200, Privacy::personal, nullptr, nullptr},
    KindRow{FieldKind::long_text, "long_text", Family::lines, "text", "off", 2000, Privacy::personal, nullptr, nullptr},
    KindRow{FieldKind::number, "number", Family::line, "decimal", "off", 30, Privacy::personal, check_number, nullptr},
    KindRow{FieldKind::money, "money", Family::none, "decimal", "off", 30, Privacy::personal, nullptr, nullptr},
    KindRow{FieldKind::cpf, "cpf", Family::line, "numeric", "off", 30, Privacy::personal, check_cpf, tidy_cpf},
    KindRow{FieldKind::cnpj, "cnpj", Family::line, "text", "off", 40, Privacy::personal, check_cnpj, tidy_cnpj},
    KindRow{FieldKind::cep, "cep", Family::line, "numeric", "off", 20, Privacy::personal, check_cep, tidy_cep},
    KindRow{FieldKind::address, "address", Family::none, "text", "off", 300, Privacy::personal, nullptr, nullptr},
    KindRow{FieldKind::map_point, "map_point", Family::none, "text", "off", 60, Privacy::personal, nullptr, nullptr},
    KindRow{FieldKind::phone, "phone", Family::line, "tel", "off", 30, Privacy::personal, check_phone, tidy_phone},
    KindRow{FieldKind::email, "email", Family::line, "email", "off", 254, Privacy::personal, check_email, tidy_email},
    KindRow{FieldKind::date, "date", Family::none, "numeric", "off", 20, Privacy::personal, nullptr, nullptr},
    KindRow{FieldKind::plate, "plate", Family::line, "text", "off", 20, Privacy::personal, check_plate, tidy_plate},
    KindRow{FieldKind::radios, "radios", Family::one_of, "", "off", 0, Privacy::open, nullptr, nullptr},
    KindRow{FieldKind::checkboxes, "checkboxes", Family::many_of, "", "off", 0, Privacy::open, nullptr, nullptr},
    KindRow{FieldKind::select, "select", Family::drop_down, "", "off", 0, Privacy::open, nullptr, nullptr},
    KindRow{FieldKind::yes_no, "yes_no", Family::one_of, "", "off", 0, Privacy::open, nullptr, nullptr},
    KindRow{FieldKind::file, "file", Family::files, "", "off", 0, Privacy::personal, nullptr, nullptr},
    KindRow{FieldKind::terms, "terms", Family::none, "", "off", 0, Privacy::open, nullptr, nullptr},
    KindRow{FieldKind::stars, "stars", Family::one_of, "", "off", 0, Privacy::open, nullptr, nullptr},
    KindRow{FieldKind::scale, "scale", Family::one_of, "", "off", 0, Privacy::open, nullptr, nullptr},
};
// clang-format on

constexpr bool rows_stand_in_the_order_of_the_kinds() {
    for (std::size_t i = 0; i < kRows.size(); ++i) {
        if (kRows[i].kind != static_cast<FieldKind>(i)) return false;
    }
    return kRows.back().kind == FieldKind::scale;
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

Rule check_text(const Field& field, const KindRow& row, std::string_view typed) {
    const std::size_t length = core::code_points(typed);
    const std::uint32_t longest = field.max_length > 0 ? field.max_length : row.max_length;
    if (length < field.min_length) return Rule::too_short;
    if (length > longest) return Rule::too_long;
    if (!field.pattern.empty() && !fits_pattern(field.pattern, typed)) return Rule::pattern;
    return row.check == nullptr ? Rule::none : row.check(field, typed);
}

const Option* option_named(const Field& field, std::string_view id) {
    const auto found = std::ranges::find(field.options, id, &Option::id);
    return found == field.options.end() ? nullptr : &*found;
}

/// A scale without options is answered by one of its whole numbers.
bool is_point(const Field& field, std::string_view id) {
    int point = 0;
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), point);
    return error == std::errc{} && end == id.data() + id.size() && point >= field.min && point <= field.max;
}

Rule check_choices(const Field& field, const Value& value, std::size_t most) {
    for (const std::string& id : value) {
        if (field.options.empty() ? !is_point(field, id) : option_named(field, id) == nullptr)
            return Rule::unknown_option;
    }
    return most > 0 && value.size() > most ? Rule::too_many : Rule::none;
}

}  // namespace

std::span<const KindRow> field_kinds() { return kRows; }

const KindRow& row_of(FieldKind kind) { return kRows[static_cast<std::size_t>(std::to_underlying(kind))]; }

Rule check_value(const Field& field, const Value& value) {
    if (is_blank(value)) return field.optional ? Rule::none : Rule::required;
    const KindRow& row = row_of(field.kind);
    switch (row.family) {
        case Family::line:
        case Family::lines: return check_text(field, row, core::trim(value.front()));
        case Family::one_of:
        case Family::drop_down: return check_choices(field, value, 1);
        case Family::many_of: return check_choices(field, value, field.max_choices);
        case Family::files:
            return field.max_choices > 0 && value.size() > field.max_choices ? Rule::too_many : Rule::none;
        case Family::none: break;
    }
    return Rule::none;
}

bool is_blank(const Value& value) {
    return std::ranges::all_of(value, [](const std::string& part) { return core::trim(part).empty(); });
}

std::string shown_value(const Field& field, const Value& value) {
    if (is_blank(value)) return {};
    const KindRow& row = row_of(field.kind);
    if (row.family == Family::line || row.family == Family::lines) {
        const std::string_view typed = core::trim(value.front());
        const bool valid = check_value(field, value) == Rule::none;
        return valid && row.tidy != nullptr ? row.tidy(field, typed) : std::string(typed);
    }
    std::string text;
    for (const std::string& part : value) {
        const Option* option = option_named(field, part);
        if (!text.empty()) text += ", ";
        text += option == nullptr ? part : option->label;
    }
    return text;
}

}  // namespace ensaio::prototype
