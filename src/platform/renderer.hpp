// Dear ImGui's fonts and draw list, and the OpenGL ES 2 that shows them. Made for a page that is one draw
// list: no windows, no input, no context of Dear ImGui, so that none of those is carried along.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

namespace ensaio::platform {

class Renderer {
public:
    Renderer();
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    ImFontAtlas& atlas() { return atlas_; }

    /// In a context that is new, or was given back after it was lost. False: the context cannot do it.
    bool prepare();

    /// The empty list of a new frame.
    ImDrawList& begin();
    /// Shows the list, `width` × `height` of its units over the whole of the context's canvas.
    void show(float width, float height, int pixel_width, int pixel_height);

private:
    ImFontAtlas atlas_;
    ImDrawListSharedData shared_;
    ImDrawList list_{&shared_};
    int frame_ = 0;
    int scale_ = -1;  // the shader's uniform
};

}  // namespace ensaio::platform
