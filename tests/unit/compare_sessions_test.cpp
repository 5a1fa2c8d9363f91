#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "analytics/compare_sessions.hpp"
#include "scripted_session.hpp"

namespace {

using namespace ensaio;
using trials::at_the_task;

session::Opened who_gets_there(const std::string& code, std::uint64_t seed, double seconds) {
    return at_the_task(code, seed).wait(seconds).fill_until("protocolo").done().open();
}
session::Opened who_gives_up(const std::string& code, std::uint64_t seed) {
    return at_the_task(code, seed).wait(1).give_up().open();
}

analytics::SessionsComparison all_compared(const std::vector<session::Opened>& a,
                                           const std::vector<session::Opened>& b) {
    const auto pointers = [](const std::vector<session::Opened>& all) {
        std::vector<const session::Opened*> given;
        for (const session::Opened& opened : all) given.push_back(&opened);
        return given;
    };
    return analytics::compare_sessions(pointers(a), pointers(b));
}
std::vector<analytics::TaskComparison> compared(const std::vector<session::Opened>& a,
                                                const std::vector<session::Opened>& b) {
    return all_compared(a, b).tasks;
}

/// Who gets there and answers what is asked afterwards.
session::Opened who_answers(const std::string& code, std::uint64_t seed, const char* ease, const char* rating,
                            bool wrong) {
    trials::Script script = at_the_task(code, seed);
    script.fill_until("quanto_tempo");
    if (wrong) script.go_on();
    script.fill_until("protocolo").done().set("seq", {ease}).go_on();
    return script.set("rating", {rating}).go_on().open();
}

TEST(CompareSessions, completion_and_time_come_with_the_interval_of_their_difference) {
    const auto tasks =
        compared({who_gets_there("P01", 1, 10), who_gets_there("P02", 2, 20), who_gives_up("P03", 3)},
                 {who_gets_there("P04", 4, 40), who_gets_there("P05", 5, 70), who_gets_there("P06", 6, 90)});
    ASSERT_EQ(tasks.size(), 1u);
    EXPECT_EQ(tasks[0].a, (analytics::Count{2, 3}));
    EXPECT_EQ(tasks[0].b, (analytics::Count{3, 3}));
    EXPECT_EQ(tasks[0].completion->interval, analytics::compare_rates({2, 3}, {3, 3})->interval);
    // Eight screens of a second each, after what was waited.
    EXPECT_NEAR(tasks[0].time->ratio, std::sqrt(18.0 * 28) / std::cbrt(48.0 * 78 * 98), 1e-9);
    EXPECT_FALSE(tasks[0].paired_completion.has_value()) << "nobody is on both sides";
}

TEST(CompareSessions, who_is_on_both_sides_is_compared_with_themselves) {
    const auto tasks = compared({who_gets_there("P01", 1, 10), who_gets_there("P02", 2, 20),
                                 who_gives_up("P03", 3), who_gives_up("P04", 4)},
                                {who_gets_there("P01", 5, 5), who_gets_there("P02", 6, 30),
                                 who_gets_there("P03", 7, 9), who_gets_there("P09", 8, 9)});
    ASSERT_EQ(tasks.size(), 1u);
    EXPECT_EQ(tasks[0].pairs.both, 2u);
    EXPECT_EQ(tasks[0].pairs.only_b, 1u);
    EXPECT_EQ(tasks[0].pairs.only_a + tasks[0].pairs.neither, 0u);
    EXPECT_NEAR(tasks[0].paired_completion->difference, -1.0 / 3, 1e-12);
    EXPECT_NEAR(tasks[0].paired_time->ratio, std::sqrt(18.0 / 13 * 28 / 38), 1e-9);
}

TEST(CompareSessions, a_code_with_two_tries_on_one_side_and_an_interrupted_attempt_make_no_pair) {
    const std::vector<session::Opened> before = {who_gets_there("P01", 1, 10), who_gives_up("P01", 2),
                                                 who_gets_there("P02", 3, 9)};
    const std::vector<session::Opened> after = {who_gets_there("P01", 4, 10),
                                                at_the_task("P02", 5).wait(3).open(), who_gives_up("P05", 6)};
    for (const auto& sessions : {before, std::vector{before[1], before[2], before[0]}}) {
        const auto tasks = compared(sessions, after);
        ASSERT_EQ(tasks.size(), 1u);
        EXPECT_EQ(tasks[0].a, (analytics::Count{2, 3}));
        EXPECT_EQ(tasks[0].b, (analytics::Count{1, 2}));
        EXPECT_EQ(
            tasks[0].pairs.both + tasks[0].pairs.only_a + tasks[0].pairs.only_b + tasks[0].pairs.neither, 0u);
        EXPECT_FALSE(tasks[0].time.has_value()) << "one time on the other side";
    }
}

TEST(CompareSessions, ease_errors_and_ratings_are_compared_between_groups_and_within_people) {
    const auto comparison =
        all_compared({who_answers("P01", 1, "3", "ruim", true), who_answers("P02", 2, "5", "boa", true),
                      who_answers("P03", 3, "4", "boa", false)},
                     {who_answers("P01", 4, "6", "boa", false), who_answers("P02", 5, "6", "boa", false),
                      who_answers("P04", 6, "7", "excelente", true)});
    ASSERT_EQ(comparison.tasks.size(), 1u);
    const analytics::Compared& ease = comparison.tasks[0].ease;
    EXPECT_EQ(ease.a, (std::vector<double>{3, 5, 4}));
    EXPECT_EQ(ease.b, (std::vector<double>{6, 6, 7}));
    EXPECT_NEAR(ease.difference->difference, 4 - 19.0 / 3, 1e-12);
    EXPECT_EQ(ease.same_a, (std::vector<double>{3, 5}));
    EXPECT_EQ(ease.same_b, (std::vector<double>{6, 6}));
    EXPECT_NEAR(ease.same_people->difference, -2, 1e-12);
    // Differences −3 and −1: −2 ± t(1)·√2/√2
    EXPECT_NEAR(ease.same_people->interval.low, -2 - 12.706205, 1e-5);
    const analytics::Compared& errors = comparison.tasks[0].errors;
    EXPECT_EQ(errors.a, (std::vector<double>{1, 1, 0}));
    EXPECT_EQ(errors.same_a, (std::vector<double>{1, 1}));
    EXPECT_EQ(errors.same_b, (std::vector<double>{0, 0}));
    ASSERT_EQ(comparison.ratings.size(), 3u);
    EXPECT_EQ(comparison.ratings[0].name, "rating_boa");
    EXPECT_EQ(comparison.ratings[0].a, (analytics::Count{2, 3}));
    EXPECT_EQ(comparison.ratings[0].b, (analytics::Count{2, 3}));
    EXPECT_EQ(comparison.ratings[1].name, "rating_excelente");
    EXPECT_EQ(comparison.ratings[1].a, (analytics::Count{0, 3}));
    EXPECT_EQ(comparison.ratings[2].difference->interval, analytics::compare_rates({1, 3}, {0, 3})->interval);
    EXPECT_TRUE(comparison.scores.empty()) << "nobody was asked for SUS";
}

TEST(CompareSessions, sus_is_compared_where_both_sides_answered_it) {
    const trials::Trial trial = trials::sample_trial("idoso", true);
    std::vector<session::Opened> sides[2];
    for (std::uint64_t seed = 0; seed < 120; ++seed) {
        const trials::Lived lived = trials::live(trial, seed, 250);
        session::Opened opened = *session::open({.header = lived.header,
                                                 .study_source = trial.study.source,
                                                 .prototype_source = trial.prototype.source,
                                                 .records = lived.records,
                                                 .damage = {}});
        opened.session.header.participant = "P" + std::to_string(seed / 2);
        sides[seed % 2].push_back(std::move(opened));
    }
    std::map<std::string, double> scores[2];
    for (const std::size_t side : {0U, 1U}) {
        for (const session::Opened& opened : sides[side]) {
            if (const auto measured = analytics::measure(opened); measured.sus)
                scores[side][opened.session.header.participant] = measured.sus->score;
        }
        ASSERT_GE(scores[side].size(), 3u);
    }
    double sum[2] = {0, 0}, within = 0;
    std::size_t same = 0;
    for (const std::size_t side : {0U, 1U}) {
        for (const auto& [person, score] : scores[side]) sum[side] += score;
    }
    for (const auto& [person, score] : scores[0]) {
        if (!scores[1].contains(person)) continue;
        ++same;
        within += score - scores[1][person];
    }
    ASSERT_GE(same, 2u);
    const auto comparison = all_compared(sides[0], sides[1]);
    ASSERT_FALSE(comparison.scores.empty());
    EXPECT_EQ(comparison.scores[0].name, "sus");
    const analytics::Compared& sus = comparison.scores[0].scores;
    EXPECT_NEAR(
        sus.difference->difference,
        sum[0] / static_cast<double>(scores[0].size()) - sum[1] / static_cast<double>(scores[1].size()),
        1e-9);
    EXPECT_EQ(sus.same_a.size(), same);
    EXPECT_NEAR(sus.same_people->difference, within / static_cast<double>(same), 1e-9);
}

TEST(CompareSessions, a_session_given_twice_counts_once_and_a_task_of_one_side_alone_is_left_out) {
    const session::Opened one = who_gets_there("P01", 1, 10);
    EXPECT_EQ(compared({one, one}, {one}).at(0).a.n, 1u);
    trials::Script other(trials::kept_trial("calcada", true), "P09", 9);
    EXPECT_TRUE(compared({one}, {other.agree().start().give_up().open()}).empty());
    EXPECT_TRUE(compared({}, {one}).empty());
}

TEST(CompareSessions, are_told_as_json) {
    const std::string json =
        analytics::comparison_json(all_compared({who_gets_there("P01", 1, 10), who_gets_there("P02", 2, 20)},
                                                {who_gets_there("P01", 3, 30), who_gives_up("P02", 4)}));
    EXPECT_TRUE(json.starts_with(R"({"format":"ensaio-compare-1","tasks":[{"task":")")) << json;
    EXPECT_NE(json.find(R"("completion":{"a":{"x":2,"n":2,"share":1,)"), std::string::npos) << json;
    EXPECT_NE(json.find(R"("compared":null)"), std::string::npos) << "one time has no spread";
    EXPECT_NE(json.find(R"("same_people":{"both":1,"only_a":1,)"), std::string::npos) << json;
    EXPECT_NE(json.find(R"("validation_errors":{"a":{"n":2,"mean":0,"interval":{"low":0,"high":0}},)"),
              std::string::npos)
        << json;
    EXPECT_TRUE(json.ends_with(R"(,"questionnaires":[],"ratings":[]})")) << json;
}

}  // namespace
