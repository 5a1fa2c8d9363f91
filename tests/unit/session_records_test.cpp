#include "session/record_bytes.hpp"

#include <algorithm>
#include <limits>
#include <map>

#include "small_session.hpp"

namespace {

using namespace ensaio;
using session::Bytes;
using session::ChunkKind;
using session::make_file;
using session::Record;
using session::Session;
using trials::chunk;
using trials::codes_of;
using trials::header;
using trials::kId;
using trials::read_with;
using trials::small_session;

TEST(Records, events_of_every_kind_with_the_largest_numbers_come_back_as_they_were) {
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

TEST(Records, a_record_of_an_unknown_type_ends_its_chunk_and_no_other) {
    Bytes payload;
    session::put_record(payload, {.at = 5000, .event = session::Resumed{}}, 0);
    payload.insert(payload.end(), {0, 99, 0, 5});
    auto chunks = small_session();
    chunks.push_back(chunk(7, ChunkKind::records, payload));
    chunks.push_back(chunk(8, ChunkKind::records, {0x88, 0x27, 5}));
    const Session session = trials::only_session(make_file(chunks));
    EXPECT_EQ(codes_of(session.damage), std::vector<std::string>{"unknown_record"});
    ASSERT_EQ(session.records.size(), 10U);
    EXPECT_EQ(session.records[9], (Record{5000, session::Resumed{}}));
}

TEST(Records, a_chunk_that_begins_before_the_end_of_the_one_before_does_not_turn_time_back) {
    const Session session =
        read_with(chunk(7, ChunkKind::records, {100, 5, 10, 5}));  // at 100 and 110 ms, after 3070 ms
    ASSERT_EQ(session.records.size(), 10U);
    EXPECT_EQ(session.records[8].at, 3070U);
    EXPECT_EQ(session.records[9].at, 3070U);
}

TEST(Records, a_record_that_is_not_as_it_must_be_is_refused) {
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

TEST(Records, what_is_read_is_written_again_byte_by_byte) {
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

TEST(Records, the_example_of_the_format_page_is_what_it_says) {
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

}  // namespace
