// What the printable page tells of: the sessions by version, with people's word over what was recorded.
#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include "analytics/finding_words.hpp"
#include "analytics/report_parts.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::string_view kOwnRow = "own/";
constexpr std::size_t kMostReferences = 6;  // of one finding; the rest is counted

Ending ending_of(const TaskMeasures& attempt) {
    switch (attempt.outcome) {
        case Outcome::direct_success:
        case Outcome::indirect_success: return attempt.helps > 0 ? Ending::with_help : Ending::alone;
        case Outcome::wrong_end: return Ending::wrong_end;
        case Outcome::gave_up: return Ending::gave_up;
        case Outcome::interrupted: return Ending::interrupted;
    }
    return Ending::interrupted;
}

/// People know how it ended, the recording by which path: a success that it does not have is not a direct
/// one.
void take_ending(TaskMeasures& attempt, Ending ending) {
    const bool recorded = is_success(attempt.outcome);
    switch (ending) {
        case Ending::alone:
        case Ending::with_help:
            if (!recorded) attempt.outcome = Outcome::indirect_success;
            attempt.helps = ending == Ending::alone ? 0 : std::max(1U, attempt.helps);
            return;
        case Ending::gave_up: attempt.outcome = Outcome::gave_up; return;
        case Ending::wrong_end: attempt.outcome = Outcome::wrong_end; return;
        case Ending::interrupted: attempt.outcome = Outcome::interrupted; return;
    }
}

void correct(Chapter& chapter, const std::map<std::string, const JudgedAttempt*>& judged) {
    for (std::size_t i = 0; i < chapter.sessions.size(); ++i) {
        const session::Opened& opened = *chapter.sessions[i];
        std::map<std::size_t, unsigned> attempts;
        for (TaskMeasures& attempt : chapter.measures[i].tasks) {
            std::string key = opened.session.header.id + "/" + opened.study.tasks[attempt.task].id;
            if (const unsigned again = ++attempts[attempt.task]; again > 1)
                key += "/" + std::to_string(again);
            const auto said = judged.find(key);
            if (said == judged.end()) continue;
            attempt.ease = said->second->ease;
            if (!said->second->ending || *said->second->ending == ending_of(attempt)) continue;
            take_ending(attempt, *said->second->ending);
            ++chapter.corrected;
        }
    }
}

/// Attempts of which there is no recording, at a task of this chapter.
void add_unrecorded(Chapter& chapter, const std::vector<JudgedAttempt>& judged) {
    const session::Opened& first = chapter.first();
    for (const JudgedAttempt& attempt : judged) {
        if (!attempt.key.starts_with(kOwnRow) || !attempt.ending) continue;
        for (std::size_t task = 0; task < first.study.tasks.size(); ++task) {
            if (attempt.group != versions_key(first) + "/" + first.study.tasks[task].id) continue;
            TaskMeasures& measures = chapter.unrecorded.emplace_back();
            measures.task = task;
            measures.active_s = attempt.active_s.value_or(0);
            measures.ease = attempt.ease;
            take_ending(measures, *attempt.ending);
        }
    }
}

std::string clock(std::uint64_t ms) {
    const std::uint64_t seconds = ms / 1000;
    const std::string rest = std::to_string(seconds % 60);
    return std::to_string(seconds / 60) + ":" + (rest.size() < 2 ? "0" : "") + rest;
}

std::string evidence_in_words(const Chapter& chapter, const Finding& finding,
                              const core::Language& language) {
    std::string text;
    const std::size_t shown = std::min(finding.evidence.size(), kMostReferences);
    for (std::size_t i = 0; i < shown; ++i) {
        const Evidence& evidence = finding.evidence[i];
        const session::Opened& opened = *chapter.sessions[evidence.session];
        if (i > 0) text += ", ";
        text += participant_of(opened) + "#" + std::to_string(evidence.record) + " (" +
                clock(opened.session.records[evidence.record].at) + ")";
    }
    if (finding.evidence.size() > shown)
        text += " " + language.text("worksheet.and_more", {std::to_string(finding.evidence.size() - shown)});
    return text;
}

