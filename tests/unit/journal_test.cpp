#include "session/journal.hpp"

#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <map>
#include <set>

#include "core/limits.hpp"
#include "random_walk.hpp"
#include "session/chunk.hpp"
#include "session/record_bytes.hpp"
#include "session/replay.hpp"

namespace {

using namespace ensaio;
using session::Bytes;
using session::ChunkKind;
using session::Damage;
using session::Record;
using session::Session;

const std::string kId = "000102030405060708090a0b0c0d0e0f";
const std::string kOtherId = "ff0102030405060708090a0b0c0d0e0f";

session::Header header(const std::string& id = kId) {
    return {.id = id,
            .participant = "P01",
            .study = "s",
            .prototype = "p",
            .study_hash = {},
            .prototype_hash = {},
            .program = "1.0",
            .device = "celular",
            .started = 1'760'000'000'000};
}

Bytes chunk(std::uint32_t sequence, ChunkKind kind, const Bytes& payload, const std::string& id = kId) {
    return session::make_chunk(*session::id_from_hex(id), sequence, kind, payload);
}

// Header, study, prototype and four chunks of two records each.
std::vector<Bytes> small_session(const std::string& id = kId) {
    session::Recorder recorder(header(id), "estudo", "protótipo");
    std::vector<Bytes> chunks;
    const auto store = [&] {
        for (session::Chunk& made : recorder.take()) chunks.push_back(std::move(made.bytes));
    };
    for (std::uint16_t i = 0; i < 4; ++i) {
        recorder.add(1000U * i, session::Focused{i});
        recorder.add(1000U * i + 70, session::DeadClick{.x = -3, .y = 400, .box = "botao"});
        store();
    }
    return chunks;
}

std::vector<std::string> codes_of(const std::vector<Damage>& damage) {
    std::vector<std::string> codes;
    for (const Damage& one : damage) codes.push_back(one.code);
    return codes;
}

Bytes file_of(const std::vector<Bytes>& chunks) { return session::make_file(chunks); }

// A file of a small session with one more chunk that is made by hand.
Session read_with(const Bytes& added) {
    auto chunks = small_session();
    chunks.push_back(added);
    return trials::only_session(file_of(chunks));
}

TEST(Journal, events_of_every_kind_with_the_largest_numbers_come_back_as_they_were) {
    using prototype::Facts;
    constexpr auto kMost = std::numeric_limits<std::int32_t>::max();
    constexpr auto kLeast = std::numeric_limits<std::int32_t>::min();
    const prototype::Action action{
        .kind = prototype::ActionKind::set,
        .target = 0xfffe,
        .value = {"", "São João", std::string(300, 'x')},
        .facts =
            Facts{.length_class = 9, .failed = prototype::Rule::not_money, .outcomes = ~std::uint64_t{0}}};
    std::vector<session::Event> events = {
        session::Moved{{.kind = study::MoveKind::walk, .action = action}, 0xffffffff},
        session::Moved{
            {.kind = study::MoveKind::walk,
             .action = {.kind = prototype::ActionKind::change, .target = 0, .value = {}, .facts = {}}},
            0},
        session::DeadClick{.x = kLeast, .y = kMost, .box = "título"},
        session::DeadClick{},
        session::Focused{prototype::kNone},
        session::Focused{0},
        session::Viewport{.width = 0xffffffff, .height = 1, .density_percent = 275},
        session::Visibility{true},
        session::Visibility{false},
        session::Resumed{},
    };
    for (std::uint8_t kind = 0; kind <= static_cast<std::uint8_t>(study::MoveKind::show_card); ++kind) {
        events.push_back(session::Moved{
            {.kind = static_cast<study::MoveKind>(kind), .target = kind, .action = {}}, kind * 77U});
    }
    session::Recorder recorder(header(), "e", "p");
    std::vector<Record> records;
    for (std::size_t i = 0; i < events.size(); ++i) {
        records.push_back({.at = i * i * i * 1000, .event = events[i]});
        recorder.add(records.back().at, events[i]);
    }
    const Session session = trials::only_session(trials::file_of(recorder.take()));
    EXPECT_EQ(session.records, records);
    EXPECT_TRUE(session.damage.empty());
}

TEST(Journal, a_flipped_bit_drops_one_chunk_and_says_where) {
    const auto chunks = small_session();
    const Session whole = trials::only_session(file_of(chunks));
    ASSERT_EQ(whole.records.size(), 8U);
    std::size_t begin = session::kFileMagic.size();
    for (std::size_t damaged = 0; damaged < chunks.size(); begin += chunks[damaged].size(), ++damaged) {
        for (std::size_t bit = 0; bit < 8 * chunks[damaged].size(); ++bit) {
            Bytes file = file_of(chunks);
            file[begin + bit / 8] = static_cast<std::uint8_t>(file[begin + bit / 8] ^ (1U << (bit % 8)));
            const auto read = session::read_file(file);
            if (damaged == 0) {  // without its header nothing tells whose records these are
                ASSERT_FALSE(read.has_value());
                EXPECT_EQ(read.error().front().code, "session.no_header");
                continue;
            }
            ASSERT_TRUE(read.has_value());
            ASSERT_EQ(read->sessions.size(), 1U);
            const Session& session = read->sessions.front();
            EXPECT_EQ(session.study_source, damaged == 1 ? "" : whole.study_source);
            EXPECT_EQ(session.prototype_source, damaged == 2 ? "" : whole.prototype_source);
            auto expected = whole.records;
            if (damaged > 2)
                expected.erase(expected.begin() + 2 * static_cast<std::ptrdiff_t>(damaged - 3),
                               expected.begin() + 2 * static_cast<std::ptrdiff_t>(damaged - 2));
            EXPECT_EQ(session.records, expected) << "bit " << bit << " of chunk " << damaged;

            std::vector<Damage> said = read->damage;
            std::ranges::copy(session.damage, std::back_inserter(said));
            EXPECT_TRUE(std::ranges::any_of(said,
                                            [&](const Damage& damage) {
                                                return damage.offset == begin &&
                                                       damage.code != "chunk_missing";
                                            }))
                << "bit " << bit << " of chunk " << damaged;
            const bool missed = std::ranges::any_of(session.damage, [&](const Damage& damage) {
                return damage.code == "chunk_missing" && damage.sequence == damaged;
            });
            EXPECT_EQ(missed, damaged + 1 < chunks.size());
        }
    }
}

TEST(Journal, a_cut_file_keeps_all_whole_chunks) {
    const auto chunks = small_session();
    const Bytes file = file_of(chunks);
    std::vector<std::size_t> ends = {session::kFileMagic.size()};
    for (const Bytes& one : chunks) ends.push_back(ends.back() + one.size());
    for (std::size_t length = 0; length < file.size(); ++length) {
        const auto read = session::read_file(std::span(file).first(length));
        const auto whole = static_cast<std::size_t>(
                               std::ranges::count_if(ends, [&](std::size_t end) { return end <= length; })) -
                           (length >= ends[0]);
        if (whole == 0) {
            ASSERT_FALSE(read.has_value());
            EXPECT_EQ(read.error().front().code,
                      length < ends[0] ? "session.not_a_session_file" : "session.no_header");
            continue;
        }
        ASSERT_TRUE(read.has_value());
        const Session& session = read->sessions.front();
        EXPECT_EQ(session.next_sequence, whole);
        EXPECT_EQ(session.records.size(), whole > 3 ? 2 * (whole - 3) : 0);
        const bool at_border = std::ranges::count(ends, length) > 0;
        std::vector<std::string> said = codes_of(read->damage);
        std::ranges::copy(codes_of(session.damage), std::back_inserter(said));
        ASSERT_EQ(said.size(), at_border ? 0U : 1U) << length;
        // Of the mark itself only a part may be left.
        if (!at_border) {
            EXPECT_EQ(said[0], length - ends[whole] < 4 ? "stray_bytes" : "chunk_cut") << length;
        }
    }
}

TEST(Journal, chunks_in_any_order_and_repeated_give_the_same_session) {
    const auto chunks = small_session();
    const Session in_order = trials::only_session(file_of(chunks));
    std::uint64_t random = 5;
    for (int turn = 0; turn < 200; ++turn) {
        auto shuffled = chunks;
        for (std::uint64_t copies = core::split_mix(random) % 4; copies > 0; --copies)
            shuffled.push_back(chunks[core::split_mix(random) % chunks.size()]);
        for (std::size_t i = shuffled.size(); i > 1; --i)
            std::swap(shuffled[i - 1], shuffled[core::split_mix(random) % i]);
        const Session session = trials::only_session(file_of(shuffled));
        EXPECT_EQ(session.header, in_order.header);
        EXPECT_EQ(session.records, in_order.records);
        EXPECT_EQ(session.study_source, in_order.study_source);
        EXPECT_TRUE(session.damage.empty()) << session.damage.front().code;
        EXPECT_EQ(session.next_sequence, chunks.size());
    }
}

TEST(Journal, of_two_chunks_with_one_number_the_longer_is_taken_in_whatever_order) {
    auto chunks = small_session();
    Bytes payload;
    for (std::uint16_t i = 0; i < 30; ++i)
        session::put_record(payload, {.at = 0, .event = session::Focused{i}}, 0);
    chunks.push_back(chunk(6, ChunkKind::records, payload));
    Session read = trials::only_session(file_of(chunks));
    EXPECT_EQ(read.records.size(), 6U + 30U);
    EXPECT_EQ(codes_of(read.damage), std::vector<std::string>{"chunk_repeated"});
    EXPECT_EQ(read.damage[0].sequence, 6U);
    const auto records = read.records;
    std::ranges::reverse(chunks);
    EXPECT_EQ(trials::only_session(file_of(chunks)).records, records);
}

TEST(Journal, a_missing_chunk_is_reported_and_what_follows_keeps_its_times) {
    auto chunks = small_session();
    const std::size_t after =
        session::kFileMagic.size() + chunks[0].size() + chunks[1].size() + chunks[2].size();
    chunks.erase(chunks.begin() + 3, chunks.begin() + 5);
    const Session session = trials::only_session(file_of(chunks));
    EXPECT_EQ(session.damage,
              (std::vector<Damage>{{.code = "chunk_missing", .offset = after, .sequence = 3}}));
    ASSERT_EQ(session.records.size(), 4U);
    EXPECT_EQ(session.records[0].at, 2000U);
    EXPECT_EQ(session.records[3].at, 3070U);
}

TEST(Journal, several_sessions_of_one_file_are_kept_apart_the_earliest_first) {
    session::Header late = header(kOtherId);
    late.started += 1;
    late.participant = "P02";
    session::Recorder recorder(late, "e", "p");
    recorder.add(1, session::Resumed{});
    std::vector<Bytes> chunks;
    for (session::Chunk& made : recorder.take()) chunks.push_back(std::move(made.bytes));
    for (const Bytes& one : small_session()) chunks.insert(chunks.begin() + 1, one);
    const auto file = session::read_file(file_of(chunks));
    ASSERT_TRUE(file.has_value());
    ASSERT_EQ(file->sessions.size(), 2U);
    EXPECT_EQ(file->sessions[0].header, header());
    EXPECT_EQ(file->sessions[0].records.size(), 8U);
    EXPECT_EQ(file->sessions[1].header, late);
    EXPECT_EQ(file->sessions[1].records.size(), 1U);
    EXPECT_TRUE(file->damage.empty());
}

TEST(Journal, a_session_without_header_is_left_out_beside_a_whole_one) {
    auto chunks = small_session();
    const std::size_t end = file_of(chunks).size();
    auto headless = small_session(kOtherId);
    headless.erase(headless.begin());
    std::ranges::move(headless, std::back_inserter(chunks));
    const auto file = session::read_file(file_of(chunks));
    ASSERT_TRUE(file.has_value());
    EXPECT_EQ(file->sessions.size(), 1U);
    EXPECT_EQ(file->damage, (std::vector<Damage>{{.code = "no_header", .offset = end, .sequence = 1}}));
}

TEST(Journal, a_header_of_another_session_is_not_taken) {
    const std::string json =
        R"({"id": ")" + kOtherId +
        R"(", "participant": "", "study": "", "prototype": "", "study_hash": "", "prototype_hash": "",
        "program": "", "device": "", "started": 0, "utc_offset": 0, "seed": 0, "made_up_data": false, "added_later": [1]})";
    const Bytes payload(json.begin(), json.end());
    EXPECT_TRUE(session::read_file(file_of({chunk(0, ChunkKind::header, payload, kOtherId)})).has_value());
    const auto wrong = session::read_file(file_of({chunk(0, ChunkKind::header, payload)}));
    ASSERT_FALSE(wrong.has_value());
    EXPECT_EQ(wrong.error().front().code, "session.no_header");
}

