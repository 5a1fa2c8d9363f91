#include "core/hash.hpp"

#include <sha2.h>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

#include <algorithm>
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

// FIPS 180-4, 4.2.2.
alignas(16) constexpr std::array<std::uint32_t, 64> kSha256Rounds = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

bool processor_has_sha() {
    unsigned a = 0, b = 0, c = 0, d = 0;
    const bool extended = __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b >> 29 & 1) != 0;
    return extended && __builtin_cpu_supports("sse4.1") != 0;
}

/// SHA-256 by the processor's own rounds, which are seven times as quick: the end of every session is
/// checked.
class Sha256ByProcessor {
public:
    void add(std::span<const std::uint8_t> bytes) {
        if (bytes.empty()) return;  // of nothing there is no address either
        length_ += bytes.size();
        if (held_ > 0) {
            const std::size_t more = std::min(bytes.size(), block_.size() - held_);
            std::memcpy(block_.data() + held_, bytes.data(), more);
            held_ += more;
            bytes = bytes.subspan(more);
            if (held_ < block_.size()) return;
            rounds(block_.data(), 1);
            held_ = 0;
        }
        rounds(bytes.data(), bytes.size() / block_.size());
        const auto rest = bytes.last(bytes.size() % block_.size());
        if (!rest.empty()) std::memcpy(block_.data(), rest.data(), rest.size());
        held_ = rest.size();
    }

    Sha256 finish() {
        const std::uint64_t bits = 8 * length_;
        std::array<std::uint8_t, 72> padding{0x80};
        const std::size_t zeros = (held_ < 56 ? 56 : 120) - held_;
        for (std::size_t i = 0; i < 8; ++i)
            padding[zeros + i] = static_cast<std::uint8_t>(bits >> (56 - 8 * i));
        add(std::span(padding).first(zeros + 8));
        Sha256 digest{};
        for (std::size_t i = 0; i < digest.size(); ++i)
            digest[i] = static_cast<std::uint8_t>(state_[i / 4] >> (24 - 8 * (i % 4)));
        return digest;
    }

private:
    __attribute__((target("sha,sse4.1"))) void rounds(const std::uint8_t* data, std::size_t blocks) {
        const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
        const auto* words = reinterpret_cast<const __m128i*>(state_.data());
        const __m128i dcba = _mm_loadu_si128(words), hgfe = _mm_loadu_si128(words + 1);
        // The instructions want ABEF and CDGH.
        const __m128i cdab = _mm_shuffle_epi32(dcba, 0xb1), efgh = _mm_shuffle_epi32(hgfe, 0x1b);
        __m128i abef = _mm_alignr_epi8(cdab, efgh, 8), cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
        for (; blocks > 0; --blocks, data += 64) {
            const __m128i abef_before = abef, cdgh_before = cdgh;
            __m128i w[4];
#pragma GCC unroll 16
            for (int i = 0; i < 16; ++i) {
                __m128i& now = w[i % 4];
                if (i < 4) {
                    now = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(data) + i),
                                           big_endian);
                } else {
                    const __m128i before = w[(i + 3) % 4];
                    now = _mm_sha256msg1_epu32(now, w[(i + 1) % 4]);
                    now = _mm_add_epi32(now, _mm_alignr_epi8(before, w[(i + 2) % 4], 4));
                    now = _mm_sha256msg2_epu32(now, before);
                }
                const __m128i constants =
                    _mm_load_si128(reinterpret_cast<const __m128i*>(kSha256Rounds.data()) + i);
                const __m128i sum = _mm_add_epi32(now, constants);
                cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
                abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
            }
            abef = _mm_add_epi32(abef, abef_before);
            cdgh = _mm_add_epi32(cdgh, cdgh_before);
        }
        const __m128i feba = _mm_shuffle_epi32(abef, 0x1b), dchg = _mm_shuffle_epi32(cdgh, 0xb1);
        auto* out = reinterpret_cast<__m128i*>(state_.data());
        _mm_storeu_si128(out, _mm_blend_epi16(feba, dchg, 0xf0));
        _mm_storeu_si128(out + 1, _mm_alignr_epi8(dchg, feba, 8));
    }

    std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                           0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::uint8_t, 64> block_{};
    std::size_t held_ = 0;
    std::uint64_t length_ = 0;
};
#endif

}  // namespace

Sha256 sha256(std::string_view bytes) {
    const std::span<const std::uint8_t> all(reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                            bytes.size());
    return sha256_of_all(std::span(&all, 1));
}

Sha256 sha256_of_all(std::span<const std::span<const std::uint8_t>> parts) {
#if defined(__x86_64__)
    static const bool by_processor = processor_has_sha();
    if (by_processor) {
        Sha256ByProcessor sum;
        for (const auto part : parts) sum.add(part);
        return sum.finish();
    }
#endif
    return sha256_by_library(parts);
}

Sha256 sha256_by_library(std::span<const std::span<const std::uint8_t>> parts) {
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
