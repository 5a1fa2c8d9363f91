#include <cereal/cereal.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "analytics/agreement.hpp"
#include "analytics/calculator_input.hpp"
#include "analytics/calculator_tables.hpp"
#include "analytics/indicators.hpp"
#include "analytics/priorities.hpp"
#include "analytics/refusals.hpp"

namespace ensaio::analytics {
namespace {

template <class Item>
struct ItemsInput {
    std::vector<Item> items;
    template <class Archive>
    void serialize(Archive& json) {
        json(many("items", items));
    }
};

/// Each item with its score and place; `more` writes what else is to say of one.
template <class Item>
core::Errors ranked(const ItemsInput<Item>& in, JsonOut& out, core::Result<double> (*score)(const Item&),
                    void (*more)(const Item&, JsonOut&) = nullptr) {
    if (const Refusal wrong = Refusal().several("items", in.items.size(), 1)) return wrong.told().error();
    std::vector<double> scores;
    for (std::size_t i = 0; i < in.items.size(); ++i) {
        auto one = score(in.items[i]);
        if (!one) return within(item_of("items", i), "", std::move(one.error()));
        scores.push_back(*one);
    }
    const std::vector<unsigned> places = places_of(scores);
    out.list("items");
    for (std::size_t i = 0; i < in.items.size(); ++i) {
        out.object().text("name", in.items[i].name).number("score", scores[i]).count("place", places[i]);
        out.yes("tied", std::ranges::count(places, places[i]) > 1);
        if (more != nullptr) more(in.items[i], out);
        out.end();
    }
    out.end();
    return {};
}

struct GutItem {
    std::string name;
    double gravity = 0, urgency = 0, tendency = 0;
    template <class Archive>
    void serialize(Archive& json) {
        json(optional_nvp("name", name), make_nvp("gravity", gravity), make_nvp("urgency", urgency),
             make_nvp("tendency", tendency));
    }
};

core::Errors of_gut(const ItemsInput<GutItem>& in, JsonOut& out) {
    return ranked<GutItem>(
        in, out, [](const GutItem& item) { return gut(item.gravity, item.urgency, item.tendency); });
}

struct EffortItem {
    std::string name;
    double impact = 0, effort = 0, confidence = 0;
    template <class Archive>
    void serialize(Archive& json) {
        json(optional_nvp("name", name), make_nvp("impact", impact), make_nvp("effort", effort),
             make_nvp("confidence", confidence));
    }
};

core::Errors of_effort(const ItemsInput<EffortItem>& in, JsonOut& out) {
    return ranked<EffortItem>(
        in, out,
        [](const EffortItem& item) -> core::Result<double> {
            const auto of = impact_effort(item.impact, item.effort, item.confidence);
            if (!of) return std::unexpected(of.error());
            return of->score;
        },
        [](const EffortItem& item, JsonOut& to) {
            to.text("quadrant",
                    quadrant_name(impact_effort(item.impact, item.effort, item.confidence)->quadrant));
        });
}

struct RiceItem {
    std::string name;
    double reach = 0, impact = 0, confidence = 0, effort = 0;
    template <class Archive>
    void serialize(Archive& json) {
        json(optional_nvp("name", name), make_nvp("reach", reach), make_nvp("impact", impact),
             make_nvp("confidence", confidence), make_nvp("effort", effort));
    }
};

core::Errors of_rice(const ItemsInput<RiceItem>& in, JsonOut& out) {
    return ranked<RiceItem>(in, out, [](const RiceItem& item) {
        return rice(item.reach, item.impact, item.confidence, item.effort);
    });
}

struct IceItem {
    std::string name;
    double impact = 0, confidence = 0, ease = 0;
    template <class Archive>
    void serialize(Archive& json) {
        json(optional_nvp("name", name), make_nvp("impact", impact), make_nvp("confidence", confidence),
             make_nvp("ease", ease));
    }
};

core::Errors of_ice(const ItemsInput<IceItem>& in, JsonOut& out) {
    return ranked<IceItem>(in, out,
                           [](const IceItem& item) { return ice(item.impact, item.confidence, item.ease); });
}

struct CafItem {
    std::string name;
    double impact = 0, capacity = 0, satisfaction = 0;
    template <class Archive>
    void serialize(Archive& json) {
        json(optional_nvp("name", name), make_nvp("impact", impact), make_nvp("capacity", capacity),
             make_nvp("satisfaction", satisfaction));
    }
};

core::Errors of_caf(const ItemsInput<CafItem>& in, JsonOut& out) {
    return ranked<CafItem>(
        in, out, [](const CafItem& item) { return caf(item.impact, item.capacity, item.satisfaction); });
}

struct MoscowItem {
    std::string name, category;
    template <class Archive>
    void serialize(Archive& json) {
        json(optional_nvp("name", name), make_nvp("category", category));
    }
};

core::Errors of_moscow(const ItemsInput<MoscowItem>& in, JsonOut& out) {
    return ranked<MoscowItem>(in, out, [](const MoscowItem& item) { return moscow(item.category); });
}

struct SeverityInput {
    std::vector<double> ratings;
    template <class Archive>
    void serialize(Archive& json) {
        json(many("ratings", ratings));
    }
};

core::Errors of_severity(const SeverityInput& in, JsonOut& out) {
    const auto of = severity(in.ratings);
    if (!of) return of.error();
    out.count("raters", of->raters)
        .number("mean", of->mean)
        .number("lowest", of->lowest)
        .number("highest", of->highest);
    return {};
}

struct SeveritiesInput {
    std::vector<Row> raters;
    template <class Archive>
    void serialize(Archive& json) {
        json(many("raters", raters));
    }
};

/// Each problem's severity by all who judged it, the gravest first in `place`, and how far they agree.
core::Errors of_severities(const SeveritiesInput& in, JsonOut& out) {
    Refusal wrong;
    if (wrong.several("raters", in.raters.size(), 1)) return wrong.told().error();
    const std::size_t problems = in.raters.front().answers.size();
    std::vector<std::vector<std::optional<double>>> ratings;
    for (std::size_t i = 0; i < in.raters.size(); ++i) {
        if (wrong.as_many(item_of("raters", i), in.raters[i].answers.size(), problems))
            return wrong.told().error();
        ratings.push_back(in.raters[i].answers);
    }
    std::vector<Severity> all;
    std::vector<double> means;
    for (std::size_t problem = 0; problem < problems; ++problem) {
        std::vector<double> given;
        for (std::size_t rater = 0; rater < ratings.size(); ++rater) {
            const auto& one = ratings[rater][problem];
            if (!one) continue;
            if (const auto fits = severity(std::span(&*one, 1)); !fits) {
                core::Errors errors = fits.error();
                errors.front().where = item_of(item_of("raters", rater), problem);
                return errors;
            }
            given.push_back(*one);
        }
        const auto of = severity(given);
        if (!of)
            return {
                {.code = "statistics.not_judged", .where = "raters", .args = {std::to_string(problem + 1)}}};
        all.push_back(*of);
        means.push_back(of->mean);
    }
    const std::vector<unsigned> places = places_of(means);
    out.list("problems");
    for (std::size_t problem = 0; problem < problems; ++problem) {
        const Severity& of = all[problem];
        out.object().count("raters", of.raters).number("mean", of.mean).number("lowest", of.lowest);
        out.number("highest", of.highest).count("place", places[problem]).end();
    }
    out.end();
    const auto agreed = krippendorff(ratings, Scale::ordinal);
    out.number("alpha", agreed ? std::optional(agreed->alpha) : std::nullopt);
    out.text("agreement", agreed ? agreement_name(agreed->alpha) : "unknown");
    return {};
}

struct RequestInput {
    std::string service, body;
    double opened = 0;
    std::optional<double> closed, deadline;
    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("service", service), optional_nvp("body", body), make_nvp("opened", opened),
             optional_nvp("closed", closed), optional_nvp("deadline", deadline));
    }
};
struct WindowInput {
    std::vector<RequestInput> requests;
    double from = 0, to = 0;
    template <class Archive>
    void serialize(Archive& json) {
        json(many("requests", requests), make_nvp("from", from), make_nvp("to", to));
    }
};

