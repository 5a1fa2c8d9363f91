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

/// prototype.empty_text for a text that is blank.
void check_text(std::string_view text, std::string where, core::Mistakes& mistakes);

/// prototype.placeholder_elsewhere for a text with double braces that stands where `filled`
/// (prototype/fill.hpp) never comes, so that people would read the braces.
void check_as_written(std::string_view text, std::string where, core::Mistakes& mistakes);

/// Both of a text that must be there.
void check_label(std::string_view text, const std::string& where, core::Mistakes& mistakes);

/// prototype.bad_id for what is no id: a-z, 0-9, - and _, at most kMaxIdBytes.
void check_id(std::string_view id, std::string where, core::Mistakes& mistakes);

/// prototype.bad_language for what is no language tag such as "pt-BR".
void check_language(std::string_view tag, std::string where, core::Mistakes& mistakes);

}  // namespace ensaio::prototype
