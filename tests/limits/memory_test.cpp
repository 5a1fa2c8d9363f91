// The worst inputs of at most a megabyte that each door for outside bytes could be given: none makes the
// program hold more than 64 MB at once. Built without sanitizers' own allocators only; prints what each took.

#include <malloc.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <new>
#include <string>

#include "analytics/worksheet_edits.hpp"
#include "core/hash.hpp"
#include "core/limits.hpp"
#include "prototype/read.hpp"
#include "prototype/walkthrough_ways.hpp"
#include "session/chunk.hpp"
#include "session/journal.hpp"
#include "session/replay.hpp"
#include "studio/player.hpp"
#include "studio/studio.hpp"
#include "study/read.hpp"
#include "tests/fuzz/sample_session.hpp"
#include "tests/limits/repeated_session.hpp"
#include "tests/unit/workbook_bytes.hpp"

// RapidJSON and zlib ask malloc, everything else the operators: the linker leads both here.
extern "C" {
void* __real_malloc(std::size_t size);
void* __real_realloc(void* memory, std::size_t size);
void __real_free(void* memory);
}

namespace {

std::size_t now = 0, most = 0;

void* counted(void* memory) {
    if (memory == nullptr) std::abort();
    now += malloc_usable_size(memory);
    most = std::max(most, now);
    return memory;
}

void give(void* memory) noexcept {
    if (memory == nullptr) return;
    now -= malloc_usable_size(memory);
    __real_free(memory);
}

}  // namespace

extern "C" {
void* __wrap_malloc(std::size_t size) { return counted(__real_malloc(size)); }
void* __wrap_calloc(std::size_t count, std::size_t size) {
    void* const memory = counted(__real_malloc(count * size));
    std::memset(memory, 0, count * size);
    return memory;
}
void* __wrap_realloc(void* memory, std::size_t size) {
    // Both may be there at once while it is copied.
    const std::size_t had = memory == nullptr ? 0 : malloc_usable_size(memory);
    void* const moved = counted(__real_realloc(memory, size));
    now -= had;
    return moved;
}
void __wrap_free(void* memory) { give(memory); }
}

void* operator new(std::size_t size) { return __wrap_malloc(size); }
void* operator new[](std::size_t size) { return __wrap_malloc(size); }
void operator delete(void* memory) noexcept { give(memory); }
void operator delete[](void* memory) noexcept { give(memory); }
void operator delete(void* memory, std::size_t) noexcept { give(memory); }
void operator delete[](void* memory, std::size_t) noexcept { give(memory); }

