#include "analytics/problems.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace ensaio::analytics {

std::vector<Problem> problems_of(std::span<const Counted> findings, const std::set<std::string>& people) {
    std::vector<Problem> problems;
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        const Counted& finding = findings[i];
        std::set<std::string> met;
        std::ranges::set_intersection(finding.people, people, std::inserter(met, met.end()));
        if (finding.dropped || met.empty()) continue;
        std::size_t place = problems.size();
        if (!finding.problem.empty()) place = places.emplace(finding.problem, place).first->second;
        if (place == problems.size())
            problems.push_back({.id = finding.problem, .findings = {}, .people = {}});
        problems[place].findings.push_back(i);
        problems[place].people.merge(met);
    }
    return problems;
}

core::Result<Discovery> discovery_of(std::span<const Problem> problems, std::size_t people) {
    std::vector<unsigned> seen_by;
    for (const Problem& problem : problems) seen_by.push_back(static_cast<unsigned>(problem.people.size()));
    return discovery(seen_by, static_cast<unsigned>(people));
}

std::size_t people_still_worth_asking(const Discovery& found) {
    if (found.share_found >= kDiscoveryGoal) return 0;
    const auto needed = people_to_see(found.p_adjusted, kDiscoveryGoal);
    return needed && *needed > found.people ? *needed - found.people : 0;
}

}  // namespace ensaio::analytics
