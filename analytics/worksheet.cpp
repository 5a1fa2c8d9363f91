#include "analytics/worksheet.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>

#include "analytics/worksheet_counted.hpp"
#include "analytics/worksheet_formula.hpp"
#include "analytics/worksheet_plan.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::uint64_t kLastTime =
    253'402'300'799'000;  // the end of the year 9999, where spreadsheets end too

std::string two_digits(long long number) { return (number < 10 ? "0" : "") + std::to_string(number); }

/// Each session once, with its most complete recording, by participant and start.
std::vector<const session::Opened*> in_order(std::span<const session::Opened> sessions) {
    std::map<std::string_view, const session::Opened*> by_id;
    for (const session::Opened& opened : sessions) {
        const session::Opened*& kept = by_id[opened.session.header.id];
        if (kept == nullptr || opened.session.records.size() > kept->session.records.size()) kept = &opened;
    }
    std::vector<const session::Opened*> ordered;
    ordered.reserve(by_id.size());
    for (const auto& [id, opened] : by_id) ordered.push_back(opened);
    std::ranges::sort(ordered, {}, [](const session::Opened* opened) {
        const session::Header& header = opened->session.header;
        return std::tie(header.participant, header.started, header.id);
    });
    return ordered;
}

Said said_in(const session::Opened& opened) {
    Said said;
    const auto keep = [](prototype::Answer& kept, const prototype::Prototype& prototype,
                         const prototype::State& state, std::string_view field) {
        const prototype::FieldIndex index = prototype.field_named(field);
        if (index < state.answers.size() && state.answers[index].facts.length_class != 0)
            kept = state.answers[index];
    };
    const auto look = [&](const study::Journey& journey) {
        if (journey.phase == study::Phase::after_test) {
            said.asked = true;
            said.questions = journey.questions;
        }
        if (journey.phase != study::Phase::walking) return;
        const prototype::ScreenIndex screen = journey.walk.screen;
        said.saw_letter =
            said.saw_letter || opened.prototype.screens[screen].kind == prototype::ScreenKind::letter;
        keep(said.letter_useful, opened.prototype, journey.walk, "letter_useful");
        keep(said.letter_missing, opened.prototype, journey.walk, "letter_missing");
    };
    session::replay(opened, [&](const session::Moment& moment) {
        look(moment.before);
        look(moment.after);
        if (moment.before.phase != study::Phase::consent) return;
        said.options = moment.after.options;
        said.agreed =
            moment.after.phase != study::Phase::consent && moment.after.phase != study::Phase::refused;
        said.refused = moment.after.phase == study::Phase::refused;
        if (said.agreed || said.refused) said.decided = moment.record.at;
    });
    return said;
}

/// Where a session belongs: a version that is there, or a new one.
std::size_t version_of(Book& book, std::size_t session) {
    const session::Opened& opened = *book.sessions[session];
    std::size_t at = 0;
    while (at < book.versions.size() && (book.versions[at].first->study.hash != opened.study.hash ||
                                         book.versions[at].first->prototype.hash != opened.prototype.hash))
        ++at;
    if (at == book.versions.size()) {
        book.versions.push_back(
            {.first = &opened, .sessions = {}, .people = {}, .key = versions_key(opened)});
    }
    Version& version = book.versions[at];
    version.sessions.push_back(session);
    const std::string& person = participant_of(opened);
    const auto place = std::ranges::lower_bound(version.people, person);
    if (place == version.people.end() || *place != person) version.people.insert(place, person);
    return at;
}

