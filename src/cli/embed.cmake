# Included: ensaio_embed_language(TARGET JSON) compiles a language file into a target (cli/embedded_language.hpp).
# Run as a script (-P) with JSON and OUT: writes that source.

if(CMAKE_SCRIPT_MODE_FILE)
    file(READ "${JSON}" bytes HEX)
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
    string(REGEX REPLACE "((0x..,)(0x..,)(0x..,)(0x..,)(0x..,)(0x..,)(0x..,)(0x..,))" "\\1\n" bytes "${bytes}")
    file(WRITE "${OUT}" "#include \"cli/embedded_language.hpp\"

namespace ensaio::cli {

static const unsigned char kBytes[] = {
${bytes}
};

std::string_view embedded_language() { return {reinterpret_cast<const char*>(kBytes), sizeof kBytes}; }

}  // namespace ensaio::cli
")
    return()
endif()

set(_embed_script "${CMAKE_CURRENT_LIST_FILE}")

function(ensaio_embed_language target json)
    set(out "${CMAKE_CURRENT_BINARY_DIR}/embedded_language.cpp")
    add_custom_command(
        OUTPUT "${out}"
        COMMAND "${CMAKE_COMMAND}" "-DJSON=${json}" "-DOUT=${out}" -P "${_embed_script}"
        DEPENDS "${json}" "${_embed_script}"
        VERBATIM)
    target_sources(${target} PRIVATE "${out}")
endfunction()
