// What tests/unit/random_walk.hpp needs of GoogleTest, for a WebAssembly program without it: a failure ends
// it.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace stub {

struct Sink {
    bool failed;
    const char* what;
    ~Sink() {
        if (!failed) return;
        std::fprintf(stderr, "%s\n", what);
        std::abort();
    }
    template <class T>
    Sink& operator<<(const T&) {
        return *this;
    }
};

}  // namespace stub

#define EXPECT_TRUE(condition) (stub::Sink{!(condition), #condition})
#define EXPECT_EQ(a, b) (stub::Sink{!((a) == (b)), #a " == " #b})
#define ADD_FAILURE() (stub::Sink{true, "failure"})
