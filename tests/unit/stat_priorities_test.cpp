#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "analytics/agreement.hpp"
#include "analytics/indicators.hpp"
#include "analytics/priorities.hpp"

namespace {

using namespace ensaio;
using namespace ensaio::analytics;

TEST(Priorities, gut_goes_from_1_to_125) {
    EXPECT_EQ(*gut(1, 1, 1), 1);
    EXPECT_EQ(*gut(5, 5, 5), 125);
    EXPECT_EQ(*gut(5, 4, 3), 60);
    EXPECT_EQ(gut(0, 4, 3).error().front().where, "gravity");
    EXPECT_EQ(gut(5, 4, 3.5).error().front().code, "statistics.not_whole");
}

TEST(Priorities, the_quadrants_meet_at_impact_3_and_effort_4) {
    EXPECT_EQ(impact_effort(3, 3, 1)->quadrant, Quadrant::do_now);
    EXPECT_EQ(impact_effort(3, 4, 1)->quadrant, Quadrant::plan);
    EXPECT_EQ(impact_effort(2, 3, 1)->quadrant, Quadrant::if_time_is_left);
    EXPECT_EQ(impact_effort(2, 4, 1)->quadrant, Quadrant::not_now);
    EXPECT_DOUBLE_EQ(impact_effort(5, 2, 3)->score, 7.5);
    EXPECT_EQ(impact_effort(5, 2, 4).error().front().where, "confidence");
}

TEST(Priorities, rice_and_ice_are_products) {
    EXPECT_DOUBLE_EQ(*rice(500, 2, 0.8, 4), 200);
    EXPECT_EQ(rice(500, 2, 0.8, 0).error().front().where, "effort");
    EXPECT_EQ(rice(500, 2, 80, 1).error().front().where, "confidence");
    EXPECT_DOUBLE_EQ(*ice(8, 5, 10), 400);
    EXPECT_EQ(ice(8, 5, 11).error().front().where, "ease");
}

TEST(Priorities, caf_is_a_product_of_three_levels) {
    EXPECT_EQ(*caf(5, 5, 5), 125);
    EXPECT_EQ(*caf(5, 3, 1), 15);
    EXPECT_EQ(caf(4, 3, 1).error().front().where, "impact");
    EXPECT_EQ(caf(5, 0, 1).error().front().where, "capacity");
    EXPECT_EQ(caf(5, 3, 2).error().front().code, "statistics.not_a_level");
}

TEST(Priorities, moscow_is_an_order_with_ties) {
    const std::vector<double> scores{*moscow("could"), *moscow("must"), *moscow("wont"), *moscow("must"),
                                     *moscow("should")};
    EXPECT_EQ(places_of(scores), (std::vector<unsigned>{4, 1, 5, 1, 3}));
    EXPECT_EQ(moscow("Must").error().front().where, "category");
}

TEST(Priorities, ties_have_the_same_place) {
    EXPECT_EQ(places_of(std::vector<double>{60, 125, 60, 1, std::nan("")}),
              (std::vector<unsigned>{2, 1, 2, 4, 0}));
    EXPECT_TRUE(places_of(std::vector<double>{}).empty());
}

TEST(Priorities, scores_that_are_equal_on_paper_are_ties) {
    const std::vector<double> scores{*rice(1, 1, 0.8, 1), *rice(3, 1, 0.8, 3), 0.8000001};
    ASSERT_NE(scores[0], scores[1]) << "0.8 and 3 x 0.8 / 3 in double precision";
    EXPECT_EQ(places_of(scores), (std::vector<unsigned>{2, 2, 1}));
}

TEST(Priorities, severity_is_the_mean_of_the_raters) {
    const Severity of = *severity(std::vector<double>{2, 3, 4});
    EXPECT_DOUBLE_EQ(of.mean, 3);
    EXPECT_EQ(of.lowest, 2);
    EXPECT_EQ(of.highest, 4);
    EXPECT_EQ(severity(std::vector<double>{5}).error().front().where, "ratings[0]");
}

TEST(Priorities, what_alpha_allows_is_krippendorffs_own_rule) {
    EXPECT_EQ(agreement_name(0.8), "reliable");
    EXPECT_EQ(agreement_name(0.79), "tentative");
    EXPECT_EQ(agreement_name(0.667), "tentative");
    EXPECT_EQ(agreement_name(0.66), "unreliable");
    EXPECT_EQ(agreement_name(-0.2), "unreliable");
}

TEST(Indicators, tma_counts_what_was_received_and_concluded_in_the_window) {
    const std::vector<Request> requests = {
        {"entulho", 1, 5, 5},   {"entulho", 2, 12, 5},  {"entulho", 3, {}, 5},  {"entulho", -9, 4, 5},
        {"arvore", 10, 30, {}}, {"arvore", 40, 50, {}}, {"arvore", 20, 31, {}}, {"calcada", 28, {}, {}}};
    const TmaTable table = *tma(requests, 0, 31);
    ASSERT_EQ(table.services.size(), 3u);
    const Tma& arvore = table.services[0];
    EXPECT_EQ(arvore.concluded, 1u);
    EXPECT_DOUBLE_EQ(*arvore.days, 20);
    EXPECT_EQ(arvore.open, 1u) << "concluded on the day the window ends: still open in it";
    EXPECT_FALSE(arvore.within_deadline.has_value());
    EXPECT_FALSE(table.services[1].days.has_value());
    const Tma& entulho = table.services[2];
    EXPECT_EQ(entulho.concluded, 2u) << "the one received before the window does not count";
    EXPECT_DOUBLE_EQ(*entulho.days, 7);
    EXPECT_DOUBLE_EQ(*entulho.age_of_open, 28);
    EXPECT_DOUBLE_EQ(*entulho.within_deadline, 0.5);
    EXPECT_DOUBLE_EQ(*table.days, 13.5) << "each service counts once";
}

TEST(Indicators, tma_of_a_body_is_of_all_its_requests_and_of_no_other) {
    const std::vector<Request> requests = {{"entulho", 1, 5, {}, "SELIMP"},
                                           {"grandes objetos", 1, 11, 9, "SELIMP"},
                                           {"grandes objetos", 2, 12, 10, "SELIMP"},
                                           {"arvore", 2, 22, {}, "SVMA"},
                                           {"arvore", 3, 9, {}, {}}};
    const TmaTable table = *tma(requests, 0, 31);
    ASSERT_EQ(table.bodies.size(), 2u) << "a request that names none counts for no body";
    EXPECT_EQ(table.bodies[0].name, "SELIMP");
    EXPECT_EQ(table.bodies[0].concluded, 3u);
    EXPECT_DOUBLE_EQ(*table.bodies[0].days, 8) << "(4 + 10 + 10) / 3: its services do not count alike";
    EXPECT_DOUBLE_EQ(*table.bodies[0].within_deadline, 0.5);
    EXPECT_DOUBLE_EQ(*table.bodies[1].days, 20);
    EXPECT_DOUBLE_EQ(*table.days, (4 + 10 + 13) / 3.0) << "the plan's figure is of services";
}

TEST(Indicators, impossible_requests_are_named) {
    EXPECT_EQ(tma(std::vector<Request>{{"a", 3, 2, {}}}, 0, 9).error().front().where, "requests[0].closed");
    EXPECT_EQ(tma(std::vector<Request>{{"a", 1, 2, 0}}, 0, 9).error().front().where, "requests[0].deadline");
    EXPECT_EQ(tma(std::vector<Request>{{"a", 1, 2, 1}}, 9, 9).error().front().where, "to");
    EXPECT_EQ(tma(std::vector<Request>{}, 0, 9).error().front().where, "requests");
}

TEST(Indicators, savings_are_the_difference_times_the_volume) {
    Change change{.citizen_before = {.steps = {{"ir até a praça", 3, 10}}, .travel = 9.2, .copies = 2},
                  .citizen_after = {.steps = {{"pedir pelo celular", 0.2, 10}}},
                  .city_before = {.steps = {{"receber", 0.5, 40}, {"digitar", 0.25, 40}}},
                  .city_after = {.steps = {{"conferir", 0.1, 40}}},
                  .volume = 1000,
                  .investment = 0};
    const Savings of = *savings(change);
    EXPECT_NEAR(of.citizen_each, 41.2 - 2, 1e-9);
    EXPECT_NEAR(of.city_each, 30 - 4, 1e-9);
    EXPECT_NEAR(of.total, 65'200, 1e-6);
    EXPECT_FALSE(of.back.has_value());
    change.investment = 32'600;
    EXPECT_NEAR(*savings(change)->back, 2, 1e-9);
    change.city_before.steps[1].hours = -1;
    EXPECT_EQ(savings(change).error().front().where, "city_before.steps[1].hours");
}

}  // namespace
