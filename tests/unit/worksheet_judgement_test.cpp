// What people judge in the worksheet, and what is counted of it when it comes back.
#include <gtest/gtest.h>

#include "analytics/agreement.hpp"
#include "analytics/judged.hpp"
#include "analytics/report.hpp"
#include "analytics/worksheet_edits.hpp"
#include "analytics/worksheet_files.hpp"
#include "analytics/worksheet_stamp.hpp"
#include "session/journal.hpp"
#include "worksheet_cells.hpp"

namespace {

using namespace ensaio;
using analytics::Table;
using analytics::Worksheet;
using trials::number_of;
using trials::put;
using trials::text_of;
using trials::words;

/// Ana presses a title twice and gets there; Bia leaves two fields blank, is told so, and gives up. Findings:
/// A-001 not done, A-002 left at the type, A-003 and A-004 blank colour and model (Bia), A-005 presses (Ana).
std::vector<session::Opened> two_people() {
    trials::Script ana = trials::at_the_task("P01", 1), bia = trials::at_the_task("P02", 2);
    ana.wait(1).dead_click("title").wait(1.5).dead_click("title").fill_until("protocolo").done();
    bia.fill_until("como_e").wait(4).go_on().wait(2).give_up();
    return {ana.open(), bia.open()};
}

/// As the program leaves it before a person opens it: the stamps tell of today.
Worksheet fresh() {
    Worksheet worksheet = analytics::make_worksheet(two_people(), words());
    for (analytics::Sheet& sheet : worksheet.sheets) {
        for (Table& table : sheet.tables) {
            for (std::size_t i = 0; i < table.row_keys.size(); ++i)
                table.row_stamps.push_back(stamp_of(table, i));
        }
    }
    return worksheet;
}

/// Exported, left as a file by a person, and opened again.
Worksheet exported_again(const Worksheet& edited) {
    const auto bytes = analytics::write_xlsx(edited, words());
    const auto workbook = workbook::read(bytes.value());
    auto back =
        analytics::bring_back(analytics::make_worksheet(two_people(), words()), workbook.value(), words());
    if (!back) ADD_FAILURE() << words().describe(back.error().front());
    return back ? std::move(back->worksheet) : Worksheet();
}

std::size_t row_where(const Worksheet& worksheet, std::string_view column, std::string_view text) {
    const Table& table = trials::table_of(worksheet, column.substr(0, column.find('.')));
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (text_of(table, row, column) == text) return row;
    }
    ADD_FAILURE() << "no row of " << column << " says " << text;
    return 0;
}

double found(const Worksheet& worksheet, std::string_view what, std::string_view column) {
    const Table& table = trials::table_of(worksheet, "descoberta");
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (table.row_keys[row].ends_with("/" + std::string(what))) return number_of(table, row, column);
    }
    return -1;
}
double count(const Worksheet& worksheet, std::string_view what) {
    return found(worksheet, what, "descoberta.count");
}
double share(const Worksheet& worksheet, std::string_view what) {
    return found(worksheet, what, "descoberta.share");
}
std::string state(const Worksheet& worksheet) {
    const Table& table = trials::table_of(worksheet, "descoberta");
    return text_of(table, table.rows.size() - 1, "descoberta.what");
}

TEST(Judgement, a_worksheet_nobody_touched_counts_each_candidate_as_a_problem) {
    const Worksheet worksheet = fresh();
    EXPECT_EQ(count(worksheet, "people"), 2);
    EXPECT_EQ(count(worksheet, "problems"), 5);
    EXPECT_EQ(count(worksheet, "once"), 5);
    EXPECT_EQ(count(worksheet, "meetings"), 5);
    EXPECT_DOUBLE_EQ(share(worksheet, "p"), 0.5);
    EXPECT_DOUBLE_EQ(share(worksheet, "adjusted"), 0.125);
    EXPECT_DOUBLE_EQ(share(worksheet, "found"), 0.234375);
    EXPECT_NEAR(count(worksheet, "total"), 64 / 3.0, 1e-9);
    EXPECT_EQ(count(worksheet, "more"), 13) << "15 people in all";
    EXPECT_EQ(state(worksheet), words().text("worksheet.descoberta.state.good"));
}

