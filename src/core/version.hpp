// The version of the program, as sessions name it.
#pragma once

#include <string_view>

namespace ensaio::core {

inline constexpr std::string_view kVersion = "0.1.0";

}  // namespace ensaio::core
