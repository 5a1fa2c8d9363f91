// What is drawn of more than one shape and knows nothing of pointer and focus: steps, messages, a pin.
#pragma once

#include "view/brush.hpp"

namespace ensaio::view {

/// The circle of a step of a request, and the line down to the next. The number in it is text of the box.
void draw_step(Brush& brush, const Theme& theme, Look look, const Box& box, bool last);

/// A mail program's message: a frame, its head on grey.
void draw_email(Brush& brush, const Theme& theme, const Box& box);

/// A phone with a message that has come in.
void draw_sms(Brush& brush, const Theme& theme, const Box& box);

/// A pin whose tip is at a place, seen on any picture.
void draw_pin(Brush& brush, const Theme& theme, float x, float y);

}  // namespace ensaio::view
