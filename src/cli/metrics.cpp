#include <algorithm>
#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "analytics/metrics_files.hpp"
#include "analytics/opener.hpp"
#include "cli/commands.hpp"
#include "cli/files.hpp"
#include "core/limits.hpp"
#include "session/journal.hpp"

namespace ensaio::cli {
namespace {

/// Takes in the sessions of all files, a file at a time for each worker, so that only these are in memory.
class Taking {
public:
    Taking(const std::vector<std::string>& paths, const core::Language& language)
        : paths_(paths), language_(language), complaints_(paths.size()) {}

    void run() {
        const std::size_t workers = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1,
                                                            std::min<std::size_t>(paths_.size(), 8));
        std::vector<std::thread> others;
        for (std::size_t i = 1; i < workers; ++i) others.emplace_back([this] { work(); });
        work();
        for (std::thread& other : others) other.join();
        for (const auto& lines : complaints_) {
            for (const std::string& line : lines) complain(line);
        }
    }

    bool good() const {
        return std::ranges::all_of(complaints_, [](const auto& lines) { return lines.empty(); });
    }
    const analytics::Tally& tally() const { return tally_; }
    std::size_t repeated() const { return repeated_; }

private:
    void work() {
        analytics::Opener opener;
        for (std::size_t i = next_++; i < paths_.size(); i = next_++) take(i, opener);
    }

    void take(std::size_t index, analytics::Opener& opener) {
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
            const std::string name = path + ": " + session.header.id.substr(0, 8);
            const auto known = opener.open(std::move(session));
            if (!known) {
                refuse(name, known.error());
                continue;
            }
            const analytics::SessionMeasures measures = analytics::measure((*known)->opened, (*known)->guide);
            const std::lock_guard lock(mutex_);
            repeated_ += !tally_.add((*known)->opened, measures);
        }
    }

    const std::vector<std::string>& paths_;
    const core::Language& language_;
    std::vector<std::vector<std::string>> complaints_;  // of each path
    std::atomic<std::size_t> next_ = 0;
    std::mutex mutex_;
    analytics::Tally tally_;
    std::size_t repeated_ = 0;
};

}  // namespace

int metrics(Arguments arguments, const core::Language& language) {
    std::vector<std::string> paths;
    bool as_csv = false;
    for (const std::string_view argument : arguments) {
        if (argument == "--json" || argument == "--csv") {
            as_csv = argument == "--csv";
        } else if (argument.starts_with('-')) {
            return bad_usage(language, "metrics", language.text("cli.unknown_option", {argument}));
        } else {
            paths.emplace_back(argument);
        }
    }
    if (paths.empty()) return bad_usage(language, "metrics", language.text("cli.missing_file"));
    Taking taking(paths, language);
    taking.run();
    const auto write = [](std::string_view text) { put(text); };
    if (as_csv) {
        analytics::write_metrics_csv(taking.tally(), write);
    } else {
        analytics::write_metrics_json(taking.tally(), taking.repeated(), write);
    }
    return taking.good() ? kGood : kBadInput;
}

}  // namespace ensaio::cli
