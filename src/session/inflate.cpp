#include <zlib.h>

#include <algorithm>

#include "session/chunk.hpp"

namespace ensaio::session {

struct Inflater::Stream {
    z_stream stream{};
    bool ready = inflateInit2(&stream, -MAX_WBITS) == Z_OK;
    Stream() = default;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    ~Stream() {
        if (ready) inflateEnd(&stream);
    }
};

Inflater::Inflater() : stream_(std::make_unique<Stream>()) {}
Inflater::~Inflater() = default;

std::optional<Bytes> inflate(std::span<const std::uint8_t> bytes, std::size_t longest) {
    return Inflater().inflate(bytes, longest);
}

std::optional<Bytes> Inflater::inflate(std::span<const std::uint8_t> bytes, std::size_t longest) {
    z_stream& stream = stream_->stream;
    if (!stream_->ready || inflateReset(&stream) != Z_OK) return {};
    // zlib never writes through next_in.
    stream.next_in = const_cast<Bytef*>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());

    Bytes out;
    int result = Z_OK;
    while (result == Z_OK && out.size() <= longest) {
        const std::size_t had = out.size();
        out.resize(std::min(longest + 1, had == 0 ? 8 * bytes.size() + 64 : 2 * had));
        stream.next_out = out.data() + had;
        stream.avail_out = static_cast<uInt>(out.size() - had);
        result = ::inflate(&stream, Z_NO_FLUSH);
        out.resize(out.size() - stream.avail_out);
    }
    // Neither cut, nor longer than allowed, nor followed by something else.
    const bool whole = result == Z_STREAM_END && stream.avail_in == 0 && out.size() <= longest;
    return whole ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace ensaio::session
