#include "analytics/timeline.hpp"

#include <algorithm>
#include <utility>

#include "analytics/pressed_box.hpp"
#include "prototype/field_kinds.hpp"
#include "prototype/fill.hpp"
#include "session/redact.hpp"

namespace ensaio::analytics {
namespace {

using prototype::ActionKind;
using prototype::Effect;
using session::Moment;
using study::MoveKind;
using study::Phase;

bool is_chosen(prototype::Family family) {
    return family == prototype::Family::one_of || family == prototype::Family::drop_down ||
           family == prototype::Family::many_of;
}

// Bytes of each text of a happening: a label may be of 20'000, and each record may name one.
constexpr std::size_t kFewestTold = 80, kMostTold = 400, kToldOfAll = 3'000'000;

void cut(std::string& text, std::size_t longest) {
    if (text.size() <= longest) return;
    // Not within a letter.
    while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xc0U) == 0x80U) --longest;
    text.resize(longest);
    text.shrink_to_fit();
    text += "…";
}

class Telling {
public:
    Telling(const session::Opened& opened, const core::Language& language)
        : opened_(opened),
          language_(language),
          longest_(std::clamp(kToldOfAll / std::max<std::size_t>(1, opened.session.records.size()),
                              kFewestTold, kMostTold)) {}

    Happening tell(const Moment& moment) const {
        Happening happening;
        happening.record = moment.index;
        happening.seconds = static_cast<double>(moment.record.at) / 1000.0;
        const study::Journey& journey = moment.before;
        // The task's start belongs to the task card, which stands before the walk.
        const bool in_task = journey.phase == Phase::task_card || journey.phase == Phase::walking ||
                             journey.phase == Phase::after_task;
        if (in_task && journey.task < opened_.study.tasks.size())
            happening.task = opened_.study.tasks[journey.task].title;
        const prototype::Prototype* walked = study::walked(opened_.study, opened_.prototype, journey.phase);
        if (walked != nullptr) {
            const prototype::State& state = study::walked_state(journey);
            if (state.screen < walked->screens.size())
                happening.screen = name_of(walked->screens[state.screen]);
        }
        std::visit([&](const auto& event) { tell(happening, moment, walked, event); }, moment.record.event);
        const bool void_move =
            std::holds_alternative<session::Moved>(moment.record.event) && moment.effect == Effect::nothing;
        if (void_move) happening.action = language_.text("worksheet.action.nothing", {happening.action});
        for (std::string* text : {&happening.task, &happening.screen, &happening.action, &happening.field,
                                  &happening.answer, &happening.errors})
            cut(*text, longest_);
        return happening;
    }

private:
    std::string words(std::string_view action) const {
        return language_.text("worksheet.action." + std::string(action));
    }

    void tell(Happening& happening, const Moment& moment, const prototype::Prototype* walked,
              const session::Moved& moved) const {
        switch (moved.move.kind) {
            case MoveKind::toggle_option:
                happening.action = words("toggle_option");
                if (moved.move.target < opened_.study.consent.options.size()) {
                    happening.field = opened_.study.consent.options[moved.move.target].text;
                } else if (opened_.study.drop_box) {
                    happening.field = opened_.study.drop_box->place;
                }
                return;
            case MoveKind::agree: happening.action = words("agree"); return;
            case MoveKind::refuse: happening.action = words("refuse"); return;
            case MoveKind::start_task: happening.action = words("start_task"); return;
            case MoveKind::task_done: happening.action = words("task_done"); return;
            case MoveKind::task_gave_up: happening.action = words("task_gave_up"); return;
            case MoveKind::show_card:
                happening.action = words(moment.after.card_open ? "open_card" : "close_card");
                return;
            case MoveKind::restart_task: happening.action = words("restart_task"); return;
            case MoveKind::walk: break;
        }
        if (walked == nullptr) return;
        const prototype::Action& action = moved.move.action;
        if (action.kind == ActionKind::press) {
            happening.action = words("press");
            happening.field = hotspot_name(*walked, moment.before, action.target);
            return;
        }
        if (action.target < walked->fields.size()) happening.field = name_of(walked->fields[action.target]);
        switch (action.kind) {
            case ActionKind::set:
                happening.action = words("set");
                if (action.target < walked->fields.size())
                    happening.answer = answer(walked->fields[action.target], action);
                return;
            case ActionKind::back: happening.action = words("back"); return;
            case ActionKind::change: happening.action = words("change"); return;
            case ActionKind::skip: happening.action = words("skip"); return;
            case ActionKind::press:
            case ActionKind::go_on: break;
        }
        if (moment.effect != Effect::rejected) {
            happening.action = words("go_on");
            return;
        }
        happening.action = words("rejected");
        const prototype::State& state =
            moment.before.phase == Phase::walking ? moment.after.walk : moment.after.questions;
        for (const prototype::FieldError& error : state.errors) {
            if (happening.errors.size() > longest_) break;
            if (!happening.errors.empty()) happening.errors += "; ";
            happening.errors += error_in_words(*walked, language_, error.field, error.rule, 1);
        }
    }

