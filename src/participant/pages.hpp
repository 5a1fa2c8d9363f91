// The journey as pages.
#pragma once

#include <string>

#include "core/language.hpp"
#include "study/journey.hpp"
#include "view/page.hpp"

namespace ensaio::participant {

/// What the participant sees now. `unsaved`: the browser refuses to store, so the thanks offer the record as
/// a file. Ids: "do:…" for the journey's buttons, "option:N" for consent options, "field:ID" for a field's
/// control, "field:ID=OPTION" for one option of it, "change:ID" on a check screen. The error summary is
/// "errors".
view::Page page_of(const study::Study& study, const prototype::Prototype& prototype,
                   const study::Journey& journey, const core::Language& language, bool unsaved);

/// The words of an error at a field: the prototype's own message, else the language's.
std::string error_text(const prototype::Field& field, prototype::Rule rule, const core::Language& language);

}  // namespace ensaio::participant
