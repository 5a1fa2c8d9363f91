// The journal: a session as bytes, appended chunk by chunk while it happens. Format 1:
// docs/formats/session.md.
//
// A stored session is its chunks; a session file is the eight bytes of the magic and then the chunks of one
// or more sessions one after the other. Every chunk stands alone (session id, sequence number, length,
// CRC-32C), so that a reader reports what is damaged and goes on with the rest.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "session/record.hpp"

namespace ensaio::session {

using Bytes = std::vector<std::uint8_t>;

struct Chunk {
    std::uint32_t sequence = 0;  // 0, 1, 2 … within the session
    bool key = false;  // holds a key event: header, consent, screen change, task start or end, page hidden;
                       // stored strictly
    Bytes bytes;
};

/// Collects records and cuts them into chunks. Values in, values out: who stores them, and when, is the
/// caller's part. A value, a box id or a text of the header that the reader would refuse (longer than its
/// limits, not UTF-8) is left out.
class Recorder {
public:
    /// Starts a session: the first chunks hold header, study and prototype. Header::id must be 32 hexadecimal
    /// digits.
    Recorder(const Header& header, std::string_view study_source, std::string_view prototype_source);
    /// Goes on with a session whose stored chunks end before `next_sequence` and whose last record was at
    /// `last_at`.
    Recorder(std::string_view session_id, std::uint32_t next_sequence, std::uint64_t last_at);

    /// `at` earlier than the record before is taken as the same time (a clock may jump).
    void add(std::uint64_t at, const Event& event);
    /// A chunk of the track: its payload, but for the time at which it begins (web/trace.js).
    void add_track(std::uint64_t begins, std::span<const std::uint8_t> rest);
    /// The last chunk: seals the session's chunks before it, which are `stored` and what waits.
    void end(std::span<const Bytes> stored);
    /// True when what waits should be stored now: 64 records, or a key event among them.
    bool urgent() const;
    bool empty() const;
    /// The chunks made since the last call; what waits becomes a chunk. Never loses: a taken chunk is the
    /// caller's to keep until stored.
    std::vector<Chunk> take();

private:
    void cut();

    std::string id_;
    std::uint32_t sequence_ = 0;
    std::uint64_t last_at_ = 0;
    std::vector<Record> waiting_;
    std::vector<Chunk> ready_;
};

/// The bytes before the chunks of a session file.
inline constexpr std::string_view kFileMagic = "ENSAIO1\n";

/// Joins stored chunks (each without the magic) of any sessions into one session file.
Bytes make_file(std::span<const Bytes> chunks);

/// The same chunks in a smaller file: each session's in packs. What reads them back is the same, byte by
/// byte.
Bytes pack_file(std::span<const std::uint8_t> file);

/// A whole chunk of a file as it stands there, for storing it under its key.
struct StoredChunk {
    std::string session;  // 32 hexadecimal digits
    std::uint32_t sequence = 0;
    Bytes bytes;
};

/// The undamaged chunks of a session file, those of unknown kind too, in the order of the file, each number
/// of a session once: the one that read_file takes. Anything else in it is left out: read_file says what.
std::vector<StoredChunk> split_file(std::span<const std::uint8_t> bytes);

/// What a file of sessions held.
struct SessionFile {
    std::vector<Session> sessions;  // the earliest first
    std::vector<Damage> damage;     // what belongs to none of them
};

/// Reads a session file. Chunks may come in any order, repeated or damaged: what was left out is in
/// Session::damage, or in SessionFile::damage when its session is not known or has no readable header. Each
/// list names at most kMaxReportedErrors. Errors, only when nothing can be used: session.too_large,
/// session.not_a_session_file, session.newer_format, session.no_header.
core::Result<SessionFile> read_file(std::span<const std::uint8_t> bytes);

}  // namespace ensaio::session
