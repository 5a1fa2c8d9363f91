#include "analytics/problems.hpp"

#include <gtest/gtest.h>

namespace {

using namespace ensaio::analytics;

const std::set<std::string> kPeople = {"P01", "P02", "P03"};

TEST(Problems, findings_of_one_problem_count_once_with_all_whom_they_met) {
    const std::vector<Counted> findings = {{"P-001", false, {"P01"}},
                                           {"P-002", false, {"P02"}},
                                           {"P-001", false, {"P02", "P01"}},
                                           {"", false, {"P03"}},
                                           {"", false, {"P03"}}};
    const auto problems = problems_of(findings, kPeople);
    ASSERT_EQ(problems.size(), 4u) << "without a problem's number each counts for itself";
    EXPECT_EQ(problems[0].id, "P-001");
    EXPECT_EQ(problems[0].findings, (std::vector<std::size_t>{0, 2}));
    EXPECT_EQ(problems[0].people, (std::set<std::string>{"P01", "P02"}));
}

TEST(Problems, what_was_dropped_and_what_met_nobody_does_not_count) {
    const std::vector<Counted> findings = {{"P-001", true, {"P01"}},
                                           {"P-002", false, {}},
                                           {"P-003", false, {"somebody else"}},
                                           {"P-004", false, {"P01", "somebody else"}}};
    const auto problems = problems_of(findings, kPeople);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].people, (std::set<std::string>{"P01"}));
}

TEST(Problems, no_more_people_are_worth_asking_once_the_goal_is_met) {
    const Discovery found = *discovery_of(
        std::vector<Problem>(3, {.id = {}, .findings = {0}, .people = {"P01", "P02", "P03"}}), 3);
    EXPECT_GE(found.share_found, kDiscoveryGoal) << "everybody met all there is";
    EXPECT_EQ(people_still_worth_asking(found), 0u);
    const Discovery little =
        *discovery_of(std::vector<Problem>(4, {.id = {}, .findings = {0}, .people = {"P01"}}), 4);
    // p = ¼: ½[0] + ½[¼/2] = 1/16; ln 0.15 / ln(15/16) = 29.4
    EXPECT_DOUBLE_EQ(little.p_adjusted, 0.0625);
    EXPECT_EQ(people_still_worth_asking(little), 26u);
}

}  // namespace
