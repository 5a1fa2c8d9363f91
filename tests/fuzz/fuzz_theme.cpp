// Any bytes: Theme::read and Language::read either tell what is wrong or give something that can be used.
#include <cstdlib>
#include <string_view>

#include "core/language.hpp"
#include "core/limits.hpp"
#include "view/theme.hpp"

namespace {

void must(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace ensaio;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto theme = view::Theme::read(text)) {
        must(theme->with_text_scale(2).text_scale == 2);
    } else {
        must(!theme.error().empty() && theme.error().size() <= core::kMaxReportedErrors);
    }
    if (const auto language = core::Language::read(text)) {
        for (const auto& [key, words] : language->entries())
            must(language->text(key, {""}).size() <= words.size() + 2);
    } else {
        must(!language.error().empty() && language.error().size() <= core::kMaxReportedErrors);
    }
    return 0;
}
