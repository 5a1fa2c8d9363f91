#include "studio/studio.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "participant/participant.hpp"

#include "random_walk.hpp"

namespace {

using ensaio::studio::Studio;
using ensaio::trials::read_text;
using ensaio::view::Commands;
using ensaio::view::DeleteSession;
using ensaio::view::Download;
using ensaio::view::ImportChunks;
using ensaio::view::Input;
using ensaio::view::LoadSessions;
using ensaio::view::Node;

/// A stored session of the calcada study that ended with giving up.
ensaio::session::Bytes recorded() {
    auto participant =
        ensaio::participant::Participant::make({.study = read_text("tests/data/samples/studies/calcada.json"),
                                                .prototype = read_text("tests/data/samples/calcada.json"),
                                                .language = read_text("assets/languages/pt-BR.json"),
                                                .session = "00112233445566778899aabbccddeeff",
                                                .participant = "P07",
                                                .device = "computador",
                                                .seed = 1,
                                                .utc_offset = -180,
                                                .resume = {}});
    std::vector<ensaio::session::Bytes> chunks;
    double now = 0;
    for (const char* id : {"do:agree", "do:start", "do:continue", "do:continue", "do:gave_up"}) {
        now += 2000;
        for (auto& command : participant->handle({.kind = Input::Kind::activate,
                                                  .id = id,
                                                  .values = {},
                                                  .bytes = {},
                                                  .now = now,
                                                  .wall = 1.79e12 + now})) {
            if (auto* chunk = std::get_if<ensaio::view::StoreChunk>(&command)) chunks.push_back(chunk->bytes);
        }
    }
    return ensaio::session::make_file(chunks);
}

Studio studio_with(const ensaio::session::Bytes& bytes) {
    auto studio = Studio::make({.language = read_text("assets/languages/pt-BR.json")});
    const Commands first =
        studio->handle({.kind = Input::Kind::resized, .id = {}, .values = {}, .x = 1280, .y = 800});
    EXPECT_TRUE(std::holds_alternative<LoadSessions>(first.at(0)));
    studio->handle({.kind = Input::Kind::bytes, .id = "sessions", .values = {}, .bytes = bytes});
    return std::move(*studio);
}

std::string words(const Studio& studio) {
    std::string all;
    for (const Node& node : studio.page().nodes) {
        EXPECT_FALSE(node.text.starts_with("[")) << node.text;
        all += node.text + "\n";
    }
    return all;
}

Commands press(Studio& studio, const std::string& id) {
    return studio.handle({.kind = Input::Kind::activate, .id = id, .values = {}, .bytes = {}});
}

TEST(Studio, an_empty_store_says_what_to_do) {
    const Studio studio = studio_with({});
    EXPECT_NE(words(studio).find("Ainda não há sessões"), std::string::npos);
}

TEST(Studio, lists_stored_sessions_with_their_outcome_and_opens_one) {
    Studio studio = studio_with(recorded());
    EXPECT_NE(words(studio).find("P07"), std::string::npos);
    EXPECT_NE(words(studio).find("Desistiu"), std::string::npos);
    press(studio, "open:00112233445566778899aabbccddeeff");
    const std::string page = words(studio);
    EXPECT_NE(page.find("Sessão de P07"), std::string::npos);
    EXPECT_NE(page.find("Dados da solicitação"), std::string::npos);
    EXPECT_NE(page.find("Exata"), std::string::npos);
}

TEST(Studio, deletes_only_after_confirmation) {
    Studio studio = studio_with(recorded());
    press(studio, "open:00112233445566778899aabbccddeeff");
    EXPECT_TRUE(press(studio, "do:delete").empty());
    EXPECT_TRUE(press(studio, "do:keep").empty());
    press(studio, "do:delete");
    const Commands commands = press(studio, "do:delete_now");
    ASSERT_EQ(commands.size(), 2U);
    EXPECT_EQ(std::get<DeleteSession>(commands[0]).session, "00112233445566778899aabbccddeeff");
}

TEST(Studio, opening_the_same_file_twice_imports_nothing_the_second_time) {
    Studio studio = studio_with({});
    const auto bytes = recorded();
    const Commands first =
        studio.handle({.kind = Input::Kind::bytes, .id = "file", .values = {"a.ensaio"}, .bytes = bytes});
    ASSERT_EQ(first.size(), 2U);
    const auto& import = std::get<ImportChunks>(first[0]);
    EXPECT_EQ(import.chunks.front().session, "00112233445566778899aabbccddeeff");
    EXPECT_GE(import.chunks.size(), 4U);
    studio.handle({.kind = Input::Kind::bytes, .id = "sessions", .values = {}, .bytes = bytes});
    EXPECT_TRUE(
        studio.handle({.kind = Input::Kind::bytes, .id = "file", .values = {"a.ensaio"}, .bytes = bytes})
            .empty());
}

/// The chunks of a file without the last one.
ensaio::session::Bytes without_last_chunk(const ensaio::session::Bytes& file) {
    auto chunks = ensaio::session::split_file(file);
    std::vector<ensaio::session::Bytes> kept;
    for (std::size_t i = 0; i + 1 < chunks.size(); ++i) kept.push_back(chunks[i].bytes);
    return ensaio::session::make_file(kept);
}

Commands open_file(Studio& studio, const ensaio::session::Bytes& bytes) {
    return studio.handle({.kind = Input::Kind::bytes, .id = "file", .values = {"a.ensaio"}, .bytes = bytes});
}

TEST(Studio, a_file_that_only_goes_on_with_a_known_session_completes_it) {
    const auto whole = recorded();
    Studio studio = studio_with(without_last_chunk(whole));
    const Commands commands = open_file(studio, whole);
    ASSERT_EQ(commands.size(), 2U);
    EXPECT_EQ(std::get<ImportChunks>(commands[0]).chunks.size(), ensaio::session::split_file(whole).size());
    EXPECT_NE(words(studio).find("mais completas: 1"), std::string::npos);
}

TEST(Studio, a_file_that_knows_less_of_a_session_changes_nothing) {
    const auto whole = recorded();
    Studio studio = studio_with(whole);
    EXPECT_TRUE(open_file(studio, without_last_chunk(whole)).empty());
}

TEST(Studio, an_erased_session_is_counted_and_never_comes_back_with_a_file) {
    auto studio = Studio::make({.language = read_text("assets/languages/pt-BR.json")});
    studio->handle({.kind = Input::Kind::bytes,
                    .id = "sessions",
                    .values = {"1000000", "300000000", "1", "", "00112233445566778899aabbccddeeff"},
                    .bytes = {}});
    EXPECT_NE(words(*studio).find("apagadas pela própria pessoa: 1"), std::string::npos);
    EXPECT_NE(words(*studio).find("1 MB. Há lugar para 300 MB"), std::string::npos);
    EXPECT_TRUE(open_file(*studio, recorded()).empty());
    EXPECT_NE(words(*studio).find("pediu para apagar: 1"), std::string::npos);
}

TEST(Studio, says_where_a_file_is_damaged) {
    Studio studio = studio_with({});
    auto bytes = recorded();
    bytes.back() ^= 1;
    open_file(studio, bytes);
    EXPECT_NE(words(studio).find("Lugar: byte "), std::string::npos);
}

TEST(Studio, a_file_that_is_no_session_file_is_refused_in_words) {
    Studio studio = studio_with({});
    studio.handle({.kind = Input::Kind::bytes, .id = "file", .values = {"foto.jpg"}, .bytes = {1, 2, 3}});
    const std::string page = words(studio);
    EXPECT_NE(page.find("foto.jpg"), std::string::npos);
}

TEST(Studio, exports_the_worksheet_and_the_session_file) {
    Studio studio = studio_with(recorded());
    const Commands xlsx = press(studio, "do:xlsx");
    ASSERT_EQ(xlsx.size(), 1U);
    const auto& book = std::get<Download>(xlsx[0]);
    EXPECT_TRUE(book.name.ends_with(".xlsx"));
    EXPECT_EQ(std::string(book.bytes.begin(), book.bytes.begin() + 2), "PK");
    const Commands csv = press(studio, "do:csv");
    EXPECT_EQ(csv.size(), 4U);
    const Commands all = press(studio, "do:download_all");
    EXPECT_EQ(std::get<Download>(all.at(0)).bytes, recorded());
}

}  // namespace