Book make_book(std::span<const session::Opened> sessions, const core::Language& language) {
    Book book{.language = language,
              .sessions = in_order(sessions),
              .measures = {},
              .codes = {},
              .said = {},
              .version_of = {},
              .versions = {},
              .findings = {}};
    std::map<std::string, int> uses;
    for (const session::Opened* opened : book.sessions) ++uses[participant_of(*opened)];
    Guides guides;
    for (const session::Opened* opened : book.sessions) {
        const session::Header& header = opened->session.header;
        const std::string short_id = header.id.substr(0, 8);
        std::string code = header.participant.empty() ? short_id : header.participant;
        if (uses[participant_of(*opened)] > 1) code += "/" + short_id;
        book.codes.push_back(std::move(code));
        book.measures.push_back(measure(*opened, guides.of(*opened)));
        book.said.push_back(said_in(*opened));
        if (opened->prototype.hash != book.sessions.front()->prototype.hash) book.several_prototypes = true;
    }
    for (std::size_t i = 0; i < book.sessions.size(); ++i) book.version_of.push_back(version_of(book, i));
    book.findings = find_candidates(book.sessions);
    return book;
}

}  // namespace

std::optional<DateTime> local_time_of(const session::Header& header, std::uint64_t at) {
    if (header.started > kLastTime || at > kLastTime) return std::nullopt;
    const std::int64_t ms =
        static_cast<std::int64_t>(header.started + at) + std::int64_t{header.utc_offset} * 60'000;
    if (ms < 0 || static_cast<std::uint64_t>(ms) > kLastTime) return std::nullopt;
    return DateTime{ms};
}

std::string in_words(DateTime time) {
    using namespace std::chrono;
    const sys_time<milliseconds> at{milliseconds(time.ms)};
    const auto day = floor<days>(at);
    const year_month_day date(day);
    const hh_mm_ss clock(floor<seconds>(at - day));
    return two_digits(static_cast<unsigned>(date.day())) + "/" +
           two_digits(static_cast<unsigned>(date.month())) + "/" +
           std::to_string(static_cast<int>(date.year())) + " " + two_digits(clock.hours().count()) + ":" +
           two_digits(clock.minutes().count()) + ":" + two_digits(clock.seconds().count());
}

Column column_of(const Book& book, std::string_view key, CellType type, double width, const Traits& traits) {
    Column column{.key = std::string(key),
                  .header = traits.hidden ? std::string(key) : words(book, key),
                  .type = type,
                  .width = width,
                  .by_people = traits.by == By::people,
                  .correctable = traits.by == By::corrected,
                  .hidden = traits.hidden,
                  .bar = traits.bar,
                  .cut = traits.cut,
                  .min = traits.min,
                  .max = traits.max};
    const auto choice = [&](const std::string& id) { return words(book, column.key + "." + id); };
    for (const std::string& id : ids_in(traits.choices)) column.choices.push_back(choice(id));
    const bool is_number = column.type == CellType::integer || column.type == CellType::number;
    const auto signal = [&](std::string_view ids, Look look) {
        for (const std::string& id : ids_in(ids))
            column.signals.push_back({is_number ? id : choice(id), look});
    };
    signal(traits.strong, Look::strong);
    signal(traits.medium, Look::medium);
    signal(traits.weak, Look::weak);
    if (const std::string hint = "hint." + column.key; book.language.has("worksheet." + hint))
        column.hint = words(book, hint);
    return column;
}

Sheet sheet_of(const Book& book, std::string_view key) {
    const std::string name = "sheet." + std::string(key);
    return {.key = std::string(key),
            .name = words(book, name),
            .about = words(book, name + ".about"),
            .tables = {}};
}

Table bare_table(const Book& book, std::string_view key) {
    const std::string title = "table." + std::string(key), note = title + ".note";
    const auto if_there = [&](const std::string& word) {
        return book.language.has("worksheet." + word) ? words(book, word) : std::string();
    };
    return {
        .key = std::string(key), .title = if_there(title), .note = if_there(note), .columns = {}, .rows = {}};
}

void add_column(Table& table, const Book& book, const Listed& column) {
    table.columns.push_back(column_of(book, column.key, column.type, column.width, column.traits));
}

Table table_of(const Book& book, std::string_view key, std::span<const Listed> columns) {
    Table table = bare_table(book, key);
    for (const Listed& column : columns) add_column(table, book, column);
    return table;
}

