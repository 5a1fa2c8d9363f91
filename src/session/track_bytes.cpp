#include "session/track_bytes.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "session/record_bytes.hpp"
#include "session/trace_bytes.hpp"

namespace ensaio::session {

namespace {

// What is written of a time is how far it is from the usual step: of a pointer that moves evenly always the
// same.
inline constexpr std::int64_t kUnit = 10;      // ms: in what times after the first are counted
inline constexpr std::int64_t kUsualStep = 5;  // units between two samples of a pointer that moves
inline constexpr unsigned kKindBits = 4;
inline constexpr std::uint64_t kKindMask = (1U << kKindBits) - 1;
inline constexpr std::size_t kBytesOfNamePerRoom = 32;

using Kind = TraceSample::Kind;

/// Kinds whose place is written as the way from the sample before of any of them.
bool is_pointer(std::uint64_t kind) { return kind <= static_cast<std::uint64_t>(Kind::cancelled); }

bool has_y(std::uint64_t kind) {
    return kind < static_cast<std::uint64_t>(Kind::orientation) ||
           kind > static_cast<std::uint64_t>(Kind::edited);
}

void put_box(Bytes& out, const TraceBox& box, const TraceBox& before) {
    put_zigzag(out, std::int64_t{box.left} - before.left);
    put_zigzag(out, std::int64_t{box.top} - before.top);
    put_zigzag(out, std::int64_t{box.width} - std::int64_t{before.width});
    put_zigzag(out, std::int64_t{box.height} - std::int64_t{before.height});
}

std::uint32_t take_length(ByteReader& in, std::uint32_t from) {
    const std::int32_t length = take_near(in, from);
    if (length < 0) in.refuse();
    return in.ok() ? static_cast<std::uint32_t>(length) : 0;
}

/// What one payload adds.
class Taking {
public:
    Taking(std::span<const std::uint8_t> payload, const NamedBoxes& named, const Trace& trace,
           std::size_t room)
        : in_(payload), before_(named.before), known_(named.places), trace_(trace), room_(room) {}

    std::string_view take() {
        at_ = in_.varint(kMaxTime);
        const std::uint64_t before = in_.varint(kMaxTime);
        // Numbers that do not go on from here: the page began anew, or a chunk that named boxes is missing.
        if (before != named()) {
            anew_ = true;
            before_ = before;
            known_ = {};
        }
        do take_run();
        while (in_.ok() && !full_ && !in_.at_end());
        if (!in_.ok()) return "bad_record";
        return full_ ? "too_much" : "";
    }

    void give(NamedBoxes& named, Trace& trace, std::size_t& room) {
        if (anew_) named = {.before = before_, .places = {}};
        named.places.insert(named.places.end(), added_.begin(), added_.end());
        std::ranges::move(boxes_, std::back_inserter(trace.boxes));
        std::ranges::move(samples_, std::back_inserter(trace.samples));
        room = room_;
    }

private:
    void take_run() {
        const std::uint64_t head = in_.varint(kMaxTime);
        const std::uint64_t kind = head & kKindMask;
        const std::uint64_t count = (head >> kKindBits) + 1;
        const std::uint32_t box = take_place();
        if (full_) return;
        // Each of its samples has two bytes at least, but the first of all, which has no time of its own.
        if (count > in_.left() / 2 + 1) in_.refuse();
        if (!in_.ok() || !spend(count)) return;
        const auto first = samples_.size();
        samples_.resize(first + static_cast<std::size_t>(count),
                        {.kind = static_cast<Kind>(kind), .box = box});
        const std::span run = std::span(samples_).subspan(first);
        for (TraceSample& sample : run) sample.at = take_time();
        take_positions(run, kind, &TraceSample::x, position_[0]);
        if (has_y(kind)) take_positions(run, kind, &TraceSample::y, position_[1]);
        // Kinds of a later program say nothing to this one.
        if (kind > static_cast<std::uint64_t>(kLastTraceKind)) samples_.resize(first);
    }

    std::uint64_t take_time() {
        if (std::exchange(timed_, true)) {
            const std::int64_t step = in_.zigzag();
            if (step < -kUsualStep || step > static_cast<std::int64_t>(kMaxTime) / kUnit) in_.refuse();
            if (in_.ok()) at_ += static_cast<std::uint64_t>((step + kUsualStep) * kUnit);
        }
        if (at_ > kMaxTime) in_.refuse();
        return at_;
    }

    void take_positions(std::span<TraceSample> run, std::uint64_t kind, std::int32_t TraceSample::* axis,
                        std::int32_t& position) {
        for (TraceSample& sample : run) {
            sample.*axis = take_near(in_, is_pointer(kind) ? position : 0);
            if (is_pointer(kind)) position = sample.*axis;
        }
    }

