// The words of the commands, compiled in (src/cli/embed.cmake) so that the executable needs no file beside
// it.
#pragma once

#include <string_view>

namespace ensaio::cli {

/// assets/languages/pt-BR.json
std::string_view embedded_language();

}  // namespace ensaio::cli
