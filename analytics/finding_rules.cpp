#include <array>

#include "analytics/findings.hpp"

namespace ensaio::analytics {
namespace {

// In the order of FindingKind. One person's odd moment is no pattern where people often do the thing without
// trouble: then two people are asked for.
constexpr std::array kRules = {
    FindingRule{FindingKind::task_not_done, "task_not_done", 1, 1, 0, "",
                "an aim that was missed is the gravest thing a test shows", "ISO 9241-11: effectiveness"},
    FindingRule{FindingKind::left_at_field, "left_at_field", 1, 1, 0, "",
                "the last thing tried is where to look for why", "Jarrett and Gaffney 2008, Forms that work"},
    FindingRule{FindingKind::field_errors, "field_errors", 1, 1, 0, "",
                "an error message is a detour that the form made", "Nielsen 1994, heuristic 5"},
    FindingRule{FindingKind::went_back, "went_back", 1, 1, 0, "",
                "who goes back may have taken the screen for another one", "Smith 1996"},
    FindingRule{FindingKind::dead_clicks, "dead_clicks", 1, 2, 0, "",
                "what is pressed more than once looks like it did something",
                "Norman 2013: perceived affordance"},
    FindingRule{FindingKind::dead_spot, "dead_spot", 1, 3, 44, "css px",
                "presses within the size of one target aim at the same thing, and the third is no slip",
                "WCAG 2.2, 2.5.5: 44 css px"},
    FindingRule{FindingKind::loop, "loop", 1, 1, 3, "arrivals",
                "the third time on one screen of one attempt is no longer looking back", "Smith 1996"},
    FindingRule{FindingKind::lost, "lost", 1, 1, 0.5, "score", "over 0.5 the people observed were lost",
                "Smith 1996"},
    FindingRule{FindingKind::long_pause, "long_pause", 2, 2, 30, "s",
                "three times the 10 s that keep attention on a task", "Nielsen 1993, chapter 5"},
    // Of a short form every field is the slowest of few, and a quick one is no burden.
    FindingRule{.kind = FindingKind::slow_field,
                .name = "slow_field",
                .fewest_people = 3,
                .fewest_times = 3,
                .threshold = 2,
                .unit = "times the median field",
                .reason = "twice as long as usual, in the middle person, asks why",
                .source = "of this program: a heuristic",
                .also = {{{10, "s"}, {3, "fields to compare"}}}},
    FindingRule{FindingKind::field_corrected, "field_corrected", 2, 2, 0, "",
                "a choice that is taken back may not have been clear",
                "Jarrett and Gaffney 2008, Forms that work"},
    FindingRule{FindingKind::text_corrected, "text_corrected", 2, 2, 2, "corrections in one attempt",
                "a slip is taken back once; who shortens a text again may not know what is wanted",
                "of this program: a heuristic"},
    FindingRule{FindingKind::looked_again, "looked_again", 2, 2, 0, "",
                "what is looked up again was not said where it was needed", "Nielsen 1994, heuristic 6"},
    FindingRule{FindingKind::noted, "noted", 1, 1, 0, "", "somebody who was there saw it",
                "the facilitator's note"},
};

constexpr bool in_order() {
    for (std::size_t i = 0; i < kRules.size(); ++i) {
        if (kRules[i].kind != static_cast<FindingKind>(i)) return false;
    }
    return true;
}
static_assert(in_order());

}  // namespace

std::span<const FindingRule> finding_rules() { return kRules; }

const FindingRule& rule_of(FindingKind kind) { return kRules[static_cast<std::size_t>(kind)]; }

}  // namespace ensaio::analytics
