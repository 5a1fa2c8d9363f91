// The city's five indicators: what the test shows of them, and calculators for the city's own figures.
#include <algorithm>
#include <array>
#include <initializer_list>

#include "analytics/timeline.hpp"
#include "analytics/worksheet_plan.hpp"

namespace ensaio::analytics {
namespace {

std::string in_one(std::initializer_list<std::string_view> parts) {
    std::string all;
    for (const std::string_view part : parts) all += part;
    return all;
}

// All tables of this sheet share their columns' widths: words first, then figures, then where they come from.
constexpr double kFigure = 15, kSource = 30;

// ---------------------------------------------------------------- 1 and 2: ratings that the test asks for

constexpr Listed kCartaUtil[] = {
    {"carta_util.answer", CellType::text, 44},
    {"carta_util.x", CellType::integer, kFigure},
    {"carta_util.n", CellType::integer, kFigure},
    {"carta_util.share", CellType::percent, kFigure, {.bar = true}},
    {"carta_util.low", CellType::percent, kFigure},
    {"carta_util.high", CellType::percent, kSource},
};
constexpr Listed kNota[] = {
    {"nota.answer", CellType::text, 44},      {"nota.x", CellType::integer, kFigure},
    {"nota.n", CellType::integer, kFigure},   {"nota.share", CellType::percent, kFigure, {.bar = true}},
    {"nota.low", CellType::percent, kFigure}, {"nota.high", CellType::percent, kSource},
};

/// A row for each answer: how many of those who answered.
void add_answers(Table& table,
                 const std::vector<std::pair<std::string, std::pair<std::string, std::size_t>>>& answers) {
    const std::string name = table.key;
    const ShareFormulas share = share_of("{" + name + ".x}", "{" + name + ".n}");
    for (const auto& [key, answer] : answers)
        add_row(table, key,
                {answer.first, count_of(answer.second), Formula{"=SUM({" + name + ".x:})"}, share.share,
                 share.low, share.high});
}

Table letter_rating(const Book& book) {
    Table table = table_of(book, "carta_util", kCartaUtil);
    std::size_t yes = 0, no = 0;
    for (const Said& said : book.said) {
        if (said.letter_useful.value.size() != 1) continue;
        (said.letter_useful.value.front() == "sim" ? yes : no) += 1;
    }
    add_answers(table, {{"yes", {words(book, "answer.yes"), yes}}, {"no", {words(book, "answer.no"), no}}});
    return table;
}

constexpr Listed kCartaFalta[] = {{"carta_falta.participant", CellType::text, 44},
                                  {"carta_falta.answer", CellType::text, kFigure, {.cut = true}}};

Table letter_missing(const Book& book) {
    Table table = table_of(book, "carta_falta", kCartaFalta);
    for (std::size_t i = 0; i < book.sessions.size(); ++i) {
        const prototype::Answer& answer = book.said[i].letter_missing;
        if (answer.facts.length_class == 0) continue;
        const session::Opened& opened = *book.sessions[i];
        const prototype::Field& field =
            opened.prototype.fields[opened.prototype.field_named("letter_missing")];
        table.rows.push_back({opened.session.header.participant,
                              told_answer(opened.study, book.language, field, answer.value, false)});
    }
    return table;
}

Table request_rating(const Book& book) {
    Table table = table_of(book, "nota", kNota);
    std::vector<std::pair<std::string, std::pair<std::string, std::size_t>>> answers;
    for (const char* option : {"pessima", "ruim", "mais_ou_menos", "boa", "excelente"}) {
        const auto times = std::ranges::count(book.measures, std::string(option), &SessionMeasures::rating);
        answers.push_back(
            {option, {words(book, "nota.answer." + std::string(option)), static_cast<std::size_t>(times)}});
    }
    add_answers(table, answers);
    return table;
}

// ---------------------------------------------------------------- 3: rating after completion, the city's own
// survey

constexpr Listed kConcluido[] = {
    {"concluido.answer", CellType::text, 44},
    {"concluido.x", CellType::integer, kFigure, {.by = By::people, .max = 10'000'000}},
    {"concluido.n", CellType::integer, kFigure},
    {"concluido.share", CellType::percent, kFigure, {.bar = true}},
    {"concluido.date", CellType::date, kFigure, {.by = By::people}},
    {"concluido.source", CellType::text, kSource, {.by = By::people}},
};

Table completion_rating(const Book& book) {
    Table table = table_of(book, "concluido", kConcluido);
    for (const char* option : {"otimo", "bom", "regular", "ruim", "pessimo"}) {
        add_row(table, option,
                {words(book, "concluido.answer." + std::string(option)),
                 {},
                 Formula{"=SUM({concluido.x:})"},
                 Formula{"=IF({concluido.n}=0,\"\",{concluido.x}/{concluido.n})"},
                 {},
                 {}});
    }
    return table;
}

// ---------------------------------------------------------------- 4: TMA

constexpr std::size_t kServices = 12, kBodies = 6, kRequests = 60;

constexpr Listed kJanela[] = {
    {"janela.what", CellType::text, 44},
    {"janela.date", CellType::date, kFigure, {.by = By::people}},
    {"janela.source", CellType::text, kFigure, {.by = By::people}},
};
constexpr Listed kTma[] = {
    {"tma.service", CellType::text, 44, {.by = By::people}},
    {"tma.concluded", CellType::integer, kFigure},
    {"tma.days", CellType::number, kFigure},
    {"tma.open", CellType::integer, kFigure},
    {"tma.age", CellType::number, kFigure},
    {"tma.within", CellType::percent, kSource, {.bar = true}},
};
constexpr Listed kTmaOrgao[] = {
    {"tma_orgao.body", CellType::text, 44, {.by = By::people}},
    {"tma_orgao.concluded", CellType::integer, kFigure},
    {"tma_orgao.days", CellType::number, kFigure},
    {"tma_orgao.open", CellType::integer, kFigure},
    {"tma_orgao.age", CellType::number, kFigure},
    {"tma_orgao.within", CellType::percent, kSource, {.bar = true}},
};
constexpr Listed kPedidos[] = {
    {"pedidos.service", CellType::text, 44, {.by = By::people}},
    {"pedidos.body", CellType::text, 24, {.by = By::people}},
    {"pedidos.opened", CellType::date, kFigure, {.by = By::people}},
    {"pedidos.closed", CellType::date, kFigure, {.by = By::people}},
    {"pedidos.deadline", CellType::integer, kFigure, {.by = By::people, .min = 1, .max = 10'000}},
    {"pedidos.days", CellType::number, kFigure},
    {"pedidos.source", CellType::text, kSource, {.by = By::people}},
    {"pedidos.date", CellType::date, 13, {.by = By::people}},
    {"pedidos.counts", CellType::integer, 6, {.hidden = true}},
    {"pedidos.age", CellType::number, 6, {.hidden = true}},
    {"pedidos.in_time", CellType::integer, 6, {.hidden = true}},
};

Table window_of_tma(const Book& book) {
    Table table = table_of(book, "janela", kJanela);
    for (const char* what : {"from", "to"})
        add_row(table, what, {words(book, "janela." + std::string(what)), {}, {}});
    return table;
}

/// indicators.hpp, tma: of each service, or of each body, that is named in the first column. `of`: the column
/// of the requests where the name stands.
std::vector<Cell> tma_row(const std::string& table, const std::string& name, const std::string& of) {
    const auto cell = [&](const char* column) { return "{" + table + "." + column + "}"; };
    const std::string own = "({" + of + ":}={" + name + "})*1", concluded = cell("concluded"),
                      open = cell("open");
    const auto number_of = [&](const char* column) {
        return "SUMPRODUCT(" + own + "*ISNUMBER({" + std::string(column) + ":}))";
    };
    const auto if_named = [&](const std::string& formula) {
        return Formula{"=IF({" + name + "}=\"\",\"\"," + formula + ")"};
    };
    return {
        {},
        if_named("SUMPRODUCT(" + own + ",{pedidos.counts:})"),
        Formula{"=IF(SUM(" + concluded + ")=0,\"\",SUMPRODUCT(" + own +
                ",{pedidos.counts:},{pedidos.days:})/" + concluded + ")"},
        if_named(number_of("pedidos.age")),
        Formula{"=IF(SUM(" + open + ")=0,\"\",SUMPRODUCT(" + own + ",{pedidos.age:})/" + open + ")"},
        Formula{"=IF({" + name + "}=\"\",\"\",IF(" + number_of("pedidos.in_time") + "=0,\"\",SUMPRODUCT(" +
                own + ",{pedidos.in_time:})/" + number_of("pedidos.in_time") + "))"}};
}

Table tma_of_services(const Book& book) {
    Table table = table_of(book, "tma", kTma);
    for (std::size_t i = 1; i <= kServices; ++i)
        add_row(table, "service_" + std::to_string(i), tma_row("tma", "tma.service", "pedidos.service"));
    return table;
}

Table tma_of_bodies(const Book& book) {
    Table table = table_of(book, "tma_orgao", kTmaOrgao);
    for (std::size_t i = 1; i <= kBodies; ++i)
        add_row(table, "body_" + std::to_string(i), tma_row("tma_orgao", "tma_orgao.body", "pedidos.body"));
    return table;
}

constexpr Listed kTmaGeral[] = {{"tma_geral.what", CellType::text, 44},
                                {"tma_geral.days", CellType::number, kFigure}};

Table plan_figure(const Book& book) {
    Table table = table_of(book, "tma_geral", kTmaGeral);
    add_row(table, "plan",
            {words(book, "tma_geral.plan"), Formula{"=IF(COUNT({tma.days:})=0,\"\",AVERAGE({tma.days:}))"}});
    table.headed = false;
    return table;
}

Table requests(const Book& book) {
    Table table = table_of(book, "pedidos", kPedidos);
    const std::string from = "{janela.date@from}", to = "{janela.date@to}";
    const std::string in_window = "COUNT(" + from + "," + to + ",{pedidos.opened})=3";
    const std::string counts =
        in_one({"=IF(AND(", in_window, ",ISNUMBER({pedidos.days})),IF(AND({pedidos.opened}>=", from,
                ",{pedidos.closed}<", to, "),1,\"\"),\"\")"});
    const std::string age = in_one({"=IF(", in_window, ",IF(AND({pedidos.opened}<", to,
                                    ",OR({pedidos.closed}=\"\",{pedidos.closed}>=", to, ")),", to,
                                    "-{pedidos.opened},\"\"),\"\")"});
    for (std::size_t i = 0; i < kRequests; ++i) {
        add_row(
            table, "request_" + std::to_string(i + 1),
            {{},
             {},
             {},
             {},
             {},
             // Closed before it was opened: one of the two dates is wrong, and nothing is counted.
             Formula{"=IF(COUNT({pedidos.opened},{pedidos.closed})=2,IF({pedidos.closed}>={pedidos.opened},"
                     "{pedidos.closed}-{pedidos.opened},\"\"),\"\")"},
             {},
             {},
             Formula{counts},
             Formula{age},
             Formula{"=IF(AND({pedidos.counts}=1,ISNUMBER({pedidos.deadline})),IF({pedidos.days}<={pedidos."
                     "deadline},1,0),\"\")"}});
    }
    return table;
}

// ---------------------------------------------------------------- 5: savings

constexpr std::size_t kSteps = 8;

constexpr Listed kPassos[] = {
    {"passos.step", CellType::text, 44, {.by = By::people}},
    {"passos.citizen_before", CellType::money, kFigure, {.by = By::people}},
    {"passos.citizen_after", CellType::money, kFigure, {.by = By::people}},
    {"passos.city_before", CellType::money, kFigure, {.by = By::people}},
    {"passos.city_after", CellType::money, kFigure, {.by = By::people}},
    {"passos.source", CellType::text, kSource, {.by = By::people}},
    {"passos.date", CellType::date, 13, {.by = By::people}},
};
constexpr Listed kCustos[] = {
    {"custos.what", CellType::text, 44},
    {"custos.citizen_before", CellType::money, kFigure, {.by = By::people}},
    {"custos.citizen_after", CellType::money, kFigure, {.by = By::people}},
    {"custos.city_before", CellType::money, kFigure, {.by = By::people}},
    {"custos.city_after", CellType::money, kFigure, {.by = By::people}},
    {"custos.source", CellType::text, kSource, {.by = By::people}},
    {"custos.date", CellType::date, 13, {.by = By::people}},
};
constexpr Listed kVolume[] = {
    {"volume.what", CellType::text, 44},
    {"volume.value", CellType::money, kFigure, {.by = By::people}},
    {"volume.date", CellType::date, kFigure, {.by = By::people}},
    {"volume.source", CellType::text, kFigure, {.by = By::people}},
};
constexpr Listed kEconomia[] = {
    {"economia.what", CellType::text, 44},
    {"economia.citizen", CellType::money, kFigure},
    {"economia.city", CellType::money, kFigure},
    {"economia.total", CellType::money, kFigure},
};

Table steps(const Book& book) {
    Table table = table_of(book, "passos", kPassos);
    for (std::size_t i = 1; i <= kSteps; ++i)
        add_row(table, "step_" + std::to_string(i), {{}, {}, {}, {}, {}, {}, {}});
    return table;
}

Table costs(const Book& book) {
    Table table = table_of(book, "custos", kCustos);
    for (const char* what : {"hour", "travel", "copies", "fees"})
        add_row(table, what, {words(book, "custos." + std::string(what)), {}, {}, {}, {}, {}, {}});
    std::vector<Cell> sums = {words(book, "custos.sum")};
    for (const char* side : {"citizen_before", "citizen_after", "city_before", "city_after"}) {
        const std::string s(side), cost = "{custos." + s + "@";
        const std::string parts = in_one({cost, "hour},", cost, "travel},", cost, "copies},", cost, "fees}"});
        sums.emplace_back(Formula{in_one({"=IF(COUNT(", parts, ")=0,\"\",SUM({passos.", s, ":})*", cost,
                                          "hour}+", cost, "travel}+", cost, "copies}+", cost, "fees})"})});
    }
    sums.insert(sums.end(), {Cell(), Cell()});
    add_row(table, "sum", std::move(sums));
    return table;
}

Table volume(const Book& book) {
    Table table = table_of(book, "volume", kVolume);
    for (const char* what : {"volume", "investment"})
        add_row(table, what, {words(book, "volume." + std::string(what)), {}, {}, {}});
    return table;
}

/// indicators.hpp, savings.
Table savings_table(const Book& book) {
    Table table = table_of(book, "economia", kEconomia);
    const auto row = [&](const char* what, Cell citizen, Cell city, Cell total) {
        add_row(table, what,
                {words(book, "economia." + std::string(what)), std::move(citizen), std::move(city),
                 std::move(total)});
    };
    // Of a side of which nothing was filled in nothing is said.
    const Formula both{
        "=IF(COUNT({economia.citizen},{economia.city})=0,\"\",SUM({economia.citizen},{economia.city}))"};
    const auto each = [](const std::string& side) {
        const std::string before = "{custos." + side + "_before@sum}",
                          after = "{custos." + side + "_after@sum}";
        return Formula{"=IF(COUNT(" + before + "," + after + ")=0,\"\",SUM(" + before + ")-SUM(" + after +
                       "))"};
    };
    row("each", each("citizen"), each("city"), both);
    const auto yearly = [](const std::string& side) {
        const std::string one = "{economia." + side + "@each}";
        return Formula{"=IF(COUNT(" + one + ",{volume.value@volume})<2,\"\"," + one +
                       "*{volume.value@volume})"};
    };
    row("yearly", yearly("citizen"), yearly("city"), both);
    const std::string spent = "{volume.value@investment}", city = "{economia.city@yearly}",
                      total = "{economia.total@yearly}";
    const auto ratio = [](const char* times, const std::string& above, const std::string& below) {
        return Formula{in_one({"=IF(COUNT(", above, ",", below, ")<2,\"\",IF(", below, ">0,", times, above,
                               "/", below, ",\"\"))"})};
    };
    row("back", {}, ratio("", city, spent), ratio("", total, spent));
    row("months", {}, ratio("12*", spent, city), ratio("12*", spent, total));
    return table;
}

}  // namespace

Sheet indicadores_sheet(const Book& book) {
    Sheet sheet = sheet_of(book, "indicadores");
    sheet.tables.push_back(letter_rating(book));
    if (Table missing = letter_missing(book); !missing.rows.empty())
        sheet.tables.push_back(std::move(missing));
    for (const auto make : {request_rating, completion_rating, window_of_tma, tma_of_services, plan_figure,
                            tma_of_bodies, steps, costs, volume, savings_table})
        sheet.tables.push_back(make(book));
    return sheet;
}

Sheet pedidos_sheet(const Book& book) {
    Sheet sheet = sheet_of(book, "pedidos");
    sheet.tables.push_back(requests(book));
    return sheet;
}

}  // namespace ensaio::analytics
