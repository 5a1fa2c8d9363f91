#include <cereal/cereal.hpp>

#include "prototype/read.hpp"

#include <algorithm>
#include <array>

#include "core/json.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"
#include "prototype/build.hpp"
#include "prototype/fill.hpp"
#include "prototype/flow.hpp"
#include "prototype/text_rules.hpp"

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

std::vector<KnownAddress> addresses_of(std::vector<file::KnownAddress> from, core::Mistakes& mistakes) {
    std::vector<KnownAddress> addresses;
    for (std::size_t i = 0; i < from.size(); ++i) {
        const std::string path = "addresses[" + std::to_string(i) + "]";
        const std::string cep = core::digits_only(from[i].cep);
        if (cep.size() != 8) mistakes.add("prototype.bad_cep", path + ".cep", {from[i].cep});
        check_text(from[i].street, path + ".street", mistakes);
        addresses.push_back({cep, std::move(from[i].street), std::move(from[i].district)});
    }
    return addresses;
}

/// What is in a picture is for the browser to find out: it decodes it and refuses one of another size.
std::vector<Image> images_of(std::vector<file::Image> from, core::Mistakes& mistakes) {
    constexpr std::array<std::string_view, 3> types = {"data:image/png;base64,", "data:image/jpeg;base64,",
                                                       "data:image/webp;base64,"};
    constexpr std::uint32_t least = 16;
    std::vector<Image> images;
    for (std::size_t i = 0; i < from.size(); ++i) {
        const std::string path = "images[" + std::to_string(i) + "]";
        file::Image& image = from[i];
        check_id(image.id, path + ".id", mistakes);
        if (std::ranges::find(images, image.id, &Image::id) != images.end())
            mistakes.add("prototype.duplicate_id", path + ".id", {image.id});
        check_label(image.alt, path + ".alt", mistakes);
        if (std::ranges::none_of(types,
                                 [&](std::string_view type) { return image.source.starts_with(type); }))
            mistakes.add("prototype.bad_image", path + ".source");
        const auto check_side = [&](std::uint32_t side, const char* name) {
            if (side < least || side > core::kMaxImageSide) {
                mistakes.add("json.out_of_range", path + name,
                             {std::to_string(least), std::to_string(core::kMaxImageSide)});
            }
        };
        check_side(image.width, ".width");
        check_side(image.height, ".height");
        images.push_back({std::move(image.id), std::move(image.alt), static_cast<std::uint16_t>(image.width),
                          static_cast<std::uint16_t>(image.height)});
    }
    return images;
}

Deadline deadline_of(const file::Deadline& from, core::Mistakes& mistakes) {
    constexpr std::array<std::string_view, 3> units = {"days", "business_days", "hours"};
    constexpr std::uint32_t most = 10'000;
    if (from.amount == 0 || from.amount > most)
        mistakes.add("json.out_of_range", "deadline.amount", {"1", std::to_string(most)});
    const auto unit = std::ranges::find(units, from.unit);
    if (unit == units.end()) {
        mistakes.add("prototype.unknown_kind", "deadline.unit",
                     {from.unit, core::joined({units.begin(), units.end()})});
    }
    return {from.amount, static_cast<Deadline::Unit>(unit - units.begin())};
}

}  // namespace

core::Result<Prototype> read(std::string_view json, core::Origin origin) {
    core::JsonReader reader(json, core::kMaxPrototypeBytes);
    core::Mistakes& mistakes = reader.mistakes();
    if (!mistakes.empty()) return std::unexpected(mistakes.list());
    forgive_later_rules(mistakes, origin);

    file::Prototype from;
    reader(from);
    if (!mistakes.told("format") && from.format != 1)
        return core::fail("prototype.format", "format", {std::to_string(from.format)});
    check_id(from.id, "id", mistakes);
    check_label(from.title, "title", mistakes);
    check_as_written(from.body, "body", mistakes);
    check_as_written(from.notice, "notice", mistakes);
    check_language(from.language, "language", mistakes);
    check_id(from.theme, "theme", mistakes);
    if (from.screens.empty()) mistakes.add("prototype.no_screens", "screens");

    Prototype prototype;
    prototype.language = std::move(from.language);
    prototype.letter = letter_of(from.letter, mistakes);
    if (from.deadline) prototype.deadline = deadline_of(*from.deadline, mistakes);
    prototype.addresses = addresses_of(std::move(from.addresses), mistakes);
    prototype.images = images_of(std::move(from.images), mistakes);
    build_screens(std::move(from.screens), "screens", Order::named, prototype, mistakes);
    if (from.start) {
        const ScreenIndex start = prototype.screen_named(*from.start);
        if (start == kNone) mistakes.add("prototype.unknown_screen", "start", {*from.start});
        prototype.start = start == kNone ? ScreenIndex{0} : start;
    }
    for (std::size_t i = 0; i < kLetterKeys.size(); ++i) {
        if (const auto unknown_word = unknown_placeholder(prototype, prototype.letter[i])) {
            mistakes.add("prototype.unknown_placeholder", "letter." + std::string(kLetterKeys[i]),
                         {*unknown_word});
        }
    }
    check_flow(prototype, "screens", mistakes);
    if (!mistakes.empty()) return std::unexpected(reader.in_file_order());

    prototype.id = std::move(from.id);
    prototype.title = std::move(from.title);
    prototype.body = std::move(from.body);
    prototype.theme = std::move(from.theme);
    prototype.notice = std::move(from.notice);
    prototype.version = std::move(from.version);
    prototype.hash = core::sha256(json);
    prototype.source = json;
    return prototype;
}

}  // namespace ensaio::prototype
