// How calculators read their input. Nobody else includes this.
#pragma once

#include <cereal/cereal.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analytics/calculators.hpp"
#include "analytics/json_out.hpp"
#include "core/json.hpp"

namespace ensaio::analytics {

inline constexpr std::size_t kMostNumbers = 100'000;

using cereal::make_nvp;
using core::optional_nvp;

inline auto many(const char* name, auto& items) {
    return core::list_nvp(name, items, kMostNumbers, "statistics.too_many");
}

/// A row of answers; null: no answer.
struct Row {
    std::vector<std::optional<double>> answers;

    bool complete() const {
        for (const auto& answer : answers) {
            if (!answer) return false;
        }
        return true;
    }
    std::vector<double> numbers() const {
        std::vector<double> all;
        for (const auto& answer : answers) all.push_back(answer.value_or(0));
        return all;
    }
};

inline void load(core::JsonReader& json, Row& row) {
    row.answers.resize(json.begin_list(kMostNumbers, "statistics.too_many"));
    for (std::size_t i = 0; i < row.answers.size(); ++i) {
        json.enter_item(i);
        if (!json.at_null()) json.read(row.answers[i].emplace());
        json.leave();
    }
}

/// Reads an Input, which is an object, and goes on with it where it is good.
template <class Input>
core::Errors calculated(core::JsonReader& json, JsonOut& out, core::Errors (*with)(const Input&, JsonOut&)) {
    Input input;
    json(input);
    if (!json.mistakes().empty()) return json.in_file_order();
    return with(input, out);
}

/// The same errors, with their places within `path`: of the argument `list` itself "answers[0]" in place of
/// it, of any other argument "items[0].gravity".
inline core::Errors within(const std::string& path, std::string_view list, core::Errors errors) {
    for (core::Error& error : errors) {
        const bool of_list = !list.empty() && error.where.starts_with(list);
        error.where = of_list ? path + error.where.substr(list.size()) : path + "." + error.where;
    }
    return errors;
}

}  // namespace ensaio::analytics

template <>
inline constexpr bool ensaio::core::is_json_object<ensaio::analytics::Row> = false;
