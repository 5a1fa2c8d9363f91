#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include "core/hash.hpp"
#include "core/limits.hpp"
#include "session/chunk.hpp"
#include "session/header_json.hpp"
#include "session/journal.hpp"
#include "session/record_bytes.hpp"
#include "session/trace_bytes.hpp"
#include "session/track_bytes.hpp"

namespace ensaio::session {

namespace {

using Span = std::span<const std::uint8_t>;

std::string_view text_of(Span bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

void report(std::vector<Damage>& list, std::string_view code, std::uint64_t offset, std::uint64_t sequence) {
    if (list.size() < core::kMaxReportedErrors)
        list.push_back({.code = std::string(code), .offset = offset, .sequence = sequence});
}

void report(std::vector<Damage>& list, std::string_view code, const FoundChunk& chunk) {
    report(list, code, chunk.offset, chunk.sequence);
}

/// One session being put together.
class Joining {
public:
    explicit Joining(Room& room) : room_(room) {}

    /// Chunks must come by sequence.
    void add(const FoundChunk& chunk) {
        if (chunk.sequence != expected_) report(session_.damage, "chunk_missing", chunk.offset, expected_);
        expected_ = std::uint64_t{chunk.sequence} + 1;
        session_.next_sequence = static_cast<std::uint32_t>(
            std::min<std::uint64_t>(expected_, std::numeric_limits<std::uint32_t>::max()));
        if (chunk.kind == static_cast<std::uint8_t>(ChunkKind::end)) return check_end(chunk);
        before_.push_back(chunk.bytes);
        switch (static_cast<Codec>(chunk.codec)) {
            case Codec::stored: return take(chunk, chunk.payload);
            case Codec::deflate: {
                const std::size_t longest = std::min(core::kMaxChunkBytes, room_.inflated);
                const auto payload = inflate(chunk.payload, longest);
                room_.inflated -= payload ? payload->size() : longest;
                if (!payload) return report(session_.damage, "bad_chunk", chunk);
                return take(chunk, *payload);
            }
        }
        report(session_.damage, "unknown_chunk", chunk);
    }

    void report_damage(std::string_view code, const FoundChunk& chunk) {
        report(session_.damage, code, chunk);
    }
    bool has_header() const { return has_header_; }
    Session& session() { return session_; }

private:
    void take(const FoundChunk& chunk, Span payload) {
        switch (static_cast<ChunkKind>(chunk.kind)) {
            case ChunkKind::header: return take_header(chunk, payload);
            case ChunkKind::study: return take_source(chunk, payload, session_.study_source);
            case ChunkKind::prototype: return take_source(chunk, payload, session_.prototype_source);
            case ChunkKind::records: return take_record_payload(chunk, payload);
            case ChunkKind::trace: return take_trace_payload(chunk, payload);
            case ChunkKind::track: return take_track_payload(chunk, payload);
            case ChunkKind::pack:  // of a codec of a later program
            case ChunkKind::end: break;
        }
        report(session_.damage, "unknown_chunk", chunk);
    }

    void take_header(const FoundChunk& chunk, Span payload) {
        if (has_header_) return report(session_.damage, "chunk_repeated", chunk);
        auto header = read_header(text_of(payload));
        if (!header || id_from_hex(header->id) != chunk.id)
            return report(session_.damage, "bad_chunk", chunk);
        session_.header = std::move(*header);
        has_header_ = true;
    }

    void take_source(const FoundChunk& chunk, Span payload, std::string& source) {
        if (!source.empty()) return report(session_.damage, "chunk_repeated", chunk);
        source = text_of(payload);
    }

    void take_record_payload(const FoundChunk& chunk, Span payload) {
        const std::string_view code = take_records(payload, session_.records, room_.records);
        if (!code.empty()) report(session_.damage, code, chunk);
    }

    void take_trace_payload(const FoundChunk& chunk, Span payload) {
        const std::size_t had = session_.trace.samples.size();
        const std::string_view code = take_trace(payload, session_.trace, had + room_.records);
        room_.records -= session_.trace.samples.size() - had;
        if (!code.empty()) report(session_.damage, code, chunk);
    }

    void take_track_payload(const FoundChunk& chunk, Span payload) {
        const std::string_view code = take_track(payload, named_boxes_, session_.trace, room_.records);
        if (!code.empty()) report(session_.damage, code, chunk);
    }

    /// Of a session of which something is missing it is known already that it is not whole.
    void check_end(const FoundChunk& chunk) {
        if (chunk.sequence != before_.size()) return;
        if (!std::ranges::equal(payload_of(chunk.bytes), core::sha256_of_all(before_)))
            report(session_.damage, "end_mismatch", chunk);
    }

    Room& room_;
    Session session_;
    NamedBoxes named_boxes_;
    std::vector<Span> before_;  // the chunks taken so far
    bool has_header_ = false;
    std::uint64_t expected_ = 0;
};

/// By session and number. Of two different chunks with one number the longer comes first, then the one with
/// the larger bytes: the same in whatever order they stand.
bool goes_before(const FoundChunk& a, const FoundChunk& b) {
    if (a.id != b.id) return a.id < b.id;
    if (a.sequence != b.sequence) return a.sequence < b.sequence;
    if (a.bytes.size() != b.bytes.size()) return a.bytes.size() > b.bytes.size();
    if (!std::ranges::equal(a.bytes, b.bytes)) return std::ranges::lexicographical_compare(b.bytes, a.bytes);
    return a.offset < b.offset;
}

/// `chunks` of one session, in the order of goes_before.
void join(Joining& joining, std::span<const FoundChunk> chunks) {
    const FoundChunk* taken = nullptr;
    for (const FoundChunk& chunk : chunks) {
        if (taken == nullptr || chunk.sequence != taken->sequence) {
            taken = &chunk;
            joining.add(chunk);
        } else if (!std::ranges::equal(chunk.bytes, taken->bytes)) {
            joining.report_damage("chunk_repeated", chunk);
        }
    }
}

core::Result<std::size_t> after_magic(Span bytes) {
    const std::string_view start = text_of(bytes.first(std::min(bytes.size(), kFileMagic.size())));
    if (start == kFileMagic) return start.size();
    constexpr std::size_t digit = 6;
    const bool other_format = start.size() == kFileMagic.size() &&
                              start.substr(0, digit) == kFileMagic.substr(0, digit) && start[digit] >= '2' &&
                              start[digit] <= '9' && start.back() == '\n';
    return core::fail(other_format ? "session.newer_format" : "session.not_a_session_file");
}

}  // namespace

std::vector<StoredChunk> split_file(Span bytes) {
    const auto begin = bytes.size() > core::kMaxSessionBytes ? 0 : after_magic(bytes).value_or(0);
    if (begin == 0) return {};
    Found found = find_chunks(bytes, begin);
    Room room(bytes.size());
    const Unfolded unfolded = unfold(found, room);
    std::ranges::sort(found.chunks, goes_before);
    const auto same_number = [](const FoundChunk& a, const FoundChunk& b) {
        return a.id == b.id && a.sequence == b.sequence;
    };
    const auto others = std::ranges::unique(found.chunks, same_number);
    found.chunks.erase(others.begin(), others.end());
    std::ranges::sort(found.chunks, {}, [](const FoundChunk& chunk) {
        return std::pair(chunk.offset, chunk.sequence);  // all of a pack stand where it stands
    });
    std::vector<StoredChunk> chunks;
    for (const FoundChunk& chunk : found.chunks) {
        chunks.push_back({.session = core::hex(chunk.id),
                          .sequence = chunk.sequence,
                          .bytes = {chunk.bytes.begin(), chunk.bytes.end()}});
    }
    return chunks;
}

core::Result<SessionFile> read_file(Span bytes) {
    if (bytes.size() > core::kMaxSessionBytes) {
        return core::fail("session.too_large", {}, {std::to_string(core::kMaxSessionBytes / 1'000'000)});
    }
    const auto begin = after_magic(bytes);
    if (!begin) return std::unexpected(begin.error());
    Found found = find_chunks(bytes, *begin);
    Room room(bytes.size());
    const Unfolded unfolded = unfold(found, room);
    std::ranges::sort(found.chunks, goes_before);

    SessionFile file;
    std::map<SessionId, std::size_t> places;
    for (auto first = found.chunks.begin(); first != found.chunks.end();) {
        const auto end = std::find_if(first, found.chunks.end(),
                                      [&](const FoundChunk& chunk) { return chunk.id != first->id; });
        Joining joining(room);
        join(joining, {first, end});
        if (joining.has_header()) {
            places[first->id] = file.sessions.size();
            file.sessions.push_back(std::move(joining.session()));
        } else {
            report(file.damage, "no_header", *first);
        }
        first = end;
    }
    if (file.sessions.empty()) return core::fail("session.no_header");

    for (const FoundDamage& damage : found.damage) {
        const auto place = damage.id ? places.find(*damage.id) : places.end();
        auto& list = place == places.end() ? file.damage : file.sessions[place->second].damage;
        report(list, damage.damage.code, damage.damage.offset, damage.damage.sequence);
    }
    const auto by_place = [](const Damage& damage) {
        return std::tie(damage.offset, damage.sequence, damage.code);
    };
    std::ranges::sort(file.damage, {}, by_place);
    for (Session& session : file.sessions) std::ranges::sort(session.damage, {}, by_place);
    std::ranges::sort(file.sessions, {}, [](const Session& session) {
        return std::tie(session.header.started, session.header.id);
    });
    return file;
}

}  // namespace ensaio::session
