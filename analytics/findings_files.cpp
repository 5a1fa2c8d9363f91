#include "analytics/findings_files.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "analytics/discovery.hpp"
#include "analytics/json_out.hpp"

namespace ensaio::analytics {
namespace {

constexpr double kGoal = 0.85;  // of the problems: how many more people to ask

struct Version {
    const prototype::Prototype* prototype = nullptr;
    std::set<std::string> people;  // who started a task
    std::vector<const Finding*> findings;
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
        out.text("unit", rule.unit).text("reason", rule.reason).text("source", rule.source).end();
    }
    out.end();
}

void write(const Finding& finding, std::span<const session::Opened* const> sessions, JsonOut& out) {
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
    out.end().end();
}

/// A row for each participant, a 1 where the finding met them: in the order of the findings.
void write_matrix(const Version& version, JsonOut& out) {
    out.list("matrix");
    for (const std::string& person : version.people) {
        out.object().text("participant", person).list("met");
        for (const Finding* finding : version.findings)
            out.count("", std::ranges::binary_search(finding->people, person) ? 1 : 0);
        out.end().end();
    }
    out.end();
}

void write_discovery(const Version& version, JsonOut& out) {
    std::vector<unsigned> seen_by;
    for (const Finding* finding : version.findings)
        seen_by.push_back(static_cast<unsigned>(finding->affected));
    const auto of = discovery(seen_by, static_cast<unsigned>(version.people.size()));
    if (!of) {
        out.null("discovery");  // one person or no finding says nothing about the others
        return;
    }
    const auto people = people_to_see(of->p_adjusted, kGoal);
    out.object("discovery").number("p", of->p).number("p_adjusted", of->p_adjusted);
    out.number("share_found", of->share_found).number("total", of->total).number("goal", kGoal);
    out.number("people_for_goal", people ? std::optional(static_cast<double>(*people)) : std::nullopt).end();
}

}  // namespace

std::string findings_json(std::span<const session::Opened* const> sessions) {
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
    for (const auto& [hash, version] : versions) {
        out.object()
            .text("prototype", version.prototype->id)
            .text("prototype_version", core::hex(hash).substr(0, 8));
        out.count("participants", version.people.size()).list("findings");
        for (const Finding* finding : version.findings) write(*finding, sessions, out);
        out.end();
        write_matrix(version, out);
        write_discovery(version, out);
        out.end();
    }
    return out.end().end().str();
}

}  // namespace ensaio::analytics
