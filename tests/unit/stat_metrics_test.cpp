#include <gtest/gtest.h>

#include <algorithm>

#include "analytics/attempts.hpp"
#include "analytics/findings.hpp"
#include "analytics/json_out.hpp"
#include "analytics/metrics_files.hpp"
#include "analytics/opener.hpp"
#include "scripted_session.hpp"

namespace {

using namespace ensaio;
using analytics::FieldMeasures;
using analytics::FindingKind;
using analytics::MetricRow;
using analytics::TaskMeasures;
using trials::at_the_task;
using trials::Script;

TaskMeasures task_of(const Script& script) { return analytics::measure(script.open()).tasks.at(0); }

FieldMeasures field_of(const Script& script, std::string_view id) {
    const session::Opened opened = script.open();
    const TaskMeasures task = analytics::measure(opened).tasks.at(0);
    const auto found =
        std::ranges::find(task.fields, opened.prototype.field_named(id), &FieldMeasures::field);
    if (found != task.fields.end()) return *found;
    ADD_FAILURE() << id;
    return {};
}

TEST(FieldMeasures, a_field_has_its_first_touch_time_corrections_and_errors) {
    Script script = at_the_task();
    script.fill_until("que_tipo")
        .wait(4)
        .set("tipo", {"carro"})
        .wait(3)
        .set("tipo", {"moto"})
        .wait(1)
        .go_on();
    script.wait(2).go_on().give_up();
    const FieldMeasures kind = field_of(script, "tipo");
    EXPECT_DOUBLE_EQ(*kind.first_touch_s, 4);
    EXPECT_DOUBLE_EQ(kind.active_s, 4 + 3 + 1);
    EXPECT_EQ(kind.corrections, 1u);
    EXPECT_EQ(kind.revisits, 0u);
    EXPECT_TRUE(kind.asked);
    EXPECT_FALSE(kind.blank);
    const FieldMeasures color = field_of(script, "cor");
    EXPECT_FALSE(color.first_touch_s.has_value());
    EXPECT_EQ(color.errors, 1u);
    EXPECT_EQ(color.order, 0u);
    EXPECT_FALSE(color.asked) << "its screen was never left for the next one";
}

TEST(FieldMeasures, fields_are_in_the_order_of_their_first_touch_and_coming_back_is_told) {
    Script script = at_the_task();
    script.fill_until("como_e")
        .set("modelo", {"Gol"})
        .set("cor", {"prata"})
        .set("modelo", {"Fusca"})
        .give_up();
    EXPECT_EQ(field_of(script, "modelo").order + 1, field_of(script, "cor").order);
    EXPECT_EQ(field_of(script, "modelo").revisits, 1u);
    EXPECT_EQ(field_of(script, "cor").revisits, 0u);
    const session::Opened opened = script.open();
    EXPECT_EQ(task_of(script).last_field, opened.prototype.field_named("modelo"));
}

TEST(FieldMeasures, hidden_time_is_nobodys) {
    Script script = at_the_task();
    script.fill_until("que_tipo").wait(1).set("tipo", {"carro"}).hide().wait(100).show().wait(2).give_up();
    EXPECT_DOUBLE_EQ(field_of(script, "tipo").active_s, 3);
}

TEST(Measures, reading_ends_with_the_first_thing_done_on_a_screen) {
    Script script = at_the_task();
    script.wait(7).go_on().wait(5).set("tempo", {"mais_de_1_mes"}).wait(2).give_up();
    const TaskMeasures task = task_of(script);
    EXPECT_DOUBLE_EQ(*task.first_action_s, 7);
    EXPECT_DOUBLE_EQ(task.visits.at(0).reading_s, 7);
    EXPECT_DOUBLE_EQ(task.visits.at(1).reading_s, 5);
    EXPECT_DOUBLE_EQ(task.visits.at(1).active_s, 7);
}

TEST(Measures, the_goal_with_another_answer_than_was_asked_for_is_a_wrong_end) {
    session::Opened opened =
        at_the_task().fill_until("que_placa").set("placa", {"QXZ7K31"}).fill_until("protocolo").done().open();
    auto& asked = opened.study.tasks[0].goal_answers;
    asked = {{.field = "tipo", .any = {"moto", "carro"}}};
    EXPECT_EQ(analytics::measure(opened).tasks.at(0).outcome, analytics::Outcome::direct_success);
    asked.push_back({.field = "tipo", .any = {"moto"}});
    EXPECT_EQ(analytics::measure(opened).tasks.at(0).outcome, analytics::Outcome::wrong_end);
    asked = {{.field = "placa", .any = {"qxz-7k31"}}};
    EXPECT_EQ(analytics::measure(opened).tasks.at(0).outcome, analytics::Outcome::direct_success)
        << "however it was typed";
    asked = {{.field = "placa", .any = {"ABC-1234"}}};
    EXPECT_EQ(analytics::measure(opened).tasks.at(0).outcome, analytics::Outcome::wrong_end);
    asked = {{.field = "nada", .any = {"moto"}}};
    EXPECT_EQ(analytics::measure(opened).tasks.at(0).outcome, analytics::Outcome::wrong_end);
}

TEST(Measures, three_quick_dead_clicks_on_one_target_are_rage_and_slow_or_spread_ones_are_not) {
    Script quick = at_the_task();
    quick.dead_click("title")
        .wait(0.4)
        .dead_click("title")
        .wait(0.4)
        .dead_click("title")
        .wait(0.4)
        .dead_click("title");
    EXPECT_EQ(task_of(quick.give_up()).rages, 1u);
    EXPECT_EQ(task_of(quick).clicks, 4u);
    Script slow = at_the_task();
    slow.dead_click("title").wait(1).dead_click("title").wait(1).dead_click("title");
    EXPECT_EQ(task_of(slow.give_up()).rages, 0u);
    Script spread = at_the_task();
    spread.dead_click("title").dead_click("body").dead_click("title");
    EXPECT_EQ(task_of(spread.give_up()).rages, 0u);
}

TEST(Measures, lostness_of_the_straight_way_is_0_and_the_first_step_is_expected) {
    const TaskMeasures straight = task_of(at_the_task().fill_until("protocolo").done());
    EXPECT_DOUBLE_EQ(*straight.lostness, 0);
    EXPECT_EQ(*straight.fewest, 9u);
    EXPECT_EQ(straight.first_step_expected, true);
    Script round = at_the_task();
    round.fill_until("que_tipo").back().go_on().fill_until("protocolo").done();
    EXPECT_NEAR(*task_of(round).lostness, 1 - 9.0 / 11, 1e-12);
    EXPECT_FALSE(task_of(at_the_task().fill_until("que_tipo")).lostness.has_value()) << "interrupted";
}

TEST(Measures, the_first_click_is_wrong_where_it_is_dead_and_where_it_leads_off_the_expected_ways) {
    EXPECT_EQ(task_of(at_the_task().dead_click("title").fill_until("protocolo").done()).first_step_expected,
              false);
    Script later = at_the_task();
    later.go_on().dead_click("title").fill_until("protocolo").done();
    EXPECT_EQ(task_of(later).first_step_expected, true) << "the first click was the step";
    EXPECT_FALSE(task_of(at_the_task().wait(1).give_up()).first_step_expected.has_value());
    session::Opened opened = at_the_task().fill_until("protocolo").done().open();
    opened.study.tasks[0].goal_screen = "carta";
    EXPECT_FALSE(analytics::measure(opened).tasks.at(0).first_step_expected.has_value())
        << "no step is needed";
    opened.study.tasks[0].goal_screen = "ainda_nao";
    EXPECT_EQ(analytics::measure(opened).tasks.at(0).first_step_expected, true);
}

TEST(Measures, a_longer_way_than_was_needed_is_no_direct_success_though_nobody_went_back) {
    const trials::Trial trial = trials::make_trial(
        R"({"format": 1, "id": "volta", "title": "Volta", "prototype": "volta",
            "consent": {"version": "1", "who": "w", "why": "w", "recorded": "r", "use": "u", "duration": "d", "rights": "r", "contact": "c"},
            "tasks": [{"id": "t", "title": "T", "scenario": "S", "success": "S", "goal_screen": "fim"}]})",
        R"({"format": 1, "id": "volta", "title": "Volta", "screens": [
            {"id": "a", "kind": "question", "title": "A",
             "fields": [{"id": "longe", "kind": "yes_no", "label": "Longe"}],
             "branches": [{"when": {"all": [{"field": "longe", "op": "is", "value": "sim"}]}, "to": "b"}], "next": "fim"},
            {"id": "b", "kind": "content", "title": "B", "next": "fim"},
            {"id": "fim", "kind": "confirmation", "title": "F"}]})");
    const auto walked = [&](const char* longer, bool asked_for) {
        Script script(trial, "P01");
        script.agree().start().set("longe", {longer}).go_on();
        if (std::string_view(longer) == "sim") script.go_on();
        session::Opened opened = script.done().open();
        if (asked_for) opened.study.tasks[0].goal_answers = {{.field = "longe", .any = {"sim"}}};
        return analytics::measure(opened).tasks.at(0);
    };
    EXPECT_EQ(walked("nao", false).outcome, analytics::Outcome::direct_success);
    const TaskMeasures longer = walked("sim", false);
    EXPECT_EQ(longer.outcome, analytics::Outcome::indirect_success);
    EXPECT_EQ(longer.detour, 1u);
    EXPECT_EQ(longer.fewest, 2u);
    EXPECT_EQ(longer.first_step_expected, false);
    const TaskMeasures asked = walked("sim", true);
    EXPECT_EQ(asked.outcome, analytics::Outcome::direct_success)
        << "the answer that was asked for leads there";
    EXPECT_EQ(asked.detour, 0u);
    EXPECT_EQ(asked.fewest, 3u);
    EXPECT_EQ(asked.first_step_expected, true);
    EXPECT_EQ(walked("nao", true).outcome, analytics::Outcome::wrong_end);
}

