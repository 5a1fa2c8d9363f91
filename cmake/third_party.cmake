# Other people's code, compiled from the sources that tools/setup.sh fetched, with warnings off.

set(_src "${ENSAIO_TOOLCHAIN}/src")

# _third_party(NAME source...): a static library without warnings whose headers count as system headers.
function(_third_party name)
    add_library(${name} STATIC ${ARGN})
    target_compile_options(${name} PRIVATE -w)
    set_target_properties(${name} PROPERTIES CXX_STANDARD 20)
    if(EMSCRIPTEN)
        target_compile_options(${name} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti>)
    endif()
endfunction()

# ---------------------------------------------------------------- header only

# RapidJSON 1.1.0, which cereal reads JSON with, assigns to a constant in a function nobody calls; clang 19 refuses to
# compile that. So it is copied into the build folder without that `const`.
set(_mended "${CMAKE_BINARY_DIR}/include/mended/rapidjson/document.h")
if(/usr/include/rapidjson/document.h IS_NEWER_THAN "${_mended}")
    file(COPY /usr/include/rapidjson DESTINATION "${CMAKE_BINARY_DIR}/include/mended")
    file(READ /usr/include/rapidjson/document.h _document)
    string(REPLACE "const SizeType length; //!<" "SizeType length; //!<" _document "${_document}")
    file(WRITE "${_mended}" "${_document}")
endif()

# For the web only these folders may be seen, not the rest of the machine's /usr/include.
add_library(cereal INTERFACE)
target_include_directories(cereal SYSTEM INTERFACE "${CMAKE_BINARY_DIR}/include/mended")
add_library(boost_math INTERFACE)
if(EMSCRIPTEN)
    foreach(folder cereal boost)
        file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/include/${folder}")
        file(CREATE_LINK "/usr/include/${folder}" "${CMAKE_BINARY_DIR}/include/${folder}/${folder}" SYMBOLIC)
    endforeach()
    target_include_directories(cereal SYSTEM INTERFACE "${CMAKE_BINARY_DIR}/include/cereal")
    target_include_directories(boost_math SYSTEM INTERFACE "${CMAKE_BINARY_DIR}/include/boost")
endif()

# ---------------------------------------------------------------- SHA-256

# libmd's sha2.c alone; the configuration it wants to include is empty here.
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/md/config.h" CONTENT "")
_third_party(md_sha2 "${_src}/libmd/src/sha2.c")
target_include_directories(md_sha2 SYSTEM PUBLIC "${_src}/libmd/include" PRIVATE "${CMAKE_BINARY_DIR}/md" "${_src}/libmd/src")

# ---------------------------------------------------------------- zlib, minizip and libxlsxwriter

# Our own zlib natively as well: links must be packed to the same bytes everywhere.
set(_zlib_sources adler32 compress crc32 deflate inflate inffast inftrees trees uncompr zutil)
list(TRANSFORM _zlib_sources REPLACE "(.+)" "${_src}/zlib/\\1.c")
_third_party(zlib ${_zlib_sources})
target_include_directories(zlib SYSTEM PUBLIC "${_src}/zlib")
# Nothing here reads or writes gzip's own wrapper; without it inflate needs no tables of checksums.
target_compile_definitions(zlib PRIVATE HAVE_UNISTD_H HAVE_STDARG_H NO_GZIP $<$<BOOL:${EMSCRIPTEN}>:BUILDFIXED>)

# zlib's own minizip, for what libxlsxwriter writes and what is read back. No encryption either way.
set(_minizip "${_src}/zlib/contrib/minizip")
_third_party(minizip "${_minizip}/ioapi.c" "${_minizip}/unzip.c" "${_minizip}/zip.c")
target_include_directories(minizip SYSTEM PUBLIC "${_minizip}")
target_compile_definitions(minizip PUBLIC USE_FILE32API NOCRYPT NOUNCRYPT)
target_link_libraries(minizip PUBLIC zlib)

