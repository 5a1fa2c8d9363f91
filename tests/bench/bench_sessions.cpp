// What the records of a session weigh and how long reading, replaying, measuring it and making the worksheet
// take. Sessions of random people on the samples; the same seeds give the same sessions.

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "analytics/worksheet.hpp"
#include "analytics/worksheet_files.hpp"
#include "core/language.hpp"
#include "session/journal.hpp"
#include "session/replay.hpp"
#include "studio/merge.hpp"
#include "tests/unit/random_walk.hpp"

namespace {

using namespace ensaio;

double seconds_of(const auto& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// By the processor's clock: what other programs take meanwhile is not in it.
double work_of(const auto& work) {
    const std::clock_t start = std::clock();
    work();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

constexpr int kSessions = 200;
constexpr int kMoves = 120;
constexpr double kMostBytesOfAMinute = 3'000;

bool missed = false;

/// What is counted is the same on every machine: where it is not `good`, the bench fails.
const char* judged(bool good) {
    missed = missed || !good;
    return good ? "" : "  MISSED";
}

void bench(const std::string& sample, const core::Language& language) {
    const trials::Trial trial = trials::sample_trial(sample, true);
    std::size_t records = 0, bytes = 0, sources = 0;
    double minutes = 0;
    std::vector<session::Bytes> chunks;
    for (int seed = 0; seed < kSessions; ++seed) {
        const trials::Lived lived = trials::live(trial, static_cast<std::uint64_t>(seed), kMoves);
        records += lived.records.size();
        minutes += static_cast<double>(lived.records.back().at) / 60'000;
        for (const session::Chunk& chunk : lived.chunks) {
            (chunk.sequence < 3 ? sources : bytes) += chunk.bytes.size();
            chunks.push_back(chunk.bytes);
        }
    }
    const session::Bytes file = session::make_file(chunks);
    std::vector<session::Session> sessions;
    const double reading = seconds_of([&] { sessions = std::move(session::read_file(file)->sessions); });
    std::vector<session::Opened> opened;
    const double opening = seconds_of([&] {
        for (session::Session& one : sessions) opened.push_back(std::move(*session::open(std::move(one))));
    });
    std::size_t inexact = 0;
    const double measuring = seconds_of([&] {
        for (const session::Opened& one : opened) inexact += analytics::measure(one).inexact;
    });
    std::size_t sheet_bytes = 0;
    const double writing = seconds_of([&] {
        if (const auto book = analytics::write_xlsx(analytics::make_worksheet(opened, language), language))
            sheet_bytes = book->size();
    });
    std::printf("%s: %d sessions, %zu records, %.0f minutes\n", sample.c_str(), kSessions, records, minutes);
    std::printf(
        "  bytes a minute, uncompressed              %8.0f  (%.1f a record; header, study and prototype once "
        "a session: %zu)%s\n",
        static_cast<double>(bytes) / minutes, static_cast<double>(bytes) / static_cast<double>(records),
        sources / kSessions, judged(static_cast<double>(bytes) / minutes <= kMostBytesOfAMinute));
    std::printf("  reading the file                          %8.3f ms a session\n",
                reading * 1000 / kSessions);
    std::printf("  reading the study and prototype in it     %8.3f ms a session\n",
                opening * 1000 / kSessions);
    std::printf("  replaying and measuring                   %8.3f ms a session, %zu inexact steps%s\n",
                measuring * 1000 / kSessions, inexact, judged(inexact == 0));
    std::printf("  worksheet of all                          %8.1f ms, %zu kB\n", writing * 1000,
                sheet_bytes / 1000);
}

// ---------------------------------------------------------------- going to any place of it

/// For tests/bench/seeking.mjs, which goes to any place of it in a browser.
void leave(const session::Bytes& file, const std::string& sample) {
    const std::filesystem::path folder = std::filesystem::path(ENSAIO_SOURCE_DIR) / "build/bench/half-hours";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / (sample + ".ensaio"), std::ios::binary)
        .write(reinterpret_cast<const char*>(file.data()), static_cast<std::streamsize>(file.size()));
}

double quantile(std::vector<double>& values, double part) {
    std::ranges::sort(values);
    return values[std::min(values.size() - 1,
                           static_cast<std::size_t>(static_cast<double>(values.size()) * part))];
}

void bench_seeking(const std::string& sample) {
    const session::Bytes file = trials::half_an_hour(trials::sample_trial(sample, true));
    leave(file, sample);
    const session::Opened opened = *session::open(trials::only_session(file));
    std::optional<session::Seeker> seeker;
    const double preparing = seconds_of([&] { seeker.emplace(opened); });
    std::vector<double> times;
    constexpr int kPlaces = 2000;
    std::uint64_t dice = 5;
    for (int i = 0; i < kPlaces; ++i) {
        const std::uint64_t at = core::split_mix(dice) % (30 * 60'000);
        times.push_back(work_of([&] { seeker->at_time(at); }));
    }
    std::printf("  %-20s %6.3f ms, at most %6.3f ms (limit 16); preparing %6.2f ms, %zu records\n",
                sample.c_str(), quantile(times, 0.5) * 1000, quantile(times, 1) * 1000, preparing * 1000,
                opened.session.records.size());
}

// ---------------------------------------------------------------- merging

void bench_merging() {
    constexpr std::uint64_t kMany = 1000;
    session::Bytes file(session::kFileMagic.begin(), session::kFileMagic.end());
    std::uint64_t first_seed = 0;
    for (const char* sample : {"veiculo-abandonado", "calcada"}) {
        const trials::Trial trial = trials::sample_trial(sample, true);
        for (std::uint64_t seed = 0; seed < kMany / 2; ++seed) {
            for (const session::Chunk& chunk : trials::live(trial, first_seed + seed, kMoves).chunks)
                file.insert(file.end(), chunk.bytes.begin(), chunk.bytes.end());
        }
        first_seed += kMany;
    }
    const session::Bytes packed = session::pack_file(file);
    std::size_t came = 0, known = 0;
    const double first = seconds_of([&] { came = studio::merge(packed, {}, {})->came.size(); });
    const double again = seconds_of([&] { known = studio::merge(packed, {{file}}, {})->known.size(); });
    std::printf("  %.1f MB in packs, %.1f MB unpacked: %zu come in %.0f ms; again, %zu known in %.0f ms%s\n",
                static_cast<double>(packed.size()) / 1e6, static_cast<double>(file.size()) / 1e6, came,
                first * 1000, known, again * 1000, judged(came == kMany && known == kMany));
}

}  // namespace

int main() {
    const auto language = core::Language::read(trials::read_text("assets/languages/pt-BR.json"));
    if (!language) return 1;
    constexpr std::array kSamples = {
        "veiculo-abandonado", "calcada", "arvore", "creche", "desenho", "entulho", "idoso",
        "poluicao-sonora"};
    for (const char* sample : {"veiculo-abandonado", "calcada"}) bench(sample, *language);
    std::printf("Going to any time of half an hour, median\n");
    for (const char* sample : kSamples) bench_seeking(sample);
    std::printf("Merging 1000 sessions of two samples\n");
    bench_merging();
    return missed ? 1 : 0;
}
