#include "studio/opened_files.hpp"

#include <cstdlib>

#include "session/journal.hpp"

namespace ensaio::studio {

namespace {

constexpr std::size_t kCounts = 4;  // of the values, before names and lengths

}  // namespace

OpenedFiles::OpenedFiles(const std::vector<std::string>& values) {
    const auto number = [&](std::size_t i) {
        return i < values.size() ? std::strtoul(values[i].c_str(), nullptr, 10) : 0;
    };
    locked_ = static_cast<unsigned>(number(0));
    broken_ = static_cast<unsigned>(number(1));
    empty_ = static_cast<unsigned>(number(2));
    keys_ = static_cast<unsigned>(number(3));
    for (std::size_t i = kCounts; i + 1 < values.size(); i += 2)
        parts_.emplace_back(values[i], number(i + 1));
}

std::string OpenedFiles::name(const core::Language& language) const {
    if (parts_.size() == 1) return parts_.front().first;
    return language.text("studio.files", {std::to_string(parts_.size())});
}

void OpenedFiles::tell_others(const core::Language& language, std::vector<std::string>& lines) const {
    if (keys_ > 0) lines.push_back(language.text("studio.opened_keys", {std::to_string(keys_)}));
    if (locked_ > 0) lines.push_back(language.text("studio.opened_locked", {std::to_string(locked_)}));
    if (broken_ > 0) lines.push_back(language.text("studio.opened_broken", {std::to_string(broken_)}));
    if (empty_ > 0) lines.push_back(language.text("studio.opened_empty", {std::to_string(empty_)}));
}

std::pair<std::string, std::uint64_t> OpenedFiles::place_of(std::uint64_t offset) const {
    if (parts_.size() < 2) return {{}, offset};
    constexpr std::uint64_t kMagic = session::kFileMagic.size();
    std::uint64_t begin = kMagic;
    for (const auto& [name, length] : parts_) {
        const std::uint64_t end = begin + length - kMagic;
        if (offset < end) return {name + ": ", offset - begin + kMagic};
        begin = end;
    }
    return {{}, offset};
}

}  // namespace ensaio::studio
