#include <algorithm>
#include <array>
#include <filesystem>
#include <iterator>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "analytics/guide.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "core/limits.hpp"
#include "core/mistakes.hpp"
#include "core/text.hpp"
#include "prototype/read.hpp"
#include "prototype/text_rules.hpp"
#include "study/privacy.hpp"
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

std::string file_name(const std::string& path) { return std::filesystem::path(path).filename().string(); }

/// The page asks for prototypes/<id>.json (web/boot.js).
core::Errors of_its_name(const std::string& path, const prototype::Prototype& prototype) {
    const std::string name = file_name(path);
    if (name == prototype.id + ".json") return {};
    return {{"prototype.file_name", "id", {prototype.id, name}}};
}

/// And for prototypes/studies/<name>.json, where #/test/<name> is the address; the study's id is not looked
/// at.
core::Errors of_its_name(const std::string& path) {
    const std::string name = file_name(path);
    core::Mistakes mistakes;
    prototype::check_id(name.ends_with(".json") ? name.substr(0, name.size() - 5) : std::string(), "",
                        mistakes);
    if (mistakes.empty()) return {};
    return {{"study.file_name", "", {name, std::to_string(core::kMaxIdBytes)}}};
}

/// The page has words for a language by its first part, as web/boot.js takes them.
core::Errors of_language(std::string_view tag) {
    constexpr std::array<std::string_view, 3> kTags = {"pt-BR", "en", "es"};
    const std::string first = core::fold(tag.substr(0, tag.find('-')));
    if (std::ranges::any_of(kTags, [&](std::string_view known) { return known.substr(0, 2) == first; }))
        return {};
    return {{"prototype.unknown_language",
             "language",
             {std::string(tag), core::joined({kTags.begin(), kTags.end()})}}};
}

/// Themes that stand where the page takes them from; where there are none nobody can know.
core::Errors of_theme(const std::string& path, const std::string& theme) {
    namespace fs = std::filesystem;
    std::set<std::string> names;
    std::error_code none;
    for (fs::directory_iterator file(fs::path(path).parent_path() / "../assets/themes", none), end;
         !none && file != end; file.increment(none)) {
        if (file->path().extension() == ".json") names.insert(file->path().stem().string());
    }
    if (names.empty() || names.contains(theme)) return {};
    return {{"prototype.unknown_theme", "theme", {theme, core::joined({names.begin(), names.end()})}}};
}

struct NamedStudy {
    std::string path;
    study::Study study;
};

struct NamedPrototype {
    std::string path;
    prototype::Prototype prototype;
    bool given = true;  // on the command line, not found beside a study
    bool used = false;  // by one of the studies
};

class Checking {
public:
    explicit Checking(const core::Language& language) : language_(language) {}

    void read(const std::string& path) {
        const auto json = read_file(path, core::kMaxPrototypeBytes);
        if (!json) {
            complain(path + ": " + language_.text("cli.cannot_read"));
            good_ = every_study_known_ = false;
        } else if (is_study(*json)) {
            keep(path, study::read(*json));
        } else {
            keep(path, prototype::read(*json));
        }
    }

    /// After all files are read, for the prototype of a study may have come after it.
    bool finish() {
        for (const NamedStudy& named : studies_) finish(named);
        if (!studies_.empty() && every_study_known_) {
            for (const NamedPrototype& named : prototypes_) {
                if (named.given && !named.used)
                    refuse(named.path, {{"prototype.not_tested", "id", {named.prototype.id}}});
            }
        }
        return good_;
    }

private:
    void keep(const std::string& path, core::Result<study::Study> study) {
        if (!study) {
            every_study_known_ = false;
            return refuse(path, study.error());
        }
        studies_.push_back({path, std::move(*study)});
    }

