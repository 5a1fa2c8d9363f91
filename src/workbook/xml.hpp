// XML of a workbook's part, piece by piece, by expat. No document type, and with it no entity but XML's own
// five; no name but the local one matters, for producers choose their prefixes freely.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "core/error.hpp"
#include "workbook/archive.hpp"

namespace ensaio::workbook {

/// Of one element, valid while it is told of.
class Attributes {
public:
    explicit Attributes(const char** pairs) : pairs_(pairs) {}
    /// By local name: "id" finds r:id as well. Empty: it has none.
    std::string_view operator[](std::string_view name) const;

private:
    const char** pairs_;
};

/// The code of an error that ends the reading; nullptr: go on.
using Verdict = const char*;

struct XmlHandlers {
    std::function<Verdict(std::string_view name, const Attributes& attributes)> start;
    std::function<Verdict(std::string_view name)> end;
    std::function<Verdict(std::string_view text)> text;  // a text may come in pieces
};

/// Errors: those of Archive::read and of the handlers; workbook.doctype, workbook.too_deep, workbook.too_long
/// (a tag or comment), workbook.damaged (not well formed).
core::Result<void> read_xml(Archive& archive, std::string_view part, const XmlHandlers& handlers);

}  // namespace ensaio::workbook
