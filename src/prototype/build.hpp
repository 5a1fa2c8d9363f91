// From a prototype as it stands in its file to one that is checked and whose names are indexes.
#pragma once

#include <string>
#include <string_view>

#include "core/mistakes.hpp"
#include "prototype/file.hpp"
#include "prototype/model.hpp"

namespace ensaio::prototype {

/// How screens follow one another.
enum class Order : std::uint8_t {
    named,     // a prototype: each names the next
    in_a_row,  // a study's questions: each leads to the one after it; only question and rating screens
};

/// Of a recording: forgives what was no mistake when the first sessions were recorded.
void forgive_later_rules(core::Mistakes& mistakes, core::Origin origin);

/// Adds `screens` to `prototype`, whose screens are empty, and checks them: the prototype.* mistakes of
/// prototype/read.hpp that concern screens. `path` is that of the list: "screens". The result may only be
/// used when there are no mistakes.
void build_screens(std::vector<file::Screen> screens, const std::string& path, Order order,
                   Prototype& prototype, core::Mistakes& mistakes);

}  // namespace ensaio::prototype
