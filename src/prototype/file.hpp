// A prototype as it stands in its file: names instead of indexes, nothing checked but the types of JSON.
// prototype/build.hpp makes a Prototype of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ensaio::core {
class JsonReader;
}

namespace ensaio::prototype::file {

struct Test {
    std::string field, op, value, other;
};

struct Condition {
    std::vector<Test> all, any;  // one of them; none: always true
};

struct Option {
    std::string id, label, hint;
    bool exclusive = false;
};

struct Field {
    std::string id, kind, label, hint;
    bool optional = false;
    std::optional<std::string> privacy;
    std::uint32_t min_length = 0, max_length = 0, max_choices = 0;
    std::optional<double> min, max;
    std::string pattern, low_label, high_label;
    std::map<std::string, std::string> messages;
    std::vector<Option> options;
    Condition show_if;
    std::uint32_t min_age = 0, max_age = 0, max_megabytes = 0;
    std::string period, text, image;
    std::vector<std::string> accept;
};

struct Check {
    Condition when;
    std::string field, message;
};

struct RequestStep {
    std::string title, text, state;
};

struct Hotspot {
    std::string id, name;
    std::string role = "button";
    std::vector<double> box;  // x, y, width, height
    std::string to;
};

struct Branch {
    Condition when;
    std::string to;
};

struct Screen {
    std::string id, kind, title, text, button;
    std::vector<Field> fields;
    std::vector<Branch> branches;
    std::optional<std::string> next, skip;
    std::vector<Check> checks;
    std::vector<RequestStep> steps;
    std::vector<Hotspot> hotspots;
    std::string skip_button, channel, sender, image;
};

struct KnownAddress {
    std::string cep, street, district;
};

struct Image {
    std::string id, alt, source;
    std::uint32_t width = 0, height = 0;
};

struct Deadline {
    std::uint32_t amount = 0;
    std::string unit = "days";
};

struct Prototype {
    std::uint32_t format = 0;
    std::string id, title, body, version, notice;
    std::string language = "pt-BR";
    std::string theme = "govbr";
    std::map<std::string, std::string> letter;
    std::optional<std::string> start;
    std::vector<Screen> screens;
    std::vector<KnownAddress> addresses;
    std::vector<Image> images;
    std::optional<Deadline> deadline;
};

void load(core::JsonReader& json, Screen& screen);
void load(core::JsonReader& json, Prototype& prototype);

}  // namespace ensaio::prototype::file
