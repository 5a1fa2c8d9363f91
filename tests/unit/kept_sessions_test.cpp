// The session files kept in the repository: whole ones of every format that there was, and broken ones.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "random_walk.hpp"
#include "session/replay.hpp"

#include "small_session.hpp"

namespace {

using namespace ensaio;
using session::Bytes;
using session::ChunkKind;
using session::Damage;
using session::make_file;
using session::Record;
using session::Session;
using trials::chunk;

const std::filesystem::path kData = std::filesystem::path(ENSAIO_SOURCE_DIR) / "tests/data";

bool writes_golden() { return std::getenv("ENSAIO_WRITE_GOLDEN") != nullptr; }

Bytes read_bytes(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_bytes(const std::filesystem::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

std::string_view text_of(const Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

struct Line {
    std::string text;
    Line& operator<<(std::string_view word) {
        text += text.empty() ? "" : " ";
        text += word;
        return *this;
    }
    Line& operator<<(std::int64_t number) { return *this << std::string_view(std::to_string(number)); }
};

struct Describe {
    Line& line;
    void operator()(const session::Moved& moved) const {
        const prototype::Action& action = moved.move.action;
        line << "moved" << static_cast<int>(moved.move.kind) << moved.move.target;
        if (moved.move.kind == study::MoveKind::walk) {
            line << "action" << static_cast<int>(action.kind) << action.target;
            for (const std::string& part : action.value) line << "\"" + part + "\"";
            if (action.facts)
                line << "facts" << action.facts->length_class << rule_name(action.facts->failed)
                     << static_cast<std::int64_t>(action.facts->outcomes);
        }
        line << "checksum" << moved.checksum;
    }
    void operator()(const session::DeadClick& click) const {
        line << "dead_click" << click.x << click.y << click.box;
    }
    void operator()(const session::Focused& focused) const { line << "focused" << focused.field; }
    void operator()(const session::Viewport& viewport) const {
        line << "viewport" << viewport.width << viewport.height << viewport.density_percent;
    }
    void operator()(const session::Visibility& visibility) const {
        line << (visibility.hidden ? "hidden" : "shown");
    }
    void operator()(const session::Resumed&) const { line << "resumed"; }
    void operator()(const session::Note& note) const { line << "note" << static_cast<int>(note.code); }
    void operator()(const session::Shown& shown) const {
        line << "beside" << static_cast<int>(shown.what) << shown.number << shown.text;
    }
};

std::string describe(const Session& session) {
    const session::Header& h = session.header;
    std::string text = "id " + h.id + "\nparticipant " + h.participant + "\nstudy " + h.study +
                       "\nprototype " + h.prototype + "\nstudy_hash " + h.study_hash + "\nprototype_hash " +
                       h.prototype_hash + "\nprogram " + h.program + "\ndevice " + h.device + "\nstarted " +
                       std::to_string(h.started) + "\nutc_offset " + std::to_string(h.utc_offset) +
                       "\nseed " + std::to_string(h.seed) + "\nmade_up_data " +
                       (h.made_up_data ? "true" : "false") + "\n";
    for (const Record& record : session.records) {
        Line line;
        line << static_cast<std::int64_t>(record.at);
        std::visit(Describe{line}, record.event);
        text += line.text + "\n";
    }
    for (const session::TraceBox& box : session.trace.boxes) {
        Line line;
        line << "box" << box.id << std::int64_t{box.left} << std::int64_t{box.top}
             << static_cast<std::int64_t>(box.width) << static_cast<std::int64_t>(box.height);
        text += line.text + "\n";
    }
    for (const session::TraceSample& sample : session.trace.samples) {
        Line line;
        line << "trace" << static_cast<std::int64_t>(sample.at)
             << static_cast<std::int64_t>(static_cast<int>(sample.kind)) << std::int64_t{sample.x}
             << std::int64_t{sample.y} << static_cast<std::int64_t>(sample.box);
        text += line.text + "\n";
    }
    return text;
}

Bytes golden_session() {
    const trials::Trial trial = trials::kept_trial("veiculo-abandonado", false);
    trials::Lived lived;
    // The first person who comes back to a closed page and still gets straight to the number of the request
    // and to the end.
    const auto resumed = [](const Record& record) {
        return std::holds_alternative<session::Resumed>(record.event);
    };
    const auto turned = [](const Record& record) {
        const auto* moved = std::get_if<session::Moved>(&record.event);
        return moved != nullptr && moved->move.action.kind >= prototype::ActionKind::back;
    };
    const auto serves = [&] {
        if (lived.journeys.empty()) return false;
        const study::Journey& end = lived.journeys.back();
        return end.phase == study::Phase::thanks && end.ends.front() == study::TaskEnd::done &&
               !end.walk.protocol.empty() && std::ranges::any_of(lived.records, resumed) &&
               std::ranges::none_of(lived.records, turned);
    };
    for (std::uint64_t seed = 0; !serves(); ++seed) lived = trials::live(trial, seed, 150);
    session::Recorder more(lived.header.id, static_cast<std::uint32_t>(lived.chunks.size()),
                           lived.records.back().at);
    more.add(lived.records.back().at + 9'001,
             session::Viewport{.width = 360, .height = 640, .density_percent = 200});
    for (session::Chunk& made : more.take()) lived.chunks.push_back(std::move(made));
    return trials::file_of(lived.chunks);
}

/// A study of one task on a prototype whose id is "servico".
trials::Trial small_trial(const std::string& prototype, bool made_up_data) {
    const std::string made_up = made_up_data ? "true" : "false";
    return trials::make_trial(
        R"({"format": 1, "id": "estudo", "title": "Estudo", "prototype": "servico", "language": "pt-BR", "body": "Cidade", "round": 1, "mode": "remoto",
            "made_up_data": )" +
            made_up +
            R"(, "consent": {"version": "1", "who": "a", "why": "b", "recorded": "c", "use": "d", "duration": "e", "rights": "f",
            "contact": "g", "options": []},
            "tasks": [{"id": "tarefa", "title": "Tarefa", "scenario": "Peça.", "success": "Chega ao fim.", "goal_screen": "fim"}]})",
        prototype);
}

