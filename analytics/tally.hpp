// The metrics of any number of sessions, taken in one after the other. What is kept of a session is a few
// dozen bytes.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "analytics/measures.hpp"
#include "analytics/times.hpp"
#include "analytics/wayfinding.hpp"

namespace ensaio::analytics {

/// One figure: a row of `ensaio metrics`. docs/formats/metrics.md has the names.
struct MetricRow {
    std::string study, study_version, prototype,
        prototype_version;  // ids, and the first 8 digits of the SHA-256
    unsigned round = 1;
    std::string segment;           // "all", "device:celular"
    std::string_view scope;        // "study", "task", "screen", "field", "participant"
    std::string task;              // id; empty: not of one task
    std::string id;                // of the screen, the field, the participant; of a task its own
    std::string metric;            // "completion"
    std::string_view unit;         // "share", "s", "count", "score" …
    std::size_t n = 0;             // how many people, attempts, visits … it comes from
    std::optional<std::size_t> x;  // of a share: how many of the n
    double value = 0;
    std::optional<Interval> interval;  // 95 %
};

/// Mean and spread without the values.
struct Running {
    std::size_t n = 0;
    double mean = 0, squares = 0;
    void add(double value) {
        const double off = value - mean;
        mean += off / static_cast<double>(++n);
        squares += off * (value - mean);
    }
};

class Tally {
public:
    /// False: a session with this id was taken in before, and this one is left out.
    bool add(const session::Opened& opened, const SessionMeasures& measures);

    /// Gives all rows, those of one place at a time: together they may be more than what they come from. In
    /// the order of study, round and version; then segment, scope, task and the order of the prototype.
    void rows(const std::function<void(std::span<const MetricRow>)>& each) const;
    std::vector<MetricRow> rows() const;
    std::size_t sessions() const { return ids_.size(); }

private:
    struct ScreenTally {
        std::size_t visits = 0, backs = 0, exits = 0, attempts_in = 0;
        Running active, reading, filling, errors, dead_clicks;
        std::size_t dead = 0, clicks = 0;
    };
    struct FieldTally {
        std::size_t met = 0, asked = 0, wrong = 0, blank = 0, corrected = 0, abandoned = 0;
        Running first_touch, active, corrections, errors, revisits, order;
    };
    struct TaskTally {
        std::array<std::size_t, 5> outcomes{};
        std::size_t helped = 0, raged = 0, first_steps = 0, first_expected = 0, clicks = 0, dead = 0,
                    lost = 0;
        std::vector<Attempt> attempts;  // that were not interrupted
        Running total, pauses, first_action, screens, backtracks, detour, lostness, errors, dead_clicks,
            helps, ease;
        std::vector<ScreenTally> screens_of;
        std::vector<FieldTally> fields_of;
    };
    struct SegmentTally {
        std::size_t sessions = 0, consented = 0, finished = 0, inexact = 0;
        std::set<std::string> participants;
        std::map<std::string, std::size_t> ratings;
        Running total;
        std::vector<TaskTally> tasks;
    };
    struct PersonTally {
        std::size_t sessions = 0, attempts = 0, successes = 0, errors = 0, dead_clicks = 0;
        double active_s = 0;
    };
    struct VersionTally {
        session::Header header;
        unsigned round = 1;
        std::vector<std::string> tasks, screens, fields;  // ids
        std::map<std::string, SegmentTally> segments;
        std::map<std::string, PersonTally> people;
    };
    class Rows;

    static void add(SegmentTally& segment, const std::string& participant, const SessionMeasures& measures);
    static void add(TaskTally& tally, const TaskMeasures& task);

    std::map<std::string, VersionTally> versions_;  // by the hashes of study and prototype
    std::set<std::string> ids_;
};

}  // namespace ensaio::analytics
