// The calendar (proleptic Gregorian), without a clock.
#pragma once

#include <cstdint>
#include <string>

namespace ensaio::core {

struct Date {
    int year = 1970;
    unsigned month = 1, day = 1;

    bool operator==(const Date&) const = default;
    auto operator<=>(const Date&) const = default;
};

/// Whether there is such a day, in the years 1 to 9999.
bool is_valid(const Date& date);

/// Days since 1970-01-01. Requires is_valid(date).
std::int32_t day_of(const Date& date);
/// The day that is `day` days after 1970-01-01, kept within the years 1 to 9999.
Date date_of(std::int32_t day);

/// 0 Monday … 6 Sunday.
unsigned weekday_of(std::int32_t day);

/// The day `count` business days (Monday to Friday; holidays are not known) after `day`.
std::int32_t business_days_after(std::int32_t day, std::uint32_t count);

/// Whole years from `birth` to `today`; who was born on 29/02 is a year older on 01/03. Negative: not yet
/// born.
int age(const Date& birth, const Date& today);

/// "03/11/2026".
std::string brazilian(const Date& date);

}  // namespace ensaio::core
