#include "analytics/finding_words.hpp"

#include "analytics/pressed_box.hpp"
#include "analytics/timeline.hpp"

namespace ensaio::analytics {
namespace {

std::string errors_in_words(const Finding& finding, const core::Language& language) {
    std::string text;
    for (const FieldErrors& error : finding.errors) {
        if (!text.empty()) text += ", ";
        text += language.text("worksheet.rule." + std::string(prototype::rule_name(error.rule)));
        text += " (" + std::to_string(error.times) + "×)";
    }
    return text;
}

std::string screen_of(const Finding& finding, const prototype::Prototype& prototype) {
    return finding.screen < prototype.screens.size() ? name_of(prototype.screens[finding.screen])
                                                     : std::string();
}

std::string field_of(const Finding& finding, const prototype::Prototype& prototype) {
    return finding.field < prototype.fields.size() ? name_of(prototype.fields[finding.field]) : std::string();
}

}  // namespace

std::string in_words(const Finding& finding, const session::Opened& first, const core::Language& language) {
    const prototype::Prototype& prototype = first.prototype;
    const std::string key = "worksheet.finding." + std::string(rule_of(finding.kind).name);
    switch (finding.kind) {
        case FindingKind::task_not_done:
            return language.text(key, {first.study.tasks[finding.task].title, std::to_string(finding.gave_up),
                                       std::to_string(finding.wrong_end)});
        case FindingKind::lost: return language.text(key, {first.study.tasks[finding.task].title});
        case FindingKind::field_errors:
            return language.text(key, {field_of(finding, prototype), errors_in_words(finding, language)});
        case FindingKind::left_at_field:
        case FindingKind::slow_field:
        case FindingKind::field_corrected:
        case FindingKind::text_corrected: return language.text(key, {field_of(finding, prototype)});
        case FindingKind::loop:
        case FindingKind::long_pause:
        case FindingKind::looked_again:
        case FindingKind::noted:
        case FindingKind::went_back: return language.text(key, {screen_of(finding, prototype)});
        case FindingKind::dead_spot:
            return language.text(
                key, {screen_of(finding, prototype), std::to_string(finding.evidence.size()),
                      std::to_string(finding.x), std::to_string(finding.y), std::to_string(finding.width)});
        case FindingKind::dead_clicks:
            return language.text(
                key, {box_in_words(&prototype, language, finding.box), screen_of(finding, prototype),
                      std::to_string(finding.evidence.size())});
    }
    return {};
}

std::string screen_in_words(const Finding& finding, const session::Opened& first) {
    return finding.field == prototype::kNone ? std::string() : screen_of(finding, first.prototype);
}

}  // namespace ensaio::analytics
