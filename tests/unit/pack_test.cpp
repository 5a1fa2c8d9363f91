#include <gtest/gtest.h>

#include <algorithm>

#include "core/limits.hpp"
#include "random_walk.hpp"
#include "session/chunk.hpp"
#include "session/journal.hpp"
#include "session/track_bytes.hpp"

namespace {

using namespace ensaio;
using session::Bytes;
using session::ChunkKind;
using session::Codec;
using session::Session;
using session::Trace;
using session::TraceSample;

std::vector<Bytes> bytes_of(const std::vector<session::Chunk>& chunks) {
    std::vector<Bytes> all;
    for (const session::Chunk& chunk : chunks) all.push_back(chunk.bytes);
    return all;
}

Trace some_trace(std::uint64_t seed, std::size_t count) {
    Trace trace{.boxes = {{.id = "do:continue", .left = -8, .top = 300, .width = 328, .height = 48},
                          {.id = "título", .left = 16, .top = 20, .width = 328, .height = 30}},
                .samples = {}};
    std::uint64_t at = 1000;
    for (std::size_t i = 0; i < count; ++i) {
        const auto below = [&](std::uint64_t bound) {
            return static_cast<std::int32_t>(core::split_mix(seed) % bound);
        };
        at += 10 * static_cast<std::uint64_t>(below(4) == 0 ? below(500) : 4 + below(3));
        const auto kind = static_cast<TraceSample::Kind>(below(10));
        const bool flat = kind >= TraceSample::Kind::orientation && kind <= TraceSample::Kind::edited;
        trace.samples.push_back({.at = at,
                                 .kind = kind,
                                 .x = below(2000) - 500,
                                 .y = flat ? 0 : below(9000),
                                 .box = static_cast<std::uint32_t>(below(3))});
    }
    // Boxes stand in the order in which samples name them.
    std::uint32_t named = 0;
    for (const TraceSample& sample : trace.samples) named = named == 0 ? sample.box : named;
    if (named == 2) {
        std::swap(trace.boxes[0], trace.boxes[1]);
        for (TraceSample& sample : trace.samples)
            if (sample.box > 0) sample.box = 3 - sample.box;
    }
    const auto most = std::ranges::max(trace.samples, {}, &TraceSample::box).box;
    trace.boxes.resize(most);
    return trace;
}

/// The recorder is handed all of the payload but the time at which it begins.
std::span<const std::uint8_t> after_time(std::span<const std::uint8_t> payload) {
    while ((payload[0] & 0x80) != 0) payload = payload.subspan(1);
    return payload.subspan(1);
}

struct Recorded {
    std::vector<Bytes> chunks;
    Trace trace;
};

/// A session with a trace in several chunks, and its end.
Recorded whole_session(std::uint64_t seed) {
    const trials::Trial trial = trials::kept_trial("veiculo-abandonado", false);
    const trials::Lived lived = trials::live(trial, seed, 40);
    session::Recorder recorder(lived.header, trial.study.source, trial.prototype.source);
    Recorded recorded;
    const auto store = [&] {
        for (session::Chunk& made : recorder.take()) recorded.chunks.push_back(std::move(made.bytes));
    };
    for (std::size_t i = 0; i < lived.records.size(); ++i) {
        recorder.add(lived.records[i].at, lived.records[i].event);
        if (i % 8 == 5) {
            const Trace part = some_trace(seed + i, 1 + i);
            recorder.add_track(part.samples[0].at, after_time(session::track_payload(part)));
            const auto before = static_cast<std::uint32_t>(recorded.trace.boxes.size());
            std::ranges::copy(part.boxes, std::back_inserter(recorded.trace.boxes));
            for (TraceSample sample : part.samples) {
                if (sample.box > 0) sample.box += before;
                recorded.trace.samples.push_back(sample);
            }
        }
        if (i % 3 == 0) store();
    }
    recorder.end(recorded.chunks);
    store();
    return recorded;
}

std::vector<std::string> codes_of(const std::vector<session::Damage>& damage) {
    std::vector<std::string> codes;
    for (const session::Damage& one : damage) codes.push_back(one.code);
    return codes;
}

void expect_same(const Session& one, const Session& other) {
    EXPECT_EQ(one.header, other.header);
    EXPECT_EQ(one.records, other.records);
    EXPECT_EQ(one.trace, other.trace);
    EXPECT_EQ(one.study_source, other.study_source);
    EXPECT_EQ(one.prototype_source, other.prototype_source);
    EXPECT_EQ(one.next_sequence, other.next_sequence);
}

TEST(Trace, comes_back_as_it_was_beside_the_records) {
    std::size_t samples = 0;
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
        const Recorded recorded = whole_session(seed);
        const Session session = trials::only_session(session::make_file(recorded.chunks));
        EXPECT_EQ(session.trace, recorded.trace);
        EXPECT_TRUE(session.damage.empty());
        samples += session.trace.samples.size();
    }
    EXPECT_GT(samples, 200U);
}

