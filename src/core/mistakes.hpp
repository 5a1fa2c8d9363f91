// What is wrong with an input, collected so that all of it is told at once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace ensaio::core {

/// Where a prototype or a study comes from. What a session was recorded with stays readable as it was made:
/// rules that came later are asked of files only.
enum class Origin : std::uint8_t { file, recording };

class Mistakes {
public:
    /// Mistakes of this code are none here.
    void forgive(std::string_view code) { forgiven_.push_back(code); }

    /// Keeps at most kMaxReportedErrors, and none that is forgiven or where `told`.
    void add(std::string code, std::string where, std::vector<std::string> args = {});

    bool empty() const { return errors_.empty(); }
    bool full() const;
    /// Whether a mistake is known at this very path, or one of JSON's around it: then what it holds was never
    /// read, and more words would confuse.
    bool told(std::string_view where) const;
    const Errors& list() const { return errors_; }

private:
    Errors errors_;
    std::vector<std::string_view> forgiven_;  // literals
};

/// "a, b, c": the choices that a sentence names.
std::string joined(const std::vector<std::string_view>& words);

}  // namespace ensaio::core
