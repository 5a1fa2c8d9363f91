#include "prototype/build.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <unordered_map>

#include "core/limits.hpp"
#include "core/text.hpp"
#include "prototype/field_kinds.hpp"
#include "prototype/fill.hpp"
#include "prototype/never_right.hpp"

namespace ensaio::prototype {

namespace {

using core::Mistakes;

// Each in the order of its enumeration.
constexpr std::array<std::string_view, 12> kScreenKinds = {
    "letter",      "question",     "content", "end",    "sign_in", "check",
    "declaration", "confirmation", "status",  "rating", "message", "picture"};
constexpr std::array<std::string_view, 2> kQuestionScreenKinds = {"question", "rating"};
constexpr std::array<std::string_view, 8> kOperators = {"is",     "is_not", "has",      "has_not",
                                                        "filled", "blank",  "at_least", "less_than"};
constexpr std::array<std::string_view, 3> kPrivacies = {"open", "personal", "sensitive"};
constexpr std::array<std::string_view, 3> kPeriods = {"any", "past", "future"};
constexpr std::array<std::string_view, 4> kStepStates = {"none", "done", "current", "waiting"};
constexpr std::array<std::string_view, 2> kChannels = {"email", "sms"};
constexpr std::array<std::string_view, 2> kHotspotRoles = {"button", "link"};

constexpr double kOpenEnd = 1e15;  // of a range with one limit
constexpr double kScaleReach = 100;
constexpr std::uint32_t kLongestLength = 10'000;  // four bytes each fit kMaxAnswerBytes
constexpr std::uint32_t kLongestLife = 150;       // years
constexpr double kLeastHotspot = 16;              // px a side

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

bool is_on_scale(const Field& field, std::string_view text) {
    const auto point = core::integer_in(text);
    return point && *point >= field.min && *point <= field.max;
}

class Builder {
public:
    Builder(Order order, Prototype& prototype, Mistakes& mistakes)
        : order_(order), prototype_(prototype), mistakes_(mistakes) {}

    void build(std::vector<file::Screen>& screens, const std::string& path) {
        std::size_t fields = 0;
        for (const file::Screen& screen : screens) fields += screen.fields.size();
        prototype_.fields.reserve(
            std::min<std::size_t>(fields, kNone));  // of many, half would be unused room
        // Names first: a link may lead forward.
        for (std::size_t i = 0; i < screens.size(); ++i) add_screen(screens[i], item(path, i));
        for (std::size_t i = 0; i < screens.size(); ++i) link_screen(screens[i], i, item(path, i));
        for (const auto& [text, where] : computed_) {
            if (const auto unknown_word = unknown_placeholder(prototype_, text))
                mistakes_.add("prototype.unknown_placeholder", where, {*unknown_word});
        }
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
        check_filled(from.title, path + ".title");
        check_placeholders(from.text, path + ".text");
        check_as_written(from.button, path + ".button", mistakes_);

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
        add_kind_members(from, screen, path);
        for (std::size_t i = 0; i < from.fields.size(); ++i)
            add_field(from.fields[i], item(path + ".fields", i));
        prototype_.screens.push_back(std::move(screen));
    }

