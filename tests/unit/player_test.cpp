#include "studio/player.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "participant/participant.hpp"
#include "prototype/field_kinds.hpp"

#include "random_walk.hpp"

namespace {

using namespace ensaio;
using participant::Participant;
using studio::Player;
using trials::kSamples;
using trials::read_text;
using view::Input;
using view::Node;
using view::Page;
using view::Role;

constexpr const char* kSession = "00112233445566778899aabbccddeeff";

struct Seen {
    std::uint64_t at;  // the last record
    Page page;
};

struct Session {
    session::Bytes file;
    std::vector<Seen> seen;  // after each input, from the consent to the end of the record
    std::vector<std::string> typed;
};

/// A person who presses and types anything that is on the page.
class Presser {
public:
    Presser(const std::string& sample, bool made_up, std::uint64_t seed)
        : trial_(trials::sample_trial(sample, made_up)), state_(seed * 31 + 7) {
        restart({});
    }

    Session live(int inputs) {
        tell({.kind = Input::Kind::resized,
              .id = {},
              .values = {std::string(64, 'a'), "16"},
              .x = 360,
              .y = 640,
              .density = 2,
              .bytes = {}});
        press("do:agree");
        note();
        for (int i = 0; i < inputs && !over_; ++i) {
            now_ += 100 + static_cast<double>(below(3000));
            if (below(60) == 0 && i > 5) {
                tell({.kind = Input::Kind::flush, .id = {}, .values = {}, .bytes = {}});
                restart(session::make_file(chunks_));
                continue;  // what it shows is recorded with the next input
            }
            do_something();
            note();
        }
        tell({.kind = Input::Kind::flush, .id = {}, .values = {}, .bytes = {}});
        return {session::make_file(chunks_), std::move(seen_), std::move(typed_)};
    }

private:
    std::uint64_t below(std::uint64_t bound) { return core::split_mix(state_) % bound; }

    void restart(session::Bytes resume) {
        if (!resume.empty()) ++restarts_;
        auto made = Participant::make({.study = trial_.study.source,
                                       .prototype = trial_.prototype.source,
                                       .language = read_text("assets/languages/pt-BR.json"),
                                       .session = kSession,
                                       .participant = "P07",
                                       .device = "celular",
                                       .seed = 5,
                                       .utc_offset = -180,
                                       .facilitator = below(2) == 0,
                                       .resume = std::move(resume)});
        participant_.emplace(std::move(made).value());
    }

    void tell(Input input) {
        input.now = now_;
        input.wall = 1.76e12 + now_;
        for (auto& command : participant_->handle(input)) {
            if (auto* chunk = std::get_if<view::StoreChunk>(&command)) chunks_.push_back(chunk->bytes);
            if (std::holds_alternative<view::EndSession>(command)) over_ = true;
            if (std::holds_alternative<view::CopyText>(command))
                tell({.kind = below(2) == 0 ? Input::Kind::stored : Input::Kind::failed,
                      .id = "copy",
                      .values = {},
                      .bytes = {}});
        }
    }

    void press(const std::string& id, std::vector<std::string> values = {}) {
        tell({.kind = Input::Kind::activate, .id = id, .values = std::move(values), .bytes = {}});
    }

    void note() {
        tell({.kind = Input::Kind::flush, .id = {}, .values = {}, .bytes = {}});
        const auto file = session::read_file(session::make_file(chunks_));
        const auto& records = file->sessions.front().records;
        // What is not recorded yet after a reload cannot be seen again yet.
        const auto resumed = std::ranges::count_if(records, [](const session::Record& record) {
            return std::holds_alternative<session::Resumed>(record.event);
        });
        if (resumed < restarts_) return;
        seen_.push_back({records.size() - 1, participant_->page()});
    }

    std::string some_text(const Node& node) {
        if (below(3) == 0) return {};
        for (const auto& field : trial_.prototype.fields) {
            if (node.id != "field:" + field.id) continue;
            if (field.kind == prototype::FieldKind::cpf) return "529.982.247-25";
            if (field.kind == prototype::FieldKind::email) return "zulmira@exemplo.com.br";
            if (field.kind == prototype::FieldKind::phone) return "(11) 98765-4329";
        }
        std::string text =
            below(2) == 0 ? std::to_string(below(3000)) : "Zulmira " + std::to_string(below(100000));
        if (text.size() > 8) typed_.push_back(text);
        return text;
    }

    void do_something() {
        const Page page = participant_->page();
        std::vector<const Node*> can;
        for (const Node& node : page.nodes) {
            const bool operable = node.role == Role::button || node.role == Role::radio ||
                                  node.role == Role::checkbox || node.role == Role::line_input ||
                                  node.role == Role::lines_input || node.role == Role::drop_down ||
                                  (node.role == Role::link && node.value.empty());
            // To give up ends too many walks.
            if (operable && (node.id != "do:gave_up" || below(8) == 0) &&
                (node.id != "do:done" || below(3) == 0) && (node.id != "do:back" || below(3) == 0))
                can.push_back(&node);
        }
        if (can.empty() || below(40) == 0) {
            tell({.kind = Input::Kind::back, .id = {}, .values = {}, .bytes = {}});
            return;
        }
        const Node& node = *can[below(can.size())];
        switch (node.role) {
            case Role::radio: return press(node.id, {"true"});
            case Role::checkbox: return press(node.id, {node.checked ? "false" : "true"});
            case Role::line_input:
            case Role::lines_input:
                return tell(
                    {.kind = Input::Kind::set, .id = node.id, .values = {some_text(node)}, .bytes = {}});
            case Role::drop_down:
                return tell({.kind = Input::Kind::set,
                             .id = node.id,
                             .values = {node.choices[below(node.choices.size())].value},
                             .bytes = {}});
            default: return press(node.id);
        }
    }

