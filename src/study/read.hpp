// The one door by which a study comes in.
#pragma once

#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/mistakes.hpp"
#include "prototype/walkthrough_answers.hpp"
#include "study/model.hpp"

namespace ensaio::study {

/// Reads and checks study format 1. Reports all mistakes with their paths: json.* and prototype.* as
/// prototype::read does for the question screens (paths "after_task[0].fields[0].id"), and study.format,
/// study.no_tasks, study.duplicate_task, study.empty_text, study.too_many.
core::Result<Study> read(std::string_view json, core::Origin origin = core::Origin::file);

/// What can only be checked with both at hand: study.other_prototype (it names another id),
/// study.unknown_goal, study.unreachable_goal.
core::Errors check_against(const Study& study, const prototype::Prototype& prototype);

/// Task::goal_answers, for who walks the prototype. An unknown field is kNone, and nothing answers it.
std::vector<prototype::Wanted> wanted_answers(const Task& task, const prototype::Prototype& prototype);

}  // namespace ensaio::study
