// The words of the commands and of the report, compiled in (src/cli/embed.cmake) so that the executable needs
// no file beside it.
#pragma once

#include <string_view>

namespace ensaio::cli {

/// assets/languages/TAG.json; empty: there is none.
std::string_view embedded_language(std::string_view tag = "pt-BR");

}  // namespace ensaio::cli
