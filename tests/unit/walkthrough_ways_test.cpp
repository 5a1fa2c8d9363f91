// The shortest ways, against walking with every combination of real answers.

#include "prototype/walkthrough_ways.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "analytics/guide.hpp"
#include "core/date.hpp"
#include "prototype/field_kinds.hpp"
#include "random_walk.hpp"

namespace {

using namespace ensaio;
using namespace ensaio::prototype;
using trials::read_text;

constexpr std::int32_t kToday = 20'000;  // 2024-10-04

/// Walks with every combination of a few real answers to each field. Only states that are the very same are
/// walked once.
class Walker {
public:
    Walker(const Prototype& prototype, ScreenIndex goal, std::vector<Wanted> wanted)
        : prototype_(prototype), goal_(goal), wanted_(std::move(wanted)) {
        for (std::size_t i = 0; i < prototype.fields.size(); ++i) values_.push_back(values_of(i));
    }

    ShortestWays run() {
        arrive(start(prototype_, 0, kToday), {});
        while (ends_.empty() && !next_.empty()) {
            const auto level = std::exchange(next_, {});
            ++depth_;
            for (const auto& [sum, state] : level) {
                leave(state, sum);
                answer(state, sum, prototype_.screens[state.screen].first_field);
            }
        }
        if (ends_.empty()) return {};
        ShortestWays ways{
            .steps = depth_ - 1, .unknown = false, .screens = std::vector<std::vector<ScreenIndex>>(depth_)};
        std::set<std::uint64_t> on_way = ends_;
        for (unsigned depth = depth_; depth-- > 0;) {
            std::set<ScreenIndex> screens;
            std::set<std::uint64_t> before;
            for (const std::uint64_t sum : on_way) {
                const Place& place = places_.at(sum);
                screens.insert(place.screen);
                before.insert(place.before.begin(), place.before.end());
            }
            ways.screens[depth].assign(screens.begin(), screens.end());
            on_way = std::move(before);
        }
        return ways;
    }

private:
    struct Place {
        ScreenIndex screen;
        unsigned depth;
        std::set<std::uint64_t> before;
    };

    std::vector<Value> values_of(std::size_t index) const {
        const Field& field = prototype_.fields[index];
        std::vector<Value> values{{}};
        const auto named = [&](const std::string& option) {
            const auto in_tests = [&](TestIndex test) { return prototype_.tests[test].value == option; };
            return std::ranges::any_of(field.read_by, in_tests) ||
                   std::ranges::any_of(wanted_, [&](const Wanted& wanted) {
                       return wanted.field == index &&
                              std::ranges::find(wanted.any, option) != wanted.any.end();
                   });
        };
        std::vector<std::string> options;
        int others = 0;
        for (const Option& option : field.options) {
            if (named(option.id) || others++ < 2) options.push_back(option.id);
        }
        if (field.kind == FieldKind::checkboxes) {
            for (unsigned set = 1; set < 1U << options.size(); ++set) {
                values.emplace_back();
                for (std::size_t i = 0; i < options.size(); ++i) {
                    if ((set >> i & 1) != 0) values.back().push_back(options[i]);
                }
            }
        }
        if (field.kind != FieldKind::checkboxes) {
            for (const std::string& option : options) values.push_back({option});
        }
        if (field.options.empty()) {
            for (const Wanted& wanted : wanted_) {
                for (const std::string& text : wanted.any) {
                    if (wanted.field == index) values.push_back({text});
                }
            }
        }
        const int year = core::date_of(kToday).year;
        const auto born = [&](double age) {
            values.push_back({"1", "1", std::to_string(year - static_cast<int>(age))});
        };
        switch (field.kind) {
            case FieldKind::date: born(-1), born(1), born(30), born(70); break;
            case FieldKind::number:
                for (const char* number : {"0", "1", "5", "10"}) values.push_back({number});
                break;
            case FieldKind::text:
                for (const char* text : {"Rua do Faz de Conta", "Lote 12"}) values.push_back({text});
                break;
            case FieldKind::email:
                for (const char* email : {"a@exemplo.com", "b@exemplo.com"}) values.push_back({email});
                break;
            case FieldKind::terms: values.push_back({"sim"}); break;
            case FieldKind::cpf: values.push_back({"529.982.247-25"}); break;
            case FieldKind::rg: values.push_back({"00.000.000-0"}); break;
            case FieldKind::phone: values.push_back({"(11) 98765-4329"}); break;
            case FieldKind::plate: values.push_back({"QXZ7K31"}); break;
            case FieldKind::money:
                for (const char* amount : {"10,00", "20,00", "30,00"}) values.push_back({amount});
                break;
            case FieldKind::long_text: values.push_back({"Uma descrição que basta"}); break;
            case FieldKind::map_point: values.push_back({"120,240", "Perto da praça"}); break;
            case FieldKind::address:
                values.push_back({"01310-927", "Rua do Faz de Conta", "120", "", "Bairro Inventado", ""});
                break;
            default: break;
        }
        for (const TestIndex read : field.read_by) {
            const Test& test = prototype_.tests[read];
            if (test.op != Operator::at_least && test.op != Operator::less_than) continue;
            for (const double near : {test.number - 1, test.number, test.number + 1}) {
                if (field.kind == FieldKind::date) born(near);
                if (field.kind == FieldKind::number)
                    values.push_back({std::to_string(static_cast<int>(near))});
            }
        }
        std::erase_if(values,
                      [&](const Value& value) { return check_value(field, value, kToday) != Rule::none; });
        if (values.empty()) ADD_FAILURE() << field.id << " has no valid value";
        const bool is_wanted =
            std::ranges::any_of(wanted_, [&](const Wanted& wanted) { return wanted.field == index; });
        if (field.read_by.empty() && !is_wanted && values.size() > 1) values.resize(1);
        return values;
    }

