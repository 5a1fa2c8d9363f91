#include "analytics/worksheet.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>

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

Book make_book(std::span<const session::Opened> sessions, const core::Language& language) {
    Book book{
        .language = language, .sessions = in_order(sessions), .measures = {}, .codes = {}, .findings = {}};
    std::map<std::string, int> uses;
    for (const session::Opened* opened : book.sessions) ++uses[participant_of(*opened)];
    for (const session::Opened* opened : book.sessions) {
        const session::Header& header = opened->session.header;
        const std::string short_id = header.id.substr(0, 8);
        std::string code = header.participant.empty() ? short_id : header.participant;
        if (uses[participant_of(*opened)] > 1) code += "/" + short_id;
        book.codes.push_back(std::move(code));
        book.measures.push_back(measure(*opened));
        if (opened->prototype.hash != book.sessions.front()->prototype.hash) book.several_prototypes = true;
    }
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

Worksheet make_worksheet(std::span<const session::Opened> sessions, const core::Language& language) {
    const Book book = make_book(sessions, language);
    return {{definir_sheet(book), tarefas_sheet(book), achados_sheet(book), linha_do_tempo_sheet(book)}};
}

}  // namespace ensaio::analytics
