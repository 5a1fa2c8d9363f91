// Any bytes as the records of an otherwise whole session: what is read of them is written again to the same
// records, is run again, and every page of it can be shown by the studio's player and laid out.
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/hash.hpp"
#include "session/chunk.hpp"
#include "session/journal.hpp"
#include "session/replay.hpp"
#include "studio/player.hpp"
#include "view/boxes.hpp"

#include "sample_session.hpp"

namespace {

using namespace ensaio;
using session::Bytes;

void must(bool holds) {
    if (!holds) std::abort();
}

constexpr std::size_t kMostPages = 40;  // so that a run stays short
constexpr std::string_view kLanguage = R"({"language.tag": "pt-BR"})";

void show(const Bytes& file, std::size_t records) {
    auto player = studio::Player::make({.language = std::string(kLanguage),
                                        .languages = {},
                                        .file = file,
                                        .session = std::string(fuzz::kId)});
    must(player.has_value());
    must(!player->take_story().empty());
    static const view::Theme theme;
    const std::size_t step = 1 + records / kMostPages;
    for (std::size_t i = 0; i < records; i += step) {
        player->handle(
            {.kind = view::Input::Kind::set, .id = "record", .values = {std::to_string(i)}, .bytes = {}});
        const view::Page page = player->page();
        must(view::lay_out(page, 360, 640, theme).boxes.size() == page.nodes.size());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Bytes whole = fuzz::whole_session();
    Bytes file = whole;
    const Bytes chunk =
        session::make_chunk(*session::id_from_hex(fuzz::kId), 3, session::ChunkKind::records, {data, size});
    file.insert(file.end(), chunk.begin(), chunk.end());
    auto read = session::read_file(file);
    if (!read) return 0;
    must(read->sessions.size() == 1);
    const std::vector<session::Record>& records = read->sessions.front().records;

    session::Recorder recorder(fuzz::kId, 3, 0);
    for (const session::Record& record : records) recorder.add(record.at, record.event);
    Bytes again = whole;
    for (const session::Chunk& one : recorder.take())
        again.insert(again.end(), one.bytes.begin(), one.bytes.end());
    must(session::read_file(again)->sessions.front().records == records);

    show(file, records.size());
    return 0;
}
