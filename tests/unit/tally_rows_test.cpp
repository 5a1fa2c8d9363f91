// Every row of a few sessions, worked out by hand.

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "analytics/attempts.hpp"
#include "analytics/tally.hpp"
#include "scripted_session.hpp"

namespace {

using namespace ensaio;
using analytics::Interval;
using analytics::MetricRow;
using analytics::Tally;
using trials::Script;
using Numbers = std::vector<double>;

/// The sample of the abandoned vehicle with a short task: letter, how long, not yet.
Script at_the_short_task(std::string_view participant, std::uint64_t seed, const char* round = "1") {
    std::string study = trials::read_text("tests/data/samples/studies/veiculo-abandonado.json");
    const std::string first = "\"round\": 1";
    study.replace(study.find(first), first.size(), std::string("\"round\": ") + round);
    const std::string goal = "\"goal_screen\": \"protocolo\"";
    study.replace(study.find(goal), goal.size(), "\"goal_screen\": \"ainda_nao\"");
    Script script(trials::make_trial(study, trials::read_text("tests/data/samples/veiculo-abandonado.json")),
                  participant, seed);
    script.size(360, 640).wait(2).agree().wait(3).start();
    return script;
}

session::Opened goes_straight() {
    Script script = at_the_short_task("P01", 1);
    script.wait(4).go_on().wait(6).set("tempo", {"ate_5_dias"}).wait(2).go_on().wait(3).done();
    return script.set("seq", {"6"}).go_on().set("rating", {"boa"}).go_on().open();
}

session::Opened goes_round_with_help() {
    Script script = at_the_short_task("P02", 2);
    script.wait(1).dead_click("title").wait(2).go_on();
    script.wait(1).go_on().wait(5).set("tempo", {"mais_de_1_mes"}).wait(1).set("tempo", {"ate_5_dias"});
    script.facilitator_notes(session::Note::Code::helped).wait(2).go_on();
    script.wait(1).back().wait(1).go_on().wait(2).done();
    return script.set("seq", {"4"}).go_on().set("rating", {"ruim"}).go_on().open();
}

session::Opened gives_up() {
    Script script = at_the_short_task("P03", 3);
    script.wait(12).go_on().wait(3).set("tempo", {"ate_5_dias"}).wait(1).give_up();
    return script.set("seq", {"2"}).go_on().open();
}

session::Opened breaks_off() { return at_the_short_task("P04", 4).wait(2).go_on().open(); }

struct Expected {
    std::size_t n = 0;
    std::optional<std::size_t> x;
    double value = 0;
    std::optional<Interval> interval;
};

Expected count(std::size_t number) { return {number, {}, static_cast<double>(number), {}}; }
Expected plain(std::size_t n, double value) { return {n, {}, value, {}}; }
Expected part(std::size_t x, std::size_t n) {
    return {n, x, static_cast<double>(x) / static_cast<double>(n), {}};
}
/// Adjusted Wald, z = 1.959964.
Expected share(std::size_t x, std::size_t n) {
    constexpr double z2 = 1.959964 * 1.959964;
    const double of = static_cast<double>(n) + z2, middle = (static_cast<double>(x) + z2 / 2) / of;
    const double half = std::sqrt(z2 * middle * (1 - middle) / of);
    Expected expected = part(x, n);
    expected.interval = Interval{std::max(0.0, middle - half), std::min(1.0, middle + half)};
    return expected;
}
Expected mean_of(const Numbers& values) {
    return plain(values.size(),
                 std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()));
}
/// With the t interval, kept within the scale; quantiles of a printed table.
Expected mean(const Numbers& values, double least = 0, double most = INFINITY) {
    static const std::map<std::size_t, double> t = {{2, 12.706205}, {3, 4.302653}, {4, 3.182446}};
    Expected expected = mean_of(values);
    double squares = 0;
    for (const double value : values) squares += (value - expected.value) * (value - expected.value);
    const auto n = static_cast<double>(values.size());
    const double half = t.at(values.size()) * std::sqrt(squares / (n - 1) / n);
    expected.interval =
        Interval{std::max(least, expected.value - half), std::min(most, expected.value + half)};
    return expected;
}
Expected with(Expected expected, double low, double high) {
    expected.interval = Interval{low, high};
    return expected;
}

using Place = std::tuple<std::string, std::string, std::string>;  // scope, id, metric

