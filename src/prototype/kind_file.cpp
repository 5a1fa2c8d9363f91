#include <algorithm>

#include "prototype/kinds.hpp"

namespace ensaio::prototype {

namespace {

constexpr std::int64_t kKilobyte = 1024;  // as Windows and most phones count
constexpr std::int64_t kMegabyte = 1024 * kKilobyte;

struct File {
    std::string_view name, type;
    std::optional<std::int64_t> bytes;
};

/// From "name" or "name\nbytes\nMIME type"; the name itself may have line feeds.
File file_of(std::string_view part) {
    const std::size_t second = part.rfind('\n');
    const std::size_t first = second == 0 || second == std::string_view::npos ? std::string_view::npos
                                                                              : part.rfind('\n', second - 1);
    if (first == std::string_view::npos) return {part, {}, {}};
    return {part.substr(0, first), part.substr(second + 1),
            whole_number(part.substr(first + 1, second - first - 1))};
}

/// "300 KB", "1,2 MB". Rounded up: a file that is too large never looks as if it were not.
std::string readable(std::int64_t bytes) {
    const std::int64_t kilobytes = (bytes + kKilobyte - 1) / kKilobyte;
    if (kilobytes < 1000) return std::to_string(kilobytes) + " KB";
    const std::int64_t tenths = (bytes * 10 + kMegabyte - 1) / kMegabyte;
    std::string text = std::to_string(tenths / 10);
    if (tenths % 10 > 0) text += ',', text += static_cast<char>('0' + tenths % 10);
    return text + " MB";
}

}  // namespace

std::string_view file_name_of(std::string_view part) { return file_of(part).name; }

Rule check_file(const Field& field, const Value& value, std::int32_t) {
    if (field.max_choices > 0 && value.size() > field.max_choices) return Rule::too_many;
    for (const std::string& part : value) {
        const File file = file_of(part);
        const bool fits = file.type.empty() || field.accept.empty() ||
                          std::ranges::any_of(field.accept, [&](const std::string& beginning) {
                              return file.type.starts_with(beginning);
                          });
        if (!fits) return Rule::wrong_file_type;
        if (field.max_megabytes > 0 && file.bytes.value_or(0) > field.max_megabytes * kMegabyte)
            return Rule::file_too_large;
    }
    return Rule::none;
}

std::string shown_file(const Field&, const Value& value) {
    std::string text;
    for (const std::string& part : value) {
        const File file = file_of(part);
        if (!text.empty()) text += "; ";
        text += file.name;
        if (file.bytes) text += ", " + readable(*file.bytes);
    }
    return text;
}

}  // namespace ensaio::prototype
