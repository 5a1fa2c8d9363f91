// Which part of a page the canvas shows. It is as tall as the content where the device allows it; a taller
// page is shown through a part of it that moves in steps, so that scrolling costs no frame until the step is
// used up.
#pragma once

#include <algorithm>
#include <cmath>

namespace ensaio::platform {

/// Height of the largest canvas in device pixels: cheap phones end here.
inline constexpr float kMaxCanvasPixels = 4096;

struct Span {
    float top = 0, height = 0;  // css px
    bool operator==(const Span&) const = default;
};

/// The part to show when `scroll` … `scroll + viewport` is on the screen and `now` was shown until then. Its
/// edges lie on device pixels.
inline Span canvas_span(Span now, float content, float scroll, float viewport, float pixels_per_css_px) {
    const float tallest = std::floor(kMaxCanvasPixels / pixels_per_css_px);
    if (content <= tallest) return {0, std::ceil(content * pixels_per_css_px) / pixels_per_css_px};
    const float end = content - tallest;
    const float margin = std::min(viewport, std::max(0.0F, tallest - viewport) / 4);
    const bool fits = now.height == tallest && now.top <= end &&
                      (now.top == 0 || scroll - now.top >= margin) &&
                      (now.top >= end - 1 || now.top + tallest - (scroll + viewport) >= margin);
    if (fits) return now;
    const float top = std::clamp(scroll - (tallest - viewport) / 2, 0.0F, end);
    return {std::floor(top * pixels_per_css_px) / pixels_per_css_px, tallest};
}

}  // namespace ensaio::platform
