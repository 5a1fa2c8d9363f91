#include "studio/studio.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "analytics/report.hpp"
#include "analytics/worksheet.hpp"
#include "analytics/worksheet_edits.hpp"
#include "analytics/worksheet_files.hpp"
#include "session/replay.hpp"
#include "studio/merge.hpp"
#include "studio/opened_files.hpp"
#include "studio/rooms.hpp"
#include "workbook/zip.hpp"

namespace ensaio::studio {

using view::Commands;
using view::Input;

namespace {

constexpr const char* kSessionFile = "application/octet-stream";
constexpr const char* kZip = "application/zip";
constexpr const char* kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

constexpr std::size_t kMostDetails = 20;
constexpr std::ptrdiff_t kRoomValues = 4;  // of Input::values, before the ids
constexpr double kMsPerDay = 86'400'000;

Entry make_entry(session::Session session, const core::Language& language) {
    Entry entry;
    entry.id = session.header.id;
    entry.name = session.header.study + "-" + session.header.participant;
    auto opened = session::open(std::move(session));
    if (!opened) {
        entry.trouble = language.describe(opened.error().front());
        return entry;
    }
    entry.measures = analytics::measure(*opened);
    entry.opened = std::move(*opened);
    return entry;
}

/// Whole days until a session is to be deleted; 0: it is to be now.
std::optional<int> days_left(const Entry& entry, double now) {
    if (!entry.opened || entry.opened->study.keep_days == 0) return std::nullopt;
    const double due =
        static_cast<double>(entry.opened->session.header.started) + entry.opened->study.keep_days * kMsPerDay;
    return static_cast<int>(std::max(0.0, std::ceil((due - now) / kMsPerDay)));
}

Room room_of(const std::vector<std::string>& values) {
    const auto number = [&](std::size_t i) { return i < values.size() ? std::atof(values[i].c_str()) : 0.0; };
    return {.used = number(0), .quota = number(1), .copied = number(3), .promised = number(2) > 0};
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

Commands Studio::take_stored(const Input& input) {
    // Of a session that is not there, all are listed.
    if (view_.place == View::Place::loading)
        view_.place = view_.session.empty() ? View::Place::sessions : View::Place::session;
    const bool first = input.id == "sessions";
    if (first) {
        entries_.clear();
        stored_.clear();
        view_.store = room_of(input.values);
        view_.erased.assign(
            input.values.begin() + std::min<std::ptrdiff_t>(kRoomValues, std::ssize(input.values)),
            input.values.end());
    }
    stored_.push_back(input.bytes);
    auto stored = session::read_file(input.bytes);
    if (!stored) {
        // An empty store is a file without chunks: nothing to tell.
        if (input.bytes.size() > session::kFileMagic.size())
            say(language_.describe(stored.error().front()), true);
        return {};
    }
    Commands commands;
    for (session::Session& session : stored->sessions) {
        Entry entry = make_entry(std::move(session), language_);
        entry.days_left = days_left(entry, input.wall);
        if (entry.days_left && *entry.days_left <= 0) {
            commands.emplace_back(view::DeleteSession{entry.id, true});
        } else {
            entries_.push_back(std::move(entry));
        }
    }
    if (!commands.empty()) {
        say(language_.text("studio.expired", {std::to_string(commands.size())}));
        commands.emplace_back(view::LoadSessions{});
    }
    std::ranges::sort(entries_, [](const Entry& a, const Entry& b) {
        const auto started = [](const Entry& e) { return e.opened ? e.opened->session.header.started : 0; };
        return started(a) != started(b) ? started(a) > started(b) : a.id < b.id;
    });
    return commands;
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
        !merged->damage.empty() || files.trouble());
    files.tell_others(language_, view_.details);
    counted("studio.opened_longer", merged->longer.size());
    counted("studio.opened_erased", merged->erased.size());
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
        commands.emplace_back(std::move(import));
        commands.emplace_back(view::LoadSessions{});
    }
    return commands;
}

/// Of the sessions of today, with the edits of the worksheet that was opened; says what came back.
core::Result<analytics::Worksheet> Studio::make_worksheet() {
    std::vector<session::Opened> sessions;
    for (const Entry& entry : entries_) {
        if (entry.opened) sessions.push_back(*entry.opened);
    }
    analytics::Worksheet fresh = analytics::make_worksheet(sessions, language_);
    say(language_.text("studio.exported", {std::to_string(sessions.size())}));
    if (edited_.empty()) return fresh;
    const auto workbook = workbook::read(edited_);
    if (!workbook) return std::unexpected(workbook.error());
    auto back = analytics::bring_back(std::move(fresh), *workbook, language_,
                                      {view_.erased.begin(), view_.erased.end()});
    if (!back) return std::unexpected(back.error());
    view_.details = analytics::in_words(*back, language_);
    if (view_.details.size() > kMostDetails) {
        const std::size_t more = view_.details.size() - kMostDetails;
        view_.details.resize(kMostDetails);
        view_.details.push_back(language_.text("worksheet.back.more", {std::to_string(more)}));
    }
    return std::move(back->worksheet);
}

Commands Studio::take_worksheet(const Input& input) {
    const std::string name = input.values.empty() ? std::string() : input.values.front();
    const auto before = std::exchange(edited_, input.bytes);
    if (input.values.size() > 1) {  // kept from another day: it waits for the next export
        view_.edited = name;
        return {};
    }
    if (const auto worksheet = make_worksheet(); !worksheet) {
        edited_ = before;
        say(name + ": " + language_.describe(worksheet.error().front()), true);
        return {};
    }
    view_.edited = name;
    view_.message = language_.text("studio.opened_worksheet", {name});
    return {view::EditedWorksheet{"keep", name, edited_}};
}

Commands Studio::export_worksheet(bool csv) {
    const auto made = make_worksheet();
    if (!made) {
        say(view_.edited + ": " + language_.describe(made.error().front()), true);
        return {};
    }
    const analytics::Worksheet& worksheet = *made;
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
    if (!edited_.empty()) {
        const auto worksheet = make_worksheet();
        if (!worksheet) {
            say(view_.edited + ": " + language_.describe(worksheet.error().front()), true);
            return {};
        }
        wishes.judged = analytics::judged_in(*worksheet);
    }
    const std::string html = analytics::report_html(sessions, language_, wishes);
    say(language_.text("studio.reported", {std::to_string(sessions.size())}));
    return {view::Download{language_.text("studio.report_name") + ".html", "text/html", bytes_of(html)}};
}

Commands Studio::download(std::string_view session) {
    const Entry* one = entry(session);
    Commands commands;
    if (one == nullptr) {
        const std::string name = language_.text("studio.sessions_name");
        for (std::size_t i = 0; i < stored_.size(); ++i) {
            const std::string number = stored_.size() > 1 ? "-" + std::to_string(i + 1) : std::string();
            commands.emplace_back(view::Download{name + number + ".ensaio", kSessionFile,
                                                 session::pack_file(stored_[i]), true});
        }
        return commands;
    }
    std::vector<session::Bytes> chunks;
    for (const session::Bytes& file : stored_) {
        for (session::StoredChunk& chunk : session::split_file(file)) {
            if (chunk.session == session) chunks.push_back(std::move(chunk.bytes));
        }
    }
    return {
        view::Download{one->name + ".ensaio", kSessionFile, session::pack_file(session::make_file(chunks))}};
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
        edited_.clear();
        view_.edited.clear();
        return {view::EditedWorksheet{"forget", {}, {}}};
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
        case Input::Kind::bytes:
            if (input.id == "worksheet") return take_worksheet(input);
            return input.id == "file" ? take_file(input) : take_stored(input);
        case Input::Kind::stored:
            if (input.id == "delete") say(language_.text("studio.deleted"));
            if (input.id == "copy") say(language_.text("studio.key.copied"));
            if (input.id == "keys") view_.keys = keys_of(input.values, view_.keys);
            return {};
        case Input::Kind::failed:
            if (view_.place == View::Place::loading) view_.place = View::Place::sessions;
            say(language_.text(input.values.empty() ? "host.failed" : "host." + input.values.front()), true);
            return {};
        default: return {};
    }
}

}  // namespace ensaio::studio
