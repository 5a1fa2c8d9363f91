// What a reader sees first: what this is, and how the tasks went.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "analytics/worksheet_plan.hpp"
#include "core/version.hpp"

namespace ensaio::analytics {
namespace {

// ---------------------------------------------------------------- leia-me

constexpr Listed kLeiaMe[] = {{"leia_me.what", CellType::text, 26}, {"leia_me.told", CellType::text, 104}};
constexpr Listed kVersoes[] = {{"versoes.what", CellType::text, 26}, {"versoes.told", CellType::text, 104}};
constexpr Listed kCuidados[] = {{"cuidados.what", CellType::text, 26},
                                {"cuidados.told", CellType::text, 104}};
constexpr Listed kAbas[] = {{"abas.what", CellType::text, 26}, {"abas.told", CellType::text, 104}};

std::string day_of(DateTime time) { return in_words(time).substr(0, 10); }

/// From the first to the last day of the sessions.
std::string period(const Book& book) {
    std::optional<DateTime> first, last;
    for (const session::Opened* opened : book.sessions) {
        const auto time = local_time_of(opened->session.header, 0);
        if (!time) continue;
        if (!first || time->ms < first->ms) first = time;
        if (!last || time->ms > last->ms) last = time;
    }
    if (!first) return words(book, "leia_me.no_dates");
    if (day_of(*first) == day_of(*last)) return day_of(*first);
    return book.language.text("worksheet.leia_me.from_to", {day_of(*first), day_of(*last)});
}

std::string people_in_words(const Book& book) {
    std::set<std::string> people;
    std::size_t attempts = 0;
    for (std::size_t i = 0; i < book.sessions.size(); ++i) {
        people.insert(participant_of(*book.sessions[i]));
        attempts += book.measures[i].tasks.size();
    }
    return book.language.text(
        "worksheet.leia_me.counts",
        {std::to_string(people.size()), std::to_string(book.sessions.size()), std::to_string(attempts)});
}

std::string joined(const std::set<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
    return text;
}

std::string modes(const Book& book) {
    std::set<std::string> modes;
    for (const session::Opened* opened : book.sessions) {
        const std::string key = "worksheet.mode." + opened->study.mode;
        modes.insert(book.language.has(key) ? book.language.text(key) : opened->study.mode);
    }
    return joined(modes);
}

std::string devices(const Book& book) {
    std::map<std::string, std::size_t> devices;
    for (const session::Opened* opened : book.sessions) ++devices[opened->session.header.device];
    std::string text;
    for (const auto& [device, times] : devices)
        text += (text.empty() ? "" : ", ") + device + " (" + std::to_string(times) + ")";
    return text;
}

Table versoes(const Book& book) {
    Table table = table_of(book, "versoes", kVersoes);
    std::set<std::string> programs;
    for (const session::Opened* opened : book.sessions) programs.insert(opened->session.header.program);
    add_row(table, "",
            {words(book, "versoes.program"),
             book.language.text("worksheet.versoes.program_told",
                                {core::kVersion, programs.empty() ? "–" : joined(programs)})});
    for (const Version& version : book.versions) {
        const study::Study& study = version.first->study;
        const prototype::Prototype& prototype = version.first->prototype;
        add_row(table, "",
                {words(book, "versoes.study"),
                 book.language.text(
                     "worksheet.versoes.study_told",
                     {study.title, std::to_string(study.round), study.id, core::hex(study.hash),
                      std::to_string(version.people.size()), std::to_string(version.sessions.size())})});
        add_row(table, "",
                {words(book, "versoes.prototype"),
                 book.language.text("worksheet.versoes.prototype_told",
                                    {prototype.title, prototype.version.empty() ? "–" : prototype.version,
                                     prototype.id, core::hex(prototype.hash)})});
        // On *Testar – tarefas* there is no room for them.
        for (const study::Task& task : study.tasks)
            add_row(
                table, "",
                {words(book, "versoes.task"),
                 book.language.text("worksheet.versoes.task_told",
                                    {task.title, task.scenario, task.success.empty() ? "–" : task.success})});
    }
    table.headed = false;
    return table;
}

Table cautions(const Book& book) {
    Table table = table_of(book, "cuidados", kCuidados);
    for (const char* row : {"few", "made_up", "candidates", "live", "indicators"}) {
        const std::string word = "cuidados." + std::string(row);
        add_row(table, "", {words(book, word), words(book, word + ".told")});
    }
    table.headed = false;
    return table;
}

// ---------------------------------------------------------------- resumo

constexpr Listed kNumeros[] = {{"numeros.what", CellType::text, 40},
                               {"numeros.value", CellType::integer, 11}};

constexpr Listed kConclusao[] = {
    {"conclusao.task", CellType::text, 40},
    {"conclusao.attempts", CellType::integer, 11},
    {"conclusao.alone", CellType::integer, 11},
    {"conclusao.with_help", CellType::integer, 11},
    {"conclusao.wrong_end", CellType::integer, 11},
    {"conclusao.gave_up", CellType::integer, 11},
    {"conclusao.interrupted", CellType::integer, 11},
    {"conclusao.x", CellType::integer, 11},
    {"conclusao.n", CellType::integer, 11},
    {"conclusao.share", CellType::percent, 11, {.bar = true}},
    {"conclusao.low", CellType::percent, 11},
    {"conclusao.high", CellType::percent, 11},
    {"conclusao.likely", CellType::percent, 11},
    {"conclusao.group", CellType::text, 8, {.hidden = true}},
    {"conclusao.before", CellType::percent, 8, {.hidden = true}},
    {"conclusao.below", CellType::percent, 8, {.hidden = true}},
    {"conclusao.mark", CellType::percent, 8, {.hidden = true}},
    {"conclusao.above", CellType::percent, 8, {.hidden = true}},
};

constexpr Listed kTempos[] = {
    {"tempos.task", CellType::text, 40},
    {"tempos.n", CellType::integer, 11},
    {"tempos.middle", CellType::seconds, 11},
    {"tempos.low", CellType::seconds, 11},
    {"tempos.high", CellType::seconds, 11},
    {"tempos.shortest", CellType::seconds, 11},
    {"tempos.longest", CellType::seconds, 11},
    {"tempos.group", CellType::text, 8, {.hidden = true}},
    {"tempos.sd", CellType::number, 8, {.hidden = true}},
    {"tempos.before", CellType::number, 8, {.hidden = true}},
    {"tempos.below", CellType::number, 8, {.hidden = true}},
    {"tempos.mark", CellType::number, 8, {.hidden = true}},
    {"tempos.above", CellType::number, 8, {.hidden = true}},
};

Formula outcome_count(const Book& book, std::string_view outcome) {
    return {"=SUMPRODUCT(({tarefas.group:}={conclusao.group})*({tarefas.outcome:}=" +
            formula_string(words(book, "tarefas.outcome." + std::string(outcome))) + "))"};
}

/// How a chart draws an estimate and its interval: pieces of a bar, the first of which is not painted. The
/// mark is as wide as `mark` says, around the estimate, and does not leave 0 to `most` (empty: no end). A
/// piece is rounded: what is left of a number less itself differs from one mathematical library to the next.
struct BarFormulas {
    Formula before, below, mark, above;
};
BarFormulas bar_of(const std::string& table, const std::string& estimate, int least_n,
                   const std::string& mark, const std::string& most) {
    const auto own = [&](const char* column) { return "{" + table + "." + column + "}"; };
    const std::string n = own("n"), at = own(estimate.c_str()) + "-" + mark + "/2";
    const std::string start =
        "MAX(0," + (most.empty() ? at : "MIN(" + most + "-" + mark + "," + at + ")") + ")";
    const auto unless_nobody = [&](const std::string& formula) {
        return Formula{"=IF(" + n + "=0,0," + formula + ")"};
    };
    const std::string if_too_few = "IF(" + n + "<" + std::to_string(least_n) + ",";
    return {.before = unless_nobody(if_too_few + start + ",MIN(" + own("low") + "," + start + "))"),
            .below = unless_nobody("ROUND(" + start + "-" + own("before") + ",9)"),
            .mark = unless_nobody(mark),
            .above = unless_nobody(if_too_few + "0,MAX(0,ROUND(" + own("high") + "-" + own("before") + "-" +
                                   own("below") + "-" + own("mark") + ",9)))")};
}

std::vector<Cell> completion(const Book& book, const std::string& task, const std::string& key) {
    const ShareFormulas share = share_of("{conclusao.x}", "{conclusao.n}");
    BarFormulas bar = bar_of("conclusao", "share", 1, "0.01", "1");
    return {
        task, Formula{"=SUMPRODUCT(({tarefas.group:}={conclusao.group})*1)"}, outcome_count(book, "alone"),
        outcome_count(book, "with_help"), outcome_count(book, "wrong_end"), outcome_count(book, "gave_up"),
        outcome_count(book, "interrupted"), Formula{"={conclusao.alone}+{conclusao.with_help}"},
        Formula{"={conclusao.x}+{conclusao.wrong_end}+{conclusao.gave_up}"}, share.share, share.low,
        share.high,
        // Lewis and Sauro 2006 (proportions.hpp, likely_rate)
        Formula{
            "=IF({conclusao.n}=0,\"\",IF({conclusao.x}/{conclusao.n}<=0.5,({conclusao.x}+1.920729410347062)/"
            "({conclusao.n}+3.841458820694124),IF({conclusao.x}/{conclusao.n}<0.9,{conclusao.x}/"
            "{conclusao.n},"
            "({conclusao.x}+1)/({conclusao.n}+2))))"},
        key, std::move(bar.before), std::move(bar.below), std::move(bar.mark), std::move(bar.above)};
}

/// Geometric mean where n < 25, else median, with their intervals: times.hpp, time_on_task.
std::vector<Cell> times(const std::string& task, const std::string& key) {
    const std::string own = "({tarefas.group:}={tempos.group})";
    const std::string seconds = "IF(" + own + "*ISNUMBER({tarefas.log:}),{tarefas.active:},\"\")";
    const std::string half = "TINV(0.05,{tempos.n}-1)*{tempos.sd}/SQRT({tempos.n})";
    const std::string rank = "{tempos.n}/2-1.959963984540054*SQRT({tempos.n}/4)";
    const std::string rank_up = "{tempos.n}/2+1.959963984540054*SQRT({tempos.n}/4)";
    const auto array = [](std::string text) { return Formula{.text = std::move(text), .array = true}; };
    BarFormulas bar = bar_of("tempos", "middle", 2, "MAX({tempos.middle:},{tempos.high:})/100", "");
    return {task,
            Formula{"=SUMPRODUCT(" + own + "*ISNUMBER({tarefas.log:}))"},
            array("=IF({tempos.n}=0,0,IF({tempos.n}<25,EXP(SUM(IF(" + own +
                  "*ISNUMBER({tarefas.log:}),{tarefas.log:},0))/{tempos.n}),"
                  "MEDIAN(" +
                  seconds + ")))"),
            array("=IF({tempos.n}<2,0,IF({tempos.n}<25,{tempos.middle}*EXP(-" + half + "),SMALL(" + seconds +
                  ",MAX(1,ROUNDUP(" + rank + ",0)))))"),
            array("=IF({tempos.n}<2,0,IF({tempos.n}<25,{tempos.middle}*EXP(" + half + "),SMALL(" + seconds +
                  ",MIN({tempos.n},ROUNDUP(" + rank_up + ",0)))))"),
            array("=IF({tempos.n}=0,0,MIN(" + seconds + "))"),
            array("=IF({tempos.n}=0,0,MAX(" + seconds + "))"),
            key,
            array("=IF({tempos.n}<2,0,STDEV(IF(" + own + "*ISNUMBER({tarefas.log:}),{tarefas.log:},\"\")))"),
            std::move(bar.before),
            std::move(bar.below),
            std::move(bar.mark),
            std::move(bar.above)};
}

Table numeros(const Book& book) {
    Table table = table_of(book, "numeros", kNumeros);
    std::set<std::string> people;
    for (const session::Opened* opened : book.sessions) people.insert(participant_of(*opened));
    const auto row = [&](std::string_view what, Cell value) {
        add_row(table, std::string(what), {words(book, "numeros." + std::string(what)), std::move(value)});
    };
    row("people", count_of(people.size()));
    row("sessions", count_of(book.sessions.size()));
    row("attempts", Formula{"=SUM({conclusao.attempts:})"});
    row("findings", count_of(book.findings.size()));
    // A mean of several raters is as grave as what it rounds to.
    row("severe", Formula{"=SUMPRODUCT(ISNUMBER({achados.severity:})*({achados.severity:}>=2.5))"});
    row("do_now", Formula{"=SUMPRODUCT(({definir.quadrant:}=" +
                          formula_string(words(book, "definir.quadrant.do_now")) + ")*1)"});
    table.headed = false;
    return table;
}

}  // namespace

Sheet leia_me_sheet(const Book& book) {
    Sheet sheet = sheet_of(book, "leia_me");
    Table about = table_of(book, "leia_me", kLeiaMe);
    add_row(about, "", {words(book, "leia_me.method"), words(book, "leia_me.method.told")});
    add_row(about, "", {words(book, "leia_me.people"), people_in_words(book)});
    add_row(about, "", {words(book, "leia_me.period"), period(book)});
    add_row(about, "", {words(book, "leia_me.mode"), modes(book)});
    add_row(about, "", {words(book, "leia_me.devices"), devices(book)});
    add_row(about, "", {words(book, "leia_me.colours"), words(book, "leia_me.colours.told")});
    about.headed = false;
    sheet.tables.push_back(std::move(about));
    sheet.tables.push_back(cautions(book));
    sheet.tables.push_back(versoes(book));
    Table tabs = table_of(book, "abas", kAbas);
    for (const char* key : {"resumo", "definir", "matriz", "prioridades", "tarefas", "achados", "gravidade",
                            "participantes", "telas", "campos", "linha_do_tempo", "questionarios",
                            "indicadores", "pedidos", "consentimentos", "carta"}) {
        const std::string name = "sheet." + std::string(key);
        add_row(tabs, "", {words(book, name), words(book, name + ".about")});
    }
    tabs.headed = false;
    sheet.tables.push_back(std::move(tabs));
    return sheet;
}

Sheet resumo_sheet(const Book& book) {
    Sheet sheet = sheet_of(book, "resumo");
    Table rates = table_of(book, "conclusao", kConclusao), times_of = table_of(book, "tempos", kTempos);
    for (const Version& version : book.versions) {
        for (const study::Task& task : version.first->study.tasks) {
            const std::string key = key_of(version, task), name = name_of(book, version, task);
            add_row(rates, key, completion(book, name, key));
            add_row(times_of, key, times(name, key));
        }
    }
    sheet.tables.push_back(numeros(book));
    sheet.tables.push_back(std::move(rates));
    sheet.tables.push_back(std::move(times_of));
    sheet.charts.push_back({.kind = Chart::Kind::intervals,
                            .title = words(book, "chart.completion"),
                            .label = "conclusao.task",
                            .value = "conclusao.before",
                            .x = {},
                            .low = "conclusao.below",
                            .mark = "conclusao.mark",
                            .high = "conclusao.above",
                            .interval_name = words(book, "chart.interval"),
                            .mark_name = words(book, "chart.completion.mark"),
                            .label_axis = {},
                            .value_axis = words(book, "chart.completion.axis"),
                            .marks_label = {},
                            .marks_x = {},
                            .marks_y = {},
                            .most = 1,
                            .after = 1});
    sheet.charts.push_back({.kind = Chart::Kind::intervals,
                            .title = words(book, "chart.times"),
                            .label = "tempos.task",
                            .value = "tempos.before",
                            .x = {},
                            .low = "tempos.below",
                            .mark = "tempos.mark",
                            .high = "tempos.above",
                            .interval_name = words(book, "chart.interval"),
                            .mark_name = words(book, "chart.times.mark"),
                            .label_axis = {},
                            .value_axis = words(book, "chart.times.axis"),
                            .marks_label = {},
                            .marks_x = {},
                            .marks_y = {},
                            .after = 2});
    return sheet;
}

}  // namespace ensaio::analytics
