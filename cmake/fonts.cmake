# The two weights of the interface's font, cut to the characters we show, and the table of their advances.

set(ENSAIO_FONTS "${CMAKE_BINARY_DIR}/fonts")
add_custom_command(
    OUTPUT "${ENSAIO_FONTS}/ensaio-regular.ttf" "${ENSAIO_FONTS}/ensaio-semibold.ttf" "${ENSAIO_FONTS}/font_metrics_data.hpp"
    COMMAND /usr/bin/python3 "${CMAKE_SOURCE_DIR}/assets/fonts/subset.py" "${ENSAIO_TOOLCHAIN}/src/open-sans" "${ENSAIO_FONTS}"
    DEPENDS "${CMAKE_SOURCE_DIR}/assets/fonts/subset.py"
    COMMENT "Cutting the fonts"
    VERBATIM)
add_custom_target(ensaio_fonts ALL DEPENDS "${ENSAIO_FONTS}/font_metrics_data.hpp")

# #include "font_metrics_data.hpp"
add_library(font_metrics INTERFACE)
target_include_directories(font_metrics INTERFACE "${ENSAIO_FONTS}")
add_dependencies(font_metrics ensaio_fonts)
