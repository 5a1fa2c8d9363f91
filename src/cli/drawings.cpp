// A prototype of drawings: pictures in a folder, and a list of what can be pressed on them
// (docs/user/en/write-a-prototype.md).

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "cli/picture_size.hpp"
#include "core/limits.hpp"
#include "core/mistakes.hpp"
#include "core/text.hpp"
#include "prototype/read.hpp"

namespace ensaio::cli {
namespace {

constexpr std::string_view kListName = "screens.txt";
constexpr std::size_t kMaxListBytes = 200'000;
constexpr std::array<std::string_view, 7> kHeadWords = {"id",       "title", "body",  "version",
                                                        "language", "theme", "notice"};
constexpr std::array<std::string_view, 6> kScreenWords = {"screen", "title",  "picture",
                                                          "words",  "button", "link"};

/// A text of the list and the line that it stands on, from 1; 0: it is not there.
struct Told {
    std::string text;
    std::size_t line = 0;
};

struct Area {
    std::size_t line = 0;
    std::string_view role;
    std::array<int, 4> box{};  // x, y, width, height in px of the picture
    std::string to, name;
};

struct Drawing {
    Told id, title, picture, words;
    std::vector<Area> areas;
};

struct List {
    std::array<Told, kHeadWords.size()> head;  // in the order of kHeadWords
    std::vector<Drawing> drawings;
};

/// "40 792 640 104 -> imoveis: Ver os meus boletos"
std::optional<Area> area_of(std::string_view text) {
    Area area;
    for (int& number : area.box) {
        text = core::trim(text);
        const std::string_view digits = text.substr(0, text.find_first_not_of("0123456789"));
        const auto value = core::integer_in(digits);
        if (!value) return std::nullopt;
        number = *value;
        text.remove_prefix(digits.size());
    }
    text = core::trim(text);
    const std::size_t colon = text.find(':');
    if (!text.starts_with("->") || colon == std::string_view::npos) return std::nullopt;
    area.to = core::trim(text.substr(2, colon - 2));
    area.name = core::trim(text.substr(colon + 1));
    return area;
}

class ListReader {
public:
    /// Mistakes have the line instead of a path.
    explicit ListReader(const core::Language& language) : language_(language) {}

    List read(std::string_view text) {
        if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            ++line_;
            take(core::trim(text.substr(0, end)));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        return std::move(list_);
    }

    core::Errors errors;

private:
    void take(std::string_view line) {
        if (line.empty() || line.starts_with('#')) return;
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) return refuse("drawings.no_colon", {std::string(line)});
        const std::string_view word = core::trim(line.substr(0, colon));
        const std::string_view value = core::trim(line.substr(colon + 1));
        if (word == "screen") {
            list_.drawings.push_back({.id = {std::string(value), line_}});
        } else if (list_.drawings.empty()) {
            const auto* const known = std::ranges::find(kHeadWords, word);
            if (known == kHeadWords.end())
                return refuse("drawings.unknown_word", {std::string(word), words(kHeadWords) + ", screen"});
            keep(list_.head[static_cast<std::size_t>(known - kHeadWords.begin())], word, value);
        } else {
            take(list_.drawings.back(), word, value);
        }
    }

    void take(Drawing& drawing, std::string_view word, std::string_view value) {
        if (word == "title") return keep(drawing.title, word, value);
        if (word == "picture") return keep(drawing.picture, word, value);
        if (word == "words") return keep(drawing.words, word, value);
        if (word != "button" && word != "link")
            return refuse("drawings.unknown_word", {std::string(word), words(kScreenWords)});
        auto area = area_of(value);
        if (!area) return refuse("drawings.area", {std::string(value)});
        area->line = line_;
        area->role = word == "link" ? "link" : "button";
        drawing.areas.push_back(*std::move(area));
    }

    void keep(Told& told, std::string_view word, std::string_view value) {
        if (told.line != 0) return refuse("drawings.twice", {std::string(word), std::to_string(told.line)});
        told = {std::string(value), line_};
    }

    static std::string words(std::span<const std::string_view> all) {
        return core::joined({all.begin(), all.end()});
    }

    void refuse(std::string code, std::vector<std::string> args) {
        errors.push_back({std::move(code), line_name(line_, language_), std::move(args)});
    }

public:
    static std::string line_name(std::size_t line, const core::Language& language) {
        return language.text("cli.drawings.line", {std::to_string(line)});
    }

private:
    const core::Language& language_;
    List list_;
    std::size_t line_ = 0;
};

/// Writes the prototype's JSON, and remembers which line each part of it comes from.
class Writing {
public:
    Writing(std::string folder, const core::Language& language)
        : folder_(std::move(folder)), language_(language) {}

    std::string write(const List& list) {
        json_ = "{\n  \"format\": 1";
        for (std::size_t i = 0; i < kHeadWords.size(); ++i) {
            if (list.head[i].line != 0) member(2, kHeadWords[i], list.head[i].text);
            lines_.emplace_back(kHeadWords[i], list.head[i].line);
        }
        json_ += ",\n  \"images\": [";
        for (const Drawing& drawing : list.drawings) write_picture(drawing);
        json_ += "\n  ],\n  \"screens\": [";
        for (std::size_t i = 0; i < list.drawings.size(); ++i) write_screen(list.drawings[i], i);
        json_ += "\n  ]\n}\n";
        return std::move(json_);
    }

