// What read_file makes of each file named on the command line: one line of JSON a file, for second_reader.py
// to compare with its own.

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <variant>

#include "core/hash.hpp"
#include "core/text.hpp"
#include "session/journal.hpp"

namespace {

using namespace ensaio;

std::string text(std::string_view bytes) {
    std::string json;
    core::append_json_string(json, bytes);
    return json;
}

template <class... Numbers>
std::string list(Numbers... numbers) {
    std::string json;
    ((json += (json.empty() ? "[" : ",") + std::to_string(numbers)), ...);
    return json + "]";
}

template <class Items>
std::string all(const Items& items, const auto& one) {
    std::string json = "[";
    for (const auto& item : items) json += (json.size() > 1 ? "," : "") + one(item);
    return json + "]";
}

struct Shown {
    std::string operator()(const session::Moved& moved) const {
        const prototype::Action& action = moved.move.action;
        std::string json = "[0," + list(static_cast<int>(moved.move.kind), moved.move.target, moved.checksum);
        if (moved.move.kind == study::MoveKind::walk) {
            json += "," + list(static_cast<int>(action.kind), action.target) + "," + all(action.value, text);
            if (action.facts)
                json += "," + list(action.facts->length_class, static_cast<int>(action.facts->failed),
                                   action.facts->outcomes);
        }
        return json + "]";
    }
    std::string operator()(const session::DeadClick& click) const {
        return "[1," + list(click.x, click.y) + "," + text(click.box) + "]";
    }
    std::string operator()(const session::Focused& focused) const { return list(2, focused.field); }
    std::string operator()(const session::Viewport& size) const {
        return list(3, size.width, size.height, size.density_percent);
    }
    std::string operator()(const session::Visibility& shown) const { return list(4, shown.hidden ? 1 : 0); }
    std::string operator()(const session::Resumed&) const { return "[5]"; }
    std::string operator()(const session::Note& note) const { return list(6, static_cast<int>(note.code)); }
    std::string operator()(const session::Shown& one) const {
        return "[7," + list(static_cast<int>(one.what), one.number) + "," + text(one.text) + "]";
    }
};

std::string shown(const session::Damage& damage) {
    return "[" + text(damage.code) + "," + std::to_string(damage.offset) + "," +
           std::to_string(damage.sequence) + "]";
}

std::string shown(const session::Session& session) {
    return "{\"id\":" + text(session.header.id) + ",\"participant\":" + text(session.header.participant) +
           ",\"started\":" + std::to_string(session.header.started) +
           ",\"next\":" + std::to_string(session.next_sequence) +
           ",\"study\":" + text(core::hex(core::sha256(session.study_source))) +
           ",\"prototype\":" + text(core::hex(core::sha256(session.prototype_source))) + ",\"records\":" +
           all(session.records,
               [](const session::Record& record) {
                   return "[" + std::to_string(record.at) + "," + std::visit(Shown{}, record.event) + "]";
               }) +
           ",\"boxes\":" +
           all(session.trace.boxes,
               [](const session::TraceBox& box) {
                   return "[" + text(box.id) + "," + list(box.left, box.top, box.width, box.height) + "]";
               }) +
           ",\"trace\":" +
           all(session.trace.samples,
               [](const session::TraceSample& sample) {
                   return list(sample.at, static_cast<int>(sample.kind), sample.x, sample.y, sample.box);
               }) +
           ",\"damage\":" + all(session.damage, [](const session::Damage& damage) { return shown(damage); }) +
           "}";
}

std::string dump(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    const session::Bytes bytes{std::istreambuf_iterator<char>(file), {}};
    const auto read = session::read_file(bytes);
    if (!read) return "{\"error\":" + text(read.error().front().code) + "}";
    return "{\"sessions\":" +
           all(read->sessions, [](const session::Session& session) { return shown(session); }) +
           ",\"damage\":" + all(read->damage, [](const session::Damage& damage) { return shown(damage); }) +
           "}";
}

}  // namespace

/// Files as JSON; or `--pack`: the session file on standard input, packed, on standard output.
int main(int count, char** arguments) {
    if (count == 2 && std::string_view(arguments[1]) == "--pack") {
        const session::Bytes bytes{std::istreambuf_iterator<char>(std::cin), {}};
        const session::Bytes packed = session::pack_file(bytes);
        std::fwrite(packed.data(), 1, packed.size(), stdout);
        return 0;
    }
    for (int i = 1; i < count; ++i) std::puts(dump(arguments[i]).c_str());
    return 0;
}
