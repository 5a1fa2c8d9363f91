// Any bytes: prototype::read either tells what is wrong or gives a prototype whose every index is valid and
// that can be walked.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/limits.hpp"
#include "prototype/read.hpp"
#include "prototype/walkthrough.hpp"

namespace {

using namespace ensaio;
using namespace ensaio::prototype;

void require(bool holds) {
    if (!holds) std::abort();
}

void check_condition(const Prototype& prototype, const Condition& condition) {
    for (const TestIndex test : condition.tests) {
        require(test < prototype.tests.size());
        require(prototype.tests[test].field < prototype.fields.size());
    }
}

void check_indexes(const Prototype& prototype) {
    const auto is_screen = [&](ScreenIndex screen) { return screen < prototype.screens.size(); };
    require(is_screen(prototype.start));
    for (const Screen& screen : prototype.screens) {
        require(screen.next == kNone || is_screen(screen.next));
        require(std::size_t{screen.first_field} + screen.field_count <= prototype.fields.size());
        for (const Branch& branch : screen.branches) {
            require(is_screen(branch.to));
            check_condition(prototype, branch.when);
        }
    }
    for (const Field& field : prototype.fields) {
        require(is_screen(field.screen));
        require(field.read_by.size() <= core::kMaxTestsPerField);
        for (const TestIndex test : field.read_by) require(test < prototype.tests.size());
        check_condition(prototype, field.show_if);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view json(reinterpret_cast<const char*>(data), size);
    const core::Result<Prototype> prototype = read(json);
    if (!prototype) {
        require(!prototype.error().empty() && prototype.error().size() <= core::kMaxReportedErrors);
        return 0;
    }
    check_indexes(*prototype);
    require(prototype->source == json);
    State state = start(*prototype, size);
    for (int i = 0; i < 20; ++i)
        state = apply(*prototype, state,
                      Action{.kind = ActionKind::go_on, .target = kNone, .value = {}, .facts = {}})
                    .state;
    return 0;
}
