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

}  // namespace
