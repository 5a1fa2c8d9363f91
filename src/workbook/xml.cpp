#include "workbook/xml.hpp"

#include <memory>
#include <string>
#include <type_traits>

#include <expat.h>

#include "core/limits.hpp"

namespace ensaio::workbook {
namespace {

constexpr char kSeparator = '|';  // between a namespace and a local name; in no local name

std::string_view local(const char* name) {
    const std::string_view whole(name);
    const std::size_t at = whole.rfind(kSeparator);
    return at == std::string_view::npos ? whole : whole.substr(at + 1);
}

/// What expat is told to call.
class Reading {
public:
    explicit Reading(const XmlHandlers& handlers) : handlers_(handlers) {
        XML_Parser parser = parser_.get();
        XML_SetUserData(parser, this);
        XML_SetElementHandler(
            parser,
            [](void* self, const XML_Char* name, const XML_Char** attributes) {
                of(self).start(name, attributes);
            },
            [](void* self, const XML_Char* name) { of(self).end(name); });
        XML_SetCharacterDataHandler(parser, [](void* self, const XML_Char* text, int length) {
            of(self).text(std::string_view(text, static_cast<std::size_t>(length)));
        });
        XML_SetStartDoctypeDeclHandler(
            parser, [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
                of(self).judge("workbook.doctype");
            });
        // Called for all the rest, such as comments: something has been read.
        XML_SetDefaultHandler(parser, [](void* self, const XML_Char*, int) { of(self).came(); });
    }

    bool take(std::string_view piece) {
        fed_ += piece.size();
        parse(piece, XML_FALSE);
        // Expat keeps in memory what it has not come to the end of: one tag, one comment.
        if (verdict_ == nullptr && fed_ - came_ > core::kMaxXmlToken + piece.size())
            verdict_ = "workbook.too_long";
        return verdict_ == nullptr;
    }

    Verdict finish() {
        if (verdict_ == nullptr) parse({}, XML_TRUE);
        return verdict_;
    }

private:
    static Reading& of(void* self) { return *static_cast<Reading*>(self); }

    void parse(std::string_view piece, XML_Bool last) {
        if (XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()), last) ==
                XML_STATUS_ERROR &&
            verdict_ == nullptr)
            verdict_ = "workbook.damaged";
    }

    void came() { came_ = fed_; }

    void judge(Verdict verdict) {
        came();
        if (verdict == nullptr || verdict_ != nullptr) return;
        verdict_ = verdict;
        XML_StopParser(parser_.get(), XML_FALSE);
    }

    void start(const char* name, const char** attributes) {
        if (++depth_ > core::kMaxXmlDepth) return judge("workbook.too_deep");
        if (verdict_ == nullptr) judge(handlers_.start(local(name), Attributes(attributes)));
    }
    void end(const char* name) {
        --depth_;
        if (verdict_ == nullptr) judge(handlers_.end(local(name)));
    }
    void text(std::string_view text) {
        if (verdict_ == nullptr) judge(handlers_.text(text));
    }

    struct Free {
        void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
    };

    const XmlHandlers& handlers_;
    std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free> parser_{XML_ParserCreateNS(nullptr, kSeparator)};
    Verdict verdict_ = nullptr;
    std::uint64_t fed_ = 0, came_ = 0;  // bytes: given to expat; given when it last told of something
    std::size_t depth_ = 0;
};

}  // namespace

std::string_view Attributes::operator[](std::string_view name) const {
    for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
        if (local(pair[0]) == name) return pair[1];
    }
    return {};
}

core::Result<void> read_xml(Archive& archive, std::string_view part, const XmlHandlers& handlers) {
    Reading reading(handlers);
    if (auto read = archive.read(part, [&](std::string_view piece) { return reading.take(piece); }); !read)
        return read;
    if (const Verdict verdict = reading.finish(); verdict != nullptr)
        return core::fail(verdict, std::string(part));
    return {};
}

}  // namespace ensaio::workbook
