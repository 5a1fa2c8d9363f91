#include "analytics/quantiles.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

// Boost declares these where exceptions are off (the web); the policy below never lets them be called.
#ifdef BOOST_NO_EXCEPTIONS
#include <cstdlib>
#include <exception>
namespace boost {
void throw_exception(std::exception const&) { std::abort(); }
void throw_exception(std::exception const&, source_location const&) { std::abort(); }
}  // namespace boost
#endif

namespace ensaio::analytics {
namespace {

namespace math = boost::math;
namespace policy = boost::math::policies;

/// No exceptions, and double stays double: a long double differs from machine to machine.
using Policy =
    policy::policy<policy::domain_error<policy::ignore_error>, policy::pole_error<policy::ignore_error>,
                   policy::overflow_error<policy::ignore_error>,
                   policy::evaluation_error<policy::ignore_error>,
                   policy::rounding_error<policy::ignore_error>, policy::promote_double<false>>;
constexpr Policy kPolicy;

/// ln of n over k
double log_choose(std::int64_t n, std::int64_t k) {
    return std::lgamma(static_cast<double>(n) + 1) - std::lgamma(static_cast<double>(k) + 1) -
           std::lgamma(static_cast<double>(n - k) + 1);
}

}  // namespace

double normal_cdf(double z) { return math::erfc(-z / std::numbers::sqrt2, kPolicy) / 2; }

double normal_quantile(double p) { return -std::numbers::sqrt2 * math::erfc_inv(2 * p, kPolicy); }

double beta_cdf(double x, double a, double b) { return math::ibeta(a, b, std::clamp(x, 0.0, 1.0), kPolicy); }

double beta_quantile(double p, double a, double b) { return math::ibeta_inv(a, b, p, kPolicy); }

double student_cdf(double t, double df) {
    const double tail = math::ibeta(df / 2, 0.5, df / (df + t * t), kPolicy) / 2;
    return t < 0 ? tail : 1 - tail;
}

double student_quantile(double p, double df) {
    if (p == 0.5) return 0;
    const double tail = std::min(p, 1 - p);
    double rest = 0;  // 1 - x, without the loss of subtracting
    const double x = math::ibeta_inv(df / 2, 0.5, 2 * tail, &rest, kPolicy);
    const double t = std::sqrt(df * rest / x);
    return p < 0.5 ? -t : t;
}

double f_quantile(double p, double df1, double df2) {
    double rest = 0;
    const double x = math::ibeta_inv(df1 / 2, df2 / 2, p, &rest, kPolicy);
    return df2 * x / (df1 * rest);
}

double binomial_cdf(std::int64_t k, std::int64_t n, double p) {
    if (k < 0) return 0;
    if (k >= n) return 1;
    return math::ibetac(static_cast<double>(k + 1), static_cast<double>(n - k), p, kPolicy);
}

double hypergeometric(std::int64_t k, std::int64_t marked, std::int64_t drawn, std::int64_t total) {
    if (k < 0 || k > marked || k > drawn || drawn - k > total - marked) return 0;
    return std::exp(log_choose(marked, k) + log_choose(total - marked, drawn - k) - log_choose(total, drawn));
}

}  // namespace ensaio::analytics