std::map<Place, Expected> by_hand() {
    const double geometric = std::sqrt(15.0 * 16), spread = 12.706205 * std::log(16.0 / 15) / 2;
    std::map<Place, Expected> all;
    const auto put = [&](const char* scope, const char* id,
                         std::initializer_list<std::pair<const char*, Expected>> rows) {
        for (const auto& [metric, expected] : rows) all[{scope, id, metric}] = expected;
    };
    put("study", "veiculo-abandonado",
        {{"sessions", count(4)},
         {"participants", count(4)},
         {"codes_again", count(0)},
         {"inexact_sessions", count(0)},
         {"consented", part(4, 4)},
         {"finished", part(2, 4)},
         {"session_total_s", mean({20, 21, 21, 7})},
         {"rating_boa", share(1, 2)},
         {"rating_ruim", share(1, 2)}});
    put("task", "retirar",
        {{"attempts", count(4)},
         {"outcome_direct_success", part(1, 4)},
         {"outcome_indirect_success", part(1, 4)},
         {"outcome_wrong_end", part(0, 4)},
         {"outcome_gave_up", part(1, 4)},
         {"outcome_interrupted", part(1, 4)},
         {"completion", share(2, 3)},
         {"completion_likely", share(2, 3)},
         {"completion_wilson", with(part(2, 3), 0.2076596, 0.9385081)},
         // 3p² − 2p³ = 0.025; 1 − p³ = 0.025
         {"completion_exact", with(part(2, 3), 0.09429932, 0.99159624)},
         {"completion_without_help", share(1, 3)},
         {"completion_with_help", share(1, 3)},
         {"time_on_task",
          with(plain(2, geometric), geometric * std::exp(-spread), geometric * std::exp(spread))},
         {"time_on_task_mean", plain(2, 15.5)},
         {"time_on_task_median", plain(2, 15.5)},
         {"time_on_task_shortest", plain(2, 15)},
         {"time_on_task_longest", plain(2, 16)},
         {"efficiency_time_based", plain(3, (1.0 / 15 + 1.0 / 16) / 3)},
         {"efficiency_overall_relative", plain(3, 31.0 / 47)},
         {"efficiency_core", plain(3, 200.0 / 3 / (47.0 / 3 / 60))},
         {"total_time", mean({15, 16, 16})},
         {"pauses", mean({0, 0, 12, 0})},
         {"time_to_first_action", mean({4, 1, 12, 2})},
         {"first_step_expected", share(3, 4)},
         {"screens", mean({3, 5, 2})},
         {"backtracks", mean({0, 1, 0, 0})},
         {"detour", mean({0, 0})},
         {"lostness", mean({0, 0.4, 0.5})},
         {"lost", share(0, 3)},
         {"validation_errors", mean({0, 1, 0, 0})},
         {"dead_clicks", mean({0, 1, 0, 0})},
         {"misclicks", part(1, 14)},
         {"rage", share(0, 4)},
         {"helps", mean({0, 1, 0, 0})},
         {"ease", mean({6, 4, 2}, 1, 7)}});
    put("screen", "carta",
        {{"visits", count(4)},
         {"active_time", mean_of({4, 3, 12, 2})},
         {"reading_time", mean_of({4, 1, 12, 2})},
         {"filling_time", mean_of({0, 2, 0, 0})},
         {"validation_errors", mean_of({0, 0, 0, 0})},
         {"dead_clicks", mean_of({0, 1, 0, 0})},
         {"misclicks", part(1, 5)},
         {"backs", part(0, 4)},
         {"exits", share(0, 4)},
         {"screen_score", plain(4, 100 - 20.0 / 2 - (5.25 - 5) / 2)}});
    put("screen", "quanto_tempo",
        {{"visits", count(5)},
         {"active_time", mean_of({8, 9, 1, 4, 0})},
         {"reading_time", mean_of({6, 1, 1, 3, 0})},
         {"filling_time", mean_of({2, 8, 0, 1, 0})},
         {"validation_errors", mean_of({0, 1, 0, 0, 0})},
         {"dead_clicks", mean_of({0, 0, 0, 0, 0})},
         {"misclicks", part(0, 8)},
         {"backs", part(0, 5)},
         {"exits", share(2, 4)},
         {"screen_score", plain(5, 50)}});
    put("screen", "ainda_nao",
        {{"visits", count(3)},
         {"active_time", mean_of({3, 1, 2})},
         {"reading_time", mean_of({3, 1, 2})},
         {"filling_time", mean_of({0, 0, 0})},
         {"validation_errors", mean_of({0, 0, 0})},
         {"dead_clicks", mean_of({0, 0, 0})},
         {"misclicks", part(0, 1)},
         {"backs", part(1, 3)},
         {"exits", share(0, 2)},
         {"screen_score", plain(3, 100)}});
    put("field", "tempo",
        {{"touched", share(3, 3)},
         {"time_to_first_touch", mean({6, 6, 3})},
         {"active_time", mean({8, 8, 4})},
         {"corrections", mean({0, 1, 0})},
         {"corrected", share(1, 3)},
         {"validation_errors", mean({0, 1, 0})},
         {"validation_errors_required", plain(3, 1)},
         {"with_errors", share(1, 3)},
         {"revisits", mean({0, 0, 0})},
         {"order", mean({1, 1, 1}, 1)},
         {"blank", share(0, 2)},
         {"abandoned", share(1, 3)}});
    const auto person = [&](const char* code, bool reached, double active, std::size_t errors,
                            std::size_t dead) {
        put("participant", code,
            {{"sessions", count(1)},
             {"attempts", count(1)},
             {"successes", part(reached, 1)},
             {"active_time", plain(1, active)},
             {"validation_errors", count(errors)},
             {"dead_clicks", count(dead)}});
        if (reached) put("participant", code, {{"time_on_task_mean", plain(1, active)}});
    };
    person("P01", true, 15, 0, 0);
    put("participant", "P01", {{"lostness", plain(1, 0)}, {"ease", plain(1, 6)}});
    person("P02", true, 16, 1, 1);
    put("participant", "P02", {{"lostness", plain(1, 0.4)}, {"ease", plain(1, 4)}});
    person("P03", false, 16, 0, 0);
    put("participant", "P03", {{"lostness", plain(1, 0.5)}, {"ease", plain(1, 2)}});
    person("P04", false, 2, 0, 0);
    return all;
}

