#include "study/privacy.hpp"

#include <string>
#include <string_view>

#include "prototype/field_kinds.hpp"

namespace ensaio::study {

namespace {

void check(const prototype::Prototype& asked, std::string_view screens, core::Errors& errors) {
    for (std::size_t s = 0; s < asked.screens.size(); ++s) {
        const prototype::Screen& screen = asked.screens[s];
        for (std::size_t i = 0; i < screen.field_count; ++i) {
            const prototype::Field& field = asked.fields[screen.first_field + i];
            const bool opened = field.privacy == prototype::Privacy::open &&
                                prototype::row_of(field.kind).privacy != prototype::Privacy::open;
            if (!opened) continue;
            errors.push_back({"study.typed_is_kept",
                              std::string(screens) + "[" + std::to_string(s) + "].fields[" +
                                  std::to_string(i) + "].privacy",
                              {field.id}});
        }
    }
}

}  // namespace

core::Errors check_privacy(const Study& study) {
    core::Errors errors;
    if (study.made_up_data) return errors;
    check(study.after_task, "after_task", errors);
    check(study.after_test, "after_test", errors);
    return errors;
}

core::Errors check_privacy(const Study& study, const prototype::Prototype& prototype) {
    core::Errors errors;
    if (!study.made_up_data) check(prototype, "screens", errors);
    return errors;
}

}  // namespace ensaio::study
