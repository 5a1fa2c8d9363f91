// A field of a screen as nodes. Ids: "field:ID" and the like for controls (field_input.hpp); "label:…",
// "hint:…" and "error:…" with the same rest for their words; "set:ID" for a fieldset.
#pragma once

#include <string>

#include "participant/place.hpp"

namespace ensaio::participant {

/// Adds what asks for the field. `is_title`: its label is the page's heading.
void add_field(const Place& at, std::uint16_t parent, prototype::FieldIndex index, bool is_title);

/// Whether the screen's only field asks just what the title says: then its label is the title, so that the
/// words are not said twice.
bool label_is_title(const prototype::Prototype& prototype, const prototype::Screen& screen);

/// Where the focus goes from an error: the first control that is wrong.
std::string wrong_control(const Place& at, const prototype::FieldError& error);

}  // namespace ensaio::participant
