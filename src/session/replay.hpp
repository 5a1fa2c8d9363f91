// Replay is running a session again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

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

/// Reads the study and the prototype that a session carries. Errors: theirs, session.no_source,
/// session.hash_mismatch (both with "study" or "prototype" as Error::where), and that of check_amount.
core::Result<Opened> open(Session session);

/// About how many fields, screens and answers are looked at when a session is run again. The error
/// session.too_much where that is more than can be done in reasonable time and memory: a small file may
/// unfold to many records, each of which may look at every field.
core::Result<std::uint64_t> check_amount(const Session& session, const study::Study& study,
                                         const prototype::Prototype& prototype);

/// Runs the session again and calls `each` for every record in order. Beside the moves only Resumed changes
/// the journey: private texts are then forgotten (forget_private). Returns the journey at the end.
study::Journey replay(const Opened& opened, const std::function<void(const Moment&)>& each);

/// Goes to any place of a session without running all of it again: keeps the journey of now and then, the
/// less often the larger it is.
class Seeker {
public:
    /// Runs the session once and calls `each` as replay does. `opened` must outlive it.
    explicit Seeker(const Opened& opened, const std::function<void(const Moment&)>& each = {});

    /// The journey after the records before `index`: 0 as it began, records.size() as it ended.
    study::Journey at_record(std::size_t index) const;
    /// About how many bytes the kept journeys take.
    std::size_t kept_bytes() const { return kept_bytes_; }
    /// The journey at a time: after the last record that is not later.
    study::Journey at_time(std::uint64_t ms) const;

private:
    void keep(const study::Journey& journey);

    const Opened& opened_;
    std::vector<study::Journey> keyframes_;
    std::size_t between_ = 64;  // records: running so many again takes far less than a frame
    std::size_t kept_bytes_ = 0;
};

}  // namespace ensaio::session
