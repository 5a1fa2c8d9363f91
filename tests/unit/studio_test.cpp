#include "studio/studio.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "analytics/worksheet_files.hpp"
#include "core/limits.hpp"
#include "participant/participant.hpp"
#include "session/chunk.hpp"
#include "studio/merge.hpp"

#include "random_walk.hpp"

namespace {

using ensaio::studio::Studio;
using ensaio::trials::read_text;
using ensaio::view::Commands;
using ensaio::view::DeleteSession;
using ensaio::view::Download;
using ensaio::view::ImportChunks;
using ensaio::view::Input;
using ensaio::view::KeepNotes;
using ensaio::view::LoadSessions;
using ensaio::view::Node;

constexpr std::size_t kMagicBytes = ensaio::session::kFileMagic.size();
constexpr double kBegan = 1.79e12;  // ms since 1970

std::string study_text() { return read_text("tests/data/samples/studies/calcada.json"); }

/// A stored session of the calcada study that ended with giving up.
ensaio::session::Bytes recorded(const std::string& study = study_text(),
                                const std::string& id = "00112233445566778899aabbccddeeff") {
    auto participant =
        ensaio::participant::Participant::make({.study = study,
                                                .prototype = read_text("tests/data/samples/calcada.json"),
                                                .language = read_text("assets/languages/pt-BR.json"),
                                                .session = id,
                                                .participant = "P07",
                                                .device = "computador",
                                                .seed = 1,
                                                .utc_offset = -180,
                                                .resume = {}});
    std::vector<ensaio::session::Bytes> chunks;
    double now = 0;
    for (const char* button :
         {"do:agree", "do:start", "do:continue", "do:continue", "do:gave_up", "do:gave_up:yes"}) {
        now += 2000;
        for (auto& command : participant->handle({.kind = Input::Kind::activate,
                                                  .id = button,
                                                  .values = {},
                                                  .bytes = {},
                                                  .now = now,
                                                  .wall = kBegan + now})) {
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

/// What the host says of a file that was opened by itself.
std::vector<std::string> alone(std::string name, const ensaio::session::Bytes& bytes) {
    return {"0", "sessions", std::move(name), std::to_string(bytes.size())};
}

Commands press(Studio& studio, const std::string& id) {
    return studio.handle({.kind = Input::Kind::activate, .id = id, .values = {}, .bytes = {}});
}

bool same_chunks(const ensaio::session::Bytes& a, const ensaio::session::Bytes& b) {
    return std::ranges::equal(ensaio::session::split_file(a), ensaio::session::split_file(b), {},
                              &ensaio::session::StoredChunk::bytes, &ensaio::session::StoredChunk::bytes);
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
    const Commands first = studio.handle(
        {.kind = Input::Kind::bytes, .id = "file", .values = alone("a.ensaio", bytes), .bytes = bytes});
    ASSERT_EQ(first.size(), 2U);
    const auto& import = std::get<ImportChunks>(first[0]);
    EXPECT_EQ(import.chunks.front().session, "00112233445566778899aabbccddeeff");
    EXPECT_GE(import.chunks.size(), 4U);
    studio.handle({.kind = Input::Kind::bytes, .id = "sessions", .values = {}, .bytes = bytes});
    EXPECT_TRUE(studio
                    .handle({.kind = Input::Kind::bytes,
                             .id = "file",
                             .values = alone("a.ensaio", bytes),
                             .bytes = bytes})
                    .empty());
}

/// The chunks of a file without the last one.
ensaio::session::Bytes without_last_chunk(const ensaio::session::Bytes& file) {
    auto chunks = ensaio::session::split_file(file);
    std::vector<ensaio::session::Bytes> kept;
    for (std::size_t i = 0; i + 1 < chunks.size(); ++i) kept.push_back(chunks[i].bytes);
    return ensaio::session::make_file(kept);
}

void answer_import(Studio& studio, bool stored = true) {
    studio.handle({.kind = stored ? Input::Kind::stored : Input::Kind::failed,
                   .id = "import",
                   .values = stored ? std::vector<std::string>{} : std::vector<std::string>{"storage"},
                   .bytes = {}});
}

/// … and what comes of it is stored.
Commands open_file(Studio& studio, const ensaio::session::Bytes& bytes) {
    Commands commands = studio.handle(
        {.kind = Input::Kind::bytes, .id = "file", .values = alone("a.ensaio", bytes), .bytes = bytes});
    if (!commands.empty()) answer_import(studio);
    return commands;
}

TEST(Studio, what_a_file_brings_is_told_once_it_is_stored_and_not_where_it_is_not) {
    for (const bool stored : {true, false}) {
        Studio studio = studio_with({});
        const auto bytes = recorded();
        studio.handle(
            {.kind = Input::Kind::bytes, .id = "file", .values = alone("a.ensaio", bytes), .bytes = bytes});
        EXPECT_EQ(words(studio).find("sessões novas"), std::string::npos);
        EXPECT_NE(words(studio).find("Guardando as sessões"), std::string::npos);
        answer_import(studio, stored);
        EXPECT_EQ(words(studio).find("sessões novas: 1") != std::string::npos, stored);
        EXPECT_EQ(words(studio).find("não conseguiu guardar") != std::string::npos, !stored);
    }
}

TEST(Studio, a_study_or_a_prototype_that_was_not_recorded_is_left_out_of_a_file) {
    const auto whole = ensaio::session::split_file(recorded());
    const auto id = *ensaio::session::id_from_hex("00112233445566778899aabbccddeeff");
    for (const std::uint32_t number : {1U, 2U}) {
        std::vector<ensaio::session::Bytes> without, with_another, right;
        for (const auto& chunk : whole) {
            right.push_back(chunk.bytes);
            if (chunk.sequence != number) {
                without.push_back(chunk.bytes);
                with_another.push_back(chunk.bytes);
                continue;
            }
            const std::string another = R"({"format": 1})";
            with_another.push_back(
                ensaio::session::make_chunk(id, number, static_cast<ensaio::session::ChunkKind>(number + 1),
                                            std::vector<std::uint8_t>(another.begin(), another.end())));
        }
        Studio studio = studio_with(ensaio::session::make_file(without));
        EXPECT_TRUE(open_file(studio, ensaio::session::make_file(with_another)).empty());
        EXPECT_NE(words(studio).find("não é o que foi gravado: 1"), std::string::npos);
        EXPECT_EQ(open_file(studio, ensaio::session::make_file(right)).size(), 2U)
            << "the right one is missing still";
        Studio fresh = studio_with({});
        const auto commands = open_file(fresh, ensaio::session::make_file(with_another));
        ASSERT_EQ(commands.size(), 2U);
        EXPECT_EQ(std::get<ImportChunks>(commands[0]).chunks.size(), without.size());
    }
}

TEST(Studio, a_file_that_only_goes_on_with_a_known_session_completes_it) {
    const auto whole = recorded();
    Studio studio = studio_with(without_last_chunk(whole));
    const Commands commands = open_file(studio, whole);
    ASSERT_EQ(commands.size(), 2U);
    EXPECT_EQ(std::get<ImportChunks>(commands[0]).chunks.size(), ensaio::session::split_file(whole).size());
    EXPECT_NE(words(studio).find("mais completas: 1"), std::string::npos);
}

TEST(Studio, two_parts_of_a_session_become_one_and_contradictory_ones_do_not) {
    const auto whole = ensaio::session::split_file(recorded());
    ASSERT_GE(whole.size(), 5U);
    std::vector<ensaio::session::Bytes> without_the_last, without_the_fourth;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        if (i + 1 < whole.size()) without_the_last.push_back(whole[i].bytes);
        if (i != 3) without_the_fourth.push_back(whole[i].bytes);
    }
    Studio studio = studio_with(ensaio::session::make_file(without_the_last));
    const Commands commands = open_file(studio, ensaio::session::make_file(without_the_fourth));
    ASSERT_EQ(commands.size(), 2U);
    const auto& chunks = std::get<ImportChunks>(commands[0]).chunks;
    EXPECT_TRUE(
        std::ranges::any_of(chunks, [&](const auto& one) { return one.bytes == whole.back().bytes; }));

    auto other = without_the_fourth;
    const auto id = *ensaio::session::id_from_hex("00112233445566778899aabbccddeeff");
    other[3] = ensaio::session::make_chunk(id, whole[4].sequence, ensaio::session::ChunkKind::records,
                                           std::vector<std::uint8_t>{0, 5});
    EXPECT_TRUE(open_file(studio, ensaio::session::make_file(other)).empty());
}

constexpr double kDay = 86'400'000;

std::string kept_for(int days) {
    std::string study = study_text();
    study.insert(study.find('{') + 1, "\"keep_days\": " + std::to_string(days) + ",");
    return study;
}

/// The studio after it was opened so many days after the session began.
Commands open_after(Studio& studio, const ensaio::session::Bytes& stored, double days,
                    std::vector<std::string> room = {}) {
    return studio.handle({.kind = Input::Kind::bytes,
                          .id = "sessions",
                          .values = std::move(room),
                          .bytes = stored,
                          .wall = kBegan + days * kDay});
}

/// What the studio wants remembered, as it comes back with the sessions.
std::vector<std::string> noted(const Commands& commands) {
    std::vector<std::string> room = {"", "", ""};
    for (const auto& command : commands) {
        const auto* notes = std::get_if<KeepNotes>(&command);
        if (notes == nullptr) continue;
        for (const std::string& line : notes->lines) room.push_back("note/" + line);
    }
    return room;
}

TEST(Studio, warns_two_weeks_before_a_session_s_date_and_deletes_it_on_the_day) {
    const auto stored = recorded(kept_for(30));
    Studio studio = studio_with({});
    EXPECT_TRUE(open_after(studio, stored, 15).empty());
    EXPECT_EQ(words(studio).find("a data do estudo está chegando"), std::string::npos);
    auto notes = noted(open_after(studio, stored, 16.01));
    EXPECT_NE(words(studio).find("chegando: 1. Dias até a primeira: 14."), std::string::npos);
    EXPECT_TRUE(open_after(studio, stored, 16.02, notes).empty()) << "nothing new to remember";
    notes = noted(open_after(studio, stored, 23.02, notes));
    EXPECT_NE(words(studio).find("chegando: 1. Dias até a primeira: 7."), std::string::npos);
    notes = noted(open_after(studio, stored, 29.02, notes));
    const Commands commands = open_after(studio, stored, 30.1, notes);
    ASSERT_EQ(commands.size(), 2U);
    EXPECT_TRUE(std::get<DeleteSession>(commands[0]).expired);
    EXPECT_TRUE(std::holds_alternative<LoadSessions>(commands[1]));
    EXPECT_EQ(words(studio).find("P07"), std::string::npos);
    EXPECT_NE(words(studio).find("apagadas deste navegador: 1"), std::string::npos);
}

TEST(Studio, a_session_that_cannot_be_opened_is_deleted_on_its_day_too) {
    std::vector<ensaio::session::Bytes> chunks;
    for (auto& chunk : ensaio::session::split_file(recorded(kept_for(30)))) {
        if (chunk.sequence != 2) chunks.push_back(std::move(chunk.bytes));  // the prototype
    }
    const auto stored = ensaio::session::make_file(chunks);
    Studio studio = studio_with({});
    auto notes = noted(open_after(studio, stored, 16.01));
    notes = noted(open_after(studio, stored, 23.02, notes));
    EXPECT_EQ(open_after(studio, stored, 31, notes).size(), 2U);
}

TEST(Studio, a_clock_that_is_wrong_once_deletes_nothing) {
    const auto stored = recorded(kept_for(30));
    const auto deletes = [](const Commands& commands) {
        return std::ranges::any_of(
            commands, [](const auto& one) { return std::holds_alternative<DeleteSession>(one); });
    };
    Studio studio = studio_with({});
    // Warned of on its day, and then opened once 40 days too late, or first of all so late (a file of old).
    for (const double first : {25.0, 500.0}) {
        const auto notes = noted(open_after(studio, stored, first));
        EXPECT_NE(words(studio).find("a data do estudo está chegando: 1. Dias até a primeira: 14."),
                  std::string::npos);
        const Commands late = open_after(studio, stored, first + 40, notes);
        EXPECT_FALSE(deletes(late));
        EXPECT_NE(words(studio).find("P07"), std::string::npos);
        EXPECT_NE(words(studio).find("Dias até a primeira: 7."), std::string::npos);
        EXPECT_FALSE(deletes(open_after(studio, stored, first + 1, noted(late)))) << "right again";
        // Right or not, by the third week it has been said for long enough.
        EXPECT_TRUE(deletes(open_after(studio, stored, first + 48, noted(late))));
    }
}

TEST(Studio, says_what_was_not_downloaded_and_that_the_browser_promised_nothing) {
    Studio studio = studio_with({});
    const auto promise = "Este navegador não prometeu";
    open_after(studio, recorded(), 1, {"1", "2", ""});
    EXPECT_NE(words(studio).find("ainda não foram baixadas: 1"), std::string::npos);
    EXPECT_NE(words(studio).find(promise), std::string::npos);
    open_after(studio, recorded(), 1, {"1", "2", "1"});
    EXPECT_NE(words(studio).find("ainda não foram baixadas: 1"), std::string::npos);
    EXPECT_EQ(words(studio).find(promise), std::string::npos);
    const auto notes = noted(press(studio, "do:download_all"));
    EXPECT_NE(words(studio).find("Arquivo pronto. Sessões nele: 1."), std::string::npos);
    for (int turn = 0; turn < 2; ++turn) {
        EXPECT_EQ(words(studio).find("ainda não foram baixadas"), std::string::npos);
        EXPECT_EQ(words(studio).find(promise), std::string::npos);
        open_after(studio, recorded(), 1, notes);
    }
}

TEST(Studio, what_came_of_a_session_after_it_was_downloaded_was_not_downloaded) {
    const auto whole = recorded();
    Studio studio = studio_with(without_last_chunk(whole));
    const auto notes = noted(press(studio, "do:download_all"));
    open_after(studio, without_last_chunk(whole), 1, notes);
    EXPECT_EQ(words(studio).find("ainda não foram baixadas"), std::string::npos);
    open_after(studio, whole, 1, notes);
    EXPECT_NE(words(studio).find("ainda não foram baixadas: 1"), std::string::npos);
    // So is an older session that comes in later; one that is downloaded by itself is not.
    auto both = whole;
    const auto older = recorded(study_text(), "ffeeddccbbaa99887766554433221100");
    both.insert(both.end(), older.begin() + kMagicBytes, older.end());
    open_after(studio, both, 1, notes);
    EXPECT_NE(words(studio).find("ainda não foram baixadas: 2"), std::string::npos);
    press(studio, "open:ffeeddccbbaa99887766554433221100");
    press(studio, "do:download");
    press(studio, "do:sessions");
    EXPECT_NE(words(studio).find("ainda não foram baixadas: 1"), std::string::npos);
    // What is gone is not remembered.
    EXPECT_EQ(noted(press(studio, "do:download_all")).size(), 5U);
    open_after(studio, whole, 1, notes);
    EXPECT_EQ(noted(press(studio, "do:download_all")).size(), 4U);
}

TEST(Studio, a_session_that_goes_in_another_window_is_not_listed_any_more) {
    Studio studio = studio_with(recorded());
    press(studio, "open:00112233445566778899aabbccddeeff");
    const Commands commands =
        studio.handle({.kind = Input::Kind::stored, .id = "gone", .values = {}, .bytes = {}});
    ASSERT_EQ(commands.size(), 1U);
    EXPECT_TRUE(std::holds_alternative<LoadSessions>(commands[0]));
    open_after(studio, {}, 1, {"", "", "", "erased/00112233445566778899aabbccddeeff"});
    EXPECT_EQ(words(studio).find("P07"), std::string::npos);
    EXPECT_NE(words(studio).find("apagada em outra janela"), std::string::npos);
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
                    .values = {"1000000", "300000000", "1", "erased/00112233445566778899aabbccddeeff",
                               "deleted/ffeeddccbbaa99887766554433221100"},
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
    studio.handle({.kind = Input::Kind::bytes,
                   .id = "file",
                   .values = alone("foto.jpg", {1, 2, 3}),
                   .bytes = {1, 2, 3}});
    const std::string page = words(studio);
    EXPECT_NE(page.find("foto.jpg"), std::string::npos);
}

TEST(Studio, of_many_files_the_damaged_one_is_named_with_the_byte_in_it) {
    Studio studio = studio_with({});
    const auto whole = recorded();
    auto damaged = whole;
    damaged.back() ^= 1;
    auto both = whole;
    both.insert(both.end(), damaged.begin() + ensaio::session::kFileMagic.size(), damaged.end());
    open_file(studio, damaged);
    const std::string in_one = words(studio);
    const std::size_t place = in_one.find("Lugar: byte ");
    const std::string where = in_one.substr(place, in_one.find('\n', place) - place);
    const std::string length = std::to_string(whole.size());
    studio.handle({.kind = Input::Kind::bytes,
                   .id = "file",
                   .values = {"0", "broken", "c.png", "3", "sessions", "a.ensaio", length, "sessions",
                              "b.ensaio", length},
                   .bytes = both});
    answer_import(studio);
    const std::string in_two = words(studio);
    EXPECT_NE(in_two.find("2 arquivos"), std::string::npos);
    EXPECT_NE(in_two.find("b.ensaio: "), std::string::npos) << in_two;
    EXPECT_NE(in_two.find(where), std::string::npos) << in_two;
}

TEST(Studio, files_that_bring_no_session_are_named_by_kind) {
    Studio studio = studio_with({});
    EXPECT_TRUE(studio
                    .handle({.kind = Input::Kind::bytes,
                             .id = "file",
                             .values = {"0", "broken", "foto.png", "3", "newer", "novo.ensaio", "9", "locked",
                                        "a.age", "9", "broken", "vazio.ensaio", "0", "empty", "b.age", "9"},
                             .bytes = {}})
                    .empty());
    const std::string page = words(studio);
    for (const char* said :
         {"outra chave: 1 (a.age)", "estragados, ou que não são do Ensaio: 2 (foto.png, vazio.ensaio)",
          "versão mais nova do Ensaio: 1 (novo.ensaio)", "apagaram o teste: 1"})
        EXPECT_NE(page.find(said), std::string::npos) << said << page;
}

const std::string kKey = "age1y463wzvww47decyyg70yf2fjxnyeqchk33sgxcppm4g8wcdlh3ksm5p9qw";

TEST(Studio, a_key_is_shown_and_its_file_asked_for_until_it_has_been_saved) {
    Studio studio = studio_with({});
    EXPECT_EQ(std::get<ensaio::view::KeyRing>(press(studio, "do:keys").at(0)).action, "tell");
    EXPECT_EQ(std::get<ensaio::view::KeyRing>(press(studio, "do:key_make").at(0)).action, "make");
    const auto answer = [&](const char* saved) {
        studio.handle({.kind = Input::Kind::stored,
                       .id = "keys",
                       .values = {"2", kKey, "2026-11-25T10:00:00Z", saved},
                       .bytes = {}});
    };
    answer("");
    EXPECT_NE(words(studio).find(kKey), std::string::npos);
    EXPECT_NE(words(studio).find("25/11/2026"), std::string::npos);
    EXPECT_NE(words(studio).find("ainda não foi guardado"), std::string::npos);
    EXPECT_NE(words(studio).find("ainda não foram enviadas: 2"), std::string::npos);
    const auto save = std::get<ensaio::view::KeyRing>(press(studio, "do:key_save:" + kKey).at(0));
    EXPECT_EQ(save.action + save.key, "save" + kKey);
    answer("1");
    EXPECT_EQ(words(studio).find("ainda não foi guardado"), std::string::npos);
}

TEST(Studio, deleting_a_key_is_asked_back) {
    Studio studio = studio_with({});
    press(studio, "do:keys");
    studio.handle(
        {.kind = Input::Kind::stored, .id = "keys", .values = {"0", kKey, "2026-11-25", "1"}, .bytes = {}});
    EXPECT_TRUE(press(studio, "do:key_forget:" + kKey).empty());
    EXPECT_NE(words(studio).find("Apagar esta chave deste navegador?"), std::string::npos);
    EXPECT_TRUE(press(studio, "do:key_keep").empty());
    press(studio, "do:key_forget:" + kKey);
    const auto forget = std::get<ensaio::view::KeyRing>(press(studio, "do:key_forget_now:" + kKey).at(0));
    EXPECT_EQ(forget.action + forget.key, "forget" + kKey);
}

TEST(Studio, exports_the_worksheet_and_the_session_file) {
    Studio studio = studio_with(recorded());
    const Commands xlsx = press(studio, "do:xlsx");
    ASSERT_EQ(xlsx.size(), 1U);
    const auto& book = std::get<Download>(xlsx[0]);
    EXPECT_TRUE(book.name.ends_with(".xlsx"));
    EXPECT_EQ(std::string(book.bytes.begin(), book.bytes.begin() + 2), "PK");
    const Commands csv = press(studio, "do:csv");
    ASSERT_EQ(csv.size(), 1U);
    const auto& tables = std::get<Download>(csv[0]);
    EXPECT_TRUE(tables.name.ends_with(".zip"));
    EXPECT_EQ(std::string(tables.bytes.begin(), tables.bytes.begin() + 2), "PK");
    EXPECT_EQ(std::get<Download>(press(studio, "do:csv").at(0)).bytes, tables.bytes) << "byte by byte";
    const Commands all = press(studio, "do:download_all");
    const auto& file = std::get<Download>(all.at(0)).bytes;
    EXPECT_LT(file.size(), recorded().size()) << "it is packed";
    EXPECT_TRUE(same_chunks(file, recorded()));
}

TEST(Studio, a_thousand_sessions_come_in_once_and_the_second_time_change_nothing) {
    ensaio::session::Bytes file = recorded();
    const ensaio::trials::Trial trial = ensaio::trials::kept_trial("calcada", true);
    constexpr std::uint64_t kSessions = 1000;
    for (std::uint64_t seed = 1; seed < kSessions; ++seed) {
        for (const auto& chunk : ensaio::trials::live(trial, seed, 4).chunks)
            file.insert(file.end(), chunk.bytes.begin(), chunk.bytes.end());
    }
    file = ensaio::session::pack_file(file);
    const auto first = ensaio::studio::merge(file, {}, {});
    ASSERT_TRUE(first);
    EXPECT_EQ(first->came.size(), kSessions);
    EXPECT_TRUE(first->damage.empty());
    std::vector<ensaio::session::Bytes> stored;
    for (const auto& chunk : first->chunks) stored.push_back(chunk.bytes);
    const auto second = ensaio::studio::merge(file, {{ensaio::session::make_file(stored)}}, {});
    ASSERT_TRUE(second);
    EXPECT_EQ(second->known.size(), kSessions);
    EXPECT_TRUE(second->came.empty() && second->longer.empty() && second->chunks.empty());
}

TEST(Studio, says_whose_session_is_damaged) {
    ensaio::session::Bytes file = recorded();
    const auto trial = ensaio::trials::kept_trial("calcada", true);
    for (const auto& chunk : ensaio::trials::live(trial, 5, 20).chunks)
        file.insert(file.end(), chunk.bytes.begin(), chunk.bytes.end());
    file.back() ^= 1;
    Studio studio = studio_with({});
    open_file(studio, file);
    EXPECT_NE(words(studio).find("sessões novas: 2; já estavam aqui: 0; partes danificadas: 1"),
              std::string::npos);
    EXPECT_NE(words(studio).find("P01: "), std::string::npos);
}

TEST(Studio, of_a_session_of_too_many_chunks_the_rest_is_left_out_and_told) {
    namespace session = ensaio::session;
    session::Bytes file = recorded();
    const auto id = *session::id_from_hex(session::split_file(file).front().session);
    const std::size_t offset = file.size() + 34;  // a chunk without payload
    for (std::uint32_t number = ensaio::studio::kMostChunks - 1; number < ensaio::studio::kMostChunks + 2;
         ++number) {
        const session::Bytes chunk = session::make_chunk(id, number, session::ChunkKind::records, {});
        file.insert(file.end(), chunk.begin(), chunk.end());
    }
    const auto merged = ensaio::studio::merge(file, {}, {});
    ASSERT_TRUE(merged);
    EXPECT_EQ(merged->chunks.back().sequence, ensaio::studio::kMostChunks - 1);
    EXPECT_EQ(merged->damage.back().participant, "P07");
    EXPECT_EQ(
        merged->damage.back().damage,
        (session::Damage{.code = "too_much", .offset = offset, .sequence = ensaio::studio::kMostChunks}));
}

TEST(Studio, a_session_that_is_too_much_to_be_run_again_says_so_and_can_be_deleted) {
    namespace session = ensaio::session;
    session::Bytes file = recorded();
    const auto id = *session::id_from_hex(session::split_file(file).front().session);
    session::Bytes resumed;
    for (std::size_t i = 0; i <= ensaio::core::kMaxReplayRecords; ++i) resumed.insert(resumed.end(), {0, 5});
    const session::Bytes chunk = session::make_chunk(id, 999, session::ChunkKind::records, resumed);
    file.insert(file.end(), chunk.begin(), chunk.end());
    Studio studio = studio_with(file);
    studio.handle({.kind = Input::Kind::activate,
                   .id = "open:00112233445566778899aabbccddeeff",
                   .values = {},
                   .bytes = {}});
    EXPECT_NE(words(studio).find("registros, respostas ou perguntas demais"), std::string::npos);
    EXPECT_TRUE(
        std::ranges::any_of(studio.page().nodes, [](const Node& node) { return node.id == "do:delete"; }));
}

/// A session of 3 000 records of which each looks at 400 answers.
std::vector<ensaio::session::Chunk> large_session(const std::string& id) {
    namespace session = ensaio::session;
    std::string prototype = R"({"format": 1, "id": "calcada", "title": "b", "screens": [)";
    for (const char* screen : {"a", "b"}) {
        prototype += std::string(R"({"id": ")") + screen +
                     R"(", "kind": "question", "title": "t", "next": ")" +
                     (*screen == 'a' ? "b" : "protocolo") + R"(", "fields": [)";
        for (int i = 0; i < 200; ++i)
            prototype += std::string(i == 0 ? "" : ",") + R"({"id": ")" + screen + std::to_string(i) +
                         R"(", "kind": "text", "label": "l"})";
        prototype += "]},";
    }
    prototype += R"({"id": "protocolo", "kind": "confirmation", "title": "t"}]})";
    const std::string study = R"({"format": 1, "id": "estudo", "title": "E", "prototype": "calcada",
        "language": "pt-BR", "body": "C", "round": 1, "mode": "remoto", "consent": {"version": "1", "who": "a",
        "why": "b", "recorded": "c", "use": "d", "duration": "e", "rights": "f", "contact": "g"}, "tasks": [
        {"id": "t", "title": "T", "scenario": "P", "success": "S", "goal_screen": "protocolo"}]})";
    session::Recorder recorder({.id = id,
                                .participant = "P07",
                                .study = "estudo",
                                .prototype = "calcada",
                                .study_hash = ensaio::core::hex(ensaio::core::sha256(study)),
                                .prototype_hash = ensaio::core::hex(ensaio::core::sha256(prototype)),
                                .program = "1",
                                .device = "celular"},
                               study, prototype);
    for (std::uint64_t i = 0; i < 3'000; ++i) recorder.add(i, session::Resumed{});
    return recorder.take();
}

