#include "workbook/zip.hpp"

#include <algorithm>
#include <utility>

#include <zip.h>

namespace ensaio::workbook {
namespace {

/// The file that minizip believes to write.
struct Memory {
    std::vector<std::uint8_t> bytes;
    std::size_t at = 0;
};

Memory& memory(voidpf stream) { return *static_cast<Memory*>(stream); }

voidpf open_memory(voidpf opaque, const void*, int) { return opaque; }
uLong read_memory(voidpf, voidpf, void*, uLong) { return 0; }

uLong write_memory(voidpf, voidpf stream, const void* buffer, uLong size) {
    Memory& file = memory(stream);
    const std::span from(static_cast<const std::uint8_t*>(buffer), size);
    file.bytes.resize(std::max(file.bytes.size(), file.at + from.size()));
    std::ranges::copy(from, file.bytes.begin() + static_cast<std::ptrdiff_t>(file.at));
    file.at += from.size();
    return size;
}

ZPOS64_T tell_memory(voidpf, voidpf stream) { return memory(stream).at; }

long seek_memory(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
    Memory& file = memory(stream);
    const std::size_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? file.at
                             : origin == ZLIB_FILEFUNC_SEEK_END ? file.bytes.size()
                                                                : 0;
    file.at = from + static_cast<std::size_t>(offset);
    return file.at <= file.bytes.size() ? 0 : -1;
}

int close_memory(voidpf, voidpf) { return 0; }
int error_of_memory(voidpf, voidpf) { return 0; }

// MS-DOS knows no day before this one.
constexpr zip_fileinfo kFirstOfJanuary1980{
    .tmz_date = {0, 0, 0, 1, 0, 1980}, .dosDate = 0, .internal_fa = 0, .external_fa = 0};

}  // namespace

std::vector<std::uint8_t> zip(std::span<const NamedFile> files) {
    Memory target;
    zlib_filefunc64_def functions{open_memory, read_memory,  write_memory,    tell_memory,
                                  seek_memory, close_memory, error_of_memory, &target};
    const zipFile archive = zipOpen2_64("", APPEND_STATUS_CREATE, nullptr, &functions);
    for (const NamedFile& file : files) {
        zipOpenNewFileInZip(archive, file.name.c_str(), &kFirstOfJanuary1980, nullptr, 0, nullptr, 0, nullptr,
                            Z_DEFLATED, Z_DEFAULT_COMPRESSION);
        zipWriteInFileInZip(archive, file.content.data(), static_cast<unsigned>(file.content.size()));
        zipCloseFileInZip(archive);
    }
    zipClose(archive, nullptr);
    return std::move(target.bytes);
}

}  // namespace ensaio::workbook
