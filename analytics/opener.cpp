#include "analytics/opener.hpp"

#include <utility>

namespace ensaio::analytics {

core::Result<const Opener::Known*> Opener::open(session::Session session) {
    const std::string version = session.header.study_hash + session.header.prototype_hash;
    const auto found = known_.find(version);
    // The very same bytes have the very same hash.
    if (found != known_.end() && session.study_source == found->second->opened.study.source &&
        session.prototype_source == found->second->opened.prototype.source) {
        Opener::Known& known = *found->second;
        core::Errors errors = session::check_amount(session, known.opened.study, known.opened.prototype);
        if (!errors.empty()) return std::unexpected(std::move(errors));
        known.opened.session = std::move(session);
        return found->second.get();
    }
    auto opened = session::open(std::move(session));
    if (!opened) return std::unexpected(std::move(opened.error()));
    auto known = std::make_unique<Known>(Known{std::move(*opened), {}});
    known->guide = guide_to(known->opened.study, known->opened.prototype);
    return (known_[version] = std::move(known)).get();
}

}  // namespace ensaio::analytics
