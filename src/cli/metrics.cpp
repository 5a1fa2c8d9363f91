#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "analytics/attempts.hpp"
#include "analytics/metrics_files.hpp"
#include "analytics/opener.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "core/limits.hpp"
#include "session/journal.hpp"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

namespace ensaio::cli {
namespace {

/// The attempts of all files, in the order of the files, whichever is done first.
class AttemptsFile {
public:
    explicit AttemptsFile(const std::string& path) : file_(std::fopen(path.c_str(), "wb"), std::fclose) {
        if (file_) write(analytics::attempts_header());
    }

    void put(std::size_t index, std::string lines) {
        const std::lock_guard lock(mutex_);
        waiting_.emplace(index, std::move(lines));
        for (auto first = waiting_.begin(); first != waiting_.end() && first->first == next_;
             first = waiting_.erase(first), ++next_)
            write(first->second);
    }
    bool good() const { return file_ && good_; }
    bool close() { return file_ && std::fclose(file_.release()) == 0 && good_; }

private:
    void write(std::string_view text) {
        good_ = good_ && file_ && std::fwrite(text.data(), 1, text.size(), file_.get()) == text.size();
    }

    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
    bool good_ = true;
    std::mutex mutex_;
    std::map<std::size_t, std::string> waiting_;
    std::size_t next_ = 0;
};

/// Takes in the sessions of all files, a file at a time for each worker, so that only these are in memory.
/// Each worker has its own tally; what they say together does not depend on who took which file.
class Taking {
public:
    Taking(const std::vector<std::string>& paths, const analytics::Profiles& profiles,
           const core::Language& language)
        : paths_(paths), profiles_(profiles), language_(language) {}

    void run(unsigned threads, AttemptsFile* attempts) {
        attempts_ = attempts;
        next_ = 0;
        repeated_ = 0;
        tally_ = analytics::Tally();
        complaints_.assign(paths_.size(), {});
        const std::size_t workers =
            std::clamp<std::size_t>(threads, 1, std::max<std::size_t>(paths_.size(), 1));
        std::vector<analytics::Tally> tallies(workers, analytics::Tally(&profiles_));
        std::vector<std::thread> others;
        for (std::size_t i = 1; i < workers; ++i)
            others.emplace_back([this, &tallies, i] { work(tallies[i]); });
        work(tallies[0]);
        for (std::thread& other : others) other.join();
        for (analytics::Tally& tally : tallies) {
            tally_.merge(tally);
            tally = analytics::Tally();
        }
    }

    /// Of one session two different recordings were met: what counts must be counted from the beginning.
    bool must_run_again() { return claims_.disputed(); }
    void prepare_again() { claims_.again(); }

    bool tell_complaints() const {
        bool good = true;
        for (const auto& lines : complaints_) {
            for (const std::string& line : lines) complain(line);
            good = good && lines.empty();
        }
        return good;
    }
    const analytics::Tally& tally() const { return tally_; }
    std::size_t repeated() const { return repeated_; }

private:
    void work(analytics::Tally& tally) {
        analytics::Opener opener;
        for (std::size_t i = next_++; i < paths_.size(); i = next_++) {
            std::string attempts;
            take(i, opener, tally, attempts);
            if (attempts_ != nullptr) attempts_->put(i, std::move(attempts));
        }
    }

