// How many sessions a second `ensaio metrics` takes in, from files to figures. 100 000 random sessions over
// all samples (the number may be given on the command line), as people send them: whole, with their end, 250
// to a packed file. Making them is not counted. They stay in build/native/bench-sessions for
// tests/bench/duckdb.mjs.

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "session/track_bytes.hpp"
#include "tests/unit/random_walk.hpp"

namespace {

using namespace ensaio;
namespace fs = std::filesystem;

constexpr const char* kSamples[] = {"arvore",  "calcada", "creche",          "desenho",
                                    "entulho", "idoso",   "poluicao-sonora", "veiculo-abandonado"};
constexpr int kMoves = 120;
constexpr std::size_t kSessionsOfFile = 250, kSessionsOfPerson = 5;
constexpr unsigned kCores = 2;

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

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

/// What the browser stores of a session, its end with it.
std::vector<session::Bytes> chunks_of(const trials::Trial& trial, std::uint64_t seed, std::size_t& records) {
    trials::Lived lived = trials::live(trial, seed, kMoves);
    lived.header.participant = "P" + std::to_string(seed / kSessionsOfPerson);
    session::Recorder recorder(lived.header, trial.study.source, trial.prototype.source);
    const session::Bytes trace = session::track_payload(
        {.boxes = {},
         .samples = {{.kind = session::TraceSample::Kind::modality, .x = static_cast<int>(seed % 2)}}});
    recorder.add_track(0, std::span(trace).subspan(1));
    for (const session::Record& record : lived.records) recorder.add(record.at, record.event);
    std::vector<session::Bytes> chunks;
    for (session::Chunk& chunk : recorder.take()) chunks.push_back(std::move(chunk.bytes));
    recorder.end(chunks);
    for (session::Chunk& chunk : recorder.take()) chunks.push_back(std::move(chunk.bytes));
    records += lived.records.size();
    return chunks;
}

std::string file_name(const fs::path& folder, std::size_t number) {
    const std::string digits = std::to_string(1'000'000 + number);
    return (folder / (digits.substr(1) + ".ensaio")).string();
}

void write(const std::string& path, const session::Bytes& bytes) {
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

struct Cost {
    double seconds = 0, processor = 0;
    std::size_t peak_mb = 0;
    bool good = false;
};

Cost run(std::vector<std::string> arguments, const fs::path& output) {
    std::vector<char*> values;
    for (std::string& argument : arguments) values.push_back(argument.data());
    values.push_back(nullptr);
    const double start = now();
    const pid_t child = fork();
    if (child == 0) {
        const int to = open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        dup2(to, STDOUT_FILENO);
        execv(values[0], values.data());
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return {.seconds = now() - start,
            .processor = seconds(usage.ru_utime) + seconds(usage.ru_stime),
            .peak_mb = static_cast<std::size_t>(usage.ru_maxrss) / 1024,
            .good = WIFEXITED(status) && WEXITSTATUS(status) == 0};
}

}  // namespace

int main(int count, char** values) {
    const std::size_t wanted = count > 1 ? std::strtoul(values[1], nullptr, 10) : 100'000;
    const fs::path built = fs::path(values[0]).parent_path().parent_path();
    const std::string program = (built / "ensaio").string();
    const fs::path folder = built / "bench-sessions";
    fs::remove_all(folder);
    fs::create_directories(folder / "alone");
    std::vector<trials::Trial> trials;
    for (const char* sample : kSamples) trials.push_back(trials::sample_trial(sample, true));

    std::atomic<std::size_t> records = 0, bytes = 0;
    const std::size_t files = (wanted + kSessionsOfFile - 1) / kSessionsOfFile;
    const double start = now();
    on_all_cores(files, [&](std::size_t file) {
        std::vector<session::Bytes> chunks;
        std::size_t lived = 0;
        for (std::size_t i = 0; i < kSessionsOfFile; ++i) {
            const std::size_t seed = file * kSessionsOfFile + i;
            const auto made = chunks_of(trials[seed % trials.size()], seed, lived);
            chunks.insert(chunks.end(), made.begin(), made.end());
            // The first thousand once more, a file each.
            if (seed < 1'000)
                write(file_name(folder / "alone", seed), session::pack_file(session::make_file(made)));
        }
        const session::Bytes packed = session::pack_file(session::make_file(chunks));
        write(file_name(folder, file), packed);
        records += lived;
        bytes += packed.size();
    });
    std::printf("  %zu sessions, %zu records, %zu files of %zu MB together, made in %.0f s\n", wanted,
                records.load(), files, bytes.load() / 1'000'000, now() - start);
    std::printf(
        "  sessions                 seconds   a second   a second on %u cores that do nothing else   peak "
        "memory\n",
        kCores);
    double first = 0, last = 0;
    const auto measure = [&](const char* what, std::size_t sessions, std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), {program, "metrics"});
        Cost best;
        for (int i = 0; i < 3; ++i) {
            const Cost cost = run(arguments, folder / "metrics.json");
            if (!cost.good) {
                std::fprintf(stderr, "ensaio metrics failed\n");
                std::exit(1);
            }
            if (i == 0 || cost.processor < best.processor) best = cost;
        }
        const auto n = static_cast<double>(sessions);
        std::printf("  %8zu %-15s %7.2f   %8.0f   %43.0f   %8zu MB\n", sessions, what, best.seconds,
                    n / best.seconds, n * kCores / best.processor, best.peak_mb);
        return best.processor / n;
    };
    measure("a file each", 1'000, {(folder / "alone").string()});
    for (std::size_t sessions = 1'000; sessions <= wanted; sessions *= 10) {
        std::vector<std::string> some;
        for (std::size_t i = 0; i < sessions / kSessionsOfFile; ++i) some.push_back(file_name(folder, i));
        last = measure("in packed files", sessions, some);
        if (sessions == 1'000) first = last;
    }
    std::printf("  a session of the most costs %.2f times what one of 1 000 does (1: linear)\n",
                last / first);
    fs::remove_all(folder / "alone");
    return 0;
}
