// One screen of a prototype (or of a study's questions) as nodes.
#pragma once

#include <string>

#include "core/language.hpp"
#include "participant/view_state.hpp"
#include "prototype/walkthrough.hpp"
#include "view/page_builder.hpp"

namespace ensaio::participant {

/// Adds the screen that `state` is on: error summary, heading, text, fields, main button.
void add_screen(view::PageBuilder& page, std::uint16_t parent, const prototype::Prototype& prototype,
                const prototype::State& state, const core::Language& language, const ViewState& view);

/// Whether the screen has a main button: it leads somewhere, or questions end with it.
bool has_main_button(const prototype::Screen& screen);

}  // namespace ensaio::participant