file(GLOB _xlsxwriter_sources "${_src}/libxlsxwriter/src/*.c")
_third_party(xlsxwriter
    ${_xlsxwriter_sources}
    "${_src}/libxlsxwriter/third_party/md5/md5.c")
target_include_directories(xlsxwriter SYSTEM PUBLIC "${_src}/libxlsxwriter/include")
target_compile_definitions(xlsxwriter PRIVATE USE_STANDARD_TMPFILE)
target_link_libraries(xlsxwriter PRIVATE minizip)

# ---------------------------------------------------------------- expat

# Without document types and general entities: they are not even compiled. Its configuration is given here instead.
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/expat/expat_config.h" CONTENT "")
set(_expat "${_src}/expat/expat/lib")
_third_party(expat "${_expat}/random_getentropy.c" "${_expat}/xmlparse.c" "${_expat}/xmlrole.c" "${_expat}/xmltok.c")
target_include_directories(expat SYSTEM PUBLIC "${_expat}" PRIVATE "${CMAKE_BINARY_DIR}/expat")
target_compile_definitions(expat PRIVATE XML_GE=0 XML_CONTEXT_BYTES=0 XML_NS HAVE_GETENTROPY HAVE_UNISTD_H PUBLIC XML_STATIC)

# ---------------------------------------------------------------- Dear ImGui

set(_imgui "${_src}/imgui")
_third_party(imgui "${_imgui}/imgui.cpp" "${_imgui}/imgui_draw.cpp" "${_imgui}/imgui_tables.cpp" "${_imgui}/imgui_widgets.cpp")
target_include_directories(imgui SYSTEM PUBLIC "${_imgui}" "${CMAKE_CURRENT_LIST_DIR}")
target_compile_definitions(imgui PUBLIC "IMGUI_USER_CONFIG=\"imgui_config.h\"")

if(NOT EMSCRIPTEN)
    return()
endif()

# ---------------------------------------------------------------- SDL2

# Only the window and its OpenGL ES context. What these sources still refer to is answered by sdl2_left_out.c.
set(_sdl "${_src}/SDL2/src")
_third_party(sdl2
    "${_sdl}/SDL.c"
    "${_sdl}/atomic/SDL_atomic.c"
    "${_sdl}/stdlib/SDL_malloc.c"
    "${_sdl}/stdlib/SDL_qsort.c"
    "${_sdl}/stdlib/SDL_stdlib.c"
    "${_sdl}/stdlib/SDL_string.c"
    "${_sdl}/video/SDL_egl.c"
    "${_sdl}/video/SDL_rect.c"
    "${_sdl}/video/SDL_video.c"
    "${_sdl}/video/emscripten/SDL_emscriptenopengles.c"
    "${_sdl}/video/emscripten/SDL_emscriptenvideo.c"
    "${CMAKE_CURRENT_LIST_DIR}/sdl2_left_out.c")
target_include_directories(sdl2 SYSTEM PUBLIC "${_src}/SDL2/include" PRIVATE "${_sdl}")
# Its texts of errors go nowhere, see SDL_SetError: so no printf.
set_source_files_properties("${_sdl}/stdlib/SDL_string.c" PROPERTIES COMPILE_DEFINITIONS SDL_snprintf=left_out_snprintf)
target_compile_definitions(sdl2
    PUBLIC SDL_MAIN_HANDLED
    PRIVATE SDL_LEAN_AND_MEAN=1 SDL_AUDIO_DISABLED=1 SDL_JOYSTICK_DISABLED=1 SDL_SENSOR_DISABLED=1
        SDL_POWER_DISABLED=1 SDL_TIMERS_DISABLED=1 SDL_ASSERT_LEVEL=0)

# ---------------------------------------------------------------- Emscripten's libraries

# Not as LLVM's bitcode: the libraries, which are none, find these too late.
_third_party(libc_left_out "${CMAKE_CURRENT_LIST_DIR}/libc_left_out.c")
_third_party(embind_left_out "${CMAKE_CURRENT_LIST_DIR}/embind_left_out.c")
foreach(name libc_left_out embind_left_out)
    target_compile_options(${name} PRIVATE -fno-lto)
endforeach()
