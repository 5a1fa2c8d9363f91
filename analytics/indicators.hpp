// The city's own indicators: how long requests take (TMA), and what a better service saves. Every input is
// the user's own; a test measures neither.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace ensaio::analytics {

/// A request; days on any common clock (fractions count).
struct Request {
    std::string service;
    double opened = 0;
    std::optional<double> closed;    // nothing: still open
    std::optional<double> deadline;  // days it may take
    std::string body{};              // who answers for it (órgão); empty: not said
};

/// Mean time to answer of one service, or of one body, in the window [from, to): requests received *and*
/// concluded in it.
struct Tma {
    std::string name;
    std::size_t concluded = 0;
    std::optional<double> days;             // mean of closing − opening; nothing: none was concluded
    std::size_t open = 0;                   // received before `to`, not concluded before it
    std::optional<double> age_of_open;      // mean days from opening to `to`
    std::size_t with_deadline = 0;          // of the concluded
    std::optional<double> within_deadline;  // share of these, 0 to 1
};
struct TmaTable {
    std::vector<Tma> services;   // by name
    std::vector<Tma> bodies;     // by name; of the requests that name one
    std::optional<double> days;  // the plan's figure: simple mean of the services' means
};
/// Programa de Metas of São Paulo. Errors: no request ("requests"), `to` <= `from` ("to"), one that closed
/// before it opened ("requests[i].closed"), a deadline not over 0 ("requests[i].deadline").
core::Result<TmaTable> tma(std::span<const Request> requests, double from, double to);

/// A step of a service, for one party, once.
struct Step {
    std::string name;
    double hours = 0, hourly_value = 0;  // money
};
/// What one request costs one party.
struct Cost {
    std::vector<Step> steps;
    double travel = 0, copies = 0, fees = 0;  // money
};
/// Standard Cost Model (SCM Network 2005): Σ steps (hours × hourly value) + travel + copies + fees. Errors: a
/// negative figure ("<where>.steps[i].hours" …).
core::Result<double> cost_of(const Cost& cost, std::string_view where);

struct Change {
    Cost citizen_before, citizen_after, city_before, city_after;
    double volume = 0;      // requests a year
    double investment = 0;  // money; 0: not said
};
struct Savings {
    double citizen_each = 0, city_each = 0;   // before − after, of one request
    double citizen = 0, city = 0, total = 0;  // × volume
    std::optional<double> back, city_back;    // total / investment and city / investment, where there is one
    std::optional<double> payback_months;     // until the city's savings come to the investment; none: never
};
/// Errors: those of cost_of, `volume` or `investment` negative.
core::Result<Savings> savings(const Change& change);

}  // namespace ensaio::analytics
