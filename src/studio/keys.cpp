#include "studio/keys.hpp"

#include <cstdlib>
#include <string_view>

namespace ensaio::studio {

using core::Language;
using view::Look;
using view::PageBuilder;
using view::Role;

namespace {

constexpr std::string_view kMake = "do:key_make",
                           kCopy = "do:key_copy:", kSave = "do:key_save:", kForget = "do:key_forget:",
                           kForgetNow = "do:key_forget_now:", kKeep = "do:key_keep", kSend = "do:send";
constexpr std::size_t kValuesOfAKey = 3;
constexpr std::size_t kLettersOfADay = 10;  // 2026-11-25

std::string with(std::string_view button, const Key& key) { return std::string(button) + key.key; }

/// "25/11/2026"
std::string brazilian_day(const std::string& iso) {
    if (iso.size() < kLettersOfADay) return iso;
    return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

void add_key(PageBuilder& page, std::uint16_t parent, const Key& key, bool asked, const Language& language) {
    const std::uint16_t card = page.group(parent, Look::card, Role::group, "key:" + key.key);
    page.paragraph(card, language.text("studio.key.public"), Look::strong);
    page.paragraph(card, key.key);
    page.paragraph(card, language.text("studio.key.since", {brazilian_day(key.day)}), Look::small);
    if (!key.saved) {
        page.paragraph(page.group(card, Look::warning_panel, Role::group, "unsaved:" + key.key),
                       language.text("studio.key.unsaved"));
    }
    if (asked) {
        const std::uint16_t panel = page.group(card, Look::warning_panel, Role::alert, "asking:" + key.key);
        page.paragraph(panel, language.text("studio.key.forget_ask"));
        const std::uint16_t answers = page.group(panel, Look::inline_row, Role::group, "answers:" + key.key);
        page.button(answers, with(kForgetNow, key), language.text("studio.key.forget_now"), Look::danger);
        page.button(answers, std::string(kKeep), language.text("studio.keep"), Look::secondary);
        return;
    }
    const std::uint16_t buttons = page.group(card, Look::inline_row, Role::group, "tools:" + key.key);
    page.button(buttons, with(kSave, key), language.text("studio.key.save"),
                key.saved ? Look::secondary : Look::primary);
    page.button(buttons, with(kCopy, key), language.text("studio.key.copy"), Look::secondary);
    page.button(buttons, with(kForget, key), language.text("studio.key.forget"), Look::tertiary);
}

}  // namespace

Keys keys_of(const std::vector<std::string>& values, const Keys& before) {
    Keys keys{.all = {}, .asked_about = before.asked_about};
    if (values.empty()) return keys;
    keys.waiting = static_cast<unsigned>(std::strtoul(values.front().c_str(), nullptr, 10));
    for (std::size_t i = 1; i + kValuesOfAKey <= values.size(); i += kValuesOfAKey)
        keys.all.push_back({.key = values[i], .day = values[i + 1], .saved = !values[i + 2].empty()});
    return keys;
}

void add_keys(PageBuilder& page, std::uint16_t main, const Keys& keys, const Language& language) {
    page.heading(main, 1, language.text("studio.box.title"), "title");
    page.paragraph(main, language.text("studio.box.lead"), Look::lead);
    if (keys.waiting > 0) {
        const std::uint16_t panel = page.group(main, Look::warning_panel, Role::group, "waiting");
        page.paragraph(panel, language.text("studio.box.waiting", {std::to_string(keys.waiting)}));
        page.button(panel, std::string(kSend), language.text("studio.box.send"), Look::secondary);
    }
    page.heading(main, 2, language.text("studio.box.open"), "open:title");
    page.paragraph(main, language.text("studio.box.open_how"));
    page.button(main, "do:pick", language.text("studio.box.pick"),
                keys.all.empty() ? Look::secondary : Look::primary);
    page.heading(main, 2, language.text("studio.keys"), "keys:title");
    page.prose(main, language.text("studio.keys.how"));
    for (const Key& key : keys.all) add_key(page, main, key, key.key == keys.asked_about, language);
    page.button(main, std::string(kMake), language.text("studio.key.make"),
                keys.all.empty() ? Look::primary : Look::secondary);
}

view::Commands press_key_button(const std::string& id, Keys& keys) {
    keys.asked_about.clear();
    const std::string_view button = id;
    const auto key_behind = [&](std::string_view name) { return std::string(button.substr(name.size())); };
    if (button == kMake) return {view::KeyRing{"make", {}}};
    if (button == kSend) return {view::KeyRing{"send", {}}};
    if (button.starts_with(kSave)) return {view::KeyRing{"save", key_behind(kSave)}};
    if (button.starts_with(kCopy)) return {view::CopyText{key_behind(kCopy)}};
    if (button.starts_with(kForgetNow)) return {view::KeyRing{"forget", key_behind(kForgetNow)}};
    if (button.starts_with(kForget)) keys.asked_about = key_behind(kForget);
    return {};
}

}  // namespace ensaio::studio