TEST(TallyRows, of_four_sessions_are_those_worked_out_by_hand) {
    Tally tally;
    for (const session::Opened& opened : {goes_straight(), goes_round_with_help(), gives_up(), breaks_off()})
        tally.add(opened, analytics::measure(opened));
    std::map<Place, Expected> expected = by_hand();
    for (const MetricRow& row : tally.rows()) {
        if (row.segment != "all") continue;
        SCOPED_TRACE(std::string(row.scope) + " " + row.id + " " + row.metric);
        const auto found = expected.find({std::string(row.scope), row.id, row.metric});
        if (found == expected.end()) {
            ADD_FAILURE() << "nobody expects it";
            continue;
        }
        EXPECT_EQ(row.n, found->second.n);
        EXPECT_EQ(row.x, found->second.x);
        EXPECT_NEAR(row.value, found->second.value, 1e-9);
        EXPECT_EQ(row.interval.has_value(), found->second.interval.has_value());
        if (row.interval && found->second.interval) {
            EXPECT_NEAR(row.interval->low, found->second.interval->low, 2e-6);
            EXPECT_NEAR(row.interval->high, found->second.interval->high, 2e-6);
        }
        expected.erase(found);
    }
    for (const auto& [place, row] : expected)
        ADD_FAILURE() << std::get<0>(place) << " " << std::get<1>(place) << " " << std::get<2>(place)
                      << " is missing";
}

double value_of(const Tally& tally, std::string_view scope, std::string_view id, std::string_view metric) {
    for (const MetricRow& row : tally.rows()) {
        if (row.segment == "all" && row.scope == scope && row.id == id && row.metric == metric)
            return row.value;
    }
    ADD_FAILURE() << scope << " " << id << " " << metric;
    return NAN;
}

/// The seed of a script is also when its session began.
session::Opened once_more(session::Opened opened, std::string_view participant, std::uint64_t later) {
    opened.session.header.participant = participant;
    opened.session.header.started += later;
    return opened;
}

