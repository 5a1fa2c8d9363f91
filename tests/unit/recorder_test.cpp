#include <algorithm>
#include <limits>

#include "core/limits.hpp"
#include "random_walk.hpp"
#include "session/record_bytes.hpp"
#include "small_session.hpp"

namespace {

using namespace ensaio;
using session::Moved;
using session::Recorder;
using trials::header;
using trials::kId;

session::Event walk(prototype::ActionKind kind) {
    return Moved{
        {.kind = study::MoveKind::walk, .action = {.kind = kind, .target = 1, .value = {}, .facts = {}}}, 7};
}

session::Event move(study::MoveKind kind) { return Moved{{.kind = kind, .action = {}}, 7}; }

Recorder started() {
    Recorder recorder(header(), "estudo", "protótipo");
    recorder.take();
    return recorder;
}

session::Session read(std::vector<session::Chunk> chunks) {
    Recorder recorder(header(), "estudo", "protótipo");
    auto all = recorder.take();
    std::ranges::move(chunks, std::back_inserter(all));
    return trials::only_session(trials::file_of(all));
}

TEST(Recorder, begins_with_header_and_both_sources_as_key_chunks) {
    Recorder recorder(header(), "estudo", "protótipo");
    EXPECT_FALSE(recorder.empty());
    EXPECT_TRUE(recorder.urgent());
    const auto chunks = recorder.take();
    ASSERT_EQ(chunks.size(), 3U);
    for (std::uint32_t i = 0; i < 3; ++i) {
        EXPECT_EQ(chunks[i].sequence, i);
        EXPECT_TRUE(chunks[i].key);
    }
    const session::Session session = trials::only_session(trials::file_of(chunks));
    EXPECT_EQ(session.header, header());
    EXPECT_EQ(session.study_source, "estudo");
    EXPECT_EQ(session.prototype_source, "protótipo");
    EXPECT_TRUE(recorder.empty());
    EXPECT_TRUE(recorder.take().empty());
}

TEST(Recorder, a_key_event_is_urgent_and_makes_a_key_chunk) {
    using prototype::ActionKind;
    using study::MoveKind;
    const std::vector<std::pair<session::Event, bool>> cases = {
        {walk(ActionKind::set), false},       {walk(ActionKind::go_on), true},
        {walk(ActionKind::back), true},       {walk(ActionKind::change), true},
        {move(MoveKind::agree), true},        {move(MoveKind::refuse), true},
        {move(MoveKind::start_task), true},   {move(MoveKind::task_done), true},
        {move(MoveKind::task_gave_up), true}, {move(MoveKind::toggle_option), false},
        {move(MoveKind::show_card), false},   {session::Visibility{true}, true},
        {session::Visibility{false}, false},  {session::DeadClick{}, false},
        {session::Focused{}, false},          {session::Viewport{}, false},
        {session::Resumed{}, false},
    };
    for (std::size_t i = 0; i < cases.size(); ++i) {
        Recorder recorder = started();
        recorder.add(1, session::Focused{});
        recorder.add(2, cases[i].first);
        recorder.add(3, session::Focused{});
        EXPECT_EQ(recorder.urgent(), cases[i].second) << "case " << i;
        const auto chunks = recorder.take();
        ASSERT_EQ(chunks.size(), 1U);
        EXPECT_EQ(chunks[0].key, cases[i].second) << "case " << i;
    }
}

TEST(Recorder, sixty_four_records_are_urgent) {
    Recorder recorder = started();
    for (int i = 0; i < 63; ++i) recorder.add(1, session::Focused{});
    EXPECT_FALSE(recorder.urgent());
    recorder.add(1, session::Focused{});
    EXPECT_TRUE(recorder.urgent());
}

TEST(Recorder, time_never_falls_when_the_clock_jumps_back) {
    Recorder recorder = started();
    recorder.add(100, session::Focused{1});
    recorder.add(40, session::Focused{2});
    recorder.add(130, session::Focused{3});
    const session::Session session = read(recorder.take());
    ASSERT_EQ(session.records.size(), 3U);
    EXPECT_EQ(session.records[1].at, 100U);
    EXPECT_EQ(session.records[2].at, 130U);
}

TEST(Recorder, going_on_continues_numbers_and_times) {
    Recorder first = started();
    first.add(5'000, session::Focused{1});
    auto chunks = first.take();
    Recorder second(kId, 4, 5'000);
    second.add(10, session::Resumed{});
    second.add(6'000, session::Focused{2});
    for (auto& chunk : second.take()) chunks.push_back(std::move(chunk));
    const session::Session session = read(chunks);
    EXPECT_TRUE(session.damage.empty());
    EXPECT_EQ(session.records,
              (std::vector<session::Record>{
                  {5'000, session::Focused{1}}, {5'000, session::Resumed{}}, {6'000, session::Focused{2}}}));
}

TEST(Recorder, what_waits_is_cut_so_that_every_chunk_can_be_read) {
    Recorder recorder = started();
    const session::Event event = Moved{{.kind = study::MoveKind::walk,
                                        .action = {.kind = prototype::ActionKind::set,
                                                   .target = 0,
                                                   .value = {std::string(core::kMaxAnswerBytes, 'x')},
                                                   .facts = {}}},
                                       7};
    for (std::uint64_t i = 0; i < 60; ++i) recorder.add(i * 1000, event);
    const auto chunks = recorder.take();
    EXPECT_EQ(chunks.size(), 3U);
    const session::Session session = read(chunks);
    EXPECT_TRUE(session.damage.empty());
    ASSERT_EQ(session.records.size(), 60U);
    EXPECT_EQ(session.records[59], (session::Record{59'000, event}));
}

TEST(Recorder, what_the_reader_would_refuse_is_left_out_and_the_rest_kept) {
    const auto set = [](prototype::Value value) {
        return Moved{{.kind = study::MoveKind::walk,
                      .action = {.kind = prototype::ActionKind::set,
                                 .target = 0,
                                 .value = std::move(value),
                                 .facts = {}}},
                     7};
    };
    Recorder recorder = started();
    recorder.add(1, set({std::string(core::kMaxAnswerBytes + 1, 'x')}));
    recorder.add(2, set(prototype::Value(core::kMaxOptions + 1)));
    recorder.add(3, set({"caf\xe9"}));
    recorder.add(4, session::DeadClick{.x = 1, .y = 2, .box = std::string(session::kMaxBoxBytes + 1, 'x')});
    recorder.add(~std::uint64_t{0}, session::Focused{3});
    const session::Session session = read(recorder.take());
    EXPECT_TRUE(session.damage.empty());
    EXPECT_EQ(session.records,
              (std::vector<session::Record>{{1, set({})},
                                            {2, set({})},
                                            {3, set({})},
                                            {4, session::DeadClick{.x = 1, .y = 2, .box = {}}},
                                            {session::kMaxTime, session::Focused{3}}}));
}

TEST(Recorder, a_header_beyond_the_limits_does_not_cost_the_session) {
    session::Header wild = header();
    wild.participant = std::string(core::kMaxIdBytes + 1, 'x');
    wild.device = "\xff";
    wild.started = ~std::uint64_t{0};
    wild.utc_offset = std::numeric_limits<std::int32_t>::min();
    Recorder recorder(wild, "e", "p");
    const session::Header read = trials::only_session(trials::file_of(recorder.take())).header;
    EXPECT_EQ(read.study, wild.study);
    EXPECT_EQ(read.participant, "");
    EXPECT_EQ(read.device, "");
    EXPECT_EQ(read.started, session::kMaxTime);
}

TEST(Recorder, a_header_with_quotes_accents_and_the_largest_numbers_comes_back) {
    session::Header wild = header();
    wild.participant = "Zoé \"a\\b\" 😀";
    wild.seed = ~std::uint64_t{0};
    wild.started = session::kMaxTime;
    wild.utc_offset = -180;
    wild.made_up_data = true;
    Recorder recorder(wild, "e", "p");
    EXPECT_EQ(trials::only_session(trials::file_of(recorder.take())).header, wild);
}

}  // namespace
