#include "session/replay.hpp"

#include <optional>

#include "core/limits.hpp"

#include "random_walk.hpp"

namespace {

using namespace ensaio;
using trials::kSamples;
using trials::Lived;
using trials::Trial;

// What later decisions and the analytics ask of a walk; the texts aside.
void expect_same_facts(const prototype::State& replayed, const prototype::State& lived) {
    EXPECT_EQ(replayed.screen, lived.screen);
    EXPECT_EQ(replayed.trail, lived.trail);
    EXPECT_EQ(replayed.errors, lived.errors);
    EXPECT_EQ(replayed.passed, lived.passed);
    EXPECT_EQ(replayed.changing_from, lived.changing_from);
    EXPECT_EQ(replayed.protocol, lived.protocol);
    ASSERT_EQ(replayed.answers.size(), lived.answers.size());
    for (std::size_t i = 0; i < lived.answers.size(); ++i) {
        EXPECT_EQ(replayed.answers[i].facts, lived.answers[i].facts) << "field " << i;
        EXPECT_EQ(replayed.answers[i].touched, lived.answers[i].touched) << "field " << i;
    }
}

void expect_same_facts(const study::Journey& replayed, const study::Journey& lived) {
    EXPECT_EQ(replayed.phase, lived.phase);
    EXPECT_EQ(replayed.task, lived.task);
    EXPECT_EQ(replayed.card_open, lived.card_open);
    EXPECT_EQ(replayed.options, lived.options);
    EXPECT_EQ(replayed.ends, lived.ends);
    expect_same_facts(replayed.walk, lived.walk);
    expect_same_facts(replayed.questions, lived.questions);
}

session::Opened open_lived(const Lived& lived) {
    auto opened = session::open(trials::only_session(trials::file_of(lived.chunks)));
    if (!opened) {
        ADD_FAILURE() << opened.error().front().code;
        return {};
    }
    return std::move(*opened);
}

void expect_exact_replay(const Trial& trial, std::uint64_t seed) {
    SCOPED_TRACE(trial.prototype.id + (trial.study.made_up_data ? " made up, " : " private, ") +
                 std::to_string(seed));
    const Lived lived = trials::live(trial, seed, 150);
    const session::Opened opened = open_lived(lived);
    EXPECT_EQ(opened.session.records, lived.records);
    EXPECT_TRUE(opened.session.damage.empty());

    std::size_t moved = 0, records = 0;
    const study::Journey end = session::replay(opened, [&](const session::Moment& moment) {
        EXPECT_EQ(moment.index, records++);
        EXPECT_TRUE(moment.exact) << "record " << moment.index;
        if (!std::holds_alternative<session::Moved>(moment.record.event)) {
            if (!std::holds_alternative<session::Resumed>(moment.record.event)) {
                EXPECT_TRUE(moment.before == moment.after);
            }
            return;
        }
        EXPECT_EQ(moment.effect, lived.effects.at(moved)) << "record " << moment.index;
        const study::Journey& then = lived.journeys.at(moved++);
        EXPECT_EQ(study::checksum(opened.study, opened.prototype, moment.after),
                  study::checksum(trial.study, trial.prototype, then));
    });
    EXPECT_EQ(records, lived.records.size());
    EXPECT_EQ(moved, lived.journeys.size());
    if (lived.journeys.empty()) return;
    if (trial.study.made_up_data) {
        EXPECT_TRUE(end == lived.journeys.back());
    } else {
        expect_same_facts(end, lived.journeys.back());
    }
}

TEST(Replay, any_session_runs_again_to_the_same_checksum_at_every_step) {
    for (const char* name : kSamples) {
        for (const bool made_up_data : {false, true}) {
            const Trial trial = trials::sample_trial(name, made_up_data);
            ASSERT_FALSE(trial.prototype.screens.empty());
            for (std::uint64_t seed = 0; seed < 50 && !HasFailure(); ++seed) expect_exact_replay(trial, seed);
        }
    }
}

// The replay changes journeys in place and sums again only what changed; the pure functions say what must
// come out.
TEST(Replay, what_it_keeps_in_step_is_what_the_pure_functions_say) {
    for (const char* name : kSamples) {
        const Trial trial = trials::sample_trial(name, false);
        for (std::uint64_t seed = 0; seed < 12 && !HasFailure(); ++seed) {
            session::Opened opened = open_lived(trials::live(trial, seed, 150));
            // With a checksum that is wrong here and there.
            for (std::size_t i = 0; i < opened.session.records.size(); i += 7) {
                if (auto* moved = std::get_if<session::Moved>(&opened.session.records[i].event))
                    moved->checksum ^= 1;
            }
            study::Journey pure = study::begin(opened.study, opened.prototype, opened.session.header.seed,
                                               session::first_day(opened.session.header));
            session::replay(opened, [&](const session::Moment& moment) {
                ASSERT_TRUE(moment.before == pure) << name << " " << seed << " record " << moment.index;
                prototype::Effect effect = prototype::Effect::nothing;
                bool exact = true;
                if (const auto* moved = std::get_if<session::Moved>(&moment.record.event)) {
                    study::Progress progress =
                        study::advance(opened.study, opened.prototype, pure, moved->move);
                    pure = std::move(progress.journey);
                    effect = progress.effect;
                    exact = static_cast<std::uint32_t>(
                                study::checksum(opened.study, opened.prototype, pure)) == moved->checksum;
                } else if (std::holds_alternative<session::Resumed>(moment.record.event)) {
                    pure = session::forget_private(opened.study, opened.prototype, pure);
                }
                EXPECT_TRUE(moment.after == pure) << name << " " << seed << " record " << moment.index;
                EXPECT_EQ(moment.effect, effect);
                EXPECT_EQ(moment.exact, exact) << name << " " << seed << " record " << moment.index;
            });
        }
    }
}

TEST(Replay, the_random_sessions_reach_every_phase) {
    const Trial trial = trials::sample_trial("veiculo-abandonado", false);
    std::vector<bool> reached(static_cast<std::size_t>(study::Phase::thanks) + 1);
    bool confirmed = false;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        for (const study::Journey& journey : trials::live(trial, seed, 150).journeys) {
            reached[static_cast<std::size_t>(journey.phase)] = true;
            confirmed = confirmed || !journey.walk.protocol.empty();
        }
    }
    EXPECT_EQ(reached, std::vector<bool>(reached.size(), true));
    EXPECT_TRUE(confirmed) << "nobody got to the number of the request";
}

