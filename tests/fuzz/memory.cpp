// Stands around each fuzzer when libFuzzer drives it: what one input makes it hold is counted, and too much
// is a finding. A fuzzer opens its input several times and keeps copies; what one reader may hold is the
// matter of tests/limits/memory_test.cpp.
#include <sanitizer/allocator_interface.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace {

constexpr std::ptrdiff_t kMost = 256'000'000;

std::atomic<std::ptrdiff_t> held = 0;
std::atomic<bool> counts = false;

void on_malloc(const volatile void*, std::size_t size) {
    if ((held += static_cast<std::ptrdiff_t>(size)) > kMost && counts) std::abort();
}
void on_free(const volatile void* memory) {
    const volatile void* const plain = memory;
    if (plain != nullptr)
        held -= static_cast<std::ptrdiff_t>(__sanitizer_get_allocated_size(const_cast<const void*>(plain)));
}

}  // namespace

extern "C" int __real_LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int __wrap_LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const bool installed = __sanitizer_install_malloc_and_free_hooks(on_malloc, on_free) != 0;
    if (!installed) std::abort();
    held = 0;
    counts = true;
    const int result = __real_LLVMFuzzerTestOneInput(data, size);
    counts = false;
    return result;
}
