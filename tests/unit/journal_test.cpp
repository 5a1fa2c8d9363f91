#include "session/journal.hpp"

#include <algorithm>

#include "core/limits.hpp"
#include "session/record_bytes.hpp"

#include "small_session.hpp"

namespace {

using namespace ensaio;
using session::Bytes;
using session::ChunkKind;
using session::Damage;
using session::make_file;
using session::Session;
using trials::chunk;
using trials::codes_of;
using trials::header;
using trials::kId;
using trials::kOtherId;
using trials::read_with;
using trials::small_session;

TEST(Journal, a_flipped_bit_drops_one_chunk_and_says_where) {
    const auto chunks = small_session();
    const Session whole = trials::only_session(make_file(chunks));
    ASSERT_EQ(whole.records.size(), 8U);
    std::size_t begin = session::kFileMagic.size();
    for (std::size_t damaged = 0; damaged < chunks.size(); begin += chunks[damaged].size(), ++damaged) {
        for (std::size_t bit = 0; bit < 8 * chunks[damaged].size(); ++bit) {
            Bytes file = make_file(chunks);
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
    const Bytes file = make_file(chunks);
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
    const Session in_order = trials::only_session(make_file(chunks));
    std::uint64_t random = 5;
    for (int turn = 0; turn < 200; ++turn) {
        auto shuffled = chunks;
        for (std::uint64_t copies = core::split_mix(random) % 4; copies > 0; --copies)
            shuffled.push_back(chunks[core::split_mix(random) % chunks.size()]);
        for (std::size_t i = shuffled.size(); i > 1; --i)
            std::swap(shuffled[i - 1], shuffled[core::split_mix(random) % i]);
        const Session session = trials::only_session(make_file(shuffled));
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
    Session read = trials::only_session(make_file(chunks));
    EXPECT_EQ(read.records.size(), 6U + 30U);
    EXPECT_EQ(codes_of(read.damage), std::vector<std::string>{"chunk_repeated"});
    EXPECT_EQ(read.damage[0].sequence, 6U);
    const auto records = read.records;
    std::ranges::reverse(chunks);
    EXPECT_EQ(trials::only_session(make_file(chunks)).records, records);
}

TEST(Journal, a_missing_chunk_is_reported_and_what_follows_keeps_its_times) {
    auto chunks = small_session();
    const std::size_t after =
        session::kFileMagic.size() + chunks[0].size() + chunks[1].size() + chunks[2].size();
    chunks.erase(chunks.begin() + 3, chunks.begin() + 5);
    const Session session = trials::only_session(make_file(chunks));
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
    const auto file = session::read_file(make_file(chunks));
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
    const std::size_t end = make_file(chunks).size();
    auto headless = small_session(kOtherId);
    headless.erase(headless.begin());
    std::ranges::move(headless, std::back_inserter(chunks));
    const auto file = session::read_file(make_file(chunks));
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
    EXPECT_TRUE(
        session::read_file(make_file(std::vector<Bytes>{chunk(0, ChunkKind::header, payload, kOtherId)}))
            .has_value());
    const auto wrong =
        session::read_file(make_file(std::vector<Bytes>{chunk(0, ChunkKind::header, payload)}));
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
    const auto split = session::split_file(make_file(chunks));
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
    EXPECT_EQ(trials::only_session(make_file(chunks)).next_sequence, 7U);
    chunks.erase(chunks.begin() + 4);
    std::ranges::reverse(chunks);
    EXPECT_EQ(trials::only_session(make_file(chunks)).next_sequence, 7U);
}

TEST(Journal, bytes_between_chunks_are_passed_over_and_reported) {
    auto chunks = small_session();
    const std::size_t first = session::kFileMagic.size() + chunks[0].size();
    chunks.insert(chunks.begin() + 1, Bytes{'E', 'n', 'C', 'E', 'n', 'E'});
    const auto file = session::read_file(make_file(chunks));
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
    EXPECT_EQ(code(make_file({})), "session.no_header");
    EXPECT_EQ(code(Bytes(core::kMaxSessionBytes + 1)), "session.too_large");
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
