// As many digits as two mathematical libraries agree in.
#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>

namespace ensaio::analytics {

/// `number` in ten significant digits: what is computed in two ways, or on two machines, is the same. The
/// same whatever the locale.
inline double in_ten_digits(double number) {
    std::array<char, 40> digits{};
    static_cast<void>(std::snprintf(digits.data(), digits.size(), "%.10g", number));
    return std::strtod(digits.data(), nullptr);
}

}  // namespace ensaio::analytics
