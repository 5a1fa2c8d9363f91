// What a session weighs and how long reading, replaying, measuring it and making the worksheet take.
// Sessions of random people on both samples; the same seeds give the same sessions.

#include <chrono>
#include <cstdio>
#include <string>

#include "analytics/worksheet.hpp"
#include "analytics/worksheet_files.hpp"
#include "core/language.hpp"
#include "tests/unit/random_walk.hpp"

namespace {

using namespace ensaio;

double seconds_of(const auto& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

constexpr int kSessions = 200;
constexpr int kMoves = 120;

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
        "a session: %zu)\n",
        static_cast<double>(bytes) / minutes, static_cast<double>(bytes) / static_cast<double>(records),
        sources / kSessions);
    std::printf("  reading the file                          %8.3f ms a session\n",
                reading * 1000 / kSessions);
    std::printf("  reading the study and prototype in it     %8.3f ms a session\n",
                opening * 1000 / kSessions);
    std::printf("  replaying and measuring                   %8.3f ms a session, %zu inexact steps\n",
                measuring * 1000 / kSessions, inexact);
    std::printf("  worksheet of all                          %8.1f ms, %zu kB\n", writing * 1000,
                sheet_bytes / 1000);
}

}  // namespace

int main() {
    const auto language = core::Language::read(trials::read_text("assets/languages/pt-BR.json"));
    if (!language) return 1;
    for (const char* sample : {"veiculo-abandonado", "calcada"}) bench(sample, *language);
    return 0;
}