/// What a session must have gone through so that its replay proves something of session-1b.
bool has_all_of_1b(const trials::Lived& lived) {
    std::set<std::string> met;
    std::size_t step = 0;
    for (const Record& record : lived.records) {
        if (std::holds_alternative<session::Resumed>(record.event)) met.insert("resumed");
        const auto* moved = std::get_if<session::Moved>(&record.event);
        if (moved == nullptr) continue;
        const study::Journey& after = lived.journeys[step];
        const bool has_effect = lived.effects[step++] != prototype::Effect::nothing;
        const prototype::Action& action = moved->move.action;
        if (!has_effect) continue;
        if (moved->move.kind == study::MoveKind::restart_task) met.insert("restart");
        if (moved->move.kind != study::MoveKind::walk) continue;
        if (action.kind == prototype::ActionKind::skip) met.insert("skip");
        if (action.kind == prototype::ActionKind::press) met.insert("press");
        if (action.facts && !action.value.empty()) met.insert("compared and open");
        if (action.facts && action.facts->outcomes != 0) met.insert("outcomes without text");
        for (const prototype::FieldError& error : after.walk.errors)
            met.insert(error.rule == prototype::Rule::conflict ? "conflict" : "error");
        if (!after.walk.protocol.empty()) met.insert("sent");
    }
    return met.size() == 8;
}

/// Skipped sign-ins, pressed pictures, tasks begun again, dates, addresses, checks and the facilitator's
/// notes.
Bytes golden_session_1b() {
    const trials::Trial trial = small_trial(trials::read_text("tests/data/golden/prototype-1b.json"), false);
    trials::Lived lived;
    for (std::uint64_t seed = 0; lived.records.empty() || !has_all_of_1b(lived); ++seed)
        lived = trials::live(trial, seed, 200);
    session::Recorder recorder(lived.header, trial.study.source, trial.prototype.source);
    std::vector<session::Chunk> chunks;
    constexpr std::size_t between_notes = 9, codes = 6;
    for (std::size_t i = 0; i < lived.records.size(); ++i) {
        const Record& record = lived.records[i];
        recorder.add(record.at, record.event);
        if (i % between_notes == 0)
            recorder.add(record.at,
                         session::Note{static_cast<session::Note::Code>(i / between_notes % codes)});
        for (session::Chunk& made : recorder.take()) chunks.push_back(std::move(made));
    }
    return trials::file_of(chunks);
}

