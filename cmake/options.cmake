# How our own code is compiled, and how a room of the house is declared.

add_library(ensaio_options INTERFACE)
target_compile_options(ensaio_options INTERFACE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    # GCC 12 sees uninitialized and dangling memory inside std::string and std::variant that is not there.
    target_compile_options(ensaio_options INTERFACE -Wno-maybe-uninitialized -Wno-restrict -Wno-missing-field-initializers)
else()
    # Designated initializers leave out what keeps its default: that is their point.
    target_compile_options(ensaio_options INTERFACE -Wno-missing-designated-field-initializers -Wno-missing-field-initializers)
endif()
if(EMSCRIPTEN)
    # Instructions that every browser with WebAssembly exceptions has.
    add_compile_options(-mbulk-memory -mnontrapping-fptoint -msign-ext)
    # A page ends without saying goodbye: nothing of the program is destroyed then.
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fno-c++-static-destructors>)
    if(NOT ENSAIO_WEB_CHECKS)
        # Optimized as one when they are linked; Emscripten's own libraries stay as they are.
        add_compile_options(-flto)
    endif()
    target_compile_options(ensaio_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti>)
    target_compile_definitions(ensaio_options INTERFACE EMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES=0)
endif()

# ensaio_uses_exceptions(file...): these sources may throw and catch on the web too. Natively everything may.
function(ensaio_uses_exceptions)
    if(EMSCRIPTEN)
        set_property(SOURCE ${ARGN} APPEND PROPERTY COMPILE_OPTIONS -fexceptions -fwasm-exceptions -frtti)
    endif()
endfunction()

# ensaio_room(NAME FOLDER INCLUDE_ROOT [MAY_INCLUDE target...] [PRIVATELY target...])
# One static library from the sources of a folder. MAY_INCLUDE are the rooms below it, which its users see as well;
# PRIVATELY are the third parties that only its own sources see. Sources that include cereal get exceptions.
# A room without sources yet is an interface library, so that the others still link.
function(ensaio_room name folder include_root)
    cmake_parse_arguments(room "" "" "MAY_INCLUDE;PRIVATELY" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS "${folder}/*.cpp")
    if(NOT sources)
        add_library(${name} INTERFACE)
        target_include_directories(${name} INTERFACE "${include_root}")
        target_link_libraries(${name} INTERFACE ${room_MAY_INCLUDE})
        return()
    endif()
    add_library(${name} STATIC ${sources})
    target_include_directories(${name} PUBLIC "${include_root}")
    target_link_libraries(${name} PUBLIC ${room_MAY_INCLUDE} PRIVATE ensaio_options ${room_PRIVATELY})
    foreach(source IN LISTS sources)
        file(STRINGS "${source}" calls_cereal REGEX "^#include <cereal/")
        if(calls_cereal)
            ensaio_uses_exceptions("${source}")
        endif()
    endforeach()
endfunction()
