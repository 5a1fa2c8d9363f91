#include "prototype/walkthrough_ways.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

namespace ensaio::prototype {
namespace {

constexpr std::size_t kMostHeld = 16'000'000;  // bytes

class Search {
public:
    Search(const Prototype& prototype, ScreenIndex goal, std::span<const Wanted> wanted,
           std::size_t most_work)
        : prototype_(prototype),
          goal_(goal),
          wanted_(wanted),
          most_work_(most_work),
          size_(prototype.screens.size() + prototype.fields.size() + prototype.tests.size()),
          answers_(prototype, wanted),
          around_(prototype.screens.size()),
          judged_(prototype.fields.size()) {
        for (const Screen& screen : prototype.screens) {
            for (const Check& check : screen.checks) {
                read(check.when, checked_);
                judged_[check.field] = true;
            }
        }
    }

    ShortestWays run() {
        reach(prototype::start(prototype_, 0, 0), kNoNode);
        while (ends_.empty() && !next_.empty() && !exhausted_) {
            auto level = std::exchange(next_, {});
            ++depth_;
            for (auto& [node, state] : level) {
                leave(state, node, false);
                answer(state, node, prototype_.screens[state.screen].first_field);
                held_ -= bytes_of(state);
                state = {};
            }
        }
        ShortestWays ways;
        if (!exhausted_ && !ends_.empty()) ways = found();
        ways.unknown = exhausted_;
        ways.work = done_;
        return ways;
    }

private:
    using Node = std::uint32_t;
    static constexpr Node kNoNode = ~Node{0};
    using Key = std::vector<std::uint64_t>;

    struct Place {
        ScreenIndex screen = kNone;
        unsigned depth = 0;
        std::vector<Node> before;  // all from which it is reached at this depth
    };

    /// What can be come to from a screen, and what is asked about there.
    struct Around {
        std::vector<bool> leads_to;    // per screen, itself only by going round
        std::vector<FieldIndex> read;  // by conditions here or further on; sorted
    };

    /// False once too much has been done.
    bool work() {
        done_ += size_;
        exhausted_ = exhausted_ || done_ > most_work_;
        return !exhausted_;
    }

    /// False once too much would be held at once.
    bool hold(std::size_t bytes) {
        held_ += bytes;
        exhausted_ = exhausted_ || held_ + answers_.held() > kMostHeld;
        return !exhausted_;
    }

    /// Answers the fields of the screen from `field` on in every way that matters, and goes on. The state
    /// stays as it was: a copy for each field of a screen would be too many.
    void answer(State& state, Node node, std::size_t field) {
        const Screen& screen = prototype_.screens[state.screen];
        if (!work()) return;
        if (field >= std::size_t{screen.first_field} + screen.field_count) return leave(state, node, true);
        const auto index = static_cast<FieldIndex>(field);
        if (!is_shown(prototype_, state, index)) return answer(state, node, field + 1);
        const auto answers = answers_.of(state, index);
        exhausted_ = exhausted_ || !answers;
        if (exhausted_) return;
        const std::size_t bytes = bytes_of(*answers);
        if (!hold(bytes)) return;
        done_ += answers->size();
        const Answer before = state.answers[index];
        for (const TellingAnswer& given : *answers) {
            if (given.facts.length_class == 0) {
                clear_answer(prototype_, state, index);
            } else {
                apply_to(
                    prototype_, state,
                    {.kind = ActionKind::set, .target = index, .value = given.value, .facts = given.facts});
            }
            answer(state, node, field + 1);
            put_back(prototype_, state, index, before);
        }
        held_ -= bytes;
    }

    /// Every step from here: *continue* with the answers, the others also without.
    void leave(const State& state, Node node, bool answered) {
        if (is_there(state)) {
            if (std::ranges::find(ends_, node) == ends_.end()) ends_.push_back(node);
            return;
        }
        const auto step = [&](ActionKind kind, std::uint16_t target) {
            State next = state;
            if (work() &&
                apply_to(prototype_, next, {.kind = kind, .target = target, .value = {}, .facts = {}}) ==
                    Effect::moved)
                reach(std::move(next), node);
        };
        const Screen& screen = prototype_.screens[state.screen];
        if (answered) step(ActionKind::go_on, kNone);
        if (screen.skip != kNone) step(ActionKind::skip, kNone);
        for (std::size_t i = 0; i < screen.hotspots.size(); ++i)
            step(ActionKind::press, static_cast<std::uint16_t>(i));
    }

    void reach(State state, Node from) {
        const auto [place, fresh] = met_.try_emplace(key_of(state), static_cast<Node>(places_.size()));
        if (fresh) {
            if (!hold(bytes_of(state) + place->first.size() * sizeof(std::uint64_t) + sizeof(Place))) return;
            places_.push_back({.screen = state.screen, .depth = depth_, .before = {}});
            next_.emplace_back(place->second, std::move(state));
        }
        Place& known = places_[place->second];
        if (from != kNoNode && known.depth == depth_ &&
            std::ranges::find(known.before, from) == known.before.end() && hold(sizeof(Node)))
            known.before.push_back(from);
    }

    bool is_there(const State& state) const {
        return came_by(state, goal_) && std::ranges::all_of(wanted_, [&](const Wanted& wanted) {
                   return has_wanted(prototype_, state, wanted);
               });
    }

