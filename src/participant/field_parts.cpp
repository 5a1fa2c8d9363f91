// Fields of several controls under one legend: date, address, a place on a map.
#include "core/text.hpp"
#include "participant/field_input.hpp"
#include "participant/field_place.hpp"

namespace ensaio::participant {

using prototype::AddressPart;
using prototype::Part;
using view::kNoParent;
using view::Look;
using view::Node;
using view::Role;

namespace {

/// Adds one box with its label. `required`: it cannot stay blank; where others must not, that is said.
std::uint16_t add_box(const FieldPlace& place, std::uint16_t parent, std::size_t number, bool required,
                      bool says_optional, std::string hint = {}) {
    const Place& at = place.at;
    const Part& part = place.kind.parts[number];
    const std::uint16_t group = at.page.group(parent, Look::plain, Role::group, place.id("part:", part.name));
    std::string label = at.language.text("part." + std::string(part.name));
    if (says_optional && !place.field.optional) label = at.language.text("field.optional", {label});
    at.page.add(group, {.id = place.id("label:", part.name),
                        .role = Role::label,
                        .text = std::move(label),
                        .target = place.id("field:", part.name)});
    std::string notes;
    if (!hint.empty()) {
        notes = place.id("hint:", part.name);
        at.page.add(group, {.id = notes, .role = Role::hint, .look = Look::small, .text = std::move(hint)});
    }
    if (place.error_part == static_cast<int>(number)) {
        notes += (notes.empty() ? "" : " ") + place.id("error:");
        place.add_error(group);
    }
    Node box{.id = place.id("field:", part.name), .role = Role::line_input};
    if (number < place.value.size()) box.value = place.value[number];
    box.described_by = std::move(notes);
    box.input_mode = part.input_mode;
    box.autocomplete = place.kind.autocomplete;
    box.size = part.size;
    box.invalid = (place.wrong_parts >> number & 1) != 0;
    box.required = required && !place.field.optional;
    at.page.add(group, std::move(box));
    return group;
}

/// What was found under the CEP that was written.
std::string found_words(const FieldPlace& place) {
    const std::string& cep = place.value.empty() ? std::string() : place.value.front();
    if (const auto* found = known_address(place.at.prototype, cep))
        return place.at.language.text("address.found", {street_and_district(*found)});
    return is_unknown_cep(place.at.prototype, cep) ? place.at.language.text("address.not_found")
                                                   : std::string();
}

void add_arrows(const FieldPlace& place, std::uint16_t parent) {
    const Place& at = place.at;
    // Two and two: so they stand on a phone as well.
    const std::uint16_t all = at.page.group(parent, Look::inline_row, Role::group, place.id("arrows:"));
    std::uint16_t row = kNoParent;
    for (const auto& [name, sign] :
         {std::pair("left", "←"), std::pair("right", "→"), std::pair("up", "↑"), std::pair("down", "↓")}) {
        if (row == kNoParent || name == std::string_view("up"))
            row = at.page.group(all, Look::inline_row, Role::group, place.id("arrows:", name));
        at.page.add(row, {.id = place.id("field:", name),
                          .role = Role::button,
                          .look = Look::secondary,
                          .text = sign,
                          .hidden_text = at.language.text("map." + std::string(name))});
    }
}

}  // namespace

void add_date(const FieldPlace& place, std::uint16_t parent) {
    const std::uint16_t set = place.add_set(parent);
    const std::uint16_t row = place.at.page.group(set, Look::input_row, Role::group, place.id("parts:"));
    for (std::size_t i = 0; i < place.kind.parts.size(); ++i) add_box(place, row, i, true, false);
}

void add_address(const FieldPlace& place, std::uint16_t parent) {
    const Place& at = place.at;
    const std::uint16_t set = place.add_set(parent);
    const std::uint16_t cep = add_box(place, set, 0, false, false, at.language.text("address.cep_hint"));
    if (std::string words = found_words(place); !words.empty())
        at.page.add(cep, {.id = place.id("found:"), .role = Role::paragraph, .text = std::move(words)});
    add_box(place, set, 1, true, false);
    const std::uint16_t number = add_box(place, set, 2, true, false);
    at.page.add(number, {.id = place.id("field:", "no_number"),
                         .role = Role::checkbox,
                         .text = at.language.text("address.no_number"),
                         .checked = place.value.size() > AddressPart::number &&
                                    place.value[AddressPart::number] == kNoNumber});
    for (std::size_t i = 3; i < place.kind.parts.size(); ++i) add_box(place, set, i, false, true);
}

void add_map_point(const FieldPlace& place, std::uint16_t parent) {
    const Place& at = place.at;
    const prototype::Image& map = at.prototype.images[place.field.image];
    const std::uint16_t set = place.add_set(parent);
    const auto point = point_of(place.value);
    Node image{.id = place.id("field:", "point"),
               .role = Role::image,
               .text = map.alt,
               .hidden_text = at.language.text("map.press"),
               .value = map.id};
    image.width = map.width;
    image.height = map.height;
    image.presses = true;
    if (point) {
        image.mark_x = static_cast<float>(point->x);
        image.mark_y = static_cast<float>(point->y);
    }
    at.page.add(set, std::move(image));
    at.page.add(set, {.id = place.id("marked:"),
                      .role = Role::paragraph,
                      .text = at.language.text(point ? "map.marked" : "map.unmarked")});
    add_arrows(place, set);
    add_box(place, set, 1, false, false);
}

}  // namespace ensaio::participant