    void tell(Happening& happening, const Moment&, const prototype::Prototype* walked,
              const session::DeadClick& click) const {
        happening.action = words("dead_click");
        happening.field = box_in_words(walked, language_, click.box);
    }

    void tell(Happening& happening, const Moment&, const prototype::Prototype* walked,
              const session::Focused& focused) const {
        happening.action = words("focused");
        if (walked != nullptr && focused.field < walked->fields.size())
            happening.field = name_of(walked->fields[focused.field]);
    }

    void tell(Happening& happening, const Moment&, const prototype::Prototype*,
              const session::Viewport& viewport) const {
        happening.action = words("viewport");
        happening.answer = std::to_string(viewport.width) + " × " + std::to_string(viewport.height) + " px";
    }

    void tell(Happening& happening, const Moment&, const prototype::Prototype*,
              const session::Visibility& visibility) const {
        happening.action = words(visibility.hidden ? "hidden" : "shown");
    }

    void tell(Happening& happening, const Moment&, const prototype::Prototype*,
              const session::Resumed&) const {
        happening.action = words("resumed");
    }

    void tell(Happening& happening, const Moment&, const prototype::Prototype*,
              const session::Note& note) const {
        happening.action = words("note");
        happening.answer = language_.text("note." + std::string(session::name_of(note.code)));
    }

    void tell(Happening& happening, const Moment&, const prototype::Prototype* walked,
              const session::Shown& shown) const {
        using What = session::Shown::What;
        happening.action = words("beside");
        switch (shown.what) {
            case What::asked_back:
                happening.action = words(shown.number == 0   ? "answered_back"
                                         : shown.number == 1 ? "asked_back"
                                                             : "asked_to_end");
                return;
            case What::copied: happening.action = words("copied"); return;
            case What::searched:
                happening.action = words("searched");
                if (walked != nullptr && shown.number > 0 && shown.number <= walked->fields.size())
                    happening.field = name_of(walked->fields[shown.number - 1]);
                return;
            default: return;
        }
    }

    static std::string hotspot_name(const prototype::Prototype& walked, const study::Journey& journey,
                                    std::uint16_t hotspot) {
        const auto& hotspots = walked.screens[study::walked_state(journey).screen].hotspots;
        return hotspot < hotspots.size() ? hotspots[hotspot].name : std::string();
    }

    std::string answer(const prototype::Field& field, const prototype::Action& action) const {
        const bool blank = action.facts ? action.facts->length_class == 0
                                        : prototype::shown_value(field, action.value).empty();
        return told_answer(opened_.study, language_, field, action.value, blank);
    }

    const session::Opened& opened_;
    const core::Language& language_;
    std::size_t longest_;
};

}  // namespace

const std::string& name_of(const prototype::Field& field) {
    return field.label.empty() ? field.id : field.label;
}

const std::string& name_of(const prototype::Screen& screen) {
    return screen.title.empty() ? screen.id : screen.title;
}

std::string error_in_words(const prototype::Prototype& prototype, const core::Language& language,
                           prototype::FieldIndex field, prototype::Rule rule, unsigned times) {
    std::string words = field < prototype.fields.size() ? name_of(prototype.fields[field]) : std::string("?");
    words += ": ";
    words += language.text("worksheet.rule." + std::string(prototype::rule_name(rule)));
    if (times > 1) words += " (" + std::to_string(times) + "×)";
    return words;
}

std::string told_answer(const study::Study& study, const core::Language& language,
                        const prototype::Field& field, const prototype::Value& value, bool blank) {
    const bool told = session::may_store(study, field) &&
                      (study.made_up_data || is_chosen(prototype::row_of(field.kind).family));
    if (blank) return language.text("worksheet.answer.blank");
    return told ? prototype::answer_words(field, value, language) : language.text("worksheet.answer.filled");
}

std::vector<Happening> timeline(const session::Opened& opened, const core::Language& language) {
    std::vector<Happening> happenings;
    happenings.reserve(opened.session.records.size());
    session::replay(opened,
                    [&](const Moment& moment) { happenings.push_back(tell(opened, language, moment)); });
    return happenings;
}

Happening tell(const session::Opened& opened, const core::Language& language, const Moment& moment) {
    return Telling(opened, language).tell(moment);
}

}  // namespace ensaio::analytics
