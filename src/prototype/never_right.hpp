// What makes a field that no answer fits, so that nobody comes past it: told when the prototype is read.
#pragma once

#include <string>

#include "core/mistakes.hpp"
#include "prototype/file.hpp"
#include "prototype/model.hpp"

namespace ensaio::prototype {

/// prototype.bad_accept ("screens[0].fields[0].accept[1]") for what is no beginning of a MIME type: "type/"
/// or "type/subtype" in small letters.
void check_accept(const file::Field& from, const std::string& path, core::Mistakes& mistakes);

/// prototype.bad_pattern for a sign of regular expressions, which would be passed over as punctuation;
/// prototype.pattern_length where the letters and digits of the pattern are none, or more or fewer than
/// `longest` and min_length let in.
void check_pattern(const file::Field& from, std::uint32_t longest, const std::string& path,
                   core::Mistakes& mistakes);

}  // namespace ensaio::prototype