TEST(Journal, a_file_is_split_into_its_chunks_without_the_damaged_and_repeated) {
    auto chunks = small_session();
    const auto whole = chunks;
    std::ranges::reverse(chunks);
    chunks.push_back(chunks[2]);                             // repeated
    chunks.push_back(chunk(5, ChunkKind::records, {0, 5}));  // another of that number, shorter
    chunks.push_back(chunk(9, static_cast<ChunkKind>(77), {1, 2}, kOtherId));
    chunks[3].back() = static_cast<std::uint8_t>(chunks[3].back() ^ 1U);  // number 3
    const auto split = session::split_file(file_of(chunks));
    const std::vector<std::uint32_t> expected = {6, 5, 4, 2, 1, 0, 9};
    ASSERT_EQ(split.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        EXPECT_EQ(split[i].session, expected[i] == 9 ? kOtherId : kId);
        EXPECT_EQ(split[i].sequence, expected[i]);
        EXPECT_EQ(split[i].bytes, expected[i] == 9 ? chunks.back() : whole[expected[i]]);
    }
    EXPECT_TRUE(session::split_file(whole[0]).empty());
    EXPECT_TRUE(session::split_file({}).empty());
}

TEST(Journal, a_resumed_recording_goes_on_after_the_highest_number) {
    auto chunks = small_session();
    EXPECT_EQ(trials::only_session(file_of(chunks)).next_sequence, 7U);
    chunks.erase(chunks.begin() + 4);
    std::ranges::reverse(chunks);
    EXPECT_EQ(trials::only_session(file_of(chunks)).next_sequence, 7U);
}

