#include "analytics/profiles.hpp"

#include <set>

#include "core/text.hpp"

namespace ensaio::analytics {
namespace {

std::string cell(std::string_view text) {
    text = core::trim(text);
    if (text.size() >= 2 && text.starts_with('"') && text.ends_with('"'))
        text = core::trim(text.substr(1, text.size() - 2));
    return std::string(text);
}

}  // namespace

core::Result<Profiles> read_profiles(std::string_view csv) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";  // what spreadsheets put before UTF-8
    if (csv.starts_with(mark)) csv.remove_prefix(mark.size());
    Profiles profiles;
    std::set<std::string> different;
    for (std::size_t number = 1; !csv.empty(); ++number) {
        const std::size_t end = csv.find('\n');
        const std::string_view line = core::trim(csv.substr(0, end));
        csv.remove_prefix(end == std::string_view::npos ? csv.size() : end + 1);
        if (line.empty()) continue;
        const std::size_t between = line.find_first_of(",;");
        const std::string code = cell(line.substr(0, between));
        const std::string profile =
            between == std::string_view::npos ? std::string() : cell(line.substr(between + 1));
        if (code.empty() || profile.empty()) return core::fail("profiles.line", std::to_string(number));
        if (number == 1 && (code == "participant" || code == "participante")) continue;
        if (const auto [known, fresh] = profiles.emplace(code, profile); !fresh && known->second != profile)
            return core::fail("profiles.twice", std::to_string(number), {code});
        different.insert(profile);
        if (different.size() > kMostProfiles)
            return core::fail("profiles.too_many", {}, {std::to_string(kMostProfiles)});
    }
    return profiles;
}

}  // namespace ensaio::analytics
