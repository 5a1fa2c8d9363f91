// The participant's program as a phone has it, pressed at random: every page is laid out and painted, with
// nothing to show it on.

#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/hash.hpp"
#include "participant/participant.hpp"
#include "prototype/field_kinds.hpp"
#include "view/painter.hpp"

#include "canvas.hpp"
#include "random_walk.hpp"

namespace {

using namespace ensaio;
using participant::Participant;
using trials::kSamples;
using view::Input;
using view::Node;
using view::Page;
using view::Role;

constexpr int kPresses = 12'500;    // of each sample: 100 000 together
constexpr int kAgain = 500;         // so many are walked twice
constexpr int kBetweenTries = 500;  // presses; after them it is tried whether there is a way out
constexpr int kPatience = 2000;     // presses within which the way out is to be found

/// What is painted on it goes nowhere.
class Paper {
public:
    /// How many vertices came of the part of the page that a window of this height shows.
    int paint(const Page& page, const view::Boxes& boxes, const view::Theme& theme,
              const view::Attention& attention, float top, float height) {
        ImGui::GetIO().DisplaySize = {boxes.width, height};
        ImGui::NewFrame();
        ImDrawList& list = *ImGui::GetBackgroundDrawList();
        view::paint(page, boxes, theme, canvas_.fonts(), attention, {0, top, boxes.width, height}, top, 1,
                    list);
        const int vertices = list.VtxBuffer.Size;
        ImGui::EndFrame();
        for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) texture->SetStatus(ImTextureStatus_OK);
        return vertices;
    }

private:
    trials::Canvas canvas_;
};

/// A person who presses and types anything that is on the page, often what is right.
class Walker {
public:
    Walker(trials::Trial trial, std::uint64_t seed)
        : trial_(std::move(trial)),
          state_(seed),
          theme_(view::Theme::read(trials::read_text("assets/themes/govbr.json")).value()),
          fresh_(fresh()) {
        begin();
    }

    /// One press, and the page after it.
    void press(Paper& canvas) {
        now_ += 100 + static_cast<double>(below(3000));
        const bool was_over = over_;
        if (was_over && below(4) == 0) {
            begin();
        } else if (below(1000) == 0) {
            resume();
        } else {
            tell(next());
        }
        look(canvas);
    }

    /// Whether somebody who gives no task up and starts none again, but mends what is wrong and goes on or
    /// back, is let through to what comes after: the end of the service and of its task, the end of the
    /// questions, the way out of the last page. Nothing of it is done to this walk.
    bool comes_out() const {
        Walker other = *this;
        other.patient_ = true;
        for (int i = 0; i < kPatience; ++i) {
            if (other.part() != part() || other.may_leave()) return true;
            other.now_ += 1000;
            other.tell(other.next());
            other.page_ = other.program_->page();
        }
        return false;
    }

    const std::string& place() const { return page_.key; }
    std::uint64_t sum() const { return sum_; }
    std::size_t screens_in_all() const { return trial_.prototype.screens.size(); }
    std::set<std::string> screens;  // of the prototype that were met
    int sessions = 0, resumed = 0, changes = 0;

private:
    std::uint64_t below(std::uint64_t bound) { return core::split_mix(state_) % bound; }

    participant::Setup setup(session::Bytes resume) const {
        return {.study = trial_.study.source,
                .prototype = trial_.prototype.source,
                .language = language_,
                .session = "00112233445566778899aabbccddeeff",
                .participant = "P07",
                .device = "celular",
                .seed = 5,
                .utc_offset = -180,
                .facilitator = true,
                .resume = std::move(resume)};
    }
    Participant fresh() const { return Participant::make(setup({})).value(); }

    void begin() {
        program_.emplace(fresh_);
        chunks_.clear();
        over_ = false;
        ++sessions;
        const auto [width, height] = std::pair{std::array{320.F, 360.F, 768.F, 1280.F}[below(4)], 640.F};
        width_ = width;
        height_ = height;
        open();
        tell({.kind = Input::Kind::activate, .id = "do:agree", .values = {"touch"}, .bytes = {}});
    }

