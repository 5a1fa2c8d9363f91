// Taking typed text out of what is recorded.
#pragma once

#include "prototype/model.hpp"
#include "study/journey.hpp"
#include "study/model.hpp"

namespace ensaio::session {

/// Whether a value of this field may be stored: open fields, and every field of a study with made-up data.
bool may_store(const study::Study& study, const prototype::Field& field);

/// `move` as it is recorded: a private value is replaced by its facts. A set without effect is kept as one to
/// no field, and what has no meaning in its kind of move is left out. From equal checksums before it, the
/// kept move has the effect of `move` and leads to equal checksums. `journey` is the state before the move.
study::Move redact(const study::Study& study, const prototype::Prototype& prototype,
                   const study::Journey& journey, const study::Move& move);

/// What is left of a journey whose page was closed: typed text that may not be stored is gone, so those
/// answers are blank again and their screens count as not passed. The replay does the same at a Resumed
/// record.
study::Journey forget_private(const study::Study& study, const prototype::Prototype& prototype,
                              study::Journey journey);

}  // namespace ensaio::session
