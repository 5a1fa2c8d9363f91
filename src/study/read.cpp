#include <cereal/cereal.hpp>

#include "study/read.hpp"

#include <algorithm>
#include <set>

#include "core/json.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"
#include "prototype/build.hpp"
#include "prototype/flow.hpp"
#include "prototype/same_answer.hpp"
#include "prototype/text_rules.hpp"
#include "prototype/walkthrough.hpp"

namespace ensaio::study {

using cereal::make_nvp;
using core::list_nvp;
using core::optional_list_nvp;
using core::optional_nvp;
using prototype::check_id;

static constexpr const char* kTooMany = "study.too_many";
static constexpr unsigned kMostKeepDays = 36'500;
static constexpr std::array<std::string_view, 3> kModes = {"moderado", "remoto", "guiche"};

// ---------------------------------------------------------------- the file; not in an unnamed namespace:
// cereal would not find these there

static void load(core::JsonReader& json, Sample& sample) {
    json(make_nvp("label", sample.label), make_nvp("value", sample.value));
}

static void load(core::JsonReader& json, GoalAnswer& answer) {
    json(make_nvp("field", answer.field), list_nvp("any", answer.any, core::kMaxOptions, kTooMany));
}

static void load(core::JsonReader& json, Task& task) {
    json(make_nvp("id", task.id), make_nvp("title", task.title), make_nvp("scenario", task.scenario),
         optional_list_nvp("data", task.data, core::kMaxSamples, kTooMany), make_nvp("success", task.success),
         make_nvp("goal_screen", task.goal_screen),
         optional_list_nvp("goal_answers", task.goal_answers, core::kMaxSamples, kTooMany));
}

static void load(core::JsonReader& json, ConsentOption& option) {
    json(make_nvp("id", option.id), make_nvp("text", option.text));
}

static void load(core::JsonReader& json, Consent& consent) {
    json(make_nvp("version", consent.version), make_nvp("who", consent.who), make_nvp("why", consent.why),
         make_nvp("recorded", consent.recorded), make_nvp("use", consent.use),
         make_nvp("duration", consent.duration), make_nvp("rights", consent.rights),
         make_nvp("contact", consent.contact),
         optional_list_nvp("options", consent.options, core::kMaxConsentOptions, kTooMany));
}

static void load(core::JsonReader& json, DropBox& drop_box) {
    json(make_nvp("address", drop_box.address), make_nvp("key", drop_box.key),
         make_nvp("place", drop_box.place));
}

namespace file {

struct Study {
    std::uint32_t format = 0;
    study::Study study;  // what needs no checking of screens
    std::vector<prototype::file::Screen> after_task, after_test;
};

static void load(core::JsonReader& json, file::Study& from) {
    study::Study& study = from.study;
    std::string schema;  // for editors
    json(optional_nvp("$schema", schema), make_nvp("format", from.format), make_nvp("id", study.id),
         make_nvp("title", study.title), make_nvp("prototype", study.prototype),
         optional_nvp("language", study.language), optional_nvp("body", study.body),
         optional_nvp("round", study.round), optional_nvp("mode", study.mode),
         optional_nvp("keep_days", study.keep_days), optional_nvp("made_up_data", study.made_up_data),
         make_nvp("consent", study.consent), optional_nvp("drop_box", study.drop_box),
         list_nvp("tasks", study.tasks, core::kMaxTasks, kTooMany),
         optional_list_nvp("after_task", from.after_task, core::kMaxScreens, kTooMany),
         optional_list_nvp("after_test", from.after_test, core::kMaxScreens, kTooMany));
}

}  // namespace file

// ---------------------------------------------------------------- the checks

namespace {

void check_text(std::string_view text, const std::string& where, core::Mistakes& mistakes) {
    if (core::trim(text).empty()) mistakes.add("study.empty_text", where);
    prototype::check_as_written(text, where, mistakes);
}

void check_consent(const Consent& consent, core::Mistakes& mistakes) {
    check_text(consent.version, "consent.version", mistakes);
    check_text(consent.who, "consent.who", mistakes);
    check_text(consent.why, "consent.why", mistakes);
    check_text(consent.recorded, "consent.recorded", mistakes);
    check_text(consent.use, "consent.use", mistakes);
    check_text(consent.duration, "consent.duration", mistakes);
    check_text(consent.rights, "consent.rights", mistakes);
    check_text(consent.contact, "consent.contact", mistakes);
    std::set<std::string_view> ids;
    for (std::size_t i = 0; i < consent.options.size(); ++i) {
        const std::string path = "consent.options[" + std::to_string(i) + "]";
        const ConsentOption& option = consent.options[i];
        check_id(option.id, path + ".id", mistakes);
        if (!ids.insert(option.id).second) mistakes.add("prototype.duplicate_id", path + ".id", {option.id});
        check_text(option.text, path + ".text", mistakes);
    }
}

void check_tasks(const std::vector<Task>& tasks, core::Mistakes& mistakes) {
    if (tasks.empty()) mistakes.add("study.no_tasks", "tasks");
    std::set<std::string_view> ids;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const std::string path = "tasks[" + std::to_string(i) + "]";
        const Task& task = tasks[i];
        check_id(task.id, path + ".id", mistakes);
        if (!ids.insert(task.id).second) mistakes.add("study.duplicate_task", path + ".id", {task.id});
        check_text(task.title, path + ".title", mistakes);
        check_text(task.scenario, path + ".scenario", mistakes);
        check_text(task.success, path + ".success", mistakes);
        check_id(task.goal_screen, path + ".goal_screen", mistakes);
        for (std::size_t j = 0; j < task.data.size(); ++j) {
            const std::string sample = path + ".data[" + std::to_string(j) + "]";
            check_text(task.data[j].label, sample + ".label", mistakes);
            prototype::check_as_written(task.data[j].value, sample + ".value", mistakes);
        }
    }
}

prototype::Prototype questions(std::vector<prototype::file::Screen> screens, const std::string& name,
                               const Study& study, core::Mistakes& mistakes) {
    prototype::Prototype questions;
    questions.id = name;
    questions.language = study.language;
    prototype::build_screens(std::move(screens), name, prototype::Order::in_a_row, questions, mistakes);
    prototype::check_flow(questions, name, mistakes);
    return questions;
}

}  // namespace

