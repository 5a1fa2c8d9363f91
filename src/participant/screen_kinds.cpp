#include "participant/screen_kinds.hpp"

#include "prototype/field_kinds.hpp"
#include "prototype/fill.hpp"

namespace ensaio::participant {

using prototype::Channel;
using prototype::Field;
using prototype::Screen;
using prototype::ScreenKind;
using prototype::StepState;
using view::Look;
using view::Node;
using view::Role;

namespace {

void add_letter(const Place& at, std::uint16_t parent) {
    for (std::size_t i = 0; i < prototype::kLetterKeys.size(); ++i) {
        const std::string& text = at.prototype.letter[i];
        if (text.empty()) continue;
        at.page.heading(parent, 2, at.language.text("letter." + std::string(prototype::kLetterKeys[i])));
        at.page.prose(parent, filled(at, text));
    }
}

/// One that is not known any more, in a replay, keeps its line.
std::string checked_words(const Field& field, const prototype::Answer& answer,
                          const core::Language& language) {
    if (answer.facts.length_class == 0) return language.text("check.blank");
    if (field.kind == prototype::FieldKind::terms) return language.text("check.accepted");
    return answer.value.empty() ? "\u00a0" : prototype::answer_words(field, answer.value, language);
}

void add_check_list(const Place& at, std::uint16_t parent) {
    for (const prototype::FieldIndex index : prototype::fields_to_check(at.prototype, at.state)) {
        const Field& field = at.prototype.fields[index];
        const std::uint16_t row = at.page.group(parent, Look::key_value, Role::group, "check:" + field.id);
        at.page.paragraph(row, field.label, Look::strong);
        at.page.paragraph(row, checked_words(field, at.state.answers[index], at.language));
        at.page.add(row, {.id = "change:" + field.id,
                          .role = Role::link,
                          .text = at.language.text("check.change"),
                          .hidden_text = field.label});
    }
}

/// How far a request has come, or what happens next.
void add_steps(const Place& at, std::uint16_t parent) {
    const Screen& screen = at.screen();
    if (screen.steps.empty()) return;
    if (screen.kind == ScreenKind::confirmation) at.page.heading(parent, 2, at.language.text("steps.next"));
    const std::uint16_t list = at.page.group(parent, Look::plain, Role::ordered_list, "steps");
    for (std::size_t i = 0; i < screen.steps.size(); ++i) {
        const prototype::RequestStep& step = screen.steps[i];
        Look look = Look::step_none;
        std::string state;
        switch (step.state) {
            case StepState::none: break;
            case StepState::done:
                look = Look::step_done;
                state = "step.done";
                break;
            case StepState::current:
                look = Look::step_current;
                state = "step.current";
                break;
            case StepState::waiting:
                look = Look::step_waiting;
                state = "step.waiting";
                break;
        }
        const std::uint16_t item = at.page.group(list, look, Role::list_item, "step:" + std::to_string(i));
        Node title{.role = Role::paragraph, .look = Look::strong, .text = filled(at, step.title)};
        if (!state.empty()) title.hidden_text = "(" + at.language.text(state) + ")";
        at.page.add(item, std::move(title));
        at.page.prose(item, filled(at, step.text));
    }
}

void add_confirmation(const Place& at, std::uint16_t parent) {
    const std::uint16_t panel = at.page.group(parent, Look::success_panel, Role::group, "confirmation");
    at.page.heading(panel, 1, filled(at, at.screen().title), "title");
    at.page.paragraph(panel, at.language.text("confirmation.protocol"));
    const std::uint16_t row = at.page.group(panel, Look::inline_row, Role::group, "protocol:row");
    at.page.add(
        row,
        {.id = "protocol", .role = Role::paragraph, .look = Look::big_number, .text = at.state.protocol});
    at.page.button(row, "do:copy", at.language.text("confirmation.copy"), Look::secondary);
    if (at.view.copy != ViewState::Copy::nothing) {
        const bool done = at.view.copy == ViewState::Copy::done;
        at.page.add(panel, {.id = "copied",
                            .role = Role::paragraph,
                            .text = at.language.text(done ? "copy.done" : "copy.failed")});
    }
}

void add_message(const Place& at, std::uint16_t parent) {
    const Screen& screen = at.screen();
    const bool email = screen.channel == Channel::email;
    if (!email) at.page.heading(parent, 1, filled(at, screen.title), "title");
    const std::uint16_t message =
        at.page.add(parent, {.id = "message",
                             .role = Role::group,
                             .look = email ? Look::email : Look::sms,
                             .text = at.language.text(email ? "message.email" : "message.sms")});
    if (email) {
        at.page.add(message, {.id = "title",
                              .role = Role::heading,
                              .look = Look::subsection,
                              .level = 1,
                              .text = filled(at, screen.title)});
    }
    if (!screen.sender.empty())
        at.page.paragraph(message, at.language.text("message.from", {screen.sender}), Look::small);
    at.page.prose(message, filled(at, screen.text));
}

void add_picture(const Place& at, std::uint16_t parent) {
    const Screen& screen = at.screen();
    const prototype::Image& picture = at.prototype.images[screen.image];
    Node image{.id = "picture", .role = Role::image, .text = picture.alt, .value = picture.id};
    image.width = picture.width;
    image.height = picture.height;
    const std::uint16_t parent_of_spots = at.page.add(parent, std::move(image));
    for (std::size_t i = 0; i < screen.hotspots.size(); ++i) {
        const prototype::Hotspot& spot = screen.hotspots[i];
        Node node{.id = "hotspot:" + std::to_string(i),
                  .role = spot.link ? Role::link : Role::button,
                  .text = spot.name};
        node.place_x = spot.x;
        node.place_y = spot.y;
        node.place_w = spot.w;
        node.place_h = spot.h;
        at.page.add(parent_of_spots, std::move(node));
    }
}

}  // namespace

std::string filled(const Place& at, std::string_view text) {
    return prototype::filled(at.prototype, at.state, text, at.language);
}

bool frames_title(const Screen& screen) {
    return screen.kind == ScreenKind::confirmation || screen.kind == ScreenKind::message;
}

void add_kind(const Place& at, std::uint16_t parent) {
    switch (at.screen().kind) {
        case ScreenKind::letter: return add_letter(at, parent);
        case ScreenKind::check: return add_check_list(at, parent);
        case ScreenKind::message: return add_message(at, parent);
        case ScreenKind::picture: return add_picture(at, parent);
        case ScreenKind::status: return add_steps(at, parent);
        case ScreenKind::confirmation:
            add_confirmation(at, parent);
            at.page.prose(parent, filled(at, at.screen().text));
            return add_steps(at, parent);
        case ScreenKind::sign_in: {
            const std::uint16_t panel = at.page.group(parent, Look::info_panel, Role::group, "simulated");
            return at.page.paragraph(panel, at.language.text("screen.sign_in.simulated"));
        }
        default: return;
    }
}

}  // namespace ensaio::participant
