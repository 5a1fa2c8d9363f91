#include "prototype/build.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>
#include <unordered_map>

#include "core/limits.hpp"
#include "core/text.hpp"
#include "prototype/field_kinds.hpp"

namespace ensaio::prototype {

namespace {

using core::Mistakes;

// Each in the order of its enumeration.
constexpr std::array<std::string_view, 11> kScreenKinds = {
    "letter",      "question",     "content", "end",    "sign_in", "check",
    "declaration", "confirmation", "status",  "rating", "message"};
constexpr std::array<std::string_view, 2> kQuestionScreenKinds = {"question", "rating"};
constexpr std::array<std::string_view, 6> kOperators = {"is", "is_not", "has", "has_not", "filled", "blank"};
constexpr std::array<std::string_view, 3> kPrivacies = {"open", "personal", "sensitive"};

constexpr double kOpenEnd = 1e15;  // of a range with one limit
constexpr double kScaleReach = 100;
constexpr std::uint32_t kLongestLength = 10'000;  // four bytes each fit kMaxAnswerBytes

std::vector<std::string_view> built_field_kinds() {
    std::vector<std::string_view> names;
    for (const KindRow& row : field_kinds()) {
        if (row.family != Family::none) names.push_back(row.name);
    }
    return names;
}

std::vector<std::string_view> rule_names() {
    std::vector<std::string_view> names;
    for (int rule = 1; rule <= static_cast<int>(Rule::not_money); ++rule) {
        names.push_back(rule_name(static_cast<Rule>(rule)));
    }
    return names;
}

bool is_point(const Field& field, std::string_view text) {
    int point = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), point);
    return error == std::errc{} && end == text.data() + text.size() && point >= field.min &&
           point <= field.max;
}

class Builder {
public:
    Builder(Order order, Prototype& prototype, Mistakes& mistakes)
        : order_(order), prototype_(prototype), mistakes_(mistakes) {}

    void build(std::vector<file::Screen>& screens, const std::string& path) {
        // Names first: a link may lead forward.
        for (std::size_t i = 0; i < screens.size(); ++i) add_screen(screens[i], item(path, i));
        for (std::size_t i = 0; i < screens.size(); ++i) link_screen(screens[i], i, item(path, i));
    }

private:
    static std::string member(std::string path, std::string_view name) {
        return path.append(".").append(name);
    }
    static std::string item(const std::string& path, std::size_t index) {
        return path + "[" + std::to_string(index) + "]";
    }

    /// The value called `name`: its place among `names`.
    template <class Enum>
    std::optional<Enum> named(std::string_view name, std::span<const std::string_view> names,
                              std::string where) {
        const auto found = std::ranges::find(names, name);
        if (found != names.end()) return static_cast<Enum>(found - names.begin());
        unknown(name, names, std::move(where));
        return std::nullopt;
    }

    void unknown(std::string_view name, std::span<const std::string_view> names, std::string where) {
        mistakes_.add("prototype.unknown_kind", std::move(where),
                      {std::string(name), core::joined({names.begin(), names.end()})});
    }

    template <class Ids>
    void add_id(Ids& ids, const std::string& id, std::uint16_t index, const std::string& where) {
        check_id(id, where, mistakes_);
        if (!ids.try_emplace(id, index).second) mistakes_.add("prototype.duplicate_id", where, {id});
    }

    void add_screen(file::Screen& from, const std::string& path) {
        add_id(screens_, from.id, static_cast<ScreenIndex>(prototype_.screens.size()), path + ".id");
        check_text(from.title, path + ".title", mistakes_);

        Screen screen;
        if (order_ == Order::in_a_row &&
            std::ranges::find(kQuestionScreenKinds, from.kind) == kQuestionScreenKinds.end()) {
            unknown(from.kind, kQuestionScreenKinds, path + ".kind");
        } else {
            screen.kind =
                named<ScreenKind>(from.kind, kScreenKinds, path + ".kind").value_or(ScreenKind::content);
        }
        screen.id = std::move(from.id);
        screen.title = std::move(from.title);
        screen.text = std::move(from.text);
        screen.button = std::move(from.button);
        screen.first_field = static_cast<FieldIndex>(prototype_.fields.size());
        if (prototype_.fields.size() + from.fields.size() >= kNone) {
            mistakes_.add("prototype.too_many", path + ".fields",
                          {std::to_string(kNone - 1), std::to_string(from.fields.size())});
            from.fields.clear();
        }
        screen.field_count = static_cast<FieldIndex>(from.fields.size());
        for (std::size_t i = 0; i < from.fields.size(); ++i)
            add_field(from.fields[i], item(path + ".fields", i));
        prototype_.screens.push_back(std::move(screen));
    }

