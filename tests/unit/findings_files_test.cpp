#include "analytics/findings_files.hpp"

#include <gtest/gtest.h>

#include "analytics/worksheet.hpp"
#include "worksheet_cells.hpp"

namespace {

using namespace ensaio;

/// Ana presses a title twice and gets there; Bia leaves two fields blank, is told so, and gives up.
std::vector<session::Opened> two_people() {
    trials::Script ana = trials::at_the_task("P01", 1), bia = trials::at_the_task("P02", 2);
    ana.wait(1).dead_click("title").wait(1.5).dead_click("title").fill_until("protocolo").done();
    bia.fill_until("como_e").wait(4).go_on().wait(2).give_up();
    return {ana.open(), bia.open()};
}

std::string json_of(const std::vector<session::Opened>& sessions,
                    const analytics::Worksheet* edited = nullptr) {
    std::vector<const session::Opened*> given;
    for (const session::Opened& opened : sessions) given.push_back(&opened);
    return analytics::findings_json(given, edited);
}

/// What stands behind `name` up to the end of its list or object.
std::string member(const std::string& json, const std::string& name) {
    const std::size_t at = json.find("\"" + name + "\":");
    if (at == std::string::npos) return "(none)";
    const std::size_t from = at + name.size() + 3;
    int depth = 0;
    for (std::size_t i = from; i < json.size(); ++i) {
        if (json[i] == '[' || json[i] == '{') ++depth;
        if (json[i] == ']' || json[i] == '}') --depth;
        if (depth == 0) return json.substr(from, i - from + 1);
    }
    return "(no end)";
}

// Records of both: 0 size, 1 agree at 2 s, 2 start at 5 s. Ana's presses are 3 at 6 s and 4 at 7.5 s. Bia: 3
// the letter at 6 s, 4 to 10 two screens and an answer each (7, 8 s), the address (9 s) with two; *continue*
// at the colour is 11, at 9 + 4 s, and giving up 12, two seconds later.
TEST(FindingsFiles, every_figure_of_two_people_is_what_a_hand_makes_of_them) {
    const auto sessions = two_people();
    const std::string ana = sessions[0].session.header.id, bia = sessions[1].session.header.id;
    const std::string hash = core::hex(sessions[0].prototype.hash).substr(0, 8);
    // 1 of 2: n' = 2 + z² = 5.8415, p' = ½, ½ ± z √(¼ / n')
    const std::string shares =
        R"("affected":1,"tested":2,"share":0.5,"interval":{"low":0.09453120573,"high":0.9054687943},)";
    const std::string unjudged = R"("id":"","problem":"","dropped":false,"severity":null})";
    const std::string gave_up = R"("errors":[],"evidence":[{"session":")" + bia +
                                R"(","participant":"P02","record":12,"seconds":15}],)" + unjudged;
    const std::string blank = R"("errors":[{"rule":"required","times":1}],"evidence":[{"session":")" + bia +
                              R"(","participant":"P02","record":11,"seconds":13}],)" + unjudged;
    const std::string pressed = R"("errors":[],"evidence":[{"session":")" + ana +
                                R"(","participant":"P01","record":3,"seconds":6},{"session":")" + ana +
                                R"(","participant":"P01","record":4,"seconds":7.5}],)" + unjudged;
    const std::string expected =
        R"([{"prototype":"veiculo-abandonado","prototype_version":")" + hash +
        R"(","participants":2,"findings":[)" +
        R"({"kind":"task_not_done","task":"retirar","screen":"protocolo","field":"","box":"",)" + shares +
        gave_up + R"(,{"kind":"left_at_field","task":"","screen":"que_tipo","field":"tipo","box":"",)" +
        shares + gave_up + R"(,{"kind":"field_errors","task":"","screen":"como_e","field":"cor","box":"",)" +
        shares + blank + R"(,{"kind":"field_errors","task":"","screen":"como_e","field":"modelo","box":"",)" +
        shares + blank + R"(,{"kind":"dead_clicks","task":"","screen":"carta","field":"","box":"title",)" +
        shares + pressed +
        R"(],"added":[],"matrix":[{"participant":"P01","met":[0,0,0,0,1]},{"participant":"P02","met":[1,1,1,1,0]}],)"
        R"("problems":[{"id":"","findings":[0],"participants":["P02"]},{"id":"","findings":[1],"participants":["P02"]},)"
        R"({"id":"","findings":[2],"participants":["P02"]},{"id":"","findings":[3],"participants":["P02"]},)"
        R"({"id":"","findings":[4],"participants":["P01"]}],)"
        // p = 5/(2·5); ½[(½ − ½)·½] + ½[½/(1 + 5/5)] = ⅛; 1 − (7/8)² = 15/64; 5/(15/64) = 64/3; ln 0.15/ln ⅞
        // = 14.2
        R"("discovery":{"problems":5,"seen_once":5,"p":0.5,"p_adjusted":0.125,"share_found":0.234375,)"
        R"("total":21.33333333,"goal":0.85,"people_for_goal":15}}])";
    const std::string json = json_of(sessions);
    EXPECT_EQ(member(json, "versions"), expected);
    EXPECT_TRUE(json.starts_with(R"({"format":"ensaio-findings-1","sessions":2,"rules":[)")) << json;
}