    void resume() {
        tell({.kind = Input::Kind::flush, .id = {}, .values = {}, .bytes = {}});
        if (chunks_.empty()) return;
        auto again = Participant::make(setup(session::make_file(chunks_)));
        ASSERT_TRUE(again);
        program_.emplace(std::move(*again));
        ++resumed;
        open();
    }

    void open() {
        page_ = {};
        tell({.kind = Input::Kind::resized,
              .id = {},
              .values = {std::string(64, 'a'), "16"},
              .x = width_,
              .y = height_,
              .density = 2,
              .bytes = {}});
    }

    void tell(Input input) {
        input.now = now_;
        input.wall = 1.76e12 + now_;
        for (auto& command : program_->handle(input)) {
            if (auto* chunk = std::get_if<view::StoreChunk>(&command)) chunks_.push_back(chunk->bytes);
            if (std::holds_alternative<view::EndSession>(command)) over_ = true;
        }
    }

    /// Lays out and paints as src/platform/host.hpp does: what is as before costs nothing.
    void look(Paper& canvas) {
        Page before = std::exchange(page_, program_->page());
        if (page_ != before) {
            if (page_.key != before.key || !view::amend(page_, before, theme_, boxes_))
                boxes_ = view::lay_out(page_, width_, height_, theme_);
            const float below_sight = std::max(0.F, boxes_.height - height_);
            const auto top = static_cast<float>(below(static_cast<std::uint64_t>(below_sight) + 1));
            if (++changes % 3 == 0) {  // all of them would be a third of the time
                const view::Attention attention{.focused = page_.focus, .focus_visible = true};
                ASSERT_GT(canvas.paint(page_, boxes_, theme_, attention, top, height_), 0) << page_.key;
            }
            check();
        }
        note_screen();
        sum_ = core::fnv1a(page_.announce, core::fnv1a(page_.key, sum_));
        for (const Node& node : page_.nodes) sum_ = core::fnv1a(node.value, core::fnv1a(node.id, sum_));
    }

    /// "3/TASK/SCREEN" or "3/TASK/SCREEN/RESTARTS" while a prototype is walked.
    void note_screen() {
        const std::string_view key = page_.key;
        if (!key.starts_with("3/")) return;
        const std::string_view rest = key.substr(key.find('/', 2) + 1);
        screens.emplace(rest.substr(0, rest.find('/')));
    }

    /// Something on the page leads on or back, stands inside of the page, and can be met by a finger.
    void check() {
        ASSERT_EQ(boxes_.boxes.size(), page_.nodes.size());
        bool leads = false;
        for (std::size_t i = 0; i < page_.nodes.size(); ++i) {
            const Node& node = page_.nodes[i];
            if (!view::is_control(node) || node.disabled) continue;
            const view::Rect& rect = boxes_.boxes[i].rect;
            ASSERT_TRUE(rect.w > 0 && rect.h > 0 && rect.x >= 0 && rect.right() <= width_ + 0.5F &&
                        rect.bottom() <= boxes_.height + 0.5F)
                << node.id << " on " << page_.key;
            leads = leads || node.role == Role::button || node.role == Role::link;
        }
        ASSERT_TRUE(leads) << "no way on and no way back on " << page_.key;
    }

    bool has(std::string_view id) const {
        return std::ranges::find(page_.nodes, id, &Node::id) != page_.nodes.end();
    }
    /// Of the journey, as the keys of its pages begin: "3/TASK".
    std::string part() const { return page_.key.substr(0, page_.key.find('/', 2)); }
    bool may_leave() const { return has("next") || has("home"); }
    /// Whether it ends or restarts the task without having come to the end of the service.
    bool breaks_off(std::string_view id) const {
        if (id.ends_with(":no")) return false;
        if (id.starts_with("do:gave_up") || id.starts_with("do:restart")) return true;
        const bool is_at_end = std::ranges::none_of(page_.nodes, [](const Node& node) {
            return node.id.starts_with("do:continue") || node.id == "do:skip" ||
                   node.id.starts_with("hotspot:");
        });
        return id.starts_with("do:done") && !is_at_end;
    }

