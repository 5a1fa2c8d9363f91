#include "prototype/fill.hpp"

#include "core/date.hpp"
#include "prototype/field_kinds.hpp"

namespace ensaio::prototype {
namespace {

constexpr std::string_view kOpen = "{{", kClose = "}}", kAnswer = "answer.";

/// A text in pieces: words, and what stands between braces.
template <class Words, class Placeholder>
void split(std::string_view text, const Words& words, const Placeholder& placeholder) {
    while (!text.empty()) {
        const std::size_t open = text.find(kOpen);
        words(text.substr(0, open));
        if (open == std::string_view::npos) return;
        text.remove_prefix(open + kOpen.size());
        const std::size_t close = text.find(kClose);
        placeholder(text.substr(0, close), close != std::string_view::npos);
        if (close == std::string_view::npos) return;
        text.remove_prefix(close + kClose.size());
    }
}

std::int32_t last_day(const Deadline& deadline, std::int32_t today) {
    constexpr std::uint32_t hours_a_day = 24;
    switch (deadline.unit) {
        case Deadline::Unit::business_days: return core::business_days_after(today, deadline.amount);
        case Deadline::Unit::hours:
            return today + static_cast<std::int32_t>((deadline.amount + hours_a_day - 1) / hours_a_day);
        case Deadline::Unit::days: break;
    }
    return today + static_cast<std::int32_t>(deadline.amount);
}

std::string answer_text(const Field& field, const Answer& answer, const core::Language& language, bool told) {
    if (answer.facts.length_class > 0 && (answer.value.empty() || !told)) return "•••";
    return answer_words(field, answer.value, language);
}

}  // namespace

std::string answer_words(const Field& field, const Value& value, const core::Language& language) {
    const bool only_marked = field.kind == FieldKind::map_point && value.size() == 2 && !is_blank(value) &&
                             is_blank({value.back()});
    return only_marked ? language.text("map.answer") : shown_value(field, value);
}

std::string filled(const Prototype& prototype, const State& state, std::string_view text,
                   const core::Language& language, const std::function<bool(const Field&)>& tells) {
    std::string out;
    split(
        text, [&](std::string_view words) { out += words; },
        [&](std::string_view word, bool) {
            if (word == "protocol") {
                out += state.protocol;
            } else if (word == "today") {
                out += core::brazilian(core::date_of(state.today));
            } else if (word == "deadline") {
                out += core::brazilian(core::date_of(last_day(prototype.deadline, state.today)));
            } else if (word.starts_with(kAnswer)) {
                const FieldIndex index = prototype.field_named(word.substr(kAnswer.size()));
                if (index == kNone) return;
                const Field& field = prototype.fields[index];
                out += answer_text(field, state.answers[index], language, !tells || tells(field));
            }
        });
    return out;
}

Needs needs_of(const Prototype& prototype, std::string_view text) {
    Needs needs;
    split(
        text, [](std::string_view) {},
        [&](std::string_view word, bool) {
            if (word == "protocol") needs.protocol = true;
            if (!word.starts_with(kAnswer)) return;
            const FieldIndex field = prototype.field_named(word.substr(kAnswer.size()));
            if (field != kNone) needs.answers.push_back(field);
        });
    return needs;
}

std::optional<std::string> unknown_placeholder(const Prototype& prototype, std::string_view text) {
    std::optional<std::string> unknown;
    split(
        text, [](std::string_view) {},
        [&](std::string_view word, bool closed) {
            const bool known =
                closed &&
                (word == "protocol" || word == "today" ||
                 (word == "deadline" && prototype.deadline.amount > 0) ||
                 (word.starts_with(kAnswer) && prototype.field_named(word.substr(kAnswer.size())) != kNone));
            if (!known && !unknown) unknown = std::string(word);
        });
    return unknown;
}

}  // namespace ensaio::prototype
