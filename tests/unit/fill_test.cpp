#include "prototype/fill.hpp"

#include <gtest/gtest.h>

#include "core/date.hpp"
#include "prototype/read.hpp"

#include "random_walk.hpp"

namespace {

using namespace ensaio::prototype;
using ensaio::core::day_of;

const ensaio::core::Language& words() {
    static const auto read =
        *ensaio::core::Language::read(ensaio::trials::read_text("assets/languages/pt-BR.json"));
    return read;
}

Prototype with_deadline(const std::string& deadline) {
    auto prototype =
        read(R"({"format": 1, "id": "t", "title": "T", "deadline": )" + deadline + R"(, "screens": [
        {"id": "a", "kind": "question", "title": "A", "next": "fim", "fields": [
            {"id": "cpf", "kind": "cpf", "label": "CPF"},
            {"id": "cor", "kind": "radios", "label": "Cor", "options": [{"id": "azul", "label": "Azul claro"}]}]},
        {"id": "fim", "kind": "confirmation", "title": "Fim"}]})");
    EXPECT_TRUE(prototype);
    return std::move(*prototype);
}

TEST(Fill, the_deadline_is_a_day_after_today) {
    const std::int32_t friday = day_of({2026, 11, 20});
    const auto last_day = [&](const std::string& deadline) {
        const Prototype prototype = with_deadline(deadline);
        return filled(prototype, start(prototype, 1, friday), "até {{deadline}}.", words());
    };
    EXPECT_EQ(last_day(R"({"amount": 60, "unit": "days"})"), "até 19/01/2027.");
    EXPECT_EQ(last_day(R"({"amount": 1, "unit": "business_days"})"), "até 23/11/2026.");
    EXPECT_EQ(last_day(R"({"amount": 6, "unit": "business_days"})"), "até 30/11/2026.");
    EXPECT_EQ(last_day(R"({"amount": 120, "unit": "hours"})"), "até 25/11/2026.");
    EXPECT_EQ(last_day(R"({"amount": 25, "unit": "hours"})"), "até 22/11/2026.");
}

TEST(Fill, answers_are_shown_as_on_the_check_screen) {
    const Prototype prototype = with_deadline(R"({"amount": 1})");
    State state = start(prototype, 1, 0);
    EXPECT_EQ(filled(prototype, state, "[{{answer.cpf}}]", words()), "[]");
    state =
        apply(prototype, state, {.kind = ActionKind::set, .target = 0, .value = {"52998224725"}, .facts = {}})
            .state;
    state =
        apply(prototype, state, {.kind = ActionKind::set, .target = 1, .value = {"azul"}, .facts = {}}).state;
    EXPECT_EQ(filled(prototype, state, "{{answer.cpf}}, {{answer.cor}}, {{today}}", words()),
              "529.982.247-25, Azul claro, 01/01/1970");
    state.answers[0].value.clear();
    EXPECT_EQ(filled(prototype, state, "{{answer.cpf}}", words()), "•••") << "a text that was not kept";
}

TEST(Fill, a_place_that_is_only_marked_has_words_of_the_language) {
    const Field field{.kind = FieldKind::map_point};
    EXPECT_EQ(answer_words(field, {"120,88", ""}, words()), "Marcado no mapa");
    EXPECT_EQ(answer_words(field, {"120,88", "Na esquina da feira"}, words()), "Na esquina da feira");
    EXPECT_EQ(answer_words(field, {"", ""}, words()), "");
}

TEST(Fill, the_protocol_number_is_there_when_the_confirmation_is) {
    const Prototype prototype = with_deadline(R"({"amount": 1})");
    State state = start(prototype, 1, 0);
    EXPECT_EQ(filled(prototype, state, "{{protocol}}", words()), "");
    state =
        apply(prototype, state, {.kind = ActionKind::set, .target = 0, .value = {"52998224725"}, .facts = {}})
            .state;
    state =
        apply(prototype, state, {.kind = ActionKind::set, .target = 1, .value = {"azul"}, .facts = {}}).state;
    state = apply(prototype, state, {.kind = ActionKind::go_on, .value = {}, .facts = {}}).state;
    ASSERT_EQ(state.protocol.size(), 8u);
    EXPECT_EQ(filled(prototype, state, "Nº {{protocol}}", words()), "Nº " + state.protocol);
}

TEST(Fill, what_is_not_known_is_found) {
    const Prototype prototype = with_deadline(R"({"amount": 1})");
    EXPECT_EQ(unknown_placeholder(prototype, "{{today}} {{deadline}} {{answer.cor}}"), std::nullopt);
    EXPECT_EQ(unknown_placeholder(prototype, "{{today}} {{hoje}}"), "hoje");
    EXPECT_EQ(unknown_placeholder(prototype, "{{answer.x}}"), "answer.x");
    EXPECT_EQ(unknown_placeholder(prototype, "{{today"), "today");
    EXPECT_EQ(unknown_placeholder(prototype, "{ não é }"), std::nullopt);
}

}  // namespace