    trials::Trial trial_;
    std::uint64_t state_;
    std::optional<Participant> participant_;
    std::vector<session::Bytes> chunks_;
    std::vector<Seen> seen_;
    std::vector<std::string> typed_;
    double now_ = 0;
    std::ptrdiff_t restarts_ = 0;
    bool over_ = false;
};

core::Result<Player> player_of(const session::Bytes& file) {
    return Player::make({.language = read_text("assets/languages/pt-BR.json"),
                         .languages = {read_text("assets/languages/pt-BR.json")},
                         .file = file,
                         .session = kSession});
}

Page page_after(Player& player, std::uint64_t record) {
    player.handle(
        {.kind = Input::Kind::set, .id = "record", .values = {std::to_string(record)}, .bytes = {}});
    return player.page();
}

/// The first node that differs, in words; empty: none.
std::string difference(const Page& a, const Page& b) {
    for (std::size_t i = 0; i < std::min(a.nodes.size(), b.nodes.size()); ++i) {
        if (a.nodes[i] != b.nodes[i])
            return a.nodes[i].id + " \"" + a.nodes[i].text + a.nodes[i].value +
                   "\", again: " + b.nodes[i].id + " \"" + b.nodes[i].text + b.nodes[i].value + "\"";
    }
    return a.nodes.size() == b.nodes.size() ? std::string() : "number of nodes";
}

TEST(Player, every_page_of_every_sample_is_seen_again_node_by_node) {
    for (const char* sample : kSamples) {
        for (std::uint64_t seed = 0; seed < 6; ++seed) {
            SCOPED_TRACE(std::string(sample) + ", " + std::to_string(seed));
            const Session session = Presser(sample, true, seed).live(120);
            auto player = player_of(session.file);
            ASSERT_TRUE(player) << player.error().front().code;
            for (const Seen& seen : session.seen) {
                const std::string found = difference(seen.page, page_after(*player, seen.at));
                ASSERT_EQ(found, "") << "after record " << seen.at;
            }
        }
    }
}

TEST(Player, of_private_texts_only_the_class_of_length_is_told) {
    std::size_t veiled = 0;
    for (const char* sample : kSamples) {
        const Session session = Presser(sample, false, 3).live(150);
        auto player = player_of(session.file);
        ASSERT_TRUE(player) << player.error().front().code;
        const std::string story = player->take_story();
        if (story.find("\"veiled\"") != std::string::npos) ++veiled;
        const auto& opened = session::open(trials::only_session(session.file));
        ASSERT_TRUE(opened);
        for (const auto& field : opened->prototype.fields) {
            if (session::may_store(opened->study, field)) continue;
            for (const Seen& seen : session.seen) {
                for (const Node& node : page_after(*player, seen.at).nodes) {
                    const bool own = node.id == "field:" + field.id;
                    if (own && node.role == Role::line_input) {
                        EXPECT_EQ(node.value, "") << sample << " " << node.id;
                    }
                }
            }
        }
    }
    EXPECT_GE(veiled, 3U);
}

TEST(Player, knows_at_each_record_how_the_page_looked) {
    const Session session = Presser("calcada", true, 1).live(10);
    auto player = player_of(session.file);
    ASSERT_TRUE(player);
    const studio::Looks looks = player->looks_at(1000);
    EXPECT_EQ(looks.viewport, (session::Viewport{360, 640, 200}));
    EXPECT_EQ(looks.theme, std::string(64, 'a'));
    EXPECT_EQ(looks.text_size, 16U);
}

TEST(Player, a_record_that_is_not_there_shows_the_nearest) {
    const Session session = Presser("calcada", true, 1).live(10);
    auto player = player_of(session.file);
    ASSERT_TRUE(player);
    const Page last = page_after(*player, 1'000'000);
    EXPECT_EQ(difference(last, page_after(*player, session.seen.back().at)), "");
    EXPECT_FALSE(page_after(*player, 0).nodes.empty());
    player->handle({.kind = Input::Kind::set, .id = "record", .values = {"minus"}, .bytes = {}});
    EXPECT_FALSE(player->page().nodes.empty());
}

TEST(Player, another_session_than_those_of_the_file_is_an_error) {
    const Session session = Presser("calcada", true, 1).live(5);
    const auto player = Player::make({.language = read_text("assets/languages/pt-BR.json"),
                                      .languages = {},
                                      .file = session.file,
                                      .session = std::string(32, '0')});
    ASSERT_FALSE(player);
    EXPECT_EQ(player.error().front().code, "session.no_header");
}

}  // namespace
