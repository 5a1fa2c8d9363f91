// The size of a picture, from the beginning of its file.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ensaio::cli {

struct PictureSize {
    std::string_view type;                // "image/png", "image/jpeg"
    std::uint32_t width = 0, height = 0;  // px, as a browser shows it: a photograph that says it was taken
                                          // with the camera held upright is turned
};

/// Nothing: it is no PNG and no JPEG, or is cut off before it tells its size.
std::optional<PictureSize> size_of_picture(std::string_view bytes);

}  // namespace ensaio::cli
