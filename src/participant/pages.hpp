// The journey as pages.
#pragma once

#include <string>

#include "core/language.hpp"
#include "participant/view_state.hpp"
#include "session/replay.hpp"
#include "study/journey.hpp"
#include "view/page.hpp"

namespace ensaio::participant {

/// What the participant sees now; nothing while consent is asked, which web/consent.js shows. Ids: "do:…" for
/// the journey's buttons, "field:ID" for a field's control, "field:ID=OPTION" for one option of it,
/// "change:ID" on a check screen. The error summary is "errors"; what is asked back, "asking".
view::Page page_of(const study::Study& study, const prototype::Prototype& prototype,
                   const study::Journey& journey, const core::Language& language, const ViewState& view);

/// How far the session has come on its way into the study's drop box.
std::string sending_words(const study::Study& study, const core::Language& language, const ViewState& view);

/// What was recorded (ViewState::End::recorded).
view::Page recorded_page(const session::Opened& opened, const core::Language& language);

}  // namespace ensaio::participant