core::Result<Study> read(std::string_view json, core::Origin origin) {
    core::JsonReader reader(json, core::kMaxPrototypeBytes);
    core::Mistakes& mistakes = reader.mistakes();
    if (!mistakes.empty()) return std::unexpected(mistakes.list());
    prototype::forgive_later_rules(mistakes, origin);
    if (origin == core::Origin::recording) mistakes.forgive("study.drop_box_place");

    file::Study from;
    Study& study = from.study;
    study.language = "pt-BR";
    study.mode = "remoto";
    reader(from);
    if (!mistakes.told("format") && from.format != 1)
        return core::fail("study.format", "format", {std::to_string(from.format)});
    check_id(study.id, "id", mistakes);
    check_text(study.title, "title", mistakes);
    prototype::check_as_written(study.body, "body", mistakes);
    check_id(study.prototype, "prototype", mistakes);
    prototype::check_language(study.language, "language", mistakes);
    if (study.round == 0)
        mistakes.add("json.out_of_range", "round",
                     {"1", std::to_string(std::numeric_limits<unsigned>::max())});
    if (study.keep_days > kMostKeepDays)
        mistakes.add("json.out_of_range", "keep_days", {"0", std::to_string(kMostKeepDays)});
    if (std::ranges::find(kModes, study.mode) == kModes.end()) {
        mistakes.add("prototype.unknown_kind", "mode",
                     {study.mode, core::joined({kModes.begin(), kModes.end()})});
    }
    check_consent(study.consent, mistakes);
    if (study.drop_box) check_drop_box(*study.drop_box, "drop_box", mistakes);
    check_tasks(study.tasks, mistakes);
    study.after_task = questions(std::move(from.after_task), "after_task", study, mistakes);
    study.after_test = questions(std::move(from.after_test), "after_test", study, mistakes);
    if (!mistakes.empty()) return std::unexpected(reader.in_file_order());

    study.hash = core::sha256(json);
    study.source = json;
    return std::move(study);
}

namespace {

/// An answer can only be looked at later if it is stored: of an open field, or where all data is made up.
void check_goal_answer(const Study& study, const prototype::Prototype& prototype, const GoalAnswer& answer,
                       const std::string& path, core::Errors& errors) {
    const prototype::FieldIndex index = prototype.field_named(answer.field);
    if (index == prototype::kNone) {
        errors.push_back(core::Error{"study.unknown_goal_field", path + ".field", {answer.field}});
        return;
    }
    const prototype::Field& field = prototype.fields[index];
    if (!study.made_up_data && field.privacy != prototype::Privacy::open)
        errors.push_back(core::Error{"study.private_goal_field", path + ".field", {answer.field}});
    for (std::size_t i = 0; i < answer.any.size(); ++i) {
        if (!prototype::is_answer(field, answer.any[i])) {
            errors.push_back(core::Error{"study.no_such_answer",
                                         path + ".any[" + std::to_string(i) + "]",
                                         {answer.any[i], answer.field}});
        }
    }
    if (answer.any.empty()) errors.push_back(core::Error{"study.empty_text", path + ".any", {}});
}

}  // namespace

std::vector<prototype::Wanted> wanted_answers(const Task& task, const prototype::Prototype& prototype) {
    std::vector<prototype::Wanted> wanted;
    for (const GoalAnswer& answer : task.goal_answers)
        wanted.push_back({.field = prototype.field_named(answer.field), .any = answer.any});
    return wanted;
}

core::Errors check_against(const Study& study, const prototype::Prototype& prototype) {
    if (study.prototype != prototype.id)
        return {core::Error{"study.other_prototype", "prototype", {study.prototype, prototype.id}}};
    core::Errors errors;
    // Over all answers: a session of a study whose answers contradict each other can still be looked at.
    const std::vector<bool> reached = prototype::reached_from(prototype, prototype.start);
    for (std::size_t i = 0; i < study.tasks.size(); ++i) {
        const std::string& goal = study.tasks[i].goal_screen;
        const std::string where = "tasks[" + std::to_string(i) + "].goal_screen";
        const prototype::ScreenIndex screen = prototype.screen_named(goal);
        if (screen == prototype::kNone) {
            errors.push_back(core::Error{"study.unknown_goal", where, {goal}});
        } else if (!reached[screen]) {
            errors.push_back(core::Error{"study.unreachable_goal", where, {goal}});
        }
        const std::vector<GoalAnswer>& answers = study.tasks[i].goal_answers;
        for (std::size_t j = 0; j < answers.size(); ++j) {
            check_goal_answer(study, prototype, answers[j],
                              "tasks[" + std::to_string(i) + "].goal_answers[" + std::to_string(j) + "]",
                              errors);
        }
    }
    return errors;
}

}  // namespace ensaio::study
