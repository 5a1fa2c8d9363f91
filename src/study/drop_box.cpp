#include "study/drop_box.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "core/limits.hpp"
#include "core/text.hpp"
#include "prototype/text_rules.hpp"

namespace ensaio::study {

namespace {

constexpr std::string_view kHttps = "https://", kHttp = "http://";
constexpr std::array<std::string_view, 3> kThisMachine = {"127.0.0.1", "localhost", "[::1]"};
constexpr std::string_view kNotInAddresses = "\"#<>@\\^`{|}";
constexpr std::string_view kLetters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";  // of Bech32, by value
constexpr std::string_view kPrefix = "age";
constexpr std::size_t kKeyLetters = 52;  // of 5 bits: 32 bytes and 4 bits of nothing
constexpr std::size_t kChecksumLetters = 6;

/// The remainder that ends a Bech32 text.
class Checksum {
public:
    void take(std::uint32_t value) {
        constexpr std::array<std::uint32_t, 5> kGenerator = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                                             0x2a1462b3};
        const std::uint32_t top = sum_ >> 25;
        sum_ = (sum_ & 0x1ffffff) << 5 ^ value;
        for (std::size_t i = 0; i < kGenerator.size(); ++i) {
            if ((top >> i & 1) != 0) sum_ ^= kGenerator[i];
        }
    }
    bool holds() const { return sum_ == 1; }

private:
    std::uint32_t sum_ = 1;
};

/// Characters that are not seen, or that change how others are: with one of these or with a line of its own,
/// words could look like the program's.
constexpr std::array<std::pair<char32_t, char32_t>, 17> kUnseen = {{{0x00, 0x1f},
                                                                    {0x7f, 0x9f},
                                                                    {0xad, 0xad},
                                                                    {0x34f, 0x34f},
                                                                    {0x61c, 0x61c},
                                                                    {0x115f, 0x1160},
                                                                    {0x17b4, 0x17b5},
                                                                    {0x180b, 0x180f},
                                                                    {0x200b, 0x200f},
                                                                    {0x2028, 0x202e},
                                                                    {0x2060, 0x206f},
                                                                    {0x3164, 0x3164},
                                                                    {0xfe00, 0xfe0f},
                                                                    {0xfeff, 0xfeff},
                                                                    {0xffa0, 0xffa0},
                                                                    {0xfff0, 0xfffb},
                                                                    {0xe0000, 0xe0fff}}};

bool is_seen(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = core::next_code_point(text, at);
        if (std::ranges::any_of(kUnseen,
                                [&](const auto& range) { return c >= range.first && c <= range.second; }))
            return false;
    }
    return true;
}

/// What stands between the scheme and the path; empty where there is none.
std::string_view authority_of(std::string_view address) {
    const std::size_t scheme = address.starts_with(kHttps)  ? kHttps.size()
                               : address.starts_with(kHttp) ? kHttp.size()
                                                            : address.size();
    address.remove_prefix(scheme);
    const std::size_t end = address.find('/');
    return end == std::string_view::npos ? std::string_view() : address.substr(0, end);
}

}  // namespace

std::string_view host_of(std::string_view address) {
    const std::string_view authority = authority_of(address);
    const std::size_t port = authority.rfind(':');
    const bool has_port =
        port != std::string_view::npos && authority.find(']', port) == std::string_view::npos;
    return has_port ? authority.substr(0, port) : authority;
}

bool is_drop_box_address(std::string_view address) {
    if (address.size() > core::kMaxAddressBytes) return false;
    const bool plain = std::ranges::all_of(address, [](char c) {
        return c > ' ' && c <= '~' && kNotInAddresses.find(c) == std::string_view::npos;
    });
    const std::string_view host = host_of(address);
    if (!plain || host.empty() || authority_of(address).find('?') != std::string_view::npos) return false;
    if (address.starts_with(kHttp) && std::ranges::find(kThisMachine, host) == kThisMachine.end())
        return false;
    return address.substr(0, address.find('?')).ends_with('/');
}

bool is_age_key(std::string_view key) {
    if (key.size() != kPrefix.size() + 1 + kKeyLetters + kChecksumLetters || !key.starts_with("age1"))
        return false;
    Checksum checksum;
    for (const char c : kPrefix) checksum.take(static_cast<std::uint32_t>(c) >> 5);
    checksum.take(0);
    for (const char c : kPrefix) checksum.take(static_cast<std::uint32_t>(c) & 31);
    for (std::size_t i = kPrefix.size() + 1; i < key.size(); ++i) {
        const std::size_t value = kLetters.find(key[i]);
        if (value == std::string_view::npos) return false;
        if (i == kPrefix.size() + kKeyLetters && (value & 0xf) != 0) return false;  // the bits of nothing
        checksum.take(static_cast<std::uint32_t>(value));
    }
    return checksum.holds();
}

void check_drop_box(const DropBox& drop_box, const std::string& where, core::Mistakes& mistakes) {
    if (!is_drop_box_address(drop_box.address))
        mistakes.add("study.drop_box_address", where + ".address", {drop_box.address});
    if (drop_box.key.starts_with("AGE-SECRET-KEY-")) {
        mistakes.add("study.drop_box_private_key", where + ".key");
    } else if (!is_age_key(drop_box.key)) {
        mistakes.add("study.drop_box_key", where + ".key", {drop_box.key});
    }
    if (core::trim(drop_box.place).empty()) mistakes.add("study.empty_text", where + ".place");
    prototype::check_as_written(drop_box.place, where + ".place", mistakes);
    if (!is_seen(drop_box.place)) mistakes.add("study.drop_box_place", where + ".place");
    if (drop_box.place.size() > core::kMaxPlaceBytes)
        mistakes.add("json.too_long", where + ".place", {std::to_string(core::kMaxPlaceBytes)});
}

}  // namespace ensaio::study