std::string name_and_version(const prototype::Prototype& prototype) {
    std::string text = prototype.title;
    if (!prototype.version.empty()) text += " " + prototype.version;
    return text + " (" + core::hex(prototype.hash).substr(0, 8) + ")";
}

std::string key_of(const Version& version, const study::Task& task) { return version.key + "/" + task.id; }

std::string name_of(const Book& book, const Version& version, const study::Task& task) {
    if (book.versions.size() < 2) return task.title;
    return task.title + " · " + version.first->prototype.id + " " +
           core::hex(version.first->prototype.hash).substr(0, 8) + " · " +
           book.language.text("worksheet.round", {std::to_string(version.first->study.round)});
}

ShareFormulas share_of(const std::string& x, const std::string& n) {
    // z = 1.959963984540054, z² = 3.841458820694124
    const std::string middle = "((" + x + "+1.920729410347062)/(" + n + "+3.841458820694124))";
    const std::string half =
        "1.959963984540054*SQRT(" + middle + "*(1-" + middle + ")/(" + n + "+3.841458820694124))";
    const auto unless_nobody = [&](const std::string& formula) {
        return Formula{"=IF(" + n + "=0,\"\"," + formula + ")"};
    };
    return {.share = unless_nobody(x + "/" + n),
            .low = unless_nobody("MAX(0," + middle + "-" + half + ")"),
            .high = unless_nobody("MIN(1," + middle + "+" + half + ")")};
}

MeanFormulas mean_of(const std::string& n, const std::string& sum, const std::string& squares, double least,
                     double most) {
    const auto in_digits = [](double number) { return std::to_string(static_cast<int>(number)); };
    const std::string mean = sum + "/" + n;
    const std::string half = "TINV(0.05," + n + "-1)*SQRT(MAX(0," + squares + "-" + sum + "*" + sum + "/" +
                             n + ")/(" + n + "-1)/" + n + ")";
    const std::string if_two = "=IF(" + n + "<2,\"\",";
    return {.mean = {"=IF(" + n + "=0,\"\"," + mean + ")"},
            .low = {if_two + "MAX(" + in_digits(least) + "," + mean + "-" + half + "))"},
            .high = {if_two + "MIN(" + in_digits(most) + "," + mean + "+" + half + "))"}};
}

const Table* Worksheet::table(std::string_view key) const {
    for (const Sheet& sheet : sheets) {
        for (const Table& one : sheet.tables) {
            if (one.key == key) return &one;
        }
    }
    return nullptr;
}

Table* Worksheet::table(std::string_view key) {
    return const_cast<Table*>(static_cast<const Worksheet*>(this)->table(key));
}

namespace {

void round_numbers(Table& table) {
    for (std::vector<Cell>& row : table.rows) {
        for (Cell& cell : row) {
            if (auto* number = std::get_if<double>(&cell)) *number = to_twelve_digits(*number);
        }
    }
}

}  // namespace

Worksheet make_worksheet(std::span<const session::Opened> sessions, const core::Language& language) {
    const Book book = make_book(sessions, language);
    Worksheet worksheet{.language = language.text("language.tag"), .sheets = {}};
    for (const auto make : {leia_me_sheet, resumo_sheet, definir_sheet, matriz_sheet, prioridades_sheet,
                            tarefas_sheet, achados_sheet, gravidade_sheet, participantes_sheet, telas_sheet,
                            campos_sheet, linha_do_tempo_sheet, questionarios_sheet, indicadores_sheet,
                            pedidos_sheet, consentimentos_sheet, carta_sheet})
        worksheet.sheets.push_back(make(book));
    for (Sheet& sheet : worksheet.sheets) {
        for (Table& table : sheet.tables) round_numbers(table);
    }
    count_problems(worksheet);
    evaluate(worksheet);
    return worksheet;
}

}  // namespace ensaio::analytics