TEST(Measures, dead_clicks_under_30_px_apart_are_rage_and_those_at_30_px_are_not) {
    const auto rages = [](std::initializer_list<std::pair<std::int32_t, std::int32_t>> places) {
        Script script = at_the_task();
        for (const auto& [x, y] : places) script.dead_click("title", x, y).wait(0.1);
        return task_of(script.give_up()).rages;
    };
    EXPECT_EQ(rages({{0, 0}, {29, 0}, {58, 0}}), 1u);
    EXPECT_EQ(rages({{0, 0}, {30, 0}, {60, 0}}), 0u);
    EXPECT_EQ(rages({{0, 0}, {0, -29}, {0, 0}}), 1u);
    EXPECT_EQ(rages({{0, 0}, {18, 24}, {0, 0}}), 0u) << "30 px in a slanting line";
    EXPECT_EQ(rages({{0, 0}, {18, 23}, {0, 0}}), 1u);
}

TEST(Measures, dead_clicks_under_a_second_apart_are_rage_and_those_a_second_apart_are_not) {
    const auto rages = [](double apart) {
        Script script = at_the_task();
        for (int i = 0; i < 3; ++i) script.dead_click("title").wait(apart);
        return task_of(script.give_up()).rages;
    };
    EXPECT_EQ(rages(0.999), 1u);
    EXPECT_EQ(rages(1), 0u);
}

