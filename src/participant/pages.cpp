#include "participant/pages.hpp"

#include <array>
#include <string_view>

#include "participant/recorded.hpp"
#include "participant/screens.hpp"
#include "prototype/field_kinds.hpp"
#include "prototype/fill.hpp"
#include "session/redact.hpp"

namespace ensaio::participant {

using core::Language;
using study::Journey;
using study::Phase;
using study::Study;
using view::kNoParent;
using view::Look;
using view::Page;
using view::PageBuilder;
using view::Role;

namespace {

/// The frame of every page: the strip that says it is no real request, the city's bar, the main part. Returns
/// the main part.
std::uint16_t add_frame(PageBuilder& page, std::string_view notice, std::string_view body,
                        const Language& language) {
    if (!notice.empty()) {
        const std::uint16_t strip = page.add(
            kNoParent,
            {.id = "notice", .role = Role::group, .look = Look::notice, .text = language.text("bar.notice")});
        page.add(strip, {.id = "notice:text", .role = Role::paragraph, .text = std::string(notice)});
    }
    const std::uint16_t bar = page.group(kNoParent, Look::top_bar, Role::header, "bar");
    page.add(bar, {.id = "body", .role = Role::paragraph, .look = Look::strong, .text = std::string(body)});
    return page.group(kNoParent, Look::column, Role::main, "main");
}

void add_card_content(PageBuilder& page, std::uint16_t parent, const study::Task& task,
                      const Language& language) {
    page.prose(parent, task.scenario);
    if (task.data.empty()) return;
    const std::uint16_t card = page.group(parent, Look::card, Role::group, "card:data");
    page.paragraph(card, language.text("card.data"), Look::strong);
    for (const study::Sample& sample : task.data) {
        page.add(card, {.role = Role::paragraph,
                        .text = language.text("card.sample", {sample.label, sample.value})});
    }
}

void add_task_card(PageBuilder& page, std::uint16_t main, const Study& study, const Journey& journey,
                   const Language& language) {
    const study::Task& task = study.tasks[journey.task];
    if (study.tasks.size() > 1) {
        page.paragraph(main,
                       language.text("card.number",
                                     {std::to_string(journey.task + 1), std::to_string(study.tasks.size())}),
                       Look::small);
    }
    page.heading(main, 1, task.title, "title");
    add_card_content(page, main, task, language);
    const std::uint16_t panel = page.group(main, Look::info_panel, Role::group, "card:how");
    page.paragraph(panel, language.text("card.how"));
    page.button(main, "do:start", language.text("card.start"), Look::primary);
}

/// A question that comes before something that cannot be undone; returns where its answers go.
std::uint16_t add_question(PageBuilder& page, std::uint16_t parent, std::string question) {
    const std::uint16_t panel = page.group(parent, Look::warning_panel, Role::alert, "asking");
    page.paragraph(panel, std::move(question));
    return page.group(panel, Look::inline_row, Role::group, "asking:answers");
}

/// The strip under the prototype that belongs to the test and not to the service.
void add_task_bar(PageBuilder& page, const Study& study, const Journey& journey, const Language& language,
                  const ViewState& view) {
    const std::uint16_t bar = page.add(
        kNoParent,
        {.id = "task", .role = Role::group, .look = Look::task_bar, .text = language.text("task.name")});
    const std::uint16_t column = page.group(bar, Look::column, Role::group, "task:column");
    const study::Task& task = study.tasks[journey.task];
    page.add(column, {.id = "task:title",
                      .role = Role::paragraph,
                      .look = Look::strong,
                      .text = language.text("task.title", {task.title})});
    if (journey.card_open)
        add_card_content(page, page.group(column, Look::plain, Role::group, "task:card"), task, language);
    if (view.asking != ViewState::Asking::nothing) {
        const std::string id(asking_button(view.asking));
        const std::string what = "task." + id.substr(id.find(':') + 1);
        const std::uint16_t asking = add_question(page, column, language.text(what + ".ask"));
        page.button(asking, id + ":yes", language.text(what + ".yes"), Look::secondary);
        page.button(asking, id + ":no", language.text("task.no"), Look::tertiary);
        return;
    }
    const std::uint16_t row = page.group(column, Look::inline_row, Role::group, "task:row");
    page.add(row, {.id = "do:card",
                   .role = Role::button,
                   .look = Look::tertiary,
                   .text = language.text(journey.card_open ? "task.hide_card" : "task.show_card"),
                   .expanded = journey.card_open,
                   .toggles = true});
    page.button(row, "do:done", language.text("task.done"), Look::secondary);
    page.button(row, "do:gave_up", language.text("task.gave_up"), Look::tertiary);
    page.button(row, "do:restart", language.text("task.restart"), Look::tertiary);
}

/// Where one goes from the last page.
void add_way_out(PageBuilder& page, std::uint16_t main, const Study& study, const Language& language,
                 const ViewState& view) {
    if (view.facilitator) {
        page.link(main, "next", language.text("end.next"), "#/test/" + study.id + "/conduzir");
    } else {
        page.link(main, "home", language.text("end.home"), "#/", Look::back_link);
    }
}

void add_end(PageBuilder& page, std::uint16_t main, const Study& study, const Language& language,
             const std::string& what, const ViewState& view) {
    page.heading(main, 1, language.text(what + ".title"), "title");
    page.prose(main, language.text(what + ".text"));
    page.prose(main, language.text(what + (view.erased_here ? ".here" : ".kept")));
    add_way_out(page, main, study, language, view);
}

/// Whether the session is in the study's drop box, and how to hand it on otherwise.
void add_whereabouts(PageBuilder& page, std::uint16_t main, const Study& study, const Language& language,
                     const ViewState& view) {
    using Sending = ViewState::Sending;
    if (view.unsaved && view.sending != Sending::sent) {
        const std::uint16_t panel = page.group(main, Look::warning_panel, Role::group, "unsaved");
        page.paragraph(panel, language.text("thanks.unsaved"));
        page.button(panel, "do:download", language.text("thanks.download"), Look::secondary);
        return;
    }
    if (view.sending == Sending::no) {
        page.prose(main, language.text("thanks.kept"));
        return;
    }
    const bool trouble = view.sending == Sending::later || view.sending == Sending::refused;
    const std::uint16_t panel =
        page.group(main, trouble ? Look::warning_panel : Look::info_panel, Role::group, "sending");
    page.paragraph(panel, sending_words(study, language, view));
}

void add_thanks(PageBuilder& page, std::uint16_t main, const Study& study, const Language& language,
                const ViewState& view) {
    page.heading(main, 1, language.text("thanks.title"), "title");
    page.prose(main, language.text("thanks.text"));
    add_whereabouts(page, main, study, language, view);
    if (view.asking == ViewState::Asking::erase) {
        const bool sent = view.sending == ViewState::Sending::sent;
        const std::uint16_t answers =
            add_question(page, main, language.text(sent ? "thanks.erase.ask_sent" : "thanks.erase.ask"));
        page.button(answers, "do:erase:yes", language.text("thanks.erase.yes"), Look::danger);
        page.button(answers, "do:erase:no", language.text("thanks.erase.no"), Look::tertiary);
    } else {
        const std::uint16_t row = page.group(main, Look::inline_row, Role::group, "thanks:row");
        page.button(row, "do:recorded", language.text("thanks.recorded"), Look::secondary);
        // Beside a facilitator, who takes all sessions along at the end of the day, it would only be in the
        // way.
        const bool hands_on = !view.unsaved && (!view.facilitator || view.sending != ViewState::Sending::no);
        if (hands_on)
            page.button(row, "do:download", language.text(view.shares ? "thanks.share" : "thanks.save"),
                        Look::secondary);
        page.button(row, "do:erase", language.text("thanks.erase"), Look::tertiary);
    }
    add_way_out(page, main, study, language, view);
}

std::string page_key(const Study& study, const prototype::Prototype& prototype, const Journey& journey,
                     const ViewState& view) {
    std::string key = std::to_string(static_cast<int>(journey.phase)) + "/" + std::to_string(journey.task);
    if (const auto* walked = study::walked(study, prototype, journey.phase)) {
        const auto& state = study::walked_state(journey);
        key += "/" + walked->screens[state.screen].id;
    }
    if (journey.phase == Phase::walking && view.restarts > 0) key += "/" + std::to_string(view.restarts);
    if (view.end == ViewState::End::erased || view.end == ViewState::End::to_erase) key += "/erased";
    return key;
}

/// Where in a field of several controls something was done is its answer, or says much of it.
void veil_places(view::Page& page, const Study& study, const prototype::Prototype& walked) {
    using prototype::Family;
    for (view::Node& node : page.nodes) {
        if (node.look != Look::field_block) continue;
        const std::string id = node.id.substr(node.id.find(':') + 1);
        const prototype::Field& field = walked.fields[walked.field_named(id)];
        const Family family = prototype::row_of(field.kind).family;
        if (family == Family::line || family == Family::lines || session::may_store(study, field)) continue;
        node.recorded_as = (family == Family::accept ? "terms:" : "label:") + id;
    }
}

}  // namespace

std::string sending_words(const Study& study, const Language& language, const ViewState& view) {
    if (!study.drop_box) return {};
    constexpr std::array<std::string_view, 5> kStates = {"no", "under_way", "sent", "later", "refused"};
    return language.text("thanks.send." + std::string(kStates[static_cast<std::size_t>(view.sending)]),
                         {study.drop_box->place});
}

Page page_of(const Study& study, const prototype::Prototype& prototype, const Journey& journey,
             const Language& language, const ViewState& view) {
    const prototype::Prototype* walked = study::walked(study, prototype, journey.phase);
    const prototype::State& state = study::walked_state(journey);
    const bool in_service = journey.phase == Phase::walking;

    std::string title = language.text("phase." + std::to_string(static_cast<int>(journey.phase)));
    if (walked != nullptr) {
        // The title of the tab is kept in the browser's history.
        title = prototype::filled(
            *walked, state, walked->screens[state.screen].title, language,
            [&](const prototype::Field& field) { return session::may_store(study, field); });
        if (!state.errors.empty()) title = language.text("errors.prefix", {title});
    }
    title = language.text("page.title", {title, in_service ? prototype.title : study.title});

    PageBuilder page(page_key(study, prototype, journey, view), title,
                     in_service ? prototype.language : study.language);
    const std::uint16_t main =
        add_frame(page,
                  in_service || journey.phase == Phase::consent || journey.phase == Phase::task_card
                      ? prototype.notice
                      : std::string_view(),
                  in_service ? prototype.body : language.text("bar.name"), language);
    switch (journey.phase) {
        case Phase::refused: add_end(page, main, study, language, "refused", view); break;
        case Phase::consent:
            // web/consent.js shows it, before this program has arrived. Meanwhile the next page is laid out
            // and painted out of sight, so that its letters are there at once.
            [[fallthrough]];
        case Phase::task_card: add_task_card(page, main, study, journey, language); break;
        case Phase::walking:
            add_screen(page, main, prototype, state, language, view);
            add_task_bar(page, study, journey, language, view);
            break;
        case Phase::after_task:
        case Phase::after_test: add_screen(page, main, *walked, state, language, view); break;
        case Phase::thanks:
            if (view.end == ViewState::End::erased || view.end == ViewState::End::to_erase) {
                const bool done = view.end == ViewState::End::erased;
                add_end(page, main, study, language, done ? "erased" : "to_erase", view);
            } else {
                add_thanks(page, main, study, language, view);
            }
            break;
    }
    if (walked != nullptr) veil_places(page.page(), study, *walked);
    page.page().announce = view.announcement;
    return std::move(page).take();
}

Page recorded_page(const session::Opened& opened, const Language& language) {
    PageBuilder page("recorded",
                     language.text("page.title", {language.text("recorded.title"), opened.study.title}),
                     opened.study.language);
    const std::uint16_t main = add_frame(page, {}, language.text("bar.name"), language);
    add_recorded(page, main, opened, language);
    page.button(main, "do:thanks", language.text("recorded.back"), Look::secondary);
    return std::move(page).take();
}

}  // namespace ensaio::participant
