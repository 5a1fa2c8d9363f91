// The window, its OpenGL ES context and what a page is painted with. One per program.
#pragma once

#include <cstdint>
#include <span>

#include "platform/renderer.hpp"
#include "view/painter.hpp"

namespace ensaio::platform {

class Stage {
public:
    /// Takes the bytes of the two font files (TrueType). Without a usable OpenGL ES 2 context the stage stays
    /// closed: the page is then shown without a picture.
    Stage(std::span<const std::uint8_t> regular, std::span<const std::uint8_t> semibold);

    bool open() const { return open_; }

    /// Paints the part of the page from `top` on, `height` css px, over the whole canvas of `pixel_width` ×
    /// `pixel_height` device pixels.
    void paint(const view::Page& page, const view::Boxes& boxes, const view::Theme& theme,
               const view::Attention& attention, float top, float height, int pixel_width, int pixel_height);

    /// The browser took the context away, or gave a new one.
    void lose_context() { lost_ = true; }
    void restore_context();

private:
    /// In a context that is new.
    bool prepare();

    Renderer renderer_;
    view::Fonts fonts_;
    bool open_ = false, lost_ = false;
};

}  // namespace ensaio::platform