    /// The line that the place of a mistake comes from, by the longest path that is known.
    std::string line_of(std::string_view where) const {
        std::size_t line = 0, longest = 0;
        for (const auto& [path, number] : lines_) {
            if (number == 0 || path.size() < longest || !where.starts_with(path)) continue;
            line = number;
            longest = path.size();
        }
        return line == 0 ? std::string(where) : ListReader::line_name(line, language_);
    }

    core::Errors errors;

private:
    void member(std::size_t indent, std::string_view name, std::string_view text) {
        json_ += ",\n" + std::string(indent, ' ');
        core::append_json_string(json_, name);
        json_ += ": ";
        core::append_json_string(json_, text);
    }

    /// The picture has the id of the screen that shows it.
    void write_picture(const Drawing& drawing) {
        const std::string path = "images[" + std::to_string(pictures_) + "]";
        const auto bytes =
            read_file((std::filesystem::path(folder_) / drawing.picture.text).string(), core::kMaxImageBytes);
        const auto picture = bytes ? size_of_picture(*bytes) : std::nullopt;
        if (!picture) {
            const std::size_t line = std::max(drawing.picture.line, drawing.id.line);
            errors.push_back(
                {"drawings.picture", ListReader::line_name(line, language_), {drawing.picture.text}});
            return;
        }
        json_ += pictures_ == 0 ? "\n    {\n" : ",\n    {\n";
        json_ += "      \"id\": ";
        core::append_json_string(json_, drawing.id.text);
        member(6, "alt", drawing.words.text);
        json_ += ",\n      \"width\": " + std::to_string(picture->width);
        json_ += ",\n      \"height\": " + std::to_string(picture->height);
        const std::span data(reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size());
        member(6, "source", "data:" + std::string(picture->type) + ";base64," + core::base64(data));
        json_ += "\n    }";
        lines_.emplace_back(path, drawing.picture.line);
        lines_.emplace_back(path + ".id", drawing.id.line);
        lines_.emplace_back(path + ".alt", std::max(drawing.words.line, drawing.id.line));
        ++pictures_;
    }

    void write_screen(const Drawing& drawing, std::size_t number) {
        const std::string path = "screens[" + std::to_string(number) + "]";
        lines_.emplace_back(path, drawing.id.line);
        lines_.emplace_back(path + ".title", drawing.title.line);
        json_ += number == 0 ? "\n    {\n" : ",\n    {\n";
        json_ += "      \"id\": ";
        core::append_json_string(json_, drawing.id.text);
        member(6, "kind", "picture");
        member(6, "title", drawing.title.text);
        member(6, "image", drawing.id.text);
        if (!drawing.areas.empty()) json_ += ",\n      \"hotspots\": [";
        for (std::size_t i = 0; i < drawing.areas.size(); ++i) {
            const Area& area = drawing.areas[i];
            json_ += i == 0 ? "\n        { \"id\": " : ",\n        { \"id\": ";
            core::append_json_string(json_, "area_" + std::to_string(i + 1));
            json_ += ", \"name\": ";
            core::append_json_string(json_, area.name);
            json_ += ", \"role\": ";
            core::append_json_string(json_, area.role);
            json_ += ", \"box\": ";
            for (std::size_t side = 0; side < area.box.size(); ++side)
                json_ += (side == 0 ? "[" : ", ") + std::to_string(area.box[side]);
            json_ += "], \"to\": ";
            core::append_json_string(json_, area.to);
            json_ += " }";
            lines_.emplace_back(path + ".hotspots[" + std::to_string(i) + "]", area.line);
        }
        json_ += drawing.areas.empty() ? "\n    }" : "\n      ]\n    }";
    }

    std::string folder_, json_;
    const core::Language& language_;
    std::vector<std::pair<std::string, std::size_t>> lines_;  // paths into the JSON, lines of the list
    std::size_t pictures_ = 0;
};

}  // namespace

int drawings(Arguments arguments, const core::Language& language) {
    std::string folder, output;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "-o") {
            if (++i == arguments.size())
                return bad_usage(language, "drawings", language.text("cli.missing_value", {argument}));
            output = arguments[i];
        } else if (argument.starts_with('-')) {
            return bad_usage(language, "drawings", language.text("cli.unknown_option", {argument}));
        } else if (!folder.empty()) {
            return bad_usage(language, "drawings", language.text("cli.one_file"));
        } else {
            folder = argument;
        }
    }
    if (folder.empty()) return bad_usage(language, "drawings", language.text("cli.missing_file"));
    if (output.empty()) return bad_usage(language, "drawings", language.text("cli.drawings.missing_output"));

    const std::string path = (std::filesystem::path(folder) / kListName).string();
    const auto text = read_file(path, kMaxListBytes);
    if (!text) {
        complain(path + ": " + language.text("cli.cannot_read"));
        return kBadInput;
    }
    ListReader reader(language);
    const List list = reader.read(*text);
    Writing writing(folder, language);
    const std::string json = writing.write(list);
    core::Errors errors = std::move(reader.errors);
    std::ranges::move(writing.errors, std::back_inserter(errors));
    if (errors.empty()) {
        if (auto prototype = prototype::read(json); !prototype) {
            errors = std::move(prototype.error());
            for (core::Error& error : errors) error.where = writing.line_of(error.where);
        }
    }
    if (!errors.empty()) {
        complain(path, errors, language);
        return kBadInput;
    }
    if (!write_file(output, {reinterpret_cast<const std::uint8_t*>(json.data()), json.size()})) {
        complain(output + ": " + language.text("cli.cannot_write"));
        return kBadInput;
    }
    const std::array<std::string_view, 1> written = {output};
    return check(written, language);
}

}  // namespace ensaio::cli
