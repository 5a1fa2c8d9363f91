#include "analytics/pressed_box.hpp"

#include <algorithm>

namespace ensaio::analytics {

std::string steady_box(std::string_view box) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (box.size() > 1 && box.front() == 'n' && std::ranges::all_of(box.substr(1), is_digit)) return "n";
    return std::string(box.substr(0, box.find('=')));
}

std::string box_in_words(const prototype::Prototype* walked, const core::Language& language,
                         std::string_view box) {
    std::string steady = steady_box(box);
    if (steady.empty()) return language.text("worksheet.box.none");
    const std::string whole = "worksheet.box." + steady;
    if (language.has(whole)) return language.text(whole);
    const std::size_t colon = steady.rfind(':');
    if (colon != std::string::npos && walked != nullptr) {
        const std::string part = "worksheet.box." + steady.substr(0, steady.find(':'));
        const prototype::FieldIndex field = walked->field_named(std::string_view(steady).substr(colon + 1));
        if (field != prototype::kNone && language.has(part)) {
            const std::string& label = walked->fields[field].label;
            return language.text(part, {label.empty() ? walked->fields[field].id : label});
        }
    }
    return steady;
}

}  // namespace ensaio::analytics
