#include <cereal/cereal.hpp>

#include "core/language.hpp"

#include "core/json.hpp"
#include "core/limits.hpp"

namespace ensaio::core {

namespace {

// Calls arg(i) for each {i} of the sentence.
template <class Arg>
std::string filled(std::string_view sentence, std::size_t arg_count, Arg arg) {
    std::string text;
    for (std::size_t at = 0; at < sentence.size(); ++at) {
        const bool is_place = sentence[at] == '{' && at + 2 < sentence.size() && sentence[at + 2] == '}';
        const std::size_t index = is_place ? static_cast<std::size_t>(sentence[at + 1] - '0') : arg_count;
        if (index < arg_count) {
            text += arg(index);
            at += 2;
        } else {
            text += sentence[at];
        }
    }
    return text;
}

}  // namespace

Result<Language> Language::read(std::string_view json) {
    JsonReader reader(json, kMaxLanguageBytes);
    std::map<std::string, std::string> texts;
    reader(texts);
    if (!reader.mistakes().empty()) return std::unexpected(reader.in_file_order());
    Language language;
    language.texts_.insert(texts.begin(), texts.end());
    return language;
}

std::string Language::text(std::string_view key, std::initializer_list<std::string_view> args) const {
    const auto entry = texts_.find(key);
    if (entry == texts_.end()) return "[" + std::string(key) + "]";
    return filled(entry->second, args.size(), [&](std::size_t i) { return args.begin()[i]; });
}

std::string Language::text(std::string_view key, const std::vector<std::string>& args) const {
    const auto entry = texts_.find(key);
    if (entry == texts_.end()) return "[" + std::string(key) + "]";
    return filled(entry->second, args.size(), [&](std::size_t i) { return std::string_view(args[i]); });
}

bool Language::has(std::string_view key) const { return texts_.contains(key); }

std::string Language::describe(const Error& error) const {
    std::vector<std::string> args = error.args;
    for (std::string& arg : args) {
        if (arg.starts_with("word.")) arg = text(arg);
    }
    const std::string key = "error." + error.code;
    std::string sentence = text(key, args) + " " + text(key + ".remedy", args);
    return error.where.empty() ? sentence : error.where + ": " + sentence;
}

}  // namespace ensaio::core