    void add_field(file::Field& from, const std::string& path) {
        add_id(fields_, from.id, static_cast<FieldIndex>(prototype_.fields.size()), path + ".id");
        check_text(from.label, path + ".label", mistakes_);

        Field field;
        const auto row = std::ranges::find(field_kinds(), from.kind, &KindRow::name);
        if (row == field_kinds().end()) {
            unknown(from.kind, built_field_kinds(), path + ".kind");
        } else {
            if (row->family == Family::none) {
                mistakes_.add("prototype.kind_not_built", path + ".kind",
                              {from.kind, core::joined(built_field_kinds())});
            }
            field.kind = row->kind;
            field.privacy = row->privacy;
            field.max_length = from.max_length > 0 ? from.max_length : row->max_length;
            add_options(from, field, path);
            check_members(from, *row, path);
            check_ranges(from, field, *row, path);
        }
        if (from.privacy)
            field.privacy =
                named<Privacy>(*from.privacy, kPrivacies, path + ".privacy").value_or(Privacy::sensitive);
        check_messages(from.messages, path + ".messages");

        field.id = std::move(from.id);
        field.label = std::move(from.label);
        field.hint = std::move(from.hint);
        field.optional = from.optional;
        field.min_length = from.min_length;
        field.max_choices = from.max_choices;
        field.pattern = std::move(from.pattern);
        field.messages = std::move(from.messages);
        field.low_label = std::move(from.low_label);
        field.high_label = std::move(from.high_label);
        field.screen = static_cast<ScreenIndex>(prototype_.screens.size());
        prototype_.fields.push_back(std::move(field));
    }

    static bool has_options(FieldKind kind) {
        return kind == FieldKind::radios || kind == FieldKind::checkboxes || kind == FieldKind::select ||
               kind == FieldKind::yes_no;
    }

