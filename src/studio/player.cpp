#include "studio/player.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "analytics/timeline.hpp"
#include "core/text.hpp"
#include "participant/pages.hpp"
#include "session/redact.hpp"

namespace ensaio::studio {

namespace {

using prototype::Effect;
using session::Moment;
using session::Shown;

void apply(const Shown& shown, const prototype::Prototype* walked, Looks& looks) {
    participant::ViewState& view = looks.view;
    switch (shown.what) {
        case Shown::What::theme: looks.theme = shown.text; return;
        case Shown::What::text_size: looks.text_size = std::clamp(shown.number, 1U, 1000U); return;
        case Shown::What::conducted: view.facilitator = shown.number > 0; return;
        case Shown::What::asked_back:
            view.asking = shown.number > 0 ? participant::ViewState::Asking::restart
                                           : participant::ViewState::Asking::nothing;
            return;
        case Shown::What::copied:
            view.copy = static_cast<participant::ViewState::Copy>(std::min(shown.number, 2U));
            return;
        case Shown::What::forgotten: view.forgotten = shown.number > 0; return;
        case Shown::What::searched: {
            if (walked == nullptr || shown.number == 0 || shown.number > walked->fields.size()) return;
            const std::string& field = walked->fields[shown.number - 1].id;
            std::erase_if(view.searches, [&](const auto& search) { return search.first == field; });
            view.searches.emplace_back(field, shown.text);
            return;
        }
    }
}

/// Brings the looks up to date with a record; false: it is none that changes them.
bool take(const session::Opened& opened, const Moment& moment, Looks& looks) {
    const session::Event& event = moment.record.event;
    if (const auto* viewport = std::get_if<session::Viewport>(&event)) {
        looks.viewport = *viewport;
    } else if (const auto* shown = std::get_if<Shown>(&event)) {
        apply(*shown, study::walked(opened.study, opened.prototype, moment.after.phase), looks);
    } else if (std::holds_alternative<session::Resumed>(event)) {
        looks.view = {};
    } else if (moment.effect == Effect::moved) {
        // As Participant::leave_screen does.
        looks.view.asking = participant::ViewState::Asking::nothing;
        looks.view.copy = participant::ViewState::Copy::nothing;
        looks.view.forgotten = false;
        looks.view.searches.clear();
    } else {
        return false;
    }
    return true;
}

void add(std::string& json, std::string_view name, std::string_view text) {
    json += json.back() == '{' ? "\"" : ",\"";
    json += name;
    json += "\":";
    core::append_json_string(json, text);
}

void add(std::string& json, std::string_view name, std::uint64_t number) {
    json += json.back() == '{' ? "\"" : ",\"";
    json += name;
    json += "\":" + std::to_string(number);
}

/// What kind of mark a record leaves on the bar of time.
std::string_view kind_of(const Moment& moment) {
    const session::Event& event = moment.record.event;
    if (std::holds_alternative<Shown>(event) || std::holds_alternative<session::Viewport>(event))
        return "look";
    if (std::holds_alternative<session::DeadClick>(event)) return "dead";
    if (std::holds_alternative<session::Note>(event)) return "note";
    if (std::holds_alternative<session::Focused>(event)) return "focus";
    const auto* moved = std::get_if<session::Moved>(&event);
    if (moved == nullptr) return "pause";
    if (moment.effect == Effect::rejected) return "error";
    if (moved->move.kind == study::MoveKind::start_task) return "task";
    return moment.effect == Effect::moved ? "screen" : "set";
}

/// Answers on the screen of which only the facts are known.
void add_veiled(std::string& json, const session::Opened& opened, const study::Journey& journey) {
    const prototype::Prototype* walked = study::walked(opened.study, opened.prototype, journey.phase);
    if (walked == nullptr) return;
    const prototype::State& state = study::walked_state(journey);
    std::string list;
    for (std::size_t i = 0; i < walked->fields.size() && i < state.answers.size(); ++i) {
        const prototype::Answer& answer = state.answers[i];
        if (answer.facts.length_class == 0 || session::may_store(opened.study, walked->fields[i])) continue;
        list += list.empty() ? "[" : ",[";
        core::append_json_string(list, walked->fields[i].id);
        list += "," + std::to_string(answer.facts.length_class) + "]";
    }
    if (!list.empty()) json += ",\"veiled\":[" + list + "]";
}

}  // namespace

core::Result<Player> Player::make(const PlayerSetup& setup) {
    auto language = core::Language::read(setup.language);
    if (!language) return std::unexpected(std::move(language.error()));
    auto file = session::read_file(setup.file);
    if (!file) return std::unexpected(std::move(file.error()));
    const auto found = std::ranges::find(file->sessions, setup.session,
                                         [](const session::Session& one) { return one.header.id; });
    if (found == file->sessions.end())
        return std::unexpected(core::Errors{{.code = "session.no_header", .where = {}, .args = {}}});
    auto opened = session::open(std::move(*found));
    if (!opened) return std::unexpected(std::move(opened.error()));

    // As web/boot.js chooses the words of a participant's page.
    std::vector<core::Language> words;
    for (const std::string& json : setup.languages) {
        auto one = core::Language::read(json);
        if (!one) return std::unexpected(std::move(one.error()));
        words.push_back(std::move(*one));
    }
    if (words.empty()) words.push_back(*language);
    const std::string wanted = opened->study.language.substr(0, 2);
    const auto fitting = std::ranges::find(
        words, wanted, [](const core::Language& one) { return one.text("language.tag").substr(0, 2); });
    core::Language chosen = fitting == words.end() ? words.front() : *fitting;
    return Player(std::make_unique<session::Opened>(std::move(*opened)), std::move(*language),
                  std::move(chosen));
}

Player::Player(std::unique_ptr<session::Opened> opened, core::Language language, core::Language words)
    : opened_(std::move(opened)),
      seeker_(*opened_),
      language_(std::move(language)),
      words_(std::move(words)),
      changes_{{.record = 0, .looks = {}}} {
    Looks looks;
    session::replay(*opened_, [&](const Moment& moment) {
        if (take(*opened_, moment, looks)) changes_.push_back({moment.index, looks});
    });
}

const Looks& Player::looks_at(std::size_t record) const {
    return std::prev(std::ranges::upper_bound(changes_, record, {}, &Change::record))->looks;
}

view::Page Player::page() const {
    view::Page page = participant::page_of(opened_->study, opened_->prototype, seeker_.at_record(record_ + 1),
                                           words_, looks_at(record_).view);
    // It is one page from beginning to end: nothing takes the focus, nothing is said.
    page.key = "replay";
    page.announce.clear();
    return page;
}

view::Commands Player::handle(const view::Input& input) {
    if (input.kind != view::Input::Kind::set || input.id != "record" || input.values.empty()) return {};
    const std::size_t records = opened_->session.records.size();
    const auto wanted = static_cast<std::size_t>(std::max(0L, std::atol(input.values.front().c_str())));
    record_ = records == 0 ? 0 : std::min(wanted, records - 1);
    return {};
}

std::string Player::story() const {
    const session::Session& session = opened_->session;
    const std::vector<analytics::Happening> happenings = analytics::timeline(*opened_, language_);
    std::string json = "{";
    add(json, "participant", session.header.participant);
    add(json, "study", opened_->study.title);
    add(json, "device", session.header.device);
    add(json, "prototype", session.prototype_source);
    json += ",\"moments\":[";
    session::replay(*opened_, [&](const Moment& moment) {
        const analytics::Happening& told = happenings[moment.index];
        json += moment.index == 0 ? "{" : ",{";
        add(json, "at", moment.record.at);
        add(json, "kind", kind_of(moment));
        std::string what = told.action;
        if (!told.field.empty()) what += ": " + told.field;
        if (!told.answer.empty()) what += " = " + told.answer;
        if (!told.errors.empty()) what += " (" + told.errors + ")";
        add(json, "what", what);
        if (!told.screen.empty()) add(json, "screen", told.screen);
        if (const auto* click = std::get_if<session::DeadClick>(&moment.record.event))
            json += ",\"place\":[" + std::to_string(click->x) + "," + std::to_string(click->y) + "]";
        add_veiled(json, *opened_, moment.after);
        json += '}';
    });
    json += "],\"looks\":[";
    for (const Change& change : changes_) {
        json += json.back() == '[' ? "{" : ",{";
        add(json, "record", change.record);
        add(json, "width", change.looks.viewport.width);
        add(json, "height", change.looks.viewport.height);
        add(json, "density", change.looks.viewport.density_percent);
        add(json, "theme", change.looks.theme);
        add(json, "textSize", change.looks.text_size);
        json += '}';
    }
    json += "],\"trace\":[";
    for (const session::TraceSample& sample : session.trace.samples) {
        json += json.back() == '[' ? "[" : ",[";
        json += std::to_string(sample.at) + "," + std::to_string(static_cast<int>(sample.kind)) + "," +
                std::to_string(sample.x) + "," + std::to_string(sample.y) + "]";
    }
    return json + "]}";
}

}  // namespace ensaio::studio
