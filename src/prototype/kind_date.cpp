#include <array>
#include <utility>

#include "core/text.hpp"
#include "prototype/kinds.hpp"

namespace ensaio::prototype {

namespace {

// Who lived before the first would be no applicant any more; a later year than the last is a slip of the
// hand.
constexpr int kFirstPastYear = 1900, kLastYear = 2199;

constexpr std::array<std::string_view, 12> kMonths = {"janeiro",  "fevereiro", "marco",    "abril",
                                                      "maio",     "junho",     "julho",    "agosto",
                                                      "setembro", "outubro",   "novembro", "dezembro"};

/// The words and numbers of a date as it was typed, however it lies in the three boxes: "1", "2", "1960";
/// "01/02/1960" in the first; "1º de fevereiro de 1960" over all.
struct Words {
    std::array<std::string_view, 3> found;
    std::size_t count = 0;  // also of those beyond three
};

constexpr bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }

/// Splits `text`, which is folded and must outlive the answer.
Words words_of(std::string_view text) {
    Words words;
    for (std::size_t at = 0; at < text.size();) {
        bool (*belongs)(char) = nullptr;
        if (is_digit(text[at])) belongs = is_digit;
        if (is_small_letter(text[at])) belongs = is_small_letter;
        std::size_t end = at + 1;
        while (belongs != nullptr && end < text.size() && belongs(text[end])) ++end;
        const std::string_view word = text.substr(at, end - at);
        at = end;
        if (belongs == nullptr || word == "de" || word == "o") continue;
        if (words.count < words.found.size()) words.found[words.count] = word;
        ++words.count;
    }
    return words;
}

/// 0: it names none.
unsigned month_of(std::string_view word) {
    for (unsigned i = 0; i < kMonths.size(); ++i) {
        if (word.size() >= 3 && kMonths[i].starts_with(word)) return i + 1;
    }
    const auto number = whole_number(word);
    return number && *number <= 12 ? static_cast<unsigned>(*number) : 0;
}

/// The date that was typed, or which of the two rules it breaks. A year of fewer than four digits is
/// incomplete: nobody can know whether 26 is the year of birth of a child or of a great-grandmother.
std::pair<Rule, core::Date> read(const Value& value) {
    std::string text;
    for (const std::string& part : value) text += core::fold(part) + ' ';
    Words words = words_of(text);

    auto& [day, month, year] = words.found;
    if (words.count == 1 && day.size() == 8 && is_digit(day.front())) {  // 01021960
        const std::string_view all = day;
        day = all.substr(0, 2), month = all.substr(2, 2), year = all.substr(4);
    } else if (words.count < 3) {
        return {Rule::date_incomplete, {}};
    } else if (words.count > 3) {
        return {Rule::not_a_date, {}};
    }
    if (day.size() == 4) std::swap(day, year);  // 1960-02-01
    const auto day_number = whole_number(day), year_number = whole_number(year);
    if (!day_number || !year_number || *day_number > 31 || *year_number > 9999) return {Rule::not_a_date, {}};
    if (*year_number < 1000) return {Rule::date_incomplete, {}};
    const core::Date date{static_cast<int>(*year_number), month_of(month),
                          static_cast<unsigned>(*day_number)};
    return {core::is_valid(date) ? Rule::none : Rule::not_a_date, date};
}

}  // namespace

std::optional<core::Date> date_in(const Value& value) {
    const auto [rule, date] = read(value);
    if (rule != Rule::none) return std::nullopt;
    return date;
}

Rule check_date(const Field& field, const Value& value, std::int32_t today) {
    const auto [rule, date] = read(value);
    if (rule != Rule::none) return rule;
    const std::int32_t day = core::day_of(date);
    // Who must have an age must have been born.
    const bool past = field.period == Period::past || field.min_age > 0 || field.max_age > 0;
    if ((past && date.year < kFirstPastYear) || date.year > kLastYear) return Rule::not_a_date;
    if (past && day > today) return Rule::not_past;
    if (field.period == Period::future && day < today) return Rule::not_future;
    const std::int64_t years = core::age(date, core::date_of(today));
    if (field.min_age > 0 && years < field.min_age) return Rule::too_young;
    if (field.max_age > 0 && years > field.max_age) return Rule::too_old;
    return Rule::none;
}

std::string shown_date(const Field&, const Value& value) {
    if (const auto date = date_in(value)) return core::brazilian(*date);
    std::string typed;
    for (const std::string& part : value) {
        if (!typed.empty() && !part.empty()) typed += '/';
        typed += part;
    }
    return typed;
}

}  // namespace ensaio::prototype
