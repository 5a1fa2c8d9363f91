// Writes a page's nodes in reading order. The rooms of the participant and of the studio share these few
// sentences of it.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "view/page.hpp"

namespace ensaio::view {

class PageBuilder {
public:
    PageBuilder(std::string key, std::string title, std::string language) {
        page_.key = std::move(key);
        page_.title = std::move(title);
        page_.language = std::move(language);
    }

    /// Adds a node and returns its index, the `parent` of what stands in it. An empty id is made from the
    /// place ("n12"): fit for what never moves.
    std::uint16_t add(std::uint16_t parent, Node node);
    std::uint16_t group(std::uint16_t parent, Look look, Role role = Role::group, std::string id = {});
    void heading(std::uint16_t parent, std::uint8_t level, std::string text, std::string id = {});
    void paragraph(std::uint16_t parent, std::string text, Look look = Look::plain);
    void button(std::uint16_t parent, std::string id, std::string text, Look look);
    void link(std::uint16_t parent, std::string id, std::string text, std::string address,
              Look look = Look::plain);

    /// Text of a prototype or study: paragraphs with a blank line between them; lines that start with "- "
    /// are a list.
    void prose(std::uint16_t parent, std::string_view text, Look look = Look::plain);

    Page& page() { return page_; }
    Page take() && { return std::move(page_); }

private:
    Page page_;
};

}  // namespace ensaio::view