TEST(Studio, between_sessions_that_are_much_to_run_again_the_page_answers) {
    constexpr std::size_t kSessions = 20;
    std::vector<ensaio::session::Bytes> chunks;
    for (std::size_t i = 0; i < kSessions; ++i) {
        const std::string id = std::to_string(10 + i) + std::string(30, '0');
        for (auto& chunk : large_session(id)) chunks.push_back(std::move(chunk.bytes));
    }
    for (const bool again : {false, true}) {
        Studio studio = studio_with({});
        if (!again) studio = *Studio::make({.language = read_text("assets/languages/pt-BR.json")});
        Commands commands = studio.handle({.kind = Input::Kind::bytes,
                                           .id = "sessions",
                                           .values = {},
                                           .bytes = ensaio::session::make_file(chunks)});
        std::size_t turns = 0;
        for (; !commands.empty() && turns < 100; ++turns) {
            ASSERT_EQ(commands.size(), 1U);
            ASSERT_TRUE(std::holds_alternative<ensaio::view::NextTurn>(commands.front()));
            EXPECT_EQ(words(studio).find("P07"), std::string::npos) << "not before all are there";
            commands = studio.handle({.kind = Input::Kind::turn, .id = {}, .values = {}, .bytes = {}});
        }
        EXPECT_GE(turns, 2U);
        EXPECT_LE(turns, kSessions);
        std::size_t listed = 0;
        for (const Node& node : studio.page().nodes) listed += node.id.starts_with("open:");
        EXPECT_EQ(listed, kSessions);
        EXPECT_TRUE(studio.handle({.kind = Input::Kind::turn, .id = {}, .values = {}, .bytes = {}}).empty());
    }
}

