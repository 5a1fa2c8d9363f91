#include "studio/notes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <set>

#include "studio/studio.hpp"

namespace ensaio::studio {

namespace {

constexpr double kMostAtOnce = 7;  // days
constexpr double kLeast = 1.0 / 24;
constexpr double kThousandths = 1000;
constexpr std::size_t kIdLetters = 32;

}  // namespace

void Notes::clear() {
    notes_.clear();
    changed_ = false;
}

void Notes::read(std::string_view line) {
    if (line.size() < kIdLetters || line.substr(0, kIdLetters).find('/') != std::string_view::npos) return;
    std::array<double, 3> numbers{};
    std::string rest(line.substr(kIdLetters));
    const char* at = rest.c_str();
    for (double& number : numbers) {
        if (*at != '/') return;
        char* end = nullptr;
        number = std::strtod(at + 1, &end);
        if (!std::isfinite(number) || number < 0) return;
        at = end;
    }
    Note& note = notes_[std::string(line.substr(0, kIdLetters))];
    note.copied = static_cast<std::uint32_t>(std::min(numbers[0], 4e9));
    note.warned = numbers[1] / kThousandths;
    note.shown = numbers[2];
}

std::vector<std::string> Notes::lines() const {
    std::vector<std::string> lines;
    for (const auto& [session, note] : notes_) {
        lines.push_back(session + "/" + std::to_string(note.copied) + "/" +
                        std::to_string(std::llround(note.warned * kThousandths)) + "/" +
                        std::to_string(std::llround(note.shown)));
    }
    return lines;
}

void Notes::prune(std::span<const Entry> entries) {
    std::set<std::string_view> there;
    for (const Entry& entry : entries) there.insert(entry.id);
    std::erase_if(notes_, [&](const auto& note) { return !there.contains(note.first); });
}

void Notes::copied(const std::string& session, std::uint32_t next) { notes_[session].copied = next; }

bool Notes::is_copied(const std::string& session, std::uint32_t next) const {
    const auto note = notes_.find(session);
    return note != notes_.end() && note->second.copied >= next;
}

int Notes::warn(const std::string& session, int days_left, double now) {
    const auto found = notes_.find(session);
    if (days_left > kWarnDays) {
        // Whatever was shown before, it was another day then.
        if (found != notes_.end() && found->second.shown > 0) {
            found->second.warned = found->second.shown = 0;
            changed_ = true;
        }
        return days_left;
    }
    Note& note = found != notes_.end() ? found->second : notes_[session];
    const double since = note.shown > 0 ? (now - note.shown) / kMsPerDay : 0;
    if (note.shown <= 0 || since < 0 || since > kLeast) {
        note.warned += std::clamp(since, 0.0, kMostAtOnce);
        note.shown = now;
        changed_ = true;
    }
    return std::max(days_left, static_cast<int>(std::ceil(std::max(0.0, kWarnDays - note.warned))));
}

}  // namespace ensaio::studio
