#include "participant/participant.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "core/version.hpp"
#include "participant/field_input.hpp"
#include "participant/pages.hpp"
#include "prototype/read.hpp"
#include "session/own.hpp"
#include "session/redact.hpp"
#include "session/replay.hpp"
#include "study/privacy.hpp"
#include "study/read.hpp"
#include "study/scales.hpp"

namespace ensaio::participant {

using prototype::ActionKind;
using prototype::Effect;
using study::Move;
using study::MoveKind;
using study::Phase;
using view::Command;
using view::Commands;
using view::Input;

namespace {

constexpr std::uint32_t kFlushMs = 250;

/// What follows `prefix` in `id`; nothing when it does not begin so.
std::optional<std::string_view> after(std::string_view id, std::string_view prefix) {
    if (!id.starts_with(prefix)) return std::nullopt;
    return id.substr(prefix.size());
}

constexpr std::array<std::string_view, 5> kGiven = {"touch", "mouse", "keyboard", "spoken", "guardian"};

/// Of all that the participant was asked to agree to.
core::Sha256 hash_of(const study::Study& study) {
    const study::Consent& consent = study.consent;
    std::string all;
    for (const std::string* text : {&consent.who, &consent.why, &consent.recorded, &consent.use,
                                    &consent.duration, &consent.rights, &consent.contact})
        all += *text + '\n';
    for (const study::ConsentOption& option : consent.options) all += option.text + '\n';
    if (study.drop_box) {
        for (const std::string* text :
             {&study.drop_box->address, &study.drop_box->key, &study.drop_box->place})
            all += *text + '\n';
    }
    return core::sha256(all);
}

/// The one session of a file, if nothing of it is damaged.
core::Result<session::Opened> open_file(std::span<const std::uint8_t> file) {
    auto stored = session::read_file(file);
    if (!stored) return std::unexpected(std::move(stored.error()));
    if (stored->sessions.size() != 1 || !stored->sessions.front().damage.empty())
        return std::unexpected(core::Errors{});
    return session::open_own(std::move(stored->sessions.front()));
}

/// The same mistakes, with the name of the file that they are in.
std::unexpected<core::Errors> in_file(const std::string& file, core::Errors errors) {
    for (core::Error& error : errors) {
        if (!file.empty()) error.where = error.where.empty() ? file : file + ": " + error.where;
    }
    return std::unexpected(std::move(errors));
}

Move walk(ActionKind kind, std::uint16_t target = prototype::kNone) {
    return {.kind = MoveKind::walk,
            .target = prototype::kNone,
            .action = {.kind = kind, .target = target, .value = {}, .facts = {}}};
}

Move move(MoveKind kind, std::uint16_t target = prototype::kNone) {
    return {.kind = kind, .target = target, .action = {}};
}

}  // namespace

Participant::Participant(study::Study study, prototype::Prototype prototype, core::Language language,
                         const Setup& setup)
    : study_(std::move(study)), prototype_(std::move(prototype)), language_(std::move(language)) {
    header_ = {.id = setup.session,
               .participant = setup.participant,
               .study = study_.id,
               .prototype = prototype_.id,
               .study_hash = core::hex(study_.hash),
               .prototype_hash = core::hex(prototype_.hash),
               .program = "ensaio " + std::string(core::kVersion),
               .device = setup.device,
               .started = 0,
               .utc_offset = setup.utc_offset,
               .seed = setup.seed,
               .made_up_data = study_.made_up_data};
    if (!setup.build.empty()) header_.program += '+' + setup.build;
    journey_ = study::begin(study_, prototype_, setup.seed, session::first_day(header_));
    view_.facilitator = setup.facilitator;
    view_.shares = setup.shares;
}

core::Result<Participant> Participant::make(const Setup& setup) {
    auto language = core::Language::read(setup.language);
    if (!language) return std::unexpected(language.error());
    auto study = study::read(setup.study);
    if (!study) return in_file(setup.study_file, std::move(study.error()));
    if (auto errors = study::check_scales(*study); !errors.empty())
        return in_file(setup.study_file, std::move(errors));
    if (auto errors = study::check_privacy(*study); !errors.empty())
        return in_file(setup.study_file, std::move(errors));
    if (setup.prototype.empty() && setup.prototype_file.empty())
        return in_file(setup.study_file, {{"study.no_prototype", "prototype", {study->prototype}}});
    auto prototype = prototype::read(setup.prototype);
    if (!prototype) return in_file(setup.prototype_file, std::move(prototype.error()));
    if (auto errors = study::check_against(*study, *prototype); !errors.empty())
        return in_file(setup.study_file, std::move(errors));
    if (auto errors = study::check_privacy(*study, *prototype); !errors.empty())
        return in_file(setup.prototype_file, std::move(errors));
    Participant participant(std::move(*study), std::move(*prototype), std::move(*language), setup);
    if (!setup.resume.empty()) participant.resume(setup.resume);
    return participant;
}

void Participant::resume(const session::Bytes& file) {
    const auto opened = open_file(file);
    if (!opened || opened->prototype.hash != prototype_.hash || opened->study.hash != study_.hash) return;
    const session::Session& session = opened->session;
    if (session.records.empty()) return;
    study::Journey journey = session::replay(*opened, [](const session::Moment&) {});
    if (journey.phase == Phase::consent || journey.phase == Phase::refused) return;

    journey_ = session::forget_private(study_, prototype_, journey);
    view_.forgotten = !(journey_ == journey);
    if (view_.forgotten) view_.announcement = language_.text("screen.forgotten");
    header_ = session.header;
    for (session::StoredChunk& chunk : session::split_file(file)) chunks_.push_back(std::move(chunk.bytes));
    if (journey_.phase == Phase::thanks) {
        if (study::may_be_sent(study_, journey_)) view_.sending = ViewState::Sending::under_way;
        return;
    }
    began_at_ = session.records.back().at;
    // Who only read and moved the pointer has left no record, but it was time.
    for (const session::TraceSample& sample : session.trace.samples)
        began_at_ = std::max(began_at_, sample.at);
    recorder_.emplace(header_.id, session.next_sequence, began_at_);
    resuming_ = true;
}

view::Page Participant::page() const {
    if (view_.end == ViewState::End::recorded) {
        if (const auto opened = open_file(session::make_file(chunks_)))
            return recorded_page(*opened, language_);
    }
    view::Page page = page_of(study_, prototype_, journey_, language_, view_);
    page.focus = focus_;
    page.focus_turn = focus_turn_;
    return page;
}

std::optional<Move> Participant::move_of_field(const Input& input) const {
    const prototype::Prototype* walked = study::walked(study_, prototype_, journey_.phase);
    if (walked == nullptr) return std::nullopt;
    auto action = action_of_field(*walked, study::walked_state(journey_), input);
    if (!action) return std::nullopt;
    return Move{.kind = MoveKind::walk, .target = prototype::kNone, .action = *std::move(action)};
}

/// To the screen that was gone back from, by the way on that led to it. Where that leads elsewhere by now, or
/// not on, the browser must not press it.
std::optional<Move> Participant::move_forward() const {
    const prototype::Prototype* walked = study::walked(study_, prototype_, journey_.phase);
    if (walked == nullptr || gone_back_from_.empty()) return std::nullopt;
    const prototype::State& state = study::walked_state(journey_);
    Move on = walk(state.skipped[state.screen] ? ActionKind::skip : ActionKind::go_on);
    const prototype::Step step = prototype::apply(*walked, state, on.action);
    if (step.effect != Effect::moved || step.state.screen != gone_back_from_.back()) return std::nullopt;
    return on;
}

std::optional<Move> Participant::move_for(const Input& input) const {
    if (input.kind == Input::Kind::back) return walk(ActionKind::back);
    if (input.kind == Input::Kind::forward) return move_forward();
    if (input.kind == Input::Kind::set) return move_of_field(input);
    if (input.kind != Input::Kind::activate) return std::nullopt;
    if (input.id == "do:agree") return move(MoveKind::agree);
    if (input.id == "do:refuse") return move(MoveKind::refuse);
    if (input.id == "do:start") return move(MoveKind::start_task);
    if (input.id == "do:done:yes") return move(MoveKind::task_done);
    if (input.id == "do:gave_up:yes") return move(MoveKind::task_gave_up);
    if (input.id == "do:card") return move(MoveKind::show_card);
    if (input.id == "do:restart:yes") return move(MoveKind::restart_task);
    if (input.id == "do:continue" || input.id == "do:continue:end") return walk(ActionKind::go_on);
    if (input.id == "do:skip") return walk(ActionKind::skip);
    if (const auto place = after(input.id, "hotspot:"))
        return walk(ActionKind::press, static_cast<std::uint16_t>(std::atoi(std::string(*place).c_str())));
    if (input.id == "do:back") return walk(ActionKind::back);
    if (const auto place = after(input.id, "option:")) {
        const int number = std::atoi(std::string(*place).c_str());
        return move(MoveKind::toggle_option, static_cast<std::uint16_t>(std::clamp(number, 0, 0xfffe)));
    }
    for (const std::string_view prefix : {"change:from-error:", "change:"}) {
        if (const auto id = after(input.id, prefix))
            return walk(ActionKind::change, prototype_.field_named(*id));
    }
    return move_of_field(input);
}

void Participant::begin_recording(const Input& input) {
    header_.started = static_cast<std::uint64_t>(std::max(0.0, input.wall));
    header_.consent_version = study_.consent.version;
    header_.consent_hash = core::hex(hash_of(study_));
    if (!input.values.empty() && std::ranges::find(kGiven, input.values.front()) != kGiven.end())
        header_.consent_given = input.values.front();
    began_ = input.now;
    began_at_ = 0;
    recorder_.emplace(header_, study_.source, prototype_.source);
    record(input, viewport_);
    // The choices made before agreeing are part of what was agreed to: they are written down with it.
    const std::vector<bool> chosen = journey_.options;
    journey_ = study::begin(study_, prototype_, header_.seed, session::first_day(header_));
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        if (chosen[i]) make_move(input, move(MoveKind::toggle_option, static_cast<std::uint16_t>(i)));
    }
}

