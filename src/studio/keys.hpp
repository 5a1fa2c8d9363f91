// The room of drop boxes: the keys that open what comes from them.
#pragma once

#include <string>
#include <vector>

#include "core/language.hpp"
#include "view/host.hpp"
#include "view/page_builder.hpp"

namespace ensaio::studio {

/// A pair of keys. The private one is kept by the browser's side and never gets here.
struct Key {
    std::string key;     // the public one
    std::string day;     // ISO 8601: when it came to this browser
    bool saved = false;  // as a file
};

struct Keys {
    std::vector<Key> all;     // the oldest first
    unsigned waiting = 0;     // sessions of this browser that are still to be sent
    std::string asked_about;  // the key that is to be deleted, if whoever presses means it; empty: none
};

/// From the values of the answer to view::KeyRing; `before`: what is asked about stays.
Keys keys_of(const std::vector<std::string>& values, const Keys& before);

/// Ids: "do:key_make", "do:key_copy:KEY", "do:key_save:KEY", "do:key_forget:KEY", "do:key_forget_now:KEY",
/// "do:key_keep", "do:send", "do:pick".
void add_keys(view::PageBuilder& page, std::uint16_t main, const Keys& keys, const core::Language& language);

/// What one of these buttons asks of the host; nothing for "do:pick" and others.
view::Commands press_key_button(const std::string& id, Keys& keys);

}  // namespace ensaio::studio
