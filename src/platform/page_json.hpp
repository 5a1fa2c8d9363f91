// A page and its boxes as web/dom.js reads them.
#pragma once

#include <string>

#include "view/boxes.hpp"

namespace ensaio::platform {

/// JSON: the members of view::Page and, per node, those of view::Node that differ from their defaults, with
/// the rectangle of its box. `frame` is a text field's: left and top padding, text size and line height that
/// put its own text where the canvas paints it (css px). Where the page before had the same nodes by id, role
/// and parent, `changed` stands for `nodes`: place and node of those that are written otherwise now.
std::string page_json(const view::Page& page, const view::Boxes& boxes, const view::Theme& theme,
                      const view::Page& before, const view::Boxes& boxes_before);

}  // namespace ensaio::platform
