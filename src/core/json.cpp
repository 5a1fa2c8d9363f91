#include "core/json.hpp"

#include <cereal/archives/json.hpp>

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "core/limits.hpp"
#include "core/text.hpp"

namespace ensaio::core {

namespace {

using Value = RAPIDJSON_NAMESPACE::Value;

const Value& value_at(const void* value) { return *static_cast<const Value*>(value); }

std::string_view string_of(const Value& value) { return {value.GetString(), value.GetStringLength()}; }

const char* type_name(const Value& value) {
    switch (value.GetType()) {
        case RAPIDJSON_NAMESPACE::kNullType: return "word.json_null";
        case RAPIDJSON_NAMESPACE::kFalseType:
        case RAPIDJSON_NAMESPACE::kTrueType: return "word.json_boolean";
        case RAPIDJSON_NAMESPACE::kObjectType: return "word.json_object";
        case RAPIDJSON_NAMESPACE::kArrayType: return "word.json_list";
        case RAPIDJSON_NAMESPACE::kStringType: return "word.json_text";
        case RAPIDJSON_NAMESPACE::kNumberType: return "word.json_number";
    }
    return "";
}

// A member's name as a part of a path. Names from outside may be of any length and hold anything.
std::string printable(std::string_view name) {
    std::string text;
    for (std::size_t at = 0; at < name.size() && at < kMaxIdBytes;) {
        const char32_t c = next_code_point(name, at);
        append_utf8(text, c < 0x20 ? U' ' : c);
    }
    return text;
}

std::string member_part(std::string_view path, std::string_view name) {
    return (path.empty() ? "" : ".") + printable(name);
}

std::string item_part(std::size_t index) { return "[" + std::to_string(index) + "]"; }

const Value* first_member(const Value& object, std::string_view name) {
    for (auto member = object.MemberBegin(); member != object.MemberEnd(); ++member) {
        if (string_of(member->name) == name) return &member->value;
    }
    return nullptr;
}

std::vector<std::string> line_and_column(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    return {std::to_string(std::ranges::count(before, '\n') + 1),
            std::to_string(code_points(before.substr(line_start)) + 1)};
}

// The parser (RapidJSON 1.1.0) reads beside its tables, or reads another number, where there are many digits,
// where the size is at the ends of a double, and where a zero has a size.
constexpr std::size_t kMaxNumberBytes = 40, kMaxZeroBytes = 20;
constexpr int kMaxExponent = 200, kMaxZeroExponent = 2;
constexpr std::string_view kInNumber = "-+.0123456789eE";

bool is_wild(std::string_view number) {
    bool is_zero = true, in_exponent = false;
    int exponent = 0;
    for (const char c : number) {
        if (c == 'e' || c == 'E') in_exponent = true;
        if (c < '0' || c > '9') continue;
        if (in_exponent) {
            exponent = std::min(10 * exponent + (c - '0'), kMaxExponent + 1);
        } else if (c != '0') {
            is_zero = false;
        }
    }
    return number.size() > (is_zero ? kMaxZeroBytes : kMaxNumberBytes) ||
           exponent > (is_zero ? kMaxZeroExponent : kMaxExponent);
}

/// What is looked at before the parser runs, of all that stands outside strings.
struct Outline {
    std::size_t deepest = 0;                           // nesting of brackets
    std::size_t wild_number = std::string_view::npos;  // where the first stands
};

Outline outline_of(std::string_view text) {
    Outline outline;
    std::size_t depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\') ++i;
            if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            outline.deepest = std::max(outline.deepest, ++depth);
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
        } else if (c == '-' || (c >= '0' && c <= '9')) {
            const std::string_view number = text.substr(i, text.find_first_not_of(kInNumber, i) - i);
            if (is_wild(number)) {
                outline.wild_number = i;
                return outline;
            }
            i += number.size() - 1;
        }
    }
    return outline;
}

// Numbers the values of the file in their order, and finds the places of given paths among them.
class PlaceFinder {
public:
    explicit PlaceFinder(const Errors& errors) {
        for (const Error& error : errors) {
            for (std::string_view path = error.where; !path.empty(); path = parent(path))
                places_.emplace(path, kUnseen);
        }
    }

    void walk(const Value& value, std::string& path) {
        const std::size_t place = next_++;
        if (const auto found = places_.find(path); found != places_.end() && found->second == kUnseen)
            found->second = place;
        const std::size_t length = path.size();
        if (value.IsObject()) {
            for (auto member = value.MemberBegin(); member != value.MemberEnd(); ++member) {
                path += member_part(path, string_of(member->name));
                walk(member->value, path);
                path.resize(length);
            }
        } else if (value.IsArray()) {
            for (RAPIDJSON_NAMESPACE::SizeType i = 0; i < value.Size(); ++i) {
                path += item_part(i);
                walk(value[i], path);
                path.resize(length);
            }
        }
    }

