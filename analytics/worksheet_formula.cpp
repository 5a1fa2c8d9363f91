#include "analytics/worksheet_formula.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <optional>

#include "analytics/quantiles.hpp"
#include "analytics/times.hpp"

namespace ensaio::analytics {
namespace {

using Args = std::vector<FormulaValue>;

Single error(std::string_view code) { return FormulaError{std::string(code)}; }
FormulaValue one(Single value) { return {.items = {std::move(value)}, .is_array = false}; }
bool is_error(const Single& value) { return std::holds_alternative<FormulaError>(value); }

/// As an operator of arithmetic takes it: blank is 0, text is no number.
std::optional<double> number_in(const Single& value) {
    if (const auto* number = std::get_if<double>(&value)) return *number;
    if (const auto* truth = std::get_if<bool>(&value)) return *truth ? 1 : 0;
    if (std::holds_alternative<std::monostate>(value)) return 0;
    return std::nullopt;
}

std::string text_in(const Single& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* truth = std::get_if<bool>(&value)) return *truth ? "TRUE" : "FALSE";
    if (const auto* number = std::get_if<double>(&value)) {
        std::array<char, 40> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *number,
                                       std::chars_format::general, 15);
        return {digits.data(), end.ptr};
    }
    return {};
}

bool is_true(const Single& value) {
    const auto number = number_in(value);
    return number && *number != 0;
}

Single finite(double value) { return std::isfinite(value) ? Single(value) : error("#NUM!"); }

/// Numbers before texts before truths; upper and lower case are the same.
int compare(const Single& a, const Single& b) {
    const auto rank = [](const Single& value, const Single& other) {
        if (std::holds_alternative<std::monostate>(value))
            return std::holds_alternative<std::string>(other) ? 1 : 0;
        if (std::holds_alternative<std::string>(value)) return 1;
        return std::holds_alternative<bool>(value) ? 2 : 0;
    };
    const int of_a = rank(a, b), of_b = rank(b, a);
    if (of_a != of_b) return of_a < of_b ? -1 : 1;
    if (of_a == 1) {
        const auto lower = [](std::string text) {
            for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
            return text;
        };
        const int order = lower(text_in(a)).compare(lower(text_in(b)));
        return order < 0 ? -1 : (order > 0 ? 1 : 0);
    }
    const double x = *number_in(a), y = *number_in(b);
    return x < y ? -1 : (x > y ? 1 : 0);
}

Single operate(std::string_view sign, const Single& a, const Single& b) {
    if (is_error(a)) return a;
    if (is_error(b)) return b;
    if (sign == "&") return text_in(a) + text_in(b);
    if (sign == "=") return compare(a, b) == 0;
    if (sign == "<>") return compare(a, b) != 0;
    if (sign == "<") return compare(a, b) < 0;
    if (sign == ">") return compare(a, b) > 0;
    if (sign == "<=") return compare(a, b) <= 0;
    if (sign == ">=") return compare(a, b) >= 0;
    const auto x = number_in(a), y = number_in(b);
    if (!x || !y) return error("#VALUE!");
    if (sign == "+") return finite(*x + *y);
    if (sign == "-") return finite(*x - *y);
    if (sign == "*") return finite(*x * *y);
    if (sign == "/") return *y == 0 ? error("#DIV/0!") : finite(*x / *y);
    return finite(std::pow(*x, *y));
}

/// Element by element; what is single stands for each.
template <class Each>
FormulaValue for_each_of(std::span<const FormulaValue> args, const Each& each) {
    std::size_t length = 1;
    bool is_array = false;
    for (const FormulaValue& arg : args) {
        if (!arg.is_array) continue;
        length = is_array ? std::max(length, arg.items.size()) : arg.items.size();
        is_array = true;
    }
    FormulaValue result{.items = {}, .is_array = is_array};
    result.items.reserve(length);
    std::vector<Single> at(args.size());
    for (std::size_t i = 0; i < length; ++i) {
        for (std::size_t k = 0; k < args.size(); ++k) {
            const FormulaValue& arg = args[k];
            if (!arg.is_array) {
                at[k] = arg.items.front();
            } else {
                at[k] = i < arg.items.size() ? arg.items[i] : error("#N/A");
            }
        }
        result.items.push_back(each(at));
    }
    return result;
}

