// What every text, id and tag of a prototype or a study must be.
#pragma once

#include <string>
#include <string_view>

#include "core/mistakes.hpp"

namespace ensaio::prototype {

/// prototype.empty_text for a text that is blank.
void check_text(std::string_view text, std::string where, core::Mistakes& mistakes);

/// prototype.placeholder_elsewhere for a text with double braces that stands where `filled`
/// (prototype/fill.hpp) never comes, so that people would read the braces.
void check_as_written(std::string_view text, std::string where, core::Mistakes& mistakes);

/// Both of a text that must be there.
void check_label(std::string_view text, const std::string& where, core::Mistakes& mistakes);

/// prototype.bad_id for what is no id: a-z, 0-9, - and _, at most kMaxIdBytes.
void check_id(std::string_view id, std::string where, core::Mistakes& mistakes);

/// prototype.bad_language for what is no language tag such as "pt-BR".
void check_language(std::string_view tag, std::string where, core::Mistakes& mistakes);

}  // namespace ensaio::prototype
