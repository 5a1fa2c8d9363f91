#include <cereal/cereal.hpp>

#include "prototype/file.hpp"

#include "core/json.hpp"
#include "core/limits.hpp"

namespace ensaio::prototype::file {

using cereal::make_nvp;
using core::list_nvp;
using core::optional_list_nvp;
using core::optional_nvp;

static constexpr const char* kTooMany = "prototype.too_many";

// Not in an unnamed namespace: cereal would not find them there.

static void load(core::JsonReader& json, Test& test) {
    json(make_nvp("field", test.field), make_nvp("op", test.op), optional_nvp("value", test.value));
}

static void load(core::JsonReader& json, Condition& condition) {
    json(optional_list_nvp("all", condition.all, core::kMaxTestsPerField, kTooMany),
         optional_list_nvp("any", condition.any, core::kMaxTestsPerField, kTooMany));
}

static void load(core::JsonReader& json, Option& option) {
    json(make_nvp("id", option.id), make_nvp("label", option.label), optional_nvp("hint", option.hint));
}

static void load(core::JsonReader& json, Field& field) {
    json(make_nvp("id", field.id), make_nvp("kind", field.kind), make_nvp("label", field.label),
         optional_nvp("hint", field.hint), optional_nvp("optional", field.optional),
         optional_nvp("privacy", field.privacy), optional_nvp("min_length", field.min_length),
         optional_nvp("max_length", field.max_length), optional_nvp("min", field.min),
         optional_nvp("max", field.max), optional_nvp("max_choices", field.max_choices),
         optional_nvp("pattern", field.pattern), optional_nvp("messages", field.messages),
         optional_nvp("low_label", field.low_label), optional_nvp("high_label", field.high_label),
         optional_list_nvp("options", field.options, core::kMaxOptions, kTooMany),
         optional_nvp("show_if", field.show_if));
}

static void load(core::JsonReader& json, Branch& branch) {
    json(make_nvp("when", branch.when), make_nvp("to", branch.to));
}

void load(core::JsonReader& json, Screen& screen) {
    json(make_nvp("id", screen.id), make_nvp("kind", screen.kind), make_nvp("title", screen.title),
         optional_nvp("text", screen.text), optional_nvp("button", screen.button),
         optional_list_nvp("fields", screen.fields, core::kMaxFieldsPerScreen, kTooMany),
         optional_list_nvp("branches", screen.branches, core::kMaxBranches, kTooMany),
         optional_nvp("next", screen.next));
}

void load(core::JsonReader& json, Prototype& prototype) {
    std::string schema;  // for editors
    json(optional_nvp("$schema", schema), make_nvp("format", prototype.format), make_nvp("id", prototype.id),
         make_nvp("title", prototype.title), optional_nvp("body", prototype.body),
         optional_nvp("version", prototype.version), optional_nvp("language", prototype.language),
         optional_nvp("theme", prototype.theme), optional_nvp("notice", prototype.notice),
         optional_nvp("letter", prototype.letter), optional_nvp("start", prototype.start),
         list_nvp("screens", prototype.screens, core::kMaxScreens, kTooMany));
}

}  // namespace ensaio::prototype::file
