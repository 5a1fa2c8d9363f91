#include "session/record_bytes.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "core/limits.hpp"
#include "core/text.hpp"

namespace ensaio::session {

namespace {

using prototype::Action;
using prototype::Facts;
using prototype::Value;
using study::MoveKind;

// The numbers of the format: only ever add at the end. Equal to the place in Event.
enum class RecordType : std::uint8_t {
    moved = 0,
    dead_click,
    focused,
    viewport,
    visibility,
    resumed,
    note,
    shown
};
inline constexpr auto kLastType = RecordType::shown;
static_assert(std::variant_size_v<Event> == static_cast<std::size_t>(kLastType) + 1);

inline constexpr auto kLastNote = Note::Code::remark;
inline constexpr std::uint8_t kHasFacts = 1;
inline constexpr std::uint8_t kMaxLengthClass = 32;

template <class Enum>
std::uint8_t number_of(Enum value) {
    return static_cast<std::uint8_t>(value);
}

template <class Enum>
Enum take_enum(ByteReader& in, Enum last) {
    return static_cast<Enum>(in.byte_up_to(number_of(last)));
}

// An index plus one, so that the frequent kNone is a zero.
void put_index(Bytes& out, std::uint16_t index) {
    put_varint(out, index == prototype::kNone ? 0U : index + 1U);
}

std::uint16_t take_index(ByteReader& in) {
    const std::uint64_t number = in.varint(prototype::kNone);
    return number == 0 ? prototype::kNone : static_cast<std::uint16_t>(number - 1);
}

void put_action(Bytes& out, const Action& action) {
    out.push_back(number_of(action.kind));
    put_index(out, action.target);
    out.push_back(action.facts ? kHasFacts : 0);
    put_varint(out, action.value.size());
    for (const std::string& part : action.value) put_text(out, part);
    if (action.facts) {
        out.push_back(action.facts->length_class);
        out.push_back(number_of(action.facts->failed));
        put_varint(out, action.facts->outcomes);
    }
}

Action take_action(ByteReader& in) {
    Action action{
        .kind = take_enum(in, prototype::kLastAction), .target = take_index(in), .value = {}, .facts = {}};
    const std::uint8_t flags = in.byte_up_to(kHasFacts);
    const std::uint64_t parts = in.varint(core::kMaxOptions);
    std::size_t left = core::kMaxAnswerBytes;
    for (std::uint64_t i = 0; i < parts && in.ok(); ++i) {
        action.value.push_back(in.text(left));
        left -= action.value.back().size();
    }
    if (flags == kHasFacts) {
        Facts facts;
        facts.length_class = in.byte_up_to(kMaxLengthClass);
        facts.failed = take_enum(in, prototype::kLastRule);
        facts.outcomes = in.varint(std::numeric_limits<std::uint64_t>::max());
        action.facts = facts;
    }
    return action;
}

struct PutEvent {
    Bytes& out;

