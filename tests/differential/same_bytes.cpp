// Thousands of random sessions of every sample, recorded, read and run again; prints one line per sample: the
// SHA-256 of all bytes of their journals, of the checksums of all their states, and of the worksheets of each
// dozen of them. Built natively and for
// WebAssembly: both must print the same (tests/e2e/same-bytes.test.mjs). A replay that is not exact ends it
// with status 1.
//
//   same_bytes [sessions of each sample, with and without made-up data; 200 when left out]

#include <cstdio>
#include <cstdlib>

#include "analytics/worksheet.hpp"
#include "analytics/worksheet_files.hpp"
#include "core/language.hpp"
#include "session/replay.hpp"
#include "tests/unit/random_walk.hpp"

namespace {

using namespace ensaio;

constexpr const char* kSamples[] = {"arvore",  "calcada", "creche",          "desenho",
                                    "entulho", "idoso",   "poluicao-sonora", "veiculo-abandonado"};
constexpr int kMoves = 150;

/// Bytes so far, as the hash of the hash before and what is new.
class Running {
public:
    void take(std::span<const std::uint8_t> bytes) {
        const std::span<const std::uint8_t> parts[] = {hash_, bytes};
        hash_ = core::sha256_of_all(parts);
    }
    void take(std::uint64_t number) {
        std::array<std::uint8_t, 8> bytes{};
        for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(number >> 8 * i);
        take(bytes);
    }
    std::string text() const { return core::hex(hash_); }

private:
    core::Sha256 hash_{};
};

/// Adds one session; the number of steps that are not exact when it is run again.
std::size_t add(Running& running, std::vector<session::Opened>& dozen, const trials::Trial& trial,
                std::uint64_t seed) {
    const trials::Lived lived = trials::live(trial, seed, kMoves);
    for (const session::Chunk& chunk : lived.chunks) running.take(chunk.bytes);
    auto opened = session::open(trials::only_session(trials::file_of(lived.chunks)));
    if (!opened) return 1;
    std::size_t inexact = opened->session.records == lived.records ? 0 : 1;
    session::replay(*opened, [&](const session::Moment& moment) {
        inexact += moment.exact ? 0 : 1;
        running.take(study::checksum(opened->study, opened->prototype, moment.after));
    });
    dozen.push_back(*std::move(opened));
    return inexact;
}

/// Adds the worksheet of these sessions, as a workbook.
void add_worksheet(Running& running, std::vector<session::Opened>& dozen, const core::Language& language) {
    const auto bytes = analytics::write_xlsx(analytics::make_worksheet(dozen, language), language);
    if (bytes) running.take(*bytes);
    dozen.clear();
}

}  // namespace

int main(int argc, char** argv) {
    const int sessions = argc > 1 ? std::atoi(argv[1]) : 200;
    const auto language = core::Language::read(trials::read_text("assets/languages/pt-BR.json"));
    if (!language) return 1;
    std::size_t inexact = 0;
    for (const char* sample : kSamples) {
        Running running;
        for (const bool made_up : {false, true}) {
            const trials::Trial trial = trials::sample_trial(sample, made_up);
            std::vector<session::Opened> dozen;
            for (int seed = 0; seed < sessions; ++seed) {
                inexact += add(running, dozen, trial, static_cast<std::uint64_t>(seed));
                if (dozen.size() == 12 || seed + 1 == sessions) add_worksheet(running, dozen, *language);
            }
        }
        std::printf("%-20s %s\n", sample, running.text().c_str());
    }
    std::printf("%zu steps that are not exact\n", inexact);
    return inexact == 0 ? 0 : 1;
}