TEST(Journal, bytes_between_chunks_are_passed_over_and_reported) {
    auto chunks = small_session();
    const std::size_t first = session::kFileMagic.size() + chunks[0].size();
    chunks.insert(chunks.begin() + 1, Bytes{'E', 'n', 'C', 'E', 'n', 'E'});
    const auto file = session::read_file(file_of(chunks));
    ASSERT_TRUE(file.has_value());
    EXPECT_EQ(file->damage, (std::vector<Damage>{{.code = "stray_bytes", .offset = first, .sequence = 0}}));
    EXPECT_EQ(file->sessions.at(0).records.size(), 8U);
}

TEST(Journal, a_chunk_of_an_unknown_kind_is_reported_and_kept_aside) {
    const Session session = read_with(chunk(7, static_cast<ChunkKind>(200), {1, 2, 3}));
    EXPECT_EQ(session.next_sequence, 8U);
    EXPECT_EQ(codes_of(session.damage), std::vector<std::string>{"unknown_chunk"});
    EXPECT_EQ(session.records.size(), 8U);
}

TEST(Journal, a_record_of_an_unknown_type_ends_its_chunk_and_no_other) {
    Bytes payload;
    session::put_record(payload, {.at = 5000, .event = session::Resumed{}}, 0);
    payload.insert(payload.end(), {0, 99, 0, 5});
    auto chunks = small_session();
    chunks.push_back(chunk(7, ChunkKind::records, payload));
    chunks.push_back(chunk(8, ChunkKind::records, {0x88, 0x27, 5}));
    const Session session = trials::only_session(file_of(chunks));
    EXPECT_EQ(codes_of(session.damage), std::vector<std::string>{"unknown_record"});
    ASSERT_EQ(session.records.size(), 10U);
    EXPECT_EQ(session.records[9], (Record{5000, session::Resumed{}}));
}

