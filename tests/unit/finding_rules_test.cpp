#include <gtest/gtest.h>

#include <algorithm>

#include "analytics/finding_words.hpp"
#include "analytics/findings.hpp"
#include "scripted_session.hpp"

namespace {

using namespace ensaio;
using analytics::Finding;
using analytics::FindingKind;
using trials::at_the_task;

std::vector<Finding> findings_of(const std::vector<session::Opened>& sessions) {
    std::vector<const session::Opened*> given;
    for (const session::Opened& opened : sessions) given.push_back(&opened);
    return analytics::find_candidates(given);
}

const Finding* found(const std::vector<Finding>& findings, FindingKind kind) {
    const auto place = std::ranges::find(findings, kind, &Finding::kind);
    return place == findings.end() ? nullptr : &*place;
}

TEST(FindingRules, dead_clicks_tell_what_they_aimed_at_and_two_boxes_are_two_clusters) {
    trials::Script script = at_the_task();
    script.fill_until("como_e")
        .dead_click("title")
        .dead_click("title")
        .dead_click("label:cor")
        .dead_click("label:cor")
        .dead_click("hint:cor");
    const session::Opened opened = script.give_up().open();
    std::vector<std::string> told;
    const auto language = *core::Language::read(trials::read_text("assets/languages/pt-BR.json"));
    for (const Finding& finding : findings_of({opened})) {
        if (finding.kind == FindingKind::dead_clicks)
            told.push_back(analytics::in_words(finding, opened, language));
    }
    ASSERT_EQ(told.size(), 2u) << "one press is no cluster";
    const std::string all = told[0] + told[1];
    EXPECT_NE(all.find("título da tela"), std::string::npos) << all;
    EXPECT_NE(all.find("nome do campo"), std::string::npos) << all;
    EXPECT_NE(all.find("(2×)"), std::string::npos) << all;
}

TEST(FindingRules, a_letter_that_two_people_read_again_was_not_understood_from_where_they_were) {
    const auto reading_again = [](std::string_view code, std::uint64_t seed) {
        trials::Script script = at_the_task(code, seed);
        return script.go_on().wait(1).back().wait(5).fill_until("protocolo").done().open();
    };
    EXPECT_EQ(found(findings_of({reading_again("P01", 1)}), FindingKind::looked_again), nullptr);
    const auto sessions = std::vector{reading_again("P01", 1), reading_again("P02", 2)};
    const auto findings = findings_of(sessions);
    const Finding* again = found(findings, FindingKind::looked_again);
    ASSERT_NE(again, nullptr);
    EXPECT_EQ(again->affected, 2u);
    EXPECT_NE(sessions[0].prototype.screens[again->screen].kind, prototype::ScreenKind::letter);
}

TEST(FindingRules, who_went_round_and_round_was_lost_and_who_went_straight_was_not) {
    trials::Script round = at_the_task("P01");
    for (int i = 0; i < 6; ++i) round.fill_until("que_tipo").back().back();
    const auto findings = findings_of({round.fill_until("protocolo").done().open()});
    ASSERT_NE(found(findings, FindingKind::lost), nullptr);
    EXPECT_EQ(found(findings_of({at_the_task().fill_until("protocolo").done().open()}), FindingKind::lost),
              nullptr);
}

TEST(FindingRules, who_gave_up_at_once_is_not_lost) {
    const session::Opened opened = at_the_task().go_on().wait(2).give_up().open();
    ASSERT_GT(*analytics::measure(opened).tasks.at(0).lostness, 0.5) << "few of the screens were seen";
    EXPECT_EQ(found(findings_of({opened}), FindingKind::lost), nullptr);
}

TEST(FindingRules, every_finding_has_a_sentence_and_evidence_that_exists) {
    const auto language = *core::Language::read(trials::read_text("assets/languages/pt-BR.json"));
    std::vector<session::Opened> sessions;
    const trials::Trial trial = trials::sample_trial("calcada", true);
    for (std::uint64_t seed = 0; seed < 25; ++seed) {
        const trials::Lived lived = trials::live(trial, seed, 120);
        sessions.push_back(*session::open({.header = lived.header,
                                           .study_source = trial.study.source,
                                           .prototype_source = trial.prototype.source,
                                           .records = lived.records,
                                           .damage = {}}));
        sessions.back().session.header.participant = "P" + std::to_string(seed);
    }
    std::set<FindingKind> kinds;
    for (const Finding& finding : findings_of(sessions)) {
        kinds.insert(finding.kind);
        ASSERT_FALSE(finding.evidence.empty());
        const std::string words =
            analytics::in_words(finding, sessions[finding.evidence.front().session], language);
        EXPECT_FALSE(words.empty() || words.find("[worksheet") != std::string::npos) << words;
        for (const analytics::Evidence& evidence : finding.evidence)
            EXPECT_LT(evidence.record, sessions.at(evidence.session).session.records.size());
        EXPECT_LE(finding.affected, finding.tested);
        EXPECT_EQ(finding.affected, finding.people.size());
    }
    EXPECT_GE(kinds.size(), 7u);
}

session::Opened shortening(std::string_view code, std::uint64_t seed, int times) {
    trials::Script script = at_the_task(code, seed);
    script.fill_until("como_e");
    for (int i = 0; i < times; ++i) script.set("modelo", {"Fusca azul-claro"}).set("modelo", {"Fusca"});
    return script.give_up().open();
}

TEST(FindingRules, a_text_shortened_twice_by_two_people_is_a_candidate_and_once_is_a_slip) {
    const auto findings = findings_of({shortening("P01", 1, 2), shortening("P02", 2, 3)});
    const Finding* text = found(findings, FindingKind::text_corrected);
    ASSERT_NE(text, nullptr);
    EXPECT_EQ(text->affected, 2u);
    EXPECT_EQ(text->evidence.size(), 5u) << "every correction of these two is evidence";
    EXPECT_EQ(
        found(findings_of({shortening("P01", 1, 2), shortening("P02", 2, 1)}), FindingKind::text_corrected),
        nullptr)
        << "one correction is below the rule's two";
    EXPECT_EQ(found(findings_of({shortening("P01", 1, 9)}), FindingKind::text_corrected), nullptr)
        << "one person";
}

TEST(FindingRules, corrections_of_two_attempts_are_not_added_up) {
    const auto once_more = [](std::string_view code, std::uint64_t seed) {
        trials::Script script = at_the_task(code, seed);
        script.fill_until("como_e").set("modelo", {"Fusca azul-claro"}).set("modelo", {"Fusca"});
        return script.give_up().open();
    };
    std::vector<session::Opened> sessions;
    for (std::uint64_t seed = 1; seed <= 4; ++seed)
        sessions.push_back(once_more(seed % 2 ? "P01" : "P02", seed));
    EXPECT_EQ(found(findings_of(sessions), FindingKind::text_corrected), nullptr);
}

/// Presses where there is nothing, on the first screen of the task.
session::Opened pressing(std::string_view code, std::uint64_t seed,
                         std::initializer_list<std::pair<int, int>> places,
                         std::string_view device = "celular", std::uint32_t width = 360) {
    trials::Script script = at_the_task(code, seed);
    script.size(width, 640).on(device);
    for (const auto& [x, y] : places) script.press_nothing(x, y);
    return script.give_up().open();
}

TEST(FindingRules, three_presses_within_one_target_s_size_are_a_place_and_two_are_not) {
    const auto place = [](std::initializer_list<std::pair<int, int>> places) {
        return findings_of({pressing("P01", 1, places)});
    };
    const auto findings = place({{100, 300}, {144, 300}, {100, 256}});
    const Finding* spot = found(findings, FindingKind::dead_spot);
    ASSERT_NE(spot, nullptr) << "44 px are within the rule's distance";
    EXPECT_EQ(spot->evidence.size(), 3u);
    EXPECT_EQ(spot->box, "place:celular:-80,300") << "from the middle of 360 px";
    EXPECT_EQ(found(place({{100, 300}, {145, 300}, {100, 256}}), FindingKind::dead_spot), nullptr) << "45 px";
    EXPECT_EQ(found(place({{100, 300}, {100, 300}}), FindingKind::dead_spot), nullptr) << "two presses";
}

TEST(FindingRules, a_place_is_the_same_from_the_middle_of_the_page_and_another_one_on_another_device) {
    const auto phone = pressing("P01", 1, {{100, 300}, {100, 300}});
    EXPECT_NE(
        found(findings_of({phone, pressing("P02", 2, {{120, 300}}, "celular", 400)}), FindingKind::dead_spot),
        nullptr);
    EXPECT_EQ(found(findings_of({phone, pressing("P02", 2, {{100, 300}}, "computador", 360)}),
                    FindingKind::dead_spot),
              nullptr);
}

TEST(FindingRules, a_place_keeps_its_key_when_later_sessions_come_and_in_any_order) {
    const auto first = pressing("P01", 1, {{100, 300}, {110, 310}, {90, 290}});
    auto later = pressing("P02", 2, {{130, 320}, {70, 280}});
    later.session.header.started = first.session.header.started + 60'000;
    const auto key = [](const std::vector<session::Opened>& sessions) {
        const auto findings = findings_of(sessions);
        const Finding* spot = found(findings, FindingKind::dead_spot);
        return spot == nullptr ? std::string() : key_of(*spot, sessions[spot->evidence.front().session]);
    };
    const std::string alone = key({first});
    EXPECT_FALSE(alone.empty());
    EXPECT_EQ(key({first, later}), alone);
    EXPECT_EQ(key({later, first}), alone);
}

/// Three people who take `seconds` at one field, and answer `fields` of them in all.
std::vector<session::Opened> slow_at_the_first(double seconds, int fields) {
    std::vector<session::Opened> sessions;
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        trials::Script script = at_the_task("P0" + std::to_string(seed), seed);
        script.fill_until("quanto_tempo").wait(seconds).set("tempo", {"mais_de_1_mes"}).go_on();
        // Two fields are told apart only by their bound: of 60 s and none, 60 is twice the median.
        if (fields == 2) script.set("rua", {"Rua do Faz de Conta"});
        if (fields == 3) script.wait(1).set("rua", {"Rua do Faz de Conta"}).wait(1).set("numero", {"120"});
        sessions.push_back(script.give_up().open());
    }
    return sessions;
}

TEST(FindingRules, a_slow_field_takes_ten_seconds_or_more_among_three_fields_or_more) {
    const analytics::FindingRule& rule = analytics::rule_of(FindingKind::slow_field);
    const double least_s = rule.also[0].least;
    EXPECT_EQ(least_s, 10);
    EXPECT_EQ(rule.also[1].least, 3);
    EXPECT_NE(found(findings_of(slow_at_the_first(least_s, 3)), FindingKind::slow_field), nullptr);
    EXPECT_EQ(found(findings_of(slow_at_the_first(least_s - 0.1, 3)), FindingKind::slow_field), nullptr);
    EXPECT_EQ(found(findings_of(slow_at_the_first(60, 2)), FindingKind::slow_field), nullptr);
}

}  // namespace
