// What the kinds of screens show of their own, between title and fields.
#pragma once

#include <string>

#include "participant/place.hpp"

namespace ensaio::participant {

/// Whether the kind shows the screen's title in a frame of its own, with its text.
bool frames_title(const prototype::Screen& screen);

/// Adds what the screen's kind shows after its title and text.
void add_kind(const Place& at, std::uint16_t parent);

/// `text` with its placeholders filled in.
std::string filled(const Place& at, std::string_view text);

}  // namespace ensaio::participant
