#include "core/date.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace {

using namespace ensaio::core;

unsigned days_in(int year, unsigned month) {
    if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

TEST(Date, every_day_from_1900_to_2100_comes_back_and_follows_the_one_before) {
    std::int32_t expected = -25'567;  // 1900-01-01
    unsigned weekday = 0;             // a Monday
    for (int year = 1900; year <= 2100; ++year) {
        for (unsigned month = 1; month <= 12; ++month) {
            for (unsigned day = 1; day <= days_in(year, month); ++day) {
                const Date date{year, month, day};
                ASSERT_TRUE(is_valid(date)) << brazilian(date);
                ASSERT_EQ(day_of(date), expected) << brazilian(date);
                ASSERT_EQ(date_of(expected), date);
                ASSERT_EQ(weekday_of(expected), weekday) << brazilian(date);
                ++expected;
                weekday = (weekday + 1) % 7;
            }
            EXPECT_FALSE(is_valid({year, month, days_in(year, month) + 1})) << year << ' ' << month;
        }
    }
}

TEST(Date, there_is_no_day_outside_of_the_calendar) {
    for (const Date& date : {Date{2026, 0, 1}, Date{2026, 1, 0}, Date{2026, 13, 1}, Date{2026, 257, 1},
                             Date{2026, 1, 257}, Date{0, 1, 1}, Date{10000, 1, 1}, Date{-1, 1, 1},
                             Date{2026, 4'294'967'295u, 1}, Date{2'147'483'647, 1, 1}})
        EXPECT_FALSE(is_valid(date)) << date.year << ' ' << date.month << ' ' << date.day;
    EXPECT_TRUE(is_valid({1, 1, 1}));
    EXPECT_TRUE(is_valid({9999, 12, 31}));
    EXPECT_TRUE(is_valid({2000, 2, 29}));
    EXPECT_FALSE(is_valid({2100, 2, 29}));
}

TEST(Date, days_beyond_the_years_1_and_9999_are_kept_within) {
    EXPECT_EQ(date_of(0), (Date{1970, 1, 1}));
    EXPECT_EQ(date_of(day_of({1, 1, 1}) - 1), (Date{1, 1, 1}));
    EXPECT_EQ(date_of(INT32_MIN), (Date{1, 1, 1}));
    EXPECT_EQ(date_of(day_of({9999, 12, 31})), (Date{9999, 12, 31}));
    EXPECT_EQ(date_of(INT32_MAX), (Date{9999, 12, 31}));
}

TEST(Date, business_days_are_counted_from_monday_to_friday) {
    const std::int32_t monday = day_of({2026, 11, 2});
    ASSERT_EQ(weekday_of(monday), 0u);
    for (std::int32_t start = monday; start < monday + 7; ++start) {
        std::int32_t day = start;
        for (std::uint32_t count = 0; count <= 70; ++count) {
            EXPECT_EQ(business_days_after(start, count), day)
                << "start " << start - monday << " count " << count;
            do ++day;
            while (weekday_of(day) > 4);
        }
    }
    EXPECT_EQ(date_of(business_days_after(day_of({2026, 11, 6}), 1)), (Date{2026, 11, 9}))
        << "after a Friday comes the Monday";
    EXPECT_EQ(date_of(business_days_after(monday, UINT32_MAX)), (Date{9999, 12, 31}));
}

TEST(Date, one_is_a_year_older_on_the_birthday_itself) {
    const Date birth{1960, 2, 10};
    for (int year = 1960; year <= 2060; ++year) {
        EXPECT_EQ(age(birth, {year, 2, 9}), year - 1961);
        EXPECT_EQ(age(birth, {year, 2, 10}), year - 1960);
        EXPECT_EQ(age(birth, {year, 12, 31}), year - 1960);
        EXPECT_EQ(age(birth, {year, 1, 31}), year - 1961) << "a later day of an earlier month";
    }
}

TEST(Date, who_was_born_on_a_leap_day_is_older_on_the_first_of_march) {
    const Date birth{2008, 2, 29};
    EXPECT_EQ(age(birth, {2026, 2, 28}), 17);
    EXPECT_EQ(age(birth, {2026, 3, 1}), 18);
    EXPECT_EQ(age(birth, {2028, 2, 28}), 19);
    EXPECT_EQ(age(birth, {2028, 2, 29}), 20);
}

TEST(Date, who_is_not_yet_born_has_an_age_below_zero) {
    EXPECT_LT(age({2026, 5, 2}, {2026, 5, 1}), 0);
    EXPECT_EQ(age({2026, 5, 2}, {2026, 5, 2}), 0);
}

TEST(Date, is_written_as_in_brazil) {
    EXPECT_EQ(brazilian({2026, 11, 3}), "03/11/2026");
    EXPECT_EQ(brazilian({85, 1, 31}), "31/01/0085");
}

}  // namespace