    void answer(const State& state, std::uint64_t from, std::size_t field) {
        const Screen& screen = prototype_.screens[state.screen];
        if (field == std::size_t{screen.first_field} + screen.field_count) {
            State next = state;
            if (leave(state, from)) return;
            if (apply_to(prototype_, next, {.kind = ActionKind::go_on, .value = {}, .facts = {}}) ==
                Effect::moved)
                arrive(std::move(next), from);
            return;
        }
        const auto index = static_cast<FieldIndex>(field);
        if (!is_shown(prototype_, state, index)) return answer(state, from, field + 1);
        for (const Value& value : values_[field]) {
            State next = state;
            apply_to(prototype_, next,
                     {.kind = ActionKind::set, .target = index, .value = value, .facts = {}});
            answer(next, from, field + 1);
        }
    }

    bool leave(const State& state, std::uint64_t from) {
        const bool came_by =
            state.screen == goal_ || std::ranges::find(state.trail, goal_) != state.trail.end();
        if (came_by && std::ranges::all_of(wanted_, [&](const Wanted& wanted) {
                return has_wanted(prototype_, state, wanted);
            })) {
            ends_.insert(from);
            return true;
        }
        const auto step = [&](ActionKind kind, std::uint16_t target) {
            State next = state;
            if (apply_to(prototype_, next, {.kind = kind, .target = target, .value = {}, .facts = {}}) ==
                Effect::moved)
                arrive(std::move(next), from);
        };
        step(ActionKind::skip, kNone);
        for (std::uint16_t i = 0; i < prototype_.screens[state.screen].hotspots.size(); ++i)
            step(ActionKind::press, i);
        return false;
    }

    void arrive(State state, std::optional<std::uint64_t> from) {
        const std::uint64_t sum = checksum(prototype_, state, true);
        const auto [place, fresh] = places_.try_emplace(sum, Place{state.screen, depth_, {}});
        if (place->second.depth == depth_ && from) place->second.before.insert(*from);
        if (fresh) next_.emplace_back(sum, std::move(state));
    }

