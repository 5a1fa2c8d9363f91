// What was recorded, told to the one it was recorded of.
#pragma once

#include <cstdint>

#include "core/language.hpp"
#include "session/replay.hpp"
#include "view/page_builder.hpp"

namespace ensaio::participant {

/// Adds the whole content of the session in plain words, a heading for each task: screens, times, presses
/// beside a button, and each answer as it is stored (its length where the text was not kept); then, counted,
/// what is recorded beside them.
void add_recorded(view::PageBuilder& page, std::uint16_t parent, const session::Opened& opened,
                  const core::Language& language);

}  // namespace ensaio::participant