    void take(std::size_t index, analytics::Opener& opener, analytics::Tally& tally, std::string& attempts) {
        const std::string& path = paths_[index];
        std::vector<std::string>& lines = complaints_[index];
        const auto refuse = [&](const std::string& name, const core::Errors& errors) {
            for (const core::Error& error : errors) lines.push_back(name + ": " + language_.describe(error));
        };
        auto bytes = read_file(path, core::kMaxSessionBytes);
        if (!bytes) {
            lines.push_back(path + ": " + language_.text("cli.cannot_read"));
            return;
        }
        auto file = session::read_file({reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()});
        bytes.reset();
        if (!file) return refuse(path, file.error());
        for (session::Session& session : file->sessions) {
            const std::string id = session.header.id.substr(0, 8);
            const auto known = opener.open(std::move(session));
            if (!known) {
                refuse(std::string(path).append(": ").append(id), known.error());
                continue;
            }
            const session::Opened& opened = (*known)->opened;
            if (!counts(opened.session)) continue;
            const analytics::SessionMeasures measures = analytics::measure(opened, (*known)->guide);
            tally.count(opened, measures);
            if (attempts_ != nullptr) analytics::append_attempts(attempts, opened, measures);
        }
    }

    bool counts(const session::Session& session) {
        const std::lock_guard lock(mutex_);
        const bool counts = claims_.claim(session) == analytics::Claims::Answer::counts;
        repeated_ += !counts;
        return counts;
    }

    const std::vector<std::string>& paths_;
    const analytics::Profiles& profiles_;
    const core::Language& language_;
    std::vector<std::vector<std::string>> complaints_;  // of each path
    AttemptsFile* attempts_ = nullptr;
    std::atomic<std::size_t> next_ = 0;
    std::mutex mutex_;  // of what follows
    analytics::Claims claims_;
    std::size_t repeated_ = 0;
    analytics::Tally tally_;
};

/// What one file needed the next one needs again: given back to the system and asked for anew it would be
/// cleared each time, which took a sixth of the whole.
void keep_memory() {
#if defined(__GLIBC__)
    mallopt(M_MMAP_THRESHOLD, 64'000'000);
    mallopt(M_TRIM_THRESHOLD, 128'000'000);
#endif
}

}  // namespace

int metrics(Arguments arguments, const core::Language& language) {
    std::vector<std::string> given;
    bool as_csv = false;
    std::string attempts_path, profiles_path;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--json" || argument == "--csv") {
            as_csv = argument == "--csv";
        } else if (argument == "--attempts" || argument == "--profiles") {
            if (++i == arguments.size())
                return bad_usage(language, "metrics", language.text("cli.missing_value", {argument}));
            (argument == "--attempts" ? attempts_path : profiles_path) = arguments[i];
        } else if (argument.starts_with('-')) {
            return bad_usage(language, "metrics", language.text("cli.unknown_option", {argument}));
        } else {
            given.emplace_back(argument);
        }
    }
    if (given.empty()) return bad_usage(language, "metrics", language.text("cli.missing_file"));
    analytics::Profiles profiles;
    if (!profiles_path.empty()) {
        const auto csv = read_file(profiles_path, analytics::kMostProfilesBytes);
        if (!csv) {
            complain(profiles_path + ": " + language.text("cli.cannot_read"));
            return kBadInput;
        }
        auto known = analytics::read_profiles(*csv);
        if (!known) {
            complain(profiles_path, known.error(), language);
            return kBadInput;
        }
        profiles = std::move(*known);
    }
    keep_memory();
    const std::vector<std::string> paths = session_files(given);
    const unsigned threads = std::min(std::thread::hardware_concurrency(), 8U);
    Taking taking(paths, profiles, language);
    const auto run = [&] {
        if (attempts_path.empty()) {
            taking.run(threads, nullptr);
            return true;
        }
        AttemptsFile attempts(attempts_path);
        taking.run(threads, &attempts);
        return attempts.close();
    };
    bool written = run();
    if (taking.must_run_again()) {
        taking.prepare_again();
        written = run();
    }
    if (!written) complain(attempts_path + ": " + language.text("cli.cannot_write"));
    const bool good = taking.tell_complaints() && written;
    const auto write = [](std::string_view text) { put(text); };
    if (as_csv) {
        analytics::write_metrics_csv(taking.tally(), write);
    } else {
        analytics::write_metrics_json(taking.tally(), taking.repeated(), write);
    }
    return good ? kGood : kBadInput;
}

}  // namespace ensaio::cli
