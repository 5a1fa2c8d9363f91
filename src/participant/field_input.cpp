#include "participant/field_input.hpp"

#include <algorithm>
#include <cmath>

#include "core/limits.hpp"
#include "core/text.hpp"
#include "prototype/field_kinds.hpp"

namespace ensaio::participant {

using prototype::Action;
using prototype::ActionKind;
using prototype::AddressPart;
using prototype::Family;
using prototype::Field;
using prototype::FieldKind;
using prototype::KnownAddress;
using prototype::Prototype;
using prototype::State;
using prototype::Value;
using view::Input;

namespace {

constexpr std::string_view kPrefix = "field:", kRemove = "remove:", kSearch = "search", kPoint = "point";
constexpr int kMapSteps = 20;  // presses of an arrow from one side of a map to the other
constexpr std::size_t kMaxSearchBytes = 200;
constexpr std::size_t kCepDigits = 8;

/// An id in its pieces: "field:ID=OPTION" or "field:ID.NAME".
struct ControlId {
    std::string_view field, option, name;
};

ControlId parse(std::string_view id) {
    if (!id.starts_with(kPrefix)) return {};
    id.remove_prefix(kPrefix.size());
    const std::size_t end = id.find_first_of("=.");
    if (end == std::string_view::npos) return {id, {}, {}};
    const std::string_view rest = id.substr(end + 1);
    return id[end] == '=' ? ControlId{id.substr(0, end), rest, {}} : ControlId{id.substr(0, end), {}, rest};
}

/// At most `most` bytes of `text`, not cut inside a character.
std::string cut(const std::string& text, std::size_t most = core::kMaxAnswerBytes) {
    std::size_t end = std::min(text.size(), most);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return text.substr(0, end);
}

std::string first_of(const Input& input) {
    return input.values.empty() ? std::string() : cut(input.values.front());
}

bool is_ticked(const Input& input) { return !input.values.empty() && input.values.front() == "true"; }

/// The ticked options in their order. One that excludes the others takes their place, and they its.
Value choices_after(const Field& field, const Value& before, std::string_view option, bool ticked) {
    const auto pressed = std::ranges::find(field.options, option, &prototype::Option::id);
    if (pressed == field.options.end()) return before;
    Value value;
    for (const auto& known : field.options) {
        const bool was = std::ranges::find(before, known.id) != before.end();
        const bool excluded = ticked && (pressed->exclusive || known.exclusive);
        if (&known == &*pressed ? ticked : was && !excluded) value.push_back(known.id);
    }
    return value;
}

/// Files chosen one after the other come together, unless there may be only one.
Value files_after(const Field& field, const Value& before, const Input& input) {
    Value value;
    if (field.max_choices != 1) value = before;
    for (const std::string& file : input.values) {
        if (!file.empty() && std::ranges::find(value, file) == value.end()) value.push_back(cut(file));
    }
    return value;
}

Value without(Value value, std::string_view place) {
    const auto number = core::integer_in(place);
    if (number && *number >= 0 && static_cast<std::size_t>(*number) < value.size())
        value.erase(value.begin() + *number);
    return value;
}

/// What a person wrote herself stays; what is blank or comes from another CEP gives way.
void fill_in(const Prototype& walked, const KnownAddress& found, Value& parts) {
    const auto give_way = [&](std::string& part, const std::string& words,
                              std::string KnownAddress::* member) {
        const auto& all = walked.addresses;
        if (core::trim(part).empty() || std::ranges::find(all, part, member) != all.end()) part = words;
    };
    give_way(parts[AddressPart::street], found.street, &KnownAddress::street);
    give_way(parts[AddressPart::district], found.district, &KnownAddress::district);
}

/// The mark after a press of an arrow: the first press sets it down in the middle.
std::optional<std::string> point_after(const prototype::Image& map, const Value& before,
                                       std::string_view name, const Input& input) {
    const int step = std::max(1, map.width / kMapSteps);
    auto point = point_of(before);
    if (name == kPoint) {
        point = Point{static_cast<int>(std::lround(input.x)), static_cast<int>(std::lround(input.y))};
    } else {
        const bool up = name == "up", down = name == "down", left = name == "left", right = name == "right";
        if (!up && !down && !left && !right) return std::nullopt;
        if (!point) {
            point = Point{map.width / 2, map.height / 2};
        } else {
            point->x += (right ? step : 0) - (left ? step : 0);
            point->y += (down ? step : 0) - (up ? step : 0);
        }
    }
    return std::to_string(std::clamp(point->x, 0, map.width - 1)) + "," +
           std::to_string(std::clamp(point->y, 0, map.height - 1));
}

std::optional<Value> parts_after(const Prototype& walked, const Field& field, Value value,
                                 std::string_view name, const Input& input) {
    const auto parts = prototype::row_of(field.kind).parts;
    value.resize(parts.size());
    const auto part = std::ranges::find(parts, name, &prototype::Part::name);
    if (field.kind == FieldKind::map_point && (part == parts.end() || name == kPoint)) {
        const auto point = point_after(walked.images[field.image], value, name, input);
        if (!point) return std::nullopt;
        value.front() = *point;
    } else if (field.kind == FieldKind::address && name == "no_number") {
        value[AddressPart::number] = is_ticked(input) ? kNoNumber : std::string_view();
    } else if (part == parts.end()) {
        return std::nullopt;
    } else {
        value[static_cast<std::size_t>(part - parts.begin())] = first_of(input);
        if (const KnownAddress* found = name == "cep" ? known_address(walked, value.front()) : nullptr)
            fill_in(walked, *found, value);
    }
    const bool none = std::ranges::all_of(value, [](const std::string& text) { return text.empty(); });
    return none ? Value{} : value;
}

std::optional<Value> value_after(const Prototype& walked, const Field& field, const Value& before,
                                 const ControlId& id, const Input& input) {
    switch (prototype::row_of(field.kind).family) {
        case Family::line:
        case Family::lines:
            if (const std::string text = first_of(input); !text.empty()) return Value{text};
            return Value{};
        case Family::drop_down:
            if (!id.name.empty()) return std::nullopt;
            if (const std::string text = first_of(input); id.option.empty())
                return text.empty() ? Value{} : Value{text};
            return Value{std::string(id.option)};
        case Family::one_of:
            if (id.option.empty()) return std::nullopt;
            return Value{std::string(id.option)};
        case Family::many_of: return choices_after(field, before, id.option, is_ticked(input));
        case Family::files:
            if (id.name.starts_with(kRemove)) return without(before, id.name.substr(kRemove.size()));
            return files_after(field, before, input);
        case Family::accept: return is_ticked(input) ? Value{"sim"} : Value{};
        case Family::parts: return parts_after(walked, field, before, id.name, input);
    }
    return std::nullopt;
}

}  // namespace

prototype::FieldIndex field_of_control(const Prototype& walked, std::string_view id) {
    return walked.field_named(parse(id).field);
}

std::optional<Action> action_of_field(const Prototype& walked, const State& state, const Input& input) {
    const ControlId id = parse(input.id);
    const prototype::FieldIndex index = walked.field_named(id.field);
    if (index == prototype::kNone) return std::nullopt;
    auto value = value_after(walked, walked.fields[index], state.answers[index].value, id, input);
    if (!value) return std::nullopt;
    return Action{.kind = ActionKind::set, .target = index, .value = *std::move(value), .facts = {}};
}

bool search_words(const Prototype& walked, const Input& input, ViewState& view) {
    const ControlId id = parse(input.id);
    if (id.name != kSearch || walked.field_named(id.field) == prototype::kNone) return false;
    std::string words = input.values.empty() ? std::string() : cut(input.values.front(), kMaxSearchBytes);
    const auto place =
        std::ranges::find(view.searches, id.field, &std::pair<std::string, std::string>::first);
    if (place == view.searches.end()) {
        view.searches.emplace_back(id.field, std::move(words));
    } else {
        place->second = std::move(words);
    }
    return true;
}

std::string announcement(const Prototype& walked, const State& state, const Input& input,
                         const core::Language& language) {
    const ControlId id = parse(input.id);
    const prototype::FieldIndex index = walked.field_named(id.field);
    if (index == prototype::kNone) return {};
    const Field& field = walked.fields[index];
    const Value& value = state.answers[index].value;
    if (id.name.starts_with(kRemove)) return language.text("file.removed");
    if (prototype::row_of(field.kind).family == Family::lines && letters_left(field, value) < 0)
        return language.text("counter.passed");
    if (field.kind == FieldKind::address && id.name == "cep" && !value.empty()) {
        if (const KnownAddress* found = known_address(walked, value.front())) {
            std::string text = language.text("address.found", {street_and_district(*found)});
            if (value[AddressPart::number].empty()) text += " " + language.text("address.write_number");
            return text;
        }
        return is_unknown_cep(walked, value.front()) ? language.text("address.not_found") : std::string();
    }
    if (const auto point = point_of(value);
        field.kind == FieldKind::map_point && id.name != "text" && point) {
        const prototype::Image& map = walked.images[field.image];
        const auto percent = [](int part, int whole) {
            return std::to_string(part * 100 / std::max(1, whole));
        };
        return language.text("map.at", {percent(point->x, map.width), percent(point->y, map.height)});
    }
    return {};
}

std::string focus_after(const Input& input) {
    const ControlId id = parse(input.id);
    return id.name.starts_with(kRemove) ? std::string(kPrefix) + std::string(id.field) : std::string();
}

const KnownAddress* known_address(const Prototype& walked, std::string_view cep) {
    const auto found = std::ranges::find(walked.addresses, core::digits_only(cep), &KnownAddress::cep);
    return found == walked.addresses.end() ? nullptr : &*found;
}

bool is_unknown_cep(const Prototype& walked, std::string_view cep) {
    return !walked.addresses.empty() && core::digits_only(cep).size() == kCepDigits &&
           known_address(walked, cep) == nullptr;
}

std::string street_and_district(const KnownAddress& address) {
    return address.district.empty() ? address.street : address.street + ", " + address.district;
}

std::ptrdiff_t letters_left(const Field& field, const Value& value) {
    const std::size_t written = value.empty() ? 0 : core::code_points(core::trim(value.front()));
    return static_cast<std::ptrdiff_t>(field.max_length) - static_cast<std::ptrdiff_t>(written);
}

std::optional<Point> point_of(const Value& value) {
    if (value.empty()) return std::nullopt;
    const std::string_view text = value.front();
    const std::size_t comma = std::min(text.find(','), text.size());
    const auto x = core::integer_in(text.substr(0, comma)),
               y = core::integer_in(text.substr(std::min(comma + 1, text.size())));
    if (!x || !y) return std::nullopt;
    return Point{*x, *y};
}

}  // namespace ensaio::participant
