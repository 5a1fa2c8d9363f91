// The calculators by kind, one file each. Nobody but calculators.cpp calls these.
#pragma once

#include <span>

#include "analytics/calculators.hpp"

namespace ensaio::analytics {

std::span<const Calculator> rate_calculators();
std::span<const Calculator> time_calculators();
std::span<const Calculator> questionnaire_calculators();
std::span<const Calculator> comparison_calculators();
std::span<const Calculator> agreement_calculators();
std::span<const Calculator> priority_calculators();

}  // namespace ensaio::analytics
