// How long the costliest sessions take that are still run again: of each kind as many records as
// session::check_amount lets through. What is left in build/bench/costly can be run in WebAssembly:
// node build/web/bench_analytics.cjs FILE.

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "core/limits.hpp"
#include "session/replay.hpp"
#include "studio/player.hpp"
#include "tests/limits/repeated_session.hpp"
#include "tests/unit/random_walk.hpp"

namespace {

using namespace ensaio;
using prototype::ActionKind;

/// By the processor's clock: what other programs take meanwhile is not in it.
double seconds_of(const auto& work) {
    const std::clock_t start = std::clock();
    work();
    return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

session::Event walk(ActionKind kind, std::uint16_t target = prototype::kNone, prototype::Value value = {}) {
    study::Move move{.kind = study::MoveKind::walk, .target = prototype::kNone, .action = {}};
    move.action = {.kind = kind, .target = target, .value = std::move(value), .facts = {}};
    return session::Moved{std::move(move), 0};
}

/// One screen with `fields`, and branches with one test each of the first field: `tests`, from their "op" on.
std::string one_screen(const std::string& fields, const std::vector<std::string>& tests) {
    std::string branches;
    for (const std::string& test : tests) {
        branches += (branches.empty() ? "" : ",") + std::string(R"({"when":{"all":[{"field":"f",)") + test +
                    R"(}]},"to":"fim"})";
    }
    return R"({"format":1,"id":"servico","title":"b","screens":[{"id":"s","kind":"question","title":"t","next":"fim","fields":[)" +
           fields + "]" + (branches.empty() ? "" : R"(,"branches":[)" + branches + "]") +
           R"(},{"id":"fim","kind":"confirmation","title":"t","text":"t"}]})";
}

/// As many screens as there may be, with a question each, and the answers to check.
std::string long_way() {
    std::string screens;
    for (std::size_t i = 0; i + 2 < core::kMaxScreens; ++i) {
        const std::string id = std::to_string(i);
        screens += R"({"id":"s)" + id + R"(","kind":"question","title":"t","next":")" +
                   (i + 3 < core::kMaxScreens ? "s" + std::to_string(i + 1) : std::string("conferir")) +
                   R"(","fields":[{"id":"f)" + id +
                   R"(","kind":"text","label":"l","privacy":"open","optional":true}]},)";
    }
    return R"({"format":1,"id":"servico","title":"b","screens":[)" + screens +
           R"({"id":"conferir","kind":"check","title":"t","next":"fim"},{"id":"fim","kind":"confirmation","title":"t","text":"t"}]})";
}

struct Costly {
    const char* name;
    std::string prototype;
    std::vector<session::Event> each;
    std::vector<session::Event> before{};  // once
};