    /// Index in Trace::boxes plus one; 0: none, or one that was named in a chunk that is missing.
    std::uint32_t take_place() {
        const std::uint64_t number = in_.varint(named() + 1);
        if (number > named()) return take_box() + 1;
        return number <= before_ ? 0 : place_of(number) + 1;
    }

    std::uint32_t take_box() {
        TraceBox box{.id = take_name()};
        box.left = take_near(in_, last_.left);
        box.top = take_near(in_, last_.top);
        box.width = take_length(in_, last_.width);
        box.height = take_length(in_, last_.height);
        const auto place = static_cast<std::uint32_t>(trace_.boxes.size() + boxes_.size());
        if (!in_.ok() || !spend(1 + box.id.size() / kBytesOfNamePerRoom)) return place;
        added_.push_back(place);
        last_ = {.id = {}, .left = box.left, .top = box.top, .width = box.width, .height = box.height};
        boxes_.push_back(std::move(box));
        return place;
    }

    /// 0 and a text, or the number of a box that has the same name.
    std::string take_name() {
        const std::uint64_t number = in_.varint(named());
        if (number == 0) return in_.text(kMaxBoxBytes);
        if (number <= before_) return {};
        const std::size_t place = place_of(number);
        return place < trace_.boxes.size() ? trace_.boxes[place].id : boxes_[place - trace_.boxes.size()].id;
    }

    /// How many boxes have a number.
    std::uint64_t named() const { return before_ + known_.size() + added_.size(); }

    /// Index in Trace::boxes of a box whose number is after `before_`.
    std::uint32_t place_of(std::uint64_t number) const {
        const auto i = static_cast<std::size_t>(number - before_ - 1);
        return i < known_.size() ? known_[i] : added_[i - known_.size()];
    }

    bool spend(std::uint64_t units) {
        full_ = full_ || units > room_;
        if (!full_) room_ -= static_cast<std::size_t>(units);
        return !full_;
    }

    ByteReader in_;
    // What was named before stays where it is: a file may hold many payloads after many names.
    std::uint64_t before_;
    std::span<const std::uint32_t> known_;
    std::vector<std::uint32_t> added_;
    const Trace& trace_;
    std::size_t room_;
    std::vector<TraceBox> boxes_;
    std::vector<TraceSample> samples_;
    std::uint64_t at_ = 0;
    TraceBox last_;
    std::array<std::int32_t, 2> position_{};
    bool anew_ = false, timed_ = false, full_ = false;
};

}  // namespace

Bytes track_payload(const Trace& trace) {
    Bytes out;
    if (trace.samples.empty()) return out;
    put_varint(out, trace.samples.front().at);
    put_varint(out, 0);
    std::map<std::uint32_t, std::size_t> numbers;  // by box, its index plus one
    std::map<std::string_view, std::size_t> names;
    TraceBox last;
    std::array<std::int64_t, 2> position{};
    const auto put_positions = [&](std::span<const TraceSample> run, std::int32_t TraceSample::* axis,
                                   std::int64_t& before) {
        for (const TraceSample& sample : run) {
            const bool pointer = is_pointer(static_cast<std::uint64_t>(sample.kind));
            put_zigzag(out, sample.*axis - (pointer ? before : 0));
            if (pointer) before = sample.*axis;
        }
    };
    const std::vector<TraceSample>& samples = trace.samples;
    for (std::size_t first = 0, end = 0; first < samples.size(); first = end) {
        const auto [at, kind, x, y, place] = samples[first];
        while (end < samples.size() && samples[end].kind == kind && samples[end].box == place) ++end;
        const std::span run = std::span(samples).subspan(first, end - first);
        put_varint(out, (run.size() - 1) << kKindBits | static_cast<std::uint64_t>(kind));
        const bool known = place == 0 || numbers.contains(place);
        if (!known) numbers.emplace(place, numbers.size() + 1);
        put_varint(out, place == 0 ? 0 : numbers.at(place));
        if (!known) {
            const TraceBox& box = trace.boxes.at(place - 1);
            const auto [name, anew] = names.try_emplace(box.id, numbers.size());
            put_varint(out, anew ? 0 : name->second);
            if (anew) put_text(out, box.id);
            put_box(out, box, last);
            last = box;
        }
        for (std::size_t i = std::max<std::size_t>(first, 1); i < end; ++i)
            put_zigzag(out,
                       static_cast<std::int64_t>(samples[i].at - samples[i - 1].at) / kUnit - kUsualStep);
        put_positions(run, &TraceSample::x, position[0]);
        if (has_y(static_cast<std::uint64_t>(kind))) put_positions(run, &TraceSample::y, position[1]);
    }
    return out;
}

std::string_view take_track(std::span<const std::uint8_t> payload, NamedBoxes& named, Trace& trace,
                            std::size_t& room) {
    Taking taking(payload, named, trace, room);
    const std::string_view code = taking.take();
    if (code.empty()) taking.give(named, trace, room);
    return code;
}

}  // namespace ensaio::session
