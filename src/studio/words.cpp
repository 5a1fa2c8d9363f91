#include "studio/words.hpp"

#include <chrono>
#include <cmath>

namespace ensaio::studio {

namespace {

std::string two_digits(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

std::string local_time(const session::Header& header) {
    using namespace std::chrono;
    const auto local = milliseconds(static_cast<std::int64_t>(header.started)) + minutes(header.utc_offset);
    const auto day = floor<days>(local);
    const year_month_day date{sys_days(day)};
    const auto minute = duration_cast<minutes>(local - day).count();
    return two_digits(static_cast<unsigned>(date.day())) + "/" +
           two_digits(static_cast<unsigned>(date.month())) + "/" +
           std::to_string(static_cast<int>(date.year())) + " " +
           two_digits(static_cast<unsigned>(minute / 60)) + ":" +
           two_digits(static_cast<unsigned>(minute % 60));
}

std::string duration(double seconds, const core::Language& language) {
    const auto whole = static_cast<unsigned>(std::max(0.0, std::round(seconds)));
    if (whole < 60) return language.text("time.seconds", {std::to_string(whole)});
    return language.text("time.minutes", {std::to_string(whole / 60), two_digits(whole % 60)});
}

std::string clock_time(double seconds) {
    const auto tenths = static_cast<unsigned>(std::max(0.0, std::floor(seconds * 10)));
    return std::to_string(tenths / 600) + ":" + two_digits(tenths / 10 % 60) + "," +
           std::to_string(tenths % 10);
}

std::string outcome(analytics::Outcome outcome, const core::Language& language) {
    return language.text("outcome." + std::to_string(static_cast<int>(outcome)));
}

std::string session_outcome(const analytics::SessionMeasures& measures, const core::Language& language) {
    std::string words;
    for (const auto& task : measures.tasks)
        words += (words.empty() ? "" : "; ") + outcome(task.outcome, language);
    return words.empty() ? outcome(analytics::Outcome::interrupted, language) : words;
}

}  // namespace ensaio::studio