    /// Members that only some kinds of screen use.
    void add_kind_members(file::Screen& from, Screen& screen, const std::string& path) {
        const auto check = [&](const char* name, bool given, std::initializer_list<ScreenKind> users) {
            if (given && std::ranges::find(users, screen.kind) == users.end())
                mistakes_.add("prototype.not_for_kind", path + "." + name, {name, from.kind});
        };
        check("skip", from.skip.has_value(), {ScreenKind::sign_in});
        check("skip_button", !from.skip_button.empty(), {ScreenKind::sign_in});
        check("steps", !from.steps.empty(), {ScreenKind::confirmation, ScreenKind::status});
        check("channel", !from.channel.empty(), {ScreenKind::message});
        check("sender", !from.sender.empty(), {ScreenKind::message});
        check("image", !from.image.empty(), {ScreenKind::picture});
        check("hotspots", !from.hotspots.empty(), {ScreenKind::picture});
        if (screen.kind == ScreenKind::picture) {
            if (!from.fields.empty())
                mistakes_.add("prototype.not_for_kind", path + ".fields", {"fields", from.kind});
            screen.image = image_named(from.image, path + ".image");
        }
        if (!from.channel.empty()) {
            screen.channel =
                named<Channel>(from.channel, kChannels, path + ".channel").value_or(Channel::email);
        }
        check_as_written(from.skip_button, path + ".skip_button", mistakes_);
        check_as_written(from.sender, path + ".sender", mistakes_);
        screen.skip_button = std::move(from.skip_button);
        screen.sender = std::move(from.sender);
        for (std::size_t i = 0; i < from.steps.size(); ++i) {
            const std::string where = item(path + ".steps", i);
            file::RequestStep& step = from.steps[i];
            check_filled(step.title, where + ".title");
            check_placeholders(step.text, where + ".text");
            const auto state =
                step.state.empty()
                    ? StepState::none
                    : named<StepState>(step.state, kStepStates, where + ".state").value_or(StepState::none);
            screen.steps.push_back({std::move(step.title), std::move(step.text), state});
        }
    }

    std::uint16_t image_named(const std::string& name, std::string where) {
        const auto found = std::ranges::find(prototype_.images, name, &Image::id);
        if (found != prototype_.images.end())
            return static_cast<std::uint16_t>(found - prototype_.images.begin());
        mistakes_.add("prototype.unknown_image", std::move(where), {name});
        return kNone;
    }

    void check_filled(std::string_view text, const std::string& where) {
        check_text(text, where, mistakes_);
        check_placeholders(text, where);
    }

    /// Their fields are only known when all screens are: see link_screen.
    void check_placeholders(std::string_view text, const std::string& where) {
        if (text.find("{{") != std::string_view::npos) computed_.emplace_back(text, where);
    }

