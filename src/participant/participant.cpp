#include "participant/participant.hpp"

#include <algorithm>
#include <cmath>

#include "core/limits.hpp"
#include "core/version.hpp"
#include "participant/pages.hpp"
#include "prototype/field_kinds.hpp"
#include "prototype/read.hpp"
#include "session/redact.hpp"
#include "session/replay.hpp"
#include "study/read.hpp"

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

/// At most kMaxAnswerBytes of `text`, not cut inside a character.
std::string cut(const std::string& text) {
    std::size_t end = std::min(text.size(), core::kMaxAnswerBytes);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return text.substr(0, end);
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
    journey_ = study::begin(study_, prototype_, setup.seed);
}

core::Result<Participant> Participant::make(const Setup& setup) {
    auto language = core::Language::read(setup.language);
    if (!language) return std::unexpected(language.error());
    auto study = study::read(setup.study);
    if (!study) return std::unexpected(study.error());
    auto prototype = prototype::read(setup.prototype);
    if (!prototype) return std::unexpected(prototype.error());
    if (auto errors = study::check_against(*study, *prototype); !errors.empty())
        return std::unexpected(std::move(errors));
    Participant participant(std::move(*study), std::move(*prototype), std::move(*language), setup);
    if (!setup.resume.empty()) participant.resume(setup.resume);
    return participant;
}

void Participant::resume(const session::Bytes& file) {
    auto stored = session::read_file(file);
    if (!stored || stored->sessions.size() != 1 || !stored->sessions.front().damage.empty()) return;
    auto opened = session::open(std::move(stored->sessions.front()));
    if (!opened || opened->prototype.hash != prototype_.hash || opened->study.hash != study_.hash) return;
    const session::Session& session = opened->session;
    if (session.records.empty()) return;
    study::Journey journey = session::replay(*opened, [](const session::Moment&) {});
    if (journey.phase == Phase::consent || journey.phase == Phase::refused || journey.phase == Phase::thanks)
        return;

    journey_ = session::forget_private(study_, prototype_, std::move(journey));
    header_ = session.header;
    began_at_ = session.records.back().at;
    recorder_.emplace(header_.id, session.next_sequence, began_at_);
    for (session::StoredChunk& chunk : session::split_file(file)) chunks_.push_back(std::move(chunk.bytes));
    resuming_ = true;
}

view::Page Participant::page() const {
    view::Page page = page_of(study_, prototype_, journey_, language_, unsaved_);
    page.focus = "errors";
    page.focus_turn = focus_turn_;
    return page;
}

std::optional<Move> Participant::move_of_field(const Input& input) const {
    const prototype::Prototype* walked = study::walked(study_, prototype_, journey_.phase);
    const auto rest = after(input.id, "field:");
    if (walked == nullptr || !rest) return std::nullopt;
    const std::size_t equals = rest->find('=');
    const prototype::FieldIndex index = walked->field_named(rest->substr(0, equals));
    if (index == prototype::kNone) return std::nullopt;

    Move result = walk(ActionKind::set, index);
    prototype::Value& value = result.action.value;
    if (equals == std::string_view::npos) {
        for (const auto& text : input.values) {
            if (!text.empty()) value.push_back(cut(text));
        }
        return result;
    }
    const std::string option(rest->substr(equals + 1));
    const prototype::Field& field = walked->fields[index];
    if (prototype::row_of(field.kind).family != prototype::Family::many_of) {
        value = {option};
        return result;
    }
    const bool checked = !input.values.empty() && input.values.front() == "true";
    const prototype::Value& now = study::walked_state(journey_).answers[index].value;
    for (const auto& known : field.options) {
        const bool was = std::ranges::find(now, known.id) != now.end();
        if (known.id == option ? checked : was) value.push_back(known.id);
    }
    return result;
}

std::optional<Move> Participant::move_for(const Input& input) const {
    if (input.kind == Input::Kind::back) return walk(ActionKind::back);
    if (input.kind == Input::Kind::set) return move_of_field(input);
    if (input.kind != Input::Kind::activate) return std::nullopt;
    if (input.id == "do:agree") return move(MoveKind::agree);
    if (input.id == "do:refuse") return move(MoveKind::refuse);
    if (input.id == "do:start") return move(MoveKind::start_task);
    if (input.id == "do:done") return move(MoveKind::task_done);
    if (input.id == "do:gave_up") return move(MoveKind::task_gave_up);
    if (input.id == "do:card") return move(MoveKind::show_card);
    if (input.id == "do:continue") return walk(ActionKind::go_on);
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
    began_ = input.now;
    began_at_ = 0;
    recorder_.emplace(header_, study_.source, prototype_.source);
    record(input, viewport_);
    // The choices made before agreeing are part of what was agreed to: they are written down with it.
    const std::vector<bool> chosen = journey_.options;
    journey_ = study::begin(study_, prototype_, header_.seed);
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
    }
    const double since = std::max(0.0, std::round(input.now - began_));
    recorder_->add(began_at_ + static_cast<std::uint64_t>(since), event);
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

void Participant::note_size(const Input& input) {
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

Commands Participant::handle(const Input& input) {
    switch (input.kind) {
        case Input::Kind::resized: note_size(input); break;
        case Input::Kind::hidden: record(input, session::Visibility{true}); break;
        case Input::Kind::shown: record(input, session::Visibility{false}); break;
        case Input::Kind::failed: unsaved_ = unsaved_ || input.id == "store"; break;
        case Input::Kind::flush: return flush(true);
        case Input::Kind::dead_click:
            record(input, session::DeadClick{static_cast<std::int32_t>(input.x),
                                             static_cast<std::int32_t>(input.y), input.id});
            break;
        case Input::Kind::focus:
            if (const auto* walked = study::walked(study_, prototype_, journey_.phase)) {
                const auto rest = after(input.id, "field:").value_or(std::string_view());
                const auto field = walked->field_named(rest.substr(0, rest.find('=')));
                if (field != prototype::kNone) record(input, session::Focused{field});
            }
            break;
        case Input::Kind::activate:
        case Input::Kind::set:
        case Input::Kind::back: {
            if (input.id == "do:download")
                return {view::Download{header_.participant + ".ensaio", "application/octet-stream",
                                       session::make_file(chunks_)}};
            const auto wanted = move_for(input);
            if (!wanted) break;
            if (wanted->kind == MoveKind::agree && !recorder_) begin_recording(input);
            const Effect effect = make_move(input, *wanted);
            if (effect == Effect::rejected) ++focus_turn_;
            if (effect == Effect::nothing && input.kind == Input::Kind::activate) {
                record(input, session::DeadClick{static_cast<std::int32_t>(input.x),
                                                 static_cast<std::int32_t>(input.y), input.id});
            }
            break;
        }
        default: break;
    }
    if (journey_.phase != Phase::thanks) return flush(false);
    Commands commands = flush(true);
    if (recorder_) commands.emplace_back(view::EndSession{header_.id});
    recorder_.reset();
    return commands;
}

}  // namespace ensaio::participant