TEST(Journal, a_chunk_that_begins_before_the_end_of_the_one_before_does_not_turn_time_back) {
    const Session session =
        read_with(chunk(7, ChunkKind::records, {100, 5, 10, 5}));  // at 100 and 110 ms, after 3070 ms
    ASSERT_EQ(session.records.size(), 10U);
    EXPECT_EQ(session.records[8].at, 3070U);
    EXPECT_EQ(session.records[9].at, 3070U);
}

TEST(Journal, a_record_that_is_not_as_it_must_be_is_refused) {
    const std::map<std::string, Bytes> bad = {
        {"time without end", {0x80}},
        {"time in a longer form than needed", {0x80, 0x00, 5}},
        {"time after all times", {0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x11, 5}},
        {"time of more than 64 bits", {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02, 5}},
        {"no type", {0}},
        {"unknown move", {0, 0, 9, 0, 0, 0, 0, 0}},
        {"unknown action", {0, 0, 4, 0, 6, 0, 0, 0, 0, 0, 0, 0}},
        {"unknown flag", {0, 0, 4, 0, 0, 1, 2, 0, 0, 0, 0, 0}},
        {"unknown rule", {0, 0, 4, 0, 0, 1, 1, 0, 1, 30, 0, 0, 0, 0, 0}},
        {"too many values", {0, 0, 4, 0, 0, 1, 0, 0xf5, 0x03}},
        {"text longer than the chunk", {0, 0, 4, 0, 0, 1, 0, 1, 10, 'a', 'b'}},
        {"text longer than any answer", {0, 0, 4, 0, 0, 1, 0, 1, 0xc1, 0xb8, 0x02}},
        {"text not UTF-8", {0, 0, 4, 0, 0, 1, 0, 1, 1, 0xff, 0, 0, 0, 0}},
        {"cut checksum", {0, 0, 1, 0, 1, 2, 3}},
        {"click out of range", {0, 1, 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 0}},
        {"index out of range", {0, 2, 0x80, 0x80, 0x04}},
        {"width out of range", {0, 3, 0x80, 0x80, 0x80, 0x80, 0x10, 1, 1}},
        {"neither hidden nor shown", {0, 4, 2}},
        {"unknown note", {0, 6, 6}},
    };
    for (const auto& [name, payload] : bad) {
        const Session session = read_with(chunk(7, ChunkKind::records, payload));
        EXPECT_EQ(codes_of(session.damage), std::vector<std::string>{"bad_record"}) << name;
        EXPECT_EQ(session.records.size(), 8U) << name;
    }
}

