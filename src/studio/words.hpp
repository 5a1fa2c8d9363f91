// Numbers and times as the studio says them.
#pragma once

#include <string>

#include "analytics/measures.hpp"
#include "core/language.hpp"

namespace ensaio::studio {

/// "23/11/2026 14:05" on the participant's clock.
std::string local_time(const session::Header& header);
/// "2 min 05 s"; under a minute "42 s". Rounded to whole seconds.
std::string duration(double seconds, const core::Language& language);
/// "1:05,3": minutes, seconds and tenths since the start.
std::string clock_time(double seconds);
std::string outcome(analytics::Outcome outcome, const core::Language& language);
/// The outcome of the session's tasks; without a task: that it was interrupted.
std::string session_outcome(const analytics::SessionMeasures& measures, const core::Language& language);

}  // namespace ensaio::studio
