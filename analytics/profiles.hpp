// Who the participants are, as those know who invited them: a recording does not. docs/formats/metrics.md
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace ensaio::analytics {

inline constexpr std::size_t kMostProfilesBytes = 1'000'000, kMostProfiles = 50;

using Profiles = std::map<std::string, std::string, std::less<>>;  // by the participant's code

/// Lines of code and profile with a comma or a semicolon between them ("P01;idoso"); the first line may name
/// the columns ("participant" or "participante"). Errors: profiles.line, profiles.twice (a code has two
/// profiles), both with the number of the line as Error::where; profiles.too_many (different ones).
core::Result<Profiles> read_profiles(std::string_view csv);

}  // namespace ensaio::analytics
