#include "analytics/findings.hpp"

#include <algorithm>
#include <compare>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "analytics/pressed_box.hpp"
#include "analytics/times.hpp"
#include "prototype/field_kinds.hpp"

namespace ensaio::analytics {
namespace {

using prototype::ActionKind;
using prototype::Effect;
using session::Moment;
using study::Phase;

bool is_chosen(const prototype::Field& field) {
    const prototype::Family family = prototype::row_of(field.kind).family;
    return family == prototype::Family::one_of || family == prototype::Family::drop_down;
}

/// As measures.cpp counts corrections: of typed text only what became shorter was taken back.
bool is_typed(const prototype::Field& field) {
    const prototype::Family family = prototype::row_of(field.kind).family;
    return family == prototype::Family::line || family == prototype::Family::lines ||
           family == prototype::Family::parts;
}

/// A press where there was no box.
struct Spot {
    Evidence evidence;
    core::Sha256 prototype{};
    prototype::ScreenIndex screen = prototype::kNone;
    std::int32_t x = 0, y = 0;  // css px from the screen's top left corner
    std::uint32_t width = 0;    // of the page
    std::int64_t from_middle() const { return std::int64_t{x} - width / 2; }
};

double median_of(std::vector<double> values) { return *percentile(values, 0.5); }

/// What makes two observations the same finding.
struct Key {
    core::Sha256 prototype{};
    FindingKind kind = FindingKind::task_not_done;
    prototype::ScreenIndex screen = prototype::kNone;
    prototype::FieldIndex field = prototype::kNone;
    std::string detail;  // id of the task, of the box or of the place
    auto operator<=>(const Key&) const = default;
};

class Collecting {
public:
    explicit Collecting(std::span<const session::Opened* const> sessions) : sessions_(sessions) {}

    void see(std::size_t session) {
        const session::Opened& opened = *sessions_[session];
        arrivals_.clear();
        shortened_.clear();
        width_ = 0;
        last_at_ = 0;
        hidden_ = false;
        std::map<prototype::FieldIndex, std::size_t> answered;  // the first record that answers a field
        session::replay(opened, [&](const Moment& moment) {
            if (moment.before.phase == Phase::walking) see(opened, moment, {session, moment.index});
            follow(opened, moment, {session, moment.index});
            const auto* moved = std::get_if<session::Moved>(&moment.record.event);
            if (moved != nullptr && moment.before.phase == Phase::walking &&
                moment.effect == Effect::changed && moved->move.kind == study::MoveKind::walk &&
                moved->move.action.kind == ActionKind::set)
                answered.try_emplace(moved->move.action.target, moment.index);
        });
        const SessionMeasures measures = measure(opened, guides_.of(opened));
        for (const TaskMeasures& task : measures.tasks) {
            const Evidence end{session, task.last_record};
            if (task.outcome == Outcome::gave_up || task.outcome == Outcome::wrong_end)
                see(opened, task, end);
            if (task.outcome == Outcome::gave_up && task.last_field != prototype::kNone)
                at_field(opened, FindingKind::left_at_field, task.last_field, end);
            // Who gave up early has seen few of the screens, which is not being lost.
            const bool walked_more = task.fewest && task.screens > *task.fewest;
            if (walked_more && task.lostness && *task.lostness > rule_of(FindingKind::lost).threshold)
                of_task(opened, FindingKind::lost, task, end);
            for (const FieldMeasures& field : task.fields) {
                if (const auto at = answered.find(field.field); at != answered.end() && field.first_touch_s)
                    times_[opened.prototype.hash][field.field].push_back(
                        {field.active_s, {session, at->second}});
            }
        }
        if (!measures.tasks.empty()) tested_[opened.prototype.hash].insert(participant_of(opened));
    }

