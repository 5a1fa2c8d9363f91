// The participant's program, as the page sees it.
#include "participant/participant.hpp"
#include "platform/host.hpp"

using emscripten::val;
using ensaio::participant::Participant;
using Exposed = ensaio::platform::Exposed<Participant>;

namespace {

/// `setup`: the members of participant::Setup, texts that are not in UTF-8 as bytes, `resume` as an array of
/// stored chunks, and those of Exposed::start.
std::string start(const val& setup, const val& browser) {
    const auto text = [&](const char* name) { return setup[name].as<std::string>(); };
    const std::string language = text("language");
    return Exposed::start(Participant::make({.study = text("study"),
                                             .prototype = text("prototype"),
                                             .language = language,
                                             .study_file = text("studyFile"),
                                             .prototype_file = text("prototypeFile"),
                                             .session = text("session"),
                                             .participant = text("participant"),
                                             .device = text("device"),
                                             .build = text("build"),
                                             .seed = static_cast<std::uint64_t>(setup["seed"].as<double>()),
                                             .utc_offset = setup["utcOffset"].as<int>(),
                                             .facilitator = setup["facilitator"].as<bool>(),
                                             .shares = setup["shares"].as<bool>(),
                                             .resume = ensaio::platform::session_file(setup["resume"])}),
                          language, setup, browser);
}

}  // namespace

EMSCRIPTEN_BINDINGS(participant) {
    emscripten::function("start", &start);
    Exposed::bind();
}

int main() {}  // the page calls start()