TEST(Studio, sessions_of_people_are_listed_in_one_turn) {
    std::vector<ensaio::session::Bytes> chunks;
    for (std::size_t i = 0; i < 300; ++i) {
        for (auto& chunk : ensaio::session::split_file(
                 recorded(study_text(), std::to_string(100 + i) + std::string(29, '0'))))
            chunks.push_back(std::move(chunk.bytes));
    }
    Studio studio = studio_with({});
    EXPECT_TRUE(studio
                    .handle({.kind = Input::Kind::bytes,
                             .id = "sessions",
                             .values = {},
                             .bytes = ensaio::session::make_file(chunks)})
                    .empty());
    EXPECT_NE(words(studio).find("P07"), std::string::npos);
}

TEST(Studio, opens_the_session_that_the_address_names_and_lists_all_where_there_is_none) {
    for (const auto& [id, there] : {std::pair(std::string("00112233445566778899aabbccddeeff"), true),
                                    std::pair(std::string(32, '0'), false)}) {
        auto studio = Studio::make({.language = read_text("assets/languages/pt-BR.json"), .session = id});
        studio->handle(
            {.kind = Input::Kind::resized, .id = {}, .values = {}, .x = 1280, .y = 800, .bytes = {}});
        studio->handle({.kind = Input::Kind::bytes, .id = "sessions", .values = {}, .bytes = recorded()});
        EXPECT_EQ(words(*studio).find("Sessão de P07") != std::string::npos, there);
        EXPECT_EQ(words(*studio).find("Sessões gravadas") != std::string::npos, !there);
        EXPECT_EQ(words(*studio).find("não está neste navegador") != std::string::npos, !there);
    }
}