void Participant::record(const Input& input, const session::Event& event) {
    if (!recorder_) return;
    if (resuming_) {
        resuming_ = false;
        began_ = input.now;
        recorder_->add(began_at_, session::Resumed{});
        recorder_->add(began_at_, viewport_);
        shown_.clear();  // a new page
    }
    const double since = std::max(0.0, std::round(input.now - began_));
    recorder_->add(began_at_ + static_cast<std::uint64_t>(since), event);
}

void Participant::take_trace(const Input& input) {
    if (!recorder_ || resuming_) return;
    // What was done before the consent is nobody's business.
    const double began = std::round(input.now - began_ - static_cast<double>(input.x));
    if (began >= 0) recorder_->add_track(began_at_ + static_cast<std::uint64_t>(began), input.bytes);
}

Effect Participant::make_move(const Input& input, const Move& move) {
    study::Progress progress = study::advance(study_, prototype_, journey_, move);
    if (progress.effect != Effect::nothing) {
        const auto proof = static_cast<std::uint32_t>(study::checksum(study_, prototype_, progress.journey));
        record(input, session::Moved{session::redact(study_, prototype_, journey_, move), proof});
        journey_ = std::move(progress.journey);
    }
    return progress.effect;
}

/// Records what the page shows from now on, where it is something else than before.
void Participant::note_shown(const Input& input, session::Shown now) {
    const auto same = [&](const session::Shown& one) {
        return one.what == now.what &&
               (now.what != session::Shown::What::searched || one.number == now.number);
    };
    const auto before = std::ranges::find_if(shown_, same);
    if (before == shown_.end() ? now.number == 0 && now.text.empty() : now == *before) return;
    record(input, now);
    std::erase_if(shown_, same);
    shown_.push_back(std::move(now));
}

