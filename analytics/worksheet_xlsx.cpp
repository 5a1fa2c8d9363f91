#include "analytics/worksheet_files.hpp"

#include <unistd.h>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

#include <xlsxwriter.h>

#include "analytics/worksheet_xlsx_sheet.hpp"
#include "core/version.hpp"

namespace ensaio::analytics {
namespace {

constexpr std::size_t kMostRows = LXW_ROW_MAX - 1;  // without the header
constexpr time_t kCreated = 946'684'800;            // 2000-01-01: the same worksheet gives the same bytes

struct Workbook {
    explicit Workbook(const char* path) : book(workbook_new(path)) {}
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;
    ~Workbook() {
        if (book != nullptr) workbook_close(book);
    }

    lxw_error close() {
        lxw_workbook* closing = std::exchange(book, nullptr);
        return workbook_close(closing);
    }

    lxw_workbook* book;
};

/// An empty file of its own, removed in the end. libxlsxwriter can only write to a file by name.
class TemporaryFile {
public:
    TemporaryFile() {
        const char* folder = std::getenv("TMPDIR");
        path_ = std::string(folder != nullptr && *folder != '\0' ? folder : "/tmp") + "/ensaio-XXXXXX";
        const int file = mkstemp(path_.data());
        if (file < 0) {
            path_.clear();
        } else {
            close(file);
        }
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() {
        if (!path_.empty()) unlink(path_.c_str());
    }

    const std::string& path() const { return path_; }  // empty: it could not be made

    std::vector<std::uint8_t> read() const {
        std::vector<std::uint8_t> bytes;
        const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path_.c_str(), "rb"),
                                                                   std::fclose);
        if (!file) return bytes;
        std::array<std::uint8_t, 4'096> part{};
        while (std::feof(file.get()) == 0 && std::ferror(file.get()) == 0) {
            const std::size_t read = std::fread(part.data(), 1, part.size(), file.get());
            bytes.insert(bytes.end(), part.begin(), part.begin() + static_cast<std::ptrdiff_t>(read));
        }
        return bytes;
    }

private:
    std::string path_;
};

}  // namespace

core::Result<std::vector<std::uint8_t>> write_xlsx(const Worksheet& worksheet,
                                                   const core::Language& language) {
    for (const Sheet& sheet : worksheet.sheets) {
        for (const Table& table : sheet.tables) {
            if (table.rows.size() > kMostRows)
                return core::fail("worksheet.too_many_rows", sheet.name,
                                  {std::to_string(table.rows.size()), std::to_string(kMostRows)});
        }
    }
    const TemporaryFile file;
    if (file.path().empty()) return core::fail("worksheet.write_failed");
    Workbook workbook(file.path().c_str());
    if (workbook.book == nullptr) return core::fail("worksheet.write_failed");

    const std::string title = language.text("worksheet.title");
    lxw_doc_properties properties{};
    properties.title = xlsx::word(title);
    properties.created = kCreated;
    bool good = workbook_set_properties(workbook.book, &properties) == LXW_NO_ERROR;
    const std::string format(kWorksheetFormat), revision(kWorksheetRevision), version(core::kVersion);
    for (const auto& [name, value] : {std::pair<const char*, const std::string&>{"ensaio.format", format},
                                      {"ensaio.revision", revision},
                                      {"ensaio.language", worksheet.language},
                                      {"ensaio.program", version}}) {
        good =
            good && workbook_set_custom_property_string(workbook.book, name, value.c_str()) == LXW_NO_ERROR;
    }
    xlsx::Formats formats(workbook.book);
    const xlsx::Places places(worksheet);
    for (const Sheet& sheet : worksheet.sheets)
        good = good && xlsx::write_sheet(workbook.book, sheet, places, formats, language);
    good = workbook.close() == LXW_NO_ERROR && good;
    if (!good) return core::fail("worksheet.write_failed");
    std::vector<std::uint8_t> bytes = file.read();
    if (bytes.empty()) return core::fail("worksheet.write_failed");
    return bytes;
}

}  // namespace ensaio::analytics
