// How the parts of build_screens find what a file names, and where they say that it is not there.
#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/mistakes.hpp"
#include "core/text.hpp"
#include "prototype/model.hpp"
#include "prototype/text_rules.hpp"

namespace ensaio::prototype {

inline std::string item(const std::string& path, std::size_t index) {
    return path + "[" + std::to_string(index) + "]";
}

/// prototype.unknown_kind.
inline void add_unknown(std::string_view name, std::span<const std::string_view> names, std::string where,
                        core::Mistakes& mistakes) {
    mistakes.add("prototype.unknown_kind", std::move(where),
                 {std::string(name), core::joined({names.begin(), names.end()})});
}

/// The value called `name`: its place among `names`; prototype.unknown_kind.
template <class Enum>
std::optional<Enum> named(std::string_view name, std::span<const std::string_view> names, std::string where,
                          core::Mistakes& mistakes) {
    const auto found = std::ranges::find(names, name);
    if (found != names.end()) return static_cast<Enum>(found - names.begin());
    add_unknown(name, names, std::move(where), mistakes);
    return std::nullopt;
}

/// Gives `id` the place `index` in `ids`; prototype.bad_id, prototype.duplicate_id.
template <class Ids>
void add_id(Ids& ids, const std::string& id, std::uint16_t index, const std::string& where,
            core::Mistakes& mistakes) {
    check_id(id, where, mistakes);
    if (!ids.try_emplace(id, index).second) mistakes.add("prototype.duplicate_id", where, {id});
}

/// Its place in the prototype; prototype.unknown_image and kNone.
inline std::uint16_t image_named(const Prototype& prototype, const std::string& name, std::string where,
                                 core::Mistakes& mistakes) {
    const auto found = std::ranges::find(prototype.images, name, &Image::id);
    if (found != prototype.images.end()) return static_cast<std::uint16_t>(found - prototype.images.begin());
    mistakes.add("prototype.unknown_image", std::move(where), {name});
    return kNone;
}

}  // namespace ensaio::prototype