TEST(Trace, changes_no_record_and_no_checksum) {
    const trials::Trial trial = trials::kept_trial("veiculo-abandonado", false);
    EXPECT_EQ(trials::only_session(session::make_file(whole_session(3).chunks)).records,
              trials::live(trial, 3, 40).records);
}

/// One chunk's payload of track on top of what was there.
struct Tracked {
    Trace trace;
    session::NamedBoxes named;
    std::size_t room = 1000;
    std::string_view take(std::span<const std::uint8_t> payload) {
        return session::take_track(payload, named, trace, room);
    }
};

TEST(Track, that_is_not_as_it_must_be_is_refused_and_leaves_nothing) {
    const Bytes whole = session::track_payload(some_trace(9, 40));
    Tracked taken;
    ASSERT_EQ(taken.take(whole), "");
    EXPECT_EQ(taken.room, 1000U - 40U - 2U);
    std::size_t refused = 0;
    for (std::size_t length = 0; length < whole.size(); ++length) {
        Tracked cut;
        // Cut between two runs it is a shorter one.
        if (cut.take(std::span(whole).first(length)).empty()) continue;
        ++refused;
        EXPECT_TRUE(cut.trace.samples.empty() && cut.trace.boxes.empty() && cut.named.places.empty());
        EXPECT_EQ(cut.room, 1000U);
    }
    EXPECT_GT(refused, whole.size() / 2);
    Tracked little{.trace = {}, .named = {}, .room = 41};
    EXPECT_EQ(little.take(whole), "too_much");
    // A promise of many samples in few bytes.
    const Bytes promise = {0, 0, 0xf0, 0xff, 0xff, 0xff, 0x7f, 0, 0, 0};
    EXPECT_EQ(Tracked{}.take(promise), "bad_record");
    // A box before the first, one of a length below none.
    EXPECT_EQ(Tracked{}.take(Bytes{0, 0, 0, 2, 0, 0}), "bad_record");
    EXPECT_EQ(Tracked{}.take(Bytes{0, 0, 0, 1, 0, 1, 'a', 0, 0, 1, 0, 0, 0}), "bad_record");
}

