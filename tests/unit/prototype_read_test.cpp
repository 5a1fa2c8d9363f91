#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "core/language.hpp"
#include "core/limits.hpp"
#include "prototype/field_kinds.hpp"
#include "prototype/read.hpp"

namespace {

using namespace ensaio;
using namespace ensaio::prototype;
using Lines = std::vector<std::string>;

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    EXPECT_TRUE(file.good()) << path;
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string in_repository(std::string_view path) {
    return std::string(ENSAIO_SOURCE_DIR) + "/" + std::string(path);
}

const core::Language& portuguese() {
    static const core::Language language =
        *core::Language::read(bytes_of(in_repository("assets/languages/pt-BR.json")));
    return language;
}

void expect_words(const core::Error& error) {
    EXPECT_TRUE(portuguese().has("error." + error.code)) << error.code;
    EXPECT_TRUE(portuguese().has("error." + error.code + ".remedy")) << error.code;
    const std::string words = portuguese().describe(error);
    EXPECT_EQ(words.find('{'), words.find("{ }")) << words;  // every place is filled
    EXPECT_EQ(words.find("[word."), std::string::npos) << words;
}

Lines mistakes_in(std::string_view json) {
    const core::Result<Prototype> result = read(json);
    Lines lines;
    if (result) return lines;
    for (const core::Error& error : result.error()) {
        expect_words(error);
        lines.push_back(error.code + "|" + error.where);
    }
    return lines;
}

Lines lines_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    Lines lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
}

std::string one_question(const std::string& fields, const std::string& more = "") {
    return R"({"format": 1, "id": "t", "title": "T", "screens": [{"id": "a", "kind": "question", "title": "A", "fields": [)" +
           fields + R"(], "next": "fim")" + more + R"(}, {"id": "fim", "kind": "end", "title": "Fim"}]})";
}

constexpr const char* kComplete = R"json({
  "$schema": "schema/prototype-1.schema.json",
  "format": 1, "id": "calcada", "title": "Calçada", "body": "Prefeitura (exemplo)", "version": "3", "language": "pt-BR", "theme": "neutro",
  "notice": "Não é um pedido real", "letter": {"taxas": "Grátis", "o_que_e": "Conserto"}, "start": "carta",
  "screens": [
    {"id": "fim", "kind": "confirmation", "title": "Recebemos", "text": "Guarde o número."},
    {"id": "carta", "kind": "letter", "title": "Carta", "button": "Pedir", "next": "onde"},
    {"id": "onde", "kind": "question", "title": "Onde?", "fields": [
      {"id": "rua", "kind": "text", "label": "Rua", "hint": "Sem número", "min_length": 3, "max_length": 80, "pattern": "AAA", "messages": {"required": "Escreva a rua"}},
      {"id": "obstaculo", "kind": "yes_no", "label": "Há obstáculo?", "privacy": "sensitive"},
      {"id": "qual", "kind": "checkboxes", "label": "Quais?", "optional": true, "max_choices": 1, "options": [{"id": "degrau", "label": "Degrau", "hint": "ou rampa"}, {"id": "poste", "label": "Poste"}],
       "show_if": {"any": [{"field": "obstaculo", "op": "is", "value": "sim"}, {"field": "rua", "op": "filled"}]}},
      {"id": "nota", "kind": "scale", "label": "Nota", "min": 0, "max": 10, "low_label": "Ruim", "high_label": "Boa"},
      {"id": "estrelas", "kind": "stars", "label": "Estrelas"},
      {"id": "idade", "kind": "number", "label": "Idade", "min": 18}],
     "branches": [{"when": {"all": [{"field": "qual", "op": "has", "value": "degrau"}]}, "to": "fim"}], "next": "onde2"},
    {"id": "onde2", "kind": "question", "title": "Mais", "fields": [], "next": "fim"}]})json";

