// What every part of a screen is made from.
#pragma once

#include "core/language.hpp"
#include "participant/view_state.hpp"
#include "prototype/walkthrough.hpp"
#include "view/page_builder.hpp"

namespace ensaio::participant {

struct Place {
    view::PageBuilder& page;
    const prototype::Prototype& prototype;
    const prototype::State& state;
    const core::Language& language;
    const ViewState& view;

    const prototype::Screen& screen() const { return prototype.screens[state.screen]; }

    /// The words of `key` with a number in them; one of a thing has words of its own, "KEY.one".
    std::string counted(const std::string& key, std::size_t number) const {
        return number == 1 ? language.text(key + ".one") : language.text(key, {std::to_string(number)});
    }
};

}  // namespace ensaio::participant
