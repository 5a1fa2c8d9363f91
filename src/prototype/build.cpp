#include "prototype/build.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "prototype/build_condition.hpp"
#include "prototype/build_field.hpp"
#include "prototype/build_names.hpp"
#include "prototype/fill.hpp"

namespace ensaio::prototype {

namespace {

using core::Mistakes;

// Each in the order of its enumeration.
constexpr std::array<std::string_view, 12> kScreenKinds = {
    "letter",      "question",     "content", "end",    "sign_in", "check",
    "declaration", "confirmation", "status",  "rating", "message", "picture"};
constexpr std::array<std::string_view, 2> kQuestionScreenKinds = {"question", "rating"};
constexpr std::array<std::string_view, 4> kStepStates = {"none", "done", "current", "waiting"};
constexpr std::array<std::string_view, 2> kChannels = {"email", "sms"};
constexpr std::array<std::string_view, 2> kHotspotRoles = {"button", "link"};

constexpr double kLeastHotspot = 16;  // px a side

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
    void add_screen(file::Screen& from, const std::string& path) {
        add_id(screens_, from.id, static_cast<ScreenIndex>(prototype_.screens.size()), path + ".id",
               mistakes_);
        check_filled(from.title, path + ".title");
        check_placeholders(from.text, path + ".text");
        check_as_written(from.button, path + ".button", mistakes_);

        Screen screen;
        if (order_ == Order::in_a_row &&
            std::ranges::find(kQuestionScreenKinds, from.kind) == kQuestionScreenKinds.end()) {
            add_unknown(from.kind, kQuestionScreenKinds, path + ".kind", mistakes_);
        } else {
            screen.kind = named<ScreenKind>(from.kind, kScreenKinds, path + ".kind", mistakes_)
                              .value_or(ScreenKind::content);
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
        for (std::size_t i = 0; i < from.fields.size(); ++i) {
            const std::string where = item(path + ".fields", i);
            add_id(fields_, from.fields[i].id, static_cast<FieldIndex>(prototype_.fields.size()),
                   where + ".id", mistakes_);
            Field field = build_field(from.fields[i], prototype_, where, mistakes_);
            field.screen = static_cast<ScreenIndex>(prototype_.screens.size());
            prototype_.fields.push_back(std::move(field));
        }
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
            screen.image = image_named(prototype_, from.image, path + ".image", mistakes_);
        }
        if (!from.channel.empty()) {
            screen.channel = named<Channel>(from.channel, kChannels, path + ".channel", mistakes_)
                                 .value_or(Channel::email);
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
            const auto state = step.state.empty()
                                   ? StepState::none
                                   : named<StepState>(step.state, kStepStates, where + ".state", mistakes_)
                                         .value_or(StepState::none);
            screen.steps.push_back({std::move(step.title), std::move(step.text), state});
        }
    }

    void check_filled(std::string_view text, const std::string& where) {
        check_text(text, where, mistakes_);
        check_placeholders(text, where);
    }

    /// Their fields are only known when all screens are: see link_screen.
    void check_placeholders(std::string_view text, const std::string& where) {
        if (text.find("{{") != std::string_view::npos) computed_.emplace_back(text, where);
    }

    void link_screen(const file::Screen& from, std::size_t index, const std::string& path) {
        Screen& screen = prototype_.screens[index];
        for (std::size_t i = 0; i < from.fields.size(); ++i) {
            prototype_.fields[screen.first_field + i].show_if =
                conditions_.of(from.fields[i].show_if, item(path + ".fields", i) + ".show_if");
        }
        for (std::size_t i = 0; i < from.branches.size(); ++i) {
            const std::string where = item(path + ".branches", i);
            Condition when = conditions_.of(from.branches[i].when, where + ".when");
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
            Check added{conditions_.of(check.when, where + ".when"), kNone, check.message};
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
            add_id(ids, hotspot.id, static_cast<std::uint16_t>(i), where + ".id", mistakes_);
            check_label(hotspot.name, where + ".name", mistakes_);
            Hotspot added{.id = hotspot.id, .name = hotspot.name};
            if (std::ranges::find(kHotspotRoles, hotspot.role) == kHotspotRoles.end())
                add_unknown(hotspot.role, kHotspotRoles, where + ".role", mistakes_);
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

    Order order_;
    Prototype& prototype_;
    Mistakes& mistakes_;
    std::unordered_map<std::string, ScreenIndex> screens_;
    std::unordered_map<std::string, FieldIndex> fields_;
    ConditionBuilder conditions_{prototype_, fields_, mistakes_};
    std::vector<std::pair<std::string, std::string>> computed_;  // texts with placeholders, and their paths
};

}  // namespace

void build_screens(std::vector<file::Screen> screens, const std::string& path, Order order,
                   Prototype& prototype, Mistakes& mistakes) {
    Builder(order, prototype, mistakes).build(screens, path);
}

void forgive_later_rules(core::Mistakes& mistakes, core::Origin origin) {
    if (origin == core::Origin::file) return;
    for (const char* code : {"prototype.bad_accept", "prototype.bad_pattern", "prototype.pattern_length",
                             "prototype.value_of_parts", "prototype.placeholder_elsewhere",
                             "prototype.later_placeholder", "prototype.unknown_placeholder"})
        mistakes.forgive(code);
}

}  // namespace ensaio::prototype
