#include "core/mistakes.hpp"

#include <algorithm>

#include "core/limits.hpp"

namespace ensaio::core {

void Mistakes::add(std::string code, std::string where, std::vector<std::string> args) {
    if (full() || told(where) || std::ranges::find(forgiven_, code) != forgiven_.end()) return;
    errors_.push_back(Error{std::move(code), std::move(where), std::move(args)});
}

bool Mistakes::full() const { return errors_.size() >= kMaxReportedErrors; }

bool Mistakes::told(std::string_view where) const {
    return std::ranges::any_of(errors_, [&](const Error& error) {
        if (!where.starts_with(error.where)) return false;
        const std::string_view rest = where.substr(error.where.size());
        const bool is_around = error.where.empty() || rest.starts_with('.') || rest.starts_with('[');
        return rest.empty() || (is_around && error.code.starts_with("json."));
    });
}

std::string joined(const std::vector<std::string_view>& words) {
    std::string text;
    for (const std::string_view word : words) {
        if (!text.empty()) text += ", ";
        text += word;
    }
    return text;
}

}  // namespace ensaio::core
