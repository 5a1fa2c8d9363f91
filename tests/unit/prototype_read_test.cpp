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
    std::string words = portuguese().describe(error);
    for (const std::string& quoted : error.args) {  // which may have braces of its own
        if (const std::size_t at = words.find(quoted); at != std::string::npos && quoted.contains('{'))
            words.erase(at, quoted.size());
    }
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

TEST(PrototypeRead, the_schema_knows_every_kind) {
    const std::string schema = bytes_of(in_repository("prototypes/schema/prototype-1.schema.json"));
    for (const KindRow& row : field_kinds()) {
        EXPECT_NE(schema.find('"' + std::string(row.name) + '"'), std::string::npos) << row.name;
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

TEST(PrototypeRead, a_map_point_needs_its_map) {
    EXPECT_EQ(mistakes_in(one_question(R"({"id": "x", "kind": "map_point", "label": "Onde?"})")),
              Lines{"prototype.unknown_image|screens[0].fields[0].image"});
}

/// A prototype with a picture of 100 px and one screen before the last.
std::string with_screen(const std::string& screen) {
    return R"({"format": 1, "id": "t", "title": "T",
      "images": [{"id": "tela", "alt": "Uma tela", "width": 100, "height": 100, "source": "data:image/png;base64,AA=="}],
      "screens": [)" +
           screen + R"(, {"id": "fim", "kind": "confirmation", "title": "Fim"}]})";
}

TEST(PrototypeRead, a_hotspot_lies_in_its_picture) {
    const auto hotspot = [](const std::string& box) {
        return with_screen(R"({"id": "a", "kind": "picture", "title": "A", "image": "tela",
            "hotspots": [{"id": "ir", "name": "Ir", "box": )" +
                           box + R"(, "to": "fim"}]})");
    };
    EXPECT_EQ(mistakes_in(hotspot("[0, 0, 100, 100]")), Lines{});
    for (const char* box :
         {"[0, 0, 101, 20]", "[-1, 0, 20, 20]", "[0, 0, 8, 20]", "[90, 90, 16, 16]", "[]", "[1]"})
        EXPECT_EQ(mistakes_in(hotspot(box)), Lines{"prototype.bad_box|screens[0].hotspots[0].box"}) << box;
}

TEST(PrototypeRead, a_member_of_another_kind_of_screen_is_told) {
    EXPECT_EQ(
        mistakes_in(with_screen(R"({"id": "a", "kind": "content", "title": "A", "skip": "fim",
        "steps": [{"title": "Um"}], "channel": "sms", "sender": "S", "image": "tela", "skip_button": "x",
        "hotspots": [{"id": "ir", "name": "Ir", "box": [0, 0, 50, 50], "to": "fim"}], "next": "fim"})")),
        (Lines{"prototype.not_for_kind|screens[0].skip", "prototype.not_for_kind|screens[0].steps",
               "prototype.not_for_kind|screens[0].channel", "prototype.not_for_kind|screens[0].sender",
               "prototype.not_for_kind|screens[0].image", "prototype.not_for_kind|screens[0].skip_button",
               "prototype.not_for_kind|screens[0].hotspots"}));
}

TEST(PrototypeRead, a_picture_is_a_picture_of_a_known_type_and_size) {
    EXPECT_EQ(mistakes_in(R"({"format": 1, "id": "t", "title": "T", "images": [
        {"id": "a", "alt": "A", "width": 15, "height": 100, "source": "data:image/png;base64,AA=="},
        {"id": "b", "alt": " ", "width": 100, "height": 4097, "source": "data:image/png;base64,AA=="},
        {"id": "b", "alt": "B", "width": 100, "height": 100, "source": "data:image/svg+xml;base64,AA=="},
        {"id": "d", "alt": "B", "width": 100, "height": 100, "source": "https://exemplo.com/a.png"}],
        "screens": [{"id": "fim", "kind": "confirmation", "title": "Fim"}]})"),
              (Lines{"json.out_of_range|images[0].width", "prototype.empty_text|images[1].alt",
                     "json.out_of_range|images[1].height", "prototype.duplicate_id|images[2].id",
                     "prototype.bad_image|images[2].source", "prototype.bad_image|images[3].source"}));
}

TEST(PrototypeRead, a_picture_that_is_too_heavy_is_told) {
    const std::string heavy = "data:image/png;base64," + std::string(400'000, 'A');
    EXPECT_EQ(mistakes_in(R"({"format": 1, "id": "t", "title": "T", "images": [
        {"id": "a", "alt": "A", "width": 100, "height": 100, "source": ")" +
                          heavy + R"("}],
        "screens": [{"id": "fim", "kind": "confirmation", "title": "Fim"}]})"),
              (Lines{"json.too_long|images[0].source"}));
}

