#include "prototype/build_field.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "core/limits.hpp"
#include "prototype/build_names.hpp"
#include "prototype/field_kinds.hpp"
#include "prototype/never_right.hpp"

namespace ensaio::prototype {

namespace {

using core::Mistakes;

// Each in the order of its enumeration.
constexpr std::array<std::string_view, 3> kPrivacies = {"open", "personal", "sensitive"};
constexpr std::array<std::string_view, 3> kPeriods = {"any", "past", "future"};

constexpr double kOpenEnd = 1e15;  // of a range with one limit
constexpr double kScaleReach = 100;
constexpr std::uint32_t kLongestLength = 10'000;  // four bytes each fit kMaxAnswerBytes
constexpr std::uint32_t kLongestLife = 150;       // years

std::vector<std::string_view> field_kind_names() {
    std::vector<std::string_view> names;
    for (const KindRow& row : field_kinds()) names.push_back(row.name);
    return names;
}

/// Whether a field can have words of its own for it; those of a conflict stand with the check.
bool has_words(Rule rule) { return rule != Rule::none && rule != Rule::conflict; }

std::vector<std::string_view> rule_names() {
    std::vector<std::string_view> names;
    for (int rule = 1; rule <= static_cast<int>(kLastRule); ++rule) {
        if (has_words(static_cast<Rule>(rule))) names.push_back(rule_name(static_cast<Rule>(rule)));
    }
    return names;
}

/// The format's own options, docs/formats/prototype.md: words of the prototype's language, and the same ids
/// in all of them, which conditions and sessions name.
std::vector<Option> yes_and_no(std::string_view language) {
    const std::string first = core::fold(language.substr(0, language.find('-')));
    if (first == "en") return {Option{"sim", "Yes", ""}, Option{"nao", "No", ""}};
    if (first == "es") return {Option{"sim", "Sí", ""}, Option{"nao", "No", ""}};
    return {Option{"sim", "Sim", ""}, Option{"nao", "Não", ""}};
}

bool has_options(FieldKind kind) {
    return kind == FieldKind::radios || kind == FieldKind::checkboxes || kind == FieldKind::select ||
           kind == FieldKind::yes_no;
}

class FieldBuilder {
public:
    FieldBuilder(const Prototype& prototype, Mistakes& mistakes)
        : prototype_(prototype), mistakes_(mistakes) {}

    Field of(file::Field& from, const std::string& path) {
        check_label(from.label, path + ".label", mistakes_);
        check_as_written(from.hint, path + ".hint", mistakes_);
        check_as_written(from.text, path + ".text", mistakes_);
        check_as_written(from.low_label, path + ".low_label", mistakes_);
        check_as_written(from.high_label, path + ".high_label", mistakes_);

        Field field;
        const auto row = std::ranges::find(field_kinds(), from.kind, &KindRow::name);
        if (row == field_kinds().end()) {
            add_unknown(from.kind, field_kind_names(), path + ".kind", mistakes_);
        } else {
            field.kind = row->kind;
            field.privacy = row->privacy;
            field.max_length = from.max_length > 0 ? from.max_length : row->max_length;
            add_options(from, field, path);
            check_members(from, *row, path);
            check_ranges(from, field, *row, path);
            check_accept(from, path, mistakes_);
            if (row->kind == FieldKind::text) check_pattern(from, field.max_length, path, mistakes_);
            if (!from.period.empty())
                field.period =
                    named<Period>(from.period, kPeriods, path + ".period", mistakes_).value_or(Period::any);
            if (row->kind == FieldKind::terms) check_text(from.text, path + ".text", mistakes_);
            if (row->kind == FieldKind::map_point)
                field.image = image_named(prototype_, from.image, path + ".image", mistakes_);
        }
        if (from.privacy)
            field.privacy = named<Privacy>(*from.privacy, kPrivacies, path + ".privacy", mistakes_)
                                .value_or(Privacy::sensitive);
        check_messages(from.messages, path + ".messages");

        field.id = std::move(from.id);
        field.label = std::move(from.label);
        field.hint = std::move(from.hint);
        field.optional = from.optional;
        field.min_length = from.min_length;
        field.max_choices = from.max_choices;
        field.min_age = from.min_age;
        field.max_age = from.max_age;
        field.text = std::move(from.text);
        field.accept = std::move(from.accept);
        field.max_megabytes = from.max_megabytes;
        field.pattern = std::move(from.pattern);
        field.messages = std::move(from.messages);
        field.low_label = std::move(from.low_label);
        field.high_label = std::move(from.high_label);
        return field;
    }

private:
    void add_options(file::Field& from, Field& field, const std::string& path) {
        std::unordered_map<std::string, std::uint16_t> ids;
        for (std::size_t i = 0; i < from.options.size(); ++i) {
            file::Option& option = from.options[i];
            const std::string where = item(path + ".options", i);
            add_id(ids, option.id, static_cast<std::uint16_t>(i), where + ".id", mistakes_);
            check_label(option.label, where + ".label", mistakes_);
            check_as_written(option.hint, where + ".hint", mistakes_);
            if (option.exclusive && field.kind != FieldKind::checkboxes)
                mistakes_.add("prototype.not_for_kind", where + ".exclusive", {"exclusive", from.kind});
            field.options.push_back(
                Option{option.id, std::move(option.label), std::move(option.hint), option.exclusive});
        }
        if (!field.options.empty() || !has_options(field.kind)) return;
        if (field.kind == FieldKind::yes_no) {
            field.options = yes_and_no(prototype_.language);
        } else {
            mistakes_.add("prototype.no_options", path + ".options", {from.kind});
        }
    }

