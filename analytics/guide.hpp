// What the measures of a session are held against.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "prototype/walkthrough_ways.hpp"
#include "session/replay.hpp"

namespace ensaio::analytics {

/// What follows from the study and the prototype alone, found by searching the Walkthrough once for many
/// sessions.
struct Guide {
    struct Goal {
        prototype::ScreenIndex screen = prototype::kNone;
        std::vector<prototype::Wanted> answers;  // without which the task is not done
        prototype::ShortestWays ways;            // the expected ones
    };
    std::vector<Goal> goals;  // of each task
    std::size_t work = 0;     // of all searches: ShortestWays::work
    // kNone: not asked, or not on its scale.
    prototype::FieldIndex ease = prototype::kNone, rating = prototype::kNone,
                          letter_useful = prototype::kNone;
    std::vector<prototype::FieldIndex> sus, umux;  // all that are asked for a score; empty: there is none
};
/// The tasks share a limit of work, so that a study of many does not take their multiple: of those that come
/// when it is reached the ways are unknown.
Guide guide_to(const study::Study& study, const prototype::Prototype& prototype);

/// The guides of many sessions: each version of study and prototype is searched once.
class Guides {
public:
    /// Good as long as this is.
    const Guide& of(const session::Opened& opened);

private:
    std::map<std::pair<core::Sha256, core::Sha256>, Guide> known_;  // by the hashes of study and prototype
};

}  // namespace ensaio::analytics
