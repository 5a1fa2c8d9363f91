#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "analytics/compare_sessions.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"

namespace ensaio::cli {

int compare(Arguments arguments, const core::Language& language) {
    std::vector<std::string> paths[2];
    std::size_t side = 0;
    for (const std::string_view argument : arguments) {
        if (argument == "--with" && side == 0) {
            side = 1;
        } else if (argument.starts_with('-')) {
            return bad_usage(language, "compare", language.text("cli.unknown_option", {argument}));
        } else {
            paths[side].emplace_back(argument);
        }
    }
    if (paths[0].empty() || paths[1].empty())
        return bad_usage(language, "compare", language.text("cli.compare.two_sides"));
    std::vector<session::Opened> sessions[2];
    bool good = true;
    for (side = 0; side < 2; ++side) {
        for (const std::string& path : session_files(paths[side])) {
            OpenedFile file = open_sessions(path, language);
            good = good && file.good;
            std::ranges::move(file.sessions, std::back_inserter(sessions[side]));
        }
    }
    const auto pointers = [](const std::vector<session::Opened>& all) {
        std::vector<const session::Opened*> given;
        for (const session::Opened& opened : all) given.push_back(&opened);
        return given;
    };
    say(analytics::comparison_json(
        analytics::compare_sessions(pointers(sessions[0]), pointers(sessions[1]))));
    return good ? kGood : kBadInput;
}

}  // namespace ensaio::cli
