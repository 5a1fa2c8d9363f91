// The header of a session as JSON (docs/formats/session.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "session/record.hpp"

namespace ensaio::session {

std::string header_json(const Header& header);

/// Nothing when it is not a header within the limits of the format. Members it does not know are passed over.
std::optional<Header> read_header(std::string_view text);

}  // namespace ensaio::session