TEST(PrototypeRead, a_complete_file_becomes_a_prototype) {
    const core::Result<Prototype> result = read(kComplete);
    ASSERT_TRUE(result.has_value()) << portuguese().describe(result.error().front());
    const Prototype& p = *result;
    EXPECT_EQ(p.title, "Calçada");
    EXPECT_EQ(p.theme, "neutro");
    EXPECT_EQ(p.source, kComplete);
    EXPECT_EQ(p.hash, core::sha256(kComplete));
    EXPECT_EQ(p.letter[0], "Conserto");
    EXPECT_EQ(p.letter[5], "Grátis");
    EXPECT_EQ(p.start, p.screen_named("carta"));
    EXPECT_EQ(p.screen_named("nenhuma"), kNone);
    EXPECT_EQ(p.field_named("nenhum"), kNone);

    const Screen& where = p.screens[p.screen_named("onde")];
    EXPECT_EQ(where.field_count, 6);
    EXPECT_EQ(where.next, p.screen_named("onde2"));
    ASSERT_EQ(where.branches.size(), 1u);
    EXPECT_EQ(where.branches[0].to, p.screen_named("fim"));
    EXPECT_EQ(p.screens[0].next, kNone);
    EXPECT_EQ(p.screens[1].button, "Pedir");

    const Field& street = p.fields[p.field_named("rua")];
    EXPECT_EQ(street.privacy, Privacy::personal);
    EXPECT_EQ(street.min_length, 3u);
    EXPECT_EQ(street.pattern, "AAA");
    EXPECT_EQ(street.messages.at("required"), "Escreva a rua");
    EXPECT_EQ(street.screen, p.screen_named("onde"));
    const Field& obstacle = p.fields[p.field_named("obstaculo")];
    ASSERT_EQ(obstacle.options.size(), 2u);
    EXPECT_EQ(obstacle.options[0].id, "sim");
    EXPECT_EQ(obstacle.options[1].label, "Não");
    EXPECT_EQ(obstacle.privacy, Privacy::sensitive);
    const Field& which = p.fields[p.field_named("qual")];
    EXPECT_TRUE(which.optional);
    EXPECT_TRUE(which.show_if.any);
    ASSERT_EQ(which.show_if.tests.size(), 2u);
    EXPECT_EQ(p.tests[which.show_if.tests[0]].field, p.field_named("obstaculo"));
    EXPECT_EQ(p.tests[which.show_if.tests[1]].op, Operator::filled);
    EXPECT_EQ(which.read_by, where.branches[0].when.tests);
    EXPECT_EQ(p.fields[p.field_named("nota")].max, 10);
    EXPECT_EQ(p.fields[p.field_named("estrelas")].max, 5);
    EXPECT_EQ(p.fields[p.field_named("idade")].min, 18);
    EXPECT_GT(p.fields[p.field_named("idade")].max, 1e9);
}

TEST(PrototypeRead, every_test_of_a_field_has_its_own_bit) {
    std::string branches;
    for (std::size_t i = 0; i < core::kMaxTestsPerField; ++i) {
        branches += (i == 0 ? "" : ", ") +
                    std::string(R"({"when": {"all": [{"field": "x", "op": "is", "value": "v)") +
                    std::to_string(i) + R"("}]}, "to": "fim"})";
    }
    const core::Result<Prototype> result = read(
        one_question(R"({"id": "x", "kind": "text", "label": "X"})", R"(, "branches": [)" + branches + "]"));
    ASSERT_TRUE(result.has_value());
    std::set<int> bits;
    for (const TestIndex test : result->fields[0].read_by) bits.insert(result->tests[test].bit);
    EXPECT_EQ(bits.size(), core::kMaxTestsPerField);
    EXPECT_EQ(*bits.rbegin(), 63);
}

TEST(PrototypeRead, each_broken_file_is_told_completely_and_in_its_order) {
    std::size_t files = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(in_repository("tests/data/bad-prototypes"))) {
        if (entry.path().extension() != ".json") continue;
        ++files;
        std::filesystem::path expected = entry.path();
        expected.replace_extension(".expected");
        EXPECT_EQ(mistakes_in(bytes_of(entry.path())), lines_of(expected)) << entry.path().filename();
    }
    EXPECT_GE(files, 20u);
}

TEST(PrototypeRead, the_real_prototypes_are_without_mistakes) {
    for (const auto& entry : std::filesystem::directory_iterator(in_repository("prototypes"))) {
        if (entry.path().extension() != ".json") continue;
        EXPECT_EQ(mistakes_in(bytes_of(entry.path())), Lines{}) << entry.path().filename();
    }
}

// The first ```json block of a page.
std::string example_of(const std::string& page) {
    const std::size_t begin = page.find("```json\n") + 8;
    return page.substr(begin, page.find("```", begin) - begin);
}

TEST(PrototypeRead, the_example_of_the_format_page_is_without_mistakes) {
    const std::string example = example_of(bytes_of(in_repository("docs/formats/prototype.md")));
    EXPECT_EQ(mistakes_in(example), Lines{});
    EXPECT_EQ(read(example)->screens.size(), 5u);
}

TEST(PrototypeRead, the_schema_knows_the_kinds_that_are_built) {
    const std::string schema = bytes_of(in_repository("prototypes/schema/prototype-1.schema.json"));
    for (const KindRow& row : field_kinds()) {
        EXPECT_EQ(schema.find('"' + std::string(row.name) + '"') != std::string::npos,
                  row.family != Family::none)
            << row.name;
    }
}