TEST(FindingsFiles, every_rule_is_told_with_all_its_bounds) {
    const std::string rules = member(json_of({}), "rules");
    EXPECT_NE(rules.find(R"({"kind":"slow_field","fewest_people":3,"fewest_times":3,"threshold":2,)"
                         R"("unit":"times the median field","also":[{"least":10,"unit":"s"},)"
                         R"({"least":3,"unit":"fields to compare"}],)"),
              std::string::npos)
        << rules;
    EXPECT_NE(
        rules.find(R"({"kind":"went_back","fewest_people":1,"fewest_times":1,"threshold":null,"unit":"",)"
                   R"("also":[],)"),
        std::string::npos)
        << rules;
}

TEST(FindingsFiles, one_person_gives_no_share_of_what_was_found) {
    const std::string json = json_of({trials::at_the_task().give_up().open()});
    EXPECT_NE(json.find(R"("discovery":null)"), std::string::npos);
    EXPECT_NE(json.find(R"("participants":1,)"), std::string::npos);
}

TEST(FindingsFiles, what_people_judged_in_the_worksheet_counts) {
    const auto sessions = two_people();
    analytics::Worksheet edited = analytics::make_worksheet(sessions, trials::words());
    trials::put(edited, "definir.status", 4, std::string("descartado"));
    trials::put(edited, "achados.problem", 3, std::string("P-003"));
    trials::put(edited, "achados.severity", 0, 3.0);
    trials::put(edited, "participantes.person:P01", 2, std::string("●"));
    analytics::evaluate(edited);
    const std::string json = json_of(sessions, &edited);
    EXPECT_EQ(member(json, "matrix"),
              R"([{"participant":"P01","met":[0,0,1,0,1]},{"participant":"P02","met":[1,1,1,1,0]}])");
    EXPECT_EQ(member(json, "problems"), R"([{"id":"P-001","findings":[0],"participants":["P02"]},)"
                                        R"({"id":"P-002","findings":[1],"participants":["P02"]},)"
                                        R"({"id":"P-003","findings":[2,3],"participants":["P01","P02"]}])");
    EXPECT_NE(json.find(R"("id":"A-001","problem":"P-001","dropped":false,"severity":3})"),
              std::string::npos);
    EXPECT_NE(json.find(R"("id":"A-005","problem":"P-005","dropped":true,"severity":null})"),
              std::string::npos);
    // p = 4/(2·3); ½[(⅔ − ½)·½] + ½[⅔/(1 + ⅔)] = 1/24 + 1/5
    EXPECT_NE(
        json.find(R"("discovery":{"problems":3,"seen_once":2,"p":0.6666666667,"p_adjusted":0.2416666667,)"),
        std::string::npos)
        << member(json, "discovery");
}

}  // namespace
