// What people agreed to, and what the service letter says.
#include <algorithm>
#include <set>

#include "analytics/worksheet_plan.hpp"
#include "prototype/fill.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

/// After this day the session is deleted where it is stored.
Cell kept_until(const session::Opened& opened) {
    if (opened.study.keep_days == 0) return {};
    const auto start = local_time_of(opened.session.header, 0);
    if (!start) return {};
    return DateTime{start->ms - start->ms % kDayMs + kDayMs * std::int64_t{opened.study.keep_days}};
}

Cell decision(const Book& book, const Said& said) {
    return words(book, said.agreed    ? "consentimentos.decision.agreed"
                       : said.refused ? "consentimentos.decision.refused"
                                      : "consentimentos.decision.open");
}

/// What a study asks beside taking part, in the order of Study::choices: id and words.
std::vector<study::ConsentOption> choices_of(const Book& book, const study::Study& study) {
    std::vector<study::ConsentOption> choices = study.consent.options;
    if (study.drop_box)  // no option can have this id
        choices.push_back({":drop_box", book.language.text("worksheet.consentimentos.drop_box")});
    return choices;
}

/// What was asked beside taking part, in all versions: id and words.
std::vector<study::ConsentOption> options_of(const Book& book) {
    std::vector<study::ConsentOption> options;
    for (const Version& version : book.versions) {
        for (const study::ConsentOption& option : choices_of(book, version.first->study)) {
            if (std::ranges::find(options, option.id, &study::ConsentOption::id) == options.end())
                options.push_back(option);
        }
    }
    return options;
}

Cell choice_of(const Book& book, std::size_t session, const std::string& option) {
    const Said& said = book.said[session];
    const auto options = choices_of(book, book.sessions[session]->study);
    const auto found = std::ranges::find(options, option, &study::ConsentOption::id);
    if (found == options.end() || !said.agreed) return {};
    const auto at = static_cast<std::size_t>(found - options.begin());
    return words(book, at < said.options.size() && said.options[at] ? "answer.yes" : "answer.no");
}

// ---------------------------------------------------------------- carta

constexpr Listed kCarta[] = {
    {"carta.prototype", CellType::text, 26},
    {"carta.number", CellType::integer, 5},
    {"carta.heading", CellType::text, 24},
    {"carta.text", CellType::text, 62},
    {"carta.law", CellType::text, 24},
    {"carta.state",
     CellType::choice,
     15,
     {.choices = "there missing missing_by_law", .strong = "missing_by_law", .medium = "missing"}},
    {"carta.note", CellType::text, 34, {.by = By::people}},
};

/// Which part of Lei 13.460/2017, art. 7º, § 2º, asks for this heading; empty: none does.
std::string_view law_of(std::string_view heading) {
    constexpr std::pair<std::string_view, std::string_view> kLaw[] = {
        {"o_que_e", "i"},       {"requisitos", "ii"}, {"etapas", "iii"},
        {"prazo_maximo", "iv"}, {"canais", "v"},      {"manifestacao", "vi"}};
    const auto found =
        std::ranges::find(kLaw, heading, &std::pair<std::string_view, std::string_view>::first);
    return found == std::end(kLaw) ? std::string_view() : found->second;
}

}  // namespace

Sheet consentimentos_sheet(const Book& book) {
    Sheet sheet = sheet_of(book, "consentimentos");
    Table table = bare_table(book, "consentimentos");
    add_column(table, book, {"consentimentos.participant", CellType::text, 14});
    add_column(table, book, {"consentimentos.session", CellType::text, 12});
    add_column(table, book, {"consentimentos.when", CellType::date_time, 17});
    add_column(table, book,
               {"consentimentos.decision",
                CellType::choice,
                16,
                {.choices = "agreed refused open", .strong = "refused", .medium = "open"}});
    add_column(table, book, {"consentimentos.given", CellType::text, 20});
    add_column(table, book, {"consentimentos.version", CellType::text, 10});
    add_column(table, book, {"consentimentos.hash", CellType::text, 12});
    const std::vector<study::ConsentOption> options = options_of(book);
    for (std::size_t i = 0; i < options.size(); ++i)
        table.columns.push_back(
            {.key = "consentimentos.option:" + std::to_string(i), .header = options[i].text, .width = 22});
    add_column(table, book, {"consentimentos.made_up", CellType::text, 14});
    add_column(table, book, {"consentimentos.until", CellType::date, 13});
    add_column(table, book, {"consentimentos.withdrawn", CellType::date, 14, {.by = By::people}});
    add_column(table, book, {"consentimentos.note", CellType::text, 28, {.by = By::people}});
    for (std::size_t i = 0; i < book.sessions.size(); ++i) {
        const session::Opened& opened = *book.sessions[i];
        const session::Header& header = opened.session.header;
        const Said& said = book.said[i];
        const auto when = local_time_of(header, said.decided);
        const std::string given = "consent_given." + header.consent_given;
        std::vector<Cell> cells = {
            header.participant,
            header.id.substr(0, 8),
            when && (said.agreed || said.refused) ? Cell(*when) : Cell(),
            decision(book, said),
            book.language.has(given) ? book.language.text(given) : header.consent_given,
            header.consent_version.empty() ? opened.study.consent.version : header.consent_version,
            header.consent_hash.substr(0, 8)};
        for (const study::ConsentOption& option : options) cells.push_back(choice_of(book, i, option.id));
        cells.insert(
            cells.end(),
            {words(book, header.made_up_data ? "answer.yes" : "answer.no"), kept_until(opened), {}, {}});
        add_row(table, header.id, std::move(cells));
    }
    sheet.fixed = 2;
    sheet.tables.push_back(std::move(table));
    return sheet;
}

Sheet carta_sheet(const Book& book) {
    Sheet sheet = sheet_of(book, "carta");
    Table table = table_of(book, "carta", kCarta);
    std::set<core::Sha256> told;
    for (const Version& version : book.versions) {
        const prototype::Prototype& prototype = version.first->prototype;
        if (!told.insert(prototype.hash).second) continue;
        const session::Header& header = version.first->session.header;
        const prototype::State walk = prototype::start(prototype, header.seed, session::first_day(header));
        for (std::size_t i = 0; i < prototype.letter.size(); ++i) {
            const std::string heading(prototype::kLetterKeys[i]);
            const std::string law(law_of(heading));
            const bool there = !prototype.letter[i].empty();
            const char* state = there ? "carta.state.there"
                                      : (law.empty() ? "carta.state.missing" : "carta.state.missing_by_law");
            add_row(table, prototype.id + "@" + core::hex(prototype.hash).substr(0, 8) + "/" + heading,
                    {name_and_version(prototype),
                     count_of(i + 1),
                     book.language.text("letter." + heading),
                     prototype::filled(prototype, walk, prototype.letter[i], book.language),
                     law.empty() ? std::string() : words(book, "carta.law." + law),
                     words(book, state),
                     {}});
        }
    }
    sheet.tables.push_back(std::move(table));
    return sheet;
}

}  // namespace ensaio::analytics
