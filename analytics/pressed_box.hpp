// What a press without effect fell on: the ids of boxes (view/boxes.hpp) made steady and put in words.
#pragma once

#include <string>
#include <string_view>

#include "core/language.hpp"
#include "prototype/model.hpp"

namespace ensaio::analytics {

/// The same for all boxes that are one thing to a reader: "field:cor=azul" -> "field:cor"; boxes without an
/// id of their own ("n17") -> "n".
std::string steady_box(std::string_view box);

/// "campo “Cor do veículo”", "botão de continuar"; a box without words gives its id. `walked` may be null:
/// outside of a prototype.
std::string box_in_words(const prototype::Prototype* walked, const core::Language& language,
                         std::string_view box);

}  // namespace ensaio::analytics