const MetricRow& row_of(const std::vector<MetricRow>& rows, std::string_view scope, std::string_view id,
                        std::string_view metric, std::string_view segment = "all") {
    static const MetricRow none;
    const auto found = std::ranges::find_if(rows, [&](const MetricRow& row) {
        return row.scope == scope && row.id == id && row.metric == metric && row.segment == segment;
    });
    if (found != rows.end()) return *found;
    ADD_FAILURE() << scope << " " << id << " " << metric;
    return none;
}

analytics::Tally tally_of(const std::vector<session::Opened>& sessions) {
    analytics::Tally tally;
    for (const session::Opened& opened : sessions) tally.add(opened, analytics::measure(opened));
    return tally;
}

TEST(Tally, completion_leaves_out_who_was_interrupted_and_counts_a_session_once) {
    const std::vector<session::Opened> sessions = {
        at_the_task("P01", 1).fill_until("protocolo").done().open(),
        at_the_task("P02", 2).fill_until("que_tipo").give_up().open(),
        at_the_task("P03", 3).fill_until("protocolo").done().open(),
        at_the_task("P04", 4).fill_until("que_tipo").open()};
    analytics::Tally tally = tally_of(sessions);
    EXPECT_FALSE(tally.add(sessions[0], analytics::measure(sessions[0])));
    EXPECT_EQ(tally.sessions(), 4u);
    const std::vector<MetricRow> rows = tally.rows();
    const std::string task = sessions[0].study.tasks[0].id;
    const MetricRow& completion = row_of(rows, "task", task, "completion");
    EXPECT_EQ(*completion.x, 2u);
    EXPECT_EQ(completion.n, 3u);
    EXPECT_EQ(*completion.interval, *analytics::adjusted_wald({2, 3}));
    EXPECT_EQ(row_of(rows, "task", task, "attempts").value, 4);
    EXPECT_EQ(row_of(rows, "task", task, "outcome_interrupted").value, 0.25);
    EXPECT_EQ(row_of(rows, "task", task, "time_on_task").n, 2u);
    EXPECT_NEAR(row_of(rows, "task", task, "time_on_task").value, 8, 1e-9);
    EXPECT_EQ(row_of(rows, "study", sessions[0].study.id, "participants").value, 4);
    EXPECT_EQ(row_of(rows, "screen", "que_tipo", "exits").x, 2u);
    EXPECT_EQ(row_of(rows, "participant", "P02", "successes").value, 0);
    EXPECT_EQ(row_of(rows, "task", task, "completion", "device:celular").n, 3u);
}