TEST(Track, names_a_box_once_and_a_missing_chunk_makes_it_none) {
    // Box 1 "ok" at 4, 6 of 30 by 20; moved to 10, 20 over it, 50 ms later to 13, 20.
    const Bytes first = {10, 0, 0x10, 1, 0, 2, 'o', 'k', 8, 12, 60, 40, 0, 20, 6, 40, 0};
    // Edited (an insert) in box 1, pressed on box 2, which has the name of box 1 and stands 5 px lower.
    const Bytes second = {90, 1, 8, 1, 2, 2, 2, 1, 0, 10, 0, 0, 1, 2, 4};
    Tracked both;
    ASSERT_EQ(both.take(first), "");
    ASSERT_EQ(both.take(second), "");
    const std::vector<session::TraceBox> boxes = {
        {.id = "ok", .left = 4, .top = 6, .width = 30, .height = 20},
        {.id = "ok", .left = 0, .top = 5, .width = 0, .height = 0}};
    EXPECT_EQ(both.trace.boxes, boxes);
    const std::vector<TraceSample> samples = {
        {.at = 10, .kind = TraceSample::Kind::moved, .x = 10, .y = 20, .box = 1},
        {.at = 60, .kind = TraceSample::Kind::moved, .x = 13, .y = 20, .box = 1},
        {.at = 90, .kind = TraceSample::Kind::edited, .x = 1, .y = 0, .box = 1},
        {.at = 130, .kind = TraceSample::Kind::pressed, .x = 1, .y = 2, .box = 2}};
    EXPECT_EQ(both.trace.samples, samples);
    Tracked without;
    ASSERT_EQ(without.take(second), "");
    ASSERT_EQ(without.trace.samples.size(), 2U);
    EXPECT_EQ(without.trace.samples[0].box, 0U);
    EXPECT_EQ(without.trace.samples[1].box, 1U);
    EXPECT_EQ(without.trace.boxes[0].id, "");
}

TEST(Track, kinds_of_a_later_program_are_passed_over) {
    // Two samples of kind 15, then one of kind 0, 50 ms later.
    const Bytes payload = {10, 0, 0x1f, 0, 0, 2, 4, 6, 8, 0, 0, 0, 2, 4};
    Tracked taken;
    ASSERT_EQ(taken.take(payload), "");
    const std::vector<TraceSample> expected = {{.at = 110, .kind = TraceSample::Kind::moved, .x = 1, .y = 2}};
    EXPECT_EQ(taken.trace.samples, expected);
}

TEST(Pack, unfolds_to_the_same_chunks_byte_by_byte) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Recorded recorded = whole_session(seed);
        const Bytes file = session::make_file(recorded.chunks);
        const Bytes packed = session::pack_file(file);
        EXPECT_LT(packed.size(), file.size() / 2);
        std::vector<Bytes> chunks;
        for (session::StoredChunk& chunk : session::split_file(packed))
            chunks.push_back(std::move(chunk.bytes));
        EXPECT_TRUE(chunks == recorded.chunks) << "seed " << seed;
        const Session session = trials::only_session(packed);
        expect_same(session, trials::only_session(file));
        EXPECT_TRUE(session.damage.empty());
        EXPECT_TRUE(session::pack_file(packed) == packed);
    }
}

TEST(Pack, of_many_sessions_unfolds_each_as_it_was_though_their_sources_are_inflated_once) {
    std::vector<Bytes> chunks;
    std::vector<Session> alone;
    for (std::uint64_t seed = 0; seed < 6; ++seed) {
        const Recorded recorded = whole_session(seed);
        chunks.insert(chunks.end(), recorded.chunks.begin(), recorded.chunks.end());
        alone.push_back(trials::only_session(session::make_file(recorded.chunks)));
    }
    const Bytes packed = session::pack_file(session::make_file(chunks));
    auto file = session::read_file(packed);
    ASSERT_TRUE(file.has_value());
    EXPECT_TRUE(file->damage.empty());
    ASSERT_EQ(file->sessions.size(), alone.size());
    for (const Session& session : file->sessions) {
        EXPECT_TRUE(session.damage.empty());
        const auto same = std::ranges::find_if(
            alone, [&](const Session& one) { return one.header.id == session.header.id; });
        ASSERT_NE(same, alone.end());
        expect_same(session, *same);
    }
}

TEST(Pack, beside_the_chunks_that_it_holds_is_no_damage) {
    const Recorded recorded = whole_session(5);
    Bytes file = session::pack_file(session::make_file(recorded.chunks));
    for (const Bytes& chunk : recorded.chunks) file.insert(file.end(), chunk.begin(), chunk.end());
    const Session session = trials::only_session(file);
    EXPECT_EQ(codes_of(session.damage), std::vector<std::string>{});
    EXPECT_EQ(session.trace, recorded.trace);
}