/// The numbers among all arguments; texts, truths and blanks are passed over. An error: it is the result.
struct Numbers {
    std::vector<double> values;
    std::optional<Single> error;
};
Numbers numbers_in(std::span<const FormulaValue> args) {
    Numbers numbers;
    for (const FormulaValue& arg : args) {
        for (const Single& item : arg.items) {
            if (const auto* number = std::get_if<double>(&item)) numbers.values.push_back(*number);
            if (is_error(item) && !numbers.error) numbers.error = item;
        }
    }
    return numbers;
}

template <class Of>
FormulaValue of_numbers(std::span<const FormulaValue> args, std::size_t fewest, const Of& of) {
    const Numbers numbers = numbers_in(args);
    if (numbers.error) return one(*numbers.error);
    if (numbers.values.size() < fewest) return one(error("#DIV/0!"));
    return one(finite(of(numbers.values)));
}

double sum_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

template <class Of>
FormulaValue of_each_number(std::span<const FormulaValue> args, const Of& of) {
    return for_each_of(args, [&](std::span<const Single> at) -> Single {
        std::vector<double> numbers;
        for (const Single& item : at) {
            if (is_error(item)) return item;
            const auto number = number_in(item);
            if (!number) return error("#VALUE!");
            numbers.push_back(*number);
        }
        return finite(of(numbers));
    });
}

struct Function {
    std::string_view name;
    std::size_t fewest = 1;  // arguments
    FormulaValue (*compute)(std::span<const FormulaValue> args);
};

FormulaValue position(std::span<const FormulaValue> args) {  // MATCH(x, column, 0)
    for (std::size_t i = 0; i < args[1].items.size(); ++i) {
        const Single& item = args[1].items[i];
        if (!is_error(item) && item.index() == args[0].items[0].index() &&
            compare(item, args[0].items[0]) == 0)
            return one(static_cast<double>(i + 1));
    }
    return one(error("#N/A"));
}

FormulaValue rank(std::span<const FormulaValue> args) {
    const auto x = number_in(args[0].items[0]);
    const Numbers all = numbers_in(args.subspan(1, 1));
    if (!x || std::ranges::find(all.values, *x) == all.values.end()) return one(error("#N/A"));
    return one(1.0 + static_cast<double>(
                         std::ranges::count_if(all.values, [&](double other) { return other > *x; })));
}

FormulaValue sum_of_products(std::span<const FormulaValue> args) {
    double sum = 0;
    const FormulaValue products = for_each_of(args, [&](std::span<const Single> at) -> Single {
        double product = 1;
        for (const Single& item : at) {
            if (is_error(item)) return item;
            const auto* number = std::get_if<double>(&item);
            product *= number == nullptr ? 0 : *number;
        }
        return product;
    });
    for (const Single& item : products.items) {
        if (is_error(item)) return one(item);
        sum += std::get<double>(item);
    }
    return one(finite(sum));
}

/// The last argument, of ROUND and ROUNDUP the digits, applies to each.
double rounded(std::span<const double> at, double (*round)(double)) {
    const double scale = std::pow(10, at[1]);
    return round(at[0] * scale) / scale;
}