/// The file of the only Download among the commands.
std::vector<std::uint8_t> downloaded(const Commands& commands) {
    for (const auto& command : commands) {
        if (const auto* file = std::get_if<Download>(&command)) return file->bytes;
    }
    ADD_FAILURE() << "nothing was downloaded";
    return {};
}

Input worksheet_input(std::vector<std::string> values, std::vector<std::uint8_t> bytes) {
    return {.kind = Input::Kind::bytes,
            .id = "worksheet",
            .values = std::move(values),
            .bytes = std::move(bytes)};
}
Input press(const char* id) { return {.kind = Input::Kind::activate, .id = id, .values = {}, .bytes = {}}; }

TEST(Studio, an_edited_worksheet_is_kept_and_comes_along_with_every_export_until_it_is_forgotten) {
    Studio studio = studio_with(recorded());
    const auto plain = downloaded(studio.handle(press("do:xlsx")));
    ASSERT_NE(words(studio).find("Abrir planilha editada"), std::string::npos);
    const auto pick = studio.handle(press("do:open_worksheet"));
    EXPECT_EQ(std::get<ensaio::view::EditedWorksheet>(pick.at(0)).wish, "pick");

    // Someone else's words, as the program itself would write them.
    auto opened = ensaio::session::open(std::move(ensaio::session::read_file(recorded())->sessions.at(0)));
    const auto language = ensaio::core::Language::read(read_text("assets/languages/pt-BR.json")).value();
    auto worksheet = ensaio::analytics::make_worksheet({&*opened, 1}, language);
    auto& tarefas = *worksheet.table("tarefas");
    const auto note = std::ranges::find(tarefas.columns, "tarefas.note", &ensaio::analytics::Column::key);
    tarefas.rows.at(0).at(static_cast<std::size_t>(note - tarefas.columns.begin())) = "Desistiu com pressa";
    const auto edited = ensaio::analytics::write_xlsx(worksheet, language).value();

    const auto keep = studio.handle(worksheet_input({"planilha.xlsx"}, edited));
    const auto& kept = std::get<ensaio::view::EditedWorksheet>(keep.at(0));
    EXPECT_EQ(kept.wish, "keep");
    EXPECT_EQ(kept.bytes, edited);
    EXPECT_NE(words(studio).find("Células suas que voltaram: 1"), std::string::npos) << words(studio);
    EXPECT_EQ(downloaded(studio.handle(press("do:xlsx"))), edited);

    // Another day.
    Studio again = studio_with(recorded());
    EXPECT_TRUE(again.handle(worksheet_input({"planilha.xlsx", "kept"}, kept.bytes)).empty());
    EXPECT_NE(words(again).find("planilha.xlsx"), std::string::npos);
    EXPECT_EQ(downloaded(again.handle(press("do:xlsx"))), edited);
    const auto forget = again.handle(press("do:forget_worksheet"));
    EXPECT_EQ(std::get<ensaio::view::EditedWorksheet>(forget.at(0)).wish, "forget");
    EXPECT_EQ(downloaded(again.handle(press("do:xlsx"))), plain);
}