TEST(Journal, what_is_read_is_written_again_byte_by_byte) {
    const trials::Trial trial = trials::kept_trial("calcada", true);
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        for (const session::Chunk& stored : trials::live(trial, seed, 60).chunks) {
            if (stored.sequence < 3) continue;
            Bytes payload(stored.bytes.begin() + 30, stored.bytes.end() - 4);
            // Whole, and with one byte changed: whatever is then accepted has only that one form.
            for (std::size_t at = 0; at <= payload.size(); ++at) {
                Bytes changed = payload;
                if (at < payload.size()) changed[at] = static_cast<std::uint8_t>(changed[at] + 1 + seed);
                std::vector<Record> records;
                std::size_t room = 1000;
                const std::string_view code = session::take_records(changed, records, room);
                Bytes again;
                std::uint64_t before = 0;
                for (const Record& record : records) {
                    session::put_record(again, record, before);
                    before = record.at;
                }
                ASSERT_LE(again.size(), changed.size());
                EXPECT_TRUE(std::equal(again.begin(), again.end(), changed.begin()));
                if (code.empty()) {
                    EXPECT_EQ(again.size(), changed.size());
                }
            }
        }
    }
}

Bytes deflated(const Bytes& bytes) {
    z_stream stream{};
    EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY), Z_OK);
    Bytes out(deflateBound(&stream, bytes.size()));
    Bytes in = bytes;
    stream.next_in = in.data();
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

Bytes with_codec(Bytes made, session::Codec codec) {
    made[25] = static_cast<std::uint8_t>(codec);
    made.resize(made.size() - 4);
    session::put_u32(made, core::crc32c(made));
    return made;
}

