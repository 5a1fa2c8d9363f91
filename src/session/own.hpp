// A session that was recorded in this browser.
#pragma once

#include "session/replay.hpp"

namespace ensaio::session {

/// As open(), but however much it is: its person goes on with it, and no stranger wrote it.
core::Result<Opened> open_own(Session session);

}  // namespace ensaio::session
