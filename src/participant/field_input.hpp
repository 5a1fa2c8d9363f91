// What a person does at a control of a field, as an answer to the field. Ids of controls: "field:ID", one
// option of it "field:ID=OPTION", one part or tool of it "field:ID.NAME".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/language.hpp"
#include "participant/view_state.hpp"
#include "prototype/walkthrough.hpp"
#include "view/host.hpp"

namespace ensaio::participant {

/// The field that a control's id names; kNone: none.
prototype::FieldIndex field_of_control(const prototype::Prototype& walked, std::string_view id);

/// The answer that follows from `input`; nothing where it is at no control of a field, or at one that gives
/// no answer.
std::optional<prototype::Action> action_of_field(const prototype::Prototype& walked,
                                                 const prototype::State& state, const view::Input& input);

/// Takes the words typed into the search box of a long list. False: `input` is none.
bool search_words(const prototype::Prototype& walked, const view::Input& input, ViewState& view);

/// What is said politely after `input` has led to `state`: the address that was found, where the mark stands,
/// that a text has become too long. Mostly nothing; the same as before is not said again.
std::string announcement(const prototype::Prototype& walked, const prototype::State& state,
                         const view::Input& input, const core::Language& language);

/// Where the focus goes after `input`, which took away the control that had it; empty: it stays.
std::string focus_after(const view::Input& input);

/// The known address of this CEP; nullptr: none, or the CEP is not complete.
const prototype::KnownAddress* known_address(const prototype::Prototype& walked, std::string_view cep);

/// Whether the CEP is complete and not among the prototype's addresses, which has some.
bool is_unknown_cep(const prototype::Prototype& walked, std::string_view cep);

/// "Praça da Sé, Sé"
std::string street_and_district(const prototype::KnownAddress& address);

/// How many letters there is still room for in a long text; below 0: as many are too many.
std::ptrdiff_t letters_left(const prototype::Field& field, const prototype::Value& value);

/// Where the mark of a map stands, in px of its picture: from "120,80".
struct Point {
    int x = 0, y = 0;
};
std::optional<Point> point_of(const prototype::Value& value);

/// How an address says that there is no number.
inline constexpr std::string_view kNoNumber = "s/n";

}  // namespace ensaio::participant
