#include "cli/files.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "core/limits.hpp"
#include "session/journal.hpp"

namespace ensaio::cli {
namespace {

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

void put(std::FILE* to, std::string_view line) {
    std::fwrite(line.data(), 1, line.size(), to);
    if (!line.ends_with('\n')) std::fputc('\n', to);
}

/// `expected`: how many bytes there probably are.
std::optional<std::string> read(std::FILE* from, std::size_t limit, std::size_t expected) {
    std::string bytes;
    bytes.reserve(std::min(expected, limit) + 65'536);
    std::array<char, 65'536> part{};
    while (bytes.size() <= limit && std::feof(from) == 0 && std::ferror(from) == 0)
        bytes.append(part.data(), std::fread(part.data(), 1, part.size(), from));
    if (std::ferror(from) != 0) return std::nullopt;
    return bytes;
}

}  // namespace

std::optional<std::string> read_file(const std::string& path, std::size_t limit) {
    const File file(std::fopen(path.c_str(), "rb"), std::fclose);
    if (!file) return std::nullopt;
    std::error_code unknown;
    const auto size = std::filesystem::file_size(path, unknown);
    return read(file.get(), limit, unknown ? 0 : static_cast<std::size_t>(size));
}

std::optional<std::string> read_input(std::size_t limit) { return read(stdin, limit, 0); }

bool write_file(const std::string& path, std::span<const std::uint8_t> bytes) {
    File file(std::fopen(path.c_str(), "wb"), std::fclose);
    if (!file) return false;
    const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file.get()) == bytes.size();
    return std::fclose(file.release()) == 0 && written;
}

void put(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }
void say(std::string_view line) { put(stdout, line); }
void complain(std::string_view line) { put(stderr, line); }

void complain(const std::string& path, const core::Errors& errors, const core::Language& language) {
    for (const core::Error& error : errors) complain(path + ": " + language.describe(error));
}

std::vector<std::string> session_files(const std::vector<std::string>& given) {
    namespace fs = std::filesystem;
    std::vector<std::string> files;
    for (const std::string& path : given) {
        std::error_code problem;
        if (!fs::is_directory(path, problem)) {
            files.push_back(path);
            continue;
        }
        const auto first = static_cast<std::ptrdiff_t>(files.size());
        for (fs::recursive_directory_iterator entry(path, problem), end; !problem && entry != end;
             entry.increment(problem)) {
            if (entry->path().extension() == ".ensaio") files.push_back(entry->path().string());
        }
        std::sort(files.begin() + first, files.end());
    }
    return files;
}

OpenedFile open_sessions(const std::string& path, const core::Language& language) {
    OpenedFile file;
    const auto bytes = read_file(path, core::kMaxSessionBytes);
    if (!bytes) {
        complain(path + ": " + language.text("cli.cannot_read"));
        return file;
    }
    auto read = session::read_file({reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()});
    if (!read) {
        complain(path, read.error(), language);
        return file;
    }
    file.good = true;
    file.damage = std::move(read->damage);
    for (session::Session& session : read->sessions) {
        const std::string name = path + ": " + session.header.id.substr(0, 8);
        auto opened = session::open(std::move(session));
        if (opened) {
            file.sessions.push_back(std::move(*opened));
        } else {
            complain(name, opened.error(), language);
            file.good = false;
        }
    }
    return file;
}

}  // namespace ensaio::cli
