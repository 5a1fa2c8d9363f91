// What crosses the bridge between a program and the page's JavaScript (web/host.js).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <emscripten/val.h>

#include "view/host.hpp"

namespace ensaio::platform {

/// Copies a Uint8Array.
std::vector<std::uint8_t> bytes_of(const emscripten::val& array);

/// `kind`: the name of a view::Input::Kind. `values`: an array of strings. `bytes`: a Uint8Array, or an array
/// of stored chunks, which become one session file.
view::Input make_input(const std::string& kind, const std::string& id, const emscripten::val& values, float x,
                       float y, const emscripten::val& bytes);

/// Chunks, each a Uint8Array, as one session file; no chunks: nothing.
std::vector<std::uint8_t> session_file(const emscripten::val& chunks);

/// Hands a command to the page's object of that many functions: see `Browser` in web/host.js.
void carry_out(const view::Command& command, const emscripten::val& browser);

}  // namespace ensaio::platform
