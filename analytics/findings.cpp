#include "analytics/findings.hpp"

#include <algorithm>
#include <compare>
#include <map>
#include <set>
#include <utility>

#include "analytics/pressed_box.hpp"

namespace ensaio::analytics {
namespace {

using prototype::ActionKind;
using prototype::Effect;
using session::Moment;
using study::Phase;

constexpr std::size_t kFewestDeadClicks = 2;

/// What makes two observations the same finding.
struct Key {
    core::Sha256 prototype{};
    FindingKind kind = FindingKind::task_not_done;
    prototype::ScreenIndex screen = prototype::kNone;
    prototype::FieldIndex field = prototype::kNone;
    std::string detail;  // id of the task or of the box
    auto operator<=>(const Key&) const = default;
};

class Collecting {
public:
    explicit Collecting(std::span<const session::Opened* const> sessions) : sessions_(sessions) {}

    void see(std::size_t session) {
        const session::Opened& opened = *sessions_[session];
        session::replay(opened, [&](const Moment& moment) {
            if (moment.before.phase == Phase::walking) see(opened, moment, {session, moment.index});
        });
        const SessionMeasures measures = measure(opened);
        for (const TaskMeasures& task : measures.tasks) {
            if (task.outcome == Outcome::gave_up || task.outcome == Outcome::wrong_end)
                see(opened, task, {session, task.last_record});
        }
        if (!measures.tasks.empty()) tested_[opened.prototype.hash].insert(participant_of(opened));
    }

    std::vector<Finding> finish() {
        // Equal keys keep the order in which they come: by version, kind and place.
        std::multimap<std::pair<std::size_t, FindingKind>, Finding> by_spared;
        for (auto& [key, finding] : findings_) {
            if (key.kind == FindingKind::dead_clicks && finding.evidence.size() < kFewestDeadClicks) continue;
            std::set<std::string> affected;
            for (const Evidence& evidence : finding.evidence)
                affected.insert(participant_of(*sessions_[evidence.session]));
            finding.affected = affected.size();
            finding.tested = tested_[key.prototype].size();
            by_spared.emplace(std::pair(sessions_.size() - finding.affected, key.kind), std::move(finding));
        }
        std::vector<Finding> findings;
        for (auto& [key, finding] : by_spared) findings.push_back(std::move(finding));
        return findings;
    }

private:
    Finding& add(const Key& key, const Evidence& evidence) {
        Finding& finding = findings_[key];
        finding.kind = key.kind;
        finding.screen = key.screen;
        finding.field = key.field;
        if (finding.evidence.empty() || finding.evidence.back() != evidence)
            finding.evidence.push_back(evidence);
        return finding;
    }

    void see(const session::Opened& opened, const Moment& moment, const Evidence& evidence) {
        const prototype::ScreenIndex screen = moment.before.walk.screen;
        if (const auto* click = std::get_if<session::DeadClick>(&moment.record.event)) {
            if (click->box.empty()) return;
            const std::string box = steady_box(click->box);
            add({opened.prototype.hash, FindingKind::dead_clicks, screen, prototype::kNone, box}, evidence)
                .box = box;
            return;
        }
        const auto* moved = std::get_if<session::Moved>(&moment.record.event);
        if (moved == nullptr || moved->move.kind != study::MoveKind::walk) return;
        if (moved->move.action.kind == ActionKind::back && moment.effect == Effect::moved) {
            add({opened.prototype.hash, FindingKind::went_back, screen, prototype::kNone, {}}, evidence);
        }
        if (moment.effect != Effect::rejected) return;
        for (const prototype::FieldError& error : moment.after.walk.errors) {
            Finding& finding =
                add({opened.prototype.hash, FindingKind::field_errors, screen, error.field, {}}, evidence);
            const auto known = std::ranges::find(finding.errors, error.rule, &FieldErrors::rule);
            if (known != finding.errors.end()) {
                ++known->times;
            } else {
                finding.errors.push_back({.field = error.field, .rule = error.rule, .times = 1});
            }
        }
    }

    void see(const session::Opened& opened, const TaskMeasures& measures, const Evidence& evidence) {
        const study::Task& task = opened.study.tasks[measures.task];
        const prototype::ScreenIndex goal = opened.prototype.screen_named(task.goal_screen);
        Finding& finding = add(
            {opened.prototype.hash, FindingKind::task_not_done, goal, prototype::kNone, task.id}, evidence);
        if (finding.evidence.size() == 1) finding.task = measures.task;
        ++(measures.outcome == Outcome::gave_up ? finding.gave_up : finding.wrong_end);
    }

    std::span<const session::Opened* const> sessions_;
    std::map<Key, Finding> findings_;
    std::map<core::Sha256, std::set<std::string>> tested_;
};

}  // namespace

const std::string& participant_of(const session::Opened& opened) {
    const session::Header& header = opened.session.header;
    return header.participant.empty() ? header.id : header.participant;
}

std::vector<Finding> find_candidates(std::span<const session::Opened* const> sessions) {
    Collecting collecting(sessions);
    for (std::size_t session = 0; session < sessions.size(); ++session) collecting.see(session);
    return collecting.finish();
}

}  // namespace ensaio::analytics