    void operator()(const Moved& moved) const {
        out.push_back(number_of(moved.move.kind));
        put_index(out, moved.move.target);
        if (moved.move.kind == MoveKind::walk) put_action(out, moved.move.action);
        put_u32(out, moved.checksum);
    }
    void operator()(const DeadClick& click) const {
        put_zigzag(out, click.x);
        put_zigzag(out, click.y);
        put_text(out, click.box);
    }
    void operator()(const Focused& focused) const { put_index(out, focused.field); }
    void operator()(const Viewport& viewport) const {
        put_varint(out, viewport.width);
        put_varint(out, viewport.height);
        put_varint(out, viewport.density_percent);
    }
    void operator()(const Visibility& visibility) const { out.push_back(visibility.hidden ? 1 : 0); }
    void operator()(const Resumed&) const {}
    void operator()(const Note& note) const { out.push_back(number_of(note.code)); }
    void operator()(const Shown& shown) const {
        out.push_back(number_of(shown.what));
        put_varint(out, shown.number);
        put_text(out, shown.text);
    }
};

std::int32_t take_i32(ByteReader& in) {
    const std::int64_t number = in.zigzag();
    if (!std::in_range<std::int32_t>(number)) in.refuse();
    return in.ok() ? static_cast<std::int32_t>(number) : 0;
}

std::uint32_t take_varint_u32(ByteReader& in) {
    return static_cast<std::uint32_t>(in.varint(std::numeric_limits<std::uint32_t>::max()));
}

Moved take_moved(ByteReader& in) {
    Moved moved;
    moved.move.kind = take_enum(in, study::kLastMove);
    moved.move.target = take_index(in);
    if (moved.move.kind == MoveKind::walk) moved.move.action = take_action(in);
    moved.checksum = in.u32();
    return moved;
}

Event take_event(ByteReader& in, RecordType type) {
    switch (type) {
        case RecordType::moved: return take_moved(in);
        case RecordType::dead_click: {
            DeadClick click;
            click.x = take_i32(in);
            click.y = take_i32(in);
            click.box = in.text(kMaxBoxBytes);
            return click;
        }
        case RecordType::focused: return Focused{take_index(in)};
        case RecordType::viewport: {
            Viewport viewport;
            viewport.width = take_varint_u32(in);
            viewport.height = take_varint_u32(in);
            viewport.density_percent = take_varint_u32(in);
            return viewport;
        }
        case RecordType::visibility: return Visibility{in.byte_up_to(1) == 1};
        case RecordType::resumed: return Resumed{};
        case RecordType::note: return Note{take_enum(in, kLastNote)};
        case RecordType::shown: {
            Shown shown;
            shown.what = static_cast<Shown::What>(in.byte());
            shown.number = take_varint_u32(in);
            shown.text = in.text(kMaxBoxBytes);
            return shown;
        }
    }
    in.refuse();
    return Resumed{};
}

/// A record takes more memory than a sample or a box, and an empty text is a byte in the file and many in
/// memory.
std::size_t room_for(const Event& event) {
    const auto* moved = std::get_if<Moved>(&event);
    return 1 + (moved == nullptr ? 1 : std::max<std::size_t>(1, moved->move.action.value.size()));
}

bool fits(const Value& value) {
    std::size_t bytes = 0;
    for (const std::string& part : value) {
        bytes += part.size();
        if (bytes > core::kMaxAnswerBytes || !core::is_valid_utf8(part)) return false;
    }
    return value.size() <= core::kMaxOptions;
}

}  // namespace

Event within_limits(Event event) {
    if (auto* moved = std::get_if<Moved>(&event)) {
        if (!fits(moved->move.action.value)) moved->move.action.value.clear();
    } else if (auto* click = std::get_if<DeadClick>(&event)) {
        if (click->box.size() > kMaxBoxBytes || !core::is_valid_utf8(click->box)) click->box.clear();
    } else if (auto* shown = std::get_if<Shown>(&event)) {
        if (shown->text.size() > kMaxBoxBytes || !core::is_valid_utf8(shown->text)) shown->text.clear();
    }
    return event;
}

void put_record(Bytes& bytes, const Record& record, std::uint64_t before) {
    put_varint(bytes, record.at - before);
    bytes.push_back(static_cast<std::uint8_t>(record.event.index()));
    std::visit(PutEvent{bytes}, record.event);
}

std::string_view take_records(std::span<const std::uint8_t> payload, std::vector<Record>& records,
                              std::size_t& room) {
    ByteReader in(payload);
    std::uint64_t at = 0;
    while (!in.at_end()) {
        if (room == 0) return "too_much";
        at += in.varint(kMaxTime - at);
        const std::uint8_t type = in.byte();
        if (!in.ok()) return "bad_record";
        if (type > number_of(kLastType)) return "unknown_record";
        Event event = take_event(in, static_cast<RecordType>(type));
        if (!in.ok()) return "bad_record";
        const std::size_t takes = room_for(event);
        if (takes > room) return "too_much";
        room -= takes;
        records.push_back(
            {.at = records.empty() ? at : std::max(at, records.back().at), .event = std::move(event)});
    }
    return {};
}

}  // namespace ensaio::session
