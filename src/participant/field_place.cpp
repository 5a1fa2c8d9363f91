#include "participant/field_place.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "participant/errors.hpp"

namespace ensaio::participant {

using prototype::Family;
using prototype::Field;
using prototype::FieldError;
using prototype::FieldKind;
using prototype::Rule;
using view::Look;
using view::Role;

namespace {

constexpr std::size_t kYearDigits = 4;

const FieldError* error_of(const Place& at, prototype::FieldIndex field) {
    const auto found = std::ranges::find(at.state.errors, field, &FieldError::field);
    return found == at.state.errors.end() ? nullptr : &*found;
}

/// What files may be chosen, and how large.
std::string file_limit(const Field& field, const core::Language& language) {
    std::string text;
    if (!field.accept.empty()) text = language.text("file.accept", {accepted_files(field, language)});
    if (field.max_megabytes > 0) {
        if (!text.empty()) text += ' ';
        text += language.text("file.limit", {std::to_string(field.max_megabytes)});
    }
    return text;
}

/// The parts that break the rule now: what is mended is no longer marked where the rule says which part it
/// means.
unsigned parts_that_break(const FieldPlace& place, Rule rule) {
    const auto part = [&](std::size_t i) {
        return i < place.value.size() ? core::trim(place.value[i]) : std::string_view();
    };
    const unsigned all = (1U << place.kind.parts.size()) - 1;
    unsigned wrong = 0;
    const auto mark = [&](std::size_t i, bool breaks) { wrong |= breaks ? 1U << i : 0U; };
    switch (rule) {
        case Rule::none: return 0;
        case Rule::not_a_cep: return 1U << 0;
        case Rule::no_street: return 1U << 1;
        case Rule::no_number: return 1U << 2;
        case Rule::date_incomplete:
            for (std::size_t i = 0; i < place.kind.parts.size(); ++i) mark(i, part(i).empty());
            mark(2, core::digits_only(part(2)).size() < kYearDigits || part(2).starts_with('0'));
            return wrong;
        case Rule::not_a_date:
            // In one box or over all of them: then the year has none of its own.
            return has_odd_year(place.field, place.value, place.at.state.today) && !part(2).empty() ? 1U << 2
                                                                                                    : all;
        case Rule::too_long:
            for (std::size_t i = 0; i < place.kind.parts.size(); ++i)
                mark(i, core::code_points(part(i)) > place.kind.max_length);
            return wrong;
        case Rule::required:
            if (place.field.kind == FieldKind::address) return 1U << 1 | 1U << 2;
            return all;
        default: return all;
    }
}

}  // namespace

FieldPlace::FieldPlace(const Place& place, prototype::FieldIndex index, bool title)
    : at(place),
      field(place.prototype.fields[index]),
      value(place.state.answers[index].value),
      kind(prototype::row_of(field.kind)),
      error(error_of(place, index)),
      is_title(title),
      hint(field.hint) {
    if (kind.family == Family::lines) limit = at.counted("counter.limit", field.max_length);
    if (kind.family == Family::files) {
        limit = file_limit(field, at.language);
        limit_shown = true;
    }
    if (hint.empty() && field.kind == FieldKind::date) hint = at.language.text("date.hint");
    if (hint.empty() && field.kind == FieldKind::map_point) hint = at.language.text("map.hint");
    if (kind.family != Family::parts || error == nullptr) return;
    wrong_parts = parts_that_break(*this, error->rule);
    switch (error->rule) {
        case Rule::not_a_cep: error_part = 0; break;
        case Rule::no_street: error_part = 1; break;
        case Rule::no_number: error_part = 2; break;
        default: break;
    }
}

std::string FieldPlace::id(std::string_view prefix, std::string_view rest) const {
    std::string text(prefix);
    text += field.id;
    if (!rest.empty()) text += '.';
    text += rest;
    return text;
}

/// Marking the few optional fields, not the many required ones, is what forms of GOV.UK found to work.
std::string FieldPlace::label() const {
    return field.optional ? at.language.text("field.optional", {field.label}) : field.label;
}

std::string FieldPlace::error_words() const {
    return error == nullptr ? std::string() : error_text(at.prototype, at.state, *error, at.language);
}

void FieldPlace::add_label(std::uint16_t parent) const {
    at.page.add(parent, {.id = id("label:"),
                         .role = Role::label,
                         .look = is_title ? Look::title : Look::plain,
                         .level = static_cast<std::uint8_t>(is_title ? 1 : 0),
                         .text = label(),
                         .target = id("field:")});
}

std::uint16_t FieldPlace::add_set(std::uint16_t parent) const {
    const std::uint16_t set = at.page.add(parent, {.id = id("set:"),
                                                   .role = Role::form_group,
                                                   .described_by = described_by(),
                                                   .invalid = error != nullptr});
    at.page.add(set, {.id = id("label:"),
                      .role = Role::legend,
                      .look = is_title ? Look::title : Look::plain,
                      .level = static_cast<std::uint8_t>(is_title ? 1 : 0),
                      .text = label()});
    add_notes(set);
    return set;
}

void FieldPlace::add_notes(std::uint16_t parent) const {
    if (!hint.empty())
        at.page.add(parent, {.id = id("hint:"), .role = Role::hint, .look = Look::small, .text = hint});
    if (!limit.empty()) {
        at.page.add(parent, {.id = id("limit:"),
                             .role = Role::hint,
                             .look = Look::small,
                             .text = limit_shown ? limit : std::string(),
                             .hidden_text = limit_shown ? std::string() : limit});
    }
    if (error_part < 0) add_error(parent);
}

void FieldPlace::add_error(std::uint16_t parent) const {
    if (error != nullptr)
        at.page.add(parent, {.id = id("error:"), .role = Role::error, .text = error_words()});
}

std::string FieldPlace::described_by() const {
    std::string ids;
    const auto add = [&](std::string_view prefix) {
        if (!ids.empty()) ids += ' ';
        ids += id(prefix);
    };
    if (!hint.empty()) add("hint:");
    if (!limit.empty()) add("limit:");
    if (error != nullptr && error_part < 0) add("error:");
    return ids;
}

}  // namespace ensaio::participant
