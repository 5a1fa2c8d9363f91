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

void put_runs(Bytes& out, const std::vector<TraceSample>& samples, const auto& value_of) {
    for (std::size_t first = 0, end = 0; first < samples.size(); first = end) {
        while (end < samples.size() && value_of(samples[end]) == value_of(samples[first])) ++end;
        put_varint(out, value_of(samples[first]));
        put_varint(out, end - first);
    }
}

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

void put_positions(Bytes& out, const std::vector<TraceSample>& samples,
                   std::int32_t TraceSample::* position) {
    Positions before{};
    for (const TraceSample& sample : samples) {
        std::int64_t& last = before[static_cast<std::size_t>(sample.kind)];
        put_zigzag(out, sample.*position - last);
        last = sample.*position;
    }
}

std::int32_t take_near(ByteReader& in, std::int64_t from) {
    const std::int64_t step = in.zigzag();
    if (step < -2 * kFarthest || step > 2 * kFarthest || std::abs(from + step) > kFarthest) in.refuse();
    return in.ok() ? static_cast<std::int32_t>(from + step) : 0;
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

Bytes trace_payload(const Trace& trace) {
    Bytes out;
    if (trace.samples.empty()) return out;
    put_varint(out, trace.samples.front().at);
    put_varint(out, trace.boxes.size());
    for (const TraceBox& box : trace.boxes) {
        put_text(out, box.id);
        put_zigzag(out, box.left);
        put_zigzag(out, box.top);
        put_varint(out, box.width);
        put_varint(out, box.height);
    }
    put_varint(out, trace.samples.size());
    put_runs(out, trace.samples,
             [](const TraceSample& sample) { return static_cast<std::uint32_t>(sample.kind); });
    put_runs(out, trace.samples, [](const TraceSample& sample) { return sample.box; });
    for (std::size_t i = 1; i < trace.samples.size(); ++i) {
        const auto step = static_cast<std::int64_t>(trace.samples[i].at - trace.samples[i - 1].at);
        put_zigzag(out, step - kUsualStep);
    }
    put_positions(out, trace.samples, &TraceSample::x);
    put_positions(out, trace.samples, &TraceSample::y);
    return out;
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