TEST(Studio, a_kept_worksheet_loses_the_rows_of_a_session_that_is_gone) {
    const std::string id = "00112233445566778899aabbccddeeff";
    const auto left = recorded(study_text(), "ffeeddccbbaa99887766554433221100");
    auto both = recorded();
    both.insert(both.end(), left.begin() + kMagicBytes, left.end());
    for (const char* why : {"erased/", "deleted/", "expired/"}) {
        Studio studio = studio_with(both);
        const auto all = downloaded(studio.handle(press("do:xlsx")));
        studio.handle(worksheet_input({"planilha.xlsx"}, all));
        const Commands commands = open_after(studio, left, 1, {"", "", "", why + id});
        ASSERT_EQ(commands.size(), 1U);
        const auto& kept = std::get<ensaio::view::EditedWorksheet>(commands[0]);
        EXPECT_EQ(kept.wish, "keep");
        EXPECT_EQ(kept.name, "planilha.xlsx");
        EXPECT_NE(kept.bytes, all);
        EXPECT_EQ(downloaded(studio.handle(press("do:xlsx"))), kept.bytes) << "and none are left";
        EXPECT_TRUE(open_after(studio, left, 1, {"", "", "", why + id}).empty()) << "once";

        // So it is with a file that has them, opened afterwards.
        const Commands again = studio.handle(worksheet_input({"velha.xlsx"}, all));
        EXPECT_EQ(std::get<ensaio::view::EditedWorksheet>(again.at(0)).bytes, kept.bytes);
        EXPECT_NE(words(studio).find("a sessão foi apagada; a linha ficou de fora"), std::string::npos);
    }
}

TEST(Studio, tells_that_a_kept_worksheet_went_with_a_session) {
    Studio studio = studio_with({});
    const Commands commands = studio.handle(worksheet_input({"planilha.xlsx", "gone"}, {}));
    EXPECT_EQ(std::get<ensaio::view::EditedWorksheet>(commands.at(0)).wish, "forget");
    EXPECT_NE(words(studio).find("planilha.xlsx: a cópia que estava guardada aqui foi apagada"),
              std::string::npos);
}

TEST(Studio, a_file_that_is_no_worksheet_is_refused_and_the_one_before_stays) {
    Studio studio = studio_with(recorded());
    const auto plain = downloaded(studio.handle(press("do:xlsx")));
    ASSERT_FALSE(studio.handle(worksheet_input({"boa.xlsx"}, plain)).empty());
    EXPECT_TRUE(
        studio.handle(worksheet_input({"velha.xls"}, {0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}))
            .empty());
    EXPECT_NE(words(studio).find("formato antigo"), std::string::npos);
    EXPECT_NE(words(studio).find("boa.xlsx"), std::string::npos);
}

}  // namespace