constexpr Function kFunctions[] = {
    {"ABS", 1,
     [](auto args) { return of_each_number(args, [](const auto& at) { return std::fabs(at[0]); }); }},
    {"AND", 1,
     [](auto args) {
         for (const FormulaValue& arg : args) {
             for (const Single& item : arg.items) {
                 if (!is_true(item)) return one(is_error(item) ? item : Single(false));
             }
         }
         return one(true);
     }},
    {"AVERAGE", 1,
     [](auto args) {
         return of_numbers(args, 1,
                           [](const auto& all) { return sum_of(all) / static_cast<double>(all.size()); });
     }},
    {"COUNT", 1, [](auto args) { return one(static_cast<double>(numbers_in(args).values.size())); }},
    {"EXP", 1,
     [](auto args) { return of_each_number(args, [](const auto& at) { return std::exp(at[0]); }); }},
    {"IF", 3,
     [](auto args) {
         return for_each_of(args, [](std::span<const Single> at) -> Single {
             if (is_error(at[0])) return at[0];
             return is_true(at[0]) ? at[1] : at[2];
         });
     }},
    {"IFERROR", 2,
     [](auto args) {
         return for_each_of(args, [](std::span<const Single> at) { return is_error(at[0]) ? at[1] : at[0]; });
     }},
    {"INDEX", 2,
     [](auto args) {
         const auto at = number_in(args[1].items[0]);
         if (is_error(args[1].items[0])) return args[1];
         if (!at || *at < 1 || *at > static_cast<double>(args[0].items.size())) return one(error("#REF!"));
         return one(args[0].items[static_cast<std::size_t>(*at) - 1]);
     }},
    {"ISNUMBER", 1,
     [](auto args) {
         return for_each_of(args, [](std::span<const Single> at) -> Single {
             return std::holds_alternative<double>(at[0]);
         });
     }},
    {"LN", 1,
     [](auto args) {
         return of_each_number(args, [](const auto& at) { return at[0] > 0 ? std::log(at[0]) : NAN; });
     }},
    {"MATCH", 3, position},
    {"MAX", 1,
     [](auto args) {
         return of_numbers(args, 0, [](const auto& all) { return all.empty() ? 0 : std::ranges::max(all); });
     }},
    {"MEDIAN", 1,
     [](auto args) { return of_numbers(args, 1, [](const auto& all) { return *percentile(all, 0.5); }); }},
    {"MIN", 1,
     [](auto args) {
         return of_numbers(args, 0, [](const auto& all) { return all.empty() ? 0 : std::ranges::min(all); });
     }},
    {"NA", 0, [](auto) { return one(error("#N/A")); }},
    {"NOT", 1, [](auto args) { return one(!is_true(args[0].items[0])); }},
    {"OR", 1,
     [](auto args) {
         bool any = false;
         for (const FormulaValue& arg : args) {
             for (const Single& item : arg.items) {
                 if (is_error(item)) return one(item);
                 any = any || is_true(item);
             }
         }
         return one(any);
     }},
    {"RANK", 2, rank},
    {"ROUND", 2,
     [](auto args) { return of_each_number(args, [](const auto& at) { return rounded(at, std::round); }); }},
    {"ROUNDUP", 2,
     [](auto args) { return of_each_number(args, [](const auto& at) { return rounded(at, std::ceil); }); }},
    {"SMALL", 2,
     [](auto args) {
         Numbers all = numbers_in(args.subspan(0, 1));
         if (all.error) return one(*all.error);
         const auto k = number_in(args[1].items[0]);
         if (!k || *k < 1 || *k > static_cast<double>(all.values.size())) return one(error("#NUM!"));
         std::ranges::sort(all.values);
         return one(all.values[static_cast<std::size_t>(*k) - 1]);
     }},
    {"SQRT", 1,
     [](auto args) { return of_each_number(args, [](const auto& at) { return std::sqrt(at[0]); }); }},
    {"STDEV", 1,
     [](auto args) { return of_numbers(args, 2, [](const auto& all) { return moments(all)->sd; }); }},
    {"SUM", 1, [](auto args) { return of_numbers(args, 0, sum_of); }},
    {"SUMPRODUCT", 1, sum_of_products},
    {"TINV", 2,
     [](auto args) {
         return of_each_number(args, [](const auto& at) {
             const double p = at[0], df = at[1];
             return p > 0 && p < 1 && df >= 1 ? student_quantile(1 - p / 2, df) : NAN;
         });
     }},
};

class Computing {
public:
    Computing(std::string_view text, const std::function<FormulaValue(std::string_view)>& refer)
        : text_(text), refer_(refer) {}

