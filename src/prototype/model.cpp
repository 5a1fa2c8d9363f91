#include "prototype/model.hpp"

#include <algorithm>

namespace ensaio::prototype {

namespace {

// In the order of Rule.
constexpr std::array<std::string_view, 19> kRuleNames = {
    "none",       "required",  "too_short",  "too_long",       "pattern",     "not_a_number", "too_small",
    "too_large",  "not_a_cpf", "not_a_cnpj", "not_a_cep",      "not_a_phone", "not_an_email", "not_a_plate",
    "not_a_date", "too_many",  "too_few",    "unknown_option", "not_money"};
static_assert(kRuleNames.size() == static_cast<std::size_t>(Rule::not_money) + 1);

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

ScreenIndex Prototype::screen_named(std::string_view screen_id) const {
    return index_of_id(screens, screen_id);
}

FieldIndex Prototype::field_named(std::string_view field_id) const { return index_of_id(fields, field_id); }

}  // namespace ensaio::prototype
