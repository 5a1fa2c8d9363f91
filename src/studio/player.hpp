// A session seen again: the page of the participant at any moment of it, made from the same journey by the
// same rooms, so that it is the same picture. web/player.js has the buttons around it and the time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "core/language.hpp"
#include "participant/view_state.hpp"
#include "session/journal.hpp"
#include "session/replay.hpp"
#include "view/host.hpp"
#include "view/page.hpp"

namespace ensaio::studio {

struct PlayerSetup {
    std::string language;                // of the studio, JSON text
    std::vector<std::string> languages;  // of the participants, JSON texts; the first is the usual one
    session::Bytes file;                 // a session file
    std::string session;                 // which of its sessions
};

/// How the participant's page looked from a moment on, beside what the journey says.
struct Looks {
    session::Viewport viewport;
    std::string theme;             // SHA-256 of its file, hexadecimal; empty: not known
    std::uint32_t text_size = 16;  // what the browser made of 1rem, css px
    participant::ViewState view;
};

class Player {
public:
    /// Errors: session.no_header where there is no such session, and those of session::open.
    static core::Result<Player> make(const PlayerSetup& setup);

    /// What the participant saw after the record that was gone to last; at first as the session began.
    view::Page page() const;
    /// Input::Kind::set, id "record", values: {number}. Anything else changes nothing.
    view::Commands handle(const view::Input& input);
    /// All that web/player.js shows around the page, as JSON: see `Story` there. Told once: it may be large.
    std::string take_story();
    /// How the page looks after the record.
    Looks looks_at(std::size_t record) const;

private:
    struct Change {
        std::size_t record = 0;         // from after this one on
        Looks looks{};                  // without the searches: each change would have all before it again
        std::size_t searches_from = 0;  // the first change whose search may still be shown
        const prototype::Field* searched = nullptr;  // the record says for what
    };

    Player(std::unique_ptr<session::Opened> opened, core::Language language, core::Language words);
    /// Runs the session, the only time that all of it is run.
    session::Seeker watch();

    // Apart, so that the seeker's reference to it stays good.
    std::unique_ptr<session::Opened> opened_;
    core::Language language_;  // of the studio
    core::Language words_;     // of the participant's page
    std::vector<Change> changes_;
    std::string story_;       // up to the moments, until it is told
    session::Seeker seeker_;  // behind what watch() fills
    std::size_t record_ = 0;
};

}  // namespace ensaio::studio
