// Who met what: the rolling log, and how much of what there is has probably been found.
#include <algorithm>
#include <set>

#include "analytics/problems.hpp"
#include "analytics/worksheet_plan.hpp"
#include "analytics/worksheet_tables.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::size_t kPreparedRows = 8;  // for findings that people added to *Testar – achados*
constexpr std::size_t kMostPeople = 200;  // columns of people; the others are counted in `achados`

std::vector<std::string> people_of(const Book& book) {
    std::set<std::string> all;
    for (std::size_t i = 0; i < book.sessions.size(); ++i) {
        if (!book.measures[i].tasks.empty()) all.insert(participant_of(*book.sessions[i]));
    }
    return {all.begin(), all.end()};
}

Formula if_listed(const std::string& formula) {
    return {"=IF({participantes.id}=\"\",\"\"," + formula + ")"};
}

/// What stands in `column` of *Testar – achados*; where no finding has the number, in `other` of *Definir*.
Formula told(const std::string& column, const std::string& other) {
    const auto in = [](const std::string& name, const char* row) {
        const std::string cell = "INDEX({" + name + ":},{participantes." + row + "})";
        return "IF(" + cell + "=\"\",\"\"," + cell + ")";
    };
    return {"=IF({participantes.row}=\"\",IF({participantes.problem_row}=\"\",\"\"," +
            in(other, "problem_row") + ")," + in(column, "row") + ")"};
}

/// A finding counts for the problem that it names, and for itself where it names none.
Formula problem() {
    const std::string named = "INDEX({achados.problem:},{participantes.row})";
    return if_listed("IF({participantes.row}=\"\",{participantes.id},IF(" + named +
                     "=\"\",{participantes.id}," + named + "))");
}

Formula found_in(const std::string& number, const std::string& column) {
    return {"=IF({" + number + "}=\"\",\"\",IFERROR(MATCH({" + number + "},{" + column + ":},0),\"\"))"};
}

/// 1 or 0: what people discarded, and what none of the raters takes for a problem, is none.
Formula kept(const Book& book) {
    return if_listed("IF(OR({participantes.status}=" + formula_string(words(book, "definir.status.dropped")) +
                     ",{participantes.severity}=0),0,1)");
}

/// What people judged of the finding, for formulas only.
constexpr Listed kJudgement[] = {
    {"participantes.row", CellType::integer, 6, {.hidden = true}},
    {"participantes.problem_row", CellType::integer, 6, {.hidden = true}},
    {"participantes.kept", CellType::integer, 6, {.hidden = true}},
    {"participantes.weight", CellType::number, 6, {.hidden = true}},
    {"participantes.problem", CellType::text, 6, {.hidden = true}},
    {"participantes.status", CellType::text, 6, {.hidden = true}},
    {"participantes.severity", CellType::text, 6, {.hidden = true}},
};

struct Marks {
    std::vector<Cell> of_people;
    Cell number, tested;
};

Table log_of(const Book& book, const std::vector<std::string>& all) {
    std::vector<std::string> people = all;
    people.resize(std::min(people.size(), kMostPeople));
    Table table = bare_table(book, "participantes");
    add_column(table, book, {"participantes.id", CellType::text, 10, {.by = By::corrected}});
    add_column(table, book, {"participantes.finding", CellType::text, 48});
    add_column(table, book, {"participantes.place", CellType::text, 22});
    for (const std::string& person : people) {
        Column mark{.key = std::string(kPersonColumn) + person,
                    .header = person.substr(0, 12),
                    .type = CellType::choice,
                    .width = 6.5,
                    .correctable = true};
        mark.choices = {std::string(kMet)};
        mark.signals = {{std::string(kMet), Look::medium}};
        table.columns.push_back(std::move(mark));
    }
    // The marks stand between two columns of known names: people's codes are part of no formula.
    add_column(table, book, {"participantes.end", CellType::text, 4, {.hidden = true}});
    add_column(table, book, {"participantes.n", CellType::integer, 8});
    add_column(table, book, {"participantes.of", CellType::integer, 8});
    add_column(table, book, {"participantes.share", CellType::percent, 10, {.bar = true}});
    add_column(table, book, {"participantes.low", CellType::percent, 9});
    add_column(table, book, {"participantes.high", CellType::percent, 9});
    add_column(table, book, {"participantes.counts", CellType::text, 13, {.weak = "dropped"}});
    for (const Listed& column : kJudgement) add_column(table, book, column);

    const ShareFormulas share = share_of("{participantes.n}", "{participantes.of}");
    const auto listed = [](const Formula& formula) { return if_listed(formula.text.substr(1)); };
    const auto row_of = [&](Cell id, Marks marks) {
        std::vector<Cell> cells = {std::move(id), told("achados.finding", "definir.problem"),
                                   told("achados.place", "definir.screen")};
        std::ranges::move(marks.of_people, std::back_inserter(cells));
        cells.emplace_back();
        cells.push_back(std::move(marks.number));
        cells.push_back(std::move(marks.tested));
        cells.insert(cells.end(), {listed(share.share), listed(share.low), listed(share.high)});
        cells.emplace_back(if_listed("IF({participantes.kept}=0," +
                                     formula_string(words(book, "participantes.counts.dropped")) +
                                     ",{participantes.problem})"));
        cells.emplace_back(found_in("participantes.id", "achados.id"));
        cells.emplace_back(found_in("participantes.problem", "definir.id"));
        cells.emplace_back(kept(book));
        // Tells one state of marks and problems from most others: whether what was counted is still so.
        cells.emplace_back(
            Formula{"=IF({participantes.kept}=1,{participantes.n}*(1+SUM({participantes.problem_row})),0)"});
        cells.emplace_back(problem());
        cells.emplace_back(looked_up("definir.status", "participantes.problem_row"));
        cells.emplace_back(looked_up("achados.severity", "participantes.row"));
        return cells;
    };
    const std::string counted =
        "SUMPRODUCT(({participantes.place..participantes.end}=\"" + std::string(kMet) + "\")*1)";
    for (std::size_t i = 0; i < book.findings.size(); ++i) {
        const Finding& finding = book.findings[i];
        Marks marks;
        for (const std::string& person : people)
            marks.of_people.push_back(
                std::ranges::binary_search(finding.people, person) ? Cell(std::string(kMet)) : Cell());
        marks.number =
            people.size() == all.size() ? Cell(Formula{"=" + counted}) : count_of(finding.affected);
        marks.tested = count_of(finding.tested);
        add_row(table, key_of(book, finding), row_of(id_of('A', i), std::move(marks)));
    }
    for (std::size_t i = 0; i < kPreparedRows; ++i) {
        add_row(table, "",
                row_of({}, {.of_people = std::vector<Cell>(people.size()),
                            .number = if_listed(counted),
                            .tested = if_listed(std::to_string(all.size()))}));
    }
    return table;
}