    std::vector<Finding> finish() {
        for (const auto& [prototype, fields] : times_) find_slow_fields(prototype, fields);
        find_dead_spots();
        // Equal keys keep the order in which they come: by version, kind and place.
        std::multimap<std::pair<std::size_t, FindingKind>, Finding> by_spared;
        for (auto& [key, finding] : findings_) {
            std::set<std::string> affected;
            for (const Evidence& evidence : finding.evidence)
                affected.insert(participant_of(*sessions_[evidence.session]));
            const FindingRule& rule = rule_of(key.kind);
            if (finding.evidence.size() < rule.fewest_times || affected.size() < rule.fewest_people) continue;
            finding.people.assign(affected.begin(), affected.end());
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
            if (click->box.empty()) {
                spots_.push_back({.evidence = evidence,
                                  .prototype = opened.prototype.hash,
                                  .screen = screen,
                                  .x = click->x,
                                  .y = click->y,
                                  .width = width_});
                return;
            }
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
        Finding& finding = of_task(opened, FindingKind::task_not_done, measures, evidence);
        ++(measures.outcome == Outcome::gave_up ? finding.gave_up : finding.wrong_end);
    }

    Finding& of_task(const session::Opened& opened, FindingKind kind, const TaskMeasures& measures,
                     const Evidence& evidence) {
        const study::Task& task = opened.study.tasks[measures.task];
        const prototype::ScreenIndex goal = opened.prototype.screen_named(task.goal_screen);
        Finding& finding = add({opened.prototype.hash, kind, goal, prototype::kNone, task.id}, evidence);
        if (finding.evidence.size() == 1) finding.task = measures.task;
        return finding;
    }

    void at_screen(const session::Opened& opened, FindingKind kind, prototype::ScreenIndex screen,
                   const Evidence& evidence) {
        add({opened.prototype.hash, kind, screen, prototype::kNone, {}}, evidence);
    }

    void at_field(const session::Opened& opened, FindingKind kind, prototype::FieldIndex field,
                  const Evidence& evidence) {
        add({opened.prototype.hash, kind, opened.prototype.fields[field].screen, field, {}}, evidence);
    }

    /// What takes more than one record to see: pauses, returns, notes.
    void follow(const session::Opened& opened, const Moment& moment, const Evidence& evidence) {
        const bool walking = moment.before.phase == Phase::walking;
        const prototype::ScreenIndex from = moment.before.walk.screen, to = moment.after.walk.screen;
        const session::Event& event = moment.record.event;
        const std::uint64_t passed = moment.record.at - last_at_;
        last_at_ = moment.record.at;
        const bool resumed = std::holds_alternative<session::Resumed>(event);
        if (walking && !hidden_ && !resumed &&
            static_cast<double>(passed) >= 1000 * rule_of(FindingKind::long_pause).threshold)
            at_screen(opened, FindingKind::long_pause, from, evidence);
        if (resumed) hidden_ = false;
        if (const auto* viewport = std::get_if<session::Viewport>(&event)) width_ = viewport->width;
        if (const auto* visibility = std::get_if<session::Visibility>(&event)) hidden_ = visibility->hidden;
        if (const auto* note = std::get_if<session::Note>(&event); note != nullptr && walking) {
            using Code = session::Note::Code;
            if (note->code != Code::remark && note->code != Code::system_error)
                at_screen(opened, FindingKind::noted, from, evidence);
        }
        if (!walking && moment.after.phase == Phase::walking) {
            arrivals_ = {{to, 1}};
            shortened_.clear();
        }
        const auto* moved = std::get_if<session::Moved>(&event);
        if (moved == nullptr || !walking || moment.after.phase != Phase::walking) return;
        if (moved->move.kind == study::MoveKind::show_card && moment.after.card_open)
            at_screen(opened, FindingKind::looked_again, from, evidence);
        if (moved->move.kind != study::MoveKind::walk) return;
        if (moment.effect == Effect::moved) {
            if (++arrivals_[to] >= static_cast<unsigned>(rule_of(FindingKind::loop).threshold))
                at_screen(opened, FindingKind::loop, to, evidence);
            if (arrivals_[to] > 1 && opened.prototype.screens[to].kind == prototype::ScreenKind::letter)
                at_screen(opened, FindingKind::looked_again, from, evidence);
        }
        if (moment.effect == Effect::changed && moved->move.action.kind == ActionKind::set)
            corrected(opened, moment, moved->move.action.target, evidence);
    }

    void corrected(const session::Opened& opened, const Moment& moment, prototype::FieldIndex field,
                   const Evidence& evidence) {
        const auto before = moment.before.walk.answers[field].facts.length_class;
        const auto after = moment.after.walk.answers[field].facts.length_class;
        if (is_chosen(opened.prototype.fields[field]) && before != 0)
            at_field(opened, FindingKind::field_corrected, field, evidence);
        if (!is_typed(opened.prototype.fields[field]) || after >= before) return;
        std::vector<Evidence>& all = shortened_[field];
        all.push_back(evidence);
        const auto least = static_cast<std::size_t>(rule_of(FindingKind::text_corrected).threshold);
        if (all.size() < least) return;
        // With the last of them that is needed all so far are evidence.
        const std::size_t first = all.size() == least ? 0 : all.size() - 1;
        for (std::size_t i = first; i < all.size(); ++i)
            at_field(opened, FindingKind::text_corrected, field, all[i]);
    }

    /// Each press belongs to the nearest first press within the rule's distance, or is one itself. By the
    /// clock: sessions that come later change nothing at the places there are.
    void find_dead_spots() {
        const auto when = [&](const Spot& spot) {
            const session::Header& header = sessions_[spot.evidence.session]->session.header;
            return std::tuple(header.started, std::string_view(header.id), spot.evidence.record);
        };
        std::ranges::sort(spots_, {}, when);
        const double most = rule_of(FindingKind::dead_spot).threshold;
        std::map<Key, std::vector<const Spot*>> places;  // of a screen, for each kind of device
        for (const Spot& spot : spots_) {
            const std::string& device = sessions_[spot.evidence.session]->session.header.device;
            auto& firsts =
                places[{spot.prototype, FindingKind::dead_spot, spot.screen, prototype::kNone, device}];
            // Squared: the same on every machine.
            const auto distance = [&](const Spot* first) {
                const auto across = static_cast<double>(spot.from_middle() - first->from_middle());
                const auto down = static_cast<double>(std::int64_t{spot.y} - first->y);
                return across * across + down * down;
            };
            const auto nearest = std::ranges::min_element(firsts, {}, distance);
            const bool is_first = nearest == firsts.end() || distance(*nearest) > most * most;
            if (is_first) firsts.push_back(&spot);
            const Spot& first = is_first ? spot : **nearest;
            const std::string place =
                "place:" + device + ":" + std::to_string(first.from_middle()) + "," + std::to_string(first.y);
            Finding& finding =
                add({spot.prototype, FindingKind::dead_spot, spot.screen, prototype::kNone, place},
                    spot.evidence);
            finding.box = place;
            finding.x = first.x;
            finding.y = first.y;
            finding.width = first.width;
        }
        for (auto& [key, finding] : findings_) {
            if (key.kind == FindingKind::dead_spot)
                std::ranges::sort(finding.evidence, {},
                                  [](const Evidence& one) { return std::pair(one.session, one.record); });
        }
    }

    struct Took {
        double seconds = 0;
        Evidence evidence;
    };

    void find_slow_fields(const core::Sha256& prototype,
                          const std::map<prototype::FieldIndex, std::vector<Took>>& fields) {
        const FindingRule& rule = rule_of(FindingKind::slow_field);
        std::map<prototype::FieldIndex, double> middles;
        std::vector<double> all;
        for (const auto& [field, took] : fields) {
            std::vector<double> seconds;
            for (const Took& one : took) seconds.push_back(one.seconds);
            all.push_back(middles[field] = median_of(std::move(seconds)));
        }
        const double usual = median_of(all);
        for (const auto& [field, took] : fields) {
            const double least_s = rule.also[0].least, least_fields = rule.also[1].least;
            if (static_cast<double>(all.size()) < least_fields || middles[field] < least_s ||
                middles[field] < rule.threshold * usual)
                continue;
            const auto& walked = sessions_[took.front().evidence.session]->prototype;
            for (const Took& one : took) {
                if (one.seconds >= rule.threshold * usual)
                    add({prototype, FindingKind::slow_field, walked.fields[field].screen, field, {}},
                        one.evidence);
            }
        }
    }

    std::map<core::Sha256, std::map<prototype::FieldIndex, std::vector<Took>>> times_;
    std::map<prototype::ScreenIndex, unsigned> arrivals_;               // of the attempt under way
    std::map<prototype::FieldIndex, std::vector<Evidence>> shortened_;  // of the attempt under way
    std::vector<Spot> spots_;
    std::uint32_t width_ = 0;  // of the page
    std::uint64_t last_at_ = 0;
    bool hidden_ = false;
    Guides guides_;
    std::span<const session::Opened* const> sessions_;
    std::map<Key, Finding> findings_;
    std::map<core::Sha256, std::set<std::string>> tested_;
};

}  // namespace

const std::string& participant_of(const session::Opened& opened) {
    const session::Header& header = opened.session.header;
    return header.participant.empty() ? header.id : header.participant;
}

std::string version_key(const prototype::Prototype& prototype) {
    return prototype.id + "@" + core::hex(prototype.hash).substr(0, 8);
}

std::string versions_key(const session::Opened& opened) {
    return opened.study.id + "@" + core::hex(opened.study.hash).substr(0, 8) + "/" +
           version_key(opened.prototype);
}

std::string key_of(const Finding& finding, const session::Opened& first) {
    const prototype::Prototype& prototype = first.prototype;
    std::string key = version_key(prototype) + "/" + std::string(rule_of(finding.kind).name);
    if (finding.screen < prototype.screens.size()) key += "/" + prototype.screens[finding.screen].id;
    if (finding.field < prototype.fields.size()) key += "/" + prototype.fields[finding.field].id;
    if (finding.kind == FindingKind::task_not_done || finding.kind == FindingKind::lost)
        key += "/" + first.study.tasks[finding.task].id;
    if (!finding.box.empty()) key += "/" + finding.box;
    return key;
}

std::vector<Finding> find_candidates(std::span<const session::Opened* const> sessions) {
    Collecting collecting(sessions);
    for (std::size_t session = 0; session < sessions.size(); ++session) collecting.see(session);
    return collecting.finish();
}

}  // namespace ensaio::analytics