TEST(PrototypeRead, computed_texts_name_what_there_is) {
    const auto text = [](const std::string& words) {
        return with_screen(R"({"id": "a", "kind": "question", "title": "A", "text": ")" + words +
                           R"(", "next": "fim",
            "fields": [{"id": "cor", "kind": "text", "label": "Cor"}]})");
    };
    EXPECT_EQ(mistakes_in(text("{{today}} {{answer.cor}}")), Lines{});
    for (const char* words : {"{{protocolo}}", "{{deadline}}", "{{answer.nada}}", "{{today", "{{}}"})
        EXPECT_EQ(mistakes_in(text(words)), Lines{"prototype.unknown_placeholder|screens[0].text"}) << words;
}

TEST(PrototypeRead, tests_compare_what_can_be_compared) {
    const auto show_if = [](const std::string& test) {
        return one_question(
            R"({"id": "data", "kind": "date", "label": "D"}, {"id": "outra", "kind": "date", "label": "O"},
            {"id": "nome", "kind": "text", "label": "N"}, {"id": "nota", "kind": "number", "label": "N"},
            {"id": "x", "kind": "text", "label": "X", "show_if": {"all": [)" +
            test + "]}}");
    };
    EXPECT_EQ(mistakes_in(show_if(R"({"field": "data", "op": "at_least", "value": "60"})")), Lines{});
    EXPECT_EQ(mistakes_in(show_if(R"({"field": "data", "op": "less_than", "other": "outra"})")), Lines{});
    const std::string at = "screens[0].fields[4].show_if.all[0]";
    EXPECT_EQ(mistakes_in(show_if(R"({"field": "nome", "op": "at_least", "value": "1"})")),
              Lines{"prototype.not_ordered|" + at + ".field"});
    EXPECT_EQ(mistakes_in(show_if(R"({"field": "nota", "op": "at_least", "value": "um"})")),
              Lines{"prototype.not_a_number|" + at + ".value"});
    EXPECT_EQ(mistakes_in(show_if(R"({"field": "data", "op": "is", "other": "nome"})")),
              Lines{"prototype.other_kind|" + at + ".other"});
    EXPECT_EQ(mistakes_in(show_if(R"({"field": "data", "op": "is", "other": "data"})")),
              Lines{"prototype.unknown_field|" + at + ".other"});
    EXPECT_EQ(mistakes_in(show_if(R"({"field": "data", "op": "has", "other": "outra"})")),
              Lines{"prototype.value_and_other|" + at + ".other"});
    EXPECT_EQ(mistakes_in(show_if(R"({"field": "data", "op": "is", "value": "1", "other": "outra"})")),
              Lines{"prototype.value_and_other|" + at + ".other"});
}

TEST(PrototypeRead, a_check_concerns_a_field_of_its_screen) {
    const auto check = [](const std::string& rest) {
        return with_screen(R"({"id": "z", "kind": "question", "title": "Z", "next": "a",
              "fields": [{"id": "antes", "kind": "text", "label": "Antes"}]},
            {"id": "a", "kind": "question", "title": "A", "next": "fim", "fields": [{"id": "cor", "kind": "text", "label": "Cor"}],
             "checks": [{"message": "Não", )" +
                           rest + "}]}");
    };
    const std::string filled = R"("when": {"all": [{"field": "antes", "op": "filled"}]})";
    EXPECT_EQ(mistakes_in(check(filled + R"(, "field": "cor")")), Lines{});
    EXPECT_EQ(mistakes_in(check(filled + R"(, "field": "antes")")),
              Lines{"prototype.field_elsewhere|screens[1].checks[0].field"});
    EXPECT_EQ(mistakes_in(check(R"("when": {}, "field": "cor")")),
              Lines{"prototype.no_tests|screens[1].checks[0].when"});
}

TEST(PrototypeRead, deadlines_and_addresses_are_checked) {
    EXPECT_EQ(
        mistakes_in(R"({"format": 1, "id": "t", "title": "T", "deadline": {"amount": 0, "unit": "weeks"},
        "addresses": [{"cep": "123", "street": " "}], "screens": [{"id": "fim", "kind": "confirmation", "title": "Fim"}]})"),
        (Lines{"json.out_of_range|deadline.amount", "prototype.unknown_kind|deadline.unit",
               "prototype.bad_cep|addresses[0].cep", "prototype.empty_text|addresses[0].street"}));
}

TEST(PrototypeRead, a_loop_that_an_answer_leaves_is_fine) {
    EXPECT_EQ(mistakes_in(R"({"format": 1, "id": "t", "title": "T", "screens": [
        {"id": "a", "kind": "question", "title": "A", "fields": [{"id": "de_novo", "kind": "yes_no", "label": "De novo?"}],
         "branches": [{"when": {"all": [{"field": "de_novo", "op": "is", "value": "sim"}]}, "to": "b"}], "next": "fim"},
        {"id": "b", "kind": "question", "title": "B", "fields": [], "next": "a"},
        {"id": "fim", "kind": "end", "title": "Fim"}]})"),
              Lines{});
}

