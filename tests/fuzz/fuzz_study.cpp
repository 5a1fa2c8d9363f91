// Any bytes: study::read either tells what is wrong or gives a study with tasks, whose questions can be
// walked.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/limits.hpp"
#include "study/journey.hpp"
#include "study/read.hpp"

namespace {

using namespace ensaio;

void require(bool holds) {
    if (!holds) std::abort();
}

void walk(const prototype::Prototype& questions) {
    prototype::State state = prototype::start(questions, 1, 0);
    for (int i = 0; i < 20; ++i) {
        state =
            prototype::apply(
                questions, state,
                {.kind = prototype::ActionKind::go_on, .target = prototype::kNone, .value = {}, .facts = {}})
                .state;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const core::Result<study::Study> study = study::read({reinterpret_cast<const char*>(data), size});
    if (!study) {
        require(!study.error().empty() && study.error().size() <= core::kMaxReportedErrors);
        return 0;
    }
    require(!study->tasks.empty() && study->tasks.size() <= core::kMaxTasks);
    walk(study->after_task);
    walk(study->after_test);
    require(!study::check_against(*study, prototype::Prototype{}).empty());
    return 0;
}
