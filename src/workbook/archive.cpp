#include "workbook/archive.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <utility>

#include <unzip.h>

#include "core/limits.hpp"

namespace ensaio::workbook {
namespace {

constexpr std::size_t kPiece = 65'536;
constexpr std::size_t kLongestName = 256;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

/// The file that minizip believes to read.
struct Memory {
    std::span<const std::uint8_t> bytes;
    std::uint64_t at = 0;
};

Memory& memory(voidpf stream) { return *static_cast<Memory*>(stream); }

voidpf open_memory(voidpf opaque, const void*, int) { return opaque; }

uLong read_memory(voidpf, voidpf stream, void* buffer, uLong size) {
    Memory& file = memory(stream);
    const std::uint64_t left = file.bytes.size() - std::min<std::uint64_t>(file.at, file.bytes.size());
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(size, left));
    if (count > 0) std::memcpy(buffer, file.bytes.data() + file.at, count);
    file.at += count;
    return static_cast<uLong>(count);
}

uLong write_memory(voidpf, voidpf, const void*, uLong) { return 0; }

ZPOS64_T tell_memory(voidpf, voidpf stream) { return memory(stream).at; }

long seek_memory(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
    Memory& file = memory(stream);
    const std::uint64_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? file.at
                               : origin == ZLIB_FILEFUNC_SEEK_END ? file.bytes.size()
                                                                  : 0;
    const std::uint64_t to = from + offset;
    if (to < from || to > file.bytes.size()) return -1;
    file.at = to;
    return 0;
}

int close_memory(voidpf, voidpf) { return 0; }
int error_of_memory(voidpf, voidpf) { return 0; }

bool begins(std::span<const std::uint8_t> bytes, std::string_view magic) {
    return bytes.size() >= magic.size() && std::memcmp(bytes.data(), magic.data(), magic.size()) == 0;
}

/// Whether the end of the archive, where its list is told of, is there: minizip reads what is left of half of
/// one.
bool has_end(std::span<const std::uint8_t> bytes) {
    constexpr std::string_view kMagic = "PK\5\6";
    constexpr std::size_t kEnd = 22, kLongestComment = 65'535;
    const std::size_t from = bytes.size() - std::min(bytes.size(), kEnd + kLongestComment);
    const auto tail = bytes.subspan(from);
    const auto at =
        std::ranges::find_end(tail, kMagic, {}, [](std::uint8_t byte) { return static_cast<char>(byte); });
    return static_cast<std::size_t>(tail.end() - at.begin()) >= kEnd;
}

/// How much a file of this size may hold when it is inflated.
std::uint64_t most_inflated(std::size_t packed) {
    return std::min<std::uint64_t>(core::kMaxWorkbookInflated,
                                   1'000'000 + std::uint64_t{core::kMaxWorkbookRatio} * packed);
}

}  // namespace

struct Archive::Open {
    Memory file;
    zlib_filefunc64_def functions{.zopen64_file = open_memory,
                                  .zread_file = read_memory,
                                  .zwrite_file = write_memory,
                                  .ztell64_file = tell_memory,
                                  .zseek64_file = seek_memory,
                                  .zclose_file = close_memory,
                                  .zerror_file = error_of_memory,
                                  .opaque = nullptr};
    unzFile zip = nullptr;

    Open() = default;
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;
    ~Open() {
        if (zip != nullptr) unzClose(zip);
    }
};

Archive::Archive() : open_(std::make_shared<Open>()) {}

core::Result<Archive> Archive::open(std::span<const std::uint8_t> bytes) {
    if (bytes.size() > core::kMaxWorkbookBytes)
        return core::fail("workbook.too_big", {}, {std::to_string(core::kMaxWorkbookBytes / 1'000'000)});
    // What Excel writes with a password is not a zip archive but the container of the old .xls.
    if (begins(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return core::fail("workbook.old_or_locked");
    if (!begins(bytes, "PK\3\4")) return core::fail("workbook.not_xlsx");

    Archive archive;
    Open& open = *archive.open_;
    open.file.bytes = bytes;
    open.functions.opaque = &open.file;
    open.zip = unzOpen2_64("", &open.functions);
    if (open.zip == nullptr || !has_end(bytes)) return core::fail("workbook.cut");
    archive.budget_ = most_inflated(bytes.size());
    if (auto listed = archive.list(); !listed) return std::unexpected(std::move(listed.error()));
    return archive;
}

core::Result<void> Archive::list() {
    unz_global_info64 all{};
    if (unzGetGlobalInfo64(open_->zip, &all) != UNZ_OK) return core::fail("workbook.cut");
    if (all.number_entry > core::kMaxWorkbookParts)
        return core::fail("workbook.too_many_parts", {}, {std::to_string(core::kMaxWorkbookParts)});
    std::uint64_t inflated = 0;
    int step = all.number_entry == 0 ? UNZ_END_OF_LIST_OF_FILE : unzGoToFirstFile(open_->zip);
    for (; step == UNZ_OK; step = unzGoToNextFile(open_->zip)) {
        unz_file_info64 info{};
        std::array<char, kLongestName + 1> name{};
        if (unzGetCurrentFileInfo64(open_->zip, &info, name.data(), name.size(), nullptr, 0, nullptr, 0) !=
                UNZ_OK ||
            info.size_filename > kLongestName)
            return core::fail("workbook.damaged");
        if ((info.flag & 1U) != 0) return core::fail("workbook.locked");
        inflated += info.uncompressed_size;
        if (info.uncompressed_size > budget_ || inflated > budget_)
            return core::fail("workbook.bomb", name.data());
        if (!parts_.emplace(lower(name.data()), Part{.offset = unzGetOffset64(open_->zip)}).second)
            return core::fail("workbook.damaged", name.data());
    }
    if (step != UNZ_END_OF_LIST_OF_FILE) return core::fail("workbook.damaged");
    if (has("content.xml") && has("mimetype")) return core::fail("workbook.ods");
    return {};
}

bool Archive::has(std::string_view name) const { return parts_.contains(lower(name)); }

core::Result<void> Archive::read(std::string_view name, const std::function<bool(std::string_view)>& take) {
    const std::string where(name);
    const auto part = parts_.find(lower(name));
    if (part == parts_.end()) return core::fail("workbook.damaged", where);
    if (std::exchange(part->second.read, true)) return core::fail("workbook.ring", where);
    if (unzSetOffset64(open_->zip, part->second.offset) != UNZ_OK || unzOpenCurrentFile(open_->zip) != UNZ_OK)
        return core::fail("workbook.damaged", where);

    std::array<char, kPiece> piece;
    std::optional<std::string> trouble;
    bool wanted = true;
    while (wanted && !trouble) {
        const int count = unzReadCurrentFile(open_->zip, piece.data(), piece.size());
        if (count < 0) {
            trouble = "workbook.damaged";
        } else if (count == 0) {
            break;
        } else if (static_cast<std::uint64_t>(count) > budget_) {
            trouble = "workbook.bomb";
        } else {
            budget_ -= static_cast<std::uint64_t>(count);
            wanted = take(std::string_view(piece.data(), static_cast<std::size_t>(count)));
        }
    }
    // Who does not read to the end is told of no wrong checksum.
    const int closed = unzCloseCurrentFile(open_->zip);
    if (!trouble && wanted && closed != UNZ_OK) trouble = "workbook.damaged";
    if (trouble) return core::fail(std::move(*trouble), where);
    return {};
}

}  // namespace ensaio::workbook