    void add_options(file::Field& from, Field& field, const std::string& path) {
        std::unordered_map<std::string, std::uint16_t> ids;
        for (std::size_t i = 0; i < from.options.size(); ++i) {
            file::Option& option = from.options[i];
            const std::string where = item(path + ".options", i);
            add_id(ids, option.id, static_cast<std::uint16_t>(i), where + ".id");
            check_text(option.label, where + ".label", mistakes_);
            field.options.push_back(Option{option.id, std::move(option.label), std::move(option.hint)});
        }
        if (!field.options.empty() || !has_options(field.kind)) return;
        if (field.kind == FieldKind::yes_no) {
            field.options = {Option{"sim", "Sim", ""},
                             Option{"nao", "Não", ""}};  // the format's own, docs/formats/prototype.md
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
        check(from.min_length == 0 || row.max_length == 0 || from.min_length <= field.max_length,
              "min_length");
        check(from.max_choices <= (has_options(row.kind) ? field.options.size() : core::kMaxOptions),
              "max_choices");
    }

    void check_messages(const std::map<std::string, std::string>& messages, const std::string& path) {
        for (const auto& [name, text] : messages) {
            const std::string where = member(path, name);
            const std::optional<Rule> rule = rule_named(name);
            if (!rule || *rule == Rule::none) {
                mistakes_.add("json.unknown_member", where, {name, core::joined(rule_names())});
            } else {
                check_text(text, where, mistakes_);
            }
        }
    }

    void link_screen(const file::Screen& from, std::size_t index, const std::string& path) {
        Screen& screen = prototype_.screens[index];
        for (std::size_t i = 0; i < from.fields.size(); ++i) {
            prototype_.fields[screen.first_field + i].show_if =
                condition(from.fields[i].show_if, item(path + ".fields", i) + ".show_if");
        }
        for (std::size_t i = 0; i < from.branches.size(); ++i) {
            const std::string where = item(path + ".branches", i);
            Condition when = condition(from.branches[i].when, where + ".when");
            screen.branches.push_back(
                Branch{std::move(when), screen_named(from.branches[i].to, where + ".to")});
        }
        if (from.next) {
            screen.next = screen_named(*from.next, path + ".next");
        } else if (order_ == Order::in_a_row) {
            screen.next = index + 1 < prototype_.screens.size() ? static_cast<ScreenIndex>(index + 1) : kNone;
        } else if (screen.kind == ScreenKind::letter || screen.kind == ScreenKind::question ||
                   screen.kind == ScreenKind::check || screen.kind == ScreenKind::sign_in ||
                   screen.kind == ScreenKind::declaration) {
            mistakes_.add("prototype.dead_end", path + ".next", {from.kind});
        }
    }

    ScreenIndex screen_named(const std::string& name, std::string where) {
        const auto found = screens_.find(name);
        if (found != screens_.end()) return found->second;
        mistakes_.add("prototype.unknown_screen", std::move(where), {name});
        return kNone;
    }

    Condition condition(const file::Condition& from, const std::string& path) {
        if (!from.all.empty() && !from.any.empty()) mistakes_.add("prototype.all_and_any", path + ".any");
        Condition condition;
        condition.any = from.all.empty();
        const std::vector<file::Test>& tests = condition.any ? from.any : from.all;
        for (std::size_t i = 0; i < tests.size(); ++i)
            add_test(tests[i], condition, item(path + (condition.any ? ".any" : ".all"), i));
        if (tests.empty()) condition.any = false;
        return condition;
    }

    void add_test(const file::Test& from, Condition& condition, const std::string& path) {
        const std::optional<Operator> op = named<Operator>(from.op, kOperators, path + ".op");
        const bool compares = op && op != Operator::filled && op != Operator::blank;
        if (compares) check_text(from.value, path + ".value", mistakes_);

        const auto found = fields_.find(from.field);
        if (found == fields_.end())
            return mistakes_.add("prototype.unknown_field", path + ".field", {from.field});
        Field& field = prototype_.fields[found->second];
        if (compares) check_option(field, from.value, path + ".value");
        if (field.read_by.size() >= core::kMaxTestsPerField || prototype_.tests.size() + 1 >= kNone) {
            return mistakes_.add("prototype.too_many_tests", path + ".field",
                                 {from.field, std::to_string(core::kMaxTestsPerField)});
        }
        if (!op) return;
        const auto index = static_cast<TestIndex>(prototype_.tests.size());
        prototype_.tests.push_back(
            Test{found->second, *op, from.value, static_cast<std::uint8_t>(field.read_by.size())});
        field.read_by.push_back(index);
        condition.tests.push_back(index);
    }

    void check_option(const Field& field, const std::string& value, std::string where) {
        const bool is_rated = field.kind == FieldKind::scale || field.kind == FieldKind::stars;
        if (field.options.empty() && !is_rated) return;
        if (is_rated ? is_point(field, value)
                     : std::ranges::find(field.options, value, &Option::id) != field.options.end())
            return;
        std::vector<std::string_view> names(field.options.size());
        std::ranges::transform(field.options, names.begin(), &Option::id);
        const std::string choices = is_rated ? std::to_string(static_cast<int>(field.min)) + "–" +
                                                   std::to_string(static_cast<int>(field.max))
                                             : core::joined(names);
        mistakes_.add("prototype.unknown_option", std::move(where), {value, field.id, choices});
    }

    Order order_;
    Prototype& prototype_;
    Mistakes& mistakes_;
    std::unordered_map<std::string, ScreenIndex> screens_;
    std::unordered_map<std::string, FieldIndex> fields_;
};

}  // namespace

void build_screens(std::vector<file::Screen> screens, const std::string& path, Order order,
                   Prototype& prototype, Mistakes& mistakes) {
    Builder(order, prototype, mistakes).build(screens, path);
}

void check_text(std::string_view text, std::string where, Mistakes& mistakes) {
    if (core::trim(text).empty()) mistakes.add("prototype.empty_text", std::move(where));
}

void check_id(std::string_view id, std::string where, Mistakes& mistakes) {
    const bool good = !id.empty() && id.size() <= core::kMaxIdBytes && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
    if (!good)
        mistakes.add("prototype.bad_id", std::move(where),
                     {std::string(id.substr(0, core::kMaxIdBytes)), std::to_string(core::kMaxIdBytes)});
}

void check_language(std::string_view tag, std::string where, Mistakes& mistakes) {
    const bool good =
        tag.size() >= 2 && tag.size() <= 35 && std::ranges::all_of(tag, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        });
    if (!good) mistakes.add("prototype.bad_language", std::move(where));
}

}  // namespace ensaio::prototype
