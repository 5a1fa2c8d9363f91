#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/language.hpp"
#include "prototype/read.hpp"
#include "study/privacy.hpp"
#include "study/read.hpp"
#include "study/scales.hpp"

namespace {

using namespace ensaio;
using study::Study;
using Lines = std::vector<std::string>;

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file.good()) << path;
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string in_repository(std::string_view path) {
    return std::string(ENSAIO_SOURCE_DIR) + "/" + std::string(path);
}

Lines lines_of(const core::Errors& errors) {
    static const core::Language language =
        *core::Language::read(bytes_of(in_repository("assets/languages/pt-BR.json")));
    Lines lines;
    for (const core::Error& error : errors) {
        EXPECT_TRUE(language.has("error." + error.code)) << error.code;
        EXPECT_TRUE(language.has("error." + error.code + ".remedy")) << error.code;
        EXPECT_EQ(language.describe(error).find("{1}"), std::string::npos) << error.code;
        lines.push_back(error.code + "|" + error.where);
    }
    return lines;
}

Lines mistakes_in(std::string_view json) {
    const core::Result<Study> result = study::read(json);
    return result ? Lines{} : lines_of(result.error());
}

constexpr const char* kComplete = R"json({
  "format": 1, "id": "estudo", "title": "Estudo", "prototype": "teste", "body": "Prefeitura (exemplo)", "round": 2, "mode": "guiche", "made_up_data": true,
  "consent": {"version": "1", "who": "A", "why": "B", "recorded": "C", "use": "D", "duration": "E", "rights": "F", "contact": "G",
              "options": [{"id": "citar", "text": "Podem citar minhas frases."}]},
  "tasks": [{"id": "t1", "title": "Pedir", "scenario": "Peça.", "data": [{"label": "Rua", "value": "Rua das Flores"}], "success": "Pediu", "goal_screen": "fim"}],
  "after_task": [
    {"id": "q1", "kind": "question", "title": "Foi fácil?", "fields": [{"id": "seq", "kind": "scale", "label": "Foi fácil?", "min": 1, "max": 7}]},
    {"id": "q2", "kind": "question", "title": "Por quê?", "fields": [{"id": "porque", "kind": "long_text", "label": "Por quê?", "optional": true,
      "show_if": {"all": [{"field": "seq", "op": "is_not", "value": "7"}]}}]}]})json";

constexpr const char* kPrototype = R"json({"format": 1, "id": "teste", "title": "T", "screens": [
  {"id": "a", "kind": "question", "title": "A", "fields": [], "next": "fim"}, {"id": "fim", "kind": "end", "title": "Fim"}]})json";

TEST(StudyRead, a_complete_file_becomes_a_study) {
    const core::Result<Study> result = study::read(kComplete);
    ASSERT_TRUE(result.has_value());
    EXPECT_EQ(result->round, 2u);
    EXPECT_EQ(result->mode, "guiche");
    EXPECT_TRUE(result->made_up_data);
    EXPECT_EQ(result->language, "pt-BR");
    EXPECT_EQ(result->consent.contact, "G");
    EXPECT_EQ(result->consent.options[0].id, "citar");
    EXPECT_EQ(result->tasks[0].data[0].value, "Rua das Flores");
    EXPECT_EQ(result->source, kComplete);
    EXPECT_EQ(result->hash, core::sha256(kComplete));
}

TEST(StudyRead, questions_follow_one_another_and_the_last_ends) {
    const core::Result<Study> result = study::read(kComplete);
    ASSERT_TRUE(result.has_value());
    ASSERT_EQ(result->after_task.screens.size(), 2u);
    EXPECT_EQ(result->after_task.screens[0].next, 1);
    EXPECT_EQ(result->after_task.screens[1].next, prototype::kNone);
    EXPECT_EQ(result->after_task.fields[1].show_if.tests.size(), 1u);
    EXPECT_TRUE(result->after_test.screens.empty());
}

