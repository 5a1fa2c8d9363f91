// The small numbers and texts that records are made of (docs/formats/session.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ensaio::session {

using Bytes = std::vector<std::uint8_t>;

void put_varint(Bytes& bytes, std::uint64_t number);
void put_zigzag(Bytes& bytes, std::int64_t number);
void put_u32(Bytes& bytes, std::uint32_t number);    // little endian
void put_text(Bytes& bytes, std::string_view text);  // length, then bytes

/// Takes numbers and texts off the front. Once something is not as it must be, `ok` is false for good and all
/// that follows reads as 0 or empty.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

    bool ok() const { return ok_; }
    bool at_end() const { return at_ == bytes_.size(); }
    std::size_t left() const { return bytes_.size() - at_; }
    void refuse() { ok_ = false; }

    std::uint8_t byte();
    std::uint8_t byte_up_to(std::uint8_t largest);
    std::uint64_t varint(std::uint64_t largest);  // only the shortest form is accepted
    std::size_t count(std::size_t largest) { return static_cast<std::size_t>(varint(largest)); }
    std::int64_t zigzag();
    std::uint32_t u32();
    std::string text(std::size_t longest);  // UTF-8

private:
    std::span<const std::uint8_t> bytes_;
    std::size_t at_ = 0;
    bool ok_ = true;
};

}  // namespace ensaio::session
