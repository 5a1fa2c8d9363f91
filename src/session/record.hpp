// What happened in a session, as a list of records with times. Screens, errors and outcomes are not recorded:
// they follow from the moves by running them again (session/replay.hpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "study/journey.hpp"

namespace ensaio::session {

/// A move of the participant and, after it, the low 32 bits of study::checksum: the proof that a replay is
/// exact.
struct Moved {
    study::Move move;  // private text already taken out (session/redact.hpp)
    std::uint32_t checksum = 0;
    bool operator==(const Moved&) const = default;
};

/// A press that changed nothing: no control was there, or it had no effect. Position in css px from the
/// screen's top left corner.
struct DeadClick {
    std::int32_t x = 0, y = 0;
    std::string box;  // id of the innermost box under it (view/boxes.hpp); empty: none
    bool operator==(const DeadClick&) const = default;
};

/// A field of the walked prototype got the focus.
struct Focused {
    prototype::FieldIndex field = prototype::kNone;
    bool operator==(const Focused&) const = default;
};

struct Viewport {
    std::uint32_t width = 0, height = 0;  // css px
    std::uint32_t density_percent = 100;  // device pixels per css px × 100
    bool operator==(const Viewport&) const = default;
};

/// The page was hidden (another tab, screen locked) or shown again. Hidden time is not active time.
struct Visibility {
    bool hidden = false;
    bool operator==(const Visibility&) const = default;
};

/// The page was opened again on a session that was under way. Time does not run between the record before and
/// this one.
struct Resumed {
    bool operator==(const Resumed&) const = default;
};

/// The facilitator noted something with one key.
struct Note {
    enum class Code : std::uint8_t { hesitated = 0, asked, helped, misread, system_error, remark };
    Code code = Code::remark;
    bool operator==(const Note&) const = default;
};

/// As the page's JavaScript and the language files call it: "system_error".
std::string_view name_of(Note::Code code);
std::optional<Note::Code> note_named(std::string_view name);

/// What the page shows beside the journey from here on. No state depends on it, but the picture does: with it
/// the screen is drawn again as it was.
struct Shown {
    /// The numbers are part of the journal's format: only ever add at the end. Of a later program there may
    /// be others.
    enum class What : std::uint8_t {
        theme = 0,   // text: SHA-256 of its file, hexadecimal
        text_size,   // number: what the person's browser makes of 1rem, css px
        conducted,   // number: 1, somebody sits beside the person
        asked_back,  // number: whether 1 to start the task again, 2 it is done, 3 to give it up; 0 nothing
        copied,      // number: 1 the protocol number was copied, 2 it could not be, 0 it was not tried
        searched,  // number: field whose options are searched, plus one; text: for what, of made-up data only
        forgotten,  // number: 1 that answers went with the page that was closed, 0 no more
    };
    What what = What::theme;
    std::uint32_t number = 0;
    std::string text{};
    bool operator==(const Shown&) const = default;
};

using Event = std::variant<Moved, DeadClick, Focused, Viewport, Visibility, Resumed, Note, Shown>;

struct Record {
    std::uint64_t at = 0;  // ms since the start of the session, never falling
    Event event;
    bool operator==(const Record&) const = default;
};

/// Who, what, where and when; written first, never changed. No name, no user agent, no address: nothing that
/// tells a person.
struct Header {
    std::string id;                          // 32 hexadecimal digits, random
    std::string participant;                 // code such as "P01"
    std::string study, prototype;            // ids
    std::string study_hash, prototype_hash;  // SHA-256, hexadecimal
    std::string program;                     // version of the program that recorded
    std::string device;                      // "celular" or "computador"
    std::uint64_t started = 0;               // ms since 1970-01-01 UTC
    std::int32_t utc_offset = 0;             // minutes east of UTC on the participant's clock
    std::uint64_t seed = 0;
    bool made_up_data = false;
    // What was agreed to and how: version, SHA-256 of the texts, and "touch", "mouse", "keyboard", "spoken"
    // (to the facilitator) or "guardian". Empty in sessions of earlier programs.
    std::string consent_version, consent_hash, consent_given;
    bool operator==(const Header&) const = default;
};

/// The participant's day when the session began, as days since 1970-01-01.
std::int32_t first_day(const Header& header);

/// Something of a session file that could not be used, and was left out.
struct Damage {
    std::string code;  // key of the language files after "damage.": docs/formats/session.md lists them
    std::uint64_t offset = 0;    // byte in the file
    std::uint64_t sequence = 0;  // of the chunk, as far as it could be read
    bool operator==(const Damage&) const = default;
};

/// A box that the pointer was over, where it then stood on the screen, in css px.
struct TraceBox {
    std::string id;
    std::int32_t left = 0, top = 0;
    std::uint32_t width = 0, height = 0;
    bool operator==(const TraceBox&) const = default;
};

/// How a person got to the moves: nothing is decided by it, and nothing of it is run again.
struct TraceSample {
    enum class Kind : std::uint8_t {
        moved = 0,      // a pointer; x, y: on the screen, css px
        touch_moved,    // a finger; as above
        pressed,        // as above
        released,       // as above
        cancelled,      // a touch became a scroll; as above
        scrolled,       // x, y: how far the page has gone left and up, css px
        orientation,    // x: degrees that the screen is turned by
        modality,       // x: 0 mouse, 1 touch, 2 pen, 3 keyboard, 4 assistive technology
        edited,         // x: 0 other, 1 insert, 2 delete, 3 paste, 4 cut, 5 drop, 6 completed, 7 undo or redo
        program_error,  // x, y: line and column; the box is named by kind of error and file
    };
    std::uint64_t at = 0;  // ms since the start of the session
    Kind kind = Kind::moved;
    std::int32_t x = 0, y = 0;
    std::uint32_t box = 0;  // index in Trace::boxes plus one; 0: none
    bool operator==(const TraceSample&) const = default;
};
inline constexpr auto kLastTraceKind = TraceSample::Kind::program_error;

struct Trace {
    std::vector<TraceBox> boxes;
    std::vector<TraceSample> samples;
    bool operator==(const Trace&) const = default;
};

struct Session {
    Header header;
    std::string study_source, prototype_source;  // the JSON files, byte by byte; empty: missing
    std::vector<Record> records;
    std::vector<Damage> damage;
    std::uint32_t next_sequence =
        0;  // one more than the highest sequence number seen: where a resumed recording goes on
    Trace trace{};
};

}  // namespace ensaio::session
