// Replay is running a session again.
#pragma once

#include <cstddef>
#include <functional>

#include "core/error.hpp"
#include "session/record.hpp"

namespace ensaio::session {

/// One record with the participant's journey before and after it.
struct Moment {
    const Record& record;
    std::size_t index;  // of the record: the worksheet's evidence refers to it as "P01#index"
    const study::Journey& before;
    const study::Journey& after;
    prototype::Effect effect;  // of a Moved record; else nothing
    bool exact;                // the checksum is the recorded one
};

/// A session with what it was recorded on, read and checked.
struct Opened {
    Session session;
    study::Study study;
    prototype::Prototype prototype;
};

/// Reads the study and the prototype that a session carries. Errors: theirs, and session.no_source,
/// session.hash_mismatch (both with "study" or "prototype" as Error::where).
core::Result<Opened> open(Session session);

/// Runs the session again and calls `each` for every record in order. Beside the moves only Resumed changes
/// the journey: private texts are then forgotten (forget_private). Returns the journey at the end.
study::Journey replay(const Opened& opened, const std::function<void(const Moment&)>& each);

}  // namespace ensaio::session
