// Fields answered by choosing: radios, checkboxes, scales, stars, and lists that are searched.
#include <algorithm>

#include "core/text.hpp"
#include "participant/field_place.hpp"

namespace ensaio::participant {

using prototype::Family;
using prototype::Field;
using prototype::FieldKind;
using prototype::Option;
using view::Look;
using view::Role;

namespace {

constexpr std::size_t kMostInDropDown = 12;  // options; more are searched
constexpr std::size_t kMostFound = 8;        // shown of what fits the words searched for

void add_option(const FieldPlace& place, std::uint16_t parent, const std::string& id, std::string text,
                std::string more = {}, Look look = Look::plain) {
    const bool many = place.kind.family == Family::many_of;
    place.at.page.add(parent, {.id = place.id("field:") + "=" + id,
                               .role = many ? Role::checkbox : Role::radio,
                               .look = look,
                               .text = std::move(text),
                               .hidden_text = std::move(more),
                               .value = id,
                               .target = place.id("field:"),
                               .checked = std::ranges::find(place.value, id) != place.value.end(),
                               .invalid = place.error != nullptr});
}

void add_option(const FieldPlace& place, std::uint16_t parent, const Option& option) {
    add_option(place, parent, option.id,
               option.hint.empty() ? option.label : option.label + "\n" + option.hint);
}

/// The points of a scale or the stars are numbers; the words at its ends are read with the first and the
/// last.
void add_scale(const FieldPlace& place, std::uint16_t set) {
    const Place& at = place.at;
    const Field& field = place.field;
    const std::uint16_t row = at.page.group(set, Look::scale_row, Role::group, place.id("scale:"));
    const int low = static_cast<int>(field.min), high = static_cast<int>(field.max);
    const bool stars = field.kind == FieldKind::stars;
    const int chosen = place.value.empty() ? 0 : core::integer_in(place.value.front()).value_or(0);
    for (int point = low; point <= high; ++point) {
        std::string more;
        if (stars) more = at.language.text("scale.of", {std::to_string(high)});
        const std::string& end = point == low ? field.low_label : field.high_label;
        if ((point == low || point == high) && !end.empty()) more += (more.empty() ? "" : ": ") + end;
        add_option(place, row, std::to_string(point), std::to_string(point), std::move(more),
                   !stars            ? Look::plain
                   : point <= chosen ? Look::star_filled
                                     : Look::star_empty);
    }
    if (field.low_label.empty() && field.high_label.empty()) return;
    const std::uint16_t ends = at.page.group(set, Look::spread_row, Role::group, place.id("ends:"));
    for (const auto& [point, words] :
         {std::pair(low, &field.low_label), std::pair(high, &field.high_label)}) {
        if (!words->empty())
            at.page.paragraph(ends, at.language.text("scale.end", {std::to_string(point), *words}),
                              Look::small);
    }
}

/// How well an option fits: 0 a word of it begins so, 1 the words stand in it, 2 not at all.
int misfit(const Option& option, std::string_view words) {
    const std::string label = " " + core::fold(option.label);
    if (label.find(" " + std::string(words)) != std::string::npos) return 0;
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        if (label.find(words.substr(0, end)) == std::string::npos) return 2;
        words = core::trim(words.substr(end));
    }
    return 1;
}

std::vector<const Option*> fitting(const Field& field, const std::string& words) {
    std::vector<const Option*> found;
    for (int wanted = 0; wanted < 2; ++wanted) {
        for (const Option& option : field.options) {
            if (misfit(option, words) == wanted) found.push_back(&option);
        }
    }
    return found;
}

std::string searched_for(const FieldPlace& place) {
    for (const auto& [id, words] : place.at.view.searches) {
        if (id == place.field.id) return words;
    }
    return {};
}

}  // namespace

bool is_searched(const Field& field) {
    return field.kind == FieldKind::select && field.options.size() > kMostInDropDown;
}

void add_choices(const FieldPlace& place, std::uint16_t parent) {
    const Field& field = place.field;
    const std::uint16_t set = place.add_set(parent);
    if (field.options.empty()) return add_scale(place, set);
    const bool beside = field.kind == FieldKind::yes_no && field.options.size() == 2 &&
                        std::ranges::all_of(field.options, &std::string::empty, &Option::hint);
    const std::uint16_t row =
        beside ? place.at.page.group(set, Look::inline_row, Role::group, place.id("row:")) : set;
    bool divided = false;
    for (const Option& option : field.options) {
        if (option.exclusive && !divided && &option != &field.options.front()) {
            place.at.page.add(
                row,
                {.id = place.id("or:"), .role = Role::paragraph, .text = place.at.language.text("field.or")});
            divided = true;
        }
        add_option(place, row, option);
    }
}

void add_search(const FieldPlace& place, std::uint16_t parent) {
    const Place& at = place.at;
    const std::string typed = searched_for(place);
    const std::string words(core::trim(core::fold(typed)));
    const std::vector<const Option*> found = fitting(place.field, words);

    const std::uint16_t set = place.add_set(parent);
    at.page.add(set, {.id = place.id("label:", "search"),
                      .role = Role::label,
                      .text = at.language.text("search.label"),
                      .target = place.id("field:", "search")});
    at.page.add(set, {.id = place.id("field:", "search"),
                      .role = Role::line_input,
                      .value = typed,
                      .input_mode = "search",
                      .autocomplete = "off",
                      .invalid = place.error != nullptr,
                      .required = !place.field.optional && place.value.empty()});
    const char* key = words.empty() ? "search.all" : found.empty() ? "search.none" : "search.found";
    at.page.add(set, {.id = place.id("count:"),
                      .role = Role::status,
                      .look = Look::small,
                      .text = found.empty() ? at.language.text(key) : at.counted(key, found.size())});

    const std::size_t shown = std::min(found.size(), kMostFound);
    const auto is_chosen = [&](const Option& option) {
        return !place.value.empty() && option.id == place.value.front();
    };
    const auto seen = std::ranges::find_if(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(shown),
                                           [&](const Option* option) { return is_chosen(*option); });
    if (seen == found.begin() + static_cast<std::ptrdiff_t>(shown)) {
        const auto chosen = std::ranges::find_if(place.field.options, is_chosen);
        if (chosen != place.field.options.end()) add_option(place, set, *chosen);
    }
    for (std::size_t i = 0; i < shown; ++i) add_option(place, set, *found[i]);
    if (found.size() > shown) {
        at.page.add(set, {.id = place.id("more:"),
                          .role = Role::paragraph,
                          .look = Look::small,
                          .text = at.counted("search.more", found.size() - shown)});
    }
}

}  // namespace ensaio::participant
