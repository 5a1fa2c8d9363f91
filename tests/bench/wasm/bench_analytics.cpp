// What 70 000 recorded events cost in WebAssembly, built as the studio is: node build/web/bench_analytics.cjs
// FILE… (session files; make bench has made some). Not part of the site.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "analytics/findings.hpp"
#include "analytics/metrics_files.hpp"
#include "analytics/opener.hpp"
#include "session/journal.hpp"

namespace {

using namespace ensaio;

constexpr std::size_t kEvents = 70'000;
constexpr int kTimes = 15;

double now() {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

session::Bytes bytes_of(const char* path) {
    session::Bytes bytes;
    std::FILE* file = std::fopen(path, "rb");
    if (file == nullptr) return bytes;
    for (std::size_t got = 1; got > 0;) {
        const std::size_t had = bytes.size();
        bytes.resize(had + 65'536);
        got = std::fread(bytes.data() + had, 1, 65'536, file);
        bytes.resize(had + got);
    }
    std::fclose(file);
    return bytes;
}

/// The middle of many times, so that one that was disturbed does not count.
double median_ms(const auto& work) {
    std::vector<double> times;
    for (int i = 0; i < kTimes; ++i) {
        const double start = now();
        work();
        times.push_back(now() - start);
    }
    std::ranges::sort(times);
    return times[kTimes / 2];
}

}  // namespace

int main(int count, char** values) {
    std::vector<session::Opened> sessions;
    std::size_t events = 0;
    for (int i = 1; i < count && events < kEvents; ++i) {
        auto file = session::read_file(bytes_of(values[i]));
        if (!file) {
            std::printf("%s: %s\n", values[i], file.error().front().code.c_str());
            return 1;
        }
        for (session::Session& session : file->sessions) {
            if (events >= kEvents) break;
            events += session.records.size();
            auto opened = session::open(std::move(session));
            if (!opened) return 1;
            sessions.push_back(std::move(*opened));
        }
    }
    std::vector<analytics::Guide> guides;
    for (const session::Opened& opened : sessions)
        guides.push_back(analytics::guide_to(opened.study, opened.prototype));
    std::printf("  %zu events in %zu sessions (medians of %d)\n", events, sessions.size(), kTimes);

    std::vector<analytics::SessionMeasures> measures;
    const double running = median_ms([&] {
        measures.clear();
        for (std::size_t i = 0; i < sessions.size(); ++i)
            measures.push_back(analytics::measure(sessions[i], guides[i]));
    });
    std::size_t rows = 0, kinds = 0;
    const double tallying = median_ms([&] {
        analytics::Tally tally;
        for (std::size_t i = 0; i < sessions.size(); ++i) tally.count(sessions[i], measures[i]);
        std::vector<std::string> names;
        rows = 0;
        tally.rows([&](std::span<const analytics::MetricRow> some) {
            rows += some.size();
            for (const analytics::MetricRow& row : some)
                names.push_back(std::string(row.scope) + "." + row.metric);
        });
        std::ranges::sort(names);
        kinds = static_cast<std::size_t>(std::ranges::unique(names).begin() - names.begin());
    });
    const double all = running + tallying;
    std::printf("  every session run again and measured         %7.1f ms\n", running);
    std::printf("  tallied to %zu figures of %zu metrics         %7.1f ms\n", rows, kinds, tallying);
    std::printf("  a metric, of all of them                     %7.2f ms  (limit 20: %s)\n",
                all / static_cast<double>(kinds), all / static_cast<double>(kinds) < 20 ? "yes" : "NO");

    // One alone, from measures that are there: what a page waits for that shows it.
    struct Attempt {
        std::size_t x = 0, n = 0;
        std::vector<double> seconds;
    } one;
    const double alone = median_ms([&] {
        one = {};
        for (const analytics::SessionMeasures& session : measures) {
            for (const analytics::TaskMeasures& task : session.tasks) {
                if (task.outcome == analytics::Outcome::interrupted) continue;
                ++one.n;
                one.x += analytics::is_success(task.outcome);
                if (analytics::is_success(task.outcome) && task.active_s > 0)
                    one.seconds.push_back(task.active_s);
            }
        }
        if (!analytics::rate({static_cast<unsigned>(one.x), static_cast<unsigned>(one.n)})) std::abort();
        if (!analytics::time_on_task(one.seconds)) std::abort();
    });
    std::printf("  completion and time on task of what is measured, alone  %7.2f ms\n", alone);
    std::vector<const session::Opened*> given;
    for (const session::Opened& opened : sessions) given.push_back(&opened);
    std::size_t found = 0;
    const double finding = median_ms([&] { found = analytics::find_candidates(given).size(); });
    std::printf("  all rules of findings, with running again    %7.1f ms, %zu findings\n", finding, found);
    std::printf("  Quant-UX, as its makers publish it: 65 to 118 ms a metric for as many events in Node.\n");
    return 0;
}