TEST(Replay, a_changed_record_is_seen_as_not_exact) {
    const Trial trial = trials::sample_trial("veiculo-abandonado", false);
    session::Opened opened = open_lived(trials::live(trial, 12, 120));
    std::size_t changed = 0;
    for (session::Record& record : opened.session.records) {
        auto* moved = std::get_if<session::Moved>(&record.event);
        if (moved != nullptr && moved->move.action.facts) {
            moved->move.action.facts->length_class ^= 8;
            break;
        }
        ++changed;
    }
    ASSERT_LT(changed, opened.session.records.size());
    session::replay(opened, [&](const session::Moment& moment) {
        if (moment.index < changed) {
            EXPECT_TRUE(moment.exact);
        }
        if (moment.index == changed) {
            EXPECT_FALSE(moment.exact);
        }
    });
}

TEST(Replay, before_and_after_of_following_moments_meet) {
    const session::Opened opened = open_lived(trials::live(trials::sample_trial("calcada", true), 1, 80));
    study::Journey last = study::begin(opened.study, opened.prototype, opened.session.header.seed,
                                       session::first_day(opened.session.header));
    session::replay(opened, [&](const session::Moment& moment) {
        EXPECT_TRUE(moment.before == last);
        const bool forgets = std::holds_alternative<session::Resumed>(moment.record.event);
        if (moment.effect == prototype::Effect::nothing && !forgets) {
            EXPECT_TRUE(moment.before == moment.after);
        }
        last = moment.after;
    });
}

