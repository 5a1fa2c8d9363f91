// HTML, written from the beginning to the end. Text is escaped; only what is ours is not.
#pragma once

#include <charconv>
#include <string>
#include <string_view>

namespace ensaio::analytics {

/// As text or as the value of an attribute in double quotes. Control characters, and those that turn the
/// direction of what follows, are left out: they could make a page say something else than what it holds.
inline std::string escaped(std::string_view text) {
    std::string html;
    html.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = [&](std::size_t at) {
            return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
        };
        const bool turns =
            byte(i) == 0xe2 && ((byte(i + 1) == 0x80 && byte(i + 2) >= 0xaa && byte(i + 2) <= 0xae) ||
                                (byte(i + 1) == 0x81 && byte(i + 2) >= 0xa6 && byte(i + 2) <= 0xa9));
        if (turns) {
            i += 2;
            continue;
        }
        switch (text[i]) {
            case '&': html += "&amp;"; break;
            case '<': html += "&lt;"; break;
            case '>': html += "&gt;"; break;
            case '"': html += "&quot;"; break;
            case '\'': html += "&#39;"; break;
            default: html += byte(i) < 0x20 || byte(i) == 0x7f ? ' ' : text[i];
        }
    }
    return html;
}

class Html {
public:
    /// Ours: markup without anything that came from outside.
    Html& raw(std::string_view markup) {
        out_ += markup;
        return *this;
    }
    Html& text(std::string_view words) {
        out_ += escaped(words);
        return *this;
    }
    /// <tag class="name">words</tag>
    Html& element(std::string_view tag, std::string_view name, std::string_view words) {
        open(tag, name);
        return text(words).close(tag);
    }
    Html& open(std::string_view tag, std::string_view name = {}) {
        out_.append("<").append(tag);
        if (!name.empty()) out_.append(" class=\"").append(name).append("\"");
        out_ += '>';
        return *this;
    }
    Html& close(std::string_view tag) {
        out_.append("</").append(tag).append(">\n");
        return *this;
    }
    /// A part of the width, 0 to 1, as SVG wants it: "36.5%".
    static std::string part(double share) {
        char digits[32];
        const auto end =
            std::to_chars(digits, digits + sizeof digits, 100 * share, std::chars_format::fixed, 2);
        return std::string(digits, end.ptr) + "%";
    }
    const std::string& str() const { return out_; }

private:
    std::string out_;
};

}  // namespace ensaio::analytics