TEST(Judgement, what_people_dropped_joined_and_added_is_counted_when_it_comes_back) {
    Worksheet edited = fresh();
    put(edited, "definir.status", 4, std::string("descartado"));
    put(edited, "achados.problem", 3, std::string("P-003"));      // A-004 as A-003
    const std::size_t prepared = row_where(edited, "achados.finding", "(no text)");
    put(edited, "achados.finding", prepared, std::string("Não viu o botão"));
    Worksheet once = exported_again(edited);
    EXPECT_EQ(count(once, "problems"), 3) << "the added one has no mark yet";
    const std::size_t added = row_where(once, "participantes.finding", "Não viu o botão");
    EXPECT_EQ(text_of(trials::table_of(once, "participantes"), added, "participantes.id"), "A-006");
    EXPECT_EQ(text_of(trials::table_of(once, "gravidade"), row_where(once, "gravidade.id", "A-006"),
                      "gravidade.finding"),
              "Não viu o botão");
    put(once, "participantes.person:P01", added, std::string("●"));
    put(once, "participantes.person:P02", added, std::string("●"));
    analytics::evaluate(once);
    EXPECT_EQ(state(once), words().text("worksheet.descoberta.state.old")) << "until it is exported again";
    const Worksheet twice = exported_again(once);
    EXPECT_EQ(state(twice), words().text("worksheet.descoberta.state.good"));
    EXPECT_EQ(count(twice, "problems"), 4);
    EXPECT_EQ(count(twice, "once"), 3);
    EXPECT_EQ(count(twice, "meetings"), 5);
    // p = 5/8; ½[(5/8 − ½)·½] + ½[5/8/(1 + 3/4)]
    EXPECT_DOUBLE_EQ(share(twice, "p"), 0.625);
    EXPECT_NEAR(share(twice, "adjusted"), 1 / 32.0 + 5 / 28.0, 1e-12);
    EXPECT_EQ(count(twice, "more"), 7);
    const Table& log = trials::table_of(twice, "participantes");
    EXPECT_EQ(text_of(log, 4, "participantes.counts"), "descartado");
    EXPECT_EQ(text_of(log, 3, "participantes.counts"), "P-003");
    EXPECT_EQ(text_of(log, added, "participantes.counts"), "A-006") << "it names no problem of Definir";
    const auto bytes = analytics::write_xlsx(twice, words());
    EXPECT_EQ(analytics::write_xlsx(exported_again(twice), words()), bytes)
        << "a second time changes nothing";
}

TEST(Judgement, a_problem_that_people_added_to_definir_may_be_marked_too) {
    Worksheet edited = fresh();
    put(edited, "definir.problem", row_where(edited, "definir.problem", "(no text)"),
        std::string("O balcão fecha cedo"));
    Worksheet once = exported_again(edited);
    const std::size_t row = row_where(once, "participantes.finding", "O balcão fecha cedo");
    EXPECT_EQ(text_of(trials::table_of(once, "participantes"), row, "participantes.id"), "P-006");
    put(once, "participantes.person:P02", row, std::string("●"));
    EXPECT_EQ(count(exported_again(once), "problems"), 6);
}

TEST(Judgement, marks_that_people_take_away_or_set_count) {
    Worksheet edited = fresh();
    put(edited, "participantes.person:P02", 0, analytics::Cell());
    put(edited, "participantes.person:P01", 1, std::string("●"));
    const Worksheet once = exported_again(edited);
    EXPECT_EQ(count(once, "problems"), 4) << "the first met nobody";
    EXPECT_EQ(count(once, "once"), 3);
    EXPECT_EQ(count(once, "meetings"), 5);
}

// ---------------------------------------------------------------- severity

void rate(Worksheet& worksheet, std::size_t row, std::initializer_list<int> marks) {
    int rater = 1;
    for (const int mark : marks) {
        if (mark >= 0)
            put(worksheet, "gravidade.rater:" + std::to_string(rater), row, static_cast<double>(mark));
        ++rater;
    }
}