TEST(StudyRead, each_broken_file_is_told_completely_and_in_its_order) {
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(in_repository("tests/data/bad-studies"))) {
        if (entry.path().extension() != ".json") continue;
        ++files;
        std::filesystem::path expected = entry.path();
        expected.replace_extension(".expected");
        std::ifstream file(expected);
        Lines lines;
        for (std::string line; std::getline(file, line);) lines.push_back(line);
        EXPECT_EQ(mistakes_in(bytes_of(entry.path())), lines) << entry.path().filename();
    }
    EXPECT_GE(files, 9u);
}

TEST(StudyRead, the_real_studies_fit_their_prototypes) {
    for (const auto& entry : std::filesystem::directory_iterator(in_repository("prototypes/studies"))) {
        if (entry.path().extension() != ".json") continue;
        const core::Result<Study> study = study::read(bytes_of(entry.path()));
        ASSERT_TRUE(study.has_value())
            << entry.path().filename() << ::testing::PrintToString(lines_of(study.error()));
        const auto prototype =
            prototype::read(bytes_of(in_repository("prototypes/" + study->prototype + ".json")));
        ASSERT_TRUE(prototype.has_value()) << study->prototype;
        EXPECT_EQ(lines_of(study::check_against(*study, *prototype)), Lines{}) << entry.path().filename();
        EXPECT_EQ(lines_of(study::check_scales(*study)), Lines{}) << entry.path().filename();
        EXPECT_EQ(lines_of(study::check_privacy(*study)), Lines{}) << entry.path().filename();
        EXPECT_EQ(lines_of(study::check_privacy(*study, *prototype)), Lines{}) << entry.path().filename();
    }
}

TEST(StudyRead, a_scored_question_on_another_scale_is_a_mistake_and_is_scored_nowhere) {
    std::string json = bytes_of(in_repository("prototypes/studies/idoso.json"));
    const Study good = *study::read(json);
    const prototype::FieldIndex third = good.after_test.field_named("sus_3");
    EXPECT_EQ(study::scored_field(good.after_test, "sus_3"), third);
    prototype::State state = prototype::start(good.after_test, 1, {});
    const auto answered = [&](const char* value) {
        state.answers[third].value = {value};
        return study::scored_answer(good.after_test, state, third);
    };
    EXPECT_EQ(answered("5"), 5);
    for (const char* value : {"0", "6", "-25", "", "5x"}) EXPECT_EQ(answered(value), std::nullopt) << value;
    EXPECT_EQ(study::scored_answer(good.after_test, state, prototype::kNone), std::nullopt);
    EXPECT_EQ(study::scale_of("sus_11").has_value(), false);

    const std::size_t max = json.find("\"max\": 5", json.find("\"sus_3\""));
    ASSERT_NE(max, std::string::npos);
    json.replace(max, 8, "\"max\": 7");
    const Study wrong = *study::read(json);
    EXPECT_EQ(lines_of(study::check_scales(wrong)), Lines{"study.scale|after_test[0].fields[2]"});
    EXPECT_EQ(study::scored_field(wrong.after_test, "sus_3"), prototype::kNone);
}

TEST(StudyRead, the_examples_of_the_format_pages_fit_each_other) {
    const auto example_of = [](const std::string& page) {
        const std::size_t begin = page.find("```json\n") + 8;
        return page.substr(begin, page.find("```", begin) - begin);
    };
    const core::Result<Study> study =
        study::read(example_of(bytes_of(in_repository("docs/formats/study.md"))));
    ASSERT_TRUE(study.has_value()) << ::testing::PrintToString(lines_of(study.error()));
    const auto prototype = prototype::read(example_of(bytes_of(in_repository("docs/formats/prototype.md"))));
    ASSERT_TRUE(prototype.has_value());
    EXPECT_EQ(lines_of(study::check_against(*study, *prototype)), Lines{});
}

