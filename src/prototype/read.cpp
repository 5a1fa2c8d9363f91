#include <cereal/cereal.hpp>

#include "prototype/read.hpp"

#include <algorithm>

#include "core/json.hpp"
#include "core/limits.hpp"
#include "prototype/build.hpp"
#include "prototype/flow.hpp"

namespace ensaio::prototype {

namespace {

Letter letter_of(const std::map<std::string, std::string>& from, core::Mistakes& mistakes) {
    Letter letter;
    for (const auto& [heading, text] : from) {
        const auto key = std::ranges::find(kLetterKeys, heading);
        if (key == kLetterKeys.end()) {
            const std::string known = core::joined({kLetterKeys.begin(), kLetterKeys.end()});
            mistakes.add("prototype.unknown_letter_heading", "letter." + heading, {heading, known});
        } else {
            letter[static_cast<std::size_t>(key - kLetterKeys.begin())] = text;
        }
    }
    return letter;
}

}  // namespace

core::Result<Prototype> read(std::string_view json) {
    core::JsonReader reader(json, core::kMaxPrototypeBytes);
    core::Mistakes& mistakes = reader.mistakes();
    if (!mistakes.empty()) return std::unexpected(mistakes.list());

    file::Prototype from;
    reader(from);
    if (!mistakes.told("format") && from.format != 1)
        return core::fail("prototype.format", "format", {std::to_string(from.format)});
    check_id(from.id, "id", mistakes);
    check_text(from.title, "title", mistakes);
    check_language(from.language, "language", mistakes);
    check_id(from.theme, "theme", mistakes);
    if (from.screens.empty()) mistakes.add("prototype.no_screens", "screens");

    Prototype prototype;
    prototype.letter = letter_of(from.letter, mistakes);
    build_screens(std::move(from.screens), "screens", Order::named, prototype, mistakes);
    if (from.start) {
        const ScreenIndex start = prototype.screen_named(*from.start);
        if (start == kNone) mistakes.add("prototype.unknown_screen", "start", {*from.start});
        prototype.start = start == kNone ? ScreenIndex{0} : start;
    }
    check_flow(prototype, "screens", mistakes);
    if (!mistakes.empty()) return std::unexpected(reader.in_file_order());

    prototype.id = std::move(from.id);
    prototype.title = std::move(from.title);
    prototype.body = std::move(from.body);
    prototype.language = std::move(from.language);
    prototype.theme = std::move(from.theme);
    prototype.notice = std::move(from.notice);
    prototype.version = std::move(from.version);
    prototype.hash = core::sha256(json);
    prototype.source = json;
    return prototype;
}

}  // namespace ensaio::prototype
