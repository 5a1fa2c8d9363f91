#include "analytics/guide.hpp"

#include <algorithm>
#include <string>

#include "analytics/questionnaires.hpp"
#include "study/read.hpp"
#include "study/scales.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::size_t kMostSearchedForAll = 3 * prototype::kMostSearched;

/// The fields `name`1 to `name``items`, where the study asks all of them on their scale; else nothing.
std::vector<prototype::FieldIndex> items_of(const prototype::Prototype& questions, const std::string& name,
                                            std::size_t items) {
    std::vector<prototype::FieldIndex> fields;
    for (std::size_t i = 1; i <= items; ++i) {
        fields.push_back(study::scored_field(questions, name + std::to_string(i)));
        if (fields.back() == prototype::kNone) return {};
    }
    return fields;
}

}  // namespace

Guide guide_to(const study::Study& study, const prototype::Prototype& prototype) {
    Guide guide;
    for (const study::Task& task : study.tasks) {
        Guide::Goal goal{.screen = prototype.screen_named(task.goal_screen),
                         .answers = study::wanted_answers(task, prototype),
                         .ways = {}};
        goal.ways = prototype::shortest_ways(
            prototype, goal.screen, goal.answers,
            std::min(prototype::kMostSearched,
                     kMostSearchedForAll - std::min(guide.work, kMostSearchedForAll)));
        guide.work += goal.ways.work;
        guide.goals.push_back(std::move(goal));
    }
    guide.ease = study::scored_field(study.after_task, "seq");
    guide.rating = study.after_test.field_named("rating");
    guide.letter_useful = prototype.field_named("letter_useful");
    guide.sus = items_of(study.after_test, "sus_", kSusItems);
    guide.umux = items_of(study.after_test, "umux_", kUmuxItems);
    if (study.after_test.field_named("umux_3") == prototype::kNone &&
        study.after_test.field_named("umux_4") == prototype::kNone)
        guide.umux = items_of(study.after_test, "umux_", kUmuxLiteItems);
    return guide;
}

const Guide& Guides::of(const session::Opened& opened) {
    const std::pair version(opened.study.hash, opened.prototype.hash);
    const auto known = known_.find(version);
    if (known != known_.end()) return known->second;
    return known_.emplace(version, guide_to(opened.study, opened.prototype)).first->second;
}

}  // namespace ensaio::analytics
