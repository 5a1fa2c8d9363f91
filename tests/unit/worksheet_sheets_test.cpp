// What each sheet says, and that it goes on saying so when people change cells.
#include <cmath>
#include <set>

#include "analytics/indicators.hpp"
#include "analytics/priorities.hpp"
#include "analytics/questionnaires.hpp"
#include "analytics/times.hpp"
#include "analytics/worksheet.hpp"
#include "core/version.hpp"
#include "plausible_person.hpp"
#include "worksheet_cells.hpp"

namespace {

using namespace ensaio;
using analytics::Table;
using analytics::Worksheet;
using trials::is_empty;
using trials::number_of;
using trials::put;
using trials::table_of;
using trials::text_of;
using trials::three_people;
using trials::words;

Worksheet of_three() { return analytics::make_worksheet(three_people(), words()); }

std::vector<session::Opened> people_of(const std::string& sample, unsigned count, bool made_up_data = true) {
    const trials::Trial trial = trials::sample_trial(sample, made_up_data);
    std::vector<session::Opened> people;
    for (unsigned number = 1; number <= count; ++number)
        people.push_back(std::move(*session::open(trials::PlausiblePerson(trial, number).live())));
    return people;
}

TEST(WorksheetKeys, name_one_column_and_one_row_each) {
    std::vector<session::Opened> people = people_of("calcada", 4);
    for (session::Opened& opened : people_of("idoso", 4)) people.push_back(std::move(opened));
    const Worksheet worksheet = analytics::make_worksheet(people, words());
    std::set<std::string> columns, tables;
    for (const analytics::Sheet& sheet : worksheet.sheets) {
        for (const Table& table : sheet.tables) {
            EXPECT_TRUE(tables.insert(table.key).second) << table.key;
            for (const analytics::Column& column : table.columns) {
                EXPECT_TRUE(columns.insert(column.key).second) << column.key;
                EXPECT_TRUE(column.key.starts_with(table.key + ".") || table.key == "linha_do_tempo")
                    << column.key;
            }
            std::set<std::string> rows;
            if (!table.row_keys.empty()) {
                EXPECT_EQ(table.row_keys.size(), table.rows.size()) << table.key;
            }
            for (const std::string& key : table.row_keys) {
                if (!key.empty()) {
                    EXPECT_TRUE(rows.insert(key).second) << key;
                }
            }
        }
    }
}

TEST(WorksheetKeys, a_finding_keeps_its_key_when_more_people_come) {
    std::vector<session::Opened> people = three_people();
    const Worksheet all = analytics::make_worksheet(people, words());
    people.pop_back();
    const Worksheet before = analytics::make_worksheet(people, words());
    const auto& keys = table_of(all, "achados").row_keys;
    EXPECT_EQ(keys.front(), "veiculo-abandonado@" + core::hex(people[0].prototype.hash).substr(0, 8) +
                                "/field_errors/como_e/cor");
    for (const std::string& key : table_of(before, "achados").row_keys)
        EXPECT_NE(std::ranges::find(keys, key), keys.end()) << key;
}

TEST(WorksheetSummary, says_how_many_completed_as_the_statistics_do) {
    const Worksheet worksheet = of_three();
    const Table& rates = table_of(worksheet, "conclusao");
    ASSERT_EQ(rates.rows.size(), 1u);
    EXPECT_EQ(number_of(rates, 0, "conclusao.attempts"), 3);
    EXPECT_EQ(number_of(rates, 0, "conclusao.x"), 2);
    EXPECT_EQ(number_of(rates, 0, "conclusao.n"), 3);
    const auto rate = analytics::rate({2, 3});
    EXPECT_NEAR(number_of(rates, 0, "conclusao.share"), rate->share, 1e-12);
    EXPECT_NEAR(number_of(rates, 0, "conclusao.low"), rate->interval.low, 1e-9);
    EXPECT_NEAR(number_of(rates, 0, "conclusao.high"), rate->interval.high, 1e-9);
    EXPECT_NEAR(number_of(rates, 0, "conclusao.likely"), rate->likely, 1e-9);
}

TEST(WorksheetSummary, follows_an_outcome_that_people_correct) {
    Worksheet worksheet = of_three();
    put(worksheet, "tarefas.outcome", 1, words().text("worksheet.tarefas.outcome.with_help"));
    analytics::evaluate(worksheet);
    const Table& rates = table_of(worksheet, "conclusao");
    EXPECT_EQ(number_of(rates, 0, "conclusao.with_help"), 1);
    EXPECT_EQ(number_of(rates, 0, "conclusao.gave_up"), 0);
    EXPECT_EQ(number_of(rates, 0, "conclusao.x"), 3);
    EXPECT_EQ(number_of(table_of(worksheet, "tempos"), 0, "tempos.n"), 3);
    put(worksheet, "tarefas.outcome", 1, words().text("worksheet.tarefas.outcome.interrupted"));
    analytics::evaluate(worksheet);
    EXPECT_EQ(number_of(rates, 0, "conclusao.n"), 2) << "what was interrupted says nothing";
}

/// Where the bar of a chart's row begins, where its mark stands, and where it ends.
struct Bar {
    double from, mark, to;
};
Bar bar_of(const Table& table, std::size_t row) {
    const auto of = [&](const char* column) { return number_of(table, row, table.key + "." + column); };
    const double from = of("before");
    return {from, from + of("below") + of("mark") / 2, from + of("below") + of("mark") + of("above")};
}

TEST(WorksheetSummary, the_charts_draw_interval_and_estimate_where_the_statistics_have_them) {
    Worksheet worksheet = of_three();
    const Table &rates = table_of(worksheet, "conclusao"), &times = table_of(worksheet, "tempos");
    const auto put_outcomes = [&](const char* first, const char* others) {
        for (std::size_t i = 0; i < 3; ++i)
            put(worksheet, "tarefas.outcome", i,
                words().text("worksheet.tarefas.outcome." + std::string(i == 0 ? first : others)));
        analytics::evaluate(worksheet);
    };
    put_outcomes("gave_up", "alone");
    const auto rate = analytics::rate({2, 3});
    Bar bar = bar_of(rates, 0);
    EXPECT_NEAR(bar.from, rate->interval.low, 1e-9);
    EXPECT_NEAR(bar.mark, rate->share, 1e-9);
    EXPECT_NEAR(bar.to, rate->interval.high, 1e-9);
    bar = bar_of(times, 0);
    EXPECT_NEAR(bar.from, number_of(times, 0, "tempos.low"), 1e-9);
    EXPECT_NEAR(bar.mark, number_of(times, 0, "tempos.middle"), 1e-9);
    EXPECT_NEAR(bar.to, number_of(times, 0, "tempos.high"), 1e-9);
    EXPECT_GT(bar.from, 0);

    put_outcomes("alone", "gave_up");
    bar = bar_of(times, 0);
    EXPECT_GT(number_of(times, 0, "tempos.mark"), 0) << "of one person there is no interval, but a time";
    EXPECT_NEAR(bar.mark, number_of(times, 0, "tempos.middle"), 1e-9);
    EXPECT_EQ(number_of(times, 0, "tempos.below"), 0);
    EXPECT_EQ(number_of(times, 0, "tempos.above"), 0);

    put_outcomes("gave_up", "gave_up");
    bar = bar_of(rates, 0);
    EXPECT_EQ(bar.from, 0) << "a mark does not leave the scale";
    EXPECT_NEAR(bar.to, analytics::rate({0, 3})->interval.high, 1e-9);
    EXPECT_EQ(bar_of(times, 0).to, 0) << "nobody completed: there is nothing to draw";

    put_outcomes("alone", "alone");
    bar = bar_of(rates, 0);
    EXPECT_NEAR(bar.from, analytics::rate({3, 3})->interval.low, 1e-9);
    EXPECT_NEAR(bar.to, 1, 1e-9);
    EXPECT_EQ(number_of(rates, 0, "conclusao.above"), 0) << "nothing, and not what subtraction leaves of it";
    for (const char* piece : {"conclusao.below", "conclusao.above", "tempos.below", "tempos.above"}) {
        const double length = number_of(piece[0] == 'c' ? rates : times, 0, piece);
        EXPECT_EQ(length, std::round(length * 1e9) / 1e9) << piece;
    }

    put_outcomes("interrupted", "interrupted");
    EXPECT_EQ(bar_of(rates, 0).to, 0);
}

/// The middle of the times of few people and of many, as times.hpp has it.
TEST(WorksheetSummary, says_how_long_it_took_as_the_statistics_do) {
    for (const std::size_t people : {2u, 7u, 24u, 25u, 40u}) {
        const trials::Script script = trials::at_the_task().fill_until("protocolo").done();
        const session::Opened one = script.open();
        std::vector<session::Opened> sessions;
        for (std::size_t i = 0; i < people; ++i) {
            sessions.push_back(one);
            sessions.back().session.header.id[0] = static_cast<char>('a' + i % 6);
            sessions.back().session.header.id[1] = static_cast<char>('a' + i / 6);
        }
        Worksheet worksheet = analytics::make_worksheet(sessions, words());
        std::vector<double> seconds;
        for (std::size_t i = 0; i < people; ++i) {
            seconds.push_back(20 + static_cast<double>((i * 37) % 91));
            put(worksheet, "tarefas.active", i, seconds.back());
        }
        analytics::evaluate(worksheet);
        const Table& times = table_of(worksheet, "tempos");
        const auto time = analytics::time_on_task(seconds);
        EXPECT_EQ(number_of(times, 0, "tempos.n"), people);
        EXPECT_NEAR(number_of(times, 0, "tempos.middle"), time->middle.value, 1e-9) << people;
        EXPECT_NEAR(number_of(times, 0, "tempos.low"), time->middle.interval->low, 1e-7) << people;
        EXPECT_NEAR(number_of(times, 0, "tempos.high"), time->middle.interval->high,
                    1e-10 * time->middle.interval->high)
            << people;
    }
}

TEST(WorksheetMatrix, sorts_by_score_shows_ties_and_says_the_quadrant_of_the_statistics) {
    std::vector<session::Opened> people = people_of("idoso", 5);
    Worksheet worksheet = analytics::make_worksheet(people, words());
    constexpr double kFigures[][6] = {
        {5, 2, 3, 4, 5, 3}, {3, 4, 2, 2, 2, 2}, {3, 4, 2, 5, 5, 5}, {1, 5, 1, 1, 1, 1}};
    constexpr const char* kKeys[] = {"impact", "effort", "confidence", "gravity", "urgency", "tendency"};
    for (std::size_t row = 0; row < std::size(kFigures); ++row) {
        for (std::size_t i = 0; i < std::size(kKeys); ++i)
            put(worksheet, "definir." + std::string(kKeys[i]), row, kFigures[row][i]);
    }
    analytics::evaluate(worksheet);
    const Table &definir = table_of(worksheet, "definir"), &matrix = table_of(worksheet, "matriz");
    for (std::size_t row = 0; row < std::size(kFigures); ++row) {
        const auto& figures = kFigures[row];
        const auto of = analytics::impact_effort(figures[0], figures[1], figures[2]);
        EXPECT_NEAR(number_of(definir, row, "definir.score"), of->score, 1e-12);
        EXPECT_EQ(number_of(definir, row, "definir.gut"),
                  *analytics::gut(figures[3], figures[4], figures[5]));
        const std::string name = of->quadrant == analytics::Quadrant::if_time_is_left
                                     ? "if_time"
                                     : std::string(analytics::quadrant_name(of->quadrant));
        EXPECT_EQ(text_of(definir, row, "definir.quadrant"),
                  words().text("worksheet.definir.quadrant." + name));
    }
    EXPECT_EQ(text_of(matrix, 0, "matriz.id"), "P-001");
    EXPECT_EQ(text_of(matrix, 1, "matriz.id"), "P-003")
        << "equal scores: GUT decides the order, not the place";
    EXPECT_EQ(number_of(matrix, 1, "matriz.place"), 2);
    EXPECT_EQ(number_of(matrix, 2, "matriz.place"), 2);
    EXPECT_EQ(number_of(matrix, 2, "matriz.tied"), 1);
    EXPECT_EQ(number_of(matrix, 3, "matriz.place"), 4);
    EXPECT_EQ(text_of(matrix, 4, "matriz.id"), "");
    EXPECT_NE(number_of(matrix, 1, "matriz.x"), number_of(matrix, 2, "matriz.x"))
        << "one would hide the other";
}

TEST(WorksheetMatrix, a_problem_that_people_add_gets_its_number_and_its_place) {
    Worksheet worksheet = of_three();
    const auto& keys = table_of(worksheet, "definir").row_keys;
    const auto row =
        static_cast<std::size_t>(std::ranges::find(keys, "") - keys.begin());  // the first prepared one
    put(worksheet, "definir.problem", row, std::string("O site é lento."));
    for (const char* key : {"definir.impact", "definir.effort", "definir.confidence"})
        put(worksheet, key, row, 2.0);
    analytics::evaluate(worksheet);
    EXPECT_EQ(text_of(table_of(worksheet, "definir"), row, "definir.id"), "P-00" + std::to_string(row + 1));
    EXPECT_EQ(text_of(table_of(worksheet, "matriz"), 0, "matriz.problem"), "O site é lento.");
}

/// What people chose for RICE and ICE of one problem, as choices and as numbers.
struct Judgement {
    double reach;
    const char* impact;
    double impact_counts;
    const char* confidence;
    double confidence_counts;
    double effort;
    double ice_impact, ice_confidence, ice_ease;
};
void put(Worksheet& worksheet, std::size_t row, const Judgement& of) {
    const auto choice = [](const char* column, const char* id) {
        return words().text("worksheet.prioridades." + std::string(column) + "." + id);
    };
    put(worksheet, "prioridades.reach", row, of.reach);
    put(worksheet, "prioridades.impact", row, choice("impact", of.impact));
    put(worksheet, "prioridades.confidence", row, choice("confidence", of.confidence));
    put(worksheet, "prioridades.effort", row, of.effort);
    put(worksheet, "prioridades.ice_impact", row, of.ice_impact);
    put(worksheet, "prioridades.ice_confidence", row, of.ice_confidence);
    put(worksheet, "prioridades.ice_ease", row, of.ice_ease);
}

TEST(WorksheetPriorities, four_ways_stand_side_by_side_with_the_scores_and_places_of_the_calculators) {
    Worksheet worksheet = analytics::make_worksheet(people_of("idoso", 5), words());
    constexpr Judgement kJudgements[] = {
        {3, "medium", 1, "medium", 0.8, 3, 8, 5, 10},  // 0.8 on paper, as the next one
        {1, "medium", 1, "medium", 0.8, 1, 10, 8, 5},  // the same ICE as the one before
        {500, "massive", 3, "high", 1, 2, 1, 1, 1},   {4, "minimal", 0.25, "low", 0.5, 0.5, 10, 10, 10},
        {0, "low", 0.5, "high", 1, 12, 3, 3, 7},      {2, "high", 2, "low", 0.5, 0.1, 9, 9, 9},
    };
    constexpr double kGravity[] = {1, 5, 3, 3, 2, 1};
    const Table& table = table_of(worksheet, "prioridades");
    ASSERT_GE(table.rows.size(), std::size(kJudgements));
    std::vector<double> rice, ice, gut, effort;
    for (std::size_t row = 0; row < std::size(kJudgements); ++row) {
        const Judgement& of = kJudgements[row];
        put(worksheet, row, of);
        for (const char* key : {"urgency", "tendency", "impact", "effort", "confidence"})
            put(worksheet, "definir." + std::string(key), row, 2.0);
        put(worksheet, "definir.gravity", row, kGravity[row]);
        put(worksheet, "definir.impact", row, static_cast<double>(row / 2 + 1));
        rice.push_back(*analytics::rice(of.reach, of.impact_counts, of.confidence_counts, of.effort));
        ice.push_back(*analytics::ice(of.ice_impact, of.ice_confidence, of.ice_ease));
        gut.push_back(*analytics::gut(kGravity[row], 2, 2));
        effort.push_back(analytics::impact_effort(static_cast<double>(row / 2 + 1), 2, 2)->score);
    }
    analytics::evaluate(worksheet);
    const struct {
        const char *score, *place, *tied;
        const std::vector<double>& expected;
    } kWays[] = {{"rice", "rice_place", "rice_tied", rice},
                 {"ice", "ice_place", "ice_tied", ice},
                 {"gut", "gut_place", "gut_tied", gut},
                 {"score", "place", "tied", effort}};
    for (const auto& way : kWays) {
        const std::vector<unsigned> places = analytics::places_of(way.expected);
        EXPECT_GT(std::ranges::count(places, places[0]), way.expected == gut ? 1 : 0);
        for (std::size_t row = 0; row < places.size(); ++row) {
            const auto of = [&](const char* key) {
                return number_of(table, row, "prioridades." + std::string(key));
            };
            EXPECT_NEAR(of(way.score), way.expected[row], 1e-9) << way.score << " " << row;
            EXPECT_EQ(of(way.place), places[row]) << way.score << " " << row;
            EXPECT_EQ(of(way.tied), std::ranges::count(places, places[row]) - 1) << way.score << " " << row;
        }
    }
    EXPECT_EQ(number_of(table, 0, "prioridades.rice_place"), number_of(table, 1, "prioridades.rice_place"))
        << "equal on paper, not in the last digit";
    EXPECT_EQ(text_of(table, 4, "prioridades.quadrant"), words().text("worksheet.definir.quadrant.do_now"));
}

TEST(WorksheetPriorities, no_score_stands_before_all_its_figures_do) {
    Worksheet worksheet = of_three();
    constexpr Judgement kWhole{2, "high", 2, "high", 1, 1, 5, 5, 5};
    const Table& table = table_of(worksheet, "prioridades");
    const auto has_score = [&](const char* of) {
        analytics::evaluate(worksheet);
        return number_of(table, 0, of) != -1;
    };
    EXPECT_EQ(number_of(table, 0, "prioridades.reach"), 2) << "of the people of the test who met it";
    EXPECT_EQ(text_of(table_of(worksheet, "definir"), 0, "definir.n"), "2 de 3");
    for (const char* missing : {"reach", "impact", "confidence", "effort"}) {
        put(worksheet, 0, kWhole);
        EXPECT_TRUE(has_score("prioridades.rice"));
        put(worksheet, "prioridades." + std::string(missing), 0, {});
        EXPECT_FALSE(has_score("prioridades.rice")) << missing;
        EXPECT_FALSE(has_score("prioridades.rice_place")) << missing;
        EXPECT_TRUE(has_score("prioridades.ice"));
    }
    for (const char* missing : {"ice_impact", "ice_confidence", "ice_ease"}) {
        put(worksheet, 0, kWhole);
        put(worksheet, "prioridades." + std::string(missing), 0, {});
        EXPECT_FALSE(has_score("prioridades.ice")) << missing;
        EXPECT_TRUE(has_score("prioridades.rice"));
    }
    put(worksheet, "prioridades.effort", 0, 0.0);
    EXPECT_FALSE(has_score("prioridades.rice")) << "nothing is divided by no effort";
    put(worksheet, 0, kWhole);
    put(worksheet, "prioridades.impact", 0, std::string("gigante"));
    EXPECT_FALSE(has_score("prioridades.rice")) << "what is not in the list counts nothing";
}

TEST(WorksheetPriorities, a_problem_that_people_added_is_found_by_its_number) {
    Worksheet worksheet = of_three();
    const auto prepared = [&](const char* table) {
        const auto& keys = table_of(worksheet, table).row_keys;
        return static_cast<std::size_t>(std::ranges::find(keys, "") - keys.begin());
    };
    const std::size_t problem = prepared("definir"), row = prepared("prioridades");
    put(worksheet, "definir.problem", problem, std::string("O site é lento."));
    for (const char* key : {"gravity", "urgency", "tendency"})
        put(worksheet, "definir." + std::string(key), problem, 3.0);
    analytics::evaluate(worksheet);
    const Table& table = table_of(worksheet, "prioridades");
    EXPECT_EQ(text_of(table, row, "prioridades.what"), "");
    put(worksheet, "prioridades.problem", row,
        text_of(table_of(worksheet, "definir"), problem, "definir.id"));
    put(worksheet, "prioridades.problem", row + 1, std::string("P-999"));
    analytics::evaluate(worksheet);
    EXPECT_EQ(text_of(table, row, "prioridades.what"), "O site é lento.");
    EXPECT_EQ(number_of(table, row, "prioridades.gut"), 27);
    EXPECT_EQ(number_of(table, row, "prioridades.gut_place"), 1);
    EXPECT_EQ(text_of(table, row + 1, "prioridades.what"), "") << "there is no such problem";
}

TEST(WorksheetPeople, who_met_what_is_counted_and_can_be_corrected) {
    Worksheet worksheet = of_three();
    const Table& log = table_of(worksheet, "participantes");
    EXPECT_EQ(text_of(log, 0, "participantes.person:P01"), "●");
    EXPECT_EQ(text_of(log, 0, "participantes.person:P02"), "●");
    EXPECT_TRUE(is_empty(trials::cell_of(log, 0, "participantes.person:P03")));
    EXPECT_EQ(number_of(log, 0, "participantes.n"), 2);
    EXPECT_EQ(number_of(log, 0, "participantes.of"), 3);
    put(worksheet, "participantes.person:P03", 0, std::string("●"));
    analytics::evaluate(worksheet);
    EXPECT_EQ(number_of(log, 0, "participantes.n"), 3);
    EXPECT_NEAR(number_of(log, 0, "participantes.low"), analytics::rate({3, 3})->interval.low, 1e-9);
}

TEST(WorksheetPlaces, screens_and_fields_tell_what_happened_there) {
    const Worksheet worksheet = of_three();
    const Table &screens = table_of(worksheet, "telas"), &fields = table_of(worksheet, "campos");
    EXPECT_EQ(number_of(screens, 0, "telas.reached"), 3);
    std::size_t exits = 0, wrong = 0;
    for (std::size_t row = 0; row < screens.rows.size(); ++row) {
        EXPECT_EQ(number_of(screens, row, "telas.of"), 3);
        exits += static_cast<std::size_t>(number_of(screens, row, "telas.exits"));
    }
    EXPECT_EQ(exits, 1u) << "Bia gave up on one screen";
    for (std::size_t row = 0; row < fields.rows.size(); ++row) {
        if (text_of(fields, row, "campos.field") != "Cor") continue;
        wrong = static_cast<std::size_t>(number_of(fields, row, "campos.wrong"));
        EXPECT_EQ(text_of(fields, row, "campos.rules"), "sem resposta (3×)");
    }
    EXPECT_EQ(wrong, 2u);
}

TEST(WorksheetQuestions, sus_is_scored_as_the_statistics_do) {
    const Worksheet worksheet = analytics::make_worksheet(people_of("idoso", 6), words());
    const Table &sus = table_of(worksheet, "sus"), &scales = table_of(worksheet, "escalas");
    ASSERT_GT(sus.rows.size(), 2u);
    std::vector<double> scores;
    for (std::size_t row = 0; row < sus.rows.size(); ++row) {
        std::vector<double> items;
        for (int i = 1; i <= 10; ++i) items.push_back(number_of(sus, row, "sus.item_" + std::to_string(i)));
        const auto one = analytics::sus(items);
        ASSERT_TRUE(one.has_value());
        EXPECT_NEAR(number_of(sus, row, "sus.score"), one->score, 1e-9);
        EXPECT_NEAR(number_of(sus, row, "sus.usability"), one->usability, 1e-9);
        EXPECT_NEAR(number_of(sus, row, "sus.learnability"), one->learnability, 1e-9);
        scores.push_back(one->score);
    }
    const auto mean = analytics::mean_with_interval(scores);
    EXPECT_NEAR(number_of(scales, 0, "escalas.mean"), mean->mean, 1e-9);
    EXPECT_NEAR(number_of(scales, 0, "escalas.low"), mean->interval->low, 1e-6);
    EXPECT_EQ(text_of(scales, 0, "escalas.grade"), *analytics::sus_grade(mean->mean));
    EXPECT_EQ(
        text_of(scales, 0, "escalas.reading"),
        words().text("worksheet.escalas.adjective." + std::string(*analytics::sus_adjective(mean->mean))));
}

TEST(WorksheetQuestions, a_questionnaire_with_a_missing_answer_is_not_scored) {
    Worksheet worksheet = analytics::make_worksheet(people_of("idoso", 3), words());
    const std::size_t before = table_of(worksheet, "sus").rows.size();
    put(worksheet, "sus.item_7", 0, {});
    analytics::evaluate(worksheet);
    EXPECT_EQ(text_of(table_of(worksheet, "sus"), 0, "sus.score"), "");
    EXPECT_EQ(number_of(table_of(worksheet, "escalas"), 0, "escalas.n"), before - 1);
}

TEST(WorksheetIndicators, count_what_the_test_asked_and_compute_what_the_city_knows) {
    Worksheet worksheet = of_three();
    const Table& rating = table_of(worksheet, "nota");
    ASSERT_EQ(rating.rows.size(), 5u);
    EXPECT_EQ(number_of(rating, 3, "nota.x"), 1) << "Caio: boa";
    EXPECT_EQ(number_of(rating, 3, "nota.n"), 1);

    analytics::Change change{.citizen_before = {.steps = {{"", 1.5, 12}}, .travel = 10},
                             .citizen_after = {.steps = {{"", 0.25, 12}}},
                             .city_before = {.steps = {{"", 0.5, 40}}, .copies = 1},
                             .city_after = {.steps = {{"", 0.2, 40}}},
                             .volume = 2000,
                             .investment = 30'000};
    constexpr std::pair<const char*, double> kInputs[] = {
        {"passos.citizen_before", 1.5}, {"passos.citizen_after", 0.25}, {"passos.city_before", 0.5},
        {"passos.city_after", 0.2},     {"custos.citizen_before", 12},  {"custos.citizen_after", 12},
        {"custos.city_before", 40},     {"custos.city_after", 40},      {"volume.value", 2000}};
    for (const auto& [key, value] : kInputs) put(worksheet, key, 0, value);
    put(worksheet, "custos.citizen_before", 1, 10.0);
    put(worksheet, "custos.city_before", 2, 1.0);
    put(worksheet, "volume.value", 1, 30'000.0);
    analytics::evaluate(worksheet);
    const auto saved = analytics::savings(change);
    const Table& result = table_of(worksheet, "economia");
    EXPECT_NEAR(number_of(result, 0, "economia.citizen"), saved->citizen_each, 1e-9);
    EXPECT_NEAR(number_of(result, 1, "economia.total"), saved->total, 1e-6);
    EXPECT_NEAR(number_of(result, 2, "economia.total"), *saved->back, 1e-9);
}

TEST(WorksheetIndicators, presets_no_figure_of_the_city) {
    for (const char* key : {"concluido", "janela", "tma", "pedidos", "passos", "custos", "volume"}) {
        const Worksheet worksheet = of_three();
        const Table& table = table_of(worksheet, key);
        for (const auto& row : table.rows) {
            for (std::size_t i = 0; i < row.size(); ++i) {
                if (table.columns[i].by_people) {
                    EXPECT_FALSE(std::holds_alternative<double>(row[i])) << table.columns[i].key;
                }
            }
        }
    }
}

TEST(WorksheetConsents, tell_codes_and_choices_and_no_more) {
    const Worksheet worksheet = analytics::make_worksheet(people_of("calcada", 6), words());
    const Table& consents = table_of(worksheet, "consentimentos");
    ASSERT_EQ(consents.rows.size(), 6u);
    std::set<std::string> choices;
    for (std::size_t row = 0; row < 6; ++row) {
        EXPECT_EQ(text_of(consents, row, "consentimentos.participant"), "P0" + std::to_string(row + 1));
        EXPECT_EQ(text_of(consents, row, "consentimentos.decision"), "aceitou");
        choices.insert(text_of(consents, row, "consentimentos.option:0"));
    }
    EXPECT_EQ(choices, (std::set<std::string>{"não", "sim"}));
}

TEST(WorksheetLetter, says_which_headings_are_missing_and_which_the_law_asks_for) {
    trials::Trial trial = trials::sample_trial("calcada", true);
    std::string source = trial.prototype.source;
    for (const char* heading : {"\"prazo_maximo\"", "\"observacoes\""}) {
        const auto at = source.find(heading);
        ASSERT_NE(at, std::string::npos);
        const auto text = source.find('"', source.find(':', at)) + 1;
        source.erase(text, source.find("\",", text) - text);
    }
    const trials::Trial shorter = trials::make_trial(trial.study.source, source);
    const std::vector<session::Opened> one = {*session::open(trials::PlausiblePerson(shorter, 1).live())};
    const Worksheet worksheet = analytics::make_worksheet(one, words());
    const Table& letter = table_of(worksheet, "carta");
    ASSERT_EQ(letter.rows.size(), 12u);
    EXPECT_EQ(text_of(letter, 0, "carta.state"), "tem");
    EXPECT_EQ(text_of(letter, 4, "carta.state"), "falta e a lei exige");
    EXPECT_EQ(text_of(letter, 4, "carta.law"), "IV – prazo máximo");
    EXPECT_EQ(text_of(letter, 9, "carta.state"), "falta");
    EXPECT_EQ(text_of(letter, 5, "carta.text"), "Gratuito.");
}

TEST(WorksheetReadMe, names_what_was_tested_by_its_hash) {
    const auto people = three_people();
    const Worksheet worksheet = analytics::make_worksheet(people, words());
    std::string all;
    for (const char* key : {"leia_me", "versoes"}) {
        for (const auto& row : table_of(worksheet, key).rows) all += std::get<std::string>(row[1]) + "\n";
    }
    for (const std::string& part : {core::hex(people[0].prototype.hash), core::hex(people[0].study.hash),
                                    std::string(core::kVersion), std::string("09/10/2025")})
        EXPECT_NE(all.find(part), std::string::npos) << part;
}

TEST(Worksheet, of_no_sessions_is_whole_all_the_same) {
    const Worksheet worksheet = analytics::make_worksheet({}, words());
    EXPECT_EQ(worksheet.sheets.size(), 17u);
    EXPECT_EQ(number_of(table_of(worksheet, "numeros"), 2, "numeros.value"), 0);
}

}  // namespace
