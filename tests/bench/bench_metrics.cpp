// How many sessions a second `ensaio metrics` takes in: reading, running again, measuring, tallying. 100 000
// random sessions over all samples; making them is not counted. The number may be given on the command line.

#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "analytics/metrics_files.hpp"
#include "analytics/opener.hpp"
#include "tests/unit/random_walk.hpp"

namespace {

using namespace ensaio;

constexpr const char* kSamples[] = {"arvore",  "calcada", "creche",          "desenho",
                                    "entulho", "idoso",   "poluicao-sonora", "veiculo-abandonado"};
constexpr int kMoves = 120;
constexpr std::size_t kFiles = 8, kSessionsOfFile = 125;  // in memory at a time
constexpr unsigned kCores = 2;

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Of all threads: what the work costs, however busy the machine is.
double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Does `work(i)` for every i below `count` on all cores.
void on_all_cores(std::size_t count, const auto& work) {
    std::atomic<std::size_t> next = 0;
    const auto go = [&] {
        for (std::size_t i = next++; i < count; i = next++) work(i);
    };
    std::vector<std::thread> others;
    for (unsigned i = 1; i < kCores; ++i) others.emplace_back(go);
    go();
    for (std::thread& other : others) other.join();
}

std::size_t peak_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::size_t>(usage.ru_maxrss) / 1024;
}

}  // namespace

int main(int count, char** values) {
    const std::size_t wanted = count > 1 ? std::strtoul(values[1], nullptr, 10) : 100'000;
    std::vector<trials::Trial> trials;
    for (const char* sample : kSamples) trials.push_back(trials::sample_trial(sample, true));

    analytics::Tally tally;
    std::mutex mutex;
    std::atomic<std::size_t> records = 0, bytes = 0, inexact = 0;
    std::vector<analytics::Opener> openers(kFiles);
    std::vector<session::Bytes> files(kFiles);
    double seconds = 0, processor = 0;
    std::size_t done = 0, next_told = 1'000;
    std::printf("  sessions   seconds   sessions a second   processor ms a session   peak memory\n");
    while (done < wanted) {
        on_all_cores(kFiles, [&](std::size_t file) {
            std::vector<session::Bytes> chunks;
            for (std::size_t i = 0; i < kSessionsOfFile; ++i) {
                const std::size_t seed = done + file * kSessionsOfFile + i;
                trials::Lived lived = trials::live(trials[seed % std::size(kSamples)], seed, kMoves);
                records += lived.records.size();
                for (session::Chunk& chunk : lived.chunks) chunks.push_back(std::move(chunk.bytes));
            }
            files[file] = session::make_file(chunks);
            bytes += files[file].size();
        });
        const double start = now(), cost = processor_seconds();
        on_all_cores(kFiles, [&](std::size_t file) {
            auto read = session::read_file(files[file]);
            if (!read) std::abort();
            for (session::Session& session : read->sessions) {
                session.header.participant = session.header.id.substr(0, 6);
                const auto known = openers[file].open(std::move(session));
                if (!known) std::abort();
                const analytics::SessionMeasures measures =
                    analytics::measure((*known)->opened, (*known)->guide);
                inexact += measures.inexact;
                const std::lock_guard lock(mutex);
                tally.add((*known)->opened, measures);
            }
        });
        seconds += now() - start;
        processor += processor_seconds() - cost;
        done += kFiles * kSessionsOfFile;
        if (done < next_told && done < wanted) continue;
        while (next_told <= done) next_told *= 10;
        std::printf("  %8zu  %8.2f  %18.0f  %23.3f  %8zu MB\n", done, seconds,
                    static_cast<double>(done) / seconds, 1000 * processor / static_cast<double>(done),
                    peak_mb());
    }
    const double start = now();
    std::size_t json = 0;
    analytics::write_metrics_json(tally, 0, [&](std::string_view text) { json += text.size(); });
    std::printf(
        "  %zu records, %zu MB of files, %zu inexact moments; %zu MB of JSON in %.2f s; peak memory %zu MB\n",
        records.load(), bytes.load() / 1'000'000, inexact.load(), json / 1'000'000, now() - start, peak_mb());
    return 0;
}