TEST(Judgement, the_severity_of_a_finding_is_the_mean_of_its_raters_unless_people_write_another_one) {
    Worksheet edited = fresh();
    rate(edited, 0, {4, 3, 3});
    rate(edited, 1, {-1, 2});
    rate(edited, 2, {0, 0});
    put(edited, "achados.severity", 3, 1.0);
    const Worksheet once = exported_again(edited);
    const Table& findings = trials::table_of(once, "achados");
    EXPECT_NEAR(number_of(findings, 0, "achados.severity"), 10 / 3.0, 1e-9);
    EXPECT_EQ(number_of(findings, 1, "achados.severity"), 2);
    EXPECT_EQ(number_of(findings, 2, "achados.severity"), 0);
    EXPECT_EQ(number_of(findings, 3, "achados.severity"), 1) << "a person's own word";
    EXPECT_EQ(text_of(findings, 4, "achados.severity"), "");
    const Table& ratings = trials::table_of(once, "gravidade");
    EXPECT_EQ(number_of(ratings, 0, "gravidade.n"), 3);
    EXPECT_EQ(number_of(ratings, 0, "gravidade.lowest"), 3);
    EXPECT_EQ(number_of(ratings, 0, "gravidade.highest"), 4);
    EXPECT_EQ(text_of(ratings, 4, "gravidade.n"), "");
    EXPECT_EQ(number_of(trials::table_of(once, "numeros"), 4, "numeros.value"), 1) << "3.3 is a 3 or a 4";
    EXPECT_EQ(count(once, "problems"), 4) << "a severity of 0 is no problem";
}

TEST(Judgement, the_worksheet_s_alpha_is_the_program_s_whatever_the_ratings) {
    std::uint32_t seed = 7;
    const auto below = [&](std::uint32_t limit) {
        return (seed = seed * 1664525 + 1013904223) / 65536 % limit;
    };
    for (int turn = 0; turn < 20; ++turn) {
        Worksheet edited = fresh();
        std::vector<std::vector<std::optional<double>>> ratings(4, std::vector<std::optional<double>>(5));
        for (std::size_t row = 0; row < 5; ++row) {
            for (std::size_t rater = 0; rater < 4; ++rater) {
                if (below(4) == 0) continue;
                ratings[rater][row] = below(5);
                put(edited, "gravidade.rater:" + std::to_string(rater + 1), row, *ratings[rater][row]);
            }
        }
        analytics::evaluate(edited);
        const auto alpha = analytics::krippendorff(ratings, analytics::Scale::ordinal);
        ASSERT_TRUE(alpha.has_value());
        const Table& told = trials::table_of(edited, "acordo");
        EXPECT_NEAR(number_of(told, 0, "acordo.value"), alpha->alpha, 1e-9);
        EXPECT_EQ(text_of(told, 0, "acordo.reading"),
                  words().text("worksheet.acordo." + std::string(analytics::agreement_name(alpha->alpha))));
        EXPECT_EQ(analytics::severity_agreement_in(edited)->ratings, alpha->ratings);
    }
}

TEST(Judgement, of_one_rater_and_of_equal_ratings_no_agreement_is_told) {
    Worksheet edited = fresh();
    const auto reading = [&] {
        analytics::evaluate(edited);
        return text_of(trials::table_of(edited, "acordo"), 0, "acordo.reading");
    };
    rate(edited, 0, {3});
    EXPECT_EQ(reading(), words().text("worksheet.acordo.none"));
    rate(edited, 0, {3, 3});
    EXPECT_EQ(reading(), words().text("worksheet.acordo.same"));
    EXPECT_FALSE(analytics::severity_agreement_in(edited).has_value());
}

TEST(Judgement, raters_two_steps_apart_are_asked_to_talk) {
    Worksheet edited = fresh();
    rate(edited, 0, {1, 3});
    rate(edited, 1, {2, 3});
    analytics::evaluate(edited);
    EXPECT_EQ(text_of(trials::table_of(edited, "gravidade"), 0, "gravidade.apart"), "conversem");
    EXPECT_EQ(text_of(trials::table_of(edited, "gravidade"), 1, "gravidade.apart"), "");
}

TEST(Judgement, a_severity_in_a_row_that_people_added_stays) {
    Worksheet edited = fresh();
    const std::size_t prepared = row_where(edited, "achados.finding", "(no text)");
    put(edited, "achados.finding", prepared, std::string("Não viu o botão"));
    put(edited, "achados.severity", prepared, 4.0);
    const Worksheet twice = exported_again(exported_again(edited));
    const std::size_t row = row_where(twice, "achados.finding", "Não viu o botão");
    EXPECT_EQ(number_of(trials::table_of(twice, "achados"), row, "achados.severity"), 4);
    EXPECT_EQ(twice.sheets.size(), fresh().sheets.size()) << "nothing of it is a loose note";
}

