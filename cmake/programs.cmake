# The two WebAssembly programs. Every file of src/platform belongs to both, but for the two mains.

set(_link_options
    -Oz
    -sSTRICT=1 # only the libraries named here: the default ones bring SDL 1 along
    -sALLOW_UNIMPLEMENTED_SYSCALLS=1
    -lembind
    -lGL
    -lhtml5
    -legl.js
    -lwebgl.js
    -lhtml5_webgl.js
    -fwasm-exceptions # only the few files that call cereal throw; see ensaio_uses_exceptions
    -fno-rtti
    -sMODULARIZE=1
    -sEXPORT_ES6=1
    -sENVIRONMENT=web
    -sDYNAMIC_EXECUTION=0 # the page's content security policy forbids eval
    -sALLOW_MEMORY_GROWTH=1
    -sMALLOC=emmalloc
    -sSTACK_SIZE=256KB
    -sMIN_WEBGL_VERSION=1
    -sMAX_WEBGL_VERSION=1
    -sGL_ENABLE_GET_PROC_ADDRESS=0
    -sGL_SUPPORT_AUTOMATIC_ENABLE_EXTENSIONS=0
    -sGL_SUPPORT_SIMPLE_ENABLE_EXTENSIONS=0
    -sGL_POOL_TEMP_BUFFERS=0
    -sGL_WORKAROUND_SAFARI_GETCONTEXT_BUG=0 # of WebGL 2, which is never asked for
    -sTEXTDECODER=2
    -sMIN_CHROME_VERSION=95 # the first browsers with WebAssembly exceptions
    -sMIN_FIREFOX_VERSION=100
    -sMIN_SAFARI_VERSION=150200
    -sINCOMING_MODULE_JS_API=canvas,instantiateWasm
    "--js-library=${CMAKE_CURRENT_LIST_DIR}/emscripten_left_out.js")
if(ENSAIO_WEB_CHECKS)
    list(APPEND _link_options -sASSERTIONS=1 -sSTACK_OVERFLOW_CHECK=2 -sSAFE_HEAP=0)
else()
    list(APPEND _link_options -sASSERTIONS=0 -sGL_TRACK_ERRORS=0 -sBINARYEN_EXTRA_PASSES=--converge)
endif()

file(GLOB _shared CONFIGURE_DEPENDS platform/*.cpp)
list(FILTER _shared EXCLUDE REGEX "_main\\.cpp$")

# _program(NAME EXPORT_NAME link option or library...)
function(_program name export_name)
    set(main "${CMAKE_CURRENT_SOURCE_DIR}/platform/${name}_main.cpp")
    if(NOT EXISTS "${main}")
        message(STATUS "${name}: no ${name}_main.cpp yet, left out")
        return()
    endif()
    add_executable(${name} "${main}" ${_shared})
    target_link_libraries(${name} PRIVATE ensaio_options imgui sdl2 libc_left_out ${ARGN})
    target_link_options(${name} PRIVATE ${_link_options} -sEXPORT_NAME=${export_name})
    set_target_properties(${name} PROPERTIES LINK_DEPENDS "${CMAKE_SOURCE_DIR}/cmake/emscripten_left_out.js")
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
endfunction()

_program(participant createParticipant ensaio_participant embind_left_out)
_program(studio createStudio ensaio_studio)
if(TARGET participant)
    target_link_options(participant PRIVATE -sFILESYSTEM=0)
endif()
if(TARGET studio)
    # libxlsxwriter writes to Emscripten's memory file system.
    target_link_options(studio PRIVATE -sFILESYSTEM=1)
endif()

# What the analytics cost in WebAssembly: for `make bench`, run by Node. Not part of the site.
add_executable(bench_analytics EXCLUDE_FROM_ALL "${CMAKE_SOURCE_DIR}/tests/bench/wasm/bench_analytics.cpp")
target_link_libraries(bench_analytics PRIVATE ensaio_options ensaio_analytics)
target_link_options(bench_analytics PRIVATE
    -Oz -fwasm-exceptions -sENVIRONMENT=node -sNODERAWFS=1 -sEXIT_RUNTIME=1 -sALLOW_MEMORY_GROWTH=1 -sSTACK_SIZE=256KB
    -sMALLOC=emmalloc)
set_target_properties(bench_analytics PROPERTIES SUFFIX ".cjs" RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
