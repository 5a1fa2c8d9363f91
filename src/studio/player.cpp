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

constexpr std::size_t kHashLetters = 64;  // of a SHA-256, hexadecimal

void apply(const Shown& shown, Looks& looks) {
    participant::ViewState& view = looks.view;
    switch (shown.what) {
        case Shown::What::theme:
            if (shown.text.size() <= kHashLetters) looks.theme = shown.text;
            return;
        case Shown::What::text_size: looks.text_size = std::clamp(shown.number, 1U, 1000U); return;
        case Shown::What::conducted: view.facilitator = shown.number > 0; return;
        case Shown::What::asked_back:
            view.asking = static_cast<participant::ViewState::Asking>(std::min(shown.number, 3U));
            return;
        case Shown::What::copied:
            view.copy = static_cast<participant::ViewState::Copy>(std::min(shown.number, 2U));
            return;
        case Shown::What::forgotten: view.forgotten = shown.number > 0; return;
        case Shown::What::searched: return;  // Player::Change::searched
    }
}

/// The field whose options are searched; nullptr: none of this screen.
const prototype::Field* searched_in(const session::Opened& opened, const Moment& moment) {
    const auto* shown = std::get_if<Shown>(&moment.record.event);
    const prototype::Prototype* walked = study::walked(opened.study, opened.prototype, moment.after.phase);
    if (shown == nullptr || shown->what != Shown::What::searched || walked == nullptr || shown->number == 0 ||
        shown->number > walked->fields.size())
        return nullptr;
    const prototype::Field& field = walked->fields[shown->number - 1];
    return field.screen == study::walked_state(moment.after).screen ? &field : nullptr;
}

/// Brings the looks up to date with a record; false: it is none that changes them.
bool take(const Moment& moment, Looks& looks) {
    const session::Event& event = moment.record.event;
    if (const auto* viewport = std::get_if<session::Viewport>(&event)) {
        looks.viewport = *viewport;
    } else if (const auto* shown = std::get_if<Shown>(&event)) {
        apply(*shown, looks);
    } else if (std::holds_alternative<session::Resumed>(event)) {
        looks.view = {};
    } else if (moment.effect == Effect::moved) {
        // As Participant::leave_screen does.
        looks.view.asking = participant::ViewState::Asking::nothing;
        looks.view.copy = participant::ViewState::Copy::nothing;
        looks.view.forgotten = false;
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

/// Of the answers of which only the facts are known the classes of length, as far as they changed: all of
/// them at every record would be the records times the fields.
class Veils {
public:
    explicit Veils(const session::Opened& opened) : opened_(opened) {}

    void add(std::string& json, const study::Journey& journey) {
        const prototype::Prototype* walked = study::walked(opened_.study, opened_.prototype, journey.phase);
        std::string list;
        if (walked != walked_) {
            if (walked_ != nullptr) {
                for (std::size_t i = 0; i < lengths_.size(); ++i) tell(list, i, 0);
            }
            walked_ = walked;
            lengths_.assign(walked == nullptr ? 0 : walked->fields.size(), 0);
        }
        const std::size_t fields =
            walked == nullptr ? 0 : std::min(lengths_.size(), study::walked_state(journey).answers.size());
        for (std::size_t i = 0; i < fields; ++i) {
            if (!session::may_store(opened_.study, walked->fields[i]))
                tell(list, i, study::walked_state(journey).answers[i].facts.length_class);
        }
        if (!list.empty()) json += ",\"veiled\":[" + list + "]";
    }

private:
    void tell(std::string& list, std::size_t field, std::uint8_t length) {
        if (lengths_[field] == length) return;
        lengths_[field] = length;
        list += list.empty() ? "[" : ",[";
        core::append_json_string(list, walked_->fields[field].id);
        list += "," + std::to_string(length) + "]";
    }

    const session::Opened& opened_;
    const prototype::Prototype* walked_ = nullptr;
    std::vector<std::uint8_t> lengths_;  // per field of `walked_`, as told last
};

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
    session::Session session = std::move(*found);
    file->sessions.clear();  // the others would stay in memory
    auto opened = session::open(std::move(session));
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
      language_(std::move(language)),
      words_(std::move(words)),
      changes_{Change{}},
      seeker_(watch()) {}

session::Seeker Player::watch() {
    Looks looks;
    std::size_t searches_from = 0;
    Veils veils(*opened_);
    const session::Session& session = opened_->session;
    story_ = "{";
    add(story_, "participant", session.header.participant);
    add(story_, "study", opened_->study.title);
    add(story_, "device", session.header.device);
    add(story_, "prototype", session.prototype_source);
    story_ += ",\"moments\":[";
    return session::Seeker(*opened_, [&](const Moment& moment) {
        if (const prototype::Field* field = searched_in(*opened_, moment)) {
            changes_.push_back({moment.index, looks, searches_from, field});
        } else if (take(moment, looks)) {
            const bool ended = moment.effect == Effect::moved ||
                               std::holds_alternative<session::Resumed>(moment.record.event);
            if (ended) searches_from = changes_.size();
            changes_.push_back({moment.index, looks, searches_from, nullptr});
        }
        const analytics::Happening told = analytics::tell(*opened_, language_, moment);
        story_ += moment.index == 0 ? "{" : ",{";
        add(story_, "at", moment.record.at);
        add(story_, "kind", kind_of(moment));
        std::string what = told.action;
        if (!told.field.empty()) what += ": " + told.field;
        if (!told.answer.empty()) what += " = " + told.answer;
        if (!told.errors.empty()) what += " (" + told.errors + ")";
        add(story_, "what", what);
        if (!told.screen.empty()) add(story_, "screen", told.screen);
        if (const auto* click = std::get_if<session::DeadClick>(&moment.record.event))
            story_ += ",\"place\":[" + std::to_string(click->x) + "," + std::to_string(click->y) + "]";
        veils.add(story_, moment.after);
        story_ += '}';
    });
}

Looks Player::looks_at(std::size_t record) const {
    const auto last = std::prev(std::ranges::upper_bound(changes_, record, {}, &Change::record));
    Looks looks = last->looks;
    auto& searches = looks.view.searches;
    for (auto change = changes_.begin() + static_cast<std::ptrdiff_t>(last->searches_from); change <= last;
         ++change) {
        if (change->searched == nullptr) continue;
        const std::string& field = change->searched->id;
        std::erase_if(searches, [&](const auto& search) { return search.first == field; });
        searches.emplace_back(field, std::get<Shown>(opened_->session.records[change->record].event).text);
    }
    return looks;
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

std::string Player::take_story() {
    std::string json = std::exchange(story_, {});
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
    constexpr std::size_t kBytesOfASample = 44;  // at most
    json.reserve(json.size() + opened_->session.trace.samples.size() * kBytesOfASample + 16);
    json += "],\"trace\":[";
    for (const session::TraceSample& sample : opened_->session.trace.samples) {
        json += json.back() == '[' ? "[" : ",[";
        json += std::to_string(sample.at) + "," + std::to_string(static_cast<int>(sample.kind)) + "," +
                std::to_string(sample.x) + "," + std::to_string(sample.y) + "]";
    }
    json += "]}";
    return json;  // not a copy of it with these behind it: it may be large
}

}  // namespace ensaio::studio