// ---------------------------------------------------------------- a workbook of before

/// The five people of tests/data, exported before there were raters, CAF, MoSCoW and bodies, and filled in.
TEST(Judgement, a_workbook_of_before_comes_back_whole_and_misses_nothing_that_it_could_not_have) {
    const std::string bytes = trials::read_text("tests/data/golden/worksheet-2.xlsx");
    const auto workbook = workbook::read({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    ASSERT_TRUE(workbook.has_value());
    const std::string recorded = trials::read_text("tests/data/five-people.ensaio");
    auto read = session::read_file({reinterpret_cast<const std::uint8_t*>(recorded.data()), recorded.size()});
    ASSERT_TRUE(read.has_value());
    std::vector<session::Opened> sessions;
    for (session::Session& session : read->sessions)
        sessions.push_back(session::open(std::move(session)).value());
    const auto back = analytics::bring_back(analytics::make_worksheet(sessions, words()), *workbook, words());
    ASSERT_TRUE(back.has_value());
    for (const analytics::Remark& remark : back->remarks) ADD_FAILURE() << in_words(remark, words());
    EXPECT_EQ(back->appeared_rows, 0u);
    const Worksheet& worksheet = back->worksheet;
    const Table& findings = trials::table_of(worksheet, "achados");
    EXPECT_EQ(number_of(findings, 0, "achados.severity"), 4);
    EXPECT_EQ(text_of(findings, 1, "achados.finding"), "A cor não se sabe de cor");
    const Table& log = trials::table_of(worksheet, "participantes");
    EXPECT_EQ(text_of(log, 1, "participantes.finding"), "A cor não se sabe de cor");
    EXPECT_EQ(text_of(log, 2, "participantes.counts"), "descartado");
    EXPECT_EQ(count(worksheet, "problems"), 7) << "eight candidates, one dropped";
    EXPECT_EQ(text_of(trials::table_of(worksheet, "tarefas"), 4, "tarefas.outcome"), "sucesso com ajuda");
    EXPECT_EQ(number_of(trials::table_of(worksheet, "tma"), 0, "tma.days"), 10);
    EXPECT_EQ(worksheet.sheets.size(), 17u) << "no sheet of loose notes";
}

// ---------------------------------------------------------------- the printed page

std::string page_of(const Worksheet* edited) {
    const auto sessions = two_people();
    std::vector<const session::Opened*> given;
    for (const session::Opened& opened : sessions) given.push_back(&opened);
    return analytics::report_html(given, words(), {.tag = "pt-BR", .made_on = {}, .edited = edited});
}
bool says(const std::string& page, std::string_view text) { return page.find(text) != std::string::npos; }

TEST(Judgement, the_page_counts_the_outcomes_that_people_corrected) {
    EXPECT_TRUE(says(page_of(nullptr), "<strong>1 de 2</strong>\n conseguiram"));
    Worksheet edited = fresh();
    put(edited, "tarefas.outcome", 1, std::string("sucesso com ajuda"));
    const std::string page = page_of(&edited);
    EXPECT_TRUE(says(page, "<strong>2 de 2</strong>\n conseguiram"));
    EXPECT_TRUE(says(page, "conseguiu com ajuda"));
    EXPECT_FALSE(says(page, "desistiram aqui"));
    EXPECT_TRUE(says(page, words().text("report.method.corrected", {"1"})));
    put(edited, "tarefas.outcome", 1, std::string("interrompido"));
    EXPECT_TRUE(says(page_of(&edited), "<strong>1 de 1</strong>\n conseguiram"));
}

TEST(Judgement, the_page_takes_the_ease_that_people_wrote_and_attempts_without_a_recording) {
    Worksheet edited = fresh();
    put(edited, "tarefas.ease", 0, 6.0);
    Table& tasks = *edited.table("tarefas");
    tasks.rows.push_back(tasks.rows[1]);
    tasks.row_keys.emplace_back("own/1");
    put(edited, "tarefas.outcome", 2, std::string("sucesso sozinho"));
    put(edited, "tarefas.active", 2, 90.0);
    const std::string page = page_of(&edited);
    EXPECT_TRUE(says(page, words().text("report.opinions.ease_one", {"6,0"}))) << "the SEQ asked aloud";
    EXPECT_TRUE(says(page, "<strong>2 de 3</strong>\n conseguiram"));
    EXPECT_TRUE(says(page, words().text("report.method.unrecorded", {"1"})));
}

TEST(Judgement, the_page_tells_the_city_s_figures_where_people_filled_them_in) {
    Worksheet edited = fresh();
    EXPECT_FALSE(says(page_of(&edited), words().text("report.city.title")));
    put(edited, "concluido.x", 0, 30.0);
    put(edited, "concluido.x", 4, 10.0);
    put(edited, "janela.date", 0, analytics::DateTime{1'735'689'600'000});  // 2025-01-01
    put(edited, "janela.date", 1, analytics::DateTime{1'738'368'000'000});  // 2025-02-01
    put(edited, "tma_orgao.body", 0, std::string("SMSUB <b>"));
    put(edited, "pedidos.body", 3, std::string("SMSUB <b>"));
    put(edited, "pedidos.opened", 3, analytics::DateTime{1'736'000'000'000});
    put(edited, "pedidos.closed", 3, analytics::DateTime{1'736'000'000'000 + 5 * 86'400'000LL});
    put(edited, "custos.citizen_before", 0, 10.0);
    put(edited, "custos.citizen_after", 0, 10.0);
    put(edited, "passos.citizen_before", 0, 3.0);
    put(edited, "volume.value", 0, 41152.3);
    analytics::evaluate(edited);
    const std::string page = page_of(&edited);
    EXPECT_TRUE(says(page, words().text("report.city.title")));
    EXPECT_TRUE(says(page, ">1.234.569,00</td>")) << "30 each a year";
    EXPECT_FALSE(says(page, "<h3>3. ")) << "the sheet counts the indicators, the page does not";
    EXPECT_TRUE(says(page, "75\u00a0%")) << "30 of 40";
    EXPECT_TRUE(says(page, "SMSUB &lt;b&gt;"));
    EXPECT_TRUE(says(page, "<td class=\"number\">5,0</td>"));
    EXPECT_FALSE(says(page, words().text("worksheet.table.tma"))) << "no service was named";
}

TEST(Judgement, the_page_shows_findings_as_people_left_them) {
    Worksheet edited = fresh();
    put(edited, "definir.status", 4, std::string("descartado"));
    put(edited, "achados.problem", 3, std::string("P-003"));
    put(edited, "achados.finding", 2, std::string("A cor é pedida sem dizer por quê"));
    put(edited, "achados.recommendation", 2, std::string("Dizer que a cor ajuda a achar o veículo"));
    put(edited, "participantes.person:P01", 2, std::string("●"));
    const std::size_t prepared = row_where(edited, "achados.finding", "(no text)");
    put(edited, "achados.finding", prepared, std::string("Não viu o botão"));
    rate(edited, 0, {4, 3});
    rate(edited, 2, {2, 2});
    Worksheet once = exported_again(edited);
    put(once, "participantes.person:P01", row_where(once, "participantes.id", "A-006"), std::string("●"));
    const std::string page = page_of(&once);  // formulas as they were last evaluated
    EXPECT_TRUE(says(page, "A cor é pedida sem dizer por quê"));
    EXPECT_TRUE(says(page, "Recomendação: Dizer que a cor ajuda a achar o veículo"));
    EXPECT_TRUE(says(page, "<strong>2 de 2</strong>\n pessoas"));
    EXPECT_TRUE(says(page, "Não viu o botão"));
    EXPECT_TRUE(says(page, "Gravidade: 3,5 de 4, média de 2 avaliadores (de 3 a 4)."));
    EXPECT_TRUE(says(page, words().text("report.judged.same", {"A-003, A-004", "P-003"})));
    EXPECT_TRUE(says(page, words().text("report.judged.dropped", {"A-005"})));
    EXPECT_FALSE(says(page, "Toques sem efeito em título")) << "dropped";
    EXPECT_TRUE(says(page, "com 4 problemas diferentes"));
    EXPECT_TRUE(says(page, words().text("report.severity.title")));
    EXPECT_FALSE(says(page_of(nullptr), words().text("report.severity.title")));
}

}  // namespace