/// Records what the page shows that the moves do not tell.
void Participant::note_view(const Input& input) {
    using What = session::Shown::What;
    if (!recorder_ || resuming_) return;
    note_shown(input, theme_);
    note_shown(input, text_size_);
    note_shown(input, {.what = What::conducted, .number = view_.facilitator ? 1U : 0U});
    note_shown(input, {.what = What::asked_back, .number = static_cast<std::uint32_t>(view_.asking)});
    note_shown(input, {.what = What::copied, .number = static_cast<std::uint32_t>(view_.copy)});
    note_shown(input, {.what = What::forgotten, .number = view_.forgotten ? 1U : 0U});
    if (const prototype::Prototype* walked = study::walked(study_, prototype_, journey_.phase)) {
        for (const auto& [field, words] : view_.searches) {
            note_shown(input, {.what = What::searched,
                               .number = walked->field_named(field) + 1U,
                               .text = study_.made_up_data ? words : std::string()});
        }
    }
}

void Participant::note_look(const Input& input) {
    if (input.values.size() == 2) {
        theme_ = {.what = session::Shown::What::theme, .text = input.values[0]};
        text_size_ = {
            .what = session::Shown::What::text_size,
            .number = static_cast<std::uint32_t>(std::clamp(std::atoi(input.values[1].c_str()), 0, 1000))};
    }

    const session::Viewport size{
        .width = static_cast<std::uint32_t>(std::max(0.0F, input.x)),
        .height = static_cast<std::uint32_t>(std::max(0.0F, input.y)),
        .density_percent = static_cast<std::uint32_t>(std::max(0.0F, std::round(input.density * 100)))};
    if (size == viewport_) return;
    viewport_ = size;
    record(input, viewport_);
}

