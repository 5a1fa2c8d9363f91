#include "session/bytes.hpp"

#include <limits>

#include "core/text.hpp"

namespace ensaio::session {

void put_varint(Bytes& bytes, std::uint64_t number) {
    for (; number >= 0x80; number >>= 7) bytes.push_back(static_cast<std::uint8_t>(number | 0x80));
    bytes.push_back(static_cast<std::uint8_t>(number));
}

void put_zigzag(Bytes& bytes, std::int64_t number) {
    put_varint(bytes, (static_cast<std::uint64_t>(number) << 1) ^ static_cast<std::uint64_t>(number >> 63));
}

void put_u32(Bytes& bytes, std::uint32_t number) {
    for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::uint8_t>(number >> shift));
}

void put_text(Bytes& bytes, std::string_view text) {
    put_varint(bytes, text.size());
    bytes.insert(bytes.end(), text.begin(), text.end());
}

std::uint8_t ByteReader::byte() {
    if (!ok_ || at_ == bytes_.size()) {
        ok_ = false;
        return 0;
    }
    return bytes_[at_++];
}

std::uint8_t ByteReader::byte_up_to(std::uint8_t largest) {
    const std::uint8_t number = byte();
    if (number > largest) ok_ = false;
    return ok_ ? number : std::uint8_t{0};
}

std::uint64_t ByteReader::varint(std::uint64_t largest) {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        const std::uint8_t part = byte();
        if (shift == 63 && part > 1) ok_ = false;  // more than 64 bits
        if (shift > 0 && part == 0) ok_ = false;   // a shorter form says the same
        number |= static_cast<std::uint64_t>(part & 0x7f) << shift;
        if (part < 0x80) break;
    }
    if (number > largest) ok_ = false;
    return ok_ ? number : 0;
}

std::int64_t ByteReader::zigzag() {
    const std::uint64_t number = varint(std::numeric_limits<std::uint64_t>::max());
    return static_cast<std::int64_t>((number >> 1) ^ (~(number & 1) + 1));
}

std::uint32_t ByteReader::u32() {
    std::uint32_t number = 0;
    for (int shift = 0; shift < 32; shift += 8) number |= static_cast<std::uint32_t>(byte()) << shift;
    return ok_ ? number : 0;
}

std::string ByteReader::text(std::size_t longest) {
    const std::size_t length = static_cast<std::size_t>(varint(longest));
    if (!ok_ || length > bytes_.size() - at_) {
        ok_ = false;
        return {};
    }
    const auto part = bytes_.subspan(at_, length);
    std::string text(part.begin(), part.end());
    at_ += length;
    if (!core::is_valid_utf8(text)) {
        ok_ = false;
        return {};
    }
    return text;
}

}  // namespace ensaio::session