    void keep(const std::string& path, core::Result<prototype::Prototype> prototype) {
        if (!prototype) {
            refused_.push_back(std::filesystem::path(path).lexically_normal());
            return refuse(path, prototype.error());
        }
        core::Errors errors = of_its_name(path, *prototype);
        std::ranges::copy(of_language(prototype->language), std::back_inserter(errors));
        std::ranges::copy(of_theme(path, prototype->theme), std::back_inserter(errors));
        if (!errors.empty()) {
            refuse(path, errors);
        } else {
            say(path + ": " +
                language_.text("cli.check.good_prototype", {std::to_string(prototype->screens.size()),
                                                            std::to_string(prototype->fields.size())}));
        }
        prototypes_.push_back({path, std::move(*prototype)});
    }

    void refuse(const std::string& path, const core::Errors& errors) {
        complain(path, errors, language_);
        good_ = false;
    }

    void finish(const NamedStudy& named) {
        const std::string tasks = std::to_string(named.study.tasks.size());
        core::Errors errors = of_its_name(named.path);
        std::ranges::copy(of_language(named.study.language), std::back_inserter(errors));
        std::ranges::copy(study::check_scales(named.study), std::back_inserter(errors));
        std::ranges::copy(study::check_privacy(named.study), std::back_inserter(errors));
        NamedPrototype* const tested = find(named);
        if (tested != nullptr) {
            tested->used = true;
            std::ranges::copy(study::check_against(named.study, tested->prototype),
                              std::back_inserter(errors));
            if (const core::Errors kept = study::check_privacy(named.study, tested->prototype); !kept.empty())
                refuse(tested->path, kept);
        } else {
            complain(named.path + ": " +
                     language_.text("cli.check.prototype_not_found", {named.study.prototype}));
        }
        if (!errors.empty()) return refuse(named.path, errors);
        if (tested == nullptr)
            return say(named.path + ": " + language_.text("cli.check.good_study_alone", {tasks}));
        say(named.path + ": " +
            language_.text("cli.check.good_study", {tasks, tested->prototype.title, tested->path}));
        tell_ways(named.study, tested->prototype);
    }

    /// What the attempts at each task will be held against.
    void tell_ways(const study::Study& study, const prototype::Prototype& prototype) {
        const analytics::Guide guide = analytics::guide_to(study, prototype);
        for (std::size_t i = 0; i < study.tasks.size(); ++i) {
            const prototype::ShortestWays& ways = guide.goals[i].ways;
            const std::string& task = study.tasks[i].id;
            if (!ways.steps) {
                say("  " +
                    language_.text(ways.unknown ? "cli.check.too_many_ways" : "cli.check.no_way", {task}));
                continue;
            }
            std::string way;
            for (const std::vector<prototype::ScreenIndex>& screens : ways.screens) {
                if (!way.empty()) way += " → ";
                for (const prototype::ScreenIndex screen : screens)
                    way += (screen == screens.front() ? "" : "|") + prototype.screens[screen].id;
            }
            say("  " + language_.text("cli.check.way", {task, std::to_string(*ways.steps + 1), way}));
        }
    }

    /// Among the given files, else in the folder above the study's; nullptr: nowhere, or not without
    /// mistakes.
    NamedPrototype* find(const NamedStudy& named) {
        const std::string& id = named.study.prototype;
        const auto known =
            std::ranges::find(prototypes_, id, [](const NamedPrototype& one) { return one.prototype.id; });
        if (known != prototypes_.end()) return &*known;
        const auto beside =
            (std::filesystem::path(named.path).parent_path() / ".." / (id + ".json")).lexically_normal();
        if (std::ranges::find(refused_, beside) != refused_.end()) return nullptr;  // it is told already
        const std::string path = beside.string();
        const auto json = read_file(path, core::kMaxPrototypeBytes);
        if (!json) return nullptr;
        auto read = prototype::read(*json);
        if (!read) {
            refuse(path, read.error());
            return nullptr;
        }
        return &prototypes_.emplace_back(path, std::move(*read), false);
    }

    const core::Language& language_;
    std::vector<NamedPrototype> prototypes_;
    std::vector<NamedStudy> studies_;
    std::vector<std::filesystem::path> refused_;  // prototypes with mistakes
    bool good_ = true;
    bool every_study_known_ = true;  // none of the files that could not be read may have been a study
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
