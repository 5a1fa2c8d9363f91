// Questionnaires: what each person answered, and the scores.
#include <algorithm>

#include "analytics/timeline.hpp"
#include "analytics/worksheet_plan.hpp"
#include "study/scales.hpp"

namespace ensaio::analytics {
namespace {

/// The number that is chosen in this question at the end; empty: none.
Cell number_answered(const Book& book, std::size_t session, const std::string& field) {
    const Said& said = book.said[session];
    const prototype::Prototype& questions = book.sessions[session]->study.after_test;
    if (!said.asked) return {};
    const auto number =
        study::scored_answer(questions, said.questions, study::scored_field(questions, field));
    return number ? Cell(static_cast<double>(*number)) : Cell();
}

bool asks(const study::Study& study, const std::string& field) {
    return study::scored_field(study.after_test, field) != prototype::kNone;
}

std::string code_of(const Book& book, std::size_t session) {
    const std::string& participant = book.sessions[session]->session.header.participant;
    return participant.empty() ? book.codes[session] : participant;
}

// ---------------------------------------------------------------- scores of all

constexpr Listed kEscalas[] = {
    {"escalas.name", CellType::text, 40},
    {"escalas.n", CellType::integer, 8},
    {"escalas.mean", CellType::number, 10, {.bar = false}},
    {"escalas.low", CellType::number, 10},
    {"escalas.high", CellType::number, 10},
    {"escalas.grade", CellType::text, 10},
    {"escalas.reading", CellType::text, 10, {.cut = true}},
};

/// Mean, interval and n of a column of numbers, as formulas of this row.
void add_scale(Table& table, const std::string& key, Cell name, const std::string& column, double least,
               double most, Cell grade, Cell reading) {
    const std::string squares =
        "SUMPRODUCT(ISNUMBER({" + column + ":})*1,{" + column + ":},{" + column + ":})";
    const MeanFormulas mean = mean_of("{escalas.n}", "SUM({" + column + ":})", squares, least, most);
    add_row(table, key,
            {std::move(name), Formula{"=COUNT({" + column + ":})"}, mean.mean, mean.low, mean.high,
             std::move(grade), std::move(reading)});
}

/// Lower bounds of the Sauro-Lewis curve: questionnaires.hpp, sus_grade.
Formula grade() {
    constexpr std::pair<const char*, const char*> kGrades[] = {
        {"84.1", "A+"}, {"80.8", "A"},  {"78.9", "A-"}, {"77.2", "B+"}, {"74.1", "B"},
        {"72.6", "B-"}, {"71.1", "C+"}, {"65", "C"},    {"62.7", "C-"}, {"51.7", "D"}};
    std::string text = "=IF({escalas.n}=0,\"\",";
    for (const auto& [bound, name] : kGrades)
        text += std::string("IF({escalas.mean}>=") + bound + ",\"" + name + "\",";
    return {text + "\"F\"" + std::string(std::size(kGrades) + 1, ')')};
}

/// Half way between the means of Bangor, Kortum and Miller 2009: questionnaires.hpp, sus_adjective.
Formula adjective(const Book& book) {
    constexpr std::pair<const char*, const char*> kNames[] = {
        {"16.4", "worst_imaginable"}, {"28", "awful"}, {"43.3", "poor"}, {"61.15", "ok"}, {"78.45", "good"},
        {"88.2", "excellent"}};
    std::string text = "=IF({escalas.n}=0,\"\",";
    for (const auto& [bound, name] : kNames)
        text += std::string("IF({escalas.mean}<=") + bound + "," +
                formula_string(words(book, "escalas.adjective." + std::string(name))) + ",";
    return {text + formula_string(words(book, "escalas.adjective.best_imaginable")) +
            std::string(std::size(kNames) + 1, ')')};
}

// ---------------------------------------------------------------- answers of each

std::string item(std::size_t number) { return "item_" + std::to_string(number); }

/// Participant, the items, and the scores that formulas make of them.
Table sus_table(const Book& book) {
    Table table = bare_table(book, "sus");
    add_column(table, book, {"sus.participant", CellType::text, 40});
    std::string positive, negative;
    for (std::size_t i = 1; i <= kSusItems; ++i) {
        const std::string key = "sus." + item(i);
        Column column{.key = key, .header = std::to_string(i), .type = CellType::integer, .width = 8};
        table.columns.push_back(std::move(column));
        (i % 2 == 1 ? positive : negative) += (i % 2 == 1 ? "+{" : "-{") + key + "}";
    }
    add_column(table, book, {"sus.score", CellType::number, 11, {.bar = true}});
    add_column(table, book, {"sus.usability", CellType::number, 11});
    add_column(table, book, {"sus.learnability", CellType::number, 11});
    add_column(table, book, {"sus.same", CellType::choice, 13, {.choices = "yes", .strong = "yes"}});
    const std::string if_all = "=IF(COUNT({sus.item_1..sus.item_10})<10,\"\",";
    for (std::size_t i = 0; i < book.sessions.size(); ++i) {
        if (!book.said[i].asked || !asks(book.sessions[i]->study, "sus_1")) continue;
        std::vector<Cell> cells = {code_of(book, i)};
        for (std::size_t item = 1; item <= kSusItems; ++item)
            cells.push_back(number_answered(book, i, "sus_" + std::to_string(item)));
        // Odd items x − 1, even ones 5 − x; 4 and 10 are of learning.
        cells.emplace_back(
            Formula{std::string(if_all).append("2.5*(20").append(positive + negative).append("))")});
        cells.emplace_back(
            Formula{if_all + "3.125*(10+{sus.item_1}+{sus.item_3}+{sus.item_5}+{sus.item_7}+{sus.item_9}"
                             "-{sus.item_2}-{sus.item_6}-{sus.item_8}))"});
        cells.emplace_back(Formula{if_all + "12.5*(10-{sus.item_4}-{sus.item_10}))"});
        cells.emplace_back(Formula{if_all +
                                   "IF(MAX({sus.item_1..sus.item_10})=MIN({sus.item_1..sus.item_10})," +
                                   formula_string(words(book, "sus.same.yes")) + ",\"\"))"});
        add_row(table, book.sessions[i]->session.header.id, std::move(cells));
    }
    return table;
}

Table umux_table(const Book& book) {
    Table table = bare_table(book, "umux");
    add_column(table, book, {"umux.participant", CellType::text, 40});
    for (std::size_t i = 1; i <= kUmuxItems; ++i)
        table.columns.push_back(
            {.key = "umux." + item(i), .header = std::to_string(i), .type = CellType::integer, .width = 8});
    add_column(table, book, {"umux.umux", CellType::number, 10, {.bar = true}});
    add_column(table, book, {"umux.lite", CellType::number, 10, {.bar = true}});
    add_column(table, book, {"umux.as_sus", CellType::number, 10});
    for (std::size_t i = 0; i < book.sessions.size(); ++i) {
        const study::Study& study = book.sessions[i]->study;
        if (!book.said[i].asked || !asks(study, "umux_1")) continue;
        std::vector<Cell> cells = {code_of(book, i)};
        for (std::size_t item = 1; item <= kUmuxItems; ++item)
            cells.push_back(number_answered(book, i, "umux_" + std::to_string(item)));
        // Two questions are UMUX-Lite, both positive; four are UMUX, every other one negative.
        const bool lite = !asks(study, "umux_3");
        cells.emplace_back(
            Formula{"=IF(COUNT({umux.item_1..umux.item_4})<4,\"\",({umux.item_1}-1+7-{umux.item_2}+{umux."
                    "item_3}-1+7-{umux.item_4})/24*100)"});
        cells.emplace_back(
            lite
                ? Cell(Formula{
                      "=IF(COUNT({umux.item_1..umux.item_2})<2,\"\",({umux.item_1}+{umux.item_2}-2)/12*100)"})
                : Cell());
        cells.emplace_back(Formula{"=IF({umux.lite}=\"\",\"\",0.65*{umux.lite}+22.9)"});
        add_row(table, book.sessions[i]->session.header.id, std::move(cells));
    }
    return table;
}

// ---------------------------------------------------------------- ease of each task

constexpr Listed kFacilidade[] = {
    {"facilidade.task", CellType::text, 40},   {"facilidade.n", CellType::integer, 8},
    {"facilidade.mean", CellType::number, 10}, {"facilidade.low", CellType::number, 10},
    {"facilidade.high", CellType::number, 10}, {"facilidade.sure_n", CellType::integer, 10},
    {"facilidade.sure", CellType::number, 12}, {"facilidade.group", CellType::text, 8, {.hidden = true}},
};

Table ease_table(const Book& book) {
    Table table = table_of(book, "facilidade", kFacilidade);
    const std::string own = "({tarefas.group:}={facilidade.group})*1";
    const MeanFormulas mean = mean_of("{facilidade.n}", "SUMPRODUCT(" + own + ",{tarefas.ease:})",
                                      "SUMPRODUCT(" + own + ",{tarefas.ease:},{tarefas.ease:})", 1, 7);
    for (const Version& version : book.versions) {
        for (const study::Task& task : version.first->study.tasks) {
            const std::string key = key_of(version, task);
            add_row(table, key,
                    {name_of(book, version, task),
                     Formula{"=SUMPRODUCT(" + own + "*ISNUMBER({tarefas.ease:}))"}, mean.mean, mean.low,
                     mean.high, Formula{"=SUMPRODUCT(" + own + "*ISNUMBER({tarefas.confidence:}))"},
                     Formula{"=IF({facilidade.sure_n}=0,\"\",SUMPRODUCT(" + own +
                             ",{tarefas.confidence:})/{facilidade.sure_n})"},
                     key});
        }
    }
    return table;
}

// ---------------------------------------------------------------- all other answers

constexpr Listed kRespostas[] = {{"respostas.question", CellType::text, 40},
                                 {"respostas.participant", CellType::text, 8},
                                 {"respostas.answer", CellType::text, 10, {.cut = true}}};

Table answers_table(const Book& book) {
    Table table = table_of(book, "respostas", kRespostas);
    for (std::size_t i = 0; i < book.sessions.size(); ++i) {
        const Said& said = book.said[i];
        const study::Study& study = book.sessions[i]->study;
        if (!said.asked) continue;
        for (std::size_t k = 0; k < study.after_test.fields.size() && k < said.questions.answers.size();
             ++k) {
            const prototype::Field& field = study.after_test.fields[k];
            const prototype::Answer& answer = said.questions.answers[k];
            if (asks(study, field.id) || answer.facts.length_class == 0) continue;
            table.rows.push_back({name_of(field), code_of(book, i),
                                  told_answer(study, book.language, field, answer.value, false)});
        }
    }
    return table;
}

}  // namespace

Sheet questionarios_sheet(const Book& book) {
    Sheet sheet = sheet_of(book, "questionarios");
    Table sus = sus_table(book), umux = umux_table(book);
    Table scales = table_of(book, "escalas", kEscalas);
    if (!sus.rows.empty()) {
        add_scale(scales, "sus", words(book, "escalas.sus"), "sus.score", 0, 100, grade(), adjective(book));
        add_scale(scales, "usability", words(book, "escalas.usability"), "sus.usability", 0, 100, {}, {});
        add_scale(scales, "learnability", words(book, "escalas.learnability"), "sus.learnability", 0, 100, {},
                  {});
    }
    if (!umux.rows.empty()) {
        add_scale(scales, "umux", words(book, "escalas.umux"), "umux.umux", 0, 100, {}, {});
        add_scale(scales, "lite", words(book, "escalas.lite"), "umux.lite", 0, 100, {}, {});
        add_scale(scales, "as_sus", words(book, "escalas.as_sus"), "umux.as_sus", 0, 100, grade(),
                  adjective(book));
    }
    sheet.tables.push_back(ease_table(book));
    if (!scales.rows.empty()) sheet.tables.push_back(std::move(scales));
    if (!sus.rows.empty()) sheet.tables.push_back(std::move(sus));
    if (!umux.rows.empty()) sheet.tables.push_back(std::move(umux));
    sheet.tables.push_back(answers_table(book));
    return sheet;
}

}  // namespace ensaio::analytics
