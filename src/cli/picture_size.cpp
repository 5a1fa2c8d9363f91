#include "cli/picture_size.hpp"

#include <cstddef>
#include <utility>

namespace ensaio::cli {
namespace {

/// `count` bytes from `at` on as one number; 0 where the file ends before.
std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t count,
                        bool big_end_first = true) {
    if (at > bytes.size() || count > bytes.size() - at) return 0;
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < count; ++i)
        number = number << 8 | static_cast<std::uint8_t>(bytes[big_end_first ? at + i : at + count - 1 - i]);
    return number;
}

/// Whether an APP1 segment (Exif 2.3, 4.5 and 4.6) says that width and height are to be exchanged:
/// Orientation (tag 0x0112) 5 to 8.
bool is_turned(std::string_view segment) {
    constexpr std::string_view kExif("Exif\0\0", 6);
    if (!segment.starts_with(kExif)) return false;
    const std::string_view tiff = segment.substr(kExif.size());
    const bool big = tiff.starts_with("MM");
    const std::size_t list = number_at(tiff, 4, 4, big);
    const std::uint32_t entries = number_at(tiff, list, 2, big);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t entry = list + 2 + 12 * i;
        if (number_at(tiff, entry, 2, big) == 0x0112) return number_at(tiff, entry + 8, 2, big) >= 5;
    }
    return false;
}

std::optional<PictureSize> size_of_jpeg(std::string_view bytes) {
    bool turned = false;
    for (std::size_t at = 2; number_at(bytes, at, 1) == 0xff;) {
        const std::uint32_t marker = number_at(bytes, at + 1, 1);
        const std::uint32_t length = number_at(bytes, at + 2, 2);
        // A start of frame is C0 to CF, but for the tables DHT, JPG and DAC (ITU-T T.81, table B.1).
        if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
            PictureSize size{"image/jpeg", number_at(bytes, at + 7, 2), number_at(bytes, at + 5, 2)};
            if (turned) std::swap(size.width, size.height);
            return size;
        }
        if (length < 2) return std::nullopt;
        if (marker == 0xe1) turned = turned || is_turned(bytes.substr(at + 4, length - 2));
        at += 2 + length;
    }
    return std::nullopt;
}

}  // namespace

std::optional<PictureSize> size_of_picture(std::string_view bytes) {
    if (bytes.starts_with("\x89PNG\r\n\x1a\n") && bytes.size() >= 24)
        return PictureSize{"image/png", number_at(bytes, 16, 4), number_at(bytes, 20, 4)};
    if (bytes.starts_with("\xff\xd8")) return size_of_jpeg(bytes);
    return std::nullopt;
}

}  // namespace ensaio::cli
