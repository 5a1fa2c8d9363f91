#include <algorithm>
#include <utility>

#include "core/hash.hpp"
#include "core/limits.hpp"
#include "session/chunk.hpp"
#include "session/header_json.hpp"
#include "session/journal.hpp"
#include "session/record_bytes.hpp"

namespace ensaio::session {

namespace {

inline constexpr std::size_t kUrgentRecords = 64;

std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

bool is_key(const Event& event) {
    if (const auto* visibility = std::get_if<Visibility>(&event)) return visibility->hidden;
    if (std::holds_alternative<Note>(event)) return true;
    const auto* moved = std::get_if<Moved>(&event);
    if (moved == nullptr) return false;
    switch (moved->move.kind) {
        case study::MoveKind::walk: return moved->move.action.kind != prototype::ActionKind::set;
        case study::MoveKind::toggle_option:
        case study::MoveKind::show_card: return false;
        default: return true;
    }
}

}  // namespace

Recorder::Recorder(const Header& header, std::string_view study_source, std::string_view prototype_source)
    : id_(header.id) {
    const SessionId id = id_from_hex(id_).value_or(SessionId{});
    const auto put = [&](ChunkKind kind, std::string_view payload) {
        ready_.push_back({.sequence = sequence_,
                          .key = true,
                          .bytes = make_chunk(id, sequence_, kind, bytes_of(payload))});
        ++sequence_;
    };
    put(ChunkKind::header, header_json(header));
    put(ChunkKind::study, study_source);
    put(ChunkKind::prototype, prototype_source);
}

Recorder::Recorder(std::string_view session_id, std::uint32_t next_sequence, std::uint64_t last_at)
    : id_(session_id), sequence_(next_sequence), last_at_(last_at) {}

void Recorder::add(std::uint64_t at, const Event& event) {
    last_at_ = std::max(last_at_, std::min(at, kMaxTime));
    waiting_.push_back({.at = last_at_, .event = within_limits(event)});
}

bool Recorder::urgent() const {
    return waiting_.size() >= kUrgentRecords || std::ranges::any_of(ready_, &Chunk::key) ||
           std::ranges::any_of(waiting_, [](const Record& record) { return is_key(record.event); });
}

bool Recorder::empty() const { return waiting_.empty() && ready_.empty(); }

void Recorder::add_track(std::uint64_t begins, std::span<const std::uint8_t> rest) {
    cut();
    Bytes payload;
    put_varint(payload, std::min(begins, kMaxTime));
    payload.insert(payload.end(), rest.begin(), rest.end());
    if (payload.size() > core::kMaxChunkBytes) return;
    ready_.push_back(
        {.sequence = sequence_,
         .key = false,
         .bytes = make_chunk(id_from_hex(id_).value_or(SessionId{}), sequence_, ChunkKind::track, payload)});
    ++sequence_;
}

void Recorder::end(std::span<const Bytes> stored) {
    cut();
    std::vector<std::span<const std::uint8_t>> all(stored.begin(), stored.end());
    for (const Chunk& chunk : ready_) all.emplace_back(chunk.bytes);
    // Chunks that were kept elsewhere are not known here, and a wrong seal is worse than none.
    if (all.size() != sequence_) return;
    ready_.push_back({.sequence = sequence_,
                      .key = true,
                      .bytes = make_chunk(id_from_hex(id_).value_or(SessionId{}), sequence_, ChunkKind::end,
                                          core::sha256_of_all(all))});
    ++sequence_;
}

std::vector<Chunk> Recorder::take() {
    cut();
    return std::exchange(ready_, {});
}

/// What waits becomes chunks.
void Recorder::cut() {
    const SessionId id = id_from_hex(id_).value_or(SessionId{});
    Bytes payload;
    bool key = false;
    const auto close = [&] {
        ready_.push_back({.sequence = sequence_,
                          .key = key,
                          .bytes = make_chunk(id, sequence_, ChunkKind::records, payload)});
        ++sequence_;
        payload.clear();
        key = false;
    };
    Bytes next;
    std::uint64_t before = 0;
    for (const Record& record : waiting_) {
        next.clear();
        put_record(next, record, before);
        if (payload.size() + next.size() > core::kMaxChunkBytes) {
            close();
            next.clear();
            put_record(next, record, 0);
        }
        payload.insert(payload.end(), next.begin(), next.end());
        before = record.at;
        key = key || is_key(record.event);
    }
    if (!payload.empty()) close();
    waiting_.clear();
}

Bytes make_file(std::span<const Bytes> chunks) {
    Bytes file(kFileMagic.begin(), kFileMagic.end());
    for (const Bytes& chunk : chunks) file.insert(file.end(), chunk.begin(), chunk.end());
    return file;
}

}  // namespace ensaio::session