TEST(StudyRead, a_study_is_checked_against_its_prototype) {
    Study study = *study::read(kComplete);
    prototype::Prototype prototype = *prototype::read(kPrototype);
    EXPECT_EQ(lines_of(study::check_against(study, prototype)), Lines{});

    study.tasks.push_back(study.tasks.front());
    study.tasks[0].goal_screen = "protocolo";
    prototype.screens[0].next = prototype::kNone;
    EXPECT_EQ(
        lines_of(study::check_against(study, prototype)),
        (Lines{"study.unknown_goal|tasks[0].goal_screen", "study.unreachable_goal|tasks[1].goal_screen"}));

    prototype.id = "outro";
    EXPECT_EQ(lines_of(study::check_against(study, prototype)), Lines{"study.other_prototype|prototype"});
}

// Made by age-keygen of Debian's age; its private key is not in the repository.
constexpr const char* kKey = "age1y463wzvww47decyyg70yf2fjxnyeqchk33sgxcppm4g8wcdlh3ksm5p9qw";

TEST(StudyRead, a_drop_box_is_a_folder_that_a_browser_may_write_to) {
    for (const char* address :
         {"https://nuvem.example.org/", "https://nuvem.example.org:8443/public.php/dav/files/a1B2/",
          "https://conta.example.org/pasta/?sv=2024&sig=a%2Fb%3D", "http://127.0.0.1:8080/dav/",
          "http://localhost/", "http://[::1]:81/a/", "https://xn--prefeitura-lta.example/"})
        EXPECT_TRUE(study::is_drop_box_address(address)) << address;
    for (const char* address :
         {"", "https://", "https:///", "nuvem.example.org/", "https://nuvem.example.org",
          "https://nuvem.example.org/pasta", "http://nuvem.example.org/", "http://127.0.0.1.example.org/",
          "https://ana:senha@nuvem.example.org/", "https://nuvem.example.org/#/", "https://a b/",
          "ftp://nuvem.example.org/", "javascript:alert(1)/", "https://nuvem.example.org\\/", "https://é/",
          "https://nuvem.example.org?/", "https://a/?x=\n"})
        EXPECT_FALSE(study::is_drop_box_address(address)) << address;
    EXPECT_FALSE(study::is_drop_box_address("https://a/" + std::string(1'000, 'a') + "/"));
    EXPECT_EQ(study::host_of("https://nuvem.example.org:8443/a/"), "nuvem.example.org");
    EXPECT_EQ(study::host_of("http://[::1]:81/a/"), "[::1]");
}

TEST(StudyRead, one_wrong_letter_of_a_public_key_is_seen) {
    const std::string key = kKey;
    EXPECT_TRUE(study::is_age_key(key));
    for (std::size_t i = 0; i < key.size(); ++i) {
        for (const char c : std::string_view("qpz9x8A 1")) {
            std::string wrong = key;
            wrong[i] = c;
            EXPECT_EQ(study::is_age_key(wrong), wrong == key) << wrong;
        }
    }
    EXPECT_FALSE(study::is_age_key(key.substr(1)));
    EXPECT_FALSE(study::is_age_key(key + "q"));
    EXPECT_FALSE(study::is_age_key({}));
}

TEST(StudyRead, a_drop_box_is_one_more_choice_of_the_consent) {
    std::string json = kComplete;
    EXPECT_EQ(study::read(json)->choices(), 1u);
    json.insert(
        1,
        R"("drop_box": {"address": "https://nuvem.example.org/a/", "place": "a pasta da equipe", "key": ")" +
            std::string(kKey) + R"("},)");
    const core::Result<Study> study = study::read(json);
    ASSERT_TRUE(study.has_value()) << ::testing::PrintToString(lines_of(study.error()));
    EXPECT_EQ(study->choices(), 2u);
    EXPECT_EQ(study->drop_box->place, "a pasta da equipe");
}

TEST(StudyRead, answers_that_a_goal_asks_for_are_in_the_prototype_and_stored) {
    std::string json = kComplete;
    json.replace(
        json.find(R"("goal_screen": "fim")"), 20,
        R"("goal_screen": "fim", "goal_answers": [{"field": "cor", "any": ["azul"]}, {"field": "cor", "any": ["roxo"]}, {"field": "x", "any": []}])");
    core::Result<Study> study = study::read(json);
    ASSERT_TRUE(study.has_value()) << ::testing::PrintToString(lines_of(study.error()));
    const auto prototype = prototype::read(R"json({"format": 1, "id": "teste", "title": "T", "screens": [
  {"id": "a", "kind": "question", "title": "A", "fields": [{"id": "cor", "kind": "radios", "label": "Cor", "privacy": "personal",
   "options": [{"id": "azul", "label": "Azul"}, {"id": "verde", "label": "Verde"}]}], "next": "fim"}, {"id": "fim", "kind": "end", "title": "Fim"}]})json");
    ASSERT_TRUE(prototype.has_value()) << ::testing::PrintToString(lines_of(prototype.error()));
    EXPECT_EQ(lines_of(study::check_against(*study, *prototype)),
              (Lines{"study.no_such_answer|tasks[0].goal_answers[1].any[0]",
                     "study.unknown_goal_field|tasks[0].goal_answers[2].field"}));
    study->made_up_data = false;
    study->tasks[0].goal_answers.resize(1);
    EXPECT_EQ(lines_of(study::check_against(*study, *prototype)),
              Lines{"study.private_goal_field|tasks[0].goal_answers[0].field"});
}