TEST(Tally, help_of_the_facilitator_is_no_success_alone) {
    Script helped = at_the_task("P01");
    helped.facilitator_notes(session::Note::Code::helped).fill_until("protocolo").done();
    const session::Opened opened = helped.open();
    const std::vector<MetricRow> rows = tally_of({opened}).rows();
    EXPECT_EQ(row_of(rows, "task", opened.study.tasks[0].id, "completion").value, 1);
    EXPECT_EQ(row_of(rows, "task", opened.study.tasks[0].id, "completion_without_help").value, 0);
}

TEST(Tally, questionnaires_have_their_means_within_their_scale) {
    const std::vector<session::Opened> sessions = {at_the_task("P01", 1).open(), at_the_task("P02", 2).open(),
                                                   at_the_task("P03", 3).open()};
    analytics::Tally one, two;
    const auto measured = [](double score, bool straight, std::string letter) {
        analytics::SessionMeasures measures;
        measures.sus = analytics::Sus{score, score, score, straight};
        measures.umux = score;
        measures.umux_lite = analytics::UmuxLite{score, 0.65 * score + 22.9};
        measures.letter_useful = std::move(letter);
        return measures;
    };
    one.add(sessions[0], measured(100, true, "sim"));
    two.add(sessions[1], measured(10, false, "nao"));
    two.add(sessions[2], analytics::SessionMeasures{});
    one.merge(two);
    const std::vector<MetricRow> rows = one.rows();
    const std::string& study = sessions[0].study.id;
    for (const char* metric : {"sus", "sus_usability", "sus_learnability", "umux", "umux_lite"}) {
        const MetricRow& row = row_of(rows, "study", study, metric);
        EXPECT_EQ(row.n, 2u) << metric;
        EXPECT_EQ(row.value, 55) << metric;
        EXPECT_EQ(*row.interval, (analytics::Interval{0, 100})) << metric;
    }
    EXPECT_NEAR(row_of(rows, "study", study, "umux_lite_as_sus").value, 58.65, 1e-9);
    EXPECT_EQ(row_of(rows, "study", study, "umux_lite_as_sus").interval->low, 22.9);
    EXPECT_EQ(row_of(rows, "study", study, "sus_straight_lined").value, 0.5);
    EXPECT_EQ(row_of(rows, "study", study, "letter_useful_sim").x, 1u);
    EXPECT_EQ(row_of(rows, "study", study, "letter_useful_sim").n, 2u);
}

TEST(Tally, json_and_csv_tell_the_same_rows) {
    const analytics::Tally tally = tally_of({at_the_task().fill_until("protocolo").done().open()});
    std::string json, csv;
    analytics::write_metrics_json(tally, 3, [&](std::string_view text) { json += text; });
    analytics::write_metrics_csv(tally, [&](std::string_view text) { csv += text; });
    EXPECT_TRUE(
        json.starts_with(R"({"format":"ensaio-metrics-1","sessions":1,"repeated":3,"rows":[{"study":)"));
    EXPECT_TRUE(json.ends_with("}]}\n"));
    const std::vector<MetricRow> rows = tally.rows();
    EXPECT_EQ(std::ranges::count(csv, '\n'), static_cast<std::ptrdiff_t>(rows.size()) + 1);
    for (const MetricRow& row : rows) {
        EXPECT_NE(json.find("\"metric\":\"" + row.metric + "\""), std::string::npos);
        EXPECT_NE(csv.find(analytics::csv_of(row)), std::string::npos);
    }
}

