#include "cli/edited.hpp"

#include <utility>

#include "analytics/worksheet_edits.hpp"
#include "cli/files.hpp"
#include "core/limits.hpp"

namespace ensaio::cli {

std::optional<analytics::Worksheet> with_edits(analytics::Worksheet fresh, const std::string& path,
                                               bool quietly, const core::Language& language) {
    const auto bytes = read_file(path, core::kMaxWorkbookBytes);
    if (!bytes) {
        complain(path + ": " + language.text("cli.cannot_read"));
        return std::nullopt;
    }
    const auto workbook =
        workbook::read({reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()});
    if (!workbook) {
        complain(path, workbook.error(), language);
        return std::nullopt;
    }
    auto back = analytics::bring_back(std::move(fresh), *workbook, language);
    if (!back) {
        complain(path, back.error(), language);
        return std::nullopt;
    }
    for (const std::string& line : analytics::in_words(*back, language)) quietly ? complain(line) : say(line);
    return std::move(back->worksheet);
}

}  // namespace ensaio::cli
