#include "platform/stage.hpp"

#include <GLES2/gl2.h>
#include <SDL.h>
#include <emscripten/html5.h>

#include <cmath>

namespace ensaio::platform {

namespace {

bool open_window() {
    SDL_SetMainReady();
    if (SDL_Init(SDL_INIT_VIDEO) != 0) return false;
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 2);
    SDL_GL_SetAttribute(SDL_GL_ALPHA_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
    SDL_Window* const window = SDL_CreateWindow(nullptr, 0, 0, 1, 1, SDL_WINDOW_OPENGL);
    return window != nullptr && SDL_GL_CreateContext(window) != nullptr;
}

float channel(std::uint8_t value) { return static_cast<float>(value) / 255; }

}  // namespace

Stage::Stage(std::span<const std::uint8_t> regular, std::span<const std::uint8_t> semibold) {
    if (!open_window()) return;
    fonts_ = view::load_fonts(renderer_.atlas(), std::as_bytes(regular), std::as_bytes(semibold));
    open_ = fonts_.regular != nullptr && fonts_.semibold != nullptr && prepare();
}

bool Stage::prepare() {
    // Pages with more than 16 000 letters need it; a context has no extension at first.
    emscripten_webgl_enable_extension(emscripten_webgl_get_current_context(), "OES_element_index_uint");
    return renderer_.prepare();
}

void Stage::paint(const view::Page& page, const view::Boxes& boxes, const view::Theme& theme,
                  const view::Attention& attention, const Canvas& canvas, const view::Rect& part) {
    if (!open_ || lost_) return;
    const float density = static_cast<float>(canvas.pixel_width) / boxes.width;
    fonts_.regular->CurrentRasterizerDensity = fonts_.semibold->CurrentRasterizerDensity = density;
    view::paint(page, boxes, theme, fonts_, attention, part, canvas.top, density, renderer_.begin());

    // Whole pixels, counted from below.
    const auto pixel = [&](float at, float (*round)(float)) { return static_cast<int>(round(at * density)); };
    const int left = pixel(part.x, std::floor), right = pixel(part.right(), std::ceil),
              top = pixel(part.y - canvas.top, std::floor),
              bottom = pixel(part.bottom() - canvas.top, std::ceil);
    glScissor(left, canvas.pixel_height - bottom, right - left, bottom - top);
    glClearColor(channel(theme.background.r), channel(theme.background.g), channel(theme.background.b), 1);
    glClear(GL_COLOR_BUFFER_BIT);
    renderer_.show(boxes.width, canvas.height, canvas.pixel_width, canvas.pixel_height);
}

void Stage::restore_context() {
    lost_ = false;
    open_ = open_ && prepare();
}

}  // namespace ensaio::platform