    const Prototype& prototype_;
    const ScreenIndex goal_;
    const std::vector<Wanted> wanted_;
    std::vector<std::vector<Value>> values_;
    std::map<std::uint64_t, Place> places_;  // by the checksum of the state
    std::vector<std::pair<std::uint64_t, State>> next_;
    std::set<std::uint64_t> ends_;
    unsigned depth_ = 0;
};

void expect_as_walked(const Prototype& prototype, ScreenIndex goal, const std::vector<Wanted>& wanted) {
    SCOPED_TRACE(prototype.id + " to " + prototype.screens[goal].id);
    const ShortestWays found = shortest_ways(prototype, goal, wanted);
    const ShortestWays walked = Walker(prototype, goal, wanted).run();
    EXPECT_FALSE(found.unknown);
    EXPECT_EQ(found.steps, walked.steps);
    EXPECT_EQ(found.screens, walked.screens);
}

Prototype sample(const std::string& name) { return *read(read_text("prototypes/" + name + ".json")); }

TEST(ShortestWays, of_every_sample_are_those_of_walking_with_all_answers) {
    for (const auto& entry : std::filesystem::directory_iterator(ENSAIO_SOURCE_DIR "/prototypes/studies")) {
        const trials::Trial trial = trials::sample_trial(entry.path().stem().string(), true);
        for (const study::Task& task : trial.study.tasks) {
            std::vector<Wanted> wanted = study::wanted_answers(task, trial.prototype);
            std::erase_if(wanted, [&](const Wanted& one) {  // the walker knows what day it is
                return trial.prototype.fields[one.field].kind == FieldKind::date;
            });
            expect_as_walked(trial.prototype, trial.prototype.screen_named(task.goal_screen), wanted);
        }
    }
}

TEST(ShortestWays, of_a_sample_with_each_option_wanted_are_those_of_walking_with_it) {
    for (const char* name : {"entulho", "poluicao-sonora", "calcada", "veiculo-abandonado"}) {
        const Prototype prototype = sample(name);
        for (std::size_t i = 0; i < prototype.fields.size(); ++i) {
            const Field& field = prototype.fields[i];
            if (field.read_by.empty()) continue;
            for (const Option& option : field.options) {
                SCOPED_TRACE(field.id + " " + option.id);
                expect_as_walked(prototype, prototype.screen_named("protocolo"),
                                 {{.field = static_cast<FieldIndex>(i), .any = {option.id}}});
            }
        }
    }
}

/// A small prototype with branches, fields that appear, checks and ways back, all at random.
class SmallPrototype {
public:
    explicit SmallPrototype(std::uint64_t seed) : dice_(seed * 977 + 3) {
        const std::size_t screens = 4 + below(3);
        for (std::size_t i = 0; i < screens; ++i) {
            if (i > 0) json_ += ',';
            screen(i, screens);
        }
    }

    std::string json() const {
        return R"({"format": 1, "id": "acaso", "title": "Acaso", "screens": [)" + json_ + "]}";
    }

private:
    std::uint64_t below(std::uint64_t bound) { return core::split_mix(dice_) % bound; }