TEST(StudyRead, what_a_goal_asks_to_be_typed_is_a_right_answer) {
    const auto prototype = prototype::read(R"json({"format": 1, "id": "teste", "title": "T", "screens": [
  {"id": "a", "kind": "question", "title": "A", "next": "fim", "fields": [
   {"id": "dia", "kind": "date", "label": "D"}, {"id": "cpf", "kind": "cpf", "label": "C"},
   {"id": "valor", "kind": "money", "label": "V"}, {"id": "casa", "kind": "address", "label": "E"},
   {"id": "foto", "kind": "file", "label": "F"}, {"id": "aceito", "kind": "terms", "label": "A", "text": "T"}]},
  {"id": "fim", "kind": "end", "title": "Fim"}]})json");
    ASSERT_TRUE(prototype.has_value()) << ::testing::PrintToString(lines_of(prototype.error()));
    const auto told = [&](const std::string& field, const std::string& text) {
        Study study = *study::read(kComplete);
        study.tasks[0].goal_answers = {{.field = field, .any = {text}}};
        return !study::check_against(study, *prototype).empty();
    };
    EXPECT_FALSE(told("dia", "10/8/2024"));
    EXPECT_TRUE(told("dia", "31/2/2024"));
    EXPECT_TRUE(told("dia", ""));
    EXPECT_FALSE(told("cpf", "52998224725"));
    EXPECT_TRUE(told("cpf", "52998224724"));
    EXPECT_FALSE(told("valor", "R$ 1.900,00"));
    EXPECT_TRUE(told("casa", "Rua do Faz de Conta"));
    EXPECT_TRUE(told("foto", "calcada.jpg"));
    EXPECT_TRUE(told("aceito", "sim"));
}

TEST(StudyRead, what_is_typed_cannot_be_opened_where_data_are_not_made_up) {
    const auto prototype = prototype::read(R"json({"format": 1, "id": "teste", "title": "T", "screens": [
  {"id": "a", "kind": "question", "title": "A", "fields": [{"id": "q", "kind": "yes_no", "label": "Q", "privacy": "open"},
   {"id": "dia", "kind": "date", "label": "D", "privacy": "open"}, {"id": "nome", "kind": "text", "label": "N"}], "next": "b"},
  {"id": "b", "kind": "question", "title": "B", "fields": [{"id": "foto", "kind": "file", "label": "F", "privacy": "open"}], "next": "fim"},
  {"id": "fim", "kind": "end", "title": "Fim"}]})json");
    ASSERT_TRUE(prototype.has_value()) << ::testing::PrintToString(lines_of(prototype.error()));
    Study study;
    study.after_test = *prototype;
    EXPECT_EQ(lines_of(study::check_privacy(study, *prototype)),
              (Lines{"study.typed_is_kept|screens[0].fields[1].privacy",
                     "study.typed_is_kept|screens[1].fields[0].privacy"}));
    EXPECT_EQ(lines_of(study::check_privacy(study)),
              (Lines{"study.typed_is_kept|after_test[0].fields[1].privacy",
                     "study.typed_is_kept|after_test[1].fields[0].privacy"}));
    study.made_up_data = true;
    EXPECT_EQ(lines_of(study::check_privacy(study, *prototype)), Lines{});
    EXPECT_EQ(lines_of(study::check_privacy(study)), Lines{});
}

