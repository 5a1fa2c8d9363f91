// The statistics by name, with JSON in and JSON out: what `ensaio stats` offers. docs/formats/statistics.md
// tells the members.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace ensaio::core {
class JsonReader;
}

namespace ensaio::analytics {

class JsonOut;

/// An input longer than this is refused.
inline constexpr std::size_t kMostCalculatorBytes = 4'000'000;

struct Calculator {
    std::string_view name;     // "compare-rates"; what it is: the language file's "stats.<name>"
    std::string_view example;  // input that it takes
    core::Errors (*run)(core::JsonReader& json, JsonOut& out);  // empty: good
};

/// All of them, in the order in which they are told.
std::span<const Calculator> calculators();

/// The result as one JSON object in one line. Errors: statistics.unknown (where "", args: name, known names),
/// those of JsonReader, those of the statistic; where: the path of the member.
core::Result<std::string> calculate(std::string_view name, std::string_view json);

}  // namespace ensaio::analytics