    void screen(std::size_t index, std::size_t screens) {
        const std::string id = "t" + std::to_string(index);
        if (index + 1 == screens) {
            json_ += R"({"id": ")" + id + R"(", "kind": "confirmation", "title": "Fim"})";
            return;
        }
        const char* kind = index + 2 == screens && below(2) == 0 ? "check"
                           : below(5) == 0                       ? "sign_in"
                                                                 : "question";
        json_ += R"({"id": ")" + id + R"(", "kind": ")" + kind + R"(", "title": "T")";
        const bool asks =
            std::string_view(kind) == "question" || (std::string_view(kind) == "sign_in" && below(2) == 0);
        if (asks) {
            std::string fields;
            const std::size_t first = fields_.size();
            for (std::size_t i = 0, count = 1 + below(2); i < count; ++i)
                fields += (fields.empty() ? "" : ",") + field();
            json_ += R"(, "fields": [)" + fields + "]";
            if (below(3) == 0)
                json_ += R"(, "checks": [{"when": )" + condition() + R"(, "field": ")" + fields_[first].id +
                         R"(", "message": "Não"}])";
        }
        if (std::string_view(kind) == "sign_in") json_ += R"(, "skip": ")" + target(index, screens) + '"';
        if (!fields_.empty() && below(3) > 0) {
            json_ += R"(, "branches": [{"when": )" + condition() + R"(, "to": ")" + target(index, screens) +
                     R"("}])";
        }
        json_ += R"(, "next": "t)" + std::to_string(index + 1) + R"("})";
    }

    /// Mostly one that is further on.
    std::string target(std::size_t index, std::size_t screens) {
        const std::size_t to = below(5) == 0 ? below(screens) : index + 1 + below(screens - index - 1);
        return "t" + std::to_string(to == index ? index + 1 : to);
    }

    struct Asked {
        std::string id, kind;
    };

    std::string field() {
        constexpr const char* kinds[] = {"radios", "yes_no", "checkboxes", "number", "date",
                                         "text",   "email",  "money",      "terms"};
        const Asked asked{"f" + std::to_string(fields_.size()), kinds[below(std::size(kinds))]};
        std::string json = R"({"id": ")" + asked.id + R"(", "kind": ")" + asked.kind + R"(", "label": "L")";
        if (asked.kind == "terms") json += R"(, "text": "T")";
        if (asked.kind == "radios" || asked.kind == "checkboxes")
            json += R"(, "options": [{"id": "a", "label": "A"}, {"id": "b", "label": "B"})" +
                    std::string(asked.kind == "checkboxes" && below(2) == 0
                                    ? R"(, {"id": "c", "label": "C", "exclusive": true}])"
                                    : R"(, {"id": "c", "label": "C"}])");
        if (asked.kind == "number") json += R"(, "min": 0, "max": 10)";
        if (below(3) == 0) json += R"(, "optional": true)";
        if (!fields_.empty() && below(4) == 0) json += R"(, "show_if": )" + condition();
        fields_.push_back(asked);
        return json + "}";
    }

    std::string condition() {
        std::string tests;
        for (std::size_t i = 0, count = 1 + below(2); i < count; ++i)
            tests += (tests.empty() ? "" : ",") + test();
        return (below(2) == 0 ? R"({"all": [)" : R"({"any": [)") + tests + "]}";
    }

    std::string test() {
        const Asked& asked = fields_[below(fields_.size())];
        std::string op = below(2) == 0 ? "filled" : "blank", value;
        if (below(4) > 0) {
            const std::string option(1, static_cast<char>('a' + below(3)));
            if (asked.kind == "radios") op = below(2) == 0 ? "is" : "is_not", value = option;
            if (asked.kind == "checkboxes") op = below(2) == 0 ? "has" : "has_not", value = option;
            if (asked.kind == "yes_no") op = "is", value = below(2) == 0 ? "sim" : "nao";
            if (asked.kind == "text") op = below(2) == 0 ? "is" : "is_not", value = "Lote 12";
            if (asked.kind == "number" || asked.kind == "date") {
                op = below(2) == 0 ? "at_least" : "less_than";
                value = std::to_string(asked.kind == "number" ? below(11) : 5 + below(60));
            }
        }
        // With the first of its kind alone, so that no three contradict each other.
        if ((asked.kind == "email" || asked.kind == "money") && below(2) == 0) {
            const auto first = std::ranges::find(fields_, asked.kind, &Asked::kind);
            const bool number = asked.kind == "money";
            if (first->id != asked.id) {
                const bool turned = below(2) == 0;
                return R"({"field": ")" + (turned ? first->id : asked.id) + R"(", "op": ")" +
                       (!number         ? "is_not"
                        : below(2) == 0 ? "at_least"
                                        : "less_than") +
                       R"(", "other": ")" + (turned ? asked.id : first->id) + R"("})";
            }
        }
        std::string json = R"({"field": ")" + asked.id + R"(", "op": ")" + op + '"';
        if (!value.empty()) json += R"(, "value": ")" + value + '"';
        return json + "}";
    }

    std::uint64_t dice_;
    std::string json_;
    std::vector<Asked> fields_;
};

TEST(ShortestWays, of_random_prototypes_are_those_of_walking_with_all_answers) {
    std::size_t walked = 0, unreachable = 0, asked_for = 0;
    for (std::uint64_t seed = 0; seed < 600; ++seed) {
        const std::string json = SmallPrototype(seed).json();
        const auto prototype = read(json);
        if (!prototype) continue;
        ++walked;
        SCOPED_TRACE(json);
        const auto goal = static_cast<ScreenIndex>(prototype->screens.size() - 1);
        expect_as_walked(*prototype, goal, {});
        unreachable += !shortest_ways(*prototype, goal).steps;
        const auto ask_for = [&](const auto& of, const char* text) {
            const auto field = std::ranges::find_if(prototype->fields, of);
            if (field == prototype->fields.end()) return;
            const auto index = static_cast<FieldIndex>(field - prototype->fields.begin());
            expect_as_walked(*prototype, goal,
                             {{.field = index, .any = {text != nullptr ? text : field->options[0].id}}});
            ++asked_for;
        };
        ask_for([](const Field& field) { return !field.options.empty(); }, nullptr);
        ask_for([](const Field& field) { return field.kind == FieldKind::text; }, "lote 12");
        ask_for([](const Field& field) { return field.kind == FieldKind::number; }, "5,0");
        if (HasFailure()) return;
    }
    EXPECT_GT(walked, 200u);
    EXPECT_GT(asked_for, walked);
    EXPECT_GT(unreachable, 3u) << "some goals are behind answers that contradict each other";
}

