// Whether the screens of a prototype lead somewhere: every screen can be reached and left, and no condition
// asks, and no text is filled in, before it can know.
#pragma once

#include <string>

#include "core/mistakes.hpp"
#include "prototype/model.hpp"

namespace ensaio::prototype {

/// prototype.unreachable_screen, prototype.no_exit, prototype.later_field, prototype.later_placeholder,
/// prototype.too_many_tests (one behind the other). `path` is that of the screens' list. Says nothing when a
/// mistake found before leaves it open what leads where.
void check_flow(const Prototype& prototype, const std::string& path, core::Mistakes& mistakes);

}  // namespace ensaio::prototype
