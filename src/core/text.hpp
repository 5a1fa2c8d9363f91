// Text as people of Brazil write it: UTF-8, case and accents ignored where they must be, digits picked out of
// punctuation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ensaio::core {

/// Length of `text` in Unicode code points; invalid bytes count one each.
std::size_t code_points(std::string_view text);
bool is_valid_utf8(std::string_view text);
/// Decodes the code point at `at` and advances `at` past it; an invalid byte gives U+FFFD and advances one.
/// Requires at < text.size().
char32_t next_code_point(std::string_view text, std::size_t& at);
void append_utf8(std::string& text, char32_t code_point);

/// Without leading and trailing white space (ASCII white space and U+00A0).
std::string_view trim(std::string_view text);
std::string digits_only(std::string_view text);
/// ASCII letters and digits only, upper-cased: how a plate or a CNPJ is compared.
std::string alphanumerics_upper(std::string_view text);
/// The number that all of `text` is, in decimal; nothing where it is none or needs more than 32 bits.
std::optional<int> integer_in(std::string_view text);
/// Lower case without accents, for Latin-1 letters: "São João" -> "sao joao".
std::string fold(std::string_view text);

/// RFC 4648, section 4, with padding.
std::string base64(std::span<const std::uint8_t> bytes);

/// Appends `text` as a JSON string, quoted and escaped. For the few small objects that a program on a phone
/// writes: cereal's output needs the streams of the standard library, which would weigh more than the rest of
/// it.
void append_json_string(std::string& json, std::string_view text);

}  // namespace ensaio::core
