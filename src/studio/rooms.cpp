#include "studio/rooms.hpp"

#include <algorithm>
#include <cmath>

#include "analytics/timeline.hpp"
#include "studio/words.hpp"
#include "view/page_builder.hpp"

namespace ensaio::studio {

using core::Language;
using view::kNoParent;
using view::Look;
using view::PageBuilder;
using view::Role;

namespace {

class Table {
public:
    Table(PageBuilder& page, std::uint16_t parent, std::string id, std::string name)
        : page_(page), id_(std::move(id)) {
        table_ = page_.add(parent, {.id = id_, .role = Role::table, .text = std::move(name)});
    }

    void headers(const std::vector<std::string>& words) {
        const std::uint16_t row = page_.group(table_, Look::plain, Role::row, id_ + ":head");
        for (std::size_t i = 0; i < words.size(); ++i) {
            page_.add(row, {.id = id_ + ":head:" + std::to_string(i),
                            .role = Role::column_header,
                            .look = Look::strong,
                            .text = words[i]});
        }
    }

    /// Starts a row; `key` tells it from the others for good.
    std::uint16_t row(const std::string& key) {
        row_ = id_ + ":" + key;
        column_ = 0;
        return current_ = page_.group(table_, Look::plain, Role::row, row_);
    }
    std::uint16_t cell(std::string text, Role role = Role::cell) {
        return page_.add(
            current_, {.id = row_ + ":" + std::to_string(column_++), .role = role, .text = std::move(text)});
    }

private:
    PageBuilder& page_;
    std::string id_, row_;
    std::uint16_t table_ = 0, current_ = 0;
    int column_ = 0;
};

void add_message(PageBuilder& page, std::uint16_t main, const View& view) {
    if (view.message.empty()) return;
    const std::uint16_t panel = page.add(main, {.id = "message",
                                                .role = view.trouble ? Role::alert : Role::status,
                                                .look = view.trouble ? Look::error_panel : Look::info_panel});
    page.add(panel, {.id = "message:text", .role = Role::paragraph, .text = view.message});
    for (std::size_t i = 0; i < view.details.size(); ++i) {
        page.add(panel,
                 {.id = "message:" + std::to_string(i), .role = Role::paragraph, .text = view.details[i]});
    }
}

void add_key_value(PageBuilder& page, std::uint16_t parent, std::string key, std::string value) {
    const std::uint16_t row = page.group(parent, Look::key_value);
    page.paragraph(row, std::move(key), Look::strong);
    page.paragraph(row, std::move(value));
}

/// What may happen to what is stored here, and what of it is gone already.
void add_store(PageBuilder& page, std::uint16_t main, std::span<const Entry> entries, const View& view,
               const Language& language) {
    const auto size = [](double bytes) {
        return bytes < 1e9 ? std::to_string(std::llround(std::ceil(bytes / 1e6))) + " MB"
                           : std::to_string(std::llround(std::floor(bytes / 1e9))) + " GB";
    };
    const Room& store = view.store;
    if (store.quota > 0)
        page.paragraph(main, language.text("studio.room", {size(store.used), size(store.quota)}));
    if (!view.erased.empty())
        page.paragraph(main, language.text("studio.erased", {std::to_string(view.erased.size())}));
    std::vector<std::string> warnings;
    const auto soon = std::ranges::count_if(
        entries, [](const Entry& entry) { return entry.days_left && *entry.days_left <= kWarnDays; });
    if (soon > 0) {
        int days = kWarnDays;
        for (const Entry& entry : entries) days = std::min(days, entry.days_left.value_or(kWarnDays));
        warnings.push_back(language.text("studio.expires", {std::to_string(soon), std::to_string(days)}));
    }
    const auto fresh = std::ranges::count_if(
        entries, [&](const Entry& entry) { return !view.notes.is_copied(entry.id, entry.next); });
    if (fresh > 0) {
        warnings.push_back(language.text("studio.not_copied", {std::to_string(fresh)}));
        if (!store.promised) warnings.push_back(language.text("studio.not_promised"));
    }
    if (warnings.empty()) return;
    const std::uint16_t panel = page.group(main, Look::warning_panel, Role::group, "warnings");
    for (const std::string& warning : warnings) page.paragraph(panel, warning);
}

void add_sessions(PageBuilder& page, std::uint16_t main, std::span<const Entry> entries, const View& view,
                  const Language& language) {
    page.heading(main, 1, language.text("studio.sessions"), "title");
    page.paragraph(main, language.text("studio.lead"), Look::lead);
    add_store(page, main, entries, view, language);
    const std::uint16_t buttons = page.group(main, Look::inline_row, Role::group, "tools");
    if (!entries.empty()) {
        page.button(buttons, "do:xlsx", language.text("studio.export_xlsx"), Look::primary);
        page.button(buttons, "do:report", language.text("studio.report"), Look::secondary);
        page.button(buttons, "do:csv", language.text("studio.export_csv"), Look::secondary);
        page.button(buttons, "do:download_all", language.text("studio.download_all"), Look::secondary);
    }
    page.button(buttons, "do:pick", language.text("studio.open_file"), Look::secondary);
    if (!entries.empty())
        page.button(buttons, "do:open_worksheet", language.text("studio.open_worksheet"), Look::secondary);
    page.button(buttons, "do:keys", language.text("studio.box.title"), Look::secondary);
    if (!view.edited.empty()) {
        const std::uint16_t panel = page.group(main, Look::info_panel, Role::group, "edited");
        page.paragraph(panel, language.text("studio.edited", {view.edited}));
        page.button(panel, "do:forget_worksheet", language.text("studio.forget_worksheet"), Look::secondary);
    }
    if (entries.empty()) {
        const std::uint16_t card = page.group(main, Look::card, Role::group, "empty");
        page.prose(card, language.text("studio.empty"));
        return;
    }
    Table table(page, main, "sessions", language.text("studio.sessions"));
    table.headers({language.text("studio.participant"), language.text("studio.study"),
                   language.text("studio.date"), language.text("studio.outcome"),
                   language.text("studio.duration")});
    for (const Entry& entry : entries) {
        table.row(entry.id);
        const std::uint16_t name = table.cell({}, Role::row_header);
        if (!entry.opened) {
            page.link(name, "open:" + entry.id, entry.id.substr(0, 8), {});
            table.cell(language.text("studio.unreadable"));
            table.cell({});
            table.cell({});
            table.cell({});
            continue;
        }
        page.link(name, "open:" + entry.id, entry.opened->session.header.participant, {});
        table.cell(entry.opened->study.title);
        table.cell(local_time(entry.opened->session.header));
        table.cell(session_outcome(entry.measures, language));
        table.cell(duration(entry.measures.total_s, language));
    }
}

void add_visits(PageBuilder& page, std::uint16_t main, const session::Opened& opened,
                const analytics::TaskMeasures& task, const Language& language) {
    const std::string id = "visits:" + std::to_string(task.task);
    Table table(page, main, id, language.text("studio.screens"));
    table.headers({language.text("studio.screen"), language.text("studio.seconds"),
                   language.text("studio.actions"), language.text("studio.errors"),
                   language.text("studio.dead_clicks")});
    std::size_t number = 0;
    for (const analytics::Visit& visit : task.visits) {
        table.row(std::to_string(number++));
        table.cell(opened.prototype.screens[visit.screen].title, Role::row_header);
        table.cell(duration(visit.active_s, language));
        table.cell(std::to_string(visit.actions));
        table.cell(std::to_string(visit.errors));
        table.cell(std::to_string(visit.dead_clicks));
    }
}

void add_timeline(PageBuilder& page, std::uint16_t main, const session::Opened& opened,
                  const Language& language) {
    page.heading(main, 2, language.text("studio.timeline"), "timeline:title");
    Table table(page, main, "timeline", language.text("studio.timeline"));
    table.headers({language.text("studio.at"), language.text("studio.screen"), language.text("studio.what"),
                   language.text("studio.errors")});
    for (const analytics::Happening& happening : analytics::timeline(opened, language)) {
        table.row(std::to_string(happening.record));
        table.cell(clock_time(happening.seconds), Role::row_header);
        table.cell(happening.screen);
        std::string what = happening.action;
        if (!happening.field.empty()) what += ": " + happening.field;
        if (!happening.answer.empty()) what += " = " + happening.answer;
        table.cell(what);
        table.cell(happening.errors);
    }
}

void add_session(PageBuilder& page, std::uint16_t main, const Entry& entry, const Language& language) {
    page.add(main, {.id = "do:sessions",
                    .role = Role::link,
                    .look = Look::back_link,
                    .text = language.text("studio.back")});
    if (!entry.opened) {
        page.heading(main, 1, language.text("studio.unreadable"), "title");
        page.paragraph(main, entry.trouble);
    } else {
        const session::Opened& opened = *entry.opened;
        const session::Header& header = opened.session.header;
        page.heading(main, 1, language.text("studio.session_of", {header.participant}), "title");
        const std::uint16_t facts = page.group(main, Look::plain, Role::group, "facts");
        add_key_value(page, facts, language.text("studio.study"), opened.study.title);
        add_key_value(page, facts, language.text("studio.date"), local_time(header));
        add_key_value(page, facts, language.text("studio.outcome"),
                      session_outcome(entry.measures, language));
        add_key_value(page, facts, language.text("studio.duration"),
                      duration(entry.measures.total_s, language));
        add_key_value(page, facts, language.text("studio.device"), language.text("device." + header.device));
        if (!header.consent_given.empty()) {
            add_key_value(
                page, facts, language.text("studio.consent"),
                language.text("studio.consent_given", {language.text("consent_given." + header.consent_given),
                                                       header.consent_version}));
        }
        if (entry.days_left) {
            add_key_value(page, facts, language.text("studio.days_left"), std::to_string(*entry.days_left));
        }
        add_key_value(page, facts, language.text("studio.exact"),
                      language.text(entry.measures.inexact == 0 ? "studio.exact_yes" : "studio.exact_no",
                                    {std::to_string(entry.measures.inexact)}));
        for (const session::Damage& damage : opened.session.damage) {
            add_key_value(page, facts, language.text("studio.damage"),
                          language.text("studio.damage_at", {language.text("damage." + damage.code),
                                                             std::to_string(damage.offset)}));
        }
    }
    const std::uint16_t buttons = page.group(main, Look::inline_row, Role::group, "tools");
    if (entry.opened)
        page.link(buttons, "review", language.text("studio.review"), "#/studio/" + entry.id + "/rever",
                  Look::primary);
    page.button(buttons, "do:download", language.text("studio.download"), Look::secondary);
    page.button(buttons, "do:delete", language.text("studio.delete"), Look::danger);
    if (!entry.opened) return;
    for (const analytics::TaskMeasures& task : entry.measures.tasks) {
        page.heading(main, 2, language.text("studio.task", {entry.opened->study.tasks[task.task].title}),
                     "task:" + std::to_string(task.task));
        add_visits(page, main, *entry.opened, task, language);
    }
    add_timeline(page, main, *entry.opened, language);
}

void add_confirmation(PageBuilder& page, std::uint16_t main, const Entry& entry, const Language& language) {
    const std::string name = entry.opened ? entry.opened->session.header.participant : entry.id.substr(0, 8);
    page.heading(main, 1, language.text("studio.delete_title", {name}), "title");
    page.paragraph(main, language.text("studio.delete_text"));
    const std::uint16_t buttons = page.group(main, Look::inline_row, Role::group, "tools");
    page.button(buttons, "do:delete_now", language.text("studio.delete_now"), Look::danger);
    page.button(buttons, "do:keep", language.text("studio.keep"), Look::secondary);
}

}  // namespace

view::Page page_of(const View& view, std::span<const Entry> entries, const Language& language) {
    // While it is being read it is the page that it becomes: the browser's "back" has no step between them.
    const View::Place place = view.place != View::Place::loading ? view.place
                              : view.session.empty()             ? View::Place::sessions
                                                                 : View::Place::session;
    const std::string key = "studio/" + std::to_string(static_cast<int>(place)) + "/" + view.session;
    PageBuilder page(key, language.text("studio.title"), language.text("language.tag"));
    const std::uint16_t bar = page.group(kNoParent, Look::top_bar, Role::header, "bar");
    page.link(bar, "home", language.text("bar.name"), "#/", Look::strong);
    const std::uint16_t main = page.group(kNoParent, Look::wide_column, Role::main, "main");
    add_message(page, main, view);
    const auto entry = std::ranges::find(entries, view.session, &Entry::id);
    if (view.place == View::Place::loading || view.reading) {
        page.heading(main, 1, language.text("studio.loading"), "title");
    } else if (view.place == View::Place::keys) {
        page.add(main, {.id = "do:sessions",
                        .role = Role::link,
                        .look = Look::back_link,
                        .text = language.text("studio.back")});
        add_keys(page, main, view.keys, language);
    } else if (entry == entries.end() || view.place == View::Place::sessions) {
        add_sessions(page, main, entries, view, language);
    } else if (view.place == View::Place::confirm_delete) {
        add_confirmation(page, main, *entry, language);
    } else {
        add_session(page, main, *entry, language);
    }
    page.page().announce = view.message;
    return std::move(page).take();
}

}  // namespace ensaio::studio
