#include "analytics/opener.hpp"

#include <utility>

namespace ensaio::analytics {
namespace {

constexpr std::uint64_t kWorkOfAByte = 10;  // of a study or a prototype that is read

}  // namespace

core::Result<const Opener::Known*> Opener::open(session::Session session) {
    const std::string version = session.header.study_hash + session.header.prototype_hash;
    const auto found = known_.find(version);
    // The very same bytes have the very same hash.
    if (found != known_.end() && session.study_source == found->second->opened.study.source &&
        session.prototype_source == found->second->opened.prototype.source) {
        Opener::Known& known = *found->second;
        auto amount = session::check_amount(session, known.opened.study, known.opened.prototype);
        if (!amount) return std::unexpected(std::move(amount.error()));
        work_ += *amount;
        known.opened.session = std::move(session);
        return found->second.get();
    }
    work_ += kWorkOfAByte * (session.study_source.size() + session.prototype_source.size());
    auto opened = session::open(std::move(session));
    if (!opened) return std::unexpected(std::move(opened.error()));
    auto known = std::make_unique<Known>(Known{std::move(*opened), {}});
    known->guide = guide_to(known->opened.study, known->opened.prototype);
    work_ += known->guide.work +
             session::check_amount(known->opened.session, known->opened.study, known->opened.prototype)
                 .value_or(0);
    return (known_[version] = std::move(known)).get();
}

}  // namespace ensaio::analytics
