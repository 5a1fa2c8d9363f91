#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "core/limits.hpp"
#include "prototype/read.hpp"
#include "study/read.hpp"
#include "study/scales.hpp"

namespace ensaio::cli {
namespace {

/// Whether a JSON object has a member "tasks" of its own: so a study is told from a prototype. Anything that
/// is no JSON has none.
bool is_study(std::string_view json) {
    int depth = 0;
    for (std::size_t at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (c == '{' || c == '[') ++depth;
        if (c == '}' || c == ']') --depth;
        if (c != '"') continue;
        const std::size_t start = ++at;
        while (at < json.size() && json[at] != '"') at += json[at] == '\\' ? 2 : 1;
        if (depth != 1 || at >= json.size() || json.substr(start, at - start) != "tasks") continue;
        const std::size_t next = json.find_first_not_of(" \t\r\n", at + 1);
        if (next != std::string_view::npos && json[next] == ':') return true;
    }
    return false;
}

struct NamedStudy {
    std::string path;
    study::Study study;
};

class Checking {
public:
    explicit Checking(const core::Language& language) : language_(language) {}

    void read(const std::string& path) {
        const auto json = read_file(path, core::kMaxPrototypeBytes);
        if (!json) {
            complain(path + ": " + language_.text("cli.cannot_read"));
            good_ = false;
        } else if (is_study(*json)) {
            keep(path, study::read(*json));
        } else {
            keep(path, prototype::read(*json));
        }
    }

    /// After all files are read, for the prototype of a study may have come after it.
    bool finish() {
        for (const NamedStudy& named : studies_) finish(named);
        return good_;
    }

private:
    void keep(const std::string& path, core::Result<study::Study> study) {
        if (!study) return refuse(path, study.error());
        if (const core::Errors errors = study::check_scales(*study); !errors.empty())
            return refuse(path, errors);
        studies_.push_back({path, std::move(*study)});
    }

    void keep(const std::string& path, core::Result<prototype::Prototype> prototype) {
        if (!prototype) return refuse(path, prototype.error());
        say(path + ": " +
            language_.text("cli.check.good_prototype", {std::to_string(prototype->screens.size()),
                                                        std::to_string(prototype->fields.size())}));
        prototypes_.push_back(std::move(*prototype));
    }

    void refuse(const std::string& path, const core::Errors& errors) {
        complain(path, errors, language_);
        good_ = false;
    }

    void finish(const NamedStudy& named) {
        const auto* prototype = find(named);
        if (prototype == nullptr) {
            complain(named.path + ": " +
                     language_.text("cli.check.prototype_not_found", {named.study.prototype}));
        } else if (const core::Errors errors = study::check_against(named.study, *prototype);
                   !errors.empty()) {
            return refuse(named.path, errors);
        }
        say(named.path + ": " +
            language_.text("cli.check.good_study", {std::to_string(named.study.tasks.size())}));
    }

    /// Among the given files, else in the folder above the study's; nullptr: nowhere, or not without
    /// mistakes.
    const prototype::Prototype* find(const NamedStudy& named) {
        const std::string& id = named.study.prototype;
        const auto given = std::ranges::find(prototypes_, id, &prototype::Prototype::id);
        if (given != prototypes_.end()) return &*given;
        const bool is_file_name = !id.empty() && std::ranges::all_of(id, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                   c == '_';
        });
        if (!is_file_name) return nullptr;
        const std::filesystem::path beside =
            std::filesystem::path(named.path).parent_path() / ".." / (id + ".json");
        const auto json = read_file(beside.string(), core::kMaxPrototypeBytes);
        if (!json) return nullptr;
        auto read = prototype::read(*json);
        if (!read) {
            refuse(beside.lexically_normal().string(), read.error());
            return nullptr;
        }
        return &prototypes_.emplace_back(std::move(*read));
    }

    const core::Language& language_;
    std::vector<prototype::Prototype> prototypes_;
    std::vector<NamedStudy> studies_;
    bool good_ = true;
};

}  // namespace

int check(Arguments arguments, const core::Language& language) {
    for (const std::string_view argument : arguments) {
        if (argument.starts_with('-'))
            return bad_usage(language, "check", language.text("cli.unknown_option", {argument}));
    }
    if (arguments.empty()) return bad_usage(language, "check", language.text("cli.missing_file"));
    Checking checking(language);
    for (const std::string_view path : arguments) checking.read(std::string(path));
    return checking.finish() ? kGood : kBadInput;
}

}  // namespace ensaio::cli
