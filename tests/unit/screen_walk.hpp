// A walk through a prototype of a test, seen as the pages of its screens.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "participant/field_input.hpp"
#include "participant/screens.hpp"
#include "prototype/read.hpp"

#include "random_walk.hpp"

namespace ensaio::trials {

using Texts = std::vector<std::string>;

inline constexpr std::int32_t kToday = 20'000;  // 04/10/2024

inline constexpr std::string_view kPicture =
    R"({"id": "mapa", "alt": "Mapa do bairro", "width": 400, "height": 200,
                                          "source": "data:image/png;base64,iVBORw0KGgo="})";

/// A walk through a prototype, seen as its pages.
class Walk {
public:
    explicit Walk(const std::string& json)
        : language_(*core::Language::read(read_text("assets/languages/pt-BR.json"))) {
        auto made = prototype::read(json);
        if (!made) {
            for (const auto& error : made.error()) ADD_FAILURE() << language_.describe(error);
            return;
        }
        prototype = *std::move(made);
        state = prototype::start(prototype, 7, kToday);
    }

    const view::Page& page() {
        view::PageBuilder builder("key", "title", "pt-BR");
        participant::add_screen(builder, view::kNoParent, prototype, state, language_, view);
        page_ = std::move(builder).take();
        std::set<std::string> ids;
        for (const view::Node& node : page_.nodes) {
            EXPECT_TRUE(ids.insert(node.id).second) << node.id << " stands twice";
            EXPECT_EQ(node.text.find('['), std::string::npos) << node.text;
            EXPECT_FALSE(node.hidden_text.starts_with('[')) << node.hidden_text;
        }
        for (const view::Node& node : page_.nodes) {
            std::string_view rest = node.described_by;
            while (!rest.empty()) {
                const std::size_t end = std::min(rest.find(' '), rest.size());
                EXPECT_TRUE(ids.contains(std::string(rest.substr(0, end)))) << node.id << ": " << rest;
                rest.remove_prefix(std::min(end + 1, rest.size()));
            }
            const bool leads = node.role == view::Role::label || node.id.starts_with("goto:");
            EXPECT_TRUE(!leads || ids.contains(node.target)) << node.id << ": " << node.target;
        }
        return page_;
    }

    bool has(std::string_view id) {
        const std::vector<view::Node>& nodes = page().nodes;
        return std::ranges::find(nodes, id, &view::Node::id) != nodes.end();
    }

    view::Node node(std::string_view id) {
        const auto found = std::ranges::find(page().nodes, id, &view::Node::id);
        if (found != page_.nodes.end()) return *found;
        ADD_FAILURE() << id << " is not on the page";
        return {};
    }

    view::Node parent_of(const view::Node& child) { return page().nodes.at(child.parent); }

    /// Texts of all nodes of a role, in their order.
    Texts texts(view::Role role) {
        Texts found;
        for (const view::Node& node : page().nodes) {
            if (node.role == role) found.push_back(node.text);
        }
        return found;
    }

    /// Ids of all nodes that begin so, in their order.
    Texts ids(std::string_view prefix) {
        Texts found;
        for (const view::Node& node : page().nodes) {
            if (node.id.starts_with(prefix)) found.push_back(node.id);
        }
        return found;
    }

    prototype::Effect send(view::Input input) {
        if (participant::search_words(prototype, input, view)) return prototype::Effect::nothing;
        const auto action = participant::action_of_field(prototype, state, input);
        if (!action) {
            ADD_FAILURE() << input.id << " gives no answer";
            return prototype::Effect::nothing;
        }
        const prototype::Effect effect = act(*action);
        said = participant::announcement(prototype, state, input, language_);
        return effect;
    }
    prototype::Effect write(const std::string& id, const Texts& values) {
        EXPECT_TRUE(has(id)) << id;
        return send({.kind = view::Input::Kind::set, .id = id, .values = values});
    }
    prototype::Effect write(const std::string& id, const std::string& text) { return write(id, Texts{text}); }
    prototype::Effect press(const std::string& id, bool on = true, float x = 0, float y = 0) {
        EXPECT_TRUE(has(id)) << id;
        return send({.kind = view::Input::Kind::activate,
                     .id = id,
                     .values = {on ? "true" : "false"},
                     .x = x,
                     .y = y});
    }

    prototype::Effect act(const prototype::Action& action) {
        auto step = prototype::apply(prototype, state, action);
        state = std::move(step.state);
        return step.effect;
    }
    prototype::Effect go_on() {
        return act({.kind = prototype::ActionKind::go_on, .target = 0, .value = {}, .facts = {}});
    }

    prototype::Value answer(std::string_view field) {
        return state.answers.at(prototype.field_named(field)).value;
    }

    prototype::Prototype prototype;
    prototype::State state;
    participant::ViewState view;
    std::string said;

private:
    core::Language language_;
    view::Page page_;
};

/// A question with these fields, then a check screen, then the end. `more`: members of the prototype.
inline Walk asking(const std::string& fields, const std::string& more = {},
                   const std::string& checks = "[]") {
    return Walk(R"({"format": 1, "id": "p", "title": "P", )" + more + R"("screens": [
        {"id": "q", "kind": "question", "title": "Pergunta", "next": "c", "fields": [)" +
                fields + R"(], "checks": )" + checks + R"(},
        {"id": "c", "kind": "check", "title": "Confira", "next": "f"},
        {"id": "f", "kind": "end", "title": "Fim"}]})");
}

/// A prototype whose first screen has these members besides its id; another one follows it.
inline Walk showing(const std::string& screen, const std::string& more = {}) {
    return Walk(R"({"format": 1, "id": "p", "title": "P", )" + more + R"("screens": [
        {"id": "s", )" +
                screen + R"(}, {"id": "f", "kind": "end", "title": "Fim"}]})");
}

inline std::string with_pictures() { return R"("images": [)" + std::string(kPicture) + "], "; }

}  // namespace ensaio::trials