TEST(Seeker, anywhere_is_what_running_up_to_there_gives) {
    for (const char* sample : {"veiculo-abandonado", "calcada"}) {
        const trials::Trial trial = trials::sample_trial(sample, false);
        for (std::uint64_t seed = 0; seed < 30; ++seed) {
            const trials::Lived lived = trials::live(trial, seed, 300);
            const auto opened = session::open(trials::only_session(trials::file_of(lived.chunks)));
            ASSERT_TRUE(opened.has_value());
            const session::Seeker seeker(*opened);
            const auto& records = opened->session.records;
            session::replay(*opened, [&](const session::Moment& moment) {
                ASSERT_EQ(seeker.at_record(moment.index), moment.before);
                ASSERT_EQ(seeker.at_record(moment.index + 1), moment.after);
                const bool last_of_its_time =
                    moment.index + 1 == records.size() || records[moment.index + 1].at > moment.record.at;
                ASSERT_TRUE(!last_of_its_time || seeker.at_time(moment.record.at) == moment.after);
            });
            EXPECT_EQ(seeker.at_record(records.size() + 100), seeker.at_record(records.size()));
        }
    }
}

TEST(Replay, a_session_whose_sources_are_not_those_it_names_is_not_opened) {
    const Trial trial = trials::sample_trial("calcada", true);
    const session::Session session = trials::only_session(trials::file_of(trials::live(trial, 1, 10).chunks));

    session::Session other_study = session;
    other_study.study_source += ' ';
    EXPECT_EQ(session::open(other_study).error(),
              (core::Errors{{.code = "session.hash_mismatch", .where = "study", .args = {}}}));

    session::Session neither = session;
    neither.study_source.clear();
    neither.prototype_source += ' ';
    EXPECT_EQ(session::open(neither).error(),
              (core::Errors{{.code = "session.no_source", .where = "study", .args = {}},
                            {.code = "session.hash_mismatch", .where = "prototype", .args = {}}}));
}

TEST(Replay, a_session_of_two_sources_that_do_not_fit_together_is_not_opened) {
    const Trial trial = trials::sample_trial("calcada", true),
                other = trials::sample_trial("veiculo-abandonado", true);
    session::Session session = trials::only_session(trials::file_of(trials::live(trial, 1, 10).chunks));
    session.prototype_source = other.prototype.source;
    session.header.prototype_hash = core::hex(other.prototype.hash);
    const auto opened = session::open(session);
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().front().code, "study.other_prototype");
}

