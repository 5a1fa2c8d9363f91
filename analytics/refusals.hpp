// How the statistics refuse input that cannot be: core::Error with the name of the argument as its place.
#pragma once

#include <cmath>
#include <cstdint>
#include <expected>
#include <string>
#include <utility>

#include "core/error.hpp"

namespace ensaio::analytics {

/// The first thing that is wrong with the arguments of a statistic.
class Refusal {
public:
    Refusal& between(std::string_view where, double value, std::int64_t least, std::int64_t most) {
        if (!(value >= static_cast<double>(least) && value <= static_cast<double>(most)))
            say("statistics.out_of_range", where, {std::to_string(least), std::to_string(most)});
        return *this;
    }
    Refusal& at_least(std::string_view where, double value, std::int64_t least) {
        if (!(std::isfinite(value) && value >= static_cast<double>(least)))
            say("statistics.too_small", where, {std::to_string(least)});
        return *this;
    }
    Refusal& positive(std::string_view where, double value) {
        if (!(std::isfinite(value) && value > 0)) say("statistics.not_positive", where);
        return *this;
    }
    /// Strictly between 0 and 1.
    Refusal& share(std::string_view where, double value) {
        if (!(value > 0 && value < 1)) say("statistics.not_a_share", where);
        return *this;
    }
    Refusal& whole(std::string_view where, double value) {
        if (!(std::isfinite(value) && value == std::floor(value))) say("statistics.not_whole", where);
        return *this;
    }
    Refusal& several(std::string_view where, std::size_t values, std::size_t fewest) {
        if (values < fewest)
            say("statistics.too_few", where, {std::to_string(fewest), std::to_string(values)});
        return *this;
    }
    Refusal& as_many(std::string_view where, std::size_t values, std::size_t others) {
        if (values != others)
            say("statistics.lengths_differ", where, {std::to_string(others), std::to_string(values)});
        return *this;
    }
    Refusal& that(bool good, std::string code, std::string_view where) {
        if (!good) say(std::move(code), where);
        return *this;
    }

    explicit operator bool() const { return !error_.code.empty(); }
    std::unexpected<core::Errors> told() const { return std::unexpected(core::Errors{error_}); }

private:
    void say(std::string code, std::string_view where, std::vector<std::string> args = {}) {
        if (error_.code.empty()) error_ = {std::move(code), std::string(where), std::move(args)};
    }

    core::Error error_;
};

/// "times[3]"
inline std::string item_of(std::string_view list, std::size_t index) {
    return std::string(list) + "[" + std::to_string(index) + "]";
}

}  // namespace ensaio::analytics