// ---------------------------------------------------------------- how much was found

constexpr Listed kDescoberta[] = {
    {"descoberta.version", CellType::text, 10},
    {"descoberta.what", CellType::text, 48},
    {"descoberta.count", CellType::integer, 22},
    {"descoberta.share", CellType::percent, 6.5},
    {"descoberta.tested", CellType::text, 6, {.hidden = true}},
    {"descoberta.counted", CellType::number, 6, {.hidden = true}},
};

/// What `discovery` computes, from the counted figures of one version of the prototype, as formulas that a
/// reader can follow. `version`: the row keys' beginning.
void add_version(Table& table, const Book& book, const std::string& version, const std::string& shown_version,
                 const std::vector<bool>& tested) {
    std::string who;
    for (const bool one : tested) who += one ? '1' : '0';
    const auto cell = [&](const char* column, std::string_view row) {
        return "{descoberta." + std::string(column) + "@" + version + "/" + std::string(row) + "}";
    };
    const std::string n = cell("count", "people"), problems = cell("count", "problems"),
                      once = cell("count", "once"), meetings = cell("count", "meetings"),
                      p = cell("share", "p"), adjusted = cell("share", "adjusted"),
                      found = cell("share", "found");
    const auto if_known = [](const std::string& known, const std::string& formula) {
        return Formula{"=IF(" + known + "=\"\",\"\"," + formula + ")"};
    };
    const std::string goal = "0.85";
    static_assert(kDiscoveryGoal == 0.85);
    const auto row = [&](std::string_view what, Cell count, Cell share) {
        add_row(table, version + "/" + std::string(what),
                {shown_version,
                 words(book, "descoberta." + std::string(what)),
                 std::move(count),
                 std::move(share),
                 what == "people" ? Cell(who) : Cell(),
                 {}});
    };
    row("people", count_of(static_cast<std::size_t>(std::ranges::count(tested, true))), {});
    row("problems", {}, {});
    row("once", {}, {});
    row("meetings", {}, {});
    row("p", {},
        Formula{"=IF(OR(" + n + "<2," + problems + "=0),\"\"," + meetings + "/(" + n + "*" + problems +
                "))"});
    row("adjusted", {},
        if_known(p,
                 "(" + p + "-1/" + n + ")*(1-1/" + n + ")/2+" + p + "/(1+" + once + "/" + problems + ")/2"));
    row("found", {}, if_known(adjusted, "1-(1-" + adjusted + ")^" + n));
    row("total", if_known(found, problems + "/" + found), {});
    row("more",
        if_known(found, "IF(" + found + ">=" + goal + ",0,MAX(0,ROUNDUP(LN(1-" + goal + ")/LN(1-" + adjusted +
                            ")-0.000000001,0)-" + n + "))"),
        {});
}

}  // namespace

Sheet participantes_sheet(const Book& book) {
    Sheet sheet = sheet_of(book, "participantes");
    const std::vector<std::string> all = people_of(book);
    Table log = log_of(book, all);
    Table found = table_of(book, "descoberta", kDescoberta);
    std::set<std::string> known;
    for (const session::Opened* opened : book.sessions) {
        const std::string version = version_key(opened->prototype);
        if (!known.insert(version).second) continue;
        std::vector<bool> tested(std::min(all.size(), kMostPeople));
        for (std::size_t i = 0; i < book.sessions.size(); ++i) {
            if (book.measures[i].tasks.empty() || version_key(book.sessions[i]->prototype) != version)
                continue;
            const auto at = std::ranges::lower_bound(all, participant_of(*book.sessions[i])) - all.begin();
            if (static_cast<std::size_t>(at) < tested.size()) tested[static_cast<std::size_t>(at)] = true;
        }
        add_version(found, book, version,
                    book.several_prototypes ? version.substr(version.find('@') + 1) : std::string(), tested);
    }
    // Counted figures follow the marks only when the worksheet is made anew: the sheet says when they do not.
    add_row(found, "state",
            {std::string(),
             Formula{"=IF(SUM({participantes.weight:})={descoberta.counted}," +
                     formula_string(words(book, "descoberta.state.good")) + "," +
                     formula_string(words(book, "descoberta.state.old")) + ")"},
             {},
             {},
             {},
             {}});
    found.headed = false;
    sheet.fixed = 2;
    sheet.first_leads = true;
    sheet.tables.push_back(std::move(log));
    sheet.tables.push_back(std::move(found));
    return sheet;
}

}  // namespace ensaio::analytics
