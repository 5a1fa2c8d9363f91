// What several kinds of field share: reading codes, check digits, numbers.
#include <algorithm>

#include "core/text.hpp"
#include "prototype/kinds.hpp"

namespace ensaio::prototype {

namespace {

constexpr bool is_between(char32_t point, char32_t first, char32_t last) {
    return point >= first && point <= last;
}

constexpr bool is_wide_space(char32_t point) {
    return point == 0xa0 || is_between(point, 0x2000, 0x200a) || point == 0x202f || point == 0x205f ||
           point == 0x3000;
}

constexpr bool is_unseen(char32_t point) {
    return point == 0xad || is_between(point, 0x200b, 0x200f) || is_between(point, 0x202a, 0x202e) ||
           is_between(point, 0x2060, 0x2069) || point == 0xfeff;
}

constexpr bool is_dash(char32_t point) { return is_between(point, 0x2010, 0x2015) || point == 0x2212; }

/// What people put between the parts of a code or paste along with it: dots of several heights, quotes.
constexpr bool is_code_mark(char32_t point) {
    constexpr std::u32string_view kMarks =
        U" \t\n\r.,-_/()+;:\"'`\u00ab\u00b4\u00b7\u00bb\u2022\u2027\u2219\u22c5";
    return is_dash(point) || is_between(point, 0x2018, 0x201f) || kMarks.find(point) != kMarks.npos;
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

/// Removes the dots that divide thousands; false where one does not stand before three digits.
bool join_thousands(std::string& whole) {
    for (std::size_t dot = whole.find('.'); dot != std::string::npos; dot = whole.find('.', dot)) {
        const std::size_t next = std::min(whole.find('.', dot + 1), whole.size());
        if (dot == 0 || next - dot != 4) return false;
        whole.erase(dot, 1);
    }
    return true;
}

/// Whether the only dot of `text`, at `dot`, divides thousands ("1.234"), not tenths ("0.125", "1234.567").
bool divides_thousands(std::string_view text, std::size_t dot) {
    return text.size() - dot == 4 && dot >= 1 && dot <= 3 && text.front() != '0';
}

}  // namespace

std::string plain_text(std::string_view typed) {
    std::string text;
    text.reserve(typed.size());
    char32_t before = 0;
    for (std::size_t at = 0; at < typed.size();) {
        char32_t point = core::next_code_point(typed, at);
        const bool joins_a_picture = point == 0x200d && before > 0x2100;  // the one family of several people
        if (is_unseen(point) && !joins_a_picture) continue;
        if (is_wide_space(point)) point = U' ';
        if (is_between(point, 0xff01, 0xff5e)) point -= 0xff01 - U'!';
        core::append_utf8(text, point);
        before = point;
    }
    const std::string_view trimmed = core::trim(text);
    return trimmed.size() == text.size() ? text : std::string(trimmed);
}

bool all_digits(std::string_view text) { return std::ranges::all_of(text, is_digit); }

std::optional<std::int64_t> whole_number(std::string_view text) {
    if (text.empty() || text.size() > 15 || !all_digits(text)) return std::nullopt;
    std::int64_t number = 0;
    for (const char c : text) number = number * 10 + (c - '0');
    return number;
}

std::string code_of(std::string_view typed) {
    std::string code;
    for (std::size_t at = 0; at < typed.size();) {
        const char32_t point = core::next_code_point(typed, at);
        if (is_between(point, U'0', U'9')) {
            code += static_cast<char>(point);
        } else if (const char32_t upper = point & ~char32_t{0x20}; is_between(upper, U'A', U'Z')) {
            code += static_cast<char>(upper);
        } else if (!is_code_mark(point)) {
            return {};
        }
    }
    return code;
}

std::string into_mask(std::string_view code, std::string_view mask) {
    std::string text;
    std::size_t next = 0;
    for (const char c : mask) text += c == '#' && next < code.size() ? code[next++] : c;
    return text;
}

bool check_digits_match(std::string_view code, int heaviest) {
    const std::size_t end = code.size();
    return code[end - 2] == check_digit(code.substr(0, end - 2), heaviest) &&
           code[end - 1] == check_digit(code.substr(0, end - 1), heaviest);
}

std::optional<Decimal> decimal_of(std::string_view typed) {
    Decimal decimal;
    std::string& whole = decimal.whole;
    for (std::size_t at = 0; at < typed.size();) {
        const char32_t point = core::next_code_point(typed, at);
        if (point != U' ') core::append_utf8(whole, is_dash(point) ? U'-' : point);
    }
    decimal.negative = whole.starts_with('-');
    if (decimal.negative || whole.starts_with('+')) whole.erase(0, 1);

    std::size_t point = whole.find(',');
    if (const std::size_t dot = whole.find('.'); point == std::string::npos && dot != std::string::npos &&
                                                 whole.find('.', dot + 1) == std::string::npos &&
                                                 !divides_thousands(whole, dot))
        point = dot;
    if (point != std::string::npos) {
        decimal.fraction = whole.substr(point + 1);
        whole.erase(point);
    }
    const bool digits = join_thousands(whole) && all_digits(whole) && all_digits(decimal.fraction);
    if (!digits || (whole.empty() && decimal.fraction.empty())) return std::nullopt;
    return decimal;
}

std::string with_thousands(std::string_view whole) {
    std::string text;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i > 0 && (whole.size() - i) % 3 == 0) text += '.';
        text += whole[i];
    }
    return text;
}

double value_of(const Decimal& decimal) {
    // One division, so that "1,15" is the same number as the 1.15 of a prototype's file.
    double digits = 0, unit = 1;
    for (const char c : decimal.whole) digits = digits * 10 + (c - '0');
    for (const char c : decimal.fraction) digits = digits * 10 + (c - '0'), unit *= 10;
    return decimal.negative ? -digits / unit : digits / unit;
}

Rule check_range(const Field& field, double number) {
    if (field.min < field.max && number < field.min) return Rule::too_small;
    if (field.min < field.max && number > field.max) return Rule::too_large;
    return Rule::none;
}

}  // namespace ensaio::prototype
