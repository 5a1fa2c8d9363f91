// Dear ImGui without a window.
#pragma once

#include <imgui.h>

#include <cstddef>
#include <span>
#include <string>

#include "random_walk.hpp"
#include "view/painter.hpp"

namespace ensaio::trials {

class Canvas {
public:
    Canvas() {
        ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
        io.DeltaTime = 0.016F;
        ImGui::GetStyle().FontSizeBase = 16;
        fonts_ = view::load_fonts(*io.Fonts, std::as_bytes(std::span(regular_)),
                                  std::as_bytes(std::span(semibold_)));
    }
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;
    Canvas(Canvas&&) = delete;
    Canvas& operator=(Canvas&&) = delete;
    ~Canvas() { ImGui::DestroyContext(); }

    const view::Fonts& fonts() const { return fonts_; }

private:
    // The same faces as the subset that is shipped, before it is cut.
    std::string regular_ = read_text("build/toolchain/src/open-sans/OpenSans-Regular.ttf");
    std::string semibold_ = read_text("build/toolchain/src/open-sans/OpenSans-Semibold.ttf");
    view::Fonts fonts_;
};

}  // namespace ensaio::trials
