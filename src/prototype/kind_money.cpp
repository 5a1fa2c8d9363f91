#include <algorithm>

#include "core/text.hpp"
#include "prototype/kinds.hpp"

namespace ensaio::prototype {

std::optional<Decimal> amount_of(const Value& value) {
    // The mark and the word of the currency may be written along: "R$ 10", "10 R$", "10 reais".
    const std::string folded = core::fold(value.front());
    std::string_view typed = folded;
    for (const std::string_view mark : {"r$", "$"}) {
        if (typed.starts_with(mark)) typed.remove_prefix(mark.size());
    }
    for (const std::string_view word : {"reais", "real", "r$", "$"}) {
        if (typed.ends_with(word)) typed.remove_suffix(word.size());
    }
    auto amount = decimal_of(typed);
    if (amount && amount->fraction.size() > 2) return std::nullopt;
    return amount;
}

Rule check_money(const Field& field, const Value& value, std::int32_t) {
    const auto amount = amount_of(value);
    if (!amount) return Rule::not_money;
    const Rule rule = check_range(field, value_of(*amount));
    // No service asks for a sum below zero: unless a range says more, a minus sign is a slip.
    return rule == Rule::none && amount->negative ? Rule::not_money : rule;
}

std::string shown_money(const Field&, const Value& value) {
    const Decimal amount = amount_of(value).value_or(Decimal{});
    std::string_view whole = amount.whole;
    whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
    if (whole.empty()) whole = "0";

    std::string text = "R$ " + with_thousands(whole) + ',';
    text += amount.fraction;
    text.append(2 - amount.fraction.size(), '0');
    return text;
}

}  // namespace ensaio::prototype