Commands Participant::flush(bool all) {
    Commands commands;
    if (!recorder_ || recorder_->empty()) return commands;
    if (!all && !recorder_->urgent()) {
        commands.emplace_back(view::FlushAfter{kFlushMs});
        return commands;
    }
    for (session::Chunk& chunk : recorder_->take()) {
        chunks_.push_back(chunk.bytes);
        commands.emplace_back(
            view::StoreChunk{header_.id, chunk.sequence, chunk.key, std::move(chunk.bytes)});
    }
    return commands;
}

bool Participant::is_private(std::string_view control) const {
    const prototype::Prototype* walked = study::walked(study_, prototype_, journey_.phase);
    if (walked == nullptr) return false;
    const prototype::FieldIndex field = field_of_control(*walked, control);
    return field != prototype::kNone && !session::may_store(study_, walked->fields[field]);
}

/// Says what was done, the second time too: the same words again are nothing new to a screen reader.
void Participant::announce(std::string words) {
    if (words == said_) words += "\u00a0";
    said_ = words;
    view_.announcement = std::move(words);
}

/// The host's answer to a command.
void Participant::answer(const Input& input) {
    const bool done = input.kind == Input::Kind::stored;
    if (input.id == "store" && !input.values.empty() && input.values.front() == "gone") {
        // Whoever deleted the session meant what comes after, too.
        recorder_.reset();
        chunks_.clear();
        view_.end = ViewState::End::erased;
        view_.announcement = language_.text("record.gone");
    } else if (input.id == "store") {
        view_.unsaved = !done;
    } else if (input.id == "copy") {
        view_.copy = done ? ViewState::Copy::done : ViewState::Copy::failed;
        announce(language_.text(done ? "copy.done" : "copy.failed"));
    } else if (input.id == "send" && view_.sending != ViewState::Sending::no) {
        const bool refused = !input.values.empty() && input.values.front() == "refused";
        view_.sending = done      ? ViewState::Sending::sent
                        : refused ? ViewState::Sending::refused
                                  : ViewState::Sending::later;
        view_.announcement = sending_words(study_, language_, view_);
    } else if (input.id == "delete") {
        // Nothing more is done with it, although the browser may still have it.
        chunks_.clear();
        view_.asking = ViewState::Asking::nothing;
        view_.sending = ViewState::Sending::no;
        if (done && view_.end == ViewState::End::to_erase)
            view_.announcement = language_.text("erased.title");
        view_.end = done ? ViewState::End::erased : ViewState::End::to_erase;
        view_.erased_here = !input.values.empty() && input.values.front() == "here";
    }
}

view::EndSession Participant::end_session() {
    if (!study::may_be_sent(study_, journey_))
        return {.session = header_.id, .address = {}, .key = {}, .file = {}};
    view_.sending = ViewState::Sending::under_way;
    return {.session = header_.id,
            .address = study_.drop_box->address,
            .key = study_.drop_box->key,
            .file = session::make_file(chunks_)};
}

void Participant::take_focus(std::string id) {
    focus_ = std::move(id);
    ++focus_turn_;
}

void Participant::leave_screen(const Input& input, MoveKind move, prototype::ScreenIndex left) {
    if (input.kind == Input::Kind::back) {
        gone_back_from_.push_back(left);
    } else if (input.kind == Input::Kind::forward) {
        gone_back_from_.pop_back();
    } else {
        gone_back_from_.clear();
    }
    view_.asking = ViewState::Asking::nothing;
    view_.copy = ViewState::Copy::nothing;
    view_.forgotten = false;
    view_.searches.clear();
    std::erase_if(shown_,
                  [](const session::Shown& one) { return one.what == session::Shown::What::searched; });
    view_.announcement.clear();
    focus_.clear();
    if (move != MoveKind::restart_task) return;
    ++view_.restarts;
    announce(language_.text("task.restarted"));
}

