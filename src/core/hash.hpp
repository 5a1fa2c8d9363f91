// Names by content (SHA-256) and damage found (CRC-32C).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ensaio::core {

using Sha256 = std::array<std::uint8_t, 32>;

Sha256 sha256(std::string_view bytes);
/// Of the parts one after the other.
Sha256 sha256_of_all(std::span<const std::span<const std::uint8_t>> parts);
/// The same by libmd, where the processor has no instruction for it; what the other is tested against.
Sha256 sha256_by_library(std::span<const std::span<const std::uint8_t>> parts);
std::string hex(std::span<const std::uint8_t> bytes);

/// CRC-32C (Castagnoli), RFC 3720 appendix B.4.
std::uint32_t crc32c(std::span<const std::uint8_t> bytes);

/// One step of SplitMix64 (Steele, Lea, Flood 2014): the deterministic number maker of the pure parts; the
/// seed is an argument.
constexpr std::uint64_t split_mix(std::uint64_t& state) {
    std::uint64_t z = (state += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

/// FNV-1a over 64 bits: the state checksum of a walk. Not a name of content; that is sha256.
inline constexpr std::uint64_t kFnvPrime = 0x100000001b3ULL;
constexpr std::uint64_t fnv1a(std::string_view bytes, std::uint64_t hash = 0xcbf29ce484222325ULL) {
    for (const char c : bytes) hash = (hash ^ static_cast<std::uint8_t>(c)) * kFnvPrime;
    return hash;
}

/// Of a number as eight bytes, the lowest first.
constexpr std::uint64_t fnv1a_number(std::uint64_t number, std::uint64_t hash) {
    constexpr std::uint64_t eight_times = [] {
        std::uint64_t product = 1;
        for (int i = 0; i < 8; ++i) product *= kFnvPrime;
        return product;
    }();
    if (number < 256) return (hash ^ number) * eight_times;  // seven zeros after one byte only multiply
    for (int i = 0; i < 8; ++i) hash = (hash ^ (number >> (8 * i) & 0xff)) * kFnvPrime;
    return hash;
}

}  // namespace ensaio::core
