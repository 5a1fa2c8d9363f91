#include "core/text.hpp"

#include <array>
#include <charconv>

namespace ensaio::core {

namespace {

constexpr char32_t kReplacement = 0xfffd;

bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool is_ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_ascii_lower(char c) { return c >= 'a' && c <= 'z'; }

// U+00E0 … U+00FF without their accents.
constexpr std::array<std::string_view, 32> kPlainLatin = {
    "a", "a", "a", "a", "a", "a", "ae", "c",        "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  "\xc3\xb7", "o", "u", "u", "u", "u", "y", "th", "y"};

void append_folded(std::string& folded, char32_t c) {
    const bool combining_accent = c >= 0x300 && c <= 0x36f;  // "ã" typed as a + ~ is the same letter
    if (combining_accent) return;
    if (c == 0xdf) {
        folded += "ss";
    } else if (c >= 0xc0 && c <= 0xde && c != 0xd7) {
        folded += kPlainLatin[c - 0xc0];
    } else if (c >= 0xe0 && c <= 0xff) {
        folded += kPlainLatin[c - 0xe0];
    } else {
        append_utf8(folded, c);
    }
}

}  // namespace

std::size_t code_points(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
    return count;
}

bool is_valid_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        const std::size_t before = at;
        if (next_code_point(text, at) == kReplacement && at == before + 1) return false;
    }
    return true;
}

char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t first = byte(at);
    ++at;
    if (first < 0x80) return first;

    std::size_t more = 0;
    char32_t code_point = 0;
    char32_t least = 0;  // a longer form than needed is invalid
    if ((first & 0xe0) == 0xc0) {
        more = 1, code_point = first & 0x1f, least = 0x80;
    } else if ((first & 0xf0) == 0xe0) {
        more = 2, code_point = first & 0x0f, least = 0x800;
    } else if ((first & 0xf8) == 0xf0) {
        more = 3, code_point = first & 0x07, least = 0x10000;
    } else {
        return kReplacement;
    }
    if (text.size() - at < more) return kReplacement;
    for (std::size_t i = 0; i < more; ++i) {
        const std::uint8_t next = byte(at + i);
        if ((next & 0xc0) != 0x80) return kReplacement;
        code_point = (code_point << 6) | (next & 0x3f);
    }
    const bool surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
    if (code_point < least || code_point > 0x10ffff || surrogate) return kReplacement;
    at += more;
    return code_point;
}

void append_utf8(std::string& text, char32_t code_point) {
    const auto append = [&](char32_t byte) { text += static_cast<char>(static_cast<std::uint8_t>(byte)); };
    if (code_point < 0x80) {
        append(code_point);
    } else if (code_point < 0x800) {
        append(0xc0 | (code_point >> 6));
        append(0x80 | (code_point & 0x3f));
    } else if (code_point < 0x10000) {
        append(0xe0 | (code_point >> 12));
        append(0x80 | ((code_point >> 6) & 0x3f));
        append(0x80 | (code_point & 0x3f));
    } else {
        append(0xf0 | (code_point >> 18));
        append(0x80 | ((code_point >> 12) & 0x3f));
        append(0x80 | ((code_point >> 6) & 0x3f));
        append(0x80 | (code_point & 0x3f));
    }
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view no_break_space = "\xc2\xa0";
    for (;;) {
        if (!text.empty() && is_ascii_space(text.front())) {
            text.remove_prefix(1);
        } else if (text.starts_with(no_break_space)) {
            text.remove_prefix(no_break_space.size());
        } else if (!text.empty() && is_ascii_space(text.back())) {
            text.remove_suffix(1);
        } else if (text.ends_with(no_break_space)) {
            text.remove_suffix(no_break_space.size());
        } else {
            return text;
        }
    }
}

std::string digits_only(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (is_ascii_digit(c)) digits += c;
    }
    return digits;
}

std::string alphanumerics_upper(std::string_view text) {
    std::string kept;
    for (const char c : text) {
        if (is_ascii_digit(c) || is_ascii_upper(c)) kept += c;
        if (is_ascii_lower(c)) kept += static_cast<char>(c - 'a' + 'A');
    }
    return kept;
}

std::optional<int> integer_in(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string fold(std::string_view text) {
    std::string folded;
    folded.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        if (static_cast<std::uint8_t>(c) < 0x80) {
            folded += is_ascii_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
            ++at;
        } else {
            append_folded(folded, next_code_point(text, at));
        }
    }
    return folded;
}

std::string base64(std::span<const std::uint8_t> bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
        std::uint32_t three = 0;
        for (std::size_t i = 0; i < 3; ++i) three = three << 8 | (i < count ? bytes[at + i] : 0U);
        for (std::size_t i = 0; i < 4; ++i) text += i <= count ? digits[three >> (18 - 6 * i) & 0x3f] : '=';
    }
    return text;
}

void append_json_string(std::string& json, std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    json += '"';
    while (!text.empty()) {
        std::size_t plain = 0;
        while (plain < text.size() && text[plain] != '"' && text[plain] != '\\' &&
               static_cast<unsigned char>(text[plain]) >= 0x20)
            ++plain;
        json += text.substr(0, plain);
        if (plain == text.size()) break;
        const auto byte = static_cast<unsigned char>(text[plain]);
        if (byte >= 0x20) {
            json += '\\';
            json += text[plain];
        } else {
            json += "\\u00";
            json += kHex[byte >> 4];
            json += kHex[byte & 15];
        }
        text.remove_prefix(plain + 1);
    }
    json += '"';
}

}  // namespace ensaio::core