/// A session in packs, with a track and an end.
Bytes golden_session_1e() {
    constexpr std::size_t kLeast = 70;  // records
    const trials::Trial trial = trials::kept_trial("calcada", false);
    trials::Lived lived;
    for (std::uint64_t seed = 0;
         lived.records.size() < kLeast || lived.journeys.back().phase != study::Phase::thanks; ++seed)
        lived = trials::live(trial, seed, 150);
    session::Recorder recorder(lived.header, trial.study.source, trial.prototype.source);
    std::vector<Bytes> chunks;
    for (std::size_t i = 0; i < lived.records.size(); ++i) {
        recorder.add(lived.records[i].at, lived.records[i].event);
        // A box is named in the first chunk; in those after it there is an edit in it, and a press on
        // nothing.
        if (i == 0) {
            recorder.add_track(lived.records[i].at,
                               Bytes{0, 0x10, 1, 0, 2, 'o', 'k', 31, 40, 90, 44, 4, 20, 6, 40, 0});
        } else if (i % 10 == 0) {
            recorder.add_track(lived.records[i].at, Bytes{1, 8, 1, 2, 2, 0, 9, 99, 20, 7, 0, 80, 2});
        }
        for (session::Chunk& made : recorder.take()) chunks.push_back(std::move(made.bytes));
    }
    recorder.end(chunks);
    for (session::Chunk& made : recorder.take()) chunks.push_back(std::move(made.bytes));
    return session::pack_file(session::make_file(chunks));
}

/// What the page shows beside the moves, one of each kind and one of a later program.
Bytes golden_session_1d() {
    constexpr std::size_t kLeast = 70;  // records
    const trials::Trial trial = trials::kept_trial("veiculo-abandonado", true);
    trials::Lived lived;
    for (std::uint64_t seed = 0;
         lived.records.size() < kLeast || lived.journeys.back().phase != study::Phase::thanks; ++seed)
        lived = trials::live(trial, seed, 200);
    session::Recorder recorder(lived.header, trial.study.source, trial.prototype.source);
    constexpr std::uint8_t kLater = 9;
    constexpr std::size_t kBetween = 7;
    for (std::size_t i = 0; i < lived.records.size(); ++i) {
        recorder.add(lived.records[i].at, lived.records[i].event);
        if (i % kBetween != 0) continue;
        const auto what = static_cast<std::uint8_t>(i / kBetween % (kLater + 1));
        recorder.add(lived.records[i].at, session::Shown{.what = static_cast<session::Shown::What>(what),
                                                         .number = what * 100U,
                                                         .text = what % 2 == 0 ? "são" : ""});
    }
    return trials::file_of(recorder.take());
}

/// `make` none: of a format that is no longer written.
void expect_golden(const std::string& name, Bytes (*make)()) {
    const auto path = kData / ("golden/" + name + ".ensaio");
    // One that is there is never written again: what it proves is that an old file still opens.
    if (make && writes_golden() && !std::filesystem::exists(path)) {
        const Bytes file = make();
        write_bytes(path, text_of(file));
        write_bytes(kData / ("golden/" + name + ".txt"), describe(trials::only_session(file)));
    }
    const Session session = trials::only_session(read_bytes(path));
    EXPECT_EQ(describe(session), trials::read_text("tests/data/golden/" + name + ".txt"));
    EXPECT_TRUE(session.damage.empty());
    const auto opened = session::open(session);
    ASSERT_TRUE(opened.has_value()) << opened.error().front().code;
    std::size_t moments = 0;
    session::replay(*opened, [&](const session::Moment& moment) {
        ++moments;
        EXPECT_TRUE(moment.exact) << "record " << moment.index;
    });
    EXPECT_EQ(moments, session.records.size());
    EXPECT_GT(moments, 50U);
}

TEST(KeptSessions, the_golden_file_of_format_1_always_opens) { expect_golden("session-1", golden_session); }

TEST(KeptSessions, the_golden_file_with_all_that_came_later_always_opens) {
    expect_golden("session-1b", golden_session_1b);
}

TEST(KeptSessions, the_golden_file_in_packs_with_a_trace_always_opens) {
    expect_golden("session-1c", nullptr);
}

TEST(KeptSessions, the_golden_file_with_a_track_always_opens) {
    expect_golden("session-1e", golden_session_1e);
}

TEST(KeptSessions, the_golden_file_with_what_the_page_shows_always_opens) {
    expect_golden("session-1d", golden_session_1d);
}

