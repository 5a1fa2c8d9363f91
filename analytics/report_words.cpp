#include <algorithm>
#include <charconv>
#include <cmath>

#include "analytics/report_parts.hpp"

namespace ensaio::analytics {

std::string Words::percent(double share) const {
    return of("report.percent", {std::to_string(std::lround(100 * share))});
}

std::string Words::number(double value, int digits) const {
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, digits);
    std::string number(text, end.ptr);
    std::ranges::replace(number, '.', of("report.decimal")[0]);
    return number;
}

std::string Words::x_of_n(std::size_t x, std::size_t n) const {
    return of("report.of", {std::to_string(x), std::to_string(n)});
}

std::string Words::likely(const Interval& interval) const {
    return of("report.likely", {percent(interval.low), percent(interval.high)});
}

std::string Words::duration(double seconds) {
    const auto all = std::max(0L, std::lround(seconds));
    const long hours = all / 3600, minutes = all / 60 % 60, rest = all % 60;
    const auto part = [](long count, const char* unit) { return std::to_string(count) + "\u00a0" + unit; };
    if (hours > 0) return part(hours, "h") + (minutes > 0 ? " " + part(minutes, "min") : "");
    if (minutes > 0) return part(minutes, "min") + (rest > 0 ? " " + part(rest, "s") : "");
    return part(rest, "s");
}

}  // namespace ensaio::analytics
