#include "analytics/findings_files.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "analytics/json_out.hpp"
#include "analytics/judged.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::string_view kOwnRow = "own/";

struct Version {
    const prototype::Prototype* prototype = nullptr;
    std::set<std::string> people;  // who started a task
    std::vector<const Finding*> findings;
    std::vector<JudgedFinding> judged;  // of each of the findings; behind them those that people added
};

bool started_a_task(const session::Opened& opened) {
    return std::ranges::any_of(opened.session.records, [](const session::Record& record) {
        const auto* moved = std::get_if<session::Moved>(&record.event);
        return moved != nullptr && moved->move.kind == study::MoveKind::start_task;
    });
}

void write_rules(JsonOut& out) {
    out.list("rules");
    for (const FindingRule& rule : finding_rules()) {
        out.object().text("kind", rule.name).count("fewest_people", rule.fewest_people);
        out.count("fewest_times", rule.fewest_times);
        out.number("threshold", rule.unit.empty() ? std::nullopt : std::optional(rule.threshold));
        out.text("unit", rule.unit).list("also");
        for (const FindingRule::Bound& bound : rule.also) {
            if (!bound.unit.empty()) out.object().number("least", bound.least).text("unit", bound.unit).end();
        }
        out.end().text("reason", rule.reason).text("source", rule.source).end();
    }
    out.end();
}

void write_judgement(const JudgedFinding& judged, JsonOut& out) {
    out.text("id", judged.id).text("problem", judged.problem).yes("dropped", judged.dropped);
    out.number("severity", judged.severity ? std::optional(judged.severity->value) : std::nullopt);
}

void write(const Finding& finding, const JudgedFinding& judged,
           std::span<const session::Opened* const> sessions, JsonOut& out) {
    const session::Opened& first = *sessions[finding.evidence.front().session];
    const prototype::Prototype& prototype = first.prototype;
    const bool of_task = finding.kind == FindingKind::task_not_done || finding.kind == FindingKind::lost;
    out.object().text("kind", rule_of(finding.kind).name);
    out.text("task", of_task ? first.study.tasks[finding.task].id : "");
    out.text("screen", finding.screen < prototype.screens.size() ? prototype.screens[finding.screen].id : "");
    out.text("field", finding.field < prototype.fields.size() ? prototype.fields[finding.field].id : "");
    out.text("box", finding.box).count("affected", finding.affected).count("tested", finding.tested);
    const auto share = rate({static_cast<unsigned>(finding.affected), static_cast<unsigned>(finding.tested)});
    out.number("share", share ? std::optional(share->share) : std::nullopt);
    out.interval("interval", share ? std::optional(share->interval) : std::nullopt);
    out.list("errors");
    for (const FieldErrors& error : finding.errors)
        out.object().text("rule", prototype::rule_name(error.rule)).count("times", error.times).end();
    out.end().list("evidence");
    for (const Evidence& evidence : finding.evidence) {
        const session::Opened& opened = *sessions[evidence.session];
        out.object().text("session", opened.session.header.id).text("participant", participant_of(opened));
        out.count("record", evidence.record);
        out.number("seconds", static_cast<double>(opened.session.records[evidence.record].at) / 1000).end();
    }
    out.end();
    write_judgement(judged, out);
    out.end();
}

/// What people added; its evidence is theirs.
void write_added(const Version& version, JsonOut& out) {
    out.list("added");
    for (std::size_t i = version.findings.size(); i < version.judged.size(); ++i) {
        out.object().text("finding", version.judged[i].finding);
        write_judgement(version.judged[i], out);
        out.end();
    }
    out.end();
}

/// A row for each participant, a 1 where the finding met them: in the order of the findings and of those
/// added.
void write_matrix(const Version& version, JsonOut& out) {
    out.list("matrix");
    for (const std::string& person : version.people) {
        out.object().text("participant", person).list("met");
        for (const JudgedFinding& judged : version.judged)
            out.count("", judged.people.contains(person) ? 1 : 0);
        out.end().end();
    }
    out.end();
}

void write_problems(const Version& version, JsonOut& out) {
    std::vector<Counted> counted(version.judged.begin(), version.judged.end());
    const std::vector<Problem> problems = problems_of(counted, version.people);
    out.list("problems");
    for (const Problem& problem : problems) {
        out.object().text("id", problem.id).list("findings");
        for (const std::size_t finding : problem.findings) out.count("", finding);
        out.end().list("participants");
        for (const std::string& person : problem.people) out.text("", person);
        out.end().end();
    }
    out.end();
    const auto of = discovery_of(problems, version.people.size());
    if (!of) {
        out.null("discovery");  // one person or no finding says nothing about the others
        return;
    }
    const auto people = people_to_see(of->p_adjusted, kDiscoveryGoal);
    out.object("discovery").count("problems", of->problems).count("seen_once", of->seen_once);
    out.number("p", of->p).number("p_adjusted", of->p_adjusted);
    out.number("share_found", of->share_found).number("total", of->total).number("goal", kDiscoveryGoal);
    out.number("people_for_goal", people ? std::optional(static_cast<double>(*people)) : std::nullopt).end();
}

/// As people left them; of a finding that they were not asked about what was recorded.
void judge(Version& version, std::span<const session::Opened* const> sessions, const Worksheet* edited) {
    const std::vector<JudgedFinding> judged =
        edited == nullptr ? std::vector<JudgedFinding>() : findings_in(*edited);
    for (const Finding* finding : version.findings) {
        const std::string key = key_of(*finding, *sessions[finding->evidence.front().session]);
        const auto said = std::ranges::find(judged, key, &JudgedFinding::key);
        if (said != judged.end()) {
            version.judged.push_back(*said);
        } else {
            version.judged.emplace_back().people.insert(finding->people.begin(), finding->people.end());
        }
    }
    for (const JudgedFinding& one : judged) {
        const auto met_here = [&](const std::string& person) { return version.people.contains(person); };
        if (one.key.starts_with(kOwnRow) && std::ranges::any_of(one.people, met_here))
            version.judged.push_back(one);
    }
}

}  // namespace

std::string findings_json(std::span<const session::Opened* const> sessions, const Worksheet* edited) {
    const std::vector<Finding> findings = find_candidates(sessions);
    std::map<core::Sha256, Version> versions;
    for (const session::Opened* opened : sessions) {
        Version& version = versions[opened->prototype.hash];
        version.prototype = &opened->prototype;
        if (started_a_task(*opened)) version.people.insert(participant_of(*opened));
    }
    for (const Finding& finding : findings)
        versions[sessions[finding.evidence.front().session]->prototype.hash].findings.push_back(&finding);

    JsonOut out;
    out.object().text("format", "ensaio-findings-1").count("sessions", sessions.size());
    write_rules(out);
    out.list("versions");
    for (auto& [hash, version] : versions) {
        judge(version, sessions, edited);
        out.object()
            .text("prototype", version.prototype->id)
            .text("prototype_version", core::hex(hash).substr(0, 8));
        out.count("participants", version.people.size()).list("findings");
        for (std::size_t i = 0; i < version.findings.size(); ++i)
            write(*version.findings[i], version.judged[i], sessions, out);
        out.end();
        write_added(version, out);
        write_matrix(version, out);
        write_problems(version, out);
        out.end();
    }
    return out.end().end().str();
}

}  // namespace ensaio::analytics