/// Only whom this chapter tells of.
std::set<std::string> among(const std::set<std::string>& people, const std::set<std::string>& participants) {
    std::set<std::string> both;
    std::ranges::set_intersection(people, participants, std::inserter(both, both.end()));
    return both;
}

}  // namespace

std::vector<const TaskMeasures*> Chapter::all_attempts_at(std::size_t task) const {
    std::vector<const TaskMeasures*> attempts;
    const auto add = [&](const TaskMeasures& attempt) {
        if (attempt.task == task) attempts.push_back(&attempt);
    };
    for (const SessionMeasures& session : measures) std::ranges::for_each(session.tasks, add);
    std::ranges::for_each(unrecorded, add);
    return attempts;
}

std::vector<const TaskMeasures*> Chapter::attempts_at(std::size_t task) const {
    std::vector<const TaskMeasures*> attempts = all_attempts_at(task);
    std::erase_if(attempts,
                  [](const TaskMeasures* attempt) { return attempt->outcome == Outcome::interrupted; });
    return attempts;
}

std::vector<Chapter> chapters_of(std::span<const session::Opened* const> sessions, const Worksheet* edited) {
    std::vector<const session::Opened*> sorted(sessions.begin(), sessions.end());
    std::ranges::sort(sorted, {}, [](const session::Opened* one) {
        const session::Header& header = one->session.header;
        return std::tie(header.started, header.id);
    });
    std::set<std::string_view> met;
    std::vector<Chapter> chapters;
    std::map<std::string, std::size_t> places;  // by the hashes of study and prototype
    Guides guides;
    for (const session::Opened* opened : sorted) {
        const session::Header& header = opened->session.header;
        if (!met.insert(header.id).second) continue;
        const auto [place, fresh] =
            places.emplace(header.study_hash + header.prototype_hash, chapters.size());
        if (fresh) chapters.emplace_back();
        Chapter& chapter = chapters[place->second];
        chapter.sessions.push_back(opened);
        chapter.measures.push_back(measure(*opened, guides.of(*opened)));
        if (!chapter.measures.back().tasks.empty()) chapter.participants.insert(participant_of(*opened));
    }
    for (Chapter& chapter : chapters) chapter.findings = find_candidates(chapter.sessions);
    if (edited == nullptr) return chapters;
    const std::vector<JudgedAttempt> judged = attempts_in(*edited);
    std::map<std::string, const JudgedAttempt*> by_key;
    for (const JudgedAttempt& attempt : judged) by_key.emplace(attempt.key, &attempt);
    for (Chapter& chapter : chapters) {
        correct(chapter, by_key);
        add_unrecorded(chapter, judged);
    }
    return chapters;
}

void tell_findings(Chapter& chapter, const Worksheet* edited, const core::Language& language) {
    const std::vector<JudgedFinding> judged =
        edited == nullptr ? std::vector<JudgedFinding>() : findings_in(*edited);
    std::map<std::string_view, const JudgedFinding*> by_key;
    for (const JudgedFinding& one : judged) by_key.emplace(one.key, &one);
    for (const Finding& finding : chapter.findings) {
        const session::Opened& first = *chapter.sessions[finding.evidence.front().session];
        Told told{.judged = {}, .tested = finding.tested};
        told.screen = screen_in_words(finding, first);
        told.evidence = evidence_in_words(chapter, finding, language);
        told.judged.finding = in_words(finding, first, language);
        told.judged.people.insert(finding.people.begin(), finding.people.end());
        const std::string key = key_of(finding, first);
        if (const auto said = by_key.find(key); said != by_key.end()) {
            told.judged = *said->second;
            told.judged.people = among(said->second->people, chapter.participants);
        }
        chapter.told.push_back(std::move(told));
    }
    for (const JudgedFinding& one : judged) {
        if (!one.key.starts_with(kOwnRow) || one.finding.empty()) continue;
        Told told{.judged = one, .tested = chapter.participants.size()};
        told.judged.people = among(one.people, chapter.participants);
        told.evidence = one.evidence;
        if (!told.judged.people.empty()) chapter.told.push_back(std::move(told));
    }
}

}  // namespace ensaio::analytics