    FormulaValue whole() {
        FormulaValue value = expression(0);
        space();
        return good_ && at_ == text_.size() ? value : one(error("#VALUE!"));
    }

private:
    void space() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    }
    bool takes(std::string_view sign) {
        space();
        if (!text_.substr(at_).starts_with(sign)) return false;
        at_ += sign.size();
        return true;
    }

    /// By how strongly its operators bind: comparisons, &, + −, * /, ^.
    FormulaValue expression(std::size_t level) {
        static constexpr std::array<std::array<std::string_view, 6>, 5> kSigns = {
            {{"<>", "<=", ">=", "=", "<", ">"}, {"&"}, {"+", "-"}, {"*", "/"}, {"^"}}};
        if (level == kSigns.size()) return primary();
        FormulaValue value = expression(level + 1);
        while (good_) {
            const auto sign = std::ranges::find_if(kSigns[level], [&](std::string_view one_sign) {
                return !one_sign.empty() && takes(one_sign);
            });
            if (sign == kSigns[level].end()) break;
            const std::array<FormulaValue, 2> sides = {std::move(value), expression(level + 1)};
            value =
                for_each_of(sides, [&](std::span<const Single> at) { return operate(*sign, at[0], at[1]); });
        }
        return value;
    }

    struct Deeper {
        explicit Deeper(int& depth) : of(++depth) {}
        Deeper(const Deeper&) = delete;
        Deeper& operator=(const Deeper&) = delete;
        ~Deeper() { --of; }
        int& of;
    };

    FormulaValue primary() {
        const Deeper deeper(depth_);
        space();
        if (depth_ > kDeepest || at_ == text_.size() || !good_) return bad();
        const char c = text_[at_];
        if (takes("(")) {
            FormulaValue value = expression(0);
            return takes(")") ? value : bad();
        }
        if (takes("-")) {
            const std::array<FormulaValue, 2> sides = {one(0.0), primary()};
            return for_each_of(sides, [&](std::span<const Single> at) { return operate("-", at[0], at[1]); });
        }
        if (c == '"') return string();
        if (c == '{') return reference();
        if ((c >= '0' && c <= '9') || c == '.') return number();
        return call();
    }

    FormulaValue string() {
        std::string text;
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] == '"' && !text_.substr(at_ + 1).starts_with('"')) {
                ++at_;
                return one(std::move(text));
            }
            if (text_[at_] == '"') ++at_;
            text += text_[at_];
        }
        return bad();
    }

    FormulaValue reference() {
        const std::size_t end = text_.find('}', at_);
        if (end == std::string_view::npos) return bad();
        const std::string_view name = text_.substr(at_ + 1, end - at_ - 1);
        at_ = end + 1;
        FormulaValue value = refer_(name);
        return value.items.empty() && !value.is_array ? one(error("#REF!")) : value;
    }

    FormulaValue number() {
        // As many digits as a double holds, and one division: the nearest number, everywhere the same.
        constexpr std::uint64_t kMost = 900'000'000'000'000;
        std::uint64_t digits = 0;
        int scale = 0;
        bool behind_point = false;
        for (; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '.' && !behind_point) {
                behind_point = true;
            } else if (c < '0' || c > '9') {
                break;
            } else if (digits <= kMost) {
                digits = digits * 10 + static_cast<std::uint64_t>(c - '0');
                scale -= behind_point ? 1 : 0;
            } else if (!behind_point) {
                ++scale;
            }
        }
        const double value = scale < 0 ? static_cast<double>(digits) / std::pow(10.0, -scale)
                                       : static_cast<double>(digits) * std::pow(10.0, scale);
        return one(value);
    }

    FormulaValue call() {
        const std::size_t open = text_.find('(', at_);
        if (open == std::string_view::npos) return bad();
        const std::string_view name = text_.substr(at_, open - at_);
        const auto function = std::ranges::find(kFunctions, name, &Function::name);
        if (function == std::end(kFunctions)) return bad();
        at_ = open + 1;
        Args args;
        if (!takes(")")) {
            do {
                args.push_back(expression(0));
            } while (good_ && takes(","));
            if (!takes(")")) return bad();
        }
        if (!good_ || args.size() < function->fewest) return bad();
        for (const FormulaValue& arg : args) {
            if (arg.items.empty() && !arg.is_array) return bad();
        }
        return function->compute(args);
    }

    FormulaValue bad() {
        good_ = false;
        return one(error("#VALUE!"));
    }

    static constexpr int kDeepest = 200;

    std::string_view text_;
    const std::function<FormulaValue(std::string_view)>& refer_;
    std::size_t at_ = 0;
    int depth_ = 0;
    bool good_ = true;
};

}  // namespace

std::vector<std::string_view> formula_functions() {
    std::vector<std::string_view> names;
    for (const Function& function : kFunctions) names.push_back(function.name);
    return names;
}

FormulaValue compute(std::string_view text, const std::function<FormulaValue(std::string_view)>& refer) {
    return Computing(text, refer).whole();
}

Reference read_reference(std::string_view text) {
    if (const auto at = text.find('@'); at != std::string_view::npos)
        return {Reference::Kind::keyed, text.substr(0, at), text.substr(at + 1)};
    if (const auto dots = text.find(".."); dots != std::string_view::npos)
        return {Reference::Kind::span, text.substr(0, dots), text.substr(dots + 2)};
    if (text.ends_with(':')) return {Reference::Kind::column, text.substr(0, text.size() - 1), {}};
    return {Reference::Kind::cell, text, {}};
}

}  // namespace ensaio::analytics
