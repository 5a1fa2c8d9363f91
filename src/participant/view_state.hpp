// What a page shows beside the journey: questions asked back, words searched for. No state depends on it;
// what of it is seen on a screen of the service is recorded as session::Shown.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ensaio::participant {

struct ViewState {
    /// A question that must be answered before something is done that cannot be undone. The numbers up to
    /// gave_up are part of the journal's format (session::Shown::What::asked_back).
    enum class Asking : std::uint8_t { nothing = 0, restart = 1, done = 2, gave_up = 3, erase };
    enum class Copy : std::uint8_t { nothing, done, failed };
    /// Of the pages after the test. to_erase: the browser does not let go of what is stored yet.
    enum class End : std::uint8_t { thanks, recorded, to_erase, erased };
    /// Of the session, into the study's drop box. later: it waits in this browser and is tried again.
    enum class Sending : std::uint8_t { no, under_way, sent, later, refused };

    Asking asking = Asking::nothing;
    Copy copy = Copy::nothing;  // of the protocol number
    End end = End::thanks;
    Sending sending = Sending::no;
    std::uint32_t restarts = 0;  // of the task: each is a page of its own
    bool facilitator = false;    // somebody sits beside the person: after the test comes the next one
    bool shares = false;         // the device has a way of its own to hand a file on
    bool unsaved = false;        // the browser refuses to store: the thanks offer the record as a file
    bool forgotten = false;      // answers went with the page that was closed before, and that is told
    bool erased_here = false;    // End::to_erase: only this page knows of it
    std::vector<std::pair<std::string, std::string>>
        searches;              // id of a field, words typed into its search box
    std::string announcement;  // said politely once
};

/// The button that asks; those of its answers end in ":yes" and ":no".
constexpr std::string_view asking_button(ViewState::Asking asking) {
    constexpr std::array<std::string_view, 5> kButtons = {"", "do:restart", "do:done", "do:gave_up",
                                                          "do:erase"};
    return kButtons[static_cast<std::size_t>(asking)];
}

}  // namespace ensaio::participant
