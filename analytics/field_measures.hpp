// What a person did at each field during one attempt at a task. Definitions: docs/metrics.md.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "prototype/walkthrough.hpp"

namespace ensaio::analytics {

/// Corrections, errors and order of filling as signs of a question that is hard to answer: Jarrett and
/// Gaffney 2008. What counts as each is this program's own definition.
struct FieldMeasures {
    prototype::FieldIndex field = prototype::kNone;
    std::optional<double>
        first_touch_s;         // active time from the first sight of its screen; nothing: never touched
    double active_s = 0;       // with the focus on it, or up to an answer to it
    unsigned corrections = 0;  // choices that took the place of another; typed text that became shorter
    unsigned errors = 0;       // validation errors shown
    unsigned revisits = 0;     // came back to it after another field or screen
    unsigned order = 0;        // 1: the first field that was touched; 0: never touched
    bool blank = false;        // asked when its screen was last left for the next, and not answered
    bool asked = false;        // its screen was left for the next one while it was asked
};

/// Follows the fields of a prototype through an attempt. Times in ms, active time only.
class FieldWatch {
public:
    explicit FieldWatch(std::size_t fields) : met_(fields), seen_at_(fields), seen_(fields) {}

    /// A screen was entered on which these fields can be touched.
    void enter(const prototype::Screen& screen);
    void pass(std::uint64_t active);
    void focus(prototype::FieldIndex field);
    /// An answer that changed something; `corrects`: another one was there. `passed`: the active stretch that
    /// ended with it, already passed.
    void answer(prototype::FieldIndex field, bool corrects, std::uint64_t passed);
    void error(prototype::FieldIndex field);
    /// The screen is left for the next one with these fields asked.
    void leave(const prototype::Prototype& prototype, const prototype::State& state);

    prototype::FieldIndex last() const { return last_; }  // touched; kNone: none
    /// Those that were touched, asked or wrong, in the order of the prototype.
    std::vector<FieldMeasures> finish() const;

private:
    void touch(prototype::FieldIndex field);
    bool knows(prototype::FieldIndex field) const { return field < met_.size(); }

    std::vector<FieldMeasures> met_;
    std::vector<std::uint64_t> seen_at_;
    std::vector<bool> seen_;
    std::uint64_t clock_ = 0;
    unsigned touched_ = 0;
    prototype::FieldIndex current_ = prototype::kNone, last_ = prototype::kNone;
};

}  // namespace ensaio::analytics
