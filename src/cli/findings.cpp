#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analytics/findings_files.hpp"
#include "cli/commands.hpp"
#include "cli/edited.hpp"
#include "cli/embedded_language.hpp"
#include "cli/files.hpp"

namespace ensaio::cli {

int findings(Arguments arguments, const core::Language& language) {
    std::vector<session::Opened> sessions;
    bool good = true;
    std::vector<std::string> paths;
    std::string edits, tag = "pt-BR";  // of the workbook: its choices are in this language
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--edits" || argument == "--language") {
            if (++i == arguments.size())
                return bad_usage(language, "findings", language.text("cli.missing_value", {argument}));
            (argument == "--edits" ? edits : tag) = arguments[i];
        } else if (argument.starts_with('-') && argument != "--json") {
            return bad_usage(language, "findings", language.text("cli.unknown_option", {argument}));
        } else if (argument != "--json") {
            paths.emplace_back(argument);
        }
    }
    if (paths.empty()) return bad_usage(language, "findings", language.text("cli.missing_file"));
    const auto words = core::Language::read(embedded_language(tag));
    if (!words) return bad_usage(language, "findings", language.text("cli.unknown_language", {tag}));
    for (const std::string& path : session_files(paths)) {
        OpenedFile file = open_sessions(path, language);
        good = good && file.good;
        std::ranges::move(file.sessions, std::back_inserter(sessions));
    }
    std::vector<const session::Opened*> given;
    for (const session::Opened& opened : sessions) {
        // One that is given twice counts once.
        if (std::ranges::none_of(given, [&](const session::Opened* other) {
                return other->session.header.id == opened.session.header.id;
            }))
            given.push_back(&opened);
    }
    std::optional<analytics::Worksheet> edited;
    if (!edits.empty()) {
        edited = with_edits(analytics::make_worksheet(sessions, *words), edits, true, *words);
        if (!edited) return kBadInput;
    }
    say(analytics::findings_json(given, edited ? &*edited : nullptr));
    return good ? kGood : kBadInput;
}

}  // namespace ensaio::cli
