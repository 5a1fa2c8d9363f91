// ensaio: checks prototypes and studies, makes prototypes of drawings, shows sessions, measures them, makes
// the report and the worksheet.

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/embedded_language.hpp"
#include "cli/files.hpp"
#include "core/version.hpp"

namespace ensaio::cli {
namespace {

struct CommandRow {
    std::string_view name;
    int (*run)(Arguments, const core::Language&);
    void (*help)(const core::Language&) = nullptr;  // null: the language file's "cli.<name>.usage"
};
constexpr std::array kCommands = {CommandRow{"check", check},        CommandRow{"compare", compare},
                                  CommandRow{"drawings", drawings},  CommandRow{"findings", findings},
                                  CommandRow{"metrics", metrics},    CommandRow{"report", report},
                                  CommandRow{"show", show},          CommandRow{"stats", stats, stats_help},
                                  CommandRow{"worksheet", worksheet}};

bool asks_for_help(std::string_view argument) { return argument == "--help" || argument == "-h"; }

int run(Arguments arguments, const core::Language& language) {
    if (arguments.empty()) {
        complain(language.text("cli.usage"));
        return kBadUsage;
    }
    const std::string_view first = arguments.front();
    if (asks_for_help(first)) {
        say(language.text("cli.usage"));
        return kGood;
    }
    if (first == "--version") {
        say("ensaio " + std::string(core::kVersion));
        return kGood;
    }
    const auto* const command = std::ranges::find(kCommands, first, &CommandRow::name);
    if (command == kCommands.end())
        return bad_usage(language, "", language.text("cli.unknown_command", {first}));
    const Arguments rest = arguments.subspan(1);
    if (std::ranges::any_of(rest, asks_for_help)) {
        if (command->help != nullptr) {
            command->help(language);
        } else {
            say(language.text("cli." + std::string(first) + ".usage"));
        }
        return kGood;
    }
    return command->run(rest, language);
}

}  // namespace

int bad_usage(const core::Language& language, std::string_view command, std::string_view complaint) {
    complain(complaint);
    complain(command.empty() ? language.text("cli.try_help_all") : language.text("cli.try_help", {command}));
    return kBadUsage;
}

}  // namespace ensaio::cli

int main(int count, char** values) {
    using namespace ensaio;
    const auto language = core::Language::read(cli::embedded_language());
    if (!language) return cli::kBadInput;  // cannot be: a test reads the same file
    const std::vector<std::string_view> arguments(values + std::min(count, 1), values + count);
    return cli::run(arguments, *language);
}
