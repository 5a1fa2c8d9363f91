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
        trace,    // where the pointer was and the like, in `bytes` (web/trace.js); x: ms since it began
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
/// Send Input::bytes (id "sessions"): all stored chunks of all sessions as a session file, and what does not
/// fit into the largest file in further ones (id "more_sessions"). values: bytes used and bytes that there is
/// room for, "1" where the browser has promised to keep them, when all of them were last downloaded (ms since
/// 1970-01-01 UTC); empty: not known. Then the ids of the sessions that were erased by who had done them.
struct LoadSessions {};
/// Remove a stored session for good; what still records it elsewhere is told. Answered by stored or failed,
/// id "delete", or "expire" of one whose date has come.
struct DeleteSession {
    std::string session;
    bool expired = false;
};
/// Append chunks of an opened file to the store: all of them, or none. Answered by stored or failed, id
/// "import".
struct ImportChunks {
    std::vector<StoreChunk> chunks;
};
/// Hand a file to the person.
struct Download {
    std::string name, mime;
    std::vector<std::uint8_t> bytes;
    bool copy = false;  // of all stored sessions: to be remembered
};
/// Ask the person for a file. Answered by bytes, id "file", values: {name}.
struct PickFile {
    std::string accept;
};

/// Put a text into the clipboard. Answered by stored or failed, id "copy".
struct CopyText {
    std::string text;
};

using Command = std::variant<StoreChunk, EndSession, FlushAfter, LoadSessions, DeleteSession, ImportChunks,
                             Download, PickFile, CopyText>;
using Commands = std::vector<Command>;

}  // namespace ensaio::view