    /// Two states with the same key can go on in the same ways.
    Key key_of(const State& state) {
        const Around& around = around_of(state.screen);
        const std::vector<bool> shown = shown_fields(prototype_, state);
        Key key{state.screen, came_by(state, goal_)};
        for (const Wanted& wanted : wanted_) key.push_back(has_wanted(prototype_, state, wanted));
        for (const FieldIndex field : around.read) {
            const Facts& facts = state.answers[field].facts;
            key.push_back(shown[field] ? 1 + (facts.length_class > 0) : 0);
            if (shown[field]) key.push_back(facts.outcomes);
        }
        for (const ScreenIndex before : state.trail) {
            if (around.leads_to[before]) key.push_back(before);
            // A check screen finds what was skipped with wrong answers, and asks the checks again of what is
            // shown.
            const Screen& screen = prototype_.screens[before];
            for (std::size_t i = screen.first_field; i < std::size_t{screen.first_field} + screen.field_count;
                 ++i) {
                const bool may_be_wrong = judged_[i] || state.answers[i].facts.failed != Rule::none;
                if (may_be_wrong && shown[i])
                    key.push_back(2 * (prototype_.screens.size() + i) +
                                  (state.answers[i].facts.failed != Rule::none));
            }
        }
        return key;
    }

    const Around& around_of(ScreenIndex screen) {
        Around& around = around_[screen];
        if (!around.leads_to.empty()) return around;
        around.leads_to.resize(prototype_.screens.size());
        std::vector<ScreenIndex> waiting{screen};
        std::vector<bool> read_here(prototype_.fields.size());
        bool asks_checks = false;
        while (!waiting.empty()) {
            const Screen& here = prototype_.screens[waiting.back()];
            waiting.pop_back();
            read_on(here, read_here);
            asks_checks = asks_checks || here.kind == ScreenKind::check;
            for (const ScreenIndex exit : exits_of(here)) {
                if (around.leads_to[exit]) continue;
                around.leads_to[exit] = true;
                waiting.push_back(exit);
            }
        }
        if (asks_checks) {
            for (const FieldIndex field : checked_) read_here[field] = true;
        }
        for (std::size_t i = 0; i < read_here.size(); ++i) {
            if (read_here[i]) around.read.push_back(static_cast<FieldIndex>(i));
        }
        hold(around.read.capacity() * sizeof(FieldIndex));
        return around;
    }

    void read_on(const Screen& screen, std::vector<bool>& fields) const {
        std::vector<FieldIndex> read_here;
        for (const Branch& branch : screen.branches) read(branch.when, read_here);
        for (const Check& check : screen.checks) read(check.when, read_here);
        for (std::size_t i = 0; i < screen.field_count; ++i)
            read(prototype_.fields[screen.first_field + i].show_if, read_here);
        for (const FieldIndex field : read_here) fields[field] = true;
    }

    void read(const Condition& condition, std::vector<FieldIndex>& fields) const {
        for (const TestIndex index : condition.tests) {
            const Test& test = prototype_.tests[index];
            fields.push_back(test.field);
            if (test.other != kNone) fields.push_back(test.other);
        }
    }

    ShortestWays found() const {
        const unsigned steps = places_[ends_.front()].depth;
        ShortestWays ways;
        ways.steps = steps;
        ways.screens.resize(steps + std::size_t{1});
        std::vector<bool> seen(places_.size());
        std::vector<Node> waiting = ends_;
        for (const Node end : ends_) seen[end] = true;
        while (!waiting.empty()) {
            const Place& place = places_[waiting.back()];
            waiting.pop_back();
            ways.screens[place.depth].push_back(place.screen);
            for (const Node before : place.before) {
                if (!seen[before]) waiting.push_back(before);
                seen[before] = true;
            }
        }
        for (std::vector<ScreenIndex>& screens : ways.screens) {
            std::ranges::sort(screens);
            const auto [end, last] = std::ranges::unique(screens);
            screens.erase(end, last);
        }
        return ways;
    }

    const Prototype& prototype_;
    const ScreenIndex goal_;
    const std::span<const Wanted> wanted_;
    const std::size_t most_work_, size_;
    TellingAnswers answers_;
    std::vector<Around> around_;       // per screen, once it was come to
    std::vector<FieldIndex> checked_;  // read by the checks of all screens: a check screen asks them again
    std::vector<bool> judged_;         // per field: some check says that it is wrong
    std::map<Key, Node> met_;
    std::vector<Place> places_;
    std::vector<std::pair<Node, State>> next_;
    std::vector<Node> ends_;
    unsigned depth_ = 0;
    std::size_t done_ = 0;
    std::size_t held_ = 0;  // bytes of states that wait, of answers that are gone through, of what was met
    bool exhausted_ = false;
};

}  // namespace

bool ShortestWays::lead_over(unsigned steps_done, ScreenIndex screen) const {
    return steps_done < screens.size() && std::ranges::binary_search(screens[steps_done], screen);
}

ShortestWays shortest_ways(const Prototype& prototype, ScreenIndex goal, std::span<const Wanted> wanted,
                           std::size_t most_work) {
    if (goal >= prototype.screens.size() || prototype.start >= prototype.screens.size()) return {};
    return Search(prototype, goal, wanted, most_work).run();
}

}  // namespace ensaio::prototype
