// The worksheet that people have edited comes back.
#pragma once

#include <optional>
#include <string>

#include "analytics/worksheet.hpp"
#include "core/language.hpp"

namespace ensaio::cli {

/// `fresh` with the edits of the workbook at `path` in it. What came back is told line by line, to standard
/// error when `quietly`. Nothing: it could not be read, which has been complained about.
std::optional<analytics::Worksheet> with_edits(analytics::Worksheet fresh, const std::string& path,
                                               bool quietly, const core::Language& language);

}  // namespace ensaio::cli
