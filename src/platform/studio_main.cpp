// The studio's program, as the page sees it.
#include "platform/host.hpp"
#include "studio/studio.hpp"

using emscripten::val;
using ensaio::studio::Studio;
using Exposed = ensaio::platform::Exposed<Studio>;

namespace {

/// `setup`: {language: string} and the members of Exposed::start.
std::string start(const val& setup, const val& browser) {
    const std::string language = setup["language"].as<std::string>();
    return Exposed::start(Studio::make({.language = language}), language, setup, browser);
}

}  // namespace

EMSCRIPTEN_BINDINGS(studio) {
    emscripten::function("start", &start);
    Exposed::bind();
}

int main() {}  // the page calls start()
