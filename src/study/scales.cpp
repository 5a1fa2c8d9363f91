#include "study/scales.hpp"

#include <string>

#include "core/text.hpp"

namespace ensaio::study {
namespace {

struct Family {
    std::string_view before;  // the number
    int items = 0;
    Scale scale;
};
constexpr Family kFamilies[] = {{"sus_", 10, {1, 5}}, {"umux_", 4, {1, 7}}};
constexpr Scale kEase{1, 7};

bool is_scale(const prototype::Field& field, Scale scale) {
    return field.kind == prototype::FieldKind::scale && field.min == scale.min && field.max == scale.max;
}

void check_scales(const prototype::Prototype& questions, std::string_view name, core::Errors& errors) {
    for (std::size_t i = 0; i < questions.fields.size(); ++i) {
        const prototype::Field& field = questions.fields[i];
        const auto scale = scale_of(field.id);
        if (!scale || is_scale(field, *scale)) continue;
        errors.push_back({"study.scale",
                          prototype::place_of(questions, static_cast<prototype::FieldIndex>(i), name),
                          {field.id, std::to_string(scale->min), std::to_string(scale->max)}});
    }
}

}  // namespace

std::optional<Scale> scale_of(std::string_view field) {
    if (field == "seq") return kEase;
    for (const Family& family : kFamilies) {
        if (!field.starts_with(family.before)) continue;
        const auto item = core::integer_in(field.substr(family.before.size()));
        if (item && *item >= 1 && *item <= family.items) return family.scale;
    }
    return std::nullopt;
}

prototype::FieldIndex scored_field(const prototype::Prototype& questions, std::string_view field) {
    const prototype::FieldIndex index = questions.field_named(field);
    const auto scale = scale_of(field);
    if (index == prototype::kNone || !scale) return prototype::kNone;
    return is_scale(questions.fields[index], *scale) ? index : prototype::kNone;
}

std::optional<int> scored_answer(const prototype::Prototype& questions, const prototype::State& state,
                                 prototype::FieldIndex field) {
    if (field >= state.answers.size() || state.answers[field].value.size() != 1) return std::nullopt;
    const auto number = core::integer_in(state.answers[field].value.front());
    const prototype::Field& asked = questions.fields[field];
    if (!number || *number < asked.min || *number > asked.max) return std::nullopt;
    return number;
}

core::Errors check_scales(const Study& study) {
    core::Errors errors;
    check_scales(study.after_task, "after_task", errors);
    check_scales(study.after_test, "after_test", errors);
    return errors;
}

}  // namespace ensaio::study