TEST(Replay, a_half_hour_of_any_sample_is_a_fiftieth_of_what_is_run_again) {
    for (const char* name : kSamples) {
        const auto opened =
            session::open(trials::only_session(trials::half_an_hour(trials::sample_trial(name, true))));
        ASSERT_TRUE(opened.has_value());
        EXPECT_GT(opened->session.records.size(), 1'500U);
        const std::uint64_t work =
            session::check_amount(opened->session, opened->study, opened->prototype).value();
        EXPECT_GT(work, opened->session.records.size()) << name;
        EXPECT_LE(work * 50, core::kMaxReplayWork) << name;
        EXPECT_LE(opened->session.records.size() * 10, core::kMaxReplayRecords) << name;
    }
}

/// Whether a session of `records` records, of a prototype of `fields` on 500 screens, is too much.
bool is_too_much(std::size_t records, const session::Event& event, std::size_t fields) {
    prototype::Prototype prototype;
    prototype.fields.resize(fields);
    prototype.screens.resize(500);
    session::Session session;
    session.records.assign(records, {.at = 0, .event = event});
    const core::Result<std::uint64_t> amount = session::check_amount(session, {}, prototype);
    EXPECT_TRUE(amount || amount.error().front().code == "session.too_much");
    return !amount;
}

TEST(Replay, a_session_of_too_many_records_or_too_much_in_each_is_not_run) {
    EXPECT_FALSE(is_too_much(core::kMaxReplayRecords, session::Focused{}, 100'000));
    EXPECT_TRUE(is_too_much(core::kMaxReplayRecords + 1, session::Focused{}, 1));
    // Each looks at all fields.
    EXPECT_FALSE(is_too_much(core::kMaxReplayWork / 10'500, session::Resumed{}, 10'000));
    EXPECT_TRUE(is_too_much(core::kMaxReplayWork / 10'500 + 1, session::Resumed{}, 10'000));
    const auto walk = [](prototype::ActionKind kind, std::size_t bytes) {
        study::Move move{.kind = study::MoveKind::walk, .target = prototype::kNone, .action = {}};
        move.action = {.kind = kind, .target = 0, .value = {std::string(bytes, 'a')}, .facts = {}};
        return session::Moved{move, 0};
    };
    EXPECT_TRUE(is_too_much(101, walk(prototype::ActionKind::set, 40'000), 1));
    EXPECT_FALSE(is_too_much(99, walk(prototype::ActionKind::set, 40'000), 1));
    // Each may go the whole way again.
    EXPECT_TRUE(
        is_too_much(core::kMaxReplayWork / 750'000 + 1, walk(prototype::ActionKind::change, 0), 1'000));
    EXPECT_FALSE(
        is_too_much(core::kMaxReplayWork / 750'000 + 1, walk(prototype::ActionKind::back, 0), 1'000));
}

TEST(Replay, what_an_answer_without_facts_is_compared_with_is_counted) {
    const auto is_refused = [](std::size_t records, const prototype::Prototype& prototype,
                               const prototype::Value& value, std::optional<prototype::Facts> facts) {
        study::Move move{.kind = study::MoveKind::walk, .target = prototype::kNone, .action = {}};
        move.action = {.kind = prototype::ActionKind::set, .target = 0, .value = value, .facts = facts};
        session::Session session;
        session.records.assign(records, {.at = 0, .event = session::Moved{move, 0}});
        return !session::check_amount(session, {}, prototype);
    };
    // The words of the conditions that read it.
    prototype::Prototype words;
    words.fields.resize(1);
    for (prototype::TestIndex i = 0; i < core::kMaxTestsPerField; ++i) {
        words.tests.push_back({.field = 0, .value = std::string(10'000, 'x')});
        words.fields.front().read_by.push_back(i);
    }
    EXPECT_TRUE(is_refused(core::kMaxReplayWork / 640'000 + 1, words, {"a"}, std::nullopt));
    EXPECT_FALSE(is_refused(core::kMaxReplayWork / 640'000 - 1, words, {"a"}, std::nullopt));
    EXPECT_FALSE(is_refused(10'000, words, {"a"}, prototype::Facts{})) << "nothing is compared";
    // The options among which it is looked for.
    prototype::Prototype options;
    options.fields.resize(1);
    options.fields.front().options.resize(core::kMaxOptions);
    const prototype::Value all(core::kMaxOptions, "");
    EXPECT_TRUE(is_refused(core::kMaxReplayWork / 250'000 + 1, options, all, std::nullopt));
    EXPECT_FALSE(is_refused(10'000, options, all, prototype::Facts{}));
    // Another answer.
    prototype::Prototype both = words;
    for (prototype::Test& test : both.tests) test.value.clear();
    EXPECT_TRUE(is_refused(9, both, {std::string(40'000, 'x')}, std::nullopt));
}

TEST(Replay, a_seeker_keeps_less_often_what_is_large) {
    const Trial trial = trials::sample_trial("calcada", true);
    session::Opened opened = open_lived(trials::live(trial, 1, 10));
    prototype::Field plain = opened.prototype.fields.front();
    plain.read_by.clear();
    opened.prototype.fields.resize(20'000, plain);
    opened.session.records.assign(2'000, {.at = 0, .event = session::Resumed{}});
    const session::Seeker seeker(opened);
    EXPECT_LE(seeker.kept_bytes(), 4'000'000U);
    for (const std::size_t index : {0U, 63U, 64U, 1'000U, 2'000U})
        EXPECT_EQ(seeker.at_record(index).phase, study::Phase::consent) << index;
}

}  // namespace
