#include "studio/opened_files.hpp"

#include <cstdlib>

#include "session/journal.hpp"

namespace ensaio::studio {

namespace {

constexpr std::size_t kValuesOfAFile = 3;
constexpr std::size_t kMostNames = 10;

std::string listed(const std::vector<std::string>& names) {
    std::string list;
    for (std::size_t i = 0; i < names.size() && i < kMostNames; ++i)
        list += (list.empty() ? "" : ", ") + names[i];
    return names.size() > kMostNames ? list + " …" : list;
}

}  // namespace

OpenedFiles::OpenedFiles(const std::vector<std::string>& values) {
    const auto number = [&](std::size_t i) { return std::strtoull(values[i].c_str(), nullptr, 10); };
    if (!values.empty()) keys_ = static_cast<unsigned>(number(0));
    for (std::size_t i = 1; i + kValuesOfAFile <= values.size(); i += kValuesOfAFile) {
        const std::string& kind = values[i];
        const std::string& name = values[i + 1];
        if (kind == "sessions") parts_.emplace_back(name, number(i + 2));
        if (kind == "locked") locked_.push_back(name);
        if (kind == "broken") broken_.push_back(name);
        if (kind == "newer") newer_.push_back(name);
        if (kind == "empty") ++empty_;
    }
}

std::string OpenedFiles::name(const core::Language& language) const {
    if (parts_.size() == 1) return parts_.front().first;
    return language.text("studio.files", {std::to_string(parts_.size())});
}

void OpenedFiles::tell_others(const core::Language& language, std::vector<std::string>& lines) const {
    const auto tell = [&](const char* words, const std::vector<std::string>& names) {
        if (!names.empty())
            lines.push_back(language.text(words, {std::to_string(names.size()), listed(names)}));
    };
    if (keys_ > 0) lines.push_back(language.text("studio.opened_keys", {std::to_string(keys_)}));
    tell("studio.opened_locked", locked_);
    tell("studio.opened_newer", newer_);
    tell("studio.opened_broken", broken_);
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
