// Runs a fuzzer once over each file (or each file of a folder) named on the command line, without libFuzzer:
// what a fuzzer once found stays found, in every preset.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::size_t replay(const std::filesystem::path& path) {
    if (std::filesystem::is_directory(path)) {
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(path)) count += replay(entry.path());
        return count;
    }
    std::ifstream file(path, std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    return 1;
}

}  // namespace

int main(int count, char** arguments) {
    LLVMFuzzerTestOneInput(nullptr, 0);
    std::size_t files = 0;
    for (int i = 1; i < count; ++i) {
        const std::size_t its = std::filesystem::exists(arguments[i]) ? replay(arguments[i]) : 0;
        if (its == 0) {
            std::fprintf(stderr, "%s: nothing to replay\n", arguments[i]);
            return 1;
        }
        files += its;
    }
    std::printf("%zu files replayed\n", files);
    return 0;
}
