#include "analytics/tally.hpp"

#include <algorithm>
#include <cmath>

#include "analytics/findings.hpp"

namespace ensaio::analytics {
namespace {

template <class Things>
std::vector<std::string> ids_of(const Things& things) {
    std::vector<std::string> ids;
    for (const auto& thing : things) ids.push_back(thing.id);
    return ids;
}

}  // namespace

bool Tally::add(const session::Opened& opened, const SessionMeasures& measures) {
    if (claims_.claim(opened.session) != Claims::Answer::counts) return false;
    count(opened, measures);
    return true;
}

void Tally::count(const session::Opened& opened, const SessionMeasures& measures) {
    const session::Header& header = opened.session.header;
    VersionTally& version = versions_[header.study_hash + header.prototype_hash];
    if (version.tasks.empty() && version.screens.empty()) {
        version.study = header.study;
        version.prototype = header.prototype;
        version.study_hash = header.study_hash;
        version.prototype_hash = header.prototype_hash;
        version.round = opened.study.round;
        version.tasks = ids_of(opened.study.tasks);
        version.screens = ids_of(opened.prototype.screens);
        version.fields = ids_of(opened.prototype.fields);
    }
    ++sessions_;
    PersonTally& person = version.people[participant_of(opened)];
    add(person, measures);
    const auto add_to = [&](const std::string& name) {
        SegmentTally& segment = segment_of(version, name);
        add(segment, measures);
        enter(person, segment.place);
    };
    add_to("all");
    add_to("device:" + header.device);
    if (!measures.modality.empty()) add_to("modality:" + std::string(measures.modality));
    if (profiles_ == nullptr) return;
    const auto profile = profiles_->find(header.participant);
    if (profile != profiles_->end()) add_to("profile:" + profile->second);
}

void Tally::add(PersonTally& person, const SessionMeasures& measures) {
    constexpr double ms = 1e3, billionths = 1e9;
    ++person.sessions;
    for (const TaskMeasures& task : measures.tasks) {
        ++person.attempts;
        person.errors += task.validation_errors;
        person.dead_clicks += task.dead_clicks;
        person.active_ms += std::llround(task.active_s * ms);
        if (is_success(task.outcome)) {
            ++person.successes;
            person.success_ms += std::llround(task.active_s * ms);
        }
        if (task.ease) ++person.eases, person.ease += static_cast<std::uint32_t>(*task.ease);
        if (task.lostness) ++person.lostnesses, person.lostness += std::llround(*task.lostness * billionths);
    }
}

void Tally::enter(PersonTally& person, std::uint16_t segment) {
    const auto place = std::ranges::lower_bound(person.segments, segment);
    if (place == person.segments.end() || *place != segment) person.segments.insert(place, segment);
}

Tally::SegmentTally& Tally::segment_of(VersionTally& version, const std::string& name) const {
    const auto [place, fresh] = version.segments.try_emplace(name);
    if (fresh) {
        place->second.place = static_cast<std::uint16_t>(version.segments.size() - 1);
        place->second.tasks.resize(version.tasks.size());
        for (TaskTally& task : place->second.tasks) {
            task.screens_of.resize(version.screens.size());
            task.fields_of.resize(version.fields.size());
        }
    }
    return place->second;
}

void Tally::add(SegmentTally& segment, const SessionMeasures& measures) {
    ++segment.sessions;
    segment.consented += measures.consented;
    segment.finished += measures.finished;
    segment.inexact += measures.inexact > 0;
    segment.total.add(measures.total_s);
    if (!measures.rating.empty()) ++segment.ratings[measures.rating];
    if (!measures.letter_useful.empty()) ++segment.letter[measures.letter_useful];
    if (measures.sus) {
        segment.sus.add(measures.sus->score);
        segment.usability.add(measures.sus->usability);
        segment.learnability.add(measures.sus->learnability);
        segment.straight_lined += measures.sus->straight_lined;
    }
    if (measures.umux) segment.umux.add(*measures.umux);
    if (measures.umux_lite) {
        segment.umux_lite.add(measures.umux_lite->score);
        segment.umux_lite_as_sus.add(measures.umux_lite->as_sus);
    }
    for (const TaskMeasures& task : measures.tasks) {
        if (task.task < segment.tasks.size()) add(segment.tasks[task.task], task);
    }
}

void Tally::add(TaskTally& tally, const TaskMeasures& task) {
    ++tally.outcomes[static_cast<std::size_t>(task.outcome)];
    if (task.outcome != Outcome::interrupted) {
        const bool reached = is_success(task.outcome);
        tally.helped += reached && task.helps > 0;
        if (task.active_s > 0) tally.attempts.push_back({.reached = reached, .seconds = task.active_s});
        tally.total.add(task.total_s);
        tally.screens.add(task.screens);
        if (task.lostness) tally.lostness.add(*task.lostness);
        tally.lost += task.lostness && lostness_name(*task.lostness) == "lost";
        if (task.detour) tally.detour.add(*task.detour);
        if (task.ease) tally.ease.add(*task.ease);
    }
    tally.pauses.add(task.pauses_s);
    tally.backtracks.add(task.backtracks);
    tally.errors.add(task.validation_errors);
    tally.dead_clicks.add(task.dead_clicks);
    tally.helps.add(task.helps);
    tally.raged += task.rages > 0;
    tally.clicks += task.clicks;
    tally.dead += task.dead_clicks;
    if (task.first_action_s) tally.first_action.add(*task.first_action_s);
    if (task.first_step_expected) {
        ++tally.first_steps;
        tally.first_expected += *task.first_step_expected;
    }

    for (std::size_t i = 0; i < task.visits.size(); ++i) {
        const Visit& visit = task.visits[i];
        ScreenTally& screen = tally.screens_of[visit.screen];
        ++screen.visits;
        screen.backs += visit.back;
        screen.active.add(visit.active_s);
        screen.reading.add(visit.reading_s);
        screen.filling.add(visit.active_s - visit.reading_s);
        screen.errors.add(visit.errors);
        screen.dead_clicks.add(visit.dead_clicks);
        screen.dead += visit.dead_clicks;
        screen.clicks += visit.clicks;
        const bool given_up = task.outcome == Outcome::gave_up || task.outcome == Outcome::interrupted;
        screen.exits += given_up && i + 1 == task.visits.size();
        const auto before = task.visits.begin() + static_cast<std::ptrdiff_t>(i);
        screen.attempts_in += std::find_if(task.visits.begin(), before, [&](const Visit& other) {
                                  return other.screen == visit.screen;
                              }) == before;
    }
    for (const FieldErrors& error : task.errors)
        tally.fields_of[error.field].by_rule[error.rule] += error.times;
    for (const FieldMeasures& met : task.fields) {
        FieldTally& field = tally.fields_of[met.field];
        ++field.met;
        field.asked += met.asked;
        field.blank += met.asked && met.blank;
        field.wrong += met.errors > 0;
        field.corrected += met.corrections > 0;
        if (met.first_touch_s) {
            field.first_touch.add(*met.first_touch_s);
            field.active.add(met.active_s);
            field.corrections.add(met.corrections);
            field.revisits.add(met.revisits);
            field.order.add(met.order);
        }
        field.errors.add(met.errors);
        field.abandoned += task.outcome == Outcome::gave_up && task.last_field == met.field;
    }
}

}  // namespace ensaio::analytics
