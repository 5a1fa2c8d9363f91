// The few pictures of the interface, drawn as shapes into a square.
#pragma once

#include "view/brush.hpp"

namespace ensaio::view {

enum class Sign : std::uint8_t {
    information,
    exclamation,
    check,
    warning,
    back,
    chevron_down,
    chevron_up,
    upload,
    trash,
    envelope,
    person,
    star_empty,
    star_filled
};

/// `ground`: the colour of what is cut out of the signs that are filled: the first four, the envelope and the
/// person.
void draw_sign(Brush& brush, Sign sign, const Rect& square, Color color, Color ground);

}  // namespace ensaio::view
