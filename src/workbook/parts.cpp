#include "workbook/parts.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "core/limits.hpp"
#include "core/text.hpp"
#include "workbook/number_format.hpp"
#include "workbook/xml.hpp"

namespace ensaio::workbook {
namespace {

constexpr std::size_t kMostRelations = 5'000;
constexpr std::size_t kMostStyles = 100'000;
constexpr std::size_t kMostProperties = 200;

bool is_true(std::string_view text) { return text == "1" || text == "true"; }

/// "xl/worksheets/sheet1.xml": `target` as seen from the folder of `from`.
std::string resolved(std::string_view from, std::string_view target) {
    std::string path;
    if (target.starts_with('/')) {
        target.remove_prefix(1);
    } else if (const std::size_t slash = from.rfind('/'); slash != std::string_view::npos) {
        path = from.substr(0, slash);
    }
    while (!target.empty()) {
        const std::size_t end = std::min(target.find('/'), target.size());
        const std::string_view step = target.substr(0, end);
        target.remove_prefix(std::min(end + 1, target.size()));
        if (step == "..") {
            const std::size_t slash = path.rfind('/');
            path.resize(slash == std::string::npos ? 0 : slash);
        } else if (!step.empty() && step != ".") {
            path += (path.empty() ? "" : "/") + std::string(step);
        }
    }
    return path;
}

/// Four hexadecimal digits.
std::optional<unsigned> hex_unit(std::string_view digits) {
    unsigned unit = 0;
    for (const char c : digits) {
        const unsigned digit = c >= '0' && c <= '9'   ? static_cast<unsigned>(c - '0')
                               : c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A' + 10)
                               : c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a' + 10)
                                                      : 16;
        if (digit == 16) return std::nullopt;
        unit = unit * 16 + digit;
    }
    return unit;
}

/// The unit that "_xHHHH_" at `at` stands for.
std::optional<unsigned> escaped_unit(std::string_view text, std::size_t at) {
    if (text.substr(at, 2) != "_x" || text.size() < at + 7 || text[at + 6] != '_') return std::nullopt;
    return hex_unit(text.substr(at + 2, 4));
}

Verdict too_long_or(bool too_long) { return too_long ? "workbook.too_much_text" : nullptr; }

}  // namespace

Budget Budget::of(std::size_t packed) {
    return {.cells = std::min(core::kMaxWorkbookCells, 100'000 + packed / 2),
            .text_bytes = std::min(core::kMaxWorkbookText, 1'000'000 + 8 * packed)};
}

std::string relations_of(std::string_view part) {
    const std::size_t slash = part.rfind('/');
    const std::size_t name = slash == std::string_view::npos ? 0 : slash + 1;
    return std::string(part.substr(0, name)) + "_rels/" + std::string(part.substr(name)) + ".rels";
}

core::Result<std::vector<Relation>> read_relations(Archive& archive, std::string_view of_part) {
    std::vector<Relation> relations;
    const XmlHandlers handlers{.start = [&](std::string_view name, const Attributes& attributes) -> Verdict {
                                   if (name != "Relationship") return nullptr;
                                   if (relations.size() == kMostRelations) return "workbook.too_many_parts";
                                   const std::string_view type = attributes["Type"];
                                   relations.push_back({.id = std::string(attributes["Id"]),
                                                        .kind = std::string(type.substr(type.rfind('/') + 1)),
                                                        .target = resolved(of_part, attributes["Target"]),
                                                        .outside = attributes["TargetMode"] == "External"});
                                   return nullptr;
                               },
                               .end = [](std::string_view) -> Verdict { return nullptr; },
                               .text = [](std::string_view) -> Verdict { return nullptr; }};
    if (auto read = read_xml(archive, relations_of(of_part), handlers); !read)
        return std::unexpected(read.error());
    return relations;
}

core::Result<Outline> read_outline(Archive& archive, std::string_view part) {
    Outline outline;
    bool is_workbook = false;
    const XmlHandlers handlers{.start = [&](std::string_view name, const Attributes& attributes) -> Verdict {
                                   if (name == "workbook") is_workbook = true;
                                   if (!is_workbook) return "workbook.not_xlsx";  // a text or a presentation
                                   if (name == "workbookPr")
                                       outline.from_1904 = is_true(attributes["date1904"]);
                                   if (name != "sheet") return nullptr;
                                   if (outline.sheets.size() == core::kMaxWorkbookSheets)
                                       return "workbook.too_many_sheets";
                                   outline.sheets.push_back({.name = std::string(attributes["name"]),
                                                             .relation = std::string(attributes["id"])});
                                   return nullptr;
                               },
                               .end = [](std::string_view) -> Verdict { return nullptr; },
                               .text = [](std::string_view) -> Verdict { return nullptr; }};
    if (auto read = read_xml(archive, part, handlers); !read) return std::unexpected(read.error());
    return outline;
}

core::Result<void> read_shared_strings(Archive& archive, std::string_view part,
                                       std::deque<std::string>& texts, Budget& budget) {
    std::string text;
    bool in_text = false;
    int phonetic = 0;  // how a text is read aloud in Japanese stands beside it
    const XmlHandlers handlers{.start = [&](std::string_view name, const Attributes&) -> Verdict {
                                   if (name == "si") text.clear();
                                   if (name == "rPh") ++phonetic;
                                   in_text = name == "t" && phonetic == 0;
                                   return nullptr;
                               },
                               .end = [&](std::string_view name) -> Verdict {
                                   in_text = false;
                                   if (name == "rPh") --phonetic;
                                   if (name != "si") return nullptr;
                                   const std::size_t cost = text.size() + sizeof(std::string);
                                   if (cost > budget.text_bytes) return "workbook.too_much_text";
                                   budget.text_bytes -= cost;
                                   texts.push_back(meant(text));
                                   return nullptr;
                               },
                               .text = [&](std::string_view piece) -> Verdict {
                                   if (!in_text) return nullptr;
                                   text += piece;
                                   return too_long_or(text.size() > core::kMaxCellText);
                               }};
    return read_xml(archive, part, handlers);
}

core::Result<std::vector<bool>> read_date_styles(Archive& archive, std::string_view part) {
    std::vector<bool> dates;
    std::map<int, bool> of_format;
    bool in_formats = false, in_cells = false;
    const XmlHandlers handlers{
        .start = [&](std::string_view name, const Attributes& attributes) -> Verdict {
            if (name == "numFmts") in_formats = true;
            if (name == "cellXfs") in_cells = true;
            const bool format = in_formats && name == "numFmt", style = in_cells && name == "xf";
            if (!format && !style) return nullptr;
            if (dates.size() + of_format.size() > kMostStyles) return "workbook.too_large";
            const int id = core::integer_in(attributes["numFmtId"]).value_or(0);
            if (format) of_format[id] = is_date_format(attributes["formatCode"]);
            if (style) {
                const auto own = of_format.find(id);
                dates.push_back(own == of_format.end() ? is_date_format(id) : own->second);
            }
            return nullptr;
        },
        .end = [&](std::string_view name) -> Verdict {
            if (name == "numFmts") in_formats = false;
            if (name == "cellXfs") in_cells = false;
            return nullptr;
        },
        .text = [](std::string_view) -> Verdict { return nullptr; }};
    if (auto read = read_xml(archive, part, handlers); !read) return std::unexpected(read.error());
    return dates;
}

core::Result<std::map<std::string, std::string, std::less<>>> read_properties(Archive& archive,
                                                                              std::string_view part,
                                                                              Budget& budget) {
    std::map<std::string, std::string, std::less<>> properties;
    std::string name, value;
    bool in_value = false;
    const XmlHandlers handlers{
        .start = [&](std::string_view element, const Attributes& attributes) -> Verdict {
            if (element == "property") {
                name = attributes["name"];
                value.clear();
            }
            in_value = element == "lpwstr";
            return nullptr;
        },
        .end = [&](std::string_view element) -> Verdict {
            in_value = false;
            if (element != "property" || properties.size() == kMostProperties) return nullptr;
            const std::size_t cost = name.size() + value.size();
            if (cost > budget.text_bytes) return "workbook.too_much_text";
            budget.text_bytes -= cost;
            properties[name] = meant(value);
            return nullptr;
        },
        .text = [&](std::string_view piece) -> Verdict {
            if (!in_value) return nullptr;
            value += piece;
            return too_long_or(value.size() > core::kMaxCellText);
        }};
    if (auto read = read_xml(archive, part, handlers); !read) return std::unexpected(read.error());
    return properties;
}

std::string meant(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    const auto add = [&](char32_t c) {
        if (c == '\n' && out.ends_with('\r')) out.pop_back();
        core::append_utf8(out, c);
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto unit = escaped_unit(text, at);
        if (!unit) {
            add(static_cast<unsigned char>(text[at]) < 0x80 ? static_cast<char32_t>(text[at++])
                                                            : core::next_code_point(text, at));
            continue;
        }
        at += 7;
        char32_t c = *unit;
        if (c >= 0xd800 && c < 0xdc00) {  // half of a character: the other half is escaped as well
            const auto low = escaped_unit(text, at);
            if (low && *low >= 0xdc00 && *low < 0xe000) {
                c = 0x10000 + ((c - 0xd800) << 10) + (*low - 0xdc00);
                at += 7;
            }
        }
        add(c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
    }
    return out;
}

}  // namespace ensaio::workbook
