// Files in and out of the commands, and lines to the terminal.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/language.hpp"
#include "session/replay.hpp"

namespace ensaio::cli {

/// The bytes of a file; of one that is longer than `limit` only a little more than that, for its reader to
/// refuse. Nothing: it cannot be read.
std::optional<std::string> read_file(const std::string& path, std::size_t limit);
/// The same of standard input.
std::optional<std::string> read_input(std::size_t limit);
bool write_file(const std::string& path, std::span<const std::uint8_t> bytes);

void put(std::string_view text);       // to standard output, as it is
void say(std::string_view line);       // to standard output
void complain(std::string_view line);  // to standard error

/// One line for each error: "FILE: where: what remedy".
void complain(const std::string& path, const core::Errors& errors, const core::Language& language);

/// Files as they are, and of each folder the session files in it and below, by name.
std::vector<std::string> session_files(const std::vector<std::string>& given);

/// The sessions of a file that could be opened, and the damage that belongs to none of them.
struct OpenedFile {
    std::vector<session::Opened> sessions;
    std::vector<session::Damage> damage;
    bool good = false;  // nothing had to be complained about; damage alone is no reason
};

/// Complains about what cannot be read or opened, and goes on with the rest.
OpenedFile open_sessions(const std::string& path, const core::Language& language);

}  // namespace ensaio::cli