core::Errors of_tma(const WindowInput& in, JsonOut& out) {
    std::vector<Request> requests;
    for (const RequestInput& one : in.requests)
        requests.push_back({one.service, one.opened, one.closed, one.deadline, one.body});
    const auto of = tma(requests, in.from, in.to);
    if (!of) return of.error();
    const auto write = [&](std::string_view list, std::string_view name, const std::vector<Tma>& rows) {
        out.list(list);
        for (const Tma& row : rows) {
            out.object().text(name, row.name).count("concluded", row.concluded);
            out.number("tma_days", row.days).count("open", row.open).number("open_age_days", row.age_of_open);
            out.count("with_deadline", row.with_deadline)
                .number("within_deadline", row.within_deadline)
                .end();
        }
        out.end();
    };
    out.number("tma_days", of->days);
    write("services", "service", of->services);
    write("bodies", "body", of->bodies);
    return {};
}

struct StepInput {
    std::string name;
    double hours = 0, hourly_value = 0;
    template <class Archive>
    void serialize(Archive& json) {
        json(optional_nvp("name", name), make_nvp("hours", hours), make_nvp("hourly_value", hourly_value));
    }
};
struct CostInput {
    std::vector<StepInput> steps;
    double travel = 0, copies = 0, fees = 0;
    template <class Archive>
    void serialize(Archive& json) {
        json(many("steps", steps), optional_nvp("travel", travel), optional_nvp("copies", copies),
             optional_nvp("fees", fees));
    }
    Cost cost() const {
        Cost result{.steps = {}, .travel = travel, .copies = copies, .fees = fees};
        for (const StepInput& step : steps)
            result.steps.push_back({step.name, step.hours, step.hourly_value});
        return result;
    }
};
struct ChangeInput {
    CostInput citizen_before, citizen_after, city_before, city_after;
    double volume = 0, investment = 0;
    template <class Archive>
    void serialize(Archive& json) {
        json(make_nvp("citizen_before", citizen_before), make_nvp("citizen_after", citizen_after),
             make_nvp("city_before", city_before), make_nvp("city_after", city_after),
             make_nvp("volume", volume), optional_nvp("investment", investment));
    }
};

