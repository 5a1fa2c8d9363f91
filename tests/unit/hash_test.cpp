#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "core/hash.hpp"

namespace {

using namespace ensaio::core;

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// FIPS 180-4 examples.
TEST(Hash, sha256_gives_the_published_digests) {
    EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Hash, sha256_is_the_library_s_whatever_the_length_and_however_it_is_cut) {
    std::vector<std::uint8_t> bytes(1000);
    std::uint64_t state = 1;
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(split_mix(state));
    for (std::size_t length = 0; length <= bytes.size(); ++length) {
        const std::span<const std::uint8_t> all = std::span(bytes).first(length);
        const std::size_t cut = split_mix(state) % (length + 1), again = split_mix(state) % (cut + 1);
        const std::span<const std::uint8_t> parts[] = {
            all.first(again), all.subspan(again, cut - again), {}, all.subspan(cut)};
        const Sha256 one = sha256_by_library(std::span(&all, 1));
        EXPECT_EQ(sha256_of_all(parts), one) << length;
        EXPECT_EQ(sha256_of_all(std::span(&all, 1)), one) << length;
    }
}

// RFC 3720 B.4.
TEST(Hash, crc32c_gives_the_published_sums) {
    EXPECT_EQ(crc32c(bytes_of("123456789")), 0xe3069283u);
    EXPECT_EQ(crc32c(std::vector<std::uint8_t>(32, 0x00)), 0x8a9136aau);
    EXPECT_EQ(crc32c(std::vector<std::uint8_t>(32, 0xff)), 0x62a8ab43u);
    std::vector<std::uint8_t> rising(32);
    std::iota(rising.begin(), rising.end(), std::uint8_t{0});
    EXPECT_EQ(crc32c(rising), 0x46dd794eu);
}

TEST(Hash, fnv1a_and_split_mix_give_the_published_numbers) {
    EXPECT_EQ(fnv1a("a"), 0xaf63dc4c8601ec8cULL);
    std::uint64_t state = 1234567;
    EXPECT_EQ(split_mix(state), 6457827717110365317ULL);
    EXPECT_EQ(split_mix(state), 3203168211198807973ULL);
}

}  // namespace
