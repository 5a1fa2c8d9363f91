// Chunks that are deflated, and those that unfold to more than is let in.

#include "core/hash.hpp"
#include "core/limits.hpp"
#include "session/chunk.hpp"
#include "session/journal.hpp"

#include "small_session.hpp"
#include "workbook_bytes.hpp"

namespace {

using namespace ensaio;
using session::Bytes;
using session::ChunkKind;
using session::make_file;
using session::Session;
using trials::chunk;
using trials::codes_of;
using trials::read_with;
using trials::small_session;

Bytes deflated(const Bytes& bytes) {
    const std::string out = trials::deflated({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    return {out.begin(), out.end()};
}

Bytes with_codec(Bytes made, session::Codec codec) {
    made[25] = static_cast<std::uint8_t>(codec);
    made.resize(made.size() - 4);
    session::put_u32(made, core::crc32c(made));
    return made;
}

TEST(Codecs, a_deflated_chunk_reads_as_the_stored_one) {
    auto chunks = small_session();
    const Session stored = trials::only_session(make_file(chunks));
    for (std::uint32_t i = 0; i < chunks.size(); ++i) {
        const Bytes payload(chunks[i].begin() + 30, chunks[i].end() - 4);
        chunks[i] = with_codec(chunk(i, static_cast<ChunkKind>(chunks[i][24]), deflated(payload)),
                               session::Codec::deflate);
    }
    const Session session = trials::only_session(make_file(chunks));
    EXPECT_TRUE(session.damage.empty());
    EXPECT_EQ(session.header, stored.header);
    EXPECT_EQ(session.study_source, stored.study_source);
    EXPECT_EQ(session.records, stored.records);
}

TEST(Codecs, a_chunk_that_inflates_beyond_the_limit_is_refused) {
    const auto sized = [](std::size_t size) {
        return with_codec(chunk(1, ChunkKind::study, deflated(Bytes(size, ' '))), session::Codec::deflate);
    };
    const Bytes first = small_session().front();
    EXPECT_EQ(trials::only_session(make_file(std::vector<Bytes>{first, sized(core::kMaxChunkBytes)}))
                  .study_source.size(),
              core::kMaxChunkBytes);
    const Session bomb =
        trials::only_session(make_file(std::vector<Bytes>{first, sized(core::kMaxChunkBytes + 1)}));
    EXPECT_EQ(codes_of(bomb.damage), std::vector<std::string>{"bad_chunk"});
    EXPECT_TRUE(bomb.study_source.empty());
}

TEST(Codecs, many_small_bombs_together_do_not_unfold_without_end) {
    const Bytes payload = deflated(Bytes(core::kMaxChunkBytes, ' '));
    std::vector<Bytes> chunks = {small_session().front()};
    for (std::uint32_t i = 1; i <= 2'000; ++i)
        chunks.push_back(with_codec(chunk(i, static_cast<ChunkKind>(9), payload), session::Codec::deflate));
    const Session session = trials::only_session(make_file(chunks));
    EXPECT_EQ(session.damage.size(), core::kMaxReportedErrors);
}

TEST(Codecs, damaged_deflate_and_unknown_codecs_are_refused) {
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

}  // namespace
