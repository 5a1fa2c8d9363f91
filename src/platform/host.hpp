// Ties a program (participant, studio) to the page: inputs go in, commands and pages come out, and a frame is
// painted when something changed.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <emscripten/bind.h>

#include "core/hash.hpp"
#include "core/language.hpp"
#include "platform/browser.hpp"
#include "platform/canvas_span.hpp"
#include "platform/page_json.hpp"
#include "platform/pictures.hpp"
#include "platform/stage.hpp"
#include "view/boxes.hpp"

namespace ensaio::platform {

template <class Program>
class Host {
public:
    /// `browser`: the functions of web/host.js.
    Host(Program program, const view::Theme& theme, std::string theme_name, emscripten::val browser,
         std::span<const std::uint8_t> regular, std::span<const std::uint8_t> semibold)
        : program_(std::move(program)),
          design_(theme),
          theme_(theme),
          theme_name_(std::move(theme_name)),
          browser_(std::move(browser)),
          stage_(regular, semibold) {}

    bool paints() const { return stage_.open(); }

    void take(view::Input input) {
        if (input.kind == view::Input::Kind::dead_click) aim(input);
        for (const view::Command& command : program_.handle(input)) carry_out(command, browser_);
        if (!view::leaves_the_page(input.kind)) show();
    }

    /// `text_scale`: the person's own text size, 1: the usual one.
    void resize(float width, float height, float density, float text_scale) {
        if (width < 1 || height < 1) return;  // of a page that is not on the screen
        theme_ = design_.with_text_scale(text_scale);
        width_ = width;
        height_ = height;
        density_ = density;
        look_anew();
    }

    /// Another look of the same page.
    void dress(const view::Theme& theme, std::string name) {
        design_ = theme;
        theme_ = theme.with_text_scale(theme_.text_scale);
        theme_name_ = std::move(name);
        if (width_ > 0) look_anew();
    }

    /// Device pixels painted per css px.
    void sharpen(float pixels) {
        pixels_ = pixels;
        repaint();
    }

    void scroll(float top) {
        scroll_ = top;
        if (next_span() != span_) arm();
    }

    /// The person looks at, or points at, something else: `attend` is told it before the next frame is
    /// painted.
    void wake() { arm(); }

    void attend(std::string focused, bool focus_visible, bool editing, std::string hovered,
                std::string pressed) {
        if (focus_visible != focus_visible_ || editing != editing_) mark(focused);
        focus_visible_ = focus_visible;
        editing_ = editing;
        look_at(focused_, std::move(focused));
        look_at(hovered_, std::move(hovered));
        look_at(pressed_, std::move(pressed));
    }

    /// A picture of the prototype has arrived. Its texture is bound, for the page's JavaScript to fill.
    void picture(const std::string& id) {
        pictures_.add(id);
        repaint();
    }

    /// A picture cannot be shown.
    void refuse_picture(const std::string& id) {
        pictures_.refuse(id);
        repaint();
    }

    void drop_picture(const std::string& id) { pictures_.remove(id); }

    void lose_context() {
        pictures_.forget();
        stage_.lose_context();
    }

    void restore_context() {
        stage_.restore_context();
        repaint();
    }

    /// A frame that was asked for.
    void paint() {
        armed_ = false;
        if (boxes_.boxes.empty()) return;
        span_ = next_span();
        const Stage::Canvas canvas{.top = span_.top,
                                   .height = span_.height,
                                   .pixel_width = static_cast<int>(std::lround(boxes_.width * pixels_)),
                                   .pixel_height = static_cast<int>(std::lround(span_.height * pixels_))};
        browser_.call<void>("place", canvas.top, boxes_.width, canvas.height, canvas.pixel_width,
                            canvas.pixel_height);
        if (canvas != canvas_) whole_ = true;  // its pixels are gone
        canvas_ = canvas;
        const view::Rect part =
            whole_ ? view::Rect{0, canvas.top, boxes_.width, canvas.height} : seen_of(dirty_);
        whole_ = false;
        dirty_ = {};
        if (part.w <= 0 || part.h <= 0) return;
        const view::Attention attention{.focused = focused_,
                                        .focus_visible = focus_visible_,
                                        .editing = editing_,
                                        .hovered = hovered_,
                                        .pressed = pressed_,
                                        .pictures = pictures_.all()};
        stage_.paint(page_, boxes_, theme_, attention, canvas, part);
    }

private:
    /// The page is laid out anew, and the program is told for what.
    void look_anew() {
        page_ = {};
        view::Input input = make_input("resized", "", emscripten::val::array(), width_, height_,
                                       emscripten::val::undefined());
        input.density = density_;
        input.values = {theme_name_, std::to_string(std::lround(theme_.text_scale * kUsualLetter))};
        take(std::move(input));
    }

