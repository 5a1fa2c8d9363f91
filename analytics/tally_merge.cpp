// Tallies of different sessions, put together: each sum and each list of one is that of both.

#include "analytics/tally.hpp"

namespace ensaio::analytics {
namespace {

template <class Tally, class... Member>
void add_numbers(Tally& tally, const Tally& other, Member... member) {
    ((tally.*member += other.*member), ...);
}

template <class Tally, class... Member>
void merge_means(Tally& tally, const Tally& other, Member... member) {
    ((tally.*member).merge(other.*member), ...);
}

}  // namespace

void Tally::merge(const Tally& other) {
    sessions_ += other.sessions_;
    for (const auto& [key, theirs] : other.versions_) {
        const auto [place, fresh] = versions_.try_emplace(key, theirs);
        if (fresh) continue;
        VersionTally& ours = place->second;
        std::vector<std::uint16_t> places(theirs.segments.size());  // of their segments among ours
        for (const auto& [name, segment] : theirs.segments) {
            SegmentTally& same = segment_of(ours, name);
            places[segment.place] = same.place;
            merge(same, segment);
        }
        for (const auto& [code, person] : theirs.people) merge(ours.people[code], person, places);
    }
}

void Tally::merge(PersonTally& person, const PersonTally& other, const std::vector<std::uint16_t>& places) {
    add_numbers(person, other, &PersonTally::sessions, &PersonTally::attempts, &PersonTally::successes,
                &PersonTally::errors, &PersonTally::dead_clicks, &PersonTally::eases, &PersonTally::ease,
                &PersonTally::lostnesses);
    add_numbers(person, other, &PersonTally::active_ms, &PersonTally::success_ms, &PersonTally::lostness);
    for (const std::uint16_t place : other.segments) enter(person, places[place]);
}

void Tally::merge(SegmentTally& segment, const SegmentTally& other) {
    add_numbers(segment, other, &SegmentTally::sessions, &SegmentTally::consented, &SegmentTally::finished,
                &SegmentTally::inexact, &SegmentTally::straight_lined);
    for (const auto& [option, times] : other.ratings) segment.ratings[option] += times;
    for (const auto& [option, times] : other.letter) segment.letter[option] += times;
    merge_means(segment, other, &SegmentTally::total, &SegmentTally::sus, &SegmentTally::usability,
                &SegmentTally::learnability, &SegmentTally::umux, &SegmentTally::umux_lite,
                &SegmentTally::umux_lite_as_sus);
    for (std::size_t i = 0; i < segment.tasks.size(); ++i) merge(segment.tasks[i], other.tasks[i]);
}

void Tally::merge(TaskTally& task, const TaskTally& other) {
    for (std::size_t i = 0; i < task.outcomes.size(); ++i) task.outcomes[i] += other.outcomes[i];
    add_numbers(task, other, &TaskTally::helped, &TaskTally::raged, &TaskTally::first_steps,
                &TaskTally::first_expected, &TaskTally::clicks, &TaskTally::dead, &TaskTally::lost);
    task.attempts.insert(task.attempts.end(), other.attempts.begin(), other.attempts.end());
    merge_means(task, other, &TaskTally::total, &TaskTally::pauses, &TaskTally::first_action,
                &TaskTally::screens, &TaskTally::backtracks, &TaskTally::detour, &TaskTally::lostness,
                &TaskTally::errors, &TaskTally::dead_clicks, &TaskTally::helps, &TaskTally::ease);
    for (std::size_t i = 0; i < task.screens_of.size(); ++i) {
        ScreenTally& screen = task.screens_of[i];
        const ScreenTally& theirs = other.screens_of[i];
        add_numbers(screen, theirs, &ScreenTally::visits, &ScreenTally::backs, &ScreenTally::exits,
                    &ScreenTally::attempts_in, &ScreenTally::dead, &ScreenTally::clicks);
        merge_means(screen, theirs, &ScreenTally::active, &ScreenTally::reading, &ScreenTally::filling,
                    &ScreenTally::errors, &ScreenTally::dead_clicks);
    }
    for (std::size_t i = 0; i < task.fields_of.size(); ++i) {
        FieldTally& field = task.fields_of[i];
        const FieldTally& theirs = other.fields_of[i];
        add_numbers(field, theirs, &FieldTally::met, &FieldTally::asked, &FieldTally::wrong,
                    &FieldTally::blank, &FieldTally::corrected, &FieldTally::abandoned);
        for (const auto& [rule, times] : theirs.by_rule) field.by_rule[rule] += times;
        merge_means(field, theirs, &FieldTally::first_touch, &FieldTally::active, &FieldTally::corrections,
                    &FieldTally::errors, &FieldTally::revisits, &FieldTally::order);
    }
}

}  // namespace ensaio::analytics
