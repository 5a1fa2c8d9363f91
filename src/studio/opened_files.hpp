// What the host tells of the files that a researcher has opened, beside the sessions in them: the values of
// the answer to view::PickFile.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/language.hpp"

namespace ensaio::studio {

class OpenedFiles {
public:
    explicit OpenedFiles(const std::vector<std::string>& values);

    /// Of the only one, or how many they are.
    std::string name(const core::Language& language) const;
    /// Whether one of them could not be used.
    bool trouble() const { return !locked_.empty() || !broken_.empty() || !newer_.empty(); }
    bool brought_keys() const { return keys_ > 0; }
    /// A line for each kind of file that brought no session, with their names.
    void tell_others(const core::Language& language, std::vector<std::string>& lines) const;
    /// Where a byte of the joined session file stood: words for its file (empty where it is the only one),
    /// and the byte in it.
    std::pair<std::string, std::uint64_t> place_of(std::uint64_t offset) const;

private:
    unsigned keys_ = 0, empty_ = 0;
    std::vector<std::string> locked_, broken_, newer_;          // their names
    std::vector<std::pair<std::string, std::uint64_t>> parts_;  // name and length
};

}  // namespace ensaio::studio
