#include "analytics/worksheet.hpp"

#include <algorithm>
#include <functional>

#include "core/text.hpp"
#include "scripted_session.hpp"
#include "worksheet_cells.hpp"

namespace {

using namespace ensaio;
using analytics::Cell;
using analytics::Sheet;
using analytics::Table;
using analytics::Worksheet;
using trials::at_the_task;
using trials::cell_of;
using trials::is_empty;
using trials::number_of;
using trials::Script;
using trials::table_of;
using trials::text_of;
using trials::three_people;
using trials::words;

void for_each_cell(const Worksheet& worksheet,
                   const std::function<void(const analytics::Column&, const Cell&)>& each) {
    for (const Sheet& sheet : worksheet.sheets) {
        for (const Table& table : sheet.tables) {
            for (const auto& row : table.rows) {
                ASSERT_EQ(row.size(), table.columns.size()) << table.key;
                for (std::size_t i = 0; i < row.size(); ++i) each(table.columns[i], row[i]);
            }
        }
    }
}

TEST(Worksheet, has_words_for_every_sheet_column_choice_and_cell) {
    const Worksheet worksheet = analytics::make_worksheet(three_people(), words());
    ASSERT_EQ(worksheet.sheets.size(), 17u);
    for (const Sheet& sheet : worksheet.sheets) {
        EXPECT_FALSE(sheet.name.starts_with('[')) << sheet.name;
        EXPECT_FALSE(sheet.about.starts_with('[')) << sheet.about;
        for (const Table& table : sheet.tables) {
            EXPECT_FALSE(table.title.starts_with('[')) << table.title;
            EXPECT_FALSE(table.note.starts_with('[')) << table.note;
            for (const analytics::Column& column : table.columns) {
                EXPECT_FALSE(column.header.starts_with('[')) << column.header;
                for (const std::string& choice : column.choices)
                    EXPECT_FALSE(choice.starts_with('[')) << choice;
            }
        }
    }
    for_each_cell(worksheet, [](const analytics::Column& column, const Cell& cell) {
        const auto* text = std::get_if<std::string>(&cell);
        if (text != nullptr) {
            EXPECT_EQ(text->find("[worksheet"), std::string::npos) << column.key << ": " << *text;
        }
    });
}

TEST(Worksheet, has_words_for_every_rule_an_answer_can_break) {
    for (std::uint8_t number = 0; number <= static_cast<std::uint8_t>(prototype::kLastRule); ++number) {
        const std::string key =
            "worksheet.rule." + std::string(prototype::rule_name(static_cast<prototype::Rule>(number)));
        EXPECT_TRUE(words().has(key)) << key;
    }
}

TEST(Worksheet, has_the_columns_of_the_city_s_summary_worksheet) {
    const Worksheet worksheet = analytics::make_worksheet({}, words());
    EXPECT_EQ(table_of(worksheet, "definir").columns.size(), 29u);
    EXPECT_EQ(table_of(worksheet, "tarefas").columns.size(), 29u);
    EXPECT_EQ(table_of(worksheet, "achados").columns.size(), 19u);
}

TEST(Worksheet, its_lists_fit_into_a_spreadsheet_s_validation) {
    for (const Sheet& sheet : analytics::make_worksheet({}, words()).sheets) {
        EXPECT_LE(core::code_points(sheet.name), 31u);
        for (const Table& table : sheet.tables) {
            for (const analytics::Column& column : table.columns) {
                std::size_t length = 0;
                for (const std::string& choice : column.choices) {
                    EXPECT_EQ(choice.find(','), std::string::npos) << choice;
                    length += core::code_points(choice) + 1;
                }
                EXPECT_LE(length, 255u) << column.key;
                EXPECT_LE(core::code_points(column.hint), 255u) << column.key;
            }
        }
    }
}

TEST(Worksheet, a_task_s_row_tells_what_the_session_shows) {
    const auto people = three_people();
    const Worksheet worksheet = analytics::make_worksheet(people, words());
    const Table& tasks = table_of(worksheet, "tarefas");
    ASSERT_EQ(tasks.rows.size(), 3u);
    EXPECT_EQ(number_of(tasks, 0, "tarefas.round"), 1);
    EXPECT_EQ(text_of(tasks, 0, "tarefas.prototype"),
              "Pedir a retirada de um veículo abandonado 1 (" +
                  people[0].session.header.prototype_hash.substr(0, 8) + ")");
    EXPECT_EQ(text_of(tasks, 0, "tarefas.session"), people[0].session.header.id.substr(0, 8));
    EXPECT_EQ(text_of(tasks, 0, "tarefas.participant"), "P01");
    EXPECT_EQ(text_of(tasks, 0, "tarefas.device"), "celular, 360 × 640 px");
    EXPECT_EQ(text_of(tasks, 0, "tarefas.mode"), "remoto");
    EXPECT_EQ(text_of(tasks, 0, "tarefas.task"), "O carro parado na sua rua");
    EXPECT_TRUE(text_of(tasks, 0, "tarefas.scenario").starts_with("Perto da sua casa"));
    EXPECT_TRUE(text_of(tasks, 0, "tarefas.success").starts_with("Chega ao número"));
    EXPECT_EQ(text_of(tasks, 0, "tarefas.outcome"), "sucesso sozinho");
    EXPECT_EQ(text_of(tasks, 1, "tarefas.outcome"), "desistiu");
    EXPECT_EQ(number_of(tasks, 0, "tarefas.backtracks"), 1);
    EXPECT_EQ(number_of(tasks, 0, "tarefas.detour"), 1);
    EXPECT_TRUE(is_empty(cell_of(tasks, 1, "tarefas.detour"))) << "no detour without the goal";
    EXPECT_EQ(number_of(tasks, 0, "tarefas.errors"), 3);
    EXPECT_EQ(text_of(tasks, 0, "tarefas.error_fields"), "Cor: sem resposta (2×); Modelo: sem resposta");
    EXPECT_EQ(number_of(tasks, 1, "tarefas.dead_clicks"), 2);
    EXPECT_EQ(number_of(tasks, 0, "tarefas.ease"), 4);
    // 2025-10-09 08:53:20.001 UTC, three hours behind it, five seconds after the start
    EXPECT_EQ(std::get<analytics::DateTime>(cell_of(tasks, 0, "tarefas.started")).ms,
              1'760'000'000'001 - 3 * 3'600'000 + 5'000);
}

TEST(Worksheet, a_finding_names_its_evidence_and_how_many_of_how_many) {
    const Worksheet worksheet = analytics::make_worksheet(three_people(), words());
    const Table& findings = table_of(worksheet, "achados");
    // At the colour: two of three.
    EXPECT_EQ(text_of(findings, 0, "achados.finding"), "Apareceram erros no campo “Cor”: sem resposta (3×).");
    EXPECT_EQ(text_of(findings, 0, "achados.place"), "como_e/cor");
    EXPECT_EQ(text_of(findings, 0, "achados.affected"), "2 de 3");
    EXPECT_EQ(text_of(findings, 0, "achados.id"), "A-001");
    EXPECT_EQ(text_of(findings, 0, "achados.problem"), "P-001");
    const std::string evidence = text_of(findings, 0, "achados.evidence");
    EXPECT_TRUE(evidence.starts_with("P01#")) << evidence;
    EXPECT_NE(evidence.find(", P02#"), std::string::npos) << evidence;

    std::vector<std::string> told;
    told.reserve(findings.rows.size());
    for (std::size_t row = 0; row < findings.rows.size(); ++row)
        told.push_back(text_of(findings, row, "achados.finding"));
    EXPECT_TRUE(std::ranges::count(
                    told,
                    "Nem todas as pessoas concluíram a tarefa “O carro parado na sua rua”. Desistiram: 1. "
                    "Disseram que terminaram sem chegar ao fim: 0.") == 1);
    EXPECT_TRUE(std::ranges::count(told, "Houve volta a partir da tela “Qual é a placa?”.") == 1);
    EXPECT_TRUE(std::ranges::count(
                    told, "Toques sem efeito em título da tela, na tela “Como é o veículo?” (2×).") == 1);
}

TEST(Worksheet, a_single_press_without_effect_is_no_finding) {
    Script script = at_the_task();
    script.dead_click("title")
        .dead_click("")
        .dead_click("")
        .dead_click("protocol")
        .fill_until("protocolo")
        .done();
    const Worksheet worksheet = analytics::make_worksheet(std::vector{script.open()}, words());
    EXPECT_TRUE(is_empty(cell_of(table_of(worksheet, "achados"), 0, "achados.finding")));
}

TEST(Worksheet, evidence_points_at_the_very_record) {
    Script script = at_the_task("P07");
    script.fill_until("como_e").go_on();
    const std::string expected = "P07#" + std::to_string(script.last());
    script.give_up();
    const Worksheet worksheet = analytics::make_worksheet(std::vector{script.open()}, words());
    const Table& findings = table_of(worksheet, "achados");
    const Table& timeline = table_of(worksheet, "linha_do_tempo");
    const auto row = std::ranges::find_if(findings.rows,
                                          [&](const auto& cells) { return cells[2] == Cell("como_e/cor"); });
    ASSERT_NE(row, findings.rows.end());
    EXPECT_EQ((*row)[3], Cell(expected));
    for (std::size_t i = 0; i < timeline.rows.size(); ++i) {
        if (text_of(timeline, i, "tempo.ref") != expected) continue;
        EXPECT_EQ(text_of(timeline, i, "tempo.errors"), "Cor: sem resposta; Modelo: sem resposta");
        return;
    }
    FAIL() << "no such record in the timeline";
}

TEST(Worksheet, a_move_without_effect_is_told_as_one) {
    Script script = at_the_task();
    script.set("tempo", {"nao_sei"});  // of a screen that comes later
    const Worksheet worksheet = analytics::make_worksheet(std::vector{script.open()}, words());
    const Table& timeline = table_of(worksheet, "linha_do_tempo");
    EXPECT_EQ(text_of(timeline, script.last(), "tempo.action"), "respondeu (nada mudou)");
    EXPECT_EQ(text_of(timeline, script.last() - 1, "tempo.action"), "começou a tarefa");
}

TEST(Worksheet, leaves_people_s_columns_to_people) {
    for_each_cell(analytics::make_worksheet(three_people(), words()),
                  [](const analytics::Column& column, const Cell& cell) {
                      if (column.by_people && !std::holds_alternative<analytics::Formula>(cell)) {
                          EXPECT_TRUE(is_empty(cell)) << column.key;
                      }
                  });
}

TEST(Worksheet, below_the_candidates_stand_empty_rows_with_live_formulas) {
    const Table definir = table_of(analytics::make_worksheet({}, words()), "definir");
    ASSERT_EQ(definir.rows.size(), 20u);
    for (std::size_t row = 0; row < definir.rows.size(); ++row) {
        EXPECT_TRUE(std::holds_alternative<analytics::Formula>(cell_of(definir, row, "definir.score")));
        EXPECT_TRUE(std::holds_alternative<analytics::Formula>(cell_of(definir, row, "definir.quadrant")));
        EXPECT_EQ(definir.row_keys[row], "");
    }
}

TEST(Worksheet, does_not_depend_on_the_order_of_the_sessions_nor_on_repetitions) {
    std::vector<session::Opened> people = three_people();
    const Worksheet once = analytics::make_worksheet(people, words());
    people.push_back(people.front());
    people.front().session.records.resize(10);  // an earlier copy of the same session
    for (const char* order : {"the shorter copy first", "the longer copy first"}) {
        const Worksheet again = analytics::make_worksheet(people, words());
        ASSERT_EQ(once.sheets.size(), again.sheets.size());
        for (std::size_t i = 0; i < once.sheets.size(); ++i) {
            ASSERT_EQ(once.sheets[i].tables.size(), again.sheets[i].tables.size());
            for (std::size_t k = 0; k < once.sheets[i].tables.size(); ++k)
                EXPECT_TRUE(once.sheets[i].tables[k].rows == again.sheets[i].tables[k].rows)
                    << once.sheets[i].tables[k].key << ", " << order;
        }
        std::ranges::reverse(people);
    }
}

TEST(Worksheet, two_sessions_of_one_participant_are_one_person_with_two_kinds_of_reference) {
    Script first = at_the_task("P01", 1), second = at_the_task("P01", 2);
    first.fill_until("onde_esta").go_on().give_up();
    second.fill_until("onde_esta").go_on().give_up();
    const Worksheet worksheet = analytics::make_worksheet(std::vector{first.open(), second.open()}, words());
    const Table& findings = table_of(worksheet, "achados");
    EXPECT_EQ(text_of(findings, 0, "achados.affected"), "1 de 1");
    const std::string evidence = text_of(findings, 0, "achados.evidence");
    EXPECT_NE(evidence.find("P01/" + first.header().id.substr(0, 8) + "#"), std::string::npos) << evidence;
    EXPECT_NE(evidence.find("P01/" + second.header().id.substr(0, 8) + "#"), std::string::npos) << evidence;
}

TEST(Worksheet, never_tells_what_was_typed_unless_the_data_is_made_up) {
    const auto tells = [](bool made_up_data) {
        Script script = at_the_task("P01", 1, made_up_data);
        script.fill_until("protocolo").done();
        std::size_t times = 0;
        for_each_cell(analytics::make_worksheet(std::vector{script.open()}, words()),
                      [&](const analytics::Column&, const Cell& cell) {
                          const auto* text = std::get_if<std::string>(&cell);
                          if (text != nullptr && *text == "Rua do Faz de Conta") ++times;
                      });
        return times;
    };
    EXPECT_EQ(tells(true), 1u);
    EXPECT_EQ(tells(false), 0u);
}

TEST(Worksheet, does_not_tell_the_option_of_a_private_choice) {
    const auto answer = [](const std::string& privacy) {
        std::string prototype = trials::read_text("tests/data/samples/veiculo-abandonado.json");
        const std::string id = "\"id\": \"tempo\",";
        prototype.insert(prototype.find(id) + id.size(), privacy);
        std::string study = trials::read_text("tests/data/samples/studies/veiculo-abandonado.json");
        const std::string made_up = "\"made_up_data\": true";
        study.replace(study.find(made_up), made_up.size(), "\"made_up_data\": false");
        Script script(trials::make_trial(study, prototype), "P01");
        script.agree().start().go_on().set("tempo", {"nao_sei"});
        session::Opened opened = script.open();
        std::get<session::Moved>(opened.session.records.back().event).move.action.value = {"nao_sei"};
        const Worksheet worksheet = analytics::make_worksheet(std::vector{std::move(opened)}, words());
        return text_of(table_of(worksheet, "linha_do_tempo"), script.last(), "tempo.answer");
    };
    EXPECT_EQ(answer(""), "Não sei");
    EXPECT_EQ(answer("\"privacy\": \"sensitive\","), "preenchido");
}

TEST(Worksheet, does_not_tell_a_private_text_that_a_file_carries_against_the_rules) {
    Script script = at_the_task("P01", 1, false);
    script.fill_until("que_tipo");
    session::Opened opened = script.open();
    const prototype::FieldIndex street = opened.prototype.field_named("rua");
    for (session::Record& record : opened.session.records) {
        auto* moved = std::get_if<session::Moved>(&record.event);
        if (moved != nullptr && moved->move.action.target == street)
            moved->move.action.value = {"Rua Verdadeira, 7"};
    }
    for_each_cell(analytics::make_worksheet(std::vector{std::move(opened)}, words()),
                  [](const analytics::Column& column, const Cell& cell) {
                      const auto* text = std::get_if<std::string>(&cell);
                      if (text != nullptr) {
                          EXPECT_EQ(text->find("Verdadeira"), std::string::npos) << column.key;
                      }
                  });
}

TEST(Worksheet, says_when_a_recording_is_damaged) {
    session::Opened opened = at_the_task().fill_until("protocolo").done().open();
    opened.session.damage = {{.code = "chunk_missing", .offset = 0, .sequence = 5}};
    const std::string id = opened.session.header.id.substr(0, 8);
    const Worksheet worksheet = analytics::make_worksheet(std::vector{std::move(opened)}, words());
    EXPECT_EQ(text_of(table_of(worksheet, "tarefas"), 0, "tarefas.session"), id + " (gravação incompleta)");
}

TEST(Worksheet, a_clock_beyond_all_calendars_gives_no_date) {
    Script script = at_the_task();
    session::Opened opened = script.open();
    opened.session.header.started = ~std::uint64_t{0} - 10;
    const Worksheet worksheet = analytics::make_worksheet(std::vector{std::move(opened)}, words());
    EXPECT_TRUE(is_empty(cell_of(table_of(worksheet, "tarefas"), 0, "tarefas.started")));
}

}  // namespace