    /// Names the box that was pressed; where its place is not to be recorded, another one's and its middle.
    void aim(view::Input& press) const {
        const int index = view::hit(page_, boxes_, press.x, press.y);
        if (index < 0) return;
        const auto pressed = static_cast<std::size_t>(index), told = view::recorded_as(page_, pressed);
        press.id = page_.nodes[told].id;
        if (told == pressed) return;
        const view::Rect& rect = boxes_.boxes[told].rect;
        press.x = rect.x + rect.w / 2;
        press.y = rect.y + rect.h / 2;
    }

    Span next_span() const { return canvas_span(span_, boxes_.height, scroll_, height_, pixels_); }

    void show() {
        if (width_ <= 0) return;
        view::Page page = program_.page();
        const auto amended = view::amend(page, page_, theme_, boxes_);
        const bool alike = amended && view::is_framed_alike(page, page_);
        if (alike && amended->empty()) return;
        if (alike && amended->size() == 1 && is_retyped(page, amended->front())) {
            const view::Node& field = page.nodes[amended->front()];
            browser_.call<void>("retype", field.id, field.value);
        } else if (amended) {
            browser_.call<void>("show", page_json(page, boxes_, theme_, page_, boxes_));
        } else {
            view::Boxes boxes = view::lay_out(page, width_, height_, theme_);
            browser_.call<void>("show", page_json(page, boxes, theme_, page_, boxes_));
            boxes_ = std::move(boxes);
        }
        for (const std::size_t index : amended.value_or(std::vector<std::size_t>())) {
            const bool shows_itself = is_retyped(page, index) && editing_ && page.nodes[index].id == focused_;
            if (!shows_itself) mark(boxes_.boxes[index].rect);
        }
        page_ = std::move(page);
        if (!amended) {
            repaint();
        } else if (dirty_.w > 0) {
            arm();
        }
    }

    bool is_retyped(const view::Page& page, std::size_t index) const {
        return view::is_retyped(page.nodes[index], page_.nodes[index]);
    }

    /// The whole canvas is to be painted.
    void repaint() {
        whole_ = true;
        arm();
    }

    /// What of the page looks otherwise than it is painted.
    void mark(const view::Rect& box) {
        const view::Rect now{box.x - view::kReach, box.y - view::kReach, box.w + 2 * view::kReach,
                             box.h + 2 * view::kReach};
        if (dirty_.w <= 0) {
            dirty_ = now;
            return;
        }
        const float x = std::min(dirty_.x, now.x), y = std::min(dirty_.y, now.y);
        dirty_ = {x, y, std::max(dirty_.right(), now.right()) - x,
                  std::max(dirty_.bottom(), now.bottom()) - y};
    }
    void mark(const std::string& id) {
        const auto found = std::ranges::find(page_.nodes, id, &view::Node::id);
        if (found != page_.nodes.end())
            mark(boxes_.boxes[static_cast<std::size_t>(found - page_.nodes.begin())].rect);
    }
    void look_at(std::string& id, std::string now) {
        if (id == now) return;
        mark(id);
        id = std::move(now);
        mark(id);
    }

    void arm() {
        if (std::exchange(armed_, true) || !stage_.open()) return;
        browser_.call<void>("frame");
    }

    /// What of a part of the page the canvas shows.
    view::Rect seen_of(const view::Rect& part) const {
        const float x = std::max(part.x, 0.0F), y = std::max(part.y, canvas_.top);
        return {x, y, std::min(part.right(), boxes_.width) - x,
                std::min(part.bottom(), canvas_.top + canvas_.height) - y};
    }

