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
        resized,  // x, y: width and height of the viewport in css px; density; values: SHA-256 of the theme's
                  // file, and what the browser makes of 1rem, css px
        hidden,   // the page was hidden
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
        turn,     // asked for by NextTurn
    };
    Kind kind = Kind::activate;
    std::string id;
    std::vector<std::string> values;
    float x = 0, y = 0, density = 1;
    std::vector<std::uint8_t> bytes;
    double now = 0;   // ms on the host's monotonic clock
    double wall = 0;  // ms since 1970-01-01 UTC on the host's wall clock
};

/// Whether an input of the kind is only written down or handed on: no program has another page after it.
constexpr bool leaves_the_page(Input::Kind kind) {
    switch (kind) {
        case Input::Kind::focus:
        case Input::Kind::dead_click:
        case Input::Kind::hidden:
        case Input::Kind::shown:
        case Input::Kind::note:
        case Input::Kind::flush:
        case Input::Kind::trace: return true;
        default: return false;
    }
}

/// Append a chunk to a stored session. `key`: strict durability and at once.
struct StoreChunk {
    std::string session;
    std::uint32_t sequence = 0;
    bool key = false;
    std::vector<std::uint8_t> bytes;
};
/// The session is over and will not be gone on with: from now on another visit starts a new one. Where there
/// is an address, `file` is to be put into that drop box, closed with its public key: now, or later. Answered
/// by stored (it is there) or failed, id "send", values: {"later"} it is tried again, {"refused"} the drop
/// box does not take it.
struct EndSession {
    std::string session;
    std::string address, key;
    std::vector<std::uint8_t> file;
};
/// Send Input::flush after this many ms. One that is under way stands: whoever types without a pause is
/// stored too.
struct FlushAfter {
    std::uint32_t ms = 250;
};
/// Send Input::turn once the page has answered what has come meanwhile.
struct NextTurn {};
/// Send Input::bytes (id "sessions"): all stored chunks of all sessions as a session file, and what does not
/// fit into the largest file in further ones (id "more_sessions"). values: bytes used and bytes that there is
/// room for, "1" where the browser has promised to keep them; empty: not known. Then what is gone:
/// "erased/SESSION" by who had done it, "deleted/…", "expired/…"; and "note/…" of each line of KeepNotes. x:
/// how many files are still to come.
struct LoadSessions {};
/// Remove a stored session; what still records it elsewhere is told. Answered by stored or failed, id
/// "delete", or "expire" of one whose date has come. Of a participant who erases her own it is tried until it
/// is done: failed with {"later"}, it goes on here and on the next visit, or with {"here"}, only here; then
/// stored.
struct DeleteSession {
    std::string session;
    bool expired = false;
};
/// Append chunks of an opened file to the store: all of them, or none. Answered by stored or failed, id
/// "import".
struct ImportChunks {
    std::vector<StoreChunk> chunks;
};
/// Remember these lines, in place of those before. They come back with the sessions.
struct KeepNotes {
    std::vector<std::string> lines;
};
/// Hand a file to the person.
struct Download {
    std::string name, mime;
    std::vector<std::uint8_t> bytes;
    bool share = false;  // by the device's own way of handing on, where it has one
};
/// Ask the person for a file, or for many. Answered by bytes, id "file": a session file that holds the
/// sessions of all of them; nothing: they hold none. values: how many keys came; then of each file what it
/// is, its name and its length: "sessions" (they are in `bytes`, in this order), "locked" (no key here opens
/// it), "broken" (damaged, or none of Ensaio's), "newer" (of a newer version), "empty" (of somebody who
/// erased the test).
struct PickFile {
    std::string accept;
    bool many = false;
};
/// Do something with the keys of drop boxes: "make" a pair; "save" the file of one; "forget" one; "send" the
/// sessions of this browser that wait; anything else: only tell. Answered by stored or failed, id "keys",
/// values: how many sessions wait; then of each key the public key, the time at which it came here (ISO 8601)
/// and "1" when its file has been saved. The program never gets to see a private key.
struct KeyRing {
    std::string action, key;
};

/// The worksheet that the researcher has edited. "pick": ask for the file; "load": of the store; both are
/// answered by bytes, id "worksheet", values: {name}, with "kept" behind it of the store's ("gone" where a
/// session took it with it, and only its name is left), or by nothing where there is none. "keep": put it
/// into the store, in place of one before; "forget": remove it; both are answered by stored or failed, id
/// "worksheet".
struct EditedWorksheet {
    std::string wish;
    std::string name;
    std::vector<std::uint8_t> bytes;
};

/// Put a text into the clipboard. Answered by stored or failed, id "copy".
struct CopyText {
    std::string text;
};

using Command = std::variant<StoreChunk, EndSession, FlushAfter, LoadSessions, DeleteSession, ImportChunks,
                             KeepNotes, Download, PickFile, KeyRing, EditedWorksheet, CopyText, NextTurn>;
using Commands = std::vector<Command>;

}  // namespace ensaio::view
