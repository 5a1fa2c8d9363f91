// The one door by which a prototype comes in.
#pragma once

#include <string_view>

#include "core/error.hpp"
#include "core/mistakes.hpp"
#include "prototype/model.hpp"

namespace ensaio::prototype {

/// Reads and checks prototype format 1. Reports all mistakes (at most kMaxReportedErrors), in the order of
/// the file, each with its path: json.too_large, json.too_deep, json.empty, json.syntax, json.not_utf8,
/// json.wrong_type, json.unknown_member, json.duplicate_member, json.missing, json.not_whole, json.too_small,
/// json.out_of_range, json.too_long, json.bad_character, prototype.format, prototype.bad_language,
/// prototype.no_screens, prototype.too_many, prototype.bad_id, prototype.duplicate_id,
/// prototype.unknown_screen, prototype.unknown_field, prototype.unknown_kind, prototype.unknown_option,
/// prototype.no_options, prototype.empty_text, prototype.unreachable_screen, prototype.no_exit (a cycle that
/// no answer leaves), prototype.dead_end (a question without next), prototype.later_field (a condition reads
/// a field that no path can have asked before, or a show_if one that stands later in the file),
/// prototype.bad_range, prototype.not_for_kind (a member that this kind of field does not use),
/// prototype.all_and_any, prototype.unknown_letter_heading, prototype.too_many_tests,
/// prototype.unknown_image, prototype.bad_image, prototype.bad_box (a hotspot outside of its picture or too
/// small), prototype.bad_cep, prototype.unknown_placeholder, prototype.value_and_other (a test has both, or
/// its operator takes no other field), prototype.not_ordered (at_least or less_than of what is no number and
/// no date), prototype.other_kind (two fields that cannot be compared), prototype.not_a_number,
/// prototype.no_tests (a check that would always hold), prototype.field_elsewhere (a check of a field of
/// another screen).
core::Result<Prototype> read(std::string_view json, core::Origin origin = core::Origin::file);

}  // namespace ensaio::prototype