core::Errors of_savings(const ChangeInput& in, JsonOut& out) {
    const auto of = savings({.citizen_before = in.citizen_before.cost(),
                             .citizen_after = in.citizen_after.cost(),
                             .city_before = in.city_before.cost(),
                             .city_after = in.city_after.cost(),
                             .volume = in.volume,
                             .investment = in.investment});
    if (!of) return of.error();
    out.number("citizen_each", of->citizen_each)
        .number("city_each", of->city_each)
        .number("citizen", of->citizen);
    out.number("city", of->city).number("total", of->total).number("return", of->back);
    out.number("city_return", of->city_back).number("payback_months", of->payback_months);
    return {};
}

constexpr std::array kRows = {
    Calculator{"severity", R"({"ratings": [2, 3, 3]})",
               [](core::JsonReader& json, JsonOut& out) {
                   return calculated<SeverityInput>(json, out, of_severity);
               }},
    Calculator{"severities", R"({"raters": [[3, 2, 1, null], [4, 2, 1, 0], [3, 1, 1, 0]]})",
               [](core::JsonReader& json, JsonOut& out) {
                   return calculated<SeveritiesInput>(json, out, of_severities);
               }},
    Calculator{"gut", R"({"items": [{"name": "P-001", "gravity": 5, "urgency": 4, "tendency": 3}]})",
               [](core::JsonReader& json, JsonOut& out) {
                   return calculated<ItemsInput<GutItem>>(json, out, of_gut);
               }},
    Calculator{"impact-effort",
               R"({"items": [{"name": "P-001", "impact": 5, "effort": 2, "confidence": 3}]})",
               [](core::JsonReader& json, JsonOut& out) {
                   return calculated<ItemsInput<EffortItem>>(json, out, of_effort);
               }},
    Calculator{"rice",
               R"({"items": [{"name": "P-001", "reach": 500, "impact": 2, "confidence": 0.8, "effort": 4}]})",
               [](core::JsonReader& json, JsonOut& out) {
                   return calculated<ItemsInput<RiceItem>>(json, out, of_rice);
               }},
    Calculator{"ice", R"({"items": [{"name": "P-001", "impact": 8, "confidence": 5, "ease": 10}]})",
               [](core::JsonReader& json, JsonOut& out) {
                   return calculated<ItemsInput<IceItem>>(json, out, of_ice);
               }},
    Calculator{"caf", R"({"items": [{"name": "P-001", "impact": 5, "capacity": 3, "satisfaction": 5}]})",
               [](core::JsonReader& json, JsonOut& out) {
                   return calculated<ItemsInput<CafItem>>(json, out, of_caf);
               }},
    Calculator{"moscow", R"({"items": [{"name": "P-001", "category": "must"}]})",
               [](core::JsonReader& json, JsonOut& out) {
                   return calculated<ItemsInput<MoscowItem>>(json, out, of_moscow);
               }},
    Calculator{
        "tma",
        R"({"from": 0, "to": 31, "requests": [{"service": "entulho", "body": "SELIMP", "opened": 1, "closed": 5, "deadline": 5}]})",
        [](core::JsonReader& json, JsonOut& out) { return calculated<WindowInput>(json, out, of_tma); }},
    Calculator{
        "savings",
        R"({"citizen_before": {"steps": [{"hours": 3, "hourly_value": 10}], "travel": 9.2}, )"
        R"("citizen_after": {"steps": [{"hours": 0.2, "hourly_value": 10}]}, )"
        R"("city_before": {"steps": [{"hours": 0.75, "hourly_value": 40}]}, )"
        R"("city_after": {"steps": [{"hours": 0.1, "hourly_value": 40}]}, "volume": 1000, "investment": 32000})",
        [](core::JsonReader& json, JsonOut& out) { return calculated<ChangeInput>(json, out, of_savings); }},
};

}  // namespace

std::span<const Calculator> priority_calculators() { return kRows; }

}  // namespace ensaio::analytics
