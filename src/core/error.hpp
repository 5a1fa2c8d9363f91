// Errors as values: what is wrong, where, and how to mend it.
//
// An Error carries a stable code and its arguments, never a sentence: the sentence and the remedy stand in
// the language files under "error.<code>" and "error.<code>.remedy", so that a designer reads them in her own
// language.
#pragma once

#include <expected>
#include <string>
#include <vector>

namespace ensaio::core {

struct Error {
    std::string code;   // e.g. "prototype.unknown_screen"; key of the language files after "error."
    std::string where;  // a path into the input such as "screens[3].fields[0].id"; empty: the whole input
    std::vector<std::string> args;  // fill {0}, {1} … of the sentence and of the remedy

    bool operator==(const Error&) const = default;
};

using Errors = std::vector<Error>;  // never empty inside a Result

template <class T>
using Result = std::expected<T, Errors>;

inline std::unexpected<Errors> fail(std::string code, std::string where = {},
                                    std::vector<std::string> args = {}) {
    return std::unexpected(Errors{Error{std::move(code), std::move(where), std::move(args)}});
}

}  // namespace ensaio::core
