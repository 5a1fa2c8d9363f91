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

    /// What of the page the canvas shows, from `top` on, and how many device pixels it has.
    struct Canvas {
        float top = 0, height = 0;  // css px
        int pixel_width = 0, pixel_height = 0;
        bool operator==(const Canvas&) const = default;
    };

    /// Paints `part` of the page anew; the rest of the canvas stays as it is.
    void paint(const view::Page& page, const view::Boxes& boxes, const view::Theme& theme,
               const view::Attention& attention, const Canvas& canvas, const view::Rect& part);

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
