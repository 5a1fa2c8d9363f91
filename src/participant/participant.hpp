// The participant's program: what a citizen does becomes moves of the journey, each is recorded, and the
// journey becomes a page.
#pragma once

#include <optional>
#include <string>

#include "core/language.hpp"
#include "participant/view_state.hpp"
#include "session/journal.hpp"
#include "session/replay.hpp"
#include "view/host.hpp"
#include "view/page.hpp"

namespace ensaio::participant {

/// What the host brings to start with.
struct Setup {
    std::string study, prototype, language;  // JSON texts
    std::string study_file, prototype_file;  // their names, for what is wrong with them; no prototype and no
                                             // name of one: there is no such file
    std::string session;                     // of a new session: 32 hexadecimal digits, random
    std::string participant;                 // code such as "P01"
    std::string device;                      // "celular" or "computador"
    std::string build;                       // version of the site; empty: none
    std::uint64_t seed = 0;
    std::int32_t utc_offset = 0;  // minutes east of UTC
    bool facilitator = false;     // somebody sits beside the person
    bool shares = false;          // the device has a way of its own to hand a file on
    session::Bytes resume;        // the stored session to go on with, or to thank for again, as a session
                                  // file; empty: a new one
};

class Participant {
public:
    /// Errors: those of the JSON texts, of one file at a time and with its name before the place;
    /// study.no_prototype. A stored session that cannot be gone on with (damaged, of another
    /// version of the study) is left as it is and a new one begins. Of a finished one the thanks are shown
    /// again; one that may be sent counts as under way until the host says how it stands.
    static core::Result<Participant> make(const Setup& setup);

    view::Page page() const;

    /// Takes what happened and returns what the host must do. Nothing is stored before the participant has
    /// agreed.
    view::Commands handle(const view::Input& input);

private:
    Participant(study::Study study, prototype::Prototype prototype, core::Language language,
                const Setup& setup);

    void resume(const session::Bytes& file);
    void answer(const view::Input& input);
    void announce(std::string words);
    std::optional<view::Commands> view_only(const view::Input& input);
    void take_focus(std::string id);
    void leave_screen(const view::Input& input, study::MoveKind move, prototype::ScreenIndex left);
    std::optional<study::Move> move_forward() const;
    std::optional<study::Move> move_for(const view::Input& input) const;
    std::optional<study::Move> move_of_field(const view::Input& input) const;
    prototype::Effect make_move(const view::Input& input, const study::Move& move);
    void begin_recording(const view::Input& input);
    void record(const view::Input& input, const session::Event& event);
    void take_trace(const view::Input& input);
    /// Of a field whose answer may not be stored.
    bool is_private(std::string_view control) const;
    void note_look(const view::Input& input);
    void note_shown(const view::Input& input, session::Shown now);
    void note_view(const view::Input& input);
    view::Commands flush(bool all);
    view::EndSession end_session();

    study::Study study_;
    prototype::Prototype prototype_;
    core::Language language_;
    session::Header header_;
    study::Journey journey_;
    std::optional<session::Recorder> recorder_;  // from consent to the end
    std::vector<session::Bytes> chunks_;  // all that was handed out, should the browser refuse to store
    session::Viewport viewport_;
    std::vector<session::Shown> shown_;  // as recorded last, one of each kind; not there: 0 and no text
    session::Shown theme_{}, text_size_{.what = session::Shown::What::text_size};  // as they are now
    double began_ = 0;  // of the host's clock, when the record's clock showed `began_at_`
    std::uint64_t began_at_ = 0;
    bool resuming_ = false;  // the next record must be preceded by Resumed
    ViewState view_;
    std::string said_;                                    // what was announced last
    std::vector<prototype::ScreenIndex> gone_back_from_;  // by the browser's back, the last one last
    std::string focus_;                                   // what is to take the focus when focus_turn_ rises
    std::uint32_t focus_turn_ = 0;
};

}  // namespace ensaio::participant
