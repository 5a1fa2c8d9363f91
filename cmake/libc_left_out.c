// The parts of Emscripten's C and C++ libraries that this program does without, in the place of those they
// would bring along.
#include <stdlib.h>

// What libc++abi says before it aborts goes through all of printf; where it aborted tells the browser's
// stack.
_Noreturn void abort_message(const char* format, ...) { abort(); }

// Only reached by sinf() and cosf() of angles beyond 400 million.
int __rem_pio2_large(double* x, double* y, int exponent, int count, int precision) {
    y[0] = 0;
    return 0;
}
