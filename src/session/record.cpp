#include "session/record.hpp"

namespace ensaio::session {

std::int32_t first_day(const Header& header) {
    constexpr std::int64_t minute = 60'000, day = 24 * 60 * minute;
    const std::int64_t local = static_cast<std::int64_t>(header.started) + header.utc_offset * minute;
    return static_cast<std::int32_t>(local / day - (local % day < 0 ? 1 : 0));
}

}  // namespace ensaio::session
