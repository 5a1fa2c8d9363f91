#include "participant/screens.hpp"

#include <algorithm>

#include "participant/pages.hpp"
#include "prototype/field_kinds.hpp"

namespace ensaio::participant {

using core::Language;
using prototype::Answer;
using prototype::Family;
using prototype::Field;
using prototype::FieldIndex;
using prototype::Prototype;
using prototype::Rule;
using prototype::Screen;
using prototype::ScreenKind;
using prototype::State;
using view::Look;
using view::Node;
using view::PageBuilder;
using view::Role;

namespace {

struct Place {
    PageBuilder& page;
    const Prototype& prototype;
    const State& state;
    const Language& language;
};

Rule shown_error(const State& state, FieldIndex field) {
    const auto found = std::ranges::find(state.errors, field, &prototype::FieldError::field);
    return found == state.errors.end() ? Rule::none : found->rule;
}

/// The words over a field. Marking the few optional fields, not the many required ones, is what forms of
/// GOV.UK found to work.
std::string label_text(const Field& field, const Language& language) {
    return field.optional ? language.text("field.optional", {field.label}) : field.label;
}

std::string described_by(const Field& field, bool wrong) {
    std::string ids;
    if (!field.hint.empty()) ids = "hint:" + field.id;
    if (wrong) ids += (ids.empty() ? "error:" : " error:") + field.id;
    return ids;
}

void add_hint_and_error(const Place& at, std::uint16_t parent, const Field& field, Rule wrong) {
    if (!field.hint.empty()) {
        at.page.add(parent,
                    {.id = "hint:" + field.id, .role = Role::hint, .look = Look::small, .text = field.hint});
    }
    if (wrong != Rule::none) {
        at.page.add(
            parent,
            {.id = "error:" + field.id, .role = Role::error, .text = error_text(field, wrong, at.language)});
    }
}

bool has(const Answer& answer, std::string_view option) {
    return std::ranges::find(answer.value, option) != answer.value.end();
}

/// A field answered by one control under a label.
void add_single_control(const Place& at, std::uint16_t parent, FieldIndex index, bool is_title) {
    const Field& field = at.prototype.fields[index];
    const Answer& answer = at.state.answers[index];
    const prototype::KindRow& kind = prototype::row_of(field.kind);
    const Rule wrong = shown_error(at.state, index);
    at.page.add(parent, {.id = "label:" + field.id,
                         .role = Role::label,
                         .look = is_title ? Look::title : Look::plain,
                         .level = static_cast<std::uint8_t>(is_title ? 1 : 0),
                         .text = label_text(field, at.language),
                         .target = "field:" + field.id});
    add_hint_and_error(at, parent, field, wrong);

    Node control{.id = "field:" + field.id};
    control.described_by = described_by(field, wrong != Rule::none);
    control.invalid = wrong != Rule::none;
    control.required = !field.optional;
    control.input_mode = kind.input_mode;
    control.autocomplete = kind.autocomplete;
    control.max_length = field.max_length;
    if (!answer.value.empty()) control.value = answer.value.front();
    switch (kind.family) {
        case Family::lines: control.role = Role::lines_input; break;
        case Family::drop_down:
            control.role = Role::drop_down;
            control.choices.push_back({"", at.language.text("field.choose")});
            for (const auto& option : field.options) control.choices.push_back({option.id, option.label});
            break;
        case Family::files: {
            control.role = Role::file_input;
            control.multiple = field.max_choices != 1;
            control.text = at.language.text(control.multiple ? "field.choose_files" : "field.choose_file");
            std::string names;
            for (const auto& name : answer.value) names += (names.empty() ? "" : ", ") + name;
            control.value = names;
            break;
        }
        default: control.role = Role::line_input; break;
    }
    at.page.add(parent, std::move(control));
}

/// A field answered by choosing among radios or checkboxes, as a fieldset.
void add_choices(const Place& at, std::uint16_t parent, FieldIndex index, bool is_title) {
    const Field& field = at.prototype.fields[index];
    const Answer& answer = at.state.answers[index];
    const Rule wrong = shown_error(at.state, index);
    const bool many = prototype::row_of(field.kind).family == Family::many_of;
    const std::uint16_t set = at.page.add(parent, {.id = "set:" + field.id,
                                                   .role = Role::form_group,
                                                   .described_by = described_by(field, wrong != Rule::none),
                                                   .invalid = wrong != Rule::none});
    at.page.add(set, {.id = "label:" + field.id,
                      .role = Role::legend,
                      .look = is_title ? Look::title : Look::plain,
                      .level = static_cast<std::uint8_t>(is_title ? 1 : 0),
                      .text = label_text(field, at.language)});
    add_hint_and_error(at, set, field, wrong);

    const auto add_option = [&](std::uint16_t inside, const std::string& id, std::string text,
                                std::string more) {
        at.page.add(inside, {.id = "field:" + field.id + "=" + id,
                             .role = many ? Role::checkbox : Role::radio,
                             .text = std::move(text),
                             .hidden_text = std::move(more),
                             .value = id,
                             .target = "field:" + field.id,
                             .checked = has(answer, id),
                             .invalid = wrong != Rule::none});
    };
    if (!field.options.empty()) {
        for (const auto& option : field.options) {
            add_option(set, option.id, option.hint.empty() ? option.label : option.label + "\n" + option.hint,
                       {});
        }
        return;
    }
    // A scale: its points are numbers, and the words at its ends are read with the first and the last of
    // them.
    const std::uint16_t row = at.page.group(set, Look::scale_row, Role::group, "scale:" + field.id);
    const int low = static_cast<int>(field.min), high = static_cast<int>(field.max);
    for (int point = low; point <= high; ++point) {
        const std::string more = point == low    ? field.low_label
                                 : point == high ? field.high_label
                                                 : std::string();
        add_option(row, std::to_string(point), std::to_string(point), more);
    }
    const std::uint16_t ends = at.page.group(set, Look::spread_row, Role::group, "ends:" + field.id);
    at.page.paragraph(ends, std::to_string(low) + " = " + field.low_label, Look::small);
    at.page.paragraph(ends, std::to_string(high) + " = " + field.high_label, Look::small);
}

bool is_choices(const Field& field) {
    const Family family = prototype::row_of(field.kind).family;
    return family == Family::one_of || family == Family::many_of;
}

/// Where the focus goes from an error: the first control of the field.
std::string control_id(const Field& field) {
    if (!is_choices(field)) return "field:" + field.id;
    const std::string first =
        field.options.empty() ? std::to_string(static_cast<int>(field.min)) : field.options.front().id;
    return "field:" + field.id + "=" + first;
}

void add_error_summary(const Place& at, std::uint16_t parent) {
    if (at.state.errors.empty()) return;
    const std::uint16_t panel = at.page.group(parent, Look::error_panel, Role::alert, "errors");
    at.page.heading(panel, 2, at.language.text("errors.title"), "errors:title");
    const std::uint16_t list = at.page.group(panel, Look::plain, Role::list, "errors:list");
    for (const prototype::FieldError& error : at.state.errors) {
        const Field& field = at.prototype.fields[error.field];
        const std::uint16_t item =
            at.page.group(list, Look::plain, Role::list_item, "errors:item:" + field.id);
        // On a check screen the field stands on another screen: the link leads there.
        const bool here = field.screen == at.state.screen;
        at.page.add(item, {.id = (here ? "goto:" : "change:from-error:") + field.id,
                           .role = Role::link,
                           .text = error_text(field, error.rule, at.language),
                           .target = here ? control_id(field) : std::string()});
    }
}

/// Where the only field asks just what the title says, its label is the title: the words are not said twice.
bool label_is_title(const Prototype& prototype, const Screen& screen) {
    return screen.field_count == 1 && prototype.fields[screen.first_field].label == screen.title &&
           screen.text.empty();
}

void add_fields(const Place& at, std::uint16_t parent, const Screen& screen) {
    const bool is_title = label_is_title(at.prototype, screen);
    for (const FieldIndex i : prototype::fields_asked(at.prototype, at.state)) {
        const Field& field = at.prototype.fields[i];
        const std::uint16_t block =
            at.page.group(parent, Look::field_block, Role::group, "block:" + field.id);
        if (is_choices(field)) {
            add_choices(at, block, i, is_title);
        } else {
            add_single_control(at, block, i, is_title);
        }
    }
}

void add_letter(const Place& at, std::uint16_t parent) {
    for (std::size_t i = 0; i < prototype::kLetterKeys.size(); ++i) {
        const std::string& text = at.prototype.letter[i];
        if (text.empty()) continue;
        at.page.heading(parent, 2, at.language.text("letter." + std::string(prototype::kLetterKeys[i])));
        at.page.prose(parent, text);
    }
}

void add_check_list(const Place& at, std::uint16_t parent) {
    for (const FieldIndex index : prototype::fields_to_check(at.prototype, at.state)) {
        const Field& field = at.prototype.fields[index];
        const std::uint16_t row = at.page.group(parent, Look::key_value, Role::group, "check:" + field.id);
        at.page.paragraph(row, field.label, Look::strong);
        const Answer& answer = at.state.answers[index];
        const bool blank = answer.facts.length_class == 0;
        at.page.paragraph(
            row, blank ? at.language.text("check.blank") : prototype::shown_value(field, answer.value));
        at.page.add(row, {.id = "change:" + field.id,
                          .role = Role::link,
                          .text = at.language.text("check.change"),
                          .hidden_text = field.label});
    }
}

void add_confirmation(const Place& at, std::uint16_t parent, const Screen& screen) {
    const std::uint16_t panel = at.page.group(parent, Look::success_panel, Role::group, "confirmation");
    at.page.heading(panel, 1, screen.title, "title");
    at.page.paragraph(panel, at.language.text("confirmation.protocol"));
    at.page.add(
        panel,
        {.id = "protocol", .role = Role::paragraph, .look = Look::big_number, .text = at.state.protocol});
}

std::string main_button_text(const Screen& screen, const Language& language) {
    if (!screen.button.empty()) return screen.button;
    switch (screen.kind) {
        case ScreenKind::letter: return language.text("screen.request");
        case ScreenKind::check: return language.text("screen.send");
        default: return language.text("screen.continue");
    }
}

}  // namespace

bool has_main_button(const Screen& screen) {
    return screen.next != prototype::kNone || !screen.branches.empty() ||
           screen.kind == ScreenKind::question || screen.kind == ScreenKind::rating;
}

void add_screen(PageBuilder& page, std::uint16_t parent, const Prototype& prototype, const State& state,
                const Language& language) {
    const Place at{page, prototype, state, language};
    const Screen& screen = prototype.screens[state.screen];
    if (!state.trail.empty() && screen.kind != ScreenKind::confirmation) {
        page.add(parent, {.id = "do:back",
                          .role = Role::link,
                          .look = Look::back_link,
                          .text = language.text("screen.back")});
    }
    add_error_summary(at, parent);
    if (screen.kind == ScreenKind::confirmation) {
        add_confirmation(at, parent, screen);
    } else if (!label_is_title(prototype, screen)) {
        page.heading(parent, 1, screen.title, "title");
    }
    page.prose(parent, screen.text, screen.kind == ScreenKind::letter ? Look::lead : Look::plain);
    if (screen.kind == ScreenKind::letter) add_letter(at, parent);
    if (screen.kind == ScreenKind::check) add_check_list(at, parent);
    add_fields(at, parent, screen);
    if (has_main_button(screen))
        page.button(parent, "do:continue", main_button_text(screen, language), Look::primary);
}

}  // namespace ensaio::participant