    /// A member that its kind would pass over is a mistake of the designer's: she believes that it works.
    void check_members(const file::Field& from, const KindRow& row, const std::string& path) {
        const auto check = [&](const char* name, bool given, bool used) {
            if (given && !used) mistakes_.add("prototype.not_for_kind", path + "." + name, {name, from.kind});
        };
        const bool is_typed = row.family == Family::line || row.family == Family::lines;
        const bool is_rated = row.kind == FieldKind::scale || row.kind == FieldKind::stars;
        const bool has_range = row.kind == FieldKind::number || row.kind == FieldKind::money || is_rated;
        check("options", !from.options.empty(), has_options(row.kind));
        check("min_length", from.min_length > 0, is_typed);
        check("max_length", from.max_length > 0, is_typed);
        check("min", from.min.has_value(), has_range);
        check("max", from.max.has_value(), has_range);
        check("max_choices", from.max_choices > 0,
              row.kind == FieldKind::checkboxes || row.kind == FieldKind::file);
        check("pattern", !from.pattern.empty(), row.kind == FieldKind::text);
        check("low_label", !from.low_label.empty(), is_rated);
        check("high_label", !from.high_label.empty(), is_rated);
        check("min_age", from.min_age > 0, row.kind == FieldKind::date);
        check("max_age", from.max_age > 0, row.kind == FieldKind::date);
        check("period", !from.period.empty(), row.kind == FieldKind::date);
        check("text", !from.text.empty(), row.kind == FieldKind::terms);
        check("accept", !from.accept.empty(), row.kind == FieldKind::file);
        check("max_megabytes", from.max_megabytes > 0, row.kind == FieldKind::file);
        check("image", !from.image.empty(), row.kind == FieldKind::map_point);
    }

    void check_ranges(const file::Field& from, Field& field, const KindRow& row, const std::string& path) {
        const auto check = [&](bool good, const char* name) {
            if (!good) mistakes_.add("prototype.bad_range", path + "." + name);
        };
        if (row.kind == FieldKind::stars) {
            field.min = 1, field.max = 5;
            check(from.min.value_or(1) == 1, "min");
            check(from.max.value_or(5) == 5, "max");
        } else if (row.kind == FieldKind::scale) {
            if (!from.min) mistakes_.add("json.missing", path + ".min", {"min"});
            if (!from.max) mistakes_.add("json.missing", path + ".max", {"max"});
            field.min = from.min.value_or(1), field.max = from.max.value_or(5);
            check(std::trunc(field.min) == field.min && std::abs(field.min) <= kScaleReach, "min");
            check(std::trunc(field.max) == field.max && field.max - field.min >= 1 &&
                      field.max - field.min <= 10,
                  "max");
        } else if (from.min || from.max) {
            field.min = from.min.value_or(-kOpenEnd), field.max = from.max.value_or(kOpenEnd);
            check(field.min >= -kOpenEnd && field.min < field.max, "min");
            check(field.max <= kOpenEnd, "max");
        }
        check(from.max_length <= kLongestLength, "max_length");
        check(from.min_age <= kLongestLife, "min_age");
        check(from.max_age <= kLongestLife && (from.max_age == 0 || from.min_age <= from.max_age), "max_age");
        check(from.min_length == 0 || row.max_length == 0 || from.min_length <= field.max_length,
              "min_length");
        check(from.max_choices <= (has_options(row.kind) ? field.options.size() : core::kMaxOptions),
              "max_choices");
    }

    void check_messages(const std::map<std::string, std::string>& messages, const std::string& path) {
        for (const auto& [name, text] : messages) {
            const std::string where = std::string(path).append(".").append(name);
            const std::optional<Rule> rule = rule_named(name);
            if (!rule || !has_words(*rule)) {
                mistakes_.add("json.unknown_member", where, {name, core::joined(rule_names())});
            } else {
                check_label(text, where, mistakes_);
            }
        }
    }

    const Prototype& prototype_;
    Mistakes& mistakes_;
};

}  // namespace

Field build_field(file::Field& from, const Prototype& prototype, const std::string& path,
                  Mistakes& mistakes) {
    return FieldBuilder(prototype, mistakes).of(from, path);
}

}  // namespace ensaio::prototype
