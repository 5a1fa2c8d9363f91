#include "prototype/model.hpp"

#include <algorithm>

namespace ensaio::prototype {

namespace {

// In the order of Rule.
constexpr std::array<std::string_view, 30> kRuleNames = {
    "none",         "required",        "too_short",    "too_long",        "pattern",        "not_a_number",
    "too_small",    "too_large",       "not_a_cpf",    "not_a_cnpj",      "not_a_cep",      "not_a_phone",
    "not_an_email", "not_a_plate",     "not_a_date",   "too_many",        "too_few",        "unknown_option",
    "not_money",    "date_incomplete", "not_past",     "not_future",      "too_young",      "too_old",
    "no_street",    "no_number",       "not_accepted", "wrong_file_type", "file_too_large", "conflict"};
static_assert(kRuleNames.size() == static_cast<std::size_t>(kLastRule) + 1);

template <class T>
std::uint16_t index_of_id(const std::vector<T>& items, std::string_view id) {
    const auto found = std::ranges::find(items, id, &T::id);
    return found == items.end() ? kNone : static_cast<std::uint16_t>(found - items.begin());
}

}  // namespace

std::string_view rule_name(Rule rule) { return kRuleNames[static_cast<std::size_t>(rule)]; }

std::optional<Rule> rule_named(std::string_view name) {
    const auto found = std::ranges::find(kRuleNames, name);
    if (found == kRuleNames.end()) return std::nullopt;
    return static_cast<Rule>(found - kRuleNames.begin());
}

std::vector<ScreenIndex> exits_of(const Screen& screen) {
    std::vector<ScreenIndex> exits;
    for (const Branch& branch : screen.branches) exits.push_back(branch.to);
    for (const Hotspot& hotspot : screen.hotspots) exits.push_back(hotspot.to);
    if (screen.skip != kNone) exits.push_back(screen.skip);
    if (screen.next != kNone) exits.push_back(screen.next);
    return exits;
}

std::string place_of(const Prototype& prototype, FieldIndex field, std::string_view screens) {
    const ScreenIndex screen = prototype.fields[field].screen;
    return std::string(screens) + "[" + std::to_string(screen) + "].fields[" +
           std::to_string(field - prototype.screens[screen].first_field) + "]";
}

std::vector<bool> reached_from(const Prototype& prototype, ScreenIndex start) {
    std::vector<bool> reached(prototype.screens.size());
    std::vector<ScreenIndex> waiting;
    const auto reach = [&](ScreenIndex screen) {
        if (screen >= reached.size() || reached[screen]) return;
        reached[screen] = true;
        waiting.push_back(screen);
    };
    reach(start);
    while (!waiting.empty()) {
        const Screen& screen = prototype.screens[waiting.back()];
        waiting.pop_back();
        for (const ScreenIndex exit : exits_of(screen)) reach(exit);
    }
    return reached;
}

ScreenIndex Prototype::screen_named(std::string_view screen_id) const {
    return index_of_id(screens, screen_id);
}

FieldIndex Prototype::field_named(std::string_view field_id) const { return index_of_id(fields, field_id); }

}  // namespace ensaio::prototype
