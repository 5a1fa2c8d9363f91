// A field while it is being added to a page: what all its controls have in common.
#pragma once

#include <string>
#include <string_view>

#include "participant/place.hpp"
#include "prototype/field_kinds.hpp"

namespace ensaio::participant {

struct FieldPlace {
    FieldPlace(const Place& place, prototype::FieldIndex index, bool title);

    const Place& at;
    const prototype::Field& field;
    const prototype::Value& value;
    const prototype::KindRow& kind;
    const prototype::FieldError* error;  // what the last *continue* found; nullptr: nothing
    bool is_title;
    std::string hint;          // empty: none
    std::string limit;         // how much may be answered; empty: not said
    bool limit_shown = false;  // else it is for screen readers only: the others have a counter
    // Family::parts. Bit i: part i is wrong.
    unsigned wrong_parts = 0;
    // The part at which the error stands; -1: at the whole field.
    int error_part = -1;

    /// "label:ID.REST"
    std::string id(std::string_view prefix, std::string_view rest = {}) const;
    std::string label() const;
    std::string error_words() const;

    void add_label(std::uint16_t parent) const;
    /// Adds the fieldset with its legend and notes; returns it.
    std::uint16_t add_set(std::uint16_t parent) const;
    /// Adds hint, limit and error.
    void add_notes(std::uint16_t parent) const;
    std::string described_by() const;
    void add_error(std::uint16_t parent) const;
};

void add_choices(const FieldPlace& place, std::uint16_t parent);
/// A list too long to be read: one searches it.
void add_search(const FieldPlace& place, std::uint16_t parent);
bool is_searched(const prototype::Field& field);

void add_date(const FieldPlace& place, std::uint16_t parent);
void add_address(const FieldPlace& place, std::uint16_t parent);
void add_map_point(const FieldPlace& place, std::uint16_t parent);

}  // namespace ensaio::participant