TEST(StudyRead, conditions_do_not_tell_what_is_typed_where_data_are_not_made_up) {
    const auto asking = [](const std::string& kind, const std::vector<std::pair<const char*, int>>& tests) {
        std::string any;
        for (const auto& [op, value] : tests)
            any += std::string(any.empty() ? "" : ",") + R"({"field": "d", "op": ")" + op +
                   R"(", "value": ")" + std::to_string(value) + R"("})";
        const auto prototype = prototype::read(
            R"json({"format": 1, "id": "teste", "title": "T", "screens": [
  {"id": "a", "kind": "question", "title": "A", "fields": [{"id": "nome", "kind": "text", "label": "N"}, {"id": "d", "label": "D", )json" +
            kind + R"json(}], "branches": [{"when": {"any": [)json" + any +
            R"json(, {"field": "d", "op": "filled"}, {"field": "d", "op": "blank"}]}, "to": "fim"}], "next": "fim"},
  {"id": "fim", "kind": "end", "title": "Fim"}]})json");
        EXPECT_TRUE(prototype.has_value()) << ::testing::PrintToString(lines_of(prototype.error()));
        return *prototype;
    };
    const auto told = [](const prototype::Prototype& prototype, bool made_up = false) {
        Study study;
        study.made_up_data = made_up;
        study.after_task = prototype;
        Lines lines = lines_of(study::check_privacy(study, prototype));
        for (const std::string& line : lines_of(study::check_privacy(study))) lines.push_back(line);
        return lines;
    };
    const Lines both = {"study.too_telling|screens[0].fields[1].id",
                        "study.too_telling|after_task[0].fields[1].id"};
    const std::string number = R"("kind": "number")";
    EXPECT_EQ(told(asking(number, {{"is", 0}, {"is_not", 1}, {"has", 2}})), Lines{});
    EXPECT_EQ(told(asking(number, {{"is", 0}, {"is_not", 1}, {"has", 2}, {"has_not", 3}})), both);
    EXPECT_EQ(told(asking(number, {{"at_least", 2}, {"less_than", 4}, {"at_least", 6}, {"less_than", 8}})),
              both);
    EXPECT_EQ(told(asking(number, {{"at_least", 2}, {"less_than", 2}, {"is", 2}, {"is_not", 2}, {"is", 3}})),
              Lines{})
        << "the same value again tells nothing more";
    EXPECT_EQ(told(asking(number, {{"is", 0}, {"is", 1}, {"is", 2}, {"is", 3}}), true), Lines{}) << "made up";
    EXPECT_EQ(told(asking(R"("kind": "stars")", {{"is", 1}, {"is", 2}, {"is", 3}, {"is", 4}})), Lines{})
        << "a choice";
    const core::Errors errors =
        study::check_privacy(Study{}, asking(number, {{"is", 0}, {"is", 1}, {"is", 2}, {"is", 3}}));
    ASSERT_EQ(errors.size(), 1u);
    EXPECT_EQ(errors[0].args, (std::vector<std::string>{"d", "4", "3"}));
}

TEST(StudyRead, hostile_bytes_are_refused) {
    EXPECT_EQ(mistakes_in(std::string(20'000, '{')), Lines{"json.too_deep|"});
    EXPECT_EQ(mistakes_in(std::string(2'000'000, ' ')), Lines{"json.too_large|"});
    EXPECT_EQ(mistakes_in("\xff\xfe"), Lines{"json.not_utf8|"});
    EXPECT_EQ(mistakes_in("null"), Lines{"json.wrong_type|"});
}

}  // namespace