TEST(ShortestWays, take_the_branch_that_was_asked_for_and_not_the_shorter_one) {
    const Prototype card = sample("idoso");
    const ScreenIndex goal = card.screen_named("protocolo");
    const Wanted of_another{.field = card.field_named("titular"), .any = {"outra"}};
    const ShortestWays any = shortest_ways(card, goal), asked = shortest_ways(card, goal, {&of_another, 1});
    EXPECT_EQ(any.steps, 13u);
    EXPECT_EQ(asked.steps, 14u);
    EXPECT_FALSE(any.lead_over(9, card.screen_named("morar_com")));
    EXPECT_TRUE(asked.lead_over(9, card.screen_named("morar_com")));
    EXPECT_FALSE(asked.lead_over(15, goal));
}

TEST(ShortestWays, with_a_date_asked_for_leave_open_how_old_somebody_is_on_the_day_of_the_test) {
    const Prototype creche = sample("creche");
    const Wanted born{.field = creche.field_named("nascimento"), .any = {"10/8/2024"}};
    const ShortestWays ways = shortest_ways(creche, creche.screen_named("protocolo"), {&born, 1});
    EXPECT_EQ(ways.steps, shortest_ways(creche, creche.screen_named("protocolo")).steps);
    EXPECT_TRUE(ways.lead_over(2, creche.screen_named("grupo_cei")));
    EXPECT_TRUE(ways.lead_over(2, creche.screen_named("grupo_emei")));
}

TEST(ShortestWays, do_not_take_branches_that_contradict_each_other) {
    const Prototype asks_twice = *read(R"({"format": 1, "id": "duas", "title": "Duas", "screens": [
      {"id": "a", "kind": "question", "title": "A",
       "fields": [{"id": "cor", "kind": "yes_no", "label": "Cor"}],
       "branches": [{"when": {"all": [{"field": "cor", "op": "is", "value": "sim"}]}, "to": "b"}], "next": "longe"},
      {"id": "longe", "kind": "content", "title": "L", "next": "b"},
      {"id": "b", "kind": "content", "title": "B",
       "branches": [{"when": {"all": [{"field": "cor", "op": "is", "value": "nao"}]}, "to": "fim"}], "next": "meio"},
      {"id": "meio", "kind": "content", "title": "M", "next": "outra"},
      {"id": "outra", "kind": "content", "title": "O", "next": "fim"},
      {"id": "fim", "kind": "confirmation", "title": "F"}]})");
    EXPECT_EQ(shortest_ways(asks_twice, asks_twice.screen_named("fim")).steps, 3u)
        << "a, longe, b, fim: from b to fim only with the answer that led over longe";
}

TEST(ShortestWays, go_a_longer_way_to_a_screen_where_the_shorter_one_would_end_in_a_circle) {
    // Who came over y has it behind her, and going there again takes the answer of x off the way.
    const Prototype round = *read(R"({"format": 1, "id": "roda", "title": "Roda", "screens": [
      {"id": "a", "kind": "question", "title": "A", "fields": [{"id": "longe", "kind": "yes_no", "label": "Longe"}],
       "branches": [{"when": {"all": [{"field": "longe", "op": "is", "value": "sim"}]}, "to": "b"}], "next": "y"},
      {"id": "b", "kind": "content", "title": "B", "next": "c"},
      {"id": "c", "kind": "content", "title": "C", "next": "x"},
      {"id": "y", "kind": "content", "title": "Y",
       "branches": [{"when": {"all": [{"field": "f", "op": "filled"}]}, "to": "fim"}], "next": "x"},
      {"id": "x", "kind": "question", "title": "X", "fields": [{"id": "f", "kind": "terms", "label": "F", "text": "T"}], "next": "y"},
      {"id": "fim", "kind": "confirmation", "title": "F"}]})");
    const ScreenIndex goal = round.screen_named("fim");
    EXPECT_EQ(shortest_ways(round, goal).steps, 5u) << "a, b, c, x, y, fim";
    expect_as_walked(round, goal, {});
}

