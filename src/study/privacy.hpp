// What is typed is kept only where the study says that it is made up: docs/formats/prototype.md, "privacy".
#pragma once

#include "core/error.hpp"
#include "prototype/model.hpp"
#include "study/model.hpp"

namespace ensaio::study {

/// study.typed_is_kept ("after_test[0].fields[2].privacy"): an `open` question of the study that is answered
/// by typing, where the data are not made up. study.too_telling ("screens[0].fields[2].id"): one that
/// conditions compare with more than three values, by which what is typed could be told. Looked for before a
/// test begins and never in a recorded session, which stays readable as it was made.
core::Errors check_privacy(const Study& study);
/// The same of the fields of the prototype, in its own file ("screens[0].fields[2].privacy").
core::Errors check_privacy(const Study& study, const prototype::Prototype& prototype);

}  // namespace ensaio::study
