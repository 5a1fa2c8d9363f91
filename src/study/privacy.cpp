#include "study/privacy.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "core/text.hpp"
#include "prototype/field_kinds.hpp"

namespace ensaio::study {

namespace {

/// Three ages make four groups of people; with a few more values a number can be told digit by digit.
constexpr std::size_t kMostValues = 3;

/// With how many values conditions compare the field: what each came to is recorded. The same value asked
/// again tells nothing more, nor does its contrary.
std::size_t values_of(const prototype::Prototype& asked, const prototype::Field& field) {
    using prototype::Operator;
    std::set<std::pair<bool, std::string>> values;
    for (const prototype::TestIndex index : field.read_by) {
        const prototype::Test& test = asked.tests[index];
        if (test.other != prototype::kNone || test.op == Operator::filled || test.op == Operator::blank)
            continue;
        const bool orders = test.op == Operator::at_least || test.op == Operator::less_than;
        values.emplace(orders, core::fold(core::trim(test.value)));
    }
    return values.size();
}

void check(const prototype::Prototype& asked, std::string_view screens, core::Errors& errors) {
    for (std::size_t i = 0; i < asked.fields.size(); ++i) {
        const prototype::Field& field = asked.fields[i];
        if (prototype::row_of(field.kind).privacy == prototype::Privacy::open) continue;
        const std::string where = prototype::place_of(asked, static_cast<prototype::FieldIndex>(i), screens);
        if (field.privacy == prototype::Privacy::open)
            errors.push_back({"study.typed_is_kept", where + ".privacy", {field.id}});
        if (const std::size_t values = values_of(asked, field); values > kMostValues) {
            errors.push_back({"study.too_telling",
                              where + ".id",
                              {field.id, std::to_string(values), std::to_string(kMostValues)}});
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
