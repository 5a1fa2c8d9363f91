// Writes a day of tests as one session file: test_day FILE PEOPLE SAMPLE… For looking at worksheets
// (tools/worksheet-pictures.mjs) and for the test that asks a spreadsheet (tests/e2e/worksheet.test.mjs).

#include <cstdio>
#include <string>

#include "tests/unit/plausible_person.hpp"

int main(int argc, char** argv) {
    using namespace ensaio;
    if (argc < 4) {
        std::fputs("test_day FILE PEOPLE SAMPLE…\n", stderr);
        return 2;
    }
    std::vector<session::Bytes> chunks;
    const auto people = static_cast<unsigned>(std::stoul(argv[2]));
    for (int sample = 3; sample < argc; ++sample) {
        const trials::Trial trial = trials::sample_trial(argv[sample], true);
        for (unsigned number = 1; number <= people; ++number) {
            for (session::Bytes& chunk : trials::chunks_of(trials::PlausiblePerson(trial, number).live()))
                chunks.push_back(std::move(chunk));
        }
    }
    const session::Bytes file = session::make_file(chunks);
    std::FILE* out = std::fopen(argv[1], "wb");
    if (out == nullptr) return 1;
    const bool good = std::fwrite(file.data(), 1, file.size(), out) == file.size();
    return std::fclose(out) == 0 && good ? 0 : 1;
}
