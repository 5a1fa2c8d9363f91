# The tool chain file of the `web` presets: Emscripten as tools/setup.sh put it there.
set(_emscripten "${CMAKE_CURRENT_LIST_DIR}/../build/toolchain/emscripten")
if(NOT EXISTS "${_emscripten}/emcc")
    message(FATAL_ERROR "Emscripten is not there yet: run tools/setup.sh (or any make target) first.")
endif()
file(REAL_PATH "${_emscripten}" _emscripten)
include("${_emscripten}/cmake/Modules/Platform/Emscripten.cmake")
