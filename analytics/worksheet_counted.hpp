// What the worksheet counts of people's judgement when it is made: the problems that a test met, which
// spreadsheets cannot count with formulas that they all have.
#pragma once

#include "analytics/worksheet.hpp"

namespace ensaio::analytics {

/// Gives each finding and each problem that people added a row in *Gravidade* and in *Achado × participante*,
/// where it has none yet.
void list_added(Worksheet& worksheet);

/// Writes down how many problems each version of the prototype has shown, and how often (`descoberta`): those
/// that people discarded do not count, those that they took for one count once, theirs count where they have
/// marks. What follows from these figures is to be evaluated anew.
void count_problems(Worksheet& worksheet);

}  // namespace ensaio::analytics