TEST(PrototypeRead, deep_nesting_and_large_files_are_refused) {
    EXPECT_EQ(mistakes_in(std::string(20'000, '[')), Lines{"json.too_deep|"});
    EXPECT_EQ(mistakes_in(std::string(20'000, '[') + std::string(20'000, ']')), Lines{"json.too_deep|"});
    EXPECT_EQ(mistakes_in(one_question("") + std::string(2'000'000, ' ')), Lines{"json.too_large|"});
}

TEST(PrototypeRead, texts_and_lists_have_limits) {
    EXPECT_EQ(mistakes_in(one_question(R"({"id": "x", "kind": "text", "label": ")" +
                                       std::string(core::kMaxTextBytes + 1, 'a') + "\"}")),
              Lines{"json.too_long|screens[0].fields[0].label"});
    std::string fields = "1";
    for (std::size_t i = 0; i < core::kMaxFieldsPerScreen; ++i) fields += ", 1";
    EXPECT_EQ(mistakes_in(one_question(fields)), Lines{"prototype.too_many|screens[0].fields"});
    std::string screens = "1";
    for (std::size_t i = 0; i < core::kMaxScreens; ++i) screens += ", 1";
    EXPECT_EQ(mistakes_in(R"({"format": 1, "id": "t", "title": "T", "screens": [)" + screens + "]}"),
              Lines{"prototype.too_many|screens"});
}

TEST(PrototypeRead, a_field_is_read_by_no_more_tests_than_its_facts_hold) {
    const std::string test = R"({"field": "x", "op": "filled"})";
    std::string tests = test;
    for (std::size_t i = 1; i < core::kMaxTestsPerField; ++i) tests += ", " + test;
    const std::string branches = R"(, "branches": [{"when": {"any": [)" + tests +
                                 R"(]}, "to": "fim"}, {"when": {"any": [)" + test + R"(]}, "to": "fim"}])";
    EXPECT_EQ(mistakes_in(one_question(R"({"id": "x", "kind": "text", "label": "X"})", branches)),
              Lines{"prototype.too_many_tests|screens[0].branches[1].when.any[0].field"});
}

// Whether a field is shown is asked of the fields it depends on, and of theirs: ten tests on a field with ten
// tests on a field … would never end.
TEST(PrototypeRead, conditions_behind_conditions_have_a_limit) {
    std::string fields = R"({"id": "f0", "kind": "text", "label": "X"})";
    for (int i = 1; i < 6; ++i) {
        const std::string test = R"({"field": "f)" + std::to_string(i - 1) + R"(", "op": "filled"})";
        fields += R"(, {"kind": "text", "label": "X", "id": "f)" + std::to_string(i);
        fields += R"(", "show_if": {"all": [)" + test;
        for (int more = 0; more < 3; ++more) fields.append(",").append(test);
        fields += "]}}";
    }
    EXPECT_EQ(mistakes_in(one_question(fields)),
              (Lines{"prototype.too_many_tests|screens[0].fields[4].show_if",
                     "prototype.too_many_tests|screens[0].fields[5].show_if"}));
}

TEST(PrototypeRead, a_kind_that_is_not_built_is_refused) {
    EXPECT_EQ(mistakes_in(one_question(R"({"id": "x", "kind": "map_point", "label": "Onde?"})")),
              Lines{"prototype.kind_not_built|screens[0].fields[0].kind"});
}

TEST(PrototypeRead, a_loop_that_an_answer_leaves_is_fine) {
    EXPECT_EQ(mistakes_in(R"({"format": 1, "id": "t", "title": "T", "screens": [
        {"id": "a", "kind": "question", "title": "A", "fields": [{"id": "de_novo", "kind": "yes_no", "label": "De novo?"}],
         "branches": [{"when": {"all": [{"field": "de_novo", "op": "is", "value": "sim"}]}, "to": "b"}], "next": "fim"},
        {"id": "b", "kind": "question", "title": "B", "fields": [], "next": "a"},
        {"id": "fim", "kind": "end", "title": "Fim"}]})"),
              Lines{});
}

TEST(PrototypeRead, rules_have_the_names_of_their_messages) {
    EXPECT_EQ(rule_name(Rule::not_a_cpf), "not_a_cpf");
    EXPECT_EQ(rule_name(Rule::not_money), "not_money");
    EXPECT_EQ(rule_named("unknown_option"), Rule::unknown_option);
    EXPECT_EQ(rule_named("other"), std::nullopt);
}

}  // namespace
