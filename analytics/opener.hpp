// Opens many sessions of few versions: each study and prototype is read and searched once, not once a
// session.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "analytics/measures.hpp"

namespace ensaio::analytics {

class Opener {
public:
    struct Known {
        session::Opened opened;
        Guide guide;
    };

    /// The session, opened; good until the next call. Errors: those of session::open.
    core::Result<const Known*> open(session::Session session);
    /// What it takes to open and to measure all that were asked for so far, in the units of
    /// session::check_amount.
    std::uint64_t work() const { return work_; }

private:
    std::map<std::string, std::unique_ptr<Known>> known_;  // by the hashes of study and prototype
    std::uint64_t work_ = 0;
};

}  // namespace ensaio::analytics
