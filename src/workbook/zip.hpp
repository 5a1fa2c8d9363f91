// Several files as one: what a browser may download with a single question.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ensaio::workbook {

struct NamedFile {
    std::string name, content;
};

/// A zip archive. The same files are the same bytes, on any day: no time of day is written.
std::vector<std::uint8_t> zip(std::span<const NamedFile> files);

}  // namespace ensaio::workbook
