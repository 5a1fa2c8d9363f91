#include <gtest/gtest.h>

#include <cmath>

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

std::vector<analytics::TaskComparison> compared(const std::vector<session::Opened>& a,
                                                const std::vector<session::Opened>& b) {
    const auto pointers = [](const std::vector<session::Opened>& all) {
        std::vector<const session::Opened*> given;
        for (const session::Opened& opened : all) given.push_back(&opened);
        return given;
    };
    return analytics::compare_sessions(pointers(a), pointers(b));
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

TEST(CompareSessions, a_person_with_two_tries_on_one_side_and_an_interrupted_attempt_make_no_pair) {
    const auto tasks = compared(
        {who_gets_there("P01", 1, 10), who_gets_there("P01", 2, 12), who_gets_there("P02", 3, 9)},
        {who_gets_there("P01", 4, 10), at_the_task("P02", 5).wait(3).open(), who_gives_up("P05", 6)});
    ASSERT_EQ(tasks.size(), 1u);
    EXPECT_EQ(tasks[0].b.n, 2u);
    EXPECT_FALSE(tasks[0].paired_completion.has_value());
    EXPECT_FALSE(tasks[0].time.has_value()) << "one time on the other side";
}

TEST(CompareSessions, a_session_given_twice_counts_once_and_a_task_of_one_side_alone_is_left_out) {
    const session::Opened one = who_gets_there("P01", 1, 10);
    EXPECT_EQ(compared({one, one}, {one}).at(0).a.n, 1u);
    trials::Script other(trials::kept_trial("calcada", true), "P09", 9);
    EXPECT_TRUE(compared({one}, {other.agree().start().give_up().open()}).empty());
    EXPECT_TRUE(compared({}, {one}).empty());
}

TEST(CompareSessions, are_told_as_json) {
    const auto tasks = compared({who_gets_there("P01", 1, 10), who_gets_there("P02", 2, 20)},
                                {who_gets_there("P01", 3, 30), who_gives_up("P02", 4)});
    const std::string json = analytics::comparison_json(tasks);
    EXPECT_TRUE(json.starts_with(R"({"format":"ensaio-compare-1","tasks":[{"task":")")) << json;
    EXPECT_NE(json.find(R"("completion":{"a":{"x":2,"n":2,"share":1,)"), std::string::npos) << json;
    EXPECT_NE(json.find(R"("compared":null)"), std::string::npos) << "one time has no spread";
    EXPECT_NE(json.find(R"("same_people":{"both":1,"only_a":1,)"), std::string::npos) << json;
}

}  // namespace