    /// Of the path, or of the nearest thing around it that is in the file.
    std::size_t place_of(std::string_view path) const {
        for (; !path.empty(); path = parent(path)) {
            if (const std::size_t place = places_.at(std::string(path)); place != kUnseen) return place;
        }
        return 0;
    }

private:
    static constexpr std::size_t kUnseen = static_cast<std::size_t>(-1);

    static std::string_view parent(std::string_view path) {
        const std::size_t cut = path.find_last_of(".[");
        return cut == std::string_view::npos ? std::string_view{} : path.substr(0, cut);
    }

    std::unordered_map<std::string, std::size_t> places_;
    std::size_t next_ = 0;
};

}  // namespace

struct JsonReader::Parsed {
    RAPIDJSON_NAMESPACE::Document document;
};

JsonReader::JsonReader(std::string_view text, std::size_t max_bytes)
    : cereal::InputArchive<JsonReader>(this), parsed_(std::make_unique<Parsed>()) {
    parse(text, max_bytes);
}

JsonReader::~JsonReader() = default;

void JsonReader::parse(std::string_view text, std::size_t max_bytes) {
    if (text.size() > max_bytes)
        return mistakes_.add("json.too_large", "", {std::to_string(max_bytes / 1000)});
    if (!is_valid_utf8(text)) return mistakes_.add("json.not_utf8", "");
    const Outline outline = outline_of(text);
    if (outline.deepest > kMaxJsonDepth)
        return mistakes_.add("json.too_deep", "", {std::to_string(kMaxJsonDepth)});
    if (outline.wild_number != std::string_view::npos)
        return mistakes_.add("json.wild_number", "", line_and_column(text, outline.wild_number));

    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return mistakes_.add("json.empty", "");
    std::size_t error_at = text.find('\0');  // the parser would take it for the end
    if (error_at == std::string_view::npos) {
        auto& document = parsed_->document;
        try {
            document.Parse(text.data(), text.size());
        } catch (...) {
            // Only when there is no memory for it: rapidjson itself is never asked for what is not there.
            return mistakes_.add("json.too_large", "", {std::to_string(max_bytes / 1000)});
        }
        if (!document.HasParseError()) {
            frames_.push_back(Frame{&static_cast<const Value&>(document), 0, {}});
            return;
        }
        error_at = document.GetErrorOffset();
    }
    mistakes_.add("json.syntax", "", line_and_column(text, error_at));
}

void JsonReader::enter(const void* value, std::string_view path_part) {
    frames_.push_back(Frame{value, path_.size(), {}});
    path_ += path_part;
}

bool JsonReader::enter_member(const char* name, bool required) {
    if (frames_.empty() || !value_at(frames_.back().value).IsObject()) return false;
    Frame& object = frames_.back();
    object.asked.push_back(name);
    const Value* member = first_member(value_at(object.value), name);
    if (member == nullptr) {
        if (required) mistakes_.add("json.missing", path_ + member_part(path_, name), {name});
        return false;
    }
    enter(member, member_part(path_, name));
    return true;
}

void JsonReader::enter_item(std::size_t index) {
    const Value& list = value_at(frames_.back().value);
    enter(&list[static_cast<RAPIDJSON_NAMESPACE::SizeType>(index)], item_part(index));
}

void JsonReader::leave() {
    path_.resize(frames_.back().path_length);
    frames_.pop_back();
}

void JsonReader::wrong_type(const char* expected) {
    if (frames_.empty()) return;
    mistakes_.add("json.wrong_type", path_, {expected, type_name(value_at(frames_.back().value))});
}

void JsonReader::begin_object() {
    if (!frames_.empty() && !value_at(frames_.back().value).IsObject()) wrong_type("word.json_object");
}

void JsonReader::end_object() {
    if (frames_.empty() || !value_at(frames_.back().value).IsObject()) return;
    const Value& object = value_at(frames_.back().value);
    const std::vector<const char*>& asked = frames_.back().asked;
    std::vector<bool> seen(asked.size());
    for (auto member = object.MemberBegin(); member != object.MemberEnd() && !mistakes_.full(); ++member) {
        const std::string_view name = string_of(member->name);
        const auto index = static_cast<std::size_t>(std::ranges::find(asked, name) - asked.begin());
        if (index == asked.size()) {
            const std::string known_names = joined({asked.begin(), asked.end()});
            mistakes_.add("json.unknown_member", path_ + member_part(path_, name),
                          {printable(name), known_names});
        } else if (seen[index]) {
            mistakes_.add("json.duplicate_member", path_ + member_part(path_, name), {printable(name)});
        } else {
            seen[index] = true;
        }
    }
}