/// What concerns the page alone and is no move of the journey.
std::optional<Commands> Participant::view_only(const Input& input) {
    if (input.kind == Input::Kind::back && view_.end == ViewState::End::recorded) {
        view_.end = ViewState::End::thanks;
        return Commands{};
    }
    const std::string asker(asking_button(view_.asking));
    const bool is_no = input.kind == Input::Kind::back || input.id == asker + ":no";
    if (is_no && !asker.empty()) {
        take_focus(asker);  // it is there again
        view_.asking = ViewState::Asking::nothing;
        return Commands{};
    }
    if (const auto* walked = study::walked(study_, prototype_, journey_.phase)) {
        if (search_words(*walked, input, view_)) return Commands{};
    }
    if (input.kind != Input::Kind::activate) return std::nullopt;
    const auto ask = [&](ViewState::Asking what) {
        view_.asking = what;
        take_focus("asking");
        return Commands{};
    };
    if (journey_.phase == Phase::walking) {
        if (input.id == "do:restart") return ask(ViewState::Asking::restart);
        if (input.id == "do:gave_up") return ask(ViewState::Asking::gave_up);
        if (input.id == "do:done") return ask(ViewState::Asking::done);
    }
    if (input.id == "do:copy") return Commands{view::CopyText{study::walked_state(journey_).protocol}};
    if (journey_.phase != Phase::thanks) return std::nullopt;
    if (input.id == "do:erase") return ask(ViewState::Asking::erase);
    if (input.id == "do:erase:yes") return Commands{view::DeleteSession{header_.id}};
    if (input.id == "do:download")
        return Commands{view::Download{.name = header_.participant + ".ensaio",
                                       .mime = "application/octet-stream",
                                       .bytes = session::make_file(chunks_),
                                       .share = view_.shares && !view_.unsaved}};
    if (input.id == "do:recorded" || input.id == "do:thanks") {
        view_.end = input.id == "do:recorded" ? ViewState::End::recorded : ViewState::End::thanks;
        focus_.clear();
        return Commands{};
    }
    return std::nullopt;
}

Commands Participant::handle(const Input& input) {
    switch (input.kind) {
        case Input::Kind::resized: note_look(input); break;
        case Input::Kind::hidden: record(input, session::Visibility{true}); break;
        case Input::Kind::shown: record(input, session::Visibility{false}); break;
        case Input::Kind::stored:
        case Input::Kind::failed: answer(input); break;
        case Input::Kind::note:
            if (const auto code = session::note_named(input.id)) record(input, session::Note{*code});
            break;
        case Input::Kind::flush: return flush(true);
        case Input::Kind::trace: take_trace(input); break;
        case Input::Kind::dead_click:
            record(input, session::DeadClick{static_cast<std::int32_t>(input.x),
                                             static_cast<std::int32_t>(input.y), input.id});
            break;
        case Input::Kind::focus:
            if (const auto* walked = study::walked(study_, prototype_, journey_.phase)) {
                const auto field = field_of_control(*walked, input.id);
                if (field != prototype::kNone) record(input, session::Focused{field});
            }
            break;
        case Input::Kind::activate:
        case Input::Kind::set:
        case Input::Kind::back:
        case Input::Kind::forward: {
            if (auto commands = view_only(input)) {
                note_view(input);
                Commands more = flush(false);
                std::ranges::move(more, std::back_inserter(*commands));
                return *std::move(commands);
            }
            const auto wanted = move_for(input);
            if (!wanted) break;
            if (wanted->kind == MoveKind::agree && !recorder_) begin_recording(input);
            const prototype::ScreenIndex before = study::walked_state(journey_).screen;
            const Effect effect = make_move(input, *wanted);
            if (effect == Effect::rejected) take_focus("errors");
            if (effect == Effect::moved) leave_screen(input, wanted->kind, before);
            if (const auto* walked = study::walked(study_, prototype_, journey_.phase);
                walked != nullptr && effect == Effect::changed) {
                std::string words = announcement(*walked, study::walked_state(journey_), input, language_);
                if (input.kind == Input::Kind::activate && !words.empty()) {
                    announce(std::move(words));
                } else {
                    view_.announcement = std::move(words);
                }
                if (std::string id = focus_after(input); !id.empty()) take_focus(std::move(id));
            }
            // That nothing came of it tells where the mark on a map stands already.
            if (effect == Effect::nothing && input.kind == Input::Kind::activate && !is_private(input.id)) {
                record(input, session::DeadClick{static_cast<std::int32_t>(input.x),
                                                 static_cast<std::int32_t>(input.y), input.id});
            }
            break;
        }
        default: break;
    }
    note_view(input);
    if (journey_.phase != Phase::thanks) return flush(false);
    if (recorder_) recorder_->end(chunks_);
    Commands commands = flush(true);
    if (recorder_) commands.emplace_back(end_session());
    recorder_.reset();
    return commands;
}

}  // namespace ensaio::participant