    Input next() {
        switch (patient_ ? 5 : below(60)) {
            case 0: return {.kind = Input::Kind::back, .id = {}, .values = {}, .bytes = {}};
            case 1: return {.kind = Input::Kind::forward, .id = {}, .values = {}, .bytes = {}};
            case 2: return {.kind = Input::Kind::note, .id = "asked", .values = {}, .bytes = {}};
            case 3:
                return {
                    .kind = Input::Kind::dead_click, .id = "main", .values = {}, .x = 9, .y = 9, .bytes = {}};
            case 4: return {.kind = Input::Kind::flush, .id = {}, .values = {}, .bytes = {}};
            default: break;
        }
        const bool goes_on = has("do:continue");
        std::vector<const Node*> can, wrong;
        for (const Node& node : page_.nodes) {
            if (!view::is_control(node) || node.disabled || (node.role == Role::link && !node.value.empty()))
                continue;
            // What ends or undoes a walk, not as often as what goes on with it.
            if (patient_ && breaks_off(node.id)) continue;
            const bool rare = node.id == "do:gave_up" || node.id == "do:restart" || node.id == "do:back" ||
                              node.id == "do:erase" || node.id == "do:card" ||
                              (node.id == "do:done" && goes_on);
            if (rare && below(12) > 0) continue;
            can.push_back(&node);
            if (node.invalid) wrong.push_back(&node);
        }
        if (can.empty() || (goes_on && below(patient_ && wrong.empty() ? 2 : 4) == 0))
            return {.kind = Input::Kind::activate, .id = "do:continue", .values = {}, .bytes = {}};
        const auto& some = wrong.empty() || below(2) == 0 ? can : wrong;
        const Node& node = *some[below(some.size())];
        switch (node.role) {
            case Role::line_input:
            case Role::lines_input:
                return {.kind = Input::Kind::set, .id = node.id, .values = {some_text(node)}, .bytes = {}};
            case Role::drop_down:
                return {.kind = Input::Kind::set,
                        .id = node.id,
                        .values = {node.choices[below(node.choices.size())].value},
                        .bytes = {}};
            case Role::file_input:
                return {.kind = Input::Kind::set,
                        .id = node.id,
                        .values = {"foto.jpg\n9000\nimage/jpeg"},
                        .bytes = {}};
            case Role::checkbox:
                return {.kind = Input::Kind::activate,
                        .id = node.id,
                        .values = {node.checked ? "false" : "true"},
                        .bytes = {}};
            default: return {.kind = Input::Kind::activate, .id = node.id, .values = {"true"}, .bytes = {}};
        }
    }

    std::string some_text(const Node& node) {
        using prototype::FieldKind;
        if (below(8) == 0) return {};
        if (below(40) == 0) return std::string(below(3000), 'a') + "\xC3\xA3 \xFF \xF0\x9F\x8F\xA0";
        const std::string_view rest = std::string_view(node.id).substr(node.id.find(':') + 1);
        const std::string_view id = rest.substr(0, rest.find_first_of(".:=/"));
        const prototype::FieldIndex index = trial_.prototype.field_named(id);
        if (index == prototype::kNone) return "Zulmira " + std::to_string(below(100));
        const prototype::Field& field = trial_.prototype.fields[index];
        switch (field.kind) {
            case FieldKind::cpf: return "529.982.247-25";
            case FieldKind::cnpj: return "11.222.333/0001-81";
            case FieldKind::cep: return "01310-927";
            case FieldKind::phone: return "(11) 98765-4329";
            case FieldKind::email: return "zulmira@exemplo.com.br";
            case FieldKind::plate: return "QXZ7K31";
            case FieldKind::rg: return "12.345.678-9";
            case FieldKind::date:  // of children as often as of others
                if (!rest.ends_with("year")) return std::to_string(1 + below(12));
                return std::to_string(below(2) == 0 ? 2018 + below(9) : 1940 + below(80));
            case FieldKind::number:
            case FieldKind::money: return std::to_string(1 + below(90));
            default:
                return below(3) == 0 ? std::to_string(below(3000)) : "Rua do Faz de Conta, perto da escola";
        }
    }

