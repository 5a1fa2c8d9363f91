#include "analytics/report.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/edited.hpp"
#include "cli/embedded_language.hpp"
#include "cli/files.hpp"

namespace ensaio::cli {

int report(Arguments arguments, const core::Language& language) {
    std::vector<std::string> given;
    std::string output, edits, tag = "pt-BR";
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "-o" || argument == "--edits" || argument == "--language") {
            if (++i == arguments.size())
                return bad_usage(language, "report", language.text("cli.missing_value", {argument}));
            (argument == "-o" ? output : argument == "--edits" ? edits : tag) = arguments[i];
        } else if (argument.starts_with('-')) {
            return bad_usage(language, "report", language.text("cli.unknown_option", {argument}));
        } else {
            given.emplace_back(argument);
        }
    }
    if (given.empty()) return bad_usage(language, "report", language.text("cli.missing_file"));
    if (output.empty()) return bad_usage(language, "report", language.text("cli.report.missing_output"));
    const auto words = core::Language::read(embedded_language(tag));
    if (!words) return bad_usage(language, "report", language.text("cli.unknown_language", {tag}));

    std::vector<session::Opened> sessions;
    bool good = true;
    for (const std::string& path : session_files(given)) {
        OpenedFile file = open_sessions(path, language);
        good = good && file.good;
        std::ranges::move(file.sessions, std::back_inserter(sessions));
    }
    if (sessions.empty()) {
        complain(language.text("cli.report.no_sessions"));
        return kBadInput;
    }
    std::vector<const session::Opened*> each;
    for (const session::Opened& opened : sessions) each.push_back(&opened);
    analytics::ReportWishes wishes{.tag = tag};
    std::optional<analytics::Worksheet> edited;
    if (!edits.empty()) {
        edited = with_edits(analytics::make_worksheet(sessions, *words), edits, false, *words);
        if (!edited) return kBadInput;
        wishes.edited = &*edited;
    }
    const std::string page = analytics::report_html(each, *words, wishes);
    if (!write_file(output, {reinterpret_cast<const std::uint8_t*>(page.data()), page.size()})) {
        complain(output + ": " + language.text("cli.cannot_write"));
        return kBadInput;
    }
    return good ? kGood : kBadInput;
}

}  // namespace ensaio::cli
