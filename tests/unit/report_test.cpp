#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <regex>

#include "analytics/html_out.hpp"
#include "analytics/report.hpp"
#include "analytics/report_parts.hpp"
#include "scripted_session.hpp"
#include "worksheet_cells.hpp"

namespace {

using namespace ensaio;
using trials::at_the_task;

const core::Language& language(const std::string& tag = "pt-BR") {
    static std::map<std::string, core::Language> languages;
    const auto found = languages.find(tag);
    if (found != languages.end()) return found->second;
    return languages
        .emplace(tag, *core::Language::read(trials::read_text("assets/languages/" + tag + ".json")))
        .first->second;
}

std::string page_of(const std::vector<session::Opened>& sessions, const std::string& tag = "pt-BR",
                    const analytics::Worksheet* edited = nullptr) {
    std::vector<const session::Opened*> given;
    for (const session::Opened& opened : sessions) given.push_back(&opened);
    return analytics::report_html(given, language(tag), {.tag = tag, .made_on = {}, .edited = edited});
}

/// The worksheet of these sessions, with the first problem judged.
analytics::Worksheet judged(const std::vector<session::Opened>& sessions, const std::string& tag,
                            std::string_view problem = "um problema") {
    analytics::Worksheet worksheet = analytics::make_worksheet(sessions, language(tag));
    trials::put(worksheet, "definir.problem", 0, std::string(problem));
    trials::put(worksheet, "definir.action", 0, std::string(problem));
    trials::put(worksheet, "definir.impact", 0, 5.0);
    trials::put(worksheet, "definir.effort", 0, 2.0);
    trials::put(worksheet, "achados.finding", 0, std::string(problem));
    trials::put(worksheet, "achados.recommendation", 0, std::string(problem));
    trials::put(worksheet, "gravidade.rater:1", 0, 3.0);
    trials::put(worksheet, "gravidade.rater:2", 0, 4.0);
    trials::put(worksheet, "gravidade.rater:1", 1, 1.0);
    trials::put(worksheet, "gravidade.rater:2", 1, 1.0);
    analytics::evaluate(worksheet);
    return worksheet;
}

/// Four who get there, two of them with stumbling, and one who gives up.
std::vector<session::Opened> five_people() {
    std::vector<session::Opened> sessions;
    const auto person = [&](const char* code, std::uint64_t seed, double reads) {
        return at_the_task(code, seed).wait(reads).fill_until("que_tipo").wait(reads);
    };
    sessions.push_back(person("P01", 1, 9).fill_until("protocolo").done().open());
    sessions.push_back(person("P02", 2, 14)
                           .dead_click("title")
                           .wait(2)
                           .dead_click("title")
                           .go_on()
                           .wait(4)
                           .fill_until("protocolo")
                           .done()
                           .open());
    sessions.push_back(person("P03", 3, 21)
                           .back()
                           .wait(12)
                           .fill_until("como_e")
                           .go_on()
                           .wait(6)
                           .fill_until("protocolo")
                           .done()
                           .open());
    sessions.push_back(person("P04", 4, 16)
                           .set("tipo", {"carro"})
                           .wait(3)
                           .set("tipo", {"moto"})
                           .fill_until("protocolo")
                           .done()
                           .open());
    sessions.push_back(person("P05", 5, 30)
                           .fill_until("como_e")
                           .dead_click("title")
                           .go_on()
                           .wait(8)
                           .set("modelo", {"Gol"})
                           .wait(3)
                           .give_up()
                           .open());
    return sessions;
}

/// What tests/e2e/report.test.mjs and the pictures of the guides are made of. When the sample changes, run
/// this with ENSAIO_WRITE=1 once.
TEST(Report, the_file_of_five_people_is_these_five) {
    std::vector<session::Bytes> chunks;
    for (const session::Opened& opened : five_people()) {
        session::Header header = opened.session.header;
        session::Recorder recorder(header, opened.study.source, opened.prototype.source);
        for (const session::Record& record : opened.session.records) recorder.add(record.at, record.event);
        const std::size_t first = chunks.size();
        for (session::Chunk& chunk : recorder.take()) chunks.push_back(std::move(chunk.bytes));
        recorder.end(std::span(chunks).subspan(first));
        for (session::Chunk& chunk : recorder.take()) chunks.push_back(std::move(chunk.bytes));
    }
    const session::Bytes file = session::pack_file(session::make_file(chunks));
    const std::string path = ENSAIO_SOURCE_DIR "/tests/data/five-people.ensaio";
    if (std::getenv("ENSAIO_WRITE") != nullptr)
        std::ofstream(path, std::ios::binary)
            .write(reinterpret_cast<const char*>(file.data()), static_cast<std::streamsize>(file.size()));
    std::ifstream in(path, std::ios::binary);
    const std::string there{std::istreambuf_iterator<char>(in), {}};
    EXPECT_TRUE(std::ranges::equal(there, std::string(file.begin(), file.end()))) << path;
}

std::size_t times(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

TEST(Report, says_how_many_managed_it_and_how_sure_that_is) {
    const std::string page = page_of(five_people());
    EXPECT_NE(page.find("4 de 5"), std::string::npos);
    EXPECT_NE(page.find("provavelmente entre 36\u00a0% e 98\u00a0%"), std::string::npos);
    EXPECT_NE(page.find("desistiram aqui: 1"), std::string::npos);
    EXPECT_NE(page.find("São poucas pessoas"), std::string::npos);
}

TEST(Report, no_word_is_missing_in_any_language) {
    for (const std::string tag : {"pt-BR", "en", "es"}) {
        const analytics::Worksheet edited = judged(five_people(), tag);
        const std::string page = page_of(five_people(), tag, &edited);
        EXPECT_FALSE(std::regex_search(page, std::regex(R"(\[[a-z]+\.[a-z_.]+\])"))) << tag;
        EXPECT_NE(page.find("<html lang=\"" + tag + "\">"), std::string::npos);
    }
}

TEST(Report, of_one_person_gives_no_interval_for_the_time) {
    const std::string page = page_of({at_the_task().fill_until("protocolo").done().open()});
    EXPECT_NE(page.find("Só uma pessoa conseguiu"), std::string::npos);
}

TEST(Report, of_nobody_who_managed_it_and_of_nothing_is_a_page_as_well) {
    EXPECT_NE(page_of({at_the_task().give_up().open()}).find("Ninguém conseguiu"), std::string::npos);
    EXPECT_NE(page_of({}).find("Nenhuma sessão"), std::string::npos);
    // Refused: no task, and so no participant.
    EXPECT_NE(page_of({trials::Script(trials::kept_trial("veiculo-abandonado", true), "P01").open()})
                  .find("Aceitaram participar: 0 de 1"),
              std::string::npos);
}

TEST(Report, counts_a_session_that_is_given_twice_once) {
    std::vector<session::Opened> sessions = five_people();
    sessions.push_back(sessions.front());
    EXPECT_EQ(page_of(sessions), page_of(five_people()));
}

TEST(Report, is_one_page_without_script_and_without_requests) {
    const analytics::Worksheet edited = judged(five_people(), "pt-BR");
    const std::string page = page_of(five_people(), "pt-BR", &edited);
    EXPECT_EQ(times(page, "<script"), 0u);
    EXPECT_EQ(times(page, " style="), 0u) << "the policy would not take it";
    EXPECT_EQ(times(page, "src="), 0u);
    EXPECT_EQ(times(page, "href="), 0u);
    EXPECT_EQ(times(page, "http:") + times(page, "https:") + times(page, "@import"), 0u);
    EXPECT_EQ(times(page, "url("), times(page, "url(#"));
    EXPECT_EQ(times(page, "<svg"), times(page, "</svg>"));
    for (const std::string_view tag :
         {"section", "div", "ul", "ol", "li", "table", "tr", "td", "th", "p", "article", "main"}) {
        const std::string open = "<" + std::string(tag);
        EXPECT_EQ(times(page, open + ">") + times(page, open + " "),
                  times(page, "</" + std::string(tag) + ">"))
            << tag;
    }
    EXPECT_NE(page.find("Content-Security-Policy"), std::string::npos);
}

TEST(Report, nothing_that_a_prototype_or_a_person_names_becomes_markup) {
    for (const std::string_view bad :
         {R"(<script>alert(1)</script>)", R"(<img src=x onerror=alert(1)>)", R"("><svg/onload=alert(1)>)",
          R"(' onmouseover='alert(1))", R"(</title><script>1</script>)", R"(</style><script>1</script>)",
          R"(&lt;b&gt;)"}) {
        std::vector<session::Opened> sessions = five_people();
        for (session::Opened& opened : sessions) {
            opened.study.title = bad;
            opened.prototype.title = bad;
            opened.session.header.participant += bad;
            opened.session.header.study = bad;
            opened.session.header.program = bad;
            for (study::Task& task : opened.study.tasks) task.title = bad;
            for (prototype::Screen& screen : opened.prototype.screens) screen.title = bad;
            for (prototype::Field& field : opened.prototype.fields) field.label = bad;
        }
        const analytics::Worksheet edited = judged(sessions, "pt-BR", bad);
        const std::string page = page_of(sessions, "pt-BR", &edited);
        EXPECT_EQ(page.find(bad), std::string::npos) << bad;
        EXPECT_EQ(times(page, "<script") + times(page, "<img"), 0u) << bad;
        EXPECT_EQ(times(page, "<svg"), times(page, "</svg>")) << bad;
        EXPECT_NE(page.find(analytics::escaped(bad)), std::string::npos) << bad;
    }
}

TEST(Report, escapes_what_has_a_meaning_and_drops_what_turns_the_text) {
    EXPECT_EQ(analytics::escaped(R"(<a href="x">&'</a>)"),
              "&lt;a href=&quot;x&quot;&gt;&amp;&#39;&lt;/a&gt;");
    EXPECT_EQ(analytics::escaped("a\u202eb\u2066c\u2069d\x01"), "abcd ");
    EXPECT_EQ(analytics::escaped("ação – “x”"), "ação – “x”");
}

TEST(Report, two_versions_have_a_chapter_each) {
    std::vector<session::Opened> sessions = five_people();
    trials::Script other(trials::kept_trial("calcada", true), "P09", 9);
    sessions.push_back(other.agree().start().give_up().open());
    EXPECT_EQ(times(page_of(sessions), "<article>"), 2u);
}

TEST(Report, durations_are_told_as_people_tell_them) {
    EXPECT_EQ(analytics::Words::duration(45.4), "45\u00a0s");
    EXPECT_EQ(analytics::Words::duration(59.6), "1\u00a0min");
    EXPECT_EQ(analytics::Words::duration(200), "3\u00a0min 20\u00a0s");
    EXPECT_EQ(analytics::Words::duration(3720), "1\u00a0h 2\u00a0min");
    EXPECT_EQ(analytics::Words::duration(0), "0\u00a0s");
}

TEST(Report, equal_judgements_stand_at_one_place) {
    const analytics::Words words(language());
    const std::vector<analytics::Judged> judged = {{"P-001", "a", 5, 2, {}},
                                                   {"P-002", "b", 5, 2, {}},
                                                   {"P-003", "c", 1, 5, {}},
                                                   {"P-004", "d", 0, 9, {}}};
    const std::string chart = analytics::matrix_chart(judged, words);
    EXPECT_NE(chart.find("P-001, P-002"), std::string::npos);
    EXPECT_EQ(times(chart, "<circle"), 2u) << "what is not judged has no place";
}

}  // namespace
