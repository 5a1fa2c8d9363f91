// A field as it stands in its file, checked.
#pragma once

#include <string>

#include "core/mistakes.hpp"
#include "prototype/file.hpp"
#include "prototype/model.hpp"

namespace ensaio::prototype {

/// The field without its screen and its condition: `prototype` has its language and images. Takes the texts
/// out of `from`. The prototype.* mistakes of prototype/read.hpp that concern one field.
Field build_field(file::Field& from, const Prototype& prototype, const std::string& path,
                  core::Mistakes& mistakes);

}  // namespace ensaio::prototype