TEST(TallyRows, each_session_counts_and_codes_that_came_again_are_told) {
    const std::vector<session::Opened> sessions = {once_more(gives_up(), "P07", 0),
                                                   once_more(goes_straight(), "P07", 10'000),
                                                   once_more(goes_round_with_help(), "P08", 20'000)};
    Tally tally;
    for (const session::Opened& opened : sessions) tally.count(opened, analytics::measure(opened));
    EXPECT_EQ(value_of(tally, "study", "veiculo-abandonado", "sessions"), 3);
    EXPECT_EQ(value_of(tally, "study", "veiculo-abandonado", "participants"), 2);
    EXPECT_EQ(value_of(tally, "study", "veiculo-abandonado", "codes_again"), 1);
    EXPECT_EQ(value_of(tally, "task", "retirar", "attempts"), 3);
    EXPECT_NEAR(value_of(tally, "task", "retirar", "completion"), 2.0 / 3, 1e-12);
    EXPECT_EQ(value_of(tally, "participant", "P07", "attempts"), 2);
    EXPECT_EQ(value_of(tally, "participant", "P07", "successes"), 0.5);
}

TEST(TallyRows, ratings_of_two_rounds_are_not_put_together) {
    Script second = at_the_short_task("P01", 5, "2");
    second.give_up().go_on().set("rating", {"pessima"}).go_on();
    Tally tally;
    for (const session::Opened& opened : {goes_straight(), second.open()})
        tally.add(opened, analytics::measure(opened));
    std::map<std::pair<unsigned, std::string>, std::size_t> ratings;  // how many answered
    std::set<std::string> versions;
    for (const MetricRow& row : tally.rows()) {
        if (row.segment != "all" || !row.metric.starts_with("rating_")) continue;
        ratings[{row.round, row.metric}] = row.n;
        versions.insert(row.study_version);
    }
    EXPECT_EQ(ratings, (std::map<std::pair<unsigned, std::string>, std::size_t>{{{1, "rating_boa"}, 1},
                                                                                {{2, "rating_pessima"}, 1}}));
    EXPECT_EQ(versions.size(), 2u);
}

TEST(Profiles, are_segments_of_those_who_have_one) {
    const auto profiles =
        analytics::read_profiles("participante;perfil\r\nP01;mora longe\r\n\r\n\"P02\";\"mora perto\"");
    ASSERT_TRUE(profiles.has_value());
    Tally one(&*profiles), two(&*profiles);
    for (const session::Opened& opened : {goes_straight(), gives_up()})
        one.add(opened, analytics::measure(opened));
    const session::Opened helped = goes_round_with_help();
    two.add(helped, analytics::measure(helped));
    two.merge(one);
    std::map<std::string, std::pair<std::size_t, double>> completion;
    std::map<std::string, double> participants;
    for (const MetricRow& row : two.rows()) {
        if (row.metric == "completion") completion[row.segment] = {row.n, row.value};
        if (row.metric == "participants") participants[row.segment] = row.value;
    }
    EXPECT_EQ(completion["profile:mora longe"], std::pair(std::size_t{1}, 1.0));
    EXPECT_EQ(completion["profile:mora perto"], std::pair(std::size_t{1}, 1.0));
    EXPECT_EQ(completion["all"].first, 3u);
    EXPECT_EQ(participants,
              (std::map<std::string, double>{
                  {"all", 3}, {"device:celular", 3}, {"profile:mora longe", 1}, {"profile:mora perto", 1}}));
}

TEST(Profiles, lines_that_cannot_be_are_named) {
    const auto error_of = [](std::string_view csv) {
        const auto profiles = analytics::read_profiles(csv);
        if (profiles) return std::string("none");
        return profiles.error().front().code + " " + profiles.error().front().where;
    };
    EXPECT_EQ(error_of("P01,a\nP02"), "profiles.line 2");
    EXPECT_EQ(error_of("P01,a\n,b"), "profiles.line 2");
    EXPECT_EQ(error_of("P01;\n"), "profiles.line 1");
    EXPECT_EQ(error_of("P01,a\n\nP01,b"), "profiles.twice 3");
    EXPECT_EQ(error_of("P01,a\nP01,a"), "none");
    std::string many;
    for (int i = 0; i < 51; ++i) many += "P" + std::to_string(i) + ",perfil " + std::to_string(i) + "\n";
    EXPECT_EQ(error_of(many), "profiles.too_many ");
    EXPECT_EQ(error_of("\xEF\xBB\xBFparticipant,profile\nP01,a"), "none");
}

}  // namespace
