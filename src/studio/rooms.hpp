// The studio's rooms as pages.
#pragma once

#include <span>

#include "studio/studio.hpp"

namespace ensaio::studio {

/// Ids: "open:SESSION", "do:…" for the buttons, "home".
view::Page page_of(const View& view, std::span<const Entry> entries, const core::Language& language);

}  // namespace ensaio::studio
