// What the studio remembers of each stored session: how much of it has been downloaded, and for how long its
// warning has stood that it will be deleted.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ensaio::studio {

struct Entry;

inline constexpr double kMsPerDay = 86'400'000;
inline constexpr int kWarnDays = 14;  // before a session's date

class Notes {
public:
    void clear();
    /// One of lines(). Anything else is passed over.
    void read(std::string_view line);
    /// "SESSION/COPIED/WARNED/SHOWN": 32 hexadecimal digits; up to which sequence number it was downloaded;
    /// for how many days it has been warned of, thousandths; when that was last shown, ms since 1970-01-01
    /// UTC.
    std::vector<std::string> lines() const;
    bool changed() const { return changed_; }
    /// Only of sessions that are there.
    void prune(std::span<const Entry> entries);

    /// All below sequence number `next` has been downloaded.
    void copied(const std::string& session, std::uint32_t next);
    bool is_copied(const std::string& session, std::uint32_t next) const;

    /// The warning, if it is time for it, is shown now. `days_left`: until the study's date, by this clock;
    /// `now`: ms since 1970-01-01 UTC. Returns the days until the session is deleted: not before its warning
    /// has stood for kWarnDays. So that a clock that is wrong once deletes nothing, the time from one showing
    /// to the next counts as a week at most.
    int warn(const std::string& session, int days_left, double now);

private:
    struct Note {
        std::uint32_t copied = 0;
        double warned = 0;  // days
        double shown = 0;   // ms since 1970-01-01 UTC; 0: never
    };
    std::map<std::string, Note, std::less<>> notes_;
    bool changed_ = false;
};

}  // namespace ensaio::studio
