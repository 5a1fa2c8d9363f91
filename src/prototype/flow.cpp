#include "prototype/flow.hpp"

#include <algorithm>
#include <array>

#include "core/limits.hpp"
#include "prototype/fill.hpp"

namespace ensaio::prototype {

namespace {

using core::Mistakes;

/// Whether what leads where is known: after one of these a check of the flow would only repeat the mistake in
/// other words.
bool links_are_known(const Mistakes& mistakes) {
    constexpr std::array<std::string_view, 3> breaking = {"prototype.unknown_screen",
                                                          "prototype.duplicate_id", "prototype.too_many"};
    return std::ranges::none_of(mistakes.list(), [&](const core::Error& error) {
        return error.code.starts_with("json.") || std::ranges::find(breaking, error.code) != breaking.end();
    });
}

class Flow {
public:
    Flow(const Prototype& prototype, const std::string& path, Mistakes& mistakes)
        : prototype_(prototype), path_(path), mistakes_(mistakes), tests_behind_(prototype.fields.size()) {
        const std::size_t count = prototype.screens.size();
        for (std::size_t i = 0; i < count; ++i)
            leads_to_.push_back(reached_from(prototype, static_cast<ScreenIndex>(i)));
    }

    void check() {
        check_reached();
        check_exits();
        for (std::size_t i = 0; i < prototype_.screens.size(); ++i) {
            if (!is_reached(i)) continue;
            check_conditions(i);
            check_texts(i);
        }
        check_letter();
    }

private:
    bool is_reached(std::size_t screen) const { return leads_to_[prototype_.start][screen]; }
    std::string at(std::size_t screen) const { return path_ + "[" + std::to_string(screen) + "]"; }

    void check_reached() {
        for (std::size_t i = 0; i < prototype_.screens.size(); ++i) {
            if (!is_reached(i))
                mistakes_.add("prototype.unreachable_screen", at(i) + ".id", {prototype_.screens[i].id});
        }
    }

    void check_exits() {
        std::vector<bool> told(prototype_.screens.size());
        for (std::size_t i = 0; i < prototype_.screens.size(); ++i) {
            if (!is_reached(i) || told[i] || has_exit(i)) continue;
            mistakes_.add("prototype.no_exit", at(i) + ".next", {prototype_.screens[i].id});
            for (std::size_t j = 0; j < told.size(); ++j)
                told[j] = told[j] || leads_to_[i][j];  // the same cycle
        }
    }

    bool has_exit(std::size_t screen) const {
        for (std::size_t i = 0; i < prototype_.screens.size(); ++i) {
            const Screen& last = prototype_.screens[i];
            if (leads_to_[screen][i] && last.next == kNone && last.hotspots.empty()) return true;
        }
        return false;
    }

    void check_conditions(std::size_t index) {
        const Screen& screen = prototype_.screens[index];
        for (std::size_t i = 0; i < screen.field_count; ++i) {
            check_show_if(static_cast<FieldIndex>(screen.first_field + i),
                          at(index) + ".fields[" + std::to_string(i) + "].show_if");
        }
        for (std::size_t i = 0; i < screen.branches.size(); ++i) {
            const std::string where = at(index) + ".branches[" + std::to_string(i) + "].when";
            check_when(screen.branches[i].when, index, where);
        }
        for (std::size_t i = 0; i < screen.checks.size(); ++i)
            check_when(screen.checks[i].when, index, at(index) + ".checks[" + std::to_string(i) + "].when");
    }

    void check_texts(std::size_t index) {
        const Screen& screen = prototype_.screens[index];
        const std::string path = at(index);
        check_text_of({index}, screen.title, path + ".title");
        check_text_of({index}, screen.text, path + ".text");
        for (std::size_t i = 0; i < screen.steps.size(); ++i) {
            const std::string step = path + ".steps[" + std::to_string(i) + "]";
            check_text_of({index}, screen.steps[i].title, step + ".title");
            check_text_of({index}, screen.steps[i].text, step + ".text");
        }
        for (std::size_t i = 0; i < screen.checks.size(); ++i) {
            check_text_of({index}, screen.checks[i].message,
                          path + ".checks[" + std::to_string(i) + "].message");
        }
    }

