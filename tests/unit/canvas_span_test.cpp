#include "platform/canvas_span.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace ensaio::platform {
namespace {

constexpr float kViewport = 640;

TEST(CanvasSpan, is_the_whole_page_where_the_device_allows_it) {
    EXPECT_EQ(canvas_span({}, 1500, 0, kViewport, 2), (Span{0, 1500}));
    EXPECT_EQ(canvas_span({}, 1500, 800, kViewport, 2), (Span{0, 1500}));
}

TEST(CanvasSpan, ends_on_a_device_pixel) {
    const Span span = canvas_span({}, 1000.3F, 0, kViewport, 1.25F);
    EXPECT_GE(span.height, 1000.3F);
    EXPECT_FLOAT_EQ(span.height * 1.25F, std::round(span.height * 1.25F));
}

TEST(CanvasSpan, always_covers_the_screen_of_a_tall_page_and_never_exceeds_the_device) {
    for (const float pixels : {1.0F, 1.25F, 2.0F, 2.625F, 3.0F}) {
        Span span;
        const float content = 9000;
        for (float scroll = 0; scroll <= content - kViewport; scroll += 37) {
            span = canvas_span(span, content, scroll, kViewport, pixels);
            EXPECT_LE(span.height * pixels, kMaxCanvasPixels);
            EXPECT_LE(span.top, scroll);
            EXPECT_GE(span.top + span.height + 1 / pixels, scroll + kViewport)
                << "at " << scroll << " with " << pixels;
        }
    }
}

TEST(CanvasSpan, moves_in_steps_and_not_with_every_scroll) {
    Span span;
    int moves = 0;
    for (float scroll = 0; scroll <= 8000; scroll += 1) {
        const Span next = canvas_span(span, 9000, scroll, kViewport, 2);
        if (next != span) ++moves;
        span = next;
    }
    EXPECT_LT(moves, 40);
}

TEST(CanvasSpan, a_page_that_became_shorter_is_shown_from_its_start) {
    const Span tall = canvas_span({}, 9000, 7000, kViewport, 2);
    ASSERT_GT(tall.top, 0);
    EXPECT_EQ(canvas_span(tall, 900, 0, kViewport, 2), (Span{0, 900}));
}

}  // namespace
}  // namespace ensaio::platform
