// Opens many sessions of few versions: each study and prototype is read and searched once, not once a
// session.
#pragma once

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

private:
    std::map<std::string, std::unique_ptr<Known>> known_;  // by the hashes of study and prototype
};

}  // namespace ensaio::analytics
