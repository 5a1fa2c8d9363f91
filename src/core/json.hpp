// The one door by which JSON comes in: cereal, with an archive of our own.
//
// JsonReader is a cereal input archive over cereal's rapidjson. A type says once what it is in the file,
//
//     void load(core::JsonReader& json, Option& option) {
//         json(cereal::make_nvp("id", option.id), core::optional_nvp("hint", option.hint));
//     }
//
// and unlike cereal's own archive the reader does not throw at the first mistake: it collects all of them
// with their paths and leaves alone what it could not read. A source that includes this also includes
// <cereal/cereal.hpp> (cmake/options.cmake looks for it).
#pragma once

// Both decide how rapidjson parses wherever cereal includes it: exact numbers, no recursion; not cereal's NaN
// and Infinity.
#define RAPIDJSON_PARSE_DEFAULT_FLAGS (kParseFullPrecisionFlag | kParseIterativeFlag)
#define RAPIDJSON_WRITE_DEFAULT_FLAGS kWriteNoFlags

#include <cereal/cereal.hpp>

#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "core/error.hpp"
#include "core/limits.hpp"
#include "core/mistakes.hpp"

namespace ensaio::core {

/// A member that may be left out: the value then stays as it is.
template <class T>
struct OptionalPair {
    const char* name;
    T& value;
};
template <class T>
OptionalPair<T> optional_nvp(const char* name, T& value) {
    return {name, value};
}

/// A list, only ever read with a limit: one that is longer is not read at all.
template <class T>
struct ListPair {
    const char* name;
    std::vector<T>& items;
    std::size_t max;
    const char* too_many;  // code of the error
    bool required;
};
template <class T>
ListPair<T> list_nvp(const char* name, std::vector<T>& items, std::size_t max, const char* too_many) {
    return {name, items, max, too_many, true};
}
template <class T>
ListPair<T> optional_list_nvp(const char* name, std::vector<T>& items, std::size_t max,
                              const char* too_many) {
    return {name, items, max, too_many, false};
}

/// A required text that may be longer than others: a picture.
struct LongTextPair {
    const char* name;
    std::string& value;
    std::size_t max;  // bytes
};
inline LongTextPair long_text_nvp(const char* name, std::string& value, std::size_t max) {
    return {name, value, max};
}

/// Mistakes it finds: json.too_large, json.not_utf8, json.too_deep, json.empty, json.syntax, json.wild_number
/// (args of both: line, column) in the text as a whole; json.wrong_type (expected, found), json.missing,
/// json.unknown_member (name, known names), json.duplicate_member (name), json.not_whole, json.too_small
/// (least), json.out_of_range (least, most), json.too_long (most bytes), json.bad_character in its values.
class JsonReader : public cereal::InputArchive<JsonReader> {
public:
    /// Parses; never throws. After a mistake in the text as a whole there is nothing to read.
    JsonReader(std::string_view text, std::size_t max_bytes);
    ~JsonReader() override;
    JsonReader(const JsonReader&) = delete;
    JsonReader& operator=(const JsonReader&) = delete;

    Mistakes& mistakes() { return mistakes_; }
    /// The mistakes in the order of the file, those that others have added with a path of the file as well.
    Errors in_file_order() const;

    // What the load functions below are made of.
    bool enter_member(const char* name, bool required);
    void enter_item(std::size_t index);
    void leave();
    void begin_object();
    void end_object();
    std::size_t begin_list(std::size_t max, const char* too_many);
    void read(std::string& value, std::size_t max_bytes);
    void read(bool& value);
    void read(double& value);
    /// Whether null stands here.
    bool at_null() const;
    void read(std::map<std::string, std::string>& values);
    /// The integer here, between `least` and `most`.
    std::optional<std::int64_t> signed_integer(std::int64_t least, std::int64_t most);
    std::optional<std::uint64_t> unsigned_integer(std::uint64_t most);

private:
    struct Parsed;
    struct Frame {
        const void* value;               // the parser's value
        std::size_t path_length;         // of path_ without its last part
        std::vector<const char*> asked;  // members the type has asked for
    };

    void parse(std::string_view text, std::size_t max_bytes);
    void enter(const void* value, std::string_view path_part);
    void wrong_type(const char* expected);
    /// Of what is no integer from `least` to `most`.
    void wrong_integer(std::int64_t least, std::uint64_t most);

    std::unique_ptr<Parsed> parsed_;
    std::vector<Frame> frames_;  // from the root to the value being read; empty: nothing to read
    std::string path_;
    Mistakes mistakes_;
};

template <class T>
inline constexpr bool is_json_object = std::is_class_v<T>;
template <>
inline constexpr bool is_json_object<std::string> = false;
template <>
inline constexpr bool is_json_object<std::map<std::string, std::string>> = false;
template <class T>
inline constexpr bool is_json_object<std::optional<T>> = false;
template <class T>
inline constexpr bool is_json_object<cereal::NameValuePair<T>> = false;
template <class T>
inline constexpr bool is_json_object<OptionalPair<T>> = false;
template <class T>
inline constexpr bool is_json_object<ListPair<T>> = false;
template <>
inline constexpr bool is_json_object<LongTextPair> = false;

// ---------------------------------------------------------------- what cereal calls, found beside JsonReader

template <class T>
    requires is_json_object<T>
void prologue(JsonReader& json, const T&) {
    json.begin_object();
}
template <class T>
    requires is_json_object<T>
void epilogue(JsonReader& json, const T&) {
    json.end_object();
}

inline void load(JsonReader& json, std::string& value) { json.read(value, kMaxTextBytes); }
inline void load(JsonReader& json, bool& value) { json.read(value); }
inline void load(JsonReader& json, double& value) { json.read(value); }
inline void load(JsonReader& json, std::map<std::string, std::string>& values) { json.read(values); }

template <std::integral T>
    requires(!std::same_as<T, bool>)
void load(JsonReader& json, T& value) {
    using Limits = std::numeric_limits<T>;
    if constexpr (std::is_signed_v<T>) {
        if (const auto read = json.signed_integer(Limits::min(), Limits::max()))
            value = static_cast<T>(*read);
    } else {
        if (const auto read = json.unsigned_integer(Limits::max())) value = static_cast<T>(*read);
    }
}

template <class T>
void load(JsonReader& json, std::optional<T>& value) {
    json(value.emplace());
}

template <class T>
void load(JsonReader& json, cereal::NameValuePair<T>& pair) {
    if (!json.enter_member(pair.name, true)) return;
    json(pair.value);
    json.leave();
}

template <class T>
void load(JsonReader& json, OptionalPair<T>& pair) {
    if (!json.enter_member(pair.name, false)) return;
    json(pair.value);
    json.leave();
}

inline void load(JsonReader& json, LongTextPair& pair) {
    if (!json.enter_member(pair.name, true)) return;
    json.read(pair.value, pair.max);
    json.leave();
}

template <class T>
void load(JsonReader& json, ListPair<T>& pair) {
    if (!json.enter_member(pair.name, pair.required)) return;
    pair.items.resize(json.begin_list(pair.max, pair.too_many));
    for (std::size_t i = 0; i < pair.items.size(); ++i) {
        json.enter_item(i);
        json(pair.items[i]);
        json.leave();
    }
    json.leave();
}

}  // namespace ensaio::core