    void add_field(file::Field& from, const std::string& path) {
        add_id(fields_, from.id, static_cast<FieldIndex>(prototype_.fields.size()), path + ".id");
        check_label(from.label, path + ".label", mistakes_);
        check_as_written(from.hint, path + ".hint", mistakes_);
        check_as_written(from.text, path + ".text", mistakes_);
        check_as_written(from.low_label, path + ".low_label", mistakes_);
        check_as_written(from.high_label, path + ".high_label", mistakes_);

        Field field;
        const auto row = std::ranges::find(field_kinds(), from.kind, &KindRow::name);
        if (row == field_kinds().end()) {
            unknown(from.kind, field_kind_names(), path + ".kind");
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
                field.period = named<Period>(from.period, kPeriods, path + ".period").value_or(Period::any);
            if (row->kind == FieldKind::terms) check_text(from.text, path + ".text", mistakes_);
            if (row->kind == FieldKind::map_point) field.image = image_named(from.image, path + ".image");
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
        field.min_age = from.min_age;
        field.max_age = from.max_age;
        field.text = std::move(from.text);
        field.accept = std::move(from.accept);
        field.max_megabytes = from.max_megabytes;
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
            const std::string where = member(path, name);
            const std::optional<Rule> rule = rule_named(name);
            if (!rule || !has_words(*rule)) {
                mistakes_.add("json.unknown_member", where, {name, core::joined(rule_names())});
            } else {
                check_label(text, where, mistakes_);
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
        add_checks(from, screen, path);
        if (from.skip) screen.skip = screen_named(*from.skip, path + ".skip");
        add_hotspots(from, screen, path);
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

    void add_checks(const file::Screen& from, Screen& screen, const std::string& path) {
        for (std::size_t i = 0; i < from.checks.size(); ++i) {
            const file::Check& check = from.checks[i];
            const std::string where = item(path + ".checks", i);
            check_filled(check.message, where + ".message");
            Check added{condition(check.when, where + ".when"), kNone, check.message};
            if (check.when.all.empty() && check.when.any.empty())
                mistakes_.add("prototype.no_tests", where + ".when");
            const auto found = fields_.find(check.field);
            if (found == fields_.end()) {
                mistakes_.add("prototype.unknown_field", where + ".field", {check.field});
            } else if (prototype_.screens[prototype_.fields[found->second].screen].id != screen.id) {
                mistakes_.add("prototype.field_elsewhere", where + ".field", {check.field});
            } else {
                added.field = found->second;
            }
            screen.checks.push_back(std::move(added));
        }
    }

    void add_hotspots(const file::Screen& from, Screen& screen, const std::string& path) {
        std::unordered_map<std::string, std::uint16_t> ids;
        for (std::size_t i = 0; i < from.hotspots.size(); ++i) {
            const file::Hotspot& hotspot = from.hotspots[i];
            const std::string where = item(path + ".hotspots", i);
            add_id(ids, hotspot.id, static_cast<std::uint16_t>(i), where + ".id");
            check_label(hotspot.name, where + ".name", mistakes_);
            Hotspot added{.id = hotspot.id, .name = hotspot.name};
            if (std::ranges::find(kHotspotRoles, hotspot.role) == kHotspotRoles.end())
                unknown(hotspot.role, kHotspotRoles, where + ".role");
            added.link = hotspot.role == kHotspotRoles.back();
            const std::vector<double>& box = hotspot.box;
            const Image image = screen.image == kNone ? Image{} : prototype_.images[screen.image];
            if (box.size() != 4 || !(box[0] >= 0 && box[1] >= 0) ||
                !(box[2] >= kLeastHotspot && box[3] >= kLeastHotspot) ||
                (screen.image != kNone &&
                 !(box[0] + box[2] <= image.width && box[1] + box[3] <= image.height))) {
                mistakes_.add("prototype.bad_box", where + ".box",
                              {std::to_string(image.width), std::to_string(image.height)});
            } else {
                added.x = static_cast<float>(box[0]);
                added.y = static_cast<float>(box[1]);
                added.w = static_cast<float>(box[2]);
                added.h = static_cast<float>(box[3]);
            }
            added.to = screen_named(hotspot.to, where + ".to");
            screen.hotspots.push_back(std::move(added));
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

    /// The kinds whose answers are numbers, of which two may be compared.
    static bool is_number(const Field& field) {
        return field.kind == FieldKind::number || field.kind == FieldKind::money ||
               field.kind == FieldKind::scale || field.kind == FieldKind::stars;
    }

    /// The kinds whose answers are of several texts, of which none is all of the answer.
    static bool has_parts(const Field& field) {
        const Family family = row_of(field.kind).family;
        return family == Family::parts || family == Family::files;
    }

    void add_test(const file::Test& from, Condition& condition, const std::string& path) {
        const std::optional<Operator> op = named<Operator>(from.op, kOperators, path + ".op");
        const bool compares = op && op != Operator::filled && op != Operator::blank;
        const bool orders = op == Operator::at_least || op == Operator::less_than;
        const bool may_be_two = orders || op == Operator::is || op == Operator::is_not;
        Test test{.op = op.value_or(Operator::filled), .value = from.value};
        if (!from.other.empty() && (!may_be_two || !from.value.empty()))
            return mistakes_.add("prototype.value_and_other", path + ".other", {from.op});
        if (compares && from.other.empty()) check_text(from.value, path + ".value", mistakes_);

        const auto found = fields_.find(from.field);
        if (found == fields_.end())
            return mistakes_.add("prototype.unknown_field", path + ".field", {from.field});
        test.field = found->second;
        const Field& field = prototype_.fields[test.field];
        if (orders && !is_number(field) && field.kind != FieldKind::date)
            return mistakes_.add("prototype.not_ordered", path + ".field", {from.field, from.op});
        if (!from.other.empty()) {
            const auto other = fields_.find(from.other);
            if (other == fields_.end() || other->second == test.field)
                return mistakes_.add("prototype.unknown_field", path + ".other", {from.other});
            test.other = other->second;
            const Field& compared = prototype_.fields[test.other];
            if (is_number(field) ? !is_number(compared) : field.kind != compared.kind)
                return mistakes_.add("prototype.other_kind", path + ".other", {from.field, from.other});
        } else if (orders) {
            const auto number = core::integer_in(from.value);
            if (!number) return mistakes_.add("prototype.not_a_number", path + ".value", {from.value});
            test.number = *number;
        } else if (compares && has_parts(field)) {
            mistakes_.add("prototype.value_of_parts", path + ".field", {from.field, from.op});
        } else if (compares) {
            check_option(field, from.value, path + ".value");
        }
        if (!op) return;
        const auto index = static_cast<TestIndex>(prototype_.tests.size());
        if (prototype_.tests.size() + 1 >= kNone || !reads(test.field, index, test.bit) ||
            (test.other != kNone && !reads(test.other, index, test.other_bit))) {
            return mistakes_.add("prototype.too_many_tests", path + ".field",
                                 {from.field, std::to_string(core::kMaxTestsPerField)});
        }
        prototype_.tests.push_back(std::move(test));
        condition.tests.push_back(index);
    }

    /// Gives the test the next bit of the field's outcomes, if there is one.
    bool reads(FieldIndex index, TestIndex test, std::uint8_t& bit) {
        std::vector<TestIndex>& read_by = prototype_.fields[index].read_by;
        if (read_by.size() >= core::kMaxTestsPerField) return false;
        bit = static_cast<std::uint8_t>(read_by.size());
        read_by.push_back(test);
        return true;
    }

    void check_option(const Field& field, const std::string& value, std::string where) {
        const bool is_rated = field.kind == FieldKind::scale || field.kind == FieldKind::stars;
        if (field.options.empty() && !is_rated) return;
        if (is_rated ? is_on_scale(field, value)
                     : std::ranges::find(field.options, value, &Option::id) != field.options.end())
            return;
        // Options that could not be read are told where they stand.
        if (std::ranges::any_of(field.options, [](const Option& option) { return option.id.empty(); }))
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
    std::vector<std::pair<std::string, std::string>> computed_;  // texts with placeholders, and their paths
};

}  // namespace

void build_screens(std::vector<file::Screen> screens, const std::string& path, Order order,
                   Prototype& prototype, Mistakes& mistakes) {
    Builder(order, prototype, mistakes).build(screens, path);
}

void check_text(std::string_view text, std::string where, Mistakes& mistakes) {
    if (core::trim(text).empty()) mistakes.add("prototype.empty_text", std::move(where));
}

void forgive_later_rules(core::Mistakes& mistakes, core::Origin origin) {
    if (origin == core::Origin::file) return;
    for (const char* code : {"prototype.bad_accept", "prototype.bad_pattern", "prototype.pattern_length",
                             "prototype.value_of_parts", "prototype.placeholder_elsewhere",
                             "prototype.later_placeholder", "prototype.unknown_placeholder"})
        mistakes.forgive(code);
}

void check_as_written(std::string_view text, std::string where, Mistakes& mistakes) {
    const std::size_t open = text.find("{{");
    if (open == std::string_view::npos) return;
    const std::size_t close = text.find("}}", open);
    const std::size_t length = close == std::string_view::npos ? close : close + 2 - open;
    mistakes.add("prototype.placeholder_elsewhere", std::move(where),
                 {std::string(text.substr(open, length))});
}

void check_label(std::string_view text, const std::string& where, Mistakes& mistakes) {
    check_text(text, where, mistakes);
    check_as_written(text, where, mistakes);
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
