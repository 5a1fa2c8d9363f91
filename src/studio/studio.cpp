#include "studio/studio.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "analytics/report.hpp"
#include "analytics/worksheet.hpp"
#include "analytics/worksheet_files.hpp"
#include "session/replay.hpp"
#include "studio/merge.hpp"
#include "studio/opened_files.hpp"
#include "studio/rooms.hpp"
#include "study/read.hpp"
#include "workbook/zip.hpp"

namespace ensaio::studio {

using view::Commands;
using view::Input;

namespace {

constexpr const char* kSessionFile = "application/octet-stream";
constexpr const char* kZip = "application/zip";
constexpr const char* kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

constexpr std::size_t kMostDetails = 20;
// Of Opener::work: a few hundred sessions of people take a tenth of a second.
constexpr std::uint64_t kMostOfATurn = 5'000'000;
constexpr std::ptrdiff_t kRoomValues = 3;  // of Input::values, before what is gone and the notes
constexpr std::string_view kNote = "note/";

/// Whole days until the study's date; 0: it has come; nothing: there is none.
std::optional<int> days_left(const study::Study& study, std::uint64_t started, double now) {
    if (study.keep_days == 0) return std::nullopt;
    const double due = static_cast<double>(started) + study.keep_days * kMsPerDay;
    return static_cast<int>(std::max(0.0, std::ceil((due - now) / kMsPerDay)));
}

Room room_of(const std::vector<std::string>& values) {
    const auto number = [&](std::size_t i) { return i < values.size() ? std::atof(values[i].c_str()) : 0.0; };
    return {.used = number(0), .quota = number(1), .promised = number(2) > 0};
}

/// The room of the keys shows those that have come.
Commands keys_again(const OpenedFiles& files) {
    return files.brought_keys() ? Commands{view::KeyRing{"tell", {}}} : Commands{};
}

std::vector<std::uint8_t> bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

}  // namespace

core::Result<Studio> Studio::make(const Setup& setup) {
    auto language = core::Language::read(setup.language);
    if (!language) return std::unexpected(language.error());
    Studio studio(std::move(*language));
    studio.view_.session = setup.session;
    return studio;
}

Entry Studio::entry_of(session::Session session, double now) {
    Entry entry;
    entry.id = session.header.id;
    entry.name = session.header.study + "-" + session.header.participant;
    entry.next = session.next_sequence;
    const std::uint64_t started = session.header.started;
    const std::string study_source = session.study_source;
    const auto known = opener_.open(std::move(session));
    if (!known) {
        entry.trouble = language_.describe(known.error().front());
        // Its study alone may still be read, and say how long it is kept.
        if (const auto study = study::read(study_source, core::Origin::recording))
            entry.days_left = days_left(*study, started, now);
        return entry;
    }
    const auto& [opened, guide] = **known;
    entry.days_left = days_left(opened.study, started, now);
    entry.measures = analytics::measure(opened, guide);
    entry.opened = opened;
    return entry;
}

view::Page Studio::page() const { return page_of(view_, entries_, language_); }

const Entry* Studio::entry(std::string_view session) const {
    const auto found = std::ranges::find(entries_, session, &Entry::id);
    return found == entries_.end() ? nullptr : &*found;
}

void Studio::say(std::string message, bool trouble) {
    view_.message = std::move(message);
    view_.details.clear();
    view_.trouble = trouble;
}

/// The list begins anew.
void Studio::take_list(const std::vector<std::string>& values) {
    entries_.clear();
    stored_.clear();
    unread_.clear();
    expired_.clear();
    view_.reading = false;
    view_.store = room_of(values);
    view_.erased.clear();
    const auto before = std::exchange(gone_, {});
    view_.notes.clear();
    for (std::size_t i = kRoomValues; i < values.size(); ++i) {
        if (values[i].starts_with(kNote)) {
            view_.notes.read(std::string_view(values[i]).substr(kNote.size()));
            continue;
        }
        const std::string session = values[i].substr(values[i].find('/') + 1);
        if (values[i].starts_with("erased/")) view_.erased.push_back(session);
        gone_.insert(session);
    }
    // Of a session that is not there, all are listed.
    if (view_.place == View::Place::loading) {
        view_.place = view_.session.empty() ? View::Place::sessions : View::Place::session;
    } else {
        outdated_ = outdated_ || (!edited_.empty() && !std::ranges::includes(before, gone_));
    }
}

Commands Studio::take_stored(const Input& input) {
    if (input.id == "sessions") take_list(input.values);
    take_sessions(input);
    return input.x > 0 ? Commands() : read_on(input.wall);
}

/// Opens what is not opened yet. A hostile file may hold many sessions of which each takes as long as is
/// allowed: then the page answers in between.
Commands Studio::read_on(double now) {
    const std::uint64_t before = opener_.work();
    while (!unread_.empty()) {
        view_.reading = opener_.work() - before > kMostOfATurn;
        if (view_.reading) return {view::NextTurn{}};
        session::Session session = std::move(unread_.back());
        unread_.pop_back();
        list(entry_of(std::move(session), now), now);
    }
    view_.reading = false;
    std::ranges::sort(entries_, [](const Entry& a, const Entry& b) {
        const auto started = [](const Entry& e) { return e.opened ? e.opened->session.header.started : 0; };
        return started(a) != started(b) ? started(a) > started(b) : a.id < b.id;
    });
    if (expired_.empty()) return end_of_list();
    say(language_.text("studio.expired", {std::to_string(expired_.size())}));
    Commands commands;
    for (const std::string& session : expired_) commands.emplace_back(view::DeleteSession{session, true});
    commands.emplace_back(view::LoadSessions{});
    return commands;
}

void Studio::list(Entry entry, double now) {
    if (entry.days_left) entry.days_left = view_.notes.warn(entry.id, *entry.days_left, now);
    if (entry.days_left && *entry.days_left <= 0) {
        expired_.push_back(entry.id);
    } else {
        entries_.push_back(std::move(entry));
    }
}

/// All sessions are here.
Commands Studio::end_of_list() {
    Commands commands;
    if (std::exchange(outdated_, false)) commands = keep_what_is_left();
    if (view_.notes.changed()) std::ranges::move(keep_notes(), std::back_inserter(commands));
    if (view_.place == View::Place::session && entry(view_.session) == nullptr && view_.message.empty())
        say(language_.text("studio.not_here"), true);
    return commands;
}

Commands Studio::keep_notes() {
    view_.notes.prune(entries_);
    return {view::KeepNotes{view_.notes.lines()}};
}

void Studio::take_sessions(const Input& input) {
    stored_.push_back(input.bytes);
    auto stored = session::read_file(input.bytes);
    if (!stored) {
        // An empty store is a file without chunks: nothing to tell.
        if (input.bytes.size() > session::kFileMagic.size())
            say(language_.describe(stored.error().front()), true);
        return;
    }
    std::ranges::move(stored->sessions, std::back_inserter(unread_));
}

/// The edited worksheet without the rows of what is gone: the store dropped the one with them.
Commands Studio::keep_what_is_left() {
    const auto back = make_worksheet();
    auto bytes = back ? analytics::write_xlsx(back->worksheet, language_)
                      : core::Result<std::vector<std::uint8_t>>(std::unexpected(back.error()));
    if (!bytes) {
        say(view_.edited + ": " + language_.describe(bytes.error().front()), true);
        return forget_worksheet();
    }
    edited_ = std::move(*bytes);
    return {view::EditedWorksheet{"keep", view_.edited, edited_}};
}

Commands Studio::forget_worksheet() {
    edited_.clear();
    view_.edited.clear();
    return {view::EditedWorksheet{"forget", {}, {}}};
}

Commands Studio::take_file(const Input& input) {
    const OpenedFiles files(input.values);
    const std::string name = files.name(language_);
    if (input.bytes.empty()) {
        say(language_.text("studio.opened_nothing"), files.trouble());
        files.tell_others(language_, view_.details);
        return keys_again(files);
    }
    auto merged = merge(input.bytes, stored_, view_.erased);
    if (!merged) {
        say(name + ": " + language_.describe(merged.error().front()), true);
        return {};
    }
    const auto counted = [&](const char* key, std::size_t number) {
        if (number > 0) view_.details.push_back(language_.text(key, {std::to_string(number)}));
    };
    say(language_.text("studio.opened_file",
                       {name, std::to_string(merged->came.size()), std::to_string(merged->known.size()),
                        std::to_string(merged->damage.size())}),
        !merged->damage.empty() || !merged->mismatched.empty() || files.trouble());
    files.tell_others(language_, view_.details);
    counted("studio.opened_longer", merged->longer.size());
    counted("studio.opened_erased", merged->erased.size());
    counted("studio.opened_mismatched", merged->mismatched.size());
    for (const auto& [participant, damage] : merged->damage) {
        if (view_.details.size() == kMostDetails) break;
        const auto [in, offset] = files.place_of(damage.offset);
        std::string line = in;
        if (!participant.empty()) line.append(participant).append(": ");
        line += language_.text("studio.damage_at",
                               {language_.text("damage." + damage.code), std::to_string(offset)});
        view_.details.push_back(std::move(line));
    }
    Commands commands = keys_again(files);
    view::ImportChunks import;
    for (session::StoredChunk& chunk : merged->chunks)
        import.chunks.push_back({chunk.session, chunk.sequence, true, std::move(chunk.bytes)});
    if (!import.chunks.empty()) {
        importing_.push_back({std::move(view_.message), std::move(view_.details), view_.trouble});
        say(language_.text("studio.storing"));
        commands.emplace_back(std::move(import));
        commands.emplace_back(view::LoadSessions{});
    }
    return commands;
}

/// What a file brought is told once it is stored.
void Studio::answer_import(bool done, const std::string& failure) {
    if (importing_.empty()) return;
    Said said = std::move(importing_.front());
    importing_.erase(importing_.begin());
    if (!done) return say(failure, true);
    view_.message = std::move(said.message);
    view_.details = std::move(said.details);
    view_.trouble = said.trouble;
}

/// Of the sessions of today, with the edits of the worksheet that was opened.
core::Result<analytics::BroughtBack> Studio::make_worksheet() const {
    std::vector<session::Opened> sessions;
    for (const Entry& entry : entries_) {
        if (entry.opened) sessions.push_back(*entry.opened);
    }
    analytics::Worksheet fresh = analytics::make_worksheet(sessions, language_);
    if (edited_.empty()) {
        analytics::BroughtBack nothing;
        nothing.worksheet = std::move(fresh);
        return nothing;
    }
    const auto workbook = workbook::read(edited_);
    if (!workbook) return std::unexpected(workbook.error());
    return analytics::bring_back(std::move(fresh), *workbook, language_, gone_);
}

void Studio::tell(const analytics::BroughtBack& back) {
    view_.details = analytics::in_words(back, language_);
    if (view_.details.size() <= kMostDetails) return;
    const std::size_t more = view_.details.size() - kMostDetails;
    view_.details.resize(kMostDetails);
    view_.details.push_back(language_.text("worksheet.back.more", {std::to_string(more)}));
}

Commands Studio::take_worksheet(const Input& input) {
    const std::string name = input.values.empty() ? std::string() : input.values.front();
    const std::string kept = input.values.size() > 1 ? input.values[1] : std::string();
    if (kept == "gone") {
        say(language_.text("studio.worksheet_gone", {name}), true);
        return forget_worksheet();
    }
    const auto before = std::exchange(edited_, input.bytes);
    if (kept == "kept") {  // from another day: it waits for the next export
        view_.edited = name;
        return {};
    }
    const auto back = make_worksheet();
    if (!back) {
        edited_ = before;
        say(name + ": " + language_.describe(back.error().front()), true);
        return {};
    }
    view_.edited = name;
    say(language_.text("studio.opened_worksheet", {name}));
    tell(*back);
    if (back->erased_rows > 0) return keep_what_is_left();
    return {view::EditedWorksheet{"keep", name, edited_}};
}

Commands Studio::export_worksheet(bool csv) {
    const auto made = make_worksheet();
    if (!made) {
        say(view_.edited + ": " + language_.describe(made.error().front()), true);
        return {};
    }
    const analytics::Worksheet& worksheet = made->worksheet;
    say(language_.text("studio.exported",
                       {std::to_string(std::ranges::count_if(
                           entries_, [](const Entry& one) { return one.opened.has_value(); }))}));
    if (!edited_.empty()) tell(*made);
    Commands commands;
    if (csv) {
        std::vector<workbook::NamedFile> tables;
        for (const analytics::Sheet& sheet : worksheet.sheets) {
            for (const analytics::Table& table : sheet.tables)
                tables.push_back({table.key + ".csv", analytics::write_csv(table)});
        }
        commands.emplace_back(
            view::Download{language_.text("studio.worksheet_name") + ".zip", kZip, workbook::zip(tables)});
    } else {
        auto bytes = analytics::write_xlsx(worksheet, language_);
        if (!bytes) {
            say(language_.describe(bytes.error().front()), true);
            return {};
        }
        commands.emplace_back(
            view::Download{language_.text("studio.worksheet_name") + ".xlsx", kXlsx, std::move(*bytes)});
    }
    return commands;
}

Commands Studio::export_report() {
    std::vector<const session::Opened*> sessions;
    for (const Entry& entry : entries_) {
        if (entry.opened) sessions.push_back(&*entry.opened);
    }
    analytics::ReportWishes wishes{.tag = language_.text("language.tag")};
    core::Result<analytics::BroughtBack> made;
    if (!edited_.empty()) {
        made = make_worksheet();
        if (!made) {
            say(view_.edited + ": " + language_.describe(made.error().front()), true);
            return {};
        }
        wishes.edited = &made->worksheet;
    }
    const std::string html = analytics::report_html(sessions, language_, wishes);
    say(language_.text("studio.reported", {std::to_string(sessions.size())}));
    return {view::Download{language_.text("studio.report_name") + ".html", "text/html", bytes_of(html)}};
}

Commands Studio::download(std::string_view session) {
    const Entry* one = entry(session);
    Commands commands;
    if (one == nullptr) {
        for (const Entry& each : entries_) view_.notes.copied(each.id, each.next);
        say(language_.text("studio.downloaded", {std::to_string(entries_.size())}));
        const std::string name = language_.text("studio.sessions_name");
        for (std::size_t i = 0; i < stored_.size(); ++i) {
            const std::string number = stored_.size() > 1 ? "-" + std::to_string(i + 1) : std::string();
            commands.emplace_back(
                view::Download{name + number + ".ensaio", kSessionFile, session::pack_file(stored_[i])});
        }
        std::ranges::move(keep_notes(), std::back_inserter(commands));
        return commands;
    }
    std::vector<session::Bytes> chunks;
    for (const session::Bytes& file : stored_) {
        for (session::StoredChunk& chunk : session::split_file(file)) {
            if (chunk.session == session) chunks.push_back(std::move(chunk.bytes));
        }
    }
    view_.notes.copied(one->id, one->next);
    say(language_.text("studio.downloaded", {"1"}));
    commands.emplace_back(
        view::Download{one->name + ".ensaio", kSessionFile, session::pack_file(session::make_file(chunks))});
    std::ranges::move(keep_notes(), std::back_inserter(commands));
    return commands;
}

Commands Studio::activate(const std::string& id) {
    say({});
    constexpr std::string_view kOpen = "open:";
    if (id.starts_with(kOpen)) {
        view_.session = id.substr(kOpen.size());
        view_.place = View::Place::session;
    } else if (id == "do:sessions") {
        view_.place = View::Place::sessions;
    } else if (id == "do:pick") {
        return {view::PickFile{".ensaio,.age,.txt", true}};
    } else if (id == "do:keys") {
        view_.place = View::Place::keys;
        return {view::KeyRing{"tell", {}}};
    } else if (view_.place == View::Place::keys && id != "do:sessions") {
        return press_key_button(id, view_.keys);
    } else if (id == "do:open_worksheet") {
        return {view::EditedWorksheet{"pick", {}, {}}};
    } else if (id == "do:forget_worksheet") {
        return forget_worksheet();
    } else if (id == "do:download_all") {
        return download({});
    } else if (id == "do:download") {
        return download(view_.session);
    } else if (id == "do:xlsx") {
        return export_worksheet(false);
    } else if (id == "do:report") {
        return export_report();
    } else if (id == "do:csv") {
        return export_worksheet(true);
    } else if (id == "do:delete") {
        view_.place = View::Place::confirm_delete;
    } else if (id == "do:keep") {
        view_.place = View::Place::session;
    } else if (id == "do:delete_now") {
        view_.place = View::Place::sessions;
        return {view::DeleteSession{view_.session}, view::LoadSessions{}};
    }
    return {};
}

Commands Studio::handle(const Input& input) {
    switch (input.kind) {
        case Input::Kind::resized:
            if (view_.place == View::Place::loading)
                return {view::LoadSessions{}, view::EditedWorksheet{"load", {}, {}}};
            return {};
        case Input::Kind::activate: return activate(input.id);
        case Input::Kind::back:
            say({});
            view_.place = View::Place::sessions;
            return {};
        case Input::Kind::turn: return view_.reading ? read_on(input.wall) : Commands();
        case Input::Kind::bytes:
            if (input.id == "worksheet") return take_worksheet(input);
            return input.id == "file" ? take_file(input) : take_stored(input);
        case Input::Kind::stored:
            if (input.id == "import") answer_import(true, {});
            if (input.id == "delete") say(language_.text("studio.deleted"));
            if (input.id == "gone") {
                say(language_.text("studio.gone"));
                return {view::LoadSessions{}};
            }
            if (input.id == "copy") say(language_.text("studio.key.copied"));
            if (input.id == "keys") view_.keys = keys_of(input.values, view_.keys);
            return {};
        case Input::Kind::failed:
            if (view_.place == View::Place::loading) view_.place = View::Place::sessions;
            say(language_.text(input.values.empty() ? "host.failed" : "host." + input.values.front()), true);
            if (input.id == "import") answer_import(false, std::string(view_.message));
            return {};
        default: return {};
    }
}

}  // namespace ensaio::studio
