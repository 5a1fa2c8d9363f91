// A citizen at the participant's program, without a browser.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "participant/participant.hpp"

namespace ensaio::trials {

using participant::Participant;
using participant::Setup;
using view::Commands;
using view::EndSession;
using view::Input;
using view::leaves_the_page;
using view::Node;
using view::Page;
using view::StoreChunk;

/// A citizen who knows the ids; every page met is checked for missing words and repeated ids.
class Citizen {
public:
    explicit Citizen(const Setup& setup) {
        auto made = Participant::make(setup);
        if (!made) ADD_FAILURE() << made.error().front().code << " at " << made.error().front().where;
        program_.emplace(std::move(*made));
        send({.kind = Input::Kind::resized, .id = {}, .values = {}, .x = 360, .y = 640, .density = 2});
    }

    Page page() const { return program_->page(); }

    const Node* node(std::string_view id) {
        page_ = page();
        const auto found = std::ranges::find(page_.nodes, id, &Node::id);
        return found == page_.nodes.end() ? nullptr : &*found;
    }

    std::string title() {
        const Node* found = node("title");
        if (found != nullptr) return found->text;
        for (const Node& n : page_.nodes) {
            if (n.level == 1) return n.text;
        }
        return {};
    }

    bool at_consent() const { return page().key.starts_with("0/"); }

    void press(const std::string& id) {
        // The consent's controls stand on a page of their own: web/consent.js.
        ASSERT_TRUE(at_consent() || node(id) != nullptr) << id << " is not on the page " << title();
        send({.kind = Input::Kind::activate, .id = id, .values = {"true"}});
    }

    void write(const std::string& id, const std::string& text) {
        ASSERT_NE(node(id), nullptr) << id << " is not on the page " << title();
        send({.kind = Input::Kind::set, .id = id, .values = {text}});
    }

    void send(Input input) {
        now_ += 1500;
        input.now = now_;
        input.wall = 1'790'000'000'000.0 + now_;
        const std::optional<Page> before = leaves_the_page(input.kind) ? std::optional(page()) : std::nullopt;
        for (auto& command : program_->handle(input)) {
            if (auto* chunk = std::get_if<StoreChunk>(&command)) chunks_.push_back(chunk->bytes);
            if (std::holds_alternative<EndSession>(command)) ended_ = true;
            commands.push_back(std::move(command));
        }
        if (before) {
            EXPECT_EQ(page(), *before) << "after an input that is only written down";
        }
        check_words();
    }

    ensaio::session::Bytes stored() { return ensaio::session::make_file(chunks_); }
    std::size_t chunk_count() const { return chunks_.size(); }
    bool ended() const { return ended_; }

    Commands commands;  // all that the host was asked for

private:
    void check_words() {
        const Page shown = page();
        std::set<std::string> ids;
        for (const Node& n : shown.nodes) {
            EXPECT_TRUE(ids.insert(n.id).second) << n.id << " stands twice on " << shown.title;
            EXPECT_FALSE(n.text.starts_with("[")) << n.text;
            EXPECT_TRUE(n.parent == ensaio::view::kNoParent || n.parent < ids.size());
        }
        EXPECT_FALSE(shown.title.starts_with("["));
        EXPECT_FALSE(shown.title.empty());
    }

    std::optional<Participant> program_;
    Page page_;
    double now_ = 0;
    std::vector<ensaio::session::Bytes> chunks_;
    bool ended_ = false;
};

}  // namespace ensaio::trials
