#include "participant/screens.hpp"

#include "participant/errors.hpp"
#include "participant/fields.hpp"
#include "participant/screen_kinds.hpp"

namespace ensaio::participant {

using core::Language;
using prototype::Prototype;
using prototype::Screen;
using prototype::ScreenKind;
using prototype::State;
using view::Look;
using view::PageBuilder;
using view::Role;

namespace {

void add_error_summary(const Place& at, std::uint16_t parent) {
    if (at.state.errors.empty()) return;
    const std::uint16_t panel = at.page.group(parent, Look::error_panel, Role::alert, "errors");
    at.page.heading(panel, 2, at.language.text("errors.title"), "errors:title");
    const std::uint16_t list = at.page.group(panel, Look::plain, Role::list, "errors:list");
    for (const prototype::FieldError& error : at.state.errors) {
        const prototype::Field& field = at.prototype.fields[error.field];
        const std::uint16_t item =
            at.page.group(list, Look::plain, Role::list_item, "errors:item:" + field.id);
        // On a check screen the field stands on another screen: the link leads there.
        const bool here = field.screen == at.state.screen;
        at.page.add(item, {.id = (here ? "goto:" : "change:from-error:") + field.id,
                           .role = Role::link,
                           .text = error_text(at.prototype, at.state, error, at.language),
                           .target = here ? wrong_control(at, error) : std::string()});
    }
}

void add_title(const Place& at, std::uint16_t parent) {
    const Screen& screen = at.screen();
    if (label_is_title(at.prototype, screen)) return;
    if (screen.kind == ScreenKind::picture) {
        // The picture is the whole screen: its name is only said.
        at.page.add(parent, {.id = "title",
                             .role = Role::heading,
                             .look = Look::title,
                             .level = 1,
                             .hidden_text = filled(at, screen.title)});
    } else {
        at.page.heading(parent, 1, filled(at, screen.title), "title");
    }
    at.page.prose(parent, filled(at, screen.text),
                  screen.kind == ScreenKind::letter ? Look::lead : Look::plain);
}

void add_fields(const Place& at, std::uint16_t parent) {
    const bool is_title = label_is_title(at.prototype, at.screen());
    for (const prototype::FieldIndex field : prototype::fields_asked(at.prototype, at.state))
        add_field(at, parent, field, is_title);
}

std::string main_button_text(const Place& at) {
    const Screen& screen = at.screen();
    if (!screen.button.empty()) return screen.button;
    switch (screen.kind) {
        case ScreenKind::letter: return at.language.text("screen.request");
        case ScreenKind::sign_in: return at.language.text("screen.sign_in");
        case ScreenKind::declaration: return at.language.text("screen.send");
        case ScreenKind::check: {
            // What is declared after it sends.
            const bool last = screen.next == prototype::kNone ||
                              at.prototype.screens[screen.next].kind != ScreenKind::declaration;
            return at.language.text(last ? "screen.send" : "screen.continue");
        }
        default: return at.language.text("screen.continue");
    }
}

void add_main_button(const Place& at, std::uint16_t parent, std::string id) {
    const Screen& screen = at.screen();
    if (!has_main_button(screen)) return;
    const bool skips = screen.skip != prototype::kNone;
    const std::uint16_t row =
        skips ? at.page.group(parent, Look::inline_row, Role::group, "buttons") : parent;
    at.page.button(row, std::move(id), main_button_text(at), Look::primary);
    if (skips) {
        at.page.button(row, "do:skip",
                       screen.skip_button.empty() ? at.language.text("screen.skip") : screen.skip_button,
                       Look::secondary);
    }
}

}  // namespace

bool has_main_button(const Screen& screen) {
    return screen.next != prototype::kNone || !screen.branches.empty() ||
           screen.kind == ScreenKind::question || screen.kind == ScreenKind::rating;
}

void add_screen(PageBuilder& page, std::uint16_t parent, const Prototype& prototype, const State& state,
                const Language& language, const ViewState& view) {
    const Place at{page, prototype, state, language, view};
    const Screen& screen = at.screen();
    if (!state.trail.empty() && screen.kind != ScreenKind::confirmation) {
        page.add(parent, {.id = "do:back",
                          .role = Role::link,
                          .look = Look::back_link,
                          .text = language.text("screen.back")});
    }
    if (view.forgotten) {
        const std::uint16_t panel = page.group(parent, Look::info_panel, Role::group, "forgotten");
        page.paragraph(panel, language.text("screen.forgotten"));
    }
    add_error_summary(at, parent);
    if (!frames_title(screen)) add_title(at, parent);
    const bool letter = screen.kind == ScreenKind::letter;
    if (letter) add_main_button(at, parent, "do:continue");
    add_kind(at, parent);
    if (!letter) add_fields(at, parent);
    add_main_button(at, parent, letter ? "do:continue:end" : "do:continue");
    if (letter) add_fields(at, parent);
}

}  // namespace ensaio::participant
