#include "platform/browser.hpp"

#include <array>
#include <string_view>
#include <variant>

#include <emscripten.h>
#include <emscripten/html5.h>

#include "session/journal.hpp"

namespace ensaio::platform {

using emscripten::val;
using view::Input;

namespace {

// In the order of Input::Kind.
constexpr std::array<std::string_view, static_cast<std::size_t>(Input::Kind::turn) + 1> kKinds = {
    "activate", "set",  "focus", "dead_click", "resized", "hidden", "shown", "back",
    "forward",  "note", "flush", "stored",     "failed",  "bytes",  "trace", "turn"};
static_assert(kKinds.back() == "turn");

/// A copy that JavaScript may keep: the program's memory moves when it grows.
val array_of(std::span<const std::uint8_t> bytes) {
    return val::global("Uint8Array").new_(val(emscripten::typed_memory_view(bytes.size(), bytes.data())));
}

struct CarryOut {
    const val& browser;

    void operator()(const view::StoreChunk& chunk) const {
        browser.call<void>("store", chunk.session, chunk.sequence, chunk.key, array_of(chunk.bytes));
    }
    void operator()(const view::EndSession& end) const {
        browser.call<void>("end", end.session, end.address, end.key, array_of(end.file));
    }
    void operator()(const view::FlushAfter& flush) const { browser.call<void>("flushAfter", flush.ms); }
    void operator()(const view::NextTurn&) const { browser.call<void>("nextTurn"); }
    void operator()(const view::LoadSessions&) const { browser.call<void>("load"); }
    void operator()(const view::DeleteSession& session) const {
        browser.call<void>("remove", session.session, session.expired);
    }
    void operator()(const view::ImportChunks& import) const {
        val chunks = val::array();
        for (const view::StoreChunk& chunk : import.chunks) {
            val one = val::array();
            one.call<void>("push", chunk.session, chunk.sequence, array_of(chunk.bytes));
            chunks.call<void>("push", one);
        }
        browser.call<void>("importChunks", chunks);
    }
    void operator()(const view::KeepNotes& notes) const {
        browser.call<void>("keepNotes", val::array(notes.lines));
    }
    void operator()(const view::Download& file) const {
        browser.call<void>("download", file.name, file.mime, array_of(file.bytes), file.share);
    }
    void operator()(const view::PickFile& file) const { browser.call<void>("pick", file.accept, file.many); }
    void operator()(const view::KeyRing& ring) const { browser.call<void>("keys", ring.action, ring.key); }
    void operator()(const view::EditedWorksheet& file) const {
        browser.call<void>("worksheet", file.wish, file.name, array_of(file.bytes));
    }
    void operator()(const view::CopyText& copy) const { browser.call<void>("copy", copy.text); }
};

}  // namespace

std::vector<std::uint8_t> bytes_of(const val& array) {
    return emscripten::convertJSArrayToNumberVector<std::uint8_t>(array);
}

std::vector<std::uint8_t> session_file(const val& chunks) {
    std::vector<session::Bytes> copies;
    const auto count = chunks["length"].as<unsigned>();
    for (unsigned i = 0; i < count; ++i) copies.push_back(bytes_of(chunks[i]));
    return count == 0 ? std::vector<std::uint8_t>() : session::make_file(copies);
}

Input make_input(const std::string& kind, const std::string& id, const val& values, float x, float y,
                 const val& bytes) {
    Input input{.id = id, .x = x, .y = y, .now = emscripten_get_now(), .wall = emscripten_date_now()};
    for (std::size_t i = 0; i < kKinds.size(); ++i) {
        if (kKinds[i] == kind) input.kind = static_cast<Input::Kind>(i);
    }
    const auto count = values["length"].as<unsigned>();
    for (unsigned i = 0; i < count; ++i) input.values.push_back(values[i].as<std::string>());
    if (bytes.isArray()) {
        input.bytes = session_file(bytes);
    } else if (!bytes.isUndefined()) {
        input.bytes = bytes_of(bytes);
    }
    return input;
}

void carry_out(const view::Command& command, const val& browser) { std::visit(CarryOut{browser}, command); }

}  // namespace ensaio::platform
