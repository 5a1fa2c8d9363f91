// JSON for other programs, member by member, in the order it is written. Numbers have at most ten significant
// digits, so that the last bits of a computation, which differ from machine to machine, are not shown.
#pragma once

#include <charconv>
#include <cmath>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>

#include "analytics/proportions.hpp"
#include "core/text.hpp"

namespace ensaio::analytics {

/// "0.8", "1e-05"; what is no number: "null". The same whatever the locale.
inline void append_number(std::string& text, double value) {
    if (!std::isfinite(value)) {
        text += "null";
        return;
    }
    char digits[40];
    const auto end = std::to_chars(digits, digits + sizeof digits, value == 0 ? 0.0 : value,
                                   std::chars_format::general, 10);
    text.append(digits, end.ptr);
}

class JsonOut {
public:
    JsonOut& number(std::string_view name, double value) {
        begin(name);
        append_number(text_, value);
        return *this;
    }
    JsonOut& number(std::string_view name, std::optional<double> value) {
        return value ? number(name, *value) : null(name);
    }
    template <std::integral T>
    JsonOut& count(std::string_view name, T value) {
        begin(name);
        text_ += std::to_string(value);
        return *this;
    }
    JsonOut& text(std::string_view name, std::string_view value) {
        begin(name);
        core::append_json_string(text_, value);
        return *this;
    }
    JsonOut& yes(std::string_view name, bool value) {
        begin(name);
        text_ += value ? "true" : "false";
        return *this;
    }
    JsonOut& null(std::string_view name) {
        begin(name);
        text_ += "null";
        return *this;
    }
    /// {"low": …, "high": …}
    JsonOut& interval(std::string_view name, const std::optional<Interval>& interval) {
        if (!interval) return null(name);
        return object(name).number("low", interval->low).number("high", interval->high).end();
    }

    /// Items of a list have no name: "".
    JsonOut& object(std::string_view name = {}) { return open(name, '{'); }
    JsonOut& list(std::string_view name) { return open(name, '['); }
    JsonOut& end() {
        text_ += open_.back() == '{' ? '}' : ']';
        open_.pop_back();
        fresh_ = false;
        return *this;
    }

    /// Everything that was opened must have ended.
    const std::string& str() const { return text_; }

private:
    void begin(std::string_view name) {
        if (!fresh_) text_ += ',';
        fresh_ = false;
        if (open_.empty() || open_.back() == '[') return;
        core::append_json_string(text_, name);
        text_ += ':';
    }
    JsonOut& open(std::string_view name, char bracket) {
        begin(name);
        text_ += bracket;
        open_ += bracket;
        fresh_ = true;
        return *this;
    }

    std::string text_, open_;
    bool fresh_ = true;
};

}  // namespace ensaio::analytics
