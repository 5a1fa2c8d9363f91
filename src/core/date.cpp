#include "core/date.hpp"

#include <algorithm>
#include <chrono>

namespace ensaio::core {

namespace {

constexpr std::int32_t kFirstDay = -719'162;  // 0001-01-01
constexpr std::int32_t kLastDay = 2'932'896;  // 9999-12-31

std::chrono::year_month_day calendar(const Date& date) {
    return {std::chrono::year(date.year), std::chrono::month(date.month), std::chrono::day(date.day)};
}

}  // namespace

bool is_valid(const Date& date) {
    // The types of chrono keep a byte of a month or a day: a larger one would come back as another.
    const bool fits = date.year >= 1 && date.year <= 9999 && date.month <= 12 && date.day <= 31;
    return fits && calendar(date).ok();
}

std::int32_t day_of(const Date& date) {
    return static_cast<std::int32_t>(std::chrono::sys_days(calendar(date)).time_since_epoch() /
                                     std::chrono::days(1));
}

Date date_of(std::int32_t day) {
    const auto kept = std::clamp(day, kFirstDay, kLastDay);
    const std::chrono::year_month_day found{std::chrono::sys_days(std::chrono::days(kept))};
    return {static_cast<int>(found.year()), static_cast<unsigned>(found.month()),
            static_cast<unsigned>(found.day())};
}

unsigned weekday_of(std::int32_t day) {
    const std::int32_t from_thursday = (day % 7 + 7) % 7;  // 1970-01-01 was one
    return static_cast<unsigned>((from_thursday + 3) % 7);
}

std::int32_t business_days_after(std::int32_t day, std::uint32_t count) {
    if (count == 0) return day;
    const unsigned weekday = weekday_of(day);
    const std::int64_t worked = std::int64_t{day} - (weekday > 4 ? weekday - 4 : 0);  // the last business day
    const unsigned rest = count % 5;
    const bool over_weekend = std::min(weekday, 4u) + rest > 4;
    const std::int64_t after = worked + std::int64_t{count / 5} * 7 + rest + (over_weekend ? 2 : 0);
    return static_cast<std::int32_t>(std::min(after, std::int64_t{kLastDay}));
}

int age(const Date& birth, const Date& today) {
    const bool before_birthday =
        today.month < birth.month || (today.month == birth.month && today.day < birth.day);
    return today.year - birth.year - (before_birthday ? 1 : 0);
}

std::string brazilian(const Date& date) {
    std::string text;
    const auto append = [&text](unsigned number, unsigned unit) {
        for (; unit > 0; unit /= 10) text += static_cast<char>('0' + number / unit % 10);
    };
    append(date.day, 10);
    text += '/';
    append(date.month, 10);
    text += '/';
    append(static_cast<unsigned>(date.year), 1000);
    return text;
}

}  // namespace ensaio::core
