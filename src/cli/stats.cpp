#include <algorithm>
#include <string>

#include "analytics/calculators.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"

namespace ensaio::cli {

void stats_help(const core::Language& language) {
    say(language.text("cli.stats.usage"));
    for (const analytics::Calculator& calculator : analytics::calculators()) {
        const std::string name(calculator.name);
        say("  " + name + ": " + language.text("stats." + name));
        say("    echo '" + std::string(calculator.example) + "' | ensaio stats " + name);
    }
}

int stats(Arguments arguments, const core::Language& language) {
    if (arguments.empty()) return bad_usage(language, "stats", language.text("cli.stats.missing_name"));
    if (arguments.front().starts_with('-'))
        return bad_usage(language, "stats", language.text("cli.unknown_option", {arguments.front()}));
    if (arguments.size() > 1) return bad_usage(language, "stats", language.text("cli.stats.one_name"));
    const std::string_view name = arguments.front();
    if (std::ranges::find(analytics::calculators(), name, &analytics::Calculator::name) ==
        analytics::calculators().end())
        return bad_usage(language, "stats", language.text("cli.stats.unknown_name", {name}));
    const auto json = read_input(analytics::kMostCalculatorBytes);
    if (!json) {
        complain(language.text("cli.cannot_read"));
        return kBadInput;
    }
    const auto result = analytics::calculate(name, *json);
    if (!result) {
        for (const core::Error& error : result.error()) complain(language.describe(error));
        return kBadInput;
    }
    say(*result);
    return kGood;
}

}  // namespace ensaio::cli
