#include "studio/studio.hpp"

#include <algorithm>
#include <set>

#include "analytics/worksheet.hpp"
#include "analytics/worksheet_files.hpp"
#include "session/replay.hpp"
#include "studio/rooms.hpp"

namespace ensaio::studio {

using view::Commands;
using view::Input;

namespace {

constexpr const char* kSessionFile = "application/octet-stream";
constexpr const char* kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

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

std::vector<std::uint8_t> bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

}  // namespace

core::Result<Studio> Studio::make(const Setup& setup) {
    auto language = core::Language::read(setup.language);
    if (!language) return std::unexpected(language.error());
    return Studio(std::move(*language));
}

view::Page Studio::page() const { return page_of(view_, entries_, language_); }

const Entry* Studio::entry(std::string_view session) const {
    const auto found = std::ranges::find(entries_, session, &Entry::id);
    return found == entries_.end() ? nullptr : &*found;
}

void Studio::say(std::string message, bool trouble) {
    view_.message = std::move(message);
    view_.trouble = trouble;
}

void Studio::take_stored(const std::vector<std::uint8_t>& file) {
    if (view_.room == View::Room::loading) view_.room = View::Room::sessions;
    entries_.clear();
    stored_ = file;
    auto stored = session::read_file(file);
    if (!stored) {
        // An empty store is a file without chunks: nothing to tell.
        if (file.size() > session::kFileMagic.size()) say(language_.describe(stored.error().front()), true);
        return;
    }
    for (session::Session& session : stored->sessions)
        entries_.push_back(make_entry(std::move(session), language_));
    std::ranges::sort(entries_, [](const Entry& a, const Entry& b) {
        const auto started = [](const Entry& e) { return e.opened ? e.opened->session.header.started : 0; };
        return started(a) != started(b) ? started(a) > started(b) : a.id < b.id;
    });
}

Commands Studio::take_file(const Input& input) {
    const std::string name = input.values.empty() ? std::string() : input.values.front();
    auto file = session::read_file(input.bytes);
    if (!file) {
        say(name + ": " + language_.describe(file.error().front()), true);
        return {};
    }
    Commands commands;
    unsigned known = 0, came = 0;
    std::size_t damaged = file->damage.size();
    const auto chunks = session::split_file(input.bytes);
    for (const session::Session& session : file->sessions) {
        damaged += session.damage.size();
        if (entry(session.header.id) != nullptr) {
            ++known;
            continue;
        }
        ++came;
        view::ImportSession import{.session = session.header.id, .chunks = {}};
        for (const session::StoredChunk& chunk : chunks) {
            if (chunk.session == session.header.id)
                import.chunks.push_back({chunk.session, chunk.sequence, true, chunk.bytes});
        }
        commands.emplace_back(std::move(import));
    }
    say(language_.text("studio.opened_file",
                       {name, std::to_string(came), std::to_string(known), std::to_string(damaged)}),
        damaged != 0);
    if (!commands.empty()) commands.emplace_back(view::LoadSessions{});
    return commands;
}

Commands Studio::export_worksheet(bool csv) {
    std::vector<session::Opened> sessions;
    for (const Entry& entry : entries_) {
        if (entry.opened) sessions.push_back(*entry.opened);
    }
    const analytics::Worksheet worksheet = analytics::make_worksheet(sessions, language_);
    Commands commands;
    if (csv) {
        for (const analytics::Sheet& sheet : worksheet.sheets) {
            commands.emplace_back(
                view::Download{sheet.key + ".csv", "text/csv", bytes_of(analytics::write_csv(sheet))});
        }
    } else {
        auto bytes = analytics::write_xlsx(worksheet, language_);
        if (!bytes) {
            say(language_.describe(bytes.error().front()), true);
            return {};
        }
        commands.emplace_back(
            view::Download{language_.text("studio.worksheet_name") + ".xlsx", kXlsx, std::move(*bytes)});
    }
    say(language_.text("studio.exported", {std::to_string(sessions.size())}));
    return commands;
}

Commands Studio::download(std::string_view session) {
    const Entry* one = entry(session);
    if (one == nullptr)
        return {view::Download{language_.text("studio.sessions_name") + ".ensaio", kSessionFile, stored_}};
    std::vector<session::Bytes> chunks;
    for (session::StoredChunk& chunk : session::split_file(stored_)) {
        if (chunk.session == session) chunks.push_back(std::move(chunk.bytes));
    }
    return {view::Download{one->name + ".ensaio", kSessionFile, session::make_file(chunks)}};
}

Commands Studio::activate(const std::string& id) {
    view_.message.clear();
    constexpr std::string_view kOpen = "open:";
    if (id.starts_with(kOpen)) {
        view_.session = id.substr(kOpen.size());
        view_.room = View::Room::session;
    } else if (id == "do:sessions") {
        view_.room = View::Room::sessions;
    } else if (id == "do:pick") {
        return {view::PickFile{".ensaio"}};
    } else if (id == "do:download_all") {
        return download({});
    } else if (id == "do:download") {
        return download(view_.session);
    } else if (id == "do:xlsx") {
        return export_worksheet(false);
    } else if (id == "do:csv") {
        return export_worksheet(true);
    } else if (id == "do:delete") {
        view_.room = View::Room::confirm_delete;
    } else if (id == "do:keep") {
        view_.room = View::Room::session;
    } else if (id == "do:delete_now") {
        view_.room = View::Room::sessions;
        return {view::DeleteSession{view_.session}, view::LoadSessions{}};
    }
    return {};
}

Commands Studio::handle(const Input& input) {
    switch (input.kind) {
        case Input::Kind::resized:
            if (view_.room == View::Room::loading) return {view::LoadSessions{}};
            return {};
        case Input::Kind::activate: return activate(input.id);
        case Input::Kind::back:
            view_.message.clear();
            view_.room = View::Room::sessions;
            return {};
        case Input::Kind::bytes:
            if (input.id == "file") return take_file(input);
            take_stored(input.bytes);
            return {};
        case Input::Kind::stored:
            if (input.id == "delete") say(language_.text("studio.deleted"));
            return {};
        case Input::Kind::failed:
            if (view_.room == View::Room::loading) view_.room = View::Room::sessions;
            say(language_.text(input.values.empty() ? "host.failed" : "host." + input.values.front()), true);
            return {};
        default: return {};
    }
}

}  // namespace ensaio::studio