    trials::Trial trial_;
    std::uint64_t state_;
    std::string language_ = trials::read_text("assets/languages/pt-BR.json");
    view::Theme theme_;
    Participant fresh_;
    std::optional<Participant> program_;
    Page page_;
    view::Boxes boxes_;
    std::vector<session::Bytes> chunks_;
    std::uint64_t sum_ = core::fnv1a({});
    float width_ = 360, height_ = 640;
    double now_ = 0;
    bool over_ = false;
    bool patient_ = false;
};

/// A request of two questions. `lock` is put into the first, `way_back` into the second.
trials::Trial two_questions(const std::string& lock, const std::string& way_back) {
    return trials::make_trial(
        R"({"format": 1, "id": "estudo", "title": "Estudo", "prototype": "servico",
            "consent": {"version": "1", "who": "a", "why": "b", "recorded": "c", "use": "d", "duration": "e",
                        "rights": "f", "contact": "g"},
            "tasks": [{"id": "tarefa", "title": "Tarefa", "scenario": "Peça.", "success": "Chega ao fim.",
                       "goal_screen": "fim"}]})",
        R"({"format": 1, "id": "servico", "title": "Serviço", "body": "Cidade", "version": "1",
            "language": "pt-BR", "theme": "govbr", "notice": "Protótipo", "letter": {}, "start": "rua",
            "screens": [
              {"id": "rua", "kind": "question", "title": "Rua", "next": "dono", )" +
            lock + R"(
               "fields": [{"id": "nome", "kind": "text", "label": "Nome da rua"}]},
              {"id": "dono", "kind": "question", "title": "Dono", "next": "fim", )" +
            way_back + R"(
               "fields": [{"id": "sabe", "kind": "yes_no", "label": "Sabe de quem é?"}]},
              {"id": "fim", "kind": "confirmation", "title": "Fim"}]})");
}

TEST(ParticipantWalk, a_prototype_that_nobody_comes_out_of_is_told_from_one_with_a_way) {
    Paper canvas;
    const auto lets_out = [&](trials::Trial trial) {
        Walker walker(std::move(trial), 3);
        while (walker.screens.empty()) walker.press(canvas);
        return walker.comes_out();
    };
    const std::string named = R"({"all": [{"field": "nome", "op": "filled"}]})";
    EXPECT_TRUE(lets_out(two_questions("", "")));
    EXPECT_FALSE(lets_out(
        two_questions(R"("checks": [{"when": )" + named + R"(, "field": "nome", "message": "Nunca"}],)", "")))
        << "continuing never succeeds";
    EXPECT_FALSE(lets_out(two_questions(R"("branches": [{"when": )" + named + R"(, "to": "rua"}],)", "")))
        << "a screen that leads to itself";
    EXPECT_FALSE(lets_out(two_questions("", R"("branches": [{"when": )" + named + R"(, "to": "rua"}],)")))
        << "two screens that lead to each other";
}

TEST(ParticipantWalk,
     a_hundred_thousand_presses_leave_no_page_without_a_way_and_the_same_ones_lead_to_the_same_page) {
    Paper canvas;
    for (const char* sample : kSamples) {
        SCOPED_TRACE(sample);
        Walker walker(trials::sample_trial(sample, true), 11);
        std::uint64_t after_some = 0;
        for (int i = 0; i < kPresses; ++i) {
            const std::size_t known = walker.screens.size();
            walker.press(canvas);
            ASSERT_FALSE(testing::Test::HasFatalFailure()) << "after press " << i;
            if (walker.screens.size() > known || i % kBetweenTries == 0) {
                ASSERT_TRUE(walker.comes_out()) << "no way out after press " << i << " of " << walker.place();
            }
            if (i + 1 == kAgain) after_some = walker.sum();
        }
        Walker again(trials::sample_trial(sample, true), 11);
        for (int i = 0; i < kAgain; ++i) again.press(canvas);
        EXPECT_EQ(again.sum(), after_some);
        EXPECT_EQ(walker.screens.size(), walker.screens_in_all()) << "too timid to prove anything";
        EXPECT_GT(walker.changes, kPresses / 2);
        EXPECT_GT(walker.sessions, 10);
        EXPECT_GT(walker.resumed, 3);
    }
}

}  // namespace
