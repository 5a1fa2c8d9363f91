#include "session/trace_bytes.hpp"

#include <array>
#include <utility>

#include "session/record_bytes.hpp"

namespace ensaio::session {

namespace {

// Between two samples of a pointer that moves, ms: what is written is how far from it they are.
inline constexpr std::int64_t kUsualStep = 50;
inline constexpr std::size_t kLeastBytesOfBox = 5, kLeastBytesOfSample = 3;
inline constexpr std::int64_t kFarthest = 1 << 30;  // css px

using Positions = std::array<std::int64_t, 256>;  // of the sample before, by kind

std::vector<std::uint32_t> take_runs(ByteReader& in, std::size_t count, std::uint64_t largest) {
    std::vector<std::uint32_t> values;
    while (in.ok() && values.size() < count) {
        const auto value = static_cast<std::uint32_t>(in.varint(largest));
        const std::size_t run = in.count(count - values.size());
        if (run == 0) in.refuse();
        values.insert(values.end(), run, value);
    }
    values.resize(count);
    return values;
}

void take_positions(ByteReader& in, std::span<const std::uint32_t> kinds, std::span<TraceSample> samples,
                    std::int32_t TraceSample::* position) {
    Positions before{};
    for (std::size_t i = 0; i < samples.size(); ++i) {
        samples[i].*position = take_near(in, before[kinds[i]]);
        before[kinds[i]] = samples[i].*position;
    }
}

}  // namespace

std::int32_t take_near(ByteReader& in, std::int64_t from) {
    const std::int64_t step = in.zigzag();
    if (step < -2 * kFarthest || step > 2 * kFarthest || std::abs(from + step) > kFarthest) in.refuse();
    return in.ok() ? static_cast<std::int32_t>(from + step) : 0;
}

std::string_view take_trace(std::span<const std::uint8_t> payload, Trace& trace, std::size_t most) {
    ByteReader in(payload);
    std::uint64_t at = in.varint(kMaxTime);
    std::vector<TraceBox> boxes(in.count(in.left() / kLeastBytesOfBox));
    for (TraceBox& box : boxes) {
        box.id = in.text(kMaxBoxBytes);
        box.left = take_near(in, 0);
        box.top = take_near(in, 0);
        box.width = static_cast<std::uint32_t>(in.varint(kFarthest));
        box.height = static_cast<std::uint32_t>(in.varint(kFarthest));
    }
    const std::size_t count = in.count(in.left() / kLeastBytesOfSample + 1);
    if (!in.ok() || count == 0) return "bad_record";
    if (trace.samples.size() + count > most) return "too_much";

    const auto kinds = take_runs(in, count, 0xff);
    const auto places = take_runs(in, count, boxes.size());
    std::vector<TraceSample> samples(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) {
            const std::int64_t step = in.zigzag();
            if (step < -kUsualStep || step > static_cast<std::int64_t>(kMaxTime)) in.refuse();
            if (in.ok()) at += static_cast<std::uint64_t>(step + kUsualStep);
        }
        if (at > kMaxTime) in.refuse();
        samples[i].at = at;
        if (places[i] > 0) samples[i].box = static_cast<std::uint32_t>(trace.boxes.size()) + places[i];
    }
    take_positions(in, kinds, samples, &TraceSample::x);
    take_positions(in, kinds, samples, &TraceSample::y);
    if (!in.ok() || !in.at_end()) return "bad_record";

    trace.boxes.insert(trace.boxes.end(), std::move_iterator(boxes.begin()), std::move_iterator(boxes.end()));
    for (std::size_t i = 0; i < count; ++i) {
        // Kinds of a later program say nothing to this one.
        if (kinds[i] > static_cast<std::uint32_t>(kLastTraceKind)) continue;
        samples[i].kind = static_cast<TraceSample::Kind>(kinds[i]);
        trace.samples.push_back(samples[i]);
    }
    return {};
}

}  // namespace ensaio::session
