// The researcher's program: the sessions stored in this browser, one session's timeline, files in and out,
// the worksheet.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analytics/measures.hpp"
#include "core/language.hpp"
#include "session/journal.hpp"
#include "view/host.hpp"
#include "view/page.hpp"

namespace ensaio::studio {

struct Setup {
    std::string language;  // JSON text
};

/// A stored session, read and measured; or why it could not be.
struct Entry {
    std::optional<session::Opened> opened;
    analytics::SessionMeasures measures;
    std::string id;
    std::string name;     // of its file, without the ending
    std::string trouble;  // in words; empty: none
};

/// What is on the screen.
struct View {
    enum class Room : std::uint8_t { loading, sessions, session, confirm_delete };
    Room room = Room::loading;
    std::string session;   // of the rooms about one session
    std::string message;   // what the last command did, in words; empty: nothing to say
    bool trouble = false;  // the message tells of a failure
};

class Studio {
public:
    static core::Result<Studio> make(const Setup& setup);

    view::Page page() const;
    view::Commands handle(const view::Input& input);

private:
    explicit Studio(core::Language language) : language_(std::move(language)) {}

    void take_stored(const std::vector<std::uint8_t>& file);
    view::Commands take_file(const view::Input& input);
    view::Commands export_worksheet(bool csv);
    view::Commands download(std::string_view session);
    view::Commands activate(const std::string& id);
    const Entry* entry(std::string_view session) const;
    void say(std::string message, bool trouble = false);

    core::Language language_;
    std::vector<Entry> entries_;
    session::Bytes stored_;  // all stored sessions, as one session file
    View view_;
};

}  // namespace ensaio::studio
