#include "core/hash.hpp"

#include <sha2.h>

#include <cstring>

namespace ensaio::core {

namespace {

constexpr std::array<std::uint32_t, 256> make_crc32c_table() {
    constexpr std::uint32_t reflected_polynomial = 0x82f63b78;
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        std::uint32_t remainder = i;
        for (int bit = 0; bit < 8; ++bit) {
            remainder = (remainder >> 1) ^ ((remainder & 1) != 0 ? reflected_polynomial : 0);
        }
        table[i] = remainder;
    }
    return table;
}

constexpr std::array<std::uint32_t, 256> kCrc32cTable = make_crc32c_table();

#if defined(__x86_64__)
// Reading thousands of sessions is mostly this; the processor has an instruction for it.
__attribute__((target("sse4.2"))) std::uint32_t crc32c_by_processor(std::span<const std::uint8_t> bytes,
                                                                    std::uint32_t crc) {
    std::size_t at = 0;
    std::uint64_t wide = crc;
    for (; at + 8 <= bytes.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, sizeof word);
        wide = __builtin_ia32_crc32di(wide, word);
    }
    crc = static_cast<std::uint32_t>(wide);
    for (; at < bytes.size(); ++at) crc = __builtin_ia32_crc32qi(crc, bytes[at]);
    return crc;
}
#endif

}  // namespace

Sha256 sha256(std::string_view bytes) {
    SHA2_CTX context;
    SHA256Init(&context);
    SHA256Update(&context, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    Sha256 digest{};
    SHA256Final(digest.data(), &context);
    return digest;
}

Sha256 sha256_of_all(std::span<const std::span<const std::uint8_t>> parts) {
    SHA2_CTX context;
    SHA256Init(&context);
    for (const auto part : parts) SHA256Update(&context, part.data(), part.size());
    Sha256 digest{};
    SHA256Final(digest.data(), &context);
    return digest;
}

std::string hex(std::span<const std::uint8_t> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes.size());
    for (const std::uint8_t byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 0x0f];
    }
    return text;
}

std::uint32_t crc32c(std::span<const std::uint8_t> bytes) {
    std::uint32_t crc = 0xffffffff;
#if defined(__x86_64__)
    if (__builtin_cpu_supports("sse4.2")) return ~crc32c_by_processor(bytes, crc);
#endif
    for (const std::uint8_t byte : bytes) crc = (crc >> 8) ^ kCrc32cTable[(crc ^ byte) & 0xff];
    return ~crc;
}

}  // namespace ensaio::core
