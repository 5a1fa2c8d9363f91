#include "analytics/field_measures.hpp"

namespace ensaio::analytics {
namespace {

double seconds(std::uint64_t ms) { return static_cast<double>(ms) / 1000.0; }

}  // namespace

void FieldWatch::enter(const prototype::Screen& screen) {
    current_ = prototype::kNone;
    for (std::size_t i = 0; i < screen.field_count; ++i) {
        const std::size_t field = screen.first_field + i;
        if (!seen_[field]) seen_at_[field] = clock_;
        seen_[field] = true;
    }
}

void FieldWatch::pass(std::uint64_t active) {
    clock_ += active;
    if (current_ != prototype::kNone) met_[current_].active_s += seconds(active);
}

void FieldWatch::touch(prototype::FieldIndex field) {
    FieldMeasures& measures = met_[field];
    if (measures.order == 0) {
        measures.order = ++touched_;
        measures.first_touch_s = seconds(clock_ - seen_at_[field]);
    } else if (current_ != field) {
        ++measures.revisits;
    }
    current_ = last_ = field;
}

void FieldWatch::focus(prototype::FieldIndex field) {
    if (knows(field)) touch(field);
}

void FieldWatch::answer(prototype::FieldIndex field, bool corrects, std::uint64_t passed) {
    if (!knows(field)) return;
    if (current_ != field) {
        // The stretch was spent on the way to this answer, whatever had the focus before.
        if (current_ != prototype::kNone) met_[current_].active_s -= seconds(passed);
        met_[field].active_s += seconds(passed);
    }
    touch(field);
    if (corrects) ++met_[field].corrections;
}

void FieldWatch::error(prototype::FieldIndex field) {
    if (knows(field)) ++met_[field].errors;
}

void FieldWatch::leave(const prototype::Prototype& prototype, const prototype::State& state) {
    for (const prototype::FieldIndex field : prototype::fields_asked(prototype, state)) {
        met_[field].asked = true;
        met_[field].blank = state.answers[field].facts.length_class == 0;
    }
}

std::vector<FieldMeasures> FieldWatch::finish() const {
    std::vector<FieldMeasures> all;
    for (std::size_t i = 0; i < met_.size(); ++i) {
        const FieldMeasures& measures = met_[i];
        if (!measures.asked && measures.order == 0 && measures.errors == 0) continue;
        all.push_back(measures);
        all.back().field = static_cast<prototype::FieldIndex>(i);
    }
    return all;
}

}  // namespace ensaio::analytics