    static constexpr float kUsualLetter = 16;  // css px of 1rem where nobody has changed it

    Program program_;
    view::Theme design_, theme_;  // as in its file; for the person's text size
    std::string theme_name_;      // SHA-256 of its file
    emscripten::val browser_;
    Stage stage_;
    Pictures pictures_;
    view::Page page_;
    view::Boxes boxes_;
    Span span_;
    Stage::Canvas canvas_;  // as it was last painted
    view::Rect dirty_;      // what of it is to be painted anew; empty: nothing
    bool whole_ = true;     // all of it is
    float width_ = 0, height_ = 0, scroll_ = 0, density_ = 1,
          pixels_ = 1;  // of the viewport, css px; device pixels per css px: of the screen, painted
    bool armed_ = false;
    std::string focused_, hovered_, pressed_;
    bool focus_visible_ = false, editing_ = false;
};

/// The one host of a program and the functions through which JavaScript reaches it.
template <class Program>
struct Exposed {
    static inline std::unique_ptr<Host<Program>> host;

    static void input(const std::string& kind, const std::string& id, const emscripten::val& values, float x,
                      float y, const emscripten::val& bytes) {
        if (host) host->take(make_input(kind, id, values, x, y, bytes));  // nothing is heard before the start
    }
    static bool paints() { return host->paints(); }
    static void resize(float width, float height, float density, float text_scale) {
        host->resize(width, height, density, text_scale);
    }
    static std::string name_of(const std::string& json) { return core::hex(core::sha256(json)); }
    /// A theme that cannot be read changes nothing.
    static void dress(const std::string& json) {
        if (const auto theme = view::Theme::read(json)) host->dress(*theme, name_of(json));
    }
    static void sharpen(float pixels) { host->sharpen(pixels); }
    static void scroll(float top) { host->scroll(top); }
    static void wake() { host->wake(); }
    static void paint() { host->paint(); }
    static void attend(const std::string& focused, bool focus_visible, bool editing,
                       const std::string& hovered, const std::string& pressed) {
        host->attend(focused, focus_visible, editing, hovered, pressed);
    }
    static void picture(const std::string& id) { host->picture(id); }
    static void refuse_picture(const std::string& id) { host->refuse_picture(id); }
    static void drop_picture(const std::string& id) { host->drop_picture(id); }
    static void lose_context() { host->lose_context(); }
    static void restore_context() { host->restore_context(); }

    /// `setup`: {theme: string, fonts: [Uint8Array, Uint8Array]}. Returns what is wrong, in words; empty:
    /// nothing.
    static std::string start(core::Result<Program> program, const std::string& language,
                             const emscripten::val& setup, const emscripten::val& browser) {
        const auto theme = view::Theme::read(setup["theme"].as<std::string>());
        const core::Errors* const errors = !program ? &program.error() : !theme ? &theme.error() : nullptr;
        if (errors == nullptr) {
            host = std::make_unique<Host<Program>>(std::move(*program), *theme,
                                                   name_of(setup["theme"].as<std::string>()), browser,
                                                   bytes_of(setup["fonts"][0]), bytes_of(setup["fonts"][1]));
            return {};
        }
        const auto words = core::Language::read(language);
        std::string text;
        for (const core::Error& error : *errors) text += (words ? words->describe(error) : error.code) + '\n';
        return text;
    }

    static void bind() {
        emscripten::function("input", &input);
        emscripten::function("paints", &paints);
        emscripten::function("resize", &resize);
        emscripten::function("dress", &dress);
        emscripten::function("sharpen", &sharpen);
        emscripten::function("scroll", &scroll);
        emscripten::function("wake", &wake);
        emscripten::function("paint", &paint);
        emscripten::function("attend", &attend);
        emscripten::function("picture", &picture);
        emscripten::function("refusePicture", &refuse_picture);
        emscripten::function("dropPicture", &drop_picture);
        emscripten::function("loseContext", &lose_context);
        emscripten::function("restoreContext", &restore_context);
    }
};

}  // namespace ensaio::platform
