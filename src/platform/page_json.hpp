// A page and its boxes as web/dom.js reads them.
#pragma once

#include <string>

#include "view/boxes.hpp"

namespace ensaio::platform {

/// JSON: the members of view::Page and, per node, those of view::Node that differ from their defaults, with
/// the rectangle of its box. `frame` is a text field's: left and top padding, text size and line height that
/// put its own text where the canvas paints it (css px).
std::string page_json(const view::Page& page, const view::Boxes& boxes, const view::Theme& theme);

}  // namespace ensaio::platform
