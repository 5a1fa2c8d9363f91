#include "studio/studio.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
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
    view_.details.clear();
    view_.trouble = trouble;
}

Commands Studio::take_stored(const Input& input) {
    if (view_.place == View::Place::loading) view_.place = View::Place::sessions;
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

/// Whether `chunks` are what is stored of the session, byte by byte, and maybe more after it.
bool Studio::begins_with_stored(std::string_view session,
                                const std::vector<session::StoredChunk>& chunks) const {
    std::ptrdiff_t stored = 0;
    for (const session::Bytes& file : stored_) {
        for (const session::StoredChunk& mine : session::split_file(file)) {
            if (mine.session != session) continue;
            ++stored;
            const bool there = std::ranges::any_of(chunks, [&](const session::StoredChunk& other) {
                return other.sequence == mine.sequence && other.session == session &&
                       other.bytes == mine.bytes;
            });
            if (!there) return false;
        }
    }
    return std::ranges::count(chunks, session, &session::StoredChunk::session) > stored;
}

Commands Studio::take_file(const Input& input) {
    const std::string name = input.values.empty() ? std::string() : input.values.front();
    auto file = session::read_file(input.bytes);
    if (!file) {
        say(name + ": " + language_.describe(file.error().front()), true);
        return {};
    }
    const auto chunks = session::split_file(input.bytes);
    unsigned known = 0, came = 0, longer = 0, erased = 0;
    std::vector<session::Damage> damage = file->damage;
    std::set<std::string_view> wanted;
    for (const session::Session& session : file->sessions) {
        const std::string& id = session.header.id;
        damage.insert(damage.end(), session.damage.begin(), session.damage.end());
        if (std::ranges::find(view_.erased, id) != view_.erased.end()) {
            ++erased;
        } else if (entry(id) == nullptr) {
            ++came;
            wanted.insert(id);
        } else if (begins_with_stored(id, chunks)) {
            ++longer;
            wanted.insert(id);
        } else {
            ++known;
        }
    }
    view::ImportChunks import;
    for (const session::StoredChunk& chunk : chunks) {
        if (wanted.contains(chunk.session))
            import.chunks.push_back({chunk.session, chunk.sequence, true, chunk.bytes});
    }
    say(language_.text("studio.opened_file",
                       {name, std::to_string(came), std::to_string(known), std::to_string(damage.size())}),
        !damage.empty());
    if (longer > 0) view_.details.push_back(language_.text("studio.opened_longer", {std::to_string(longer)}));
    if (erased > 0) view_.details.push_back(language_.text("studio.opened_erased", {std::to_string(erased)}));
    for (const session::Damage& one : damage) {
        if (view_.details.size() == kMostDetails) break;
        view_.details.push_back(language_.text(
            "studio.damage_at", {language_.text("damage." + one.code), std::to_string(one.offset)}));
    }
    if (import.chunks.empty()) return {};
    return {std::move(import), view::LoadSessions{}};
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
    Commands commands;
    if (one == nullptr) {
        const std::string name = language_.text("studio.sessions_name");
        for (std::size_t i = 0; i < stored_.size(); ++i) {
            const std::string number = stored_.size() > 1 ? "-" + std::to_string(i + 1) : std::string();
            commands.emplace_back(view::Download{name + number + ".ensaio", kSessionFile, stored_[i], true});
        }
        return commands;
    }
    std::vector<session::Bytes> chunks;
    for (const session::Bytes& file : stored_) {
        for (session::StoredChunk& chunk : session::split_file(file)) {
            if (chunk.session == session) chunks.push_back(std::move(chunk.bytes));
        }
    }
    return {view::Download{one->name + ".ensaio", kSessionFile, session::make_file(chunks)}};
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
            if (view_.place == View::Place::loading) return {view::LoadSessions{}};
            return {};
        case Input::Kind::activate: return activate(input.id);
        case Input::Kind::back:
            say({});
            view_.place = View::Place::sessions;
            return {};
        case Input::Kind::bytes: return input.id == "file" ? take_file(input) : take_stored(input);
        case Input::Kind::stored:
            if (input.id == "delete") say(language_.text("studio.deleted"));
            return {};
        case Input::Kind::failed:
            if (view_.place == View::Place::loading) view_.place = View::Place::sessions;
            say(language_.text(input.values.empty() ? "host.failed" : "host." + input.values.front()), true);
            return {};
        default: return {};
    }
}

}  // namespace ensaio::studio