TEST(Pack, of_a_session_with_a_gap_keeps_the_gap) {
    Recorded recorded = whole_session(6);
    recorded.chunks.erase(recorded.chunks.begin() + 5);
    const Session session = trials::only_session(session::pack_file(session::make_file(recorded.chunks)));
    EXPECT_EQ(codes_of(session.damage), std::vector<std::string>{"chunk_missing"});
    EXPECT_EQ(session.damage.at(0).sequence, 5U);
}

TEST(Pack, that_is_not_as_it_must_be_is_reported_and_the_rest_read) {
    const Recorded recorded = whole_session(7);
    const session::SessionId id =
        *session::id_from_hex(trials::only_session(session::make_file(recorded.chunks)).header.id);
    const auto next = static_cast<std::uint32_t>(recorded.chunks.size());
    const std::vector<Bytes> contents = {
        {},                          // no count
        {2, 4, 4, 0, 0, 1, 1, 9},    // a payload too short
        {1, 4, 0, 1, 9, 9},          // and one too long
        {1, 5, 0, 0},                // a pack in a pack
        {0xff, 0xff, 0xff, 0x7f, 4}  // more chunks than bytes
    };
    for (const Bytes& content : contents) {
        auto chunks = recorded.chunks;
        chunks.push_back(session::make_chunk(id, next, ChunkKind::pack, content));
        const Session session = trials::only_session(session::make_file(chunks));
        EXPECT_EQ(codes_of(session.damage), std::vector<std::string>{"bad_chunk"});
        EXPECT_EQ(session.trace, recorded.trace);
    }
}

TEST(Pack, of_a_million_empty_chunks_does_not_unfold_without_end) {
    constexpr std::uint32_t kMany = 300'000;
    Bytes content;
    session::put_varint(content, kMany);
    content.resize(content.size() + kMany, 4);
    content.resize(content.size() + 2 * kMany, 0);
    const trials::Trial trial = trials::kept_trial("calcada", false);
    const session::Header header = trials::header_of(trial, 1);
    session::Recorder recorder(header, trial.study.source, trial.prototype.source);
    auto chunks = bytes_of(recorder.take());
    chunks.push_back(session::make_chunk(*session::id_from_hex(header.id), 3, ChunkKind::pack, content));
    EXPECT_EQ(codes_of(trials::only_session(session::make_file(chunks)).damage),
              std::vector<std::string>{"bad_chunk"});
}

TEST(End, tells_a_session_that_was_changed_with_right_checksums) {
    const Recorded recorded = whole_session(8);
    auto chunks = recorded.chunks;
    const session::SessionId id =
        *session::id_from_hex(trials::only_session(session::make_file(chunks)).header.id);
    chunks[4] = session::make_chunk(id, 4, ChunkKind::records, Bytes{0, 5});
    EXPECT_EQ(codes_of(trials::only_session(session::make_file(chunks)).damage),
              std::vector<std::string>{"end_mismatch"});
}

TEST(End, of_a_session_with_a_missing_chunk_says_no_more_than_that) {
    auto chunks = whole_session(8).chunks;
    chunks.erase(chunks.begin() + 4);
    EXPECT_EQ(codes_of(trials::only_session(session::make_file(chunks)).damage),
              std::vector<std::string>{"chunk_missing"});
}

TEST(End, is_not_written_over_chunks_that_are_not_known) {
    const auto chunks = whole_session(8).chunks;
    session::Recorder recorder("00112233445566778899aabbccddeeff", 7, 100);
    recorder.add(200, session::Focused{1});
    recorder.end(std::span(chunks).first(6));
    EXPECT_EQ(recorder.take().size(), 1U);
}

}  // namespace
