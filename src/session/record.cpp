#include "session/record.hpp"

#include <algorithm>
#include <array>

namespace ensaio::session {

namespace {

// In the order of Note::Code.
constexpr std::array<std::string_view, 6> kNotes = {"hesitated", "asked",        "helped",
                                                    "misread",   "system_error", "remark"};

}  // namespace

std::string_view name_of(Note::Code code) { return kNotes[static_cast<std::size_t>(code)]; }

std::optional<Note::Code> note_named(std::string_view name) {
    const auto found = std::ranges::find(kNotes, name);
    if (found == kNotes.end()) return std::nullopt;
    return static_cast<Note::Code>(found - kNotes.begin());
}

std::int32_t first_day(const Header& header) {
    constexpr std::int64_t minute = 60'000, day = 24 * 60 * minute;
    const std::int64_t local = static_cast<std::int64_t>(header.started) + header.utc_offset * minute;
    return static_cast<std::int32_t>(local / day - (local % day < 0 ? 1 : 0));
}

}  // namespace ensaio::session
