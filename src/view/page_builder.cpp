#include "view/page_builder.hpp"

#include <charconv>

#include "core/text.hpp"

namespace ensaio::view {

std::uint16_t PageBuilder::add(std::uint16_t parent, Node node) {
    const auto index = static_cast<std::uint16_t>(page_.nodes.size());
    if (node.id.empty()) {
        char digits[8];
        const auto end = std::to_chars(digits, digits + sizeof digits, index).ptr;
        node.id = "n" + std::string(digits, end);
    }
    node.parent = parent;
    page_.nodes.push_back(std::move(node));
    return index;
}

std::uint16_t PageBuilder::group(std::uint16_t parent, Look look, Role role, std::string id) {
    return add(parent, {.id = std::move(id), .role = role, .look = look});
}

void PageBuilder::heading(std::uint16_t parent, std::uint8_t level, std::string text, std::string id) {
    const Look look = level == 1 ? Look::title : level == 2 ? Look::section : Look::subsection;
    add(parent,
        {.id = std::move(id), .role = Role::heading, .look = look, .level = level, .text = std::move(text)});
}

void PageBuilder::paragraph(std::uint16_t parent, std::string text, Look look) {
    add(parent, {.role = Role::paragraph, .look = look, .text = std::move(text)});
}

void PageBuilder::button(std::uint16_t parent, std::string id, std::string text, Look look) {
    add(parent, {.id = std::move(id), .role = Role::button, .look = look, .text = std::move(text)});
}

void PageBuilder::link(std::uint16_t parent, std::string id, std::string text, std::string address,
                       Look look) {
    add(parent, {.id = std::move(id),
                 .role = Role::link,
                 .look = look,
                 .text = std::move(text),
                 .value = std::move(address)});
}

void PageBuilder::prose(std::uint16_t parent, std::string_view text, Look look) {
    std::string paragraph_text;
    std::uint16_t list = kNoParent;
    const auto end_paragraph = [&] {
        if (!paragraph_text.empty()) paragraph(parent, std::exchange(paragraph_text, {}), look);
    };
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = core::trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.starts_with("- ")) {
            end_paragraph();
            if (list == kNoParent) list = group(parent, Look::plain, Role::list);
            add(list, {.role = Role::list_item, .look = look, .text = std::string(line.substr(2))});
            continue;
        }
        list = kNoParent;
        if (line.empty()) {
            end_paragraph();
        } else {
            if (!paragraph_text.empty()) paragraph_text += ' ';
            paragraph_text += line;
        }
    }
    end_paragraph();
}

}  // namespace ensaio::view
