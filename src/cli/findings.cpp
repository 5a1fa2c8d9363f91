#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "analytics/findings_files.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"

namespace ensaio::cli {

int findings(Arguments arguments, const core::Language& language) {
    std::vector<session::Opened> sessions;
    bool good = true;
    for (const std::string_view argument : arguments) {
        if (argument.starts_with('-') && argument != "--json")
            return bad_usage(language, "findings", language.text("cli.unknown_option", {argument}));
    }
    if (std::ranges::count(arguments, "--json") == static_cast<std::ptrdiff_t>(arguments.size()))
        return bad_usage(language, "findings", language.text("cli.missing_file"));
    std::vector<std::string> paths;
    for (const std::string_view argument : arguments) {
        if (argument != "--json") paths.emplace_back(argument);
    }
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
    say(analytics::findings_json(given));
    return good ? kGood : kBadInput;
}

}  // namespace ensaio::cli
