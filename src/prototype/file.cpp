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
static constexpr std::size_t kMaxAccepted = 16;  // types of files

// Not in an unnamed namespace: cereal would not find them there.

static void load(core::JsonReader& json, Test& test) {
    json(make_nvp("field", test.field), make_nvp("op", test.op), optional_nvp("value", test.value),
         optional_nvp("other", test.other));
}

static void load(core::JsonReader& json, Condition& condition) {
    json(optional_list_nvp("all", condition.all, core::kMaxTestsPerField, kTooMany),
         optional_list_nvp("any", condition.any, core::kMaxTestsPerField, kTooMany));
}

static void load(core::JsonReader& json, Option& option) {
    json(make_nvp("id", option.id), make_nvp("label", option.label), optional_nvp("hint", option.hint),
         optional_nvp("exclusive", option.exclusive));
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
         optional_nvp("show_if", field.show_if), optional_nvp("min_age", field.min_age),
         optional_nvp("max_age", field.max_age), optional_nvp("period", field.period),
         optional_nvp("text", field.text), optional_list_nvp("accept", field.accept, kMaxAccepted, kTooMany),
         optional_nvp("max_megabytes", field.max_megabytes), optional_nvp("image", field.image));
}

static void load(core::JsonReader& json, Branch& branch) {
    json(make_nvp("when", branch.when), make_nvp("to", branch.to));
}

static void load(core::JsonReader& json, Check& check) {
    json(make_nvp("when", check.when), make_nvp("field", check.field), make_nvp("message", check.message));
}

static void load(core::JsonReader& json, RequestStep& step) {
    json(make_nvp("title", step.title), optional_nvp("text", step.text), optional_nvp("state", step.state));
}

static void load(core::JsonReader& json, Hotspot& hotspot) {
    json(make_nvp("id", hotspot.id), make_nvp("name", hotspot.name), optional_nvp("role", hotspot.role),
         list_nvp("box", hotspot.box, 4, kTooMany), make_nvp("to", hotspot.to));
}

static void load(core::JsonReader& json, KnownAddress& address) {
    json(make_nvp("cep", address.cep), make_nvp("street", address.street),
         optional_nvp("district", address.district));
}

static void load(core::JsonReader& json, Image& image) {
    json(make_nvp("id", image.id), make_nvp("alt", image.alt), make_nvp("width", image.width),
         make_nvp("height", image.height), core::long_text_nvp("source", image.source, core::kMaxImageBytes));
}

static void load(core::JsonReader& json, Deadline& deadline) {
    json(make_nvp("amount", deadline.amount), optional_nvp("unit", deadline.unit));
}

void load(core::JsonReader& json, Screen& screen) {
    json(make_nvp("id", screen.id), make_nvp("kind", screen.kind), make_nvp("title", screen.title),
         optional_nvp("text", screen.text), optional_nvp("button", screen.button),
         optional_list_nvp("fields", screen.fields, core::kMaxFieldsPerScreen, kTooMany),
         optional_list_nvp("branches", screen.branches, core::kMaxBranches, kTooMany),
         optional_nvp("next", screen.next),
         optional_list_nvp("checks", screen.checks, core::kMaxChecks, kTooMany),
         optional_nvp("skip", screen.skip), optional_nvp("skip_button", screen.skip_button),
         optional_list_nvp("steps", screen.steps, core::kMaxSteps, kTooMany),
         optional_nvp("channel", screen.channel), optional_nvp("sender", screen.sender),
         optional_nvp("image", screen.image),
         optional_list_nvp("hotspots", screen.hotspots, core::kMaxHotspots, kTooMany));
}

void load(core::JsonReader& json, Prototype& prototype) {
    std::string schema;  // for editors
    json(optional_nvp("$schema", schema), make_nvp("format", prototype.format), make_nvp("id", prototype.id),
         make_nvp("title", prototype.title), optional_nvp("body", prototype.body),
         optional_nvp("version", prototype.version), optional_nvp("language", prototype.language),
         optional_nvp("theme", prototype.theme), optional_nvp("notice", prototype.notice),
         optional_nvp("letter", prototype.letter), optional_nvp("start", prototype.start),
         optional_nvp("deadline", prototype.deadline),
         optional_list_nvp("addresses", prototype.addresses, core::kMaxAddresses, kTooMany),
         optional_list_nvp("images", prototype.images, core::kMaxImages, kTooMany),
         list_nvp("screens", prototype.screens, core::kMaxScreens, kTooMany));
}

}  // namespace ensaio::prototype::file
