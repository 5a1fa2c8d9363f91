#include <algorithm>
#include <cmath>

#include "analytics/tally.hpp"

namespace ensaio::analytics {
namespace {

// Billionths of at most ten million: the squares of three million values still fit.
constexpr double kUnits = 1e9, kMost = 1e7;

}  // namespace

void Running::add(double value) {
    const auto units = static_cast<Wide>(std::llround(std::clamp(value, -kMost, kMost) * kUnits));
    ++n_;
    sum_ += units;
    squares_ += units * units;
}

void Running::merge(const Running& other) {
    n_ += other.n_;
    sum_ += other.sum_;
    squares_ += other.squares_;
}

double Running::mean() const { return static_cast<double>(sum_) / kUnits / static_cast<double>(n_); }

double Running::squares() const {
    if (n_ == 0) return 0;
    // About a whole number near the mean, so that nothing large is taken from something large in doubles.
    const Wide middle = sum_ / static_cast<Wide>(n_), rest = sum_ % static_cast<Wide>(n_);
    const double about = static_cast<double>(squares_ - middle * (sum_ + rest));
    const double off = static_cast<double>(rest);
    return std::max(0.0, about - off * off / static_cast<double>(n_)) / (kUnits * kUnits);
}

}  // namespace ensaio::analytics