TEST(PrototypeRead, yes_and_no_have_the_words_of_the_language) {
    const auto options = [](const std::string& language) {
        const auto prototype =
            read(R"({"format": 1, "id": "t", "title": "T", "language": ")" + language + R"(", "screens": [
            {"id": "a", "kind": "question", "title": "A", "next": "fim", "fields": [{"id": "q", "kind": "yes_no", "label": "Q"}]},
            {"id": "fim", "kind": "end", "title": "Fim"}]})");
        Lines lines;
        for (const Option& option : prototype->fields[0].options)
            lines.push_back(option.id + " " + option.label);
        return lines;
    };
    EXPECT_EQ(options("pt-BR"), (Lines{"sim Sim", "nao Não"}));
    EXPECT_EQ(options("en-GB"), (Lines{"sim Yes", "nao No"}));
    EXPECT_EQ(options("ES"), (Lines{"sim Sí", "nao No"}));
    EXPECT_EQ(options("fr"), (Lines{"sim Sim", "nao Não"})) << "as the program's own words";
}

TEST(PrototypeRead, rules_have_the_names_of_their_messages) {
    EXPECT_EQ(rule_name(Rule::not_a_cpf), "not_a_cpf");
    EXPECT_EQ(rule_name(Rule::not_money), "not_money");
    EXPECT_EQ(rule_named("unknown_option"), Rule::unknown_option);
    EXPECT_EQ(rule_named("other"), std::nullopt);
}

TEST(PrototypeRead, a_recorded_prototype_is_not_asked_for_rules_that_came_later) {
    int later = 0;
    for (const char* name : {"accept-of-html", "patterns", "value-of-parts", "placeholders-elsewhere",
                             "placeholders-too-early"}) {
        const std::string json =
            bytes_of(in_repository(std::string("tests/data/bad-prototypes/") + name + ".json"));
        EXPECT_FALSE(read(json).has_value()) << name;
        const auto recorded = read(json, ensaio::core::Origin::recording);
        EXPECT_TRUE(recorded.has_value())
            << name << (recorded ? std::string() : recorded.error().front().code);
        later += recorded.has_value();
    }
    EXPECT_EQ(later, 5);
    EXPECT_FALSE(read("{}", ensaio::core::Origin::recording).has_value());
}

}  // namespace
