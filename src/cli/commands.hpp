// The commands of `ensaio`. Each takes its arguments without the command's own name and returns the exit
// code.
#pragma once

#include <span>
#include <string_view>

#include "core/language.hpp"

namespace ensaio::cli {

enum ExitCode : int {
    kGood = 0,
    kBadInput = 1,  // a file has a mistake, could not be read or written
    kBadUsage = 2,  // the command line itself
};

using Arguments = std::span<const std::string_view>;

int check(Arguments arguments, const core::Language& language);
int compare(Arguments arguments, const core::Language& language);
int drawings(Arguments arguments, const core::Language& language);
int findings(Arguments arguments, const core::Language& language);
int metrics(Arguments arguments, const core::Language& language);
int report(Arguments arguments, const core::Language& language);
int show(Arguments arguments, const core::Language& language);
int stats(Arguments arguments, const core::Language& language);
void stats_help(const core::Language& language);
int worksheet(Arguments arguments, const core::Language& language);

/// Says what is wrong with the command line and how to get help on `command`; returns kBadUsage.
int bad_usage(const core::Language& language, std::string_view command, std::string_view complaint);

}  // namespace ensaio::cli
