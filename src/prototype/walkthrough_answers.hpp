// The answers that a field can be given, as far as any decision of the Walkthrough can tell them apart.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "prototype/walkthrough.hpp"

namespace ensaio::prototype {

/// An answer that a way must give: one of these, as `is_answer` (same_answer.hpp) takes them.
struct Wanted {
    FieldIndex field = kNone;
    std::vector<std::string> any;

    bool operator==(const Wanted&) const = default;
};

/// Whether it is given. An unknown field has no answer.
bool has_wanted(const Prototype& prototype, const State& state, const Wanted& wanted);

struct TellingAnswer {
    Value value;  // of kinds with choices, and the wanted ones; of others the facts say all
    Facts facts;
};

/// About how many bytes the answers take.
std::size_t bytes_of(const std::vector<TellingAnswer>& answers);

/// Every valid answer to a field, one for all that no condition and no Wanted tells apart. Choices are exact.
/// Of typed kinds: all outcomes that fit together (a number is not under 4 and over 6 at once), though
/// perhaps no text has them; never fewer than people could type.
class TellingAnswers {
public:
    TellingAnswers(const Prototype& prototype, std::span<const Wanted> wanted);

    /// Of a field that is asked now. Nothing: more than a thousand.
    std::optional<std::vector<TellingAnswer>> of(const State& state, FieldIndex field);
    /// About how many bytes are kept for the next time.
    std::size_t held() const { return held_; }

private:
    const Prototype& prototype_;
    const std::span<const Wanted> wanted_;
    // Of each field that was asked for, without what depends on other fields' answers.
    std::vector<std::optional<std::vector<TellingAnswer>>> alone_;
    std::size_t held_;
};

}  // namespace ensaio::prototype