TEST(Journal, a_deflated_chunk_reads_as_the_stored_one) {
    auto chunks = small_session();
    const Session stored = trials::only_session(file_of(chunks));
    for (std::uint32_t i = 0; i < chunks.size(); ++i) {
        const Bytes payload(chunks[i].begin() + 30, chunks[i].end() - 4);
        chunks[i] = with_codec(chunk(i, static_cast<ChunkKind>(chunks[i][24]), deflated(payload)),
                               session::Codec::deflate);
    }
    const Session session = trials::only_session(file_of(chunks));
    EXPECT_TRUE(session.damage.empty());
    EXPECT_EQ(session.header, stored.header);
    EXPECT_EQ(session.study_source, stored.study_source);
    EXPECT_EQ(session.records, stored.records);
}

TEST(Journal, a_chunk_that_inflates_beyond_the_limit_is_refused) {
    const auto sized = [](std::size_t size) {
        return with_codec(chunk(1, ChunkKind::study, deflated(Bytes(size, ' '))), session::Codec::deflate);
    };
    const Bytes first = small_session().front();
    EXPECT_EQ(trials::only_session(file_of({first, sized(core::kMaxChunkBytes)})).study_source.size(),
              core::kMaxChunkBytes);
    const Session bomb = trials::only_session(file_of({first, sized(core::kMaxChunkBytes + 1)}));
    EXPECT_EQ(codes_of(bomb.damage), std::vector<std::string>{"bad_chunk"});
    EXPECT_TRUE(bomb.study_source.empty());
}