    void check_letter() {
        std::vector<std::size_t> letters;
        for (std::size_t i = 0; i < prototype_.screens.size(); ++i) {
            if (is_reached(i) && prototype_.screens[i].kind == ScreenKind::letter) letters.push_back(i);
        }
        for (std::size_t i = 0; i < kLetterKeys.size() && !letters.empty(); ++i)
            check_text_of(letters, prototype_.letter[i], "letter." + std::string(kLetterKeys[i]));
    }

    /// Of a text that each of `screens` shows: one of them must be able to fill it in.
    void check_text_of(const std::vector<std::size_t>& screens, std::string_view text,
                       const std::string& where) {
        const auto too_early = [&](std::string word) {
            mistakes_.add("prototype.later_placeholder", where, {"{{" + std::move(word) + "}}"});
        };
        const Needs needs = needs_of(prototype_, text);
        for (const FieldIndex answer : needs.answers) {
            const Field& field = prototype_.fields[answer];
            if (std::ranges::none_of(screens, [&](std::size_t i) { return may_be_asked_by(field, i); }))
                too_early("answer." + field.id);
        }
        if (needs.protocol &&
            std::ranges::none_of(screens, [&](std::size_t i) { return may_be_confirmed_by(i); }))
            too_early("protocol");
    }

    /// Whether some path has got the number of the request when it comes to the screen.
    bool may_be_confirmed_by(std::size_t screen) const {
        for (std::size_t i = 0; i < prototype_.screens.size(); ++i) {
            if (prototype_.screens[i].kind == ScreenKind::confirmation && is_reached(i) &&
                leads_to_[i][screen])
                return true;
        }
        return false;
    }

    void check_when(const Condition& when, std::size_t screen, const std::string& where) {
        for (std::size_t t = 0; t < when.tests.size(); ++t) {
            for (const FieldIndex read : fields_read(when.tests[t])) {
                if (!may_be_asked_by(prototype_.fields[read], screen))
                    too_early(prototype_.fields[read], test_path(when, where, t));
            }
        }
    }

    std::vector<FieldIndex> fields_read(TestIndex index) const {
        const Test& test = prototype_.tests[index];
        if (test.other == kNone) return {test.field};
        return {test.field, test.other};
    }

    void check_show_if(FieldIndex index, const std::string& where) {
        const Field& field = prototype_.fields[index];
        std::size_t behind = 0;
        for (std::size_t t = 0; t < field.show_if.tests.size(); ++t) {
            for (const FieldIndex read : fields_read(field.show_if.tests[t])) {
                // Only fields that stand before it in the file, so that no two can wait for each other.
                if (read >= index || !may_be_asked_by(prototype_.fields[read], field.screen)) {
                    too_early(prototype_.fields[read], test_path(field.show_if, where, t));
                } else {
                    behind += 1 + tests_behind_[read];
                }
            }
        }
        if (behind > core::kMaxTestsBehindField) {
            mistakes_.add("prototype.too_many_tests", where,
                          {field.id, std::to_string(core::kMaxTestsBehindField)});
        }
        tests_behind_[index] = std::min(behind, core::kMaxTestsBehindField);
    }

    bool may_be_asked_by(const Field& field, std::size_t screen) const {
        return is_reached(field.screen) && leads_to_[field.screen][screen];
    }

    static std::string test_path(const Condition& condition, const std::string& where, std::size_t test) {
        return where + (condition.any ? ".any[" : ".all[") + std::to_string(test) + "].field";
    }

    void too_early(const Field& read, std::string where) {
        mistakes_.add("prototype.later_field", std::move(where), {read.id});
    }

    const Prototype& prototype_;
    const std::string& path_;
    Mistakes& mistakes_;
    std::vector<std::vector<bool>> leads_to_;
    std::vector<std::size_t> tests_behind_;  // per field: tests to be asked to know whether it is shown
};

}  // namespace

void check_flow(const Prototype& prototype, const std::string& path, Mistakes& mistakes) {
    if (prototype.screens.empty() || !links_are_known(mistakes)) return;
    Flow(prototype, path, mistakes).check();
}

}  // namespace ensaio::prototype
