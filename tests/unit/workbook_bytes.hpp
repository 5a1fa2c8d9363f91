// Workbooks made part by part, whole ones and others, for the tests of their reader and its fuzzer.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ensaio::trials {

using Parts = std::vector<std::pair<std::string, std::string>>;  // name and XML, in the order of the archive

inline void put_number(std::string& bytes, std::uint64_t number, unsigned size) {
    for (unsigned i = 0; i < size; ++i) bytes += static_cast<char>(number >> (8 * i) & 0xffU);
}

inline std::string deflated(std::string_view text) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
    std::string out(compressBound(text.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

struct ZipLies {
    std::uint16_t flags = 0;  // 1: encrypted
    bool packed = true;
    bool small = false;  // the list says that each part holds one byte
};

/// A zip archive.
inline std::string zip_of(const Parts& parts, const ZipLies& lies = {}) {
    std::string bytes, list;
    for (const auto& [name, text] : parts) {
        const std::string data = lies.packed ? deflated(text) : text;
        const auto crc =
            crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()));
        std::string about;
        put_number(about, 20, 2);
        put_number(about, lies.flags, 2);
        put_number(about, lies.packed ? 8 : 0, 2);
        put_number(about, 0, 4);
        put_number(about, crc, 4);
        put_number(about, data.size(), 4);
        put_number(about, lies.small ? 1 : text.size(), 4);
        put_number(about, name.size(), 2);
        put_number(about, 0, 2);
        list += "PK\1\2";
        put_number(list, 20, 2);
        list += about;
        list.append(2 + 2 + 2 + 4, '\0');
        put_number(list, bytes.size(), 4);
        list += name;
        bytes += "PK\3\4" + about + name + data;
    }
    const std::size_t at = bytes.size();
    bytes += list + "PK\5\6";
    put_number(bytes, 0, 4);
    put_number(bytes, parts.size(), 2);
    put_number(bytes, parts.size(), 2);
    put_number(bytes, list.size(), 4);
    put_number(bytes, at, 4);
    put_number(bytes, 0, 2);
    return bytes;
}

inline std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline constexpr std::string_view kMain =
    R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";

/// The parts of a workbook with one sheet, *Aba*; any of them may be exchanged.
inline Parts parts_with(std::string_view rows, std::string_view strings = "", std::string_view styles = "",
                        std::string_view workbook_properties = "") {
    const std::string main(kMain);
    const std::string types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    const std::string packages = R"(xmlns="http://schemas.openxmlformats.org/package/2006/relationships")";
    const auto relation = [&](std::string_view id, std::string_view kind, std::string_view target) {
        return "<Relationship Id=\"" + std::string(id) + "\" Type=\"" + types + std::string(kind) +
               "\" Target=\"" + std::string(target) + "\"/>";
    };
    return {{"_rels/.rels", "<Relationships " + packages + ">" +
                                relation("a", "officeDocument", "xl/workbook.xml") + "</Relationships>"},
            {"xl/workbook.xml",
             "<workbook " + main +
                 " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" +
                 std::string(workbook_properties) +
                 "<sheets><sheet name=\"Aba\" sheetId=\"1\" r:id=\"b\"/></sheets></workbook>"},
            {"xl/_rels/workbook.xml.rels", "<Relationships " + packages + ">" +
                                               relation("b", "worksheet", "worksheets/sheet1.xml") +
                                               relation("c", "sharedStrings", "sharedStrings.xml") +
                                               relation("d", "styles", "styles.xml") + "</Relationships>"},
            {"xl/sharedStrings.xml", "<sst " + main + ">" + std::string(strings) + "</sst>"},
            {"xl/styles.xml", "<styleSheet " + main + ">" + std::string(styles) + "</styleSheet>"},
            {"xl/worksheets/sheet1.xml",
             "<worksheet " + main + "><sheetData>" + std::string(rows) + "</sheetData></worksheet>"}};
}

inline std::string& part(Parts& parts, std::string_view name) {
    for (auto& [one, text] : parts) {
        if (one == name) return text;
    }
    return parts.emplace_back(name, "").second;
}

}  // namespace ensaio::trials
