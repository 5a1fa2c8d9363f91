#include "participant/pages.hpp"

#include "participant/screens.hpp"

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

void add_consent(PageBuilder& page, std::uint16_t main, const Study& study, const Journey& journey,
                 const Language& language) {
    page.heading(main, 1, language.text("consent.title"), "title");
    page.paragraph(main, language.text("consent.lead"), Look::lead);
    const study::Consent& consent = study.consent;
    const std::pair<const char*, const std::string&> parts[] = {
        {"consent.who", consent.who},           {"consent.why", consent.why},
        {"consent.recorded", consent.recorded}, {"consent.use", consent.use},
        {"consent.duration", consent.duration}, {"consent.rights", consent.rights},
        {"consent.contact", consent.contact},
    };
    for (const auto& [heading, text] : parts) {
        if (text.empty()) continue;
        page.heading(main, 2, language.text(heading));
        page.prose(main, text);
    }
    if (!consent.options.empty()) {
        const std::uint16_t set = page.group(main, Look::plain, Role::form_group, "options");
        page.add(set,
                 {.id = "options:legend", .role = Role::legend, .text = language.text("consent.options")});
        for (std::size_t i = 0; i < consent.options.size(); ++i) {
            page.add(set, {.id = "option:" + std::to_string(i),
                           .role = Role::checkbox,
                           .text = consent.options[i].text,
                           .checked = i < journey.options.size() && journey.options[i]});
        }
    }
    const std::uint16_t row = page.group(main, Look::inline_row, Role::group, "choices");
    page.button(row, "do:agree", language.text("consent.agree"), Look::primary);
    page.button(row, "do:refuse", language.text("consent.refuse"), Look::secondary);
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

/// The strip under the prototype that belongs to the test and not to the service.
void add_task_bar(PageBuilder& page, const Study& study, const Journey& journey, const Language& language) {
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
    const std::uint16_t row = page.group(column, Look::inline_row, Role::group, "task:row");
    page.add(row, {.id = "do:card",
                   .role = Role::button,
                   .look = Look::tertiary,
                   .text = language.text(journey.card_open ? "task.hide_card" : "task.show_card"),
                   .expanded = journey.card_open,
                   .toggles = true});
    page.button(row, "do:done", language.text("task.done"), Look::secondary);
    page.button(row, "do:gave_up", language.text("task.gave_up"), Look::tertiary);
}

void add_end(PageBuilder& page, std::uint16_t main, const Language& language, const std::string& what,
             bool unsaved) {
    page.heading(main, 1, language.text(what + ".title"), "title");
    page.prose(main, language.text(what + ".text"));
    if (!unsaved) {
        page.prose(main, language.text(what + ".kept"));
    } else {
        const std::uint16_t panel = page.group(main, Look::warning_panel, Role::group, "unsaved");
        page.paragraph(panel, language.text("thanks.unsaved"));
        page.button(panel, "do:download", language.text("thanks.download"), Look::secondary);
    }
    page.link(main, "home", language.text("end.home"), "#/", Look::back_link);
}

std::string page_key(const Study& study, const prototype::Prototype& prototype, const Journey& journey) {
    std::string key = std::to_string(static_cast<int>(journey.phase)) + "/" + std::to_string(journey.task);
    if (const auto* walked = study::walked(study, prototype, journey.phase)) {
        const auto& state = study::walked_state(journey);
        key += "/" + walked->screens[state.screen].id;
    }
    return key;
}

}  // namespace

std::string error_text(const prototype::Field& field, prototype::Rule rule, const Language& language) {
    const std::string_view name = prototype::rule_name(rule);
    if (const auto own = field.messages.find(std::string(name)); own != field.messages.end())
        return own->second;
    const auto number = [](double value) { return std::to_string(static_cast<long long>(value)); };
    switch (rule) {
        case prototype::Rule::too_short:
            return language.text("rule.too_short", {field.label, std::to_string(field.min_length)});
        case prototype::Rule::too_long:
            return language.text("rule.too_long", {field.label, std::to_string(field.max_length)});
        case prototype::Rule::too_small:
            return language.text("rule.too_small", {field.label, number(field.min)});
        case prototype::Rule::too_large:
            return language.text("rule.too_large", {field.label, number(field.max)});
        case prototype::Rule::too_many:
            return language.text("rule.too_many", {field.label, std::to_string(field.max_choices)});
        default: return language.text("rule." + std::string(name), {field.label});
    }
}

Page page_of(const Study& study, const prototype::Prototype& prototype, const Journey& journey,
             const Language& language, bool unsaved) {
    const prototype::Prototype* walked = study::walked(study, prototype, journey.phase);
    const prototype::State& state = study::walked_state(journey);
    const bool in_service = journey.phase == Phase::walking;

    std::string title = language.text("phase." + std::to_string(static_cast<int>(journey.phase)));
    if (walked != nullptr) {
        title = walked->screens[state.screen].title;
        if (!state.errors.empty()) title = language.text("errors.prefix", {title});
    }
    title = language.text("page.title", {title, in_service ? prototype.title : study.title});

    PageBuilder page(page_key(study, prototype, journey), title,
                     in_service ? prototype.language : study.language);
    const std::uint16_t main = add_frame(
        page, in_service || journey.phase == Phase::task_card ? prototype.notice : std::string_view(),
        in_service ? prototype.body : language.text("bar.name"), language);
    switch (journey.phase) {
        case Phase::consent: add_consent(page, main, study, journey, language); break;
        case Phase::refused: add_end(page, main, language, "refused", false); break;
        case Phase::task_card: add_task_card(page, main, study, journey, language); break;
        case Phase::walking:
            add_screen(page, main, prototype, state, language);
            add_task_bar(page, study, journey, language);
            break;
        case Phase::after_task:
        case Phase::after_test: add_screen(page, main, *walked, state, language); break;
        case Phase::thanks: add_end(page, main, language, "thanks", unsaved); break;
    }
    return std::move(page).take();
}

}  // namespace ensaio::participant
