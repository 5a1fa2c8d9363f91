#include "analytics/calculators.hpp"

#include <cereal/cereal.hpp>

#include <algorithm>
#include <vector>

#include "analytics/calculator_tables.hpp"
#include "analytics/json_out.hpp"
#include "core/json.hpp"

namespace ensaio::analytics {
namespace {

std::vector<Calculator> all() {
    std::vector<Calculator> rows;
    for (const auto part : {rate_calculators(), time_calculators(), questionnaire_calculators(),
                            comparison_calculators(), agreement_calculators(), priority_calculators()})
        rows.insert(rows.end(), part.begin(), part.end());
    return rows;
}

}  // namespace

std::span<const Calculator> calculators() {
    static const std::vector<Calculator> rows = all();
    return rows;
}

core::Result<std::string> calculate(std::string_view name, std::string_view json) {
    const auto found = std::ranges::find(calculators(), name, &Calculator::name);
    if (found == calculators().end()) {
        std::vector<std::string_view> names;
        for (const Calculator& known : calculators()) names.push_back(known.name);
        return core::fail("statistics.unknown", {}, {std::string(name), core::joined(names)});
    }
    core::JsonReader reader(json, kMostCalculatorBytes);
    if (!reader.mistakes().empty()) return std::unexpected(reader.mistakes().list());
    JsonOut out;
    out.object();
    if (core::Errors errors = found->run(reader, out); !errors.empty())
        return std::unexpected(std::move(errors));
    out.end();
    return out.str();
}

}  // namespace ensaio::analytics