// Every mistake that opening the file finds, in order, each once.
std::string all_codes(const Bytes& bytes) {
    Line line;
    const auto file = session::read_file(bytes);
    if (!file) return "error." + file.error().front().code;
    for (const Damage& damage : file->damage) line << "damage." + damage.code;
    for (const Session& session : file->sessions) {
        for (const Damage& damage : session.damage) line << "damage." + damage.code;
        const auto opened = session::open(session);
        if (!opened)
            line << "error." + opened.error().front().code;
        else if (session.records.empty())
            line << "empty";
    }
    return line.text;
}

trials::Trial tiny_trial() {
    return small_trial(
        R"({"format": 1, "id": "servico", "title": "Serviço", "screens": [
            {"id": "rua", "kind": "question", "title": "Rua", "button": "Continuar", "next": "fim",
             "fields": [{"id": "nome", "kind": "text", "label": "Nome da rua"}]},
            {"id": "fim", "kind": "confirmation", "title": "Fim", "text": "Pronto."}]})",
        true);
}

std::map<std::string, Bytes> make_bad_sessions() {
    const trials::Trial trial = tiny_trial();
    const auto made = trials::live(trial, 4, 30).chunks;
    std::vector<Bytes> chunks;
    for (const session::Chunk& one : made) chunks.push_back(one.bytes);
    const std::string id = trials::header_of(trial, 4).id;

    std::map<std::string, Bytes> files;
    const auto with = [&](const std::string& name, auto change) {
        auto changed = chunks;
        change(changed);
        files[name] = make_file(changed);
    };
    with("no-header", [](auto& list) { list.erase(list.begin()); });
    with("no-study", [](auto& list) { list.erase(list.begin() + 1); });
    with("other-study", [&](auto& list) { list[1] = chunk(1, ChunkKind::study, {'{', '}'}, id); });
    with("missing-chunk", [](auto& list) { list.erase(list.begin() + 4); });
    with("flipped-bit", [](auto& list) { list[3][32] = static_cast<std::uint8_t>(list[3][32] ^ 4U); });
    with("cut", [](auto& list) { list.back().resize(list.back().size() - 3); });
    with("bad-record", [&](auto& list) {
        list.push_back(chunk(static_cast<std::uint32_t>(list.size()), ChunkKind::records, {0, 0, 9}, id));
    });
    with("unknown-chunk", [&](auto& list) {
        list.push_back(chunk(static_cast<std::uint32_t>(list.size()), static_cast<ChunkKind>(40), {1}, id));
    });
    with("two-of-one-number", [&](auto& list) { list.push_back(chunk(3, ChunkKind::records, {0, 5}, id)); });
    with("bad-pack", [&](auto& list) {
        list.push_back(chunk(static_cast<std::uint32_t>(list.size()), ChunkKind::pack, {1, 4, 0, 9}, id));
    });
    with("bad-trace", [&](auto& list) {
        list.push_back(chunk(static_cast<std::uint32_t>(list.size()), ChunkKind::trace, {0, 0, 9}, id));
    });
    with("bad-track", [&](auto& list) {
        list.push_back(chunk(static_cast<std::uint32_t>(list.size()), ChunkKind::track, {0, 0, 0, 9}, id));
    });
    with("changed-after-the-end", [&](auto& list) {
        list.push_back(chunk(static_cast<std::uint32_t>(list.size()), ChunkKind::end, Bytes(32, 7), id));
    });
    files["newer-format"] = make_file(chunks);
    files["newer-format"][6] = '2';
    const std::string other = "PK\x03\x04 a spreadsheet";
    files["not-a-session"] = Bytes(other.begin(), other.end());
    return files;
}

TEST(KeptSessions, the_broken_files_are_refused_with_their_reasons) {
    const auto folder = kData / "bad-sessions";
    if (writes_golden()) {
        std::string expected;
        for (const auto& [name, bytes] : make_bad_sessions()) {
            const auto path = folder / (name + ".ensaio");
            if (!std::filesystem::exists(path)) write_bytes(path, text_of(bytes));
            expected += name + ": " + all_codes(read_bytes(path)) + "\n";
        }
        write_bytes(folder / "expected.txt", expected);
    }
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() == ".ensaio") names.insert(entry.path().stem().string());
    }
    std::string found;
    for (const std::string& name : names)
        found += name + ": " + all_codes(read_bytes(folder / (name + ".ensaio"))) + "\n";
    EXPECT_GE(names.size(), 8U);
    EXPECT_EQ(found, trials::read_text("tests/data/bad-sessions/expected.txt"));
}

}  // namespace
