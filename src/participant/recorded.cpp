#include "participant/recorded.hpp"

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "core/date.hpp"
#include "prototype/field_kinds.hpp"
#include "prototype/fill.hpp"

namespace ensaio::participant {

using core::Language;
using prototype::Prototype;
using prototype::State;
using study::Phase;
using view::Look;
using view::PageBuilder;

namespace {

/// What happened between two task cards.
struct Part {
    std::vector<std::string> screens;  // titles, in the order in which they were seen
    State walk;                        // as it was left
    std::uint64_t milliseconds = 0;
    unsigned presses = 0;  // that changed nothing
    bool seen = false;
};

struct Told {
    std::vector<Part> tasks, after_tasks;
    Part after_test;
    bool may_be_sent = false;
};

Part* part_of(Told& told, const study::Journey& journey) {
    switch (journey.phase) {
        case Phase::walking: return &told.tasks[journey.task];
        case Phase::after_task: return &told.after_tasks[journey.task];
        case Phase::after_test: return &told.after_test;
        default: return nullptr;
    }
}

Told tell(const session::Opened& opened) {
    Told told;
    told.tasks.resize(opened.study.tasks.size());
    told.after_tasks.resize(opened.study.tasks.size());
    std::uint64_t before = 0;
    const study::Journey end = session::replay(opened, [&](const session::Moment& moment) {
        if (Part* part = part_of(told, moment.before)) {
            part->milliseconds += moment.record.at - before;
            if (std::holds_alternative<session::DeadClick>(moment.record.event)) ++part->presses;
        }
        before = moment.record.at;
        Part* const part = part_of(told, moment.after);
        if (part == nullptr) return;
        const Prototype* const walked = study::walked(opened.study, opened.prototype, moment.after.phase);
        part->walk = study::walked_state(moment.after);
        const std::string& title = walked->screens[part->walk.screen].title;
        if (!part->seen || part->screens.back() != title) part->screens.push_back(title);
        part->seen = true;
    });
    told.may_be_sent = study::may_be_sent(opened.study, end);
    return told;
}

std::string duration(std::uint64_t milliseconds, const Language& language) {
    const std::uint64_t seconds = (milliseconds + 500) / 1000;
    if (seconds == 1) return language.text("recorded.seconds.one");
    if (seconds < 60) return language.text("recorded.seconds", {std::to_string(seconds)});
    return language.text("recorded.minutes", {std::to_string(seconds / 60), std::to_string(seconds % 60)});
}

/// What is known of an answer that was not kept: the class of its length, or of how much was chosen, as a
/// range.
std::string facts_words(const prototype::Field& field, std::uint8_t length_class, const Language& language) {
    using prototype::Family;
    const Family family = prototype::row_of(field.kind).family;
    const bool chosen = family != Family::line && family != Family::lines && family != Family::parts;
    const std::string key = chosen ? "recorded.choices" : "recorded.length";
    const std::uint64_t least = std::uint64_t{1} << (length_class - 1);
    if (least == 1) return language.text(key + ".one");
    return language.text(key, {std::to_string(least), std::to_string(2 * least - 1)});
}

void add_answers(PageBuilder& page, std::uint16_t parent, const Prototype& walked, const State& state,
                 const Language& language) {
    for (std::size_t i = 0; i < state.answers.size(); ++i) {
        const prototype::Answer& answer = state.answers[i];
        if (answer.facts.length_class == 0) continue;
        const prototype::Field& field = walked.fields[i];
        const std::uint16_t row = page.group(parent, Look::key_value);
        page.paragraph(row, field.label, Look::strong);
        page.paragraph(row, answer.value.empty() ? facts_words(field, answer.facts.length_class, language)
                                                 : prototype::answer_words(field, answer.value, language));
    }
}

void add_part(PageBuilder& page, std::uint16_t parent, const Part& part, const Prototype& walked,
              const Language& language) {
    page.paragraph(parent, language.text("recorded.time", {duration(part.milliseconds, language)}));
    std::string screens;
    for (const std::string& title : part.screens) screens += (screens.empty() ? "" : " → ") + title;
    page.paragraph(parent, language.text("recorded.screens", {screens}));
    if (part.presses > 0)
        page.paragraph(parent, language.text("recorded.presses", {std::to_string(part.presses)}));
    add_answers(page, parent, walked, part.walk, language);
}

/// What the parts do not tell.
void add_rest(PageBuilder& page, std::uint16_t parent, const session::Session& session,
              const Language& language) {
    using Kind = session::TraceSample::Kind;
    page.heading(parent, 2, language.text("recorded.rest"));
    const auto tell = [&](const char* key, std::ptrdiff_t count) {
        if (count > 0) page.paragraph(parent, language.text(key, {std::to_string(count)}));
    };
    const auto samples = [&](Kind first, Kind last) {
        return std::ranges::count_if(session.trace.samples, [&](const session::TraceSample& sample) {
            return sample.kind >= first && sample.kind <= last;
        });
    };
    const auto records = [&]<class Event>(const Event& event) {
        return std::ranges::count(session.records, session::Event(event), &session::Record::event);
    };
    page.paragraph(parent, language.text("recorded.times"));
    tell("recorded.places", samples(Kind::moved, Kind::scrolled));
    tell("recorded.edits", samples(Kind::edited, Kind::edited));
    page.paragraph(parent, language.text("recorded.look"));
    tell("recorded.away", records(session::Visibility{.hidden = true}));
    tell("recorded.resumed", records(session::Resumed{}));
    tell("recorded.notes", std::ranges::count_if(session.records, [](const session::Record& record) {
             return std::holds_alternative<session::Note>(record.event);
         }));
    tell("recorded.errors", samples(Kind::program_error, Kind::program_error));
}

}  // namespace

void add_recorded(PageBuilder& page, std::uint16_t parent, const session::Opened& opened,
                  const Language& language) {
    const session::Header& header = opened.session.header;
    const Told told = tell(opened);
    page.heading(parent, 1, language.text("recorded.title"), "title");
    page.paragraph(parent, language.text("recorded.lead"), Look::lead);
    page.paragraph(
        parent, language.text("recorded.when",
                              {header.participant, core::brazilian(core::date_of(session::first_day(header))),
                               language.text("recorded.device." + header.device)}));
    if (!header.consent_given.empty()) {
        page.paragraph(
            parent, language.text("recorded.consent", {language.text("consent_given." + header.consent_given),
                                                       header.consent_version}));
    }
    if (opened.study.drop_box) {
        page.paragraph(parent, language.text(told.may_be_sent ? "recorded.may_be_sent" : "recorded.not_sent",
                                             {opened.study.drop_box->place}));
    }
    for (std::size_t i = 0; i < told.tasks.size(); ++i) {
        if (!told.tasks[i].seen) continue;
        page.heading(parent, 2, opened.study.tasks[i].title);
        add_part(page, parent, told.tasks[i], opened.prototype, language);
        if (told.after_tasks[i].seen)
            add_answers(page, parent, opened.study.after_task, told.after_tasks[i].walk, language);
    }
    if (told.after_test.seen) {
        page.heading(parent, 2, language.text("recorded.questions"));
        add_answers(page, parent, opened.study.after_test, told.after_test.walk, language);
    }
    add_rest(page, parent, opened.session, language);
}

}  // namespace ensaio::participant
