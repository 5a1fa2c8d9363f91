#include "session/replay.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "core/hash.hpp"
#include "prototype/read.hpp"
#include "session/redact.hpp"
#include "study/read.hpp"

namespace ensaio::session {

namespace {

core::Errors check_source(const std::string& source, const std::string& hash, const char* which) {
    if (source.empty()) return {{.code = "session.no_source", .where = which, .args = {}}};
    if (core::hex(core::sha256(source)) != hash)
        return {{.code = "session.hash_mismatch", .where = which, .args = {}}};
    return {};
}

}  // namespace

core::Result<Opened> open(Session session) {
    core::Errors errors = check_source(session.study_source, session.header.study_hash, "study");
    core::Errors others = check_source(session.prototype_source, session.header.prototype_hash, "prototype");
    std::ranges::move(others, std::back_inserter(errors));
    if (!errors.empty()) return std::unexpected(std::move(errors));

    auto study = study::read(session.study_source);
    if (!study) return std::unexpected(std::move(study.error()));
    auto prototype = prototype::read(session.prototype_source);
    if (!prototype) return std::unexpected(std::move(prototype.error()));
    errors = study::check_against(*study, *prototype);
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return Opened{
        .session = std::move(session), .study = std::move(*study), .prototype = std::move(*prototype)};
}

study::Journey replay(const Opened& opened, const std::function<void(const Moment&)>& each) {
    const Session& session = opened.session;
    const study::Study& study = opened.study;
    const prototype::Prototype& prototype = opened.prototype;
    study::Journey journey = study::begin(study, prototype, session.header.seed, first_day(session.header));
    for (std::size_t i = 0; i < session.records.size(); ++i) {
        const Record& record = session.records[i];
        const auto* moved = std::get_if<Moved>(&record.event);
        if (moved == nullptr) {
            study::Journey after = std::holds_alternative<Resumed>(record.event)
                                       ? forget_private(study, prototype, journey)
                                       : journey;
            each({.record = record,
                  .index = i,
                  .before = journey,
                  .after = after,
                  .effect = prototype::Effect::nothing,
                  .exact = true});
            journey = std::move(after);
            continue;
        }
        study::Progress progress = study::advance(study, prototype, journey, moved->move);
        const bool exact = static_cast<std::uint32_t>(study::checksum(study, prototype, progress.journey)) ==
                           moved->checksum;
        each({.record = record,
              .index = i,
              .before = journey,
              .after = progress.journey,
              .effect = progress.effect,
              .exact = exact});
        journey = std::move(progress.journey);
    }
    return journey;
}

}  // namespace ensaio::session