std::size_t JsonReader::begin_list(std::size_t max, const char* too_many) {
    const Value& list = value_at(frames_.back().value);
    if (!list.IsArray()) {
        wrong_type("word.json_list");
        return 0;
    }
    if (list.Size() > max) {
        mistakes_.add(too_many, path_, {std::to_string(max), std::to_string(list.Size())});
        return 0;
    }
    return list.Size();
}

void JsonReader::read(std::string& value, std::size_t max_bytes) {
    if (frames_.empty() || !value_at(frames_.back().value).IsString()) return wrong_type("word.json_text");
    const std::string_view text = string_of(value_at(frames_.back().value));
    const auto is_control = [](char c) {
        return (static_cast<std::uint8_t>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
    };
    if (text.size() > max_bytes) return mistakes_.add("json.too_long", path_, {std::to_string(max_bytes)});
    // An escape can make what the file itself must not hold: half a surrogate pair, a NUL.
    if (!is_valid_utf8(text) || std::ranges::any_of(text, is_control))
        return mistakes_.add("json.bad_character", path_);
    value = text;
}

void JsonReader::read(bool& value) {
    if (frames_.empty() || !value_at(frames_.back().value).IsBool()) return wrong_type("word.json_boolean");
    value = value_at(frames_.back().value).GetBool();
}

void JsonReader::read(double& value) {
    if (frames_.empty() || !value_at(frames_.back().value).IsNumber()) return wrong_type("word.json_number");
    value = value_at(frames_.back().value).GetDouble();
}

bool JsonReader::at_null() const { return !frames_.empty() && value_at(frames_.back().value).IsNull(); }

void JsonReader::read(std::map<std::string, std::string>& values) {
    if (frames_.empty() || !value_at(frames_.back().value).IsObject()) return wrong_type("word.json_object");
    const Value& object = value_at(frames_.back().value);
    for (auto member = object.MemberBegin(); member != object.MemberEnd() && !mistakes_.full(); ++member) {
        const std::string_view name = string_of(member->name);
        enter(&member->value, member_part(path_, name));
        const auto [entry, fresh] = values.try_emplace(std::string(name));
        if (fresh) {
            read(entry->second, kMaxTextBytes);
        } else {
            mistakes_.add("json.duplicate_member", path_, {printable(name)});
        }
        leave();
    }
}

std::optional<std::int64_t> JsonReader::signed_integer(std::int64_t least, std::int64_t most) {
    if (frames_.empty()) return std::nullopt;
    const Value& value = value_at(frames_.back().value);
    if (value.IsInt64() && value.GetInt64() >= least && value.GetInt64() <= most) return value.GetInt64();
    wrong_integer(least, static_cast<std::uint64_t>(most));
    return std::nullopt;
}

std::optional<std::uint64_t> JsonReader::unsigned_integer(std::uint64_t most) {
    if (frames_.empty()) return std::nullopt;
    const Value& value = value_at(frames_.back().value);
    if (value.IsUint64() && value.GetUint64() <= most) return value.GetUint64();
    wrong_integer(0, most);
    return std::nullopt;
}

void JsonReader::wrong_integer(std::int64_t least, std::uint64_t most) {
    const Value& value = value_at(frames_.back().value);
    if (!value.IsNumber()) return wrong_type("word.json_integer");
    const double number = value.GetDouble();
    const bool below = number < static_cast<double>(least);
    if (!below && number <= static_cast<double>(most)) {
        mistakes_.add("json.not_whole", path_);
    } else if (below && most >= std::numeric_limits<std::uint32_t>::max()) {
        mistakes_.add("json.too_small", path_, {std::to_string(least)});  // only the type ends the range
    } else {
        mistakes_.add("json.out_of_range", path_, {std::to_string(least), std::to_string(most)});
    }
}

Errors JsonReader::in_file_order() const {
    Errors errors = mistakes_.list();
    if (frames_.empty()) return errors;
    PlaceFinder places(errors);
    std::string path;
    places.walk(value_at(frames_.front().value), path);
    std::ranges::stable_sort(errors, {}, [&](const Error& error) { return places.place_of(error.where); });
    return errors;
}

}  // namespace ensaio::core
