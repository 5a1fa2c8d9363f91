#include "participant/fields.hpp"

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "participant/errors.hpp"
#include "participant/field_input.hpp"
#include "participant/field_place.hpp"

namespace ensaio::participant {

using prototype::Family;
using prototype::Field;
using prototype::FieldKind;
using view::Look;
using view::Node;
using view::Role;

namespace {

/// What people spell out in capitals, or never begin with one.
std::string_view capitals_of(FieldKind kind) {
    switch (kind) {
        case FieldKind::cnpj:
        case FieldKind::plate:
        case FieldKind::rg: return "characters";
        case FieldKind::email: return "none";
        default: return {};
    }
}

bool is_photo(std::string_view mime) { return mime.starts_with("image/"); }

/// How many letters there is still room for. It changes with every key, so a screen reader is told of the
/// limit (FieldPlace::limit), and once when it is passed (announcement).
void add_counter(const FieldPlace& place, std::uint16_t parent) {
    const std::ptrdiff_t left = letters_left(place.field, place.value);
    const bool over = left < 0;
    const auto number = static_cast<std::size_t>(std::abs(left));
    place.at.page.add(parent, {.id = place.id("counter:"),
                               .role = Role::paragraph,
                               .look = over ? Look::strong : Look::small,
                               .text = place.at.counted(over ? "counter.over" : "counter.left", number),
                               .silent = true});
}

/// The chosen files, each with a way to take it away.
void add_files(const FieldPlace& place, std::uint16_t parent) {
    for (std::size_t i = 0; i < place.value.size(); ++i) {
        const std::string number = std::to_string(i);
        const std::string name = prototype::shown_value(place.field, {place.value[i]});
        const std::uint16_t row =
            place.at.page.group(parent, Look::key_value, Role::group, place.id("file:", number));
        place.at.page.paragraph(row, name);
        place.at.page.add(row, {.id = place.id("field:", "remove:" + number),
                                .role = Role::link,
                                .text = place.at.language.text("file.remove"),
                                .hidden_text = name});
    }
}

void add_single(const FieldPlace& place, std::uint16_t parent) {
    const Place& at = place.at;
    const Field& field = place.field;
    place.add_label(parent);
    place.add_notes(parent);

    Node control{.id = place.id("field:"), .described_by = place.described_by()};
    control.invalid = place.error != nullptr;
    control.required = !field.optional;
    control.input_mode = place.kind.input_mode;
    control.autocomplete = place.kind.autocomplete;
    control.capitals = capitals_of(field.kind);
    control.size = place.kind.size;
    if (!place.value.empty() && place.kind.family != Family::files) control.value = place.value.front();
    switch (place.kind.family) {
        case Family::lines: control.role = Role::lines_input; break;
        case Family::drop_down:
            control.role = Role::drop_down;
            control.choices.push_back({"", at.language.text("field.choose")});
            for (const auto& option : field.options) control.choices.push_back({option.id, option.label});
            break;
        case Family::files: {
            control.role = Role::file_input;
            control.multiple = field.max_choices != 1;
            const bool photos = !field.accept.empty() && std::ranges::all_of(field.accept, is_photo);
            const std::string key = control.multiple ? photos ? "field.choose_photos" : "field.choose_files"
                                    : photos         ? "field.choose_photo"
                                                     : "field.choose_file";
            control.text = at.language.text(place.value.empty() ? key : key + ".again");
            for (const std::string& beginning : field.accept) {
                if (!control.accept.empty()) control.accept += ',';
                control.accept += beginning.ends_with('/') ? beginning + '*' : beginning;
            }
            break;
        }
        default:
            control.role = Role::line_input;
            control.max_length = field.max_length;
            if (field.kind == FieldKind::money) control.prefix = at.language.text("money.sign");
            break;
    }
    at.page.add(parent, std::move(control));
    if (place.kind.family == Family::lines) add_counter(place, parent);
    if (place.kind.family == Family::files) add_files(place, parent);
}

void add_terms(const FieldPlace& place, std::uint16_t parent) {
    const std::uint16_t card = place.at.page.group(parent, Look::card, Role::group, place.id("terms:"));
    place.at.page.prose(card, place.field.text);
    place.add_notes(parent);
    place.at.page.add(parent, {.id = place.id("field:"),
                               .role = Role::checkbox,
                               .text = place.label(),
                               .described_by = place.described_by(),
                               .checked = !prototype::is_blank(place.value),
                               .invalid = place.error != nullptr,
                               .required = !place.field.optional});
}

}  // namespace

bool label_is_title(const prototype::Prototype& prototype, const prototype::Screen& screen) {
    if (screen.field_count != 1 || !screen.text.empty()) return false;
    const Field& field = prototype.fields[screen.first_field];
    return field.label == screen.title && field.kind != FieldKind::terms;
}

void add_field(const Place& at, std::uint16_t parent, prototype::FieldIndex index, bool is_title) {
    const FieldPlace place(at, index, is_title);
    const std::uint16_t block = at.page.group(parent, Look::field_block, Role::group, place.id("block:"));
    switch (place.kind.family) {
        case Family::one_of:
        case Family::many_of: return add_choices(place, block);
        case Family::accept: return add_terms(place, block);
        case Family::drop_down:
            if (is_searched(place.field)) return add_search(place, block);
            break;
        case Family::parts:
            if (place.field.kind == FieldKind::date) return add_date(place, block);
            if (place.field.kind == FieldKind::address) return add_address(place, block);
            return add_map_point(place, block);
        default: break;
    }
    add_single(place, block);
}

std::string wrong_control(const Place& at, const prototype::FieldError& error) {
    const FieldPlace place(at, error.field, false);
    const Field& field = place.field;
    switch (place.kind.family) {
        case Family::one_of:
        case Family::many_of: {
            const std::string first = field.options.empty() ? std::to_string(static_cast<int>(field.min))
                                                            : field.options.front().id;
            return place.id("field:") + "=" + first;
        }
        case Family::drop_down: return place.id("field:", is_searched(field) ? "search" : "");
        case Family::parts: {
            const int first = place.wrong_parts == 0 ? 0 : std::countr_zero(place.wrong_parts);
            return place.id("field:", place.kind.parts[static_cast<std::size_t>(first)].name);
        }
        default: return place.id("field:");
    }
}

}  // namespace ensaio::participant
