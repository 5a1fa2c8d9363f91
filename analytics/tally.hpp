// The metrics of any number of sessions, taken in one after the other. What is kept of a session is a few
// dozen bytes.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "analytics/measures.hpp"
#include "analytics/profiles.hpp"
#include "analytics/times.hpp"
#include "analytics/wayfinding.hpp"

namespace ensaio::analytics {

/// One figure: a row of `ensaio metrics`. docs/formats/metrics.md has the names.
struct MetricRow {
    std::string study, study_version, prototype,
        prototype_version;  // ids, and the first 8 digits of the SHA-256
    unsigned round = 1;
    std::string segment;           // "all", "device:celular", "modality:touch", "profile:idoso"
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

/// Mean and spread without the values. The sums are exact, so that the same values give the same figures in
/// whatever order and by however many threads they were added.
class Running {
public:
    /// Rounded to a billionth, and kept within ten million to either side.
    void add(double value);
    void merge(const Running& other);
    std::size_t n() const { return n_; }
    double mean() const;     // n > 0
    double squares() const;  // sum of the squared distances from the mean

private:
    __extension__ using Wide = __int128;
    std::size_t n_ = 0;
    Wide sum_ = 0, squares_ = 0;
};

/// Which sessions count. Of one that was recorded twice the longer recording does.
class Claims {
public:
    enum class Answer : std::uint8_t {
        counts,
        repeated,  // it was there before
        disputed,  // it was there before and was another recording: what was counted must be counted again
    };
    Answer claim(const session::Session& session);

    bool disputed() const { return disputed_; }
    std::size_t sessions() const { return known_.size(); }
    /// From here on exactly the recordings that are to be counted are, each once: for a second run over the
    /// same files.
    void again();

private:
    struct Recording {
        std::size_t records = 0;
        std::uint64_t sum = 0;
        auto operator<=>(const Recording&) const = default;
    };
    struct Known {
        Recording recording;
        bool open = false;  // not counted yet in the second run
    };
    std::unordered_map<std::string, Known> known_;  // by id
    bool disputed_ = false, settled_ = false;
};

/// Each session is taken for another person's, also where two have the same code: two devices that each begin
/// with P01 are told apart by nothing else. How many codes came again is a row.
class Tally {
public:
    /// Must outlive it.
    explicit Tally(const Profiles* profiles = nullptr) : profiles_(profiles) {}

    /// False: a session with this id was taken in before, and this one is left out.
    bool add(const session::Opened& opened, const SessionMeasures& measures);
    /// The same, of a session that counts: who asks for Claims himself.
    void count(const session::Opened& opened, const SessionMeasures& measures);
    /// Takes in what another tally counted, of other sessions.
    void merge(const Tally& other);

    /// Gives all rows, those of one place at a time: together they may be more than what they come from. In
    /// the order of study, round and version; then segment, scope, task and the order of the prototype.
    void rows(const std::function<void(std::span<const MetricRow>)>& each) const;
    std::vector<MetricRow> rows() const;
    std::size_t sessions() const { return sessions_; }

private:
    struct ScreenTally {
        std::size_t visits = 0, backs = 0, exits = 0, attempts_in = 0;
        Running active, reading, filling, errors, dead_clicks;
        std::size_t dead = 0, clicks = 0;
    };
    struct FieldTally {
        std::size_t met = 0, asked = 0, wrong = 0, blank = 0, corrected = 0, abandoned = 0;
        std::map<prototype::Rule, std::size_t> by_rule;  // errors
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
        std::uint16_t place = 0;  // among the segments of the version, in the order they were met
        std::size_t sessions = 0, consented = 0, finished = 0, inexact = 0;
        std::map<std::string, std::size_t> ratings, letter;  // by option
        Running total, sus, usability, learnability, umux, umux_lite, umux_lite_as_sus;
        std::size_t straight_lined = 0;
        std::vector<TaskTally> tasks;
    };
    /// There are as many as sessions: small.
    struct PersonTally {
        std::uint32_t sessions = 0, attempts = 0, successes = 0, errors = 0, dead_clicks = 0;
        std::uint32_t eases = 0, ease = 0, lostnesses = 0;         // how many, and their sum
        std::int64_t active_ms = 0, success_ms = 0, lostness = 0;  // sums; of lostness in billionths
        std::vector<std::uint16_t> segments;                       // SegmentTally::place, sorted
    };
    struct VersionTally {
        std::string study, prototype, study_hash, prototype_hash;
        unsigned round = 1;
        std::vector<std::string> tasks, screens, fields;  // ids
        std::map<std::string, SegmentTally> segments;
        std::map<std::string, PersonTally> people;
    };
    class Rows;

    static void add(SegmentTally& segment, const SessionMeasures& measures);
    static void add(PersonTally& person, const SessionMeasures& measures);
    static void enter(PersonTally& person, std::uint16_t segment);
    static void add(TaskTally& tally, const TaskMeasures& task);
    static void merge(PersonTally& person, const PersonTally& other,
                      const std::vector<std::uint16_t>& places);
    static void merge(SegmentTally& segment, const SegmentTally& other);
    static void merge(TaskTally& task, const TaskTally& other);
    SegmentTally& segment_of(VersionTally& version, const std::string& name) const;

    const Profiles* profiles_;
    std::map<std::string, VersionTally> versions_;  // by the hashes of study and prototype
    std::size_t sessions_ = 0;
    Claims claims_;
};

}  // namespace ensaio::analytics