TEST(Tally, the_page_of_the_format_tells_every_name) {
    const std::string page = trials::read_text("docs/formats/metrics.md");
    Script script = at_the_task();
    script.fill_until("que_tipo").wait(2).set("tipo", {"carro"}).fill_until("protocolo").done();
    for (const MetricRow& row : tally_of({script.open()}).rows())
        EXPECT_NE(page.find("`" + row.metric + "`"), std::string::npos) << row.metric;
}

TEST(Tally, no_id_of_a_prototype_becomes_a_formula) {
    MetricRow row;
    row.id = "=1+1";
    EXPECT_NE(analytics::csv_of(row).find("\"'=1+1\""), std::string::npos);
    for (const char* id : {"\n=1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "\tx"}) {
        row.id = id;
        EXPECT_NE(analytics::csv_of(row).find("\"'" + row.id + "\""), std::string::npos) << id;
    }
}

std::string csv_of_all(const analytics::Tally& tally) {
    std::string csv;
    analytics::write_metrics_csv(tally, [&](std::string_view text) { csv += text; });
    return csv;
}

/// Random sessions of all samples, opened.
std::vector<session::Opened> random_sessions(std::uint64_t count) {
    std::vector<session::Opened> sessions;
    for (const char* sample : {"arvore", "calcada", "creche", "desenho", "idoso"}) {
        const trials::Trial trial = trials::sample_trial(sample, true);
        for (std::uint64_t seed = 0; seed < count; ++seed) {
            const trials::Lived lived = trials::live(trial, seed, 90);
            sessions.push_back(*session::open({.header = lived.header,
                                               .study_source = trial.study.source,
                                               .prototype_source = trial.prototype.source,
                                               .records = lived.records,
                                               .damage = {}}));
            sessions.back().session.header.id.front() = static_cast<char>('a' + sessions.size() % 6);
            sessions.back().session.header.participant = "P" + std::to_string(seed % 7);
        }
    }
    return sessions;
}

TEST(Tally, is_the_same_in_whatever_order_and_by_however_many_hands) {
    std::vector<session::Opened> sessions = random_sessions(12);
    std::vector<analytics::SessionMeasures> measures;
    for (const session::Opened& opened : sessions) measures.push_back(analytics::measure(opened));
    analytics::Tally one;
    for (std::size_t i = 0; i < sessions.size(); ++i) one.count(sessions[i], measures[i]);
    const std::string expected = csv_of_all(one);
    std::uint64_t dice = 3;
    for (const std::size_t hands : {1U, 2U, 3U, 8U}) {
        std::vector<std::size_t> order(sessions.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        for (std::size_t i = order.size(); i > 1; --i)
            std::swap(order[i - 1], order[core::split_mix(dice) % i]);
        std::vector<analytics::Tally> tallies(hands);
        for (const std::size_t i : order)
            tallies[core::split_mix(dice) % hands].count(sessions[i], measures[i]);
        analytics::Tally together;
        for (const analytics::Tally& tally : tallies) together.merge(tally);
        EXPECT_EQ(csv_of_all(together), expected) << hands;
        EXPECT_EQ(together.sessions(), sessions.size());
    }
}

TEST(Running, sums_without_loss_whatever_is_large_and_small) {
    std::vector<double> values;
    std::uint64_t dice = 1;
    for (int i = 0; i < 1000; ++i)
        values.push_back(static_cast<double>(core::split_mix(dice) % 1'000'000'000) / 1000);
    analytics::Running forwards, backwards;
    for (const double value : values) forwards.add(value);
    std::ranges::reverse(values);
    for (const double value : values) backwards.add(value);
    EXPECT_EQ(forwards.mean(), backwards.mean());
    EXPECT_EQ(forwards.squares(), backwards.squares());
    double mean = 0, squares = 0;
    for (const double value : values) mean += value / 1000;
    for (const double value : values) squares += (value - mean) * (value - mean);
    EXPECT_NEAR(forwards.mean(), mean, 1e-6);
    EXPECT_NEAR(forwards.squares() / squares, 1, 1e-9);
    analytics::Running equal;
    for (int i = 0; i < 3; ++i) equal.add(0.1);
    EXPECT_EQ(equal.squares(), 0);
    analytics::Running wild;
    for (int i = 0; i < 1000; ++i) wild.add(i % 2 == 0 ? 1e300 : -1e300);
    EXPECT_EQ(wild.mean(), 0);
}

TEST(Claims, of_two_recordings_of_a_session_the_longer_counts_whichever_came_first) {
    session::Session whole = at_the_task().fill_until("protocolo").done().open().session, part = whole;
    part.records.resize(part.records.size() / 2);
    using Answer = analytics::Claims::Answer;
    for (const bool whole_first : {true, false}) {
        analytics::Claims claims;
        EXPECT_EQ(claims.claim(whole_first ? whole : part), Answer::counts);
        EXPECT_EQ(claims.claim(whole_first ? whole : part), Answer::repeated);
        EXPECT_FALSE(claims.disputed());
        EXPECT_EQ(claims.claim(whole_first ? part : whole), Answer::disputed);
        EXPECT_TRUE(claims.disputed());
        claims.again();
        EXPECT_EQ(claims.claim(part), Answer::repeated);
        EXPECT_EQ(claims.claim(whole), Answer::counts);
        EXPECT_EQ(claims.claim(whole), Answer::repeated);
        EXPECT_FALSE(claims.disputed());
    }
}

TEST(Modality, is_what_the_trace_names_most_and_the_keyboard_only_alone) {
    session::Session session;
    const auto use = [&](int modality, int times) {
        for (int i = 0; i < times; ++i)
            session.trace.samples.push_back({.kind = session::TraceSample::Kind::modality, .x = modality});
    };
    EXPECT_EQ(analytics::modality_of(session), "");
    use(3, 5);
    EXPECT_EQ(analytics::modality_of(session), "keyboard");
    use(0, 1);
    EXPECT_EQ(analytics::modality_of(session), "mouse");
    use(1, 2);
    EXPECT_EQ(analytics::modality_of(session), "touch");
    use(99, 9);
    use(-1, 9);
    EXPECT_EQ(analytics::modality_of(session), "touch");
}

TEST(Tally, has_the_modality_as_a_segment) {
    session::Opened opened = at_the_task().fill_until("protocolo").done().open();
    opened.session.trace.samples.push_back({.kind = session::TraceSample::Kind::modality, .x = 4});
    const auto rows = tally_of({opened}).rows();
    EXPECT_EQ(row_of(rows, "task", opened.study.tasks[0].id, "completion", "modality:assistive").value, 1);
}

TEST(Attempts, have_a_line_each_with_as_many_cells_as_the_header) {
    const session::Opened opened = at_the_task("=P01").fill_until("protocolo").done().open();
    std::string csv(analytics::attempts_header());
    analytics::append_attempts(csv, opened, analytics::measure(opened));
    const std::size_t end = csv.find('\n');
    const std::string head = csv.substr(0, end), line = csv.substr(end + 1);
    EXPECT_EQ(std::ranges::count(head, ','), std::ranges::count(line, ','));
    EXPECT_NE(line.find("\"direct_success\""), std::string::npos);
    EXPECT_NE(line.find("\"'=P01\""), std::string::npos);
    EXPECT_TRUE(line.ends_with("\r\n"));
}

TEST(Opener, sessions_of_one_version_share_what_was_read_and_an_altered_source_is_refused) {
    analytics::Opener opener;
    const session::Opened first = at_the_task("P01", 1).fill_until("protocolo").done().open();
    const session::Opened second = at_the_task("P02", 2).fill_until("que_tipo").give_up().open();
    const auto known = opener.open(first.session);
    ASSERT_TRUE(known.has_value());
    const analytics::Opener::Known* place = *known;
    ASSERT_EQ(*opener.open(second.session), place);
    EXPECT_EQ(analytics::measure(place->opened, place->guide).tasks.at(0).outcome,
              analytics::Outcome::gave_up);
    session::Session altered = second.session;
    altered.prototype_source += " ";
    EXPECT_EQ(opener.open(altered).error().front().code, "session.hash_mismatch");
}

std::vector<analytics::Finding> findings_of(const std::vector<session::Opened>& sessions) {
    std::vector<const session::Opened*> given;
    for (const session::Opened& opened : sessions) given.push_back(&opened);
    return analytics::find_candidates(given);
}

const analytics::Finding* found(const std::vector<analytics::Finding>& findings, FindingKind kind) {
    const auto place = std::ranges::find(findings, kind, &analytics::Finding::kind);
    return place == findings.end() ? nullptr : &*place;
}

TEST(Findings, giving_up_names_the_field_touched_last) {
    Script script = at_the_task();
    script.fill_until("como_e").set("modelo", {"Gol"}).wait(3).give_up();
    const session::Opened opened = script.open();
    const auto findings = findings_of({opened});
    const auto* left = found(findings, FindingKind::left_at_field);
    ASSERT_NE(left, nullptr);
    EXPECT_EQ(left->field, opened.prototype.field_named("modelo"));
    EXPECT_EQ(left->evidence.front().record, script.last());
}

TEST(Findings, the_third_arrival_at_a_screen_is_a_loop) {
    Script twice = at_the_task();
    twice.fill_until("que_tipo").back().fill_until("que_tipo").fill_until("protocolo").done();
    EXPECT_EQ(found(findings_of({twice.open()}), FindingKind::loop), nullptr);
    Script thrice = at_the_task();
    thrice.fill_until("que_tipo").back().fill_until("que_tipo").back().fill_until("que_tipo");
    const std::size_t third = thrice.last();
    const session::Opened opened = thrice.fill_until("protocolo").done().open();
    const auto findings = findings_of({opened});
    const auto loop = std::ranges::find_if(findings, [&](const analytics::Finding& finding) {
        return finding.kind == FindingKind::loop &&
               finding.screen == opened.prototype.screen_named("que_tipo");
    });
    ASSERT_NE(loop, findings.end());
    EXPECT_EQ(loop->evidence.front().record, third);
}

TEST(Findings, a_long_pause_needs_two_people_and_the_page_in_sight) {
    const auto pausing = [](std::string_view code, std::uint64_t seed) {
        return at_the_task(code, seed)
            .fill_until("que_tipo")
            .wait(30)
            .set("tipo", {"carro"})
            .give_up()
            .open();
    };
    EXPECT_EQ(found(findings_of({pausing("P01", 1)}), FindingKind::long_pause), nullptr);
    EXPECT_EQ(found(findings_of({pausing("P01", 1), pausing("P01", 2)}), FindingKind::long_pause), nullptr);
    const auto findings = findings_of({pausing("P01", 1), pausing("P02", 2)});
    ASSERT_NE(found(findings, FindingKind::long_pause), nullptr);
    EXPECT_EQ(found(findings, FindingKind::long_pause)->people, (std::vector<std::string>{"P01", "P02"}));
    const auto hidden = [](std::string_view code, std::uint64_t seed) {
        return at_the_task(code, seed).hide().wait(60).show().give_up().open();
    };
    EXPECT_EQ(found(findings_of({hidden("P01", 1), hidden("P02", 2)}), FindingKind::long_pause), nullptr);
}

TEST(Findings, a_field_that_takes_twice_the_usual_time_of_three_people_stands_out) {
    std::vector<session::Opened> sessions;
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        Script script = at_the_task("P0" + std::to_string(seed), seed);
        script.fill_until("que_tipo").wait(25).set("tipo", {"carro"}).fill_until("protocolo").done();
        sessions.push_back(script.open());
    }
    const auto findings = findings_of(sessions);
    const auto* slow = found(findings, FindingKind::slow_field);
    ASSERT_NE(slow, nullptr);
    EXPECT_EQ(slow->field, sessions[0].prototype.field_named("tipo"));
    EXPECT_EQ(slow->affected, 3u);
    sessions.pop_back();
    EXPECT_EQ(found(findings_of(sessions), FindingKind::slow_field), nullptr);
}

TEST(Findings, choices_taken_back_and_notes_are_candidates) {
    const auto session = [](std::string_view code, std::uint64_t seed) {
        Script script = at_the_task(code, seed);
        script.fill_until("que_tipo").set("tipo", {"carro"}).set("tipo", {"moto"});
        return script.facilitator_notes(session::Note::Code::asked).give_up().open();
    };
    const auto findings = findings_of({session("P01", 1), session("P02", 2)});
    EXPECT_NE(found(findings, FindingKind::field_corrected), nullptr);
    EXPECT_NE(found(findings, FindingKind::noted), nullptr);
    EXPECT_EQ(found(findings_of({session("P01", 1)}), FindingKind::field_corrected), nullptr);
}

TEST(Findings, every_rule_has_its_reason_and_source) {
    for (const analytics::FindingRule& rule : analytics::finding_rules()) {
        EXPECT_FALSE(rule.name.empty() || rule.reason.empty() || rule.source.empty()) << rule.name;
        EXPECT_GE(rule.fewest_times, rule.fewest_people);
    }
}

}  // namespace
