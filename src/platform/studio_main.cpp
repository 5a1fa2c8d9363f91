// The studio's program and its player of sessions, as the page sees them.
#include <variant>

#include "platform/host.hpp"
#include "studio/player.hpp"
#include "studio/studio.hpp"

using emscripten::val;
using ensaio::studio::Player;
using ensaio::studio::Studio;

namespace {

/// What the address asks for: one of the two.
struct Program {
    std::variant<Studio, Player> room;

    ensaio::view::Page page() const {
        return std::visit([](const auto& one) { return one.page(); }, room);
    }
    ensaio::view::Commands handle(const ensaio::view::Input& input) {
        return std::visit([&](auto& one) { return one.handle(input); }, room);
    }
};

using Exposed = ensaio::platform::Exposed<Program>;

/// `setup`: {language: string} and the members of Exposed::start.
std::string start(const val& setup, const val& browser) {
    const std::string language = setup["language"].as<std::string>();
    auto studio = Studio::make({.language = language, .session = setup["open"].as<std::string>()});
    if (!studio) return Exposed::start(std::unexpected(studio.error()), language, setup, browser);
    return Exposed::start(Program{std::move(*studio)}, language, setup, browser);
}

/// `setup`: {language, session: string, languages: string[], chunks: Uint8Array[]} and the members of
/// Exposed::start. `browser` gets the story before anything else.
std::string replay(const val& setup, const val& browser) {
    const std::string language = setup["language"].as<std::string>();
    ensaio::studio::PlayerSetup wanted{.language = language,
                                       .languages = {},
                                       .file = ensaio::platform::session_file(setup["chunks"]),
                                       .session = setup["session"].as<std::string>()};
    const val& languages = setup["languages"];
    for (unsigned i = 0; i < languages["length"].as<unsigned>(); ++i)
        wanted.languages.push_back(languages[i].as<std::string>());
    auto player = Player::make(wanted);
    if (!player) return Exposed::start(std::unexpected(player.error()), language, setup, browser);
    browser.call<void>("story", player->take_story());
    return Exposed::start(Program{std::move(*player)}, language, setup, browser);
}

/// The name by which a session knows the theme that its page wore.
std::string theme_name(const std::string& json) { return Exposed::name_of(json); }

}  // namespace

EMSCRIPTEN_BINDINGS(studio) {
    emscripten::function("start", &start);
    emscripten::function("replay", &replay);
    emscripten::function("themeName", &theme_name);
    Exposed::bind();
}

int main() {}  // the page calls start() or replay()
