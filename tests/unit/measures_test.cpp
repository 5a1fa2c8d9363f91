#include "analytics/measures.hpp"

#include <set>

#include "scripted_session.hpp"

namespace {

using namespace ensaio;
using analytics::Outcome;
using analytics::SessionMeasures;
using analytics::TaskMeasures;
using trials::at_the_task;
using trials::Script;

TaskMeasures only_task(const Script& script) {
    SessionMeasures measures = analytics::measure(script.open());
    EXPECT_EQ(measures.tasks.size(), 1u);
    EXPECT_EQ(measures.inexact, 0u);
    return measures.tasks.empty() ? TaskMeasures() : measures.tasks.front();
}

TEST(Measures, a_straight_walk_to_the_goal_is_a_direct_success) {
    const TaskMeasures task = only_task(at_the_task().fill_until("protocolo").wait(2).done());
    EXPECT_EQ(task.outcome, Outcome::direct_success);
    EXPECT_EQ(task.backtracks, 0u);
    EXPECT_EQ(task.screens, 9u);
    EXPECT_EQ(task.unique_screens, 9u);
    EXPECT_EQ(task.detour, 0u);
    EXPECT_EQ(task.validation_errors, 0u);
}

TEST(Measures, going_back_on_the_way_makes_an_indirect_success_with_a_detour) {
    Script script = at_the_task();
    script.fill_until("que_tipo").back().go_on().fill_until("protocolo").done();
    const TaskMeasures task = only_task(script);
    EXPECT_EQ(task.outcome, Outcome::indirect_success);
    EXPECT_EQ(task.backtracks, 1u);
    EXPECT_EQ(task.screens, 11u);
    EXPECT_EQ(task.unique_screens, 9u);
    EXPECT_EQ(task.detour, 1u);
}

TEST(Measures, changing_an_answer_from_the_check_screen_counts_as_a_backtrack) {
    Script script = at_the_task();
    script.fill_until("conferir").change("cor").set("cor", {"azul"}).go_on().fill_until("protocolo").done();
    const TaskMeasures task = only_task(script);
    EXPECT_EQ(task.backtracks, 1u);
    EXPECT_EQ(task.outcome, Outcome::indirect_success);
    EXPECT_EQ(task.detour, 1u) << "one continue back to the check screen";
}

TEST(Measures, saying_done_without_having_reached_the_goal_is_a_wrong_end) {
    const TaskMeasures task = only_task(at_the_task().fill_until("conferir").done());
    EXPECT_EQ(task.outcome, Outcome::wrong_end);
    EXPECT_FALSE(task.detour.has_value());
}

TEST(Measures, a_request_that_was_sent_stays_a_success_after_going_back) {
    const TaskMeasures task = only_task(at_the_task().fill_until("protocolo").back().done());
    EXPECT_TRUE(task.outcome == Outcome::indirect_success || task.outcome == Outcome::direct_success);
}

TEST(Measures, giving_up_is_told_from_breaking_off) {
    EXPECT_EQ(only_task(at_the_task().fill_until("onde_esta").give_up()).outcome, Outcome::gave_up);
    const TaskMeasures broken_off = only_task(at_the_task().fill_until("onde_esta"));
    EXPECT_EQ(broken_off.outcome, Outcome::interrupted);
    EXPECT_EQ(broken_off.ended, 7'000u) << "the last record";
}

TEST(Measures, hidden_time_is_not_active_and_the_gap_before_resuming_is_no_time_at_all) {
    Script script = at_the_task();               // started at 5 s
    script.wait(4).set("tempo", {"ate_1_mes"});  // not possible on the letter: still a record
    script.wait(3).hide().wait(60).show();       // 60 s hidden
    script.wait(2).hide().wait(600).resume();    // 600 s closed
    script.wait(1).go_on().wait(5).give_up();
    const TaskMeasures task = only_task(script);
    EXPECT_DOUBLE_EQ(task.active_s, 4 + 3 + 2 + 1 + 5);
    EXPECT_DOUBLE_EQ(task.total_s, 4 + 3 + 60 + 2 + 1 + 5);
    ASSERT_EQ(task.visits.size(), 2u);
    EXPECT_DOUBLE_EQ(task.visits[0].active_s, 10);
    EXPECT_DOUBLE_EQ(task.visits[1].active_s, 5);
    EXPECT_EQ(task.started, 5'000u);
    EXPECT_EQ(task.ended, 680'000u) << "the clock of the session runs on";
    EXPECT_DOUBLE_EQ(analytics::measure(script.open()).total_s, 80);
}

TEST(Measures, only_stretches_over_ten_seconds_in_sight_are_pauses) {
    Script script = at_the_task();
    script.wait(10)
        .dead_click("title")
        .wait(10.5)
        .dead_click("title")
        .wait(2)
        .hide()
        .wait(30)
        .show()
        .wait(12)
        .resume()
        .wait(11)
        .give_up();
    EXPECT_DOUBLE_EQ(only_task(script).pauses_s, 10.5 + 11);
}

TEST(Measures, validation_errors_are_counted_by_field_and_rule_each_time_they_are_shown) {
    Script script = at_the_task();
    script.fill_until("como_e").go_on().set("modelo", {"Gol"}).go_on().set("cor", {"azul"}).go_on().give_up();
    const session::Opened opened = script.open();
    const TaskMeasures task = analytics::measure(opened).tasks.at(0);
    EXPECT_EQ(task.validation_errors, 3u);
    ASSERT_EQ(task.errors.size(), 2u);
    EXPECT_EQ(task.errors[0].field, opened.prototype.field_named("cor"));
    EXPECT_EQ(task.errors[0].rule, prototype::Rule::required);
    EXPECT_EQ(task.errors[0].times, 2u);
    EXPECT_EQ(task.errors[1].field, opened.prototype.field_named("modelo"));
    EXPECT_EQ(task.errors[1].times, 1u);
}

TEST(Measures, dead_clicks_count_for_the_task_and_the_screen_they_fell_on) {
    Script script(trials::kept_trial("veiculo-abandonado", true), "P01");
    script.agree()
        .dead_click("title")
        .start()
        .dead_click("title")
        .go_on()
        .dead_click("title")
        .dead_click("")
        .give_up()
        .dead_click("title");
    const TaskMeasures task = only_task(script);
    EXPECT_EQ(task.dead_clicks, 3u);
    ASSERT_EQ(task.visits.size(), 2u);
    EXPECT_EQ(task.visits[0].dead_clicks, 1u);
    EXPECT_EQ(task.visits[1].dead_clicks, 2u);
}

TEST(Measures, ease_and_rating_come_from_the_questions) {
    Script script = at_the_task();
    script.fill_until("protocolo").done().set("seq", {"6"}).go_on();
    EXPECT_FALSE(analytics::measure(script.open()).finished);
    script.set("rating", {"boa"}).go_on();
    const SessionMeasures measures = analytics::measure(script.open());
    ASSERT_EQ(measures.tasks.size(), 1u);
    EXPECT_EQ(measures.tasks[0].ease, 6);
    EXPECT_EQ(measures.rating, "boa");
    EXPECT_TRUE(measures.consented);
    EXPECT_TRUE(measures.finished);
}

TEST(Measures, a_question_left_blank_is_no_answer) {
    Script script = at_the_task();
    script.give_up().go_on();
    const SessionMeasures measures = analytics::measure(script.open());
    EXPECT_FALSE(measures.tasks.at(0).ease.has_value());
    EXPECT_TRUE(measures.rating.empty());
}

TEST(Measures, a_session_without_private_texts_measures_the_same) {
    const auto walk = [](bool made_up_data) {
        Script script = at_the_task("P01", 1, made_up_data);
        script.fill_until("como_e")
            .go_on()
            .fill_until("que_placa")
            .back()
            .go_on()
            .fill_until("protocolo")
            .done()
            .set("seq", {"3"})
            .go_on();
        return only_task(script);
    };
    const TaskMeasures with = walk(true), without = walk(false);
    EXPECT_EQ(with.outcome, without.outcome);
    EXPECT_EQ(with.screens, without.screens);
    EXPECT_EQ(with.detour, without.detour);
    EXPECT_EQ(with.validation_errors, without.validation_errors);
    EXPECT_EQ(with.validation_errors, 2u);
    EXPECT_EQ(with.ease, without.ease);
}

TEST(Measures, a_scale_is_scored_where_all_of_it_was_answered) {
    const trials::Trial trial = trials::sample_trial("idoso", true);
    std::size_t scored = 0, unfinished = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const auto opened =
            session::open(trials::only_session(trials::file_of(trials::live(trial, seed, 250).chunks)));
        ASSERT_TRUE(opened.has_value());
        std::vector<double> items;
        session::replay(*opened, [&](const session::Moment& moment) {
            if (moment.after.phase != study::Phase::after_test) return;
            std::vector<double> answers;
            for (int item = 1; item <= 10; ++item) {
                const prototype::FieldIndex field =
                    opened->study.after_test.field_named("sus_" + std::to_string(item));
                const prototype::Value& value = moment.after.questions.answers[field].value;
                if (value.size() == 1 && value[0].size() == 1 && value[0][0] >= '1' && value[0][0] <= '5')
                    answers.push_back(value[0][0] - '0');
            }
            if (answers.size() == 10) items = answers;
        });
        const SessionMeasures measures = analytics::measure(*opened);
        ASSERT_EQ(measures.sus.has_value(), !items.empty()) << seed;
        if (items.empty()) {
            ++unfinished;
            continue;
        }
        ++scored;
        EXPECT_EQ(measures.sus->score, analytics::sus(items)->score);
    }
    EXPECT_GT(scored, 5u);
    EXPECT_GT(unfinished, 0u);
}

TEST(Measures, of_any_session_fit_together) {
    const trials::Trial trial = trials::kept_trial("calcada", false);
    std::set<Outcome> met;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const auto opened =
            session::open(trials::only_session(trials::file_of(trials::live(trial, seed, 150).chunks)));
        ASSERT_TRUE(opened.has_value());
        const SessionMeasures measures = analytics::measure(*opened);
        for (const TaskMeasures& task : measures.tasks) {
            SCOPED_TRACE(seed);
            met.insert(task.outcome);
            EXPECT_LE(task.active_s, task.total_s);
            EXPECT_LE(task.pauses_s, task.active_s);
            EXPECT_LE(task.total_s, measures.total_s);
            EXPECT_LE(task.started, task.ended);
            EXPECT_LE(task.first_record, task.last_record);
            EXPECT_EQ(task.screens, task.visits.size());
            EXPECT_LE(task.unique_screens, task.screens);
            double active = 0;
            unsigned errors = 0, clicks = 0, dead_clicks = 0;
            for (const analytics::Visit& visit : task.visits) {
                active += visit.active_s;
                errors += visit.errors;
                clicks += visit.clicks;
                dead_clicks += visit.dead_clicks;
            }
            EXPECT_NEAR(active, task.active_s, 1e-6);
            EXPECT_EQ(errors, task.validation_errors);
            EXPECT_EQ(clicks, task.clicks);
            EXPECT_EQ(dead_clicks, task.dead_clicks);
        }
    }
    EXPECT_GE(met.size(), 3u);
}

}  // namespace