TEST(ShortestWays, take_of_two_fields_that_are_compared_only_outcomes_that_fit_together) {
    const auto steps = [](const std::string& shown, const std::string& when, const std::string& checks = "") {
        const Prototype two = *read(R"({"format": 1, "id": "dois", "title": "Dois", "screens": [
          {"id": "a", "kind": "question", "title": "A",
           "fields": [{"id": "tem", "kind": "yes_no", "label": "T"},
                      {"id": "um", "kind": "money", "label": "U")" +
                                    shown + R"(},
                      {"id": "dois", "kind": "money", "label": "D"}],)" +
                                    checks + R"(
           "branches": [{"when": {"all": [)" +
                                    when + R"(]}, "to": "fim"}], "next": "longe"},
          {"id": "longe", "kind": "content", "title": "L", "next": "fim"},
          {"id": "fim", "kind": "confirmation", "title": "F"}]})");
        const Wanted no{.field = two.field_named("tem"), .any = {"nao"}};
        expect_as_walked(two, two.screen_named("fim"), {no});
        return shortest_ways(two, two.screen_named("fim"), {&no, 1}).steps;
    };
    const std::string less = R"({"field": "um", "op": "less_than", "other": "dois"})",
                      more = R"({"field": "dois", "op": "less_than", "other": "um"})",
                      same = R"({"field": "dois", "op": "is", "other": "um"})";
    EXPECT_EQ(steps("", less), 1u);
    EXPECT_EQ(steps("", same), 1u);
    EXPECT_EQ(steps("", less + "," + more), 2u);
    EXPECT_EQ(steps("", less + "," + same), 2u);
    const std::string hidden = R"(, "show_if": {"all": [{"field": "tem", "op": "is", "value": "sim"}]})";
    EXPECT_EQ(steps(hidden, less), 2u) << "what is not asked is less than nothing";
    EXPECT_EQ(steps(hidden, same), 2u);
    const std::string blank = R"("checks": [{"field": "um", "message": "Deixe em branco",
                                "when": {"all": [{"field": "um", "op": "filled"}]}}],)";
    EXPECT_EQ(steps(R"(, "optional": true)", less, blank), 2u) << "and so is what is left blank";
    EXPECT_EQ(steps(R"(, "optional": true)", less), 1u);
}

TEST(ShortestWays, say_when_there_are_too_many_of_them) {
    std::string screens, when;
    for (int i = 0; i < 20; ++i) {
        const std::string n = std::to_string(i);
        screens += R"({"id": "t)" + n + R"(", "kind": "question", "title": "T", "fields": [{"id": "f)" + n +
                   R"(", "kind": "yes_no", "label": "L"}], "next": "t)" + std::to_string(i + 1) + R"("},)";
        when += std::string(i == 0 ? "" : ",") + R"({"field": "f)" + n + R"(", "op": "is", "value": "sim"})";
    }
    const auto many =
        read(R"({"format": 1, "id": "muitas", "title": "Muitas", "screens": [)" + screens +
             R"({"id": "t20", "kind": "content", "title": "T", "branches": [{"when": {"all": [)" + when +
             R"(]}, "to": "sim"}], "next": "nao"},
                           {"id": "sim", "kind": "end", "title": "S"}, {"id": "nao", "kind": "end", "title": "N"}]})");
    ASSERT_TRUE(many.has_value());
    const ScreenIndex goal = many->screen_named("sim");
    const ShortestWays ways = shortest_ways(*many, goal);
    EXPECT_TRUE(ways.unknown);
    EXPECT_FALSE(ways.steps.has_value());
    const ShortestWays few = shortest_ways(*many, goal, {}, 1'000);
    EXPECT_TRUE(few.unknown);
    EXPECT_LT(few.work, 1'300u);
    EXPECT_GT(ways.work, few.work);

    // The tasks of a study share what may be done.
    ensaio::study::Study study;
    study.tasks.resize(20);
    for (ensaio::study::Task& task : study.tasks) task.goal_screen = "sim";
    const ensaio::analytics::Guide guide = ensaio::analytics::guide_to(study, *many);
    EXPECT_EQ(guide.goals.size(), 20u);
    EXPECT_TRUE(std::ranges::all_of(guide.goals, [](const auto& one) { return one.ways.unknown; }));
    EXPECT_LT(guide.work, 4 * kMostSearched);
}

TEST(ShortestWays, lead_nowhere_without_a_goal_or_screens) {
    EXPECT_FALSE(shortest_ways(sample("idoso"), kNone).steps.has_value());
    EXPECT_FALSE(shortest_ways(Prototype{}, 0).steps.has_value());
    const Wanted unknown{.field = kNone, .any = {"sim"}};
    const Prototype card = sample("idoso");
    EXPECT_FALSE(shortest_ways(card, card.screen_named("protocolo"), {&unknown, 1}).steps.has_value());
}

}  // namespace