namespace {

using namespace ensaio;
using session::Bytes;

constexpr std::size_t kLimit = 64'000'000, kInput = 1'000'000;

bool failed = false;

void expect_little(const char* what, std::size_t bytes, const std::function<void()>& open) {
    const std::size_t before = now;
    most = now;
    open();
    const double megabytes = static_cast<double>(most - before) / 1e6;
    const bool good = most - before <= kLimit && bytes <= kInput + 4096;
    std::printf("%-44s %8zu bytes in, %6.1f MB at once%s\n", what, bytes, megabytes,
                good ? "" : "  TOO MUCH");
    failed = failed || !good;
}

/// `piece` again and again between `head` and `tail`, with # for a number, up to the largest input.
std::string repeated(std::string text, const std::string& piece, const std::string& tail,
                     std::size_t most_pieces = kInput) {
    for (std::size_t i = 0; i < most_pieces; ++i) {
        std::string one = piece;
        for (std::size_t at = one.find('#'); at != std::string::npos; at = one.find('#', at))
            one.replace(at, 1, std::to_string(i));
        if (text.size() + one.size() + tail.size() > kInput) break;
        text += one;
    }
    return text + tail;
}

void prototypes() {
    const std::string head = R"({"format": 1, "id": "a", "title": "b", "screens": [)";
    const std::string fields =
        head + R"({"id": "s", "kind": "question", "title": "t", "next": "s", "fields": [)";
    std::string many = head;
    for (int screen = 0; screen < 500 && many.size() < kInput - 9000; ++screen) {
        const std::string id = std::to_string(screen);
        many += (screen == 0 ? "" : ",") + std::string(R"({"id":"s)") + id +
                R"(","title":"t","kind":"question","next":"s0","fields":[)";
        for (int field = 0; field < 150; ++field)
            many += (field == 0 ? "" : ",") + std::string(R"({"id":"f)") + id + "_" + std::to_string(field) +
                    R"(","kind":"text","label":"l"})";
        many += "]}";
    }
    const std::pair<const char*, std::string> inputs[] = {
        {"prototype: screens", repeated(head, R"({"id": "s#", "title": "t"},)", "{}]}")},
        {"prototype: fields", many + "]}"},
        {"prototype: options",
         repeated(fields + R"({"id": "f", "kind": "radios", "label": "l", "options": [)",
                  R"({"id":"o#","label":"x"},)", "{}]}]}]}")},
        {"prototype: numbers in a list", repeated(head, "0,", "0]}")},
        {"prototype: lists in a list", repeated(head, "[],", "0]}")},
        {"prototype: unknown members", repeated("{", "\"#\":0,", "\"z\":0}")},
        {"prototype: brackets", std::string(kInput, '[')},
        {"prototype: mistakes", repeated(head, R"({"x#":1},)", "{}]}")},
        {"prototype: one text", head + '"' + std::string(kInput - 200, 'x') + "\"]}"},
    };
    for (const auto& [what, text] : inputs) {
        expect_little(what, text.size(), [&] { (void)prototype::read(text); });
        expect_little("  the same as a study", text.size(), [&] { (void)study::read(text); });
    }
}

/// What neither shrinks nor means anything.
std::string noise(std::size_t bytes) {
    std::string text(bytes, '\0');
    std::uint32_t state = 1;
    for (char& c : text) c = static_cast<char>((state = state * 1'664'525 + 1'013'904'223) >> 24);
    return text;
}

/// A session whose packs unfold to as much as a megabyte can: `payload` in chunks of `kind`, in a file of a
/// megabyte, so that it may hold as much as one of its size.
Bytes bomb(session::ChunkKind kind, const Bytes& payload, std::size_t packs) {
    std::vector<Bytes> chunks;
    for (const session::StoredChunk& chunk : session::split_file(fuzz::whole_session()))
        chunks.push_back(chunk.bytes);
    const session::SessionId id = *session::id_from_hex(fuzz::kId);
    for (std::size_t i = 0; i < packs; ++i)
        chunks.push_back(session::make_chunk(id, static_cast<std::uint32_t>(3 + i), kind, payload));
    Bytes file = session::pack_file(session::make_file(chunks));
    const std::string rest = noise(kInput - std::min(kInput, file.size()));
    file.insert(file.end(), rest.begin(), rest.end());
    return file;
}

void sessions() {
    using session::ChunkKind;
    Bytes resumed, trace{0, 0};
    for (int i = 0; i < 300'000; ++i) resumed.insert(resumed.end(), {0, 5});
    constexpr std::uint64_t kSamples = 250'000;
    session::put_varint(trace, kSamples);
    for (const std::uint64_t run : {0U, 0U}) {
        session::put_varint(trace, run);
        session::put_varint(trace, kSamples);
    }
    trace.resize(trace.size() + 3 * kSamples - 1);
    Bytes track{0, 0};
    session::put_varint(track, (kSamples - 1) << 4U);
    track.resize(track.size() + 3 * kSamples);
    // Boxes that all have the long name of the first.
    Bytes boxes{0, 0, 0, 1, 0, 200, 1};
    boxes.resize(boxes.size() + 200, 'b');
    boxes.resize(boxes.size() + 6);
    for (std::uint64_t number = 2; number < 60'000; ++number) {
        boxes.push_back(0);
        session::put_varint(boxes, number);
        boxes.push_back(1);
        boxes.resize(boxes.size() + 7);
    }
    // Moves with many texts: of all records the largest in memory.
    Bytes moves;
    while (moves.size() < 900'000) {
        moves.insert(moves.end(), {0, 0, 4, 0, 0, 1, 0});
        session::put_varint(moves, 400);
        moves.resize(moves.size() + 400);
        moves.insert(moves.end(), {0, 0, 0, 0});
    }
    const std::pair<const char*, Bytes> inputs[] = {
        {"session: records without content", bomb(ChunkKind::records, resumed, 20)},
        {"session: samples", bomb(ChunkKind::trace, trace, 20)},
        {"session: samples of a track", bomb(ChunkKind::track, track, 20)},
        {"session: boxes of a track", bomb(ChunkKind::track, boxes, 10)},
        {"session: moves with 400 empty texts each", bomb(ChunkKind::records, moves, 20)},
        {"session: empty chunks", bomb(static_cast<ChunkKind>(40), {}, 150'000)},
        {"session: chunks of one record", bomb(ChunkKind::records, {0, 5}, 150'000)},
    };
    for (const auto& [what, file] : inputs) {
        expect_little(what, file.size(), [&] {
            auto read = session::read_file(file);
            if (!read || read->sessions.empty()) std::abort();
            (void)session::open(std::move(read->sessions.front()));
        });
        expect_little("  what is stored of it", file.size(), [&] { (void)session::split_file(file); });
    }
    Bytes marks(session::kFileMagic.begin(), session::kFileMagic.end());
    while (marks.size() < kInput) marks.insert(marks.end(), {'E', 'n', 'C', 'h'});
    expect_little("session: marks without chunks", marks.size(), [&] { (void)session::read_file(marks); });
    Bytes bare(session::kFileMagic.begin(), session::kFileMagic.end());
    for (std::uint32_t i = 0; bare.size() < kInput; ++i) {
        session::SessionId id{};
        for (std::size_t at = 0; at < 4; ++at) id[at] = static_cast<std::uint8_t>(i >> 8 * at);
        const Bytes chunk = session::make_chunk(id, 0, ChunkKind::records, {});
        bare.insert(bare.end(), chunk.begin(), chunk.end());
    }
    expect_little("session: as many sessions as there is room for", bare.size(),
                  [&] { (void)session::read_file(bare); });
}

/// A session that is run again, in a file of a megabyte, so that it may hold as much as one of its size.
Bytes session_of(const std::string& prototype, const std::vector<session::Event>& each, std::size_t records,
                 std::size_t samples) {
    Bytes file = limits::repeated_session(prototype, each, records, samples);
    const std::string rest = noise(kInput - std::min(kInput, file.size()));
    file.insert(file.end(), rest.begin(), rest.end());
    return file;
}

/// All that the studio does with what is stored.
void load_in_studio(const Bytes& file) {
    auto studio = studio::Studio::make({.language = "{}"});
    if (!studio) std::abort();
    (void)studio->handle({.kind = view::Input::Kind::bytes, .id = "sessions", .values = {}, .bytes = file});
    (void)studio->page();
}

void replays() {
    using prototype::ActionKind;
    const auto walk = [](ActionKind kind, std::uint16_t target, std::uint8_t length) {
        study::Move move{.kind = study::MoveKind::walk, .target = prototype::kNone, .action = {}};
        move.action = {.kind = kind, .target = target, .value = {}, .facts = {}};
        if (kind == ActionKind::set) move.action.facts = prototype::Facts{.length_class = length};
        return session::Event(session::Moved{move, 0});
    };
    const auto search = [](std::uint32_t field) {
        return session::Event(session::Shown{session::Shown::What::searched, field, std::string(200, '"')});
    };
    std::vector<session::Event> searches, answers;
    for (std::uint16_t field = 0; field < 100; ++field) {
        searches.push_back(search(field + 1U));
        answers.push_back(walk(ActionKind::set, field, static_cast<std::uint8_t>(1 + field % 7)));
    }
    answers.push_back(walk(ActionKind::go_on, prototype::kNone, 0));
    answers.emplace_back(session::Resumed{});
    const std::string little = limits::many_fields(1), words = limits::many_fields(19'000);
    const std::size_t fields = prototype::read(little)->fields.size();
    const std::pair<const char*, Bytes> inputs[] = {
        {"replay: resumed, of many fields",
         session_of(little, {session::Resumed{}},
                    std::min(core::kMaxReplayRecords, core::kMaxReplayWork / (fields + 500)), 0)},
        {"replay: resumed more often", session_of(little, {session::Resumed{}}, 150'000, 0)},
        {"replay: searches", session_of(little, searches, core::kMaxReplayRecords, 0)},
        {"replay: answers and errors of long names", session_of(words, answers, core::kMaxReplayRecords, 0)},
        {"replay: as many records and samples",
         session_of(words, answers, core::kMaxReplayRecords, core::kMaxReplaySamples)},
    };
    for (const auto& [what, file] : inputs) {
        expect_little(what, file.size(), [&] {
            auto player = studio::Player::make(
                {.language = "{}", .languages = {}, .file = file, .session = std::string(fuzz::kId)});
            if (player) {
                std::printf("(%zu) ", player->take_story().size());
            } else {
                std::printf("(%s) ", player.error().front().code.c_str());
            }
        });
        expect_little("  what the studio holds of it", file.size(), [&] { load_in_studio(file); });
    }
}

/// Screens with fields that a last one asks about.
std::string branching(const std::string& field, std::size_t screens, std::size_t fields,
                      const std::vector<std::string>& values) {
    std::string json = R"({"format": 1, "id": "servico", "title": "b", "screens": [)";
    std::vector<std::string> tests;
    for (std::size_t screen = 0; screen < screens; ++screen) {
        json += (screen == 0 ? "" : ",") + std::string(R"({"id":"s)") + std::to_string(screen) +
                R"(","title":"t","kind":"question","next":")" +
                (screen + 1 < screens ? "s" + std::to_string(screen + 1) : std::string("fim")) +
                R"(","fields":[)";
        for (std::size_t i = 0; i < fields; ++i) {
            const std::string id = "f" + std::to_string(screen) + "_" + std::to_string(i);
            json += (i == 0 ? "" : ",") + std::string(R"({"id":")") + id + field + "}";
            for (const std::string& value : values)
                tests.push_back(std::string(R"({"field":")") + id + R"(","op":"has","value":")" + value +
                                "\"}");
        }
        json += "]}";
    }
    std::string branches;
    for (std::size_t i = 0; i < tests.size(); ++i) {
        const bool first = i % core::kMaxTestsPerField == 0;
        branches += (i == 0  ? ""
                     : first ? R"(]},"to":"longe"},)"
                             : ",") +
                    std::string(first ? R"({"when":{"any":[)" : "") + tests[i];
    }
    branches += R"(]},"to":"longe"})";
    return json + R"(,{"id":"fim","kind":"question","title":"t","fields":[],"next":"longe","branches":[)" +
           branches + R"(]},{"id":"longe","kind":"confirmation","title":"t","text":"t"}]})";
}

/// What is searched for the ways that lead to a task's goal.
void ways() {
    const std::string yes_or_no = R"(","kind":"yes_no","label":"l")";
    std::string options;
    std::vector<std::string> long_names;
    for (int i = 0; i < 9; ++i) {
        long_names.push_back("o" + std::string(50, 'x') + std::to_string(i));
        options += (i == 0 ? "" : ",") + std::string(R"({"id":")") + long_names.back() + R"(","label":"x"})";
    }
    const std::pair<const char*, std::string> inputs[] = {
        {"ways: a screen of many fields that are read", branching(yes_or_no, 1, 200, {"sim"})},
        {"ways: many screens with a field that is read", branching(yes_or_no, 200, 1, {"sim"})},
        {"ways: all sets of options",
         branching(R"(","kind":"checkboxes","label":"l","options":[)" + options + "]", 1, 200, long_names)},
    };
    for (const auto& [what, text] : inputs) {
        const auto read = prototype::read(text);
        if (!read) {
            std::printf("%s %s %s\n", what, read.error().front().code.c_str(),
                        read.error().front().where.c_str());
            failed = true;
            continue;
        }
        expect_little(what, text.size(), [&] {
            const auto found = prototype::shortest_ways(*read, read->screen_named("longe"));
            std::printf("(%s) ", found.unknown ? "unknown" : "known");
        });
    }
}

/// A workbook of a megabyte, most of it something that does not shrink and that nobody reads: so it may hold
/// as much as one of its size.
std::string padded(const std::string& rows, const std::string& strings) {
    trials::Parts parts = trials::parts_with(rows, strings);
    parts.emplace_back("xl/media/image1.png", noise(900'000));
    return trials::zip_of(parts);
}

void workbooks() {
    const auto times = [](std::size_t count, const std::string& piece) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) text += piece;
        return text;
    };
    const std::string ours =
        "<row><c t=\"str\"><v>ensaio-worksheet-2 a</v></c></row><row><c t=\"str\"><v>table:a</v></c></row>";
    const std::string row = "<row>" + times(500, "<c><v>1</v></c>") + "</row>";
    const std::pair<const char*, std::string> inputs[] = {
        {"workbook: cells", padded(times(1'080, row), "")},
        {"workbook: cells and short texts",
         padded(times(1'080, row), times(170'000, "<si><t>0123456789abcdef</t></si>"))},
        {"workbook: cells that are texts",
         padded(times(100'000, "<row><c t=\"str\"><v>0123456789abcdef</v></c></row>"), "")},
        {"workbook: one text many times",
         padded(ours + times(9'000, "<row><c/><c t=\"s\"><v>0</v></c></row>"),
                "<si><t>" + std::string(900, 'x') + "</t></si>")},
        {"workbook: a comment", padded("<!--" + std::string(90'000'000, 'x') + "-->", "")},
    };
    const auto language = core::Language::read("{}");
    for (const auto& [what, file] : inputs) {
        expect_little(what, file.size(), [&] {
            const auto read = workbook::read(trials::bytes_of(file));
            if (!read) std::printf("(%s) ", read.error().front().code.c_str());
            analytics::Worksheet fresh{.language = "a",
                                       .sheets = {{.key = "a",
                                                   .name = "a",
                                                   .about = {},
                                                   .tables = {{.key = "a",
                                                               .title = {},
                                                               .note = {},
                                                               .columns = {{.key = "a.a", .by_people = true}},
                                                               .rows = {{{}}},
                                                               .row_keys = {""}}}}}};
            if (read) (void)analytics::bring_back(fresh, *read, *language);
        });
    }
}

}  // namespace

int main() {
    prototypes();
    sessions();
    replays();
    ways();
    workbooks();
    return failed ? 1 : 0;
}
