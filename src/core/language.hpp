// The words a person sees: a flat table from key to text, read from assets/languages/<tag>.json.
#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace ensaio::core {

class Language {
public:
    /// Reads a JSON object whose members are all strings. Errors: json.*, at most kMaxLanguageBytes.
    static Result<Language> read(std::string_view json);

    /// The text of `key` with {0}, {1} … replaced by `args`. A missing key gives the key itself in brackets
    /// ("[key]"), which a test looks for.
    std::string text(std::string_view key, std::initializer_list<std::string_view> args = {}) const;
    std::string text(std::string_view key, const std::vector<std::string>& args) const;
    bool has(std::string_view key) const;

    /// "where: sentence remedy" of an error, in this language. An argument that begins with "word." is itself
    /// a key.
    std::string describe(const Error& error) const;

    const std::map<std::string, std::string, std::less<>>& entries() const { return texts_; }

private:
    std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace ensaio::core
