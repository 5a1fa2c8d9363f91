// The container of a workbook: a zip archive in memory. Its list of parts is checked against the limits
// before anything is inflated, and what is inflated is counted, for the list may lie.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/error.hpp"

namespace ensaio::workbook {

class Archive {
public:
    /// `bytes` must outlive it. Errors: workbook.too_big, workbook.not_xlsx, workbook.ods,
    /// workbook.old_or_locked, workbook.locked, workbook.cut, workbook.damaged, workbook.too_many_parts,
    /// workbook.bomb.
    static core::Result<Archive> open(std::span<const std::uint8_t> bytes);

    /// Names of parts are compared as Office Open XML does: without regard to case.
    bool has(std::string_view name) const;

    /// Hands a part on, inflated, piece by piece until `take` returns false. A part is read once: a second
    /// time is an error, for then the workbook's parts name each other in a ring. Errors: workbook.damaged
    /// (missing or not what its checksum says), workbook.bomb, workbook.ring.
    core::Result<void> read(std::string_view name, const std::function<bool(std::string_view)>& take);

private:
    struct Part {
        std::uint64_t offset = 0;  // of its row in the archive's list
        bool read = false;
    };
    struct Open;  // minizip's handle and the bytes it reads

    Archive();
    core::Result<void> list();

    std::shared_ptr<Open> open_;
    std::map<std::string, Part, std::less<>> parts_;  // by lower-case name
    std::uint64_t budget_ = 0;                        // bytes that may yet be inflated
};

}  // namespace ensaio::workbook
