// The researcher's program: the sessions stored in this browser, one session's timeline, files in and out,
// the worksheet.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analytics/measures.hpp"
#include "analytics/opener.hpp"
#include "analytics/worksheet_edits.hpp"
#include "core/language.hpp"
#include "session/journal.hpp"
#include "studio/keys.hpp"
#include "studio/notes.hpp"
#include "view/host.hpp"
#include "view/page.hpp"

namespace ensaio::studio {

struct Setup {
    std::string language;   // JSON text
    std::string session{};  // that is opened first; empty: all are listed
};

/// A stored session, read and measured; or why it could not be.
struct Entry {
    std::optional<session::Opened> opened;
    analytics::SessionMeasures measures;
    std::string id;
    std::string name;              // of its file, without the ending
    std::string trouble;           // in words; empty: none
    std::optional<int> days_left;  // until it is deleted; nothing: it is kept for ever
    std::uint32_t next = 0;        // one more than the highest sequence number of its chunks
};

/// What the browser says about its store.
struct Room {
    double used = 0, quota = 0;  // bytes; 0: not known
    bool promised = false;       // the browser does not clear it by itself
};

/// What is on the screen.
struct View {
    enum class Place : std::uint8_t { loading, sessions, session, confirm_delete, keys };
    Place place = Place::loading;
    std::string session;               // of the rooms about one session
    std::string message;               // what the last command did, in words; empty: nothing to say
    std::vector<std::string> details;  // of the message, one a line
    bool trouble = false;              // the message tells of a failure
    bool reading = false;              // not all sessions are opened yet
    Room store;
    Keys keys;
    Notes notes;
    std::string edited;  // name of the worksheet whose edits the next one brings; empty: none
    std::vector<std::string>
        erased;  // sessions of which nothing is left, because who had done them wanted so
};

class Studio {
public:
    static core::Result<Studio> make(const Setup& setup);

    view::Page page() const;
    view::Commands handle(const view::Input& input);

private:
    explicit Studio(core::Language language) : language_(std::move(language)) {}

    Entry entry_of(session::Session session, double now);
    void take_list(const std::vector<std::string>& values);
    view::Commands end_of_list();
    view::Commands take_stored(const view::Input& input);
    void take_sessions(const view::Input& input);
    view::Commands read_on(double now);
    void list(Entry entry, double now);
    view::Commands take_file(const view::Input& input);
    view::Commands take_worksheet(const view::Input& input);
    core::Result<analytics::BroughtBack> make_worksheet() const;
    void tell(const analytics::BroughtBack& back);
    view::Commands keep_what_is_left();
    view::Commands forget_worksheet();
    view::Commands export_worksheet(bool csv);
    view::Commands export_report();
    view::Commands download(std::string_view session);
    view::Commands activate(const std::string& id);
    const Entry* entry(std::string_view session) const;
    view::Commands keep_notes();
    void say(std::string message, bool trouble = false);
    void answer_import(bool done, const std::string& failure);

    core::Language language_;
    analytics::Opener opener_;
    std::vector<Entry> entries_;
    std::vector<session::Session> unread_;     // of stored_, to be opened in this turn or in one to come
    std::vector<std::string> expired_;         // of those that were opened
    std::vector<session::Bytes> stored_;       // all stored sessions, as session files
    std::vector<std::uint8_t> edited_;         // the worksheet that the researcher has edited; empty: none
    std::set<std::string, std::less<>> gone_;  // sessions of which nothing is to be left
    bool outdated_ = false;                    // `edited_` may have rows of one that is gone since
    struct Said {
        std::string message;
        std::vector<std::string> details;
        bool trouble = false;
    };
    std::vector<Said> importing_;  // of the files whose sessions are not stored yet
    View view_;
};

}  // namespace ensaio::studio