TEST(Journal, many_small_bombs_together_do_not_unfold_without_end) {
    const Bytes payload = deflated(Bytes(core::kMaxChunkBytes, ' '));
    std::vector<Bytes> chunks = {small_session().front()};
    for (std::uint32_t i = 1; i <= 2'000; ++i)
        chunks.push_back(with_codec(chunk(i, static_cast<ChunkKind>(9), payload), session::Codec::deflate));
    const Session session = trials::only_session(file_of(chunks));
    EXPECT_EQ(session.damage.size(), core::kMaxReportedErrors);
}

TEST(Journal, damaged_deflate_and_unknown_codecs_are_refused) {
    Bytes cut = deflated(Bytes(5000, 'x'));
    cut.resize(cut.size() - 3);
    Bytes followed = deflated(Bytes(5000, 'x'));
    followed.push_back(0);
    for (const Bytes& payload : {Bytes{0xff, 0xff, 0xff}, Bytes{}, cut, followed}) {
        const Session session =
            read_with(with_codec(chunk(7, ChunkKind::records, payload), session::Codec::deflate));
        EXPECT_EQ(codes_of(session.damage), std::vector<std::string>{"bad_chunk"});
    }
    EXPECT_EQ(
        codes_of(
            read_with(with_codec(chunk(7, ChunkKind::records, {}), static_cast<session::Codec>(2))).damage),
        std::vector<std::string>{"unknown_chunk"});
}

TEST(Journal, promises_of_long_chunks_do_not_cost_without_end) {
    // A megabyte promised at every mark, and no checksum right: 7 000 gigabytes to check.
    Bytes file = small_session().front();
    file.insert(file.begin(), session::kFileMagic.begin(), session::kFileMagic.end());
    while (file.size() < 8'000'000) {
        const Bytes promise = {'E', 'n', 'C', 'h', 1,  2, 3, 4, 5, 6, 7, 8, 9, 10,   11,
                               12,  13,  14,  15,  16, 0, 0, 0, 0, 4, 0, 0, 0, 0x10, 0};
        file.insert(file.end(), promise.begin(), promise.end());
    }
    const auto read = session::read_file(file);
    ASSERT_TRUE(read.has_value());
    EXPECT_LE(read->damage.size(), core::kMaxReportedErrors);
}

TEST(Journal, a_file_that_is_none_is_refused_with_its_reason) {
    const auto code = [](const Bytes& bytes) {
        const auto read = session::read_file(bytes);
        return read ? "" : read.error().front().code;
    };
    const std::string newer = "ENSAIO2\nEnCh";
    EXPECT_EQ(code({}), "session.not_a_session_file");
    EXPECT_EQ(code(Bytes(100, 'x')), "session.not_a_session_file");
    EXPECT_EQ(code(Bytes(newer.begin(), newer.end())), "session.newer_format");
    EXPECT_EQ(code(file_of({})), "session.no_header");
    EXPECT_EQ(code(Bytes(core::kMaxSessionBytes + 1)), "session.too_large");
}

// The bytes of the example of the format's page: on each line two-digit numbers, two blanks, what they are.
Bytes bytes_of_the_example() {
    const std::string page = trials::read_text("docs/formats/session.md");
    const std::size_t begin = page.find("```\n", page.find("## Example")) + 4;
    Bytes bytes;
    for (std::size_t at = begin; at < page.size() && page.compare(at, 3, "```") != 0;
         at = page.find('\n', at) + 1) {
        for (; page[at] != ' '; at += 3)
            bytes.push_back(static_cast<std::uint8_t>(std::stoi(page.substr(at, 2), nullptr, 16)));
    }
    return bytes;
}

TEST(Journal, the_example_of_the_format_page_is_what_it_says) {
    using prototype::ActionKind;
    const auto walk = [](prototype::Action action, std::uint32_t checksum) {
        return session::Moved{{.kind = study::MoveKind::walk, .action = std::move(action)}, checksum};
    };
    const std::vector<Record> said = {
        {5000, session::Viewport{.width = 360, .height = 640, .density_percent = 200}},
        {6200, walk({.kind = ActionKind::set, .target = 0, .value = {"Rua Á"}, .facts = {}}, 0x1b2c3d4e)},
        {7000, walk({.kind = ActionKind::set,
                     .target = 1,
                     .value = {},
                     .facts = prototype::Facts{4, prototype::Rule::not_a_cnpj, 5}},
                    0x01020304)},
        {7100, session::DeadClick{.x = -3, .y = 400, .box = "titulo"}},
    };
    const Session session = read_with(bytes_of_the_example());
    EXPECT_TRUE(session.damage.empty());
    ASSERT_EQ(session.records.size(), 12U);
    EXPECT_EQ((std::vector<Record>(session.records.begin() + 8, session.records.end())), said);

    session::Recorder recorder(kId, 7, 0);
    for (const Record& record : said) recorder.add(record.at, record.event);
    EXPECT_EQ(recorder.take().at(0).bytes, bytes_of_the_example());
}

// ---------------------------------------------------------------- files kept in the repository

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

TEST(Journal, the_golden_file_of_format_1_always_opens) { expect_golden("session-1", golden_session); }

TEST(Journal, the_golden_file_with_all_that_came_later_always_opens) {
    expect_golden("session-1b", golden_session_1b);
}

TEST(Journal, the_golden_file_in_packs_with_a_trace_always_opens) { expect_golden("session-1c", nullptr); }

TEST(Journal, the_golden_file_with_a_track_always_opens) { expect_golden("session-1e", golden_session_1e); }

TEST(Journal, the_golden_file_with_what_the_page_shows_always_opens) {
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
        files[name] = file_of(changed);
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
    files["newer-format"] = file_of(chunks);
    files["newer-format"][6] = '2';
    const std::string other = "PK\x03\x04 a spreadsheet";
    files["not-a-session"] = Bytes(other.begin(), other.end());
    return files;
}

TEST(Journal, the_broken_files_are_refused_with_their_reasons) {
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

TEST(Journal, every_code_has_its_words) {
    const std::string language = trials::read_text("assets/languages/pt-BR.json");
    for (const std::string code :
         {"too_large", "not_a_session_file", "newer_format", "no_header", "no_source", "hash_mismatch"}) {
        EXPECT_NE(language.find("\"error.session." + code + "\":"), std::string::npos) << code;
        EXPECT_NE(language.find("\"error.session." + code + ".remedy\":"), std::string::npos) << code;
    }
    for (const std::string code :
         {"chunk_crc", "chunk_cut", "chunk_missing", "chunk_repeated", "bad_chunk", "unknown_chunk",
          "bad_record", "unknown_record", "stray_bytes", "no_header", "too_much", "end_mismatch"}) {
        EXPECT_NE(language.find("\"damage." + code + "\":"), std::string::npos) << code;
    }
}

}  // namespace