std::vector<Costly> all_costly() {
    std::vector<std::string> blank_or_not, long_words, both;
    std::string others = R"({"id":"f","kind":"long_text","label":"l","privacy":"open"})";
    for (std::size_t i = 0; i < core::kMaxTestsPerField; ++i) {
        blank_or_not.emplace_back(R"("op":"filled")");
        long_words.push_back(R"("op":"is","value":")" + std::string(14'000, 'x') + std::to_string(i) + '"');
        both.emplace_back(R"("op":"is","other":"g")");
    }
    others += R"(,{"id":"g","kind":"long_text","label":"l","privacy":"open"})";
    std::string options, checkboxes = R"({"id":"f","kind":"checkboxes","label":"l","options":[)";
    prototype::Value ticked;
    for (std::size_t i = 0; i < core::kMaxOptions; ++i) {
        ticked.push_back("o" + std::to_string(i));
        options += (i == 0 ? "" : ",") + std::string(R"({"id":")") + ticked.back() + R"(","label":"x"})";
    }
    checkboxes += options + "]}";
    const prototype::Value fewer(ticked.begin() + 1, ticked.end());
    const std::string text = R"({"id":"f","kind":"long_text","label":"l","privacy":"open"})";
    const std::string long_answer(core::kMaxAnswerBytes, 'x'), other_answer(core::kMaxAnswerBytes, 'y');
    std::vector<session::Event> to_the_check;
    for (std::size_t i = 0; i + 2 < core::kMaxScreens; ++i) to_the_check.push_back(walk(ActionKind::go_on));
    return {
        {"resumed, of many fields", limits::many_fields(1), {session::Resumed{}}},
        {"rejected, of many fields", limits::many_fields(1), {walk(ActionKind::go_on)}},
        {"long answers that many tests read",
         one_screen(text, blank_or_not),
         {walk(ActionKind::set, 0, {long_answer}), walk(ActionKind::set, 0, {other_answer})}},
        {"short answers compared with long words",
         one_screen(text, long_words),
         {walk(ActionKind::set, 0, {"a"}), walk(ActionKind::set, 0, {"b"})}},
        {"short answers compared with a long one",
         one_screen(others, both),
         {walk(ActionKind::set, 0, {"a"}), walk(ActionKind::set, 0, {"b"})},
         {walk(ActionKind::set, 1, {long_answer})}},
        {"many options ticked",
         one_screen(checkboxes, {}),
         {walk(ActionKind::set, 0, ticked), walk(ActionKind::set, 0, fewer)}},
        {"changed, and the whole way again",
         long_way(),
         {walk(ActionKind::change, 0), walk(ActionKind::go_on)},
         to_the_check},
    };
}

std::vector<session::Event> events_of(const Costly& one, std::size_t records) {
    std::vector<session::Event> events = one.before;
    for (std::size_t i = 0; events.size() < records; ++i) events.push_back(one.each[i % one.each.size()]);
    return events;
}

/// How many records are let through.
std::size_t most_records(const Costly& one, session::Opened opened) {
    const auto fits = [&](std::size_t records) {
        opened.session.records.clear();
        for (session::Event& event : events_of(one, records))
            opened.session.records.push_back({.at = 0, .event = std::move(event)});
        return session::check_amount(opened.session, opened.study, opened.prototype).has_value();
    };
    std::size_t most = 0, more = 1;
    while (fits(more)) more *= 2;
    for (; more > 0; more /= 2) {
        if (fits(most + more)) most += more;
    }
    return most;
}

void leave(const session::Bytes& file, std::size_t number) {
    const std::filesystem::path folder = std::filesystem::path(ENSAIO_SOURCE_DIR) / "build/bench/costly";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / (std::to_string(number) + ".ensaio"), std::ios::binary)
        .write(reinterpret_cast<const char*>(file.data()), static_cast<std::streamsize>(file.size()));
}

bool bench(const Costly& one, std::size_t number) {
    auto opened = session::open(trials::only_session(limits::repeated_session(one.prototype, one.each, 2)));
    if (!opened) {
        std::printf("  %-40s %s %s\n", one.name, opened.error().front().code.c_str(),
                    opened.error().front().where.c_str());
        return false;
    }
    // Without two for the consent and the start of the task.
    const std::size_t records = most_records(one, *opened) - 2;
    const session::Bytes file = limits::repeated_session(one.prototype, events_of(one, records), records + 2);
    leave(file, number);
    opened = session::open(trials::only_session(file));
    if (!opened) {
        std::printf("  %-40s %s\n", one.name, opened.error().front().code.c_str());
        return false;
    }
    const std::uint64_t work =
        session::check_amount(opened->session, opened->study, opened->prototype).value_or(0);
    std::size_t effects = 0;
    const double replaying = seconds_of([&] {
        session::replay(*opened, [&](const session::Moment& moment) {
            effects += moment.effect != prototype::Effect::nothing;
        });
    });
    std::size_t told = 0;
    const double playing = seconds_of([&] {
        auto player = studio::Player::make(
            {.language = "{}", .languages = {}, .file = file, .session = std::string(fuzz::kId)});
        told = player ? player->take_story().size() : 0;
    });
    std::printf(
        "  %-40s %6zu records (%zu with effect), %8llu of work: %5.2f s, opened in the player %5.2f s%s\n",
        one.name, opened->session.records.size(), effects, static_cast<unsigned long long>(work), replaying,
        playing, told > 0 ? "" : "  NOT OPENED");
    return told > 0;
}

}  // namespace

int main() {
    std::printf("The most of each kind that is run again, of at most %zu of work\n", core::kMaxReplayWork);
    bool good = true;
    std::size_t number = 0;
    for (const Costly& one : all_costly()) good = bench(one, ++number) && good;
    return good ? 0 : 1;
}
