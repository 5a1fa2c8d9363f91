#include "platform/stage.hpp"

#include <span>

#include <GLES2/gl2.h>
#include <SDL.h>
#include <emscripten/html5.h>
#include <imgui.h>
#include <imgui_impl_opengl3.h>

namespace ensaio::platform {

namespace {

bool open_window() {
    SDL_SetMainReady();
    // Keys belong to the page's own elements: SDL would swallow Tab, F5 and accents.
    SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, "#canvas");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) return false;
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 2);
    SDL_GL_SetAttribute(SDL_GL_ALPHA_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
    SDL_Window* const window = SDL_CreateWindow(nullptr, 0, 0, 1, 1, SDL_WINDOW_OPENGL);
    return window != nullptr && SDL_GL_CreateContext(window) != nullptr;
}

/// A context has none of them at first, and none again after it was lost.
void enable_extensions() {
    const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = emscripten_webgl_get_current_context();
    emscripten_webgl_enable_extension(context, "OES_vertex_array_object");
    emscripten_webgl_enable_extension(context,
                                      "OES_element_index_uint");  // pages with more than 16 000 letters
}

float channel(std::uint8_t value) { return static_cast<float>(value) / 255; }

}  // namespace

Stage::Stage(std::vector<std::uint8_t> regular, std::vector<std::uint8_t> semibold)
    : regular_(std::move(regular)), semibold_(std::move(semibold)) {
    if (!open_window()) return;
    enable_extensions();
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    fonts_ = view::load_fonts(std::as_bytes(std::span(regular_)), std::as_bytes(std::span(semibold_)));
    open_ = fonts_.regular != nullptr && fonts_.semibold != nullptr && ImGui_ImplOpenGL3_Init("#version 100");
}

void Stage::paint(const view::Page& page, const view::Boxes& boxes, const view::Theme& theme,
                  const view::Attention& attention, float top, float height, int pixel_width,
                  int pixel_height) {
    if (!open_ || lost_) return;
    SDL_FlushEvents(SDL_FIRSTEVENT, SDL_LASTEVENT);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {boxes.width, height};
    // The renderer rounds the product of size and scale down: a little more keeps the last row of pixels.
    io.DisplayFramebufferScale = {(static_cast<float>(pixel_width) + 0.01F) / boxes.width,
                                  (static_cast<float>(pixel_height) + 0.01F) / height};
    io.DeltaTime = 1.0F / 60;
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    fonts_.regular->CurrentRasterizerDensity = fonts_.semibold->CurrentRasterizerDensity =
        static_cast<float>(pixel_width) / boxes.width;
    view::paint(page, boxes, theme, fonts_, attention, top, height, *ImGui::GetBackgroundDrawList());
    ImGui::Render();

    glClearColor(channel(theme.background.r), channel(theme.background.g), channel(theme.background.b), 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void Stage::lose_context() {
    lost_ = true;
    if (open_) ImGui_ImplOpenGL3_DestroyDeviceObjects();
}

void Stage::restore_context() {
    lost_ = false;
    if (!open_) return;
    enable_extensions();
    open_ = ImGui_ImplOpenGL3_CreateDeviceObjects();
}

}  // namespace ensaio::platform
