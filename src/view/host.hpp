// What a program (participant, studio) gets from its host, and what it asks of it. Values both ways: a
// program never calls the host.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace ensaio::view {

/// Something a person or the browser did.
struct Input {
    enum class Kind : std::uint8_t {
        activate,  // id: a button was activated, a radio or checkbox chosen (values: {"true"} or {"false"});
                   // x, y: where on the page
        set,       // id: a field's text, chosen option or file names changed to `values`
        focus,     // id: got the focus
        dead_click,  // x, y: a press that no control took; id: the innermost box there
        resized,     // x, y: width and height of the viewport in css px; density
        hidden,      // the page was hidden
        shown,
        back,     // the browser's back
        forward,  // the browser's forward, after a back
        note,     // the facilitator pressed a key of her own; id: code of the note
        flush,    // the time asked for by FlushAfter has come, or the page may soon be gone: hand out what
                  // waits
        stored,   // the host has carried a command out; id names it
        failed,   // the host could not carry a command out; id names it, values: {code of the language files
                  // under "host."}
        bytes,    // the host's answer to a command that reads: `bytes`
    };
    Kind kind = Kind::activate;
    std::string id;
    std::vector<std::string> values;
    float x = 0, y = 0, density = 1;
    std::vector<std::uint8_t> bytes;
    double now = 0;   // ms on the host's monotonic clock
    double wall = 0;  // ms since 1970-01-01 UTC on the host's wall clock
};

/// Append a chunk to a stored session. `key`: strict durability and at once.
struct StoreChunk {
    std::string session;
    std::uint32_t sequence = 0;
    bool key = false;
    std::vector<std::uint8_t> bytes;
};
/// The session is over and will not be gone on with: from now on another visit starts a new one.
struct EndSession {
    std::string session;
};
/// Send Input::flush after this many ms (a later request replaces an earlier one).
struct FlushAfter {
    std::uint32_t ms = 250;
};
/// Send Input::bytes (id "sessions"): all stored chunks of all sessions as one session file.
struct LoadSessions {};
/// Remove a stored session for good. Answered by stored or failed, id "delete".
struct DeleteSession {
    std::string session;
};
/// Append chunks of an opened file to the store: one session. Answered by stored or failed, id "import".
struct ImportSession {
    std::string session;
    std::vector<StoreChunk> chunks;
};
/// Hand a file to the person.
struct Download {
    std::string name, mime;
    std::vector<std::uint8_t> bytes;
};
/// Ask the person for a file. Answered by bytes, id "file", values: {name}.
struct PickFile {
    std::string accept;
};

/// Put a text into the clipboard. Answered by stored or failed, id "copy".
struct CopyText {
    std::string text;
};

using Command = std::variant<StoreChunk, EndSession, FlushAfter, LoadSessions, DeleteSession, ImportSession,
                             Download, PickFile, CopyText>;
using Commands = std::vector<Command>;

}  // namespace ensaio::view
