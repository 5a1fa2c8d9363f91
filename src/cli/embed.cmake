# Included: ensaio_embed_languages(TARGET FOLDER) compiles the language files into a target (cli/embedded_language.hpp).
# Run as a script (-P) with FOLDER and OUT: writes that source.

if(CMAKE_SCRIPT_MODE_FILE)
    file(GLOB files "${FOLDER}/*.json")
    set(texts "")
    set(rows "")
    foreach(file IN LISTS files)
        get_filename_component(tag "${file}" NAME_WE)
        string(REPLACE "-" "_" name "${tag}")
        file(READ "${file}" bytes HEX)
        string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
        string(REGEX REPLACE "((0x..,)(0x..,)(0x..,)(0x..,)(0x..,)(0x..,)(0x..,)(0x..,))" "\\1\n" bytes "${bytes}")
        string(APPEND texts "static const unsigned char k_${name}[] = {\n${bytes}\n};\n")
        string(APPEND rows "    if (tag == \"${tag}\") return {reinterpret_cast<const char*>(k_${name}), sizeof k_${name}};\n")
    endforeach()
    file(WRITE "${OUT}" "#include \"cli/embedded_language.hpp\"

namespace ensaio::cli {

${texts}
std::string_view embedded_language(std::string_view tag) {
${rows}    return {};
}

}  // namespace ensaio::cli
")
    return()
endif()

set(_embed_script "${CMAKE_CURRENT_LIST_FILE}")

function(ensaio_embed_languages target folder)
    set(out "${CMAKE_CURRENT_BINARY_DIR}/embedded_language.cpp")
    file(GLOB files CONFIGURE_DEPENDS "${folder}/*.json")
    add_custom_command(
        OUTPUT "${out}"
        COMMAND "${CMAKE_COMMAND}" "-DFOLDER=${folder}" "-DOUT=${out}" -P "${_embed_script}"
        DEPENDS ${files} "${_embed_script}"
        VERBATIM)
    target_sources(${target} PRIVATE "${out}")
endfunction()
